"""The process that finds out what is a heading, and an essay of its own, in a large text (`reader.library.aside`).

What it finds goes into the atlas; it tells how far it is.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from reader.library import aside
from reader.library.atlas import Atlas
from reader.library.index.source import Stamp
from reader.library.sources import SourceFile
from reader.text.corrections import Corrections

if TYPE_CHECKING:
    from reader.formats.large import Progress, Understood


def understood(
    path: Path, stamp: Stamp, corrections: Corrections, atlas: Atlas, progress: "Progress"
) -> "list[Understood] | None":
    """The essays of the large text at *path*, found out by a process of its own; None if that cannot be.

    *progress* is told how far it is, 0 to 1.
    """
    if atlas.folder is None:
        return None
    aside.Task(path, stamp, corrections, atlas.folder).run("reader.library.recognition", progress)
    known = atlas.take(path, stamp)
    return None if known is None else known[2]


def main() -> None:
    """Find out what is asked for."""
    from reader.formats.large import large_text

    task = aside.Task.asked()
    source = SourceFile(task.path)
    is_same = task.still_holds
    text = large_text(source, str(task.path), "", task.corrections) if is_same else None
    if text is not None:
        found = text.understood(aside.reported())
        Atlas(task.kept).put(task.path, task.stamp, text, found)
    aside.tell_end()
