"""Saving in the background: the reader never waits for a disk.

A state is handed over with `Keeper.keep`, which returns at once; a thread saves it, at once after
what the reader would miss (a mark, an unlock), a while after the last movement otherwise. The
thread lives only while something is unsaved and is no daemon, so even a program that forgets to
close its keeper ends with everything saved. What saving means, `reader.library.state.file` knows.
"""

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from reader.errors import StateError
from reader.library.state import State
from reader.library.state.file import StateFile

LONGEST_DELAY_SECONDS = 30.0
"""How long a reader who never stops moving may go unsaved."""

CLOSING_SECONDS = 10.0
"""How long leaving waits for the disk: longer than a `StateFile` waits for another reader."""


class Keeper:
    """Who brings the newest state to its file, and says when it is there.

    The two callbacks run on the thread that saves. They must hand over to the event loop without
    waiting for it (`post_message`, `call_soon_threadsafe`; not `App.call_from_thread`): when the
    reader leaves, the loop is what waits for them.
    """

    def __init__(
        self,
        file: StateFile,
        state: State,
        on_saved: Callable[[State], None],
        on_failed: Callable[[str], None],
        idle_seconds: float = 2.0,
    ) -> None:
        """*state* is what *file* was loaded as.

        *on_saved* gets each state that has reached the disk, other readers' changes merged in: the
        caller merges it into its own, which may have gone on meanwhile. *on_failed* gets a sentence
        when saving fails, once until there is another one or a save goes well; and what was odd
        about a save that went well.
        """
        self._file = file
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._idle_seconds = idle_seconds
        # Reentrant, so that a signal handler may close a keeper that it interrupted.
        self._change = threading.Condition(threading.RLock())
        self._saved = state
        self._unsaved: State | None = None
        self._unsaved_since = 0.0
        self._due = math.inf
        """When to save, on the monotonic clock; after a failure never, until the next `keep`."""
        self._tickets: list[Future[State]] = []
        self._worker: threading.Thread | None = None
        self._closed = False
        self._said = ""

    def keep(self, state: State, *, at_once: bool) -> "Future[State]":
        """Has *state* saved, *at_once* or when the reader has been still for a while.

        Every state stands for all that were kept before it. The ticket is done when the state is on
        the disk: its result is the merged state, its exception a StateError if it could not be
        saved, which does not end the attempts: the next `keep` and `close` try again.
        """
        ticket: Future[State] = Future()
        ticket.set_running_or_notify_cancel()
        with self._change:
            if state is self._saved and self._unsaved is None:
                ticket.set_result(state)
                return ticket
            now = time.monotonic()
            if self._unsaved is None:
                self._unsaved_since = now
            self._tickets.append(ticket)
            self._unsaved = state
            idle = min(now + self._idle_seconds, self._unsaved_since + LONGEST_DELAY_SECONDS)
            if at_once or self._closed:
                self._due = now
            elif self._due > now:
                self._due = idle
            self._wake()
        return ticket

    def look(self, state: State) -> None:
        """Has what another reader wrote merged, if the file is not what was last read or written.

        *state* is the newest one. Costs a look at the file's date, and nothing else where it is the same.
        """
        if self._unsaved is None and not self._closed and self._file.has_changed():
            with self._change:
                if self._unsaved is None:
                    self._unsaved_since = time.monotonic()
                    self._unsaved = state
                    self._due = self._unsaved_since
                    self._wake()

    def flush(self, timeout: float | None = None) -> bool:
        """Saves now what is unsaved, and says whether all of it is on the disk.

        Waits *timeout* seconds at most.
        """
        with self._change:
            if self._unsaved is not None:
                self._due = time.monotonic()
                self._wake()
            if self._worker is not threading.current_thread():
                self._change.wait_for(lambda: self._worker is None, timeout)
            return self._unsaved is None

    def close(self) -> bool:
        """Saves what is unsaved and waits for it; whether all of it is on the disk.

        May be called twice, and by a signal handler. What is kept afterwards is saved too, always
        at once.
        """
        self._closed = True
        return self.flush(CLOSING_SECONDS)

    def _wake(self) -> None:
        """Makes the worker look at what is due, or a worker if there is none. Under the lock."""
        if self._worker is not None:
            self._change.notify_all()
            return
        self._worker = threading.Thread(target=self._work, name="keeper of the state")
        try:
            self._worker.start()
        except RuntimeError:
            # No thread can be started any more: the interpreter is ending, or at its limit.
            self._worker = threading.current_thread()
            self._due = time.monotonic()
            self._work()

    def _work(self) -> None:
        """Saves until nothing is due, or will be."""
        try:
            while self._is_due():
                self._save()
        finally:
            self._leave()

    def _is_due(self) -> bool:
        """Waits until something is to be saved; False, and the worker's end, if nothing will be."""
        with self._change:
            while self._unsaved is not None and self._due < math.inf:
                rest = self._due - time.monotonic()
                if rest <= 0:
                    return True
                self._change.wait(rest)
            self._leave()
            return False

    def _leave(self) -> None:
        with self._change:
            if self._worker is threading.current_thread():
                self._worker = None
                self._change.notify_all()

    def _save(self) -> None:
        with self._change:
            state = self._unsaved
            tickets, self._tickets = self._tickets, []
            self._due = math.inf
        if state is None:
            return
        try:
            saved = self._file.save(state)
        except BaseException as error:
            for ticket in tickets:
                ticket.set_exception(error)
            if not isinstance(error, StateError):
                raise
            self._complain(str(error))
            return
        with self._change:
            self._saved = saved
            self._unsaved_since = time.monotonic()
            if self._unsaved is state:
                self._unsaved = None
        self._said = ""
        try:
            self._on_saved(saved)
            for notice in self._file.notices:
                self._on_failed(notice)
        finally:
            for ticket in tickets:
                ticket.set_result(saved)

    def _complain(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._on_failed(sentence)
