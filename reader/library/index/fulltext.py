"""An essay's text as the index keeps it: what may be seen with all regions closed, and where.

It is a document again when it is needed: the text, the kinds and spans of its blocks, its sections
and regions. Offsets are those of the real document, because what a closed region hides is replaced
by as many zeros: nothing of it is in the index but its grams (`reader.library.index.grams`), by region. To
look into an open region one reads the source.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.library.essay import number_of
from reader.library.index.grams import grams, packed, units
from reader.library.index.postings import Unit
from reader.memo import cached_property
from reader.text.document import Block, Document, Kind, Region, Section
from reader.text.view import View

LARGEST = 4_000_000
"""Code points of a text that is kept; what is larger is read from its source whenever it is needed."""
_KINDS = list(Kind)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_PIECE = 1 << 14
"""Code points of a piece of a text: nobody waits long while one is made and encoded."""
_AROUND = 2
"""Code points around a region that its grams reach over."""


class Body(NamedTuple):
    """What the index keeps of an essay's text."""

    essay: int
    source: Path
    pieces: tuple[bytes, ...]
    """The text in UTF-8, as long as it is in pieces of some thousand characters; none of one that is too large."""
    shape: str
    """Blocks, sections and regions, as JSON."""
    paid: tuple[tuple[str, bytes], ...]
    """The grams of each region's units, by the region's id."""

    @property
    def text(self) -> bytes:
        """The text in UTF-8."""
        return b"".join(self.pieces)


def body_of(
    essay: str, source: Path, document: Document, looked: Callable[[], None] = lambda: None
) -> Body:
    """What is kept of the document of an essay, by the essay's id. *looked* is called behind each piece."""
    number = number_of(essay)
    end = len(document.text)
    if end > LARGEST:
        return Body(number, source, (), "", ())
    view = View(document)
    pieces: list[bytes] = []
    blocks: list[str] = []
    waiting = iter(document.blocks)
    for start in range(0, end, _PIECE):
        stop = min(start + _PIECE, end)
        text = document.text[start:stop]
        for first, last in view.hidden(start, stop):
            text = text[: first - start] + "\0" * (last - first) + text[last - start :]
        pieces.append(text.encode("utf-8", "surrogatepass"))
        # With the text, not behind it: of a long one each chunk is made once.
        for block in waiting:
            blocks.append(f"[{_NUMBERS[block.kind]},{block.start},{block.end},{block.level}]")
            if block.end >= stop:
                break
        looked()
    blocks += [f"[{_NUMBERS[b.kind]},{b.start},{b.end},{b.level}]" for b in waiting]
    outline = json.dumps([(s.level, s.title, s.start, s.end, s.parent) for s in view.sections])
    regions = json.dumps([(r.id, r.start, r.end) for r in document.regions])
    shape = f'{{"blocks": [{",".join(blocks)}], "sections": {outline}, "regions": {regions}}}'
    return Body(number, source, tuple(pieces), shape, tuple(_paid(document)))


def units_of(essay: int, data: bytes) -> Iterator[Unit]:
    """The units of a kept text, as far as they may always be seen."""
    text = data.decode("utf-8", "surrogatepass")
    for start, end in units(len(text)):
        # Side by side: a set's numbers lie wherever they were made, and a processor would wait for each.
        yield Unit(essay, "", array("I", grams(text[start:end])))


def _paid(document: Document) -> Iterator[tuple[str, bytes]]:
    for region in document.regions:
        first = max(0, region.start - _AROUND)
        text = document.text[first : region.end + _AROUND]
        for start, end in units(len(text)):
            yield region.id, packed(grams(text[start:end]))


class Kept:
    """An essay's text out of the index."""

    def __init__(self, title: str, data: bytes, shape: str) -> None:
        self.text = data.decode("utf-8", "surrogatepass")
        self._title = title
        self._json = shape

    @cached_property
    def _shape(self) -> dict[str, list[list[Any]]]:
        shape: dict[str, list[list[Any]]] = json.loads(self._json)
        return shape

    def section_from(self, offset: int) -> tuple[tuple[str, ...], int]:
        """The titles of the sections around *offset*, outermost first, and where the next section begins."""
        sections = self._shape["sections"]
        starts = [start for _level, _title, start, _end, _parent in sections]
        behind = bisect_right(starts, offset)
        titles: list[str] = []
        index: int | None = behind - 1 if behind else None
        while index is not None:
            titles.append(sections[index][1])
            index = sections[index][4]
        return tuple(reversed(titles)), starts[behind] if behind < len(starts) else len(self.text)

    def view(self) -> View:
        """The essay with all its regions closed."""
        plain = self._shape
        return View(
            Document(
                title=self._title,
                text=self.text,
                blocks=tuple(
                    Block(_KINDS[kind], start, end, level)
                    for kind, start, end, level in plain["blocks"]
                ),
                sections=tuple(Section(*fields) for fields in plain["sections"]),
                regions=tuple(Region(*fields) for fields in plain["regions"]),
            )
        )
