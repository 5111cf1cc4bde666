"""`reader stats`: how much was read, when and how fast."""

from datetime import date
from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import library
from reader.cli.printing import columns, print_json
from reader.session.diary import (
    days,
    han_a_minute,
    longest_streak,
    streak,
    without_statistics,
    words_a_minute,
)
from reader.session.pace import pace
from reader.wording import _


def stats(asked: Asked) -> int:
    """Print the reading statistics, or erase them."""
    with library(asked) as opened:
        session = opened.session
        if asked.has("--erase"):
            session.publish(without_statistics(session.state, session.now()))
            opened.save()
            print(_("The counts are erased; nothing else was."))
            return 0
        read = days(session.state)
    today = date.today()
    if asked.has("--json"):
        print_json(_plain(read, today))
        return 0
    from reader.tui.layers.diary import rows

    for row in rows(read, today, max(10, min(53, (columns() or 80) - 8))):
        print("".join(text for text, _roles in row.left).rstrip())
    return 0


def _plain(read: list[Any], today: date) -> dict[str, Any]:
    own = pace(read)
    return {
        "days": [
            {
                "date": day.date.isoformat(),
                "seconds": round(day.seconds),
                "han": day.length.han,
                "words": day.length.words,
                "finished": day.finished,
            }
            for day in read
        ],
        "streak": streak(read, today),
        "longest_streak": longest_streak(read),
        "han_a_minute": han_a_minute(own),
        "words_a_minute": words_a_minute(own),
    }
