"""The orders in which the list of essays can stand."""

from __future__ import annotations

from reader.library.essay import Essay
from reader.library.filenames import natural
from reader.library.state import State
from reader.memo import lru_cache
from reader.session import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

ORDERS = ("library", "title", "author", "date", "length", "progress", "opened")
"""The first is the library's own; `opened` has the last on top, `progress` the furthest."""
OWN_ORDERS = frozenset(ORDERS[:5])
"""Those that what the reader does cannot change."""


def sorted_essays(essays: Sequence[Essay], state: State, order: str) -> Sequence[Essay]:
    """*essays* in one of `ORDERS`; those without an author, or without a date, come last."""
    opened = {essay: n for n, essay in enumerate(kept.last_opened(state))}
    keys: dict[str, Callable[[Essay], Any]] = {
        "title": lambda essay: _read_aloud(essay.title),
        "author": lambda essay: (
            not essay.author,
            _read_aloud(essay.author),
            _read_aloud(essay.title),
        ),
        "date": lambda essay: (not essay.date, essay.date),
        "length": lambda essay: essay.length.seconds,
        "progress": lambda essay: -kept.essay_state(state, essay.id).progress,
        "opened": lambda essay: opened.get(essay.id, len(opened)),
    }
    return sorted(essays, key=keys[order]) if order in keys else essays


def prepare(essay: Essay) -> None:
    """Find out, ahead of time, what takes longest to find out for an order."""
    _read_aloud(essay.title)
    _read_aloud(essay.author)


@lru_cache(50_000)
def _read_aloud(name: str) -> tuple[tuple[int, int, tuple[bytes, ...]], ...]:
    """A sort key that puts 2 before 10, 第二章 before 第十章, 阿 before 张."""
    from reader.text import pinyin

    return tuple((kind, number, pinyin.order(part)) for kind, number, part in natural(name))
