"""What a file is that is no text, by how it begins."""

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\1\0", "an icon"),
    (b"RIFF", "a RIFF file (sound, film or WebP image)"),
    (b"OggS", "an Ogg file (sound or film)"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska film"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ", "a program (Windows)"),
    (b"\xfe\xed\xfa", "a program (macOS)"),
    (b"\xcf\xfa\xed\xfe", "a program (macOS)"),
    (b"\xca\xfe\xba\xbe", "a program (Java or macOS)"),
    (b"\0asm", "a program (WebAssembly)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\1\0\0\0", "a font"),
    (b"OTTO", "a font"),
)
_BEGINNINGS = tuple(magic for magic, _ in _MAGIC)
_PRINTED = frozenset({b"BM", b"MZ", b"ID3", b"BZh", b"RIFF", b"OTTO", b"wOFF", b"wOF2"})
"""Beginnings that a text may have too: such a file must have control bytes besides."""

_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b")))
_SAMPLE = 1 << 16
"""Bytes that are looked at, from the beginning, the middle and the end."""
_MOST = 0.02
"""The largest share of control bytes in a text: one that was cut from a terminal has about half."""


def binary_kind(data: bytes) -> str | None:
    """What *data* is, as a noun with its article, if it is no text; else None."""
    for magic, kind in _MAGIC if data.startswith(_BEGINNINGS) else ():
        if data.startswith(magic) and (magic not in _PRINTED or _controls(data[:4096])):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data[4:8] == b"ftyp":
        return "a film or recording (MP4)"
    if data[257:262] == b"ustar":
        return "a tar archive"
    sample = _sampled(data)
    is_clean = _controls(sample) <= max(_MOST * len(sample), 8)
    return None if is_clean or _is_wide(sample) else "a binary file"


def _sampled(data: bytes) -> bytes:
    if len(data) <= 3 * _SAMPLE:
        return data
    middle = len(data) // 2 & ~3
    end = (len(data) - _SAMPLE) & ~3
    return data[:_SAMPLE] + data[middle : middle + _SAMPLE] + data[end : end + _SAMPLE]


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _is_wide(sample: bytes) -> bool:
    from reader.formats.plausible import wide_encoding

    return wide_encoding(sample) is not None


def _zip_kind(data: bytes) -> str:
    head = data[:4096]
    if b"mimetypeapplication/epub+zip" in head:
        return "an EPUB book"
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return "an OpenDocument file"
    tail = data[-(1 << 16) :]
    if b"word/" in head or b"word/document.xml" in tail:
        return "a Word document (DOCX)"
    return "a ZIP archive"
