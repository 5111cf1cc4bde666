"""The process that parses a source that can only be read as a whole (`reader.library.aside`).

What it understands goes onto a shelf, and from there to who asked, piece by piece.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import aside
from reader.library.index.source import Stamp
from reader.library.shelf import Shelf
from reader.library.sources import read_bytes, status
from reader.text.corrections import Corrections
from reader.text.document import Document

if TYPE_CHECKING:
    from reader.formats.large import Progress


def parsed(
    path: Path, stamp: Stamp, corrections: Corrections, shelf: Shelf, progress: "Progress"
) -> tuple[Document, ...] | None:
    """The documents of the source at *path*, by way of *shelf*; None if that cannot be.

    *progress* is told how far it is, 0 to 1.
    """
    if shelf.file is None:
        return None
    work = {
        "source": str(path),
        "stamp": stamp,
        "said": corrections.plain,
        "shelf": str(shelf.file),
    }
    for part in aside.told("reader.library.parsing", work):
        if part is not None:
            progress(part)
    return shelf.take(path, stamp)


def main() -> None:
    """Parse what is asked for."""
    from reader.formats import read

    work = aside.asked()
    path, stamp = Path(work["source"]), Stamp(*work["stamp"])
    corrections = Corrections.of(work["said"])
    data = read_bytes(path)
    parsed = read(data, str(path), corrections=corrections, progress=aside.reported())
    documents = parsed.documents
    if Stamp.of(status(path), corrections) == stamp:
        Shelf(Path(work["shelf"])).put(path, stamp, documents)
    aside.tell_end()
