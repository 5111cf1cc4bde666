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


def test_a_page_is_configured_by_the_language_of_its_text(tmp_path: Path) -> None:
    """Each under the name that its setting has; yes is yes in any of YAML's words."""
    text = "measure: 60\ntypography:\n  zh: {indent: 0, justify: off}\n  zh-Hant:\n    gap: 2\n"

    config = written(tmp_path, text)

    assert config.complaints == ()
    assert config.settings == {
        "measure": 60,
        "zh.indent": 0,
        "zh.justify": False,
        "zh-hant.gap": 2,
    }


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("theme: pink\n", 1, "there are paper, night"),
        ("language: zh\nmeasure: wide\n", 2, "a number from 12 to 160"),
        ("library: {a: b}\n", 1, "not a list of folders"),
        ("colour: red\n", 1, "known are library, index, theme"),
        ("language: de\n", 1, "expected one of en, zh"),
        ("theme: [night\n", 2, "not YAML"),
        ("typography: wide\n", 1, "expected lines like `zh: {indent: 2}`"),
        ("typography:\n  zh:\n    indent: 9\n", 3, "`indent` is 9; a number from 0 to 4"),
        ("typography:\n  zh: {}\n  en: {justify: 1}\n", 3, "yes or no was expected"),
        ("typography:\n  en: {level: loose}\n", 2, "one of basic, gb, strict"),
        ("typography:\n  en:\n    size: 12\n", 3, "known are measure, indent"),
        ("typography:\n  en: wide\n", 2, "`en` holds no settings"),
        ("typography:\n  Chinese: {gap: 0}\n", 2, "is no language"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    """File, line, what was found, what would be right; the rest is used."""
    (complaint,) = written(tmp_path, text).complaints

    assert f"config.yaml, line {line}: " in complaint
    assert told in complaint


def test_commands_are_lists_of_words(tmp_path: Path) -> None:
    """A wrong one costs itself."""
    config = written(
        tmp_path,
        "commands:\n  dictionary: [sdcv, -n]\n  count: wc\n  wrong: {run: x}\n",
    )

    assert config.settings == {"commands": {"dictionary": ["sdcv", "-n"], "count": ["wc"]}}
    assert config.complaints == (
        f"{tmp_path / 'config.yaml'}, line 4: `wrong` is no command; expected a list of its words.",
    )
