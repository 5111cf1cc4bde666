"""EPUB 2 and 3 → documents, over the room for pages.

A book is one essay; its table of contents says what its sections are and how deep they lie, whatever
headings its makers used. Only a book that calls itself a collection gives an essay for each entry.
Notes from wherever in the book stand at its end; images keep their path in the archive.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.formats.blocks import Run
from reader.formats.books.package import Entry, Package, package
from reader.formats.found import Found
from reader.formats.gathering import Piece
from reader.formats.hypertext.flow import Flow
from reader.formats.hypertext.footnotes import Footnotes
from reader.formats.hypertext.hiding import Hiding, hiding
from reader.formats.hypertext.marking import without_markers
from reader.formats.hypertext.page import document, documents
from reader.formats.hypertext.tagsoup import Dialect
from reader.formats.hypertext.tree import Element, tree
from reader.formats.hypertext.xmlfile import text_of
from reader.formats.markers import Source
from reader.regex import IGNORECASE, regex
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Kind, Oddity, Style
from reader.values import replace

_NEAR = 4
"""Blocks behind the place that the table of contents names in which the heading may stand."""
_COLLECTION = regex(
    r"散文|杂文|雜文|随笔|隨筆|文集|文选|文選|选集|選集|作品集|小说集|小說集|短篇|诗集|詩集|书信集|演讲集|评论集"
    r"|\b(?:essays|stories|tales|sketches|letters|speeches|sermons|poems|anthology|collected|selected writings)\b",
    IGNORECASE,
)
_CHAPTER = regex(r"第.{1,6}[章回节節卷部]|chapter\b|part\b|book\b|\d+$|[ivxlc]+\.?$", IGNORECASE)
_FEWEST, _SHORTEST = 3, 300
"""Essays that a collection has at least, and code points that they have on average at least."""


class _Chapter(NamedTuple):
    """A page of the book."""

    path: str
    page: Element
    start: int
    """Where it begins in the joined source."""


def read_epub(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of an EPUB. SourceError says why it cannot be read."""
    archive = Archive(data, name)
    plan = package(archive)
    decoded, spans = _joined(archive, plan)
    source = without_markers(decoded, Dialect.XHTML, [(a, b) for _, a, b in spans])
    odd = [
        Oddity(1, Said("The book names {path!r} as a page, but does not hold it.", path=path))
        for path in plan.missing
    ]
    if not spans:
        raise SourceError(Said("{name} holds no pages: it is damaged.", name=archive.name))
    chapters = [
        _Chapter(
            path,
            tree(source.text, source.place(a), source.place(b), Dialect.XHTML),
            source.place(a),
        )
        for path, a, b in spans
    ]
    body = _Reading(source, plan, chapters).pieces()
    said = replace(plan.said, title=plan.said.title or stem)
    found = _essays(source, body, plan, said.title, corrections)
    if found is None:
        essays = documents(source, [piece for piece, _ in body], None, said, stem, corrections)
    else:
        essays = [
            document(source, part.pieces, None, part.title, said, part.span, why=part.why)
            for part in found
        ]
    return Found("epub", essays, decoded, [*source.oddities, *odd])


def _joined(archive: Archive, plan: Package) -> tuple[str, list[tuple[str, int, int]]]:
    """The pages of a book one behind the other, and the span of each."""
    texts: list[str] = []
    spans: list[tuple[str, int, int]] = []
    size = 0
    for path in plan.pages:
        text = text_of(archive.read(path))
        texts.append(text)
        spans.append((path, size, size + len(text)))
        size += len(text) + 1
    return "\n".join(texts), spans


class _Reading:
    """A book on its way into blocks."""

    def __init__(self, source: Source, plan: Package, chapters: Sequence[_Chapter]) -> None:
        self.source = source
        self.plan = plan
        self.chapters = chapters
        self.footnotes = Footnotes(source.text)
        self.ids: dict[str, int] = {}
        """Where elements with an id begin, by path and id."""

    def pieces(self) -> list[tuple[Piece, Entry | None]]:
        """The blocks, those that begin an entry of the table of contents with it."""
        for chapter in self.chapters:
            self.footnotes.add(chapter.page, chapter.path)
            for element in chapter.page.descend():
                if name := element.get("id"):
                    self.ids.setdefault(f"{chapter.path}#{name}", element.start)
        self.footnotes.find()
        flow = Flow(self.source, Hiding(), self.footnotes)
        for chapter in self.chapters:
            body = chapter.page.first("body") or chapter.page
            if _is_contents(body, self.source.text):
                continue
            flow.hiding = hiding(chapter.page, self.source.text)
            before = len(flow.body)
            flow.read(body)
            for piece in flow.body[before:]:
                _localize(piece, chapter.path)
        return self._with_headings(flow.done())

    def _with_headings(self, body: list[Piece]) -> list[tuple[Piece, Entry | None]]:
        """The blocks with the headings that the table of contents promises, of its levels."""
        notes = next((n for n, piece in enumerate(body) if piece.kind is Kind.NOTE), len(body))
        starts: list[int] = []
        for piece in body[:notes]:
            last = starts[-1] if starts else 0
            starts.append(max(last, piece.runs[0].offset) if piece.runs else last)
        entries = self._placed()
        begins: dict[int, list[tuple[Entry, Piece | None]]] = {}
        """By block: the entries that begin there, and the heading that each has."""
        taken: set[int] = set()
        for number, (at, entry) in enumerate(entries):
            first = bisect_left(starts, at)
            following = entries[number + 1][0] if number + 1 < len(entries) else None
            stop = bisect_left(starts, following) if following is not None else notes
            if first >= notes or (stop <= first and following != at):
                continue
            index = _heading_of(
                entry, body, first, min(max(stop, first + 1), first + _NEAR, notes), taken
            )
            if index is None:
                begins.setdefault(first, []).append((entry, _heading(entry, at)))
            else:
                taken.add(index)
                begins.setdefault(index, []).append((entry, None))
        return _levelled(body, begins)

    def _placed(self) -> list[tuple[int, Entry]]:
        """The entries of the table of contents, by where they lead in the source."""
        starts = {chapter.path: chapter.start for chapter in self.chapters}
        placed: list[tuple[int, Entry]] = []
        pages: set[str] = set()
        for entry in self.plan.contents:
            at = self.ids.get(f"{entry.path}#{entry.fragment}")
            if at is None and entry.path not in pages:
                at = starts.get(entry.path)
            if at is not None:
                placed.append((at, entry))
                pages.add(entry.path)
        return sorted(placed, key=lambda each: each[0])


def _is_contents(body: Element, text: str) -> bool:
    """Whether a page is nothing but links to others."""
    links = [e for e in body.descend() if e.name == "a" and e.get("href")]
    if len(links) < 5 or any(e.name == "p" and e.end - e.start > 2_000 for e in body.descend()):
        return False
    linked = sum(len(text[t.start : t.end].strip()) for link in links for t in link.texts())
    whole = sum(len(text[t.start : t.end].strip()) for t in body.texts())
    return linked > 0.8 * whole and all(".jp" not in link.get("href") for link in links)


def _localize(piece: Piece, path: str) -> None:
    """Make an image's address the path in the archive, and forget links within the book."""
    label = piece.fields.get("label", "")
    if piece.kind is Kind.FIGURE and label and ":" not in label:
        piece.fields["label"] = normpath(f"{dirname(path)}/{unquote(label)}").lstrip("/")
    piece.marks = [m for m in piece.marks if m.style is not Style.LINK or ":" in m.target]


def _heading_of(
    entry: Entry, body: Sequence[Piece], first: int, stop: int, taken: set[int]
) -> int | None:
    """The block that is the heading of *entry*: one that says the same, or any heading there."""
    wanted = _folded(entry.title)
    heading: int | None = None
    for index in range(first, stop):
        piece = body[index]
        if index in taken or piece.kind not in (Kind.HEADING, Kind.PARAGRAPH):
            continue
        folded = _folded(piece.text)
        if folded and (folded == wanted or (piece.kind is Kind.HEADING and _share(folded, wanted))):
            return index
        if piece.kind is Kind.HEADING and heading is None and index == first:
            heading = index
    return heading


def _share(one: str, other: str) -> bool:
    return len(one) > 1 and len(other) > 1 and (one in other or other in one)


def _heading(entry: Entry, at: int) -> Piece:
    return Piece(Kind.HEADING, [Run(entry.title, at)], [], {"level": entry.level})


def _levelled(
    body: list[Piece], begins: dict[int, list[tuple[Entry, Piece | None]]]
) -> list[tuple[Piece, Entry | None]]:
    """The blocks, with headings put in and their levels below those of the table of contents."""
    found: list[tuple[Piece, Entry | None]] = []
    depth = own = 0
    """The level of the entry that is open, and the one that its heading had itself."""
    for index, piece in enumerate(body):
        entry: Entry | None = None
        for entry, heading in begins.get(index, ()):
            if heading is not None:
                found.append((heading, entry))
                depth, own, entry = entry.level, 0, None
            else:
                depth, own = entry.level, piece.level or 1
                piece.kind = Kind.HEADING
                piece.fields = {"level": depth}
        if entry is None and piece.kind is Kind.HEADING and depth:
            piece.fields["level"] = depth + max(1, piece.level - own)
        found.append((piece, entry))
    return found


class _Part(NamedTuple):
    """One essay of a collection."""

    title: str
    pieces: list[Piece]
    span: tuple[int, int]
    why: str


def _essays(
    source: Source,
    body: Sequence[tuple[Piece, Entry | None]],
    plan: Package,
    title: str,
    corrections: Corrections,
) -> list[_Part] | None:
    """The essays of a book that is a collection; None for a book that is one essay."""
    if corrections.is_one_essay:
        return None
    named = next((w for w in (title, *plan.subjects) if _COLLECTION.search(w)), None)
    leaves = _leaves([entry for _, entry in body if entry is not None])
    chapters = sum(_CHAPTER.match(entry.title.strip()) is not None for entry in leaves)
    if corrections.essays:
        leaves = [entry for entry in leaves if corrections.begins_essay(entry.title)]
        why = Said("library.yaml says so")
    elif named is None or len(leaves) < _FEWEST or chapters * 5 > len(leaves):
        return None
    else:
        said = " ".join(named.split())[:60]
        why = Said(
            "the book calls itself a collection ({said}), and its contents name this", said=said
        )
    starts = [n for n, (_, entry) in enumerate(body) if entry is not None and entry in leaves]
    size = sum(len(run.text) for piece, _ in body for run in piece.runs)
    if not starts or (size < _SHORTEST * len(starts) and not corrections.essays):
        return None
    edges = [*([0] if starts[0] else []), *starts, len(body)]
    offsets = [0, *(_origin(source, body, n) for n in edges[1:-1]), source.length]
    notes = {p.fields["label"]: p for p, _ in body if p.kind is Kind.NOTE}
    parts: list[_Part] = []
    for (first, stop), (begin, end) in zip(pairwise(edges), pairwise(offsets), strict=True):
        pieces = [piece for piece, _ in body[first:stop] if piece.kind is not Kind.NOTE]
        marks = (mark for piece in pieces for mark in piece.marks)
        referred = dict.fromkeys(m.target for m in marks if m.style is Style.NOTE_MARK)
        own = [notes[label] for label in referred if label in notes]
        span = begin, max(begin, end)
        entry = body[first][1] if first in starts else None
        if entry is not None:
            name = " ".join(pieces[0].text.split()) or entry.title
            parts.append(_Part(name, [*pieces[1:], *own], span, why))
        elif any(piece.runs for piece in pieces):
            parts.append(_Part(title, [*pieces, *own], span, "it stands before the first entry"))
    return parts


def _leaves(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that hold no others."""
    return [
        entry
        for entry, following in zip_longest(entries, entries[1:])
        if following is None or following.level <= entry.level
    ]


def _origin(source: Source, body: Sequence[tuple[Piece, Entry | None]], index: int) -> int:
    return next((source.origin(p.runs[0].offset) for p, _ in body[index:] if p.runs), source.length)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
