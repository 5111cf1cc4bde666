"""What a file is that is no text, by how it begins."""

from __future__ import annotations

from reader.errors import Said

_MAGIC = (
    (b"%PDF-", Said("a PDF document")),
    (b"\x89PNG\r\n\x1a\n", Said("a PNG image")),
    (b"\xff\xd8\xff", Said("a JPEG image")),
    (b"GIF87a", Said("a GIF image")),
    (b"GIF89a", Said("a GIF image")),
    (b"BM", Said("a BMP image")),
    (b"II*\0", Said("a TIFF image")),
    (b"MM\0*", Said("a TIFF image")),
    (b"\0\0\1\0", Said("an icon")),
    (b"RIFF", Said("a RIFF file (sound, film or WebP image)")),
    (b"OggS", Said("an Ogg file (sound or film)")),
    (b"ID3", Said("an MP3 recording")),
    (b"fLaC", Said("a FLAC recording")),
    (b"\x1aE\xdf\xa3", Said("a Matroska film")),
    (b"\x7fELF", Said("a program (ELF)")),
    (b"MZ", Said("a program (Windows)")),
    (b"\xfe\xed\xfa", Said("a program (macOS)")),
    (b"\xcf\xfa\xed\xfe", Said("a program (macOS)")),
    (b"\xca\xfe\xba\xbe", Said("a program (Java or macOS)")),
    (b"\0asm", Said("a program (WebAssembly)")),
    (b"\x1f\x8b", Said("a gzip archive")),
    (b"BZh", Said("a bzip2 archive")),
    (b"\xfd7zXZ\0", Said("an xz archive")),
    (b"\x28\xb5\x2f\xfd", Said("a zstd archive")),
    (b"7z\xbc\xaf\x27\x1c", Said("a 7z archive")),
    (b"Rar!\x1a\x07", Said("a RAR archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Said("an old Microsoft Office document")),
    (b"SQLite format 3\0", Said("an SQLite database")),
    (b"{\\rtf", Said("an RTF document")),
    (b"wOFF", Said("a font")),
    (b"wOF2", Said("a font")),
    (b"\0\1\0\0\0", Said("a font")),
    (b"OTTO", Said("a font")),
)
_BEGINNINGS = tuple(magic for magic, _ in _MAGIC)
_PRINTED = frozenset({b"BM", b"MZ", b"ID3", b"BZh", b"RIFF", b"OTTO", b"wOFF", b"wOF2"})
"""Beginnings that a text may have too: such a file must have control bytes besides."""

_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b")))
_SAMPLE = 1 << 16
"""Bytes that are looked at, from the beginning, the middle and the end."""
WHOLE = 3 * _SAMPLE
"""Bytes that are looked at all."""
_MOST = 0.02
"""The largest share of control bytes in a text: one that was cut from a terminal has about half."""


def controls(data: bytes) -> int:
    """How many control bytes *data* has; of more than `WHOLE` bytes, samples of it."""
    return _controls(_sampled(data))


def binary_kind(data: bytes, found: int) -> str | None:
    """What *data* is, as a noun with its article, if it is no text; else None. *found* are its `controls`."""
    for magic, kind in _MAGIC if data.startswith(_BEGINNINGS) else ():
        if data.startswith(magic) and (magic not in _PRINTED or _controls(data[:4096])):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data[4:8] == b"ftyp":
        return Said("a film or recording (MP4)")
    if data[257:262] == b"ustar":
        return Said("a tar archive")
    sample = _sampled(data)
    is_clean = found <= max(_MOST * len(sample), 8)
    return None if is_clean or _is_wide(sample) else Said("a binary file")


def _sampled(data: bytes) -> bytes:
    if len(data) <= WHOLE:
        return data
    middle = len(data) // 2 & ~3
    end = (len(data) - _SAMPLE) & ~3
    return data[:_SAMPLE] + data[middle : middle + _SAMPLE] + data[end : end + _SAMPLE]


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _is_wide(sample: bytes) -> bool:
    from reader.formats.decoding.plausible import wide_encoding

    return wide_encoding(sample) is not None


def _zip_kind(data: bytes) -> str:
    head = data[:4096]
    if b"mimetypeapplication/epub+zip" in head:
        return Said("an EPUB book")
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return Said("an OpenDocument file")
    tail = data[-(1 << 16) :]
    if b"word/" in head or b"word/document.xml" in tail:
        return Said("a Word document (DOCX)")
    return Said("a ZIP archive")
