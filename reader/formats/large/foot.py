"""The end of a large text, before all of it was read.

Offsets count from the beginning, and what is paid is known when all markers are: so no document of a text can be made
before the pass over it (`reader.formats.large.table`). But its last page can be set from its last bytes, if nothing in
the text is paid; that the bytes tell in a tenth of the time.
"""

from __future__ import annotations

from codecs import lookup

from reader.formats.large.manner import Manner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.formats.large.manner import Bytes

_SIGNS = (b"#", b"$", b"<")
_WIDE_SIGNS = "＃＄"
"""What a paid marker begins with."""
_WORD = b"paid"
_PART = 1 << 20
"""Bytes that are looked through at a time."""
_LONGEST = 512
"""Bytes of a marker, at most, in any encoding."""


class Tail:
    """The bytes of a source from one of them on."""

    def __init__(self, source: Bytes, start: int) -> None:
        self._source = source
        self._start = start
        self.size = source.size - start

    def read(self, start: int, length: int) -> bytes:
        """The bytes from *start* on, which counts from where these begin."""
        return self._source.read(self._start + start, length)


def is_surely_free(source: Bytes, manner: Manner) -> bool:
    """Whether nothing in *source* is paid, as its bytes tell: 0.3 ms a megabyte. If not, something may be.

    Bytes need no decoding where ASCII stands for itself, or has zeros around it, and nothing else stands for it.
    """
    if lookup(manner.encoding).name == "utf-7":
        return False
    said = b"".join((*_SIGNS, _WORD))
    if _bare(said.decode("ascii").encode(manner.encoding)) != said:
        return False
    signs = (*_SIGNS, *(sign.encode(manner.encoding, "ignore") for sign in _WIDE_SIGNS))
    signs = tuple(filter(None, signs))
    for at in range(0, source.size, _PART):
        part = source.read(at, _PART + _LONGEST)
        if any(sign in part for sign in signs) and _WORD in _bare(part).lower():
            return False
    return True


def _bare(data: bytes) -> bytes:
    return data.replace(b"\0", b"")
