"""The program as a process of its own: what it imports, pipes that close, terminals, keys."""

import io
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.__main__ import main

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "reader"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a process is given to know."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "READER_HOME": str(home), **more}


def reader(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(home), capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        [],
        ["list", "--json"],
        ["show", "Where"],
        ["show", "Where", "--json"],
        ["outline", "Where"],
        ["unlock", "Where"],
        ["bookmarks"],
        ["inspect", "-v", str(ROOT / "content" / "a-pair-of-hands.txt")],
        ["paths"],
        ["completion", "zsh"],
    ],
    ids=" ".join,
)
def test_no_command_imports_the_screens(words: list[str], home: Path) -> None:
    """Textual alone takes longer to import than a command may take as a whole."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reader", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )

    imported = {line.split("|")[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert done.returncode == 0
    assert "reader.cli.main" in imported
    assert not {"textual", "reader.tui", "asyncio"} & imported


def test_the_version_imports_next_to_nothing(home: Path) -> None:
    """Neither the library nor what it stands on."""
    code = "import sys; from reader.cli.main import main; main(['--version']); print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True
    )

    heavy = {"dataclasses", "json", "sqlite3", "yaml", "rich", "platformdirs", "reader.session"}
    assert not heavy & set(done.stdout.split())


def test_a_second_start_parses_nothing(home: Path) -> None:
    """What the index remembers spares the formats, the YAML parser, and all it takes to set a page."""
    code = "import sys; from reader.cli.main import main; main(['list']); print(*sys.modules)"

    for _start in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True
        )

    imported = set(done.stdout.split())
    assert "sqlite3" in imported
    parsers = {"yaml", "reader.formats", "reader.text.view", "reader.text.anchor", "logging"}
    assert not parsers & imported


def test_a_pipe_that_closes_early_ends_quietly(home: Path) -> None:
    """`reader show … | head -1`."""
    done = subprocess.run(
        f'{sys.executable} -m reader show "Where" | head -1; echo "${{PIPESTATUS[0]}}"',
        shell=True,
        executable="/bin/bash",
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_a_sentence(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "list"],
            env=environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert done.returncode == 1
    assert done.stderr.startswith("reader: ")
    assert "Traceback" not in done.stderr


def test_the_locale_needs_no_unicode(home: Path) -> None:
    """What the locale cannot print becomes a question mark, not a traceback."""
    done = subprocess.run(
        [*COMMAND, "list"],
        env=environment(home, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stderr == b""
    assert b"?" in done.stdout


class Terminal:
    """A process in a terminal of its own."""

    def __init__(self, words: Sequence[str], environment: dict[str, str], stdin: Path | None):
        self.pid, self.keyboard = pty.fork()
        if self.pid == 0:
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.execve(sys.executable, [*COMMAND, *words], environment)
        self.seen = b""

    def read_until(self, wanted: str) -> bool:
        """Whether *wanted* comes to be seen before the process ends, or within 20 seconds."""
        while wanted.encode() not in self.seen:
            ready, _, _ = select.select([self.keyboard], [], [], 20)
            try:
                piece = os.read(self.keyboard, 65536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                return False
            self.seen += piece
        return True

    def press(self, keys: str) -> None:
        """Type *keys*."""
        os.write(self.keyboard, keys.encode())

    def code(self) -> int:
        """The exit code, when everything was read."""
        self.read_until("\0 never printed")
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_a_terminal_that_is_narrow_is_printed_for(home: Path) -> None:
    """No line of `show` is wider than the terminal, and its colours are the terminal's own."""
    from reader.text.cells import width

    terminal = Terminal(
        ["show", "Where"], environment(home, COLUMNS="44", TERM="xterm-256color"), None
    )

    assert terminal.code() == 0
    text = terminal.seen.decode()
    assert "\x1b[1m" in text
    lines = re.sub("\x1b\\[[0-9;]*m", "", text).splitlines()
    assert 40 <= max(width(line) for line in lines) <= 44


def test_standard_input_is_read_and_keys_come_from_the_terminal(home: Path) -> None:
    """`cat essay | reader -` at a terminal: the essay is on the page, and `q` leaves it."""
    terminal = Terminal(
        ["-"],
        environment(home, TERM="xterm-256color", COLUMNS="80", LINES="24"),
        ROOT / "content" / "a-pair-of-hands.txt",
    )

    assert terminal.read_until("武汉的早晨从一双手开始")
    terminal.press("q")
    assert terminal.code() == 0


def test_ctrl_c_ends_a_command_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is doing; here, waiting for standard input."""

    class Pressed(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.argv", ["reader", "inspect", "-"])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Pressed()))

    assert main() == 130

    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


@pytest.mark.parametrize(("editor", "code"), [("vim", 2), ("true", 0)])
def test_an_editor_that_draws_on_a_terminal_is_not_given_a_pipe(
    home: Path, tmp_path: Path, editor: str, code: int
) -> None:
    """It would wait there for keys; one that needs none may be a script."""
    (tmp_path / editor).write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / editor).chmod(0o755)
    done = subprocess.run(
        [*COMMAND, "--lang", "en", "edit", "Where"],
        env=environment(home, EDITOR=str(tmp_path / editor), VISUAL=""),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert ("needs a terminal" in done.stderr) == (code == 2)
