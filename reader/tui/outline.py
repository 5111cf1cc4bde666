"""The outline's rows: the essay's sections, where one is, what was read, what is closed, what is marked."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from reader.session.reading import Reading
from reader.text import clean
from reader.text.cells import drawn
from reader.text.line import Roles
from reader.text.spans import NEAR, Spans, covers, difference
from reader.tui.listing import LazyRows, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = 3
"""Cells of the little bar that shows how much of the current section was read."""

_FEW = 50
"""Sections; more are rather painted than looked at."""


class OutlineRows(LazyRows):
    """One row a section, made when it is looked at; the first one is the essay itself.

    Made once for a reading; `follow` moves it along with the page in a time that does not depend on the essay.
    """

    def __init__(self, reading: Reading) -> None:
        self._view = reading.view
        self._marked = sorted(found.start for found in reading.marks if found.how != "lost")
        sections = self._view.sections
        self._top_level = min((section.level for section in sections), default=1)
        # Where a section's own text ends: at its first subsection, or at its end.
        self._ends = [min(section.end, after.start) for section, after in pairwise(sections)] + [
            section.end for section in sections[-1:]
        ]
        self.found: Callable[[int, int], bool] = lambda start, end: False
        """Whether something that is looked for is between two offsets."""
        self.current = 0
        """The row of the section that the reader is in."""
        self._read: Spans = ()
        self._steps = 0

    def follow(self, position: int, bottom: int, read: Spans) -> bool:
        """Show that the reader is at *position* and has *read* so much; whether that shows."""
        before = (self.current, self._steps)
        index = self._view.section_at(position)
        self.current = 0 if index is None else index + 1
        self._steps = 0
        if index is not None and bottom < self._ends[index]:
            start, end = self._view.sections[index].start, self._ends[index]
            self._steps = max(
                0, min(_STEPS, round(_STEPS * (bottom - start) / max(1, end - start)))
            )
        shows = before != (self.current, self._steps) or self._ticks_change(read)
        self._read = read
        return shows

    def _ticks_change(self, read: Spans) -> bool:
        """Whether other sections are read to their end if so much is *read*."""
        changed = difference(self._read, read)
        if changed is None:
            return False
        first = self._view.section_at(max(0, changed[0] - NEAR)) or 0
        last = self._view.section_at(min(changed[1] + NEAR, self._view.end)) or 0
        if last - first > _FEW:
            return True
        return any(
            covers(self._read, section.start, end) != covers(read, section.start, end)
            for section, end in zip(
                self._view.sections[first : last + 1], self._ends[first : last + 1], strict=True
            )
        )

    def __len__(self) -> int:
        return len(self._ends) + 1

    def row(self, index: int) -> Row:
        """The row of the essay, or of a section."""
        is_current = index == self.current
        bar: tuple[str, Roles] = (drawn("▌"), ("key",)) if is_current else (" ", ())
        if index == 0:
            title = clean.line(self._view.title)
            return Row((bar, (title, ("current",))), (), 0, is_current=is_current)
        section, end = self._view.sections[index - 1], self._ends[index - 1]
        is_closed = self._is_closed(section.start, end)
        shift = " " * (1 + 2 * max(0, section.level - self._top_level))
        role: Roles = ("faint",) if is_closed else ()
        left = (bar, (shift, ()), (clean.line(section.title), role))
        right = self._signs(index, section.start, end, is_closed=is_closed)
        return Row(left, right, section.start, is_current=is_current)

    def _is_closed(self, start: int, end: int) -> bool:
        """Whether anything from *start* to *end* is closed."""
        return self._view.hides(start, end)

    def _signs(
        self, index: int, start: int, end: int, *, is_closed: bool
    ) -> tuple[tuple[str, Roles], ...]:
        signs: list[tuple[str, Roles]] = []
        if self.found(start, end):
            signs.append(("▪", ("bar_mark",)))
        at = bisect_left(self._marked, start)
        if at < len(self._marked) and self._marked[at] < end:
            signs.append(("⚑", ("flag",)))
        if is_closed:
            signs.append(("🔒", ("lock",)))
        elif covers(self._read, start, end):
            signs.append(("✓", ("done",)))
        elif index == self.current:
            signs.append(("▮" * self._steps + "▯" * (_STEPS - self._steps), ("progress",)))
        spaced: list[tuple[str, Roles]] = []
        for n, sign in enumerate(signs):
            spaced += [(" ", ()), sign] if n else [sign]
        return tuple(spaced)
