"""How long a person waits, in a terminal of its own for each program: the reader, a bare Textual app, and its peers.

    text      from the start to the text being on the terminal
    again     the same at a second start, when the reader knows the text
    obeyed    from the start to the effect of a key that was pressed before it: the whole interface is there
    j, Space  from the key to the end of the frame that follows, median and 95th percentile
    G         from the key to the end of the text being there
    resize    from the window's change to the end of the frame
    held      of keys pressed 30 times a second, how many brought a frame, and how long the last one took
    idle      processor time and bytes painted in a second in which nothing happens
    MB        the largest resident memory

`python` is an interpreter that does nothing: what every program in Python takes at least.

Programs take turns, so that what else the machine does falls on all alike. Keys are pressed in one turn only: they are
many, and a program has to rest before each.
"""

import os
import random
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from typing import NamedTuple

from tests.bench.corpora import END, NEEDLE

COLUMNS, ROWS = 120, 34
BARE = f"""
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

class Line(Widget, can_focus=True):
    said = "{NEEDLE}"

    def render_line(self, y):
        return Strip([Segment(self.said)])

    def on_key(self, event):
        self.said = "{END}"
        self.refresh()

class Bare(App):
    AUTO_FOCUS = "Line"

    def compose(self):
        yield Line()

Bare().run()
"""
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;?<>=:]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[()][0-9A-Z]|[=>78])"
)
_SILENCE = 0.04
"""Seconds without output before a key is pressed."""
_BETWEEN = 0.004
"""Seconds without output after which a frame is taken to be complete."""
_SURELY = 0.5
"""Seconds after which a key is taken to have changed nothing."""
_THERE = {"j": 20, "Space": 1}
"""Presses of a key before as many of the one that leads back: at the end of a short text, keys change nothing."""
_REPEAT = 1 / 30
"""Seconds between two presses of a key that is held."""
_PATIENCE = 60.0
"""Seconds after which a program is taken to show nothing."""


class Program(NamedTuple):
    """Something that shows a text."""

    name: str
    command: tuple[str, ...]
    """The file's path comes behind it."""
    keys: Mapping[str, tuple[str, str]]
    """What to press for `j`, `Space` and `G`, each with what leads back; none where it knows none."""
    leave: str = "q"
    suffixes: tuple[str, ...] = (".txt", ".md")
    needs_file: bool = True
    end: str = ""
    """What shows the end of the text, to be pressed before the start; empty: that is not measured."""


def _reader() -> tuple[str, ...]:
    """The command that people type, or else the module."""
    script = Path(sys.executable).with_name("reader")
    return (str(script),) if script.exists() else (sys.executable, "-m", "reader")


_UP = "\x1b[5~"
_VI = {"j": ("j", "k"), "Space": (" ", "b"), "G": ("G", "g")}
_LIKE_VI = {"j": ("j", "k"), "Space": (" ", _UP), "G": ("G", "g")}
_VIM = {"j": ("j", "k"), "Space": ("\x06", "\x02"), "G": ("G", "gg")}
PROGRAMS = (
    Program("python", (sys.executable, "-c", f"print('{NEEDLE}')"), {}, needs_file=False),
    Program("bare app", (sys.executable, "-c", BARE), {}, "\x11", needs_file=False, end="G"),
    Program("reader", _reader(), _VI, suffixes=(".txt", ".md", ".epub"), end="G"),
    Program("less", ("less",), _VI),
    Program("vim", ("vim", "-u", "NONE", "-R"), _VIM, ":q!\r"),
    Program("bat", ("bat", "--paging=never", "--color=always", "--style=plain"), {}, ""),
    Program("bat", ("batcat", "--paging=never", "--color=always", "--style=plain"), {}, ""),
    Program("epy", ("epy",), _LIKE_VI, suffixes=(".epub",)),
    Program("baca", ("baca",), _LIKE_VI, suffixes=(".epub",)),
    Program("frogmouth", ("frogmouth",), _LIKE_VI, "\x11", (".md",)),
)


def installed() -> list[Program]:
    """Those of the programs that are there."""
    return [program for program in PROGRAMS if shutil.which(program.command[0])]


class Run(NamedTuple):
    """What one run took: milliseconds, megabytes. None where the text was never seen."""

    text: float | None
    keys: dict[str, list[float]]
    resize: float | None
    held: tuple[float, float] | None
    idle: tuple[float, float] | None
    memory: float


class Seat:
    """A terminal that a program runs in."""

    def __init__(self, command: Sequence[str], home: Path, typed: str = "") -> None:
        """*typed* waits in the terminal when the program starts."""
        self.fd, end = os.openpty()
        os.write(self.fd, typed.encode())
        self._size(COLUMNS, end)
        environment = os.environ | {
            "READER_HOME": str(home),
            "HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        # An installed program is compiled; this one then is from its second start on.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        home.mkdir(parents=True, exist_ok=True)
        self._output = b""
        self._began = time.perf_counter()
        self._pid = os.fork()
        if self._pid == 0:
            with suppress(OSError):
                os.login_tty(end) if hasattr(os, "login_tty") else _login(end)
                os.execvpe(command[0], list(command), environment)
            os._exit(127)
        os.close(end)

    def until_shown(self, needle: str) -> float | None:
        """Milliseconds from the start to *needle* being there; None if it never came."""
        while needle.encode() not in _ESCAPES.sub(b"", self._output):
            left = self._began + _PATIENCE - time.perf_counter()
            if left < 0 or not self._read(left):
                return None
        return 1000 * (time.perf_counter() - self._began)

    def press(self, key: str) -> float | None:
        """Milliseconds from a key to the end of the frame that follows; None if nothing did."""
        self.rest(_SILENCE)
        # Not in step with any clock of the program's.
        time.sleep(random.uniform(0.005, 0.025))
        began = time.perf_counter()
        os.write(self.fd, key.encode())
        return self._frame(began)

    def strike(self, key: str) -> float | None:
        """The same without a rest before, whatever else the program is at."""
        while self._read(0):
            pass
        began = time.perf_counter()
        os.write(self.fd, key.encode())
        return self._frame(began)

    def press_until(self, key: str, painted: str) -> float | None:
        """Milliseconds from a key until what is painted from then on has a match of *painted*; None if it never has."""
        self.rest(1.0)
        self._output = b""
        began = time.perf_counter()
        os.write(self.fd, key.encode())
        while not re.search(painted, _ESCAPES.sub(b"", self._output).decode(errors="ignore")):
            left = began + _PATIENCE - time.perf_counter()
            if left < 0 or not self._read(left):
                return None
        return 1000 * (time.perf_counter() - began)

    def press_to_and_fro(self, there: str, back: str, turn: int, presses: int) -> list[float]:
        """Milliseconds of each press that changed something, *turn* there and as many back; two that do not end it."""
        times: list[float] = []
        silent = 0
        for press in range(presses):
            took = self.press(back if press // turn % 2 else there)
            silent = silent + 1 if took is None else 0
            if silent == 2:
                break
            if took is not None:
                times.append(took)
        return times

    def resize(self, columns: int) -> float | None:
        """Milliseconds from the window's change to the end of the frame that follows."""
        self.rest(_SILENCE)
        began = time.perf_counter()
        self._size(columns, self.fd)
        os.kill(self._pid, signal.SIGWINCH)
        return self._frame(began)

    def hold(self, key: str, presses: int) -> tuple[float, float]:
        """Frames for each press of a key that is held, and milliseconds from the last press to its frame's end."""
        self.rest(_SILENCE)
        frames = 0
        due = time.perf_counter()
        for _press in range(presses):
            due += _REPEAT
            os.write(self.fd, key.encode())
            last = time.perf_counter()
            is_first = True
            while (left := due - time.perf_counter()) > 0:
                if self._read(left):
                    frames += is_first
                    is_first = False
        end = last
        while self._read(_SILENCE):
            end = time.perf_counter()
        # What came before the next press would have been due is the last frame's.
        return frames / presses, max(0.0, 1000 * (end - last - _REPEAT))

    def idle(self, seconds: float) -> tuple[float, float]:
        """Percent of a processor, and bytes painted in a second, while nothing happens."""
        # A program may do something when the reader has rested.
        self.rest(3.0)
        before, self._output = self._processor(), b""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return 100 * (self._processor() - before) / seconds, len(self._output) / seconds

    def _processor(self) -> float:
        """Seconds of processor time that the program has taken; 0 where there is no `/proc`."""
        with suppress(OSError):
            fields = Path(f"/proc/{self._pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return 0.0

    def rest(self, seconds: float) -> None:
        """Read until there was nothing for some seconds."""
        while self._read(seconds):
            pass

    def leave(self, keys: str) -> float:
        """Have the program end; its largest resident memory in megabytes."""
        largest = self._memory()
        with suppress(OSError):
            os.write(self.fd, keys.encode())
        end = time.perf_counter() + 3
        while time.perf_counter() < end and self._read(0.5):
            pass
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        _pid, _status, usage = os.wait4(self._pid, 0)
        os.close(self.fd)
        # What the kernel counts in the end has what this process held when it forked.
        return largest or usage.ru_maxrss / 1024

    def _memory(self) -> float:
        """Megabytes that the program was resident in at most, by itself; 0 where there is no `/proc`."""
        with suppress(OSError):
            status = Path(f"/proc/{self._pid}/status").read_text("utf-8")
            if (said := re.search(r"VmHWM:\s*(\d+)", status)) is not None:
                return int(said[1]) / 1024
        return 0.0

    def _frame(self, began: float) -> float | None:
        if not self._read(_SURELY):
            return None
        last = time.perf_counter()
        while self._read(_BETWEEN):
            last = time.perf_counter()
        return 1000 * (last - began)

    def _read(self, seconds: float) -> bool:
        """Read what there is; whether there was something within some seconds."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self._output += data
        return bool(data)

    def _size(self, columns: int, fd: int) -> None:
        ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))


def _login(end: int) -> None:
    os.setsid()
    ioctl(end, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(end, descriptor)


def run(program: Program, file: Path, home: Path, presses: int) -> Run:
    """Start a program, wait for the text, press its keys, leave."""
    seat = Seat([*program.command, *([str(file)] if program.needs_file else [])], home)
    text = seat.until_shown(NEEDLE)
    pressed: dict[str, list[float]] = {}
    resized = held = idle = None
    if text is not None and presses:
        seat.rest(0.5)
        for name, (there, back) in program.keys.items():
            turn = _THERE.get(name, 1)
            pressed[name] = seat.press_to_and_fro(
                there, back, turn, presses if name in _THERE else 1
            )
        if program.keys:
            os.write(seat.fd, b"g")
            held = seat.hold(program.keys["j"][0], presses)
            idle = seat.idle(2)
            resized = seat.resize(COLUMNS - 20)
            # The second start shows where the first one left.
            seat.press("gg")
    return Run(text, pressed, resized, held, idle, seat.leave(program.leave))


def obeyed(program: Program, file: Path, home: Path) -> float | None:
    """Milliseconds from the start to the end of the text being shown, if that was asked for before; None: never."""
    if not program.end:
        return None
    command = [*program.command, *([str(file)] if program.needs_file else [])]
    seat = Seat(command, home, program.end)
    found = seat.until_shown(END)
    seat.leave(program.leave)
    return found


class Row(NamedTuple):
    """What a program takes with a text: medians; of keys, and their 95th percentile. None: not measured."""

    program: str
    text: float | None
    again: float | None
    obeyed: float | None
    keys: dict[str, tuple[float, float]]
    resize: float | None
    held: tuple[float, float] | None
    idle: tuple[float, float] | None
    memory: float


def compared(
    programs: Sequence[Program],
    file: Path,
    folder: Path,
    rounds: int,
    presses: int,
    tell: Callable[[str], None] = lambda said: None,
) -> list[Row]:
    """All *programs* with one text, in turn, *rounds* times; a first round warms up, in the last one keys are pressed.

    *tell* hears what is being done.
    """
    firsts: dict[str, list[Run]] = {program.name: [] for program in programs}
    seconds: dict[str, list[Run]] = {program.name: [] for program in programs}
    whole: dict[str, list[float | None]] = {program.name: [] for program in programs}
    for turn in range(rounds + 1):
        for program in programs:
            home = folder / f"home-{turn}-{file.name}"
            tell(f"round {turn} of {rounds}, {program.name}")
            first = run(program, file, home, presses if turn == rounds else 0)
            second = run(program, file, home, 0)
            done = obeyed(program, file, folder / f"other-{turn}-{file.name}")
            if turn:
                whole[program.name].append(done)
                firsts[program.name].append(first)
                seconds[program.name].append(second)
    return [_row(name, firsts[name], seconds[name], whole[name]) for name in firsts]


def _row(
    name: str, firsts: Sequence[Run], seconds: Sequence[Run], whole: Sequence[float | None]
) -> Row:
    keys: dict[str, tuple[float, float]] = {}
    for key in ("j", "Space", "G"):
        times = sorted(each for run in firsts for each in run.keys.get(key, ()))
        if times:
            keys[key] = statistics.median(times), times[int(len(times) * 0.95)]
    return Row(
        name,
        _median(run.text for run in firsts),
        _median(run.text for run in seconds),
        _median(whole),
        keys,
        _median(run.resize for run in firsts),
        _medians(run.held for run in firsts),
        _medians(run.idle for run in firsts),
        # What a program has needed once keys were pressed.
        firsts[-1].memory,
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _medians(values: Iterable[tuple[float, float] | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return statistics.median(a for a, _b in known), statistics.median(b for _a, b in known)
