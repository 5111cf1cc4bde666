"""What was kept in other programs comes in, finds its essays, and never comes twice."""

import json
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.library.state.file import StateFile
from reader.library.state.text import dump
from reader.paths import config_file, state_file
from reader.session import kept
from reader.session.incoming import kindle, koreader
from reader.session.incoming.clipping import ImportFileError, moment
from reader.session.incoming.recognising import understood
from tests.keeping import SECRET, answer, keep, library, said, state
from tests.shelves import write

KINDLE = """\ufeff雨天散步 (某某)
- 您在第 1 页（位置 #10-12）的标注 | 添加于 2025年3月9日星期日 下午8:05:00

他撑着伞走了很远
==========
\ufeff雨天散步 (某某)
- 您在第 1 页（位置 #10-14）的标注 | 添加于 2025年3月9日星期日 下午8:06:00

他撑着伞走了很远，一直走到江边
==========
\ufeff雨天散步 (某某)
- 您在第 1 页（位置 #14）的笔记 | 添加于 2025年3月9日星期日 下午8:07:00

哪条江？
==========
\ufeff雨天散步 (某某)
- 您在第 1 页（位置 #20）的书签 | 添加于 2025年3月9日星期日 下午8:08:00


==========
Another Book (A. N. Author)
- Your Highlight on page 12 | location 170-72 | Added on Sunday, March 9, 2025 8:05:00 PM

A sentence that stands in no essay of this library.
==========
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A library of two essays."""
    return library(tmp_path / "essays")


def bookmarks() -> list[kept.Bookmark]:
    """What is kept."""
    return kept.bookmarks(state())


# Our own.


def test_an_export_into_an_empty_state_is_the_state(
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Identical, deletions and all; so is an export of it. The second time nothing is new."""
    keep("秋天的信", "信封已经有些潮了", note="潮\n二", colour=2, tags=["信"])
    gone = keep("雨天散步", "街上没有人", label="序")
    file = StateFile(state_file())
    loaded = file.load().state
    file.save(loaded.delete(gone, "2027-01-01T00:00:00.000Z"))
    before = state()
    exported = said(capsys, "export", "--to", "json")
    path = write(tmp_path / "kept.json", exported)

    monkeypatch.setenv("READER_HOME", str(tmp_path / "empty"))
    (first,) = answer(capsys, "import", str(path), "--json")
    (second,) = answer(capsys, "import", str(path), "--json")

    assert dump(state()) == dump(before)
    assert said(capsys, "export", "--to", "json") == exported
    assert (first["new"], second["new"], second["changed"]) == (1, 0, 0)


def test_an_import_says_what_it_would_do(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And does it only without `--dry-run`."""
    path = write(tmp_path / "My Clippings.txt", KINDLE)

    (dry,) = answer(capsys, "import", str(path), "--dry-run", "--json")
    assert bookmarks() == []
    (done,) = answer(capsys, "import", str(path), "--json")

    assert dry == done
    assert len(bookmarks()) == 2


def test_a_folder_that_is_not_here_is_left_out(
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The library of another machine lies elsewhere."""
    path = write(tmp_path / "kept.json", said(capsys, "export", "--to", "json"))
    shelf.rename(tmp_path / "away")
    monkeypatch.setenv("READER_HOME", str(tmp_path / "empty"))

    (done,) = answer(capsys, "import", str(path), "--json")

    assert done["away"] == [str(shelf)]
    assert kept.folders(state()) == []


# Kindle.


def test_kindle_highlights_find_their_essay(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The longer of two, with its note; what is nowhere is told and kept under its title."""
    path = tmp_path / "clippings"
    path.write_bytes(KINDLE.replace("\n", "\r\n").encode())

    (done,) = answer(capsys, "import", str(path), "--json")

    assert (done["program"], done["new"]) == ("Kindle", 2)
    assert [each["title"] for each in done["unmatched"]] == ["Another Book"]
    found = next(mark for mark in bookmarks() if mark.title == "雨天散步")
    assert found.quotation == "他撑着伞走了很远，一直走到江边"
    assert found.note == "哪条江？"
    assert found.created == "2025-03-09T20:06:00.000Z"
    assert found.place["hash"]
    assert "他撑着伞" in said(capsys, "bookmarks", "雨天散步")
    assert "stands in no essay" in said(capsys, "bookmarks")


def test_what_was_brought_in_never_comes_twice(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does it come back after it was deleted."""
    path = write(tmp_path / "clippings", KINDLE)
    main(["import", str(path)])
    before = dump(state())

    (again,) = answer(capsys, "import", str(path), "--json")
    assert (again["new"], again["known"]) == (0, 2)
    assert dump(state()) == before

    mark = next(mark for mark in bookmarks() if mark.title == "雨天散步")
    StateFile(state_file()).save(state().delete(mark.id, "2027-01-01T00:00:00.000Z"))
    main(["import", str(path)])
    assert mark.id not in {each.id for each in bookmarks()}


def test_what_was_nowhere_is_found_when_its_essay_comes(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the next import of the same file."""
    path = write(tmp_path / "clippings", KINDLE)
    main(["import", str(path)])
    write(
        shelf / "another.txt",
        "Another Book\n\nIt begins. A sentence that stands in no essay of this library. It ends.\n",
    )

    (done,) = answer(capsys, "import", str(path), "--json")

    assert (done["new"], done["unmatched"]) == (0, [])
    assert "stands in no essay" in said(capsys, "bookmarks", "Another Book")
    assert len(bookmarks()) == 2


def test_what_was_nowhere_finds_an_essay_of_its_title(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As soon as it is in the library."""
    main(["import", str(write(tmp_path / "clippings", KINDLE))])
    write(
        shelf / "another.txt",
        "Another Book\n\nA sentence that stands in no essay of this library.\n",
    )

    assert "stands in no essay" in said(capsys, "bookmarks", "Another Book")


def test_a_quotation_is_found_in_an_essay_of_another_title(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """If it stands in one only."""
    path = write(tmp_path / "clippings", KINDLE.replace("雨天散步", "网络文章合集"))

    (done,) = answer(capsys, "import", str(path), "--json")

    assert [each["title"] for each in done["unmatched"]] == ["Another Book"]
    assert "他撑着伞" in said(capsys, "bookmarks", "雨天散步")


def test_what_stands_in_a_closed_region_stays_closed(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It came from the reader's own file, is found, and is shown when the region is opened."""
    path = write(
        tmp_path / "c",
        f"秋天的信\n- Your Highlight on Location 5-6 | Added on x\n\n{SECRET}\n==========\n",
    )

    main(["import", str(path)])

    assert SECRET not in said(capsys, "bookmarks", "秋天的信")
    assert SECRET not in said(capsys, "export", "--to", "json")
    main(["unlock", "秋天的信"])
    assert SECRET in said(capsys, "bookmarks", "秋天的信")


@pytest.mark.parametrize(
    ("facts", "created"),
    [
        ("- Your Highlight Location 10-12 | Added on Sunday, 9 March 2025 20:05:00", "T20:05:00"),
        ("- Highlight Loc. 10-12  | Added on Sunday, March 9, 2025, 08:05 PM", ""),
        ("- 您在位置 #10-12的标注 | 添加于 2025年3月9日星期日 上午12:05:00", "T00:05:00"),
        ("- 您在位置 #10-12 的標註 | 新增於 2025年3月9日星期日 20:05:00", "T20:05:00"),
    ],
)
def test_the_words_of_several_firmwares(facts: str, created: str) -> None:
    """English and Chinese, older and newer; a time that is none is none."""
    (found,) = kindle.read(f"书名（上） (作者)\n{facts}\n\n文字\n==========\n")

    assert (found.title, found.author, found.quotation) == ("书名（上）", "作者", "文字")
    assert created in found.created
    assert bool(created) == bool(found.created)


# Readwise, hypothes.is.


def test_readwise_tables_come_in(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With note, tags and colour, whatever the first line calls them."""
    table = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
        '街上没有人,雨天散步,某某,,"一\n二",green,"a,b c",page,1,2025-03-09 12:00:00+00:00\n'
    )
    path = write(tmp_path / "readwise.csv", table)

    main(["import", str(path)])

    (mark,) = bookmarks()
    assert (mark.quotation, mark.note, mark.colour) == ("街上没有人", "一\n二", 2)
    assert mark.tags == ("a", "b c")
    assert mark.created == "2025-03-09T12:00:00.000Z"


@pytest.mark.parametrize("form", ["readwise", "annotations"])
def test_what_we_exported_is_known_again(
    form: str, shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its link; into another home it comes with its note, tags and colour."""
    keep("雨天散步", "街上没有人", note="人呢", tags=["街"], colour=3)
    path = write(tmp_path / "out", said(capsys, "export", "--to", form))

    (again,) = answer(capsys, "import", str(path), "--json")
    assert (again["new"], again["known"], len(bookmarks())) == (0, 1, 1)

    StateFile(state_file()).save(state())
    before = bookmarks()[0]
    state_file().unlink()
    main(["add", str(shelf)])
    main(["import", str(path)])
    (mark,) = bookmarks()
    assert (mark.id, mark.note, mark.tags) == (before.id, "人呢", ("街",))
    assert mark.place["start"] == before.place["start"]
    assert mark.colour == (3 if form == "annotations" else 0)


def test_hypothesis_annotations_come_in(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As its export and its API write them; context finds what stands in several places."""
    selectors = [
        {
            "type": "TextQuoteSelector",
            "exact": "走",
            "prefix": "沿着原路",
            "suffix": "回家去，路上的水洼",
        }
    ]
    one = {
        "created": "2025-03-09T12:00:00.000000+00:00",
        "uri": "https://example.org/walk",
        "text": "回家",
        "tags": ["路"],
        "document": {"title": ["雨天散步 - 某网站"]},
        "target": [{"source": "https://example.org/walk", "selector": selectors}],
    }
    path = write(tmp_path / "h.json", json.dumps({"annotations": [one]}, ensure_ascii=False))

    (done,) = answer(capsys, "import", str(path), "--json")

    assert done["unmatched"] == []
    (mark,) = bookmarks()
    assert (mark.quotation, mark.note, mark.tags) == ("走", "回家", ("路",))


# KOReader.

LUA = r"""-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["color"] = "blue",
            ["datetime"] = "2025-03-09 12:00:00",
            ["drawer"] = "lighten",
            ["note"] = "\"第一\"\
第二 \228\189\160",
            ["page"] = "/body/DocFragment[2]/body/p[1]/text().0",
            ["pageno"] = 1,
            ["text"] = "街上没有人",
        },
        [2] = { ["datetime"] = "2025-03-09 12:00:01", ["page"] = 3, ["text"] = "in 第一章" },
    },
    ["doc_props"] = { ["authors"] = "某某", ["title"] = "雨天散步" },
    ["percent_finished"] = 0.5, ["x"] = { true, -1, nil, },
}
"""


def test_koreaders_metadata_come_in(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of Lua, which is read and never run; places without a passage are left out."""
    path = write(tmp_path / "metadata.epub.lua", LUA)

    (done,) = answer(capsys, "import", str(path), "--json")

    assert (done["program"], done["new"], done["unmatched"]) == ("KOReader", 1, [])
    (mark,) = bookmarks()
    assert (mark.quotation, mark.note, mark.colour) == ("街上没有人", '"第一"\n第二 你', 3)


def test_koreaders_older_metadata_come_in() -> None:
    """Where a bookmark's `notes` was the passage, and its `text` the note or made up."""
    old = """return { ["stats"] = { ["title"] = "书" }, ["bookmarks"] = {
        [1] = { ["notes"] = "一句话", ["text"] = "我的话", ["highlighted"] = true },
        [2] = { ["notes"] = "又一句", ["text"] = "Page 3 又一句 @ 2020-01-01", ["highlighted"] = true },
        [3] = { ["notes"] = "第一章", ["text"] = "Page 5 第一章 @ 2020-01-01" },
    } }"""

    found = koreader.read_lua(old, "x.lua")

    assert [(each.quotation, each.note) for each in found] == [("一句话", "我的话"), ("又一句", "")]


def test_koreaders_json_and_html_come_in() -> None:
    """Of one book, or of several."""
    entry = {
        "text": "街上没有人",
        "note": "人呢",
        "time": 1_741_521_600,
        "sort": "highlight",
        "color": "green",
    }
    book = {"title": "雨天散步", "author": "某某", "entries": [entry]}
    html = (
        '<html><body><div style="width:90%; font-size:12pt"><h2 style="x">雨天散步</h2><h5>某某</h5>'
        '<div style="padding-top:0.5em;"><div style="font-size:10pt;"><span>03/09/25</span></div>'
        '<div style="font-size:12pt"><span>街上&lt;没有&gt;人<br/>了</span></div>'
        '<div style="font-size:11pt; margin-left:2em;"><span>人呢</span></div></div></div></body></html>'
    )

    for content in (book, {"documents": [book]}):
        (found,) = understood(json.dumps(content).encode(), "x.json").clippings
        assert (found.title, found.quotation, found.note, found.colour) == (
            "雨天散步",
            "街上没有人",
            "人呢",
            2,
        )
        assert found.created == "2025-03-09T12:00:00.000Z"
    (found,) = understood(html.encode(), "x.html").clippings
    assert (found.title, found.author, found.quotation, found.note) == (
        "雨天散步",
        "某某",
        "街上<没有>人\n了",
        "人呢",
    )


# What is none of these.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello\n", "nothing is known to be kept in it; what can be read: our own JSON"),
        ("{\n\n oops", "line 3: no JSON"),
        ("[" * 50_000, "nested too deeply"),
        ('{"a": 1}', "nothing is known"),
        ('{"format": "reader-export", "version": 9, "records": []}', "a newer reader"),
        ('{"format": "reader-export", "version": 1}', "should be a list"),
        (
            '{"format": "reader-export", "version": 1, "records": [\n{"id": "b-1"}\n]}',
            "line 2: a record should have",
        ),
        ("return {\n os.execute('x')\n}", "line 2"),
        ("return " + "{" * 200, "nested too deeply"),
        ("Highlight,Title\n\x00\x01", "Highlight"),
    ],
)
def test_what_cannot_be_brought_in_is_a_sentence(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the file and the line; nothing is changed."""
    path = write(tmp_path / "odd", text)

    code = main(["import", str(path)])

    captured = capsys.readouterr()
    assert told in captured.err + captured.out or (code == 0 and told == "Highlight")
    assert "Traceback" not in captured.err


def test_a_file_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "nowhere.csv"]) == 1
    assert main(["import"]) == 2


def test_times_without_a_zone_are_the_same_everywhere() -> None:
    """All machines must make the same id of them."""
    assert moment("2025-03-09 12:00:00") == "2025-03-09T12:00:00.000Z"
    assert moment("2025-03-09T20:00:00+08:00") == "2025-03-09T12:00:00.000Z"
    assert moment("soon") == ""


def test_an_import_goes_into_the_export_folder_too(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is saved is followed, whoever saved it."""
    write(config_file(), f"export: {tmp_path / 'vault'}\n")

    main(["import", str(write(tmp_path / "clippings", KINDLE))])

    names = sorted(path.name for path in (tmp_path / "vault").glob("*.md"))
    assert names == ["Another Book.md", "雨天散步.md"]


def test_lua_is_never_more_than_data() -> None:
    """Whatever is not a literal is refused."""
    with pytest.raises(ImportFileError, match="line 1"):
        koreader.read_lua("return { x = 1 + 1 }", "x.lua")
