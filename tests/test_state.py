"""Records change, merge and are written down without losing anything."""

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import StateError
from reader.library.state import (
    BEGINNING,
    Record,
    State,
    is_time,
    merge,
    next_time,
    time_of,
    with_edits,
)
from reader.library.state.text import NewerVersionError, dump, parse, said, unread

MORNING, NOON, EVENING = (f"2025-03-09T{hour}:00:00.000Z" for hour in ("08", "12", "20"))
WALL = datetime(2025, 3, 9, 12, tzinfo=UTC)

patient = settings(deadline=None)
"""For laws: the machine may be busy."""

names = st.sampled_from(["label", "note", "colour", "deleted"])
times = st.integers(0, 3).map(lambda ms: f"2025-03-09T08:00:00.00{ms}Z")
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    fields = draw(st.dictionaries(names, values | st.sampled_from([0, 1, True, 1.0]), max_size=4))
    if "deleted" in fields:
        fields["deleted"] = bool(fields["deleted"])
    changed = {name: draw(times) for name in fields}
    kind = draw(st.sampled_from(["bookmark", "essay"]))
    return Record(draw(st.sampled_from("abc")), kind, draw(times), fields, changed)


states = st.lists(records(), max_size=6).map(State.of)


def exactly(state: State) -> str:
    """All that a state says; unlike `==`, it tells 1 from true."""
    plain = {
        each.id: [each.kind, each.created, dict(each.fields), dict(each.changed)]
        for each in state.records.values()
    }
    return json.dumps(plain, sort_keys=True)


# Changing.


def test_a_record_that_is_put_is_there() -> None:
    """A first put makes the record, created and changed at that time."""
    state = State().put("b-1", "bookmark", NOON, label="序", start=12)

    assert state.get("b-1") == Record(
        "b-1", "bookmark", NOON, {"label": "序", "start": 12}, {"label": NOON, "start": NOON}
    )
    assert state.newest == NOON


def test_only_fields_that_change_get_a_new_time() -> None:
    """A value that a field has already is no change, and fields that are not named stay."""
    state = State().put("b-1", "bookmark", MORNING, label="序", note="", start=12)

    state = state.put("b-1", "bookmark", NOON, label="序", note="!")

    record = state.records["b-1"]
    assert record.created == MORNING
    assert record.fields == {"label": "序", "note": "!", "start": 12}
    assert record.changed == {"label": MORNING, "note": NOON, "start": MORNING}


def test_a_put_that_changes_nothing_gives_the_same_state() -> None:
    """So that nobody saves it."""
    state = State().put("b-1", "bookmark", MORNING, section=("一、", "（二）"))

    assert state.put("b-1", "bookmark", NOON, section=["一、", "（二）"]) is state


def test_a_change_is_newer_than_what_it_replaces() -> None:
    """Even in the same millisecond, or with a clock that went back: else a merge would undo it."""
    old = State().put("b-1", "bookmark", NOON, label="z")

    new = old.put("b-1", "bookmark", MORNING, label="a")

    assert merge(old, new) == new
    assert new.records["b-1"].changed["label"] == "2025-03-09T12:00:00.001Z"


def test_a_deleted_record_is_gone_and_comes_back_whole() -> None:
    """A deletion leaves a tombstone with all fields: whoever puts the record has them again."""
    state = State().put("b-1", "bookmark", MORNING, label="序")

    gone = state.delete("b-1", NOON)
    back = gone.put("b-1", "bookmark", EVENING)

    assert gone.get("b-1") is None
    assert list(gone.of_kind("bookmark")) == []
    assert "b-1" in gone.records
    assert [each.fields["label"] for each in back.of_kind("bookmark")] == ["序"]


def test_deleting_what_is_not_there_changes_nothing() -> None:
    """No tombstone is made for what never was, and none renewed."""
    state = State().put("b-1", "bookmark", MORNING)
    gone = state.delete("b-1", NOON)

    assert state.delete("b-2", NOON) is state
    assert gone.delete("b-1", EVENING) is gone


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda state: state.put("b", "bookmark", "yesterday"), ValueError),
        (lambda state: state.put("b", "bookmark", NOON, created=MORNING), ValueError),
        (lambda state: state.put("b", "bookmark", NOON, tags={"a"}), TypeError),
        (lambda state: state.put("b", "bookmark", NOON, progress=math.nan), TypeError),
        (lambda state: state.put("b", "bookmark", NOON, places={1: 2}), TypeError),
        (lambda state: state.delete("b", "2025-03-09"), ValueError),
    ],
)
def test_what_could_not_be_saved_is_refused_at_once(
    change: Callable[[State], State], error: type[Exception]
) -> None:
    """A mistake shows where it is made, not in the thread that saves."""
    with pytest.raises(error):
        change(State())


# Time.


def test_times_are_utc_with_milliseconds() -> None:
    """All of one width, so that they compare as strings."""
    assert time_of(0) == BEGINNING
    assert time_of(1741521600.1259) == "2025-03-09T12:00:00.125Z"
    wuhan = timezone(timedelta(hours=8))
    assert time_of(datetime(2025, 3, 9, 20, tzinfo=wuhan)) == NOON


def test_the_clock_goes_on_from_the_newest_time_seen() -> None:
    """A device whose clock is behind still changes things after what it has seen."""
    seen = merge(State(), State().put("b-1", "bookmark", EVENING))

    assert next_time(seen, WALL) == "2025-03-09T20:00:00.001Z"
    assert next_time(State(), WALL) == NOON


@pytest.mark.parametrize(
    "text", ["", "2025-03-09", "2025-02-30T08:00:00.000Z", "9999-01-01T00:00:00.000Z", NOON + " "]
)
def test_other_words_are_no_times(text: str) -> None:
    """Nor is the last year there is: a later time must be possible."""
    assert not is_time(text)


@patient
@given(st.datetimes(), st.integers(0, 9), st.integers(0, 19))
def test_a_time_is_one_of_the_calendar(moment: datetime, digit: int, at: int) -> None:
    """Any moment is a time, and what becomes of it by another digit if the calendar has it."""
    text = moment.isoformat(timespec="milliseconds") + "Z"
    places = [n for n, character in enumerate(text) if character.isdigit()]
    other = text[: places[at % 17]] + str(digit) + text[places[at % 17] + 1 :]

    def is_there(text: str) -> bool:
        try:
            return datetime.fromisoformat(text).year < 9999
        except ValueError:
            return False

    assert is_time(text) == is_there(text)
    assert is_time(other) == is_there(other)


# Merging.


def test_of_two_changes_the_later_wins_field_by_field() -> None:
    """Two devices changed different fields of one record: both changes are kept."""
    start = State().put("b-1", "bookmark", MORNING, label="", note="", colour="yellow")
    phone = start.put("b-1", "bookmark", NOON, label="phone", note="phone")
    laptop = start.put("b-1", "bookmark", EVENING, label="laptop", colour="red")

    merged = merge(phone, laptop)

    assert merged.records["b-1"].fields == {"label": "laptop", "note": "phone", "colour": "red"}


def test_what_was_deleted_stays_deleted() -> None:
    """A change on a device that did not know of the deletion does not bring the record back."""
    start = State().put("b-1", "bookmark", MORNING, label="")
    phone = start.delete("b-1", NOON)
    laptop = start.put("b-1", "bookmark", EVENING, label="laptop")

    assert merge(phone, laptop).get("b-1") is None


def test_reviving_is_a_change_like_others() -> None:
    """The later of deletion and revival wins."""
    gone = State().put("b-1", "bookmark", MORNING).delete("b-1", NOON)
    back = gone.put("b-1", "bookmark", EVENING)

    assert merge(gone, back).get("b-1") is not None


@patient
@given(states, states)
def test_merging_is_commutative(a: State, b: State) -> None:
    """Who merges with whom makes no difference."""
    assert exactly(merge(a, b)) == exactly(merge(b, a))


@patient
@given(states, states, states)
def test_merging_is_associative(a: State, b: State, c: State) -> None:
    """The order in which devices meet makes no difference."""
    assert exactly(merge(merge(a, b), c)) == exactly(merge(a, merge(b, c)))


@patient
@given(states, states)
def test_merging_is_idempotent(a: State, b: State) -> None:
    """Merging again changes nothing, and is noticed: the same value comes back."""
    merged = merge(a, b)

    assert merge(merged, a) is merged
    assert merge(merged, b) is merged
    assert merge(a, a) is a


@patient
@given(states, st.sampled_from("abc"), st.dictionaries(names.filter("deleted".__ne__), values))
def test_a_change_survives_a_merge_with_its_own_past(
    state: State, record_id: str, fields: dict[str, Any]
) -> None:
    """A save re-reads the old file: what was changed since is never undone by it."""
    changed = state.put(record_id, "bookmark", BEGINNING, **fields)

    assert exactly(merge(state, changed)) == exactly(changed)
    assert changed.newest >= state.newest
    assert next_time(changed, 0.0) > changed.newest


def test_an_edit_without_a_time_of_its_own_gets_one() -> None:
    """A person corrects a label in the file and leaves the time: the correction stays."""
    before = State().put("b-1", "bookmark", MORNING, label="zwei", note="")
    found = State().put("b-1", "bookmark", MORNING, label="eins", note="")

    found = with_edits(before, found, WALL)

    assert found.records["b-1"].changed == {"label": NOON, "note": MORNING}
    assert merge(before, found).records["b-1"].fields["label"] == "eins"


def test_an_older_copy_of_the_file_is_no_edit() -> None:
    """A value with an older time came from a backup or another device: the newer one stays."""
    old = State().put("b-1", "bookmark", MORNING, label="old")
    before = old.put("b-1", "bookmark", NOON, label="new")

    assert with_edits(before, old, WALL) is old


# Writing down.


def test_a_state_is_one_record_a_line_sorted_by_id() -> None:
    """So that `git diff` shows what changed; only later changes carry a time of their own."""
    state = State().put("b-2", "bookmark", MORNING, label="序")
    state = state.put("b-1", "essay", MORNING, place=3, title="江城").put(
        "b-1", "essay", NOON, place=4
    )

    assert dump(state).decode() == (
        '{"version": 1, "records": [\n'
        '{"id": "b-1", "kind": "essay", "created": "2025-03-09T08:00:00.000Z",'
        ' "place": 4, "title": "江城", "changed": {"place": "2025-03-09T12:00:00.000Z"}},\n'
        '{"id": "b-2", "kind": "bookmark", "created": "2025-03-09T08:00:00.000Z", "label": "序"}\n'
        "]}\n"
    )  # fmt: skip


@patient
@given(states)
def test_what_is_written_is_read_back(state: State) -> None:
    """Exactly, with the newest time."""
    again = parse(dump(state), "state.yaml")

    assert exactly(again) == exactly(state)
    assert again.newest <= state.newest


@patient
@given(states, states, st.sampled_from("abc"))
def test_records_that_are_read_when_asked_for_are_the_same(a: State, b: State, name: str) -> None:
    """Whatever is done with them, and in whichever order."""
    lazy = unread(dump(a), a.newest) or State({}, a.newest)
    known = parse(dump(a), "state.yaml")

    for one, other in (
        (lazy.delete(name, EVENING), known.delete(name, EVENING)),
        (lazy.put(name, "essay", EVENING, label="x"), known.put(name, "essay", EVENING, label="x")),
        (merge(lazy, b), merge(known, b)),
        (merge(b, lazy), merge(b, known)),
        (lazy.without_remains(EVENING), known.without_remains(EVENING)),
        (merge(lazy.put("d", "essay", NOON), lazy), known.put("d", "essay", NOON)),
        (lazy, known),
    ):
        assert dump(one) == dump(other)
        assert exactly(one) == exactly(other)
        assert one == other
    assert merge(lazy, lazy.put("d", "essay", NOON)) == known.put("d", "essay", NOON)
    assert lazy != known.put("d", "essay", NOON)


@patient
@given(states, st.text(max_size=3))
def test_what_a_line_says_finds_its_record(state: State, label: str) -> None:
    """Of one kind, those that have something are among those in whose line it stands."""
    state = state.put("d", "bookmark", NOON, label=label)
    lazy = unread(dump(state), state.newest)

    assert lazy is not None
    found = {each.id for each in lazy.of_kind("bookmark", said(label))}
    alike = [each for each in state.of_kind("bookmark") if each.fields.get("label") == label]
    assert {each.id for each in alike if each.fields["label"].__class__ is str} <= found
    assert {each.id for each in lazy.of_kind("essay")} == {
        each.id for each in state.of_kind("essay")
    }


@patient
@given(states, states)
def test_remembered_lines_are_the_lines(a: State, b: State) -> None:
    """A dump that remembers the last one writes what one without memory writes."""
    lines: dict[str, tuple[Record, bytes]] = {}
    dump(a, lines)

    assert dump(merge(a, b), lines) == dump(merge(a, b))


@patient
@given(st.dictionaries(names.filter("deleted".__ne__), st.text() | st.integers() | st.booleans()))
def test_any_yaml_tool_reads_it(fields: dict[str, Any]) -> None:
    """JSON allows what YAML does not (DEL, line separators): it is written as an escape."""
    data = dump(State().put("b-1", "bookmark", MORNING, **fields))

    (row,) = yaml.safe_load(data)["records"]

    assert {name: row[name] for name in fields} == fields


def test_a_file_name_that_is_no_unicode_survives() -> None:
    """A path on a file system may hold any bytes: Python gives them as lone surrogates."""
    state = State().put("f-1", "folder", MORNING, path="/books/\udcff")

    assert parse(dump(state), "state.yaml") == state


@patient
@given(states.filter(lambda state: bool(state.records)), st.data())
def test_no_cut_can_be_read(state: State, data: st.DataObject) -> None:
    """A file that lost its end is damaged, and known to be."""
    whole = dump(state)
    cut = data.draw(st.integers(0, len(whole.rstrip()) - 1))

    with pytest.raises(StateError):
        parse(whole[:cut], "state.yaml")


def test_what_this_reader_does_not_know_is_kept() -> None:
    """Kinds and fields of a newer reader pass through untouched."""
    line = (
        b'{"version": 1, "records": [\n{"id": "x", "kind": "sketch",'
        b' "created": "2025-03-09T08:00:00.000Z", "strokes": [[1, 2.5], {"w": null}]}\n]}\n'
    )

    assert dump(parse(line, "state.yaml").put("b", "bookmark", NOON).delete("b", NOON)) != line
    assert dump(parse(line, "state.yaml")) == line


# Reading what a person wrote.


BY_HAND = """\
# my bookmarks
version: 1
records:
- id: b-1
  kind: bookmark
  created: 2025-03-09 20:00:00+08:00
  label: no
  date: 2025-03-09
  minutes: 12:30
  number: 010
  start: 12
  share: 0.5
  here: true
  none:
  changed: {start: 2025-03-09T20:00:00Z}
- {id: b-2, kind: bookmark}
"""


def test_block_yaml_is_read() -> None:
    """Dates and words stay strings, times in other forms are understood, missing ones are old."""
    state = parse(BY_HAND.encode(), "state.yaml")

    first, second = state.records["b-1"], state.records["b-2"]
    assert first.created == NOON
    assert first.fields == {
        "label": "no",
        "date": "2025-03-09",
        "minutes": "12:30",
        "number": "010",
        "start": 12,
        "share": 0.5,
        "here": True,
        "none": None,
    }
    assert first.changed["start"] == EVENING
    assert first.changed["label"] == NOON
    assert (second.created, second.fields) == (BEGINNING, {})


def test_a_comma_too_many_does_no_harm() -> None:
    """Who deletes the last line leaves a comma: no JSON, but YAML."""
    data = (
        b'\xef\xbb\xbf{"version": 1, "records": [\r\n{"id": "b-1", "kind": "bookmark"},\r\n]}\r\n'
    )

    assert list(parse(data, "state.yaml").records) == ["b-1"]


def test_two_records_with_one_id_are_merged() -> None:
    """As after a merge by hand that kept both sides."""
    a = State().put("b-1", "bookmark", MORNING, label="", note="")
    b, c = a.put("b-1", "bookmark", NOON, label="b"), a.put("b-1", "bookmark", EVENING, note="c")
    lines = [dump(each).split(b"\n")[1] for each in (b, c)]

    both = parse(b'{"version": 1, "records": [' + b",".join(lines) + b"]}", "state.yaml")

    assert both == merge(b, c)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a state file"),
        (b"\0\0\0\0", "cannot be read"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1, 2]", "not a state file"),
        (b"version: 1", "“records” should be a list"),
        (b"version: 1\nrecords:", "“records” should be a list"),
        (b"records: []", "“version” should be 1"),
        (b"{version: true, records: []}", "“version” should be 1"),
        (b"{version: 1, records: [], note: x}", "“note”"),
        (b"version: 1\nrecords: [\n", "line 3"),
        (b"{version: 1, records: [7]}", "record 1 should be a mapping"),
        (b"{version: 1, records: [{id: 7, kind: a}]}", "record 1 should have an “id”"),
        (b"{version: 1, records: [{id: b-1}]}", "record 1 (“b-1”) should have a “kind”"),
        (b"{version: 1, records: [{id: b-1, kind: a, 1: x}]}", "put its name in quotation marks"),
        (b"{version: 1, records: [{id: b-1, kind: a, x: !!timestamp 2025-01-01}]}", "under “x”"),
        (b"{version: 1, records: [{id: b-1, kind: a, x: &x [*x]}]}", "an alias"),
        (b"{version: 1, records: [{id: b-1, kind: a, x: !!python/name:os.system ''}]}", "python"),
        (b"{version: 1, records: [{id: b-1, kind: a, deleted: 'no'}]}", "true or false"),
        (b"{version: 1, records: [{id: b-1, kind: a, created: soon}]}", "“soon”"),
        (b"{version: 1, records: [{id: b-1, kind: a, created: 9999-12-31}]}", "“9999-12-31”"),
        (b"{version: 1, records: [{id: b-1, kind: a, changed: [x]}]}", "“changed”"),
        (b'{"version": 1, "records": [{"id": "a", "kind": "b", "x": 1e999}]}', "under “x”"),
        (b"[" * 100_000, "nested too deeply"),
        (b"- " * 100_000, "nested too deeply"),
        (b'{"version": 1, "records": [{"id": "a", "kind": "\x1b[31m"', "cannot be read"),
    ],
)
def test_what_is_no_state_is_a_message(data: bytes, said: str) -> None:
    """It names the file and the record, and says what would be right."""
    with pytest.raises(StateError) as caught:
        parse(data, "state.yaml")

    assert str(caught.value).startswith("state.yaml")
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)


@patient
@given(st.binary() | st.text().map(str.encode))
def test_nothing_but_a_message_comes_of_other_files(data: bytes) -> None:
    """Whatever the bytes are."""
    with pytest.raises(StateError):
        parse(data, "state.yaml")


def test_a_newer_version_is_known_as_such() -> None:
    """Even if nothing else in it is as it is today."""
    with pytest.raises(NewerVersionError, match="newer reader"):
        parse(b'{"version": 2, "bookmarks": {}}', "state.yaml")
