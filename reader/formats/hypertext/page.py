"""A page of HTML → documents.

What stands around the text falls away (`article`), what remains becomes blocks (`flow`), the page
says who wrote it and when (`particulars`). A page without headings is read as people write plain
text, numbers and all (`reader.formats.hypertext.unmarked`).
"""

from collections.abc import Mapping
from types import MappingProxyType

from reader.formats.blocks import Builder, Run, plain
from reader.formats.gathering import Piece
from reader.formats.hypertext.article import article
from reader.formats.hypertext.flow import Flow
from reader.formats.hypertext.footnotes import Footnotes
from reader.formats.hypertext.hiding import hiding
from reader.formats.hypertext.particulars import Particulars, particulars, without_site
from reader.formats.hypertext.tagsoup import Dialect
from reader.formats.hypertext.tree import Element, tree
from reader.formats.language import language
from reader.formats.markers import Source, unpaid
from reader.formats.plaintext.titlepage import Matter
from reader.regex import IGNORECASE, regex
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Ground, Kind, Style
from reader.values import replace

_LONGEST_HEADING = 2_000
"""Code points of the source."""
_MOST_HEADINGS = 50
_WAY_OUT = regex(
    r"目\s*录|目\s*錄|[上下前后後][一]?[篇页頁章节節]|首\s*页|返\s*回|\b(?:home|next|prev\w*|back|index|contents|up)\b",
    IGNORECASE,
)
_LONGEST_WAY = 60
"""Code points."""
_LEAD = 8
"""How many blocks may stand before the heading that is the title."""


def read_page(
    source: Source, stem: str, corrections: Corrections = NOTHING, *, is_saved: bool = True
) -> list[Document]:
    """The essays of a page; *stem* is the title if it has none.

    One that was not saved from the web (*is_saved*), but made by a program, is all text.
    """
    is_xml = source.text[:200].lstrip("\ufeff \t\r\n").startswith("<?xml")
    page = tree(source.text, dialect=Dialect.XHTML if is_xml else Dialect.HTML)
    hidden = hiding(page, source.text)
    said = particulars(page, source, hidden)
    said.is_sure = is_saved
    main = page.first("body") or page
    if is_saved:
        main, left_out = article(page, source.text, hidden)
        hidden = hidden._replace(elements=left_out)
    footnotes = Footnotes(source.text)
    footnotes.add(main)
    footnotes.find()
    body = Flow(source, hidden, footnotes, said.base).pieces(main)
    if is_saved:
        body = _without_ways_out(body)
    heading = (
        _title_in(body, said)
        or _heading_outside(page, main, source, said)
        or (None if said.title else _only_heading(body, 1 if said.head else 2))
    )
    return documents(source, body, heading, said, stem, corrections)


def _without_ways_out(body: list[Piece]) -> list[Piece]:
    """The blocks without those at either end that only lead to other pages."""
    first, end = 0, len(body)
    while first < end and _leads_away(body[first]):
        first += 1
    while first < end and _leads_away(body[end - 1]):
        end -= 1
    return body[first:end]


def _leads_away(piece: Piece) -> bool:
    text = piece.text
    if piece.kind is not Kind.PARAGRAPH or len(text) > _LONGEST_WAY or not _WAY_OUT.search(text):
        return False
    linked = sum(mark.end - mark.start for mark in piece.marks if mark.style is Style.LINK)
    return linked >= len("".join(c for c in text if c.isalnum()))


def documents(
    source: Source,
    body: list[Piece],
    title: Piece | None,
    said: Particulars,
    stem: str,
    corrections: Corrections = NOTHING,
) -> list[Document]:
    """The essays that the blocks of a page are; *title* is the block that names it."""
    name = _text(title) if title else _named(said)
    body = [piece for piece in body if piece is not title]
    if any(piece.kind is Kind.HEADING for piece in body):
        if not (said.is_sure and said.author and said.date):
            from reader.formats.hypertext.unmarked import matter

            said = _with(said, matter(body, source))
        return [document(source, body, title, name or stem, said, (0, source.length))]
    from reader.formats.hypertext.unmarked import parts

    found = parts(body, source, corrections, has_title=bool(name))
    if len(found) == 1:
        part = found[0]
        said = _with(said, part.matter)
        heading = title or part.title
        name = name or (_text(heading) if heading else stem)
        return [document(source, part.pieces, heading, name, said, (0, source.length), part.whys)]
    starts = [_start(source, [*([p.title] if p.title else []), *p.pieces]) for p in found]
    spans = zip([0, *starts[1:]], [*starts[1:], source.length], strict=True)
    return [
        document(
            source,
            part.pieces,
            part.title,
            _text(part.title) if part.title else name or stem,
            _with(replace(said, is_sure=False), part.matter),
            span,
            part.whys,
            part.why,
        )
        for part, span in zip(found, spans, strict=True)
    ]


def document(
    source: Source,
    body: list[Piece],
    title: Piece | None,
    name: str,
    said: Particulars,
    span: tuple[int, int],
    whys: Mapping[int, str] = MappingProxyType({}),
    why: str = "",
) -> Document:
    """A document of blocks; *whys* say why some are headings, by `id()`, *why* why this is an essay."""
    name = unpaid(name).strip() or "Untitled"
    builder = Builder(source)
    if title is None:
        builder.add(Kind.TITLE, [Run(name, source.place(span[0]))])
    else:
        builder.add(Kind.TITLE, title.runs, title.marks)
    grounds = [Ground("essay", span[0], why)] if why else []
    for piece in body:
        block = builder.add(piece.kind, piece.runs, piece.marks, **piece.fields)
        if id(piece) in whys:
            at = source.origin(piece.runs[0].offset)
            grounds.append(Ground("heading", at, whys[id(piece)], block.start))
    return builder.document(
        span,
        grounds=tuple(grounds),
        title=name,
        author=said.author,
        date=said.date,
        language=_language(said.language, "".join(piece.text for piece in body[:200])),
        tags=said.tags,
    )


def _with(said: Particulars, matter: Matter) -> Particulars:
    """What a page and its text say together."""
    first, second = (said, matter) if said.is_sure else (matter, said)
    return replace(said, author=first.author or second.author, date=first.date or second.date)


def _start(source: Source, body: list[Piece]) -> int:
    """Where in the decoded source the first text of some blocks stands."""
    return next((source.origin(piece.runs[0].offset) for piece in body if piece.runs), 0)


def _text(piece: Piece) -> str:
    return plain(piece.text, piece.marks)


def _named(said: Particulars) -> str:
    """The title that a page says it has."""
    return without_site(said.title, said.site) if said.title else without_site(said.head, said.site)


def _title_in(body: list[Piece], said: Particulars) -> Piece | None:
    """The block that is the title."""
    lead = body[: _LEAD + 4]
    names = [_folded(name) for name in (said.title, _named(said)) if _folded(name)]
    for piece in lead:
        if piece.kind in (Kind.HEADING, Kind.PARAGRAPH) and _folded(_text(piece)) in names:
            return piece
    for piece in lead[:_LEAD]:
        folded = _folded(_text(piece)) if piece.kind is Kind.HEADING else ""
        if len(folded) > 1 and (folded in _folded(said.head) or folded in _folded(said.title)):
            return piece
    return None


def _only_heading(body: list[Piece], lowest: int) -> Piece | None:
    """The first heading, if it stands above all others and is of level *lowest* at most."""
    headings = [piece for piece in body if piece.kind is Kind.HEADING and _text(piece)]
    if not headings or headings[0] not in body[:_LEAD] or headings[0].level > lowest:
        return None
    level = headings[0].level
    return headings[0] if sum(piece.level <= level for piece in headings) == 1 else None


def _heading_outside(
    page: Element, main: Element, source: Source, said: Particulars
) -> Piece | None:
    """A heading outside of the main part that the window's title says again."""
    names = {_folded(said.title), _folded(_named(said))} - {""}
    head = _folded(said.head) + _folded(said.title)
    found: list[tuple[bool, int, Piece]] = []
    for element in page.descend():
        if element.name not in ("h1", "h2") or main.start <= element.start < main.end:
            continue
        if element.end - element.start > _LONGEST_HEADING or len(found) == _MOST_HEADINGS:
            continue
        flow = Flow(Source(source.text), hiding(element, source.text), Footnotes(source.text))
        lines = [piece for piece in flow.pieces(element) if piece.kind is not Kind.FIGURE]
        folded = _folded(_text(lines[0])) if lines else ""
        is_site = bool(said.site) and folded == _folded(said.site)
        if len(folded) > 1 and folded in head and not is_site:
            piece = Piece(Kind.TITLE, lines[0].runs, lines[0].marks)
            found.append((folded in names, len(folded), piece))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _language(said: str, text: str) -> str:
    """The language of a page: what it says, unless its text says another one.

    Templates say `en` over Chinese text; but that a Latin text is French, only the page knows.
    """
    found = language(text)
    primary, _, rest = said.lower().replace("_", "-").partition("-")
    if primary == "zh" and found.startswith("zh") and rest.startswith(("tw", "hk", "hant", "mo")):
        return "zh-Hant"
    if (
        found == "en"
        and len(primary) in (2, 3)
        and primary.isalpha()
        and primary not in ("zh", "ja", "ko")
    ):
        return primary
    return found


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
