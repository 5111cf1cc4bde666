"""What was kept of essays that were split, joined, rewritten or not there, found passage by passage.

Where an essay is gone and none has become it as a whole (`reader.session.adoption`), its passages
may still stand in others: in those that its source holds now, in one of its title, or in new ones
of its folder. Each bookmark goes to the one essay in which its place is surely found; the rest
stays where it is, and is looked for again at the next start. So is what came from another program
before its essay was there (`reader.session.incoming`), in essays of its title.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from reader.library.essay import Essay
from reader.library.roll import rolled
from reader.library.sources import STANDARD_INPUT
from reader.library.state import Record, State
from reader.session.adoption import has_strays
from reader.session.kept import (
    BOOKMARK,
    ESSAY,
    REGION,
    Change,
    essay_key,
    essay_of,
    identity,
    place_of,
    with_changes,
)

MOST_ESSAYS, LONGEST = 8, 400_000
"""Essays that are read for one that is gone, and code points of all of them: it must not be felt."""

NOWHERE = "imported:"
"""What the ids of essays begin with that are not there."""

Holds = Callable[[Essay, Mapping[str, Any]], bool]
"""Whether a place is surely in an essay."""


def gathered(
    state: State,
    now: str,
    essays: Iterable[Essay],
    is_missing: Callable[[Path], bool],
    holds: Holds,
) -> State:
    """*state*, with bookmarks and places of essays that are gone given to those that have them now.

    *essays* are all that are known to be there, *is_missing* is as `adoption.adopted` wants it.
    """
    roll = rolled(essays)
    marks = state.of_kind(BOOKMARK)
    is_from_elsewhere = any(str(each.fields.get("essay")).startswith(NOWHERE) for each in marks)
    if not is_from_elsewhere and not has_strays(state, roll):
        return state
    there = [essay for essay in roll if essay.path != STANDARD_INPUT]
    ids = {essay.id for essay in there}
    sources = {essay.path for essay in there}
    new = {essay.id for essay in there if _is_new(state, essay)}
    for record in list(state.of_kind(ESSAY)):
        path = Path(str(record.fields.get("path") or STANDARD_INPUT))
        is_gone = essay_of(record) not in ids and path != STANDARD_INPUT
        if is_gone and (path in sources or is_missing(path)):
            candidates = list(_candidates(record, path, there, new))
            if candidates:
                changes = list(_scattered(state, record, candidates, holds))
                state = with_changes(state, now, changes) if changes else state
    changes = list(_arrived(state, there, holds))
    return with_changes(state, now, changes) if changes else state


def _arrived(state: State, there: Sequence[Essay], holds: Holds) -> Iterator[Change]:
    """The changes that give passages from elsewhere to the essays of their titles."""
    titled = {essay.title for essay in there}
    for record in state.of_kind(BOOKMARK):
        place, title = place_of(record), record.fields.get("title")
        is_nowhere = str(record.fields.get("essay")).startswith(NOWHERE)
        if is_nowhere and place is not None and title in titled:
            heir = _only([each for each in there if each.title == title], place, holds)
            if heir is not None:
                yield Change(record.id, BOOKMARK, {"essay": heir.id})


def _candidates(gone: Record, path: Path, there: Sequence[Essay], new: Set[str]) -> Iterator[Essay]:
    """The essays that may hold passages of one that is gone, the likeliest first.

    *new* are the ids of those that the reader has never been in.
    """
    of_source = [essay for essay in there if essay.path == path]
    of_title = [essay for essay in there if essay.title == gone.fields.get("title")]
    beside = [essay for essay in there if essay.path.parent == path.parent and essay.id in new]
    of_folder = [] if of_source else beside
    room = LONGEST
    for essay in list(dict.fromkeys((*of_source, *of_title, *of_folder)))[:MOST_ESSAYS]:
        room -= essay.end
        if room >= 0:
            yield essay


def _is_new(state: State, essay: Essay) -> bool:
    """Whether the reader has never been in an essay."""
    record = state.get(essay_key(essay.id))
    return record is None or not record.fields.get("place")


def _scattered(
    state: State, gone: Record, candidates: Sequence[Essay], holds: Holds
) -> Iterator[Change]:
    """The changes that give the passages of an essay that is gone to those that hold them."""
    heirs: dict[str, Essay] = {}
    rest = 0
    for record in state.of_kind(BOOKMARK):
        place = place_of(record)
        if record.fields.get("essay") != essay_of(gone) or place is None:
            continue
        if (heir := _only(candidates, place, holds)) is None:
            rest += 1
            continue
        heirs[heir.id] = heir
        yield Change(record.id, BOOKMARK, {"essay": heir.id, "title": heir.title})
    left = place_of(gone)
    reader_was_in = _only(candidates, left, holds) if left is not None else None
    if reader_was_in is not None:
        heirs[reader_was_in.id] = reader_was_in
    for heir in heirs.values():
        fields = identity(heir)
        if heir == reader_was_in and _is_new(state, heir):
            fields |= {"place": left, "lead": 0, "opened": gone.fields.get("opened") or ""}
        yield Change(essay_key(heir.id), ESSAY, fields)
        yield from _regions(state, gone, heir)
    if heirs and not rest:
        yield Change(gone.id, ESSAY, {"deleted": True})


def _only(candidates: Sequence[Essay], place: Mapping[str, Any], holds: Holds) -> Essay | None:
    """The one essay that holds a place, or None: of two, who knows."""
    found = [essay for essay in candidates if holds(essay, place)]
    return found[0] if len(found) == 1 else None


def _regions(state: State, gone: Record, heir: Essay) -> Iterator[Change]:
    """What was open stays open: a region's id is made of its own text."""
    for region in heir.regions:
        old = state.get(f"{REGION}:{essay_of(gone)}:{region}")
        if old is not None and state.get(f"{REGION}:{heir.id}:{region}") is None:
            fields = {**old.fields, "essay": heir.id}
            yield Change(f"{REGION}:{heir.id}:{region}", REGION, fields)
