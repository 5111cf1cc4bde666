"""The kept frame: shown at once where nothing has changed, and nowhere else."""

import os
import re
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.library.state.file import StateFile
from reader.session import kept
from reader.text import clean
from reader.tui import afterimage
from tests.terminal import Terminal

ESSAY = "茶\n一、水\n水要滚。\n二、叶\n叶要嫩。\n" + "喝茶不必讲究，只要有闲。\n" * 60
NOW = "2031-01-01T00:00:00.000Z"
SHOW = """
import sys
from reader.tui import afterimage, taken
afterimage.show(sys.argv[1:])
taken.give_back()
print("", *sys.modules)
"""
"""What a start does first, and nothing else."""


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A file that was read, and left."""
    file = tmp_path / "tea.txt"
    file.write_text(ESSAY, encoding="utf-8")
    return file


def read(home: Path, *words: str) -> Terminal:
    """Start the reader, and leave when the screens are there."""
    terminal = Terminal(home, *words)
    terminal.read(b"\x1b[?1004h")
    terminal.type("q")
    assert terminal.leave() == 0
    return terminal


def first(
    home: Path, *words: str, size: tuple[int, int] = (30, 100), **environment: str
) -> tuple[bytes, set[str]]:
    """What the next start shows before anything else, empty for nothing; and all that it imported for that."""
    terminal = Terminal(home, *words, program=("-c", SHOW), size=size, **environment)
    assert terminal.leave() == 0
    frame, _leave, said = terminal.output.rpartition(b"\x1b[?1049l")
    return frame, {*said.decode().split()}


def shown(home: Path, *words: str) -> bytes:
    """What the next start shows before anything else; empty for nothing."""
    return first(home, *words)[0]


def test_the_kept_frame_is_the_one_that_would_be_made_anew(home: Path, essay: Path) -> None:
    """Byte by byte: who starts twice sees the same, only sooner."""
    read(home, str(essay))
    at_once = shown(home, str(essay))
    for frame in (home / "cache" / "frames").iterdir():
        frame.unlink()
    made_anew = read(home, str(essay)).output

    assert "水要滚".encode() in at_once
    assert made_anew.startswith(at_once)


def test_a_second_start_shows_it_and_goes_on_from_there(home: Path) -> None:
    """The library as well; the terminal changes to the alternate screen once, and back."""
    main(
        ["list"]
    )  # Then the index is complete, and no start writes to it after the frame was made.
    read(home)

    again = read(home)

    assert shown(home)
    assert again.output.count(b"\x1b[?1049h") == again.output.count(b"\x1b[?1049l") == 1


def test_a_large_text_that_was_left_at_once_is_shown_at_once(home: Path, tmp_path: Path) -> None:
    """Nothing is kept of it then, as long as it is still being read; there is no state file at all."""
    file = tmp_path / "novel.txt"
    file.write_text(
        "渡口\n" + "第一天下着很大的雨，我们在渡口等了很久。\n" * 20_000, encoding="utf-8"
    )
    terminal = Terminal(home, str(file))
    terminal.read("渡口".encode())
    terminal.type("q")
    assert terminal.leave() == 0

    assert "渡口".encode() in shown(home, str(file))


def test_next_to_nothing_is_imported_before_it(home: Path, essay: Path) -> None:
    """Each module counts: what takes a millisecond is seen when all of it takes five."""
    read(home, str(essay))

    frame, modules = first(home, str(essay))

    assert frame
    ours = {name for name in modules if name.startswith("reader.")}
    assert ours == {"reader.homes", "reader.tui", "reader.tui.afterimage", "reader.tui.taken"}
    assert not {"re", "json", "pathlib", "typing", "dataclasses", "sqlite3", "datetime"} & modules


def edit(home: Path, essay: Path) -> None:
    essay.write_text(ESSAY.replace("滚", "沸"), encoding="utf-8")


def describe(home: Path, essay: Path) -> None:
    (essay.parent / "library.yaml").write_text("essays:\n  tea.txt:\n    title: 喝茶\n", "utf-8")


def configure(home: Path, essay: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.yaml").write_text("measure: 40\n", encoding="utf-8")


def change_theme(home: Path, essay: Path) -> None:
    file = StateFile(home / "state" / "state.yaml")
    file.save(kept.with_setting(file.load().state, NOW, "theme", "night"))


def mark(home: Path, essay: Path) -> None:
    file = StateFile(home / "state" / "state.yaml")
    state = file.load().state
    (read_last,) = kept.last_opened(state)
    file.save(
        kept.with_bookmark(
            state, NOW, essay=read_last, title="茶", place={"start": 0, "exact": ""}
        )[0]
    )


def write_as_a_person_does(home: Path, essay: Path) -> None:
    file = home / "state" / "state.yaml"
    file.write_text(f" {file.read_text('utf-8')}", encoding="utf-8")


def cut(home: Path, essay: Path) -> None:
    (frame,) = (home / "cache" / "frames").iterdir()
    frame.write_bytes(frame.read_bytes()[:-9])


def plant_an_escape(home: Path, essay: Path) -> None:
    (frame,) = (home / "cache" / "frames").iterdir()
    frame.write_bytes(frame.read_bytes().replace("水".encode(), b"\x1b]"))


def plant_a_look(home: Path, essay: Path) -> None:
    (frame,) = (home / "cache" / "frames").iterdir()
    frame.write_bytes(re.sub(rb"(1;38;2;\d+;\d+;\d+)", rb"\1m\\x1b]0;", frame.read_bytes()))


@pytest.mark.parametrize(
    "change",
    [
        *(edit, describe, configure, change_theme, mark, write_as_a_person_does),
        *(cut, plant_an_escape, plant_a_look),
    ],
)
def test_in_any_doubt_nothing_is_shown(
    home: Path, essay: Path, change: Callable[[Path, Path], None]
) -> None:
    """Another text, another state of its essay or of a setting, a frame that somebody touched."""
    read(home, str(essay))
    assert shown(home, str(essay))

    change(home, essay)

    assert not shown(home, str(essay))


def test_another_window_or_language_shows_nothing(home: Path, essay: Path) -> None:
    """The frame was made for one size, and for one environment."""
    read(home, str(essay))

    assert not first(home, str(essay), LC_ALL="zh_CN.UTF-8")[0]
    assert not first(home, str(essay), TERM="xterm")[0]
    assert not first(home, str(essay), size=(30, 101))[0]


def test_a_window_that_was_resized_has_a_frame_for_either_size(home: Path, essay: Path) -> None:
    """The next one may be as large as this one was at first."""
    terminal = Terminal(home, str(essay))
    terminal.read(b"\x1b[?1004h")
    termios.tcsetwinsize(terminal.fd, (30, 90))
    terminal.type("q")
    terminal.leave()

    for size in ((30, 90), (30, 100)):
        assert "水要滚".encode() in first(home, str(essay), size=size)[0]


def test_what_is_read_elsewhere_changes_nothing(home: Path, essay: Path, tmp_path: Path) -> None:
    """Each file has its frame, and the library has one."""
    main(["list"])
    other = tmp_path / "other.txt"
    other.write_text("别的\n一、甲\n一些别的话。\n", encoding="utf-8")
    read(home, str(essay))

    read(home, str(other))
    read(home)

    assert "水要滚".encode() in shown(home, str(essay))
    assert "一些别的话".encode() in shown(home, str(other))
    assert shown(home)


def test_words_that_are_no_path_show_nothing(essay: Path) -> None:
    """A command, a title and an option mean something else than a file of that name."""
    asked = afterimage.asked_for

    assert asked([]) == ""
    assert asked([str(essay)]) == str(essay)
    assert asked(["list"]) is asked(["茶"]) is asked(["--lang", "en"]) is asked(["-"]) is None
    assert asked([str(essay), str(essay)]) is None


def test_a_closed_region_is_not_in_it(home: Path, tmp_path: Path) -> None:
    """What may not be seen is not kept either; and only its owner may read what is."""
    file = tmp_path / "paid.txt"
    file.write_text(
        "茶\n一、水\n水要滚。\n##paidbegin##二、叶\n产地：正山。\n##paidend##\n", "utf-8"
    )

    read(home, str(file))

    (frame,) = (home / "cache" / "frames").iterdir()
    assert "水要滚" in frame.read_text("utf-8")
    assert "正山" not in frame.read_text("utf-8")
    assert frame.stat().st_mode & 0o777 == 0o600


def test_no_more_frames_are_kept_than_one_needs(home: Path) -> None:
    """The oldest go."""
    (home / "state").mkdir(parents=True)
    (home / "state" / "state.yaml").write_text("")
    grounds = afterimage.Grounds([])
    size = os.terminal_size((1, 1))

    for n in range(70):
        afterimage.keep(f"/{n}", size, [[("1", "x")]], grounds, [])

    assert len([*(home / "cache" / "frames").iterdir()]) == 64


def test_what_no_frame_may_hold_is_what_no_page_may_hold() -> None:
    """The list of harmful characters is one, though it is written twice."""
    found = {chr(n) for n in range(0xD800)} | {chr(n) for n in range(0xE000, 0x110000)}

    assert {each for each in found if clean.HARMFUL.match(each)} | {
        "\t",
        "\n",
    } == afterimage.HARMFUL


def test_a_failure_gives_the_terminal_back_before_it_is_told(home: Path) -> None:
    """Else the sentence would vanish with the frame."""
    program = """
import sys
from reader.tui import taken
taken.take(["a frame"])
from reader.cli.main import main
sys.exit(main(["show", "no such essay"]))
"""
    terminal = Terminal(home, program=("-c", program))
    code = terminal.leave()

    frame, _leave, said = terminal.output.partition(b"\x1b[?1049l")
    assert code == 1
    assert b"a frame" in frame
    assert b"no such essay" in said


def test_a_frame_holds_for_one_program_only() -> None:
    """All rooms that take part in a frame are looked at, so that another checkout makes it anew."""
    house = Path(afterimage.__file__).parent.parent
    rooms = {file.parent.relative_to(house).as_posix() for file in house.rglob("*.py")}

    # What is asked by keys and commands, or comes from other machines, is in no first frame.
    others = {".", "cli", "tui/verbs", "session/incoming", "session/outgoing"}
    assert rooms - others == set(afterimage.ROOMS)
