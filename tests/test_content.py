"""The shipped essays as files: listed, clean, long enough, and of the form they stand for."""

import re
import unicodedata
from typing import Any

import pytest
import yaml

from reader import paths
from reader.formats import read

CONTENT = paths.shipped("content")
LIST = "library.yaml"
ESSAYS = sorted(path.name for path in CONTENT.iterdir() if path.name != LIST)
MARKDOWN = [name for name in ESSAYS if name.endswith(".md")]
COLLECTION = "a-pair-of-hands.txt"

BEGIN, END = "##paidbegin##", "##paidend##"
HEADING = re.compile("[一二三四五六七八九十]、.{1,20}")


def text_of(name: str) -> str:
    """The file *name* with its line ends as they are."""
    return (CONTENT / name).read_bytes().decode("utf-8")


def listed() -> dict[str, dict[str, Any]]:
    """What the list says of each file."""
    essays: dict[str, dict[str, Any]] = yaml.safe_load(text_of(LIST))["essays"]
    return essays


def front_matter(name: str) -> tuple[dict[str, Any], str]:
    """A Markdown file's front matter, and the text behind it."""
    empty, matter, body = text_of(name).split("---\n", 2)
    assert empty == ""
    fields: dict[str, Any] = yaml.safe_load(matter)
    return fields, body


def test_the_list_has_every_file_and_no_other() -> None:
    """Each file of content/ is listed, and each one listed is there."""
    assert sorted(listed()) == ESSAYS


def test_the_list_stands_in_its_own_order_with_the_tours_first() -> None:
    """`order` counts from 1 without a gap, as the list runs; a newcomer meets the tours on top."""
    entries = listed()

    assert [entry["order"] for entry in entries.values()] == list(range(1, len(entries) + 1))
    assert list(entries)[:2] == ["guided-tour.zh.md", "guided-tour.en.md"]


def test_a_collection_gets_its_titles_from_its_text() -> None:
    """A title in the list would name both of its essays alike."""
    assert "title" not in listed()[COLLECTION]


@pytest.mark.parametrize("name", [LIST, *ESSAYS])
def test_files_are_clean_text(name: str) -> None:
    """UTF-8 in NFC, lines that end in one line feed each, no tab and no blank at the end of any."""
    text = text_of(name)

    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.findall(r"[\r\t\u3000\ufeff]|[ \u00a0]$", text, re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in ESSAYS if name != COLLECTION])
def test_essays_are_worth_sitting_down_for(name: str) -> None:
    """Each has at least 1,500 characters, white space not counted."""
    body = front_matter(name)[1] if name in MARKDOWN else text_of(name)

    assert len("".join(body.split())) >= 1500


@pytest.mark.parametrize("name", MARKDOWN)
def test_front_matter_and_list_agree(name: str) -> None:
    """A Markdown essay says the same of itself as the list does, and has no second title."""
    fields, body = front_matter(name)
    entry = listed()[name]

    assert {key: fields[key] for key in ("title", "date", "tags")} == {
        key: entry[key] for key in ("title", "date", "tags")
    }
    assert fields["language"] in {"zh", "en"}
    assert not re.search(r"^# \S", re.sub(r"```.*?```", "", body, flags=re.DOTALL), re.MULTILINE)


def test_a_plain_essay_begins_with_its_title() -> None:
    """The list and the first line of a plain text name it alike."""
    name = "two-scripts-one-line.txt"

    assert text_of(name).split("\n")[0] == listed()[name]["title"]


@pytest.mark.parametrize("name", ESSAYS)
def test_paid_markers_come_in_pairs(name: str) -> None:
    """Begin and end take turns: what ships gives the reader no warning."""
    markers = re.findall(f"{BEGIN}|{END}", text_of(name))

    assert markers == [BEGIN, END] * (len(markers) // 2)


def test_there_are_regions_to_try() -> None:
    """Both tours have a region to open; one essay has two, one of them begins in a sentence."""
    regions = {name: text_of(name).count(BEGIN) for name in ESSAYS}

    assert regions["guided-tour.zh.md"] == regions["guided-tour.en.md"] == 1
    assert regions["where-was-i.md"] == 2
    assert re.search(f"[a-z]{BEGIN} [a-z]", text_of("where-was-i.md"))


@pytest.mark.parametrize("name", ESSAYS)
def test_punctuation_is_that_of_print(name: str) -> None:
    """No typewriter quotes or dashes outside of code, and no ASCII punctuation behind Han."""
    body = front_matter(name)[1] if name in MARKDOWN else text_of(name)
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", body, flags=re.DOTALL)
    prose = re.sub(r"^\|[ :|-]+\|$", "", prose, flags=re.MULTILINE)

    assert not re.findall(r"[\"']|--|\.\.\.", prose)
    assert not re.findall(r"[\u4e00-\u9fff][,.;:?!()]", prose)


def test_the_collection_has_the_form_of_its_kind() -> None:
    """Two essays in one file, as collections from the web are: title, number, title again;
    headings in the first only, one with the begin marker glued to it; the second under nearly the
    same title with a number behind it; the end marker on the last line.
    """
    lines = text_of(COLLECTION).removesuffix("\n").split("\n")
    title, number, first_title = lines[:3]
    gap = lines.index("")
    first, second_title, second = lines[3:gap], lines[gap + 1], lines[gap + 2 : -1]

    assert number == "（2篇）"
    assert first_title == title
    assert lines.count("") == 1
    assert lines[-1] == END

    headings = [line for line in first if HEADING.fullmatch(line.removeprefix(BEGIN))]
    assert [line.removeprefix(BEGIN)[0] for line in headings] == list("一二三")
    assert [line.startswith(BEGIN) for line in headings] == [False, True, False]
    assert first.index(headings[0]) > 0

    assert second_title.endswith("2")
    assert second_title.removesuffix("2") != title
    assert second_title.removesuffix("2") in title
    assert not any(HEADING.fullmatch(line) for line in second)

    paragraphs = [line for line in [*first, *second] if line not in headings]
    assert all(len(line) > 60 and line[-1] in "。！？”" for line in paragraphs)
    assert sum(map(len, first)) >= 1500
    assert sum(map(len, second)) >= 1500


@pytest.mark.parametrize("name", [name for name in ESSAYS if name not in MARKDOWN])
def test_headings_of_plain_text_become_sections(name: str) -> None:
    """Every line that was written as a heading is one, Latin words and spaces in it included."""
    lines = [line.removeprefix(BEGIN) for line in text_of(name).split("\n")]

    sections = [
        section.title
        for document in read((CONTENT / name).read_bytes(), name).documents
        for section in document.sections
    ]

    assert sections == [line for line in lines if HEADING.fullmatch(line)]
