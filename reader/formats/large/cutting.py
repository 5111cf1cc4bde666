"""Where a large text may be cut, so that each chunk can be understood by itself.

A chunk ends behind a line that is not empty and neither goes on in the next one, nor is underlined
by it, nor touches a marker. A line that is too long for a chunk is cut into the portions that the
page sets one by one (`reader.text.portions`), each a chunk.
"""

from __future__ import annotations

from reader.formats.large.manner import Manner, WholeOnlyError
from reader.formats.markers import may_have_markers
from reader.formats.plaintext.units import is_rule
from reader.text.portions import LONGEST, PORTION, portion_end
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.formats.large.manner import Bytes

TARGET = 16 * 1024
"""Bytes of a chunk, about: understood and set in a millisecond or two."""
_TRIES = 40
"""Line ends that are looked at before a larger chunk is tried."""
_MOST = 1 << 22
"""Bytes; where no line end will do for so long, any will."""
_AHEAD = 256
"""Bytes behind a line that say whether a chunk may end with it."""


class Piece(NamedTuple):
    """The bytes of a chunk."""

    start: int
    end: int
    text: str
    """Decoded, markers included."""
    continues: bool = False
    """Whether it goes on in the middle of a line."""
    is_open: bool = False
    """Whether its last line goes on in the next chunk."""


class Cutter:
    """Cuts one source."""

    def __init__(self, source: Bytes, manner: Manner, target: int = TARGET) -> None:
        self._source = source
        self._manner = manner
        self._target = target
        self._unit = len(manner.line_end)

    def pieces(self) -> Iterator[Piece]:
        """All chunks, in the order of the source."""
        at = self._manner.mark
        while at < self._source.size:
            piece = self._piece(at)
            if piece is None:
                for piece in self._long_line(at):
                    yield piece
                    at = piece.end
            else:
                yield piece
                at = piece.end

    def start_near(self, at: int) -> int | None:
        """Where a chunk may begin, soon behind *at*; None if nowhere near."""
        at -= (at - self._manner.mark) % 4
        data = self._source.read(at, 2 * self._target + _AHEAD)
        end = self._end(data, self._target, is_all=at + len(data) >= self._source.size)
        return None if end is None else at + end

    def _piece(self, at: int) -> Piece | None:
        """The chunk that begins at *at*; None if it begins with a line that is too long for one."""
        size = self._target
        while True:
            data = self._source.read(at, 2 * size + _AHEAD)
            is_all = at + len(data) >= self._source.size
            end = None if is_all and len(data) <= size else self._end(data, size, is_all)
            if end is None and is_all:
                end = len(data)
            if end is None and size >= _MOST:
                end = self._line_end(data, 0, len(data), -1) or len(data)
            if end is not None:
                break
            size *= 2
            if size > 8 * LONGEST and self._line_end(data, 0, len(data), -1) is None:
                return None
        text = self._manner.text(data[:end])
        if len(text) <= LONGEST or self._manner.wrapping:
            return Piece(at, at + end, text)
        return self._before_long_line(at, data[:end], text)

    def _before_long_line(self, at: int, data: bytes, text: str) -> Piece | None:
        """The chunk *data*, or what of it stands before a line that is too long."""
        begin = 0
        for line in text.split("\n"):
            if len(line) > LONGEST:
                if not text[:begin].strip():
                    return None
                end = self._bytes_of(data, text, begin)
                if self._ends_well(data, end - self._unit, is_all=True):
                    return Piece(at, at + end, text[:begin])
                break
            begin += len(line) + 1
        return Piece(at, at + len(data), text)

    # Between lines.

    def _end(self, data: bytes, size: int, is_all: bool) -> int | None:
        """Where a chunk of about *size* bytes of *data* may end, or None."""
        position: int | None = size
        for _try in range(_TRIES):
            position = self._line_end(data, size // 4, position, -1)
            if position is None:
                break
            if self._ends_well(data, position, is_all=is_all):
                return position + self._unit
        position = size
        for _try in range(_TRIES):
            position = self._line_end(data, position, len(data), 1)
            if position is None:
                break
            if self._ends_well(data, position, is_all=is_all):
                return position + self._unit
            position += self._unit
        return None

    def _line_end(self, data: bytes, start: int, end: int | None, step: int) -> int | None:
        """The first line end from *start* on, or the last one before *end* if *step* is negative."""
        find = data.find if step > 0 else data.rfind
        while (at := find(self._manner.line_end, start, end)) >= 0:
            if at % self._unit == 0:
                return at
            # Half of one character and half of the next.
            start, end = (at + 1, end) if step > 0 else (start, at + self._unit - 1)
        return None

    def _ends_well(self, data: bytes, position: int, *, is_all: bool) -> bool:
        """Whether a chunk may end with the line end at *position*."""
        behind = position + self._unit
        before = self._line_end(data, 0, position, -1)
        line = self._manner.text(data[0 if before is None else before + self._unit : position])
        core = line.strip().strip("\ufeff\u200b").strip()
        if not core or "\f" in line or may_have_markers(line):
            return False
        below_end = self._line_end(data, behind, len(data), 1)
        if below_end is None and not is_all and len(data) - behind < _AHEAD:
            return False
        below = self._manner.text(data[behind : min(below_end or len(data), behind + 2 * _AHEAD)])
        if may_have_markers(below):
            return False
        below = below.strip()
        if self._manner.wrapping is not None:
            return not below
        return not below or not (is_rule(below) or is_rule(below[:3]))

    # Within a line.

    def _long_line(self, at: int) -> Iterator[Piece]:
        """The portions of the line at *at*, with the empty lines above it."""
        end = self._end_of_line(at)
        is_first = True
        while at < end:
            size = 8 * PORTION + _AHEAD
            data = self._source.read(at, min(size * self._unit, end - at))
            text = self._manner.text(data)
            lead = len(text) - len(text.lstrip()) if is_first else 0
            if may_have_markers(text) or "\f" in text:
                raise WholeOnlyError(
                    "a marker or a page break in a line that is too long for a chunk"
                )
            length = len(text)
            if at + len(data) < end or length - lead > 2 * PORTION:
                if length - lead <= 2 * PORTION:
                    raise WholeOnlyError("more white space than text")
                length = portion_end(text, lead)
            used = len(data) if length == len(text) else self._bytes_of(data, text, length)
            rest = end - at - used
            is_last = rest <= size and not (
                rest and self._manner.text(self._source.read(at + used, rest)).strip()
            )
            used = end - at if is_last else used
            text = self._manner.text(self._source.read(at, used)) if is_last else text[:length]
            yield Piece(at, at + used, text, not is_first, not is_last)
            at += used
            is_first = False

    def _end_of_line(self, at: int) -> int:
        """Behind the end of the first line from *at* on that is not empty."""
        start, has_text = at, False
        while start < self._source.size:
            data = self._source.read(start, 1 << 20)
            position: int | None = 0
            while True:
                begin = position or 0
                position = self._line_end(data, begin, len(data), 1)
                stop = len(data) if position is None else position
                has_text = has_text or bool(self._manner.text(data[begin:stop]).strip())
                if position is None:
                    break
                position += self._unit
                if has_text:
                    return start + position
            start += len(data)
        return start

    def _bytes_of(self, data: bytes, text: str, length: int) -> int:
        """How many bytes of *data*, which is *text*, its first *length* code points are."""
        manner = self._manner
        if "\r" not in manner.encoding and b"\r" not in data:
            used = len(text[:length].encode(manner.encoding, "replace"))
            if len(manner.text(data[:used])) == length:
                return used
        low, high = 0, len(data)
        while low < high:
            middle = (low + high) // 2
            if len(manner.text(data[:middle])) < length:
                low = middle + 1
            else:
                high = middle
        while low % self._unit:
            low += 1
        return low
