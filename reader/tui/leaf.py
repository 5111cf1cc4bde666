"""The page without a screen: which lines are in sight, and how one moves through them.

Its position is an offset. A row is only how the offset looks at this measure; so a resize, another measure or a turned
region never loses the place. It moves by spots and never numbers rows: the thumb of its scroll bar stands where the
offset is. `reader.tui.page` makes a widget of it; the first frame is painted from it before there are widgets.
"""

from __future__ import annotations

from reader.text.document import Stage
from reader.text.layout import Layout, Spot
from reader.text.length import Length, length
from reader.text.line import Line, Roles, Run
from reader.text.placard import PlacardWords
from reader.text.spans import Spans, merged
from reader.text.typography import Typography
from reader.text.view import View
from reader.tui.geometry import MARGIN, geometry
from reader.tui.listing import Parts
from reader.tui.overlay import Lay, laid_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from reader.text.selection import Selection

_OVERLAP = 2
"""Rows that a page keeps of the last one."""


class Leaf:
    """The part of an essay that is in sight."""

    def __init__(self, words: PlacardWords) -> None:
        self.words = words
        self.view: View | None = None
        """The essay, through its open regions."""
        self.layout: Layout | None = None
        self.typography = Typography()
        self.size = (0, 0)
        """Cells and rows of the pane."""
        self.geometry = geometry(1, self.typography, "zh")
        self.position = 0
        """The offset that the page begins with."""
        self.lead = 0
        """Rows of air above it that the page begins with too."""
        self.selection: Selection | None = None
        self.margin_of: Callable[[Line], tuple[str, Roles] | None] = lambda line: None
        """What stands in the margin beside a line."""
        self.lays_of: Callable[[Line], list[Lay]] = lambda line: []
        """What is laid over a line, the last one on top; the selection comes above all."""
        self.bar_marks: Callable[[int], Collection[int]] = lambda rows: ()
        """Which of so many rows of the scroll bar are marked: what was found is there."""
        self.found: Callable[[], int | None] = lambda: None
        """Where the match begins that the reader is at, if something is looked for."""
        self.window: list[Line] = []
        """The lines in sight: another list whenever others are, or may be."""
        self.top = Spot(0, 0)
        self.is_at_end = True
        """Whether the essay's last row is in sight."""
        self.foot: View | None = None
        """What the lines in sight are the end of, while the rest is still being read: of the essay's last part. They
        are only a picture then: their offsets are not the essay's, and the place is what it was.
        """
        self.read: Spans = ()
        """What was read of the essay: it scrolled off the top, or the page rested on it."""

    # What is shown.

    def show(self, view: View, position: int, lead: int = 0) -> None:
        """Show an essay from *position* on, with *lead* rows of air above it."""
        self.view = view
        self.selection = None
        self.position, self.lead = position, lead
        self.read, self.foot = (), None
        self.set()

    def look_through(self, view: View) -> None:
        """Show the same essay through other open regions; the place is kept."""
        self.view = view
        selection = self.selection
        if selection is not None:
            from reader.text.selection import CHARACTER

            last = CHARACTER.around(view, selection.end - 1)
            if view.is_hidden(selection.start) or last is None or last[1] != selection.end:
                self.selection = None
        self.set()

    def renew(self, view: View, position: int) -> None:
        """Show the same essay as it is known now; what began the page is at *position*.

        The page in sight stays as it is until the reader moves, even if its lines would be others now.
        """
        before, shift = self.window, position - self.position
        was_at_end = self.is_at_end
        self.view, self.position = view, position
        if self.foot is not None:
            before, self.foot = [], None
        if shift:
            self.selection, self.read = None, ()
        self.set()
        if (
            before
            and not shift
            and [line.text for line in before] != [line.text for line in self.window]
        ):
            self.window, self.is_at_end = before, was_at_end

    def set(self) -> None:
        """Lay the essay out for the size, and find the place again."""
        if self.view is None or not self.size[0]:
            return
        shape = geometry(self.size[0], self.typography, self.view.language)
        chosen = self.typography.at(shape.measure).hanging(shape.hang)
        layout = self.layout
        if layout is None or layout.view is not self.view or layout.typography != chosen:
            self.layout = Layout(self.view, chosen, self.words)
        self.geometry = shape
        if self.foot is None or not self.show_foot(self.foot):
            self.place()

    @property
    def height(self) -> int:
        """How many rows of the pane there are."""
        return max(1, self.size[1])

    @property
    def rows(self) -> int:
        """How many rows of text there is room for: in all columns."""
        return self.height * self.geometry.columns

    @property
    def bottom(self) -> int:
        """The end of the last line in sight; the essay's end when it is in sight."""
        if not self.window or self.view is None:
            return 0
        if self.foot is not None:
            return self.view.extent
        return self.view.end if self.is_at_end else max(line.end for line in self.window)

    @property
    def length_in_sight(self) -> Length:
        """How much there is to read in the lines in sight."""
        if self.view is None or not self.window:
            return Length()
        if self.foot is not None:
            return length("".join(line.text for line in self.window))
        return length(self.view.text(self.window[0].start, self.bottom))

    @property
    def here(self) -> int:
        """Where the reader is: what was jumped to, else what the page begins with."""
        top = self.top_line
        return self.position if top is None or self.foot else max(top.start, self.position)

    @property
    def marked(self) -> int:
        """The offset that a mark keeps.

        The sentence of what was found and is in sight; else `here`, or the sentence that begins in the first line if
        none begins here.
        """
        from reader.text.motion import next_sentence, previous_sentence

        found = self.found()
        if found is not None and self.view is not None and self.is_in_sight(found):
            sentence = previous_sentence(self.view, found + 1)
            return found if sentence is None else sentence
        top, here = self.top_line, self.here
        if top is None or self.view is None or here != top.start:
            return here
        if previous_sentence(self.view, here + 1) == here:
            return here
        following = next_sentence(self.view, here)
        return following if following is not None and following < top.end else here

    @property
    def eye(self) -> int:
        """The offset whose section the reader is in: `here`; at the very end, what the page ends with."""
        top, here = self.top_line, self.here
        if self.foot is not None and self.view is not None:
            return max(here, self.view.end - 1)
        is_scrolled_to_end = top is not None and 0 < top.start == here and self.is_at_end
        return max(here, self.bottom - 1) if is_scrolled_to_end else here

    @property
    def top_line(self) -> Line | None:
        """The first line in sight that is not air."""
        return next((line for line in self.window if not line.is_air), None)

    # Moving.

    def place(self) -> None:
        """Put the row of the position on top, or as near to it as the end of the essay allows."""
        layout = self.layout
        if layout is None:
            return
        spot = layout.locate(self.position)
        for _row in range(self.lead):
            above = layout.move(spot, -1)
            if not layout.line(above).is_air:
                break
            spot = above
        first = layout.first
        if layout.distance(first, spot, self.rows) <= _air_above(layout, first):
            spot = first
        self._show_from(spot)

    def _show_from(self, spot: Spot) -> None:
        layout = self.layout
        if layout is None:
            return
        # The row below them says whether they are the last ones.
        window = layout.window(spot, self.rows + 1)
        if len(window) < self.rows:
            spot = layout.bottom(self.rows)
            window = layout.window(spot, self.rows + 1)
        self.is_at_end = len(window) <= self.rows and layout.view.stage is not Stage.HEAD
        self.top, self.window, self.foot = spot, window[: self.rows], None

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by rows, as far as there is text; whether that led anywhere."""
        layout = self.layout
        if layout is None or self.foot is not None:
            return False
        before, start = self.top, self.window[0].start if self.window else 0
        self._show_from(layout.move(self.top, rows))
        if self.top == before:
            return False
        self._note_position()
        self._note_read(start, self.position)
        return True

    def rest(self) -> None:
        """The reader has stayed here for a while: what is in sight is taken as read."""
        if self.window and self.foot is None:
            self._note_read(self.window[0].start, self.bottom)

    def _note_read(self, start: int, end: int) -> None:
        """What may be seen from *start* to *end* was read; what is closed was not."""
        if self.view is not None and start < end:
            self.read = merged((*self.read, *self.view.visible(start, end)))

    def scroll_pages(self, pages: int) -> bool:
        """Scroll by pages, keeping two lines of the last one."""
        return self.scroll_rows(pages * max(1, self.rows - _OVERLAP))

    def scroll_halves(self, halves: int) -> bool:
        """Scroll by half pages."""
        return self.scroll_rows(halves * max(1, self.rows // 2))

    def go(self, offset: int) -> None:
        """Begin the page with the row that shows *offset*."""
        self.position, self.lead = offset, 0
        self.place()

    def bring(self, offset: int) -> bool:
        """Have the row of *offset* in sight: where it is, or a third down the page; whether it moved."""
        layout = self.layout
        if layout is None or self.is_in_sight(offset):
            return False
        self._show_from(layout.move(layout.locate(offset), -(self.rows // 3)))
        self._note_position()
        return True

    def is_in_sight(self, offset: int) -> bool:
        """Whether the row of *offset* is in sight."""
        layout = self.layout
        if layout is None or not self.window:
            return False
        spot = layout.locate(offset)
        return self.top <= spot and layout.distance(self.top, spot, self.rows) < self.rows

    def return_to(self, position: int, lead: int) -> None:
        """Begin the page at *position* again, with *lead* rows of air above it."""
        self.position, self.lead = position, lead
        self.place()

    def go_percent(self, percent: int) -> None:
        """End the page with what stands at a percentage of the text: the header then says so."""
        if self.layout is not None and self.view is not None:
            last = self.layout.locate(self.view.end * min(percent, 100) // 100)
            self._show_from(self.layout.move(last, 1 - self.rows))
            self._note_position()

    def begin_near(self, offset: int) -> None:
        """Begin the page with the row that shows *offset*; the place is that row's beginning."""
        if self.layout is not None:
            self._show_from(self.layout.locate(offset))
            self._note_position()

    def go_end(self) -> None:
        """Show the end of the essay."""
        if self.layout is not None:
            self._show_from(self.layout.bottom(self.rows))
            self._note_position()

    def show_foot(self, foot: View) -> bool:
        """Show how the essay ends, of which *foot* is the last part; whether that can be told from it."""
        if self.layout is None:
            return False
        layout = Layout(foot, self.layout.typography, self.words)
        window = layout.window(layout.bottom(self.rows), self.rows)
        # What the beginning of a part is depends on what stands above it.
        if not window or window[0].start < foot.end // 4:
            return False
        self.window, self.foot = window, foot
        return True

    def reveal(self, offset: int) -> bool:
        """Scroll as little as shows the row of *offset*; whether that was needed."""
        layout = self.layout
        if layout is None:
            return False
        spot, before = layout.locate(offset), self.top
        if spot < self.top:
            self._show_from(spot)
        elif layout.distance(self.top, spot, self.rows) >= self.rows:
            self._show_from(layout.move(spot, 1 - self.rows))
        if self.top == before:
            return False
        self._note_position()
        return True

    def row_from(self, offset: int, rows: int, column: int | None) -> tuple[int, int] | None:
        """What stands *rows* lines of text below *offset* (or above) at a column, and the column.

        The column of *offset* itself if None is given. Placards and air are stepped over.
        """
        layout = self.layout
        if layout is None:
            return None
        spot = layout.locate(offset)
        line = layout.line(spot)
        column = line.column_of(offset) if column is None else column
        found = None
        step = 1 if rows > 0 else -1
        for _row in range(abs(rows)):
            while True:
                before, spot = spot, layout.move(spot, step)
                line = layout.line(spot)
                if spot == before or (not line.region and line.start < line.end):
                    break
            if spot == before:
                break
            found = line.offset_at(column)
        return None if found is None else (found, column)

    def _note_position(self) -> None:
        """What is on top now is the place."""
        self.position = self.window[0].start if self.window else 0
        self.lead = next((n for n, line in enumerate(self.window) if not line.is_air), 0)

    # What it looks like.

    def parts(self, line: Line) -> Parts:
        """A line of the text with its margin, from its column's left edge on."""
        shape = self.geometry
        parts: Parts = []
        if self.foot is not None:
            return [(" " * shape.left, ("body",)), *laid_over(line, [], shape.measure)]
        margin = self.margin_of(line) if shape.left >= MARGIN and not line.is_air else None
        if margin is None and shape.left >= MARGIN and self._is_pointed_at(line):
            margin = ("›", ("flag",))
        if margin is not None:
            parts.append((" " * (shape.left - MARGIN), ("body",)))
            parts += [margin, (" ", ("body",))]
        elif shape.left:
            parts.append((" " * shape.left, ("body",)))
        lays = self.lays_of(line)
        if self.selection is not None:
            span = self.selection
            lays = [*lays, Lay(span.start, span.end, "selection", fills=True)]
        return parts + laid_over(line, lays, shape.measure)

    def _is_pointed_at(self, line: Line) -> bool:
        """Whether the reader went to this line, and the page could not scroll so far as to begin with it."""
        top = self.top_line
        return (
            top is not None and top.start < self.position and line.start <= self.position < line.end
        )

    def bar(self) -> list[tuple[str, Roles]]:
        """The scroll bar's cells, one a row; none where there is no bar."""
        if not self.geometry.has_bar:
            return []
        start, end = self.thumb
        track: tuple[str, Roles] = (" ", ("track",))
        cells = [track] * self.height
        cells[start:end] = [("▐", ("thumb",))] * (end - start)
        marks = self.bar_marks(self.height)
        for y in range(self.height) if marks else ():
            if y in marks:
                cells[y] = ("▪", ("thumb" if start <= y < end else "track", "bar_mark"))
        return cells

    @property
    def thumb(self) -> tuple[int, int]:
        """The rows of the scroll bar's thumb, from and to: where the part in sight is in the essay.

        Empty where all of it is in sight.
        """
        total = self.view.extent if self.view else 0
        if not self.window or not total:
            return 0, 0
        start, end = self.window[0].start, self.bottom
        if self.foot is not None:
            start += end - self.foot.end
        if start <= 0 and end >= total:
            return 0, 0
        size = max(1, round(self.height * (end - start) / total))
        if end >= total:
            return self.height - size, self.height
        at = min(self.height - size, self.height * start // total)
        return at, at + size

    # What is where.

    def is_bar(self, x: int) -> bool:
        """Whether a cell of the pane is the scroll bar's."""
        return self.geometry.has_bar and x >= self.geometry.width

    def line_at(self, y: int, column: int = 0) -> Line | None:
        """The line in a row of a column, or None below the text."""
        row = y + column * self.height
        return self.window[row] if 0 <= y < self.height and 0 <= row < len(self.window) else None

    def column_at(self, x: int) -> int:
        """The column that a cell of the pane belongs to, counted from 0."""
        shape = self.geometry
        return min(shape.columns - 1, max(0, x // max(1, shape.column)))

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of what is painted in a cell of the pane, or None below the text."""
        column = self.column_at(x)
        line = self.line_at(y, column)
        return (
            None if line is None or self.foot is not None else line.offset_at(self._cell(x, column))
        )

    def run_at(self, x: int, y: int) -> Run | None:
        """The run that is painted in a cell of the pane."""
        column = self.column_at(x)
        line, cell = self.line_at(y, column), self._cell(x, column)
        if line is not None:
            for start, end, run in line.columns():
                if start <= cell < end:
                    return run
        return None

    def _cell(self, x: int, column: int) -> int:
        """The cell of a line that is painted at *x*."""
        return x - column * self.geometry.column - self.geometry.left

    def selected_text(self) -> str:
        """The selected part of the essay as it stands in the essay; nothing of a closed region."""
        if self.selection is None or self.view is None:
            return ""
        from reader.text.selection import passage_text

        return passage_text(self.view, self.selection.start, self.selection.end)


def _air_above(layout: Layout, first: Spot) -> int:
    """How many rows of air the essay begins with."""
    rows = 0
    for line in layout.window(first, 4):
        if not line.is_air:
            break
        rows += 1
    return rows
