"""What is on the desk, without a screen: the open essay, the list, the outline, and the words of the two bars.

The desk (`reader.tui.desk`) makes widgets of it; the first frame (`reader.tui.frame`) is painted from it before there
are widgets, and so shows the same.
"""

from __future__ import annotations

import os

from reader.library.essay import Essay
from reader.library.themes import DEFAULT, PLAIN
from reader.session import kept
from reader.session.reading import Reading
from reader.session.session import Session
from reader.session.words import placard_words
from reader.text import clean
from reader.text.cells import drawn, width
from reader.text.line import Line, Roles
from reader.text.spans import merged
from reader.tui.annotations import Annotations
from reader.tui.arrangement import GROUPING_NAMES, ORDER_NAMES, Arrangement
from reader.tui.essays import EssayRows, column_heading, percent
from reader.tui.keys import ACTIONS, BY_ID, Pane
from reader.tui.leaf import Leaf
from reader.tui.listing import Listing, Parts, Row, Runs
from reader.tui.outline import OutlineRows
from reader.tui.overlay import Lay
from reader.wording import _, mark, ngettext, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library.walk import Progress
    from reader.tui.finding import Finding
    from reader.tui.prompt import Prompt

WIDE, MIDDLE, HUGE = 110, 70, 150
"""Columns from which all panes, and the outline, stand beside the page; and from which they are roomier."""
_WALKING = (
    ("n", mark("next match")),
    ("N", mark("the one before")),
    ("&", mark("paragraphs")),
    ("Esc", mark("done")),
)
"""The keys for walking through what was found."""
_FEW = 20
"""Essays that are looked at for the one to continue with."""
PANE, ROOMY_PANE = 28, 34
"""Columns of a pane beside the page; `styles/reader.tcss` says the same, and a test that it does."""


class Sitting:
    """A reader at the desk."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.words = placard_words(_("Closed. p opens it, P opens all."))
        self.reading: Reading | None = None
        """The essay that is open."""
        self.keep_start: Callable[[], None] = lambda: None
        """Keeps what makes the next start quick, behind the first page; by default nothing."""
        self.follows = False
        """Whether changes in the library's folders are watched for while the reader is here."""
        self.begins_at: int | None = None
        """The offset that the first essay is to be opened at, rather than where it was left."""
        self.leaf = Leaf(self.words)
        self.leaf.margin_of = self._margin
        self.leaf.lays_of = self._lays
        self.leaf.found = self._found_at
        self.leaf.bar_marks = lambda rows: self.finding.rows(rows) if self.finding else ()
        self.list = Listing(has_edge=True, row_height=2)
        self.outline = Listing(has_edge=True)
        self.arrangement = Arrangement(session)
        self.list_columns = 0
        """Cells of the list where it has the whole window, and its rows columns; else 0."""
        no_color = bool(os.environ.get("NO_COLOR"))
        self.theme = PLAIN if no_color else str(session.setting("theme", DEFAULT))
        """The name of the theme to begin with."""
        self.prompt: Prompt | None = None
        """What is being typed on the desk, if something is."""
        self.finding: Finding | None = None
        """What is looked for in the essay, if something is."""
        self.everywhere = ""
        """What was looked for in all essays last."""
        self.is_used = False
        """Whether the reader did anything, beyond opening an essay, that could be kept."""
        self.complaint = ""
        """Why what is typed cannot be looked for."""
        self.progress: Progress | None = None
        """How far the search through the library is, or None."""
        self.expected = 0
        """How many essays were known when that search began."""
        self._annotated: tuple[Reading, Annotations] | None = None
        self.has_looked = False
        """Whether the library's folders were looked through since the start."""
        self.deepened: float | None = None
        """Which part of the open essay was looked through behind the page, while it is."""
        self._outlined: Reading | None = None
        self._found: tuple[Finding | None, int] = None, 0
        self._outline_rows: OutlineRows

    def open(self, essay: Essay, offset: int | None = None) -> None:
        """Have an essay open: at *offset*, or where it was left. SourceError says why it cannot be."""
        reading = self.session.open(essay, at_once=True)
        lead = 0
        offset, self.begins_at = self.begins_at if offset is None else offset, None
        left = self.session.left_at(reading) if offset is None else offset
        if reading.is_cut_before(left):
            reading = self.session.stages.open_whole(reading)
        if offset is None:
            offset, lead = self.session.position(reading)
        self.reading = reading
        self.leaf.typography = self.session.looks.typography(reading.view.language, essay.id)
        self.leaf.show(reading.view, offset, lead)
        if self.finding is not None:
            self.finding.look_through(reading)

    def renew(self, reading: Reading, offset: int) -> None:
        """Have the open essay as it is known now; what was at the page's place is at *offset*."""
        self.reading = reading
        self.leaf.renew(reading.view, offset)
        if self.finding is not None:
            self.finding.look_through(reading)

    # The panes.

    def follow(self, *, has_focus: bool = False) -> bool:
        """Move the outline along with the page; whether it looks different."""
        reading = self.reading
        if reading is None:
            return False
        found = self.finding, self.finding.count if self.finding else 0
        is_new = self._outlined is not reading or self._found != found
        self._found = found
        if self._outlined is not reading:
            self._outlined, self._outline_rows = reading, OutlineRows(reading)
        rows, leaf = self._outline_rows, self.leaf
        rows.found = self.finding.holds if self.finding else lambda start, end: False
        state = kept.essay_state(self.session.state, reading.essay.id)
        has_changed = rows.follow(leaf.eye, leaf.bottom, merged((*state.read, *leaf.read)))
        role = "pane_title_focus" if has_focus else "pane_title"
        heading = (((" " + _("Outline"), (role,)),), ())
        if not is_new and not has_changed and heading == self.outline.heading:
            return False
        self.outline.heading = heading
        self.outline.show(rows, None if has_focus else rows.current)
        return True

    def fill_list(self, cursor: int | None = None, *, has_focus: bool = False) -> None:
        """Have the list hold the essays, in their order, those that the filter leaves."""
        arrangement = self.arrangement
        current = self.reading.essay.id if self.reading else ""
        rows: Sequence[Row]
        rows = essays = EssayRows(
            self.session,
            arrangement.entries(),
            current,
            self.words,
            self._continued(current),
            self._fraction,
            self.list_columns,
        )
        role = "pane_title_focus" if has_focus or self._typed_above else "pane_title"
        name: Runs = ((self._list_name(), (role,)),)
        count: Runs = tuple((said, ("faint",)) for said in self._list_count())
        if self.list_columns:
            name, count = column_heading(name, count, self.list_columns), ()
        self.list.heading = name, count
        self.list.row_height = 1 if self.list_columns else 2
        if cursor is None and not has_focus:
            cursor = essays.index_of(current)
        if not essays:
            rows = self._no_essays()
        self.list.show(rows, cursor)

    def _no_essays(self) -> list[Row]:
        """What the list says that holds none."""
        from reader.tui import nothing

        cells, lines = self.list_columns or PANE, self.list.row_height
        if not self.session.essays and (self.progress is not None or not self.has_looked):
            return nothing.looking(cells, lines)
        words = self.arrangement.filter
        return nothing.unfitting(words, cells, lines) if words.strip() else []

    @property
    def _typed_above(self) -> str:
        """What is being typed in the list's heading, or nothing."""
        is_above = self.prompt is not None and self.prompt.pane is Pane.ESSAYS
        return self.prompt.shown if self.prompt is not None and is_above else ""

    def _list_name(self) -> str:
        if self._typed_above:
            return f" {self._typed_above}"
        if self.arrangement.filter:
            return f" / {clean.line(self.arrangement.filter)}"
        return " " + _("Essays")

    def _list_count(self) -> list[str]:
        """How many essays there are, how many of them are shown, and in which order; what is missed
        least first.
        """
        arrangement, total = self.arrangement, len(self.session.essays)
        if arrangement.filter:
            return [f"{len(arrangement.shown()):,}/{total:,}"]
        if self.progress is not None:
            found = self.progress.found
            if found < self.expected:
                return [f"{found:,}/{self.expected:,}"]
            return [_("{count:,} so far").format(count=found)]
        said = [
            _(names[name])
            for names, name in (
                (GROUPING_NAMES, arrangement.grouping),
                (ORDER_NAMES, arrangement.order),
            )
            if name in names and name not in ("library", "none")
        ]
        return [*(f"{one} · " for one in said), f"{total:,}"]

    @property
    def _fraction(self) -> float:
        """How far the reader is in the open essay, 0 to 1."""
        return self.leaf.bottom / max(1, self.reading.view.extent) if self.reading else 0.0

    def _continued(self, current: str) -> Essay | None:
        """The essay to continue with: the last one opened that is neither finished nor open."""
        if self.arrangement.filter:
            return None
        essays = self.session.essays
        known = [essay.id for essay in essays] if len(essays) <= _FEW else None
        for essay_id in kept.last_opened(self.session.state, known)[:_FEW]:
            essay = self.session.essay(essay_id)
            if essay and essay_id != current:
                state = kept.essay_state(self.session.state, essay_id)
                if 0 < state.progress < 1 and not state.finished:
                    return essay
        return None

    def _margin(self, line: Line) -> tuple[str, Roles] | None:
        """What stands beside a line: a bookmark's sign, or the bar of an open region."""
        reading = self.reading
        if reading is None or line.end <= line.start:
            return None
        if (sign := self._annotations_of(reading).sign(line)) is not None:
            return sign
        if not line.region and (region := reading.view.region_at(line.start)) is not None:
            return (drawn("┆"), ("region",)) if region.id in reading.view.open_regions else None
        return None

    def _found_at(self) -> int | None:
        """Where the match begins that the reader is at."""
        return self.finding.current[0] if self.finding and self.finding.current else None

    def _lays(self, line: Line) -> list[Lay]:
        """What is laid over a line: highlights, and above them what was found."""
        lays = self._annotations_of(self.reading).lays(line) if self.reading else []
        return lays + (self.finding.lays(line.start, line.end) if self.finding else [])

    def _annotations_of(self, reading: Reading) -> Annotations:
        if self._annotated is None or self._annotated[0] is not reading:
            self._annotated = reading, Annotations(reading)
        return self._annotated[1]

    # The bars.

    def header(self, cells: int) -> tuple[Parts, Parts]:
        """Where one is: essay, section, percent."""
        brand: Parts = [(" 文 ", ("brand",)), (_("Reader") + " ", ("chrome_strong",))]
        if self.reading is None:
            return brand, []
        view = self.reading.view
        path = view.section_path(self.leaf.eye)
        said = [clean.line(view.title), *(clean.line(title) for title in path[-1:])]
        left: Parts = [(" ", ("chrome",))]
        if cells >= MIDDLE:
            left = [*brand, (drawn("─── "), ("chrome", "frame"))]
        else:
            said = said[-1:]
        left.append((" · ".join(said) + " ", ("chrome",)))
        return left, [(f" {percent(self._fraction)} ", ("chrome_strong",))]

    def footer(
        self, cells: int, pane: Pane, waiting: str = "", toast: tuple[str, bool] | None = None
    ) -> tuple[Parts, Parts]:
        """The keys that lead on, or what happened; how long the rest will take."""
        right: Parts = [(f"{waiting} ", ("key",))] if waiting else []
        if self.leaf.selection is not None and self.leaf.view is not None:
            span = self.leaf.view.visible(self.leaf.selection.start, self.leaf.selection.end)
            size = sum(end - start for start, end in span)
            said = ngettext("{n:,} character", "{n:,} characters", size).format(n=size)
            right.append((said + "  ", ("chrome_strong",)))
        if self.reading is not None:
            view = self.reading.view
            rest = 1 - self.leaf.bottom / max(1, view.extent)
            minutes = max(1, round(self.session.pacing.seconds(view.length) * rest / 60))
            said = ngettext("{n} min left", "{n} min left", minutes).format(n=minutes)
            right.append(((said if rest > 0 else _("end")) + " ", ("chrome",)))
        if self.deepened is not None:
            said = _("Reading on: {percent}").format(percent=percent(self.deepened))
            right.insert(0, (f" {said}  ", ("chrome",)))
        if self.finding is not None:
            role = "key" if self.finding.count or not self.finding.is_complete else "failure"
            right.insert(0, (f" {self.finding.said}  ", ("chrome", role)))
        if self.complaint:
            right.insert(0, (f" {clean.line(told(self.complaint))}  ", ("chrome", "failure")))
        if toast is not None:
            text, is_failure = toast
            return [(f" {text} ", ("chrome", "failure" if is_failure else "toast"))], right
        if self.prompt is not None:
            typed = f" {self.prompt.shown}  " if self.prompt.pane is Pane.PAGE else " "
            return [(typed, ("chrome_strong",)), *_said(self.prompt.hints)], right
        if self.finding is not None and pane is not Pane.SELECTION:
            return [(" ", ("chrome",)), *_said(_WALKING)], right
        return self._hints(cells - sum(width(text) for text, _roles in right), pane), right

    @property
    def _has_regions(self) -> bool:
        view = self.reading.view if self.reading else None
        return view is not None and bool(view.closed or view.open_regions)

    def _hints(self, room: int, pane: Pane) -> Parts:
        """As many keys as there is room for, those of the pane that keys go to first."""
        hinted = [
            action
            for action in ACTIONS
            if action.hint
            and pane in action.panes
            and (pane is Pane.SELECTION or Pane.SELECTION not in action.panes)
            and (action.id != "turn" or self._has_regions)
        ]
        hinted.sort(key=lambda action: len(action.panes))
        # The way to all keys is worth more than any of them.
        last = [BY_ID["help"], BY_ID["quit"]]
        words = {action.id: f" {_(action.hint)}  " for action in (*hinted, *last)}
        reserved = sum(width(action.keys[0] + words[action.id]) for action in last)
        room -= 1
        shown: Parts = [(" ", ("chrome",))]
        for action in [*(action for action in hinted if action not in last), *last]:
            key, word = action.keys[0], words[action.id]
            if width(key + word) + (0 if action in last else reserved) <= room:
                shown += [(key, ("key",)), (word, ("chrome",))]
                room -= width(key + word)
        return shown


def _said(hints: tuple[tuple[str, str], ...]) -> Parts:
    """Keys, each with what it does."""
    return [
        part for key, word in hints for part in ((key, ("key",)), (f" {_(word)}  ", ("chrome",)))
    ]


def shape_of(cells: int) -> str:
    """`wide`, `middle` or `narrow`."""
    return "wide" if cells >= WIDE else "middle" if cells >= MIDDLE else "narrow"
