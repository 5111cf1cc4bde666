"""The pass over a large text by a fork of this process, while this one imports the screens.

Before the pass it looks whether anything may be paid at all: then the end may be shown before the pass has ended.

The pass takes about as long as that import, both are Python's work and each holds its lock: on a thread one would wait
for the other. A fork begins at once, with all that was imported; it must be made before there are threads. Where there
can be none, or it fails, whoever needs the table makes it.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
from array import array
from threading import Lock
from typing import TYPE_CHECKING

from reader.contexts import suppress

if TYPE_CHECKING:
    from reader.formats.large import LargeText, Progress
    from reader.formats.large.table import Table

_BETWEEN = 0.05
"""How much of the source is read between two reports."""
_COLUMNS = ("starts", "texts", "units", "sizes", "lines")
_FREE = b"free\n"
_NICENESS = 5
"""Screens and other programs come first."""
_REST = ("flags", "length", "jumps", "breaks", "paid")


class ForkedPass:
    """A pass that is under way."""

    def __init__(self, process: int, results: int) -> None:
        """*results*: the descriptor that it writes to."""
        self._process = process
        self._results = open(results, "rb")  # noqa: SIM115 - a descriptor; read in two steps
        self._said: bytes | None = None
        self._asking = Lock()

    @property
    def is_surely_free(self) -> bool:
        """Whether nothing in the text is paid, as far as its bytes tell. Waited for; any thread may ask."""
        with self._asking:
            if self._said is None:
                self._said = self._results.readline()
        return self._said == _FREE

    def table(self, text: LargeText, progress: Progress) -> Table | None:
        """The table of *text*, waited for; None if there will be none. To be asked once.

        *progress* is told how much of the source was read, 0 to 1.
        """
        if not self.is_surely_free and not self._said:
            return None
        with self._results as results:
            for line in iter(results.readline, b"\n"):
                if not line:
                    break
                progress(float(line))
            said = results.read()
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        return _restored(text, said) if said else None


def forked_pass(text: LargeText) -> ForkedPass | None:
    """Begin the pass over *text*; None where that cannot be done aside."""
    threads = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threads is not None and threads.active_count() > 1):
        return None
    try:
        results, output = os.pipe()
        process = os.fork()
    except OSError:
        return None
    if process:
        os.close(output)
        return ForkedPass(process, results)
    # What happens here is nobody's to see: without a result, the one who waits makes the table.
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(results)
        _tell(text, output)
    finally:
        os._exit(0)


def _tell(text: LargeText, output: int) -> None:
    gc.freeze()
    os.write(output, _FREE if text.is_surely_free else b"\n")
    # From here on nobody waits who has pressed nothing but the key for the end.
    os.nice(_NICENESS)
    said = 0.0

    def progress(part: float) -> None:
        nonlocal said
        if part - said > _BETWEEN:
            said = part
            os.write(output, b"%f\n" % part)

    table = text.read(progress)
    columns = [getattr(table, name).tobytes() for name in _COLUMNS]
    rest = [getattr(table, name) for name in _REST]
    with open(output, "wb") as file:
        file.write(b"\n" + marshal.dumps((columns, *rest)))


def _restored(text: LargeText, said: bytes) -> Table | None:
    from reader.formats.large.table import Table

    try:
        columns, flags, length, jumps, breaks, paid = marshal.loads(said)
    except (EOFError, ValueError, TypeError):
        return None
    starts, texts, units, sizes, lines = (array("q", column) for column in columns)
    return Table(
        *(text.manner, starts, texts, units, sizes, lines),
        *(bytearray(flags), length, jumps, breaks, paid),
    )
