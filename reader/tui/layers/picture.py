"""An image of the essay, painted in half blocks: two pixels a cell, in any terminal, through tmux and ssh.

Without colours it is painted in shades. It fills the window; `n` and `N` go on to the essay's other images.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.contexts import suppress
from reader.errors import ReaderError
from reader.session.figures import Figure, figures_at, image_of, neighbour
from reader.text import clean
from reader.tui.keys import key_name
from reader.tui.layers.layer import Layer
from reader.wording import _, told

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from reader.formats.pictures import Picture as Pixels
    from reader.session.reading import Reading
    from reader.tui.desk import Desk
    from reader.tui.ink import Paint

_CLOSING = frozenset({"Esc", "q", "Enter", "O"})
_STEPS = {
    "n": 1,
    "j": 1,
    "↓": 1,
    "→": 1,
    "l": 1,
    "Space": 1,
    "N": -1,
    "k": -1,
    "↑": -1,
    "←": -1,
    "h": -1,
    "b": -1,
}
_EDGE = 2
"""Rows that are not the image's: above it what it is, below it the keys."""


class Picture(Layer[None]):
    """One image at a time."""

    def __init__(self, desk: Desk, reading: Reading, figure: Figure) -> None:
        super().__init__()
        self._desk = desk
        self._opened = reading
        self._figure = figure
        self.canvas = Canvas(desk.paint)

    def compose(self) -> ComposeResult:
        """Nothing but the image."""
        yield self.canvas

    @property
    def _reading(self) -> Reading:
        """The essay as it is open now: another window may have closed a region of it meanwhile."""
        now = self._desk.reading
        is_same = now is not None and now.essay.id == self._opened.essay.id
        return now if now is not None and is_same else self._opened

    def on_resize(self) -> None:
        """Make it fit."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Go on to another image, or back to the page."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        if name in _CLOSING:
            self.dismiss()
        elif name in _STEPS:
            view = self._reading.view
            found = neighbour(view, self._figure, _STEPS[name])
            if found is None:
                self.canvas.say(
                    _("This is the last image.")
                    if _STEPS[name] > 0
                    else _("This is the first image.")
                )
            else:
                self._figure = found
                self._desk.page.go(found.offset)
                self._show()

    def on_click(self) -> None:
        """A click closes it."""
        self.dismiss()

    def _show(self) -> None:
        """Have the image read, off the event loop, and painted."""
        reading, figure, size = self._reading, self._figure, self.size
        if figure not in figures_at(reading.view, reading.view.block_at(figure.offset)):
            self.dismiss()
            return
        self.canvas.wait(clean.line(figure.caption or figure.address))
        room = Size(size.width, max(1, size.height - _EDGE))
        app = self.app

        def read() -> None:
            from reader.formats.pictures import picture

            found: Pixels | str
            try:
                data = image_of(reading, figure)
                ground = self.canvas.ground
                found = picture(data, figure.address, room.width, room.height, ground)
            except ReaderError as error:
                found = told(error)
            # The screens may have been left meanwhile.
            with suppress(RuntimeError):
                app.call_later(arrived, found)

        def arrived(found: Pixels | str) -> None:
            if figure is self._figure and size == self.size and self.is_attached:
                self.canvas.show(found)

        threading.Thread(target=read, name="reader-picture", daemon=True).start()


class Canvas(Widget):
    """Where the image is painted."""

    def __init__(self, paint: Paint) -> None:
        super().__init__(id="picture")
        self._paint = paint
        self._title = self._said = ""
        self._strips: list[Strip] = []

    @property
    def ground(self) -> tuple[int, int, int]:
        """What is behind an image that can be seen through."""
        color = self._paint.style(("body",)).bgcolor
        triplet = color.triplet if color is not None else None
        return (255, 255, 255) if triplet is None else (triplet.red, triplet.green, triplet.blue)

    def wait(self, title: str) -> None:
        """Show what is coming."""
        self._title, self._said, self._strips = title, "", []
        self.refresh()

    def say(self, sentence: str) -> None:
        """Say something below."""
        self._said = sentence
        self.refresh()

    def show(self, found: Pixels | str) -> None:
        """Show an image, or why there is none."""
        if isinstance(found, str):
            self._said = found
        else:
            width, height = found.size
            self._said = _("{width:,} × {height:,} · n next image · Esc back").format(
                width=width, height=height
            )
            is_plain = self._paint.theme.is_plain
            self._strips = [row(found, y, is_plain=is_plain) for y in range(0, found.height, 2)]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row: the title, the image in the middle, the keys."""
        width, height = self.size
        if y in (0, height - 1):
            said, role = (self._title, "body") if y == 0 else (clean.line(self._said), "quiet")
            return self._paint.row([(f" {said}", ("body", role))], width, ("body",))
        at = y - 1 - max(0, (height - _EDGE - len(self._strips)) // 2)
        blank = self._paint.row([], width, ("body",))
        if not 0 <= at < len(self._strips):
            return blank
        strip = self._strips[at]
        left = max(0, (width - strip.cell_length) // 2)
        return Strip.join([blank.crop(0, left), strip, blank.crop(left + strip.cell_length, width)])


def row(found: Pixels, y: int, *, is_plain: bool) -> Strip:
    """The cells of two rows of pixels, *y* and the one below."""
    from rich.color import Color
    from rich.segment import Segment
    from rich.style import Style

    if is_plain:
        return Strip([Segment(found.shades(y))], found.width)
    return Strip(
        [
            Segment(
                "▀" * count,
                Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower)),
            )
            for count, upper, lower in found.runs(y)
        ],
        found.width,
    )


def show_picture(desk: Desk, figure: Figure) -> None:
    """Show an image of the open essay."""
    if desk.reading is not None:
        desk.app.push_screen(Picture(desk, desk.reading, figure))
