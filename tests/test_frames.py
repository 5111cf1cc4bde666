"""How often the screen is painted: once for what one key, or one new size, changes."""

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from reader.tui.desk import Desk
from reader.tui.page import Page
from tests.desk import settled, sit_down


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What of the page each frame shows, as text."""
    painted: list[str] = []
    paint = Page.render_lines

    def noted(page: Page, crop: Region) -> list[Strip]:
        strips = paint(page, crop)
        painted.append("\n".join(strip.text for strip in strips))
        return strips

    monkeypatch.setattr(Page, "render_lines", noted)
    return painted


def test_a_key_is_one_frame(frames: list[str]) -> None:
    """The outline and the bars are told before it is painted."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        for _line in range(3):
            await pilot.press("space")
            await settled(pilot)
        frames.clear()

        await pilot.press("space")
        await settled(pilot)

        assert len(frames) == 1
        assert desk.sitting.leaf.window[5].text.strip() in frames[0]

    sit_down(script)


@pytest.mark.parametrize("columns", [100, 110, 60, 160])
def test_no_frame_is_without_text(frames: list[str], columns: int) -> None:
    """A new size is painted when the page is set for it, and not before."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        frames.clear()

        await pilot.resize_terminal(columns, 34)
        await settled(pilot)

        assert frames
        assert all(frame.strip() for frame in frames)

    sit_down(script)


def test_a_new_size_is_painted_where_the_page_is_hidden(frames: list[str]) -> None:
    """The list alone has all of the window."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "z")
        await settled(pilot)

        await pilot.resize_terminal(100, 20)
        await settled(pilot)
        await pilot.press("z")
        await settled(pilot)

        assert frames[-1].strip()

    sit_down(script)


def test_of_sizes_that_follow_each_other_the_last_counts() -> None:
    """As when a window is drawn larger with the mouse."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        for columns in (100, 90, 112):
            await pilot.resize_terminal(columns, 30)
        await settled(pilot)

        assert desk.size == (112, 30)
        assert desk.sitting.leaf.size == desk.page.size

    sit_down(script)
