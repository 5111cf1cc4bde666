"""Selecting by keyboard: what a person presses, and what is then selected and copied."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.tui.clipboard import osc52, send, tools, wrapped_for_screen, wrapped_for_tmux
from reader.tui.desk import Desk
from reader.tui.keys import Pane
from tests.desk import settled, shown, sit_down, until


def selected(desk: Desk) -> str:
    """What is selected."""
    return desk.sitting.leaf.selected_text()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("v", "天亮了。"),
        ("V", "天亮了。他出门，走了很久。路上没有人。"),
        ("3 v", "天亮了。他出门，走了很久。路上没有人。"),
        ("v )", "天亮了。他出门，走了很久。"),
        ("v ) )", "天亮了。他出门，走了很久。路上没有人。"),
        ("v 2 ) (", "天亮了。他出门，走了很久。"),
        ("v (", "长路\n天亮了。"),
        ("v }", "天亮了。他出门，走了很久。路上没有人。"),
        ("v h h", "天亮"),
        ("v w", "天亮了。他出门"),
        ("v 3 l b", "天亮了。"),
        ("v ) o w w", "他出门，走了很久。"),
        ("v j V", "天亮了。他出门，走了很久。路上没有人。\n树下有一口井。水很凉。"),
        ("v j k", "天亮了。"),
        (
            "v ]",
            "天亮了。他出门，走了很久。路上没有人。\n树下有一口井。水很凉。",
        ),
        (
            "V G",
            "天亮了。他出门，走了很久。路上没有人。\n树下有一口井。水很凉。\n第二段\n天黑了。他回家。",
        ),
        ("v g", "长路\n天亮了。"),
        ("v ） （ ）", "天亮了。他出门，走了很久。"),
        ("v escape", ""),
        ("v v", ""),
    ],
)
def test_keys_select(road: Path, keys: str, expected: str) -> None:
    """From the sentence under the eye on, by sentences, paragraphs, words, characters, lines, sections."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", *keys.split())
        await settled(pilot)

        assert selected(desk) == expected
        assert desk.mode is (Pane.SELECTION if expected else Pane.PAGE)

    sit_down(script, road)


def test_a_selection_survives_scrolling_another_size_measure_and_theme(road: Path) -> None:
    """It is a passage, not rows."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "V", "}")
        await settled(pilot)
        before = selected(desk)

        await pilot.press("space", "u", "minus", "T")
        await pilot.resize_terminal(44, 14)
        await settled(pilot)

        assert "井" in before
        assert selected(desk) == before

    sit_down(script, road)


def test_a_closed_region_is_jumped_over_and_said(road: Path) -> None:
    """When it is passed, and when it is copied."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("V", "G")
        await settled(pilot)
        assert "1 closed region is left out." in shown(desk)
        before = selected(desk)

        await pilot.press("y")
        await until(pilot, lambda: bool(desk.app.clipboard))

        assert desk.app.clipboard == before
        assert "付钱" not in before
        assert "Copied" in shown(desk)
        assert "left out" in shown(desk)

    sit_down(script, road)


def test_the_footer_shows_the_keys_and_the_size_of_a_selection(road: Path) -> None:
    """And the page's own keys again when it is dropped."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "v")
        await settled(pilot)
        last = shown(desk).splitlines()[-1]
        assert "4 characters" in last
        assert "copy" in last
        assert "drop" in last

        await pilot.press("escape")
        await settled(pilot)
        assert "characters" not in shown(desk).splitlines()[-1]

    sit_down(script, road)


def test_what_is_selected_is_painted_without_gaps(road: Path) -> None:
    """Over the indent of a paragraph, to the end of the line before it, and over the air between."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("}", "V", "}", "}")
        await settled(pilot)
        leaf = desk.sitting.leaf
        painted = []
        for line in leaf.window:
            parts = leaf.parts(line)
            cells = "".join(
                "x" if "selection" in roles else "." for text, roles in parts for _ in text
            )
            painted.append(cells.strip("."))

        inside = [row for row in painted if row]
        assert len(inside) >= 3
        assert all("." not in row for row in inside)

    sit_down(script, road)


# The clipboard.


def test_a_text_goes_to_every_clipboard_there_is() -> None:
    """tmux' by its own command; the desktop's by whichever tool there is."""

    def has(name: str) -> bool:
        return name in ("tmux", "xclip")

    assert tools({"TMUX": "x", "DISPLAY": ":0"}, has) == [
        ("tmux", "load-buffer", "-w", "-"),
        ("xclip", "-selection", "clipboard", "-in"),
    ]
    assert tools({"WAYLAND_DISPLAY": "w"}, has) == []
    assert tools({}, has) == []


def test_a_tool_gets_the_text_and_may_not_keep_us_waiting(tmp_path: Path) -> None:
    """One that never answers is ended, one that is not there is no harm."""
    taken = tmp_path / "taken"

    assert send(("sh", "-c", f"cat > '{taken}'"), "天亮了")
    assert taken.read_text(encoding="utf-8") == "天亮了"
    assert not send(("sleep", "60"), "x" * 1_000_000, patience=0.1)
    assert not send(("no-such-tool",), "x")


def test_sequences_are_wrapped_for_what_stands_between() -> None:
    """tmux wants each escape twice, GNU screen short pieces."""
    assert osc52("天") == "\x1b]52;c;5aSp\a"
    assert wrapped_for_tmux("\x1b]52;c;5aSp\a") == "\x1bPtmux;\x1b\x1b]52;c;5aSp\a\x1b\\"
    pieces = list(wrapped_for_screen("x" * 1_500))
    assert "".join(piece[2:-2] for piece in pieces) == "x" * 1_500
    assert all(len(piece) < 768 for piece in pieces)
