"""`reader inspect` of what holds several sources, and `reader add` of what is none."""

import json
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.wording import choose
from tests.books import zipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One with a text, a text that is called none, and two files that are none."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "rain.txt").write_text(
        "雨\n\n一、开始\n下雨了。\n二、后来\n停了。\n", encoding="utf-8"
    )
    (folder / "notes.dat").write_text("Notes\n\nText.\n", encoding="utf-8")
    for name in ("bad.txt", "bad.dat"):
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    return folder


def test_each_file_of_a_zip_file_is_inspected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text one below the other, as JSON in a list; a member is named as everywhere."""
    bundle = tmp_path / "all.zip"
    bundle.write_bytes(zipped({"a/rain.txt": "雨\n\n下雨了。\n", "b.md": "# B\n\nText.\n"}))

    assert main(["inspect", str(bundle)]) == 0
    said = capsys.readouterr().out
    assert main(["inspect", str(bundle), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert f"{bundle}!/a/rain.txt: text, utf-8, 1 essay\n" in said
    assert f"\n\n{bundle}!/b.md: markdown, utf-8, 1 essay\n" in said
    assert [each["file"] for each in found] == [f"{bundle}!/a/rain.txt", f"{bundle}!/b.md"]
    assert [each["essays"][0]["title"] for each in found] == ["雨", "B"]


def test_what_cannot_be_read_says_so_in_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other files are inspected all the same."""
    assert main(["inspect", str(folder), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert main(["inspect", str(folder)]) == 1
    captured = capsys.readouterr()

    assert [set(each) >= {"file", "error"} for each in found] == [True, False]
    assert "bad.txt is a PNG image, not text" in found[0]["error"]
    assert "bad.txt is a PNG image" in captured.err
    assert "rain.txt: text" in captured.out


def test_reasons_are_told_in_the_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of headings too; JSON keeps the English."""
    assert main(["--lang", "zh", "inspect", "-v", str(folder / "rain.txt")]) == 0
    assert "一、开始  (编号从 一、 到 二、，共 2 个)" in capsys.readouterr().out
    assert main(["--lang", "zh", "inspect", "--json", str(folder / "rain.txt")]) == 0
    choose("en")
    essay = json.loads(capsys.readouterr().out)["essays"][0]
    assert essay["sections"][0]["why"] == "numbered 一、 to 二、, 2 of them"


def test_what_is_no_text_is_never_said_to_be_in_the_library(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also if a folder around it is; and what the folder is not searched for is added by its name."""
    main(["add", str(folder)])
    capsys.readouterr()

    for name in ("bad.txt", "bad.dat"):
        assert main(["add", str(folder / name)]) == 1
        captured = capsys.readouterr()
        assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert main(["add", str(folder / "notes.dat")]) == 0
    assert capsys.readouterr().out.startswith("Added ")
    assert main(["add", str(folder / "rain.txt")]) == 0
    assert "already, as a part of" in capsys.readouterr().out
