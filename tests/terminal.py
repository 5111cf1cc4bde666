"""A terminal in which a test starts the reader as a person does: in a process of its own."""

import os
import pty
import select
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path


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

    def leave(self) -> int:
        """The exit code, once the reader has left."""
        self.read(None)
        _pid, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)
