"""Starting the screens: the first page at once, then Textual under it."""

import gc

from reader.library.essay import Essay
from reader.library.statefile import StateFile
from reader.library.themes import theme
from reader.session.session import Session
from reader.tui.early import painted
from reader.tui.sitting import Sitting


def run(
    session: Session, file: StateFile, notices: tuple[str, ...] = (), first: Essay | None = None
) -> int:
    """Show the screens until the reader leaves; gives the exit code. Without *first*, the tour."""
    first = first or session.welcome()
    sitting = Sitting(session)
    # Nothing that is imported is ever garbage: collecting while importing only costs time.
    gc.disable()
    with painted(sitting, first, theme(sitting.theme)) as early:
        from reader.tui.app import run_app

        return run_app(sitting, file, notices, first, early)
