"""The placard: the block that stands in the page for a closed region.

    ┌────────────────────────────────────────────────┐
    │ 🔒 三、深化改革              1,204 字 · 4 分钟 │
    │    （一）入会                                  │
    │ Closed. p opens it, P opens all                │
    └────────────────────────────────────────────────┘

It says what the region holds (its headings), how long it is, and which key opens it, and nothing
else of it.
"""

from __future__ import annotations

from reader.text import clean
from reader.text.cells import clip, drawn, fit, width
from reader.text.document import Region
from reader.text.length import Length
from reader.text.line import Line, Roles, Run
from reader.text.view import Placard
from reader.values import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 120
"""Minutes; what takes longer is told in hours."""
MOST_HEADINGS = 12
"""Headings a placard lists; the outline has all of them."""
_NARROW = 12
"""Cells; in less there is no room for a frame."""
_LOCK = "🔒"
_MARGIN = "   "
"""As wide as the lock and the blank behind it."""
_FRAME: Roles = ("placard", "frame")
_TITLE: Roles = ("placard", "placard_title")
_QUIET: Roles = ("placard", "quiet")


@dataclass(frozen=True)
class PlacardWords:
    """The words of a placard, in the interface's language."""

    closed: str = "Closed. p opens it, P opens all."
    more: str = "and {count} more"
    han: str = "{count:,} 字 · {minutes} min"
    words: str = "{count:,} words · {minutes} min"
    han_hours: str = "{count:,} 字 · {hours} h"
    empty: str = "This file holds no text."
    """What stands on the page of an essay without one."""
    words_hours: str = "{count:,} words · {hours} h"

    def length(self, length: Length) -> str:
        """How long something is: `1,204 字 · 4 min`."""
        hours = round(length.minutes / 60)
        if length.minutes < _LONG:
            pattern = self.words if length.in_words else self.han
        else:
            pattern = self.words_hours if length.in_words else self.han_hours
        return pattern.format(count=length.shown, minutes=length.minutes, hours=hours)


class _Entry(NamedTuple):
    """What a row of a placard says."""

    left: str
    right: str
    roles: Roles
    start: int
    end: int
    """The span that the row stands for."""


def set_placard(placard: Placard, measure: int, words: PlacardWords) -> list[Line]:
    """The rows of *placard*, each *measure* cells wide; below twelve, one row without a frame."""
    region = placard.region
    if measure < _NARROW:
        lock = Run(clip(f"{_LOCK} p", measure), ("placard",), None, region.id)
        return [Line(region.start, region.end, (lock,), region=region.id)]
    entries = list(_entries(placard, measure - 4, words))
    edge = "─" * (measure - 2)
    return [
        # The upper edge stands for the same offsets as the title, so that a jump shows it too.
        _row(region, entries[0].start, entries[0].end, (drawn(f"┌{edge}┐"), _FRAME)),
        *(_framed(region, entry, measure - 4) for entry in entries),
        _row(region, region.start, region.start, (drawn(f"└{edge}┘"), _FRAME)),
    ]


def _entries(placard: Placard, room: int, words: PlacardWords) -> Iterator[_Entry]:
    """What a placard says in *room* cells: title and length, headings, the key."""
    region, headings = placard.region, placard.headings
    starts = [heading.start for heading in headings]
    ends = [*starts[1:], region.end]
    title = clean.line(headings[0].title if headings else placard.within)
    length = words.length(placard.length)
    has_room = width(title) + width(length) + width(_MARGIN) + 2 <= room
    first_end = ends[0] if headings else region.end
    yield _Entry(f"{_LOCK} {title}", length if has_room else "", _TITLE, region.start, first_end)
    for heading, end in list(zip(headings, ends, strict=False))[1:MOST_HEADINGS]:
        shift = _MARGIN + "  " * max(0, heading.level - headings[0].level)
        yield _Entry(shift + clean.line(heading.title), "", ("placard",), heading.start, end)
    last = starts[-1] if starts else region.start
    if len(headings) > MOST_HEADINGS:
        more = words.more.format(count=len(headings) - MOST_HEADINGS)
        yield _Entry(_MARGIN + more, "", _QUIET, starts[MOST_HEADINGS], region.end)
    if not has_room:
        yield _Entry(_MARGIN + length, "", _QUIET, last, last)
    yield _Entry(words.closed, "", _QUIET, last, last)


def _framed(region: Region, entry: _Entry, room: int) -> Line:
    """A row with the frame's sides; the right part stays, the left one gives way."""
    right = f"  {entry.right}" if entry.right else ""
    said = fit(entry.left, room - width(right)) + right
    sides = (drawn("│ "), _FRAME), (drawn(" │"), _FRAME)
    return _row(region, entry.start, entry.end, sides[0], (said, entry.roles), sides[1])


def _row(region: Region, start: int, end: int, *parts: tuple[str, Roles]) -> Line:
    runs = tuple(Run(text, roles, None, region.id) for text, roles in parts)
    return Line(start, end, runs, region=region.id)
