"""Keeping the desk's list as the library is: a scan at the start, and again when something changes.

Scans run on threads of their own; the desk is told by messages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from reader.library.walk import Progress, Scan
from reader.library.watching import changes
from reader.tui.deepening import behind_keys
from reader.tui.messages import Scanned, Scanning
from reader.values import replace

if TYPE_CHECKING:
    from reader.tui.desk import Desk

STALE = 20.0
"""Seconds after a scan before a window that is come back to looks through the library again."""
_SLOW = 0.05
"""Seconds between two reports of a scan's progress."""


class Following:
    """Looks through the library for a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = desk.session
        self._scanning = threading.Lock()
        self._before: Scan | None = None
        self._left = threading.Event()
        self.has_scanned = False
        """Whether the desk has all that there is."""
        self.scanned = inf
        """When the last scan ended, by the clock that never goes back; before it, later than now."""

    def begin(self, before: Callable[[], None]) -> None:
        """Look through the library on a thread, after *before*, and then for as long as one reads."""

        def run() -> None:
            before()
            self._scan(self._reporting())
            if self._desk.sitting.follows:
                for _change in changes([root.path for root in self._session.roots], self._left):
                    self._scan()

        threading.Thread(target=run, name="reader-scan", daemon=True).start()

    def look_again(self) -> None:
        """Look through the library anew if the last scan is some time ago."""
        if monotonic() - self.scanned > STALE and not self._scanning.locked():
            threading.Thread(target=self._scan, name="reader-scan", daemon=True).start()

    def end(self) -> None:
        """Follow the library no longer."""
        self._left.set()

    def _scan(self, report: Callable[[Progress], None] = lambda progress: None) -> None:
        """Look, tell if that brought anything new, and make what is new quick to search."""
        catalogue = self._session.catalogue
        with self._scanning, behind_keys():
            self._tell(catalogue.scan(report))
            has_changed, complaints = catalogue.refresh()
            if has_changed or complaints:
                scan = catalogue.scan(report)
                self._tell(replace(scan, complaints=(*complaints, *scan.complaints)))
            self._session.ready(self._desk.background.rest)
            catalogue.pack()
            self.scanned = monotonic()

    def _tell(self, scan: Scan) -> None:
        if scan != self._before:
            self._before = scan
            self._desk.post_message(Scanned(scan, self._session.would_adopt(scan)))

    def _reporting(self) -> Callable[[Progress], None]:
        said = monotonic()

        def report(progress: Progress) -> None:
            nonlocal said
            self._desk.background.rest()
            if monotonic() - said > _SLOW:
                said = monotonic()
                self._desk.post_message(Scanning(progress))

        return report
