"""What the reader did, as values: records that change, merge and are never lost.

A *record* is one thing that is kept: a bookmark, the place in an essay, an open region, a setting.
The *state* is all records. Both are frozen: whatever changes them gives a new value. No file is
read here (`reader.library.state.file`) and no clock: times are passed in. How a state is written
down is `reader.library.state.text`'s.

Every field of a record carries the time of its last change, and a deletion is a field like others.
So any two states merge field by field, the later change wins, and the outcome does not depend on
who merges what with whom, how often, or in which order. Of notes, versions that were written
without knowing of each other are both kept (`reader.library.state.versions`). A tombstone that is old is
*buried*: all that was set until then is gone, and does not come back with a copy that still has it.
Times are UTC with milliseconds, always of
one width (`2025-03-09T08:05:00.125Z`): they compare as strings. A clock that runs behind does no
harm, because `next_time` never gives a time that is not newer than all seen.
"""

from __future__ import annotations

import json
import time as clock
from _collections_abc import Mapping

from reader.library.state import versions
from reader.library.state.versions import Versions
from reader.regex import regex
from reader.values import dataclass, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any, TypeAlias

    from reader.library.state.rows import Rows

Records: TypeAlias = "dict[str, Record] | Rows"
"""By id. Never changed."""

BEGINNING = "1970-01-01T00:00:00.000Z"
"""The time of what has none: earlier than any change that a reader makes."""

_TIME = regex(
    r"(?!0000|9999)[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31|(?P<leap>02-29))T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\.[0-9]{3}Z"
)

_LATE = 200_000_000_000
"""Seconds since 1970 of a moment in the ninth millennium: until then years have four digits."""

_DELETED = b'"deleted": true'
"""Stands in the line of each tombstone."""

OWN_NAMES = frozenset({"id", "kind", "created", "changed", "versions", "buried"})
"""What no field may be called: a record is written flat, and these stand beside its fields."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that is kept."""

    id: str
    """Unique in the state, for ever: a deleted record keeps it."""
    kind: str
    """`bookmark`, `essay`, `region`, `folder`, `setting`… any word. A kind that this reader does
    not know is kept untouched, and so is a field: a newer reader may have written it.
    """
    created: str
    """A time."""
    fields: Mapping[str, Any]
    """Plain JSON: None, booleans, numbers, strings, lists, dictionaries with strings as keys."""
    changed: Mapping[str, str]
    """When each field was last set: a time for every name in `fields`."""
    versions: Mapping[str, Versions] = field(default_factory=dict)
    """Of notes: what their present text was written over, where that is known."""
    buried: str = ""
    """A time, or empty: of what was set until then nothing is left but `deleted`."""

    @property
    def deleted(self) -> bool:
        """Whether the record is a tombstone."""
        return bool(self.fields.get("deleted", False))

    @property
    def newest(self) -> str:
        """The latest time in the record."""
        return max(self.buried, *self.changed.values(), "") or self.created


@dataclass(frozen=True)
class State:
    """All records, the living ones and the tombstones."""

    records: Records = field(default_factory=dict)
    newest: str = field(default=BEGINNING, compare=False)
    """The latest time in any record."""

    @classmethod
    def of(cls, records: Iterable[Record]) -> State:
        """The state that holds *records*; those with the same id are merged."""
        found: dict[str, Record] = {}
        newest = BEGINNING
        for record in records:
            known = found.get(record.id)
            found[record.id] = record if known is None else _merged(known, record)
            newest = max(newest, record.newest)
        return cls(found, newest)

    def get(self, record_id: str) -> Record | None:
        """The record with this id; None if there is none, or if it was deleted."""
        record = self.records.get(record_id)
        return None if record is None or record.deleted else record

    def of_kind(self, kind: str, *parts: bytes) -> Iterator[Record]:
        """The living records of one kind, in no particular order.

        With *parts*, those will do whose text as the state file has it (`reader.library.state.text.said`) has one of
        them: it spares reading the others, and may be vain.
        """
        some = _some(self.records, kind, *parts)
        return (each for each in some if each.kind == kind and not each.deleted)

    def put(self, record_id: str, /, kind: str, now: str, **fields: Any) -> State:
        """The state with *fields* set in this record, which is made if there is none.

        Fields that are not named stay as they are, fields that are given their own value keep their
        time. A deleted record lives again, with all that is left of it. The kind of a record that
        exists stays what it is. *now* is a time from `next_time`.

        Raises ValueError for a time that is none and a field that may not be called so, TypeError
        for a value that is not plain JSON.
        """
        _check(now)
        if forbidden := OWN_NAMES & fields.keys():
            raise ValueError(f"no field may be called {', '.join(sorted(forbidden))}")
        values = {name: plain(value) for name, value in fields.items()}
        known = self.records.get(record_id)
        if known is None:
            return self._with(Record(record_id, kind, now, values, dict.fromkeys(values, now)))
        if known.deleted:
            values.setdefault("deleted", False)
        return self._with(_set(known, values, now))

    def delete(self, record_id: str, now: str) -> State:
        """The state with a tombstone for this record; its fields stay, for a `put` that revives it."""
        _check(now)
        known = self.get(record_id)
        return self if known is None else self._with(_set(known, {"deleted": True}, now))

    def without_remains(self, before: str) -> State:
        """The state in which of records that were deleted *before* a time only tombstones are left.

        A tombstone stays for ever, so that no other copy brings the record back.
        """
        buried = {
            record.id: Record(
                record.id,
                record.kind,
                record.created,
                {"deleted": True},
                {"deleted": record.changed["deleted"]},
                buried=record.newest,
            )
            for record in _some(self.records, "", _DELETED)
            if record.deleted and record.changed["deleted"] < before and len(record.fields) > 1
        }
        return State(_joined(self.records, buried), self.newest) if buried else self

    def _with(self, record: Record) -> State:
        if self.records.get(record.id) is record:
            return self
        return State(_joined(self.records, {record.id: record}), max(self.newest, record.newest))


def merge(a: State, b: State) -> State:
    """The state that holds what either holds; of a field that both hold, what was set later.

    Commutative, associative, idempotent. Gives *a* itself if *b* has nothing to add. Of two values
    set in the same millisecond the one whose JSON text is greater wins: arbitrary, but the same
    everywhere.
    """
    if a is b:
        return a
    changed: dict[str, Record] = {}
    for theirs in _besides(b.records, a.records):
        own = a.records.get(theirs.id)
        record = theirs if own is None else _merged(own, theirs)
        if record is not own:
            changed[theirs.id] = record
    if not changed:
        return a
    return State(_joined(a.records, changed), max(a.newest, b.newest))


def news(record: Record, known: Record | None) -> Record | None:
    """What *record* says that *known* does not: fewer fields of the same record; None for nothing."""
    if known is None:
        return record
    merged = _merged(known, record)
    if merged is known:
        return None
    names = [
        name
        for name, value in merged.fields.items()
        if (known.changed.get(name), known.versions.get(name))
        != (merged.changed[name], merged.versions.get(name))
        or known.fields[name] != value
        or (name == "deleted" and merged.buried)
    ]
    return replace(
        merged,
        fields={name: merged.fields[name] for name in names},
        changed={name: merged.changed[name] for name in names},
        versions={name: merged.versions[name] for name in names if name in merged.versions},
    )


def with_edits(before: State, found: State, wall: datetime | float) -> State:
    """*found*, with a new time on each field that differs from *before* although its time does not.

    No reader writes such a thing: a person edited the value and left the time. Without a time of
    its own the edit would lose against a reader that still holds the old value.
    """
    now = next_time(found, wall)
    edited: dict[str, Record] = {}
    for record_id, record in found.records.items():
        old = before.records.get(record_id)
        if old is None or old == record:
            continue
        edits = {
            name: value
            for name, value in record.fields.items()
            if record.changed[name] == old.changed.get(name) and value != old.fields[name]
        }
        if edits:
            unedited = {name: old.fields[name] for name in edits}
            known = {name: old.versions[name] for name in edits if name in old.versions}
            original = replace(
                record,
                fields={**record.fields, **unedited},
                versions={**record.versions, **known},
            )
            edited[record_id] = _set(original, edits, now)
    return State(_joined(found.records, edited), now) if edited else found


def time_of(wall: datetime | float) -> str:
    """A moment as a time.

    *wall* is seconds since 1970, or a datetime; one without a zone counts as local.
    """
    if isinstance(wall, float | int) and 0 <= wall < _LATE:
        more, millionths = divmod(round(wall % 1 * 1_000_000), 1_000_000)
        said = clock.strftime("%Y-%m-%dT%H:%M:%S", clock.gmtime(int(wall) + more))
        return f"{said}.{millionths // 1000:03}Z"
    # Importing it takes 2 ms, which a start need not wait for.
    from datetime import UTC, datetime

    moment = (
        wall.astimezone(UTC) if isinstance(wall, datetime) else datetime.fromtimestamp(wall, UTC)
    )
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def next_time(state: State, wall: datetime | float) -> str:
    """The time for the next change of *state*: now, or a millisecond past the newest time seen."""
    now = time_of(wall)
    return now if now > state.newest else later(state.newest)


def later(time: str) -> str:
    """One millisecond later."""
    from datetime import datetime, timedelta

    return time_of(datetime.fromisoformat(time) + timedelta(milliseconds=1))


def is_time(text: str) -> bool:
    """Whether *text* is a time in the one form that compares; the year 9999 is none, for room."""
    found = _TIME.fullmatch(text)
    if found is None or found["leap"] is None:
        return found is not None
    year = int(text[:4])
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def plain(value: Any) -> Any:
    """*value* as plain JSON: tuples as lists, keys sorted, so that what is read back is equal.

    Raises TypeError for what JSON does not have: sets, bytes, dates, infinite numbers, keys that
    are not strings.
    """
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return int(value)
        case float() if abs(value) < float("inf"):
            return float(value)
        case list() | tuple():
            return [plain(each) for each in value]
        case Mapping() if all(isinstance(key, str) for key in value):
            return {str(key): plain(value[key]) for key in sorted(value)}
    raise TypeError(f"{value!r} is not plain JSON")


def _joined(records: Records, others: dict[str, Record]) -> Records:
    """*records* with *others*, or with others in their place."""
    return {**records, **others} if isinstance(records, dict) else records.with_records(others)


def _some(records: Records, kind: str, *parts: bytes) -> Iterable[Record]:
    return records.values() if isinstance(records, dict) else records.some(kind, *parts)


def _besides(records: Records, others: Records) -> Iterator[Record]:
    """The records that *others* may have otherwise, or not at all."""
    if not isinstance(records, dict):
        return records.besides(others)
    return (each for record_id, each in records.items() if others.get(record_id) is not each)


def _set(record: Record, values: dict[str, Any], now: str) -> Record:
    """*record* with *values*, or itself if it has them.

    Each time is newer than the one it replaces, whatever *now* says: else the old value would win
    when the state is merged with its own file.
    """
    if record.deleted and values.get("deleted") is False:
        record = _dug_up(record)
    news = {
        name: value
        for name, value in values.items()
        if name not in record.fields or record.fields[name] != value
    }
    if not news:
        return record
    if record.buried:
        now = max(now, later(record.buried))
    times = {
        name: max(now, later(record.changed[name])) if name in record.fields else now
        for name in news
    }
    fields, changed = {**record.fields, **news}, {**record.changed, **times}
    written = {
        name: versions.written(_versions(record, name), times[name], news[name])
        for name in versions.KEPT & news.keys() & record.fields.keys()
    }
    kept = {**record.versions, **written} if written else record.versions
    return replace(record, fields=fields, changed=changed, versions=kept)


def _dug_up(tombstone: Record) -> Record:
    """*tombstone* with all its fields set once more, a moment after whatever happened to it.

    Elsewhere it may have been buried, with all that was set until then.
    """
    when = later(tombstone.newest)
    names = tombstone.fields.keys() - {"deleted"}
    written = {
        name: versions.written(_versions(tombstone, name), when, tombstone.fields[name])
        for name in versions.KEPT & names
    }
    return replace(
        tombstone,
        changed={**tombstone.changed, **dict.fromkeys(names, when)},
        versions={**tombstone.versions, **written},
    )


def _versions(record: Record, name: str) -> Versions:
    """What is known of the versions of a field that the record has."""
    known = record.versions.get(name)
    return known or versions.only(record.changed[name], record.fields[name])


def _merged(a: Record, b: Record) -> Record:
    """Two records of one id as one, or *a* itself if *b* has nothing to add."""
    buried = max(a.buried, b.buried)
    if a.buried != b.buried:
        a, b = _since(a, buried), _since(b, buried)
    created, kind = min((a.created, a.kind), (b.created, b.kind))
    news = [
        name
        for name, value in b.fields.items()
        if name not in versions.KEPT
        and (
            name not in a.fields
            or _wins(value, b.changed[name], against=(a.fields[name], a.changed[name]))
        )
    ]
    united = _united(a, b)
    if not news and not united and (created, kind) == (a.created, a.kind):
        return a
    fields, changed, kept = dict(a.fields), dict(a.changed), dict(a.versions)
    for name in news:
        fields[name], changed[name] = b.fields[name], b.changed[name]
    for name, found in united.items():
        fields[name], changed[name] = found.value, found.time
        kept.pop(name, None)
        if not found.is_plain:
            kept[name] = found
    return Record(a.id, kind, created, fields, changed, kept, buried)


def _united(a: Record, b: Record) -> dict[str, Versions]:
    """The versions of fields that *b* has some to add to."""
    found = {}
    for name in versions.KEPT:
        if name in b.fields:
            theirs = _versions(b, name)
            own = _versions(a, name) if name in a.fields else None
            both = versions.united(own, theirs) if own else theirs
            if both is not own:
                found[name] = both
    return found


def _since(record: Record, buried: str) -> Record:
    """What is left of a record that is buried: its tombstone, and what was set after that."""
    if record.buried == buried:
        return record
    changed = {
        name: time for name, time in record.changed.items() if name == "deleted" or time > buried
    }
    fields = {name: record.fields[name] for name in changed}
    kept = {}
    for name, known in record.versions.items():
        left = known.since(buried)
        if left is not None:
            fields[name] = left.value
            if not left.is_plain:
                kept[name] = left
    return replace(record, fields=fields, changed=changed, versions=kept, buried=buried)


def _wins(value: Any, time: str, against: tuple[Any, str]) -> bool:
    """Whether *value*, set at *time*, replaces another (value, time)."""
    other, other_time = against
    if time != other_time:
        return time > other_time
    if value == other and repr(value) == repr(other):
        return False
    return json.dumps(value, sort_keys=True) > json.dumps(other, sort_keys=True)


def _check(time: str) -> None:
    if not is_time(time):
        raise ValueError(f"{time!r} is not a time such as {BEGINNING}")
