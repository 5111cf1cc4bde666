"""What was found in the library, as rows: a heading for each essay, and under it the places.

Rows are made when they are looked at, so there may be any number; results arrive while the list is in
sight. Of an essay with many places a few are shown and the others counted: the last of its rows
brings them.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from reader.library.essay import Essay
from reader.session.found import Found, Span
from reader.session.hits import Hit
from reader.text import clean
from reader.text.line import Roles
from reader.tui.listing import LazyRows, Row
from reader.wording import _

FEW = 4
"""Places of an essay that are shown at once."""
_BEFORE, _BEHIND = 14, 120
"""Code points that are shown before and behind a match."""
_BESIDE = 10
"""Code points that are shown beside a match where much stands between it and another."""
_REMEMBERED = 64
"""Essays whose texts stay at hand."""


class Place(NamedTuple):
    """What a row stands for that can be gone to."""

    essay: Essay
    span: Span
    """The first match of the place."""


class More(NamedTuple):
    """What a row stands for that brings the other places of an essay."""

    essay: Essay


class Group:
    """An essay in which something was found."""

    def __init__(self, found: Found) -> None:
        self.essay = found.essay
        self.count = len(found.hits)
        self.hits = found.hits[:FEW]
        self.is_together = found.is_together
        self.notes = tuple(note.label or note.note for note in found.notes)

    @property
    def rows(self) -> int:
        """How many rows it has: its heading, its places, and one that brings others."""
        return 1 + len(self.hits) + (self.count > len(self.hits))


class Results(LazyRows):
    """The rows of all that was found so far: first the essays that have all words together."""

    def __init__(self, look: Callable[[Essay], Found | None]) -> None:
        """*look* finds again what is in an essay: of most, nobody asks twice."""
        self.groups: list[Group] = []
        self.places = 0
        """How many there are in all."""
        self._look = look
        self._together = 0
        """How many of the groups have all words together."""
        self._starts: list[int] | None = None
        """The first row of each group, and behind the last; None after a change."""
        self._texts: dict[str, Found | None] = {}

    def add(self, found: Found) -> None:
        """One more essay."""
        group = Group(found)
        if group.is_together:
            self.groups.insert(self._together, group)
            self._together += 1
        else:
            self.groups.append(group)
        self.places += group.count
        self._starts = None
        if len(self._texts) < _REMEMBERED:
            self._texts[group.essay.id] = found

    def expand(self, essay: Essay) -> None:
        """Show all places of an essay."""
        found = self.found(essay)
        group = next((one for one in self.groups if one.essay is essay), None)
        if group is not None and found is not None:
            group.hits = found.hits
            group.count = len(group.hits)
            self._starts = None

    def index_of(self, key: object) -> int | None:
        """The row that stands for *key*, or None."""
        if not isinstance(key, Place | More):
            return None
        for number, group in enumerate(self.groups):
            if group.essay is key.essay:
                start = self._rows[number]
                for n in range(start, start + group.rows):
                    if self.key(n) == key:
                        return n
        return None

    def found(self, essay: Essay) -> Found | None:
        """All that was found in an essay."""
        if essay.id not in self._texts:
            if len(self._texts) >= _REMEMBERED:
                del self._texts[next(iter(self._texts))]
            self._texts[essay.id] = self._look(essay)
        return self._texts[essay.id]

    def __len__(self) -> int:
        return self._rows[-1]

    def row(self, index: int) -> Row:
        """A heading, a place, or what says that there are more."""
        group, place = self._at(index)
        if place == 0:
            return _heading(group)
        if place > len(group.hits):
            said = _("{count:,} more in this essay").format(count=group.count - len(group.hits))
            return Row(((f"    … {said}", ("faint",)),), (), More(group.essay))
        return self._place(group, group.hits[place - 1])

    def key(self, index: int) -> object:
        """What a row stands for, without making it."""
        group, place = self._at(index)
        if place == 0:
            return None if group.count else Place(group.essay, (0, 0))
        if place > len(group.hits):
            return More(group.essay)
        return Place(group.essay, group.hits[place - 1].spans[0])

    @property
    def _rows(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate((group.rows for group in self.groups), initial=0))
        return self._starts

    def _at(self, index: int) -> tuple[Group, int]:
        """The group that a row belongs to, and which of its rows it is."""
        starts = self._rows
        number = bisect_right(starts, index) - 1
        return self.groups[number], index - starts[number]

    def _place(self, group: Group, hit: Hit) -> Row:
        found = self.found(group.essay)
        start, end = hit.spans[0][0], hit.spans[-1][1]
        place = Place(group.essay, hit.spans[0])
        if found is None:
            return Row((("    …", ("faint",)),), (), place)
        first, behind = found.line(start)
        left, right = max(first, start - _BEFORE), max(end, min(behind, end + _BEHIND))
        runs: list[tuple[str, Roles]] = [
            ("    … " if left > first else "    ", ("faint",)),
            (_said(found, left, start), ()),
        ]
        for n, span in enumerate(hit.spans):
            if n:
                runs += _gap(found, hit.spans[n - 1][1], span[0])
            runs.append((_said(found, *span), ("hit",)))
        runs.append((_said(found, end, right), ()))
        path = found.section_path(start)
        where = f"§ {clean.line(path[-1])}" if path else ""
        return Row(tuple(runs), ((where, ("faint",)),) if where else (), place)


def _gap(found: Found, start: int, end: int) -> list[tuple[str, Roles]]:
    """What stands between two matches: of much, both ends."""
    if end - start <= 2 * _BESIDE + 4:
        return [(_said(found, start, end), ())]
    return [
        (_said(found, start, start + _BESIDE), ()),
        (" … ", ("faint",)),
        (_said(found, end - _BESIDE, end), ()),
    ]


def _said(found: Found, start: int, end: int) -> str:
    """What stands in a span, with the blanks at its ends."""
    return clean.line(f"|{found.text(start, end)}|")[1:-1]


def _heading(group: Group) -> Row:
    said: list[tuple[str, Roles]] = [(f" {clean.line(group.essay.title)}", ("strong",))]
    if group.essay.author:
        said.append((f"  {clean.line(group.essay.author)}", ("faint",)))
    said += [(f"  ⚑ {clean.line(note)}", ("flag",)) for note in group.notes if note]
    key = None if group.count else Place(group.essay, (0, 0))
    return Row(tuple(said), ((f"{group.count:,}", ("faint",)),) if group.count else (), key)
