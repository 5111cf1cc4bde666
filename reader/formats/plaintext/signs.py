"""The signs by which a short line shows whether it is a heading: what it is, and what is around it.

A sign is a word; what each of them counts is said in `reader.formats.plaintext.weights`.
"""

from __future__ import annotations

from itertools import pairwise

from reader.formats.plaintext.lines import PAGE_BREAK, cells, is_code
from reader.formats.plaintext.looks import FINISHED, is_listing
from reader.formats.plaintext.numbering import value
from reader.formats.plaintext.units import Unit
from reader.regex import IGNORECASE, regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_LONGEST = 60
_LONGEST_LATIN = 96
"""Cells."""
_NEVER_LAST = frozenset("。；;，,、…～~\\|/&+=<")
"""What no heading without a number ends with."""
_NEVER_FIRST = frozenset("-*+•·・◦▪–—>~|，。；、）)]}{”’@&=\\/©")
_CLOSING = frozenset("”』」’\"'")
_OPENING = frozenset("“「『‘\"'")
_BRACKETS = frozenset("（([［【〔〈《")
_CLOSED_BY = dict(zip('“「『"（(', '”」』"）)', strict=True))
"""What somebody says, or what is said aside, from the first character to the last."""
_COMMAND = regex(
    r"(?:(?:npm|npx|yarn|pnpm|git|brew|pip3?|apt(?:-get)?|sudo|docker|cd|ls|mkdir|echo|export|import"
    r"|from|go|cargo|curl|wget|ssh|cp|mv|rm|cat|chmod|systemctl|hexo|hugo|node|python3?|set|source)\s"
    r"|(?:fi|done|else|end|then|esac|pass|return|break|continue)$)"
)
"""A line that people type, or that a program consists of."""
_DAY = regex(
    r"\d{4}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?|[〇零一二三四五六七八九]{4}年.{1,3}月.{1,4}日"
)
_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_STOP_INSIDE = regex(r"[。！？]|[.!?;](?:\s|$)(?=\S)|；")
_CAPTION = regex(
    r"(?:(?:[图圖図表例附]|[图圖]形|[图圖図]表|示例|照片|清单|代码)[\s\u3000]*[\d一二三四五六七八九十]|(?:fig(?:ure)?\.?|table|example|listing|그림|표|예제?)\s*\d"
    r"|注[:：]|(?:来源|資料|资料来源|图片来源|出处|出典|source)[:：])",
    IGNORECASE,
)
_COUNTED = regex(
    r"(?P<before>[^\W\d]{0,8}? ?)(?P<n>[0-9]{1,4}|[一二三四五六七八九十]{1,3}|(?<![a-z])[IVX]{1,4}(?=[.:： ])"
    r"|(?<![a-z])(?:one|two|three|four|five|six|seven)\b)(?P<behind>\W|$|[^\W\d])(?:[0-9]{1,2}\W?){0,2}",
    IGNORECASE,
)
"""A number and the word before it."""
_DIGITS = regex("[0-9]+")
_WORDS = ["", "one", "two", "three", "four", "five", "six", "seven"]
_EVEN = 4
"""Cells that the lines of a verse differ by."""
_FEWEST_LINES = 3
_SPEAKER = regex(r"(?:[\u3400-\u9fff]{1,4}[：:]|[A-Z][\w.]{0,14}(?: [A-Z]\w{0,14})?: )(?=\S)")
"""Who speaks in a play or an interview."""
_MARGIN = 8
"""Cells of indent from which on a line stands in the middle."""

RULE, HEADING, CODE, ITEM, PROSE, SENTENCE, SHORT, OTHER = range(8)
"""What a unit is at first sight; `SHORT` ones could be headings."""
_NAMES = ("rule", "heading", "code", "item", "prose", "sentence", "short", "other")


class Signs:
    """The signs of a text's short lines."""

    def __init__(
        self, units: Sequence[Unit], is_body: Sequence[bool], accepted: set[int], ignored: set[int]
    ) -> None:
        """*accepted* units are known to be headings, *ignored* ones belong to those."""
        self._units = units
        self._accepted, self._ignored = accepted, ignored
        self._kinds: dict[int, int] = {}
        """What was asked for, and amended: of most paragraphs nobody asks."""
        self.shorts: list[int] = []
        """The units that could be headings."""
        for index, unit in enumerate(units):
            if unit.size <= _LONGEST_LATIN and self._kind_of(index) == SHORT:
                if _DAY.fullmatch(unit.text) and not self._is_above_prose(index):
                    # The day on which what is above was written.
                    self._kinds[index] = OTHER
                else:
                    self.shorts.append(index)
        if self.shorts:
            self._usual_indent = _usual_indent(units, is_body)
            self._usual_gap = _usual_gap(units, is_body)
            hanging = sum(units[index].lines[0].indent <= 1 for index in self.shorts)
            self._indented = "indented" if hanging > 0.1 * len(self.shorts) else "all_indented"
            self._crowds = self._measured_crowds()
            self._verses = self._even_rows()
            self._is_parted = 3 * sum(unit.blanks > 0 for unit in units) > len(units)
            self._times: dict[str, int] = {}
            for index in self.shorts:
                text = units[index].text
                self._times[text] = self._times.get(text, 0) + 1
            self._counting = self._counted()
            self._about_all = self._of_all(accepted)

    def _kind_of(self, index: int) -> int:
        """What the unit *index* is at first sight."""
        kind = self._kinds.get(index)
        if kind is None:
            unit, is_accepted = self._units[index], index in self._accepted
            kind = self._kinds[index] = _kind(unit, is_accepted, index in self._ignored)
        return kind

    def _is_above_prose(self, index: int) -> bool:
        return index + 1 < len(self._units) and self._kind_of(index + 1) == PROSE

    def of(self, index: int) -> list[str]:
        """The signs of the short unit *index*."""
        unit = self._units[index]
        signs = _of_line(unit.text)
        if self._times[unit.text] > 1:
            signs.append("again")
        if index in self._counting:
            signs.append("counts")
        if signs[0] == "wide_2" and self._crowds[index][1] == 1:
            signs.append("wide_2_by_itself")
        return signs + self._around(index) + self._spacing(index) + self._about_all

    def fellows(self, index: int) -> tuple[int, int, int]:
        """What is alike in headings of one style: the gaps above and below, and the indent."""
        unit = self._units[index]
        return min(unit.blanks, 3), min(self._gap_below(index), 3), unit.lines[0].indent

    def _around(self, index: int) -> list[str]:
        kind_of, units = self._kind_of, self._units
        signs: list[str] = []
        if index:
            above = kind_of(index - 1)
            signs.append("above_" + _NAMES[above])
            last = units[index - 1].last[-1]
            if last in ":：":
                signs.append("above_colon")
            elif above in (PROSE, OTHER) and last not in FINISHED:
                signs.append("above_torn")
        else:
            signs.append("first")
        if index + 1 == len(units):
            return [*signs, "last"]
        below = kind_of(index + 1)
        signs.append("below_" + _NAMES[below])
        if units[index + 1].size >= 3 * units[index].size:
            signs.append("longer_below")
        if index + 1 in self._verses and units[index + 1].blanks:
            signs.append("over_verse")
        if below == SHORT and index + 2 < len(units):
            signs.append("next_but_one_" + _NAMES[kind_of(index + 2)])
        if self._is_parted and (
            (below == SHORT and not units[index + 1].blanks)
            or (index and kind_of(index - 1) == SHORT and not units[index].blanks)
        ):
            signs.append("touches_short")
        place, size = self._crowds[index]
        if size > 1:
            signs.append("pair" if size == 2 else "crowd" if size == 3 else "large_crowd")
            at_end = "crowd_last" if place + 1 == size else "crowd_inside"
            signs.append(at_end if place else "crowd_first")
            if index in self._verses:
                signs.append("even_crowd")
        return signs

    def _spacing(self, index: int) -> list[str]:
        unit, usual = self._units[index], self._usual_gap
        above, below = unit.blanks, self._gap_below(index)
        signs = ["gaps" if usual else "no_gaps"]
        if above > usual:
            signs.append("wide_above")
        elif above < usual:
            signs.append("close_above")
        if below > usual:
            signs.append("wide_below")
        elif below < usual:
            signs.append("close_below")
        if above > below:
            signs.append("more_above")
        indent, usual = unit.lines[0].indent, self._usual_indent
        if usual:
            is_middle = indent >= max(usual + 2, _MARGIN)
            signs.append("hangs" if indent <= 1 else "middle" if is_middle else self._indented)
        elif indent >= _MARGIN:
            signs.append("middle")
        elif indent:
            signs.append("odd_indent")
        return signs

    def _gap_below(self, index: int) -> int:
        return self._units[index + 1].blanks if index + 1 < len(self._units) else 0

    def _measured_crowds(self) -> dict[int, tuple[int, int]]:
        """For each short unit its place among those in a row, and how many these are."""
        crowds: dict[int, tuple[int, int]] = {}
        row: list[int] = []
        for index in [*self.shorts, -1]:
            if row and index != row[-1] + 1:
                crowds |= {one: (place, len(row)) for place, one in enumerate(row)}
                row = []
            row.append(index)
        return crowds

    def _counted(self) -> set[int]:
        """Short units whose numbers grow from one to the next: Day 1, Day 2; 0x00, 0x01; 误区一."""
        rows: dict[tuple[str, str, str], list[tuple[int, tuple[int, ...]]]] = {}
        for index in self.shorts:
            text = self._units[index].text
            if match := _COUNTED.match(text):
                kind = "1" if match["n"][0].isdigit() else "一" if match["n"] > "z" else "I"
                rows.setdefault((match["before"], kind, match["behind"]), []).append(
                    (index, _values(match))
                )
        found: set[int] = set()
        for row in rows.values():
            grows = [a for a, b in pairwise(row) if a[1] < b[1] and b[0] > a[0] + 1]
            if len(row) > 1 and len(grows) == len(row) - 1:
                found.update(index for index, _ in row)
        return found

    def _even_rows(self) -> set[int]:
        """Short units of about one width, three or more close together: verse, or a list."""
        found: set[int] = set()
        row: list[int] = []
        narrowest = widest = 0
        for index in [*self.shorts, -1]:
            width = cells(self._units[index].text)
            goes_on = row and index == row[-1] + 1 and not self._units[index].blanks
            if not goes_on or max(widest, width) - min(narrowest, width) > _EVEN:
                if len(row) >= _FEWEST_LINES:
                    found.update(row)
                row, narrowest, widest = [], width, width
            row.append(index)
            narrowest, widest = min(narrowest, width), max(widest, width)
        return found

    def _of_all(self, accepted: set[int]) -> list[str]:
        """The signs that all short lines of the text have."""
        signs: list[str] = []
        share = len(self.shorts) / len(self._units)
        signs.append("few_short" if share < 0.12 else "some_short" if share < 0.4 else "many_short")
        if len(accepted) >= 2:
            signs.append("numbered_text")
        return signs


def _kind(unit: Unit, is_accepted: bool, is_ignored: bool) -> int:
    text = unit.text
    if is_accepted:
        return HEADING
    if unit.is_rule or is_ignored or text == PAGE_BREAK:
        return RULE
    if not unit.is_single or unit.size > _LONGEST_LATIN:
        return ITEM if is_listing(unit) else PROSE
    last = text[-1]
    if last in "。！!…”』」；;" and unit.size > 16:
        return PROSE if unit.size > 60 else SENTENCE
    if _CLOSED_BY.get(text[0]) == last:
        return SENTENCE
    if is_listing(unit):
        return CODE if is_code(text) else ITEM
    if last in _NEVER_LAST or text[0] in _NEVER_FIRST or _is_stopped(text):
        return SENTENCE if last in FINISHED else OTHER
    width = cells(text)
    if width > (_LONGEST_LATIN if width < 1.3 * len(text) else _LONGEST):
        return PROSE
    if "©" in text or _CAPTION.match(text):
        return OTHER
    if text[0].islower() and text.isascii() and _COMMAND.match(text):
        return CODE
    return SHORT if any(map(str.isalpha, text)) or _YEAR.fullmatch(text) else OTHER


def _is_stopped(text: str) -> bool:
    return (text[-1] == "." and text[-2:-1].isalpha()) or "。" in text


def _of_line(text: str) -> list[str]:
    """The signs that a line has by itself."""
    width = cells(text)
    is_latin = width < 1.3 * len(text)
    signs = _of_latin(text) if is_latin else _of_wide(width)
    last, first = text[-1], text[0]
    if last in ":：":
        signs.append("ends_colon")
    elif last in "?？":
        signs.append("asks")
    elif last in "!！":
        signs.append("exclaims")
    elif last in _CLOSING:
        signs.append("ends_quote")
    elif last in "）)]】〕":
        signs.append("ends_bracket")
    if first in _OPENING:
        signs.append("begins_quote")
    elif first in _BRACKETS:
        signs.append("begins_bracket")
    elif first.isdigit():
        signs.append("begins_digit")
    if "，" in text or "," in text or "、" in text:
        signs.append("comma")
    if _STOP_INSIDE.search(text):
        signs.append("stop_inside")
    if ":" in text[:-1] or "：" in text[:-1]:
        signs.append("colon_inside")
    if is_code(text):
        signs.append("code_like")
    if _SPEAKER.match(text):
        signs.append("speaker")
    return signs


def _of_latin(text: str) -> list[str]:
    words = text.split()
    count = len(words)
    signs = [
        "one_word"
        if count == 1
        else "few_words"
        if count < 6
        else "words"
        if count < 11
        else "many_words"
    ]
    if text[0].islower():
        signs.append("small_letter")
    elif count > 1:
        long = [word for word in words[1:] if len(word) > 3]
        capitals = sum(word[0].isupper() for word in long)
        if long and capitals == len(long):
            signs.append("title_case")
        elif long and not capitals:
            signs.append("sentence_case")
    if text.isupper():
        signs.append("capitals")
    return signs


def _of_wide(width: int) -> list[str]:
    if width <= 4:
        return ["wide_2"]
    if width <= 12:
        return ["wide_6"]
    if width <= 24:
        return ["wide_12"]
    return ["wide_20"] if width <= 40 else ["wide_30"]


def _values(match: re.Match[str]) -> tuple[int, ...]:
    """The numbers that a line begins with."""
    number = match["n"]
    if number[0].isdigit():
        return tuple(int(digits) for digits in _DIGITS.findall(match[0]))
    return (_WORDS.index(number.lower()) if number.lower() in _WORDS else value(number),)


def _usual_indent(units: Sequence[Unit], is_body: Sequence[bool]) -> int:
    """The indent that most paragraphs have, in cells; 0 if there is none."""
    indents = sorted(
        unit.lines[0].indent for unit, body in zip(units, is_body, strict=True) if body
    )
    if not indents:
        return 0
    middle = indents[len(indents) // 2]
    alike = sum(abs(indent - middle) <= 1 for indent in indents)
    return middle if alike > 0.7 * len(indents) and middle > 1 else 0


def _usual_gap(units: Sequence[Unit], is_body: Sequence[bool]) -> int:
    """How many empty lines there are between paragraphs, as a rule."""
    gaps = [
        units[index].blanks
        for index in range(1, len(units))
        if is_body[index] and is_body[index - 1]
    ]
    return max(dict.fromkeys(gaps), key=gaps.count, default=0)
