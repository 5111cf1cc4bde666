"""The panes of the desk: which of them stand beside the page, which slide over it, which one keys go to.

What the reader wants (`-wants-…`), what there is room for (`-wide`, `-middle`, `-narrow`) and what is shown
(`-essays`, `-outline`) are classes on the screen; `styles/reader.tcss` says where each then stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.keys import Pane
from reader.tui.sitting import HUGE, shape_of

if TYPE_CHECKING:
    from reader.tui.desk import Desk
    from reader.tui.page import Page
    from reader.tui.rows import Rows

_SIDE = (Pane.ESSAYS, Pane.OUTLINE)


class Panes:
    """The panes of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shape = ""

    def begin(self) -> None:
        """Show the panes that the reader wants, as far as there is room: before there are any, so nothing moves."""
        for pane in _SIDE:
            wanted = self._desk.session.setting(pane.value, True) is True
            self._desk.set_class(wanted, f"-wants-{pane.value}", update=False)
        self.fit(self._desk.app.size.width, update=False)

    def fit(self, width: int, *, update: bool = True) -> None:
        """Give the panes the room there is: *width* columns. To *update* is to have all styles asked anew."""
        desk = self._desk
        shape, before = shape_of(width), self._shape
        # All at once: each change of a class asks all styles anew.
        classes = {f"-{name}": name == shape for name in ("wide", "middle", "narrow")}
        classes["-huge"] = width >= HUGE
        if shape != before:
            for pane in _SIDE:
                classes[f"-{pane.value}"] = _stands(pane, shape) and self.wants(pane)
        desk.update_classes(classes, update, animate=False)
        if shape != before:
            self._shape = shape
            if desk.focused is not desk.page and not self.is_open(self.current):
                desk.set_focus(desk.page)

    @property
    def current(self) -> Pane:
        """The pane that keys go to."""
        desk = self._desk
        if desk.focused is desk.list:
            return Pane.ESSAYS
        return Pane.OUTLINE if desk.focused is desk.outline else Pane.PAGE

    def stands(self, pane: Pane) -> bool:
        """Whether there is room for a pane beside the page; else it slides over."""
        return _stands(pane, self._shape)

    def wants(self, pane: Pane) -> bool:
        """Whether the reader wants a pane beside the page."""
        return self._desk.has_class(f"-wants-{pane.value}")

    def want(self, pane: Pane, wanted: bool) -> None:
        """Have a pane stand beside the page from now on, or not."""
        self._desk.set_class(wanted, f"-wants-{pane.value}")
        self._desk.session.set(pane.value, wanted)

    def is_open(self, pane: Pane) -> bool:
        """Whether a pane is shown."""
        if self._desk.has_class("-zen"):
            return pane is Pane.PAGE
        if self.is_list_wide:
            return pane is Pane.ESSAYS
        return pane is Pane.PAGE or self._desk.has_class(f"-{pane.value}")

    def open(self, pane: Pane) -> None:
        """Show a pane, and have keys go there."""
        desk = self._desk
        desk.remove_class("-zen")
        if pane is not Pane.ESSAYS:
            desk.remove_class("-wide-list")
        if pane is not Pane.PAGE and not self.stands(pane):
            other = Pane.OUTLINE if pane is Pane.ESSAYS else Pane.ESSAYS
            if not self.stands(other):
                desk.remove_class(f"-{other.value}")
        desk.add_class(f"-{pane.value}")
        desk.set_focus(self._widget(pane))
        desk.show_status()

    def close(self, pane: Pane) -> None:
        """Hide a pane; keys go to the page."""
        self._desk.remove_class("-wide-list")
        self._desk.remove_class(f"-{pane.value}")
        self._desk.set_focus(self._desk.page)
        self._desk.show_status()

    @property
    def is_list_wide(self) -> bool:
        """Whether the list has the whole window."""
        return self._desk.has_class("-wide-list")

    def set_list_wide(self, is_wide: bool) -> None:
        """Give the list the whole window, or let it stand beside the page."""
        desk = self._desk
        desk.set_class(is_wide, "-wide-list")
        self.open(Pane.ESSAYS)

    def close_overlays(self) -> bool:
        """Hide the panes that slid over the page; gives whether there was one."""
        closed = False
        for pane in _SIDE:
            if self._desk.has_class(f"-{pane.value}") and not self.stands(pane):
                self.close(pane)
                closed = True
        return closed

    def _widget(self, pane: Pane) -> Page | Rows:
        if pane is Pane.PAGE:
            return self._desk.page
        return self._desk.outline if pane is Pane.OUTLINE else self._desk.list


def _stands(pane: Pane, shape: str) -> bool:
    """Whether a pane stands beside the page in a window of a *shape* (`shape_of`)."""
    return shape == "wide" or (shape == "middle" and pane is Pane.OUTLINE)
