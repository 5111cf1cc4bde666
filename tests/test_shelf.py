"""The source that was read last is not parsed again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import paths
from reader.formats import read
from reader.library.index.source import Stamp
from reader.library.shelf import Shelf

STAMP = Stamp(100, 5)


@pytest.mark.parametrize("source", sorted(paths.shipped("content").glob("*.[mt]*")), ids=str)
def test_what_is_taken_is_what_was_put(tmp_path: Path, source: Path) -> None:
    """Every part of every document, for each shipped source."""
    documents = read(source.read_bytes(), str(source)).documents
    shelf = Shelf(tmp_path / "cache" / "opened.json")

    shelf.put(source, STAMP, documents)

    taken = shelf.take(source, STAMP)
    assert taken == documents
    assert [one.length for one in taken] == [one.length for one in documents]
    assert [one.fingerprint for one in taken] == [one.fingerprint for one in documents]


def test_a_source_that_changed_is_not_taken(tmp_path: Path) -> None:
    """Neither another source, nor the same one of another time."""
    shelf = Shelf(tmp_path / "opened.json")
    shelf.put(Path("a.txt"), STAMP, read("茶\n水要滚。\n".encode(), "a.txt").documents)

    assert shelf.take(Path("b.txt"), STAMP) is None
    assert shelf.take(Path("a.txt"), Stamp(100, 6)) is None


@given(junk=st.binary(max_size=200), cut=st.integers(0, 400))
def test_a_damaged_shelf_is_an_empty_one(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, cut: int
) -> None:
    """Whatever is in the file: parsed again, and no complaint."""
    file = tmp_path_factory.mktemp("shelf") / "opened.json"
    shelf = Shelf(file)
    documents = read("茶\n水要滚。\n".encode(), "a.txt").documents
    shelf.put(Path("a.txt"), STAMP, documents)
    whole = file.read_bytes()

    file.write_bytes(whole[:cut] + junk)

    assert shelf.take(Path("a.txt"), STAMP) in (None, documents)


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A cache folder that cannot be made costs only time."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    shelf = Shelf(tmp_path / "file" / "opened.json")

    shelf.put(Path("a.txt"), STAMP, ())

    assert shelf.take(Path("a.txt"), STAMP) is None
