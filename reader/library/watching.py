"""Being told that something in the library has changed, as soon as it has.

The package `watchfiles` tells, where it is installed and the system can; a folder on another machine
changes without a word. So whoever follows a library looks again now and then besides.
"""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread

from reader.light import import_watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path
    from threading import Event

_GATHERED_MS = 1_500
"""Changes within this time are one: whoever copies files, copies many."""
_ASKED_MS = 500
"""How soon the end is noticed."""


def changes(paths: Sequence[Path], end: Event) -> Iterator[None]:
    """Gives nothing, each time that something in *paths* has changed, until *end* is set.

    Ends at once where nobody can tell. A file is followed by its name: one that is deleted, and one
    that another is renamed onto, as most editors save, stays followed.
    """
    try:
        import_watchfiles()
    except ImportError:
        return
    folders = {path for path in paths if path.is_dir()}
    # A file may be written under its own name, and under that of what it links to.
    files = {name for path in paths if path not in folders for name in (path, path.resolve())}
    around = {file.parent for file in files if file.parent.is_dir()}
    told: SimpleQueue[bool] = SimpleQueue()
    going = 0
    for places, names in ((folders, None), (around, frozenset(map(str, files)))):
        if places:
            given = places, names, told, end
            Thread(target=_watch, args=given, name="reader-watch", daemon=True).start()
            going += 1
    while going:
        if told.get():
            yield
        else:
            going -= 1


def _watch(
    places: Collection[Path], names: Collection[str] | None, told: SimpleQueue[bool], end: Event
) -> None:
    """Puts True for each change below *places*, or of *names* right in them; False at the end."""
    from watchfiles import watch

    def is_meant(_change: object, path: str) -> bool:
        return names is None or path in names

    try:
        for _changed in watch(
            *places,
            watch_filter=is_meant,
            stop_event=end,
            debounce=_GATHERED_MS,
            rust_timeout=_ASKED_MS,
            yield_on_timeout=False,
            raise_interrupt=False,
            recursive=names is None,
            ignore_permission_denied=True,
        ):
            told.put(True)
    except (OSError, RuntimeError):
        # Too many folders for the system, or one that cannot be watched.
        pass
    finally:
        told.put(False)
