"""The terminal between the first frame and the screens: it shows the frame, keeps what is typed, and can be given back.

There is one terminal, and so one `Taken` at most. This is among the first things that a start does: it imports next to
nothing before the frame is shown.
"""

import os
import sys
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[H"
ASK_WIDTHS = "\x1b[H“\x1b[6n\x1b[H❤\ufe0f\x1b[6n\x1b[H\x1b[K"
"""An ambiguous character and a picture, and after each the question where the cursor is. The answers wait with the keys
that were typed (`reader.tui.terminal`).
"""
_LEAVE = "\x1b[?1049l\x1b[?25h"
_HAND_BACK = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?1004l\x1b[<u"
)
"""Ends what the screens have asked of the terminal: mouse, pasting, sizes, lines that are not wrapped, focus, keys."""


class Taken:
    """A terminal that shows the first frame and waits for the screens."""

    def __init__(self, attributes: "list[Any]") -> None:
        self.attributes = attributes
        """The terminal's settings as the reader's shell had them."""
        self.is_handed_over = False
        """Whether the screens have it; then it is theirs to give back."""


_taken: list[Taken] = []


def current() -> Taken | None:
    """The terminal, if it shows the first frame and was not given back."""
    return _taken[-1] if _taken else None


def is_terminal() -> bool:
    """Whether there is one terminal to read from and to paint on."""
    return os.isatty(0) and os.isatty(1) and os.isatty(2)


def take(rows: "list[str]") -> Taken | None:
    """Show *rows*, one below the other, on the alternate screen; None where the terminal cannot be taken.

    From now on keys are not echoed and wait in the terminal's queue until the screens read them.
    """
    try:
        attributes = termios.tcgetattr(0)
    except termios.error:
        return None
    quiet = [*attributes]
    # No echo, no line editing, Enter as it is typed; Ctrl+C still ends the program.
    quiet[0] &= ~(termios.ICRNL | termios.IXON)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    terminal = Taken(attributes)
    _taken.append(terminal)
    placed = "".join(f"\x1b[{y};1H{row}" for y, row in enumerate(rows, 1))
    _write(f"{_ENTER}{ASK_WIDTHS}{placed}\x1b[0m")
    _end_in_order()
    return terminal


def give_back() -> None:
    """Leave the terminal as it was, unless the screens have it."""
    while _taken:
        terminal = _taken.pop()
        if not terminal.is_handed_over:
            _write(_LEAVE)
            # What waits unread was meant for the reader, and the terminal's answers for nobody else.
            _set(termios.TCSAFLUSH, terminal.attributes)


def drop(attributes: "list[Any] | None") -> None:
    """Take the terminal from the screens, and leave it as a shell has it. Waits for nothing: it may be stuck."""
    os.set_blocking(1, False)
    _write(_HAND_BACK + _LEAVE)
    os.set_blocking(1, True)
    if attributes is not None:
        _set(termios.TCSANOW, attributes)


def _set(when: int, attributes: "list[Any]") -> None:
    try:
        termios.tcsetattr(0, when, attributes)
    except termios.error:
        # The terminal is gone.
        return


def _end_in_order() -> None:
    """Have a hang-up, or an order to end, give the terminal back; the screens have an order of their own."""
    import signal

    def end(number: int, frame: object) -> "NoReturn":
        sys.exit(128 + number)

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, end)


def _write(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        while data:
            data = data[os.write(1, data) :]
    except OSError:
        # The terminal is gone; whoever uses it next finds out.
        return
