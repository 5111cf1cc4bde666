"""Starting the screens: the first page at once, then Textual under it; and on leaving, what the next start shows."""

from __future__ import annotations

import os
import sys

from reader import compiled, modules, paths
from reader.library.essay import Essay
from reader.library.palette import ANSI, INDEXED, TRUE, colors
from reader.library.state.file import StateFile
from reader.library.terminals import AMBIGUOUS_WIDTH, AUTO, settle
from reader.library.themes import theme
from reader.session.session import Session
from reader.tui import taken
from reader.tui.afterimage import asked_for
from reader.tui.early import keep, paint
from reader.tui.sitting import Sitting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_NAMES = {ANSI: "standard", INDEXED: "256", TRUE: "truecolor"}
"""What Textual calls the depths of colour."""


def run(
    session: Session,
    file: StateFile,
    notices: tuple[str, ...],
    first: Callable[[], Essay | None],
    words: Sequence[str] | None,
    offset: int | None = None,
) -> int:
    """Show the screens until the reader leaves; gives the exit code.

    *first* finds the essay to begin with, at *offset* or where it was left; if it finds none, it is the tour. For the
    same *words* the first frame of the next start is kept (`reader.tui.afterimage`).
    """
    began = os.get_terminal_size(1) if taken.is_terminal() else None
    essay = first() or session.welcome()
    settle(session.setting(AMBIGUOUS_WIDTH, AUTO), paths.terminals_file())
    sitting = Sitting(session)
    sitting.begins_at = offset
    sitting.follows = True
    terminal = paint(sitting, essay, theme(sitting.theme, colors()))
    asked = None if words is None else asked_for(words)
    _keep_imports({*sys.modules})
    if sitting.reading is not None:
        session.stages.read_ahead(sitting.reading)
    # A size that was exported once is another window's; Textual would paint for it first.
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    # Asked when Textual is imported: both painters must have as many colours.
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", _NAMES.get(colors(), "auto"))
    try:
        from reader.tui.lean import import_textual

        with compiled.imports():
            import_textual()
            from reader.tui.app import run_app

        names = {*sys.modules}
        sitting.keep_start = lambda: _keep_imports(names)
        code = run_app(sitting, file, notices, essay, terminal)
    finally:
        taken.give_back()
    if asked is not None and began is not None:
        keep(session, file, first, asked, began)
    _keep_imports(names)
    return code


def _keep_imports(names: Collection[str]) -> None:
    """Keep what was imported and compiled, if some of it is new: below the first frame, behind the page, on leaving.

    Nobody knows how long a reader stays, or whether a signal ends the program.
    """
    modules.arrive()
    modules.keep(names)
    compiled.keep()
