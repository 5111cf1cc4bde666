"""The outline's rows: the essay's sections, where one is, what was read, what is closed, what is marked."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

from reader.session.reading import Reading
from reader.text import clean
from reader.text.line import Roles
from reader.tui.rows import Row

_STEPS = 3
"""Cells of the little bar that shows how much of the current section was read."""


class OutlineRows(Sequence[Row]):
    """One row a section, made when it is looked at; the first one is the essay itself."""

    def __init__(self, reading: Reading, position: int, bottom: int, furthest: int) -> None:
        self._reading = reading
        self._view = reading.view
        self._bottom = bottom
        self._furthest = max(furthest, bottom)
        self._marked = sorted(found.start for found in reading.marks if found.how != "lost")
        current = self._view.section_at(position)
        self.current = 0 if current is None else current + 1
        self._top_level = min((s.level for s in self._view.sections), default=1)

    def __len__(self) -> int:
        return len(self._view.sections) + 1

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if index < 0 or index >= len(self):
            raise IndexError(index)
        is_current = index == self.current
        bar: tuple[str, Roles] = ("▌", ("key",)) if is_current else (" ", ())
        if index == 0:
            title = clean.line(self._view.title)
            return Row((bar, (title, ("current",))), (), 0, is_current=is_current)
        section = self._view.sections[index - 1]
        shift = " " * (1 + 2 * max(0, section.level - self._top_level))
        own_end = self._own_end(index - 1)
        role: Roles = ("faint",) if self._is_closed(section.start, own_end) else ()
        left = (bar, (shift, ()), (clean.line(section.title), role))
        right = self._signs(section.start, own_end, is_current=is_current)
        return Row(left, right, section.start, is_current=is_current)

    def _own_end(self, section: int) -> int:
        """Where the section's own text ends: at its first subsection, or at its end."""
        sections = self._view.sections
        if section + 1 < len(sections):
            return min(sections[section].end, sections[section + 1].start)
        return sections[section].end

    def _is_closed(self, start: int, end: int) -> bool:
        region = self._view.closed_region_at(start)
        return region is not None or any(r.start < end and r.end > start for r in self._view.closed)

    def _signs(self, start: int, end: int, *, is_current: bool) -> tuple[tuple[str, Roles], ...]:
        signs: list[tuple[str, Roles]] = []
        at = bisect_left(self._marked, start)
        if at < len(self._marked) and self._marked[at] < end:
            signs.append(("⚑", ("flag",)))
        if self._is_closed(start, end):
            signs.append(("🔒", ("lock",)))
        elif is_current and self._bottom < end:
            steps = round(_STEPS * (self._bottom - start) / max(1, end - start))
            steps = max(0, min(_STEPS, steps))
            signs.append(("▮" * steps + "▯" * (_STEPS - steps), ("progress",)))
        elif self._furthest >= end:
            signs.append(("✓", ("done",)))
        spaced: list[tuple[str, Roles]] = []
        for n, sign in enumerate(signs):
            spaced += [(" ", ()), sign] if n else [sign]
        return tuple(spaced)
