"""A picture of each screen, kept in `tests/pictures` and looked at.

`READER_PICTURES=write pytest tests/test_pictures.py` draws them anew: then open them and look.
"""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.session import kept
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.layers.everywhere import Everywhere
from tests.desk import settled, sit_down, start, until
from tests.pictures import FOLDER, picture

SCREENS: dict[str, tuple[tuple[int, int], str, str, str]] = {
    # name: (size, theme, essay, keys)
    "wide": ((120, 34), "paper", "武汉的早晨", "space"),
    "middle": ((80, 24), "paper", "不肯站在行首", "]"),
    "narrow": ((44, 14), "paper", "不肯站在行首", "]"),
    "narrow-outline": ((44, 14), "paper", "手到", "h"),
    "night": ((120, 34), "night", "Length of a Line", "4 ]"),
    "sepia": ((120, 34), "sepia", "Guided Tour", "space"),
    "terminal": ((80, 24), "terminal", "手到", "6 ]"),
    "zen": ((100, 30), "paper", "两种语言", "z"),
    "opened": ((120, 34), "paper", "武汉的早晨", "space p"),
    "help": ((120, 34), "paper", "手到", "?"),
    "palette": ((80, 24), "night", "手到", "colon"),
    "annotated": (
        (120, 34),
        "paper",
        "手到",
        "} H 2 } v ) a 记 下 enter } H 4 } } v 3 l H 1 < v 2 ) ) )",
    ),
    "annotated-night": ((80, 24), "night", "手到", "} H 2 } } H 3 } H 5 } H 4 } H 1 g"),
    "annotated-terminal": ((80, 24), "terminal", "手到", "} H 2 } } H 3 } H 5 } H 4 } H 1 g"),
    "card": ((80, 24), "sepia", "Where Was I", "> enter"),
    "bookmarks": ((80, 24), "paper", "手到", "B"),
    "everywhere": ((120, 34), "paper", "武汉的早晨", "S 快 递"),
    "everywhere-night": ((80, 24), "night", "手到", "S 手"),
}


SOON = 60.0
"""Seconds; only a defect takes them."""
NOTED: dict[str, Any] = {"note": "A sign for the eye.", "colour": 2, "tags": ["hands"]}


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(name: str) -> None:
    """The window's picture is the one that was looked at."""
    size, theme, essay, keys = SCREENS[name]
    drawn: list[str] = []
    _prepare(theme)

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press(*keys.split())
        await settled(pilot)
        screen = desk.app.screen
        if isinstance(screen, Everywhere):
            await until(pilot, lambda: screen.looking is not None and screen.looking.is_done)
        if screen is desk:
            # What was kept is said once it is on the disk.
            app = desk.app
            assert isinstance(app, ReaderApp)
            assert await asyncio.to_thread(app.keeper.flush, SOON)
            await settled(pilot)
            desk.hush()
        await settled(pilot)
        drawn.append(picture(desk.app, "Reader"))

    sit_down(script, size=size, essay=essay)
    file = FOLDER / f"{name}.svg"
    if os.environ.get("READER_PICTURES") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn[0], encoding="utf-8")
    other = Path(os.environ.get("READER_HOME", ".")) / f"{name}.svg"
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text(drawn[0], encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn[0], f"compare {file} with {other}"


def _prepare(theme: str) -> None:
    """A reader who has read a little: a theme, two bookmarks, an essay half read."""
    session, file = start()
    state = session.state
    at = "2026-03-0{}T08:00:00.000Z"
    state = kept.with_setting(state, at.format(1), "theme", theme)
    for n, title in enumerate(("武汉的早晨", "Where Was I?"), 2):
        essay = next(essay for essay in session.essays if title in essay.title)
        reading = session.open(essay)
        offset = reading.view.sections[0].start
        state, _mark = kept.with_bookmark(
            state,
            at.format(n),
            essay=essay.id,
            title=essay.title,
            place=reading.place(offset, offset + 20),
            letter="a" if n == 3 else "",
            **(NOTED if n == 3 else {}),
        )
        state = kept.with_essay(state, at.format(n), essay.id, opened=at.format(n), progress=0.4)
    file.save(state)
