"""The process that reads sources for a scan (`reader.library.aside`).

It writes what it reads into the index, and tells of each source; when nobody waits any more it packs its part of
the texts.
"""

from pathlib import Path

from reader.library import aside
from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.index.source import as_plain
from reader.library.sources import Root

_PATIENCE_SECONDS = 3.0
"""How long it waits for its fellows, and others, to write: they need tenths of a second. What cannot be kept is read
again another time; meanwhile someone waits for the scan."""


def main() -> None:
    """Read what is asked for."""
    work = aside.asked()
    roots = [Root(Path(path), Path(folder), key) for path, folder, key in work["roots"]]
    index = Index(Path(work["index"]), patience_seconds=_PATIENCE_SECONDS)
    try:
        for path, source in Catalogue(roots, index).read(
            (Path(path), roots[root]) for path, root in work["sources"]
        ):
            aside.tell(as_plain(path, source))
        aside.tell_end()
        while index.texts.pack(work["share"], work["of"]):
            pass
    finally:
        index.close()
