"""The way in: runs what is asked for, and turns whatever happens into a sentence and an exit code.

0: done. 1: what was asked for is not there, or cannot be read or written. 2: the words do not fit
together. Nothing here prints a traceback unless `READER_TRACEBACK` is set.
"""

from __future__ import annotations

import gc
import io
import os
import sys

from reader import modules
from reader.cli import asked as words
from reader.errors import ReaderError
from reader.text import clean
from reader.wording import _, choose, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 1
_MADE = 50_000
"""Objects that are made before the collector looks for garbage."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what *argv* (the words after the program's name) asks for; gives the exit code."""
    given = sys.argv[1:] if argv is None else argv
    _ready_output()
    try:
        code = _run(given)
        sys.stdout.flush()
    except ReaderError as error:
        _complain(told(error))
        return error.exit_code
    except BrokenPipeError:
        # Who read our words has read enough. Python would complain again when it flushes at exit.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        _complain(_("This could not be done: {why}.").format(why=_why(error)))
        return FAILED
    except Exception as fault:
        if os.environ.get("READER_TRACEBACK"):
            raise
        _complain(_fault(fault))
        return FAILED
    return code


def _ready_output() -> None:
    """Have what the locale cannot print become a question mark, and a closed output swallow all."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(argv: Sequence[str]) -> int:
    choose(words.language(argv) or _configured_language())
    asked = words.asked(argv)
    if asked.has("--version"):
        from reader import __version__

        print(f"reader {__version__}")
        return 0
    if asked.has("--help"):
        from reader.cli.usage import print_usage

        return print_usage(asked.command)
    if asked.command.name:
        # The screens switch it on when they stand (`reader.__main__` switched it off). What is made by a
        # command is rarely garbage: looking for some took 5 ms of what `reader find` takes.
        gc.set_threshold(_MADE)
        gc.enable()
    module, _colon, name = asked.command.run.partition(":")
    # As `importlib.import_module` does, which takes half a millisecond to import itself.
    __import__(module)
    if asked.command.name:
        modules.arrive()
    code: int = getattr(sys.modules[module], name)(asked)
    return code


def _configured_language() -> str | None:
    """The language that `config.yaml` names; its complaints are told by whoever uses the rest."""
    from reader.paths import config_file

    if not config_file().is_file():
        return None
    from reader.library.config import configuration

    return configuration().language or None


def _complain(sentence: str) -> None:
    """Say a sentence on standard error; where nobody hears it, the exit code must do."""
    from reader.tui import taken

    # On the frame that a start showed already, it would vanish with it.
    taken.give_back()
    try:
        print("reader:", sentence, file=sys.stderr, flush=True)
    except (OSError, AttributeError):
        return


def _drop_output() -> None:
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError, AttributeError):
        return


def _why(error: OSError) -> str:
    name = f"{clean.line(str(error.filename))}: " if error.filename else ""
    return name + clean.line(error.strerror or type(error).__name__)


def _fault(fault: Exception) -> str:
    """A sentence about a mistake of ours: its place, and no values, which may be closed text."""
    from pathlib import Path

    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
    said = _("This is the reader's fault ({fault} in {where}). READER_TRACEBACK=1 tells more.")
    return said.format(fault=type(fault).__name__, where=where)
