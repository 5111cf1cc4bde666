"""What people write in `config.yaml`."""

import json
import os
import subprocess
import sys
import time
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


SOME = "theme: night\ntypography:\n  zh: {indent: 1}\nlibrary: [a, b]\nexport:\n  folder: out\n"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the entries of the configuration are kept."""
    return tmp_path / "cache" / "config.json"


def settled(path: Path, text: str) -> Path:
    """A configuration as an editor saves it: another file in its place, of a time that tells nothing."""
    new = path.with_name("new")
    new.write_text(text, encoding="utf-8")
    os.utime(new, (1000, 1000))
    return new.replace(path)


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were just written have been there for a while."""
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 3600 * 10**9)


@pytest.mark.usefixtures("an_hour_later")
def test_what_was_parsed_is_not_parsed_again(tmp_path: Path, kept: Path) -> None:
    """As long as the file is the same: the parser is not even imported."""
    path = settled(tmp_path / "config.yaml", SOME)
    first = read_config(path, kept)
    code = (
        "import sys; from pathlib import Path; from reader.library.config import read_config;"
        f"print(read_config(Path({str(path)!r}), Path({str(kept)!r})).settings, 'yaml' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert read_config(path, kept) == first == read_config(path)
    assert said.stdout == f"{first.settings} False\n"


@pytest.mark.usefixtures("an_hour_later")
def test_a_change_is_seen_at_once(tmp_path: Path, kept: Path) -> None:
    """Also of the same length and time; and complaints name lines of the file as it is."""
    path = settled(tmp_path / "config.yaml", "measure: 40\n")
    assert read_config(path, kept).settings == {"measure": 40}

    settled(path, "measure: 50\n")
    assert read_config(path, kept).settings == {"measure": 50}
    settled(path, "\nmeasure: 5\n")
    assert read_config(path, kept) == read_config(path)
    settled(path, "measure: [\n")
    assert "not YAML" in read_config(path, kept).complaints[0]


def test_a_file_that_was_just_written_is_not_trusted(tmp_path: Path, kept: Path) -> None:
    """The next change might not be told from this one."""
    path = settled(tmp_path / "config.yaml", SOME)

    read_config(path, kept)

    assert not kept.exists()


@pytest.mark.usefixtures("an_hour_later")
@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"looks": 1}', "[" * 100_000, '"\\ud800"', "\x00"]
)
def test_damage_to_what_was_kept_changes_nothing(tmp_path: Path, kept: Path, damage: str) -> None:
    """The file is parsed."""
    path = settled(tmp_path / "config.yaml", SOME)
    read_config(path, kept)
    kept.write_text(damage, encoding="utf-8")

    assert read_config(path, kept) == read_config(path)


@pytest.mark.usefixtures("an_hour_later")
@pytest.mark.parametrize("entries", ["[1]", "[[1, 2, 3]]", '[["a", 5, 1]]', '[["a", {}, 1]]'])
def test_entries_of_another_shape_are_not_taken(tmp_path: Path, kept: Path, entries: str) -> None:
    """Whoever wrote them."""
    path = settled(tmp_path / "config.yaml", SOME)
    read_config(path, kept)
    looks = json.loads(kept.read_text("utf-8"))["looks"]
    kept.write_text(f'{{"looks": {json.dumps(looks)}, "entries": {entries}}}', encoding="utf-8")

    assert read_config(path, kept) == read_config(path)
