"""What the README says is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_that_is_named_exists() -> None:
    """The map of the rooms and the table of changes point at what is there."""
    house = README[README.index("## The house") :]
    missing = []
    for line in house.splitlines():
        folder = ""
        for name in re.findall(r"`([\w./-]+\.(?:py|json|tcss|po|yaml)|[\w./-]+/)`", line):
            here = ROOT / name
            if not here.exists() and folder:
                here = ROOT / folder / name
            elif "/" in name:
                folder = str(Path(name).parent if not name.endswith("/") else Path(name))
            if name not in ("state.yaml", "library.yaml") and not here.exists():
                missing.append(name)
    assert missing == []


def test_every_picture_that_is_shown_exists() -> None:
    """The README's pictures are ours and are there."""
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / name).is_file()


def test_every_command_is_explained() -> None:
    """The README's table of commands has them all, and no others."""
    from reader.cli.commands import shown

    table = README[README.index("## Commands") : README.index("## Files it reads")]
    named = set(re.findall(r"`reader ([a-z]+)", table))
    assert named == {command.name for command in shown() if command.name}


def test_the_two_commands_are_single_lines() -> None:
    """One line starts the reader, one runs the tests."""
    lines = re.findall(r"```sh\n(sh \.ci/venv[^`]*)```", README)
    assert len(lines) == 2
    assert all(line.count("\n") == 1 for line in lines)
    # `.ci/run` looks for it so.
    assert next(line for line in README.splitlines() if "-m pytest" in line) == lines[1].rstrip()
