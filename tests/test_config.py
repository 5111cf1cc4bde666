"""What people write in `config.yaml`."""

from pathlib import Path

import pytest

from reader.library.config import Config, read_config


def written(folder: Path, text: str) -> Config:
    """The configuration that a text makes."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_without_a_file_nothing_is_configured(tmp_path: Path) -> None:
    """Nobody has to write one."""
    assert read_config(tmp_path / "config.yaml") == Config()


def test_folders_are_found_from_where_the_file_is(tmp_path: Path) -> None:
    """`~` is the home, a relative path counts from the configuration's folder."""
    config = written(tmp_path, "library:\n  - essays\n  - ~/more\ntheme: night\nmeasure: 64\n")

    assert config.library == (tmp_path / "essays", Path("~/more").expanduser())
    assert config.settings == {"theme": "night", "measure": 64}
    assert config.complaints == ()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("theme: pink\n", 1, "there are paper, night"),
        ("language: zh\nmeasure: wide\n", 2, "a number from 20 to 160"),
        ("library: {a: b}\n", 1, "not a list of folders"),
        ("colour: red\n", 1, "known are library, theme"),
        ("language: de\n", 1, "expected one of en, zh"),
        ("theme: [night\n", 2, "not YAML"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    """File, line, what was found, what would be right; the rest is used."""
    (complaint,) = written(tmp_path, text).complaints

    assert f"config.yaml, line {line}: " in complaint
    assert told in complaint
