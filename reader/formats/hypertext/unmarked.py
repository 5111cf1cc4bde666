"""Pages and office documents whose headings nobody marked: read as people write plain text.

Numbers (一、（一）1.), titles, by-lines and collections are recognised by the rooms of plain text,
each paragraph a line to them; a short paragraph that is all bold is a heading as well.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reader.formats.gathering import Piece
from reader.formats.markers import Source
from reader.formats.plaintext.collection import essays
from reader.formats.plaintext.headings import headings
from reader.formats.plaintext.lines import Line, cells
from reader.formats.plaintext.numbering import numbering
from reader.formats.plaintext.residue import is_residue, without_residue
from reader.formats.plaintext.titlepage import Matter, above, below, title_of
from reader.formats.plaintext.units import Unit, unit_of
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Kind, Style

_LONGEST_HEADING = 60
"""Cells of a paragraph that is a heading because it is bold."""
_UNFINISHED = frozenset("。，；、,;…")
_BOLD_LEVEL = 2


class Part(NamedTuple):
    """One essay of a text without marked headings."""

    pieces: list[Piece]
    title: Piece | None
    matter: Matter
    whys: dict[int, str]
    """Why blocks are headings, by their `id()`."""
    why: str = ""
    """Why this is an essay of its own; empty if it is alone."""


def parts(
    body: Sequence[Piece], source: Source, corrections: Corrections = NOTHING, *, has_title: bool
) -> list[Part]:
    """The essays that *body*, blocks of *source*, is, their headings found; at least one.

    *has_title* says that its title is known and no longer in it.
    """
    where = [n for n, piece in enumerate(body) if _is_line(piece)]
    units = [unit_of([Line(_flat(body[n].text), n)]) for n in where]

    def is_paid(unit: Unit) -> bool:
        return body[unit.lines[0].offset].is_paid(source)

    if not units:
        return [Part(list(body), None, Matter(), {})]
    first, end = without_residue(units)
    found: list[Part] = []
    split = essays(units[first:end], corrections)
    for number, essay in enumerate(split):
        begin, stop = first + essay.first, first + essay.end
        title = first + essay.title if essay.title is not None else None
        if len(split) == 1 and title is None and not has_title:
            title = _first_title(body, units, begin, stop)
        under = begin + (title is not None)
        head, count = above(units[under:][:8], is_paid)
        tail, _ = below(units[max(begin, stop - 3) : stop], is_paid)
        behind = where[stop] if stop < len(units) and number + 1 < len(split) else len(body)
        start = where[begin] if number else 0
        known = _bold(body, units[begin:stop])
        below_title = max(under + count, begin if title is None else title + 1)
        marked = headings(units, below_title, stop, known, corrections)
        whys: dict[int, str] = {}
        for index, level in marked.levels.items():
            piece = body[where[index]]
            whys[id(piece)] = marked.why[index]
            piece.kind = Kind.HEADING
            piece.fields = {"level": level}
        own = list(body[start:behind])
        heading = body[where[title]] if title is not None else None
        if heading is not None:
            own = [piece for piece in own if piece is not heading]
        matter = Matter(head.author or tail.author, head.date or tail.date)
        found.append(Part(own, heading, matter, whys, essay.why))
    return found


def matter(body: Sequence[Piece], source: Source) -> Matter:
    """Who and when, in the first and last lines of a text that *body*, blocks of *source*, is."""

    def is_paid(unit: Unit) -> bool:
        return body[unit.lines[0].offset].is_paid(source)

    units = [
        unit_of([Line(_flat(piece.text), n)]) for n, piece in enumerate(body) if _is_line(piece)
    ]
    head, _ = above(units[:8], is_paid)
    tail, _ = below(units[-3:], is_paid)
    return Matter(head.author or tail.author, head.date or tail.date)


def _is_line(piece: Piece) -> bool:
    """Whether a block is what a line is in plain text."""
    plain = piece.kind is Kind.PARAGRAPH and not piece.fields.get("quotes")
    return plain and not piece.fields.get("indent") and bool(piece.text.strip())


def _flat(text: str) -> str:
    return text.replace("\n", " ").strip()


def _first_title(body: Sequence[Piece], units: Sequence[Unit], begin: int, stop: int) -> int | None:
    """The unit that is the title of a text that is one essay: it stands out, or over longer ones."""
    for index in range(begin, min(begin + 3, stop - 1)):
        unit = units[index]
        if unit.is_rule or is_residue(unit.text):
            continue
        number = numbering(unit.text)
        if title_of(unit.text) is None or (number is not None and number.value == 1):
            return None
        piece = body[unit.lines[0].offset]
        stands_out = piece.fields.get("centered") or _is_bold(piece)
        longest = max(below.size for below in units[index + 1 : index + 6])
        is_over = unit.text[-1] not in '.!?！？…”"' and longest > 2 * unit.size
        return index if stands_out or is_over else None
    return None


def _bold(body: Sequence[Piece], units: Sequence[Unit]) -> dict[int, int]:
    """The levels of headings that are headings because they are bold, by their lines' offsets."""
    bold = [unit for unit in units if _is_bold(body[unit.lines[0].offset])]
    if len(bold) < 2 or len(bold) * 2 > len(units):
        return {}
    return {unit.lines[0].offset: _BOLD_LEVEL for unit in bold if numbering(unit.text) is None}


def _is_bold(piece: Piece) -> bool:
    text = piece.text
    if cells(text) > _LONGEST_HEADING or text[-1] in _UNFINISHED:
        return False
    covered = sum(mark.end - mark.start for mark in piece.marks if mark.style is Style.STRONG)
    return covered >= len(text.strip())
