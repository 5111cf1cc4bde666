"""`reader` without a command: the library or some sources, in the screens or as print."""

from __future__ import annotations

import os
from pathlib import Path

from reader.cli.asked import Asked, nearest
from reader.cli.commands import shown
from reader.cli.opening import (
    Opened,
    essays_at,
    given,
    is_given,
    library,
    looks_like_path,
    paths_of,
    read_standard_input,
    suggestion,
)
from reader.cli.printing import is_terminal, notice
from reader.errors import ReaderError, SourceError, UsageError
from reader.library.essay import Essay
from reader.library.sources import exists, holds_several
from reader.session.session import Session
from reader.text import clean
from reader.wording import _, sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_STANDARD_INPUT = "-"


def read(asked: Asked) -> int:
    """Show the library, or the files, folders and standard input that were named."""
    words = asked.arguments["FILE"]
    if not words:
        return _library(asked)
    found = {word: paths_of(word) for word in words if word != _STANDARD_INPUT}
    missing = [word for word, each in found.items() if not exists(each[0])]
    if missing:
        return _named(asked, words, missing[0])
    stdin = read_standard_input() if _STANDARD_INPUT in words else None
    paths = [path for each in found.values() for path in each]
    with given(asked, paths, stdin) as opened:
        if not is_terminal():
            return _print(asked, opened, paths)
        return show(opened, lambda: _first(opened, paths), None if asked.options else words)


def _library(asked: Asked) -> int:
    """The library, at the essay that was open last. Without a terminal, its list."""
    if not is_terminal():
        from reader.cli.listing import list_essays

        return list_essays(asked)
    with library(asked, is_quiet=True) as opened:
        return show(opened, lambda: _last(opened.session), None if asked.options else ())


def _named(asked: Asked, words: tuple[str, ...], word: str) -> int:
    """The library, at the essay that *word* names; else a sentence about it."""
    from reader.session.naming import meant, named

    with library(asked, is_quiet=True) as opened:
        session = opened.session
        session.scan()
        found = meant(session.essays, word)
        if len(words) > 1 or not found:
            raise _unknown(word, suggestion(session, word))
        essay = found[0] if len(found) == 1 else named(session.essays, word)
        if is_terminal():
            return show(opened, lambda: essay)
        from reader.cli.show import default_manner, print_essays

        return print_essays(asked, opened, [essay], default_manner())


def _unknown(word: str, suggested: str) -> ReaderError:
    """What to say of a word that is no command, no file and no essay."""
    name = clean.line(word)
    if looks_like_path(word):
        said = _("{name}: there is no such file.").format(name=name)
        return SourceError(sentences(said, suggested))
    said = _("«{name}» is no command, no file and no essay.").format(name=name)
    close = nearest(word, [each.name for each in shown()])
    if close:
        suggested = _("Did you mean `reader {command}`?").format(command=close)
    return UsageError(sentences(said, suggested or _("`reader --help` shows the commands.")))


def _print(asked: Asked, opened: Opened, paths: list[Path]) -> int:
    from reader.cli.show import default_manner, print_essays

    for sentence in opened.notices:
        notice(sentence)
    session = opened.session
    opened.session.recall()
    essays = [essay for essay in session.essays if is_given(essay)]
    for path in paths:
        essays += essays_at(session, path)
    return print_essays(asked, opened, essays, default_manner())


def _first(opened: Opened, paths: list[Path]) -> Essay | None:
    """The first essay of what was named; of a folder, the one that was open last, or None."""
    path = opened.session.roots[0].path if paths else None
    if path is not None and len(paths) == 1 and not holds_several(path):
        # No index is needed for a file alone; it is read now in any case.
        return opened.session.hold_source(path, at_once=True)[0]
    known = opened.session.recall(at_once=True, as_before=True)
    if path is None:
        return known[0]
    if path.is_dir():
        return opened.session.last_read()
    found = next((essay for essay in known if essay.path == path), None)
    return found or essays_at(opened.session, path, at_once=True)[0]


def _last(session: Session) -> Essay | None:
    """The essay of the library that was open last, or None."""
    session.recall(as_before=True)
    return session.last_read()


def show(
    opened: Opened,
    first: Callable[[], Essay | None],
    words: tuple[str, ...] | None = None,
    offset: int | None = None,
) -> int:
    """Start the screens. Keys come from the terminal, whatever standard input was.

    *words* is all that was asked for, where the same words will show the same another time. The
    first essay begins at *offset*, or where it was left.
    """
    _take_keys_from_terminal()
    from reader.tui.start import run

    return run(opened.session, opened.file, opened.notices, first, words, offset)


def _take_keys_from_terminal() -> None:
    if os.isatty(0):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise ReaderError(
            _("There is no terminal to take keys from; `reader show` prints without one.")
        ) from None
    os.dup2(terminal, 0)
    os.close(terminal)
