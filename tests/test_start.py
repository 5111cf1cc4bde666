"""Starting: the first frame, and the terminal that is handed over and given back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from reader.library.themes import DEFAULT, theme
from reader.tui.desk import Desk
from reader.tui.frame import first_frame
from reader.tui.ink import Paint
from reader.tui.sitting import PANE, ROOMY_PANE, Sitting
from tests.desk import first_of, sit_down, start
from tests.terminal import Terminal, looks

SIZES = [(200, 50), (120, 34), (100, 30), (80, 24), (44, 14), (40, 10)]


@pytest.mark.parametrize("size", SIZES)
def test_the_first_frame_is_what_the_screens_draw_first(size: tuple[int, int]) -> None:
    """Text and colours of each cell are the same, so nothing moves when the screens take over."""
    session, _file = start()
    sitting, first = Sitting(session), first_of(session)
    assert first is not None
    sitting.open(first)
    paint = Paint(theme(DEFAULT))
    early = [
        paint.row(parts, size[0], fill) for parts, fill in first_frame(sitting, size[0], size[1])
    ]
    drawn: list[Strip] = []

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        drawn.extend(desk._compositor.render_strips())

    sit_down(script, size=size)

    assert [cells(strip) for strip in early] == [cells(strip) for strip in drawn]


def cells(strip: Strip) -> list[tuple[str, str, str]]:
    """What a row looks like, character by character: text, ink and ground."""
    return [
        (
            character,
            str(segment.style and segment.style.color),
            str(segment.style and segment.style.bgcolor),
        )
        for segment in strip
        for character in segment.text
    ]


def test_the_panes_are_as_wide_as_the_styles_say() -> None:
    """The widths that the first frame goes by are those of the style sheet."""
    styles = (Path(__file__).parent.parent / "styles" / "reader.tcss").read_text(encoding="utf-8")

    for pane in ("essays", "outline"):
        assert f"#{pane} {{ width: {PANE};" in styles
        assert f".-huge #{pane} {{ width: {ROOMY_PANE}; }}" in styles


@pytest.mark.parametrize(
    "colors", [("xterm-256color", "truecolor"), ("xterm-256color", ""), ("xterm", "")]
)
@pytest.mark.parametrize("theme", ["paper", "night"])
def test_nothing_changes_when_the_screens_take_over(
    home: Path, tmp_path: Path, colors: tuple[str, str], theme: str
) -> None:
    """Cell by cell, with millions of colours, with 256 and with 16."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.yaml").write_text(f"theme: {theme}\n", encoding="utf-8")
    file = tmp_path / "tea.md"
    file.write_text(
        "# 茶\n\n## 水\n\n水要**滚**，`100` 度。\n\n> 引文\n\n[x](y)\n", encoding="utf-8"
    )
    terminal = Terminal(home, str(file), TERM=colors[0], COLORTERM=colors[1])
    terminal.read("引文".encode())
    terminal.read(b"\x1b[?1004h")
    first = terminal.output.partition(b"\x1b[?1000h")[0]
    terminal.output = terminal.output.removeprefix(first)
    terminal.read("引文".encode())
    terminal.type("q")
    terminal.leave()

    screens = terminal.output.partition(b"\x1b[?1049l")[0]
    assert len(looks(first)) > 2_000
    assert looks(first) == looks(first + screens)


def test_frames_and_escapes_are_not_waited_for_long() -> None:
    """A second frame, and an escape that is a key, come some milliseconds later, unless somebody wants otherwise."""
    program = """
from reader.tui.lean import import_textual
import_textual()
from textual import constants
from textual.screen import UPDATE_PERIOD
print(round(1 / UPDATE_PERIOD), round(1000 * constants.ESCAPE_DELAY))
"""

    def said(**wanted: str) -> list[int]:
        usual = {k: v for k, v in os.environ.items() if k not in ("TEXTUAL_FPS", "ESCDELAY")}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, env=usual | wanted)
        return [int(number) for number in done.stdout.split()]

    frames, milliseconds = said()

    assert frames >= 200
    assert milliseconds < 30
    assert said(TEXTUAL_FPS="30", ESCDELAY="300") == [30, 300]


def test_textual_is_imported_without_what_is_never_shown() -> None:
    """Neither its palette nor TLS is there then; both may still be imported, and are what they always are."""
    program = """
import sys
from reader.tui.lean import import_textual
import_textual()
import reader.tui.app
left_out = {"textual.command", "textual.widgets._input", "textual.widgets._select", "ssl"} & {*sys.modules}
import ssl, textual.command
print(sorted(left_out), ssl.OP_ALL != 0, issubclass(textual.command.CommandPalette, textual.screen.Screen))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.split("\n")[0] == "[] True True", done.stderr


@pytest.mark.parametrize("paragraphs", [1, 100_000])
def test_the_first_page_waits_for_nothing_that_it_does_not_need(
    home: Path, tmp_path: Path, paragraphs: int
) -> None:
    """What takes long to import, and is not on a page of plain text, is not there when it is shown."""
    file = tmp_path / "tea.txt"
    file.write_text("茶\n\n一、水\n\n" + "水要滚。\n" * paragraphs, encoding="utf-8")
    program = f"""
import os, sys
write = os.write
def look(descriptor, data):
    if b"\\x1b[?1049h" not in data:
        return write(descriptor, data)
    print("found:", sorted((LATER & {{*sys.modules}}) - taken))
    sys.stdout.flush()
    from reader import compiled
    compiled.keep()
    os._exit(0)
os.write = look
LATER = {LATER}
taken = set()
if sys.version_info >= (3, 12):
    # There pathlib has taken some of them already, whatever we do.
    import array, json, pathlib
    taken = {{*sys.modules}}
sys.argv = ["reader", {str(file)!r}]
from reader.__main__ import main
main()
"""
    # Who compiles an expression needs more: the second start has what the first one compiled.
    for _start in range(2):
        terminal = Terminal(
            home,
            program=("-c", program),
            PYTHONPYCACHEPREFIX=str(tmp_path / "cache"),
            PYTHONDONTWRITEBYTECODE="",
        )
        terminal.read(b"found:", seconds=60)
        terminal.leave()

    assert b"found: []" in terminal.output


LATER = {
    *(
        "asyncio",
        "dataclasses",
        "collections",
        "contextlib",
        "datetime",
        "enum",
        "fnmatch",
        "functools",
        "importlib",
        "inspect",
        "operator",
        "re",
        "rich",
        "sqlite3",
        "ssl",
        "subprocess",
        "textual",
        "threading",
        "types",
        "typing",
    ),
    *("urllib.parse", "warnings", "wcwidth", "yaml", "zipfile"),
    *(
        "reader.formats.archive",
        "reader.formats.markdown",
        "reader.library.index.fulltext",
        "reader.library.state.keeper",
    ),
    *(
        "reader.session.filtering",
        "reader.session.finding",
        "reader.session.history",
        "reader.text.anchor",
    ),
    *("reader.text.pinyin", "reader.text.search", "reader.text.selection", "reader.text.table"),
}
"""Modules of which none is on a first page."""


def test_keys_typed_before_the_screens_are_there_are_obeyed(home: Path) -> None:
    """`q` right after the first frame leaves; the terminal changes to the alternate screen once, and back."""
    terminal = Terminal(home, "--lang", "en")
    terminal.read(b"Bacon")

    terminal.type("q")
    code = terminal.leave()

    assert code == 0
    assert terminal.output.count(b"\x1b[?1049h") == 1
    assert terminal.output.count(b"\x1b[?1049l") == 1
    assert b"q" not in terminal.output.split(b"\x1b[?1049l")[-1]


def test_a_closed_region_is_not_in_what_is_painted(home: Path, tmp_path: Path) -> None:
    """Not in the first frame, nor in anything that the screens send to the terminal."""
    file = tmp_path / "paid.txt"
    file.write_text(
        "茶\n一、水\n水要滚。\n##paidbegin##二、叶\n产地是个秘密：正山。\n##paidend##\n",
        encoding="utf-8",
    )
    terminal = Terminal(home, str(file))
    terminal.read("二、叶".encode())

    terminal.type("Gq")
    terminal.leave()

    assert "水要滚".encode() in terminal.output
    assert "正山".encode() not in terminal.output
