"""Windows above the desk: what comes behind the key that closed one does no harm, and goes on to what is there then."""

import pytest
from textual.events import Key
from textual.pilot import Pilot

from reader.tui.desk import Desk
from reader.tui.layers.bookmarks import Bookmarks, Surveyed
from reader.tui.layers.everywhere import Everywhere
from tests.desk import settled, sit_down

OPENERS = ["S", "B", "?", "colon", "o", "i", "I", "C", "a", "#", "m m enter"]


@pytest.mark.parametrize(
    "keys", ["escape escape down ctrl+t escape", "enter enter down enter escape"]
)
@pytest.mark.parametrize("opener", OPENERS)
def test_keys_in_one_piece_close_a_window_once(opener: str, keys: str) -> None:
    """`Enter` pressed twice, or held, is not an end of the program."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press(*opener.split())
        await settled(pilot)
        assert desk.app.screen is not desk
        for key in keys.split():
            desk.app.post_message(Key(key, None))
        await settled(pilot)
        while desk.app.screen is not desk:
            await pilot.press("escape")
            await settled(pilot)

    sit_down(script)


def test_a_key_behind_the_one_that_closes_is_for_the_page() -> None:
    """Nothing that is typed is lost."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("o")
        await settled(pilot)
        for key in ("escape", "G"):
            desk.app.post_message(Key(key, key if key == "G" else None))
        await settled(pilot)
        await settled(pilot)
        assert desk.app.screen is desk
        view = desk.sitting.leaf.view
        assert view is not None
        assert desk.sitting.leaf.bottom == view.extent

    sit_down(script)


@pytest.mark.parametrize("opener", ["S 手", "B"])
def test_what_is_found_too_late_is_let_go(opener: str) -> None:
    """Threads look for results and for passages; the window may be closed while what they say is on its way."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("m", "m", *opener.split())
        await settled(pilot)
        screen = desk.app.screen
        await pilot.press("escape")
        await settled(pilot)
        if isinstance(screen, Everywhere):
            assert screen.looking is not None
            screen.on_everywhere_arrived(Everywhere.Arrived(screen.looking, [], True))
            screen._show_place()
        else:
            assert isinstance(screen, Bookmarks)
            screen.on_surveyed(Surveyed([]))

    sit_down(script)
