"""Reading by keyboard: what a person presses, and what the page then shows."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from reader.session import kept
from reader.tui.desk import Desk
from tests.desk import page_text, picker, settled, shown, sit_down, until


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    """A folder with one long essay: sixty numbered paragraphs in six sections."""
    folder = tmp_path / "long"
    folder.mkdir()
    parts = ["# 长路\n"]
    for section in range(6):
        parts.append(f"## 第{'一二三四五六'[section]}段路\n")
        parts += [
            f"第{section * 10 + n}步。路很长，走的人不急；走到第{section * 10 + n}步，停下来看一看。"
            * 4
            + "\n"
            for n in range(10)
        ]
    (folder / "walk.md").write_text("\n".join(parts), encoding="utf-8")
    return folder


def test_the_first_page_shows_the_title_and_the_text(walk: Path) -> None:
    """A start shows the essay's beginning, its outline and the list."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        assert "长路" in page_text(desk)
        assert "第0步" in page_text(desk)
        assert "第三段路" in shown(desk)

    sit_down(script, walk)


def test_a_page_keeps_two_lines_of_the_last(walk: Path) -> None:
    """Space goes on by a window less two lines; b comes back to the same line."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        before = [line.text for line in desk.sitting.leaf.window]

        await pilot.press("space")
        await settled(pilot)
        after = [line.text for line in desk.sitting.leaf.window]
        await pilot.press("b")
        await settled(pilot)

        assert after[:2] == before[-2:]
        assert [line.text for line in desk.sitting.leaf.window] == before

    sit_down(script, walk)


def test_counts_repeat_a_motion(walk: Path) -> None:
    """`5j` goes five lines on."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        before = [line.text for line in desk.sitting.leaf.window]

        await pilot.press("5", "j")
        await settled(pilot)

        assert [line.text for line in desk.sitting.leaf.window][:10] == before[5:15]

    sit_down(script, walk)


def test_the_essay_can_be_read_to_its_end(walk: Path) -> None:
    """Space after Space shows every paragraph, and the end says 100%."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        seen = page_text(desk)
        while not desk.sitting.leaf.is_at_end:
            await pilot.press("space")
            await settled(pilot)
            seen += page_text(desk)
        assert all(f"第{n}步" in seen for n in range(60))
        assert "100%" in shown(desk)

    sit_down(script, walk)


@pytest.mark.parametrize("size", [(80, 24), (44, 14), (40, 10), (120, 34), (200, 50)])
def test_the_place_survives_another_size(walk: Path, size: tuple[int, int]) -> None:
    """After a resize the first line still shows the sentence it showed; back again, the same line."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("space", "space", "j", "j", "j")
        await settled(pilot)
        place, before = desk.sitting.leaf.position, page_text(desk)

        await pilot.resize_terminal(*size)
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.start <= place < top.end
        await pilot.resize_terminal(120, 34)
        await settled(pilot)

        assert page_text(desk) == before

    sit_down(script, walk)


def test_the_place_survives_measure_theme_and_panes(walk: Path) -> None:
    """Whatever is turned, the sentence on top stays."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("space", "space", "j")
        await settled(pilot)
        place = desk.sitting.leaf.position
        for key in (
            "minus",
            "minus",
            "plus",
            "equals_sign",
            "T",
            "T",
            "T",
            "T",
            "t",
            "t",
            "e",
            "z",
            "z",
            "tab",
        ):
            await pilot.press(key)
            await settled(pilot)
            top = desk.sitting.leaf.top_line
            assert top is not None
            assert top.start <= place < top.end, key

    sit_down(script, walk)


def test_the_next_start_is_where_the_reader_left(walk: Path) -> None:
    """Leaving and starting again shows the same lines."""
    left: list[str] = []

    async def leave(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", "]", "space", "j", "j", "j")
        await settled(pilot)
        left.append(page_text(desk))

    async def come_back(pilot: Pilot[int], desk: Desk) -> None:
        assert page_text(desk) == left[0]

    sit_down(leave, walk)
    sit_down(come_back, walk)


def test_the_place_survives_an_edit_of_the_file(walk: Path) -> None:
    """Paragraphs put in before the place move it along."""
    left: list[str] = []

    async def leave(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", "]", "]", "j", "j")
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        left.append(top.text)

    async def come_back(pilot: Pilot[int], desk: Desk) -> None:
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.text == left[0]

    sit_down(leave, walk)
    source = walk / "walk.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("# 长路\n", "# 长路\n\n出门之前，先看一眼天。\n", 1), encoding="utf-8"
    )
    sit_down(come_back, walk)


def test_sections_are_walked_with_brackets(walk: Path) -> None:
    """] puts the next heading on top, [ comes back; the outline follows."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", "]")
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.text == "第二段路"
        assert desk.sitting.outline.cursor == 2

        await pilot.press("[")
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.text == "第一段路"

    sit_down(script, walk)


def test_the_outline_leads_into_the_page(walk: Path) -> None:
    """h goes to the outline, j to a section, Enter to its heading in the page."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("h", "j", "j", "j", "enter")
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.text == "第三段路"
        assert desk.focused is desk.page

    sit_down(script, walk)


def test_percent_goes_to_a_part_of_the_text(walk: Path) -> None:
    """`50%` and the palette's `50%` lead to the middle; `''` leads back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("5", "0", "%")
        await settled(pilot)
        assert any(f" {n}% " in shown(desk).splitlines()[0] for n in (49, 50, 51))
        await pilot.press("'", "'")
        await settled(pilot)
        assert desk.sitting.leaf.position == 0
        await pilot.press("colon")
        await picker(pilot, desk)
        await pilot.press("7", "5", "%", "enter")
        await settled(pilot)
        assert any(f" {n}% " in shown(desk).splitlines()[0] for n in (74, 75, 76))

    sit_down(script, walk)


def test_a_key_typed_in_the_palette_is_its_action(walk: Path) -> None:
    """It stands first, whatever else has that letter."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("colon")
        await picker(pilot, desk)
        await pilot.press("G", "enter")
        await settled(pilot)

        assert " 100% " in shown(desk).splitlines()[0]

    sit_down(script, walk)


def test_full_width_keys_are_keys(walk: Path) -> None:
    """With a Chinese input method open, ］ is ] and ？ is ?; Esc closes the help and does not quit."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("］")
        await settled(pilot)
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert top.text == "第一段路"

        await pilot.press("？")
        await picker(pilot, desk)
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        assert desk.app.screen is desk

    sit_down(script, walk)


def test_a_closed_region_is_absent_until_it_is_opened(neighbours: Path) -> None:
    """Only a placard with the headings stands for it; p opens it, p closes it, and the choice is kept."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        assert "🔒 二、炉子" in shown(desk)
        assert "三、茶" in shown(desk)
        assert "福建" not in shown(desk)

        await pilot.press("p")
        await until(pilot, lambda: "Opened" in shown(desk))
        assert "福建" in shown(desk)
        await pilot.press("p")
        await until(pilot, lambda: "Closed" in shown(desk))
        assert "福建" not in shown(desk)
        await pilot.press("P")
        await settled(pilot)

    async def again(pilot: Pilot[int], desk: Desk) -> None:
        assert "福建" in shown(desk)

    sit_down(script, neighbours)
    sit_down(again, neighbours)


def test_a_place_is_kept_found_and_deleted(walk: Path) -> None:
    """mm keeps the place and says so once it is on the disk; B lists it; Ctrl+D deletes, Ctrl+Z brings it back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", "]", "m", "m")
        await until(pilot, lambda: "Kept" in shown(desk))
        place = desk.sitting.leaf.position
        assert "⚑" in shown(desk)

        await pilot.press("G", "B")
        await picker(pilot, desk)
        assert "第二段路" in shown(desk)
        await pilot.press("enter")
        await settled(pilot)
        assert desk.sitting.leaf.position == place

        await pilot.press("B")
        await picker(pilot, desk)
        await pilot.press("ctrl+d")
        await settled(pilot)
        assert not kept.bookmarks(desk.session.state)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert len(kept.bookmarks(desk.session.state)) == 1

    sit_down(script, walk)


def test_a_mark_quotes_a_whole_sentence(walk: Path) -> None:
    """Where the first line begins in the middle of a sentence, the mark is on the one that begins in it."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", *"jjj", "m", "m")
        await until(pilot, lambda: "Kept" in shown(desk))
        top = desk.sitting.leaf.top_line
        assert top is not None
        assert not top.text.startswith("第")
        (mark,) = kept.bookmarks(desk.session.state)
        assert mark.quotation.startswith("第0步。") or mark.quotation.startswith("路很长")

    sit_down(script, walk)


def test_a_letter_names_a_place(walk: Path) -> None:
    """`ma`, away, `'a` comes back; `''` goes to where one was."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("]", "m", "a")
        await settled(pilot)
        place = desk.sitting.leaf.position
        await pilot.press("G")
        await settled(pilot)
        end = desk.sitting.leaf.position

        await pilot.press("'", "a")
        await settled(pilot)
        assert desk.sitting.leaf.position == place
        await pilot.press("'", "'")
        await settled(pilot)
        assert desk.sitting.leaf.position == end

    sit_down(script, walk)


def test_a_bookmark_in_a_region_closed_again_has_no_text(neighbours: Path) -> None:
    """It is listed, and its words are not."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("p", "]", "]", "}", "m", "m")
        await until(pilot, lambda: "Kept" in shown(desk))
        await pilot.press("p", "B")
        await picker(pilot, desk)
        assert "in a closed region" in shown(desk)
        assert "煨着" not in shown(desk)

    sit_down(script, neighbours)


def test_the_list_is_filtered_as_one_types(neighbours: Path) -> None:
    """/ in the list, then words; Enter opens what is left."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("h", "h", "/", "邻", "居", "2")
        await settled(pilot)
        assert "1/2" in shown(desk)
        assert "all essays again" in shown(desk)
        await pilot.press("enter")
        await settled(pilot)
        assert desk.reading is not None
        assert desk.reading.essay.title == "两位邻居2"

    sit_down(script, neighbours)


def test_two_windows_see_each_others_marks(walk: Path) -> None:
    """What one window keeps, the other has after its next save; nothing is lost."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        async def other(pilot2: Pilot[int], desk2: Desk) -> None:
            pass

        from tests.desk import start

        session, file = start(walk)
        reading = session.open(session.essays[0])
        session.marks.keep(reading, 0, "z")
        file.save(session.state)

        await pilot.press("m", "a")
        await until(pilot, lambda: len(kept.bookmarks(desk.session.state)) == 2)

    sit_down(script, walk)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (5, 3), (12, 4), (40, 10)])
def test_no_window_is_too_small_to_live_in(neighbours: Path, size: tuple[int, int]) -> None:
    """Every key may be pressed in any window."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        for key in "jk b]([{})t e l h p P mm z z - + = T J K G g s B".replace(" ", ""):
            await pilot.press(key)
        await settled(pilot)
        while desk.app.screen is not desk:
            await pilot.press("escape")
            await settled(pilot)
        await pilot.press("?")
        await settled(pilot)
        await pilot.press("escape")

    sit_down(script, neighbours, size=size)


def test_a_short_essay_that_was_looked_at_is_finished(neighbours: Path) -> None:
    """Who has the whole of it before the eyes need not press a key."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("P")
        await until(pilot, lambda: "✓" in shown(desk).splitlines()[2])

    sit_down(script, neighbours, keeps=0.1, settles=0.1)


def test_keys_are_not_typed_into_a_filter_that_was_left(walk: Path) -> None:
    """With the page in focus again, j scrolls; it does not filter."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "/", "长")
        await pilot.click("#page", offset=(30, 5))
        await pilot.press("j")
        await settled(pilot)
        assert desk.sitting.arrangement.filter == "长"
        assert desk.sitting.leaf.top.line > 0

    sit_down(script, walk)


def test_what_is_typed_on_goes_to_the_window_that_opens(walk: Path) -> None:
    """A burst of keys, as a paste or a macro sends them: `:quick` looks for "quick", and nothing quits."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        for opener in (":", "B", "?"):
            for character in f"{opener}quick":
                desk.app.post_message(Key(character, character))
            await picker(pilot, desk)
            await until(pilot, lambda: desk.app.screen.query_one(Input).value == "quick")
            await pilot.press("escape")
            await until(pilot, lambda: desk.app.screen is desk)

    sit_down(script, walk)
