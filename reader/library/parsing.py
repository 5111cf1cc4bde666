"""The process that parses a source that can only be read as a whole (`reader.library.aside`).

What it understands goes onto a shelf, and from there to who asked, piece by piece.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import aside
from reader.library.index.source import Stamp
from reader.library.shelf import Shelf
from reader.library.sources import read_bytes
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
    aside.Task(path, stamp, corrections, shelf.file).run("reader.library.parsing", progress)
    return shelf.take(path, stamp)


def main() -> None:
    """Parse what is asked for."""
    from reader.formats import read

    task = aside.Task.asked()
    data = read_bytes(task.path)
    found = read(data, str(task.path), corrections=task.corrections, progress=aside.reported())
    if task.still_holds:
        Shelf(task.kept).put(task.path, task.stamp, found.documents)
    aside.tell_end()
