"""Finding words in the open essay."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.session import kept
from reader.text import search
from reader.tui import finding as findings
from reader.tui.desk import Desk
from reader.tui.layers import matching
from reader.tui.verbs import seeking
from tests.desk import LEISURE, page_text, picker, settled, shown, sit_down, until
from tests.shelves import NEIGHBOURS

BODY = "\n\n".join(f"第{n}段。这里说的是街上的树，树下的人，和第{n}天的雨。" for n in range(200))
ESSAY = f"街上的树\n\n{BODY}\n\n末尾有一只ＣＡＴ，逗号在此，完了。\n"


@pytest.fixture
def street(tmp_path: Path) -> Path:
    """A folder with one long essay."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "street.txt").write_text(ESSAY, encoding="utf-8")
    return folder


def counted(desk: Desk) -> str:
    """`3/17`."""
    return desk.sitting.finding.said if desk.sitting.finding else ""


def laid(desk: Desk) -> set[str]:
    """The text that is marked in sight."""
    view, found = desk.sitting.leaf.view, set()
    assert view is not None
    for line in desk.sitting.leaf.window:
        for lay in desk.sitting.leaf.lays_of(line):
            found.add(view.text(lay.start, lay.end))
    return found


def test_what_is_typed_is_found_at_once(street: Path) -> None:
    """One character is enough; all matches in sight are marked, and counted."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", "雨")
        await until(pilot, lambda: counted(desk) == "1/200")
        assert laid(desk) == {"雨"}
        assert "1/200" in shown(desk).splitlines()[-1]

        await pilot.press("enter", "n", "n")
        await settled(pilot)
        assert counted(desk) == "3/200"
        await pilot.press("N")
        assert counted(desk) == "2/200"

    sit_down(script, street)


def test_a_number_leads_over_so_many_matches(street: Path) -> None:
    """Also where they do not stand in one page."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"0段", "enter")
        await until(pilot, lambda: counted(desk) == "1/20")
        await pilot.press("5", "n")
        assert counted(desk) == "6/20"
        await pilot.press("3", "N")
        assert counted(desk) == "3/20"

    sit_down(script, street)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a very long essay: a look shows 64 code points, and after it so much time goes by as one likes."""
    monkeypatch.setattr(search, "STRETCH", 64)
    monkeypatch.setattr(findings, "_AT_ONCE", 128)
    monkeypatch.setattr(seeking, "SLICE", 0.0)
    monkeypatch.setattr(seeking, "PAUSE", LEISURE)


def look_through(desk: Desk) -> None:
    """Let the time go by in which all is looked through."""
    while desk.sitting.finding is not None and desk.sitting.finding.has_more:
        desk.verbs.seek_on()


@pytest.mark.usefixtures("slowly")
def test_keys_are_obeyed_while_a_word_is_looked_for(street: Path) -> None:
    """However long that takes: the page scrolls, and is not taken away from under the reader's eyes then."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第150段", "enter", "space")
        await settled(pilot)
        assert desk.sitting.finding is not None
        assert not desk.sitting.finding.is_complete
        before = desk.sitting.leaf.position
        assert before > 0

        look_through(desk)
        assert desk.sitting.leaf.position == before
        assert counted(desk) == "0/1"

        await pilot.press("n")
        assert "第150段" in page_text(desk)

    sit_down(script, street)


@pytest.mark.usefixtures("slowly")
def test_the_next_match_is_gone_to_as_soon_as_it_is_found(street: Path) -> None:
    """A long essay is looked through behind the key."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"0段", "enter", "4", "n")
        await settled(pilot)
        assert "第40段" not in page_text(desk)

        look_through(desk)
        assert counted(desk) == "5/20"
        assert "第40段" in page_text(desk)

        await pilot.press("6", "N")
        await settled(pilot)
        assert counted(desk) == "19/20"
        assert "From the end again." in shown(desk)

    sit_down(script, street)


@pytest.mark.usefixtures("slowly")
def test_who_moves_on_does_not_wait_for_the_next_match(street: Path) -> None:
    """A line further is enough."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"0段", "enter", "4", "n", "j")
        await settled(pilot)
        before = page_text(desk)

        look_through(desk)

        assert page_text(desk) == before

    sit_down(script, street)


def test_escape_goes_back_to_where_one_was(street: Path) -> None:
    """And the matches are no longer marked."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("space")
        before = desk.sitting.leaf.position
        await pilot.press("/", *"第150段")
        await until(pilot, lambda: "第150段" in page_text(desk))
        await pilot.press("escape")
        await settled(pilot)

        assert desk.sitting.leaf.position == before
        assert desk.sitting.finding is None

    sit_down(script, street)


def test_back_again_after_staying(street: Path) -> None:
    """`''` leads to where the search began; `Esc` dismisses the marks."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第150段", "enter")
        await until(pilot, lambda: "第150段" in page_text(desk))
        await pilot.press("escape")
        assert laid(desk) == set()
        assert "第150段" in page_text(desk)

        await pilot.press("'", "'")
        await settled(pilot)
        assert desk.sitting.leaf.position == 0

    sit_down(script, street)


def test_width_punctuation_and_case_are_forgiven(street: Path) -> None:
    """`cat,` finds ＣＡＴ，; exactly so it does not."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"cat,")
        await until(pilot, lambda: counted(desk) == "1/1")
        assert laid(desk) == {"ＣＡＴ，"}

        await pilot.press("ctrl+e")
        await until(pilot, lambda: counted(desk) == "0/0")
        assert laid(desk) == set()

    sit_down(script, street)


def test_a_regular_expression_is_a_switch(street: Path) -> None:
    """A wrong one is explained while it is typed, and harms nothing."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", "ctrl+r", *"第1[0-9]段")
        await until(pilot, lambda: counted(desk) == "1/10")

        await pilot.press("(")
        await settled(pilot)
        assert "is no regular expression" in desk.sitting.complaint
        await pilot.press("backspace")
        await until(pilot, lambda: counted(desk) == "1/10")

    sit_down(script, street)


def test_searches_are_remembered_between_runs(street: Path) -> None:
    """`↑` brings the last one back, the next time too; `n` alone repeats it."""

    async def look(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"树下", "enter")
        await until(pilot, lambda: counted(desk) == "1/200")

    async def again(pilot: Pilot[int], desk: Desk) -> None:
        assert kept.searches(desk.session.state) == ["树下"]
        await pilot.press("n")
        await until(pilot, lambda: counted(desk).endswith("/200"))
        await pilot.press("escape", "/", "up")
        await until(pilot, lambda: counted(desk).endswith("/200"))

    sit_down(look, street)
    sit_down(again, street)


def test_paragraphs_that_match_are_listed(street: Path) -> None:
    """`&`: each with its match marked; Enter goes there."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第1", "enter")
        await until(pilot, lambda: bool(desk.sitting.finding and desk.sitting.finding.is_complete))
        await pilot.press("&")
        await picker(pilot, desk)
        assert "111 paragraphs with «第1»" in shown(desk)

        await pilot.press(*"第199段", "enter")
        await until(pilot, lambda: "第199段" in page_text(desk))

    sit_down(script, street)


def test_listed_paragraphs_are_filtered_between_frames(
    street: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: the next letter waits for none of them."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第1", "enter")
        await until(pilot, lambda: bool(desk.sitting.finding and desk.sitting.finding.is_complete))
        await pilot.press("&")
        await picker(pilot, desk)
        monkeypatch.setattr(matching, "SLICE", 0.0)
        monkeypatch.setattr(matching, "PAUSE", LEISURE)
        await pilot.press(*"第199段")
        await settled(pilot)
        assert "│ … " in shown(desk)

        monkeypatch.setattr(matching, "PAUSE", 0.001)
        await pilot.press("backspace")
        await until(pilot, lambda: "第199段" in shown(desk).replace(" ", ""))
        await pilot.press("enter")
        await until(pilot, lambda: "第199段" in page_text(desk))

    sit_down(script, street)


def test_what_is_not_there_is_said(street: Path) -> None:
    """The page stays where it was."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"骆驼", "enter")
        await settled(pilot)

        assert "«骆驼» is not in this essay." in shown(desk)
        assert desk.sitting.leaf.position == 0

    sit_down(script, street)


def test_what_was_said_is_not_said_of_the_next_search(street: Path) -> None:
    """It gives way to what is typed, and to the next match."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"骆驼", "enter")
        await settled(pilot)
        await pilot.press("/", *"第1")
        await settled(pilot)

        assert "骆驼" not in shown(desk)
        assert "第1" in shown(desk).splitlines()[-1]

        await pilot.press("enter")
        desk.toast("«骆驼»")
        await pilot.press("n")
        await settled(pilot)

        assert "骆驼" not in shown(desk)

    sit_down(script, street)


def test_nothing_of_a_closed_region_is_found(tmp_path: Path) -> None:
    """Opened, it is found at once; closed again, it is not."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "neighbours.txt").write_text(NEIGHBOURS, encoding="utf-8")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"福建", "enter")
        await until(pilot, lambda: counted(desk) == "0/0")

        await pilot.press("P")
        await until(pilot, lambda: counted(desk) not in ("0/0", "0/0…", ""))
        await pilot.press("P")
        await until(pilot, lambda: counted(desk) == "0/0")

    sit_down(script, folder)


def test_the_scroll_bar_and_the_outline_show_where_matches_are(street: Path) -> None:
    """A mark a row."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第100段")
        await until(pilot, lambda: counted(desk) == "1/1")
        await settled(pilot)

        assert sum(row.rstrip().endswith("▪") for row in shown(desk).splitlines()) == 1

    sit_down(script, street)


@pytest.mark.parametrize("size", [(44, 14), (40, 10)])
def test_finding_works_in_a_small_window(street: Path, size: tuple[int, int]) -> None:
    """What is typed and the count stay in sight."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", "雨")
        await until(pilot, lambda: counted(desk) == "1/200")
        await settled(pilot)

        footer = shown(desk).splitlines()[-1]
        assert "/ 雨" in footer
        assert "1/200" in footer

    sit_down(script, street, size=size)


def test_what_was_found_is_what_is_selected(street: Path) -> None:
    """`v` after `n` takes the sentence with the match, wherever it is in sight."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("/", *"第3天", "enter")
        await until(pilot, lambda: counted(desk) == "1/1")
        await pilot.press("v")
        await settled(pilot)

        selection, view = desk.sitting.leaf.selection, desk.sitting.leaf.view
        assert selection is not None
        assert view is not None
        said = view.text(selection.start, selection.end)
        assert said == "这里说的是街上的树，树下的人，和第3天的雨。"
        assert "next match" not in shown(desk)

    sit_down(script, street)
