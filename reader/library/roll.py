"""The roll: the essays of some roots in their order, each made when it is looked at.

A library of ten thousand essays is in the index as one stretch of bytes, as the last scan left it. A
start takes it as it is, and makes the few essays that are in sight.
"""

from __future__ import annotations

import json
from _collections_abc import Sequence
from pathlib import Path

from reader.library.essay import Essay, id_of, number_of
from reader.memo import cached_property
from reader.text.length import Length
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, overload

_TOGETHER = 256
"""Essays that are made together when all are looked at."""


class Packed(NamedTuple):
    """A roll as it is kept."""

    numbers: bytes
    """Of the essays' ids, eight bytes each."""
    ends: bytes
    """Where each essay's row ends in `rows`, eight bytes each."""
    rows: bytes
    """JSON arrays with a comma between each two."""


class KeptRoll(NamedTuple):
    """The essays of some roots, as they were found last."""

    version: int
    said: str
    """What tells whether `library.yaml` files say the same, as `keep_roll` was told."""
    packed: Packed | None


class Roll(Sequence[Essay]):
    """Essays in an order. Equal to any sequence of the same essays."""

    def __init__(self, essays: Iterable[Essay] = (), packed: Packed | None = None) -> None:
        """A roll of *essays*, or one that was *packed*; if both are given, they are the same."""
        self._packed = packed
        self._made: list[Essay | None] = list(essays)
        self._is_made = packed is None or bool(self._made)
        if packed is not None:
            self._numbers = _array(packed.numbers)
            self._ends = _array(packed.ends)
            self._rows: Sequence[int] = range(len(self._numbers))
            self._made = self._made or [None] * len(self._numbers)

    def packed(self) -> Packed:
        """The same to be kept."""
        numbers, ends = _array(), _array()
        rows: list[bytes] = []
        end = -1
        for essay in self:
            row = json.dumps(_plain(essay)).encode()
            end += len(row) + 1
            numbers.append(number_of(essay.id))
            ends.append(end)
            rows.append(row)
        return Packed(numbers.tobytes(), ends.tobytes(), b",".join(rows))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the essays, in order."""
        if self._packed is None:
            return tuple(essay.id for essay in self)
        return tuple(map(id_of, self._numbers))

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each essay stands, by the number of its id; of two that share one, the first."""
        numbers: Sequence[int]
        numbers = self._numbers if self._packed else [number_of(essay.id) for essay in self]
        return dict(zip(reversed(numbers), range(len(numbers) - 1, -1, -1), strict=True))

    @cached_property
    def _by_id(self) -> dict[str, int]:
        """The same by ids, for essays that are there already: sooner than their numbers are."""
        return {self[n].id: n for n in range(len(self) - 1, -1, -1)}

    def place_of(self, essay_id: str) -> int | None:
        """Where the essay with an id stands, or None."""
        if self._packed is None:
            return self._by_id.get(essay_id)
        place = self.places.get(number_of(essay_id))
        return place if place is not None and self[place].id == essay_id else None

    def find(self, essay_id: str) -> Essay | None:
        """The essay with an id, or None."""
        place = self.place_of(essay_id)
        return None if place is None else self[place]

    def with_essays(self, others: Mapping[int, Essay]) -> Roll:
        """The same roll with *others* in some places."""
        if not others:
            return self
        made = Roll((), self._packed)
        made._made, made._is_made = list(self._made), self._is_made
        for place, essay in others.items():
            made._made[place] = essay
        if self._packed:
            made._numbers = _array(self._numbers.tobytes())
            for place, essay in others.items():
                made._numbers[place] = number_of(essay.id)
        return made

    def without(self, ids: Iterable[str]) -> Roll:
        """The roll of the essays that have other *ids*."""
        gone = {place for one in ids if (place := self.place_of(one)) is not None}
        if not gone:
            return self
        left = [place for place in range(len(self)) if place not in gone]
        if self._is_made:
            return Roll(self[place] for place in left)
        rest = Roll((), self._packed)
        rest._made = [self._made[place] for place in left]
        rest._numbers = _array()
        rest._numbers.extend(self._numbers[place] for place in left)
        rest._rows = [self._rows[place] for place in left]
        return rest

    def __len__(self) -> int:
        return len(self._made)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Essay: ...
        @overload
        def __getitem__(self, index: slice) -> list[Essay]: ...

    def __getitem__(self, index: int | slice) -> Essay | list[Essay]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        essay = self._made[index]
        if essay is None:
            place = range(len(self))[index]
            essay = self._made[place] = _essay(json.loads(self._row(place)))
        return essay

    def __iter__(self) -> Iterator[Essay]:
        for start in range(0, len(self), _TOGETHER):
            self._make(start, start + _TOGETHER)
            yield from filter(None, self._made[start : start + _TOGETHER])
        self._is_made = True

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Roll) and self._packed is not None and self._packed == other._packed:
            return self._numbers == other._numbers and self._rows == other._rows
        if not isinstance(other, Sequence):
            return NotImplemented
        return self is other or (len(self) == len(other) and list(self) == list(other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Roll({list(self)!r})"

    def _make(self, first: int, behind: int) -> None:
        """Make the essays in some places."""
        if not self._is_made:
            places = range(len(self))[first:behind]
            plain = json.loads(b"[" + b",".join(map(self._row, places)) + b"]")
            for place, row in zip(places, plain, strict=True):
                if self._made[place] is None:
                    self._made[place] = _essay(row)

    def _row(self, place: int) -> bytes:
        """What was packed of the essay in a place."""
        if self._packed is None:
            raise IndexError(place)
        row = self._rows[place]
        start = self._ends[row - 1] + 1 if row else 0
        return self._packed.rows[start : self._ends[row]]


def rolled(essays: Iterable[Essay]) -> Roll:
    """*essays* as a roll: themselves if they are one."""
    return essays if isinstance(essays, Roll) else Roll(essays)


def place_in(entries: Sequence[object], essay_id: str) -> int | None:
    """Where among *entries*, which need not all be essays, the essay with an id stands, or None."""
    if isinstance(entries, Roll):
        return entries.place_of(essay_id)
    essays = ((n, one) for n, one in enumerate(entries) if isinstance(one, Essay))
    return next((n for n, essay in essays if essay.id == essay_id), None)


def _plain(essay: Essay) -> list[Any]:
    values = [getattr(essay, name) for name in Essay.__match_args__]
    values[_PATH] = str(essay.path)
    return values


def _essay(row: list[Any]) -> Essay:
    row[_PATH] = Path(row[_PATH])
    for place in _TUPLES:
        row[place] = tuple(row[place])
    row[_LENGTH] = Length(*row[_LENGTH])
    return Essay(*row)


_PATH = Essay.__match_args__.index("path")
_LENGTH = Essay.__match_args__.index("length")
_TUPLES = tuple(map(Essay.__match_args__.index, ("tags", "regions")))


def _array(data: bytes = b"") -> array[int]:
    # Imports `collections`, and a roll of the few essays of a file has none.
    from array import array

    found = array("q")
    found.frombytes(data)
    return found
