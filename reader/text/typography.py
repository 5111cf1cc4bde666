"""How a page is to look, as one frozen value.

What of it a reader may choose, and what it is until somebody chooses, is in `reader.text.options`.
"""

from __future__ import annotations

from reader.values import dataclass, replace

MEASURE = 72
"""Cells: 36 字, in the middle of what CLREQ's practice and Bringhurst's 66 characters recommend."""
NARROWEST, WIDEST = 12, 160
"""Bounds of the measure that a reader can choose, in cells. A narrow window may force a smaller
one.
"""
STEP = 4
"""Cells by which one key changes the measure: two 字."""
HANG = 2
"""Cells right of the measure that hanging punctuation needs: one mark."""

_INDENTS = {"zh": 2, "yue": 2, "wuu": 2, "nan": 2, "lzh": 2, "ja": 1, "ko": 1}
"""First-line indents in 字: CLREQ, "Paragraph Adjustment"; JLREQ 3.5.1. Other languages: none, for
their paragraphs are kept apart by an empty row.
"""


@dataclass(frozen=True)
class Typography:
    """What the layout goes by besides the document's language."""

    measure: int = MEASURE
    """Cells from the text's left edge to its right."""
    indent: int | None = None
    """First-line indent of paragraphs, in 字, which are two cells; None leaves it to the language.
    Where words are set, a paragraph under a heading has none.
    """
    gap: int = 1
    """Empty rows between paragraphs."""
    line_gap: int = 0
    """Empty rows between the lines of a paragraph."""
    justify: bool | None = None
    """Whether lines end flush at the right; None leaves it to the language. Chinese lines are nearly
    flush by themselves. Latin ones are not, and blanks of whole cells tear holes into them.
    """
    hang: int = HANG
    """Cells right of the measure that punctuation may hang in; 0: none."""
    level: str = "gb"
    """How strict line breaks are, as CLREQ names it: basic, gb or strict."""
    han_latin_gap: bool = False
    """Whether a cell keeps Han and Latin apart."""
    hyphenation: bool = False
    """Whether words are divided where that fills a line (`reader.text.hyphenation`)."""
    columns: int = 1
    """How many columns of text may stand side by side, where the window has room for them."""

    def wider(self, cells: int) -> Typography:
        """The same with another measure, within the bounds."""
        return self.at(min(WIDEST, max(NARROWEST, self.measure + cells)))

    def at(self, measure: int) -> Typography:
        """The same at *measure* cells."""
        return replace(self, measure=measure)

    def hanging(self, cells: int) -> Typography:
        """The same with *cells* for punctuation to hang in."""
        return replace(self, hang=cells)

    def justifies(self, language: str) -> bool:
        """Whether a text in *language* is set flush."""
        return is_east_asian(language) if self.justify is None else self.justify

    def indents(self, language: str) -> int:
        """The first-line indent of a text in *language*, in 字."""
        return usual_indent(language) if self.indent is None else self.indent


def is_east_asian(language: str) -> bool:
    """Whether a language is written without spaces, in squares: its measure is even, and its lines
    are nearly flush by themselves.
    """
    return _primary(language) in ("zh", "ja", "yue", "wuu", "nan", "lzh")


def fitting(cells: int, language: str) -> int:
    """The longest measure in *cells* that suits a language: an even one where squares are set."""
    return cells - cells % 2 if is_east_asian(language) and cells > 2 else cells


def indents_every_paragraph(language: str) -> bool:
    """Whether a paragraph is indented wherever it stands; elsewhere only behind another one."""
    return _primary(language) in _INDENTS


def usual_indent(language: str) -> int:
    """What a first line is indented by in *language*, in 字."""
    return _INDENTS.get(_primary(language), 0)


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
