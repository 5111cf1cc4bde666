"""Starting the screens: the first page at once, then Textual under it."""

import gc

from reader.library.essay import Essay
from reader.library.statefile import StateFile
from reader.library.themes import DEFAULT, PLAIN, theme
from reader.session.session import Session
from reader.tui.early import painted
from reader.tui.sitting import Sitting


def run(
    session: Session, file: StateFile, notices: tuple[str, ...] = (), first: Essay | None = None
) -> int:
    """Show the screens until the reader leaves; gives the exit code. Without *first*, the tour."""
    import os

    first = first or session.welcome()
    sitting = Sitting(session)
    name = PLAIN if os.environ.get("NO_COLOR") else str(session.setting("theme", DEFAULT))
    # Nothing that is imported is ever garbage: collecting while importing only costs time.
    gc.disable()
    with painted(sitting, first, theme(name)) as early:
        from reader.tui.app import run_app

        return run_app(sitting, file, notices, first, early)
