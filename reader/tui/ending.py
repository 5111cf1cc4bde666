"""Ending when the terminal goes away, or the machine shuts down: in order, and soon, whatever the screens are doing.

A signal asks the screens to leave as `q` does. If they have not left after a moment, what was done is saved without
them, and the process ends.
"""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import IO, Any

PATIENCE_SECONDS = 1.5
"""How long the screens have for leaving."""


def has_job_control() -> bool:
    """Whether a shell started this as one of its jobs, and could go on with it when it was stopped.

    A terminal that runs the reader and nothing else, or `ssh host reader`, would hang for good.
    """
    return os.getpgrp() != os.getsid(0)


class Ending:
    """While it is entered, a hang-up and an order to end are obeyed. On the main thread."""

    def __init__(
        self, leave: Callable[[], None], save: Callable[[], object], give_back: Callable[[], None]
    ) -> None:
        """*leave* asks the screens to leave, and returns at once. *save* saves what was done, also on another
        thread and while it is being saved already; *give_back* gives a terminal back that the screens have kept.
        """
        self._leave = leave
        self._save = save
        self._give_back = give_back
        self._before: Any = None
        self._left = threading.Event()
        self._is_asked = False

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGTERM, self._obey)
        signal.signal(signal.SIGHUP, self._obey)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        signal.signal(signal.SIGTERM, self._before)
        # What is left to do takes a moment, and needs no terminal. A terminal that goes away hangs up, and continues
        # whatever it had stopped; Textual would take it again for that.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for number in (signal.SIGCONT, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)

    def _obey(self, number: int, frame: FrameType | None) -> None:
        if self._is_asked:
            return
        self._is_asked = True
        try:
            threading.Thread(target=self._insist, args=(number,), daemon=True).start()
        except RuntimeError:
            # No thread can be started any more.
            self._end(number)
        self._leave()

    def _insist(self, number: int) -> None:
        if not self._left.wait(PATIENCE_SECONDS):
            self._end(number)

    def _end(self, number: int) -> None:
        try:
            self._save()
            self._give_back()
        finally:
            os._exit(128 + number)


class Lasting:
    """A terminal's file that can still be written to, in vain, when the terminal is gone.

    Textual's thread that writes would end there, and whoever gives it something to write would wait for ever.
    """

    def __init__(self, file: IO[str], on_gone: Callable[[], None]) -> None:
        """*on_gone* is called once, on the thread that writes."""
        self._file = file
        self._on_gone = on_gone
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write; or not."""
        self._do(lambda: self._file.write(text))
        return len(text)

    def flush(self) -> None:
        """Write out; or not."""
        self._do(self._file.flush)

    def fileno(self) -> int:
        """The file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """It is, or was."""
        return True

    def _do(self, write: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            write()
        except OSError:
            self._is_gone = True
            self._on_gone()
