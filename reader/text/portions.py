"""Blocks short enough to be set at once.

The layout sets a block as a whole. A source without line ends can be one paragraph of a megabyte,
for which that takes seconds; so such a block is cut into portions, each behind a sentence or a line
and each set by itself. All that shows of it is a short line now and then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.text.clusters import next_boundary
from reader.text.document import Block, Kind

LONGEST = 20_000
"""Code points of a block that is not cut: it is set in a few hundredths of a second."""
PORTION = 5_000
"""Code points of a portion, about."""

_CUT = (Kind.PARAGRAPH, Kind.VERSE, Kind.NOTE, Kind.CODE)
_BY_LINES = (Kind.VERSE, Kind.CODE)
_SENTENCE = re.compile(r"[\s\S]*[。！？.!?…]['\"”’』」）)\]】》]*\s*")
_WORD = re.compile(r"[\s\S]*\s")


@dataclass(frozen=True, slots=True)
class Portions:
    """A document's blocks, the giant ones in portions."""

    blocks: tuple[Block, ...]
    """In the order of the text. A portion is a block like the one it was cut from, marks too."""
    continued: frozenset[int]
    """The offsets where a portion begins that goes on the one before."""


def portions(blocks: tuple[Block, ...], text: str) -> Portions:
    """*blocks* of *text*, those longer than `LONGEST` in portions; tables stay whole."""
    if all(block.end - block.start <= LONGEST or block.kind not in _CUT for block in blocks):
        return Portions(blocks, frozenset())
    found: list[Block] = []
    continued: set[int] = set()
    for block in blocks:
        if block.end - block.start <= LONGEST or block.kind not in _CUT:
            found.append(block)
            continue
        for start, end in _cut(block, text):
            found.append(replace(block, start=start, end=end))
            if start > block.start:
                continued.add(start)
    return Portions(tuple(found), frozenset(continued))


def _cut(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """The spans of *block*'s portions; a line end that parts two of them is in neither."""
    at = block.start
    while block.end - at > 2 * PORTION:
        near, far = at + PORTION // 2, at + PORTION
        if block.kind in _BY_LINES:
            end = text.rfind("\n", near, far)
            if end >= 0:
                yield at, end
                at = end + 1
                continue
        found = _SENTENCE.match(text, near, far) or _WORD.match(text, near, far)
        end = found.end() if found else next_boundary(text, far)
        yield at, end
        at = end
    yield at, block.end
