r"""Bytes → text: which encoding a source is in, by evidence from the whole of it.

Line ends come out as `\n`, a byte order mark is no part of the text, and what cannot be decoded
becomes U+FFFD and is counted. What is no text at all is refused with a sentence that says what it
is (`reader.formats.decoding.binary`); which of the older encodings is meant is judged by the characters that
would come out (`reader.formats.decoding.plausible`).
"""

from __future__ import annotations

import codecs

from reader.contexts import suppress
from reader.errors import Said, SourceError
from reader.formats.decoding.binary import WHOLE, binary_kind, controls
from reader.formats.decoding.sampling import samples
from reader.regex import regex
from reader.text import clean
from reader.values import NamedTuple


class Decoded(NamedTuple):
    """A source as text."""

    text: str
    encoding: str
    """As Python names it."""
    replaced: int
    """How many characters could not be decoded."""
    sure: float = 1.0
    """How surely the encoding was found, from 0 to 1; 1 if it was given."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 before those of UTF-16, which they begin with."""

_ESCAPES = (
    (regex(rb"\x1b\$[@B]|\x1b\([JI]|\x1b\$\(D"), "iso2022_jp_2"),
    (regex(rb"\x1b\$\)C"), "iso2022_kr"),
    (regex(rb"~\{(?:[\x21-\x7e]{2})+~\}"), "hz"),
)
"""Encodings in seven bits, by what switches them."""

_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
"""What no text of one byte a letter has, but UTF-16 has often."""
_SHORT = 400
"""Bytes; a longer text in UTF-16 has a line end or a blank, and so a zero byte."""
_BAD = 0.03
"""The share of characters that may be broken in a text that is still UTF-8."""
_SURROGATE = regex("[\ud800-\udfff]")
_REPLACED = "\ufffd"


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """*data* as text, in *encoding* or, if None, in the one that the bytes speak for.

    Raises `SourceError`, which calls the source *name*, for what is no text and for an encoding
    that is unknown.
    """
    if encoding is not None:
        return _decoded(_unmarked(data, encoding), (_known(encoding, name),), 1.0)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], (marked,), 1.0)
    found = controls(data)
    if kind := binary_kind(data, found):
        raise SourceError(
            Said(
                "{name} is {kind}, not text; a text, a page, a book or a document is needed.",
                name=clean.line(name),
                kind=kind,
            )
        )
    is_clean = (not found and len(data) <= WHOLE) or not _has_controls(data)
    if is_clean and not data.isascii():
        # What nearly every text is: decoded once.
        with suppress(UnicodeDecodeError):
            return _counted(data, data.decode("utf-8"), "utf-8", 1.0)
    return _decoded(data, *_guess(data))


def _guess(data: bytes) -> tuple[tuple[str, ...], float]:
    """The encodings that *data*, which has no byte order mark, is most likely in, and how surely.

    The first that decodes everything is meant, or else the last.
    """
    has_controls = _has_controls(data)
    if data.isascii() and not has_controls:
        for switch, escaped in _ESCAPES:
            if switch.search(data, 0, 1 << 20) and _decodes(data, escaped):
                return (escaped,), 0.95
        return ("utf-8",), 1.0
    if has_controls:
        from reader.formats.decoding.plausible import wide_encoding

        if wide := wide_encoding(data):
            return (wide,), 0.95 if b"\0" in data else 0.8
    sure = 1.0 if _decodes(data, "utf-8") else _broken_utf8(b"".join(samples(data)))
    if sure:
        return ("utf-8",), sure
    from reader.formats.decoding.plausible import best_legacy, wide_encoding

    if len(data) < _SHORT and (wide := wide_encoding(data)):
        return (wide,), 0.8
    return best_legacy(data)


def _has_controls(data: bytes) -> bool:
    return any(len(part) > len(part.translate(None, _CONTROLS)) for part in samples(data))


def _broken_utf8(sample: bytes) -> float:
    """How surely *sample* is UTF-8 with a few broken bytes; 0 if it is something else."""
    text = sample.decode("utf-8", "replace")
    bad = text.count(_REPLACED)
    good = len(text) - bad - len(sample.translate(None, _ABOVE_ASCII))
    return round(0.99 * good / (good + bad), 2) if bad <= max(good * _BAD, 1 if good else 0) else 0


_ABOVE_ASCII = bytes(range(0x80, 0x100))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _known(encoding: str, name: str) -> str:
    """The codec's own name for *encoding*, which someone has asked for."""
    try:
        codec = codecs.lookup(encoding)
        "".encode(codec.name)  # no text encoding (base64, rot13): LookupError
    except (LookupError, ValueError, UnicodeError):
        codec = None
    if codec is None or codec.name.replace("-", "_") in _NO_CHARSETS:
        raise SourceError(
            Said(
                "{name} cannot be read as {encoding!r}: no such encoding;"
                " utf-8, gb18030, big5, shift_jis or cp1252 would be one.",
                name=clean.line(name),
                encoding=clean.line(encoding),
            )
        )
    return codec.name


_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


def _unmarked(data: bytes, encoding: str) -> bytes:
    wanted = encoding.lower().replace("_", "-")
    for mark, marked in _MARKS:
        if data.startswith(mark) and marked.startswith(wanted[:6]):
            return data[len(mark) :] if wanted not in ("utf-16", "utf-32") else data
    return data


def _decoded(data: bytes, encodings: tuple[str, ...], sure: float) -> Decoded:
    return _counted(data, *_read(data, encodings), sure)


def _counted(data: bytes, text: str, encoding: str, sure: float) -> Decoded:
    """*data*, which is *text* in *encoding*, with what was replaced counted and line ends made one."""
    if encoding != "utf-8" and _SURROGATE.search(text):
        text = _SURROGATE.sub(_REPLACED, text)
    replaced = text.count(_REPLACED)
    if replaced and encoding.startswith(("utf", "gb18030")):
        replaced -= _written(data, encoding)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, replaced, sure)


def _read(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    """*data* in the first of some encodings that reads all of it, or in the last as far as it goes."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), encoding
    return data.decode(encodings[-1], "replace"), encodings[-1]


def _written(data: bytes, encoding: str) -> int:
    """How many U+FFFD the source itself has."""
    sign = _REPLACED.encode(encoding)
    return data.count(sign)
