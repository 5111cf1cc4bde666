"""A long text, made chunk by chunk when somebody looks at it.

Of a source of many megabytes a page shows a few kilobytes. Here is only known where each chunk
begins, in offsets and in block numbers; its text and blocks are made on demand, by whoever knows the
source, and a few are kept. So what a look-up costs does not depend on how long the text is.

    offsets   0        16_201      32_377                100_482_113
    chunks    ├── 0 ──┼─── 1 ───┼── …  ──┼──  6_214 ──┤
    numbers   0        41          97                    214_402

A block may be known by several numbers, of which the first is its own: the lines of a poem are
counted before anybody knows that they are a poem. A block that begins in one chunk may end in the
next.
"""

from __future__ import annotations

from _collections_abc import Sequence
from _thread import allocate_lock
from bisect import bisect_left, bisect_right

from reader.light import array
from reader.text.document import Block
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import overload

KEPT = 24
"""Chunks that are kept: those of the page, of where one came from, of a look ahead."""


class Chunk(NamedTuple):
    """A part of a document."""

    text: str
    blocks: tuple[Block, ...]
    """Those that begin in it; their offsets are the document's."""
    numbers: tuple[int, ...]
    """The number of each block."""
    continued: frozenset[int]
    """The numbers of the blocks that go on the one before."""


class Chunks:
    """The chunks of a document. Any thread may ask."""

    def __init__(
        self,
        starts: array[int],
        numbers: array[int],
        make: Callable[[int], Chunk],
        kept: int = KEPT,
    ) -> None:
        """*starts* and *numbers*: where each chunk begins, and behind the last one, the end."""
        self.starts = starts
        self.numbers = numbers
        self._make = make
        self._kept = kept
        self._made: dict[int, Chunk] = {}
        """In the order in which they were asked for last."""
        self._lock = allocate_lock()

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> Chunk:
        with self._lock:
            found = self._made.get(index)
            if found is not None:
                self._made[index] = self._made.pop(index)
                return found
        made = self._make(index)
        with self._lock:
            self._made[index] = made
            while len(self._made) > self._kept:
                del self._made[next(iter(self._made))]
        return made

    def at(self, offset: int) -> int:
        """The chunk that *offset* is in."""
        return min(max(0, bisect_right(self.starts, offset) - 1), len(self) - 1)

    def of(self, number: int) -> int:
        """The chunk that a block's number is in."""
        return min(max(0, bisect_right(self.numbers, number) - 1), len(self) - 1)


class ChunkedText:
    """A text in chunks: what of a `str` the reader needs."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks

    def __len__(self) -> int:
        return self._chunks.starts[-1]

    def __getitem__(self, key: int | slice) -> str:
        if isinstance(key, int):
            key = slice(key, key + 1) if key != -1 else slice(-1, None)
        start, end, _step = key.indices(len(self))
        if start >= end:
            return ""
        chunks = self._chunks
        parts = []
        for index in range(chunks.at(start), chunks.at(end - 1) + 1):
            base = chunks.starts[index]
            parts.append(chunks[index].text[max(0, start - base) : end - base])
        return "".join(parts)

    def pieces(self) -> Iterator[str]:
        """The whole text, piece by piece."""
        return (self._chunks[index].text for index in range(len(self._chunks)))


class ChunkedBlocks(Sequence[Block]):
    """The blocks of a text in chunks, by number; a number inside a block leads to that block."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks

    def __len__(self) -> int:
        return self._chunks.numbers[-1]

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, number: int) -> Block: ...
        @overload
        def __getitem__(self, number: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, number: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        number = number + len(self) if number < 0 else number
        if not 0 <= number < len(self):
            raise IndexError(number)
        chunk, place = self._found(number)
        return chunk.blocks[place]

    def __iter__(self) -> Iterator[Block]:
        """All blocks, each once."""
        for index in range(len(self._chunks)):
            yield from self._chunks[index].blocks

    # As `reader.text.portions.Numbered`.

    def start(self, number: int) -> int:
        """Where the block with *number* begins, or the first one behind it; behind all, the end."""
        for index in range(self._chunks.of(number), len(self._chunks)):
            chunk = self._chunks[index]
            place = bisect_left(chunk.numbers, number)
            if place < len(chunk.blocks):
                return chunk.blocks[place].start
        return self._chunks.starts[-1]

    def at(self, offset: int) -> int:
        """The number of the block that *offset* is in."""
        for index in range(self._chunks.at(offset), -1, -1):
            chunk = self._chunks[index]
            place = bisect_right(chunk.blocks, offset, key=lambda block: block.start) - 1
            if place >= 0:
                return chunk.numbers[place]
        return 0

    def own(self, number: int) -> int:
        """The number of the block that *number* leads to."""
        chunk, place = self._found(number)
        return chunk.numbers[place]

    def goes_on(self, number: int) -> bool:
        """Whether the block with *number* is the next portion of the one before."""
        return number in self._chunks[self._chunks.of(number)].continued

    def _found(self, number: int) -> tuple[Chunk, int]:
        """The chunk in which the block begins that *number* leads to, and its place there."""
        for index in range(self._chunks.of(number), -1, -1):
            chunk = self._chunks[index]
            place = bisect_right(chunk.numbers, number) - 1
            if place >= 0:
                return chunk, place
        raise IndexError(number)
