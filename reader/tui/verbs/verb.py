"""What every group of verbs has: the desk that it acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from reader.text.selection import Selection
from reader.tui.keys import Pane
from reader.tui.rows import Rows

if TYPE_CHECKING:
    from reader.tui.desk import Desk

Count: TypeAlias = int | None
"""The number that was typed before a key, or None."""


class Group:
    """Verbs of one desk that belong together."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _selection(self) -> Selection | None:
        """What is selected, if keys go to the selection."""
        leaf = self._desk.sitting.leaf
        return leaf.selection if self._desk.mode is Pane.SELECTION else None

    @property
    def _rows(self) -> Rows | None:
        """The list that keys go to, or None on the page."""
        return {Pane.OUTLINE: self._desk.outline, Pane.ESSAYS: self._desk.list}.get(
            self._desk.panes.current
        )
