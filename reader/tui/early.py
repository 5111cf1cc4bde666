"""Painting the first frame on the terminal before Textual is imported, and keeping the next one.

How the terminal is taken and given back is `reader.tui.taken`'s; what a kept frame is, `reader.tui.afterimage`'s.
"""

from __future__ import annotations

import os
from pathlib import Path

from reader import paths
from reader.contexts import suppress
from reader.errors import ReaderError
from reader.library.descriptions import folders_around
from reader.library.essay import Essay
from reader.library.palette import colors
from reader.library.sgr import parameters
from reader.library.sources import METADATA
from reader.library.state.file import StateFile
from reader.library.themes import Theme, theme
from reader.session.session import Session
from reader.text.line import Roles
from reader.tui import afterimage, taken
from reader.tui.frame import Painted, first_frame
from reader.tui.sitting import Sitting
from reader.tui.taken import Taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def paint(sitting: Sitting, first: Essay | None, theme: Theme) -> Taken | None:
    """The terminal with the first frame on it, or None where it cannot be painted early.

    The essay is open in *sitting* afterwards, if it could be opened.
    """
    shown = taken.current()
    if first is None or not (shown or taken.is_terminal()):
        return shown
    try:
        sitting.open(first)
        size = os.get_terminal_size(1)
    except (ReaderError, OSError):
        # An essay that cannot be opened is the screens' to complain of.
        return shown
    frame = first_frame(sitting, size.columns, size.lines)
    looks = _looks(frame, theme)
    return shown or taken.take(
        ["".join([f"\x1b[0;{a}m{text}" for a, text in row]) for row in looks]
    )


def keep(
    session: Session,
    file: StateFile,
    first: Callable[[], Essay | None],
    asked: str,
    began: os.terminal_size,
) -> None:
    """Keep the frame that the next start will show when *asked* is asked for again (`afterimage.asked_for`).

    It is made as that start would make it, for the window as it is now, and as it was when the reader *began*. If
    anything is in the way, that start makes its frame itself.
    """
    if not taken.is_terminal():
        return
    # What was done last is on the disk now, or never will be.
    session.on_state = lambda state, at_once: None
    # A cache that cannot be written is no matter, nor is a path that cannot be encoded.
    with suppress(ReaderError, OSError, ValueError):
        _keep(session, file, first, asked, began)


def _keep(
    session: Session,
    file: StateFile,
    first: Callable[[], Essay | None],
    asked: str,
    began: os.terminal_size,
) -> None:
    essay = first() or session.welcome()
    if essay is None:
        return
    grounds = afterimage.Grounds(map(str, _files(session, essay, asked)))
    sitting = Sitting(session)
    sitting.open(essay)
    if not file.holds(session.state):
        return
    ids = sorted({essay.id, *session.essays.ids})
    for size in dict.fromkeys((os.get_terminal_size(1), began)):
        frame = first_frame(sitting, size.columns, size.lines)
        rows = _looks(frame, theme(sitting.theme, colors()))
        afterimage.keep(asked, size, rows, grounds, ids)


def _files(session: Session, essay: Essay, asked: str) -> Iterator[Path]:
    """The files that the frame depends on, besides the state."""
    yield essay.path
    for folder in folders_around(essay.path, session.catalogue.root_of(essay.path).folder):
        yield folder / METADATA
    yield paths.config_file()
    yield paths.terminals_file()
    yield paths.shipped("styles") / "themes.json"
    if asked != str(essay.path):
        # The list has more essays than those of this source.
        yield paths.index_file()


def _looks(frame: Iterable[Painted], theme: Theme) -> list[list[tuple[str, str]]]:
    """The rows of a frame: the parameters of an SGR sequence, and text, a piece after the other."""
    depth = colors()
    known: dict[Roles, str] = {}
    rows: list[list[tuple[str, str]]] = []
    for parts, _fill in frame:
        row: list[tuple[str, str]] = []
        before: str | None = None
        for text, roles in parts:
            look = known.get(roles)
            if look is None:
                look = known[roles] = parameters(theme.ink(roles), depth)
            if look == before:
                row[-1] = look, row[-1][1] + text
            elif text:
                row.append((look, text))
                before = look
        rows.append(row)
    return rows
