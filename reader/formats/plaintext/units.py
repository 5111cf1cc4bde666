"""Paragraphs out of lines: lines that were broken to a width are joined again.

A text is *wrapped* if many of its lines are about as long as the longest and end in the middle of a
sentence. There a line goes on in the next one if the next word would not have fitted behind it;
in other texts each line is a unit of its own.
"""

from __future__ import annotations

from itertools import pairwise

from reader.formats.joining import is_wide
from reader.formats.plaintext.lines import PAGE_BREAK, Line, cells, is_code
from reader.regex import regex
from reader.values import NamedTuple

_ENDS = frozenset("。！？!?…：:；;”’』」）)》〉】.．\"'*—~～")
"""What a finished line ends with."""
_NARROWEST, _WIDEST = 20, 140
"""Cells; between these are the widths that people wrap to."""
_BAND = 0.86
"""Lines from this share of the longest on count as full."""
_SAMPLE = 2000
"""Lines from the beginning, and as many from the middle."""
_LONGER = (0.01, 0.04, 0.1)
"""The share of lines that may be longer than the width: tables, addresses, lines of code."""
_FEWEST_DROPS = 3
"""Lines with a deeper indent than the one below them that show what the indent is for."""
_SLACK = 5
"""Cells that a full Chinese line may be short of: punctuation may not begin the next. One that ends in
the middle of a clause, or before a line that no indent marks as a paragraph, may be short of more: who
presses Return by hand does not count.
"""
_ITEM = regex(r"(?:[-*+•·◦▪–]|\d{1,3}[.)])[ \t]")
RULE_SIGNS = frozenset("=-_*~#·—＊※◆●○☆★＝－─━═•+")
_RULE = regex(r"([=\-_*~#·—＊※◆●○☆★＝－─━═•+])(?:[ \t\u3000]*\1){2,}")


class Unit(NamedTuple):
    """Lines that are one paragraph, or one that may be a heading."""

    lines: tuple[Line, ...]
    text: str
    """The first line."""
    last: str
    """The last line."""
    size: int
    """Code points of all lines."""
    blanks: int
    """How many empty lines are above."""
    is_single: bool
    """Whether it is one line."""
    is_rule: bool
    """Whether it is a row of signs, or a page break."""


def unit_of(lines: list[Line]) -> Unit:
    """The unit that *lines* are."""
    first = lines[0]
    text = first.text
    if len(lines) == 1:
        fields = (first,), text, text, len(text), first.blanks, True, is_rule(text)
        # Nearly each line of a text is a unit: made so, it takes half the time.
        return tuple.__new__(Unit, fields)
    size = sum([len(line.text) for line in lines])
    return Unit(tuple(lines), text, lines[-1].text, size, first.blanks, False, False)


def is_rule(text: str) -> bool:
    """Whether *text* is a row of signs, or stands for a page break."""
    return text == PAGE_BREAK or (text[0] in RULE_SIGNS and _RULE.fullmatch(text) is not None)


class Wrapping(NamedTuple):
    """How the lines of a text were broken to a width."""

    width: int
    """Cells."""
    base: int
    """The indent of most lines, in cells; of those that go on, if paragraphs begin with one."""
    is_marked: bool = False
    """Whether paragraphs begin with an indent."""


def units(lines: list[Line]) -> list[Unit]:
    """The paragraphs of *lines*."""
    return unwrapped(lines, wrapping(lines))


def wrapping(lines: list[Line]) -> Wrapping | None:
    """How *lines* were broken; None if they were not."""
    width = wrap_width(lines)
    if width is None:
        return None
    below = _indents_below(lines, width)
    return Wrapping(width, _common_indent(lines)) if below is None else Wrapping(width, below, True)


def unwrapped(lines: list[Line], how: Wrapping | None) -> list[Unit]:
    """The paragraphs of *lines*, which were broken so."""
    if how is None:
        return [unit_of([line]) for line in lines]
    found: list[Unit] = []
    for block in _blocks(lines):
        found += _joined(block, how)
    return found


def wrap_width(lines: list[Line]) -> int | None:
    """The width that *lines* were wrapped to, in cells; None if they were not.

    Only lines with another right below them bear witness: most of these go to the margin, and end
    in the middle of a sentence.
    """
    sample = (
        lines if len(lines) <= _SAMPLE else lines[:_SAMPLE] + lines[len(lines) // 2 :][:_SAMPLE]
    )
    witnesses = [
        (cells(line.text) + line.indent, line.text[-1] not in _ENDS)
        for line, below in pairwise(sample)
        if not below.blanks and not _is_apart(line.text)
    ]
    if len(witnesses) < 3:
        return None
    ordered = sorted(width for width, _ in witnesses)
    written = sum(ordered)
    for longer in _LONGER:
        width = ordered[max(0, len(ordered) - 1 - int(longer * len(ordered)))]
        if _NARROWEST <= width <= _WIDEST:
            full = [is_open for w, is_open in witnesses if _BAND * width <= w <= width + 1]
            is_much = len(full) * width > 0.5 * written or len(full) > 0.25 * len(sample)
            if is_much and sum(full) > 0.5 * len(full):
                return width
    return None


def _is_apart(text: str) -> bool:
    """Whether a line bears no witness to a width: a rule, or a line of code."""
    return is_rule(text) or (len(text) <= _WIDEST and is_code(text))


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """*lines* parted at the empty ones."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.blanks or not blocks or line.text == PAGE_BREAK:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _joined(block: list[Line], how: Wrapping) -> list[Unit]:
    found: list[list[Line]] = []
    for line in block:
        if found and _goes_on(found[-1][-1], line, how):
            found[-1].append(line)
        else:
            found.append([line])
    return [unit_of(part) for part in found]


def _goes_on(line: Line, following: Line, how: Wrapping) -> bool:
    """Whether *line* was broken only because *following* did not fit behind it."""
    if is_rule(line.text) or is_rule(following.text):
        return False
    if (
        following.indent > how.base + 1
        and (how.is_marked or following.indent > line.indent)
        and not _ITEM.match(line.text)
    ):
        return False
    length = cells(line.text) + line.indent
    before, after = line.text[-1], following.text[0]
    if before in "-\u2010" and line.text[-2:-1].islower() and after.islower():
        return True
    if is_wide(after) or is_wide(before):
        is_open = before not in _ENDS and (how.is_marked or (before.isalpha() and after.isalpha()))
        return length >= (_BAND * how.width if is_open and is_wide(before) else how.width - _SLACK)
    word = following.text.split(maxsplit=1)[0]
    return length + 1 + cells(word) > how.width - 1


def _indents_below(lines: list[Line], width: int) -> int | None:
    """The indent of lines that go on, if paragraphs begin with a deeper one; None if they do not.

    Where most paragraphs have one line or two, the lines that begin one are the most.
    """
    drops = [
        below.indent
        for line, below in pairwise(lines[:_SAMPLE])
        if not below.blanks
        and line.indent > below.indent + 1
        and cells(line.text) + line.indent >= _BAND * width
    ]
    if len(drops) < _FEWEST_DROPS:
        return None
    deep = sum(
        not below.blanks
        and below.indent > 1
        and below.indent == line.indent
        and line.text[-1] not in _ENDS
        and cells(line.text) + line.indent >= _BAND * width
        for line, below in pairwise(lines[:_SAMPLE])
    )
    return min(drops) if len(drops) > 2 * deep else None


def _common_indent(lines: list[Line]) -> int:
    """The indent of most lines, in cells."""
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.indent] = counts.get(line.indent, 0) + 1
    return max(counts, key=lambda indent: (counts[indent], -indent))
