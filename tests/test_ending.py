"""Ending: whatever goes away first, the process ends soon, and what was done is kept."""

import os
import signal
import termios
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library.state import State
from reader.library.state.file import StateFile
from reader.session import kept
from reader.session.kept import EssayState
from reader.session.session import Ticket
from reader.tui import resting
from reader.tui.desk import Desk
from reader.tui.ending import PATIENCE_SECONDS
from tests.desk import settled, sit_down, until
from tests.terminal import Terminal

FRAME, SCREENS, READY, LEFT = b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?2004h", b"\x1b[?1049l"
"""What the terminal is sent: with the first frame, when the screens take over, when they have, and when they leave."""
SOON = PATIENCE_SECONDS + 8
"""Seconds; an ending takes a tenth of that on a machine that does nothing else."""


def code_of(terminal: Terminal) -> int | None:
    """The exit code, or None if the process lives on."""
    codes: list[int] = []

    def wait() -> None:
        codes.append(os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]))

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    waiting.join(SOON)
    if not codes:
        os.kill(terminal.pid, signal.SIGKILL)
        waiting.join()
        return None
    return codes[0]


def progress(home: Path) -> float:
    """How far the essay was read that was open last."""
    state = StateFile(home / "state" / "state.yaml").load().state
    (essay,) = kept.last_opened(state)
    return kept.essay_state(state, essay).progress


@pytest.mark.parametrize(
    ("moment", "keys"), [(FRAME, ""), (SCREENS, ""), (SCREENS, "q"), (READY, "q")]
)
def test_a_terminal_that_goes_away_ends_the_process(home: Path, moment: bytes, keys: str) -> None:
    """While the first frame is shown, while the screens begin, when they are there; also right after `q`."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(moment)
    assert moment in terminal.output

    terminal.type(keys)
    os.close(terminal.fd)

    assert code_of(terminal) in (0, 128 + signal.SIGHUP, -signal.SIGHUP)


@pytest.mark.parametrize("keys", ["", "q"])
def test_a_terminal_that_goes_away_takes_no_place_with_it(home: Path, keys: str) -> None:
    """The place where the page was is the place, also if the reader was leaving already."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(b"Bacon")
    terminal.type("G")
    terminal.read(b"100%")
    assert b"100%" in terminal.output

    terminal.type(keys)
    os.close(terminal.fd)

    assert code_of(terminal) == 0
    assert progress(home) > 0.9


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGCONT])
def test_what_is_left_to_do_after_the_screens_is_done(home: Path, number: int) -> None:
    """A terminal that goes away hangs up and continues; the process may be keeping something still."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(b"Bacon")
    terminal.type("q")
    terminal.read(LEFT)
    assert LEFT in terminal.output

    with suppress(ProcessLookupError):
        while not os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            os.kill(terminal.pid, number)

    assert terminal.leave() == 0


@pytest.mark.parametrize("order", [signal.SIGSTOP, signal.SIGTSTP])
def test_a_reader_that_was_stopped_goes_on_where_it_was(home: Path, order: signal.Signals) -> None:
    """Also by the signal that nobody can refuse: the page is painted again, and keys do what they did."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(READY)
    terminal.type("G")
    terminal.read(b"100%")
    # What is still to be painted is, so that it is not what is seen afterwards.
    terminal.read(b"never", 1.5)
    os.kill(terminal.pid, order)
    os.waitpid(terminal.pid, os.WUNTRACED)
    # All that it painted before is on its way already.
    terminal.read(b"never", 0.5)
    terminal.output = b""
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.read(b"100%")
    assert b"100%" in terminal.output
    terminal.type("mm")
    terminal.read(b"Kept")
    assert b"Kept" in terminal.output
    terminal.type("q")

    assert terminal.leave() == 0


def test_who_has_no_shell_behind_him_is_not_stopped(home: Path) -> None:
    """Nobody could bring the reader back: Ctrl+Z says so."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(READY)
    terminal.type("\x1a")
    terminal.read(b"waiting")
    terminal.type("q")

    assert b"waiting" in terminal.output
    assert terminal.leave() == 0


def test_the_place_is_kept_before_the_page_is_taken_as_read() -> None:
    """Whoever goes on too soon for the one may still be killed without losing the other."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        states: list[State] = []
        keep = desk.session.on_state
        reading, leaf = desk.reading, desk.sitting.leaf
        assert reading is not None

        def record(state: State, at_once: bool) -> Ticket:
            states.append(state)
            return keep(state, at_once)

        def left() -> EssayState:
            return kept.essay_state(states[-1], reading.essay.id)

        desk.session.on_state = record
        await pilot.press("space")
        await until(pilot, lambda: bool(states) and left().progress > 0)

        assert reading.offset(dict(left().place or {})) == leaf.position
        assert max(end for _start, end in left().read) <= leaf.position

    sit_down(script, keeps=0.1)


def test_who_moves_on_and_on_is_kept_nevertheless(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `j` held for minutes a kill costs seconds of them."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        reading = desk.reading
        assert reading is not None
        await pilot.press("space", "j")

        monkeypatch.setattr(resting, "OFTEN", 0.0)
        desk.resting._rested()

        state = kept.essay_state(desk.session.state, reading.essay.id)
        assert reading.offset(dict(state.place or {})) == desk.sitting.leaf.position > 0

    sit_down(script)


def test_a_mark_takes_the_place_along() -> None:
    """It does not wait until the reader is still."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        assert desk.reading is not None
        essay_id = desk.reading.essay.id
        await pilot.press("space", "m", "m")
        await settled(pilot)

        assert kept.essay_state(desk.session.state, essay_id).progress > 0

    sit_down(script)


@pytest.mark.parametrize(("keys", "code"), [("q", 0), ("G", 1)])
def test_a_state_that_cannot_be_written_is_told_of_at_the_start(
    home: Path, keys: str, code: int
) -> None:
    """With its name and why; when the reader leaves, only if something of theirs is lost by it."""
    (home / "state" / "state.yaml.lock").mkdir(parents=True)
    terminal = Terminal(home, "--lang", "en", size=(30, 200))
    terminal.read(b"cannot be written")
    assert b"state.yaml cannot be written: Is a directory." in terminal.output

    terminal.type(keys)
    if keys != "q":
        terminal.read(b"100%")
        terminal.type("q")

    assert terminal.leave() == code
    said = terminal.output.rpartition(b"\x1b[?1049l")[2]
    assert (b"state.yaml" in said and b"Is a directory." in said) == bool(code)
    assert (b"saved" in said) == bool(code)


ALONE = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if child:
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os._exit(code if code >= 0 else 99)
os.setsid()
sys.argv = ["reader", "--lang", "en"]
from reader.__main__ import main
sys.exit(main())
"""


def test_a_terminal_that_goes_away_without_a_word_is_missed(home: Path) -> None:
    """Where no signal comes, since it was not the process's own terminal."""
    terminal = Terminal(home, program=("-c", ALONE))
    terminal.read(b"Bacon")
    terminal.read(READY)

    os.close(terminal.fd)

    assert code_of(terminal) == 0


def test_an_order_to_end_is_obeyed_by_screens_that_are_stuck(home: Path) -> None:
    """A terminal that takes no more output holds them up, but not for ever."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(b"Bacon")
    terminal.read(READY)
    slave = os.open(f"/proc/{terminal.pid}/fd/1", os.O_RDWR | os.O_NOCTTY)
    termios.tcflow(slave, termios.TCOOFF)

    os.kill(terminal.pid, signal.SIGTERM)

    assert code_of(terminal) == 128 + signal.SIGTERM
    os.close(terminal.fd)
