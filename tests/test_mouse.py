"""Reading with the mouse: wheel, click, drag."""

from pathlib import Path

from textual.events import MouseMove, MouseScrollDown
from textual.pilot import Pilot

from reader.tui.desk import Desk
from tests.desk import settled, shown, sit_down, until


def test_a_click_in_the_list_opens_an_essay(neighbours: Path) -> None:
    """Each essay has two lines, and either of them opens it."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.click("#essays", offset=(5, 4))
        await settled(pilot)
        assert desk.reading is not None
        assert desk.reading.essay.title == "两位邻居2"

    sit_down(script, neighbours)


def test_a_click_on_a_placard_opens_its_region(neighbours: Path) -> None:
    """Wherever in its frame."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        rows = [n for n, line in enumerate(desk.sitting.leaf.window) if line.region]

        await pilot.click("#page", offset=(20, rows[1]))
        await until(pilot, lambda: "Opened" in shown(desk))

        assert "福建" in shown(desk)

    sit_down(script, neighbours)


def test_a_drag_selects_and_y_copies_the_essays_own_text(neighbours: Path) -> None:
    """What typesetting added is not in it, nor anything of a closed region."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        leaf = desk.sitting.leaf
        rows = [n for n, line in enumerate(leaf.window) if not line.is_air]

        await pilot.mouse_down("#page", offset=(leaf.geometry.left + 4, rows[1]))
        # The pilot's own `hover` moves with no button pressed.
        to = (leaf.geometry.left + 20, rows[-1])
        await pilot._post_mouse_events([MouseMove], "#page", offset=to, button=1)
        selected = leaf.selected_text()
        await pilot.mouse_up("#page", offset=to)
        await pilot.press("y")
        await until(pilot, lambda: bool(desk.app.clipboard))

        assert selected.startswith("楼下的老陈")
        assert "福建" not in selected
        assert "┌" not in selected
        assert desk.app.clipboard == selected
        assert "Copied" in shown(desk)

    sit_down(script, neighbours)


def test_clicks_select_a_word_and_a_sentence(neighbours: Path) -> None:
    """Two and three of them; keys go on from there."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        leaf = desk.sitting.leaf
        row = next(n for n, line in enumerate(leaf.window) if "老陈" in line.text)
        place = (leaf.geometry.left + 8, row)

        await pilot.click("#page", offset=place, times=2)
        await settled(pilot)
        assert leaf.selected_text() == "楼下的老陈修了四十年的鞋"
        await pilot.click("#page", offset=place, times=3)
        await settled(pilot)
        assert leaf.selected_text() == "楼下的老陈修了四十年的鞋。"
        await pilot.press("h")
        await settled(pilot)
        assert leaf.selected_text() == "楼下的老陈修了四十年的鞋"

    sit_down(script, neighbours)


def test_the_wheel_scrolls_the_pane_under_it() -> None:
    """Three rows a step; the cursor of a list stays where it is."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        top = desk.sitting.leaf.window[3:6]

        # The pilot has no wheel of its own.
        await pilot._post_mouse_events([MouseScrollDown], "#page", offset=(5, 5))
        await settled(pilot)

        assert desk.sitting.leaf.window[:3] == top

    sit_down(script)
