"""Org mode → a document: the file's keywords, its headlines as sections, then its notes.

Written here, since what there is reads the outline and leaves the text as it is (orgparse) or wants a
compiled grammar (org-parser), and neither tells where in the source a character stands. Lines become
blocks in `elements`, what stands in them text with marks in `objects`.
"""

from reader.formats.blocks import Builder, Run, plain
from reader.formats.gathering import Piece
from reader.formats.markers import Source
from reader.formats.org.elements import Walk
from reader.formats.org.keywords import Keywords
from reader.text.document import Document, Kind, Oddity

_LEAD = 5
"""How many blocks may stand before the headline that is the title."""


def read_org(source: Source, stem: str) -> tuple[list[Document], list[Oddity]]:
    """The essay that *source* is, and what is odd about it; *stem* is the title if it has none."""
    walk = Walk(source)
    body, said = walk.pieces(), walk.keywords
    builder = Builder(source)
    if said.title.runs:
        title = plain("".join(run.text for run in said.title.runs), said.title.marks)
        builder.add(Kind.TITLE, said.title.runs, said.title.marks)
    elif (headline := _title(body)) is not None:
        body.remove(headline)
        title = plain(headline.text, headline.marks)
        builder.add(Kind.TITLE, headline.runs, headline.marks)
    else:
        title = stem
        builder.add(Kind.TITLE, [Run(stem, 0)])
    for piece in body:
        builder.add(piece.kind, piece.runs, piece.marks, **piece.fields)
    document = builder.document((0, source.length), title=title, **_details(said))
    return [document], walk.oddities


def _details(said: Keywords) -> dict[str, object]:
    return {
        "author": said.author,
        "date": said.date,
        "language": said.language,
        "tags": said.tags,
    }


def _title(body: list[Piece]) -> Piece | None:
    """The headline that is the title: the only one of its level, and before all others."""
    headings = [n for n, piece in enumerate(body) if piece.kind is Kind.HEADING]
    if not headings or headings[0] > _LEAD or body[headings[0]].level != 1:
        return None
    first = body[headings[0]]
    is_only = sum(body[n].level == 1 for n in headings) == 1
    return first if is_only and plain(first.text, first.marks) else None
