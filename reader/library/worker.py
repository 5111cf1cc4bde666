"""A process that reads sources for a scan: `python -m reader.library.worker`, told on standard input what to read.

It writes what it reads into the index, and a line about each source on standard output, as JSON; then an
empty line, and when nobody waits any more it packs its part of the texts. Whoever started it may go at
any time: a worker whose lines are not read ends.
"""

import json
import os
import sys
from pathlib import Path

from reader.library.catalogue import Catalogue
from reader.library.index import Index, as_plain
from reader.library.sources import Root

NICENESS = 5
"""Screens and other programs come first."""


def main() -> int:
    """Read what is asked for."""
    os.nice(NICENESS)
    asked = json.load(sys.stdin)
    roots = [Root(Path(path), Path(folder), key) for path, folder, key in asked["roots"]]
    index = Index(Path(asked["index"]), patience_seconds=30)
    try:
        for path, source in Catalogue(roots, index).read(
            (Path(path), roots[root]) for path, root in asked["sources"]
        ):
            sys.stdout.write(json.dumps(as_plain(path, source)) + "\n")
            sys.stdout.flush()
        sys.stdout.write("\n")
        sys.stdout.flush()
        while index.texts.pack(asked["share"], asked["of"]):
            pass
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        index.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
