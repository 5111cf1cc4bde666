"""A sheet: lines to look at, above the desk. The details of an essay and the statistics are sheets.

`Esc` or `q` closes it; it scrolls where there are more lines than room.
"""

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.tui.ink import Paint
from reader.tui.keys import key_name
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.tui.listing import Listing, Row
from reader.tui.rows import Rows

_BACK = frozenset({"k", "↑"})
_ON = frozenset({"j", "↓", "Enter"})
_PAGES = {"Space": 1, "PgDn": 1, "f": 1, "d": 1, "b": -1, "PgUp": -1, "u": -1}
_CLOSING = frozenset({"Esc", "q"})


class Sheet(Layer[str]):
    """Lines to look at; dismissed with the key of what is to be done next, or empty."""

    def __init__(
        self,
        paint: Paint,
        title: str,
        rows: Sequence[Row],
        *,
        footer: str = "",
        keys: Mapping[str, Callable[[], None]] | None = None,
    ) -> None:
        """*keys* do something and leave the sheet open."""
        super().__init__()
        self._paint = paint
        self._title = title
        self._rows = rows
        self._has_place = False
        self._footer = footer
        self._keys = keys or {}

    def compose(self) -> ComposeResult:
        """The lines, a word on the keys."""
        with Vertical(id="picker") as box:
            box.border_title = self._title
            listing = Listing()
            listing.cursor = -1
            lines = Rows(self._paint, listing, id="found")
            lines.can_focus = False
            yield lines
            yield Hints(self._footer, id="picker-footer")

    def on_mount(self) -> None:
        """Show the lines."""
        self._has_place = True
        self.query_one("#picker-footer").display = bool(self._footer)
        self.show(self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these lines, at once or as soon as there is a place for them."""
        self._rows = rows
        if not (self._has_place and self.is_open):
            return
        lines = self.query_one("#found", Rows)
        lines.listing.rows = rows
        lines.listing.scroll(0)
        lines.refresh()

    def on_key(self, event: events.Key) -> None:
        """Scroll, act, close."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        listing = self.query_one("#found", Rows).listing
        page = max(1, listing.visible_rows - 1)
        if name in _CLOSING:
            self.dismiss("")
        elif name in self._keys:
            self._keys[name]()
        elif name in _ON or name in _BACK:
            listing.scroll(1 if name in _ON else -1)
        elif name in _PAGES:
            listing.scroll(page * _PAGES[name])
        elif name in ("g", "Home"):
            listing.scroll(-len(listing.rows))
        elif name in ("G", "End"):
            listing.scroll(len(listing.rows))
        self.query_one("#found", Rows).refresh()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss("")
