"""The bars above and below the page: one line of parts at the left, one at the right."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.ink import Paint
from reader.tui.listing import Parts, bar_parts


class Bar(Widget):
    """One line."""

    ALLOW_SELECT = False

    def __init__(self, paint: Paint, fill: str, *, id: str) -> None:
        super().__init__(id=id)
        self.paint = paint
        self._fill = fill
        self._shown: tuple[Parts, Parts] = ([], [])

    def show(self, left: Parts, right: Parts) -> None:
        """Show these parts."""
        if (left, right) != self._shown:
            self._shown = left, right
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line."""
        cells = self.size.width
        strip = self.paint.row(bar_parts(*self._shown, self._fill, cells), cells, ("chrome",))
        if crop.x or crop.width != cells:
            strip = strip.crop(crop.x, crop.right)
        return [strip] * crop.height
