"""The page's scroll bar obeys the mouse, and keeps it from what lies beside it."""

from pathlib import Path

import pytest
from textual.events import MouseMove
from textual.pilot import Pilot

from reader.text.typography import Typography
from reader.tui.desk import Desk
from tests.desk import Script, page_text, settled, shown, sit_down
from tests.test_large_reading import chapters


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """A folder with one essay of many pages."""
    folder = tmp_path / "river"
    folder.mkdir()
    (folder / "river.txt").write_text(chapters(60), encoding="utf-8")
    return folder


def bar(desk: Desk) -> int:
    """The column of the bar in the pane."""
    return desk.page.size.width - 1


async def press(pilot: Pilot[int], desk: Desk, y: int) -> None:
    """Press the button on the bar."""
    await pilot.mouse_down("#page", offset=(bar(desk), y))


async def drag(pilot: Pilot[int], desk: Desk, *rows: int) -> None:
    """Move with the button pressed; the pilot's own `hover` has none pressed."""
    for y in rows:
        await pilot._post_mouse_events([MouseMove], "#page", offset=(bar(desk) - 5, y), button=1)
    await settled(pilot)


async def let_go(pilot: Pilot[int], desk: Desk, y: int) -> None:
    """Let the button go, beside the bar as it happens."""
    await pilot.mouse_up("#page", offset=(bar(desk) - 5, y))
    await settled(pilot)


async def click(pilot: Pilot[int], desk: Desk, y: int) -> None:
    """Click on the bar."""
    await pilot.click("#page", offset=(bar(desk), y))
    await settled(pilot)


def test_a_click_on_the_bar_goes_a_page_towards_it(river: Path) -> None:
    """As `Space` and `b` do; on the thumb itself it does nothing."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        first = page_text(desk)
        await pilot.press("space")
        await settled(pilot)
        second = page_text(desk)
        await pilot.press("b")
        await settled(pilot)

        await click(pilot, desk, desk.page.size.height - 1)
        assert page_text(desk) == second
        await click(pilot, desk, desk.sitting.leaf.thumb[0])
        assert page_text(desk) == second
        await pilot.press("5", "0", "%")
        await settled(pilot)
        half = page_text(desk)
        await click(pilot, desk, 0)
        assert page_text(desk) not in (half, first)
        await click(pilot, desk, desk.page.size.height - 1)
        assert page_text(desk) == half

    sit_down(script, river)


@pytest.mark.parametrize(("size", "columns"), [((120, 34), 1), ((160, 34), 2), ((44, 14), 1)])
def test_a_drag_of_the_thumb_leads_through_the_essay(
    river: Path, size: tuple[int, int], columns: int
) -> None:
    """The thumb stays under the hand, nothing is selected, and the same way back leads to the same lines."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        desk.page.set_typography(Typography(columns=columns))
        leaf, last = desk.sitting.leaf, desk.page.size.height - 1
        await pilot.press("5", "j")
        await settled(pilot)
        begins = page_text(desk)
        assert leaf.geometry.columns == columns

        began = leaf.thumb[0]
        await press(pilot, desk, began)
        await drag(pilot, desk, 2, 3, last // 2)
        assert leaf.thumb[0] == last // 2
        assert page_text(desk) != begins
        await drag(pilot, desk, began)
        assert page_text(desk) == begins
        await drag(pilot, desk, last + 1)
        assert leaf.is_at_end
        assert "100%" in shown(desk)
        await let_go(pilot, desk, last)
        assert leaf.selection is None
        await drag(pilot, desk, 1)
        assert leaf.is_at_end

    sit_down(script, river, size=size)


def test_a_drag_upwards_ends_at_the_beginning(river: Path) -> None:
    """From the essay's end to its first line; `''` leads back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        leaf, last = desk.sitting.leaf, desk.page.size.height - 1
        begins = page_text(desk)
        await pilot.press("5", "0", "%")
        await settled(pilot)
        half = leaf.window[0].start

        await press(pilot, desk, leaf.thumb[0])
        await drag(pilot, desk, last // 3, 0)
        await let_go(pilot, desk, 0)
        assert page_text(desk) == begins
        await pilot.press("'", "'")
        await settled(pilot)
        assert leaf.window[0].start == half

    sit_down(script, river)


def _beside_placard(times: int) -> Script:
    async def script(pilot: Pilot[int], desk: Desk) -> None:
        leaf, before = desk.sitting.leaf, page_text(desk)
        rows = [n for n, line in enumerate(leaf.window) if line.region]

        await pilot.click("#page", offset=(bar(desk), rows[1]), times=times)
        await settled(pilot)
        await pilot.mouse_down("#page", offset=(20, rows[1]))
        await pilot.mouse_up("#page", offset=(bar(desk), rows[1]))
        await settled(pilot)

        assert "福建" not in shown(desk)
        assert page_text(desk) == before
        assert leaf.selection is None

    return script


@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_bar_keeps_the_mouse_from_what_lies_beside_it(neighbours: Path, times: int) -> None:
    """No placard opens and nothing is selected, also where all is in sight and there is no thumb."""
    sit_down(_beside_placard(times), neighbours)


def test_a_click_on_the_bar_keeps_what_is_selected(river: Path) -> None:
    """One may look elsewhere before copying."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        leaf = desk.sitting.leaf
        row = next(n for n, line in enumerate(leaf.window) if "下着" in line.text)
        await pilot.click("#page", offset=(leaf.geometry.left + 8, row), times=2)
        await settled(pilot)
        chosen = leaf.selected_text()

        await click(pilot, desk, desk.page.size.height - 1)

        assert chosen
        assert leaf.selected_text() == chosen

    sit_down(script, river)
