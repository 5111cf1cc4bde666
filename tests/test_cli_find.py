"""`reader find`, run as a shell runs it: lines as grep prints them, and an exit code."""

import json
import re
from pathlib import Path

import pytest

from reader.cli.main import main
from tests.shelves import write

LETTERS = """秋天的信

一、来信

　　邮差把信放在门口。

　　信封潮了。

##paidbegin##
二、回信

　　骆驼坐了下来。
##paidend##

三、后来

　　后来再没有信，信箱空了。
"""


@pytest.fixture(autouse=True)
def library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Two essays in the library."""
    folder = tmp_path / "essays"
    write(folder / "letters.txt", LETTERS)
    write(folder / "rain.txt", "Rain\n\nIt rained all day. Nobody wrote.\n")
    main(["add", str(folder)])
    capsys.readouterr()
    return folder


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What `reader find` prints, without the places before the lines."""
    main(["find", *words])
    return re.sub(r"(?m)^\w+#\d+ ", "", capsys.readouterr().out)


def test_lines_are_printed_with_essay_and_section(capsys: pytest.CaptureFixture[str]) -> None:
    """One for each line that has a match, however many it has."""
    assert main(["find", "信 OR 邮差"]) == 0
    capsys.readouterr()

    assert out(capsys, "信箱 OR 邮差") == (
        "秋天的信 § 一、来信: 邮差把信放在门口。\n秋天的信 § 三、后来: 后来再没有信，信箱空了。\n"
    )


def test_of_several_words_the_lines_that_have_all_are_printed(
    capsys: pytest.CaptureFixture[str], library: Path
) -> None:
    """An essay in which no line has them all comes last, with the lines that have some of them."""
    assert out(capsys, "信 门口") == "秋天的信 § 一、来信: 邮差把信放在门口。\n"
    assert out(capsys, "信箱 邮差").count("\n") == 2

    write(library / "later.txt", "以后\n\n　　信箱。\n\n　　邮差来到信箱前。\n")
    main(["list"])
    capsys.readouterr()

    assert out(capsys, "信箱 邮差").splitlines() == [
        "以后: 邮差来到信箱前。",
        "秋天的信 § 一、来信: 邮差把信放在门口。",
        "秋天的信 § 三、后来: 后来再没有信，信箱空了。",
    ]


def test_a_line_names_the_place_that_open_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """The essay's id and the offset, before all else; `reader show` takes the id."""
    main(["find", "信箱"])
    place, line = capsys.readouterr().out.split(" ", 1)

    assert main(["open", place]) == 0
    assert "后来再没有信，信箱空了。" in line
    assert "后来再没有信，信箱空了。" in capsys.readouterr().out
    assert main(["show", place.partition("#")[0]]) == 0


def test_nothing_found_is_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """As grep has it: 1, and nothing said; 2 for a query that is none."""
    assert main(["find", "zebra"]) == 1
    assert capsys.readouterr() == ("", "")
    assert main(["find", "(zebra"]) == 2
    assert "closing" in capsys.readouterr().err
    assert main(["find"]) == 2


def test_closed_text_is_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Until its region is opened; and again when it is closed."""
    assert main(["find", "骆驼"]) == 1
    main(["unlock", "秋天的信"])
    capsys.readouterr()

    assert out(capsys, "骆驼") == "秋天的信 § 二、回信: 骆驼坐了下来。\n"

    main(["lock", "秋天的信"])
    assert main(["find", "骆驼"]) == 1


def test_lines_around_are_printed_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """Once each, with a dash; what is closed is not among them."""
    assert out(capsys, "信封", "-C", "1") == (
        "秋天的信 § 一、来信- 邮差把信放在门口。\n"
        "秋天的信 § 一、来信: 信封潮了。\n"
        "秋天的信 § 二、回信- 二、回信\n"
    )
    assert out(capsys, "信箱 OR wrote", "-C", "0").count("--") == 0
    assert "--\n" in out(capsys, "信箱 OR wrote", "-C", "1")


def test_the_answer_can_be_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets count in the essay's text; an empty list where nothing is found."""
    [line] = json.loads(out(capsys, "信箱", "--json"))

    assert line["title"] == "秋天的信"
    assert line["section"] == ["三、后来"]
    assert line["text"] == "后来再没有信，信箱空了。"
    [match] = line["matches"]
    assert match["text"] == "信箱"
    assert match["end"] - match["start"] == 2
    assert json.loads(out(capsys, "zebra", "--json")) == []


def test_one_essay_can_be_searched(capsys: pytest.CaptureFixture[str], library: Path) -> None:
    """By its title, or by its file, whether that is in the library or not."""
    assert out(capsys, "o", "--essay", "秋天") == ""
    assert out(capsys, "wrote", "--essay", "Rain").startswith("Rain: It rained")
    assert out(capsys, "wrote", "--essay", str(library / "rain.txt")).startswith("Rain: It rained")


def test_a_limit_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is left out silently."""
    assert main(["find", "信", "--limit", "2"]) == 0

    printed, complained = capsys.readouterr()
    assert printed.count("\n") == 2
    assert "more" in complained


def test_matches_are_coloured_for_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or where somebody asks for it; else there is no escape sequence."""
    assert "\x1b" not in out(capsys, "信箱")
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[1;31m信箱\x1b[0m" in out(capsys, "信箱")


def test_a_regular_expression_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """In each line by itself."""
    assert out(capsys, "--regex", "信.空了。$") == "秋天的信 § 三、后来: 后来再没有信，信箱空了。\n"


def test_the_answer_is_the_same_with_and_without_an_index(
    capsys: pytest.CaptureFixture[str], library: Path
) -> None:
    """Before the first scan, after it, and when a file was changed behind its back; what has to be
    read comes last.
    """
    before = sorted(out(capsys, "信").splitlines())
    main(["list"])
    capsys.readouterr()
    assert sorted(out(capsys, "信").splitlines()) == before

    write(library / "rain.txt", "Rain\n\n一封信。\n")

    changed = out(capsys, "信").splitlines()
    assert changed[-1] == "Rain: 一封信。"
    assert sorted(changed[:-1]) == before
    assert out(capsys, "rained") == ""


def test_what_a_terminal_might_obey_is_printed_nowhere(
    capsys: pytest.CaptureFixture[str], library: Path
) -> None:
    """Neither out of a title, nor out of a text; JSON has it escaped."""
    write(library / "\u202eodd.txt", "怪\x1b[31m事\n\n一、怪\x07处\n\n　　说来也怪\x1b]0;x\x07。\n")
    odd = re.compile("[\x07\x1b\u202e]")

    printed, as_json = out(capsys, "怪"), out(capsys, "怪", "--json")

    assert printed.count("\n") == 3 == len(json.loads(as_json))
    assert not odd.search(printed + as_json)
    assert "[31m" in json.loads(as_json)[0]["text"]
