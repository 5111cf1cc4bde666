"""Which essays may hold a phrase: for each gram, the units of text that have it.

A *unit* is a stretch of an essay, or of one of its paid regions (`reader.library.index.grams`). Units lie in
*segments*, which are written once: a posting holds, for 64 grams of one segment, how many units have
each, and which. In a segment of up to 255 units these are a byte each; small units lie by the
thousands in one, and take two bytes each, so that few postings need to be looked at.

Nothing is ever changed in a segment. What it says of an essay that is gone, or was edited, stays in
it until the segment is dropped: it leads to text that is then found not to match. The units of an
essay lie in one segment, or in neighbours; so a library can be asked part by part.

Where segments are kept is the matter of a `Store`.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol

from reader.library.index.grams import BUCKETS

FULL = 255
"""Units in a segment whose units are told by a byte each."""
MOST = 4096
"""Units in one of small units."""
_SMALL = 512
"""Grams of a small unit, on an average: with fewer, two bytes for each take less than more postings do."""
GROUP = 64
"""Grams in one posting."""
_TOGETHER = 1 << 16
"""Units that are asked first, before there are any results: an ordinary library has no more."""


class Unit(NamedTuple):
    """A stretch of text."""

    essay: int
    """The essay's id as a number."""
    region: str
    """The id of the paid region that it is in; empty for what may always be seen."""
    grams: Collection[int]


class Draft(NamedTuple):
    """A segment that is not kept yet."""

    essays: bytes
    regions: str
    groups: list[tuple[int, bytes]]
    """The postings that have something, by their groups."""


class Gathering:
    """Units of which segments will be made, essay by essay."""

    def __init__(self) -> None:
        self._units: list[Unit] = []
        self._grams = 0

    def take(self, units: Sequence[Unit]) -> bool:
        """Take all units of an essay, if there is room for them; there always is for the first."""
        count = len(self._units) + len(units)
        grams = self._grams + sum(len(unit.grams) for unit in units)
        if self._units and not (count <= FULL or (count <= MOST and grams < _SMALL * count)):
            return False
        self._units += units
        self._grams = grams
        return True

    def drafts(self) -> list[Draft]:
        """The segments. Takes tenths of a second: no place for a transaction."""
        size = MOST if self._grams < _SMALL * len(self._units) else FULL
        starts = range(0, len(self._units), size)
        return [drafted(self._units[start : start + size]) for start in starts]


def drafted(units: Sequence[Unit]) -> Draft:
    """The segment of up to `MOST` units."""
    groups = list(_narrow(units) if len(units) <= FULL else _wide(units))
    essays = array("q", [unit.essay for unit in units]).tobytes()
    regions = {number: unit.region for number, unit in enumerate(units) if unit.region}
    return Draft(essays, json.dumps(regions), groups)


def _narrow(units: Sequence[Unit]) -> Iterator[tuple[int, bytes]]:
    # Bytes that grow by one are quicker than anything that grows in place, as most stay short.
    found = [b""] * BUCKETS
    for number, unit in enumerate(units):
        one = bytes((number,))
        for gram in unit.grams:
            found[gram] += one
    counts = bytes(map(len, found))
    for start in range(0, BUCKETS, GROUP):
        if data := b"".join(found[start : start + GROUP]):
            yield start // GROUP, counts[start : start + GROUP] + data


def _wide(units: Sequence[Unit]) -> Iterator[tuple[int, bytes]]:
    # Not lists: so many of these would be gone through again and again for garbage.
    found = [array("H") for _ in range(BUCKETS)]
    for number, unit in enumerate(units):
        for gram in unit.grams:
            found[gram].append(number)
    for start in range(0, BUCKETS, GROUP):
        each = found[start : start + GROUP]
        if data := b"".join(each):
            yield start // GROUP, array("H", map(len, each)).tobytes() + data


class _Segment(NamedTuple):
    """What the units of a segment are, by their numbers."""

    essays: "array[int]"
    regions: dict[int, str]
    """Of those that lie in a paid region."""


class Store(Protocol):
    """Where segments are kept, by their ids, which grow. Whoever calls minds transactions and errors."""

    at_once: int
    """Sets of grams whose postings are asked for together, before all others: 1 if each way is short."""

    def segments(self) -> list[int]:
        """The segments that there are now, in order."""

    def ends(self, segments: Sequence[int]) -> Iterable[Sequence[Any]]:
        """Of each: its id, how many bytes its essays are, the first eight of these, and the last."""

    def said(self, segments: Sequence[int]) -> Iterable[Sequence[Any]]:
        """Of each: its id, its essays, its regions (`Draft`)."""

    def postings(
        self, groups: Sequence[int], segments: Sequence[int]
    ) -> Iterable[tuple[int, int, bytes]]:
        """The postings of groups of grams: group, segment, and bytes. Those of more segments may come."""

    def put(self, draft: Draft) -> None:
        """Keep a segment."""

    def drop(self, segments: Sequence[int]) -> None:
        """Take segments out."""


class Postings:
    """The grams of an index's texts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._segments: dict[int, _Segment] = {}
        self._ends: dict[int, tuple[int, int, int]] = {}
        """Of each segment: its units, its first essay, its last."""

    def write(self, draft: Draft) -> None:
        """Keep a segment."""
        self._store.put(draft)

    def parts(self) -> list[tuple[int, ...]]:
        """The segments, in parts that hold their essays wholly; each but the first as large as all before."""
        there = self._store.segments()
        self._ends = {n: self._ends[n] for n in there if n in self._ends}
        for n, size, first, last in self._store.ends([n for n in there if n not in self._ends]):
            self._ends[n] = size // 8, _number(first), _number(last)
        found: list[tuple[int, ...]] = []
        part: list[int] = []
        units, room = 0, _TOGETHER
        for n in there:
            more, first, _last = self._ends[n]
            if part and units + more > room and self._ends[part[-1]][2] != first:
                found.append(tuple(part))
                part, room = [], room if len(found) == 1 else 2 * room
                units = 0
            part.append(n)
            units += more
        return [*found, tuple(part)] if part else found

    def holders(
        self,
        wanted: Sequence[frozenset[int]],
        opened: Mapping[int, Collection[str]],
        segments: Sequence[int] | None = None,
    ) -> set[int]:
        """The essays that may hold a phrase, of those in *segments* (or in all): of each set, they have
        a gram; of no set, all.

        *opened* are the open regions of the essays that have some; of a closed region nothing
        counts. In an essay without open regions, one unit must have all.
        """
        segments = self._recall(segments)
        if not wanted:
            return set(chain.from_iterable(self._segments[n].essays for n in segments))
        seen: dict[int, set[int]] = {}
        if opened:
            among = [n for n in segments if not opened.keys().isdisjoint(self._segments[n].essays)]
            seen = {n: _open_units(self._segments[n], opened) for n in among}
        apart = {self._segments[n].essays[number] for n in seen for number in seen[n]}
        free: dict[int, set[int]] | None = None
        for some in self._portions(wanted):
            asked = segments if free is None else sorted(free.keys() | seen.keys())
            postings = self._postings(some, asked)
            for ways in some:
                units = self._units(ways, postings)
                if free is None:
                    free = {n: units[n] - self._segments[n].regions.keys() for n in units}
                else:
                    free = {n: both for n in free if (both := free[n] & units.get(n, _NONE))}
                apart &= {
                    self._segments[n].essays[number]
                    for n, numbers in seen.items()
                    for number in numbers & units.get(n, _NONE)
                }
                if not apart:
                    seen = {}
                if not free and not apart:
                    return apart
        for n, numbers in (free or {}).items():
            apart.update(map(self._segments[n].essays.__getitem__, numbers))
        return apart

    def sparse(self, living: Collection[int]) -> tuple[list[int], set[int]]:
        """The segments that are less than half full of *living* essays, and these."""
        found: list[int] = []
        essays: set[int] = set()
        for n in self._recall(None):
            segment = self._segments[n]
            alive = [essay for essay in segment.essays if essay in living]
            if len(alive) < max(FULL, len(segment.essays)) // 2:
                found.append(n)
                essays.update(alive)
        return found, essays

    def drop(self, segments: Sequence[int]) -> None:
        """Take segments out."""
        for segment in segments:
            self._segments.pop(segment, None)
        self._store.drop(segments)

    def _portions(self, wanted: Sequence[frozenset[int]]) -> list[Sequence[frozenset[int]]]:
        """Sets of grams by what is looked up at once; after each, fewer segments are left."""
        first = self._store.at_once
        if first > 1:
            return [some for some in (wanted[:first], wanted[first:]) if some]
        return [[ways] for ways in wanted]

    def _postings(
        self, wanted: Iterable[frozenset[int]], segments: Sequence[int]
    ) -> dict[int, list[tuple[int, bytes]]]:
        """By group, the segments and bytes of what is needed for some grams."""
        groups = sorted({gram // GROUP for ways in wanted for gram in ways})
        found: dict[int, list[tuple[int, bytes]]] = {group: [] for group in groups}
        for group, n, data in self._store.postings(groups, segments):
            if n in self._segments:
                found[group].append((n, data))
        return found

    def _units(
        self, ways: frozenset[int], postings: Mapping[int, Sequence[tuple[int, bytes]]]
    ) -> dict[int, set[int]]:
        """The units that have at least one of some grams, by segment."""
        found: dict[int, set[int]] = {}
        for gram in ways:
            group, place = divmod(gram, GROUP)
            for n, data in postings[group]:
                is_narrow = len(self._segments[n].essays) <= FULL
                numbers = data if is_narrow else memoryview(data).cast("H")
                if count := numbers[place]:
                    start = GROUP + sum(numbers[:place])
                    found.setdefault(n, set()).update(numbers[start : start + count])
        return found

    def _recall(self, segments: Sequence[int] | None) -> Sequence[int]:
        """Know the segments, or all that there are now; gives those that are there."""
        if segments is None:
            segments = self._store.segments()
            there = set(segments)
            self._segments = {n: one for n, one in self._segments.items() if n in there}
        for n, data, regions in self._store.said([n for n in segments if n not in self._segments]):
            essays = array("q", [])
            essays.frombytes(data)
            known = {int(number): region for number, region in json.loads(regions).items()}
            self._segments[n] = _Segment(essays, known)
        return [n for n in segments if n in self._segments]


_NONE: set[int] = set()


def _open_units(segment: _Segment, opened: Mapping[int, Collection[str]]) -> set[int]:
    """The units of *opened* essays, as far as they may be seen."""
    return {
        number
        for number, essay in enumerate(segment.essays)
        if essay in opened
        and (number not in segment.regions or segment.regions[number] in opened[essay])
    }


def _number(data: bytes) -> int:
    return int(memoryview(data).cast("q")[0])
