"""The bars above and below the page: one line of runs at the left, one at the right."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.text.cells import fit, width
from reader.text.line import Roles
from reader.tui.ink import Paint

Parts = list[tuple[str, Roles]]


class Bar(Widget):
    """One line. The right part stays, the left one gives way."""

    ALLOW_SELECT = False

    def __init__(self, paint: Paint, *, id: str) -> None:
        super().__init__(id=id)
        self.paint = paint
        self._left: Parts = []
        self._right: Parts = []
        self.fill = " "
        """What the room between left and right is filled with."""

    def show(self, left: Parts, right: Parts) -> None:
        """Show these runs."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line."""
        cells = self.size.width
        tail = sum(width(text) for text, _ in self._right)
        right = self._right if tail <= cells else []
        room = max(0, cells - (tail if right else 0))
        parts: Parts = []
        for text, roles in self._left:
            if room <= 0:
                break
            shown = fit(text, room) if width(text) > room else text
            parts.append((shown, roles))
            room -= width(shown)
        parts.append((self.fill * room, ("chrome", "frame")))
        strip = self.paint.row(parts + right, cells, ("chrome",))
        if crop.x or crop.width != cells:
            strip = strip.crop(crop.x, crop.right)
        return [strip] * crop.height
