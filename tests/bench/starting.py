"""A library of ten thousand essays beside one of six: starts, keys and commands, in turn.

    python -m tests.bench.starting [--essays 6,10000] [--rounds 7] [--keep FOLDER]

Medians and 95th percentiles in milliseconds. *page*: from a start until the page is on the terminal, made anew; *kept*:
with the frame of the last start; *list*: until the list is there, for which a key was pressed before; *j*: from a key
to the end of its frame, from the first page on, while the library is looked through again; */*, *s*, *c*: the same for
the letters of a filter of the list, its orders and its groups. *head*: `reader list | head`, to its end.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.bench.finding import make, say
from tests.bench.waiting import Seat

_PAGE, _LIST = "First steps", "00000"
"""What shows that the page of a first start, and the list, are there."""
_LOOKED_THROUGH = 1.5
"""Seconds after a start in which keys are pressed."""
_PAUSE = 0.03
"""Seconds between two keys."""


class Library(NamedTuple):
    """A library that is known already, and where its reader is at home."""

    name: str
    home: Path
    command: tuple[str, ...]

    @classmethod
    def made(cls, folder: Path, essays: int) -> "Library":
        """A library of some essays, looked through once."""
        home, library = folder / f"home-{essays}", folder / f"library-{essays}"
        if not library.is_dir():
            make(library, essays)
        home.mkdir(parents=True, exist_ok=True)
        script = Path(sys.executable).with_name("reader")
        command = (str(script),) if script.exists() else (sys.executable, "-m", "reader")
        found = cls(f"{essays:,}", home, command)
        found.run("add", str(library))
        found.run("refresh")
        return found

    def run(self, *words: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [*self.command, *words],
            env=self.environment,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """Its variables."""
        own = os.environ | {"READER_HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        own.pop("PYTHONDONTWRITEBYTECODE", None)
        return own

    def seat(self, typed: str = "", *, forgets: bool = False) -> Seat:
        """The reader in a terminal; if it *forgets*, without the frame that the last start kept."""
        if forgets:
            shutil.rmtree(self.home / "cache" / "frames", ignore_errors=True)
        return Seat(self.command, self.home, typed)


def shown(library: Library, *, forgets: bool) -> float:
    """Milliseconds until the page is there."""
    seat = library.seat(forgets=forgets)
    found = seat.until_shown(_PAGE)
    seat.rest(0.7)
    seat.leave("q")
    return found or float("nan")


def listed(library: Library) -> float:
    """Milliseconds until the list is there."""
    seat = library.seat("e", forgets=True)
    found = seat.until_shown(_LIST)
    seat.rest(0.5)
    seat.leave("q")
    return found or float("nan")


def keys(library: Library) -> list[float]:
    """Milliseconds from each key to its frame, from the first frame on."""
    seat = library.seat()
    seat.until_shown(_PAGE)
    end = time.perf_counter() + _LOOKED_THROUGH
    found: list[float] = []
    n = 0
    while time.perf_counter() < end:
        if (taken := seat.strike("jk"[n // 8 % 2])) is not None:
            found.append(taken)
        n += 1
        time.sleep(_PAUSE)
    seat.leave("q")
    return found


def typed(library: Library, keys: str) -> list[float]:
    """Milliseconds from each of some keys, typed in the list, to its frame."""
    seat = library.seat()
    seat.until_shown(_PAGE)
    seat.rest(2.0)
    seat.strike("e")
    seat.rest(0.5)
    found = [taken for key in keys if (taken := seat.strike(key)) is not None]
    seat.leave("\x1b\x1bq")
    return found


def head(library: Library) -> float:
    """Milliseconds that `reader list | head` takes."""
    began = time.perf_counter()
    words = " ".join(library.command)
    subprocess.run(
        f"{words} list | head -3",
        shell=True,
        env=library.environment,
        capture_output=True,
        check=True,
    )
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Make libraries, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--essays", default="6,10000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="make them here, and leave them here")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="bench-start-"))
    libraries = [Library.made(folder, int(n)) for n in asked.essays.split(",")]
    measures: dict[str, Callable[[Library], float | list[float]]] = {
        "page": lambda library: shown(library, forgets=True),
        "kept": lambda library: shown(library, forgets=False),
        "list": listed,
        "j": keys,
        "/": lambda library: typed(library, "/快递第3"),
        "s": lambda library: typed(library, "sssssss"),
        "c": lambda library: typed(library, "ccccc"),
        "head": head,
    }
    say(f"{'':8} " + "  ".join(f"{library.name:>18}" for library in libraries))
    for name, measure in measures.items():
        found: list[list[float]] = [[] for _ in libraries]
        for _round in range(asked.rounds):
            for row, library in zip(found, libraries, strict=True):
                taken = measure(library)
                row += taken if isinstance(taken, list) else [taken]
        middles = [statistics.median(row) for row in found]
        lates = [sorted(row)[int(len(row) * 0.95)] for row in found]
        cells = (f"{a:9.1f} {b:8.1f}" for a, b in zip(middles, lates, strict=True))
        say(f"{name:8} " + "  ".join(cells) + f"  {middles[-1] / middles[0]:6.2f}")
    if asked.keep is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
