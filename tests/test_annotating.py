"""Highlights, notes and tags by keyboard: from reading to a kept passage, and back to it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.session import kept
from reader.session.kept import Bookmark
from reader.tui.desk import Desk
from reader.tui.layers.card import Card, tags_of
from reader.tui.layers.note import NoteEditor
from tests.desk import settled, shown, sit_down, start, until
from tests.shelves import ROAD


def marks(desk: Desk) -> list[Bookmark]:
    """What is kept, oldest first."""
    return kept.bookmarks(desk.session.state)


async def written(pilot: Pilot[int], desk: Desk) -> None:
    """The editor is open and takes text."""

    def is_open() -> bool:
        screen = desk.app.screen
        return isinstance(screen, NoteEditor) and screen.focused is not None

    await until(pilot, is_open)


def roles_of(desk: Desk, words: str) -> set[str]:
    """The roles with which some words are painted."""
    leaf = desk.sitting.leaf
    for line in leaf.window:
        for text, roles in leaf.parts(line):
            if words in text:
                return set(roles)
    return set()


def test_three_keys_highlight_a_sentence(road: Path) -> None:
    """`}` goes there, `H` and a digit keep it in that colour; the same again changes the colour."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "H", "3")
        await until(pilot, lambda: "blue" in shown(desk))
        (mark,) = marks(desk)
        assert (mark.quotation, mark.colour) == ("天亮了。", 3)
        assert "mark3" in roles_of(desk, "天亮了。")

        await pilot.press("H", "5")
        await settled(pilot)
        assert [each.colour for each in marks(desk)] == [5]

    sit_down(script, road)


def test_four_keys_and_a_text_annotate_what_is_selected(road: Path) -> None:
    """Enter keeps the note, the pen stands in the margin."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "v", ")", "a")
        await written(pilot, desk)
        await pilot.press(*"早", "alt+enter", *"安")
        await pilot.press("enter")
        await settled(pilot)

        (mark,) = marks(desk)
        assert (mark.quotation, mark.note) == ("天亮了。他出门，走了很久。", "早\n安")
        assert "✎" in shown(desk)
        assert desk.sitting.leaf.selection is None

    sit_down(script, road)


def test_a_highlight_and_a_note_are_one_bookmark(road: Path) -> None:
    """The same passage again is the same bookmark; without a selection it is the one under the eye."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "v", ")", "H", "2", "a")
        await written(pilot, desk)
        await pilot.press("x", "enter")
        await settled(pilot)
        await pilot.press("#")
        await until(pilot, lambda: desk.app.screen is not desk)
        await pilot.press(*"rain ", *"雨", "enter")
        await settled(pilot)

        (mark,) = marks(desk)
        assert (mark.colour, mark.note, mark.tags) == (2, "x", ("rain", "雨"))
        assert mark.quotation == "天亮了。他出门，走了很久。"

    sit_down(script, road)


def test_what_was_typed_is_never_lost(road: Path) -> None:
    """Esc asks nothing: the text is a draft, and the next `a` goes on with it."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "a")
        await written(pilot, desk)
        await pilot.press("x", "y", "escape")
        await settled(pilot)
        assert [(mark.note, mark.draft) for mark in marks(desk)] == [("", "xy")]

        await pilot.press("a")
        await written(pilot, desk)
        await pilot.press("z", "ctrl+s")
        await settled(pilot)
        assert [(mark.note, mark.draft) for mark in marks(desk)] == [("xyz", "")]

    sit_down(script, road)


def test_an_empty_note_keeps_nothing(road: Path) -> None:
    """Esc right away leaves no bookmark."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "a")
        await written(pilot, desk)
        await pilot.press("escape")
        await settled(pilot)
        assert marks(desk) == []

    sit_down(script, road)


def test_a_highlight_is_taken_away_and_comes_back(road: Path) -> None:
    """`H0` deletes what is nothing but a highlight; `U` brings it back, after a restart too."""

    async def first(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "H", "1", "H", "0")
        await settled(pilot)
        assert marks(desk) == []
        assert "mark1" not in roles_of(desk, "天亮了。")

    async def second(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("U")
        await settled(pilot)
        assert [mark.colour for mark in marks(desk)] == [1]

    sit_down(first, road)
    sit_down(second, road)


def test_one_walks_through_the_bookmarks_of_an_essay(road: Path) -> None:
    """`>` and `<` go to each, also where several begin at one place; the last one says so."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "H", "1", "v", ")", "H", "2", "}", "H", "4", "g")
        await settled(pilot)
        said = []
        for key in (">", ">", ">", ">", "<", "<"):
            await pilot.press(key)
            await settled(pilot)
            said.append(shown(desk).splitlines()[-1].split()[0])

        assert said == ["1/3", "2/3", "3/3", "This", "2/3", "1/3"]

    sit_down(script, road)


def test_where_several_overlap_each_can_be_reached(road: Path) -> None:
    """Enter offers all that touch the place."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "v", ")", "H", "2", "m", "m", "v", "h", "H", "5", "enter")
        await until(pilot, lambda: "Bookmarks here" in shown(desk))
        for row in ("2 天亮了。他出门", "⚑ 天亮了。", "5 天亮了"):
            assert row in shown(desk)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(desk.app.screen, Card))

    sit_down(script, road)


def test_a_card_shows_and_changes_a_bookmark(road: Path) -> None:
    """Single keys set the colour, the note, the label, the tags, and delete it."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "H", "1", "enter")
        await until(pilot, lambda: isinstance(desk.app.screen, Card))
        await pilot.press("4", "a")
        await written(pilot, desk)
        await pilot.press("n", "enter")
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        await pilot.press("w", "enter")
        await settled(pilot)
        assert "pink" in shown(desk)
        (mark,) = marks(desk)
        assert (mark.colour, mark.note, mark.label) == (4, "n", "w")

        await pilot.press("d")
        await settled(pilot)
        assert marks(desk) == []

    sit_down(script, road)


def test_a_passage_over_a_closed_region_is_kept_without_it(road: Path) -> None:
    """And it is said; nothing that is closed gets into the record."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("V", "G", "H", "1")
        await until(pilot, lambda: "left out" in shown(desk))
        (mark,) = marks(desk)
        assert "付钱" not in str(mark)

    sit_down(script, road)


@pytest.mark.parametrize("size", [(80, 24), (44, 14)])
def test_twenty_passages_are_kept_with_the_keyboard_alone(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """In a small window too; all are there at the next start."""
    folder = tmp_path / "long"
    folder.mkdir()
    text = "\n\n".join(f"第{n}步。路很长，走的人不急；第{n}次停下来。" for n in range(30))
    (folder / "walk.md").write_text(f"# 长路\n\n{text}\n", encoding="utf-8")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        for n in range(20):
            await pilot.press("}", "V", "H", "12345"[n % 5])
        await settled(pilot)

    sit_down(script, folder, size=size)

    session, _file = start(folder)
    found = kept.bookmarks(session.state)
    assert [mark.quotation[:3] for mark in found] == [f"第{n}步"[:3] for n in range(20)]
    assert {mark.colour for mark in found} == {1, 2, 3, 4, 5}


def test_a_passage_that_has_changed_says_what_it_was(road: Path) -> None:
    """A sign in the margin; whoever walks to it is told; the first quotation stays."""

    async def first(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "v", ")", "H", "1")
        await settled(pilot)

    async def second(pilot: Pilot[int], desk: Desk) -> None:
        assert "~" in shown(desk)
        await pilot.press("g", ">")
        await settled(pilot)
        assert "was: 天亮了。他出门，走了很久。" in shown(desk)

    sit_down(first, road)
    (road / "road.md").write_text(ROAD.replace("走了很久", "又走了好久"), encoding="utf-8")
    sit_down(second, road)
    sit_down(second, road)


def test_what_another_window_keeps_is_shown(road: Path) -> None:
    """Without a save of one's own."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        assert desk.reading is not None
        other, file = start(road)
        reading = other.open(other.essays[0])
        other.marks.keep(reading, reading.view.text().index("树下"), colour=4)
        file.save(other.state)

        await until(pilot, lambda: "mark4" in roles_of(desk, "树下"))

    sit_down(script, road)


def test_tags_are_parted_as_people_part_them() -> None:
    """By blanks and commas of any width; each once."""
    assert tags_of("#雨 rain，雨、  snow ") == ["雨", "rain", "snow"]
    assert tags_of("  ") == []
