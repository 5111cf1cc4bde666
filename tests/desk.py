"""Starting the screens in a test, as a person would: a library on disk, a window of some size, keys."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader import paths
from reader.library.catalogue import Catalogue
from reader.library.essay import Essay
from reader.library.index import Index
from reader.library.sources import SHIPPED, Root
from reader.library.state.file import StateFile
from reader.session import kept
from reader.session.session import Session
from reader.tui import desk as desks
from reader.tui import resting
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.layers.picker import Picker
from reader.tui.rows import Rows
from reader.tui.sitting import Sitting

WINDOW = (120, 34)
LEISURE = 3600.0
"""Seconds: longer than any test."""

Script = Callable[[Pilot[int], Desk], Awaitable[None]]


def start(*roots: Path) -> tuple[Session, StateFile]:
    """A session on the state of this test's home: with the shipped essays, or with *roots* alone."""
    file = StateFile(paths.state_file())
    state = file.load().state
    library = [Root.at(root) for root in roots] or [Root.at(paths.shipped("content"), SHIPPED)]
    index = Index(paths.cache_folder() / "index.db")
    session = Session(state, library, Catalogue(library, index))
    session.scan()
    return session, file


def first_of(session: Session) -> Essay | None:
    """The essay that a start opens: the last one read, else the first."""
    for essay_id in kept.last_opened(session.state):
        if (essay := session.essay(essay_id)) is not None:
            return essay
    return session.essays[0] if session.essays else None


def sit_down(
    script: Script,
    *roots: Path,
    size: tuple[int, int] = WINDOW,
    essay: str = "",
    keeps: float = LEISURE,
    settles: float = LEISURE,
) -> ReaderApp:
    """Start the reader in a window of *size*, do what the script does, and leave with `q`.

    *essay* is a part of the title of the one to open. Gives the app, closed and saved. On a busy machine seconds lie
    between two keys; nothing comes of them, unless the test says after how many the place is kept (*keeps*) and what is
    in sight is taken as read (*settles*).
    """
    session, file = start(*roots)
    first = next((e for e in session.essays if essay and essay in e.title), None)
    app = ReaderApp(Sitting(session), file, (), first or first_of(session))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            desk = app.screen
            assert isinstance(desk, Desk)
            await until(pilot, lambda: desk.following.has_scanned)
            await settled(pilot)
            await script(pilot, desk)
            while not isinstance(app.screen, Desk):
                await pilot.press("escape")
                await settled(pilot)
            await pilot.press("escape", "q")
            await settled(pilot)

    try:
        with paced(keeps, settles), prompt(app):
            asyncio.run(run())
    finally:
        app.keeper.close()
    return app


@contextmanager
def paced(keeps: float = LEISURE, settles: float = LEISURE) -> Iterator[None]:
    """The reader rests after so many seconds, and what is said stays until it is hushed."""
    usual = resting.KEEPS, resting.SETTLES, desks.TOAST
    resting.KEEPS, resting.SETTLES, desks.TOAST = keeps, settles, LEISURE
    try:
        yield
    finally:
        resting.KEEPS, resting.SETTLES, desks.TOAST = usual


@contextmanager
def prompt(app: ReaderApp) -> Iterator[None]:
    """Keys are waited for until nothing is left to be done for them.

    Textual's pilot waits 20 ms twice with each key, and takes a process that is starved for one that is idle.
    """

    async def wait_for_idle(_least_seconds: float = 0, _most_seconds: float = 0) -> None:
        loop = asyncio.get_running_loop()
        turns_at_rest = 0
        while turns_at_rest < 2:
            # A new size is taken 8 ms after it was told.
            await asyncio.sleep(0.001 if app._resize_timer else 0)
            is_busy = app._resize_timer or loop._ready  # type: ignore[attr-defined]
            turns_at_rest = 0 if is_busy else turns_at_rest + 1
            if not is_busy:
                app.screen._on_timer_update()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", wait_for_idle)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
        yield


async def settled(pilot: Pilot[int]) -> None:
    """What keys began has ended: all messages are handled, what is kept is on the disk, all is painted."""
    await pilot.pause()
    if isinstance(pilot.app, ReaderApp):
        await asyncio.to_thread(pilot.app.keeper.flush, LEISURE)
    await pilot.pause()


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for a thing that another thread does; fail after minutes: a busy machine has taken ten seconds for it."""
    for _turn in range(6000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


async def picker(pilot: Pilot[int], desk: Desk) -> None:
    """A picker has opened and shows its rows."""

    def is_open() -> bool:
        screen = desk.app.screen
        return isinstance(screen, Picker) and any(rows.size.height for rows in screen.query(Rows))

    await until(pilot, is_open)
    await settled(pilot)


def shown(desk: Desk) -> str:
    """Everything that the window shows, row by row."""
    strips = desk.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def page_text(desk: Desk) -> str:
    """The page's lines in sight."""
    return "\n".join(line.text for line in desk.sitting.leaf.window)
