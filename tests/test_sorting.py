"""The orders in which the list of essays can stand."""

from pathlib import Path

from reader.library.essay import Essay
from reader.library.state import State
from reader.session import kept
from reader.session.sorting import ORDERS, sorted_essays
from reader.text.length import Length


def essay(title: str, author: str = "", date: str = "", han: int = 0) -> Essay:
    """An essay that is called by its title."""
    return Essay(title, Path(f"/{title}"), 0, title, author, date, "zh", (), Length(han), 0, "", ())


ESSAYS = [
    essay("第十回", author="乙", han=3),
    essay("第二回", author="甲", date="2024-02", han=1),
    essay("序", date="2023", han=2),
]


def order(name: str, state: State | None = None) -> list[str]:
    """The titles in an order."""
    return [each.title for each in sorted_essays(ESSAYS, state or State(), name)]


def test_titles_are_sorted_as_people_count() -> None:
    """第二回 before 第十回; 第 (dì) before 序 (xù)."""
    assert order("title") == ["第二回", "第十回", "序"]


def test_who_has_no_author_or_date_comes_last() -> None:
    """The others by name, or by time."""
    assert order("author") == ["第二回", "第十回", "序"]
    assert order("date") == ["序", "第二回", "第十回"]


def test_the_shortest_comes_first() -> None:
    """By the time it takes to read."""
    assert order("length") == ["第二回", "序", "第十回"]


def test_what_was_opened_last_and_read_furthest_comes_first() -> None:
    """Those that were never opened stay in the library's order."""
    noon, later = "2025-03-09T12:00:00.000Z", "2025-03-09T16:00:00.000Z"
    state = kept.with_essay(State(), noon, "序", opened=noon, progress=0.9)
    state = kept.with_essay(state, later, "第二回", opened=later, progress=0.1)

    assert order("opened", state) == ["第二回", "序", "第十回"]
    assert order("progress", state) == ["序", "第二回", "第十回"]


def test_an_unknown_order_is_the_library_s_own() -> None:
    """As is the first of the orders."""
    own = [each.title for each in ESSAYS]

    assert order(ORDERS[0]) == order("no such order") == own
