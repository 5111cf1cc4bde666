"""The widget of the page. `render_lines` looks up and paints; what is in sight, the leaf knows."""

from collections.abc import Callable

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.errors import SourceError
from reader.text.line import Line, Roles
from reader.text.selection import CHARACTER, SENTENCE, WORD, Selection, moved_to, selected
from reader.text.typography import Typography
from reader.text.view import View
from reader.tui.grip import Grip, grip
from reader.tui.ink import Paint
from reader.tui.leaf import Leaf

_WHEEL = 3
"""Rows that a step of the wheel scrolls."""
_KEPT_STRIPS = 1_000


class Page(Widget, can_focus=True):
    """The page of the essay that is open."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Another part of the essay is in sight."""

    class Selected(Message):
        """Another passage is selected, or none."""

    class PlacardClicked(Message):
        """A placard was clicked."""

        def __init__(self, region: str) -> None:
            super().__init__()
            self.region = region

    class Dragged(Message):
        """The thumb of the scroll bar is being dragged away from a place."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class DraggedBeyond(Message):
        """The thumb was let go at a percentage of the essay that is not read yet."""

        def __init__(self, percent: int) -> None:
            super().__init__()
            self.percent = percent

    class Unreadable(Message):
        """The essay's text cannot be read any more."""

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said

    class FigureClicked(Message):
        """An image's place was clicked."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class LinkClicked(Message):
        """A link or a note's mark was clicked."""

        def __init__(self, target: str, is_note: bool) -> None:
            super().__init__()
            self.target = target
            self.is_note = is_note

    def __init__(self, paint: Paint, leaf: Leaf, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.paint = paint
        self.leaf = leaf
        self._strips: dict[int, tuple[Line, Strip]] = {}
        self._joined: dict[tuple[object, ...], tuple[list[Line | None], Strip]] = {}
        """Rows of these strips, with their lines: while those are kept, their ids belong to no others."""
        self._blank = Strip([])
        self._pressed: Selection | None = None
        """The character that the mouse was pressed on, as a selection."""
        self._grip: Grip | None = None
        """The hand on the scroll bar's thumb, while there is one."""
        self._dragged_to: int | None = None
        """The row that the thumb was dragged to last, until the page goes there."""

    # What is shown.

    def show(self, view: View, position: int, lead: int = 0) -> None:
        """Show an essay from *position* on, with *lead* rows of air above it."""
        self._grip = None
        self._changing(lambda: self.leaf.show(view, position, lead))

    def look_through(self, view: View) -> None:
        """Show the same essay through other open regions; the place is kept."""
        self._changing(lambda: self.leaf.look_through(view))

    def set_typography(self, typography: Typography) -> None:
        """Set the essay in another way; the place is kept."""
        self.leaf.typography = typography
        self._changing(self.leaf.set)

    def set_anew(self) -> None:
        """Set the essay again; the place is kept."""
        self.leaf.layout = None
        self._changing(self.leaf.set)

    def set_paint(self, paint: Paint) -> None:
        """Paint in other colours."""
        self.paint = paint
        self.repaint()

    def repaint(self) -> None:
        """Paint all lines again: what stands in the margin, or how lines look, has changed."""
        self._strips.clear()
        self._joined.clear()
        self._blank = self.paint.row([], self.leaf.geometry.column, ("body",))
        self.refresh()

    @property
    def has_size(self) -> bool:
        """Whether the essay is set for the size that the page has, if it is in sight at all."""
        return self.leaf.size == self.size or not self.size

    def on_resize(self) -> None:
        """Set the essay for the new size; the place is kept."""
        if self.leaf.size != self.size:
            self.leaf.size = self.size
            self._trying(lambda: self._changing(self.leaf.set))

    def _trying(self, change: Callable[[], None]) -> None:
        """Do what needs more of the essay's text; if it cannot be read any more, say so."""
        try:
            change()
        except SourceError as error:
            self.post_message(self.Unreadable(str(error)))

    def _changing(self, change: Callable[[], object]) -> None:
        """Do what gives other lines than before."""
        change()
        self.repaint()
        self.post_message(self.Moved())

    # Moving.

    def _moving(self, has_moved: bool) -> None:
        if has_moved:
            self.refresh()
            self.post_message(self.Moved())

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows, as far as there is text."""
        self._moving(self.leaf.scroll_rows(rows))

    def scroll_pages(self, pages: int) -> None:
        """Scroll by pages, keeping two lines of the last one."""
        self._moving(self.leaf.scroll_pages(pages))

    def scroll_halves(self, halves: int) -> None:
        """Scroll by half pages."""
        self._moving(self.leaf.scroll_halves(halves))

    def go(self, offset: int) -> None:
        """Begin the page with the row that shows *offset*."""
        # The line that is gone to is marked where the page cannot begin with it: paint all of them.
        self._changing(lambda: self.leaf.go(offset))

    def bring(self, offset: int) -> None:
        """Have the row of *offset* in sight, and paint all lines: others are marked now."""
        self._changing(lambda: self.leaf.bring(offset))

    def return_to(self, position: int, lead: int) -> None:
        """Begin the page as it began before."""
        self._changing(lambda: self.leaf.return_to(position, lead))

    def go_percent(self, percent: int) -> None:
        """End the page at a percentage of the text."""
        self.leaf.go_percent(percent)
        self._moving(True)

    def go_end(self) -> None:
        """Show the end of the essay."""
        self.leaf.go_end()
        self._moving(True)

    def show_foot(self, foot: View) -> bool:
        """Show how the essay ends, as its last part tells; whether that can be."""
        if not self.leaf.show_foot(foot):
            return False
        self.repaint()
        return True

    # Painting.

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible lines."""
        leaf = self.leaf
        shape = leaf.geometry
        if shape.width + (1 if shape.has_bar else 0) != self.size.width:
            # Painted before the first Resize arrived: there is nothing to show yet.
            return [self.paint.row([], crop.width, ("body",))] * crop.height
        strips = []
        bar = leaf.bar()
        for y in range(crop.y, crop.bottom):
            lines = [leaf.line_at(y, column) for column in range(shape.columns)]
            strips.append(self._row(lines, bar[y] if bar else None))
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _row(self, lines: list[Line | None], bar: tuple[str, Roles] | None) -> Strip:
        """The lines of a row side by side, and its cell of the scroll bar.

        Kept as one strip: making and joining strips is most of what a frame takes.
        """
        key = (*map(id, lines), bar)
        known = self._joined.get(key)
        if known is not None:
            return known[1]
        if len(self._joined) > _KEPT_STRIPS:
            self._joined.clear()
        parts = [self._blank if line is None else self._strip(line) for line in lines]
        shape = self.leaf.geometry
        rest = shape.width - shape.columns * shape.column
        if rest:
            parts.append(self.paint.row([], rest, ("body",)))
        if bar is not None:
            parts.append(self.paint.row([bar], 1, ("body",)))
        joined = Strip.join(parts) if len(parts) > 1 else parts[0]
        self._joined[key] = lines, joined
        return joined

    def _strip(self, line: Line) -> Strip:
        known = self._strips.get(id(line))
        if known is not None:
            return known[1]
        if len(self._strips) > _KEPT_STRIPS:
            self._strips.clear()
        strip = self.paint.row(self.leaf.parts(line), self.leaf.geometry.column, ("body",))
        # The line is kept with its strip: while it is, its id belongs to no other line.
        self._strips[id(line)] = (line, strip)
        return strip

    # The mouse.

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self._trying(lambda: self.scroll_rows(_WHEEL))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self._trying(lambda: self.scroll_rows(-_WHEEL))

    def select(self, selection: Selection | None, *, reveals: bool = False) -> None:
        """Show a passage as selected, or nothing; have its head in sight if that *reveals* it."""
        if selection == self.leaf.selection:
            return
        self.leaf.selection = selection
        self.repaint()
        if reveals and selection is not None:
            head = selection.start if selection.is_back else selection.end - 1
            self._moving(self.leaf.reveal(head))
        self.post_message(self.Selected())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select; on the scroll bar, take hold of its thumb, or go a page towards the mouse."""
        if event.button != 1:
            return
        self.capture_mouse()
        if self.leaf.is_bar(event.x):
            self._press_bar(event.y)
            return
        at, view = self.leaf.offset_at(event.x, event.y), self.leaf.view
        if at is not None and view is not None:
            self._pressed = selected(view, at, CHARACTER)
        self.select(None)

    def _press_bar(self, y: int) -> None:
        start, end = self.leaf.thumb
        if start <= y < end:
            self._grip = grip(self.leaf, y)
        elif start < end:
            self._trying(lambda: self.scroll_pages(-1 if y < start else 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse; at the edges the page scrolls on. Or drag the thumb."""
        if event.button != 1:
            return
        if self._grip is not None:
            # Of the moves that wait already, only the last one counts.
            if self._dragged_to is None:
                self.call_later(self._drag)
            self._dragged_to = event.y
        elif self._pressed is not None:
            self._select_to(self._pressed, event.x, event.y)

    def _select_to(self, pressed: Selection, x: int, y: int) -> None:
        leaf = self.leaf
        if y < 0:
            self.scroll_rows(-1)
        elif y >= leaf.height:
            self.scroll_rows(1)
        at = leaf.offset_at(x, max(0, min(y, len(leaf.window) - 1)))
        if at is not None and leaf.view is not None:
            selection = moved_to(leaf.view, pressed, at)
            self.select(selection if selection != pressed else None)

    def _drag(self, *, is_last: bool = False) -> None:
        """Go to where the thumb was dragged; say so the first time, and where that leads beyond what was read."""
        hand, y, self._dragged_to = self._grip, self._dragged_to, None
        if hand is None or y is None or (y == hand.y and not hand.has_moved):
            return
        if not hand.has_moved:
            self._grip = hand.moved()
            self.post_message(self.Dragged(hand.position))
        self._trying(lambda: self._drag_to(hand, y, is_last))

    def _drag_to(self, hand: Grip, y: int, is_last: bool) -> None:
        before = self.leaf.window
        percent = hand.drag(self.leaf, y)
        if self.leaf.window != before:
            self.repaint()
            self.post_message(self.Moved())
        if is_last and percent is not None:
            self.post_message(self.DraggedBeyond(percent))

    def on_click(self, event: events.Click) -> None:
        """Select the word that was clicked twice, the sentence that was clicked three times."""
        unit = {2: WORD, 3: SENTENCE}.get(event.chain)
        if self.leaf.is_bar(event.x):
            return
        at, view = self.leaf.offset_at(event.x, event.y), self.leaf.view
        if unit is not None and at is not None and view is not None and not view.is_hidden(at):
            self.select(selected(view, at, unit))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection, let the thumb go, or act on what was clicked."""
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if self._grip is not None:
            self._dragged_to = event.y
            self._drag(is_last=True)
            self._grip = None
        if pressed is None or self.leaf.selection is not None or self.leaf.is_bar(event.x):
            return
        leaf = self.leaf
        line, run = leaf.line_at(event.y, leaf.column_at(event.x)), leaf.run_at(event.x, event.y)
        if line is not None and line.region:
            self.post_message(self.PlacardClicked(line.region))
        elif line is not None and line.roles == ("figure",):
            self.post_message(self.FigureClicked(line.start))
        elif run is not None and run.target:
            self.post_message(self.LinkClicked(run.target, "note_mark" in run.roles))
