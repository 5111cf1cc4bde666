"""Passages by command: kept, changed, attached, deleted, brought back, printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import main

SECRET = "他从来没有回过一封信"
SOURCE = f"""# 秋天的信

## 一、来信

那天下午，邮差把一封信放在门口。信封已经潮了。信封上没有字。

##paidbegin##

## 二、回信

{SECRET}。

##paidend##

## 三、后来

后来石阶上长满了青苔。
"""


@pytest.fixture(autouse=True)
def source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A file of the library with one essay, the second of whose three sections is paid."""
    path = tmp_path / "letters" / "autumn.md"
    path.parent.mkdir()
    path.write_text(SOURCE, encoding="utf-8")
    assert main(["add", str(path.parent)]) == 0
    capsys.readouterr()
    return path


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """The JSON that a command answers with."""
    assert main([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_passage_is_kept_by_its_words_or_its_offsets(capsys: pytest.CaptureFixture[str]) -> None:
    """With a note, a label, a colour by name, tags and a letter."""
    words = (
        "--note",
        "潮",
        "--label",
        "Post",
        "--colour",
        "blue",
        "--tag",
        "信，秋",
        "--letter",
        "p",
    )

    kept = answer(capsys, "mark", "秋天的信", "信封已经潮了。", *words)

    assert kept["snippet"] == "信封已经潮了。"
    assert (kept["note"], kept["label"], kept["colour"], kept["letter"]) == ("潮", "Post", 3, "p")
    assert (kept["tags"], kept["state"]) == (["信", "秋"], "exact")
    assert answer(capsys, "mark", "秋天的信", f"{kept['offset']}")["snippet"] == "信封已经潮了。"
    assert answer(capsys, "mark", "秋天的信", "0-2")["snippet"] == "秋天"


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("信封", "stands in 2 places"),
        ("没有这样的话在文中出现", "is not in the essay"),
        (SECRET, "is not in the essay"),
        ("9000", "offsets are from 0 to"),
        ("7-7", "offsets are from 0 to"),
    ],
)
def test_a_passage_that_is_none_is_told(
    capsys: pytest.CaptureFixture[str], passage: str, said: str
) -> None:
    """One that stands twice, nowhere, or in a closed region."""
    assert main(["mark", "秋天的信", passage]) == 1
    assert said in capsys.readouterr().err


def test_bookmarks_are_filtered(capsys: pytest.CaptureFixture[str], source: Path) -> None:
    """By words, tag, colour, note, and by what has become of them."""
    answer(capsys, "mark", "秋天的信", "信封上没有字。", "--tag", "字", "--colour", "2")
    answer(capsys, "mark", "秋天的信", "后来石阶上长满了青苔。", "--note", "绿")
    source.write_text(SOURCE.replace("信封上没有字。", ""), encoding="utf-8")

    def left(*options: str) -> list[str]:
        return [each["snippet"] for each in answer(capsys, "bookmarks", *options)]

    assert len(left()) == 2
    assert left("--tag", "字") == left("--colour", "green") == left("--lost") == ["信封上没有字。"]
    assert left("--noted") == left("--find", "青苔") == ["后来石阶上长满了青苔。"]
    assert left("--changed") == []
    assert main(["bookmarks", "--lost"]) == 0
    assert "lost" in capsys.readouterr().out


def test_a_bookmark_is_changed_attached_deleted_and_brought_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By the beginning of its id; `undo` takes back what was done last."""
    kept = answer(capsys, "mark", "秋天的信", "信封上没有字。")
    name = kept["id"].removeprefix("bookmark:")[:6]

    assert answer(capsys, "annotate", name, "--note", "空")["note"] == "空"
    assert answer(capsys, "attach", name, "信封已经潮了。")["snippet"] == "信封已经潮了。"
    assert answer(capsys, "unmark", name) == [kept["id"]]
    assert answer(capsys, "bookmarks") == []
    assert answer(capsys, "undo") == [{"id": kept["id"], "was": "deleted"}]
    assert [each["note"] for each in answer(capsys, "bookmarks")] == ["空"]
    assert main(["unmark", "zzzz"]) == 1
    assert main(["annotate", name]) == 2
    assert main(["annotate", name, "--colour", "9"]) == 2


def test_two_bookmarks_are_joined(capsys: pytest.CaptureFixture[str]) -> None:
    """With what both had; one is not two."""
    first = answer(capsys, "mark", "秋天的信", "信封上没有字。", "--note", "一")["id"]
    second = answer(capsys, "mark", "秋天的信", "信封已经潮了。", "--note", "二")["id"]

    assert answer(capsys, "join", first, second)["note"] == "一\n\n二"
    assert len(answer(capsys, "bookmarks")) == 1
    assert main(["join", first, first]) == 2


def test_a_passage_is_printed_as_the_essay_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of a closed region, and nothing of typesetting."""
    assert main(["quote", "秋天的信", "信封上没有字。"]) == 0
    assert capsys.readouterr().out == "信封上没有字。\n"

    found = answer(capsys, "quote", "秋天的信", "0-60")
    assert SECRET not in found["text"]
    assert "二、回信" not in found["text"]
    assert found["closed"] == 1
