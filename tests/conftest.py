"""Every test has a home of its own: no test sees the reader's files, nor another test's."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reader import wording
from reader.library.index import Index
from tests.shelves import NEIGHBOURS, ROAD, SEASONS, write

# A law holds at any pace: a busy machine takes longer than the 200 ms that hypothesis gives an example.
# Every run tries the same examples, so that a run fails for what was changed; READER_SEEK=1 looks for new ones.
settings.register_profile("any pace", deadline=None, derandomize="READER_SEEK" not in os.environ)
settings.load_profile("any pace")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's state, configuration and cache."""
    folder = tmp_path / "home"
    monkeypatch.setenv("READER_HOME", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    wording.choose("en")
    return folder


@pytest.fixture
def road(tmp_path: Path) -> Path:
    """A folder with one short essay, a paragraph of it paid."""
    folder = tmp_path / "library"
    write(folder / "road.md", ROAD)
    return folder


@pytest.fixture
def seasons(tmp_path: Path) -> Path:
    """A folder with three essays by two authors."""
    folder = tmp_path / "library"
    for name, text in SEASONS.items():
        write(folder / name, text)
    return folder


@pytest.fixture
def neighbours(tmp_path: Path) -> Path:
    """A folder with a collection of two essays, paid from the middle of the first to the end of the second."""
    folder = tmp_path / "library"
    write(folder / "neighbours.txt", NEIGHBOURS)
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index on the disk, empty."""
    found = Index(tmp_path / "cache" / "index.sqlite3")
    yield found
    found.close()
