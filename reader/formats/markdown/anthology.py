"""Several essays in one text with marked headings: which of these begin them.

Headings of one level are sections, unless something says that they are essays: they count them, as
many as the title promises stand there, each has a by-line, or a rule above it. Chapters are none.
"""

from collections.abc import Sequence

from reader.errors import Said
from reader.formats.gathering import Piece
from reader.formats.plaintext.beginnings import is_collected
from reader.formats.plaintext.collection import counts_essays, promised
from reader.formats.plaintext.lines import Line, cells
from reader.formats.plaintext.numbering import Style, numbering
from reader.formats.plaintext.titlepage import author_in, is_date
from reader.formats.plaintext.units import unit_of
from reader.text.document import Kind

_SHORTEST = 80
"""Code points of text that an essay has at least."""
_WIDEST = 60
"""Cells of a by-line."""


def beginnings(body: Sequence[Piece], title: str) -> tuple[list[int], Said | None]:
    """Where in *body* essays begin, and what speaks for it; nothing if it is one essay.

    *title* is that of the whole, or empty.
    """
    headings = [n for n, piece in enumerate(body) if piece.kind is Kind.HEADING]
    highest = min((body[n].level for n in headings), default=0)
    tops = [n for n in headings if body[n].level == highest]
    if len(tops) < 2 or not all(map(_has_text, _parts(body, tops))):
        return [], None
    texts = [body[n].text.strip() for n in tops]
    if counts_essays(texts):
        return tops, Said("lines that count the essays")
    if any(map(_is_chapter, texts)):
        return [], None
    if promised([title, *(piece.text for piece in body[: tops[0]])]) == len(tops):
        return tops, Said("headings, as many as the first lines promise")
    if all(_says_who(body[n + 1]) for n in tops):
        return tops, Said("a line below each title that says who wrote")
    if title and is_collected([unit_of([Line(title, 0)])]):
        return tops, Said("the parts of what calls itself a collection")
    if highest > 1 or title:
        return [], None
    if all(is_date(_line(body[n + 1])) for n in tops):
        return tops, Said("a date below each title")
    rules = sum(piece.kind is Kind.RULE for piece in body)
    parted = sum(n > 0 and body[n - 1].kind is Kind.RULE for n in tops)
    if rules == parted >= len(tops) - 1:
        return tops, Said("a rule above each title")
    return [], None


def _parts(body: Sequence[Piece], starts: list[int]) -> list[Sequence[Piece]]:
    return [body[a + 1 : b] for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]


def _has_text(part: Sequence[Piece]) -> bool:
    return sum(len(piece.text) for piece in part if piece.kind is not Kind.HEADING) >= _SHORTEST


def _is_chapter(text: str) -> bool:
    number = numbering(text) if text else None
    return number is not None and number.style <= Style.ROMAN


def _says_who(piece: Piece) -> bool:
    line = _line(piece)
    return bool(line) and bool(author_in(line))


def _line(piece: Piece) -> str:
    """The first line of a short paragraph; empty of anything else."""
    line = piece.text.strip().split("\n", 1)[0].strip("（）()_* ")
    return line if piece.kind is Kind.PARAGRAPH and cells(line) <= _WIDEST else ""
