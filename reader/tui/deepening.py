"""Reading on behind the page: of a large essay the head is shown first, then the rest becomes known.

What is in sight stays as it is; the outline, the bars and what lies further on fill in. Reading happens on a
thread; what it found is taken over when its message arrives.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual.message import Message

from reader.contexts import contextmanager
from reader.errors import ReaderError
from reader.text.document import Stage
from reader.tui.keys import Action, Pane
from reader.wording import _

if TYPE_CHECKING:
    from reader.session.reading import Reading
    from reader.tui.desk import Desk

FAR = frozenset(
    (
        *("end", "percent", "next_section", "find", "find_next", "find_previous", "matching"),
        *("mark", "mark_here", "highlight", "annotate", "tag_passage"),
        *("next_mark", "previous_mark", "card"),
        *("palette", "turn", "turn_all", "bookmarks", "jump"),
    )
)
"""Actions that need all of the essay."""
_SLOW = 0.5
"""Seconds between two reports."""
_REST = 0.15
"""Seconds after a key in which nothing is looked through: keys go first."""
_USUAL = sys.getswitchinterval()
_SWITCH = 0.0005
"""Seconds after which the thread makes way for a key."""


@contextmanager
def behind_keys() -> Iterator[None]:
    """Meanwhile Python goes from this thread to that of the keys more often."""
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL)


class Deepened(Message):
    """More is known of the open essay's source."""


class Deepening(Message):
    """More is being read."""

    def __init__(self, part: float) -> None:
        super().__init__()
        self.part = part


class Unreadable(Message):
    """It cannot be read on."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


class Background:
    """The thread that reads on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._thread: threading.Thread | None = None
        self._said = 0.0
        self._pressed = 0.0
        self._is_awaited = False
        self._postponed: tuple[Action, int | None] | None = None
        """What is done as soon as the rest is known, with its number."""

    @property
    def postponed(self) -> str:
        """The key whose action waits for the rest of the essay; empty if none does."""
        return self._postponed[0].keys[0] if self._postponed else ""

    def take_postponed(self) -> tuple[Action, int | None] | None:
        """The action that waited, with its number; from now on none waits."""
        postponed, self._postponed = self._postponed, None
        return postponed

    def begin(self, reading: Reading) -> None:
        """Read on in an essay, unless all of it is known."""
        if reading.view.stage is not Stage.UNDERSTOOD:
            self._thread = threading.Thread(
                target=self._run, args=(reading,), name="reader-deepening", daemon=True
            )
            self._thread.start()

    def give_way(self) -> None:
        """A key was pressed: keep out of its way."""
        self._pressed = monotonic()

    def wait(self) -> None:
        """Wait until nothing is read any more: for other threads."""
        if self._thread is not None:
            self._thread.join()

    def complete(self) -> bool:
        """Have all of the open essay at hand, if that takes only a moment; whether it is."""
        desk = self._desk
        reading = desk.reading
        if reading is None or not reading.is_head:
            return True
        if not desk.session.stages.is_soon_whole(reading):
            return False
        self._is_awaited = True
        try:
            desk.session.stages.deepen(reading, Stage.WHOLE)
        except ReaderError as error:
            desk.toast(str(error), is_failure=True)
            return False
        finally:
            self._is_awaited = False
        desk.opening.renew()
        return True

    def answers(self, action: Action, count: int | None) -> bool:
        """Answer an action for which too little of the open essay was read; whether that was so.

        The end is shown if it is in sight. What cannot be had in a moment is done as soon as it can, unless another
        action comes before.
        """
        self._postponed = None
        desk = self._desk
        if action.id == "end" and desk.mode is Pane.PAGE and self._foresee_end():
            return True
        if self.has_enough_for(action):
            return False
        if not self._is_soon_whole:
            self._postponed = action, count
            said = _("{key} follows as soon as the rest of this essay is read.")
            desk.toast(said.format(key=action.keys[0]))
        return True

    def has_enough_for(self, action: Action) -> bool:
        """Whether as much of the open essay was read as an action needs; else that is said."""
        page = self._desk.page
        is_far = action.id in FAR and (action.id != "find" or self._is_soon_whole)
        if not is_far and page.leaf.foot is None:
            return True
        if self.complete():
            return True
        if page.leaf.foot is not None:
            page.go(page.leaf.position)
        if is_far and not self._is_soon_whole:
            self._desk.toast(_("The rest of this essay is still being read."))
        return not is_far

    @property
    def _is_soon_whole(self) -> bool:
        """Whether all of the open essay can be had in a moment."""
        reading = self._desk.reading
        return (
            reading is None
            or not reading.is_head
            or self._desk.session.stages.is_soon_whole(reading)
        )

    def _foresee_end(self) -> bool:
        """Show the end of the open essay while the rest is still being read, if that can be; whether it is in sight.

        The reader is there as soon as all of it is known (`Opening.renew`).
        """
        reading, page = self._desk.reading, self._desk.page
        if reading is None or not reading.is_head:
            return False
        if page.leaf.foot is not None:
            return True
        try:
            foot = self._desk.session.stages.foot(reading)
            return foot is not None and page.show_foot(foot)
        except ReaderError:
            # Whoever reads the rest will say so.
            return False

    def _run(self, reading: Reading) -> None:
        session, post = self._desk.session, self._desk.post_message
        try:
            with behind_keys():
                for stage in (Stage.WHOLE, Stage.UNDERSTOOD):
                    session.stages.deepen(reading, stage, self._report)
                    post(Deepened())
        except ReaderError as error:
            post(Unreadable(str(error)))

    @property
    def gives_way(self) -> bool:
        """Whether keys are pressed, which go before whatever nobody waits for."""
        return monotonic() - self._pressed < _REST

    def rest(self) -> None:
        """Wait while keys are pressed: for other threads."""
        while not self._is_awaited and self.gives_way:
            sleep(_REST / 4)

    def _report(self, part: float) -> None:
        self.rest()
        if monotonic() - self._said > _SLOW:
            self._said = monotonic()
            self._desk.post_message(Deepening(part))
