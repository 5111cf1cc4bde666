"""The hand on the scroll bar's thumb: where in the essay a drag leads.

A row of the bar is a share of the text, as `50%` is: nothing between the places is laid out, however large it is.
"""

from __future__ import annotations

from reader.tui.leaf import Leaf
from reader.values import dataclass


@dataclass(frozen=True, slots=True)
class Grip:
    """The thumb as it was when it was pressed."""

    y: int
    """The row of the pane that was pressed."""
    thumb: int
    """The thumb's first row."""
    start: int
    """The offset of the first line in sight."""
    position: int
    lead: int
    """What the page began with (`Leaf.position`, `Leaf.lead`)."""
    has_moved: bool = False
    """Whether it was dragged since, if only there and back."""

    def moved(self) -> Grip:
        """The same hand, once it has dragged the thumb."""
        return Grip(self.y, self.thumb, self.start, self.position, self.lead, True)

    def offset_at(self, leaf: Leaf, y: int) -> int | None:
        """The offset that the page begins with when the hand is at row *y*; None for the essay's end.

        *y* may lie above or below the pane. As far as the hand moves from where it pressed, so far moves the thumb.
        """
        start, end = leaf.thumb
        extent = leaf.view.extent if leaf.view is not None else 0
        row = self.thumb + y - self.y
        if y > self.y and row >= leaf.height - (end - start):
            return None
        # The page begins with the line around the offset: well within the row's share that is in it too.
        least = (4 * row + 1) * extent // (4 * leaf.height)
        moved = self.start + (y - self.y) * extent // leaf.height
        return 0 if row <= 0 else max(least, moved)

    def drag(self, leaf: Leaf, y: int) -> int | None:
        """Move the page to where the hand at row *y* has the thumb.

        The percentage to go to if that lies beyond what was read of the essay: the page goes as far as it can.
        """
        view = leaf.view
        if view is None:
            return None
        if y == self.y and leaf.foot is None:
            leaf.return_to(self.position, self.lead)
            return None
        offset = self.offset_at(leaf, y)
        if view.end < view.extent and (offset is None or offset >= view.end):
            if leaf.foot is None:
                leaf.go_end()
            in_sight = leaf.bottom - leaf.window[0].start if leaf.foot is None else 0
            return 100 if offset is None else min(100, 100 * (offset + in_sight) // view.extent)
        if offset is None:
            leaf.go_end()
        elif offset == 0:
            leaf.go(0)
        else:
            leaf.begin_near(offset)
        return None


def grip(leaf: Leaf, y: int) -> Grip:
    """The hand at a row of the thumb."""
    window, foot = leaf.window, leaf.foot
    start = window[0].start if window else 0
    if foot is not None and leaf.view is not None:
        start += leaf.view.extent - foot.end
    return Grip(y, leaf.thumb[0], start, leaf.position, leaf.lead)
