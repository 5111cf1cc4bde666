"""How a large text is written, by evidence from parts of it: encoding, line ends, wrapped lines.

A small text is judged by all of it. Here some samples speak for the whole: the beginning, and
pieces from all over the rest.
"""

from __future__ import annotations

from reader.formats.decoding import decode
from reader.formats.markers import cut, markers_in, may_have_markers
from reader.formats.plaintext.lines import lines_of
from reader.formats.plaintext.units import Wrapping, wrapping
from reader.values import dataclass

HEAD = 64 * 1024
"""Bytes of the beginning that are looked at."""
_SAMPLES = 12
_SAMPLE = 8 * 1024
"""Bytes of each further sample, and how many there are."""
_STATELESS = ("utf", "ascii", "gb", "big5", "cp", "shift_jis", "euc", "iso8859", "koi8", "mac")
"""What the names of encodings begin with in which each line can be decoded by itself."""


class WholeOnlyError(Exception):
    """A source that cannot be read in parts, and must be read as a whole."""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Bytes(Protocol):
        """Bytes that can be read from anywhere: a file."""

        @property
        def size(self) -> int:
            """How many there are."""

        def read(self, start: int, length: int) -> bytes:
            """The bytes from *start* on, *length* of them, or as many as there are.

            Raises `SourceError` if they are not what they were any more.
            """


@dataclass(frozen=True)
class Manner:
    """How a large text is written."""

    encoding: str
    """As Python names it."""
    mark: int
    """Bytes of the byte order mark."""
    line_end: bytes
    wrapping: Wrapping | None

    def text(self, data: bytes) -> str:
        r"""*data*, which ends where a line or a character does, as text; line ends are `\n`."""
        text = data.decode(self.encoding, "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def manner_of(source: Bytes, name: str, encoding: str | None = None) -> Manner | None:
    """How *source* is written; None if it must be read as a whole. The encoding is found out if None.

    Raises `SourceError`, which calls it *name*, for what is no text.
    """
    head = source.read(0, HEAD)
    width = 4 if b"\0" in head else 1
    parts = [_lines_in(head, source.size > len(head), width)]
    step = max(_SAMPLE, (source.size - len(head)) // _SAMPLES)
    for at in range(len(head), source.size, step):
        part = source.read(at & -4, _SAMPLE)
        parts.append(part[part.find(b"\n") + 1 : part.rfind(b"\n") + 1] if width == 1 else part)
    decoded = decode(b"".join(parts), name, encoding)
    if not decoded.encoding.replace("-", "_").startswith(_STATELESS):
        return None
    encoding = decoded.encoding
    mark = next((len(m) for m, code in _MARKS if head.startswith(m) and code == encoding), 0)
    end = "\n".encode(encoding)
    if end not in head and "\r".encode(encoding) in head:
        end = "\r".encode(encoding)
    bare = Manner(encoding, mark, end, None)
    text = bare.text(parts[0][mark:])
    breaks: tuple[int, ...] = ()
    if may_have_markers(text):
        text, _jumps, breaks, _markers = cut(text, markers_in(text))
    return Manner(encoding, mark, end, wrapping(lines_of(text, breaks)))


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def _lines_in(head: bytes, goes_on: bool, width: int) -> bytes:
    """*head* up to its last line end, if it *goes_on*; without one, up to its last whole character."""
    if not goes_on:
        return head
    end = head.rfind(b"\n") + 1
    if width == 1 and end:
        return head[:end]
    return head[: len(head) // 4 * 4]
