"""The desk: the main screen, with the list, the outline and the page on it.

It lays the panes out, sends each key to the verb it is bound to (`reader.tui.verbs`), and shows what the session says.
"""

import gc
from collections.abc import Callable, Iterator
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer

from reader.contexts import contextmanager
from reader.errors import SourceError
from reader.library.essay import Essay
from reader.session.reading import Reading
from reader.session.session import Ticket
from reader.text import clean
from reader.text.line import Line
from reader.tui.bar import Bar
from reader.tui.deepening import Background, Deepened, Deepening, Unreadable, behind_keys
from reader.tui.following import Following
from reader.tui.ink import Paint
from reader.tui.keyboard import Keyboard
from reader.tui.keys import Action, Pane, bindings, key_name
from reader.tui.messages import Failed, Kept, Merged, Scanned, Scanning, Sought
from reader.tui.nothing import Elsewhere
from reader.tui.opening import Opening
from reader.tui.page import Page
from reader.tui.panes import Panes
from reader.tui.resting import Resting
from reader.tui.rows import Rows
from reader.tui.sitting import Sitting
from reader.tui.verbs import Verbs
from reader.wording import _, mark, sentences, told

_IDLE = frozenset(("quit", "help", "close"))
"""Actions that leave nothing to be kept."""
TOAST = 4.0
"""Seconds that a message stays."""

_THEMES = {
    "paper": mark("paper"),
    "night": mark("night"),
    "sepia": mark("sepia"),
    "terminal": mark("terminal"),
}


class Essays(Rows):
    """The list of essays."""


class Outline(Rows):
    """The outline of the open essay."""


class Ground(Container):
    """What the panes stand on: nothing of it is seen."""

    BLANK = True


class Desk(Screen[int]):
    """The main screen."""

    AUTO_FOCUS = "#page"
    BLANK = True

    def __init__(
        self, sitting: Sitting, paint: Paint, first: Essay | None, notices: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.sitting = sitting
        self.session = sitting.session
        self.paint = paint
        self._first = first
        self.background = Background(self)
        self.is_shown = False
        """Whether the first page is on the screen: before, nothing is done behind it."""
        self._notices = list(notices)
        self.panes = Panes(self)
        self.verbs = Verbs(self)
        self._keyboard = Keyboard(self)
        self._followed: list[Line] | None = None
        """The lines in sight that the outline and the bars were told of last."""
        self.opening = Opening(self)
        self.resting = Resting(self)
        self.following = Following(self)
        self._toast: tuple[str, bool] | None = None
        self._toast_timer: Timer | None = None
        self.page = Page(paint, sitting.leaf, id="page")
        self.outline = Outline(paint, sitting.outline, id="outline")
        self.list = Essays(paint, sitting.list, id="essays")
        self.header = Bar(paint, "─", id="header")
        self.footer = Bar(paint, " ", id="footer")

    @property
    def mode(self) -> Pane:
        """Whose keys count: those of the pane that keys go to, or of what is selected on the page."""
        pane, selection = self.panes.current, self.sitting.leaf.selection
        return Pane.SELECTION if pane is Pane.PAGE and selection is not None else pane

    @property
    def reading(self) -> Reading | None:
        """The essay that is open."""
        return self.sitting.reading

    @property
    def has_all(self) -> bool:
        """Whether all of the essay that is open was read."""
        return self.reading is not None and not self.reading.is_head

    def compose(self) -> ComposeResult:
        """Header, panes, footer."""
        self.panes.begin()
        yield self.header
        with Ground(id="desk"):
            yield self.list
            yield self.outline
            yield self.page
        yield self.footer

    def on_mount(self) -> None:
        """Open the essay that was open last, then look through the library behind it."""
        if self.reading is not None:
            self.opening.opened(self.reading)
        elif self._first is not None:
            self.opening.open(self._first)
        self.show_list()
        self.call_after_refresh(self._after_first_page)

    def _after_first_page(self) -> None:
        # What was imported and made until now stays: the collector need not look at it again.
        gc.freeze()
        gc.enable()
        if self._notices:
            self.toast(sentences(*map(told, self._notices)), is_failure=True)
        self.is_shown = True
        if self.reading is not None:
            self.background.begin(self.reading)
        self.following.begin(self._before_scan)

    def _before_scan(self) -> None:
        """Runs on a thread of its own."""
        self.background.wait()
        with behind_keys():
            self.session.shelve()
            self.background.rest()
            self.sitting.keep_start()

    def on_resize(self, event: events.Resize) -> None:
        """Give the panes the room there is."""
        self.panes.fit(event.size.width)

    def _compositor_refresh(self) -> None:
        """Textual's painting of a frame: after a resize, once.

        Textual 8.2 paints everything as soon as it has a new size, when the page has not heard of it and has no lines
        to show; then again when it has; and, having done so, once more because the screen was to be repainted too.
        """
        if not self.page.has_size:
            return
        if self.size.region in self._compositor._dirty_regions:
            self._repaint_required = False
        super()._compositor_refresh()

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Send a key to the verb that it is bound to."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:
            # It was typed on, before the window that the last key opened was there: it is for that window.
            typed = events.Key(event.key, event.character)
            self.app.screen.call_after_refresh(self.app.post_message, typed)
            return
        prompt = self.sitting.prompt
        if prompt and prompt.pane is self.panes.current and prompt.take(name, event.character):
            return
        self._keyboard.take(name)

    def do(self, action: Action, count: int | None = None) -> None:
        """Do what an action names."""
        if self.background.answers(action, count):
            self.sitting.is_used = True
            self.follow()
            return
        self.sitting.is_used |= action.id not in _IDLE
        verb: Callable[[int | None], None] = getattr(self.verbs, f"do_{action.id}")
        before = self.sitting.prompt
        with self.telling():
            verb(count)
        if self.sitting.prompt not in (None, before):
            # What was said before would hide what is typed.
            self.hush()
        # In the frame that shows the page: else they would take a second one.
        self.follow()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what went wrong with the source of the essay; if it has changed, read it again."""
        try:
            yield
        except SourceError as error:
            self.toast(str(error), is_failure=True)
            self.call_after_refresh(self.opening.reload)

    def on_paste(self, event: events.Paste) -> None:
        """Text that is pasted while something is typed belongs to that; elsewhere it is not keys."""
        event.stop()
        if self.sitting.prompt is not None:
            self.sitting.prompt.paste(event.text)

    def on_app_focus(self) -> None:
        """Look whether the file, or the library, has changed while the reader was elsewhere."""
        self.opening.reload()
        self.following.look_again()

    def on_sought(self, event: Sought) -> None:
        """Show the bookmarks that were found."""
        self.opening.take_sought(event.reading)

    # What the panes show.

    def on_page_moved(self) -> None:
        """The outline and the bars follow the page; the place is saved when it rests."""
        self.sitting.is_used = True
        self.follow()

    def follow(self) -> None:
        """Have the outline and the bars follow the page, if it has moved."""
        if self._followed is self.sitting.leaf.window:
            return
        self._followed = self.sitting.leaf.window
        with self.telling():
            self.show_outline()
            self.show_status()
            self.session.pacing.moved(monotonic(), self.sitting.leaf.length_in_sight)
        self.resting.moved()

    def on_page_selected(self) -> None:
        """Show the keys for what is selected, and how much that is."""
        self.show_status()

    def show_outline(self) -> None:
        """Show where the reader is in the essay."""
        if self.sitting.follow(has_focus=self.outline.has_focus):
            self.outline.renew()

    def show_list(self, cursor: int | None = None) -> None:
        """Show the essays."""
        self.sitting.fill_list(cursor, has_focus=self.list.has_focus)
        self.list.renew()

    def show_status(self) -> None:
        """Show where one is, and which keys lead on."""
        self.header.show(*self.sitting.header(self.size.width))
        self._show_footer()

    def _show_footer(self) -> None:
        waiting, cells = self._keyboard.waiting, self.size.width
        if not waiting and self.background.postponed:
            waiting = f"{self.background.postponed}…"
        self.footer.show(*self.sitting.footer(cells, self.mode, waiting, self._toast))

    # Messages.

    def toast(self, text: str, *, is_failure: bool = False) -> None:
        """Say what happened, for some seconds."""
        self._toast = (clean.line(told(text)), is_failure)
        if self._toast_timer is not None:
            self._toast_timer.stop()
        self._toast_timer = self.set_timer(TOAST * (3 if is_failure else 1), self.hush)
        self._show_footer()

    def hush(self) -> None:
        """Take the message away."""
        self._toast = None
        if self._toast_timer is not None:
            self._toast_timer.stop()
            self._toast_timer = None
        self._show_footer()

    def toast_when_kept(self, ticket: Ticket, text: str) -> None:
        """Say what happened once it is on the disk; a failure to save says so itself."""
        if ticket is None:
            self.toast(text)
            return
        ticket.add_done_callback(
            lambda done: None if done.exception() else self.post_message(Kept(text))
        )

    def on_kept(self, event: Kept) -> None:
        """Say so."""
        self.toast(event.text)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the essay, or go to the section, that was chosen."""
        event.stop()
        if isinstance(event.key, Elsewhere):
            self.verbs.find_everywhere(event.key.words)
        elif isinstance(event.rows, Essays):
            self.verbs.choose_essay(str(event.key))
        elif isinstance(event.key, int):
            self.verbs.choose_section(event.key)

    def on_rows_resized(self, event: Rows.Resized) -> None:
        """Give a list that has the whole window the columns that there is room for."""
        event.stop()
        columns = self.list.size.width if self.panes.is_list_wide else 0
        if event.rows is self.list and columns != self.sitting.list_columns:
            self.sitting.list_columns = columns
            self.show_list()

    def on_page_dragged(self, event: Page.Dragged) -> None:
        """Remember where the reader was."""
        self.opening.note_jump(event.position)

    def on_page_dragged_beyond(self, event: Page.DraggedBeyond) -> None:
        """Go there as soon as that is read, as the key does."""
        self.do(bindings(Pane.PAGE)["%"], event.percent)

    def on_page_placard_clicked(self, event: Page.PlacardClicked) -> None:
        """Open the region."""
        self.verbs.turn(event.region)

    def on_page_figure_clicked(self, event: Page.FigureClicked) -> None:
        """Show the image."""
        self.verbs.show_figure(event.offset)

    def on_page_link_clicked(self, event: Page.LinkClicked) -> None:
        """Say where a link leads; go to a note."""
        self.verbs.follow(event.target, is_note=event.is_note)

    def on_merged(self, event: Merged) -> None:
        """Take over what another window did."""
        if self.session.merged(event.state):
            self.opening.refresh_marks()

    def on_deepening(self, event: Deepening) -> None:
        """Show how far the reading is."""
        self.sitting.deepened = event.part
        self._show_footer()

    def on_deepened(self, event: Deepened) -> None:
        """Take over what was found."""
        self.sitting.deepened = None
        self.opening.renew()
        postponed = self.background.take_postponed() if self.has_all else None
        if postponed is not None and self.app.screen is self and self.sitting.prompt is None:
            self.do(*postponed)
        self._show_footer()

    def on_page_unreadable(self, event: Page.Unreadable) -> None:
        """Say so; if the source has changed, read it again."""
        self.toast(event.said, is_failure=True)
        self.opening.reload()

    def on_unreadable(self, event: Unreadable) -> None:
        """Say why; what is shown stays."""
        self.sitting.deepened = None
        self.toast(event.said, is_failure=True)

    def on_failed(self, event: Failed) -> None:
        """Say that nothing could be saved; the reader goes on."""
        self.toast(event.said, is_failure=True)

    def measure_anew(self) -> None:
        """Set everything again: the terminal paints other widths than was thought."""
        self.page.set_anew()
        self.show_outline()
        self.show_list()
        for rows in (self.list, self.outline):
            rows.set_anew()
        self.show_status()
        self.refresh(layout=True)

    def set_paint(self, paint: Paint) -> None:
        """Paint everything in other colours."""
        self.paint = paint
        for bar in (self.header, self.footer):
            bar.paint = paint
            bar.refresh()
        for rows in (self.list, self.outline):
            rows.paint = paint
            rows.refresh()
        self.page.set_paint(paint)
        self.toast(
            _("Theme: {name}").format(name=_(_THEMES.get(paint.theme.name, paint.theme.name)))
        )

    # Looking through the library.

    def on_unmount(self) -> None:
        """Follow the library no longer."""
        self.following.end()

    def on_scanning(self, event: Scanning) -> None:
        """Show how far the scan is."""
        if self.sitting.progress is None:
            self.sitting.expected = len(self.session.essays)
        self.sitting.progress = event.progress
        self.session.glimpse(event.progress.essays)
        self.show_list()

    def on_scanned(self, event: Scanned) -> None:
        """Show the whole library."""
        self.sitting.progress = None
        self.following.has_scanned = self.sitting.has_looked = True
        self.session.take(event.scan, adopts=event.adopts)
        if self.reading is None and self.session.essays:
            self.opening.open(self.session.essays[0])
        self.show_list()
        self.opening.reload()
        for complaint in event.scan.complaints[:1]:
            more = len(event.scan.complaints) - 1
            self.toast(told(complaint) + (f" (+{more})" if more else ""), is_failure=True)
