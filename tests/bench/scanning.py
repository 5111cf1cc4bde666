"""How fast a library is taken in for the first time: megabytes a second of one core, by stage.

    python -m tests.bench.scanning [--essays 3000]

*Understood*: read, decoded, its structure recognised. *Kept*: with what the index keeps of it. *Packed*: made quick
to search, which comes behind the scan. These are seconds of processor time, so other work on the machine does little
harm. *Scanned* is the whole first scan as a reader has it, with its progress, on all cores: by the clock, a core.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from reader.library.catalogue import Catalogue, parse
from reader.library.essay import essays_of
from reader.library.index import Index
from reader.library.sources import Root, files_in
from reader.library.walk import Progress
from tests.bench import finding
from tests.bench.corpora import pieces

_KINDS = ("chinese", "numbered", "markdown", "mixed", "english", "chinese")
_HAN_NUMBERS = "一二三四五六七八九十"


class Row(NamedTuple):
    """What was measured of one library: megabytes a second, but for the last."""

    library: str
    size: int
    """Bytes."""
    understood: float
    kept: float
    packed: float
    scanned: float
    seconds: float
    again: float
    """Seconds of a second scan."""


def rows(essays: int) -> Iterator[Row]:
    """The libraries, one after the other: long essays, and as many short ones of all kinds."""
    with tempfile.TemporaryDirectory(prefix="reader-bench-") as name:
        folder = Path(name)
        finding.make(folder / "long", essays)
        yield _measured("essays of 4 to 20 KB", folder / "long", folder / "long-index")
        make_short(folder / "short", essays)
        yield _measured("all kinds of 1 to 3 KB", folder / "short", folder / "short-index")


def make_short(folder: Path, essays: int) -> None:
    """Write a library of short essays: plain, with numbered headings, Markdown, mixed, English."""
    chance = random.Random(3)
    for n in range(essays):
        kind = _KINDS[n % len(_KINDS)]
        found = pieces("chinese" if kind == "numbered" else kind, n)
        next(found)
        said = [piece for piece in islice(found, 24) if len(piece) > 12]
        size, parts = (
            chance.randint(1000, 3000),
            [f"Essay {n}" if kind == "english" else f"随笔之{n}"],
        )
        parts.append("by A. Reader" if kind == "english" else "作者：读者")
        for number, piece in enumerate(said):
            if kind == "numbered" and number % 2 == 0:
                parts.append(f"{_HAN_NUMBERS[number // 2 % 10]}、{piece[:6]}")
            parts.append(piece)
            if sum(len(part.encode()) for part in parts) > size:
                break
        if kind == "markdown":
            parts[0] = f"# {parts[0]}"
        file = folder / f"{n // 100:03}" / f"{n:05}{'.md' if kind == 'markdown' else '.txt'}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _measured(name: str, library: Path, home: Path) -> Row:
    root = Root.at(library)
    files = list(files_in(root.path))
    size = sum(file.stat().st_size for file in files)
    parse(files[0])
    with _core():
        start = process_time()
        for file in files:
            essays_of(parse(file).documents, file, root.key_of(file))
        understood = process_time() - start
        index = Index(home / "one.sqlite3")
        start = process_time()
        for _ in Catalogue([root], index).read((file, root) for file in files):
            pass
        kept = process_time() - start
        start = process_time()
        while index.texts.pack():
            pass
        packed = process_time() - start
        index.close()
    index = Index(home / "all.sqlite3")
    heard: list[Progress] = []
    start = perf_counter()
    Catalogue([root], index).scan(heard.append)
    seconds = perf_counter() - start
    assert heard[-1].done == len(files), "the progress tells of every source"
    start = perf_counter()
    Catalogue([root], index).scan()
    again = perf_counter() - start
    index.close()
    cores = len(os.sched_getaffinity(0))
    understood, kept, packed, scanned = (
        size / 1e6 / one for one in (understood, kept, packed, seconds * cores)
    )
    return Row(name, size, understood, kept, packed, scanned, seconds, again)


@contextmanager
def _core() -> Iterator[None]:
    """Stay on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def main() -> None:
    """Make libraries, measure, and print a table for the README."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--essays", type=int, default=3000, help="in each of the two libraries")
    essays = parser.parse_args().essays
    heads = "", "MB", "understood", "kept", "packed", "scanned", "in", "again"
    sys.stdout.write(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n")
    for row in rows(essays):
        speeds = " | ".join(
            f"{one:.1f} MB/s" for one in (row.understood, row.kept, row.packed, row.scanned)
        )
        times = f"{row.seconds:.1f} s | {row.again:.2f} s"
        sys.stdout.write(f"| {row.library} | {row.size / 1e6:.0f} | {speeds} | {times} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
