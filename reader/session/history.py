"""Taking back what was done to bookmarks and essays, also after a restart: the state itself remembers.

What was last done shows in the record: a bookmark's is a tombstone; or `before` holds what its
fields were until they were changed; or it is as it was made. Of an essay only what the reader wants
with it is taken back (`Session.stand`), never that it was read. Things that were done at one time were
done together (two bookmarks merged), and are taken back together. Taking back a change or a new
bookmark is a deed like others; so after a restart it can be taken back itself.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from reader.library.state import Record, State, time_of
from reader.session.kept import BOOKMARK, ESSAY, Change, with_changes

BEFORE = "before"
"""The field that holds what others were: `{"time": …, "fields": {…}}`."""
_MADE_WITHIN = timedelta(days=1)
_DONE_WITHIN = timedelta(days=90)
"""How long afterwards a thing is taken back without naming it: longer for what destroys nothing."""


class Deed(Enum):
    """What was done."""

    MADE = "made"
    CHANGED = "changed"
    DELETED = "deleted"


class Event(NamedTuple):
    """What was done to a bookmark or an essay, and when."""

    time: str
    record: str
    """The id of what it was done to."""
    kind: str
    """Its kind: `BOOKMARK` or `ESSAY`."""
    deed: Deed


def changed(state: State, now: str, record_id: str, **fields: Any) -> State:
    """The state with fields of a record set, so that it can be taken back."""
    record = state.get(record_id)
    if record is None:
        return state
    former = {name: record.fields.get(name) for name in fields}
    if all(former[name] == value for name, value in fields.items()):
        return state
    before = {"time": now, "fields": former}
    return state.put(record_id, record.kind, now, **fields, **{BEFORE: before})


def last_events(
    state: State,
    known: Collection[tuple[str, str]] = (),
    kinds: Collection[str] = (BOOKMARK, ESSAY),
) -> list[Event]:
    """What was done last to records of *kinds*, as far as it can be taken back; several if they were
    done together.

    Not what *known* has, as pairs of a record's id and a time: what was taken back already.
    """
    newest: list[Event] = []
    for record in state.records.values():
        if record.kind not in kinds:
            continue
        for event in _events(record):
            if (event.record, event.time) in known or not _is_recent(event, state.newest):
                continue
            if not newest or event.time > newest[0].time:
                newest = [event]
            elif event.time == newest[0].time:
                newest.append(event)
            break
    return newest


def taken_back(state: State, now: str, events: Collection[Event]) -> State:
    """The state as it was before *events*."""
    changes = []
    for event in events:
        record = state.records[event.record]
        if event.deed is Deed.CHANGED:
            former = _former(record)
            fields = {name: record.fields.get(name) for name in former}
            changes.append(former | {BEFORE: {"time": now, "fields": fields}})
        else:
            changes.append({"deleted": event.deed is Deed.MADE})
    return with_changes(
        state,
        now,
        (
            Change(event.record, event.kind, fields)
            for event, fields in zip(events, changes, strict=True)
        ),
    )


def _events(record: Record) -> list[Event]:
    """What was done to a record, the last thing first."""
    if record.deleted:
        return [Event(record.changed["deleted"], record.id, record.kind, Deed.DELETED)]
    made = (
        [Event(record.created, record.id, record.kind, Deed.MADE)]
        if record.kind == BOOKMARK
        else []
    )
    before = record.fields.get(BEFORE)
    time = before.get("time") if isinstance(before, dict) else None
    if not isinstance(time, str) or not _former(record):
        return made
    return [Event(time, record.id, record.kind, Deed.CHANGED), *made]


def _former(record: Record) -> dict[str, Any]:
    before = record.fields.get(BEFORE)
    fields = before.get("fields") if isinstance(before, dict) else None
    return dict(fields) if isinstance(fields, dict) else {}


def _is_recent(event: Event, now: str) -> bool:
    within = _MADE_WITHIN if event.deed is Deed.MADE else _DONE_WITHIN
    return event.time >= time_of(datetime.fromisoformat(now) - within)
