"""Starting the screens: the first page at once, then Textual under it; and on leaving, what the next start shows."""

from collections.abc import Callable

from reader import paths
from reader.library.essay import Essay
from reader.library.statefile import StateFile
from reader.library.terminals import AMBIGUOUS_WIDTH, AUTO, settle
from reader.library.themes import theme
from reader.session.session import Session
from reader.tui import taken
from reader.tui.early import keep, paint
from reader.tui.sitting import Sitting


def run(
    session: Session,
    file: StateFile,
    notices: tuple[str, ...],
    first: Callable[[], Essay | None],
    asked: str | None,
    offset: int | None = None,
) -> int:
    """Show the screens until the reader leaves; gives the exit code.

    *first* finds the essay to begin with, at *offset* or where it was left; if it finds none, it is the tour. Under
    *asked* the first frame of the next start is kept (`reader.tui.afterimage`).
    """
    essay = first() or session.welcome()
    settle(session.setting(AMBIGUOUS_WIDTH, AUTO), paths.terminals_file())
    sitting = Sitting(session)
    sitting.begins_at = offset
    terminal = paint(sitting, essay, theme(sitting.theme))
    try:
        from reader.tui.app import run_app

        code = run_app(sitting, file, notices, essay, terminal)
    finally:
        taken.give_back()
    if asked is not None:
        keep(session, file, first, asked)
    return code
