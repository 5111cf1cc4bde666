"""The bars above and below the page: one line of parts at the left, one at the right."""

from typing import Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.ink import Paint
from reader.tui.listing import Parts, bar_parts


class Bar(Widget):
    """One line."""

    ALLOW_SELECT = False

    def __init__(self, paint: Paint, fill: str, *, id: str) -> None:
        self._painted: tuple[int, Strip] | None = None
        """The strip, and how wide it is, until something changes."""
        super().__init__(id=id)
        self.paint = paint
        self._fill = fill
        self._shown: tuple[Parts, Parts] = ([], [])

    def show(self, left: Parts, right: Parts) -> None:
        """Show these parts."""
        if (left, right) != self._shown:
            self._shown = left, right
            self.refresh()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint anew."""
        self._painted = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line."""
        cells = self.size.width
        if self._painted is None or self._painted[0] != cells:
            parts = bar_parts(*self._shown, self._fill, cells)
            self._painted = cells, self.paint.row(parts, cells, ("chrome",))
        strip = self._painted[1]
        if crop.x or crop.width != cells:
            strip = strip.crop(crop.x, crop.right)
        return [strip] * crop.height
