"""How a page is to look: the reader's settings for it, as one frozen value."""

from dataclasses import dataclass, replace

MEASURE = 72
"""Cells: 36 字, in the middle of what CLREQ's practice and Bringhurst's 66 characters recommend."""
NARROWEST, WIDEST = 20, 160
"""Bounds of the measure that a reader can choose, in cells. A narrow window may force a smaller
one.
"""
STEP = 4
"""Cells by which one key changes the measure: two 字."""


@dataclass(frozen=True, slots=True)
class Typography:
    """What the layout goes by besides the document's language."""

    measure: int = MEASURE
    """Cells from the text's left edge to its right."""
    indent: int = 2
    """First-line indent of Chinese and Japanese paragraphs, in 字."""
    gap: int = 1
    """Empty rows between paragraphs."""
    justify: bool | None = None
    """Whether lines end flush at the right; None leaves it to the language. Chinese lines are nearly
    flush by themselves. Latin ones are not, and blanks of whole cells tear holes into them.
    """
    hang: int = 2
    """Cells right of the measure that punctuation may hang in; 0: none."""
    level: str = "gb"
    """How strict line breaks are, as CLREQ names it: basic, gb or strict."""

    def wider(self, cells: int) -> "Typography":
        """The same with another measure, within the bounds."""
        return self.at(min(WIDEST, max(NARROWEST, self.measure + cells)))

    def at(self, measure: int) -> "Typography":
        """The same at *measure* cells."""
        return replace(self, measure=measure)

    def justifies(self, language: str) -> bool:
        """Whether a text in *language* is set flush."""
        return is_east_asian(language) if self.justify is None else self.justify

    def hanging(self, cells: int) -> "Typography":
        """The same with *cells* for punctuation to hang in."""
        return replace(self, hang=cells)


def is_east_asian(language: str) -> bool:
    """Whether a language is written without spaces, in squares: its measure is even, its paragraphs
    are indented.
    """
    return language.split("-")[0].lower() in ("zh", "ja", "yue", "wuu", "nan", "lzh")
