"""The words of placards in the interface's language: the page and the commands say the same."""

from __future__ import annotations

from reader.text.placard import PlacardWords
from reader.wording import _


def placard_words(closed: str) -> PlacardWords:
    """A placard's words; *closed* says how its region is opened."""
    return PlacardWords(
        closed=closed,
        empty=_("This file holds no text."),
        more=_("and {count} more"),
        han=_("{count:,} 字 · {minutes} min"),
        words=_("{count:,} words · {minutes} min"),
        han_hours=_("{count:,} 字 · {hours} h"),
        words_hours=_("{count:,} words · {hours} h"),
    )
