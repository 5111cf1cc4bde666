"""The byte code of many modules in one file: what comes from there is what would come from its own."""

import sys
from pathlib import Path

import pytest

from reader import modules
from tests import starts
from tests.terminal import Terminal

PROGRAM = """
import sys
sys.path.append(sys.argv[1])
from reader import modules
modules.take()
import inspect
import house, house.room
from house.room import said
for name in sys.argv[2:]:
    __import__(name)
names = ("house", "house.room", "inspect")
shelved = [name for name in names if type(sys.modules[name].__spec__.loader) is modules._Loader]
room = sys.modules["house.room"]
assert room.__file__ == room.__spec__.origin == sys.argv[1] + "/house/room.py", room.__file__
assert room.__cached__ == room.__spec__.cached and room.__package__ == "house"
assert house.__path__ == [sys.argv[1] + "/house"] and house.room is room
assert "said" in inspect.getsource(room)
modules.keep({*sys.modules})
print(said, *shelved)
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with a package that has a module."""
    folder = tmp_path / "modules"
    (folder / "house").mkdir(parents=True)
    (folder / "house" / "__init__.py").write_text("")
    (folder / "house" / "room.py").write_text("said = 'tea'\n")
    return folder


def run(house: Path, cache: Path, *options: str, other: str = "house") -> str:
    """A word of the module that a run imports, which modules came from the file; an *other* is imported as well."""
    return starts.run(cache, PROGRAM, str(house), other, options=options)


def test_what_one_run_imported_the_next_one_has_from_one_file(house: Path, tmp_path: Path) -> None:
    """With the same file, package and source as ever."""
    assert run(house, tmp_path / "cache") == "tea"
    assert run(house, tmp_path / "cache") == "tea house house.room inspect"


def test_what_runs_need_adds_up(house: Path, tmp_path: Path) -> None:
    """Another kind of text needs other modules, and the next of the first kind the first ones again."""
    cache = tmp_path / "cache"

    for other in ("colorsys", "graphlib", "house"):
        run(house, cache, other=other)

    data = starts.kept_in(cache, ".modules").read_bytes()
    assert b"colorsys.py" in data
    assert b"graphlib.py" in data
    assert run(house, cache) == "tea house house.room inspect"


def test_a_source_that_has_changed_is_imported_as_it_is_now(house: Path, tmp_path: Path) -> None:
    """The file is renewed; the other modules still come from it. One that is gone is not there."""
    cache, room = tmp_path / "cache", house / "house" / "room.py"
    run(house, cache)
    room.write_text("said = 'water'\n")

    assert run(house, cache) == "water house inspect"
    assert run(house, cache) == "water house house.room inspect"
    room.unlink()
    with pytest.raises(AssertionError, match="No module named"):
        run(house, cache)


@pytest.mark.parametrize("damage", ["empty", "cut", "another Python's", "a folder", "zeros"])
def test_a_file_that_is_no_good_is_passed_over(house: Path, tmp_path: Path, damage: str) -> None:
    """Where it can be, it is written anew."""
    cache = tmp_path / "cache"
    run(house, cache)
    file = starts.kept_in(cache, ".modules")
    data = file.read_bytes()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(data[:-5])
        case "another Python's":
            file.write_bytes(data.replace(sys.version.encode(), sys.version.encode().swapcase()))
        case "zeros":
            file.write_bytes(bytes(len(data)))
        case _:
            file.unlink()
            file.mkdir()

    assert run(house, cache) == "tea"
    if damage != "a folder":
        assert run(house, cache) == "tea house house.room inspect"


def test_where_python_keeps_no_byte_code_there_is_nothing_to_keep(
    house: Path, home: Path, tmp_path: Path
) -> None:
    """A file is in the way of the folder here, and so of what Python itself keeps: there is nothing to be kept then."""
    (tmp_path / "file").write_bytes(b"")

    assert run(house, tmp_path / "file") == "tea"
    assert run(house, tmp_path / "file") == "tea"
    assert list(home.rglob("*.modules")) == []


def test_nothing_is_written_where_python_writes_no_byte_code(house: Path, tmp_path: Path) -> None:
    """`-B` is a wish of the same kind."""
    assert run(house, tmp_path / "cache", "-B") == "tea"
    assert list(tmp_path.rglob("*.modules")) == []


RIDE = """
import sys
sys.path.insert(0, sys.argv[1])
from reader import modules
modules.take()
from reader import page
from reader.text import line
assert modules.__file__.startswith(sys.argv[1])
assert line.__file__ == line.__spec__.origin == sys.argv[1] + "/reader/text/line.py", line.__file__
assert line.__package__ == line.__spec__.parent == "reader.text"
assert line.__cached__ == line.__spec__.cached and line.__loader__ is line.__spec__.loader
assert page.line is line and sys.modules["reader.text"].line is line
assert sys.modules["reader.text"].__path__ == [sys.argv[1] + "/reader/text"]
import importlib, inspect
assert "said" in inspect.getsource(line)
modules.arrive()
assert type(line) is type(page) is type(sys)
try:
    line.colour
except AttributeError as error:
    assert str(error) == "module 'reader.text.line' has no attribute 'colour'", error
shelf = modules._shelf
print(*page.seen, *sorted(shelf.trains if shelf else ()))
modules.keep({*sys.modules})
assert importlib.reload(line) is line
"""


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A folder with a package that is called as ours is: a page, which needs lines, which need cells."""
    folder, here = tmp_path / "another", Path(modules.__file__).parent
    (folder / "reader" / "text").mkdir(parents=True)
    for name in ("__init__.py", "modules.py", "homes.py"):
        (folder / "reader" / name).write_bytes((here / name).read_bytes())
    # One gives a thing when it is asked for it. What is in a package stands before it here, and says so when it is run.
    for name, needs in {
        "page": "from reader.text import line\nfrom reader.seen import late, seen",
        "seen": "seen = []\ndef __getattr__(name):\n    if name == 'late': return 1\n    raise AttributeError",
        "text/__init__": "from reader.text.cells import seen",
        "text/cells": "from reader.seen import seen",
        "text/line": "from reader.text.cells import seen",
    }.items():
        said = f"{needs}\nsaid = 'tea'\nseen.append({name.removesuffix('/__init__')!r})\n"
        (folder / "reader" / f"{name}.py").write_text(said)
    return folder


ONE_BY_ONE = "seen text/cells text text/line page"


def ride(another: Path, cache: Path) -> str:
    """What is run, in this order, and the trains that this run knows of."""
    return starts.run(cache, RIDE, str(another))


def test_what_one_module_brings_with_it_comes_in_one_piece(another: Path, tmp_path: Path) -> None:
    """In the order in which Python runs it one by one, and with the same names, files and packages."""
    cache = tmp_path / "cache"

    assert ride(another, cache) == ONE_BY_ONE
    assert ride(another, cache) == ONE_BY_ONE
    assert ride(another, cache) == f"{ONE_BY_ONE} reader.page"


@pytest.mark.parametrize("changed", ["page", "text/__init__", "text/cells", "text/line"])
def test_a_train_with_a_source_that_has_changed_is_left(
    another: Path, tmp_path: Path, changed: str
) -> None:
    """Its modules are imported as they are now, and the next train is of these."""
    cache, source = tmp_path / "cache", another / "reader" / f"{changed}.py"
    for _start in range(3):
        ride(another, cache)
    (another / "reader" / "more.py").write_text(
        "from reader.seen import seen\nseen.append('more')\n"
    )
    source.write_text("import reader.more\n" + source.read_text())

    said = [ride(another, cache) for _start in range(3)]

    assert all("more" in each for each in said)
    assert said[0].split()[:6] == said[2].split()[:6]
    assert said[2].endswith(" reader.page")


def test_a_module_that_fails_says_so_as_ever(another: Path, tmp_path: Path) -> None:
    """What it needs is gone: its train is left, and Python says what is missing."""
    cache = tmp_path / "cache"
    (another / "reader" / "text" / "cells.py").write_text(
        "import colour\nfrom reader.seen import seen\n"
    )
    (another / "colour.py").write_text("")
    for _start in range(3):
        ride(another, cache)
    (another / "colour.py").unlink()

    with pytest.raises(AssertionError, match="No module named 'colour'"):
        ride(another, cache)


def test_a_start_that_is_killed_has_made_the_next_one_quick(home: Path, tmp_path: Path) -> None:
    """What was imported and compiled is kept while one reads, not only on leaving."""
    file, cache = tmp_path / "tea.txt", tmp_path / "cache"
    file.write_text("茶\n\n一、水\n\n水要滚。\n", encoding="utf-8")

    terminal = Terminal(home, str(file), PYTHONPYCACHEPREFIX=str(cache), PYTHONDONTWRITEBYTECODE="")
    terminal.wait_for(cache, ".modules")
    terminal.wait_for(cache, ".codes")
    terminal.kill()

    assert b"reader.tui.start" in starts.kept_in(cache, ".modules").read_bytes()
