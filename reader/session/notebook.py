"""Bookmarks of all essays, to be looked through: what has become of each, filters, orders.

    雨 walk             both in what is kept: passage, label, note, tags, titles
    tag:天气 colour:2 essay:长路 section:二      (colour: a number or a name)
    state:lost state:changed note draft          (state: also moved, closed, away)
    -tag:天气           what does not

What stands in a closed region is neither shown nor searched: only that it is there.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.errors import SourceError
from reader.session import kept
from reader.session.filtering import folded
from reader.session.kept import Bookmark
from reader.session.reading import Found, Reading
from reader.session.session import Session
from reader.text.selection import passage_text
from reader.values import dataclass, replace

AWAY = "away"
CONTEXT = 120
"""Code points of context on either side, at most."""
ORDERS = ("newest", "changed", "text", "colour")
COLOUR_WORDS = {
    "yellow": 1, "黄": 1, "green": 2, "绿": 2, "blue": 3, "蓝": 3, "pink": 4, "粉": 4,
    "violet": 5, "紫": 5, "none": 0, "无": 0,
}  # fmt: skip
_FIELDS = {
    "tag": "tag", "标签": "tag", "colour": "colour", "color": "colour", "颜色": "colour",
    "essay": "essay", "文章": "essay", "section": "section", "节": "section",
    "state": "state", "状态": "state",
}  # fmt: skip
_STATES = {
    "lost": "lost", "丢失": "lost", "changed": "changed", "改动": "changed", "moved": "moved",
    "移动": "moved", "exact": "exact", "原样": "exact", "away": AWAY, "不在": AWAY,
    "closed": "closed", "关闭": "closed",
}  # fmt: skip
_HAVING = {"note": "note", "笔记": "note", "draft": "draft", "草稿": "draft"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark, and what has become of it."""

    mark: Bookmark
    title: str
    """Its essay's, now or when it was last there."""
    how: str = ""
    """`exact`, `moved`, `changed`, `lost`; `away` where the essay is not there; empty: not known."""
    is_shown: bool = False
    """Whether its text may be shown; False too where that is not known."""
    at: int = 0
    """Where it is in the text, or where a lost one once was."""
    before: str = ""
    now: str = ""
    """What stands there now, between `before` and `after`."""
    after: str = ""

    def with_mark(self, mark: Bookmark) -> "Entry":
        """The same, of a bookmark that was edited meanwhile."""
        return self if mark is self.mark else replace(self, mark=mark)


class Place(NamedTuple):
    """A passage that a lost bookmark may be meant to be."""

    start: int
    end: int
    before: str
    now: str
    after: str


def glanced(session: Session, mark: Bookmark) -> Entry:
    """A bookmark without reading its essay: shown if nothing of that is closed."""
    essay = session.essay(mark.essay)
    if essay is None:
        return Entry(mark, mark.title, AWAY, session.marks.may_quote(mark))
    return Entry(mark, essay.title, "", not session.regions.closed_count(essay))


def surveyed(
    session: Session, marks: Iterable[Bookmark], opened: Reading | None = None
) -> Iterator[list[Entry]]:
    """What has become of *marks*, an essay after the other; *opened* needs no reading."""
    by_essay = sorted(marks, key=lambda mark: (mark.essay, mark.created, mark.id))
    for essay_id, some in groupby(by_essay, key=lambda mark: mark.essay):
        here = list(some)
        reading = opened if opened is not None and opened.essay.id == essay_id else None
        essay = session.essay(essay_id)
        if reading is None and essay is not None:
            try:
                reading = session.look_into(essay)
            except SourceError:
                reading = None
        if reading is None:
            yield [replace(glanced(session, mark), how=AWAY) for mark in here]
        else:
            ids = {mark.id for mark in here}
            reading = reading.sought().with_marks(kept.bookmarks(session.state, essay_id))
            yield [_entry(reading, found) for found in reading.marks if found.bookmark.id in ids]


def candidates(reading: Reading, mark: Bookmark) -> list[Place]:
    """Where a lost bookmark may be meant to be, the likeliest first."""
    return [
        Place(start, end, *_around(reading, start, end)) for start, end in reading.candidates(mark)
    ]


def _entry(reading: Reading, found: Found) -> Entry:
    mark, title, is_shown = found.bookmark, reading.essay.title, reading.is_shown(found)
    if found.how == "lost":
        return Entry(mark, title, found.how, is_shown, _last_section(reading, found))
    if not is_shown:
        return Entry(mark, title, found.how, is_shown, found.start)
    end = max(found.end, found.start + len(mark.quotation) if not mark.place.get("exact") else 0)
    around = _around(reading, found.start, min(end, reading.view.end))
    return Entry(mark, title, found.how, is_shown, found.start, *around)


def _around(reading: Reading, start: int, end: int) -> tuple[str, str, str]:
    view = reading.view
    before = passage_text(view, max(0, start - CONTEXT), start)
    after = passage_text(view, end, min(view.end, end + CONTEXT))
    if start and not passage_text(view, start - 1, start):
        before += "\n"
    if not passage_text(view, end, end + 1):
        after = "\n" + after
    return before, passage_text(view, start, end), after


def _last_section(reading: Reading, found: Found) -> int:
    """Where the section ends that a lost bookmark was made in, if it is still there."""
    wanted = found.bookmark.section
    for section in reading.view.sections if wanted else ():
        if section.title == wanted[-1] and reading.view.section_path(section.start) == wanted:
            return section.end
    return found.start


# Filters.

Test = Callable[[Entry], bool]


def matching(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The entries that all *words* leave."""
    tests = [test for word in unicodedata.normalize("NFKC", words).split() for test in _test(word)]
    return [entry for entry in entries if all(test(entry) for test in tests)]


def _test(word: str) -> Iterator[Test]:
    is_not = word.startswith("-") and len(word) > 1
    bare = folded(word.removeprefix("-") if is_not else word)
    name, colon, value = bare.partition(":")
    if colon and name in _FIELDS:
        if not value:
            return
        test = _field(_FIELDS[name], value)
    elif bare in _HAVING:
        test = _having(_HAVING[bare], bare)
    else:
        test = _saying(bare)
    yield (lambda entry: not test(entry)) if is_not else test


def _having(field: str, word: str) -> Test:
    says = _saying(word)
    return lambda entry: (entry.is_shown and bool(getattr(entry.mark, field))) or says(entry)


def _field(name: str, value: str) -> Test:
    match name:
        case "tag":
            return lambda entry: any(value in folded(tag) for tag in entry.mark.tags)
        case "colour":
            colour = (
                int(value) if value.isdecimal() and len(value) == 1 else COLOUR_WORDS.get(value)
            )
            return lambda entry: entry.mark.colour == colour
        case "essay":
            return lambda entry: value in folded(entry.title) or entry.mark.essay.startswith(value)
        case "section":
            return lambda entry: value in folded(" ".join(entry.mark.section))
    state = _STATES.get(value, value)
    if state == "closed":
        return lambda entry: not entry.is_shown
    return lambda entry: entry.how == state


def _saying(word: str) -> Test:
    def test(entry: Entry) -> bool:
        mark = entry.mark
        said = [entry.title, *mark.section, *mark.tags, mark.letter]
        if entry.is_shown:
            said += [mark.label, mark.note, mark.draft, mark.quotation, entry.now]
        return any(word in folded(each) for each in said)

    return test


# Orders.


def in_order(entries: Iterable[Entry], order: str, here: str = "") -> Sequence[Entry]:
    """The entries in one of `ORDERS`; those of the essay *here* come first where time orders them."""
    newest = sorted(entries, key=lambda entry: (entry.mark.created, entry.mark.id), reverse=True)
    match order:
        case "changed":
            return sorted(newest, key=lambda entry: entry.mark.changed, reverse=True)
        case "text":
            where = {entry.mark.essay: entry.title for entry in newest}
            return sorted(
                newest,
                key=lambda e: (e.mark.essay != here, where[e.mark.essay], e.mark.essay, e.at),
            )
        case "colour":
            return sorted(newest, key=lambda entry: entry.mark.colour or kept.COLOURS + 1)
    return sorted(newest, key=lambda entry: entry.mark.essay != here)
