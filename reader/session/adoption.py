"""Essays that were moved, renamed or retitled keep what the reader did with them.

An essay's id is made from where its source lies, and in a collection from its title. When either
changes, the essay comes back as one that nobody has read. Here it is recognised: by its text, whose
fingerprint is kept; or, if it was edited on the way, by its title and its length. Then all that was
kept of it is carried over, in one step.

The same essay may have been read on another machine, where it lies elsewhere: then what was kept of
both goes together, if the text is the same. An alias (`reader.session.aliases`) says so to all.

A wrong guess would mix up two essays, so none is made: the old essay must be gone; the new one must
have the same text or be untouched; and where there are two to choose from, nothing is done.
"""

from __future__ import annotations

from pathlib import Path

from reader.library.essay import Essay
from reader.library.roll import Roll, rolled
from reader.library.sources import STANDARD_INPUT
from reader.library.state import Record, State
from reader.session.aliases import ALIAS, Aliases
from reader.session.kept import (
    BOOKMARK,
    ESSAY,
    REGION,
    Change,
    essay_key,
    essay_of,
    identity,
    with_changes,
)
from reader.text.spans import merged
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

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
    roll = rolled(essays)
    if not roll or not has_strays(state, roll):
        return state
    there = [essay for essay in roll if essay.path != STANDARD_INPUT]
    orphans = list(_orphans(state, there, is_missing)) if there else []
    if not orphans:
        return state
    for orphan, heir in list(_pairs(orphans, there, _untouched(state, there))):
        state = with_changes(state, now, _inherited(state, orphan, heir))
    return state


def has_strays(state: State, roll: Roll) -> bool:
    """Whether anything is kept of an essay that is not in *roll*."""
    given = str(STANDARD_INPUT)
    records = (each for each in state.of_kind(ESSAY) if each.fields.get("path") != given)
    return any(roll.place_of(essay_of(each)) is None for each in records)


def settled(state: State, now: str, essays: Iterable[Essay]) -> State:
    """*state*, with what was kept under aliases carried to the ids that are meant.

    *essays* have the ids that their sources give them: an alias that has become another essay's id,
    of another text, is none any more.
    """
    aliases = Aliases(state)
    names = set(aliases)
    if not names:
        return state
    state = _revived(state, now, aliases, names)
    aliases = Aliases(state)
    roll = rolled(essays)
    for name in sorted(names):
        meant = aliases.meant(name)
        record, essay = state.get(essay_key(meant)), roll.find(name)
        if essay is not None and record is not None and not aliases.fits(essay, meant):
            names.discard(name)
            state = state.delete(f"{ALIAS}:{name}", now)
    moved = {
        each
        for record in state.records.values()
        if record.kind != ALIAS and (each := essay_of(record)) in names
        if not (record.kind in (ESSAY, REGION) and record.deleted)
    }
    for name in sorted(moved):
        state = with_changes(state, now, _carried(state, name, aliases.meant(name), {}))
    return state


def _revived(state: State, now: str, aliases: Aliases, names: Iterable[str]) -> State:
    """*state*, in which every essay that an alias means is there.

    Two machines that gave each its own essay what the other's had, at the same time, have both
    deleted what they took it from.
    """
    for meant in sorted({aliases.meant(name) for name in names}):
        if state.get(essay_key(meant)) is not None:
            continue
        of_one = (meant, *(name for name in names if aliases.meant(name) == meant))
        gone = [r for name in of_one if (r := state.records.get(essay_key(name))) is not None]
        left = max(gone, key=lambda r: (str(r.fields.get("opened") or ""), r.id), default=None)
        if left is not None:
            fields = {**left.fields, "deleted": False}
            state = with_changes(state, now, [Change(essay_key(meant), ESSAY, fields)])
    return state


def _untouched(state: State, essays: Sequence[Essay]) -> list[Essay]:
    """The essays that the reader has done nothing with but open them."""
    touched = {essay_of(record) for record in state.of_kind(ESSAY) if record.fields.get("place")}
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
        return Orphan(essay_of(record), title, end, fingerprint)
    return None


def _pairs(
    orphans: Sequence[Orphan], there: Sequence[Essay], untouched: Sequence[Essay]
) -> Iterator[tuple[Orphan, Essay]]:
    """Who has become whom, where there is nothing to choose.

    Any number of orphans may be of one text: they were read on several machines.
    """
    rest_orphans, rest_heirs = set(orphans), set(untouched)
    for some_orphans, some_heirs in _grouped(orphans, there, lambda one: one.fingerprint):
        rest_orphans -= set(some_orphans)
        rest_heirs -= set(some_heirs)
        heir, *other_heirs = some_heirs
        if not other_heirs:
            for orphan in some_orphans:
                if orphan.end >= _LEAST_END or orphan.title == heir.title:
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
    found: dict[str, tuple[list[Orphan], list[Essay]]] = {}
    for orphan in orphans:
        found.setdefault(key(orphan), ([], []))[0].append(orphan)
    for heir in heirs:
        found.setdefault(key(heir), ([], []))[1].append(heir)
    return ((a, b) for name, (a, b) in found.items() if name and a and b)


def _are_as_long(orphan: Orphan, heir: Essay) -> bool:
    least = min(orphan.end, heir.end)
    return least >= _LEAST_END and abs(orphan.end - heir.end) <= _ENDS_DIFFER * least


def _inherited(state: State, orphan: Orphan, heir: Essay) -> Iterator[Change]:
    """The changes that give an heir what was kept of *orphan*."""
    yield Change(f"{ALIAS}:{orphan.id}", ALIAS, {"essay": heir.id, "deleted": False})
    yield from _carried(state, orphan.id, heir.id, identity(heir))


def _carried(state: State, old: str, new: str, known_by: Mapping[str, Any]) -> Iterator[Change]:
    """The changes that carry what was kept under one id to another: all records that name it."""
    name = essay_key(old)
    if (record := state.get(name)) is not None:
        fields = _together(record, state.get(essay_key(new)))
        yield Change(essay_key(new), ESSAY, {**fields, **known_by})
        yield Change(name, ESSAY, {"deleted": True})
    for record in state.records.values():
        if record.kind == ALIAS or record.fields.get("essay") != old:
            continue
        if record.kind != REGION:
            # A deleted one stays deleted, but comes back into the right essay.
            deleted = {"deleted": True} if record.deleted else {}
            yield Change(record.id, record.kind, {"essay": new, **deleted})
        elif not record.deleted:
            region = str(record.fields.get("region"))
            other = state.get(f"{REGION}:{new}:{region}")
            if other is None or record.changed.get("open", "") > other.changed.get("open", ""):
                fields = {**record.fields, "essay": new}
                yield Change(f"{REGION}:{new}:{region}", REGION, fields)
            yield Change(record.id, REGION, {"deleted": True})


def _together(one: Record, other: Record | None) -> dict[str, Any]:
    """What is kept of an essay, of two records of it: where it was left last, and all that was read."""
    if other is None:
        return dict(one.fields)
    has_been_read = bool(other.fields.get("place"))
    opened = [str(each.fields.get("opened") or "") for each in (one, other)]
    is_later = has_been_read and opened[1] >= opened[0]
    fields = {**one.fields, **other.fields} if is_later else {**other.fields, **one.fields}
    fields["opened"] = max(opened)
    if one.fields.get("finished") or other.fields.get("finished"):
        fields["finished"] = True
    if one.fields.get("fingerprint") == other.fields.get("fingerprint"):
        spans = [span for each in (one, other) for span in each.fields.get("read") or []]
        fields["read"] = [list(span) for span in merged(map(tuple, spans))]
    return fields
