"""Where essays begin that nothing counts or parts: titles told by what stands under or before them.

`reader.formats.plaintext.collection` has the signs that say it themselves, and chooses among all.
"""

from __future__ import annotations

from reader.formats.plaintext.candidates import candidate
from reader.formats.plaintext.headings import headings
from reader.formats.plaintext.lines import cells
from reader.formats.plaintext.looks import is_body, may_be_heading
from reader.formats.plaintext.numbering import Style, numbering
from reader.formats.plaintext.titlepage import (
    LABELLED_TITLE,
    bare_name,
    date_line,
    is_date,
    title_of,
)
from reader.formats.plaintext.units import Unit, unit_of
from reader.regex import IGNORECASE, regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = regex(
    r"[集选]$|文选|散文|杂文|随笔|作品|合集|文集|小说选|短篇|essays|stories|tales|sketches",
    IGNORECASE,
)
"""What a source calls itself that holds several essays."""
_COLLECTED = regex(
    r"(?:散文|杂文|随笔|小品|文|作品|讲话|演讲|小说|短篇|故事|诗文|游记|书信|评论)(?:精?选集?|集|全集|合集|汇编)[)）》]?$"
    r"|\b(?:collected|selected|essays|sketches|stories|tales)\b",
    IGNORECASE,
)
"""The same, surely enough to take its sections for essays."""
SENTENCE_ENDS = frozenset("。！；…”』」")
"""What a title, or a line that says who wrote, ends with hardly ever."""
_DAY = regex(
    r"[（(]?[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}[日夜]?[）)]?[。.]?"
)
"""A day without its year, as the later essays of one year have it."""
_NEAR = 5
"""Units from the beginning in which the first essay begins."""
_LONGEST_DATE = 60
_LONGEST = 100
"""Code points of a line that says when, and of a title."""
_WIDER = 2
"""Empty lines more than between paragraphs that part essays by themselves."""
_INTRODUCTION = 200
"""Code points before the first gap that are the lines of a title page, and no essay."""
_PARAGRAPH = 30
"""Code points that the first paragraph of an essay has at least."""


def is_title(units: Sequence[Unit], n: int, end: int) -> bool:
    """Whether the unit *n* could be a title over the next one."""
    unit = units[n]
    if not unit.is_single or unit.size > _LONGEST or unit.text[-1] in SENTENCE_ENDS:
        return False
    line = unit.lines[0]
    if n + 1 >= end or units[n + 1].is_rule:
        return False
    text = line.text.strip("《》【】") or line.text
    bare = unit if text == line.text else unit_of([line._replace(text=text)])
    return may_be_heading(bare) and title_of(line.text) is not None and numbering(line.text) is None


def by_dates(units: Sequence[Unit], end: int) -> list[int]:
    """Titles below a line that says when the essay before it was written."""
    starts = [
        n
        for n in range(1, end)
        if units[n - 1].size <= 40
        and units[n - 1].is_single
        and (date_line(units[n - 1].text, is_end=True) or _DAY.fullmatch(units[n - 1].text))
        and is_title(units, n, end)
    ]
    if not starts or not is_title(units, 0, end):
        return []
    has_name = is_collected(units) and is_title(units, 1, end)
    return [1 if has_name else 0, *starts]


def by_dated_titles(units: Sequence[Unit], end: int) -> list[int]:
    """Titles with a line below, in brackets or nothing but a date, that says when."""
    starts = [
        n - 1
        for n in range(1, end)
        if units[n].is_single
        and units[n].size <= _LONGEST_DATE
        and (date_line(units[n].text) if units[n].text[0] in "（(〔[" else is_date(units[n].text))
        and is_title(units, n - 1, end)
        and not units[n].text.endswith(("通过）", "施行）", "修订）", "修正）"))
    ]
    return starts if starts and starts[0] <= _NEAR else []


def by_names(units: Sequence[Unit], end: int) -> list[int]:
    """Titles with nothing but a name below, and a paragraph under that."""
    starts = [
        n - 1
        for n in range(1, end - 1)
        if units[n].size <= 12
        and bare_name(units[n].text)
        and is_title(units, n - 1, end)
        and (n == 1 or units[n - 1].blanks > 0 or is_body(units[n - 2]))
        and units[n + 1].size > 30
    ]
    return starts if starts and starts[0] <= 1 else []


def by_promised_numbers(units: Sequence[Unit], end: int, count: int) -> list[int]:
    """Lines that are numbered from 1 to the *count* of essays that the first lines promise."""
    if count < 2:
        return []
    groups: dict[Style, list[tuple[int, int]]] = {}
    for n in range(end):
        unit = units[n]
        if unit.is_single and unit.size <= 60 and unit.text[-1] not in "。；，,;":
            number = numbering(unit.text)
            if number is not None and number.end < len(unit.text):
                groups.setdefault(number.style, []).append((number.value, n))
    for style in sorted(groups):
        if [value for value, _n in groups[style]] == list(range(1, count + 1)):
            return [n for _value, n in groups[style]]
    return []


def by_labels(units: Sequence[Unit], end: int) -> list[int]:
    """Lines that say that they are a title: 标题：…"""
    return [
        n
        for n in range(end)
        if units[n].text[0] in _LABELS
        and units[n].is_single
        and LABELLED_TITLE.match(units[n].text)
    ]


_LABELS = frozenset("标題题篇tT")
"""What such a line begins with."""


def by_frames(units: Sequence[Unit], end: int) -> list[int]:
    """Titles between the same signs as the very first line: 【…】, ★…★, === … ===."""
    sign = units[0].text[0]
    if sign.isalnum() or not _is_framed(units[0]):
        return []
    return [n for n in range(end) if units[n].text[0] == sign and _is_framed(units[n])]


def _is_framed(unit: Unit) -> bool:
    one = candidate(0, unit)
    return one is not None and one.style == "marked"


def by_gaps(units: Sequence[Unit], end: int) -> list[int]:
    """Titles with a wider gap above than any other line has: in what calls itself a collection.

    In other texts, if the first line is a title like these, and each is over a paragraph.
    """
    gaps = sorted((units[n].blanks for n in range(2, end)), reverse=True)[:2]
    widest = gaps[-1] if gaps else 0  # The gap above the first essay may be wider still.
    found = [n for n in range(2, end) if units[n].blanks >= widest]
    if widest < 2 or not all(is_title(units, n, end) for n in found):
        return []
    if not is_collected(units):
        return [0, *found] if _stand_alike(units, [0, *found], end, widest) else []
    is_short = sum(unit.size for unit in units[: found[0]]) < _INTRODUCTION if found else True
    return found if is_short or not is_title(units, 1, end) else [1, *found]


def _stand_alike(units: Sequence[Unit], starts: Sequence[int], end: int, gap: int) -> bool:
    """Whether each of *starts* is a title right over a paragraph, and none a part of a book.

    And whether their *gap* is a wide one.
    """
    close = sum(unit.blanks <= gap - _WIDER for unit in units[:end])
    return (
        is_title(units, 0, end)
        and 2 * close > end
        and all(
            n + 1 < end and units[n + 1].size >= _PARAGRAPH and candidate(n, units[n]) is None
            for n in starts
        )
    )


def by_sections(units: Sequence[Unit], end: int, count: int) -> list[int]:
    """In what calls itself a collection: the headings of its highest level, no chapters.

    In what promises a *count* of essays, if there are as many.
    """
    if not count and not is_collected(units):
        return []
    levels = headings(units, 1, end).levels
    highest = min(levels.values(), default=0)
    found = [n for n, level in sorted(levels.items()) if level == highest]
    if not all(_has_own_title(units[n].text) for n in found):
        return []
    if not is_collected(units) and len(found) != count:
        return []
    return [n for n in found if cells(units[n].text) <= 60]


def _has_own_title(heading: str) -> bool:
    """Whether a heading has no number, or a plain one and words behind it: 1．窗外."""
    number = numbering(heading)
    return number is None or (
        number.style in (Style.HAN, Style.ARABIC) and number.end < len(heading)
    )


def is_collected(units: Sequence[Unit]) -> bool:
    """Whether the first line is the name of a collection."""
    return units[0].is_single and units[0].size <= 40 and bool(_COLLECTED.search(units[0].text))
