"""The orders in which the list of essays can stand."""

from collections.abc import Callable, Sequence
from typing import Any

from reader.library.essay import Essay
from reader.library.sources import natural
from reader.library.state import State
from reader.session import kept

ORDERS = ("library", "title", "author", "date", "length", "progress", "opened")
"""The first one is the library's own; `opened` and `progress` have the last and the furthest on top."""


def sorted_essays(essays: Sequence[Essay], state: State, order: str) -> list[Essay]:
    """*essays* in one of `ORDERS`; those that have no author, or no date, come last. The sort is stable."""
    opened = {essay: n for n, essay in enumerate(kept.last_opened(state))}
    keys: dict[str, Callable[[Essay], Any]] = {
        "title": lambda essay: natural(essay.title),
        "author": lambda essay: (not essay.author, natural(essay.author), natural(essay.title)),
        "date": lambda essay: (not essay.date, essay.date),
        "length": lambda essay: essay.length.seconds,
        "progress": lambda essay: -kept.essay_state(state, essay.id).progress,
        "opened": lambda essay: opened.get(essay.id, len(opened)),
    }
    return sorted(essays, key=keys[order]) if order in keys else list(essays)
