"""A reader of letters who keeps passages: homes for the tests of what is taken away and brought in."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import main
from reader.library.state import State
from reader.library.state.file import StateFile
from reader.paths import index_file, state_file
from reader.session import kept
from reader.session.folders import library_roots
from reader.session.session import Session
from tests.shelves import write

SECRET = "骆驼祥子住在北平的一条胡同里"
LETTERS = f"""秋天的信

一、来信

那天下午，邮差把一封信放在门口的石阶上，信封已经有些潮了。

##paidbegin##
二、回信

{SECRET}，他从来没有回过一封信，可是这一回他坐了下来。
##paidend##

三、后来

后来我们再也没有收到过信，石阶上长满了青苔。
"""
WALK = """雨天散步

下雨的时候，街上没有人。他撑着伞走了很远，一直走到江边，看见一条船慢慢地开过去。

雨停了以后，他把伞收起来，沿着原路走回家去，路上的水洼里都是天空的颜色。
"""


def library(folder: Path) -> Path:
    """A folder with both essays, added to the library of the present home."""
    write(folder / "letters.txt", LETTERS)
    write(folder / "walk.txt", WALK)
    assert main(["add", str(folder)]) == 0
    return folder


def session(state: State | None = None) -> Session:
    """A session on the present home's state and library."""
    from reader.library.catalogue import Catalogue
    from reader.library.index import Index

    found = state or StateFile(state_file()).load().state
    roots = library_roots(found)
    sitting = Session(found, roots, Catalogue(roots, Index(index_file())))
    sitting.scan()
    return sitting


def keep(title: str, words: str, **fields: Any) -> str:
    """Keep *words* of an essay as a reader would, all its regions open; the bookmark's id."""
    sitting = session()
    reading = sitting.open(next(e for e in sitting.essays if e.title == title))
    closed = {region.id: True for region in reading.view.closed}
    if closed:
        reading, _ticket = sitting.regions.set(reading, closed)
    start = reading.view.text().index(words)
    _reading, mark_id, _ticket = sitting.marks.keep(reading, start, end=start + len(words))
    if fields:
        sitting.publish(sitting.state.put(mark_id, kept.BOOKMARK, sitting.now(), **fields))
    StateFile(state_file()).save(sitting.state)
    return mark_id


def state() -> State:
    """What the present home's state file holds."""
    return StateFile(state_file()).load().state


def said(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    """What a command prints."""
    capsys.readouterr()
    assert main(argv) == code, capsys.readouterr().err
    return capsys.readouterr().out


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """The JSON that a command answers with."""
    return json.loads(said(capsys, *argv))
