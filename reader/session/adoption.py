"""Essays that were moved, renamed or retitled keep what the reader did with them.

An essay's id is made from where its source lies, and in a collection from its title. When either
changes, the essay comes back as one that nobody has read. Here it is recognised: by its text, whose
fingerprint is kept; or, if it was edited on the way, by its title and its length. Then all that was
kept of it is carried over, in one step.

A wrong guess would mix up two essays, so none is made: the old essay must be gone and the new one
untouched, and where there are two to choose from, on either side, nothing is done.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader.library.essay import Essay
from reader.library.sources import STANDARD_INPUT
from reader.library.state import Record, State
from reader.session.kept import BOOKMARK, ESSAY, REGION, Change, identity, with_changes

_LEAST_END = 40
"""Code points. Shorter texts, such as stubs, may be alike without being the same."""
_ENDS_DIFFER = 0.02
"""By how much of its length a text may have changed that is known by its title."""


class Orphan(NamedTuple):
    """What was kept of an essay that is gone."""

    id: str
    title: str
    end: int
    """Code points its document had."""
    fingerprint: str


def adopted(
    state: State, now: str, essays: Iterable[Essay], is_missing: Callable[[Path], bool]
) -> State:
    """*state*, with what was kept of essays that are gone given to those they have become.

    *essays* are all that are known to be there. *is_missing* says of a source that none of them
    lies in whether it is gone for good.
    """
    there = [essay for essay in essays if essay.path != STANDARD_INPUT]
    heirs = _untouched(state, there)
    orphans = list(_orphans(state, there, is_missing)) if heirs else []
    changes = [
        change
        for orphan, heir in _pairs(orphans, heirs)
        for change in _carried(state, orphan, heir)
    ]
    return with_changes(state, now, changes) if changes else state


def _untouched(state: State, essays: Sequence[Essay]) -> list[Essay]:
    """The essays that the reader has done nothing with but open them."""
    touched = {
        record.id.removeprefix(f"{ESSAY}:")
        for record in state.of_kind(ESSAY)
        if record.fields.get("place")
    }
    touched |= {str(record.fields.get("essay")) for record in state.of_kind(BOOKMARK)}
    touched |= {
        str(record.fields.get("essay"))
        for record in state.of_kind(REGION)
        if record.fields.get("open") is True
    }
    return [essay for essay in essays if essay.id not in touched]


def _orphans(
    state: State, essays: Sequence[Essay], is_missing: Callable[[Path], bool]
) -> Iterator[Orphan]:
    """What was kept of essays that are gone: their source is, or it does not hold them any more."""
    ids = {essay.id for essay in essays}
    sources = {str(essay.path) for essay in essays}
    for record in state.of_kind(ESSAY):
        orphan = _orphan(record)
        path = str(record.fields.get("path") or STANDARD_INPUT)
        if orphan is None or orphan.id in ids or path == str(STANDARD_INPUT):
            continue
        if path in sources or is_missing(Path(path)):
            yield orphan


def _orphan(record: Record) -> Orphan | None:
    title, end = record.fields.get("title"), record.fields.get("end")
    fingerprint = record.fields.get("fingerprint")
    if isinstance(title, str) and isinstance(end, int) and isinstance(fingerprint, str):
        return Orphan(record.id.removeprefix(f"{ESSAY}:"), title, end, fingerprint)
    return None


def _pairs(orphans: Sequence[Orphan], heirs: Sequence[Essay]) -> Iterator[tuple[Orphan, Essay]]:
    """Who has become whom, where there is nothing to choose."""
    alike = _grouped(orphans, heirs, lambda one: one.fingerprint)
    rest_orphans, rest_heirs = set(orphans), set(heirs)
    for some_orphans, some_heirs in alike:
        rest_orphans -= set(some_orphans)
        rest_heirs -= set(some_heirs)
        (orphan, *other_orphans), (heir, *other_heirs) = some_orphans, some_heirs
        is_stub = orphan.end < _LEAST_END and orphan.title != heir.title
        if not (other_orphans or other_heirs or is_stub):
            yield orphan, heir
    by_title = _grouped(list(rest_orphans), list(rest_heirs), lambda one: one.title)
    for some_orphans, some_heirs in by_title:
        close = [(a, b) for a in some_orphans for b in some_heirs if _are_as_long(a, b)]
        if len(close) == 1:
            yield close[0]


def _grouped(
    orphans: Sequence[Orphan], heirs: Sequence[Essay], key: Callable[[Any], str]
) -> Iterator[tuple[list[Orphan], list[Essay]]]:
    """Orphans and heirs that have a key in common."""
    found: defaultdict[str, tuple[list[Orphan], list[Essay]]] = defaultdict(lambda: ([], []))
    for orphan in orphans:
        found[key(orphan)][0].append(orphan)
    for heir in heirs:
        found[key(heir)][1].append(heir)
    return ((a, b) for name, (a, b) in found.items() if name and a and b)


def _are_as_long(orphan: Orphan, heir: Essay) -> bool:
    least = min(orphan.end, heir.end)
    return least >= _LEAST_END and abs(orphan.end - heir.end) <= _ENDS_DIFFER * least


def _carried(state: State, orphan: Orphan, heir: Essay) -> Iterator[Change]:
    """The changes that carry over what was kept of *orphan*: all records that name it."""
    name = f"{ESSAY}:{orphan.id}"
    fields = dict(state.records[name].fields)
    if (own := state.get(f"{ESSAY}:{heir.id}")) is not None:
        opened = (str(each.get("opened") or "") for each in (fields, own.fields))
        fields["opened"] = max(opened)
    yield Change(f"{ESSAY}:{heir.id}", ESSAY, {**fields, **identity(heir)})
    yield Change(name, ESSAY, {"deleted": True})
    for record in state.records.values():
        if record.fields.get("essay") != orphan.id:
            continue
        if record.kind != REGION:
            # A deleted one stays deleted, but comes back into the right essay.
            deleted = {"deleted": True} if record.deleted else {}
            yield Change(record.id, record.kind, {"essay": heir.id, **deleted})
        elif not record.deleted:
            region = str(record.fields.get("region"))
            fields = {**record.fields, "essay": heir.id}
            yield Change(f"{REGION}:{heir.id}:{region}", REGION, fields)
            yield Change(record.id, REGION, {"deleted": True})
