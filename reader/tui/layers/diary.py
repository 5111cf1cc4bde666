"""Reading statistics: a sheet in the screens, lines for `reader stats`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.session.diary import (
    Day,
    days,
    han_a_minute,
    longest_streak,
    streak,
    words_a_minute,
)
from reader.session.pace import pace
from reader.text.length import Length
from reader.tui.listing import Parts, Row
from reader.wording import _, ngettext

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_SHADES = "·░▒▓█"
"""From a day without reading to one with an hour and more."""
_LEVELS = (1, 10, 30, 60)
"""Minutes from which a day is darker."""
_BARS = " ▁▂▃▄▅▆▇█"
_WEEKS_OF_PACE = 26


def rows(read: Sequence[Day], today: date, weeks: int = 53) -> list[Row]:
    """What there is to say of the days, in rows of about *weeks* + 6 cells."""
    if not any(day.seconds or day.finished for day in read):
        return [Row(((" " + _("Nothing has been counted yet: read on."), ()),))]
    now = next((day for day in read if day.date == today), Day(today, 0.0, Length()))
    total = sum(day.seconds for day in read)
    own = pace(read)
    return [
        _pair(_("today"), _spent(now.seconds) + _amount(now)),
        _pair(_("in all"), _spent(total) + _finished(read)),
        _pair(_("in a row"), _streaks(read, today)),
        _pair(
            _("pace"),
            _("{han} 字 a minute · {words} words a minute").format(
                han=han_a_minute(own), words=words_a_minute(own)
            )
            + ("" if own != 1.0 else "  " + _("(the usual one, until yours is known)")),
        ),
        Row(()),
        *_heat(read, today, weeks),
        *_paces(read, today),
    ]


def show_diary(desk: Desk) -> None:
    """Show the statistics."""
    from reader.tui.layers.sheet import Sheet

    weeks = max(10, min(53, desk.size.width - 14, 60))
    found = rows(days(desk.session.state), date.today(), weeks)
    footer = _("statistics: false in config.yaml counts nothing · Esc closes")
    desk.app.push_screen(Sheet(desk.paint, _("Reading statistics"), found, footer=footer))


def _pair(label: str, value: str) -> Row:
    return Row(((f" {label}  ", ("faint",)), (value, ())))


def _spent(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def _amount(day: Day) -> str:
    parts = []
    if day.length.han:
        parts.append(_("{count:,} 字").format(count=day.length.han))
    if day.length.words:
        count = day.length.words
        parts.append(ngettext("{count:,} word", "{count:,} words", count).format(count=count))
    return "".join(f" · {part}" for part in parts)


def _finished(read: Sequence[Day]) -> str:
    count = sum(day.finished for day in read)
    if not count:
        return ""
    said = ngettext("{n} essay finished", "{n} essays finished", count).format(n=count)
    return f" · {said}"


def _streaks(read: Sequence[Day], today: date) -> str:
    now, longest = streak(read, today), longest_streak(read)
    said = ngettext("{n} day", "{n} days", now).format(n=now)
    return said + " · " + _("at most {n}").format(n=longest)


def _heat(read: Sequence[Day], today: date, weeks: int) -> list[Row]:
    """A year as a map: a column a week, a row a weekday, Monday on top."""
    seconds = {day.date: day.seconds for day in read}
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    found = [Row(((" " * 5 + _months(monday, weeks), ("faint",)),))]
    names = (_("Mon"), "", _("Wed"), "", _("Fri"), "", _("Sun"))
    for weekday, name in enumerate(names):
        parts: Parts = [(f" {name:<3} " if name.isascii() else f" {name} ", ("faint",))]
        for week in range(weeks):
            day = monday + timedelta(days=weekday, weeks=week)
            if day > today:
                break
            level = sum(seconds.get(day, 0.0) >= 60 * least for least in _LEVELS)
            parts.append((_SHADES[level], ("done",) if level else ("faint",)))
        found.append(Row(tuple(parts)))
    return found


def _months(monday: date, weeks: int) -> str:
    """The numbers of the months above the weeks that they begin in."""
    line = [" "] * (weeks + 2)
    for week in range(weeks):
        day = monday + timedelta(weeks=week)
        if day.day <= 7:
            for n, digit in enumerate(str(day.month)):
                line[week + n] = digit
    return "".join(line)


def _paces(read: Sequence[Day], today: date) -> list[Row]:
    """The pace of each week as a bar, once there is one; the highest fills its cell."""
    monday = today - timedelta(days=today.weekday(), weeks=_WEEKS_OF_PACE - 1)
    by_week = []
    for week in range(_WEEKS_OF_PACE):
        start = monday + timedelta(weeks=week)
        inside = [day for day in read if start <= day.date < start + timedelta(weeks=1)]
        spent = sum(day.seconds for day in inside)
        by_week.append(sum(day.length.seconds for day in inside) / spent if spent > 60 else 0.0)
    highest = max(by_week)
    if not highest:
        return []
    bars = "".join(_BARS[round(8 * min(1.0, value / highest))] for value in by_week)
    return [Row(()), _pair(_("pace by week"), ""), Row(((f"      {bars}", ("done",)),))]
