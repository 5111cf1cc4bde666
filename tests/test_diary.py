"""How much was read, when, and how fast."""

from datetime import date

import pytest

from reader.library.state import State, merge
from reader.session import kept
from reader.session.diary import (
    Clock,
    days,
    longest_streak,
    streak,
    with_reading,
    without_statistics,
)
from reader.session.pace import pace
from reader.text.length import Length

NOON = "2026-03-09T12:00:00.000Z"
LATER = "2026-03-09T12:30:00.000Z"
MONDAY = date(2026, 3, 9)


def read(state: State, run: str, day: date, minutes: float, han: int) -> State:
    """The state after some reading."""
    return with_reading(state, NOON, run, day, minutes * 60, Length(han))


def test_time_between_two_moves_is_reading_time() -> None:
    """Unless it is longer than anybody takes for what was in sight."""
    clock = Clock()
    page = Length(800)

    for now in (0.0, 100.0, 3000.0, 3050.0):
        clock.moved(now, page)

    assert clock.taken() == pytest.approx(150.0)
    assert clock.taken() == 0.0


def test_a_long_page_may_take_long() -> None:
    """Three times its usual reading time, at least a minute."""
    clock = Clock()
    clock.moved(0.0, Length(4000))
    clock.moved(1500.0, Length(1))
    clock.moved(1561.0, Length(1))

    assert clock.taken() == pytest.approx(1500.0)


def test_two_windows_add_up() -> None:
    """On the same day, whichever is merged into which."""
    here = read(State(), "r1", MONDAY, 10, 4_000)
    there = read(State(), "r2", MONDAY, 5, 2_000)

    (day,) = days(merge(here, there))

    assert (day.date, day.seconds, day.length) == (MONDAY, 900, Length(6_000))
    assert days(merge(there, here)) == [day]


def test_a_slow_reader_gets_longer_estimates() -> None:
    """Once ten minutes were read; before, everybody has the usual pace."""
    assert pace(days(read(State(), "r1", MONDAY, 5, 1_000))) == 1.0
    assert pace(days(read(State(), "r1", MONDAY, 20, 4_000))) == pytest.approx(0.5)
    assert pace(days(read(State(), "r1", MONDAY, 20, 400_000))) == 3.0


def test_a_streak_counts_days_in_a_row() -> None:
    """Today may still come."""
    state = State()
    for day in (1, 2, 3, 7, 8):
        state = read(state, "r1", date(2026, 3, day), 1, 100)

    assert streak(days(state), date(2026, 3, 8)) == 2
    assert streak(days(state), date(2026, 3, 9)) == 2
    assert streak(days(state), date(2026, 3, 10)) == 0
    assert longest_streak(days(state)) == 3


def test_what_was_finished_counts_on_its_day() -> None:
    """By the time at which it was kept."""
    state = kept.with_essay(State(), NOON, "one", finished=True)

    (day,) = days(state)

    assert day.finished == 1


def test_erased_statistics_leave_nothing_behind() -> None:
    """Not in the tombstones either."""
    state = read(State(), "r1", MONDAY, 10, 4_000)

    erased = without_statistics(state, LATER)

    assert days(erased) == []
    assert "4000" not in str(erased.records)


def test_a_day_that_was_edited_by_hand_costs_itself() -> None:
    """What makes no sense counts nothing."""
    state = State().put("day:2026-03-09", "day", NOON, r1=[60, 100], r2="much", r3=[60, 400, 0])
    state = state.put("day:someday", "day", NOON, r1=[60, 400, 0])

    (day,) = days(state)

    assert (day.seconds, day.length.han) == (60, 400)
