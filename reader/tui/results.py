"""What was found in the library, as rows: a heading for each essay, and under it the places.

Rows are made when they are looked at, so there may be any number; results arrive while the list is in
sight. Of an essay with many places a few are shown and the others counted: the last of its rows
brings them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple, overload

from reader.library.essay import Essay
from reader.session.finding import Found, Span
from reader.text import clean
from reader.text.line import Roles
from reader.tui.listing import Row
from reader.wording import _

FEW = 4
"""Places of an essay that are shown at once."""
_BEFORE, _BEHIND = 14, 120
"""Code points that are shown before and behind a match."""
_REMEMBERED = 64
"""Essays whose texts stay at hand."""


class Place(NamedTuple):
    """What a row stands for that can be gone to."""

    essay: Essay
    span: Span


class More(NamedTuple):
    """What a row stands for that brings the other places of an essay."""

    number: int
    """Of the essay, in the results."""


class Group:
    """An essay in which something was found."""

    def __init__(self, found: Found) -> None:
        self.essay = found.essay
        self.count = len(found.spans)
        self.spans = found.spans[:FEW]
        self.notes = tuple(note.label or note.note for note in found.notes)

    @property
    def rows(self) -> int:
        """How many rows it has: its heading, its places, and one that brings others."""
        return 1 + len(self.spans) + (self.count > len(self.spans))


class Results(Sequence[Row]):
    """The rows of all that was found so far."""

    def __init__(self, look: Callable[[Essay], Found | None]) -> None:
        """*look* finds again what is in an essay: of most, nobody asks twice."""
        self.groups: list[Group] = []
        self.places = 0
        """How many there are in all."""
        self._look = look
        self._starts = [0]
        self._texts: dict[str, Found | None] = {}

    def add(self, found: Found) -> None:
        """One more essay."""
        group = Group(found)
        self.groups.append(group)
        self.places += group.count
        self._starts.append(self._starts[-1] + group.rows)
        if len(self.groups) <= _REMEMBERED:
            self._texts[group.essay.id] = found

    def expand(self, number: int) -> None:
        """Show all places of an essay."""
        group = self.groups[number]
        found = self.found(group.essay)
        before = group.rows
        group.spans = found.spans if found else group.spans
        group.count = len(group.spans)
        for n in range(number + 1, len(self._starts)):
            self._starts[n] += group.rows - before

    def found(self, essay: Essay) -> Found | None:
        """All that was found in an essay."""
        if essay.id not in self._texts:
            if len(self._texts) >= _REMEMBERED:
                del self._texts[next(iter(self._texts))]
            self._texts[essay.id] = self._look(essay)
        return self._texts[essay.id]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = bisect_right(self._starts, index) - 1
        return self._row(number, index - self._starts[number])

    def _row(self, number: int, place: int) -> Row:
        group = self.groups[number]
        if place == 0:
            return _heading(group)
        if place > len(group.spans):
            said = _("{count:,} more in this essay").format(count=group.count - len(group.spans))
            return Row(((f"    … {said}", ("faint",)),), (), More(number))
        return self._place(group, group.spans[place - 1])

    def _place(self, group: Group, span: Span) -> Row:
        found = self.found(group.essay)
        if found is None:
            return Row((("    …", ("faint",)),), (), Place(group.essay, span))
        start, end = span
        first, behind = found.line(start)
        left, right = max(first, start - _BEFORE), max(end, min(behind, end + _BEHIND))
        runs: tuple[tuple[str, Roles], ...] = (
            ("    … " if left > first else "    ", ("faint",)),
            (clean.line(f"|{found.text(left, start)}|")[1:-1], ()),
            (clean.line(f"|{found.text(start, end)}|")[1:-1], ("hit",)),
            (clean.line(f"|{found.text(end, right)}|")[1:-1], ()),
        )
        path = found.section_path(start)
        where = f"§ {clean.line(path[-1])}" if path else ""
        return Row(runs, ((where, ("faint",)),) if where else (), Place(group.essay, span))


def _heading(group: Group) -> Row:
    said: list[tuple[str, Roles]] = [(f" {clean.line(group.essay.title)}", ("strong",))]
    if group.essay.author:
        said.append((f"  {clean.line(group.essay.author)}", ("faint",)))
    said += [(f"  ⚑ {clean.line(note)}", ("flag",)) for note in group.notes if note]
    key = None if group.count else Place(group.essay, (0, 0))
    return Row(tuple(said), ((f"{group.count:,}", ("faint",)),) if group.count else (), key)
