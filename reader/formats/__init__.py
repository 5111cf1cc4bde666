"""Bytes → documents: one room a format.

`read` is the way in. It knows no files: whoever has bytes may ask, and the name is only for the
format, the title of last resort, and the messages.
"""

from __future__ import annotations

from reader import light
from reader.errors import Said
from reader.formats.decoding import Decoded, decode
from reader.formats.found import Found
from reader.formats.markers import without_markers
from reader.formats.packing import packed, unpacked
from reader.formats.rooms import is_page, is_restructured, room_for
from reader.formats.sniffing import is_markdown, is_org
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Oddity
from reader.values import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Parsed:
    """A source that has been read."""

    format: str
    """`text`, `markdown`, `html`, `epub`…"""
    encoding: str
    """As Python names it."""
    oddities: tuple[Oddity, ...]
    """What is odd in it, by line."""
    documents: tuple[Document, ...]
    """The essays in it, at least one, in the order of the source."""
    replaced: int
    """How many characters could not be decoded."""
    source: str
    """The decoded text, markers included: what source offsets count in."""
    sure: float = 1.0
    """How surely the encoding was found, from 0 to 1; 1 if it was given."""


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    corrections: Corrections = NOTHING,
    progress: Callable[[float], None] = lambda part: None,
) -> Parsed:
    """The essays in *data*, which is called *name*.

    The encoding is found out if neither *encoding* nor *corrections* name it. Of what takes long
    *progress* is told how much was read, about, 0 to 1. Raises `SourceError` for what is no text.
    """
    stem = _stem(name) or "Untitled"
    for _ in range(_LAYERS):
        if (kind := packed(data)) is None:
            break
        data, name = unpacked(data, kind, name)
        stem = _stem(name) or stem
    if data[:4] in HOLDING and (room := room_for(data, name)) is not None:
        return _parsed(room(data, name, stem, corrections), stem)
    encoding = encoding or corrections.encoding or None
    if encoding is None and b"<" in data[:64]:
        from reader.formats.hypertext.charset import declared

        encoding = declared(data)
    decoded = decode(data, name, encoding)
    if not corrections.format and is_restructured(decoded.text, name):
        from reader.formats.hypertext.restructured import read_rst

        return _parsed(read_rst(decoded.text, name, stem, corrections), stem, decoded)
    documents: list[Document] | None = None
    odd: list[Oddity] = []
    form = "text"
    if not corrections.format and is_page(decoded.text, name):
        from reader.formats.hypertext.marking import without_markers as without_markers_in_page
        from reader.formats.hypertext.page import read_page

        form = "html"
        source = without_markers_in_page(decoded.text)
        documents = read_page(source, stem, corrections)
    else:
        source = without_markers(decoded.text)
    is_outline = corrections.format == "org" or (
        not corrections.format and form == "text" and is_org(source.text, name)
    )
    if is_outline:
        from reader.formats.org import read_org

        form = "org"
        documents, odd = read_org(source, stem)
    is_marked = corrections.format == "markdown" or (
        not corrections.format and form == "text" and is_markdown(source.text, name)
    )
    if is_marked:
        light.import_markdown()
        from reader.formats.markdown import read_markdown

        form = "markdown"
        documents, odd = read_markdown(source, stem, corrections, progress)
    if documents is None:
        from reader.formats.plaintext.reading import read_plain_text

        form = "text"
        documents = read_plain_text(source, stem, corrections)
    oddities = sorted([*source.oddities, *odd, *_replaced(decoded)], key=lambda oddity: oddity.line)
    return Parsed(
        form,
        decoded.encoding,
        tuple(oddities),
        tuple(_marked(documents, stem) if form == "html" or not source.text.strip() else documents),
        decoded.replaced,
        decoded.text,
        decoded.sure,
    )


def _stem(name: str) -> str:
    """What a file is called, on one line and without its suffix. By strings: pathlib takes ten times as long."""
    last = name.rstrip("/").rpartition("/")[2]
    dot = last.rfind(".")
    return clean.line(last[:dot] if 0 < dot < len(last) - 1 else last)


def _parsed(found: Found, stem: str, decoded: Decoded | None = None) -> Parsed:
    """What was found in a file that holds a text."""
    replaced = _replaced(decoded) if decoded is not None else []
    return Parsed(
        found.format,
        decoded.encoding if decoded is not None else found.encoding,
        tuple(sorted([*found.oddities, *replaced], key=lambda oddity: oddity.line)),
        tuple(_marked(found.documents, stem)),
        decoded.replaced if decoded is not None else 0,
        found.source,
        decoded.sure if decoded is not None else 1.0,
    )


def _marked(documents: list[Document], stem: str) -> list[Document]:
    """*documents*; one that is nothing but the file's name is marked as empty."""
    only = documents[0]
    if len(documents) > 1 or len(only.blocks) > 1 or only.title != stem:
        return documents
    return [replace(only, is_empty=True)]


_LAYERS = 2
"""How often a text may be packed."""
_MAIL = (b"From", b"MIME", b"Subj", b"Date", b"Snap", b"Cont")
"""How the head of a mail begins, as a page has it that was saved with its images: its lines have no order."""
HOLDING = (b"PK\x03\x04", b"%PDF", b"{\\rt", b"<?xm", b"\xef\xbb\xbf<", b"bpli", *_MAIL)
"""How files begin that hold a text and are none."""


def _replaced(decoded: Decoded) -> list[Oddity]:
    """That characters could not be decoded, and where the first of them was."""
    if not decoded.replaced:
        return []
    line = decoded.text.count("\n", 0, decoded.text.find("\ufffd")) + 1
    message = Said(
        "{count} character could not be read as {encoding}, the first in this line."
        " Another encoding may be given with --encoding.",
        "{count} characters could not be read as {encoding}, the first in this line."
        " Another encoding may be given with --encoding.",
        count=decoded.replaced,
        encoding=decoded.encoding,
    )
    return [Oddity(line, message)]
