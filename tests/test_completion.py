"""The completion scripts, in the shells they are for; a shell that is not installed is skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.commands import SHELLS, shown
from reader.cli.completion import script
from reader.cli.main import main


@pytest.fixture
def environment(home: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which `reader` is this one."""
    command = tmp_path / "bin" / "reader"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m reader "$@"\n')
    command.chmod(0o755)
    root = Path(__file__).parent.parent
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(root), "READER_HOME": str(home)}


def run(shell: str, code: str, environment: dict[str, str]) -> list[str]:
    """The lines that *shell*, without anybody's start-up files, prints when it runs *code*."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    words = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[shell]
    done = subprocess.run(
        [path, *words, code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_shell_accepts_its_script(
    shell: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell, "--lang", lang]) == 0
    path = tmp_path / f"reader.{shell}"
    path.write_text(capsys.readouterr().out, encoding="utf-8")

    run(shell, f"{shell} -n {path}", dict(os.environ))


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(shell: str) -> None:
    text = script(shell)

    for command in shown():
        assert command.name in text
        for option in command.options:
            assert option.name.removeprefix("--") in text
    assert "@" not in text.replace('"$@"', "")


def bash(words: str, environment: dict[str, str], folder: Path) -> list[str]:
    """What bash offers behind *words*."""
    code = (
        f"cd {folder}; {script('bash')}\n"
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _reader\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return run("bash", code, environment)


def test_bash_offers_what_can_follow(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "Where to go.txt").touch()

    assert bash("reader sh", environment, folder) == ["show"]
    assert bash("reader completion ''", environment, folder) == ["bash", "zsh", "fish"]
    assert bash("reader list --sort pr", environment, folder) == ["progress"]
    assert bash("reader show --pl", environment, folder) == ["--plain"]
    assert bash("reader --lang zh li", environment, folder) == ["list"]
    assert bash("reader show Where", environment, folder) == ["Where Was I?", "Where to go.txt"]


def test_fish_offers_what_can_follow(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "reader.fish"
    path.write_text(script("fish"), encoding="utf-8")

    def offered(words: str) -> list[str]:
        lines = run("fish", f"source {path}; complete -C '{words}'", environment)
        return [line.split("\t")[0] for line in lines]

    assert offered("reader sh") == ["show"]
    assert offered("reader completion z") == ["zsh"]
    assert offered("reader list --sort pr") == ["progress"]
    assert offered("reader show --pl") == ["--plain"]
    assert offered("reader --lang zh outl") == ["outline"]
    assert offered("reader show Where") == ["Where Was I?"]


def test_zsh_knows_the_function(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "reader.zsh"
    path.write_text(script("zsh"), encoding="utf-8")

    known = run(
        "zsh",
        f"autoload -Uz compinit; compinit -u -D; source {path}; print $_comps[reader]",
        environment,
    )

    assert known == ["_reader"]
