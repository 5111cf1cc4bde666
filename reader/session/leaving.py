"""What of the state may leave the session: all but the text of closed regions.

A bookmark that was made while its region was open quotes it, and a place has context. Where such a
region is closed again, what leaves has a *spot* instead of the *place*: where it was in which text,
by offsets and a hash, without a word of what is closed. Who has the same text finds it there; when
the region is opened, here or there, the place itself follows.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from reader.errors import SourceError
from reader.library.state import Record, State
from reader.session import kept
from reader.session.history import AGAIN, BEFORE, entries
from reader.session.reading import Reading, bare
from reader.session.session import Session
from reader.values import replace

_OF_THE_MACHINE = frozenset({kept.SETTING, kept.FOLDER})


def leaving(session: Session, records: Iterable[Record]) -> Iterator[Record]:
    """*records* as they may leave: the same ones where nothing in them is closed.

    They come in another order: essays that have closed regions are read one after the other.
    """
    return (shown for _record, shown in as_shown(session, records))


def as_shown(session: Session, records: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Each of *records* with what of it may leave, as `leaving` gives it.

    They may be parts: the state knows which essay they are about.
    """

    def order(record: Record) -> tuple[str, str]:
        return kept.essay_of(session.state.records.get(record.id, record)), record.id

    for essay_id, some in groupby(sorted(records, key=order), key=lambda record: order(record)[0]):
        group = list(some)
        reading: Reading | None = None
        essay = session.essay(essay_id)
        has_quotation = any(_QUOTING & record.fields.keys() for record in group)
        if has_quotation and essay is not None and session.regions.closed_count(essay):
            try:
                reading = session.open(essay)
            except SourceError:
                essay = None
        for record in group:
            whole = session.state.records.get(record.id, record)
            if reading is not None:
                yield record, _with_places(record, reading.leaving)
            elif essay is None and _may_be_closed(session.state, essay_id, whole):
                yield record, _with_places(record, bare)
            else:
                yield record, record


def travelling(state: State) -> list[Record]:
    """The records that go from machine to machine: all but settings and folders."""
    return [each for each in state.records.values() if each.kind not in _OF_THE_MACHINE]


_QUOTING = frozenset({"place", "spot", BEFORE, AGAIN})
"""The fields that hold places."""


def _may_be_closed(state: State, essay_id: str, record: Record) -> bool:
    """Whether an essay that is not here may have closed regions that a record quotes."""
    regions = [each for each in state.of_kind(kept.REGION) if kept.essay_of(each) == essay_id]
    opened = {each.fields.get("region") for each in regions if each.fields.get("open") is True}
    touched = record.fields.get("regions")
    return len(opened) < len(regions) or not opened.issuperset(
        touched if isinstance(touched, list) else ()
    )


def _with_places(record: Record, shown: Any) -> Record:
    """A record with what *shown* leaves of its places; a place that loses something is a spot."""
    fields, changed = dict(record.fields), dict(record.changed)
    for name in ("spot", "place"):
        place = fields.get(name)
        if isinstance(place, Mapping) and (left := shown(place)) is not place:
            time = changed.pop(name)
            del fields[name]
            if time >= changed.get("spot", ""):
                fields["spot"], changed["spot"] = left, time
    for name in (BEFORE, AGAIN):
        if any(_was_elsewhere(each["fields"], shown) for each in entries(fields, name)):
            # What it quoted before it was changed: that can be taken back here, not elsewhere.
            del fields[name], changed[name]
    return record if fields == record.fields else replace(record, fields=fields, changed=changed)


def _was_elsewhere(fields: Mapping[str, Any], shown: Any) -> bool:
    """Whether what *fields* of a bookmark were before a change quotes something that is closed."""
    place = fields.get("place")
    return isinstance(place, Mapping) and shown(place) is not place
