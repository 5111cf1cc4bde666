"""Markdown → a document, by markdown-it.

CommonMark with tables, strikethrough, footnotes and definition lists. Here the essay is put
together: the title first, then the text, then the notes. Finding the blocks and their text is the
work of `reader.formats.markdown.tokens`.
"""

from collections.abc import Callable

from reader.errors import Said
from reader.formats.blocks import Builder, Run, plain
from reader.formats.gathering import Piece
from reader.formats.markdown.anthology import beginnings
from reader.formats.markdown.frontmatter import FrontMatter, front_matter
from reader.formats.markdown.tokens import TooDeepError, pieces
from reader.formats.markers import Source
from reader.formats.plaintext.lines import Line
from reader.formats.plaintext.titlepage import Matter, above
from reader.formats.plaintext.units import Unit, unit_of
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Ground, Kind, Oddity, Style

_LEAD = 5
"""How many blocks may stand before the heading that is the title."""
_BYLINE = 60
"""Code points of a line that says who wrote, at most."""


def read_markdown(
    source: Source,
    stem: str,
    corrections: Corrections = NOTHING,
    progress: Callable[[float], None] = lambda part: None,
) -> tuple[list[Document] | None, list[Oddity]]:
    """The essays that *source* is, and what is odd about it; *stem* is the title of one that has
    none. *progress* is told how much was read, about, 0 to 1.

    None instead of them if the text cannot be taken as Markdown.
    """
    matter = _matter(source)
    try:
        body = pieces(source, matter.end, progress)
    except TooDeepError as error:
        line = source.text.count("\n", 0, error.offset) + 1
        message = Said("{error} The source is read as plain text.", error=error)
        return None, [*matter.oddities, Oddity(line, message)]
    heading = _title(body, matter)
    if not corrections.is_one_essay:
        within = [piece for piece in body if piece is not heading]
        title = _text(heading) if heading is not None else matter.title
        starts, why = _told(within, corrections) or beginnings(within, title)
        if why:
            return _essays(source, within, starts, why, matter), matter.oddities
    builder = Builder(source)
    said = _byline([piece for piece in body[: _LEAD + 1] if piece is not heading], source)
    if heading is None:
        title = matter.title or stem
        builder.add(Kind.TITLE, [Run(title, matter.end)])
    else:
        title = _text(heading) if matter.yields else matter.title or _text(heading)
        body.remove(heading)
        builder.add(Kind.TITLE, heading.runs, heading.marks)
    for piece in body:
        builder.add(piece.kind, piece.runs, piece.marks, **piece.fields)
    document = builder.document(
        (0, source.length),
        title=title,
        author=matter.author or said.author,
        date=matter.date or said.date,
        language=matter.language,
        tags=matter.tags,
    )
    return [document], matter.oddities


def _essays(
    source: Source, body: list[Piece], starts: list[int], why: Said, matter: FrontMatter
) -> list[Document]:
    """The essays that begin with the headings *starts* of *body*."""
    found: list[Document] = []
    text = source.text
    notes = {str(p.fields["label"]): p for p in body if p.kind is Kind.NOTE}
    body = [piece for piece in body if piece.kind is not Kind.NOTE]
    lines = [text.rfind("\n", 0, body[n].runs[0].offset) + 1 for n in starts]
    spans = zip(lines, [*lines[1:], len(text)], strict=True)
    for n, stop, (begin, end) in zip(starts, [*starts[1:], len(body)], spans, strict=True):
        while body[stop - 1].kind is Kind.RULE:
            stop -= 1
        builder = Builder(source)
        builder.add(Kind.TITLE, body[n].runs, body[n].marks)
        own = body[n + 1 : stop]
        labels = _referred([body[n], *own])
        if stop == len(body):
            labels += [label for label in notes if label not in labels]
        for piece in (*own, *(notes.pop(label) for label in labels if label in notes)):
            builder.add(piece.kind, piece.runs, piece.marks, **piece.fields)
        said = _byline(body[n + 1 : min(n + 1 + _LEAD, stop)], source)
        start = source.origin(begin)
        document = builder.document(
            (start, source.origin(end) if end < len(text) else source.length),
            title=_text(body[n]),
            author=said.author or matter.author,
            date=said.date or matter.date,
            language=matter.language,
            tags=matter.tags,
            grounds=(Ground("essay", start, why),),
        )
        found.append(document)
    return found


def _told(body: list[Piece], corrections: Corrections) -> tuple[list[int], Said | None] | None:
    """Where `library.yaml` says that essays begin; None if it says nothing of that."""
    if not corrections.essays:
        return None
    starts = [
        n
        for n, piece in enumerate(body)
        if piece.runs
        and piece.kind in (Kind.HEADING, Kind.PARAGRAPH)
        and corrections.begins_essay(_text(piece))
    ]
    return (starts, Said("library.yaml says so")) if len(starts) > 1 else ([], None)


def _referred(pieces: list[Piece]) -> list[str]:
    """The notes that *pieces* refer to, in order."""
    marks = (mark for piece in pieces for mark in piece.marks)
    return list(dict.fromkeys(m.target for m in marks if m.style is Style.NOTE_MARK))


def _byline(first: list[Piece], source: Source) -> Matter:
    """Who and when, in the *first* blocks of *source*: short paragraphs under the title."""
    if not first or first[0].kind is not Kind.PARAGRAPH or len(first[0].text) > _BYLINE:
        return Matter()
    lines: list[Unit] = []
    for number, piece in enumerate(first):
        plain_text = plain(piece.text, piece.marks)
        lines += [
            unit_of([Line(line.strip(), number)]) for line in plain_text.split("\n") if line.strip()
        ]
    return above(lines, lambda unit: first[unit.lines[0].offset].is_paid(source))[0]


def _matter(source: Source) -> FrontMatter:
    """The front matter, without what is paid in it: titles and names are shown everywhere."""
    matter = front_matter(source.text)
    masked = source.text
    for each in source.paid:
        start, end = source.place(each[0]), source.place(each[1])
        if start < matter.end:
            if end > matter.end:
                # Nothing ends it here: the lines that follow keep their sense.
                end = masked.find("\n", start, matter.end)
            # Letters only: quotation marks belong to the form, and offsets stay.
            hidden = "".join(" " if sign.isalnum() else sign for sign in masked[start:end])
            masked = masked[:start] + hidden + masked[end:]
    return matter if masked is source.text else front_matter(masked)


def _title(body: list[Piece], matter: FrontMatter) -> Piece | None:
    """The heading that is the title.

    It stands before any other, and is the only one of level one or the front matter's own.
    """
    headings = [n for n, piece in enumerate(body) if piece.kind is Kind.HEADING]
    if not headings or headings[0] > _LEAD or body[headings[0]].level != 1:
        return None
    first = body[headings[0]]
    if not _text(first):
        return None
    if matter.title and not matter.yields:
        return first if _folded(_text(first)) == _folded(matter.title) else None
    return first if sum(body[n].level == 1 for n in headings) == 1 else None


def _text(piece: Piece) -> str:
    return plain("".join(run.text for run in piece.runs), piece.marks)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
