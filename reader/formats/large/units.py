"""The units of a large text as a sequence, made where one looks.

What recognises headings and parts collections goes over all units many times; to it they are a
sequence like any other, of which a few chunks at a time are in memory. Not for several threads.
"""

from __future__ import annotations

from _collections_abc import Sequence
from bisect import bisect_right

from reader.formats.large.table import Table, units_in
from reader.formats.plaintext.lines import Line
from reader.formats.plaintext.looks import is_listing
from reader.formats.plaintext.numbering import numbering
from reader.formats.plaintext.units import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import overload

    from reader.formats.large.manner import Bytes

_KEPT = 4
_LONG = 100
"""Code points; what is longer is neither a title nor a heading."""
_FILLER = "的"
_SPECIAL = frozenset("=*＊~#＝－-★☆●○◆◇■□▲△▶►※【《第cCeE")
"""What lines begin with that recognition looks at however long they are."""
_MOST_OTHERS = 50_000
"""Units that are kept in memory as they are: each takes about half a kilobyte."""


class LargeUnits(Sequence[Unit]):
    """All units of a source."""

    def __init__(
        self, source: Bytes, table: Table, looked: Callable[[], None] = lambda: None
    ) -> None:
        """*looked* is called whenever a chunk was read."""
        self.table = table
        self._source = source
        self._looked = looked
        self._chunks: dict[int, list[Unit]] = {}
        self._first, self._end = 0, 0
        self._here: list[Unit] = []
        """The chunk that was looked into last, and which units it holds."""

    def __len__(self) -> int:
        return self.table.units[-1]

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Unit: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Unit]: ...

    def __getitem__(self, index: int | slice) -> Unit | Sequence[Unit]:
        if isinstance(index, slice):
            start, end, _step = index.indices(len(self))
            return _Part(self, start, max(start, end))
        if not self._first <= index < self._end:
            if index < 0 or index >= len(self):
                raise IndexError(index)
            self._go(self.chunk_of(index))
        return self._here[index - self._first]

    def __iter__(self) -> Iterator[Unit]:
        for chunk in range(len(self.table)):
            yield from self.in_chunk(chunk)

    def chunk_of(self, index: int) -> int:
        """The chunk that holds a unit."""
        return bisect_right(self.table.units, index) - 1

    def in_chunk(self, chunk: int) -> list[Unit]:
        """The units of a chunk."""
        found = self._chunks.get(chunk)
        if found is None:
            found = self._chunks[chunk] = units_in(self._source, self.table, chunk)
            if len(self._chunks) > _KEPT:
                del self._chunks[next(iter(self._chunks))]
            self._looked()
        return found

    def _go(self, chunk: int) -> None:
        self._here = self.in_chunk(chunk)
        self._first, self._end = self.table.units[chunk], self.table.units[chunk + 1]


class SketchedUnits(LargeUnits):
    """The same units, for who recognises structure: of ordinary long paragraphs only a likeness.

    What begins with no number, is no code and too long for a title is the same to recognition, whatever
    it says. Such paragraphs become a few units that stand for all of them, and chunks of these stay in
    memory: a tenth of what the text would take, and they need not be read again at each pass.
    """

    def __init__(
        self, source: Bytes, table: Table, looked: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(source, table, looked)
        self._likenesses: dict[tuple[str, int, int, int], Unit] = {}
        self._stay: dict[int, list[Unit]] = {}
        self._others = 0
        """Units in `_stay` that are what they are."""

    def in_chunk(self, chunk: int) -> list[Unit]:
        """The units of a chunk."""
        found = self._stay.get(chunk)
        if found is not None:
            return found
        if chunk in self._chunks:
            return self._chunks[chunk]
        units = units_in(self._source, self.table, chunk)
        sketch = [self._likeness(unit) for unit in units]
        others = sum(one is unit for one, unit in zip(sketch, units, strict=True))
        if self._others + others <= _MOST_OTHERS:
            self._stay[chunk] = sketch
            self._others += others
        else:
            self._chunks[chunk] = sketch
            if len(self._chunks) > _KEPT:
                del self._chunks[next(iter(self._chunks))]
        self._looked()
        return sketch

    def _likeness(self, unit: Unit) -> Unit:
        text = unit.text
        if unit.size <= _LONG or unit.is_rule or text[0] in _SPECIAL or not unit.is_single:
            return unit
        if numbering(text) is not None or is_listing(unit):
            return unit
        line = unit.lines[0]
        key = text[-1], min(unit.size, 3 * _LONG), unit.blanks, line.indent
        found = self._likenesses.get(key)
        if found is None:
            said = _FILLER * _LONG + text[-1]
            like = Line(said, 0, line.indent, line.blanks)
            found = self._likenesses[key] = unit._replace(
                lines=(like,), text=said, last=said, size=key[1]
            )
        return found


class _Part(Sequence[Unit]):
    """Some of the units, counted from where they begin."""

    def __init__(self, units: LargeUnits, start: int, end: int) -> None:
        self._units = units
        self._start = start
        self._size = end - start

    def __len__(self) -> int:
        return self._size

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Unit: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Unit]: ...

    def __getitem__(self, index: int | slice) -> Unit | Sequence[Unit]:
        if isinstance(index, slice):
            start, end, _step = index.indices(self._size)
            return _Part(self._units, self._start + start, self._start + max(start, end))
        index = index + self._size if index < 0 else index
        if not 0 <= index < self._size:
            raise IndexError(index)
        return self._units[self._start + index]

    def __iter__(self) -> Iterator[Unit]:
        units, at, end = self._units, self._start, self._start + self._size
        while at < end:
            chunk = units.chunk_of(at)
            first, stop = units.table.units[chunk], units.table.units[chunk + 1]
            yield from units.in_chunk(chunk)[at - first : end - first]
            at = stop
