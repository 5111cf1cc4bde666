"""Commands of the reader's own: given a passage, shown what they say, never waited for."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.tui.desk import Desk
from reader.tui.layers.output import Output, answer
from tests.desk import settled, shown, sit_down, until

ROAD = "# 长路\n\n天亮了。他出门。\n"


@pytest.fixture
def road(tmp_path: Path) -> Path:
    """A folder with one short essay."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "road.md").write_text(ROAD, encoding="utf-8")
    return folder


def test_a_command_gets_the_passage_and_no_shell_sees_it() -> None:
    """On its standard input; what it prints is made harmless."""
    found = asyncio.run(answer(["cat"], "天亮了 $(reboot) `x`"))
    coloured = asyncio.run(answer(["printf", r"\033[31mred\033[0m \033]0;x\007\001a\tb"], ""))

    assert found.text == "天亮了 $(reboot) `x`"
    assert found.said == ""
    assert coloured.text == "red ␁a  b"


def test_a_command_that_goes_wrong_says_so() -> None:
    """One that fails, one that is not there, one that reads nothing."""
    failed = asyncio.run(answer(["sh", "-c", "echo no >&2; exit 3"], "x"))
    missing = asyncio.run(answer(["no-such-command"], "x"))

    assert (failed.text, failed.said) == ("no", "sh ended with code 3.")
    assert "could not be run" in missing.said
    assert asyncio.run(answer(["true"], "x" * 1_000_000)).said == ""


def test_a_command_has_its_time_and_its_bound() -> None:
    """Then it is ended, with all that it started."""
    slow = asyncio.run(answer(["sh", "-c", "echo begun; sleep 60 & sleep 60"], "", 0.3))
    long = asyncio.run(answer(["yes"], ""))

    assert slow.text == "begun"
    assert "was ended" in slow.said
    assert "more than is shown" in long.said


def test_the_answer_is_shown_beside_the_page(road: Path) -> None:
    """`!` runs the one command there is on what is selected; Esc goes back."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("!")
        await settled(pilot)
        assert "No command is configured" in shown(desk)

        commands = {"count": ["sh", "-c", "printf 'it has %s' \"$(cat)\""]}
        desk.session._defaults = {"commands": commands}
        await pilot.press("}", "v", "!")
        await until(pilot, lambda: "it has 天亮了。" in shown(desk))
        await pilot.press("escape")
        await settled(pilot)
        assert desk.app.screen is desk

    sit_down(script, road)


def test_of_several_commands_one_is_chosen_and_may_be_ended(road: Path) -> None:
    """Also while it still runs."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        desk.session._defaults = {"commands": {"a": ["sleep", "60"], "b": ["cat"]}}
        await pilot.press("}", "!")
        await until(pilot, lambda: "Commands" in shown(desk))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(desk.app.screen, Output))
        await pilot.press("escape")
        await settled(pilot)
        assert desk.app.screen is desk

    sit_down(script, road)
