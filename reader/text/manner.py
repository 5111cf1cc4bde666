"""How a paragraph is set, and what a set line is: the nouns of `reader.text.paragraph`."""

from __future__ import annotations

from reader.values import NamedTuple, dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is set."""

    measure: int
    """The line's length in cells, at least 1."""
    language: str = "zh"
    """BCP 47."""
    first_indent: int = 0
    """Cells left empty before the first line; none where the measure is less than twice as much,
    and fewer where the first word needs the room."""
    hang: int = 2
    """Spare cells right of the measure that hanging punctuation may use; 0: none."""
    justify: bool = True
    """Whether lines are made even by adding cells at the places that bear it."""
    level: str = "gb"
    """How strict the rules of line ends are (`reader.text.tailoring`)."""
    han_latin_gap: bool = False
    """Whether a cell is added between Han and Latin."""
    hyphenation: bool = False
    """Whether words may be divided (`reader.text.hyphenation`)."""


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
    """Indices into the text, ascending, and the cells added before the character there."""
    cells: int
    """The painted width, indent and gaps included: at most the measure, and the hang where a mark
    hangs."""
    hyphen: str = ""
    """What is painted behind the last character where a word is divided."""
