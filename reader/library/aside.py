"""Work in a process of its own, which takes neither Python's lock nor memory from the screens.

What is to be done goes to the process as JSON on its standard input; it tells on its standard output, line by line,
how far it is, and at the end an empty line. Who asked may go at any time: a process that nobody listens to ends.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from reader.contexts import suppress
from reader.library.index.source import Stamp
from reader.library.sources import status
from reader.text.corrections import Corrections
from reader.values import NamedTuple

if TYPE_CHECKING:
    from reader.formats.large import Progress

NICENESS = 5
"""Screens and other programs come first."""
_BETWEEN = 0.2
"""Seconds between two reports."""
_HOUSE = Path(__file__).parents[2]
_START = "import sys; sys.path.append(sys.argv[1]); from {} import main; main()"


def told(module: str, work: object) -> Iterator[Any]:
    """What the `main` of *module* tells of some *work*, and None when it tells no more.

    That comes early where the process ends early, or cannot be started: nobody may rely on it. Behind it the
    process is waited for.
    """
    try:
        process = subprocess.Popen(
            # Not with the modules of the folder that one is in: that holds what is read, and nothing of it is run.
            [sys.executable, "-P", "-c", _START.format(module), str(_HOUSE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        yield None
        return
    with process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("pipes were asked for")
        with suppress(OSError, ValueError):
            process.stdin.write(json.dumps(work).encode("ascii"))
            process.stdin.close()
            while (line := process.stdout.readline()).strip():
                yield json.loads(line)
        yield None


def asked() -> Any:
    """In the process: what is to be done. From then on others come first."""
    os.nice(NICENESS)
    return json.load(sys.stdin)


def tell(part: object) -> None:
    """In the process: say how far it is; BrokenPipeError if nobody listens."""
    _write(json.dumps(part))


class Task(NamedTuple):
    """What a process is to find out about one source."""

    path: Path
    stamp: Stamp
    """What the source was when it was asked about."""
    corrections: Corrections
    kept: Path
    """The file or folder that what is found goes into: that is how it comes back."""

    def run(self, module: str, progress: "Progress") -> None:
        """Have the `main` of *module* do it, and wait. *progress* is told how far it is, 0 to 1."""
        work = {
            "source": str(self.path),
            "stamp": self.stamp,
            "said": self.corrections.plain,
            "kept": str(self.kept),
        }
        for part in told(module, work):
            if part is not None:
                progress(part)

    @classmethod
    def asked(cls) -> "Task":
        """In the process: the one that it was started for."""
        work = asked()
        said = Corrections.of(work["said"])
        return cls(Path(work["source"]), Stamp(*work["stamp"]), said, Path(work["kept"]))

    @property
    def still_holds(self) -> bool:
        """Whether the source is what it was."""
        return Stamp.of(status(self.path), self.corrections) == self.stamp


def reported() -> Callable[[float], None]:
    """In the process: tells how far it is, 0 to 1, now and then of the times that it is called."""
    said = monotonic()

    def progress(part: float) -> None:
        nonlocal said
        if monotonic() - said > _BETWEEN:
            said = monotonic()
            tell(round(part, 3))

    return progress


def tell_end() -> None:
    """In the process: say that it is done; BrokenPipeError if nobody listens."""
    _write("")


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
