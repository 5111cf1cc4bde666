"""RTF → documents, by striprtf: its text, understood as plain text."""

from reader.errors import Said, SourceError
from reader.formats.extras import extra
from reader.formats.found import Found
from reader.formats.markers import without_markers
from reader.formats.plaintext.reading import read_plain_text
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections

_LARGEST = 32 * 1024 * 1024
"""Bytes: images are written in it as digits."""


def read_rtf(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of an RTF document."""
    striprtf = extra("striprtf.striprtf", name, Said("an RTF document"), "rtf")
    if len(data) > _LARGEST:
        raise SourceError(
            Said(
                "{name} has {size:,} bytes; RTF documents up to {largest:,} can be read.",
                name=clean.line(name),
                size=len(data),
                largest=_LARGEST,
            )
        )
    try:
        text = striprtf.rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(
            Said(
                "{name} is a damaged RTF document ({kind}).",
                name=clean.line(name),
                kind=type(error).__name__,
            )
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = without_markers("".join(c if c < "\ud800" or c > "\udfff" else "\ufffd" for c in text))
    documents = read_plain_text(source, stem, corrections)
    return Found("rtf", documents, text, list(source.oddities))
