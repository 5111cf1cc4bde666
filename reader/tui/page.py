"""The page: one widget that shows the lines of a layout from a spot on.

Its position is an offset. A row is only how the offset looks at this measure; so a resize, another measure or a turned
region never loses the place. It scrolls by spots and never numbers rows: the thumb of its scroll bar stands where the
offset is. `render_lines` looks up and paints.
"""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.text.layout import Layout, Spot
from reader.text.line import Line, Roles, Run
from reader.text.placard import PlacardWords
from reader.text.typography import Typography, is_east_asian
from reader.text.view import View
from reader.tui.ink import Paint

_MARGIN = 2
"""Cells left of the text, for marks."""
_OVERLAP = 2
"""Rows that a page keeps of the last one."""
_WHEEL = 3
"""Rows that a step of the wheel scrolls."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the text stands in the widget."""

    left: int
    """Cells left of the text, the margin for marks included."""
    measure: int
    hang: int
    width: int
    """Of the text's part: the scroll bar is right of it."""
    has_bar: bool


def geometry(width: int, typography: Typography, language: str) -> Geometry:
    """The text in the middle of *width* cells at the reader's measure, or at what there is room for."""
    has_bar = width > 8
    inner = max(1, width - (1 if has_bar else 0))
    margin = _MARGIN if inner >= 16 else 0
    hang = typography.hang if inner >= 24 else 0
    measure = max(1, min(typography.measure, inner - margin - max(hang, margin)))
    if is_east_asian(language) and measure > 2:
        measure -= measure % 2
    return Geometry(max(margin, (inner - measure) // 2), measure, hang, inner, has_bar)


class Page(Widget, can_focus=True):
    """The page of the essay that is open."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Another part of the essay is in sight."""

    class PlacardClicked(Message):
        """A placard was clicked."""

        def __init__(self, region: str) -> None:
            super().__init__()
            self.region = region

    class LinkClicked(Message):
        """A link or a note's mark was clicked."""

        def __init__(self, target: str, is_note: bool) -> None:
            super().__init__()
            self.target = target
            self.is_note = is_note

    def __init__(self, paint: Paint, words: PlacardWords, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.paint = paint
        self.words = words
        self.layout_: Layout | None = None
        self.typography = Typography()
        self.position = 0
        """The offset that the page begins with."""
        self.lead = 0
        """Rows of air above it that the page begins with too."""
        self.selection: tuple[int, int] | None = None
        """The span that the mouse selected."""
        self.margin_of: Callable[[Line], tuple[str, Roles] | None] = lambda line: None
        """What stands in the margin beside a line."""
        self._view: View | None = None
        self._top = Spot(0, 0)
        self._window: list[Line] = []
        self._geometry = geometry(1, self.typography, "zh")
        self._strips: dict[int, tuple[Line, Strip]] = {}
        self._pressed: int | None = None

    # What is shown.

    @property
    def view(self) -> View | None:
        """The essay that is shown, through its open regions."""
        return self._view

    def show(self, view: View, position: int, lead: int = 0) -> None:
        """Show an essay from *position* on, with *lead* rows of air above it."""
        self._view = view
        self.selection = None
        self.position, self.lead = position, lead
        self._reset()

    def look_through(self, view: View) -> None:
        """Show the same essay through other open regions; the place is kept."""
        self._view = view
        self.selection = None
        self._reset()

    def set_typography(self, typography: Typography) -> None:
        """Set the essay in another way; the place is kept."""
        if typography != self.typography:
            self.typography = typography
            self._reset()

    def set_paint(self, paint: Paint) -> None:
        """Paint in other colours."""
        self.paint = paint
        self.repaint()

    def repaint(self) -> None:
        """Paint all lines again: what stands in the margin, or how lines look, has changed."""
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Set the essay for the new size; the place is kept."""
        self._reset()

    @property
    def rows(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height)

    @property
    def window(self) -> list[Line]:
        """The lines in sight."""
        return self._window

    @property
    def bottom(self) -> int:
        """The end of the last line in sight; the essay's end when it is in sight."""
        if not self._window or self._view is None:
            return 0
        if self.is_at_end:
            return self._view.end
        return max(line.end for line in self._window)

    @property
    def is_at_end(self) -> bool:
        """Whether the last row is in sight."""
        if self.layout_ is None:
            return True
        return self.layout_.distance(self._top, self.layout_.last, self.rows) < self.rows

    def _reset(self) -> None:
        """Lay out anew and find the place again."""
        self._strips.clear()
        if self._view is None or not self.size.width:
            return
        shape = geometry(self.size.width, self.typography, self._view.language)
        chosen = self.typography.at(shape.measure).hanging(shape.hang)
        layout = self.layout_
        if layout is None or layout.view is not self._view or layout.typography != chosen:
            self.layout_ = Layout(self._view, chosen, self.words)
        self._geometry = shape
        self._place()

    def _place(self) -> None:
        """Put the row of the position on top, or as near to it as the end of the essay allows."""
        layout = self.layout_
        if layout is None:
            return
        spot = layout.locate(self.position)
        for _row in range(self.lead):
            above = layout.move(spot, -1)
            if not layout.line(above).is_air:
                break
            spot = above
        first = layout.first
        if layout.distance(first, spot, self.rows) <= _first_text(layout, first):
            spot = first
        self._show_from(spot)

    def _show_from(self, spot: Spot) -> None:
        layout = self.layout_
        if layout is None:
            return
        window = layout.window(spot, self.rows)
        if len(window) < self.rows:
            spot = layout.bottom(self.rows)
            window = layout.window(spot, self.rows)
        self._top, self._window = spot, window
        self.refresh()
        self.post_message(self.Moved())

    # Moving.

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows, as far as there is text."""
        layout = self.layout_
        if layout is None:
            return
        spot = layout.move(self._top, rows)
        before = self._top
        self._show_from(spot)
        if self._top != before:
            self._note_position()

    def _note_position(self) -> None:
        """The reader has moved: what is on top now is the place."""
        self.position = self._window[0].start if self._window else 0
        self.lead = next((n for n, line in enumerate(self._window) if not line.is_air), 0)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by pages, keeping two lines of the last one."""
        self.scroll_rows(pages * max(1, self.rows - _OVERLAP))

    def scroll_halves(self, halves: int) -> None:
        """Scroll by half pages."""
        self.scroll_rows(halves * max(1, self.rows // 2))

    def go(self, offset: int) -> None:
        """Begin the page with the row that shows *offset*."""
        self.position, self.lead = offset, 0
        self._place()

    def go_end(self) -> None:
        """Show the end of the essay."""
        layout = self.layout_
        if layout is not None:
            self._show_from(layout.bottom(self.rows))
            self._note_position()

    def is_in_sight(self, offset: int) -> bool:
        """Whether the line that shows *offset* is in sight."""
        return any(line.start <= offset < max(line.end, line.start + 1) for line in self._window)

    def top_line(self) -> Line | None:
        """The first line in sight that is not air."""
        return next((line for line in self._window if not line.is_air), None)

    # Painting.

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible lines."""
        shape = self._geometry
        if shape.width + (1 if shape.has_bar else 0) != self.size.width:
            # Painted before the first Resize arrived: there is nothing to show yet.
            return [self.paint.row([], crop.width, ("body",))] * crop.height
        strips = []
        thumb = self._thumb() if shape.has_bar else None
        for y in range(crop.y, crop.bottom):
            strip = self._strip(self._window[y]) if y < len(self._window) else self._blank()
            if thumb is not None:
                strip = Strip.join([strip, self._bar(thumb[0] <= y < thumb[1])])
            strips.append(strip)
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _strip(self, line: Line) -> Strip:
        known = self._strips.get(id(line))
        if known is not None:
            return known[1]
        if len(self._strips) > 1_000:
            self._strips.clear()
        strip = self._painted(line)
        # The line is kept with its strip: while it is, its id belongs to no other line.
        self._strips[id(line)] = (line, strip)
        return strip

    def _painted(self, line: Line) -> Strip:
        shape = self._geometry
        parts: list[tuple[str, Roles]] = []
        margin = self.margin_of(line) if shape.left >= _MARGIN and not line.is_air else None
        if margin is not None:
            parts.append((" " * (shape.left - _MARGIN), ("body",)))
            parts.append((f"{margin[0]} ", margin[1]))
        elif shape.left:
            parts.append((" " * shape.left, ("body",)))
        for run in line.runs:
            parts += self._selected(run)
        return self.paint.row(parts, shape.width, ("body",))

    def _selected(self, run: Run) -> list[tuple[str, Roles]]:
        if self.selection is None or run.start is None:
            return [(run.text, run.roles)]
        start, end = self.selection
        a = min(max(0, start - run.start), len(run.text))
        b = min(max(0, end - run.start), len(run.text))
        if a >= b:
            return [(run.text, run.roles)]
        parts = (
            (run.text[:a], run.roles),
            (run.text[a:b], (*run.roles, "selection")),
            (run.text[b:], run.roles),
        )
        return [part for part in parts if part[0]]

    def _blank(self) -> Strip:
        return self.paint.row([], self._geometry.width, ("body",))

    def _bar(self, is_thumb: bool) -> Strip:
        text, role = ("▐", "thumb") if is_thumb else (" ", "track")
        return self.paint.row([(text, (role,))], 1, ("body",))

    def _thumb(self) -> tuple[int, int]:
        """The rows of the scroll bar's thumb: where the part in sight is in the essay."""
        rows = self.rows
        total = self._view.end if self._view else 0
        if not self._window or not total:
            return 0, 0
        start, end = self._window[0].start, self.bottom
        if start <= 0 and end >= total:
            return 0, 0
        size = max(1, round(rows * (end - start) / total))
        if end >= total:
            return rows - size, rows
        return (at := min(rows - size, rows * start // total)), at + size

    # The mouse.

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll_rows(-_WHEEL)

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of what is painted at a cell of the widget, or None below the text."""
        if not 0 <= y < len(self._window):
            return None
        return self._window[y].offset_at(x - self._geometry.left)

    def run_at(self, x: int, y: int) -> Run | None:
        """The run that is painted at a cell of the widget."""
        if not 0 <= y < len(self._window):
            return None
        column = x - self._geometry.left
        for start, end, run in self._window[y].columns():
            if start <= column < end:
                return run
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        if event.button == 1:
            self._pressed = self.offset_at(event.x, event.y)
            self.capture_mouse()
            if self.selection is not None:
                self.selection = None
                self.repaint()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse; at the edges the page scrolls on."""
        if self._pressed is None or event.button != 1:
            return
        if event.y < 0:
            self.scroll_rows(-1)
        elif event.y >= self.rows:
            self.scroll_rows(1)
        at = self.offset_at(event.x, max(0, min(event.y, len(self._window) - 1)))
        if at is None:
            return
        start, end = sorted((self._pressed, at))
        selection = (start, end + 1) if start != end else None
        if selection != self.selection:
            self.selection = selection
            self.repaint()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection, or act on what was clicked."""
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.selection is not None:
            return
        run = self.run_at(event.x, event.y)
        line = self._window[event.y] if 0 <= event.y < len(self._window) else None
        if line is not None and line.region:
            self.post_message(self.PlacardClicked(line.region))
        elif run is not None and run.target:
            self.post_message(self.LinkClicked(run.target, "note_mark" in run.roles))

    def selected_text(self) -> str:
        """The selected part of the essay as it stands in the essay; nothing of a closed region."""
        if self.selection is None or self._view is None:
            return ""
        return self._view.text(*self.selection)


def _first_text(layout: Layout, first: Spot) -> int:
    """How many rows of air the essay begins with."""
    rows = 0
    for line in layout.window(first, 4):
        if not line.is_air:
            break
        rows += 1
    return rows
