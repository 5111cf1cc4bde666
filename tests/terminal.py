"""A terminal in which a test starts the reader as a person does: in a process of its own."""

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from reader.text.cells import width


class Terminal:
    """A terminal of 100 × 30 in which the reader runs, or another Python program."""

    def __init__(
        self,
        home: Path,
        *words: str,
        program: Sequence[str] = ("-m", "reader"),
        size: tuple[int, int] = (30, 100),
        **environment: str,
    ) -> None:
        self.output = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            termios.tcsetwinsize(0, size)
            said = {
                **os.environ,
                "READER_HOME": str(home),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                **environment,
            }
            os.execve(sys.executable, [sys.executable, *program, *words], said)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.fd, keys.encode())

    def read(self, until: bytes | None, seconds: float = 20) -> bytes:
        """Read until something was painted, or until the reader has left."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if until is not None and until in self.output:
                return self.output
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                break
            self.output += data
        return self.output

    def wait_for(self, folder: Path, ending: str, seconds: float = 60) -> None:
        """Read on until some file below *folder* has such a name."""
        end = time.monotonic() + seconds
        while not list(folder.rglob(f"*{ending}")):
            assert time.monotonic() < end, f"no {ending}"
            if select.select([self.fd], [], [], 0.05)[0]:
                self.output += os.read(self.fd, 65536)

    def kill(self) -> None:
        """End the reader as nothing can that it hears of."""
        os.kill(self.pid, signal.SIGKILL)
        self.leave()

    def leave(self) -> int:
        """The exit code, once the reader has left."""
        self.read(None)
        _pid, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


_SEQUENCE = re.compile(
    r"\x1b\[([<=>?]?)([0-9;]*)[ -/]*([@-~])|\x1b\][^\x07]*\x07|(\r\n)|([^\x1b\r\n]+)"
)


def looks(output: bytes) -> dict[tuple[int, int], tuple[str, frozenset[str]]]:
    """What a terminal shows after some output: for each row and column the text, and how it looks.

    As much of a terminal as the two painters need: going to a place, looks, and text.
    """
    cells: dict[tuple[int, int], tuple[str, frozenset[str]]] = {}
    row = column = 1
    look: set[str] = set()
    for private, said, final, line_end, text in _SEQUENCE.findall(output.decode()):
        if line_end:
            row, column = row + 1, 1
        elif final == "H" and not private:
            row, column = (int(number) for number in (said or "1;1").split(";"))
        elif final == "m" and not private:
            _change(look, said)
        for cluster in text:
            if width(cluster):
                cells[row, column] = (cluster, frozenset(look))
                column += width(cluster)
    return cells


def _change(look: set[str], said: str) -> None:
    """Apply the parameters of an SGR sequence: a look has one of each kind."""
    numbers = (said or "0").split(";")
    while numbers:
        number = numbers.pop(0)
        if number in ("38", "48"):
            taken = 2 if numbers[0] == "5" else 4
            kind, value = number, ";".join(numbers[:taken])
            del numbers[:taken]
        elif number == "0":
            look.clear()
            continue
        else:
            is_ground = number.startswith("10") or (number.startswith("4") and len(number) == 2)
            kind, value = ("48" if is_ground else "38") if len(number) > 1 else number, number
        look -= {each for each in look if each.startswith(f"{kind} ")}
        look.add(f"{kind} {value}")
