"""The terminal that the screens are painted on: Textual's driver, and where it differs from what we need."""

import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from select import select

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition
from textual.message import Message

from reader.contexts import suppress
from reader.text.cells import Widths
from reader.tui.ending import Lasting
from reader.tui.messages import WidthsTold
from reader.tui.taken import ASK_WIDTHS, Taken

_TICK = 0.05
"""Seconds between two looks at what was typed last: an escape alone is a key, and else the beginning of one."""
_SOON = 0.001
"""Seconds behind the moment from which on it is a key, when one looks first."""
_TICKS = 40
"""How often that is looked at; then no key can be incomplete any more."""
_ALTERNATE = "\x1b[?1049h"


def driver(taken: Taken | None, on_gone: Callable[[], None]) -> type[LinuxDriver] | None:
    """The driver to paint with, or None for Textual's own choice.

    It takes over the terminal that shows the first frame already: without a second change to the alternate screen,
    which would show it empty. And it paints on the standard output where the standard error goes to a file
    (`reader 2>log`); Textual's own always paints on the standard error. The terminal is asked how wide it paints; its
    answers are told from keys, and told to the application. Its thread for keys sleeps until there are some. *on_gone*
    is called, on some thread, when the terminal gives or takes nothing any more.
    """
    is_diverted = sys.__stderr__ is None or not sys.__stderr__.isatty()
    if not (sys.__stdout__ and sys.__stdout__.isatty()):
        return None

    class Driver(LinuxDriver):
        def __init__(
            self,
            app: App[object],
            *,
            debug: bool = False,
            mouse: bool = True,
            size: tuple[int, int] | None = None,
        ) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            self._columns: list[int] = []
            """Where the cursor stood, by the terminal's answers."""
            file = sys.__stdout__ if is_diverted else sys.__stderr__
            if file is not None:
                self._file = Lasting(file, on_gone)  # type: ignore[assignment]

        def start_application_mode(self) -> None:
            is_taking_over = taken is not None and not taken.is_handed_over
            if taken is not None:
                taken.is_handed_over = True
            self._drops_alternate = is_taking_over
            self._woken, self._wakes = os.pipe()
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if taken is not None:
                # What the terminal is given back as, when the reader leaves.
                self.attrs_before = taken.attributes
            else:
                self.write(ASK_WIDTHS)

        def disable_input(self) -> None:
            # Before the thread is waited for.
            if not self.exit_event.is_set() and self._wakes >= 0:
                os.close(self._wakes)
                self._wakes = -1
            super().disable_input()

        def run_input_thread(self) -> None:
            """As Textual's, except that it sleeps until there are keys, and ends when it is to.

            That of Textual 8.2 looks ten times a second whether it is to end, and waits a tenth more when it is: most
            of the time that leaving took.
            """
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            ticks = 0
            while True:
                wait = constants.ESCAPE_DELAY + _SOON if ticks == _TICKS else _TICK
                ready = select([self.fileno, self._woken], [], [], wait if ticks else None)[0]
                if self._woken in ready:
                    break
                ticks -= 1
                if ready:
                    said = b""
                    with suppress(OSError):
                        said = os.read(self.fileno, 4096)
                    if not said:
                        on_gone()
                        break
                    ticks = _TICKS
                    for message in parser.feed(decode(said)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
            os.close(self._woken)
            with suppress(EOFError, ParseError):
                for _message in parser.feed(""):
                    pass

        def process_message(self, message: Message) -> None:
            if isinstance(message, CursorPosition):
                self._columns.append(message.x)
                if len(self._columns) == 2 and {*self._columns} <= {1, 2}:
                    self._app.post_message(WidthsTold(Widths(*self._columns)))
            else:
                super().process_message(message)

        def _sigcont_application(self, *_signal: object) -> None:
            if not self._app.is_running:
                return
            if not self._must_signal_resume:
                # Stopped by a signal that asks nobody, or continued without having been stopped, as by a hang-up:
                # Textual would start a second thread for keys.
                self.suspend_application_mode()
            super()._sigcont_application()
            # What the terminal showed is gone, and no size has changed that would have it painted. The loop may be
            # waiting, and a signal does not wake it.
            self._loop.call_soon_threadsafe(lambda: self._app.refresh(layout=True))

        def write(self, data: str) -> None:
            if data == _ALTERNATE and self._drops_alternate:
                self._drops_alternate = False
                return
            super().write(data)

        _drops_alternate = False
        _woken = _wakes = -1

    return Driver
