"""How long reading takes: what a session's clock saw, what is kept of it, and what it says of the rest.

What is kept is in `reader.session.diary`, which is imported when something was read; how a pace is learnt from it, in
`reader.session.pace`.
"""

from __future__ import annotations

from reader.library.state import State
from reader.memo import cached_property
from reader.session.pace import pace, read_by_day
from reader.text.length import Length, length
from reader.text.spans import Spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.session.diary import Clock
    from reader.session.reading import Reading
    from reader.session.session import Session


class Pacing:
    """The time that one session's reader takes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._learnt: tuple[State, float] | None = None
        """What was learnt of the reader's pace, and from which state."""

    def moved(self, seconds: float, in_sight: Length) -> None:
        """The reader moved, at *seconds* of a clock, and has *in_sight* before them since."""
        if self._is_kept:
            self._clock.moved(seconds, in_sight)

    def counted(self, state: State, reading: Reading, spans: Spans) -> State:
        """*state* with what was read for the first time, and how long it took."""
        if not self._is_kept:
            return state
        from datetime import date

        from reader.session.diary import with_reading

        texts = [length(reading.view.text(start, end)) for start, end in spans]
        read = Length(sum(each.han for each in texts), sum(each.words for each in texts))
        clock = self._clock
        return with_reading(
            state, self._session.now(), clock.run, date.today(), clock.taken(), read
        )

    def seconds(self, length: Length) -> float:
        """How long a text of *length* takes this reader."""
        return length.seconds / self._pace

    @property
    def _is_kept(self) -> bool:
        return self._session.setting("statistics", True) is not False

    @property
    def _pace(self) -> float:
        """How fast this reader is: 1.0 is the usual pace, until enough was read to know better."""
        state, known = self._session.state, self._learnt
        if known is None or known[0] is not state:
            self._learnt = known = state, pace(read_by_day(state))
        return known[1]

    @cached_property
    def _clock(self) -> Clock:
        from reader.session.diary import Clock

        return Clock()
