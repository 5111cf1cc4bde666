"""The orders in which the list of essays can stand."""

from collections.abc import Callable, Sequence
from typing import Any

from reader.library.essay import Essay
from reader.library.sources import natural
from reader.library.state import State
from reader.session import kept

ORDERS = ("library", "title", "author", "date", "length", "progress", "opened")
"""The first is the library's own; `opened` has the last on top, `progress` the furthest."""


def sorted_essays(essays: Sequence[Essay], state: State, order: str) -> list[Essay]:
    """*essays* in one of `ORDERS`; those without an author, or without a date, come last."""
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
