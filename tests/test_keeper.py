"""The keeper saves in the background, says when it has, and loses nothing when one leaves."""

import json
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.library.state import State
from reader.library.state.file import StateFile
from reader.library.state.keeper import Keeper
from tests.locks import held
from tests.stress_state import four_writers, kills_while_marking

MORNING, NOON = "2025-03-09T08:00:00.000Z", "2025-03-09T12:00:00.000Z"
ROOT = Path(__file__).parents[1]
SOON, HOUR = 10.0, 3600.0
"""Seconds: until a test gives up, and longer than any test."""


def marked(*ids: str) -> State:
    """A state with these bookmarks."""
    state = State()
    for each in ids:
        state = state.put(each, "bookmark", MORNING)
    return state


class Desk:
    """A keeper, its file, and what it called back with."""

    def __init__(self, path: Path, *, idle_seconds: float = HOUR) -> None:
        self.path = path
        self.saved: list[State] = []
        self.said: list[str] = []
        file = StateFile(path, patience_seconds=SOON)
        state = file.load().state
        self.keeper = Keeper(file, state, self.saved.append, self.said.append, idle_seconds)

    @property
    def ids(self) -> list[str]:
        """What the file holds."""
        if not self.path.is_file():
            return []
        return [row["id"] for row in json.loads(self.path.read_bytes())["records"]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "state" / "state.yaml")
    yield desk
    desk.keeper.close()


def test_a_mark_is_saved_at_once(desk: Desk) -> None:
    """Its ticket is done when it is on the disk."""
    ticket = desk.keeper.keep(marked("b-1"), at_once=True)

    assert ticket.result(SOON) == marked("b-1")
    assert desk.ids == ["b-1"]
    assert desk.saved == [marked("b-1")]
    assert desk.said == []


def test_a_movement_is_saved_when_the_reader_is_still(tmp_path: Path) -> None:
    """Not before, and several movements are one save."""
    still = Desk(tmp_path / "state.yaml", idle_seconds=0.05)

    tickets = [still.keeper.keep(marked(f"b-{number}"), at_once=False) for number in range(3)]
    assert still.ids == []

    assert [ticket.result(SOON) for ticket in tickets] == [marked("b-2")] * 3
    assert still.saved == [marked("b-2")]
    assert still.ids == ["b-2"]


def test_a_mark_takes_unsaved_movements_along(desk: Desk) -> None:
    """And a movement after it does not put it off."""
    first = desk.keeper.keep(marked("b-1"), at_once=False)
    with held(desk.path):
        second = desk.keeper.keep(marked("b-1", "b-2"), at_once=True)
        third = desk.keeper.keep(marked("b-1", "b-2", "b-3"), at_once=False)

    second.result(SOON)
    assert first.done()
    assert desk.keeper.flush(SOON)
    assert third.done()
    assert desk.ids == ["b-1", "b-2", "b-3"]


def test_keeping_never_waits_for_the_disk(desk: Desk) -> None:
    """States that come while one is being saved are one save after it."""
    with held(desk.path):
        tickets = [
            desk.keeper.keep(marked(*(f"b-{number:02}" for number in range(count))), at_once=True)
            for count in range(1, 21)
        ]
        assert not any(ticket.done() for ticket in tickets)

    assert len(tickets[-1].result(SOON).records) == 20
    assert len(desk.saved) <= 2
    assert all(ticket.done() for ticket in tickets)


def test_what_is_saved_already_is_not_saved_again(desk: Desk) -> None:
    """Its ticket is done at once."""
    state = desk.keeper.keep(marked("b-1"), at_once=True).result(SOON)

    assert desk.keeper.keep(state, at_once=False).done()
    assert desk.saved == [state]


def test_other_readers_marks_come_back_with_a_save(desk: Desk) -> None:
    """The caller gets all there is, and what it keeps later without them does not remove them."""
    StateFile(desk.path).save(marked("other"))

    merged = desk.keeper.keep(marked("b-1"), at_once=True).result(SOON)
    desk.keeper.keep(marked("b-1", "b-2"), at_once=True).result(SOON)

    assert sorted(merged.records) == ["b-1", "other"]
    assert desk.saved[0] == merged
    assert desk.ids == ["b-1", "b-2", "other"]


def test_what_another_reader_wrote_comes_without_a_save_of_ones_own(desk: Desk) -> None:
    """Where the file was written since; where it was not, nothing is done."""
    state = desk.keeper.keep(marked("b-1"), at_once=True).result(SOON)
    saves = len(desk.saved)
    desk.keeper.look(state)
    assert desk.keeper.flush(SOON)
    assert len(desk.saved) == saves

    StateFile(desk.path).save(marked("other"))
    desk.keeper.look(state)
    assert desk.keeper.flush(SOON)

    assert sorted(desk.saved[-1].records) == ["b-1", "other"]


def test_the_thread_lives_while_something_is_unsaved(desk: Desk) -> None:
    """Nothing runs while the reader reads, and nothing is left when the reader has left."""
    before = threading.active_count()
    desk.keeper.keep(marked("b-1"), at_once=False)
    assert threading.active_count() == before + 1

    (worker,) = (each for each in threading.enumerate() if "keeper" in each.name)
    desk.keeper.flush(SOON)
    worker.join(SOON)

    assert threading.active_count() == before


# When saving fails.


def test_a_save_that_fails_is_a_message_once(desk: Desk) -> None:
    """The ticket knows it too; once there is room again, everything is saved."""
    desk.path.parent.write_text("in the way")

    ticket = desk.keeper.keep(marked("b-1"), at_once=True)
    assert isinstance(ticket.exception(SOON), StateError)
    desk.keeper.keep(marked("b-1", "b-2"), at_once=True).exception(SOON)
    assert not desk.keeper.flush(SOON)
    assert len(desk.said) == 1
    assert "was not saved" in desk.said[0]

    desk.path.parent.unlink()
    desk.keeper.keep(marked("b-1", "b-2", "b-3"), at_once=True).result(SOON)
    assert desk.ids == ["b-1", "b-2", "b-3"]


def test_the_same_message_comes_again_after_a_save_that_went_well(desk: Desk) -> None:
    """It is news then."""
    for number in (1, 2):
        desk.path.parent.write_text("in the way")
        desk.keeper.keep(marked(f"a-{number}"), at_once=True).exception(SOON)
        desk.path.parent.unlink()
        desk.keeper.keep(marked(f"b-{number}"), at_once=True).result(SOON)
        for each in desk.path.parent.iterdir():
            each.unlink()
        desk.path.parent.rmdir()

    assert len(desk.said) == 2


def test_leaving_tries_once_more(desk: Desk) -> None:
    """What could not be saved before is saved then, if it can be."""
    desk.path.parent.write_text("in the way")
    desk.keeper.keep(marked("b-1"), at_once=True).exception(SOON)
    assert not desk.keeper.flush(SOON)
    desk.path.parent.unlink()

    assert desk.keeper.close()
    assert desk.ids == ["b-1"]


def test_what_was_odd_about_a_save_is_said(desk: Desk) -> None:
    """Though it went well."""
    desk.keeper.keep(marked("b-1"), at_once=True).result(SOON)
    desk.path.write_text("half an edi")

    desk.keeper.keep(marked("b-1", "b-2"), at_once=True).result(SOON)

    assert desk.ids == ["b-1", "b-2"]
    assert "is kept as" in desk.said[0]


# Leaving.


def test_leaving_saves_what_is_unsaved(desk: Desk) -> None:
    """At once, and a second time there is nothing to do."""
    desk.keeper.keep(marked("b-1"), at_once=False)

    assert desk.keeper.close()
    assert desk.ids == ["b-1"]
    assert desk.keeper.close()


def test_what_is_kept_after_leaving_is_saved_too(desk: Desk) -> None:
    """Screens that close late may still have a place to keep."""
    desk.keeper.close()

    desk.keeper.keep(marked("b-1"), at_once=False).result(SOON)

    assert desk.ids == ["b-1"]


def test_a_callback_may_close_the_keeper(tmp_path: Path) -> None:
    """It does not wait for itself."""
    path = tmp_path / "state.yaml"
    closed = threading.Event()

    def close(state: State) -> None:
        keeper.close()
        closed.set()

    keeper = Keeper(StateFile(path), State(), close, lambda said: None, HOUR)
    keeper.keep(marked("b-1"), at_once=True).result(SOON)

    assert closed.is_set()


PROGRAM = """
    import atexit, os, signal, sys
    from pathlib import Path
    from reader.library.state.keeper import Keeper
    from reader.library.state import State
    from reader.library.state.file import StateFile

    def mark(name):
        global state
        state = state.put(name, "bookmark", "2025-03-09T08:00:00.000Z")
        return state

    state = State()
    file = StateFile(Path(sys.argv[1]))
    keeper = Keeper(file, state, lambda saved: None, print, idle_seconds=float(sys.argv[2]))
"""


def run(path: Path, idle_seconds: float, ending: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program that keeps something and ends in some way."""
    program = textwrap.dedent(PROGRAM) + textwrap.dedent(ending)
    return subprocess.run(
        [sys.executable, "-c", program, str(path), str(idle_seconds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def saved_ids(path: Path) -> list[str]:
    return list(StateFile(path).load().state.records)


def test_a_program_that_forgets_to_close_loses_nothing(tmp_path: Path) -> None:
    """It ends when everything is saved."""
    path = tmp_path / "state.yaml"

    done = run(path, 0.01, "keeper.keep(mark('b-1'), at_once=False)")

    assert (done.returncode, done.stderr) == (0, "")
    assert saved_ids(path) == ["b-1"]


def test_the_last_moment_is_not_too_late(tmp_path: Path) -> None:
    """When the interpreter ends and no thread can be started (3.12), the caller saves."""
    path = tmp_path / "state.yaml"
    ending = """
        def end():
            keeper.keep(mark('b-1'), at_once=False)
            assert keeper.close()

        atexit.register(end)
    """

    done = run(path, HOUR, ending)

    assert (done.returncode, done.stderr) == (0, "")
    assert saved_ids(path) == ["b-1"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_handler_may_close(tmp_path: Path, number: signal.Signals) -> None:
    """What was unsaved when the terminal went away is on the disk."""
    path = tmp_path / "state.yaml"
    ending = f"""
        def leave(number, frame):
            sys.exit(0 if keeper.close() else 1)

        signal.signal({int(number)}, leave)
        keeper.keep(mark('b-1'), at_once=False)
        os.kill(os.getpid(), {int(number)})
        while True:
            signal.pause()
    """

    done = run(path, HOUR, ending)

    assert (done.returncode, done.stderr) == (0, "")
    assert saved_ids(path) == ["b-1"]


# Kills, and readers at the same time: `stress_state` by hand has more of both.


def test_no_acknowledged_mark_is_lost_to_kills(tmp_path: Path) -> None:
    """A reader that is killed at any instant leaves a good file with all it has acknowledged."""
    outcome = kills_while_marking(tmp_path / "state.yaml", kills=10, seed=1)

    assert outcome.acknowledged >= 10
    assert outcome.lost == []
    assert outcome.damaged == 0


def test_no_mark_of_four_readers_is_lost(tmp_path: Path) -> None:
    """They mark at once, and the file has all marks in the end."""
    outcome = four_writers(tmp_path / "state.yaml", marks=20)

    assert outcome.acknowledged == outcome.kept == 80
    assert outcome.lost == []
    assert outcome.damaged == 0
