"""A list of rows without a screen: what is shown of it, where its cursor is, what each line looks like.

Essays, sections, bookmarks, commands and keys are all such lists. A listing holds any number of rows and looks only at
those in sight. `reader.tui.rows` makes a widget of it; the first frame is painted from it before there are widgets.
"""

from __future__ import annotations

from _collections_abc import Sequence

from reader.text.cells import drawn, fit, width
from reader.text.line import Roles
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload

Parts = list[tuple[str, Roles]]
"""A stretch of a row after the other, with its roles."""
Runs = tuple[tuple[str, Roles], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. The runs at its left give way, those at its right stay."""

    left: Runs
    right: Runs = ()
    key: object = None
    """What the row stands for; None: a row that cannot be chosen."""
    detail: Runs = ()
    """The second line, where rows have two."""
    is_current: bool = False
    """Whether it is what the page shows; painted strong whether the cursor is here or not."""


class LazyRows(Sequence[Row]):
    """Rows of which each is made when it is looked at."""

    def row(self, index: int) -> Row:
        """The row with this index, which is there: from 0 to below the length."""
        raise NotImplementedError

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Row: ...
        @overload
        def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self.row(n) for n in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.row(index)


class Listing:
    """Rows, a cursor, and the part that is in sight."""

    def __init__(self, *, has_edge: bool = False, row_height: int = 1) -> None:
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self.top = 0
        """The first row in sight."""
        self.height = 1
        """Lines that there is room for."""
        self.heading: tuple[Runs, Runs] | None = None
        """What stands above the rows, left and right; None: nothing."""
        self._has_edge = has_edge
        self.row_height = row_height
        """Lines of a row."""

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Hold these rows, with the cursor on the nearest one that can be chosen."""
        self.rows = rows
        self.cursor = self._choosable(self.cursor if cursor is None else cursor, 1)
        self.keep_cursor_in_sight()

    @property
    def chosen(self) -> object:
        """What the row under the cursor stands for, or None."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else None

    @property
    def visible_rows(self) -> int:
        """How many rows there is room for."""
        return max(1, (self.height - (1 if self.heading else 0)) // self.row_height)

    def go(self, index: int, step: int = 1) -> bool:
        """Put the cursor on a row, or on the next one towards *step* that can be chosen; whether it moved."""
        cursor = self._choosable(index, step)
        if cursor == self.cursor:
            return False
        self.cursor = cursor
        self.keep_cursor_in_sight()
        return True

    def scroll(self, rows: int) -> bool:
        """Show other rows and leave the cursor where it is; whether anything changed."""
        top = max(0, min(self.top + rows, len(self.rows) - self.visible_rows))
        if top == self.top:
            return False
        self.top = top
        return True

    def keep_cursor_in_sight(self) -> None:
        """Scroll as little as is needed to show the cursor's row."""
        height = self.visible_rows
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        self.top = max(0, min(self.top, len(self.rows) - height))
        if 0 < self.top <= self.cursor < height and self._choosable(0, 1) == self.cursor:
            # What stands above the first row that can be chosen is its heading.
            self.top = 0

    def row_at(self, y: int) -> tuple[int, int]:
        """The row that a line shows, and which of its lines it is. The row may be past the last."""
        row, line = divmod(y - (1 if self.heading else 0), self.row_height)
        return self.top + row, line

    def line(self, y: int, cells: int, ground: str, *, has_focus: bool) -> tuple[Parts, Roles]:
        """What line *y* looks like, *cells* wide, and the roles of what is right of it."""
        inner = max(0, cells - (1 if self._has_edge else 0))
        parts, fill = self._line(y, inner, (ground,), has_focus=has_focus)
        if self._has_edge and cells:
            parts.append((drawn("│"), (ground, "edge")))
        return parts, fill

    def _line(self, y: int, cells: int, ground: Roles, *, has_focus: bool) -> tuple[Parts, Roles]:
        if self.heading and y == 0:
            return _spread(*self.heading, cells, ground), ground
        index, line = self.row_at(y)
        if not 0 <= index < len(self.rows):
            return [(" " * cells, ground)], ground
        row = self.rows[index]
        if index == self.cursor and row.key is not None:
            ground = (*ground, "cursor" if has_focus else "cursor_away")
        elif row.is_current:
            ground = (*ground, "current")
        if line:
            return _spread(row.detail, (), cells, ground), ground
        return _spread(row.left, row.right, cells, ground), ground

    def _choosable(self, index: int, step: int) -> int:
        last = len(self.rows) - 1
        start = max(0, min(index, last))
        for direction in (step, -step):
            n = start
            while 0 <= n <= last:
                if self.rows[n].key is not None:
                    return n
                n += 1 if direction > 0 else -1
        return start


def giving_way(runs: Runs, cells: int) -> Runs:
    """As many of the last of *runs* as there is room for in *cells*."""
    wide = 0
    for n in range(len(runs) - 1, -1, -1):
        wide += width(runs[n][0])
        if wide > cells:
            return runs[n + 1 :]
    return runs


def _spread(left: Runs, right: Runs, cells: int, ground: Roles) -> Parts:
    """A row's parts, *cells* in all: the left runs give way to the right ones; the look of the ground lies under both.

    The right ones have half of the room at most, or what the left ones leave.
    """
    least = cells - 2 - sum(width(text) for text, _ in left)
    tail = [(text, ground + roles) for text, roles in giving_way(right, max(cells // 2, least))]
    wide = sum(width(text) for text, _ in tail)
    room = max(0, cells - wide - (2 if wide else 0))
    parts: Parts = []
    for text, roles in left:
        if room <= 0:
            break
        shown = fit(text, room) if width(text) > room else text
        parts.append((shown, ground + roles))
        room -= width(shown)
    if tail:
        return [*parts, (" " * (room + 1), ground), *tail, (" ", ground)]
    return [*parts, (" " * room, ground)]


def bar_parts(left: Parts, right: Parts, fill: str, cells: int) -> Parts:
    """A bar of *cells*: the right part stays, the left one gives way, *fill* is between them."""
    tail = sum(width(text) for text, _ in right)
    if tail > cells:
        right, tail = [], 0
    room = max(0, cells - tail)
    parts: Parts = []
    for text, roles in left:
        if room <= 0:
            break
        shown = fit(text, room) if width(text) > room else text
        parts.append((shown, roles))
        room -= width(shown)
    return [*parts, (drawn(fill) * room, ("chrome", "frame")), *right]
