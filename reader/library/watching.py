"""Being told that something in the library's folders has changed, as soon as it has.

The package `watchfiles` tells, where it is installed and the system can; a folder on another machine
changes without a word. So whoever follows a library looks again now and then besides.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from reader.light import import_watchfiles

_GATHERED_MS = 1_500
"""Changes within this time are one: whoever copies files, copies many."""
_ASKED_MS = 500
"""How soon the end is noticed."""


def changes(paths: Sequence[Path], end: Event) -> Iterator[None]:
    """Gives nothing, each time that something below *paths* has changed, until *end* is set.

    Ends at once where nobody can tell.
    """
    try:
        import_watchfiles()
        from watchfiles import watch
    except ImportError:
        return
    there = [path for path in paths if path.exists()]
    told = watch(
        *there,
        watch_filter=None,
        stop_event=end,
        debounce=_GATHERED_MS,
        rust_timeout=_ASKED_MS,
        yield_on_timeout=False,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    try:
        for _changed in told:
            yield
    except (OSError, RuntimeError):
        # Too many folders for the system, or one that cannot be watched.
        return
