"""What the index remembers, and what it survives: it is worthless, and nothing must depend on it."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import index as index_module
from reader.library.essay import Essay
from reader.library.index import Index
from reader.library.index.source import Source, Stamp
from reader.library.metadata import FileMetadata, FolderMetadata
from reader.text.length import Length

RAIN = Path("/library/rain.txt")
ESSAY = Essay(
    id="abcd2345",
    path=RAIN,
    ordinal=0,
    title="雨",
    author="我",
    date="2024",
    language="zh",
    tags=("城市", "天气"),
    length=Length(1200, 3),
    end=1300,
    fingerprint="0123456789abcdef",
    regions=("r0", "r1"),
)
SOURCE = Source("/library/rain.txt", Stamp(4_000, 1_700_000_000_123_456_789), (ESSAY,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the index of a test is."""
    return tmp_path / "cache" / "index.sqlite3"


@pytest.fixture
def index(path: Path) -> Iterator[Index]:
    """An index that knows one source."""
    found = Index(path)
    found.store([(RAIN, SOURCE)])
    yield found
    found.close()


def reopened(path: Path) -> dict[Path, Source]:
    """What an index knows that is opened anew."""
    found = Index(path)
    try:
        return found.known()
    finally:
        found.close()


def test_what_is_stored_is_known_at_the_next_start(index: Index, path: Path) -> None:
    """The essays of a source, its stamp, and what their ids were made from."""
    assert index.known() == reopened(path) == {RAIN: SOURCE}


def test_a_source_is_known_once(index: Index) -> None:
    """As it was stored last."""
    newer = SOURCE._replace(stamp=Stamp(5_000, 1), essays=())

    index.store([(RAIN, newer)])

    assert index.known() == {RAIN: newer}


def test_what_is_forgotten_is_unknown(index: Index, path: Path) -> None:
    """The others stay."""
    snow = Path("/library/snow.txt")
    index.store([(snow, SOURCE._replace(essays=()))])

    index.forget([RAIN])

    assert set(reopened(path)) == {snow}


def test_a_name_may_be_no_text(index: Index, path: Path) -> None:
    """File names are bytes, and one that is no UTF-8 costs no other source its place."""
    strange = Path(os.fsdecode(b"/library/\xff\xfe.txt"))

    index.store([(strange, SOURCE._replace(key=f"/library/{strange.name}", essays=()))])

    assert set(reopened(path)) == {RAIN, strange}


def test_folders_are_remembered_with_what_they_say(index: Index) -> None:
    """Those with complaints are not: the complaints must be made again."""
    said = FolderMetadata({"rain.txt": FileMetadata("大雨", tags=("水",), order=2.0)})
    wrong = FolderMetadata({"a.txt": FileMetadata()}, ("line 3: `order` is not a number.",))

    index.store_folders({(Path("/library"), 7): said, (Path("/wrong"), 8): wrong})

    assert index.folders() == {(Path("/library"), 7): said}


def test_nothing_of_a_text_is_in_it(index: Index, path: Path) -> None:
    """Only what the list shows, and what an essay is known by."""
    index.close()
    connection = sqlite3.connect(path)
    ((essays,),) = connection.execute("SELECT essays FROM source").fetchall()
    connection.close()

    (kept,) = json.loads(essays)
    assert kept == {
        "id": "abcd2345",
        "ordinal": 0,
        "title": "雨",
        "author": "我",
        "date": "2024",
        "language": "zh",
        "tags": ["城市", "天气"],
        "length": [1200, 3],
        "end": 1300,
        "fingerprint": "0123456789abcdef",
        "regions": ["r0", "r1"],
    }


# What goes wrong.


@pytest.mark.parametrize(
    "damage", [b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 500]
)
def test_a_damaged_file_is_made_anew(path: Path, damage: bytes) -> None:
    """It knows nothing, and remembers again."""
    path.parent.mkdir()
    path.write_bytes(damage)

    assert reopened(path) == {}
    found = Index(path)
    found.store([(RAIN, SOURCE)])
    found.close()
    assert reopened(path) == {RAIN: SOURCE}


def test_a_file_that_is_damaged_deep_inside_is_made_anew(path: Path) -> None:
    """Also where the damage is only met when everything is read."""
    found = Index(path)
    many = [(Path(f"/library/{n}.txt"), SOURCE) for n in range(500)]
    found.store(many)
    found.close()
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xff" * (len(data) - 12288)
    path.write_bytes(data)

    found = Index(path)
    found.known()
    found.store(many)
    found.close()

    assert len(reopened(path)) == 500


def test_a_file_of_another_version_is_made_anew(
    index: Index, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored there means something else."""
    index.close()
    monkeypatch.setattr(index_module, "VERSION", index_module.VERSION + 1)

    assert reopened(path) == {}


def test_an_entry_that_makes_no_sense_is_left_out(index: Index, path: Path) -> None:
    """The others are known."""
    index.close()
    connection = sqlite3.connect(path)
    with connection:
        for n, essays in enumerate(("{", "[1]", '[{"id": "a"}]', "null")):
            connection.execute(
                "INSERT INTO source VALUES (?, 'k', 1, 1, 0, ?)", (f"/{n}".encode(), essays)
            )
    connection.close()

    assert reopened(path) == {RAIN: SOURCE}


def test_without_a_place_for_it_one_goes_on(tmp_path: Path) -> None:
    """Where a file stands in the way of its folder, or a folder in its own, it is kept in memory."""
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "index.sqlite3").mkdir(parents=True)

    for path in (tmp_path / "file" / "index.sqlite3", tmp_path / "folder" / "index.sqlite3", None):
        found = Index(path)
        found.store([(RAIN, SOURCE)])
        assert found.known() == {RAIN: SOURCE}
        found.close()

    assert (tmp_path / "file").read_text() == "in the way"


def test_a_writer_is_waited_for_in_vain_only_once(index: Index, path: Path) -> None:
    """Each part of a long scan would wait again; when it lets go, it is waited for as before."""
    [(patience,)] = index.rows("PRAGMA busy_timeout")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert not index.write(lambda connection: None)
    [(hurried,)] = index.rows("PRAGMA busy_timeout")
    assert hurried < patience / 10

    other.execute("ROLLBACK")
    other.close()
    assert index.write(lambda connection: None)
    assert index.rows("PRAGMA busy_timeout") == [(patience,)]


def test_while_another_holds_the_file_one_goes_on(path: Path, index: Index) -> None:
    """A lock passes: the file is not touched."""
    index.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    found = Index(path, patience_seconds=0)
    found.store([(RAIN, SOURCE._replace(essays=()))])
    found.close()
    other.close()

    assert reopened(path) == {RAIN: SOURCE}


def test_an_index_is_not_closed_under_who_looks_something_up(index: Index) -> None:
    """The process could end by that; whoever looks something up later finds nothing."""
    under_way, closing = threading.Event(), threading.Event()
    done: list[str] = []

    def work(connection: sqlite3.Connection) -> None:
        under_way.set()
        closing.wait(10)
        done.append("looked")

    looking = threading.Thread(target=lambda: index.read(work, None))
    looking.start()
    under_way.wait(10)
    threading.Timer(0.05, closing.set).start()
    index.close()
    done.append("closed")
    looking.join()

    assert done == ["looked", "closed"]
    assert index.known() == {}


def test_a_scan_that_goes_on_after_closing_harms_nothing(tmp_path: Path) -> None:
    """Who is writing is interrupted, or ends; what comes then is not written, and what is kept stays."""
    path = tmp_path / "index.db"
    index = Index(path)
    index.write(
        lambda connection: connection.execute(
            "INSERT INTO source SELECT 'a', '', 1, 1, 1, '[]'"
        ).close()
    )
    under_way, done = threading.Event(), []

    def work(connection: sqlite3.Connection) -> None:
        under_way.set()
        connection.executemany(
            "INSERT INTO source VALUES (?, '', 1, 1, '', '[]')", ((str(n),) for n in range(100_000))
        )

    writing = threading.Thread(target=lambda: done.append(index.write(work)))
    writing.start()
    under_way.wait()
    index.close()
    writing.join()

    assert len(done) == 1
    assert not index.write(lambda connection: connection.execute("DELETE FROM source").close())
    assert index.rows("SELECT * FROM source") == []
    assert Index(path).rows("SELECT count(*) FROM source") == [(100_001 if done[0] else 1,)]
