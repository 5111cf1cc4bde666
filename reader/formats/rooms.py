"""Which room reads a source, by what is in it and then by its name.

Files that hold others (books, office documents, compressed texts) are known by their first bytes;
pages by their first tag. What none of these is, is Markdown or plain text. A room is imported when
something comes for it.
"""

from __future__ import annotations

from pathlib import PurePath

from reader.errors import Said, SourceError
from reader.formats.found import Found
from reader.regex import DOTALL, IGNORECASE, MULTILINE, regex
from reader.text.corrections import Corrections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from reader.formats.archive import Archive

Room: TypeAlias = "Callable[[bytes, str, str, Corrections], Found]"
"""Takes the bytes, the source's name, the title of last resort, and corrections."""

_ROOMS = {
    "epub": "reader.formats.books.epub:read_epub",
    "docx": "reader.formats.office.docx:read_docx",
    "odt": "reader.formats.office.odt:read_odt",
    "fodt": "reader.formats.office.odt:read_flat",
    "fb2": "reader.formats.books.fictionbook:read_fb2",
    "mhtml": "reader.formats.hypertext.mhtml:read_mhtml",
    "webarchive": "reader.formats.hypertext.webarchive:read_webarchive",
    "rtf": "reader.formats.office.rtf:read_rtf",
    "pdf": "reader.formats.books.pdf:read_pdf",
    "fb2.zip": "reader.formats.books.fictionbook:read_zipped",
}
_BEGINNINGS = ((b"{\\rtf", "rtf"), (b"%PDF-", "pdf"))
_MHTML = regex(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", IGNORECASE
)
"""The head of a page that was saved with its images in one file, which is one of a mail."""
_SIGNS = (
    (b"<FictionBook", "fb2"),
    (b'office:mimetype="application/vnd.oasis.opendocument.text', "fodt"),
)
"""What stands in the first bytes of XML that is a document."""
_HEAD = 4096
_PAGE = regex(
    r"[\ufeff\s]*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,5000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta\s|base\s|link\s|style|script)\b",
    IGNORECASE | DOTALL,
)
_FRAGMENT = regex(
    r"[\ufeff\s]*<(?:p|div|section|article|main|h[1-6]|table|center|font|span|blockquote|ul|ol|figure)"
    r"(?:\s[^<>]{0,500})?>",
    IGNORECASE,
)
_CLOSED = regex(r"</(?:p|div|section|article|h[1-6]|table|td|li|ul|ol|blockquote)\s*>", IGNORECASE)
_BETWEEN_TAGS = regex(r">\s*<|>\s+")
_TAGS = regex(r"</?[a-zA-Z][^<>]{0,500}>")
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_MARKDOWN_LINE = regex(r"^(?: {0,3}#{1,6}[ \t]+\S|```|~~~|\* |- |\d\. )", MULTILINE)
_SAMPLE = 20_000
"""Code points, or bytes, that are looked at."""


def is_page(text: str, name: str) -> bool:
    """Whether *text*, which is called *name*, is HTML."""
    head = text[:_SAMPLE]
    if "<" not in head:
        return False
    if _PAGE.match(head):
        return True
    suffix = PurePath(name).suffix.lower()
    if suffix in _PAGE_SUFFIXES:
        return len(_TAGS.findall(head)) > 1
    if not _FRAGMENT.match(head) or _MARKDOWN_LINE.search(head):
        return False
    # A fragment, as editors store it: Markdown may begin with a tag too.
    return len(_CLOSED.findall(head)) > 2 and "\n\n" not in _BETWEEN_TAGS.sub(">", head)


def is_restructured(text: str, name: str) -> bool:
    """Whether *text*, which is called *name*, is reStructuredText: it must be called so."""
    return name.lower().endswith((".rst", ".rest")) and bool(text.strip())


def room_for(data: bytes, name: str) -> Room | None:
    """The room for files that hold a text and are none; None if *data* is none of them."""
    kind: str | None
    if data.startswith(b"PK\x03\x04"):
        kind = _zipped(data, name)
    elif (kind := next((k for sign, k in _BEGINNINGS if data.startswith(sign)), None)) is None:
        kind = next((kind for sign, kind in _SIGNS if sign in data[:_HEAD]), None)
        if kind is None and _is_webarchive(data):
            kind = "webarchive"
        if kind is None and _MHTML.match(data[:_HEAD]):
            kind = "mhtml"
    if kind is None:
        return None
    from importlib import import_module

    module, _, function = _ROOMS[kind].partition(":")
    room: Room = getattr(import_module(module), function)
    return room


def _is_webarchive(data: bytes) -> bool:
    """Whether *data* is a property list, binary or XML, of a saved page."""
    if data.startswith(b"bplist00"):
        # The keys may stand behind the page.
        return b"WebMainResource" in data
    return b"<plist" in data[:_HEAD] and b"WebMainResource" in data[:_HEAD]


def _zipped(data: bytes, name: str) -> str:
    """What a ZIP file is that holds one document; raises `SourceError` for one that holds none."""
    from reader.formats.archive import Archive

    archive = Archive(data, name)
    kind = zipped_kind(archive)
    if kind is not None:
        return kind
    count = len(archive.names)
    raise SourceError(
        Said(
            "{name} is a ZIP archive of {count:,} file, not a text; a text in it is called {name}!/name.",
            "{name} is a ZIP archive of {count:,} files, not a text; a text in it is called {name}!/name.",
            name=archive.name,
            count=count,
        )
    )


def zipped_kind(archive: Archive) -> str | None:
    """What a document that is packed as ZIP is; None if *archive* is none."""
    if archive.find("META-INF/container.xml") or archive.find("mimetype") == "mimetype":
        if archive.find("content.xml"):
            return "odt"
        return "epub"
    if any(path.startswith("word/document") for path in archive.names):
        return "docx"
    if archive.find("content.xml") and archive.find("META-INF/manifest.xml"):
        return "odt"
    if len(archive.names) == 1 and archive.names[0].lower().endswith(".fb2"):
        return "fb2.zip"
    return None
