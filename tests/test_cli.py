"""The commands, run as a shell runs them but in this process: words in; text and an exit code out."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from reader.cli.main import main
from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.state.file import StateFile
from reader.session import kept
from reader.session.folders import library_roots
from reader.session.session import Session
from tests.keeping import LETTERS, SECRET


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file with one essay, the second of whose three sections is paid."""
    path = tmp_path / "letters" / "autumn.txt"
    path.parent.mkdir()
    path.write_text(LETTERS, encoding="utf-8")
    return path


@pytest.fixture
def added(source: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same, in the library."""
    assert main(["add", str(source.parent)]) == 0
    capsys.readouterr()
    return source


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What was printed, and what was complained."""
    captured = capsys.readouterr()
    return captured.out, captured.err


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """The JSON that a command answers with."""
    assert main(argv) == 0
    return json.loads(capsys.readouterr().out)


# The library.


def test_the_first_start_lists_what_was_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    """Without any set-up, and into a pipe, `reader` lists the essays that came with it."""
    assert main([]) == 0

    out, err = said(capsys)
    assert len(out.splitlines()) >= 6
    assert err == ""


def test_a_filter_that_means_nothing_is_a_mistake(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told, with what would be right; a filter that leaves nothing is none."""
    assert main(["list", "--filter", "after:foo"]) == 2
    assert "«after:foo»" in said(capsys)[1]
    assert main(["list", "--filter", "bogus:zz"]) == 2
    assert "author, tag, lang" in said(capsys)[1]
    assert main(["list", "--filter", "author:nobody"]) == 0
    assert said(capsys) == ("", "")


@pytest.mark.parametrize("name", ["秋天的信", "秋天", "的信"])
def test_what_names_an_essay_to_a_command_opens_it(
    added: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """As much of its title as is enough; here without a terminal, so that it is printed."""
    assert main(["show", name]) == 0
    shown, _err = said(capsys)

    assert main([name]) == 0

    assert said(capsys)[0] == shown


def test_an_added_folder_is_in_the_list_until_it_is_removed(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(source.parent)

    assert main(["add", folder]) == 0
    assert said(capsys)[0] == f"Added {folder}: 1 essay.\n"
    assert "秋天的信" in [each["title"] for each in answer(capsys, "list", "--json")]

    assert main(["remove", folder]) == 0
    said(capsys)
    assert "秋天的信" not in [each["title"] for each in answer(capsys, "list", "--json")]


def test_what_is_in_the_library_is_not_added_twice(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the folder again nor a file in it: both are there already."""
    assert answer(capsys, "add", str(added.parent), "--json")["added"] is False
    assert answer(capsys, "add", str(added), "--json")["added"] is False
    assert answer(capsys, "paths", "--json")["folders"] == [str(added.parent)]


def test_what_is_not_there_is_not_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(tmp_path / "nowhere")]) == 1

    assert "no such folder or file" in said(capsys)[1]


def test_what_was_not_added_cannot_be_removed(
    added: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence lists what was."""
    assert main(["remove", str(tmp_path)]) == 1

    assert str(added.parent) in said(capsys)[1]


def test_the_list_has_what_scripts_ask_for(added: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = next(each for each in answer(capsys, "list", "--json") if each["path"] == str(added))

    assert essay["title"] == "秋天的信"
    assert essay["author"] is None
    assert (essay["regions"], essay["closed"], essay["bookmarks"]) == (1, 1, 0)
    assert (essay["progress"], essay["finished"]) == (0, False)
    assert essay["han"] > 60
    assert set(essay) >= {"id", "date", "language", "tags", "words", "minutes"}


def test_the_list_can_be_sorted(capsys: pytest.CaptureFixture[str]) -> None:
    by_length = answer(capsys, "list", "--sort", "length", "--json")

    minutes = [each["minutes"] for each in by_length]
    assert minutes == sorted(minutes)


def test_what_library_yaml_says_is_asked_anew_when_it_changed(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though the index has it, so that a start needs no YAML parser."""
    said = added.parent / "library.yaml"
    for title in ("Letters", "Autumn letters"):
        said.write_text(f"essays:\n  {added.name}:\n    title: {title}\n")

        for _start in range(2):
            titles = [each["title"] for each in answer(capsys, "list", "--json")]
            assert title in titles

    said.unlink()
    assert "秋天的信" in [each["title"] for each in answer(capsys, "list", "--json")]


# Printing essays.


def test_a_file_into_a_pipe_is_printed_set(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`reader FILE | cat`: no line is wider than the measure, and nothing is an escape sequence."""
    assert main([str(source)]) == 0

    out, _err = said(capsys)
    assert "秋天的信" in out
    assert "　　那天下午" in out or "    那天下午" in out
    assert max(len(line) for line in out.splitlines()) <= 72
    assert "\x1b" not in out


@pytest.mark.parametrize("measure", [20, 33, 160])
def test_no_line_is_wider_than_the_measure(
    measure: int, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from reader.text.cells import width

    assert main(["show", str(source), "--measure", str(measure)]) == 0

    assert max(width(line) for line in said(capsys)[0].splitlines()) <= measure


def test_plain_print_has_a_paragraph_a_line(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "--plain", str(source)]) == 0

    lines = said(capsys)[0].splitlines()
    assert "那天下午，邮差把一封信放在门口的石阶上，信封已经有些潮了。" in lines
    placard = next(line for line in lines if "🔒" in line)
    assert "二、回信" in placard


def test_all_essays_of_a_folder_are_printed(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source.parent / "second.md").write_text("# The Second\n\nA line.\n")

    assert main([str(source.parent)]) == 0

    out, _err = said(capsys)
    assert "秋天的信" in out
    assert "The Second" in out


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`… | reader -` prints what came through the pipe; it can be inspected and shown as well."""
    for argv in (["-"], ["show", "-"], ["inspect", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LETTERS.encode())))

        assert main(argv) == 0

        out, _err = said(capsys)
        assert "秋天的信" in out
        assert SECRET not in out


def test_colours_are_only_for_terminals(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A theme changes nothing in a pipe, unless `FORCE_COLOR` asks for it; `NO_COLOR` forbids."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    main(["show", str(source), "--theme", "night"])
    assert "\x1b" not in said(capsys)[0]

    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["show", str(source), "--theme", "night"])
    assert "\x1b[38;2;" in said(capsys)[0]

    monkeypatch.setenv("NO_COLOR", "1")
    main(["show", str(source), "--theme", "night"])
    out, _err = said(capsys)
    assert "\x1b[1m" in out
    assert "38;" not in out


def test_json_has_the_blocks_of_the_view(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (essay,) = answer(capsys, "show", "--json", str(source))["essays"]

    kinds = [block["kind"] for block in essay["blocks"]]
    assert kinds[0] == "title"
    assert all(len(b["text"]) == b["end"] - b["start"] for b in essay["blocks"])
    assert [section["closed"] for section in essay["sections"]] == [False, True, False]
    assert essay["regions"][0]["open"] is False


# Naming essays.


@pytest.mark.parametrize("name", ["秋天的信", "秋天"])
def test_an_essay_is_named_by_its_title_or_a_part_of_it(
    name: str, added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (essay,) = answer(capsys, "outline", "--json", name)["essays"]

    assert essay["title"] == "秋天的信"


def test_a_file_has_the_id_that_it_has_in_the_library(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So what was opened or kept by the one name is there by the other."""
    (by_path,) = answer(capsys, "outline", "--json", str(added))["essays"]
    (by_id,) = answer(capsys, "outline", "--json", by_path["id"])["essays"]
    (by_prefix,) = answer(capsys, "outline", "--json", by_path["id"][:6])["essays"]

    assert by_path == by_id == by_prefix


@pytest.mark.parametrize(
    ("argv", "sentence", "code"),
    [
        (["lst"], "Did you mean `reader list`?", 2),
        (["秋天的心"], "Did you mean «秋天的信»", 2),
        (["show", "秋天的心"], "Did you mean «秋天的信»", 1),
        (["nowhere.txt"], "nowhere.txt: there is no such file.", 1),
        (["./list"], "./list: there is no such file.", 1),
        (["show", "no/where"], "no/where: there is no such file.", 1),
        (["inspect", "nowhere"], "nowhere: there is no such file.", 1),
    ],
)
def test_a_word_that_means_nothing_gets_a_sentence(
    argv: list[str],
    sentence: str,
    code: int,
    added: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(argv) == code

    out, err = said(capsys)
    assert out == ""
    assert sentence in err


def test_a_file_that_is_called_like_a_command_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list").write_text("A file called list\n\nIts text.\n")
    monkeypatch.chdir(tmp_path)

    for argv in (["./list"], ["--", "list"]):
        assert main(argv) == 0
        assert "Its text." in said(capsys)[0]


def test_an_exact_title_is_read_like_a_file(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["秋天的信"]) == 0

    assert "石阶上长满了青苔" in said(capsys)[0]


# Paid regions.


def test_a_region_is_opened_and_closed(added: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (opened,) = answer(capsys, "unlock", "秋天", "--json")
    assert (opened["number"], opened["title"], opened["open"]) == (1, "二、回信", True)
    main(["show", "秋天"])
    assert SECRET in said(capsys)[0].replace("\n", "").replace(" ", "")

    assert main(["lock", "秋天", "1"]) == 0
    assert said(capsys)[0] == "Closed: 1 二、回信\n"
    main(["show", "秋天"])
    assert SECRET[:4] not in said(capsys)[0]


def test_a_region_that_is_not_there_is_answered_with_those_that_are(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unlock", "秋天", "2"]) == 1

    assert "1  二、回信" in said(capsys)[1]


def test_regions_of_a_file_are_counted_through_its_essays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`outline` shows the numbers that `unlock` takes."""
    shipped = Path(answer(capsys, "paths", "--json")["content"])
    collection = str(shipped / "a-pair-of-hands.txt")

    assert main(["unlock", collection, "2"]) == 0

    said(capsys)
    essays = answer(capsys, "outline", "--json", collection)["essays"]
    regions = [region for essay in essays for region in essay["regions"]]
    assert [(region["number"], region["open"]) for region in regions] == [(1, False), (2, True)]


@pytest.mark.parametrize("made_open", [True, False])
def test_nothing_that_is_printed_quotes_a_closed_region(
    made_open: bool, added: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even what was kept while the region was open, or what an old state file says of it."""
    kept_a_bookmark_in_the_region(added, home, is_said=made_open)
    main(["lock", "秋天"])
    name = str(added)
    commands = [
        [name],
        ["list"],
        ["list", "--json"],
        ["show", name],
        ["show", name, "--plain"],
        ["show", name, "--json"],
        ["outline", name],
        ["outline", name, "--json"],
        ["bookmarks"],
        ["bookmarks", name],
        ["bookmarks", "--json"],
        ["inspect", name],
        ["inspect", name, "-v"],
        ["inspect", name, "--json"],
        ["lock", name, "--json"],
    ]

    for argv in commands:
        assert main(argv) == 0
        out, err = said(capsys)
        for start in range(len(SECRET) - 3):
            assert SECRET[start : start + 4] not in out + err, argv


def kept_a_bookmark_in_the_region(source: Path, home: Path, *, is_said: bool) -> None:
    """Mark the secret; *is_said*: the bookmark itself says that it was made in a region."""
    main(["unlock", str(source)])
    file = StateFile(home / "state" / "state.yaml")
    state = file.load().state
    session = Session(state, library_roots(state), Catalogue(library_roots(state), Index(None)))
    reading = session.open(session.read_source(source)[0])
    _reading, mark, _ticket = session.marks.keep(reading, reading.view.text().index(SECRET))
    if not is_said:
        session.publish(session.state.put(mark, kept.BOOKMARK, session.now(), region=""))
    file.save(session.state)


def test_bookmarks_say_where_and_when(
    added: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept_a_bookmark_in_the_region(added, home, is_said=True)
    capsys.readouterr()

    (mark,) = answer(capsys, "bookmarks", "--json")

    assert (mark["title"], mark["section"]) == ("秋天的信", ["二、回信"])
    assert mark["snippet"].startswith(SECRET)
    assert mark["closed"] is False
    assert mark["created"] > "2025-03-09T08:05:00.125Z"
    assert answer(capsys, "outline", "--json", "秋天")["essays"][0]["sections"][1]["bookmarks"] == 1


# Inspecting.


def test_inspect_counts_in_the_source(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets are of the decoded source, markers included."""
    found = answer(capsys, "inspect", "--json", str(source))

    assert set(found) == {
        *("encoding", "confidence", "replaced", "format", "warnings", "complaints", "essays")
    }
    assert (found["encoding"], found["format"], found["warnings"]) == ("utf-8", "text", [])
    (essay,) = found["essays"]
    titles = [LETTERS[s["start"] :][: len(s["title"])] for s in essay["sections"]]
    assert titles == ["一、来信", "二、回信", "三、后来"]
    assert [section["paid"] for section in essay["sections"]] == [False, True, False]
    ((start, end),) = essay["paid_ranges"]
    assert SECRET in LETTERS[start:end]
    assert "##" not in LETTERS[start:end]
    assert LETTERS[essay["start"] : essay["end"]].strip().endswith("青苔。")


def test_inspect_names_the_line_of_what_is_odd(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("题目\n\n正文一段，写得很短。\n##paidend##\n", encoding="utf-8")

    assert main(["inspect", str(odd)]) == 0

    assert f"{odd}:4: " in said(capsys)[0]


def test_inspect_reads_in_the_encoding_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    big5 = tmp_path / "big5.txt"
    big5.write_bytes("題目\n\n正文一段，寫得很短。\n".encode("big5"))

    found = answer(capsys, "inspect", "--json", "--encoding", "big5", str(big5))

    assert (found["encoding"], found["essays"][0]["title"]) == ("big5", "題目")


def test_inspect_says_why(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For each heading, and for what an essay is called: a wrong guess can be reported."""
    (essay,) = answer(capsys, "inspect", "--json", str(source))["essays"]

    assert essay["why"]["title"]["line"] == 1
    assert essay["sections"][0]["why"] == "numbered 一、 to 三、, 3 of them"
    assert main(["inspect", "-v", str(source)]) == 0
    assert "(numbered 一、 to 三、, 3 of them)" in said(capsys)[0]


def test_inspect_obeys_the_library_yaml_beside_the_file(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what of it cannot be used."""
    told = f"essays:\n  {source.name}:\n    headings: {{二、回信: no}}\n    heading: x\n"
    (source.parent / "library.yaml").write_text(told, encoding="utf-8")

    found = answer(capsys, "inspect", "--json", str(source))

    assert "二、回信" not in [section["title"] for section in found["essays"][0]["sections"]]
    assert "line 4: `heading` is not known" in found["complaints"][0]


# What goes wrong.


def test_a_damaged_state_is_told_and_the_list_is_printed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "state").mkdir(parents=True)
    (home / "state" / "state.yaml").write_text('{"version": 1, "records": [')

    assert main(["list"]) == 0

    out, err = said(capsys)
    assert len(out.splitlines()) >= 6
    assert "state.yaml" in err


@pytest.mark.parametrize("content", ["It rained.\n", "# config\ntheme: night\n", "[1, 2]"])
def test_a_file_of_something_else_is_not_taken_for_a_damaged_state(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--state` that names a novel by mistake leaves it where it lies, and nothing beside it."""
    novel = tmp_path / "novel.txt"
    novel.write_text(content)

    assert main(["list", "--state", str(novel)]) == 2

    assert "is not a state file" in said(capsys)[1]
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["novel.txt"]
    assert novel.read_text() == content


@pytest.mark.parametrize("remains", ["", "\0\0\0\0", '{"version": 1, "rec'])
def test_what_is_left_of_a_state_file_is_still_one(
    remains: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file, what a crash leaves, and a part of one: a state begins there."""
    state = tmp_path / "state"
    state.write_text(remains)

    assert main(["put", "Where Was I", "later", "--state", str(state)]) == 0

    assert '"version": 1' in state.read_text()


def test_an_empty_word_names_no_essay(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is what an unset variable of a script holds; the folder one is in is not meant."""
    monkeypatch.chdir(source.parent)

    assert main(["show", ""]) == 1

    assert "No essay is called «»" in said(capsys)[1]


def test_a_pipe_is_no_state_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is a device: neither is waited for, nor replaced."""
    os.mkfifo(tmp_path / "pipe")

    assert main(["list", "--state", str(tmp_path / "pipe")]) == 2

    assert "is not a state file" in said(capsys)[1]
    assert (tmp_path / "pipe").is_fifo()


def test_a_state_that_cannot_be_written_is_a_sentence(
    added: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unlock", str(added), "--state", "/proc/nowhere/state.yaml"]) == 1

    out, err = said(capsys)
    assert out == ""
    assert "/proc/nowhere" in err


def test_titles_from_strangers_are_printed_harmless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences and bidi overrides reach no terminal, as text, as JSON, or in a message."""
    hostile = tmp_path / "a\x1b[31mb.md"
    hostile.write_text("# Title \x1b]0;owned\x07 \u202etxt\n\nBody \x1b[2J \u202e.\n")

    for argv in (["show"], ["show", "--json"], ["show", "--plain"], ["outline"], ["inspect"]):
        assert main([*argv, str(hostile)]) == 0
        out, err = said(capsys)
        assert not {"\x1b", "\x07", "\u202e"} & set(out + err), argv
    assert main(["add", str(hostile)]) == 0
    assert main(["show", "\x1b[31m"]) == 1
    out, err = said(capsys)
    assert "\x1b" not in out + err


def test_a_folder_without_essays_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1

    assert "holds no essays" in said(capsys)[1]
