"""Several essays in one plain text: where each begins.

The signs are many: `（3篇）` in the first lines, 篇一 and 范文2, a title that comes again with a
number behind it or a little changed, a rule between two titles, an author's line under each. A book
in chapters is one essay, however many volumes it has.
"""

from __future__ import annotations

from reader.errors import Said
from reader.formats.plaintext.beginnings import (
    SELECTION,
    SENTENCE_ENDS,
    by_dated_titles,
    by_dates,
    by_frames,
    by_gaps,
    by_labels,
    by_names,
    by_promised_numbers,
    by_sections,
    is_title,
)
from reader.formats.plaintext.lines import Line, cells, is_code
from reader.formats.plaintext.looks import is_contents
from reader.formats.plaintext.numbering import Style, numbering, value
from reader.formats.plaintext.titlepage import author_in, title_of
from reader.formats.plaintext.units import Unit, unit_of
from reader.regex import IGNORECASE, regex
from reader.text.corrections import NOTHING, Corrections
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

_COUNT = regex(
    r"[（(【\[〔]?(?:精选|通用|推荐|优秀|最新|热门|汇编|合集|集锦|范文|共|必备|实用|经典|整理)*\s*"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[篇则首]\s*(?:精选|通用|合集|范文|汇编|文章)*[）)】\]〕]?$"
)
_N = r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})"
_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PIECE = regex(
    rf"[【\[（(〈《]?(?:.{{0,40}}?[\s:：—_-]*)?(?:(?:篇|范文|例文|示例|样文|文章|作品|其|(?<=[^分])之|Essay|Story|Article|Letter)\s*(?P<a>{_N}|{_WORD})"
    rf"|第\s*(?P<b>{_N})\s*[篇则則首])[】\]）)〉》]?(?:[:：、.．\s—-]+(?P<title>\S.*)|(?P<t2>《.+》))?",
    IGNORECASE,
)
_COUNTS = regex(rf"[篇文例章品其之第]\s*(?:{_N}|{_WORD})|essay|story|article|letter", IGNORECASE)
_OPENING = frozenset("【〖[（(")
_WIDE = "\u2e80"
"""From this character on, none begins a word of English."""
_BRACKET = regex(
    rf"[【〖\[（(]\s*(?P<m>{_N})\s*[/／]\s*\d{{1,3}}\s*[】〗\]）)]\s*\S.*"
    rf"|[【〖\[]\s*(?:篇|第)?\s*(?P<n>{_N})\s*(?:篇)?\s*[】〗\]]\s*(?P<title>.*)"
)
_ANTHOLOGY = regex(
    r"(?:(?:the\s+)?(?:[a-z]{3,14}\.?\s+)?(?:no\.?\s*(?=\d)|(?:no\.?|number|essay|letter|sermon|tale|story|paper)\s+))(?P<n>\d{1,3}|[IVXLC]{1,8}|one|two|three|four|five|six|seven|eight|nine|ten)\b[.:—–-]?\s*(?P<title>.*)",
    IGNORECASE,
)
_NUMBER_BEHIND = regex(r"[\s(（]*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）篇]*$")
_BOOK = regex(
    r"第[〇零一二三四五六七八九十百0-9]{1,4}[章回节節]|chapter\s+(?:\d|[ivxlc]+\b|one\b)",
    IGNORECASE,
)
_PAGE = regex(r"[\s.．…·]*\d+$")
_QUOTED = regex(r"《[^《》]{1,30}》\s*(?:[〔(（\[]?\d{1,2}[〕)）\]]?)?")
_NEAR = 5
"""Units from the beginning in which the first of several essays begins."""
_SHORTEST = 100
_SHORTEST_SURE = 15
"""Code points of text that an essay has at least; fewer if the source says how many there are."""


class Essay(NamedTuple):
    """One essay of a source."""

    title: int | None
    """The unit that is its title."""
    first: int
    """Its first unit, which may be the title."""
    end: int
    """The unit behind its last."""
    why: str = ""
    """What speaks for its being an essay of its own, in words; empty if it is alone."""


def essays(units: Sequence[Unit], corrections: Corrections = NOTHING) -> list[Essay]:
    """The essays that *units* are; at least one."""
    end = len(units)
    if corrections.is_one_essay:
        return [Essay(None, 0, end)]
    if corrections.essays:
        told = [n for n in range(end) if corrections.begins_essay(units[n].text)]
        return _parted(units, told or [0], Said("library.yaml says so"))
    count = _expected(units)
    # The surest first; but if the first lines promise a number, what keeps the promise.
    others: list[tuple[list[int], Said]] = []
    lines = _Lines(units, end, _short_lines(units), count)
    for beginnings, why in _WAYS:
        starts = beginnings(lines)
        if count and len(starts) != count:
            others.append((starts, why))
        elif _is_parted(units, starts, count):
            if count:
                why = Said("{why}, {n} as the first lines promise", why=why, n=count)
            return _parted(units, starts, why)
    for starts, why in others:
        if _is_parted(units, starts, count):
            return _parted(units, starts, why)
    return [Essay(None, 0, end)]


class _Lines(NamedTuple):
    """What is asked where essays begin in it."""

    units: Sequence[Unit]
    end: int
    """How many units there are."""
    short: list[int]
    """Those that could say which essay begins with them."""
    promised: int
    """How many essays the first lines promise, or 0."""


_WAYS: tuple[tuple[Callable[[_Lines], list[int]], Said], ...] = (
    (
        lambda of: _by_pattern(of.units, of.short, _PIECE, _COUNTS.search),
        Said("lines that count the essays"),
    ),
    (
        lambda of: _by_pattern(of.units, of.short, _BRACKET, _may_be_bracket),
        Said("numbers in brackets that count the essays"),
    ),
    (
        lambda of: _by_titles(of.units, of.end, sure=of.promised > 1),
        Said("a title that comes again, or nearly"),
    ),
    (
        lambda of: _by_pattern(of.units, of.short, _ANTHOLOGY, _may_be_english),
        Said("lines that count the essays"),
    ),
    (lambda of: by_labels(of.units, of.end), Said("lines that say that they are titles")),
    (lambda of: by_frames(of.units, of.end), Said("signs around each title")),
    (
        lambda of: _by_contents(of.units, of.end),
        Said("the titles that the table of contents promises"),
    ),
    (
        lambda of: _by_authors(of.units, of.end),
        Said("a line below each title that says who wrote"),
    ),
    (lambda of: by_dated_titles(of.units, of.end), Said("a date in brackets below each title")),
    (lambda of: by_names(of.units, of.end), Said("a name below each title")),
    (
        lambda of: _by_quoted_titles(of.units, of.end),
        Said("lines that are nothing but a title in 《》"),
    ),
    (lambda of: by_dates(of.units, of.end), Said("a date at the end of each")),
    (lambda of: _by_rules(of.units, of.end), Said("a rule above each title")),
    (lambda of: by_promised_numbers(of.units, of.end, of.promised), Said("numbers")),
    (lambda of: by_gaps(of.units, of.end), Said("a wide gap above each title")),
    (
        lambda of: by_sections(of.units, of.end, of.promised),
        Said("the parts of what calls itself a collection"),
    ),
)
"""The ways to find where essays begin, the surest first, and what then speaks for them."""


def _is_parted(units: Sequence[Unit], starts: list[int], count: int) -> bool:
    """Whether essays begin with the units *starts*, where *count* of them are promised."""
    return len(starts) > 1 and _are_essays(units, starts, len(units), sure=len(starts) == count)


def _parted(units: Sequence[Unit], starts: list[int], why: str) -> list[Essay]:
    """The essays that begin with the units *starts*."""
    return [
        Essay(_title(units, first, stop), first, stop, why)
        for first, stop in zip(starts, [*starts[1:], len(units)], strict=True)
    ]


def _expected(units: Sequence[Unit]) -> int:
    """The number of essays that the first lines promise, or 0."""
    return promised(unit.text for unit in units[:3] if unit.is_single)


def promised(lines: Iterable[str]) -> int:
    """The number of essays that one of *lines* promises, or 0: 读书心得（3篇）, not 第三篇."""
    for line in lines:
        if _may_count(line) and cells(line) < 100 and (match := _COUNT.search(line)):
            is_ordinal = line[: match.start("n")].rstrip().endswith("第")
            return 0 if is_ordinal else value(match["n"])
    return 0


def _may_count(line: str) -> bool:
    """Whether *line* has a word that `_COUNT` counts."""
    return "篇" in line or "则" in line or "首" in line


def counts_essays(titles: Sequence[str]) -> bool:
    """Whether *titles* say that they are of essay one, two, three…"""
    units = [unit_of([Line(title, n)]) for n, title in enumerate(titles) if title]
    everything = [*range(len(units))]
    return any(
        _by_pattern(units, everything, pattern, may_match) == everything
        for pattern, may_match in (
            (_PIECE, _COUNTS.search),
            (_BRACKET, _may_be_bracket),
            (_ANTHOLOGY, _may_be_english),
        )
    )


def _short_lines(units: Sequence[Unit]) -> list[int]:
    """The units that could say which essay begins with them."""
    return [
        index
        for index, unit in enumerate(units)
        if unit.is_single
        and unit.size <= 100
        and unit.text[-1] not in "。；，,;！？…"
        and unit.text[0] not in "“「『"
    ]


def _by_pattern(
    units: Sequence[Unit],
    short: Iterable[int],
    pattern: re.Pattern[str],
    may_match: Callable[[str], object],
) -> list[int]:
    """Those of the *short* units that say that they begin essay one, two, three…

    What *pattern* matches *may_match*, which is sooner asked.
    """
    starts: list[int] = []
    wanted = 1
    for index in short:
        text = units[index].text
        if not may_match(text) or (match := pattern.fullmatch(text)) is None:
            continue
        groups = match.groupdict()
        number = _number(
            groups.get("a") or groups.get("b") or groups.get("m") or groups.get("n") or "0"
        )
        if number == wanted:
            starts.append(index)
            wanted += 1
        elif number == 1:
            # A table of contents, and here the essays themselves begin.
            starts, wanted = [index], 2
    return [] if starts and _is_book(units, len(units)) else starts


def _may_be_bracket(text: str) -> bool:
    return text[0] in _OPENING


def _may_be_english(text: str) -> bool:
    return text[0] < _WIDE


def _is_book(units: Sequence[Unit], end: int) -> bool:
    """Whether the text has chapters: then its parts are no essays."""
    return any(_BOOK.match(unit.text) for unit in units[:end] if unit.text[0] in "第cC")


def _number(said: str) -> int:
    """The value of a number in figures, numerals or words."""
    words = _WORD.split("|")
    return words.index(said.lower()) + 1 if said.lower() in words else value(_ascii(said))


def _ascii(number: str) -> str:
    return (
        number.translate(_FULL_WIDTH).upper()
        if number[0].isascii()
        else number.translate(_FULL_WIDTH)
    )


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _by_titles(units: Sequence[Unit], end: int, *, sure: bool) -> list[int]:
    """Units that are nearly the title of the whole again."""
    head = next((n for n in range(min(3, end)) if title_of(units[n].text)), None)
    if head is None:
        return []
    title = units[head].text
    name = _folded(_COUNT.sub("", title) if _may_count(title) else title)
    if cells(name) < (8 if sure else 12):
        return []
    letters = set(name)
    starts: list[int] = []
    for index in range(head, end):
        unit = units[index]
        if not unit.is_single or unit.size > 2 * len(name) + 12 or unit.text[-1] in "。，；.,":
            continue
        mine = _folded(unit.text)
        if 10 * len(mine) < 4 * len(name):
            continue
        if len(letters & set(mine)) < 0.6 * min(len(letters), len(set(mine))) or len(mine) < 4:
            continue
        if not is_code(unit.text) and _is_same(name, mine, unit.text, sure=sure):
            starts.append(index)
    if len(starts) > 1 and not _has_text(units, starts[0], starts[1], _SHORTEST_SURE):
        starts = starts[1:]
    return starts


def _is_same(name: str, mine: str, text: str, *, sure: bool) -> bool:
    if name == mine:
        return True
    has_number = _NUMBER_BEHIND.search(text) is not None
    core = _folded(_NUMBER_BEHIND.sub("", text))
    return core == name or _is_like(name, core, 0.6 if sure else 0.66 if has_number else 0.92)


def _is_like(name: str, core: str, least: float) -> bool:
    """Whether two titles are alike by more than the share *least* of their characters."""
    size = len(name) + len(core)
    if 2 * sum(min(name.count(char), core.count(char)) for char in {*core}) <= least * size:
        return False
    return 2 * characters_in_common(name, core) / size > least


def characters_in_common(one: str, other: str) -> int:
    """How many characters two texts have in common: the longest run, and what is common before it and behind it.

    As `difflib.SequenceMatcher` counts them, which takes 3 ms to import.
    """
    begin = place = size = 0
    for at in range(len(one)):
        while at + size < len(one) and (found := other.find(one[at : at + size + 1])) >= 0:
            begin, place, size = at, found, size + 1
    if not size:
        return 0
    before = characters_in_common(one[:begin], other[:place])
    return before + size + characters_in_common(one[begin + size :], other[place + size :])


def _by_authors(units: Sequence[Unit], end: int) -> list[int]:
    """Titles with a line below that says who wrote."""
    starts: list[int] = []
    for index in range(1, end):
        unit = units[index]
        is_short = unit.is_single and unit.size < 60 and unit.text[-1] not in SENTENCE_ENDS
        if is_short and author_in(unit.text.strip("（）() \u3000")):
            above = units[index - 1]
            if above.is_single and title_of(above.text):
                starts.append(index - 1)
    return starts if starts and starts[0] <= max(_NEAR, end // 8) else []


def _by_quoted_titles(units: Sequence[Unit], end: int) -> list[int]:
    """Lines that are nothing but a title in 《》."""
    starts = [
        n
        for n in range(end)
        if units[n].text[0] == "《" and units[n].is_single and _QUOTED.fullmatch(units[n].text)
    ]
    if len(starts) > 1 and not _has_text(units, starts[0], starts[1], _SHORTEST):
        del starts[0]
    return starts


def _by_rules(units: Sequence[Unit], end: int) -> list[int]:
    """Titles below a rule or a page break, if one is below each."""
    parted = [n for n in range(1, end) if units[n - 1].is_rule and not units[n].is_rule]
    if not parted:
        return []
    starts = [n for n in parted if is_title(units, n, end)]
    if len(starts) < len(parted):
        return []
    if not units[0].is_rule and _has_text(units, 0, parted[0], _SHORTEST):
        return [0, *starts] if is_title(units, 0, end) else []
    return starts


def _by_contents(units: Sequence[Unit], end: int) -> list[int]:
    """Titles that a table of contents promises, in a source that calls itself a collection.

    Without such a name the table is that of a book, whose chapters are sections.
    """
    head = next((n for n in range(min(end, 40)) if is_contents(units[n].text)), None)
    if head is None:
        return []
    if not any(unit.size < 50 and SELECTION.search(unit.text) for unit in units[:3]):
        return []
    promised: list[str] = []
    for unit in units[head + 1 : head + 400]:
        if not unit.is_single or unit.size > 60 or _folded(unit.text) in promised:
            break
        promised.append(_folded(_PAGE.sub("", unit.text)))
    starts: list[int] = []
    for index in range(head + 1 + len(promised), end):
        if len(starts) == len(promised):
            break
        unit = units[index]
        if not unit.is_single or unit.size > 60 or numbering(unit.text) is not None:
            continue
        if _folded(unit.text) == promised[len(starts)]:
            starts.append(index)
    return starts if len(starts) == len(promised) else []


def _are_essays(units: Sequence[Unit], starts: list[int], end: int, *, sure: bool) -> bool:
    """Whether each part has text enough, and no part goes on with the numbers of the one before."""
    for first, stop in zip(starts, [*starts[1:], end], strict=True):
        if not _has_text(units, first, stop, _SHORTEST_SURE if sure else _SHORTEST):
            return False
        if not sure and _goes_on(units, first + 1, stop):
            return False
    return True


def _goes_on(units: Sequence[Unit], first: int, stop: int) -> bool:
    """Whether the first numbered line is not number one."""
    for unit in units[first:stop]:
        number = numbering(unit.text)
        if number is not None and number.style in (Style.HAN, Style.CHAPTER, Style.SECTION):
            return number.value > 1
    return False


def _has_text(units: Sequence[Unit], start: int, stop: int, least: int) -> bool:
    size = 0
    for unit in units[start + 1 : stop]:
        size += unit.size
        if size >= least:
            return True
    return False


def _title(units: Sequence[Unit], first: int, stop: int) -> int:
    """The unit that is the title of the essay that begins with *first*."""
    number_only = _NUMBER_ALONE.fullmatch(units[first].text)
    if number_only and first + 1 < stop:
        below = units[first + 1]
        if (
            below.is_single
            and cells(below.text) <= 60
            and title_of(below.text)
            and below.text[-1] not in "！!？?："
        ):
            return first + 1
    return first


_ANTHOLOGY_ONLY = r"(?:no\.?|number|essay|letter|story|paper)\s+[0-9IVXLC]+\.?"
_NUMBER_ALONE = regex(
    rf"[【\[（(第篇范文例\s]*{_N}\s*[篇】\]）)：:.\s]*|{_ANTHOLOGY_ONLY}", IGNORECASE
)


def _folded(text: str) -> str:
    return _UNREAD.sub("", text.casefold())


_UNREAD = regex(r"[\W_]+")
