"""How much was read, when and how fast: counted here, kept in the state, and nowhere else.

A day is a record of its own; each run of the reader counts in a field of its own in it, so that two
windows, or two machines whose states are merged, add up instead of overwriting each other.

    day:2026-03-09  {"r4f1c": [seconds, 字, words], "r90aa": [...]}

Days are the reader's own, by the clock on the wall. What one finished is with the essays.
"""

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from reader.library.state import State
from reader.session import kept
from reader.session.pace import DAY, counts, read_by_day
from reader.text.length import HAN_A_MINUTE, WORDS_A_MINUTE, Length
from reader.values import dataclass

SETTING = "statistics"
"""The setting that is False where nothing is to be counted."""

_PATIENCE_SECONDS = 60.0
"""A pause of this length is never taken for absence."""
"""Bounds of the pace; beyond them one slept, or leafed through."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was read on a day."""

    date: date
    seconds: float
    length: Length
    finished: int = 0
    """Essays whose last part was read."""


class Clock:
    """The time that goes into reading, idle time left out; of one run of the reader.

    Whoever shows pages tells it of each move. No clock is read here: times are passed in.
    """

    def __init__(self) -> None:
        self.run = f"r{os.urandom(2).hex()}"
        """What this run's counts are called in a day."""
        self._last: float | None = None
        self._bound = _PATIENCE_SECONDS
        self._seconds = 0.0

    def moved(self, now: float, in_sight: Length) -> None:
        """The reader did something at *now* (seconds), and has *in_sight* before them since.

        What they did before counts, unless it took three times as long as reading what was in
        sight then.
        """
        if self._last is not None and 0 <= now - self._last <= self._bound:
            self._seconds += now - self._last
        self._last = now
        self._bound = max(_PATIENCE_SECONDS, 3 * in_sight.seconds)

    def taken(self) -> float:
        """The seconds since this was asked last."""
        seconds, self._seconds = self._seconds, 0.0
        return seconds


def with_reading(
    state: State, now: str, run: str, today: date, seconds: float, read: Length
) -> State:
    """The state in which a *run* has read more *today*."""
    if seconds < 0.5 and not read.han and not read.words:
        return state
    day_id = f"{DAY}:{today.isoformat()}"
    record = state.get(day_id)
    before = counts(record.fields.get(run)) if record else (0.0, 0, 0)
    both = [round(before[0] + seconds), before[1] + read.han, before[2] + read.words]
    return state.put(day_id, DAY, now, **{run: both})


def without_statistics(state: State, now: str) -> State:
    """The state with all days erased: their counts too, not only their names."""
    for record in list(state.of_kind(DAY)):
        state = state.put(record.id, DAY, now, **dict.fromkeys(record.fields, None))
        state = state.delete(record.id, now)
    return state


def days(state: State) -> list[Day]:
    """The days on which anything was read or finished, in order."""
    finished: dict[date, int] = {}
    for record in state.of_kind(kept.ESSAY, b'"finished": true'):
        if record.fields.get("finished") is True:
            when = _local_day(record.changed["finished"])
            finished[when] = finished.get(when, 0) + 1
    found: dict[date, Day] = {}
    for day, seconds, read in read_by_day(state):
        try:
            when = date.fromisoformat(day)
        except ValueError:
            continue
        found[when] = Day(when, seconds, read, finished.get(when, 0))
    for when in finished.keys() - found.keys():
        found[when] = Day(when, 0.0, Length(), finished[when])
    return [found[when] for when in sorted(found)]


def streak(read: Iterable[Day], today: date) -> int:
    """How many days in a row were read on, up to *today*, or to yesterday if today is still young."""
    on = {day.date for day in read if day.seconds or day.finished}
    at = today if today in on else today - timedelta(days=1)
    length = 0
    while at in on:
        length += 1
        at -= timedelta(days=1)
    return length


def longest_streak(read: Iterable[Day]) -> int:
    """The most days in a row that were ever read on."""
    longest = run = 0
    before: date | None = None
    for day in read:
        if not (day.seconds or day.finished):
            continue
        run = run + 1 if before is not None and day.date - before == timedelta(days=1) else 1
        longest, before = max(longest, run), day.date
    return longest


def han_a_minute(pace: float) -> int:
    """字 a minute at a pace."""
    return round(HAN_A_MINUTE * pace)


def words_a_minute(pace: float) -> int:
    """Words a minute at a pace."""
    return round(WORDS_A_MINUTE * pace)


def _local_day(time: str) -> date:
    """The day on the wall of a time of the state."""
    return datetime.fromisoformat(time).astimezone().date()
