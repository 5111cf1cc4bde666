"""Copying to wherever a person will paste: the terminal's clipboard, tmux' buffer, the desktop's clipboard.

The terminal is told by OSC 52, which goes through ssh. tmux drops that by its default (`set-clipboard external`), so it
is asked by its own command, which passes the text on to the terminal around it; older ones are sent OSC 52 wrapped
(`allow-passthrough`). Where a desktop has a clipboard of its own its tool is given the text as well: not every terminal
allows OSC 52. Nobody waits for any of them.
"""

import base64
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.app import App

_PATIENCE = 3.0
"""Seconds that a tool may take; one that does not answer is ended."""
_SCREEN_CHUNK = 700
"""Bytes that GNU screen passes on at once."""


def copy(app: App[int], text: Callable[[], str]) -> None:
    """Copy what *text* gives, on a thread: it may be long, and a tool may not answer."""
    threading.Thread(target=_copy, args=(app, text), name="reader-copy", daemon=True).start()


def _copy(app: App[int], text: Callable[[], str]) -> None:
    said = text()
    app.copy_to_clipboard(said)
    for tool in tools(os.environ):
        if send(tool, said):
            continue
        if tool[0] == "tmux" and send(("tmux", "load-buffer", "-"), said):
            _write(app, wrapped_for_tmux(osc52(said)))
    if os.environ.get("STY"):
        _write(app, "".join(wrapped_for_screen(osc52(said))))


def tools(
    environment: Mapping[str, str], has: Callable[[str], object] = shutil.which
) -> list[tuple[str, ...]]:
    """The commands to give a text to, on their standard input."""
    found: list[tuple[str, ...]] = []
    if environment.get("TMUX"):
        found.append(("tmux", "load-buffer", "-w", "-"))
    if sys.platform == "darwin":
        found.append(("pbcopy",))
    elif environment.get("WAYLAND_DISPLAY") and has("wl-copy"):
        found.append(("wl-copy",))
    elif environment.get("DISPLAY"):
        found.append(
            ("xclip", "-selection", "clipboard", "-in")
            if has("xclip")
            else ("xsel", "--clipboard", "--input")
        )
    return [tool for tool in found if has(tool[0])]


def send(tool: Sequence[str], text: str, patience: float = _PATIENCE) -> bool:
    """Give a command a text; whether it took it. What it prints goes nowhere."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            tool, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    try:
        process.communicate(text.encode("utf-8", "replace"), patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode == 0


def osc52(text: str) -> str:
    """What tells a terminal to hold *text* in its clipboard."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\a"


def wrapped_for_tmux(sequence: str) -> str:
    """A sequence that tmux passes on."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def wrapped_for_screen(sequence: str) -> Iterator[str]:
    """A sequence that GNU screen passes on, in pieces."""
    for at in range(0, len(sequence), _SCREEN_CHUNK):
        yield f"\x1bP{sequence[at : at + _SCREEN_CHUNK]}\x1b\\"


def _write(app: App[int], sequence: str) -> None:
    driver = app._driver
    if driver is not None:
        driver.write(sequence)
