"""What `library.yaml` says of the files beside it, and what it cannot say."""

from pathlib import Path

import pytest

from reader.library.metadata import FileMetadata, read_metadata
from reader.text.corrections import IS_HEADING, NO_HEADING, ONE, Corrections


def said(folder: Path, text: str) -> tuple[dict[str, FileMetadata], list[str]]:
    """What a file says, and the complaints about it without the file's name."""
    path = folder / "library.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_metadata(folder)
    assert all(complaint.startswith(f"{path}, line ") for complaint in found.complaints)
    return found.files, [complaint.removeprefix(f"{path}, ") for complaint in found.complaints]


def test_files_get_titles_authors_dates_tags_and_an_order(tmp_path: Path) -> None:
    """By their names, in folders below too; what is not said stays empty."""
    files, complaints = said(
        tmp_path,
        """\
essays:
  three-walks.md:
    title: 三次散步
    author: A. Walker
    date: 2024-05-01
    tags: [散文, 城市]
    order: 2
  old/rain.txt:
    tags: 雨
    author:
  bare.txt:
""",
    )

    assert files == {
        "three-walks.md": FileMetadata(
            "三次散步", "A. Walker", "2024-05-01", ("散文", "城市"), 2.0
        ),
        "old/rain.txt": FileMetadata(tags=("雨",)),
        "bare.txt": FileMetadata(),
    }
    assert complaints == []


def test_files_are_read_as_they_say(tmp_path: Path) -> None:
    """Encoding, format, essays and headings correct what would be guessed."""
    files, complaints = said(
        tmp_path,
        """\
essays:
  report.txt:
    encoding: gb18030
    format: text
    essays: one
    headings:
      总体要求: 1
      各位代表！: no
      附件*: yes
  walks.txt:
    essays: ["第*次散步"]
""",
    )

    assert complaints == []
    assert files["report.txt"].corrections == Corrections(
        "gb18030",
        "text",
        (ONE,),
        (("总体要求", 1), ("各位代表！", NO_HEADING), ("附件*", IS_HEADING)),
    )
    assert files["walks.txt"].corrections == Corrections(essays=("第*次散步",))


def test_a_folder_without_the_file_says_nothing(tmp_path: Path) -> None:
    """And that is nothing to complain about."""
    assert read_metadata(tmp_path).files == {}
    assert read_metadata(tmp_path / "nowhere").complaints == ()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("title: [a, b]", "`title` is not a single value."),
        ("title: {name: b}", "`title` is not a single value."),
        ("date: [2024]", "`date` is not a single value."),
        ("order: first", "`order` is not a number: first."),
        ("order: .nan", "`order` is not a number: .nan."),
        ("order: 1e999", "`order` is not a number: 1e999."),
        ("order: '{0}'", "`order` is not a number: {0}."),
        ("order: [1]", "`order` is not a single value."),
        ("tags: [a, [b]]", "`tags` is not a list of words."),
        ("tags: {a: b}", "`tags` is not a list of words."),
        ("encoding: utf-9", "'utf-9' is no encoding; utf-8, gb18030 or big5 would be one."),
        ("format: prose", "'prose' is not a format; text, markdown or org would be one."),
        ("essays: 1", "expected `one`, or a list of the lines that essays begin with."),
        (
            "headings: [总体要求]",
            "expected `line: level` under `headings`, as `总体要求: 1`.",
        ),
        (
            "headings: {总体要求: 第一}",
            "`总体要求` should be a level from 1 to 6, yes or no, not '第一'.",
        ),
        (
            "headings: {总体要求: [1]}",
            "`总体要求` should be a level from 1 to 6, yes or no, one value.",
        ),
        (
            "titel: Walks",
            "`titel` is not known; known are title, author, date, tags, order, encoding, format, essays, headings.",
        ),
    ],
)
def test_a_wrong_field_costs_itself_and_a_message(
    tmp_path: Path, line: str, complaint: str
) -> None:
    """The other fields, and the other files, are taken."""
    files, complaints = said(
        tmp_path, f"essays:\n  a.md:\n    {line}\n    author: me\n  b.md:\n    title: B\n"
    )

    assert complaints == [f"line 3: {complaint}"]
    assert files["b.md"] == FileMetadata(title="B")
    assert files["a.md"] == FileMetadata(author="me")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("essays: a.md\n", "line 1: expected file names under `essays:`."),
        ("essays: [a.md]\n", "line 1: expected file names under `essays:`."),
        (
            "essays:\n  a.md: A title\n",
            "line 2: expected title, author, date, tags, order, encoding, format, essays, headings under `a.md`.",
        ),
        ("essay:\n  a.md:\n", "line 1: `essay` is not known here; expected `essays:`."),
        ("- a.md\n", "line 1: expected `name: value` lines."),
        ("essays:\n  a.md: {title: A\n", "line 3: not YAML: "),
    ],
)
def test_a_file_of_another_form_is_complained_about(
    tmp_path: Path, text: str, complaint: str
) -> None:
    """With the line, and what was expected there."""
    _files, complaints = said(tmp_path, text)

    assert len(complaints) == 1
    assert complaints[0].startswith(complaint)


def test_of_two_entries_with_one_name_the_first_holds(tmp_path: Path) -> None:
    """The second is pointed at."""
    files, complaints = said(
        tmp_path, "essays:\n  a.md:\n    title: A\n    title: B\n  a.md:\n    title: C\n"
    )

    assert files == {"a.md": FileMetadata(title="A")}
    assert complaints == [
        "line 4: `title` was there before, in line 3.",
        "line 5: `a.md` was there before, in line 2.",
    ]


def test_what_a_file_says_is_harmless(tmp_path: Path) -> None:
    """In titles as in complaints."""
    files, complaints = said(
        tmp_path, 'essays:\n  a.md:\n    title: "a\\e[31m\\nb"\n    "\\e[2J": x\n'
    )

    assert files["a.md"].title == "a␛[31m b"
    assert complaints == [
        "line 4: `␛[2J` is not known; known are title, author, date, tags, order, encoding, format, essays, headings."
    ]
