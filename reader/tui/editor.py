"""A file in the reader's editor, and back: while it runs, the terminal is the editor's."""

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

from reader.wording import _

_TAKE_A_LINE = frozenset(
    {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"}
)
"""Editors that take `+N` for the line to begin at."""
_ON_A_TERMINAL = (_TAKE_A_LINE | {"hx", "view", "pico"}) - {"emacs", "emacsclient"}
"""Editors that have no window of their own."""
_USUAL = ("nano", "vim", "vi")


def command(path: Path, line: int) -> list[str] | str:
    """The words that edit *path* at a line, counted from 1; or a sentence where there is no editor."""
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(said)
    except ValueError:
        return _("$EDITOR is «{said}»; a command was expected.").format(said=said)
    if not words:
        words = [next((name for name in _USUAL if shutil.which(name)), "")]
    if not words[0] or shutil.which(words[0]) is None:
        return _("No editor was found: EDITOR=nano reader … names one.")
    at = [f"+{line}"] if Path(words[0]).name in _TAKE_A_LINE else []
    return [*words, *at, str(path)]


def needs_terminal(words: list[str]) -> bool:
    """Whether the editor that *words* start can do nothing without a terminal."""
    return Path(words[0]).name in _ON_A_TERMINAL


def run(words: list[str]) -> int:
    """Run the editor to its end; gives its exit code. On the main thread.

    An editor that is suspended (Ctrl+Z) has all of its process group stopped, the reader too. Without
    a shell that would wake it again nobody may be stopped: the kernel sees to it, but Textual's own
    handler does not.
    """
    before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        return subprocess.run(words, check=False).returncode
    except OSError:
        return 127
    finally:
        signal.signal(signal.SIGTSTP, before)
