"""Every test has a home of its own: no test sees the reader's files, nor another test's."""

from pathlib import Path

import pytest

from reader import wording


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's state, configuration and cache."""
    folder = tmp_path / "home"
    monkeypatch.setenv("READER_HOME", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    wording.choose("en")
    return folder
