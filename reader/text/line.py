"""What the page is made of: lines of runs, ready to be painted.

A run knows which offset its text begins at; one without an offset was added by the typesetting
(indents, gaps, bars, boxes) and is never copied or found. Roles name what a run is; a theme says
what that looks like.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.text.cells import width
from reader.text.clusters import boundaries
from reader.values import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

Roles = tuple[str, ...]
"""From the block's role to the innermost style: `("body", "strong")`. Later ones win."""


class Run(NamedTuple):
    """A stretch of a line that looks alike."""

    text: str
    roles: Roles
    start: int | None = None
    """The offset of the text's first code point, or None for what typesetting added."""
    target: str = ""
    """Where a click leads: an address, a note's label, a region's id."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page."""

    start: int
    end: int
    """The span of the document that this line shows; empty for a line of air."""
    runs: tuple[Run, ...] = ()
    roles: Roles = ("body",)
    """What the rest of the row is, right of the runs and left of them."""
    is_air: bool = False
    """Whether it only keeps blocks apart."""
    region: str = ""
    """The id of the closed region that this line is a part of the placard of."""

    @property
    def text(self) -> str:
        """What is painted, without trailing blanks."""
        return "".join(run.text for run in self.runs).rstrip()

    @property
    def cells(self) -> int:
        """The painted width in cells."""
        return sum(width(run.text) for run in self.runs)

    def columns(self) -> Iterator[tuple[int, int, Run]]:
        """Each run with the cells it begins and ends at."""
        at = 0
        for run in self.runs:
            end = at + width(run.text)
            yield at, end, run
            at = end

    def column_of(self, offset: int) -> int:
        """The cell at which the code point at *offset* is painted; the nearest one before it where
        it is not.
        """
        column = 0
        for start, _end, run in self.columns():
            if run.start is not None and run.start <= offset:
                column = start + width(run.text[: offset - run.start])
        return column

    def offset_at(self, column: int) -> int:
        """The offset of the cluster painted at *column*: the nearest one where nothing of the text
        is painted.
        """
        nearest = self.start
        for start, end, run in self.columns():
            if run.start is None:
                continue
            if column < start:
                return nearest if nearest > self.start else run.start
            if column < end:
                places = boundaries(run.text)
                index = bisect_right(places, column - start, key=lambda at: width(run.text[:at]))
                return run.start + places[index - 1]
            nearest = run.start + len(run.text)
        return min(nearest, max(self.start, self.end - 1)) if self.end > self.start else self.start
