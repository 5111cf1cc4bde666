"""A paragraph set at a measure: its lines.

`set_paragraph` gives all of them, `next_line` one after the other for paragraphs that are too long
for that. Both are given text that is ready to be painted (`reader.text.clean.shown`): what is
measured here must be what is painted. A tab is painted as one space.

Where a line ends is `reader.text.filling`'s work; the page's air, marks and colours are the
layout's.
"""

from dataclasses import dataclass
from typing import NamedTuple

from reader.text.filling import line_end, painted
from reader.text.tailoring import tailoring


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is set."""

    measure: int
    """The line's length in cells, at least 1."""
    language: str = "zh"
    """BCP 47."""
    first_indent: int = 0
    """Cells left empty before the first line; fewer where the measure is less than twice as much,
    or where the first word needs the room."""
    hang: int = 2
    """Spare cells right of the measure that hanging punctuation may use; 0: none."""
    justify: bool = True
    """Whether lines are made even by adding cells at the places that bear it."""
    level: str = "gb"
    """How strict the rules of line ends are (`reader.text.tailoring`)."""
    han_latin_gap: bool = False
    """Whether a cell is added between Han and Latin."""


class SetLine(NamedTuple):
    """One line of a paragraph. The spans of its lines, joined, are the paragraph."""

    start: int
    end: int
    """The span of the paragraph's text, in code points."""
    shown: int
    """The end of what is painted: trailing blanks and the line end stay out."""
    indent: int
    """Cells before the first character."""
    gaps: tuple[tuple[int, int], ...]
    """Indices into the text, and the cells added before the character there."""
    cells: int
    """The painted width, indent and gaps included: at most the measure, and the hang where a mark
    hangs."""


def set_paragraph(text: str, manner: Manner) -> tuple[SetLine, ...]:
    """The lines of *text*; of the empty text, one empty line.

    A line end in *text* ends a line; the one that *text* ends with begins no further line.
    """
    lines = [next_line(text, 0, manner, first=True)]
    while lines[-1].end < len(text):
        lines.append(next_line(text, lines[-1].end, manner, first=False))
    return tuple(lines)


def next_line(text: str, start: int, manner: Manner, first: bool) -> SetLine:
    """The line of *text* that begins at *start*; *first*: the paragraph's first. *start* is where
    another ended.

    Costs as much as the line is long, wherever in the text it is.
    """
    if start >= len(text):
        return SetLine(start, start, start, 0, (), 0)
    indent = manner.first_indent if first and 2 * manner.first_indent <= manner.measure else 0
    rules = tailoring(manner.language, manner.level)
    found = line_end(text, start, manner.measure, indent, manner.hang, rules, manner.han_latin_gap)
    cells = found.indent + painted(text, start, found.shown)
    return SetLine(start, found.end, found.shown, found.indent, (), cells)
