"""Blocks short enough to be set at once.

The layout sets a block as a whole. A source without line ends can be one paragraph of a megabyte,
for which that takes seconds; so such a block is cut into portions, each behind a sentence or a line
and each set by itself. All that shows of it is a short line now and then.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.regex import regex
from reader.text.clusters import next_boundary
from reader.text.document import Block, Document, Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

LONGEST = 20_000
"""Code points of a block that is not cut: it is set in a few hundredths of a second."""
PORTION = 5_000
"""Code points of a portion, about."""

_CUT = (Kind.PARAGRAPH, Kind.VERSE, Kind.NOTE, Kind.CODE)
_BY_LINES = (Kind.VERSE, Kind.CODE)
_SENTENCE = regex(r"[\s\S]*[。！？.!?…]['\"”’』」）)\]】》]*\s*")
_WORD = regex(r"[\s\S]*\s")


if TYPE_CHECKING:

    class Numbered(Protocol):
        """The blocks that a page is made of, by number, in the order of the text.

        A block may have several numbers; the first is its own, and the others show nothing.
        """

        def __len__(self) -> int: ...

        def __getitem__(self, number: int, /) -> Block: ...

        def start(self, number: int) -> int:
            """Where the block with *number* begins, or the first one behind it; behind all, the end."""

        def at(self, offset: int) -> int:
            """The number of the block that *offset* is in."""

        def own(self, number: int) -> int:
            """The number of the block that *number* leads to."""

        def goes_on(self, number: int) -> bool:
            """Whether the block with *number* is the next portion of the one before."""


class Portions:
    """A document's blocks, the giant ones in portions."""

    def __init__(
        self, blocks: Sequence[Block], end: int, continued: frozenset[int] = frozenset()
    ) -> None:
        """*end* is that of the text. A portion is a block like the one it was cut from, marks too;
        in *continued* is where those begin that go on the one before.
        """
        self.blocks = blocks
        self.continued = continued
        self._starts = [block.start for block in blocks]
        self._end = end

    def __len__(self) -> int:
        return len(self.blocks)

    def __getitem__(self, number: int) -> Block:
        return self.blocks[number]

    def start(self, number: int) -> int:
        """Where the block with *number* begins; behind the last one, the end."""
        return self._starts[number] if number < len(self._starts) else self._end

    def at(self, offset: int) -> int:
        """The number of the block that *offset* is in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def own(self, number: int) -> int:
        """*number*: each block has one."""
        return number

    def goes_on(self, number: int) -> bool:
        """Whether the block with *number* is the next portion of the one before."""
        return self.start(number) in self.continued


def numbered(document: Document, *, is_divided: bool = True) -> Numbered:
    """The blocks as the page counts them: giant ones in portions, unless not *is_divided*."""
    if document.parts is not None:
        return document.parts.blocks
    if is_divided:
        return portions(document.blocks, document.text)
    return Portions(document.blocks, len(document.text))


def portions(blocks: Sequence[Block], text: str) -> Portions:
    """*blocks* of *text*, those longer than `LONGEST` in portions; tables stay whole."""
    if all(block.end - block.start <= LONGEST or block.kind not in _CUT for block in blocks):
        return Portions(blocks, len(text))
    found: list[Block] = []
    continued: set[int] = set()
    for block in blocks:
        if block.end - block.start <= LONGEST or block.kind not in _CUT:
            found.append(block)
            continue
        for start, end in _cut(block, text):
            found.append(block._replace(start=start, end=end))
            if start > block.start:
                continued.add(start)
    return Portions(found, len(text), frozenset(continued))


def _cut(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """The spans of *block*'s portions; a line end that parts two of them is in neither."""
    at = block.start
    while block.end - at > 2 * PORTION:
        if block.kind in _BY_LINES:
            end = text.rfind("\n", at + PORTION // 2, at + PORTION)
            if end >= 0:
                yield at, end
                at = end + 1
                continue
        end = portion_end(text, at)
        yield at, end
        at = end
    yield at, block.end


def portion_end(text: str, at: int) -> int:
    """Where a portion of a paragraph that begins at *at*, with two portions and more to come, ends.

    Only what stands in these two is looked at.
    """
    near, far = at + PORTION // 2, at + PORTION
    found = _SENTENCE.match(text, near, far) or _WORD.match(text, near, far)
    return found.end() if found else next_boundary(text, far)
