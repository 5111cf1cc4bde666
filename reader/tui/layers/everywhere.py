"""Finding in all essays: results as one types, the place under the cursor below them.

The library is looked through on a thread of its own, anew with each letter that is typed; what is found is shown as
it comes. Nothing is left out: the last line says how many there are, and whether there may be more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from reader.errors import ReaderError
from reader.library.essay import Essay
from reader.session.finding import Finder
from reader.session.found import Found
from reader.session.query import Wanted, understood
from reader.session.words import placard_words
from reader.text import clean
from reader.text.line import Line
from reader.text.sameness import Folds
from reader.tui.keys import Pane
from reader.tui.layers.hints import Hints
from reader.tui.layers.picker import Picker
from reader.tui.layers.results import More, Place, Results
from reader.tui.leaf import Leaf
from reader.tui.listing import Row
from reader.tui.overlay import Lay
from reader.tui.page import Page
from reader.tui.rows import Rows
from reader.tui.walking import Walk
from reader.wording import _, mark, ngettext, told

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.tui.desk import Desk

_BATCH = 40
"""Essays that are shown together."""
_LOWEST = 24
"""Rows of the window from which on the place is shown."""

_HINTS = (
    mark("快递 15134    both words      “Rain, or”    exactly so"),
    mark("雨 -雪    without it    雨 OR 雪    one of the two    雨 near 伞"),
    mark("title: heading: author: tag: note:    only there; note: is what you wrote"),
)


class Looking:
    """One look through the library: for one query."""

    def __init__(
        self, session: Session, words: str, is_folding: bool, is_scanning: bool = False
    ) -> None:
        """ReaderError says why nothing can be looked for.

        While the library *is scanning*, what was not read yet is looked into as well.
        """
        self.words = words
        self.wanted: Wanted = understood(words, folds=Folds(traditional=is_folding))
        self.finder = Finder(session)
        self.results = Results(self.look)
        self._find = self.finder.find_on if is_scanning else self.finder.find
        self.is_done = False
        self.is_dropped = False

    def look(self, essay: Essay) -> Found | None:
        """What is found in an essay."""
        return next(self.finder.among(self.wanted, (essay,)), None)

    def run(self, tell: Callable[[list[Found], bool], object]) -> None:
        """Look; *tell* gets what is found, and whether that was all. Runs on a thread of its own."""
        batch: list[Found] = []
        for count, found in enumerate(self._find(self.wanted), 1):
            if self.is_dropped:
                return
            batch.append(found)
            # Here, where nobody waits for a key: the places of a long essay may be many.
            found.hits  # noqa: B018
            # The first one at once; then in handfuls, so that the list is not painted too often.
            if len(batch) >= min(_BATCH, count):
                tell(batch, False)
                batch = []
        tell(batch, True)


class Everywhere(Picker):
    """Results in all essays; dismissed with a place, or None."""

    class Arrived(Message):
        """More was found."""

        def __init__(self, looking: Looking, found: list[Found], is_done: bool) -> None:
            super().__init__()
            self.looking = looking
            self.found = found
            self.is_done = is_done

    def __init__(self, desk: Desk, words: str) -> None:
        super().__init__(
            desk.paint,
            _("Find in all essays"),
            self._rows_of,
            placeholder=_("words that are in an essay"),
            footer=" ",
        )
        self._desk = desk
        self._session = desk.session
        self._typed = words
        self._is_folding = False
        self.looking: Looking | None = None
        """The look through the library for what is typed."""
        leaf = Leaf(placard_words(_("Closed.")))
        leaf.lays_of = self._lays
        self._preview = Page(desk.paint, leaf, id="preview")
        self._preview.can_focus = False
        self._place: Place | None = None

    def compose(self) -> ComposeResult:
        """The line, the results, the place, a word on how many there are."""
        self.add_class("-everywhere")
        with Vertical(id="picker") as box:
            box.border_title = self._title
            yield Input(self._typed, placeholder=self._placeholder, compact=True, id="query")
            rows = Rows(self._paint, self._listing(), id="found")
            rows.can_focus = False
            yield rows
            yield Static("", id="preview-head", markup=False)
            yield self._preview
            yield Hints("", id="picker-footer")

    def on_mount(self) -> None:
        """Look for what was looked for last."""
        self._input.select_all()

    def on_unmount(self) -> None:
        """Stop looking."""
        self._drop()

    def on_resize(self, event: events.Resize) -> None:
        """Show the place where there is room for it."""
        has_room = event.size.height >= _LOWEST
        self._preview.display = self.query_one("#preview-head").display = has_room

    def reload(self, cursor: int | None = None) -> None:
        """Show the rows; the cursor stays where it is."""
        if not self.is_open:
            return
        listing = self._found.listing
        rows = self._rows_of(self._input.value)
        self._found.show(rows, listing.cursor if cursor is None else cursor)
        self._say_how_many()
        self._show_place()

    def on_everywhere_arrived(self, event: Arrived) -> None:
        """Show what was found."""
        event.stop()
        looking = event.looking
        if looking is self.looking and self.is_open:
            listing = self._found.listing
            # What is better may come in above; one who has walked stays at their place.
            walked_to = listing.chosen if listing.cursor > 1 else None
            for found in event.found:
                looking.results.add(found)
            looking.is_done = event.is_done
            self.reload(looking.results.index_of(walked_to))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to a place, or show the others of an essay."""
        if isinstance(event.key, More) and self.looking is not None:
            event.stop()
            event.prevent_default()
            self.looking.results.expand(event.key.essay)
            self.reload()

    def on_key(self, event: events.Key) -> None:
        """Fold traditional characters; show the place when the cursor has moved."""
        if event.key == "ctrl+t":
            event.stop()
            event.prevent_default()
            self._is_folding = not self._is_folding
            self._drop()
            self.looking = None
            self.reload(0)
        self.call_after_refresh(self._show_place)

    def _rows_of(self, words: str) -> Sequence[Row]:
        """The rows for what is typed, as far as they are known; begins to look if that is new."""
        words = words.strip()
        if not words:
            self._drop()
            self.looking = None
            return [_faint(""), *(_faint(f"  {_(hint)}") for hint in _HINTS)]
        if self.looking is None or self.looking.words != words:
            self._drop()
            try:
                is_scanning = not self._desk.following.has_scanned
                self.looking = Looking(self._session, words, self._is_folding, is_scanning)
            except ReaderError as error:
                self.looking = None
                return (_faint(f"  {told(error)}"),)
            self._begin(self.looking)
        if self.looking.is_done and not self.looking.results:
            return (_faint("  " + _("Nothing is found.")),)
        return self.looking.results

    def _begin(self, looking: Looking) -> None:
        def tell(found: list[Found], is_done: bool) -> None:
            self.post_message(self.Arrived(looking, found, is_done))

        threading.Thread(target=looking.run, args=(tell,), name="reader-find", daemon=True).start()

    def _drop(self) -> None:
        if self.looking is not None:
            self.looking.is_dropped = True

    def _say_how_many(self) -> None:
        looking = self.looking
        said = _("Enter goes there · n N walk on from it · Ctrl+T 繁 = 简")
        if looking is not None and looking.results:
            results = looking.results
            count = ngettext("{n:,} place", "{n:,} places", results.places).format(n=results.places)
            many = len(results.groups)
            essays = ngettext("{n:,} essay", "{n:,} essays", many).format(n=many)
            found = f"{essays} · {count}"
            if not looking.is_done:
                found = _("{found} so far, looking on…").format(found=found)
            said = f"{found} · {said}"
        elif looking is not None and not looking.is_done:
            said = _("Looking…")
        self.query_one("#picker-footer", Hints).update(said)

    # The place under the cursor.

    def _show_place(self) -> None:
        if not (self.is_mounted and self.is_open):
            return
        chosen = self._found.listing.chosen
        place = chosen if isinstance(chosen, Place) else None
        looking = self.looking
        if place == self._place or not self._preview.display:
            return
        self._place = place
        found = looking.results.found(place.essay) if looking and place else None
        path = (place.essay.title, *found.section_path(place.span[0])) if place and found else ()
        where = " › ".join(clean.line(part) for part in path)
        self.query_one("#preview-head", Static).update(where)
        if place is None or found is None:
            self._preview.leaf.view = self._preview.leaf.layout = None
            self._preview.leaf.window = []
            self._preview.repaint()
            return
        language = place.essay.language
        self._preview.leaf.typography = self._session.looks.typography(language, place.essay.id)
        self._preview.show(found.view, found.line(place.span[0])[0])
        self._preview.bring(place.span[0])

    def _lays(self, line: Line) -> list[Lay]:
        place, looking = self._place, self.looking
        found = looking.results.found(place.essay) if looking and place else None
        if place is None or found is None:
            return []
        return [
            Lay(*span, "hit_here" if span == place.span else "hit")
            for span in found.spans
            if span[0] < line.end and span[1] > line.start
        ]


def show_everywhere(desk: Desk) -> None:
    """Show what is found in all essays, and go to the place that is chosen."""
    screen = Everywhere(desk, desk.sitting.everywhere)

    def done(chosen: object) -> None:
        looking = screen.looking
        desk.sitting.everywhere = looking.words if looking else ""
        if not isinstance(chosen, Place) or looking is None:
            return
        if (
            not desk.opening.open(chosen.essay, chosen.span[0], is_jump=True)
            or desk.reading is None
        ):
            return
        walk = Walk(looking.finder, looking.wanted, looking.results, desk.reading, chosen.span)
        if walk.count:
            desk.sitting.finding = walk
            desk.page.bring(chosen.span[0])
            desk.show_outline()
        desk.panes.open(Pane.PAGE)
        desk.show_status()

    desk.app.push_screen(screen, done)


def _faint(text: str) -> Row:
    return Row(((text, ("faint",)),))
