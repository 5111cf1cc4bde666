"""The bookmarks of all essays: filters and orders as values, and the screen by its keys."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.session import kept
from reader.session.notebook import Entry, candidates, in_order, matching, surveyed
from reader.session.session import Session
from reader.tui.desk import Desk
from reader.tui.layers.bookmarks import Bookmarks
from reader.tui.layers.card import Card
from tests.desk import picker, settled, shown, sit_down, start, until
from tests.shelves import again, opened, session, write

RAIN = "# 雨\n\n## 一、夜里\n\n下了一夜的雨。街上没有人。\n\n## 二、早晨\n\n天亮了，雨停了。\n"
ROAD = "# 路\n\n路很长，走的人不急。##paidbegin##茶叶来自福建。##paidend##\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two essays, one of them with a paid region."""
    folder = tmp_path / "library"
    write(folder / "rain.md", RAIN)
    write(folder / "road.md", ROAD)
    return folder


def keep(now: Session, title: str, words: str, **more: Any) -> str:
    """Keep a passage, whose region is opened if it is in one."""
    reading = opened(now, title)
    view = reading.view.through(frozenset(region.id for region in reading.view.regions))
    start = view.text().index(words)
    _reading, mark_id, _ticket = now.marks.keep(reading, start, end=start + len(words), **more)
    return mark_id


def entries(now: Session) -> dict[str, Entry]:
    """What has become of all bookmarks, by their ids."""
    found = (entry for some in surveyed(now, now.marks.all()) for entry in some)
    return {entry.mark.id: entry for entry in found}


def test_a_filter_knows_words_tags_colours_essays_sections_and_states(folder: Path) -> None:
    """In both languages; a minus leaves out."""
    now = session(folder)
    night = keep(now, "雨", "下了一夜的雨。", tags=["天气"], colour=2, note="冷")
    morning = keep(now, "雨", "天亮了", label="Dawn")
    road = keep(now, "路", "路很长", colour=5)
    found = entries(now).values()

    def left(words: str) -> set[str]:
        return {entry.mark.id for entry in matching(found, words)}

    assert left("") == {night, morning, road}
    assert left("雨 一夜") == {night}
    assert left("dawn") == {morning}
    assert left("tag:天气") == left("标签：天气") == left("note") == left("笔记") == {night}
    assert left("colour:2") == left("颜色:绿") == {night}
    assert left("colour:none") == {morning}
    assert left("essay:路") == left("colour:violet") == {road}
    assert left("section:早晨") == {morning}
    assert left("-essay:雨") == {road}
    assert left("state:exact") == {night, morning, road}
    assert left("tag:") == {night, morning, road}


def test_what_became_of_a_passage_is_known(folder: Path) -> None:
    """Changed ones have what stands there now; lost ones keep their text, and stand under their section."""
    now = session(folder)
    lost = keep(now, "雨", "街上没有人。")
    changed = keep(now, "雨", "天亮了，雨停了。")
    text = RAIN.replace("街上没有人。", "").replace("雨停了", "雨也停了")
    write(folder / "rain.md", text)

    found = entries(again(now))

    assert found[lost].how == "lost"
    assert found[lost].mark.quotation == "街上没有人。"
    assert (found[changed].how, found[changed].now) == ("changed", "天亮了，雨也停了。")
    assert [e.mark.id for e in in_order(found.values(), "text")] == [lost, changed]
    assert {e.mark.id for e in matching(found.values(), "state:lost")} == {lost}


def test_a_closed_region_is_neither_shown_nor_searched(folder: Path) -> None:
    """Not its text, and nothing that was written about it."""
    now = session(folder)
    reading = opened(now, "路")
    reading, _ticket = now.regions.turn_all(reading)
    mark = keep(now, "路", "茶叶来自福建。", note="香")
    now.regions.turn_all(reading)
    found = entries(now)

    assert not found[mark].is_shown
    assert found[mark].now == found[mark].before == ""
    assert matching(found.values(), "福建") == matching(found.values(), "香") == []
    assert [entry.mark.id for entry in matching(found.values(), "state:closed")] == [mark]


def test_orders(folder: Path) -> None:
    """The newest first, this essay's on top; the last changed; as the text has them; by colour."""
    now = session(folder)
    first = keep(now, "雨", "天亮了", colour=3)
    second = keep(now, "雨", "下了一夜", colour=1)
    road = keep(now, "路", "路很长")
    now.marks.edit(first, label="x")
    found, rain = entries(now).values(), now.marks.all()[-1].essay

    def ids(order: str) -> list[str]:
        return [entry.mark.id for entry in in_order(found, order, rain)]

    assert ids("newest") == [second, first, road]
    assert ids("changed") == [first, road, second]
    assert ids("text") == [second, first, road]
    assert ids("colour") == [second, first, road]


def test_candidates_show_where_a_lost_passage_may_be(folder: Path) -> None:
    """With what stands around."""
    now = session(folder)
    mark = keep(now, "雨", "街上没有人。")
    write(folder / "rain.md", RAIN.replace("街上没有人。", "没有谁在街上走。"))
    then = again(now)
    reading = opened(then, "雨")
    (kept_mark,) = [each for each in then.marks.all() if each.id == mark]

    places = candidates(reading, kept_mark)

    assert places
    assert "街上" in places[0].now


# The screen.


def prepared(folder: Path) -> list[str]:
    """A reader who has kept three passages."""
    now, file = start(folder)
    ids = [
        keep(now, "雨", "下了一夜的雨。", tags=["天气"], colour=2, note="冷"),
        keep(now, "雨", "街上没有人。"),
        keep(now, "路", "路很长"),
    ]
    file.save(now.state)
    return ids


async def list_of(pilot: Pilot[int], desk: Desk) -> Bookmarks:
    """The list of bookmarks is open, and all is known."""
    await pilot.press("B")
    await picker(pilot, desk)
    screen = desk.app.screen
    assert isinstance(screen, Bookmarks)
    await until(pilot, lambda: len(screen._known) == len(desk.session.marks.all()))
    await settled(pilot)
    return screen


def test_the_list_filters_and_previews(folder: Path) -> None:
    """The passage under the cursor stands in its context, its note below."""
    prepared(folder)

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await list_of(pilot, desk)
        assert all(said in shown(desk) for said in ("下了一夜", "街上没有人", "路很长"))

        await pilot.press(*"tag:")
        await pilot.press(*"天气")
        await settled(pilot)
        said = shown(desk)
        assert "✎ 冷" in said
        assert "一、夜里" in said
        assert "路很长" not in said.split("Bookmarks")[1].split("Enter goes")[0]

    sit_down(script, folder, essay="雨")


def test_the_list_tells_no_match_from_no_bookmarks(folder: Path) -> None:
    """And says of which bookmarks the essay is gone."""
    prepared(folder)
    (folder / "road.md").unlink()

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await list_of(pilot, desk)
        (where,) = (row for row in shown(desk).splitlines() if "not in the library now" in row)
        assert "路" in where
        await pilot.press(*"zzz")
        await settled(pilot)
        assert "No bookmark is like that." in shown(desk)
        await pilot.press(*["backspace"] * 3, *["ctrl+d"] * 3)
        await settled(pilot)
        assert "No bookmarks: " in shown(desk)

    sit_down(script, folder, essay="雨")


def test_two_are_merged_deleted_and_brought_back(folder: Path) -> None:
    """By Ctrl+G, Ctrl+D and Ctrl+Z; after a restart too."""
    prepared(folder)

    async def first(pilot: Pilot[int], desk: Desk) -> None:
        await list_of(pilot, desk)
        await pilot.press("ctrl+g", "down", "ctrl+g")
        await settled(pilot)
        assert len(desk.session.marks.all()) == 2
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert len(desk.session.marks.all()) == 3
        await pilot.press("ctrl+d", "ctrl+d")
        await settled(pilot)
        assert len(desk.session.marks.all()) == 1

    async def second(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("B")
        await picker(pilot, desk)
        await pilot.press("ctrl+z", "ctrl+z")
        await settled(pilot)
        assert len(desk.session.marks.all()) == 3

    sit_down(first, folder, essay="雨")
    sit_down(second, folder, essay="雨")


def test_label_tags_and_all_else_are_edited_in_the_list(folder: Path) -> None:
    """Ctrl+R and Ctrl+T in its line, Ctrl+E on the card."""
    prepared(folder)

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        screen = await list_of(pilot, desk)
        await pilot.press("ctrl+r", *"rain", "enter")
        await settled(pilot)
        await pilot.press("ctrl+t", *"wet", "enter")
        await settled(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(desk.app.screen, Card))
        await pilot.press("4", "escape")
        await until(pilot, lambda: desk.app.screen is screen)

        edited = [mark for mark in desk.session.marks.all() if mark.label]
        assert [(m.label, m.tags, m.colour) for m in edited] == [("rain", ("wet",), 4)]

    sit_down(script, folder, essay="雨")


def test_a_lost_passage_is_attached_again(folder: Path) -> None:
    """Ctrl+L offers what is like it, Enter takes the first; `''` comes back from a jump."""
    ids = prepared(folder)
    write(folder / "rain.md", RAIN.replace("街上没有人。", "没有谁在街上走。"))

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await list_of(pilot, desk)
        await pilot.press(*"state:lost")
        await settled(pilot)
        assert "was: 街上没有人。" in shown(desk)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "Was: " in shown(desk))
        await picker(pilot, desk)
        await pilot.press("enter")
        await settled(pilot)

        assert desk.reading is not None
        found = {mark.bookmark.id: mark.how for mark in desk.reading.marks}
        assert found[ids[1]] == "exact"

    sit_down(script, folder, essay="雨")


def test_one_goes_there_and_back(folder: Path) -> None:
    """Enter goes there, `''` back."""
    prepared(folder)

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await list_of(pilot, desk)
        await pilot.press(*"路很长", "enter")
        await settled(pilot)
        assert desk.reading is not None
        assert desk.reading.essay.title == "路"
        await pilot.press("'", "'")
        await settled(pilot)
        assert desk.reading.essay.title == "雨"

    sit_down(script, folder, essay="雨")


def test_a_renewed_place_is_kept(folder: Path) -> None:
    """An essay that is opened after an edit keeps where its bookmarks are now."""
    ids = prepared(folder)
    write(folder / "rain.md", RAIN.replace("## 一、夜里", "先说一句。\n\n## 一、夜里"))

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await settled(pilot)
        mark = kept.bookmark(desk.session.state, ids[0])
        assert mark is not None
        assert desk.reading is not None
        assert mark.place["length"] == desk.reading.view.end

    sit_down(script, folder, essay="雨")
