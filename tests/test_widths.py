"""Terminals that paint ambiguous characters in two cells, or in one: the reader asks, and everything stays straight."""

import json
import os
import select
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library.terminals import remember, remembered
from reader.text.cells import Widths, use
from reader.tui.desk import Desk
from tests.desk import settled, sit_down
from tests.desk import shown as shown_by
from tests.screen import Screen
from tests.terminal import Terminal

TEXT = """一页

“你好！”他说，“今天的天气——怎么说呢……真好。”她没有回答，只是看了看窗外：雨停了，云散了；街上的人（大多是学生）三三两两地走着。

①α、β、γ三种粒子，❤️红心，Привет，世界！“‘学而时习之，不亦说乎？’这句话，”老师问，“是谁说的？”“孔子！”“出自哪里？”“《论语》！”
"""


def shown(home: Path, screen: Screen, is_there: Callable[[], bool], *words: str) -> None:
    """Start the reader on a screen that answers, wait until something is there, and leave."""
    rows, columns = len(screen.cells), len(screen.cells[0])
    # What runs the tests may have set these, and Textual heeds them.
    known = {"LINES": str(rows), "COLUMNS": str(columns)}
    terminal = Terminal(home, *words, size=(rows, columns), **known)
    end = time.monotonic() + 20
    while time.monotonic() < end and not is_there():
        if select.select([terminal.fd], [], [], 0.1)[0]:
            os.write(terminal.fd, screen.feed(os.read(terminal.fd, 65536)))
    assert is_there(), "\n".join(screen.rows)
    terminal.type("q")
    assert terminal.leave() == 0


@pytest.fixture
def essay(tmp_path: Path) -> str:
    """A text of ambiguous characters."""
    path = tmp_path / "一页.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def is_straight(screen: Screen, edge: str) -> bool:
    """Whether both panes end in the same column in each row but header and footer."""
    return all({27, 55} <= {*columns} for columns in screen.columns_of(edge)[1:-1])


def test_a_terminal_of_wide_characters_is_painted_straight(home: Path, essay: str) -> None:
    """It is asked while it is taken; at the next start the first frame knows."""
    screen = Screen(120, 24, ambiguous=2)
    shown(home, screen, lambda: is_straight(screen, "|"), essay)

    assert not any("│" in row for row in screen.rows)
    (known,) = json.loads((home / "cache" / "terminals.json").read_bytes()).values()
    assert known == [2, 1]

    again = Screen(120, 24, ambiguous=2)
    shown(home, again, lambda: "quit" in again.rows[-1], essay)
    assert is_straight(again, "|")
    assert not any("│" in row for row in again.rows)


def test_all_panes_learn_of_other_widths(essay: str) -> None:
    """Also what shows the same rows as before, which are painted as wide as they were."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await settled(pilot)
        assert "│" in shown_by(desk)
        use(Widths(ambiguous=2))
        desk.measure_anew()
        await settled(pilot)
        assert "│" not in shown_by(desk)

    try:
        sit_down(script, Path(essay).parent)
    finally:
        use(Widths())


def test_the_reader_may_know_better_than_the_terminal(home: Path, essay: str) -> None:
    """What is configured is not asked."""
    config = home / "config" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text("ambiguous_width: 2\n", encoding="utf-8")
    screen = Screen(120, 24, ambiguous=1)
    shown(home, screen, lambda: "quit" in screen.rows[-1], essay)

    assert any("|" in row for row in screen.rows)
    assert not any("│" in row for row in screen.rows)


def test_what_a_terminal_answered_is_remembered_for_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a file that is none, or is damaged, is one that knows nothing."""
    file = tmp_path / "cache" / "terminals.json"
    monkeypatch.setenv("TERM_PROGRAM", "one")
    assert remembered(file) is None

    remember(file, Widths(2, 1))
    assert remembered(file) == Widths(2, 1)
    monkeypatch.setenv("TERM_PROGRAM", "other")
    assert remembered(file) is None

    file.write_text('{"a": ', encoding="utf-8")
    assert remembered(file) is None
    remember(file, Widths())
    assert remembered(file) == Widths()
