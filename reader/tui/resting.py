"""The reader rests: the place is kept, and what is in sight is taken as read."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.tui.desk import Desk

KEEPS = 0.8
"""Seconds after the last movement until the place is saved."""
OFTEN = 3.0
"""Seconds after which it is saved too, though the reader moves on and on."""
SETTLES = 2.0
"""Seconds after the last movement until what is in sight is taken as read."""


class Resting:
    """How long the page of a desk has not moved, and what comes of that."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._timer: Timer | None = None
        self._moved = 0.0
        """When the page moved last."""
        self._placed = 0.0
        """When it had moved last as the place was kept."""
        self._kept = 0.0
        """When the place was kept last, or could have been."""

    def moved(self) -> None:
        """The page has moved."""
        self._moved = monotonic()
        if self._timer is None:
            self._kept = self._moved
            self._timer = self._desk.set_timer(KEEPS, self._rested)

    def leave(self) -> None:
        """Keep where the reader is in the open essay, who goes elsewhere."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._desk.sitting.leaf.foot is not None:
            self._desk.background.complete()
        self._keep()

    def keep_place(self) -> None:
        """Keep where the reader is, unless that is kept already."""
        if self._placed != self._moved:
            with self._desk.telling():
                self._keep()

    def settle(self) -> None:
        """Take what is in sight as read, keep that and the place, and show it."""
        self._timer = None
        desk = self._desk
        with desk.telling():
            desk.sitting.leaf.rest()
            self.leave()
        desk.show_outline()
        desk.show_list()

    def _keep(self) -> None:
        self._placed = self._moved
        self._kept = monotonic()
        desk, leaf = self._desk, self._desk.sitting.leaf
        if desk.reading is not None and leaf.layout is not None:
            desk.session.leave(desk.reading, leaf.position, leaf.bottom, leaf.lead, leaf.read)

    def _rested(self) -> None:
        # A timer of Textual's that is reset may take twice as long, and then paints for somebody who reads.
        now = monotonic()
        still = now - self._moved
        if still >= SETTLES:
            self.settle()
            return
        if still >= KEEPS or now - self._kept >= OFTEN:
            self.keep_place()
        left = KEEPS - still if still < KEEPS else min(KEEPS, SETTLES - still)
        self._timer = self._desk.set_timer(left, self._rested)
