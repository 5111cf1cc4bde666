"""Finding the essays and places of passages that were kept in other programs.

By title first, then, where no essay is called so, by the words: a quotation that surely stands in
one place of one essay belongs there. What is found nowhere is kept under its own title; it is in
the list and in exports, and is looked for again when an essay of its title comes, and when the same
file is brought in.

A passage's id is made of what it says and when it was kept, so that it never comes twice, and one
that the reader has deleted stays deleted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from reader.errors import SourceError
from reader.library.essay import Essay
from reader.library.state import State, is_time, merge
from reader.session import kept
from reader.session.gathering import NOWHERE
from reader.session.incoming.clipping import Clipping
from reader.session.reading import Reading
from reader.session.session import Session
from reader.text.anchor.folding import Folded, weight

_LEAST_WEIGHT = 20
"""What a quotation must weigh to be looked for in essays of other titles: some ten 字."""


class Matched(NamedTuple):
    """Where a passage belongs."""

    essay: Essay
    reading: Reading
    start: int
    end: int


class Outcome(NamedTuple):
    """What came of bringing some passages in."""

    state: State
    """The next state."""
    new: int
    known: int
    """Those that had been brought in before, whatever became of them."""
    unmatched: tuple[Clipping, ...]
    """Those that stand in no essay; they are kept under their titles."""


def bring_in(session: Session, clippings: Sequence[Clipping]) -> Outcome:
    """The state of *session* with these passages."""
    state, now = session.state, session.now()
    wanted: dict[str, Clipping] = {}
    for clipping in clippings:
        wanted.setdefault(identity(clipping), clipping)
    unknown = {each: c for each, c in wanted.items() if _is_wanted(state, each)}
    found = _matched(session, unknown)
    made = State()
    unmatched = []
    new = 0
    for mark_id, clipping in wanted.items():
        before = state.records.get(mark_id)
        if mark_id not in unknown:
            note = before.fields.get("note") if before else ""
            if before and not before.deleted and clipping.note and not note:
                alone = State.of([before])
                made = merge(made, alone.put(mark_id, kept.BOOKMARK, now, note=clipping.note))
            continue
        new += before is None
        fields = _fields(clipping, found.get(mark_id))
        if mark_id not in found:
            unmatched.append(clipping)
        if before is not None:
            # It was kept under its title; now its place is known, if it is.
            fields = {name: fields[name] for name in ("essay", "place", "regions")}
            made = merge(made, State.of([before]).put(mark_id, kept.BOOKMARK, now, **fields))
            continue
        when = clipping.created if is_time(clipping.created) else now
        made = merge(made, State().put(mark_id, kept.BOOKMARK, when, **fields))
    return Outcome(merge(state, made), new, len(wanted) - new, tuple(unmatched))


def identity(clipping: Clipping) -> str:
    """The id of the bookmark that a passage becomes: our own, where it has been ours before."""
    own = _own(clipping)
    if own is not None:
        return own
    said = clipping.quotation or clipping.note
    parts = (clipping.title, said, clipping.created)
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{kept.BOOKMARK}:{digest.hexdigest()}"


def _own(clipping: Clipping) -> str | None:
    for beginning in ("reader open ", "reader:"):
        if clipping.link.startswith(beginning):
            place = clipping.link.partition("#")[2]
            return f"{kept.BOOKMARK}:{place}" if place else None
    return None


def _is_wanted(state: State, mark_id: str) -> bool:
    """Whether a passage is to be looked for: it is new, or was found nowhere the last time."""
    record = state.records.get(mark_id)
    if record is None:
        return True
    return not record.deleted and str(record.fields.get("essay")).startswith(NOWHERE)


def _fields(clipping: Clipping, matched: Matched | None) -> dict[str, object]:
    """What is kept of a passage."""
    from reader.text import anchor

    fields: dict[str, object] = {
        "title": clipping.title,
        "label": clipping.label,
        "letter": "",
        "note": clipping.note,
        "colour": clipping.colour if 0 <= clipping.colour <= kept.COLOURS else 0,
        "tags": list(clipping.tags),
    }
    if matched is None:
        name = blake2b(clipping.title.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        place = anchor.quoted(clipping.quotation, clipping.prefix, clipping.suffix)
        return {**fields, "essay": NOWHERE + name, "place": dict(place), "regions": []}
    start, end, view = matched.start, matched.end, matched.reading.view
    touched = [r.id for r in view.regions if r.start < max(end, start + 1) and r.end > start]
    place_now = matched.reading.place_of(start, end, clipping.quotation)
    title = matched.essay.title
    return {
        **fields,
        "essay": matched.essay.id,
        "title": title,
        "place": place_now,
        "regions": touched,
    }


def _matched(session: Session, wanted: dict[str, Clipping]) -> dict[str, Matched]:
    """Where passages belong, by their ids. Each essay is read once for its title, once for words."""
    found: dict[str, Matched] = {}
    by_essay: defaultdict[str, list[str]] = defaultdict(list)
    essays = {essay.id: essay for essay in session.essays}
    letters = {essay.id: Folded(essay.title).letters for essay in session.essays}
    titled: dict[str, list[str]] = {}
    for mark_id, clipping in wanted.items():
        if clipping.title not in titled:
            titled[clipping.title] = _called(clipping.title, letters)
        for essay_id in dict.fromkeys((*_linked(clipping), *titled[clipping.title])):
            if essay_id in essays:
                by_essay[essay_id].append(mark_id)
    _look(session, essays, by_essay, wanted, found)
    rest = [
        mark_id
        for mark_id, clipping in wanted.items()
        if mark_id not in found and weight(Folded(clipping.quotation).letters) >= _LEAST_WEIGHT
    ]
    if rest:
        _look(session, essays, dict.fromkeys(essays, rest), wanted, found)
    return found


def _look(
    session: Session,
    essays: dict[str, Essay],
    by_essay: dict[str, list[str]] | defaultdict[str, list[str]],
    wanted: dict[str, Clipping],
    found: dict[str, Matched],
) -> None:
    """Look for passages in essays. One that stands in several belongs to none of them."""
    several: set[str] = set()
    here: dict[str, Matched] = {}
    for essay_id, mark_ids in by_essay.items():
        try:
            reading = session.open(essays[essay_id])
        except SourceError:
            continue
        for mark_id in mark_ids:
            span = _span(reading, wanted[mark_id])
            if span is not None:
                if mark_id in here:
                    several.add(mark_id)
                here.setdefault(mark_id, Matched(reading.essay, reading, *span))
    found |= {mark_id: each for mark_id, each in here.items() if mark_id not in several}


def _span(reading: Reading, clipping: Clipping) -> tuple[int, int] | None:
    if clipping.position is not None and (
        not clipping.quotation or reading.holds(clipping.position, clipping.quotation)
    ):
        start = min(clipping.position, max(0, reading.view.end - 1))
        return start, start + len(clipping.quotation)
    if not clipping.quotation:
        return None
    return reading.located(clipping.quotation, clipping.prefix, clipping.suffix)


def _linked(clipping: Clipping) -> Iterable[str]:
    """The essay that a passage's link names, if it is one of ours."""
    for beginning in ("reader open ", "reader:"):
        if clipping.link.startswith(beginning):
            yield clipping.link.removeprefix(beginning).partition("#")[0]


def _called(title: str, letters: dict[str, str]) -> list[str]:
    """The essays whose title is this one, or a part of it, or has it as a part."""
    wanted = Folded(title).letters
    if not wanted:
        return []
    same = [essay_id for essay_id, said in letters.items() if said == wanted]
    return same or [
        essay_id
        for essay_id, said in letters.items()
        if min(len(said), len(wanted)) >= 3 and (said in wanted or wanted in said)
    ]
