"""Texts that were packed alone: gzip, bzip2, xz, zstd. They are unpacked in memory, within bounds."""

from __future__ import annotations

from pathlib import PurePath

from reader.errors import Said, SourceError
from reader.formats.extras import extra
from reader.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    *((b"BZh%d1AY&SY" % level, "bzip2") for level in range(1, 10)),
)
"""How packed texts begin."""
_LARGEST = 512 * 1024 * 1024
"""Bytes of what is unpacked."""
_SUSPICIOUS = 32 * 1024 * 1024
_MOST_RATIO = 100
"""From the size above on: how many bytes one byte may stand for."""
_STEP = 4 * 1024 * 1024
PACKED = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})
"""What the names of packed texts end with."""


def packed(data: bytes) -> str | None:
    """How *data* is packed, or None."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def unpacked(data: bytes, kind: str, name: str) -> tuple[bytes, str]:
    """What is in *data*, packed as *kind*, and its name without the suffix of that.

    Raises `SourceError` for what is damaged, or too large, or needs a library that is not there.
    """
    take = _unpacker(kind, name)
    parts: list[bytes] = []
    size = 0
    error: Exception | None = None
    try:
        for part in take(data):
            parts.append(part)
            size += len(part)
            if size > _LARGEST or size > max(_SUSPICIOUS, len(data) * _MOST_RATIO):
                raise SourceError(
                    Said(
                        "{name} would unpack to more than {size:,} bytes; it is not opened.",
                        name=clean.line(name),
                        size=size,
                    )
                )
    except SourceError:
        raise
    except Exception as caught:  # each library has errors of its own
        error = caught
    if error is not None or not size:
        raise SourceError(
            Said(
                "{name} is a damaged {kind} file; a whole copy of it is needed.",
                name=clean.line(name),
                kind=kind,
            )
        ) from None
    path = PurePath(name)
    return b"".join(parts), str(path.with_suffix("")) if path.suffix.lower() in PACKED else name


def _unpacker(kind: str, name: str) -> Callable[[bytes], Any]:
    if kind == "gzip":
        import zlib

        return lambda data: _stepwise(zlib.decompressobj(wbits=31), data)
    if kind == "bzip2":
        import bz2

        return lambda data: _fed(bz2.BZ2Decompressor(), data)
    if kind == "xz":
        import lzma

        return lambda data: _fed(lzma.LZMADecompressor(memlimit=_LARGEST), data)
    zstandard = extra("zstandard", name, Said("packed with zstd"), "zstd")
    return lambda data: zstandard.ZstdDecompressor(max_window_size=1 << 27).read_to_iter(data)


def _stepwise(unpacker: Any, data: bytes) -> Any:
    while data and not unpacker.eof:
        yield unpacker.decompress(data, _STEP)
        data = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise EOFError


def _fed(unpacker: Any, data: bytes) -> Any:
    yield unpacker.decompress(data, _STEP)
    while not unpacker.eof:
        if unpacker.needs_input:
            raise EOFError
        yield unpacker.decompress(b"", _STEP)
