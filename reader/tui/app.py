"""The application: Textual's shell around the desk, and the thread that saves.

What a reader does is the desk's (`reader.tui.desk`); what it means is the session's.
"""

import asyncio
import os
import sys
import traceback
from pathlib import Path
from time import monotonic

from rich.text import Text
from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader import paths
from reader.contexts import suppress
from reader.errors import ReaderError
from reader.library.essay import Essay
from reader.library.palette import TRUE, colors
from reader.library.state import State
from reader.library.state.file import StateFile
from reader.library.state.keeper import Keeper
from reader.library.terminals import AMBIGUOUS_WIDTH, AUTO, chosen, remember
from reader.library.themes import theme, themes
from reader.session.session import Ticket
from reader.text.cells import in_use, use
from reader.tui.desk import Desk
from reader.tui.ending import Ending
from reader.tui.ink import Paint
from reader.tui.messages import Failed, Merged, NextTheme, WidthsTold
from reader.tui.sitting import Sitting
from reader.tui.taken import Taken, drop
from reader.tui.terminal import driver
from reader.wording import _, told

_SOON = 0.1
"""Seconds in which a second change of the window's size is taken to belong to the first."""
_PRESSED = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
_LOOK = 2.0
"""Seconds between two looks at whether another window has written the state."""


class ReaderApp(App[int]):
    """The reader."""

    CSS_PATH = [paths.shipped("styles") / "reader.tcss"]  # noqa: RUF012 - Textual wants a list
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - every key is in `reader.tui.keys`
    TITLE = "Reader"

    def __init__(
        self,
        sitting: Sitting,
        file: StateFile,
        notices: tuple[str, ...] = (),
        first: Essay | None = None,
        terminal: Taken | None = None,
    ) -> None:
        # Where the theme names one of 16 or of 256 colours, it means that one and no other near it.
        super().__init__(
            driver_class=driver(terminal, self.hang_up), ansi_color=colors() < TRUE or None
        )
        self.sitting = sitting
        self.session = session = sitting.session
        self._notices = notices
        self._first = first
        self.unsaid = ""
        """Why the last save failed; empty if it went well."""
        self._hindrance = "" if notices else file.hindrance()
        """Why nothing can be saved, as was known from the start and is said there."""
        self.keeper = Keeper(file, session.state, self._saved, self._failed)
        session.on_state = self._keep
        self._sized = 0.0
        """When the window's size changed last."""
        self._events: asyncio.AbstractEventLoop | None = None
        """What runs the screens, while they are there."""
        self._is_ending = False
        """Whether the screens were asked to leave."""
        self.animation_level = "none"
        self.use_theme(sitting.theme)

    def get_default_screen(self) -> Desk:
        """The desk."""
        said = (*self._notices, *filter(None, [self._hindrance]))
        return Desk(self.sitting, self.paint, self._first, said)

    def use_theme(self, name: str) -> None:
        """Paint everything in a theme."""
        self.paint = Paint(theme(name, colors()))
        textual_theme = self.paint.textual
        if textual_theme.name not in self.available_themes:
            self.register_theme(textual_theme)
        self.theme = textual_theme.name

    def on_next_theme(self, event: NextTheme) -> None:
        """Paint everything in the theme that follows, now and from now on."""
        names = list(themes())
        name = names[(names.index(self.paint.theme.name) + 1) % len(names)]
        self.use_theme(name)
        self.session.set("theme", name)
        if isinstance(self.screen, Desk):
            self.screen.set_paint(self.paint)

    def on_widths_told(self, event: WidthsTold) -> None:
        """Paint as wide as the terminal does, now and at the next start, unless the reader said otherwise."""
        remember(paths.terminals_file(), event.widths)
        if chosen(self.session.setting(AMBIGUOUS_WIDTH, AUTO)) or event.widths == in_use():
            return
        use(event.widths)
        if self.screen_stack and isinstance(self.screen_stack[0], Desk):
            self.screen_stack[0].measure_anew()

    def on_load(self) -> None:
        """From now on the screens can be asked to leave."""
        self._events = asyncio.get_running_loop()
        if self._is_ending:
            self._hang_up()

    def on_mount(self) -> None:
        """Look now and then whether another window has written the state."""
        self.set_interval(_LOOK, self._look)

    def on_resize(self, event: events.Resize) -> None:
        """Take a new size at once; sizes that follow it soon, as when a window is drawn larger, one by one.

        Textual waits 8 ms with each, in case another one follows.
        """
        before, self._sized = self._sized, monotonic()
        if self._size not in (None, event.size) and self._sized - before > _SOON:
            self._resize_event, self._size = event, event.size
            self._check_resize()

    async def on_event(self, event: events.Event) -> None:
        """Have what is done behind the screens make way for keys, in whatever window they are pressed."""
        is_dragging = isinstance(event, events.MouseMove) and event.button
        if (is_dragging or isinstance(event, _PRESSED)) and self.screen_stack:
            desk = self.screen_stack[0]
            if isinstance(desk, Desk):
                desk.background.give_way()
        await super().on_event(event)

    def hang_up(self) -> None:
        """Leave in order: the terminal has gone, or the machine shuts down. Any thread may say so, and a signal."""
        self._is_ending = True
        # They may have left in this instant.
        with suppress(RuntimeError):
            if self._events is not None:
                self._events.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        if self.screen_stack and isinstance(self.screen_stack[0], Desk):
            # Where the source is gone too, the place is where it rested last.
            with suppress(ReaderError):
                self.screen_stack[0].resting.leave()
        self.exit(0)

    def _fatal_error(self) -> None:
        """Says a sentence where Textual's own method prints a traceback."""
        fault = self._exception
        if fault is None or os.environ.get("READER_TRACEBACK"):
            super()._fatal_error()
            return
        said = _("This is the reader's fault ({fault} in {where}). READER_TRACEBACK=1 tells more.")
        where = traceback.extract_tb(fault.__traceback__)[-1]
        self._exit_renderables.append(
            Text(
                said.format(
                    fault=type(fault).__name__, where=f"{Path(where.filename).name}:{where.lineno}"
                )
            )
        )
        self._close_messages_no_wait()

    def _look(self) -> None:
        self.keeper.look(self.session.state)

    def release(self) -> None:
        """Have the thread that reads keys not outlive the screens, however they have ended."""
        if (driver := self._reading_driver) is not None:
            driver.disable_input()

    def drop(self) -> None:
        """Give the terminal back while the screens still have it."""
        if (driver := self._reading_driver) is not None:
            drop(driver.attrs_before)

    @property
    def _reading_driver(self) -> LinuxDriver | None:
        driver = self._driver
        if isinstance(driver, LinuxDriver) and driver._key_thread and driver._key_thread.is_alive():
            return driver
        return None

    def on_app_focus(self) -> None:
        """Show what another window kept meanwhile."""
        self._look()

    # Saving. The keeper calls back from its own thread; messages carry that over.

    def _keep(self, state: State, at_once: bool) -> Ticket:
        if at_once and self.is_running and self.screen_stack:
            # Who marks something would miss the place as well.
            desk = self.screen_stack[0]
            if isinstance(desk, Desk):
                desk.call_later(desk.resting.keep_place)
        return self.keeper.keep(state, at_once=at_once)

    def _saved(self, state: State) -> None:
        self.unsaid = ""
        self._tell(Merged(state))

    def _failed(self, said: str) -> None:
        self.unsaid = said
        if not self._hindrance:
            self._tell(Failed(said))

    def _tell(self, message: Message) -> None:
        if self.is_running and self.screen_stack:
            self.screen_stack[0].post_message(message)


def run_app(
    sitting: Sitting,
    file: StateFile,
    notices: tuple[str, ...],
    first: Essay | None,
    terminal: Taken | None,
) -> int:
    """Show the screens until the reader leaves; gives the exit code."""
    app = ReaderApp(sitting, file, notices, first, terminal)
    with Ending(app.hang_up, app.keeper.close, app.drop):
        try:
            code = app.run() or 0
        finally:
            app.release()
            is_saved = app.keeper.close()
    if not is_saved and sitting.is_used:
        print(told(app.unsaid) or _("What you did last could not be saved."), file=sys.stderr)
        return code or 1
    return code
