"""Devices write apart and merge: no note is lost, no deletion undone, and all come to be equal."""

from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import StateError
from reader.library.state import State, merge, next_time, with_edits
from reader.library.state.text import dump, parse
from reader.library.state.versions import BETWEEN

MORNING, NOON, EVENING, NIGHT = (
    f"2025-03-09T{hour}:00:00.000Z" for hour in ("08", "12", "20", "23")
)
WALL = 1_741_500_000.0
"""Seconds, the afternoon of the same day."""

patient = settings(deadline=None)
"""For laws: the machine may be busy."""


def noted(state: State, text: str, now: str) -> State:
    """The state with a note on its bookmark."""
    return state.put("b", "bookmark", now, note=text)


def note(state: State) -> str:
    """The bookmark's note."""
    return str(state.records["b"].fields["note"])


START = noted(State(), "雨", MORNING)


# By hand.


def test_what_one_wrote_over_the_other_is_gone() -> None:
    """Whoever has seen a version may replace it."""
    changed = noted(START, "雨停了", NOON)

    assert note(merge(START, changed)) == note(merge(changed, START)) == "雨停了"


def test_two_notes_written_apart_are_both_kept() -> None:
    """The older one first; in whatever order they meet."""
    laptop, phone = noted(START, "雨停了", NOON), noted(START, "雨很大", EVENING)

    assert merge(laptop, phone) == merge(phone, laptop)
    assert note(merge(laptop, phone)) == f"雨停了{BETWEEN}雨很大"


def test_who_writes_over_both_has_settled_it() -> None:
    """Also for the devices that still have one of the two."""
    laptop, phone = noted(START, "雨停了", NOON), noted(START, "雨很大", EVENING)

    settled = noted(merge(laptop, phone), "雨停了，很大的雨", "2025-03-09T21:00:00.000Z")

    assert note(merge(phone, settled)) == note(merge(merge(laptop, settled), phone))
    assert note(merge(phone, settled)) == "雨停了，很大的雨"


def test_a_note_that_went_on_is_not_shown_twice() -> None:
    """One that stands in the other adds nothing."""
    laptop, phone = noted(START, "雨停了", NOON), noted(START, "雨停了，回家", EVENING)

    assert note(merge(laptop, phone)) == "雨停了，回家"


def test_other_fields_have_one_value() -> None:
    """The later change wins."""
    laptop, phone = (START.put("b", "bookmark", t, colour=n) for n, t in ((1, NOON), (2, EVENING)))

    assert merge(laptop, phone).records["b"].fields["colour"] == 2


def test_a_note_edited_by_hand_was_written_over_what_stood_there() -> None:
    """A person changes the value and leaves times and versions alone."""
    both = merge(noted(START, "雨停了", NOON), noted(START, "雨很大", EVENING))
    text = dump(both).decode().replace(BETWEEN.replace("\n", "\\n"), "，")

    edited = with_edits(both, parse(text.encode(), "state.yaml"), WALL)

    assert note(edited) == "雨停了，雨很大"
    assert note(merge(both, edited)) == note(merge(edited, both)) == "雨停了，雨很大"


def test_old_tombstones_are_all_that_is_left() -> None:
    """What was deleted long ago loses its text, here and wherever a copy still has it."""
    old = noted(State(), "秘密", MORNING).put("b", "bookmark", MORNING, label="序")
    gone = old.delete("b", NOON)

    buried = gone.without_remains(EVENING)

    assert "秘密" not in dump(buried).decode()
    assert merge(buried, old) == merge(old, buried) == merge(gone, buried) == buried
    assert buried.get("b") is None
    assert gone.without_remains(MORNING) is gone
    assert buried.without_remains(EVENING) is buried


def test_who_was_revived_elsewhere_has_everything() -> None:
    """A device that was away took the deletion back, long before the other buried it."""
    gone = noted(State(), "雨", MORNING).put("b", "bookmark", MORNING, label="序").delete("b", NOON)
    revived = gone.put("b", "bookmark", EVENING)

    both = merge(gone.without_remains(EVENING), revived)

    assert dict(both.records["b"].fields) == {"note": "雨", "label": "序", "deleted": False}


def test_who_is_revived_does_not_hide_what_was_written_elsewhere() -> None:
    """A label that another device gave after the deletion is the later one."""
    gone = State().put("b", "bookmark", MORNING, label="序").delete("b", NOON)
    elsewhere = gone.put("b", "bookmark", EVENING, label="跋")

    revived = gone.put("b", "bookmark", NIGHT)

    assert merge(revived, elsewhere).records["b"].fields["label"] == "跋"


def test_an_id_may_be_used_again_after_its_burial() -> None:
    """An essay that comes back begins anew."""
    buried = noted(State(), "雨", MORNING).delete("b", NOON).without_remains(EVENING)

    state = noted(buried, "雪", MORNING)

    assert note(merge(buried, state)) == note(merge(noted(START, "风", NOON), state)) == "雪"


@pytest.mark.parametrize(
    "rows",
    ['"x"', '{"note": 1}', '{"note": {"living": [[1]]}}', '{"note": {"living": [["x", 1]]}}'],
)
def test_versions_that_are_none_are_a_message(rows: str) -> None:
    """It says what to do."""
    data = (
        f'{{"version": 1, "records": [{{"id": "b", "kind": "c", "note": "", "versions": {rows}}}]}}'
    )

    with pytest.raises(StateError, match=r"record 1 \(“b”\).*take them out"):
        parse(data.encode(), "state.yaml")


# Laws.


class Step(NamedTuple):
    """Something that a device does."""

    device: int
    what: str
    record: str
    other: int


DEVICES = 3
steps = st.lists(
    st.builds(
        Step,
        st.integers(0, DEVICES - 1),
        st.sampled_from(["note", "note", "label", "delete", "revive", "bury", "meet", "meet"]),
        st.sampled_from("ab"),
        st.integers(0, DEVICES - 1),
    ),
    max_size=30,
)


def lived(history: list[Step]) -> tuple[list[State], set[str]]:
    """The devices' states after a history, and the notes that nobody wrote over or deleted.

    Clocks differ by hours, and one device's stands still.
    """
    states = [State()] * DEVICES
    standing: set[tuple[str, str]] = set()
    for number, (device, what, record, other) in enumerate(history):
        state = states[device]
        now = next_time(state, WALL + (device - 1) * 5_000 + (number if device else 0))
        match what:
            case "note":
                known = state.get(record)
                seen = str(known.fields.get("note", "")) if known else ""
                text = f"<{number}>"
                standing = {(r, t) for r, t in standing if r != record or t not in seen}
                standing.add((record, text))
                state = state.put(record, "bookmark", now, note=text)
            case "label":
                state = state.put(record, "bookmark", now, label=str(number))
            case "delete":
                state = state.delete(record, now)
            case "revive" if record in state.records:
                state = state.put(record, "bookmark", now)
            case "bury":
                state = state.without_remains(now)
            case "meet":
                state = merge(state, states[other])
        states[device] = state
    ever_deleted = {step.record for step in history if step.what == "delete"}
    return states, {text for record, text in standing if record not in ever_deleted}


@patient
@given(steps)
def test_all_come_to_be_equal(history: list[Step]) -> None:
    """In whatever order they meet, and however often."""
    states, _standing = lived(history)

    merged = {dump(merge(merge(a, b), c)) for a, b, c in permutations(states)}
    merged |= {dump(merge(a, merge(b, merge(c, a)))) for a, b, c in permutations(states)}

    assert len(merged) == 1


@patient
@given(steps)
def test_no_note_is_lost_that_nobody_wrote_over(history: list[Step]) -> None:
    """Unless its bookmark was deleted."""
    (a, b, c), standing = lived(history)

    merged = merge(merge(a, b), c)

    notes = "".join(str(each.fields.get("note")) for each in merged.records.values())
    assert all(text in notes for text in standing)


@patient
@given(steps)
def test_merging_adds_nothing_to_what_has_it(history: list[Step]) -> None:
    """The merged state takes nothing more from its parts, and is its own file's."""
    (a, b, c), _standing = lived(history)

    merged = merge(merge(a, b), c)

    assert all(merge(merged, part) is merged for part in (a, b, c, merged))
    assert parse(dump(merged), "state.yaml") == merged


@patient
@given(steps)
def test_a_deletion_that_all_have_seen_stays(history: list[Step]) -> None:
    """Whatever else is merged afterwards of what was before."""
    states, _standing = lived(history)
    merged = merge(merge(states[0], states[1]), states[2])
    gone = merged.delete("a", next_time(merged, WALL)).without_remains("2100-01-01T00:00:00.000Z")

    for state in states:
        gone = merge(state, gone)

    assert gone.get("a") is None
