"""The list of essays: filters, groups, tags, and the list that has the whole window."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library.walk import Progress
from reader.session import kept
from reader.tui.desk import Desk
from reader.tui.messages import Scanning
from tests.desk import settled, shown, sit_down, until
from tests.shelves import write


def listed(desk: Desk) -> list[str]:
    """The titles in the list, headings in brackets."""
    found = []
    for row in desk.sitting.list.rows:
        essay = desk.session.essay(str(row.key))
        said = "".join(text for text, _roles in row.left).strip()
        found.append(essay.title if essay else f"[{said}]")
    return found


def test_initials_of_pinyin_find_an_essay(seasons: Path) -> None:
    """`/` then `dtdd` then Enter opens 冬天的灯."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "/", *"dtdd")
        await settled(pilot)
        assert listed(desk) == ["冬天的灯"]
        assert "1/3" in shown(desk)

        await pilot.press("enter")
        await settled(pilot)
        assert desk.reading is not None
        assert desk.reading.essay.title == "冬天的灯"

    sit_down(script, seasons)


def test_tags_are_typed_and_found(seasons: Path) -> None:
    """They are the reader's, and last."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "g", "#", *"节气，街", "enter")
        await settled(pilot)
        chosen = desk.session.essay(str(desk.sitting.list.chosen))
        assert chosen is not None
        assert kept.essay_state(desk.session.state, chosen.id).tags == ("节气", "街")

        await pilot.press("/", *"tag:jq", "enter")
        await until(pilot, lambda: listed(desk) == [chosen.title])

    sit_down(script, seasons)


def test_tags_that_are_not_kept_leave_the_old_ones(seasons: Path) -> None:
    """`Esc` changes nothing."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "#", *"x", "escape")
        await settled(pilot)

        assert all(not kept.essay_state(desk.session.state, e.id).tags for e in desk.session.essays)
        assert len(listed(desk)) == 3

    sit_down(script, seasons)


def test_what_is_put_away_is_not_listed(seasons: Path) -> None:
    """Until one asks for `archived`."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "g")
        first = listed(desk)[0]
        await pilot.press("A")
        await settled(pilot)
        assert first not in listed(desk)

        await pilot.press("/", *"archived", "tab")
        await settled(pilot)
        assert listed(desk) == [first]
        await pilot.press("A", "escape")
        await settled(pilot)
        assert first in listed(desk)

    sit_down(script, seasons)


def test_groups_have_headings(seasons: Path) -> None:
    """By folder, then by author; a heading cannot be chosen."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "c", "c")
        await settled(pilot)

        assert listed(desk)[0] == "[李禾]"
        assert listed(desk)[2] == "[周明]"
        await pilot.press("g")
        assert desk.sitting.list.chosen is not None

    sit_down(script, seasons)


def test_the_list_alone_has_columns(seasons: Path) -> None:
    """`z` gives it the whole window; opening an essay gives the page back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "z")
        await settled(pilot)
        rows = shown(desk).splitlines()
        assert any("秋天的井" in row and "李禾" in row and "2023-10-08" in row for row in rows)

        await pilot.press("g", "enter")
        await settled(pilot)
        assert desk.page.display
        assert not desk.has_class("-wide-list")

    sit_down(script, seasons)


@pytest.mark.parametrize("size", [(80, 24), (44, 14), (40, 10)])
def test_columns_give_way_in_a_narrow_window(seasons: Path, size: tuple[int, int]) -> None:
    """The title stays."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "z")
        await settled(pilot)

        assert "秋天的井" in shown(desk)

    sit_down(script, seasons, size=size)


def test_time_that_is_read_is_kept(seasons: Path) -> None:
    """What one has read for the first time, on its day."""
    app = sit_down(_read_on, seasons)

    (day,) = app.session.state.of_kind("day")
    assert sum(counts[1] for counts in day.fields.values()) > 0


async def _read_on(pilot: Pilot[int], desk: Desk) -> None:
    await pilot.press("space", "k", "G")
    await settled(pilot)
    desk.resting.settle()


def test_a_folder_out_of_reach_keeps_its_essays_in_the_list(seasons: Path) -> None:
    """They are shown as unavailable, and what was kept of them stays."""
    sit_down(_read_on, seasons)
    away = seasons.rename(seasons.with_name("away"))

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await until(pilot, lambda: "⊘" in shown(desk))
        assert len(listed(desk)) == 3

    sit_down(script, seasons)
    away.rename(seasons)


def test_what_a_scan_has_found_so_far_is_listed(seasons: Path) -> None:
    """At the first start nobody waits for the whole of a large library; later ones know it all."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        session = desk.session
        known = session.essays
        session.glimpse(known[:2])
        assert session.essays == known

        session._holdings.hold(())
        session.glimpse(known[:2])
        assert session.essays == known[:2]

    sit_down(script, seasons)


def test_only_the_rows_that_look_different_are_painted_anew(seasons: Path) -> None:
    """None where nothing has changed; else those of what was read, and what is shown is what it would be."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        painted = dict(desk.list._painted)
        desk.show_list()
        assert desk.list._painted == painted
        assert desk.list._repaint_regions == set()

        assert desk.reading is not None
        desk.sitting.arrangement.filter = "灯"
        desk.show_list()
        assert 0 < len(desk.list._repaint_regions) < desk.list.size.height
        await settled(pilot)
        before = shown(desk)
        desk.list.refresh()
        await settled(pilot)
        assert shown(desk) == before
        assert listed(desk) == ["冬天的灯"]

    sit_down(script, seasons)


@pytest.mark.parametrize("keys", [(), ("z",)])
def test_a_filter_without_a_match_leads_into_the_texts(
    seasons: Path, keys: tuple[str, ...]
) -> None:
    """The list says so, beside the page or alone; `Enter` looks for the same words."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", *keys, "/", *"天黑得")
        await settled(pilot)
        assert "looks in the texts" in shown(desk)

        await pilot.press("enter")
        await until(pilot, lambda: "1 essay · 1 place" in shown(desk))
        await pilot.press("enter")
        await settled(pilot)

        assert desk.reading is not None
        assert desk.reading.essay.title == "冬天的灯"

    sit_down(script, seasons)


def test_a_filter_that_means_nothing_says_so(seasons: Path) -> None:
    """In the list that it leaves empty, beside the page."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "/", *"after:foo")
        await settled(pilot)

        text = shown(desk)
        assert "«after:foo»" in text
        assert "2023-06" in text
        assert "looks in the texts" not in text

    sit_down(script, seasons)


@pytest.mark.parametrize("width", [150, 120, 80, 60, 44])
def test_the_names_of_the_columns_are_not_covered(seasons: Path, width: int) -> None:
    """How the list is sorted and grouped stands beside them, as far as there is room."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "z", "s", "s", "s", "c", "c")
        await settled(pilot)
        assert desk.sitting.list.heading is not None
        name, right = desk.sitting.list.heading
        said = "".join(text for text, _roles in name)

        assert right == ()
        names = [word for word in ("author", "date", "tags") if word in said.split("3", 1)[1]]
        assert names == ["author", "date", "tags"][: len(names)]
        assert said.split("3", 1)[0].split()[0] == "Essays"
        assert "date · 3" in said if width >= 80 else "3" in said

    sit_down(script, seasons, size=(width, 24))


def test_how_far_a_scan_is_can_be_told_from_a_number(seasons: Path) -> None:
    """Of as many as are known; at a first scan, so far. A list that has none yet says why."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        sitting = desk.sitting
        desk.on_scanning(Scanning(Progress(1, 1)))
        await settled(pilot)
        assert "1/3" in shown(desk)

        sitting.progress = Progress(1194, 1194)
        desk.show_list()
        await settled(pilot)
        assert "1,194 so far" in shown(desk)

        desk.session._holdings.hold(())
        desk.show_list()
        await settled(pilot)
        assert "Looking through" in shown(desk)

    sit_down(script, seasons)


@pytest.mark.parametrize("title", ["甲乙丙丁戊己庚辛壬癸子丑寅", "a甲乙丙丁戊己庚辛壬癸子丑寅"])
def test_a_list_that_slides_over_shows_whole_titles(title: str, tmp_path: Path) -> None:
    """The edges of what it covers cut no 字 in two."""
    write(tmp_path / "a.txt", f"{title}\n\n　　雨。\n")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e")
        await settled(pilot)
        assert f" {title} " in shown(desk).splitlines()[2].split("│")[0]

        await pilot.press("l", "e", "j", "k")
        await settled(pilot)
        assert f" {title} " in shown(desk).splitlines()[2].split("│")[0]

    sit_down(script, tmp_path, size=(80, 24))
