"""A list of rows: essays, sections, bookmarks, commands, keys. One widget for all of them.

It holds any number of rows and paints only those in sight. Each row has runs at its left, which give way, and runs at
its right, which stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.text import clean
from reader.text.cells import fit, width
from reader.text.line import Roles
from reader.tui.ink import Paint


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    left: tuple[tuple[str, Roles], ...]
    right: tuple[tuple[str, Roles], ...] = ()
    key: object = None
    """What the row stands for; None: a row that cannot be chosen."""
    detail: tuple[tuple[str, Roles], ...] = ()
    """The second line, where rows have two."""
    is_current: bool = False
    """Whether it is what the page shows; painted strong whether the cursor is here or not."""


def plain(text: str, *roles: str) -> tuple[tuple[str, Roles], ...]:
    """A row's runs of one look, made harmless."""
    return ((clean.line(text), roles),)


class Rows(Widget, can_focus=True):
    """Rows that can be walked through and chosen from."""

    ALLOW_SELECT = False
    ROLE: str = "pane"
    """The role of the ground."""

    class Chosen(Message):
        """A row was chosen, by Enter or by the mouse."""

        def __init__(self, rows: "Rows", key: object) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

    class Highlighted(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: "Rows", key: object) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

    def __init__(
        self, paint: Paint, *, id: str | None = None, has_edge: bool = False, row_height: int = 1
    ) -> None:
        super().__init__(id=id)
        self.paint = paint
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self.top = 0
        self.heading: tuple[tuple[tuple[str, Roles], ...], tuple[tuple[str, Roles], ...]] | None = (
            None
        )
        """What stands above the rows, left and right; None: nothing."""
        self._has_edge = has_edge
        self._row_height = row_height

    # What is shown.

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show these rows, with the cursor on the nearest one that can be chosen."""
        self.rows = rows
        self.cursor = self._choosable(self.cursor if cursor is None else cursor, 1)
        self._scroll_to_cursor()
        self.refresh()

    @property
    def chosen(self) -> object:
        """What the row under the cursor stands for, or None."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else None

    @property
    def visible_rows(self) -> int:
        """How many rows there is room for."""
        return max(1, (self.size.height - (1 if self.heading else 0)) // self._row_height)

    def index_of(self, key: object) -> int | None:
        """The row that stands for *key*, or None."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), None)

    # Walking.

    def walk(self, rows: int) -> None:
        """Move the cursor; it stays in the list."""
        self.go(self.cursor + rows, 1 if rows > 0 else -1)

    def go(self, index: int, step: int = 1) -> None:
        """Put the cursor on a row, or on the next one in the direction of *step* that can be chosen."""
        cursor = self._choosable(index, step)
        if cursor != self.cursor:
            self.cursor = cursor
            self._scroll_to_cursor()
            self.refresh()
            self.post_message(self.Highlighted(self, self.chosen))

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self.chosen is not None:
            self.post_message(self.Chosen(self, self.chosen))

    def _choosable(self, index: int, step: int) -> int:
        last = len(self.rows) - 1
        start = max(0, min(index, last))
        for direction in (step, -step):
            n = start
            while 0 <= n <= last:
                if self.rows[n].key is not None:
                    return n
                n += direction
        return start

    def _scroll_to_cursor(self) -> None:
        height = self.visible_rows
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        self.top = max(0, min(self.top, len(self.rows) - height))
        if 0 < self.top <= self.cursor < height and self._choosable(0, 1) == self.cursor:
            # What stands above the first row that can be chosen is its heading.
            self.top = 0

    # Painting.

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of the visible part."""
        strips = [self._strip(y) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _strip(self, y: int) -> Strip:
        ground: Roles = (self.ROLE,)
        inner = max(0, self.size.width - (1 if self._has_edge else 0))
        if self.heading and y == 0:
            strip = self._row(self.heading[0], self.heading[1], inner, ground)
        else:
            index, line = self._row_at(y)
            if 0 <= index < len(self.rows):
                row = self.rows[index]
                roles = ground
                if index == self.cursor and row.key is not None:
                    roles = (*ground, "cursor" if self.has_focus else "cursor_away")
                elif row.is_current:
                    roles = (*ground, "current")
                if line:
                    strip = self._row(row.detail, (), inner, roles)
                else:
                    strip = self._row(row.left, row.right, inner, roles)
            else:
                strip = self.paint.row([], inner, ground)
        if self._has_edge and self.size.width:
            edge = self.paint.row([("│", ("edge",))], 1, ground)
            return Strip.join([strip, edge])
        return strip

    def _row(
        self,
        left: tuple[tuple[str, Roles], ...],
        right: tuple[tuple[str, Roles], ...],
        cells: int,
        ground: Roles,
    ) -> Strip:
        """A row: the left runs give way to the right ones, the look of the ground lies under both."""
        tail = [(text, ground + roles) for text, roles in right]
        wide = sum(width(text) for text, _ in tail)
        if wide > cells // 2:
            tail, wide = [], 0
        room = max(0, cells - wide - (1 if wide else 0))
        parts: list[tuple[str, Roles]] = []
        for text, roles in left:
            if room <= 0:
                break
            if width(text) > room:
                text = fit(text, room)
            parts.append((text, ground + roles))
            room -= width(text)
        if room > 0:
            parts.append((" " * room, ground))
        if tail:
            parts += [*tail, (" ", ground)]
        return self.paint.row(parts, cells, ground)

    def _row_at(self, y: int) -> tuple[int, int]:
        """The row that is painted at a line of the widget, and which of its lines it is."""
        row, line = divmod(y - (1 if self.heading else 0), self._row_height)
        return self.top + row, line

    # The mouse.

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._scroll_to_cursor()

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        index, _ = self._row_at(event.y)
        if 0 <= index < len(self.rows) and self.rows[index].key is not None:
            event.stop()
            self.go(index)
            self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(-3)

    def _scroll(self, rows: int) -> None:
        top = max(0, min(self.top + rows, len(self.rows) - self.visible_rows))
        if top != self.top:
            self.top = top
            self.refresh()

    def on_focus(self) -> None:
        """The cursor looks another way where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks another way where keys go."""
        self.refresh()
