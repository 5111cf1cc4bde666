"""What windows say at their foot and quote in their middle, and how it is broken into lines."""

from pathlib import Path

from rich.text import Text
from textual.pilot import Pilot

from reader.session.notebook import CONTEXT
from reader.tui.desk import Desk
from reader.tui.layers.bookmarks import _led_in, _led_out
from reader.tui.layers.hints import folded
from reader.tui.layers.quoted import _lines
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


def test_a_passage_in_a_window_is_set_as_on_the_page() -> None:
    """No comma begins a line, and what is marked in it stays marked."""
    text = Text("甲乙丙丁，戊己庚辛")
    text.stylize("bold", 3, 6)

    lines = _lines(text, 8)

    assert [line.plain for line in lines] == ["甲乙丙", "丁，戊己", "庚辛"]
    assert [(span.start, span.end) for line in lines for span in line.spans] == [(0, 3)]


def test_what_stands_around_a_passage_begins_and_ends_with_a_word() -> None:
    """And it is said that there is more."""
    words = "rain on the river and on the roofs of the town " * 4

    assert _led_in(words[:-1]).startswith("…")
    assert _led_in(words).split()[0].lstrip("…") in words.split()
    assert _led_out(words[:CONTEXT]).rstrip("…").split()[-1] in words.split()
    assert _led_in("短。") == "短。"
    assert _led_out("短。") == "短。"


def test_the_options_say_how_many_cells_there_is_room_for() -> None:
    """Where the measure is more than that, changing it changes nothing in sight."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("o")
        await settled(pilot)
        room = desk.sitting.leaf.geometry.measure
        assert room < 72
        assert f"{room} fit here" in shown(desk)

    sit_down(script, size=(80, 24))
