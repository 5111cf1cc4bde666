"""Kindle's `My Clippings.txt`, in the words of the English and the Chinese firmware.

    A Book (Somebody)
    - Your Highlight on page 12 | location 170-172 | Added on Sunday, March 9, 2025 8:05:00 PM

    The passage.
    ==========

The Chinese one: `- 您在第 12 页（位置 #170-172）的标注 | 添加于 2025年3月9日星期日 下午8:05:00`. When a highlight
is made longer, the old one stays in the file; the last one counts. A note stands by itself, at a
location in a highlight: it becomes that one's note.
"""

import re
from typing import NamedTuple

from reader.session.incoming.clipping import Clipping, moment

_BETWEEN = re.compile(r"^=+\s*$", re.MULTILINE)
_AUTHOR = re.compile(r"^(.*\S)\s*[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]\s*$")
_LOCATION = re.compile(
    r"(?:locations?|loc\.|位置)\s*#?\s*(\d+)(?:\s*[-–]\s*#?(\d+))?", re.IGNORECASE
)
_PAGE = re.compile(r"(?:pages?\s+|第\s*)(\d+)(?:\s*[-–]\s*(\d+))?", re.IGNORECASE)
_NOTE = re.compile(r"\bnote\b|笔记|筆記|备注|備註", re.IGNORECASE)
_PLACE = re.compile(r"\bbookmark\b|书签|書籤|書簽", re.IGNORECASE)
_ADDED = re.compile(r"(?:Added on|添加于|添加於|新增於|新增于)\s*(.*)$", re.IGNORECASE)
_CHINESE = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*\S*?\s*(上午|下午|凌晨|中午|晚上|早上)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?"
)
_WEEKDAY = re.compile(r"^[A-Za-z]+,\s*")


class _Entry(NamedTuple):
    kind: str
    clipping: Clipping
    first: int
    last: int
    """Its location, or its page as far beyond all locations; -1 if it has none."""


def is_kindle(text: str) -> bool:
    """Whether a file is one: a line of `=` and a line that begins with `- ` and has a `|`."""
    return bool(_BETWEEN.search(text) and re.search(r"^-\s.*\|", text, re.MULTILINE))


def read(text: str) -> list[Clipping]:
    """The passages of a file, the superseded ones left out, notes with their highlights."""
    found = [entry for part in _BETWEEN.split(text) if (entry := _entry(part)) is not None]
    highlights: list[_Entry] = []
    for entry in found:
        if entry.kind == "highlight":
            highlights = [other for other in highlights if not _replaces(entry, other)]
            highlights.append(entry)
    alone: list[_Entry] = []
    for entry in found:
        if entry.kind == "note":
            owner = next((n for n, other in enumerate(highlights) if _holds(other, entry)), None)
            if owner is None:
                alone.append(entry)
            else:
                highlights[owner] = _with_note(highlights[owner], entry)
    return [entry.clipping for entry in (*highlights, *alone)]


def _entry(part: str) -> _Entry | None:
    lines = part.strip("\n\r\ufeff ").splitlines()
    if len(lines) < 2 or not lines[1].lstrip("\ufeff").startswith("-"):
        return None
    head = lines[0].strip("\ufeff ")
    split = _AUTHOR.match(head)
    title, author = (split[1].strip(), split[2].strip()) if split else (head, "")
    facts = lines[1]
    said = "\n".join(lines[2:]).strip()
    what = facts.split("|")[0]
    kind = "note" if _NOTE.search(what) else "place" if _PLACE.search(what) else "highlight"
    if not said or kind == "place":
        return None
    location, page = _LOCATION.search(facts), _PAGE.search(what)
    first = last = -1
    if location or page:
        numbers = location or page
        first = int(numbers[1]) if numbers else -1
        last = int(_long(numbers[1], numbers[2])) if numbers and numbers[2] else first
    added = _ADDED.search(facts)
    created = _moment(added[1]) if added else ""
    is_note = kind == "note"
    clipping = Clipping(
        title,
        "" if is_note else said,
        author,
        note=said if is_note else "",
        created=created,
    )
    return _Entry(kind, clipping, first, last)


def _long(first: str, last: str) -> str:
    """The end of `170-72` or `170-172`."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _moment(said: str) -> str:
    if match := _CHINESE.search(said):
        year, month, day, half, hour, minute, second = match.groups()
        hours = int(hour)
        if half in ("下午", "晚上", "中午") and hours < 12 and not (half == "中午" and hours == 11):
            hours += 12
        elif half in ("上午", "凌晨", "早上") and hours == 12:
            hours = 0
        return moment(f"{year}-{int(month):02}-{int(day):02}T{hours:02}:{minute}:{second or '00'}")
    return moment(_WEEKDAY.sub("", said.strip()))


def _replaces(new: _Entry, old: _Entry) -> bool:
    """Whether a later highlight is an earlier one, made longer or shorter."""
    if new.clipping.title != old.clipping.title:
        return False
    a, b = new.clipping.quotation, old.clipping.quotation
    apart = new.first > old.last or old.first > new.last
    return (a in b or b in a) and (not apart or a == b)


def _holds(highlight: _Entry, note: _Entry) -> bool:
    """Whether a note was written on a highlight: it lies at a location in it."""
    return (
        highlight.clipping.title == note.clipping.title
        and note.first >= 0
        and highlight.first <= note.first <= highlight.last
        and not highlight.clipping.note
    )


def _with_note(highlight: _Entry, note: _Entry) -> _Entry:
    from reader.values import replace

    return highlight._replace(clipping=replace(highlight.clipping, note=note.clipping.note))
