"""Safari's .webarchive: a property list of a page and of what it shows."""

from typing import Any

from reader.errors import Said, SourceError
from reader.formats.decoding import decode
from reader.formats.found import Found
from reader.formats.hypertext.charset import declared, known_charset
from reader.formats.hypertext.marking import without_markers
from reader.formats.hypertext.page import read_page
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections

_PAGES = ("text/html", "application/xhtml+xml")
_DEEPEST = 8
"""Frames in frames that are looked into for an image."""


def read_webarchive(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of the page in a web archive. SourceError if there is none."""
    main = _archive(data, name).get("WebMainResource")
    page = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(page, bytes):
        raise SourceError(
            Said("{name} is a saved page (webarchive) without its text.", name=clean.line(name))
        )
    kind, said = main.get("WebResourceMIMEType"), main.get("WebResourceTextEncodingName")
    encoding = declared(page) or (known_charset(said) if isinstance(said, str) else None)
    decoded = decode(page, name, encoding)
    if isinstance(kind, str) and kind.lower() not in _PAGES:
        from reader.formats.markers import without_markers as without_markers_in_text
        from reader.formats.plaintext.reading import read_plain_text

        text = without_markers_in_text(decoded.text)
        documents = read_plain_text(text, stem, corrections)
        return Found("text", documents, decoded.text, list(text.oddities), decoded.encoding)
    source = without_markers(decoded.text)
    documents = read_page(source, stem, corrections)
    return Found("html", documents, decoded.text, list(source.oddities), decoded.encoding)


def resource(data: bytes, address: str) -> bytes | None:
    """What the archive holds of *address*, which may be a part of the end of one."""
    try:
        archive = _archive(data, "")
    except SourceError:
        return None
    return _resource(archive, address, _DEEPEST)


def _resource(archive: dict[str, Any], address: str, depth: int) -> bytes | None:
    parts = archive.get("WebSubresources")
    for each in parts if isinstance(parts, list) else ():
        url = each.get("WebResourceURL") if isinstance(each, dict) else None
        if isinstance(url, str) and (url == address or url.endswith("/" + address.lstrip("./"))):
            found = each.get("WebResourceData")
            return found if isinstance(found, bytes) else None
    frames = archive.get("WebSubframeArchives")
    for frame in frames if isinstance(frames, list) and depth else ():
        if isinstance(frame, dict) and (found := _resource(frame, address, depth - 1)) is not None:
            return found
    return None


def _archive(data: bytes, name: str) -> dict[str, Any]:
    """The property list; SourceError if it is damaged."""
    import plistlib

    try:
        found = plistlib.loads(data)
    except Exception as error:  # plistlib lets out whatever a damaged list makes of it
        raise SourceError(
            Said(
                "{name} is a damaged saved page (webarchive: {kind}); a whole copy is needed.",
                name=clean.line(name),
                kind=type(error).__name__,
            )
        ) from None
    return found if isinstance(found, dict) else {}
