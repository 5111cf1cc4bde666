"""Which essays may hold a phrase: for each gram, the units of text that have it.

A *unit* is a stretch of an essay, or of one of its paid regions (`reader.library.grams`). Units lie in
*segments* of up to 255, which are written once: a posting holds, for 64 grams of one segment, how
many units have each, and which, a byte a unit.

Nothing is ever changed in a segment. What it says of an essay that is gone, or was edited, stays in
it until the segment is dropped: it leads to text that is then found not to match.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reader.library.grams import BUCKETS
from reader.library.rows import rows_of

SCHEMA = (
    "CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, essays BLOB, regions TEXT)",
    "CREATE TABLE posting (id INTEGER PRIMARY KEY, units BLOB)",
)
FULL = 255
"""Units in a segment: each is told by a byte, and so is how many there are."""
_GROUP = 64
"""Grams in one posting."""
_SEGMENTS = 1 << 24
"""More than there will be. A posting's id is its group and its segment: the postings of one gram lie
side by side.
"""


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


def drafted(units: Sequence[Unit]) -> Draft:
    """The segment of up to `FULL` units. Takes a tenth of a second: no place for a transaction."""
    # Bytes that grow by one are quicker than anything that grows in place, as most stay short.
    found = [b""] * BUCKETS
    for number, unit in enumerate(units):
        one = bytes((number,))
        for gram in unit.grams:
            found[gram] += one
    counts = bytes(map(len, found))
    groups = [
        (start // _GROUP, counts[start : start + _GROUP] + data)
        for start in range(0, BUCKETS, _GROUP)
        if (data := b"".join(found[start : start + _GROUP]))
    ]
    essays = array("q", [unit.essay for unit in units]).tobytes()
    regions = {number: unit.region for number, unit in enumerate(units) if unit.region}
    return Draft(essays, json.dumps(regions), groups)


class _Segment(NamedTuple):
    """What the units of a segment are, by their numbers."""

    essays: "array[int]"
    regions: dict[int, str]
    """Of those that lie in a paid region."""


class Postings:
    """The grams of an index's texts. Whoever calls minds transactions and errors."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._segments: dict[int, _Segment] = {}

    def write(self, draft: Draft) -> None:
        """Keep a segment."""
        segment = self._connection.execute(
            "INSERT INTO segment (essays, regions) VALUES (?, ?)", (draft.essays, draft.regions)
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO posting VALUES (?, ?)",
            [(group * _SEGMENTS + (segment or 0), data) for group, data in draft.groups],
        )

    def holders(
        self, wanted: Sequence[frozenset[int]], opened: Mapping[int, Collection[str]]
    ) -> set[int]:
        """The essays that may hold a phrase, of those in segments: of each set, they have a gram.

        *opened* are the open regions of the essays that have some; of a closed region nothing
        counts. In an essay without open regions, one unit must have all.
        """
        self._recall()
        free = {n: self._numbers(segment, None) for n, segment in self._segments.items()}
        if opened:
            seen = {n: self._numbers(one, opened) for n, one in self._segments.items()}
            apart = set(opened)
        else:
            seen, apart = {}, set()
        for ways in wanted:
            units = self._units(ways)
            free = {n: both for n in free if (both := free[n] & units.get(n, _NONE))}
            if apart:
                apart &= {
                    self._segments[n].essays[number]
                    for n, numbers in seen.items()
                    for number in numbers & units.get(n, _NONE)
                }
            if not free and not apart:
                break
        for n, numbers in free.items():
            essays = self._segments[n].essays
            apart.update(essays[number] for number in numbers)
        return apart

    def sparse(self, living: Collection[int]) -> tuple[list[int], set[int]]:
        """The segments that are less than half full of *living* essays, and these."""
        self._recall()
        found: list[int] = []
        essays: set[int] = set()
        for n, segment in self._segments.items():
            alive = [essay for essay in segment.essays if essay in living]
            if len(alive) < FULL // 2:
                found.append(n)
                essays.update(alive)
        return found, essays

    def drop(self, segments: Iterable[int]) -> None:
        """Take segments out."""
        for segment in segments:
            self._segments.pop(segment, None)
            self._connection.execute("DELETE FROM segment WHERE id = ?", (segment,))
            rows = ((group * _SEGMENTS + segment,) for group in range(BUCKETS // _GROUP))
            self._connection.executemany("DELETE FROM posting WHERE id = ?", rows)

    def _numbers(self, segment: _Segment, opened: Mapping[int, Collection[str]] | None) -> set[int]:
        """The units of a segment that may be seen: of all essays, or what is open of *opened*."""
        if opened is None:
            return set(range(len(segment.essays))) - segment.regions.keys()
        return {
            number
            for number, essay in enumerate(segment.essays)
            if essay in opened
            and (number not in segment.regions or segment.regions[number] in opened[essay])
        }

    def _units(self, ways: frozenset[int]) -> dict[int, set[int]]:
        """The units that have at least one of some grams, by segment."""
        found: dict[int, set[int]] = {}
        for gram in ways:
            group, place = divmod(gram, _GROUP)
            first = group * _SEGMENTS
            rows = self._rows(
                "SELECT id, units FROM posting WHERE id >= ? AND id < ?",
                (first, first + _SEGMENTS),
            )
            for row, data in rows:
                if count := data[place]:
                    start = _GROUP + sum(data[:place])
                    found.setdefault(row - first, set()).update(data[start : start + count])
        return found

    def _recall(self) -> None:
        """Know the segments that there are now."""
        there = {row[0] for row in self._rows("SELECT id FROM segment")}
        self._segments = {n: one for n, one in self._segments.items() if n in there}
        for n in sorted(there - self._segments.keys()):
            rows = self._rows("SELECT essays, regions FROM segment WHERE id = ?", (n,))
            for data, regions in rows:
                essays = array("q", [])
                essays.frombytes(data)
                known = {int(number): region for number, region in json.loads(regions).items()}
                self._segments[n] = _Segment(essays, known)

    def _rows(self, query: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
        return rows_of(self._connection, query, values)


_NONE: set[int] = set()
