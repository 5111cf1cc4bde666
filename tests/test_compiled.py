"""What compiling regular expressions gave, and keeping it from one start to the next."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reader
from reader import compiled, regex
from tests import starts

PROGRAM = """
import re
from reader.regex import regex
compiled = []
original = re._compiler._code
def code(parsed, flags):
    compiled.append(parsed)
    return original(parsed, flags)
re._compiler._code = code
print([regex(pattern, flags).sub("-", "xay 茶") for pattern, flags in (ASKED)], len(compiled))
"""
ASKED = '("(?P<a>[xy])", 0), ("[X一-鿿]", re.IGNORECASE)'
SAID = "['-a- 茶', '-ay -']"


def run(folder: Path, asked: str = ASKED, *options: str) -> str:
    """What a run that asks expressions answers, and how many it compiled; what is kept is kept in *folder*."""
    return starts.run(folder, PROGRAM.replace("ASKED", asked), options=options)


def test_every_expression_of_the_house_is_the_same_from_what_is_kept() -> None:
    """Pattern, flags and groups are those that compiling gives."""
    said = set[tuple[str | bytes, int]]()
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if type(value) is regex.regex:
                    said.add(value._said)

    assert len(said) > 100
    for pattern, flags in said:
        assert compiled._made(pattern, compiled._codes(pattern, int(flags))) == re.compile(
            pattern, flags
        )


def test_what_one_run_compiled_the_next_one_does_not(tmp_path: Path) -> None:
    """It finds the same."""
    assert run(tmp_path) == f"{SAID} 2"
    assert run(tmp_path) == f"{SAID} 0"


def test_runs_add_to_what_is_kept(tmp_path: Path) -> None:
    """Each writes what is there and what it compiled itself."""
    first, second = '("[a-c]", 0),', '("[xy]", 0),'

    assert run(tmp_path, first) == "['x-y 茶'] 1"
    assert run(tmp_path, second) == "['-a- 茶'] 1"
    assert run(tmp_path, first + second) == "['x-y 茶', '-a- 茶'] 0"


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "another Python's", "a folder"])
def test_a_file_that_is_no_good_is_passed_over(tmp_path: Path, damage: str) -> None:
    """Where it can be, it is written anew."""
    run(tmp_path)
    file = starts.kept_in(tmp_path, ".codes")
    data = file.read_bytes()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(data[:-5])
        case "changed":
            file.write_bytes(data[:-5] + b"\xff" * 5)
        case "another Python's":
            file.write_bytes(data.replace(f"{sys.hexversion}".encode(), b"1"))
        case _:
            file.unlink()
            file.mkdir()

    # Of a file that is not whole, what is whole is used.
    assert run(tmp_path) == f"{SAID} {1 if damage in ('cut', 'changed') else 2}"
    assert run(tmp_path) == f"{SAID} 0"


def test_where_the_program_may_not_write_the_cache_keeps_it(home: Path, tmp_path: Path) -> None:
    """As when an administrator installed it; a file is in the way here, for whoever runs the tests may write all."""
    folder = tmp_path / "file"
    folder.write_bytes(b"")

    assert run(folder) == f"{SAID} 2"
    assert run(folder) == f"{SAID} 0"
    assert starts.kept_in(home, ".codes").parent == home / "cache"


def test_nothing_is_written_where_python_writes_no_byte_code(home: Path, tmp_path: Path) -> None:
    """`-B` is a wish of the same kind."""
    assert run(tmp_path, ASKED, "-B") == f"{SAID} 2"
    assert list(tmp_path.rglob("*.codes")) == []
    assert not home.exists()


def test_what_others_compile_is_kept_while_they_are_imported(tmp_path: Path) -> None:
    """Their expressions and their dataclasses, whose methods Python 3.13 compiles in one.

    What is compiled afterwards is none of our business.
    """
    (tmp_path / "other.py").write_text(
        "import re\nfrom dataclasses import dataclass\n"
        "found = re.compile('[a-c]+').sub('-', 'abcd')\n"
        "@dataclass(order=True)\nclass Card:\n    name: str\n    size: int = 3\n"
    )
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from reader.compiled import _read, imports\n"
        "with imports():\n    import other\n"
        "known = {asked for kept in _read() for asked in kept.all()}\n"
        "from other import *\n"
        "print(found, Card('a') < Card('b', 1), Card('a'), Card('a') == Card('a', 3), len(known) > 1)\n"
        "re.compile('[x-z]')\n"
    )
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            cwd=Path(reader.__file__).parent.parent,
            capture_output=True,
            text=True,
        ).stdout
        for _turn in range(2)
    ]

    told = "-d True Card(name='a', size=3) True"
    assert said == [f"{told} False\n", f"{told} True\n"]
    assert b"[x-z]" not in starts.kept_in(tmp_path / "cache", ".codes").read_bytes()


def test_a_mistake_in_a_pattern_is_told_as_ever(tmp_path: Path) -> None:
    """Python's own words name it."""
    with pytest.raises(re.error, match="unterminated subpattern"):
        compiled.compiled("(", 0)
