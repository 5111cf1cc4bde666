"""What the state says of how much was read on which day, and how fast a reader that makes.

Apart from `reader.session.diary`, which knows dates: a start needs none, and importing them takes as long as setting a
page.
"""

from __future__ import annotations

from itertools import islice

from reader.library.state import State
from reader.text.length import Length
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.session.diary import Day

DAY = "day"

_LEARNT_SECONDS = 600.0
"""Reading time from which one's own pace is known."""
_LEARNT_DAYS = 60
"""How far back the pace looks: people change."""
_SLOWEST, _FASTEST = 0.25, 3.0


class Read(NamedTuple):
    """What was read on a day."""

    day: str
    """As ISO 8601 has it, if nobody wrote something else into the state file."""
    seconds: float
    length: Length


def read_by_day(state: State) -> list[Read]:
    """What was read, in the order of days."""
    found: list[Read] = []
    for record in sorted(state.of_kind(DAY), key=lambda record: record.id):
        runs = [counts(value) for value in record.fields.values()]
        length = Length(sum(run[1] for run in runs), sum(run[2] for run in runs))
        found.append(Read(record.id.removeprefix(f"{DAY}:"), sum(run[0] for run in runs), length))
    return found


def pace(read: Sequence[Read | Day]) -> float:
    """How fast this reader is, beside the usual pace of `reader.text.length`: 1.0 is as fast.

    1.0 too until enough was read to know. *read* is in the order of days.
    """
    recent = list(islice((day for day in reversed(read) if day.length.seconds), _LEARNT_DAYS))
    seconds = sum(day.seconds for day in recent)
    usual = sum(day.length.seconds for day in recent)
    if seconds < _LEARNT_SECONDS or not usual:
        return 1.0
    return min(_FASTEST, max(_SLOWEST, usual / seconds))


def counts(value: object) -> tuple[float, int, int]:
    """A run's seconds, 字 and words, as far as the state file has them."""
    if isinstance(value, list) and len(value) == 3:
        seconds, han, words = value
        if isinstance(seconds, int | float) and isinstance(han, int) and isinstance(words, int):
            return max(0.0, float(seconds)), max(0, han), max(0, words)
    return 0.0, 0, 0
