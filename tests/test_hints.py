"""What stands at the foot of windows, and how it gives way."""

from pathlib import Path

from textual.pilot import Pilot

from reader.tui.desk import Desk
from reader.tui.hints import folded
from tests.desk import picker, settled, shown, sit_down
from tests.shelves import write


def test_a_word_on_the_keys_breaks_between_its_parts() -> None:
    """No dot begins a line or ends one, and no key stands apart from what it does."""
    said = "Enter 前往 · 加 Ctrl：E 编辑、R 名称、L 重新定位"

    assert folded(said, 60) == [said]
    assert folded(said, 32) == ["Enter 前往 · 加 Ctrl：E 编辑、", "R 名称、L 重新定位"]
    assert folded("Enter shows it · Esc closes", 20) == ["Enter shows it", "Esc closes"]


def test_a_sentence_breaks_between_words() -> None:
    """A message may be longer than what parts of it there are."""
    assert folded("There is nothing to take back.", 14) == ["There is", "nothing to", "take back."]
    assert folded("没有什么可以撤销的", 8) == ["没有什么", "可以撤销", "的"]


def test_a_window_begins_with_its_first_heading() -> None:
    """The help, as it opens, and a blank pages through it as through the page."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("?")
        await picker(pilot, desk)
        assert "Moving" in shown(desk)
        await pilot.press("space")
        await settled(pilot)
        assert "Moving" not in shown(desk)
        assert "All keys" not in shown(desk)
        assert "type to search" in shown(desk)

    sit_down(script, size=(80, 24))


def test_the_key_of_paid_regions_is_named_where_there_are_some(tmp_path: Path) -> None:
    """Elsewhere it would be noise."""
    write(tmp_path / "a.txt", "甲\n\n　　都能读。\n")
    write(tmp_path / "b.txt", "乙\n\n　　都能读。\n\n##paidbegin##\n\n　　付费。\n")

    async def free(pilot: Pilot[int], desk: Desk) -> None:
        assert "p paid" not in shown(desk)

    async def paid(pilot: Pilot[int], desk: Desk) -> None:
        assert "p paid" in shown(desk)

    sit_down(free, tmp_path, essay="甲")
    sit_down(paid, tmp_path, essay="乙")


def test_the_help_names_whole_keys() -> None:
    """In a narrow window it names fewer of them."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("?")
        await picker(pilot, desk)
        rows = shown(desk).splitlines()
        assert any("b  PgUp  " in row for row in rows)
        assert not any(
            "Ctr" in row or "Shi" in row for row in rows if "PgUp" in row or "PgDn" in row
        )

    sit_down(script, size=(44, 20))
