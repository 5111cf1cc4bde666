"""How long a person waits: `python -m tests.bench`, by hand, on a quiet machine.

Runs the reader and a bare Textual app of one widget in a pty, in turn, and prints medians and the ratio of each to the
bare app in the same round:

    text     from the start to the needle being sent to the terminal
    j, Space from the key to the first byte of the frame that follows (p95 in brackets)
    MB       the largest resident memory

The corpora are made anew in a temporary folder: Chinese prose of 10 KB, 1 MB and 10 MB, with a heading now and then.
"""

import argparse
import os
import random
import re
import resource
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path
from typing import NamedTuple

SIZES = {"10 KB": 10_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
NEEDLE = "启程"
COLUMNS, ROWS = 120, 34
BARE = f"""
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

class Line(Widget):
    def render_line(self, y):
        return Strip([Segment("{NEEDLE}")])

class Bare(App):
    def compose(self):
        yield Line()

Bare().run()
"""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]")
_SILENCE = 0.06
"""Seconds without output after which a frame is taken to be complete."""


class Run(NamedTuple):
    """What one run took: milliseconds, megabytes."""

    text: float
    keys: dict[str, list[float]]
    memory: float


def prose(size: int) -> str:
    """Chinese prose of about *size* bytes, the same in every run."""
    chance = random.Random(1)
    han = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    parts = [f"{NEEDLE}\n"]
    length = 0
    while length < size:
        if chance.random() < 0.05:
            paragraph = (
                f"{chance.choice('一二三四五六七八九十')}、{''.join(chance.choices(han, k=6))}"
            )
        else:
            clauses = ("".join(chance.choices(han, k=chance.randint(4, 16))) for _ in range(12))
            paragraph = "，".join(clauses) + "。"
        parts.append(paragraph + "\n")
        length += 3 * len(paragraph)
    return "".join(parts)


def run(command: list[str], home: Path, keys: dict[str, int]) -> Run:
    """Start a command in a terminal of its own, wait for the needle, press keys, leave."""
    terminal, end = os.openpty()
    ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = os.environ | {
        "READER_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.login_tty(end) if hasattr(os, "login_tty") else _login(end)
        os.execvpe(command[0], command, environment)
    os.close(end)
    output = b""
    while NEEDLE.encode() not in _ESCAPES.sub(b"", output):
        output += os.read(terminal, 1 << 16)
    text = time.perf_counter() - start
    _quiet(terminal, 0.5)
    pressed: dict[str, list[float]] = {}
    for key, count in keys.items():
        pressed[key] = []
        for _ in range(count):
            time.sleep(random.uniform(0.005, 0.025))
            at = time.perf_counter()
            os.write(terminal, key.encode())
            if select.select([terminal], [], [], 2)[0]:
                pressed[key].append(1000 * (time.perf_counter() - at))
            _quiet(terminal, _SILENCE)
    os.write(terminal, b"q\x11")
    _quiet(terminal, 1.0)
    _pid, _status, usage = os.wait4(pid, 0)
    os.close(terminal)
    return Run(1000 * text, pressed, usage.ru_maxrss / 1024)


def _login(end: int) -> None:
    os.setsid()
    ioctl(end, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(end, descriptor)


def _quiet(terminal: int, seconds: float) -> None:
    """Read until there was nothing for some seconds, or nobody writes any more."""
    while select.select([terminal], [], [], seconds)[0]:
        try:
            if not os.read(terminal, 1 << 16):
                return
        except OSError:
            return


def main() -> None:
    """Run all, print a table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--presses", type=int, default=100)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="reader-bench-"))
    try:
        _compare(folder, asked.rounds, {"j": asked.presses, " ": asked.presses // 2})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _compare(folder: Path, rounds: int, keys: dict[str, int]) -> None:
    commands = {"bare app": [sys.executable, "-c", BARE]}
    for name, size in SIZES.items():
        file = folder / f"{size}.txt"
        file.write_text(prose(size), encoding="utf-8")
        commands[f"reader {name}"] = [sys.executable, "-m", "reader", str(file)]
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            # A fresh place in each essay: every run presses its keys from the beginning on.
            home = folder / f"home-{turn}"
            # A short essay has its end in sight after a few presses.
            done = run(command, home, keys if "MB" in name else {})
            if turn:
                runs[name].append(done)
    out = sys.stdout.write
    out(f"{'':14}{'text':>9}{'ratio':>7}{'j':>18}{'Space':>18}{'MB':>6}\n")
    bare = runs["bare app"]
    for name, all_runs in runs.items():
        ratio = statistics.median(a.text / b.text for a, b in zip(all_runs, bare, strict=True))
        out(f"{name:14}{statistics.median(each.text for each in all_runs):6.0f} ms{ratio:7.2f}")
        for key in keys:
            presses = sorted(ms for each in all_runs for ms in each.keys.get(key, ()))
            if presses:
                p95 = presses[int(len(presses) * 0.95)]
                out(f"{statistics.median(presses):7.1f} ({p95:5.1f}) ms")
            else:
                out(" " * 18)
        out(f"{statistics.median(each.memory for each in all_runs):6.0f}\n")
    out(f"(this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB)\n")


if __name__ == "__main__":
    main()
