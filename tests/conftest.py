"""Every test has a home of its own: no test sees the reader's files, nor another test's."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from reader import wording
from tests.shelves import ROAD, write

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
