"""Reading many sources at once: other processes read, and nobody sees a difference but in time."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reader.library import ahead
from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.sources import Root
from reader.library.walk import Progress
from tests.shelves import write


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is many, for these tests."""
    monkeypatch.setattr(ahead, "MANY", 6)


def library(folder: Path) -> Root:
    """A folder of essays, some of which are odd."""
    for n in range(12):
        write(folder / f"{n}.txt", f"第{n}篇\n\n　　天下着雨，走了{n}步。\n")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100))
    (folder / "odd\udcff.txt").write_text("怪名\n\n　　也有雨。\n", encoding="utf-8")
    write(folder / "library.yaml", "essays:\n  3.txt: {title: 第三篇, author: 某人}\n")
    return Root.at(folder)


def test_a_scan_by_many_finds_what_a_scan_alone_finds(tmp_path: Path, index: Index) -> None:
    """The same essays in the same order, the same complaints; and the texts are in the index."""
    root = library(tmp_path / "essays")
    alone = Catalogue([root], Index(None)).scan()
    progress: list[Progress] = []

    by_many = Catalogue([root], index).scan(progress.append)

    assert by_many == alone
    assert len(by_many.essays) == 13
    assert len(index.texts.numbers()) == 13
    assert progress[0].found < progress[-1].found


def test_without_other_processes_a_scan_reads_all(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none can be started, or each dies at once."""
    for interpreter in ("/nowhere/python", "/bin/false"):
        root = library(tmp_path / Path(interpreter).name)
        monkeypatch.setattr("sys.executable", interpreter)

        assert len(Catalogue([root], index).scan().essays) == 13


def test_what_is_known_is_not_read_again(tmp_path: Path, index: Index) -> None:
    """Neither here nor elsewhere."""
    root = library(tmp_path / "essays")
    before = Catalogue([root], index).scan()
    connection = sqlite3.connect(index.path or "")
    connection.execute("UPDATE source SET essays = replace(essays, '\"zh\"', '\"ja\"')")
    connection.commit()
    connection.close()

    after = Catalogue([root], index).scan()

    assert [essay.id for essay in after.essays] == [essay.id for essay in before.essays]
    named = [essay for essay in after.essays if essay.path.name.isascii()]
    assert {essay.language for essay in named} == {"ja"}


SCAN = """
import sys
from pathlib import Path
from reader.library import ahead, walk
from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.sources import Root
ahead.MANY, walk._BATCH = int(sys.argv[3]), 1
root, index = Root.at(Path(sys.argv[1])), Index(Path(sys.argv[2]))
Catalogue([root], index).scan(lambda progress: print(len(progress.essays), flush=True))
"""


@pytest.mark.parametrize("many", [6, 1000], ids=["with other processes", "alone"])
def test_a_scan_that_is_killed_leaves_a_right_next_one(
    tmp_path: Path, index: Index, many: int
) -> None:
    """Nothing is listed twice or left out, whatever was stored by then; the index is whole."""
    root = library(tmp_path / "essays")
    words = [str(root.path), str(tmp_path / "index.sqlite3"), str(many)]
    with subprocess.Popen(
        [sys.executable, "-c", SCAN, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as scan:
        assert scan.stdout is not None
        while (line := scan.stdout.readline()) and int(line) < 5:
            pass
        os.killpg(scan.pid, signal.SIGKILL)

    found = Catalogue([root], index).scan()

    assert list(found.essays) == list(Catalogue([root], Index(None)).scan().essays)
    assert len(index.texts.numbers()) == 13
    assert index.rows("PRAGMA integrity_check") == [("ok",)]
