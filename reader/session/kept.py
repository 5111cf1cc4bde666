"""What the state holds, as values with names: bookmarks, essays, regions, settings, folders.

The state file knows only records; here their kinds and fields have one home. Functions that change
something take a state and the time, and give the next state. Whatever a person wrote into the file
by hand is read as far as it makes sense.
"""

from __future__ import annotations

import os
from _collections_abc import Mapping
from pathlib import Path

from reader.library.essay import Essay
from reader.library.state import Record, State, merge
from reader.library.state.text import said
from reader.text.spans import Spans, merged
from reader.values import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

BOOKMARK, ESSAY, REGION, SETTING, FOLDER = "bookmark", "essay", "region", "setting", "folder"
COLLECTION = "collection"


COLOURS = 5
"""How many colours there are for highlights."""


class Change(NamedTuple):
    """Fields to be set in a record."""

    id: str
    kind: str
    fields: Mapping[str, Any]


def with_changes(state: State, now: str, changes: Iterable[Change]) -> State:
    """The state with all *changes*, each of another record; the many cost little more than one."""
    changed = []
    for change in changes:
        known = state.records.get(change.id)
        alone = State.of([known] if known else [])
        changed.append(alone.put(change.id, change.kind, now, **change.fields).records[change.id])
    return merge(state, State.of(changed))


def essay_key(essay: str) -> str:
    """The id of the record that holds what the reader did in *essay*."""
    return f"{ESSAY}:{essay}"


def essay_of(record: Record) -> str:
    """The id of the essay that a record is about; empty if it is about none."""
    if record.kind == ESSAY:
        return record.id.removeprefix(f"{ESSAY}:")
    return str(record.fields.get("essay") or "")


# Bookmarks.


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
    """What `'` finds it by, or empty: a capital in the library, a small letter in its essay."""
    regions: tuple[str, ...]
    """The ids of the paid regions that it touched when it was made."""
    created: str
    changed: str = ""
    """When anything of it was last changed."""
    note: str = ""
    """What the reader wrote about it; may have several lines."""
    draft: str = ""
    """A note that the reader began and has not kept."""
    colour: int = 0
    """Its highlight, 1 to `COLOURS`; 0: none."""
    tags: tuple[str, ...] = ()

    @property
    def quotation(self) -> str:
        """What stood there, as it stood there."""
        return str(self.place.get("exact", "")) or str(self.place.get("suffix", ""))

    @property
    def section(self) -> tuple[str, ...]:
        """The titles of the sections it was made in, outermost first."""
        return _words(self.place.get("section"))


def bookmarks(state: State, essay: str | None = None) -> list[Bookmark]:
    """The bookmarks of one essay or of all, oldest first."""
    found = (
        _bookmark(record)
        for record in state.of_kind(BOOKMARK, *((said(essay),) if essay else ()))
        if essay is None or record.fields.get("essay") == essay
    )
    return sorted((mark for mark in found if mark), key=lambda mark: (mark.created, mark.id))


def bookmark(state: State, bookmark_id: str) -> Bookmark | None:
    """The bookmark with an id, or None."""
    record = state.get(bookmark_id)
    return _bookmark(record) if record and record.kind == BOOKMARK else None


def marked(state: State, essays: Iterable[str] = ()) -> dict[str, int]:
    """How many bookmarks each essay has, by its id; those that have none are not in it.

    Where some *essays* are named, it may be these alone.
    """
    found: dict[str, int] = {}
    for record in state.of_kind(BOOKMARK, *map(said, essays)):
        essay = str(record.fields.get("essay"))
        found[essay] = found.get(essay, 0) + 1
    return found


def lettered(state: State, essay: str, letter: str) -> Bookmark | None:
    """The bookmark that a letter names: a small one in the essay, a capital in the library."""
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
    regions: Iterable[str] = (),
    **more: Any,
) -> tuple[State, str]:
    """The state with one more bookmark, and its id.

    A letter that named another place now names this one. *more* are `label`, `note`, `draft`,
    `colour` and `tags`.
    """
    if letter and (other := lettered(state, essay, letter)):
        state = state.put(other.id, BOOKMARK, now, letter="")
    bookmark_id = f"{BOOKMARK}:{os.urandom(6).hex()}"
    fields = {
        "essay": essay,
        "title": title,
        "place": dict(place),
        "label": "",
        "letter": letter,
        "regions": list(regions),
        **more,
    }
    return state.put(bookmark_id, BOOKMARK, now, **fields), bookmark_id


def place_of(record: Record) -> Mapping[str, Any] | None:
    """The place that a record keeps; None if it has none.

    It has two if it came here without its quotation (`reader.session.leaving`), and with it, once
    that could be seen: the later one counts.
    """
    found = [
        (record.changed[name], name == "place", record.fields[name])
        for name in ("place", "spot")
        if isinstance(record.fields.get(name), Mapping)
    ]
    return max(found)[2] if found else None


def _bookmark(record: Record) -> Bookmark | None:
    fields = record.fields
    place = place_of(record)
    if place is None:
        return None
    return Bookmark(
        record.id,
        str(fields.get("essay") or ""),
        str(fields.get("title") or ""),
        place,
        str(fields.get("label") or ""),
        str(fields.get("letter") or ""),
        _words(fields.get("regions")),
        record.created,
        record.newest,
        str(fields.get("note") or ""),
        str(fields.get("draft") or ""),
        _colour(fields.get("colour")),
        _words(fields.get("tags")),
    )


def _colour(value: Any) -> int:
    is_one = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= COLOURS
    return value if is_one else 0


# Essays.


@dataclass(frozen=True, slots=True)
class EssayState:
    """What the reader did in one essay."""

    place: Mapping[str, Any] | None = None
    """Where the page's first line begins, as an anchor; None before it was ever left."""
    lead: int = 0
    """Rows of air above that line."""
    progress: float = 0.0
    """How much of it stands above the bottom of the page, 0 to 1."""
    read: Spans = ()
    """What was read of it: offsets."""
    finished: bool = False
    """Whether all of it was read at some time."""
    opened: str = ""
    """When it was opened last; ISO 8601, or empty."""
    tags: tuple[str, ...] = ()
    """The reader's own; those of the source are `Essay.tags`."""
    later: bool = False
    """Whether it is to be read later."""
    archived: bool = False
    """Whether it is put away: the list shows it only when asked."""


_UNREAD = EssayState()


def all_tags(essay: Essay, state: State) -> tuple[str, ...]:
    """An essay's tags: the source's, and the reader's own."""
    return tuple(dict.fromkeys((*essay.tags, *essay_state(state, essay.id).tags)))


def essay_state(state: State, essay: str) -> EssayState:
    """What the reader did in *essay*."""
    record = state.get(essay_key(essay))
    if record is None:
        return _UNREAD
    lead = record.fields.get("lead")
    return EssayState(
        place_of(record),
        lead if isinstance(lead, int) else 0,
        _fraction(record.fields.get("progress")),
        _spans(record.fields.get("read")),
        record.fields.get("finished") is True,
        str(record.fields.get("opened") or ""),
        _words(record.fields.get("tags")),
        record.fields.get("later") is True,
        record.fields.get("archived") is True,
    )


def _spans(value: Any) -> Spans:
    """Spans as the state file has them: a list of pairs; nothing where it is anything else."""
    if not isinstance(value, list):
        return ()
    pairs = [pair for pair in value if isinstance(pair, list) and len(pair) == 2]
    return merged((a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int))


def with_essay(state: State, now: str, essay: str, **fields: Any) -> State:
    """The state with some fields of an essay set: those of `EssayState`, and its identity."""
    return state.put(essay_key(essay), ESSAY, now, **fields)


def identity(essay: Essay) -> dict[str, Any]:
    """What an essay is known by when it comes back with another id (`reader.session.adoption`)."""
    return {
        "title": essay.title,
        "path": str(essay.path),
        "end": essay.end,
        "fingerprint": essay.fingerprint,
    }


def last_opened(state: State, among: Iterable[str] | None = None) -> list[str]:
    """The ids of the essays that were opened, *among* some or all, the last one first."""
    if among is None:
        records: Iterable[Record] = state.of_kind(ESSAY)
    else:
        records = (record for each in among if (record := state.get(essay_key(each))) is not None)
    opened = [
        (str(record.fields.get("opened") or ""), record.id.removeprefix(f"{ESSAY}:"))
        for record in records
    ]
    return [essay for when, essay in sorted(opened, reverse=True) if when]


def archived(state: State) -> frozenset[str]:
    """The ids of the essays that were put away."""
    prefix = len(ESSAY) + 1
    records = state.of_kind(ESSAY, b'"archived": true')
    return frozenset(r.id[prefix:] for r in records if r.fields.get("archived") is True)


# Paid regions.


def open_regions(state: State, essay: str, regions: Iterable[str]) -> frozenset[str]:
    """Those of an essay's regions that the reader has opened."""
    records = ((region, state.get(f"{REGION}:{essay}:{region}")) for region in regions)
    return frozenset(r for r, record in records if record and record.fields.get("open") is True)


def all_open_regions(state: State) -> dict[str, frozenset[str]]:
    """The regions that the reader has opened, by the id of their essay."""
    found: dict[str, set[str]] = {}
    for record in state.of_kind(REGION):
        if record.fields.get("open") is True:
            essay, _colon, region = record.id.removeprefix(f"{REGION}:").partition(":")
            found.setdefault(essay, set()).add(region)
    return {essay: frozenset(regions) for essay, regions in found.items()}


def with_regions(state: State, now: str, essay: str, wanted: Mapping[str, bool]) -> State:
    """The state with some regions opened or closed."""
    return with_changes(
        state,
        now,
        (
            Change(
                f"{REGION}:{essay}:{region}",
                REGION,
                {"essay": essay, "region": region, "open": is_open},
            )
            for region, is_open in wanted.items()
        ),
    )


# Settings and folders.


def setting(state: State, name: str) -> Any:
    """The value of a setting, or None if it was never set."""
    record = state.get(f"{SETTING}:{name}")
    return record.fields.get("value") if record else None


def with_setting(state: State, now: str, name: str, value: Any) -> State:
    """The state with a setting."""
    return state.put(f"{SETTING}:{name}", SETTING, now, value=value)


def choice_field(option: str) -> str:
    """The field of an essay's record that holds how it alone is to look."""
    return f"typography.{option}"


def essay_choices(state: State, essay: str) -> dict[str, Any]:
    """How one essay is to look, whatever holds for its language (`reader.text.options`)."""
    record = state.get(essay_key(essay))
    prefix = choice_field("")
    return {
        name.removeprefix(prefix): value
        for name, value in (record.fields.items() if record else ())
        if name.startswith(prefix) and value is not None
    }


def searches(state: State) -> list[str]:
    """What was looked for, the last one last."""
    found = setting(state, "searches")
    return [str(each) for each in found] if isinstance(found, list) else []


def with_search(state: State, now: str, words: str, most: int) -> State:
    """The state in which *words* were looked for last; the last *most* searches are kept."""
    before = [each for each in searches(state) if each != words]
    return with_setting(state, now, "searches", [*before, words][-most:])


def collections(state: State) -> dict[str, str]:
    """The reader's collections: filters by their names, in the order they were made."""
    records = sorted(state.of_kind(COLLECTION), key=lambda record: (record.created, record.id))
    named = {r.id.removeprefix(f"{COLLECTION}:"): r.fields.get("filter") for r in records}
    return {name: words for name, words in named.items() if isinstance(words, str) and words}


def with_collection(state: State, now: str, name: str, words: str) -> State:
    """The state with a filter under a name; without that name if *words* are empty."""
    record_id = f"{COLLECTION}:{name}"
    if not words:
        return state.delete(record_id, now)
    return state.put(record_id, COLLECTION, now, filter=words)


def folders(state: State) -> list[Path]:
    """The folders and files that the reader added to the library, in the order they were added."""
    records = sorted(state.of_kind(FOLDER), key=lambda record: (record.created, record.id))
    return [Path(str(record.fields["path"])) for record in records if record.fields.get("path")]


def servers(state: State) -> list[str]:
    """The places on servers that the reader added, in the order they were added."""
    records = sorted(state.of_kind(FOLDER), key=lambda record: (record.created, record.id))
    return [str(record.fields["url"]) for record in records if record.fields.get("url")]


def with_server(state: State, now: str, url: str) -> State:
    """The state with one more place on a server in the library."""
    return state.put(f"{FOLDER}:{url}", FOLDER, now, url=url)


def without_server(state: State, now: str, url: str) -> State:
    """The state without that place. What was kept of its essays stays."""
    return state.delete(f"{FOLDER}:{url}", now)


def with_folder(state: State, now: str, path: Path) -> State:
    """The state with one more folder in the library."""
    return state.put(f"{FOLDER}:{path}", FOLDER, now, path=str(path))


def without_folder(state: State, now: str, path: Path) -> State:
    """The state without that folder. What was kept of its essays stays."""
    return state.delete(f"{FOLDER}:{path}", now)


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list | tuple) else ()


def _fraction(value: Any) -> float:
    return min(1.0, max(0.0, float(value))) if isinstance(value, int | float) else 0.0
