"""MHTML: a page that a browser saved with its images in one file (RFC 2557)."""

from reader.errors import Said, SourceError
from reader.formats.decoding import decode
from reader.formats.found import Found
from reader.formats.hypertext.charset import declared, known_charset
from reader.formats.hypertext.marking import without_markers
from reader.formats.hypertext.page import read_page
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections


def read_mhtml(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of the page in an MHTML file. SourceError if there is none."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(
            payload, bytes
        ):
            said = part.get_content_charset()
            decoded = decode(
                payload, name, declared(payload) or (known_charset(said) if said else None)
            )
            source = without_markers(decoded.text)
            documents = read_page(source, stem, corrections)
            return Found("html", documents, decoded.text, list(source.oddities), decoded.encoding)
    raise SourceError(
        Said("{name} is a saved page (MHTML) without its text.", name=clean.line(name))
    )


def part(data: bytes, address: str) -> bytes | None:
    """What an MHTML file holds of *address*: by where it was, or by its id."""
    from email import message_from_bytes

    wanted = {address, address.removeprefix("cid:")}
    for each in message_from_bytes(data).walk():
        said = {each.get("Content-Location", "").strip(), each.get("Content-ID", "").strip(" <>")}
        payload = each.get_payload(decode=True)
        if isinstance(payload, bytes) and said & wanted:
            return payload
    return None
