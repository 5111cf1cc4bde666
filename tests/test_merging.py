"""Two state files become one, copies beside the file are found, and damage is named by its line."""

import json
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.library.state import State, merge
from reader.library.state.copies import conflict_copies
from reader.library.state.file import StateFile
from reader.library.state.text import dump
from reader.paths import state_file
from tests.keeping import answer, keep, library, said, state

NOON = "2026-03-09T12:00:00.000Z"


def marked(*ids: str, note: str = "") -> State:
    """A state with these bookmarks."""
    found = State()
    for each in ids:
        place = {"exact": each, "prefix": "", "suffix": "", "start": 0, "end": 1}
        found = found.put(each, "bookmark", NOON, essay="e", place=place, note=note)
    return found


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The present home's state file, with a bookmark."""
    StateFile(state_file()).save(marked("mine"))
    return state_file()


COPIES = [
    "state.sync-conflict-20250309-120000-ABCDEFG.yaml",
    "state.sync-conflict-20250309-120000.yaml",
    "state (conflicted copy 2025-03-09 120000).yaml",
    "state (Anna's conflicted copy 2025-03-09).yaml",
    "state (小明 的冲突副本 2025-03-09).yaml",
    "state（冲突副本）.yaml",
    "state (小明 的衝突複本 2025-03-09).yaml",
    "state (SFConflict anna@example.org 2025-03-09-12-00-00).yaml",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_beside_the_file_is_merged_and_set_aside(name: str, mine: Path) -> None:
    """At the next start, whatever that does; said once."""
    mine.with_name(name).write_bytes(dump(marked("theirs")))

    loaded = StateFile(mine).load()
    again = StateFile(mine).load()

    assert set(loaded.state.records) == {"mine", "theirs"} == set(again.state.records)
    assert "was merged" in loaded.notices[0]
    assert again.notices == ()
    assert not mine.with_name(name).exists()
    assert len(list(mine.parent.glob("*.merged-*"))) == 1


def test_other_files_beside_it_are_none(mine: Path) -> None:
    """Neither the backup, nor files with other words in brackets."""
    for name in ("state.yaml.bak", "state (old).yaml", "states (conflict).yaml", "state2.yaml"):
        mine.with_name(name).write_bytes(b"x")

    assert conflict_copies(mine) == []


def test_a_copy_of_a_file_that_is_gone_is_the_file(mine: Path) -> None:
    """A carrier may have deleted the one and left the other."""
    mine.rename(mine.with_name(COPIES[0]))

    assert set(StateFile(mine).load().state.records) == {"mine"}
    assert mine.exists()


def test_a_damaged_copy_stays_under_another_name(mine: Path) -> None:
    """And what can be read of the others is merged."""
    mine.with_name(COPIES[0]).write_bytes(dump(marked("theirs"))[:-20])
    mine.with_name(COPIES[2]).write_bytes(dump(marked("others")))

    loaded = StateFile(mine).load()

    assert set(loaded.state.records) == {"mine", "others"}
    assert len(list(mine.parent.glob("*.damaged-*"))) == 1
    assert any("cannot be read" in notice for notice in loaded.notices)


def test_another_state_file_is_merged(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not touched; the second time there is nothing new. A home will do for its file."""
    theirs = tmp_path / "other" / "state" / "state.yaml"
    StateFile(theirs).save(
        merge(marked("a", "b"), marked("mine").delete("mine", "2030-01-01T00:00:00.000Z"))
    )
    before = theirs.read_bytes()

    (dry,) = answer(capsys, "merge", str(theirs), "--dry-run", "--json")
    assert set(state().records) == {"mine"}
    (first,) = answer(capsys, "merge", str(tmp_path / "other"), "--json")
    (second,) = answer(capsys, "merge", str(theirs), "--json")

    numbers = ("new", "changed", "deleted")
    assert [dry[name] for name in numbers] == [first[name] for name in numbers] == [2, 0, 1]
    assert [second[name] for name in numbers] == [0, 0, 0]
    assert theirs.read_bytes() == before
    assert set(state().records) == {"mine", "a", "b"}


def test_what_cannot_be_merged_is_a_sentence(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is changed."""
    (tmp_path / "odd.yaml").write_text("[]")

    assert main(["merge", str(tmp_path / "nothing.yaml")]) == 1
    assert main(["merge", str(tmp_path / "odd.yaml")]) == 1
    assert "not a state file" in capsys.readouterr().err
    assert "No copies lie beside" in said(capsys, "merge")


def test_a_file_that_is_whole_is_said_to_be(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what it holds."""
    library(tmp_path / "essays")
    keep("雨天散步", "街上没有人")

    assert "are whole" in said(capsys, "state", "--check")
    assert answer(capsys, "state", "--check", "--json") == []
    assert answer(capsys, "state", "--json")["records"]["bookmark"] == 2
    assert "2  bookmark" in said(capsys, "state")


def test_damage_is_named_by_its_line(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the file and in its backup; a check changes nothing."""
    StateFile(mine).save(marked("a", "b", "c"))
    lines = mine.read_bytes().split(b"\n")
    lines[1] = lines[1][:-9] + b","
    lines[2] = lines[2].replace(b'"kind": "bookmark"', b'"kind": 7')
    mine.write_bytes(b"\n".join(lines))
    damaged = mine.read_bytes()

    assert main(["state", "--check"]) == 1
    out = capsys.readouterr().out

    assert f"{mine}:2: cannot be read" in out
    assert f"{mine}:3: a record should have a “kind”" in out
    assert mine.read_bytes() == damaged
    found = json.loads(said(capsys, "state", "--check", "--json", code=1))
    assert [(each["line"], each["is_damage"]) for each in found][:2] == [(2, True), (3, True)]


def test_oddities_are_told_and_are_no_damage(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clock that was wrong, a bookmark without a place, two lines for one record."""
    odd = marked("a").put("b", "bookmark", "2900-01-01T00:00:00.000Z", note="x")
    lines = dump(odd).split(b"\n")
    mine.write_bytes(b"\n".join([*lines[:2], *lines[1:]]))

    out = said(capsys, "state", "--check")

    assert f"{mine}:3: “a” stands in line 2 too" in out
    assert "changed in the future" in out
    assert "without a place" in out


def test_a_file_in_another_form_of_yaml_is_checked_as_a_whole(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.write_text("version: 1\nrecords: [\n", encoding="utf-8")

    assert "line 3" in said(capsys, "state", "--check", code=1)
