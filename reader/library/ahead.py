"""Reading many sources at once: a process for each core, so that a first scan is quick and the screens are not slow.

Understanding a source is Python's work and holds its lock: on a thread it would take every second
frame from the reader. Where no process can be started, nothing is read ahead, and the scan reads all.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from reader.library.index import Source, from_plain
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
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    numbers = {root: n for n, root in enumerate(roots)}
    for share in range(workers):
        asked = {
            "index": str(index),
            "roots": [(str(root.path), str(root.folder), root.key) for root in roots],
            "sources": [(str(path), numbers[root]) for path, root in sources[share::workers]],
            "share": share,
            "of": workers,
        }
        work = Thread(target=_work, args=(json.dumps(asked).encode(), lines), daemon=True)
        work.start()
    while workers:
        line = lines.get()
        if line is None:
            workers -= 1
        else:
            tell(*from_plain(json.loads(line)))


def _work(asked: bytes, lines: "SimpleQueue[bytes | None]") -> None:
    """Run a worker; its lines go into *lines*, and None at their end."""
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "reader.library.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        lines.put(None)
        return
    with process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("pipes were asked for")
        try:
            process.stdin.write(asked)
            process.stdin.close()
            while (line := process.stdout.readline()).strip():
                lines.put(line)
        except OSError:
            pass
        finally:
            lines.put(None)
