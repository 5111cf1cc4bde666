"""What is known of an essay, the reader's editor, statistics and collections: in the screens and as commands."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.cli.commands import GROUPINGS as SAID_GROUPINGS
from reader.cli.main import main
from reader.session import kept
from reader.session.grouping import GROUPINGS
from reader.tui import editor
from reader.tui.desk import Desk
from reader.tui.layers.sheet import Sheet
from tests.desk import page_text, picker, settled, shown, sit_down, until
from tests.shelves import SEASONS


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints."""
    assert main([*words]) == 0
    return capsys.readouterr().out


def test_i_shows_where_an_essay_came_from(seasons: Path) -> None:
    """Of the one under the cursor in the list."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "g", "i")
        await until(pilot, lambda: isinstance(desk.app.screen, Sheet))
        await until(pilot, lambda: "utf-8" in shown(desk))
        assert "autumn.txt" in shown(desk).replace("\n", "")

        await pilot.press("q")
        await until(pilot, lambda: desk.app.screen is desk)

    sit_down(script, seasons)


def test_details_are_a_command(seasons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words and in JSON."""
    path = str(seasons / "winter.txt")

    assert "周明" in asked(capsys, "details", path)
    (essay,) = json.loads(asked(capsys, "details", path, "--json"))["essays"]
    assert (essay["title"], essay["encoding"], essay["essays"]) == ("冬天的灯", "utf-8", 1)


def test_a_file_that_was_edited_is_read_again(seasons: Path) -> None:
    """The place stays where it was in the text."""
    path = seasons / "autumn.txt"

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "/", *"qiutian", "escape", "/", *"秋天", "enter")
        await until(pilot, lambda: "井水" in page_text(desk))
        path.write_text(SEASONS["autumn.txt"] + "\n添了一句：井绳又旧了一年。\n", encoding="utf-8")

        desk.opening.reload()
        await until(pilot, lambda: "添了一句" in page_text(desk))

    sit_down(script, seasons)


def test_the_editor_gets_the_line_if_it_can_take_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others get the file alone; a missing one is a sentence."""
    for name in ("vim", "typewriter"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)

    monkeypatch.setenv("EDITOR", "vim -R")
    assert editor.command(Path("a.txt"), 7) == ["vim", "-R", "+7", "a.txt"]
    monkeypatch.setenv("EDITOR", "typewriter")
    assert editor.command(Path("a.txt"), 7) == ["typewriter", "a.txt"]
    monkeypatch.setenv("EDITOR", "nowhere")
    assert isinstance(editor.command(Path("a.txt"), 7), str)


_SUSPENDED = """
import os, signal, sys
from reader.tui import editor
signal.signal(signal.SIGTSTP, lambda *_: print("stopped"))
editor.run([sys.executable, "-c", "import os, signal; os.kill(0, signal.SIGTSTP)"])
print("back", signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL)
"""


def test_an_editor_that_is_suspended_stops_no_reader_whom_nobody_would_wake() -> None:
    """Of a terminal without a shell the reader is all there is: the pane of a multiplexer, say."""
    done = subprocess.run(
        [sys.executable, "-c", _SUSPENDED], start_new_session=True, capture_output=True, text=True
    )
    assert done.stdout == "back True\n"


def test_tags_and_standings_are_commands(seasons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What they say, the list says too."""
    asked(capsys, "add", str(seasons))
    asked(capsys, "tag", "冬天的灯", "#灯", "冬")
    asked(capsys, "tag", "冬天的灯", "灯", "--remove")
    asked(capsys, "put", "冬天的灯", "later")
    asked(capsys, "put", "秋天的井", "archived")

    (later,) = json.loads(asked(capsys, "list", "--filter", "later", "--json"))
    assert (later["title"], later["tags"]) == ("冬天的灯", ["冬"])
    assert "秋天的井" not in asked(capsys, "list", "--filter", "tian")
    asked(capsys, "put", "秋天的井", "none")
    assert "秋天的井" in asked(capsys, "list", "--filter", "qtdj")


def test_the_list_can_be_grouped(seasons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command knows the groupings that there are."""
    asked(capsys, "add", str(seasons))

    said = asked(capsys, "list", "--group", "author", "--filter", "folder:library")

    assert said.index("李禾") < said.index("秋天的井") < said.index("周明  (2)")
    assert SAID_GROUPINGS == GROUPINGS


def test_statistics_are_shown_and_erased(seasons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`I`, and `reader stats`."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("G")
        await settled(pilot)
        desk.resting.settle()
        await pilot.press("I")
        await until(pilot, lambda: "in a row" in shown(desk))

    sit_down(script, seasons)
    said = json.loads(asked(capsys, "stats", "--json"))
    assert said["days"][-1]["han"] > 0
    assert "in a row" in asked(capsys, "stats")

    asked(capsys, "stats", "--erase")
    assert not any(day["han"] for day in json.loads(asked(capsys, "stats", "--json"))["days"])


def test_a_filter_is_kept_as_a_collection(seasons: Path) -> None:
    """Under a name; chosen, it filters the list; deleted, it is gone."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("e", "/", *"author:zm", "tab", "C")
        await picker(pilot, desk)
        await pilot.press("ctrl+r", "ctrl+u", *"周明的", "enter")
        await settled(pilot)
        assert kept.collections(desk.session.state) == {"周明的": "author:zm"}
        await pilot.press("escape", "escape")
        assert desk.sitting.arrangement.filter == ""

        await pilot.press("C", *"周明的", "enter")
        await until(pilot, lambda: desk.sitting.arrangement.filter == "author:zm")
        await pilot.press("C", *"周明的", "ctrl+d", "escape")
        await settled(pilot)
        assert kept.collections(desk.session.state) == {}

    sit_down(script, seasons)
