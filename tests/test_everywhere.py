"""`S`: finding in all essays, as a person does it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.session.finding import Finder
from reader.session.query import understood
from reader.tui.desk import Desk
from reader.tui.layers.everywhere import Everywhere
from reader.tui.layers.results import FEW, More, Place, Results
from reader.tui.listing import Row
from tests.desk import page_text, settled, shown, sit_down, until
from tests.shelves import session, write


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three essays; one has much of what the others have little of."""
    folder = tmp_path / "essays"
    filling = "".join(f"　　第{n}天也没有什么。\n" for n in range(60))
    write(
        folder / "a.txt",
        f"甲\n\n一、路上\n\n　　那天下着雨。\n\n{filling}\n二、家里\n\n　　雨停了。\n",
    )
    write(
        folder / "b.txt",
        "乙\n\n　　快递员送来15134件，没有雨。\n\n##paidbegin##\n　　暗处也有雨声。\n##paidend##\n",
    )
    write(folder / "c.txt", "丙\n\n　　" + "伞。" * 10 + "\n")
    return folder


async def found(pilot: Pilot[int], desk: Desk, *keys: str) -> Everywhere:
    """Press `S` and type; all is found."""
    await pilot.press("S")
    await until(pilot, lambda: isinstance(desk.app.screen, Everywhere))
    screen = desk.app.screen
    assert isinstance(screen, Everywhere)
    await settled(pilot)
    await pilot.press(*keys)
    await until(pilot, lambda: screen.looking is not None and screen.looking.is_done)
    await settled(pilot)
    return screen


def test_results_come_as_one_types_and_enter_goes_there(shelf: Path) -> None:
    """Grouped by essay, with the place below; then n walks on, across essays, and N back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await found(pilot, desk, "雨")
        text = shown(desk)
        assert "那天下着雨" in text
        assert "§ 一、路上" in text
        assert "2 essays · 3 places" in text
        assert "雨声" not in text

        await pilot.press("enter")
        await settled(pilot)
        assert desk.reading is not None
        first = desk.reading.essay.title
        titles = [first]
        for _turn in range(3):
            await pilot.press("n")
            await settled(pilot)
            titles.append(desk.reading.essay.title)
            assert "雨" in page_text(desk)

        assert sorted(titles[:3]) == ["乙", "甲", "甲"]
        assert titles[3] == first
        await pilot.press("N")
        await settled(pilot)
        assert desk.reading.essay.title == titles[2]

    sit_down(script, shelf)


def test_while_it_looks_it_says_that_there_may_be_more(shelf: Path) -> None:
    """Beside what it has found so far."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        screen = await found(pilot, desk, "雨")
        assert "so far" not in shown(desk)
        assert screen.looking is not None

        screen.looking.is_done = False
        screen.reload()
        await settled(pilot)

        assert "2 essays · 3 places so far, looking on…" in shown(desk)

    sit_down(script, shelf)


def test_that_piece_about_couriers_is_found(shelf: Path) -> None:
    """By what one remembers of it; a window too low for the place shows the results."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await found(pilot, desk, *"快递", "space", *"15139")
        assert "Nothing is found" in shown(desk)

        await pilot.press("backspace", "4")
        await until(pilot, lambda: "送来15134件" in shown(desk))
        await pilot.press("enter")
        await settled(pilot)

        assert desk.reading is not None
        assert desk.reading.essay.title == "乙"

    sit_down(script, shelf, size=(44, 14))


def test_a_query_that_is_none_is_told_while_one_types(shelf: Path) -> None:
    """And Esc goes back to where one was."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        before = page_text(desk)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(desk.app.screen, Everywhere))
        await pilot.press('"', "雨")
        await settled(pilot)
        assert "does not end" in shown(desk)

        await pilot.press("escape")
        await settled(pilot)

        assert desk.app.screen is desk
        assert page_text(desk) == before

    sit_down(script, shelf)


def test_opening_a_region_while_walking_finds_what_is_in_it(shelf: Path) -> None:
    """And closing it takes that away."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await found(pilot, desk, *"没有雨")
        await pilot.press("enter")
        await settled(pilot)
        assert desk.sitting.finding is not None
        assert desk.sitting.finding.count == 1
        await found(pilot, desk, "雨")
        await pilot.press("escape", "P")
        await settled(pilot)
        screen = await found(pilot, desk, *"雨声")
        assert screen.looking is not None
        assert screen.looking.results.places == 1
        await pilot.press("escape", "P")
        await settled(pilot)

        screen = await found(pilot, desk, *"雨声")

        assert screen.looking is not None
        assert len(screen.looking.results) == 0

    sit_down(script, shelf, essay="乙")


def said(row: Row) -> str:
    """What a row says."""
    return "".join(text for text, _roles in (*row.left, *row.right))


def test_of_many_places_a_few_are_shown_and_the_others_told(shelf: Path) -> None:
    """The last row of an essay brings them all."""
    finder = Finder(session(shelf))
    wanted = understood("伞")
    results = Results(lambda essay: finder.look(wanted, essay))
    for one in finder.find(wanted):
        results.add(one)

    assert said(results[0]) == " 丙10"
    assert len(results) == 1 + FEW + 1
    assert isinstance(results[FEW + 1].key, More)
    assert "6 more" in said(results[FEW + 1])
    assert results.places == 10

    results.expand(results.groups[0].essay)

    assert len(results) == 11
    keys = [row.key for row in results]
    assert keys[0] is None
    assert all(isinstance(key, Place) for key in keys[1:])


def test_a_place_that_has_all_words_is_one_result(tmp_path: Path) -> None:
    """Each word is marked in it; such places come before those with some of the words, and essays
    that have one come before the others, whenever they were found.
    """
    apart = "　　快递来了。\n\n　　门上写着15134。\n"
    write(tmp_path / "a.txt", f"甲\n\n{apart}")
    write(tmp_path / "b.txt", f"乙\n\n{apart}\n　　快递员说。他送来了15134件。再送快递。\n")
    finder = Finder(session(tmp_path))
    wanted = understood("快递 15134")
    results = Results(lambda essay: finder.look(wanted, essay))
    for essay in ("甲", "乙"):
        found = next(one for one in finder.find(wanted) if one.essay.title == essay)
        results.add(found)

    rows = [said(row).strip() for row in results]

    assert rows == [
        "乙4",
        "快递员说。他送来了15134件。再送快递。",
        "快递来了。",
        "门上写着15134。",
        "… 。他送来了15134件。再送快递。",
        "甲2",
        "快递来了。",
        "门上写着15134。",
    ]
    marked = [text for text, roles in results[1].left if roles == ("hit",)]
    assert marked == ["快递", "15134"]
    assert results.places == 6


def test_the_cursor_stays_when_something_better_comes(tmp_path: Path) -> None:
    """A row is found again by what it stands for."""
    write(tmp_path / "a.txt", "甲\n\n　　雨。\n\n　　伞。\n")
    write(tmp_path / "b.txt", "乙\n\n　　雨伞。\n")
    finder = Finder(session(tmp_path))
    wanted = understood("雨 伞")
    results = Results(lambda essay: finder.look(wanted, essay))
    whole, apart = finder.find(wanted)
    results.add(apart)
    chosen = results[2].key
    assert results.index_of(chosen) == 2

    results.add(whole)

    assert results[1].key == Place(whole.essay, whole.spans[0])
    assert results.index_of(chosen) == 4


def test_n_walks_from_place_to_place(tmp_path: Path) -> None:
    """Two words that stand together are one step."""
    write(tmp_path / "a.txt", "甲\n\n　　快递15134。\n\n　　没有。\n\n　　又是快递15134。\n")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await found(pilot, desk, *"快递", "space", *"15134")
        assert "1 essay · 2 places" in shown(desk)
        await pilot.press("enter")
        await settled(pilot)
        assert desk.sitting.finding is not None
        assert desk.sitting.finding.said == "1/2"
        await pilot.press("n")
        await settled(pilot)
        assert desk.sitting.finding.said == "2/2"
        assert desk.sitting.finding.current is not None
        await pilot.press("N")
        await settled(pilot)
        assert desk.sitting.finding.said == "1/2"

    sit_down(script, tmp_path)
