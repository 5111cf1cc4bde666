"""What the state holds, as values with names: bookmarks, essays, regions, settings, folders.

The state file knows only records; here their kinds and fields have one home. Functions that change something take a
state and the time, and give the next state.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.library.state import Record, State

BOOKMARK, ESSAY, REGION, SETTING, FOLDER = "bookmark", "essay", "region", "setting", "folder"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place or a passage that the reader kept."""

    id: str
    essay: str
    """The id of its essay."""
    title: str
    """The essay's title when the mark was made: for when the essay is gone."""
    place: Mapping[str, Any]
    """A record of `reader.text.anchor`."""
    label: str
    letter: str
    """What `'` finds it by, or empty. A capital is unique in the library, a small letter in its essay."""
    region: str
    """The id of the paid region it was made in, or empty."""
    created: str

    @property
    def quotation(self) -> str:
        """What stood there, as it stood there."""
        return str(self.place.get("exact", "")) or str(self.place.get("suffix", ""))

    @property
    def section(self) -> tuple[str, ...]:
        """The titles of the sections it was made in, outermost first."""
        path = self.place.get("section", ())
        return tuple(str(title) for title in path) if isinstance(path, list | tuple) else ()


def _bookmark(record: Record) -> Bookmark | None:
    place = record.fields.get("place")
    if not isinstance(place, Mapping):
        return None
    word = {name: str(record.fields.get(name) or "") for name in ("essay", "title", "label", "letter", "region")}
    return Bookmark(
        record.id,
        word["essay"],
        word["title"],
        place,
        word["label"],
        word["letter"],
        word["region"],
        record.created,
    )


def bookmarks(state: State, essay: str | None = None) -> list[Bookmark]:
    """The bookmarks of one essay or of all, oldest first."""
    found = (_bookmark(record) for record in state.of_kind(BOOKMARK))
    kept = [mark for mark in found if mark and (essay is None or mark.essay == essay)]
    return sorted(kept, key=lambda mark: (mark.created, mark.id))


def bookmark(state: State, bookmark_id: str) -> Bookmark | None:
    """The bookmark with an id, or None."""
    record = state.get(bookmark_id)
    return _bookmark(record) if record and record.kind == BOOKMARK else None


def lettered(state: State, essay: str, letter: str) -> Bookmark | None:
    """The bookmark that a letter names: in the essay for a small one, in the whole library for a capital."""
    for mark in bookmarks(state, None if letter.isupper() else essay):
        if mark.letter == letter:
            return mark
    return None


def with_bookmark(
    state: State,
    now: str,
    *,
    essay: str,
    title: str,
    place: Mapping[str, Any],
    letter: str = "",
    region: str = "",
) -> tuple[State, str]:
    """The state with one more bookmark, and its id. A letter that named another place now names this one."""
    if letter and (other := lettered(state, essay, letter)):
        state = state.put(other.id, BOOKMARK, now, letter="")
    bookmark_id = f"{BOOKMARK}:{os.urandom(6).hex()}"
    fields = {"essay": essay, "title": title, "place": dict(place), "label": "", "letter": letter, "region": region}
    return state.put(bookmark_id, BOOKMARK, now, **fields), bookmark_id


@dataclass(frozen=True, slots=True)
class EssayState:
    """What the reader did in one essay."""

    place: Mapping[str, Any] | None = None
    """Where the page's first line begins, as an anchor; None before it was ever opened."""
    lead: int = 0
    """Rows of air above that line."""
    progress: float = 0.0
    """How much of it stands above the bottom of the page, 0 to 1."""
    furthest: float = 0.0
    """The greatest progress ever."""
    finished: bool = False
    opened: str = ""
    """When it was opened last; ISO 8601, or empty."""


_UNREAD = EssayState()


def essay_state(state: State, essay: str) -> EssayState:
    """What the reader did in *essay*."""
    record = state.get(f"{ESSAY}:{essay}")
    if record is None:
        return _UNREAD
    place = record.fields.get("place")
    return EssayState(
        place if isinstance(place, Mapping) else None,
        lead if isinstance(lead := record.fields.get("lead"), int) else 0,
        _fraction(record.fields.get("progress")),
        _fraction(record.fields.get("furthest")),
        record.fields.get("finished") is True,
        str(record.fields.get("opened") or ""),
    )


def with_essay(state: State, now: str, essay: str, **fields: Any) -> State:
    """The state with some fields of an essay set: those of `EssayState`, and `title` and `path` to find it by."""
    return state.put(f"{ESSAY}:{essay}", ESSAY, now, **fields)


def last_opened(state: State) -> list[str]:
    """The ids of the essays that were opened, the last one first."""
    opened = [
        (str(record.fields.get("opened") or ""), record.id.removeprefix(f"{ESSAY}:"))
        for record in state.of_kind(ESSAY)
    ]
    return [essay for when, essay in sorted(opened, reverse=True) if when]


def _fraction(value: Any) -> float:
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0


def open_regions(state: State, essay: str, regions: Iterator[str] | tuple[str, ...]) -> frozenset[str]:
    """Those of an essay's regions that the reader has opened."""
    found = set()
    for region in regions:
        record = state.get(f"{REGION}:{essay}:{region}")
        if record is not None and record.fields.get("open") is True:
            found.add(region)
    return frozenset(found)


def with_region(state: State, now: str, essay: str, region: str, *, is_open: bool) -> State:
    """The state with a region opened or closed."""
    name = f"{REGION}:{essay}:{region}"
    return state.put(name, REGION, now, essay=essay, region=region, open=is_open)


def setting(state: State, name: str) -> Any:
    """The value of a setting, or None if it was never set."""
    record = state.get(f"{SETTING}:{name}")
    return record.fields.get("value") if record else None


def with_setting(state: State, now: str, name: str, value: Any) -> State:
    """The state with a setting."""
    return state.put(f"{SETTING}:{name}", SETTING, now, value=value)


def folders(state: State) -> list[Path]:
    """The folders and files that the reader added to the library, in the order they were added."""
    records = sorted(state.of_kind(FOLDER), key=lambda record: (record.created, record.id))
    return [Path(str(record.fields["path"])) for record in records if record.fields.get("path")]


def with_folder(state: State, now: str, path: Path) -> State:
    """The state with one more folder in the library."""
    return state.put(f"{FOLDER}:{path}", FOLDER, now, path=str(path), deleted=False)


def without_folder(state: State, now: str, path: Path) -> State:
    """The state without that folder. What was kept of its essays stays."""
    return state.delete(f"{FOLDER}:{path}", now)
