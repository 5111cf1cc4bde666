"""The widget of a list of rows."""

from collections.abc import Iterable, Sequence
from typing import Self

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.text.line import Roles
from reader.tui.ink import Paint
from reader.tui.listing import Listing, Row, Runs

_KEPT_STRIPS = 500


class _Uncut(Strip):
    """A strip of a pane that lies over others: all of it stands where it begins.

    Textual cuts what is on top also at the edges of what lies below, and a character of two cells that stands on such
    an edge comes out as two blanks. When `Strip.divide` leaves it whole, this may go.
    """

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The whole, and nothing for the other pieces."""
        return [self if n == 0 else Strip([], 0) for n, _cut in enumerate(cuts)]


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

    class Resized(Message):
        """The list has another size."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, paint: Paint, listing: Listing, *, id: str | None = None) -> None:
        self._painted: dict[int, Strip] = {}
        """The strips by row, until something changes: Textual asks for them at every frame of any widget."""
        self._painted_for = (0, False)
        self._strips: dict[tuple[Runs, Roles], Strip] = {}
        """Strips by what they show: mostly one row changes."""
        self._strips_for: tuple[int, Paint] = 0, paint
        super().__init__(id=id)
        self.paint = paint
        self.listing = listing

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint anew."""
        self._painted.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def renew(self) -> None:
        """Paint anew what looks different now: mostly a row or two."""
        cells = self.size.width
        is_same = self._painted_for == (cells, self.has_focus) and self._strips_for[1] is self.paint
        if not (is_same and self._painted):
            self.refresh()
            return
        before = self._painted
        self._painted = {y: self._strip(y, cells) for y in before}
        # A strip that shows the same is the same one.
        changed = [y for y, strip in self._painted.items() if strip is not before[y]]
        if changed:
            super().refresh(*(Region(0, y, cells, 1) for y in changed))

    def set_anew(self) -> None:
        """Paint all rows anew: the same characters are as wide as they were no more."""
        self._strips.clear()
        self.refresh()

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show these rows."""
        self.listing.show(rows, cursor)
        self.refresh()

    def walk(self, rows: int) -> None:
        """Move the cursor; it stays in the list."""
        self.go(self.listing.cursor + rows, 1 if rows > 0 else -1)

    def go(self, index: int, step: int = 1) -> None:
        """Put the cursor on a row, or on the next one towards *step* that can be chosen."""
        if self.listing.go(index, step):
            self.refresh()

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self.listing.chosen is not None:
            self.post_message(self.Chosen(self, self.listing.chosen))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of the visible part."""
        cells, focus = self.size.width, self.has_focus
        if self._painted_for != (cells, focus):
            self._painted.clear()
            self._painted_for = cells, focus
        if self._strips_for != (cells, self.paint) or len(self._strips) > _KEPT_STRIPS:
            self._strips.clear()
            self._strips_for = cells, self.paint
        strips = []
        for y in range(crop.y, crop.bottom):
            strip = self._painted.get(y)
            if strip is None:
                strip = self._painted[y] = self._strip(y, cells)
            strips.append(strip)
        if crop.x or crop.width != cells:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        if self.layer == "above":
            return [_Uncut(strip, strip.cell_length) for strip in strips]
        return strips

    def _strip(self, y: int, cells: int) -> Strip:
        parts, fill = self.listing.line(y, cells, self.ROLE, has_focus=self.has_focus)
        shown = tuple(parts), fill
        strip = self._strips.get(shown)
        if strip is None:
            strip = self._strips[shown] = self.paint.row(parts, cells, fill)
        return strip

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        top = self.listing.top
        self.listing.height = self.size.height
        self.listing.keep_cursor_in_sight()
        if self.listing.top != top:
            self.refresh()
        self.post_message(self.Resized(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        index, _line = self.listing.row_at(event.y)
        if 0 <= index < len(self.listing.rows) and self.listing.rows[index].key is not None:
            event.stop()
            self.go(index)
            self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        if self.listing.scroll(3):
            self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        if self.listing.scroll(-3):
            self.refresh()

    def on_focus(self) -> None:
        """The cursor looks another way where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks another way where keys go."""
        self.refresh()
