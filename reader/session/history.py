"""Taking back what was done to bookmarks and essays, also after a restart: the state itself remembers.

What was done shows in the record: a bookmark's is a tombstone; `before` holds what its fields were
until they were changed, change by change; and at last it is as it was made. Of an essay only what the
reader wants with it is taken back (`Session.stand`), never that it was read. Things that were done at
one time were done together (two bookmarks merged), and are taken back together. What was taken back
stands in `again`, until something new is done to the record, and is done again from there.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from reader.enums import Enum
from reader.library.state import Record, State, time_of
from reader.session.kept import BOOKMARK, ESSAY, Change, with_changes

BEFORE, AGAIN = "before", "again"
"""Fields that hold what others were, the last change last: `{"time": …, "fields": {…}}` of each."""
_MOST = 20
"""Changes of a record that can be taken back."""
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
    if record is None or all(record.fields.get(name) == fields[name] for name in fields):
        return state
    return state.put(record_id, record.kind, now, **_changes(record, now, fields), **{AGAIN: None})


def last_events(state: State, kinds: Collection[str] = (BOOKMARK, ESSAY)) -> list[Event]:
    """What was done last to records of *kinds*, as far as it can be taken back; several if they were
    done together.
    """
    last = (_last(record) for record in state.records.values() if record.kind in kinds)
    return _newest(event for event in last if event and _is_recent(event, state.newest))


def last_taken_back(state: State, kinds: Collection[str] = (BOOKMARK, ESSAY)) -> list[Event]:
    """What was taken back last, as what taking it back did: all at one time."""
    found = []
    for record in state.records.values():
        if record.kind in kinds and (undone := entries(record.fields, AGAIN)):
            fields = undone[-1]["fields"]
            deed = Deed.CHANGED
            if "deleted" in fields:
                deed = Deed.MADE if fields["deleted"] else Deed.DELETED
            found.append(Event(undone[-1]["time"], record.id, record.kind, deed))
    return _newest(event for event in found if _is_recent(event, state.newest))


def taken_back(state: State, now: str, events: Collection[Event]) -> State:
    """The state as it was before *events*."""
    changes = []
    for event in events:
        record = state.records[event.record]
        if event.deed is Deed.CHANGED:
            *earlier, last = entries(record.fields, BEFORE)
            was = {name: record.fields.get(name) for name in last["fields"]}
            fields = {**last["fields"], BEFORE: earlier}
        else:
            was = {"deleted": record.deleted}
            fields = {"deleted": not record.deleted}
        undone = [*entries(record.fields, AGAIN), {"time": now, "fields": was}]
        changes.append(Change(record.id, record.kind, fields | {AGAIN: undone[-_MOST:]}))
    return with_changes(state, now, changes)


def done_again(state: State, now: str, events: Collection[Event]) -> State:
    """The state as it was until *events*, of `last_taken_back`, were taken back."""
    changes = []
    for event in events:
        record = state.records[event.record]
        *earlier, last = entries(record.fields, AGAIN)
        is_change = event.deed is Deed.CHANGED
        fields = _changes(record, now, last["fields"]) if is_change else last["fields"]
        changes.append(Change(record.id, record.kind, {**fields, AGAIN: earlier}))
    return with_changes(state, now, changes)


def _changes(record: Record, now: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What sets *fields* of a record, and keeps what they were."""
    former = {name: record.fields.get(name) for name in fields}
    before = [*entries(record.fields, BEFORE), {"time": now, "fields": former}]
    return {**fields, BEFORE: before[-_MOST:]}


def _last(record: Record) -> Event | None:
    """What was done to a record last, and was not taken back."""
    if record.deleted:
        time = record.changed["deleted"]
        undone = entries(record.fields, AGAIN)
        is_undone = bool(undone) and undone[-1]["time"] == time
        return None if is_undone else Event(time, record.id, record.kind, Deed.DELETED)
    if before := entries(record.fields, BEFORE):
        return Event(before[-1]["time"], record.id, record.kind, Deed.CHANGED)
    if record.kind != BOOKMARK:
        return None
    return Event(record.created, record.id, record.kind, Deed.MADE)


def entries(fields: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """What `before` or `again` has, the last change last; what is none is left out."""
    value = fields.get(name)
    found = value if isinstance(value, list) else [value]
    return [
        each
        for each in found
        if isinstance(each, Mapping)
        and isinstance(each.get("time"), str)
        and isinstance(each.get("fields"), Mapping)
        and each["fields"]
    ]


def _newest(events: Iterable[Event]) -> list[Event]:
    """Those of *events* that were at the last of their times."""
    found = list(events)
    last = max((event.time for event in found), default="")
    return [event for event in found if event.time == last]


def _is_recent(event: Event, now: str) -> bool:
    within = _MADE_WITHIN if event.deed is Deed.MADE else _DONE_WITHIN
    return event.time >= time_of(datetime.fromisoformat(now) - within)
