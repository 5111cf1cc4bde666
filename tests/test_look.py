"""How the page looks: options with the page in sight, and pages of two columns."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.text.options import OPTIONS
from reader.text.typography import Typography
from reader.tui.desk import Desk
from reader.tui.geometry import geometry
from reader.tui.layers.look import OPTION_NAMES, Look
from tests.desk import page_text, settled, shown, sit_down, until

BODY = "\n\n".join(f"第{n}段。{'街上的树先醒，人后醒。' * 9}" for n in range(60))


@pytest.fixture
def street(tmp_path: Path) -> Path:
    """A folder with two long essays."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.txt").write_text(f"街上的树\n\n{BODY}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"树下的人\n\n{BODY}\n", encoding="utf-8")
    return folder


async def opened(pilot: Pilot[int], desk: Desk) -> None:
    """The options are shown."""
    await pilot.press("o")
    await until(pilot, lambda: isinstance(desk.app.screen, Look))
    await settled(pilot)


def test_a_change_shows_at_once_and_stays(street: Path) -> None:
    """In this essay and the others in its language, today and tomorrow."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await opened(pilot, desk)
        before = desk.sitting.leaf.geometry.measure
        await pilot.press("h", "h")
        await settled(pilot)
        assert desk.sitting.leaf.geometry.measure == min(before, 72 - 8)
        assert "‹ 64 ›" in shown(desk)

        await pilot.press("j", "l", "escape", "J")
        await settled(pilot)
        assert desk.sitting.leaf.typography.indent == 3

    async def again(pilot: Pilot[int], desk: Desk) -> None:
        assert desk.sitting.leaf.typography.measure == 64
        assert page_text(desk).splitlines()[4].startswith("\u3000" * 3 + "第") or "      第0段" in (
            page_text(desk)
        )

    sit_down(script, street)
    sit_down(again, street)


def test_a_choice_for_one_essay_is_for_that_one_alone(street: Path) -> None:
    """`Tab` says for which essays; Backspace takes a choice back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await opened(pilot, desk)
        await pilot.press("tab", "j", "l")
        await settled(pilot)
        assert "for this essay" in shown(desk)
        assert desk.sitting.leaf.typography.indent == 3

        await pilot.press("escape", "J")
        await settled(pilot)
        assert desk.sitting.leaf.typography.indent == 2
        await pilot.press("K")
        await settled(pilot)
        assert desk.sitting.leaf.typography.indent == 3
        await opened(pilot, desk)
        await pilot.press("tab", "j", "backspace")
        await settled(pilot)
        assert desk.sitting.leaf.typography.indent == 2

    sit_down(script, street)


def test_every_option_has_a_name() -> None:
    """The screen offers what there is to choose."""
    assert set(OPTION_NAMES) == {option.name for option in OPTIONS}


@pytest.mark.parametrize("size", [(80, 24), (44, 14), (40, 10)])
def test_the_options_fit_a_small_window(street: Path, size: tuple[int, int]) -> None:
    """The one that is chosen is in sight."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await opened(pilot, desk)
        await pilot.press("k")
        await settled(pilot)
        assert "columns" in shown(desk)

    sit_down(script, street, size=size)


def test_text_runs_from_the_foot_of_a_column_to_the_head_of_the_next(street: Path) -> None:
    """Every line in sight stands on the screen once."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        desk.session.looks.choose("columns", 2)
        desk.page.set_typography(Typography(columns=2))
        await settled(pilot)
        leaf = desk.sitting.leaf
        assert leaf.geometry.columns == 2
        assert len(leaf.window) == 2 * leaf.height

        rows = [row[-leaf.geometry.width - 1 :] for row in shown(desk).splitlines()[1:-1]]
        width = leaf.geometry.column
        for n, line in enumerate(leaf.window):
            column, y = divmod(n, leaf.height)
            said = "".join(run.text for run in line.runs).strip()
            assert said in rows[y]
            if said and column:
                at = leaf.offset_at(width + leaf.geometry.left + 2, y)
                assert at is not None
                assert line.start <= at <= line.end

        first = leaf.window[0].start
        await pilot.press("space")
        await settled(pilot)
        assert leaf.window[0].start > first
        assert leaf.window[1].end > 0
        await pilot.press("b")
        await settled(pilot)
        assert leaf.window[0].start == first

    sit_down(script, street, size=(200, 30))


def test_a_page_too_narrow_for_two_columns_says_so(street: Path) -> None:
    """Else the option would seem to do nothing."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await opened(pilot, desk)
        assert "no room" not in shown(desk)
        await pilot.press("k", "l")
        await settled(pilot)
        assert desk.sitting.leaf.geometry.columns == 1
        assert "no room here ‹ 2 ›" in shown(desk)

    sit_down(script, street, size=(80, 24))


def test_there_is_one_column_where_two_have_no_room() -> None:
    """And the measure fits."""
    wide = geometry(121, Typography(columns=2), "zh")
    narrow = geometry(80, Typography(columns=2), "zh")

    assert (wide.columns, wide.column, wide.measure) == (2, 60, 56)
    assert (narrow.columns, narrow.column) == (1, 79)
    assert wide.left + wide.measure + wide.hang <= wide.column
