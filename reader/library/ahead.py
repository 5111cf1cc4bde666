"""Reading many sources at once: a process for each core, so that a first scan is quick and the screens are not slow.

Understanding a source is Python's work and holds its lock: on a thread it would take every second
frame from the reader. Where no process can be started, nothing is read ahead, and the scan reads all.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from reader.library import aside
from reader.library.index.source import Source, from_plain
from reader.library.sources import Root

MANY = 100
"""Sources; fewer are read before a process has started."""


def read_ahead(
    index: Path,
    roots: Sequence[Root],
    sources: Sequence[tuple[Path, Root]],
    tell: Callable[[Path, Source], None],
) -> None:
    """Have *sources*, each with its root, read into the index; *tell* hears of each, in no order.

    Comes back when all were read. What could not be read is not told.
    """
    workers = min(os.cpu_count() or 1, len(sources) // MANY)
    told: SimpleQueue[Any] = SimpleQueue()
    numbers = {root: n for n, root in enumerate(roots)}
    for share in range(workers):
        work = {
            "index": str(index),
            "roots": [(str(root.path), str(root.folder), root.key) for root in roots],
            "sources": [(str(path), numbers[root]) for path, root in sources[share::workers]],
            "share": share,
            "of": workers,
        }
        Thread(target=_work, args=(work, told), daemon=True).start()
    while workers:
        part = told.get()
        if part is None:
            workers -= 1
        else:
            tell(*from_plain(part))


def _work(work: dict[str, Any], told: "SimpleQueue[Any]") -> None:
    """Run a worker; what it tells goes into *told*, and None at its end: before it packs its part of the texts."""
    for part in aside.told("reader.library.worker", work):
        told.put(part)
