"""Painting the first frame on the terminal, and handing the terminal over to Textual.

From the first frame on, keys are not echoed and wait in the terminal's queue until the screens read them. If anything
goes wrong before they do, the terminal is given back as it was.
"""

import contextlib
import os
import termios
from collections.abc import Iterator
from typing import Any

from reader.errors import ReaderError
from reader.library.essay import Essay
from reader.library.sgr import RESET, TRUE, colors, sgr
from reader.library.themes import Theme
from reader.text.line import Roles
from reader.tui.frame import Painted, first_frame
from reader.tui.sitting import Sitting

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[H"
_LEAVE = "\x1b[?1049l\x1b[?25h"


class Early:
    """A terminal that shows the first frame and waits for the screens."""

    def __init__(self, attributes: list[Any]) -> None:
        self.attributes = attributes
        """The terminal's settings as the reader's shell had them."""
        self.is_taken = False
        """Whether the screens have taken the terminal over; then it is theirs to give back."""

    def give_back(self) -> None:
        """Leave the terminal as it was."""
        if not self.is_taken:
            os.write(1, _LEAVE.encode())
            termios.tcsetattr(0, termios.TCSANOW, self.attributes)


@contextlib.contextmanager
def painted(sitting: Sitting, first: Essay | None, theme: Theme) -> Iterator[Early | None]:
    """The terminal with the first frame on it, or None where it cannot be painted early.

    The essay is open in *sitting* afterwards, if it could be opened.
    """
    # With fewer colours the screens' framework and we choose different ones: that would be seen as a flicker.
    has_same_colors = theme.is_plain or colors() == TRUE
    is_terminal = os.isatty(0) and os.isatty(1) and os.isatty(2)
    if first is None or not (is_terminal and has_same_colors):
        yield None
        return
    try:
        # An essay that cannot be opened is the screens' to complain of.
        sitting.open(first)
        size = os.get_terminal_size(1)
        attributes = termios.tcgetattr(0)
    except (ReaderError, OSError, termios.error):
        yield None
        return
    early = Early(attributes)
    frame = first_frame(sitting, size.columns, size.lines)
    try:
        _quieten(attributes)
        _write(ansi(frame, theme))
        yield early
    finally:
        early.give_back()


def ansi(frame: list[Painted], theme: Theme) -> str:
    """What puts a frame on the terminal."""
    depth = colors()
    looks: dict[Roles, str] = {}

    def look(roles: Roles) -> str:
        if roles not in looks:
            looks[roles] = RESET + sgr(theme.ink(roles), depth)
        return looks[roles]

    rows = [
        f"\x1b[{y};1H" + "".join(look(roles) + text for text, roles in parts if text)
        for y, (parts, _fill) in enumerate(frame, 1)
    ]
    return _ENTER + "".join(rows) + RESET


def _quieten(attributes: list[Any]) -> None:
    """No echo, no line editing, Enter as it is typed; Ctrl+C still ends the program."""
    quiet = [*attributes]
    quiet[0] &= ~(termios.ICRNL | termios.IXON)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(0, termios.TCSANOW, quiet)


def _write(text: str) -> None:
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(1, data) :]
