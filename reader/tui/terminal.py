"""The terminal that the screens are painted on."""

import sys

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class OutputDriver(LinuxDriver):
    """Paints on the standard output, where Textual's own driver paints on the standard error.

    For when the standard error goes to a file: `reader 2>log`.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stdout__ is not None:
            self._file = sys.__stdout__


def driver() -> type[LinuxDriver] | None:
    """The driver to paint with, or None for Textual's own choice."""
    is_diverted = sys.__stderr__ is None or not sys.__stderr__.isatty()
    return OutputDriver if is_diverted and sys.__stdout__ and sys.__stdout__.isatty() else None
