"""Which sources are worth reading for a query, told from their raw text."""

from pathlib import Path

import pytest

from reader.session.grepping import worth_reading
from reader.session.query import understood


def may_hold(path: Path, query: str) -> bool:
    """Whether a source is worth reading."""
    return list(worth_reading([str(path)], understood(query))) == [path]


@pytest.mark.parametrize(
    "raw",
    [
        "他说门铃响过三次。",
        "他说门铃响\n过三次。",
        "他说门铃响\r\n    过三次。",
        "他说门铃响\n\u3000\u3000过三次。",
        "他说门铃##paidbegin##响过##paidend##三次。",
        "他说门\u00ad铃响过三次。",
    ],
)
def test_a_passage_is_seen_however_it_is_broken(tmp_path: Path, raw: str) -> None:
    """Lines, indents, markers and invisible joints stand in the source, not in the essay."""
    path = tmp_path / "a.txt"
    path.write_text(raw, "utf-8")
    assert may_hold(path, "门铃响过")
    assert may_hold(path, "门铃 三次")
    assert not may_hold(path, "门铃三次")
    assert not may_hold(path, "铃门")


@pytest.mark.parametrize(
    "raw",
    ["门**铃**响", "门<b>铃</b>响", "门[铃](x.html)响", "> 门\n> 铃响", "&#38376;铃响", "门\\铃响"],
)
def test_markup_hides_no_passage(tmp_path: Path, raw: str) -> None:
    """Where a character may be written otherwise, the source is read."""
    path = tmp_path / "a.md"
    path.write_text(raw, "utf-8")
    assert may_hold(path, "门铃响")


def test_what_cannot_be_told_is_read(tmp_path: Path) -> None:
    """Another encoding, another format, a name or a note."""
    path = tmp_path / "a.txt"
    path.write_bytes("门铃".encode("gb18030"))
    assert may_hold(path, "没有")
    assert may_hold(tmp_path / "a.epub", "没有")
    path.write_text("门铃", "utf-8")
    assert may_hold(path, "title:没有")
    assert may_hold(path, "门 -没有")
    assert not may_hold(path, "没有")


def test_what_has_it_as_it_was_typed_comes_first(tmp_path: Path) -> None:
    """Then, in their order, those that may have it otherwise; what surely has it not is left out at any time."""
    texts = {
        "1.txt": "门铃\n响过".encode(),
        "2.txt": "没有门铃".encode(),
        "3.txt": "门铃响过".encode("gb18030"),
        "4.txt": "门铃响过".encode(),
        "5.txt": "铃响过门".encode(),
        "6.html": "<p>门铃响过</p>".encode(),
        "7.epub": b"PK",
        "8.txt": "##paidbegin##\n门铃##paidend##响过".encode(),
    }
    for name, raw in texts.items():
        (tmp_path / name).write_bytes(raw)

    found = worth_reading([f"{tmp_path}/{name}" for name in texts], understood("门铃响"))

    order = ["4.txt", "6.html", "1.txt", "3.txt", "7.epub", "8.txt"]
    assert [path.name for path in found] == order


def test_the_end_of_a_long_source_is_looked_at_too(tmp_path: Path) -> None:
    """Behind the others."""
    (tmp_path / "1.txt").write_text("雨。\n" * 200_000 + "门铃", "utf-8")
    (tmp_path / "2.txt").write_text("雨。\n" * 200_000 + "门", "utf-8")
    (tmp_path / "3.txt").write_text("门铃", "utf-8")
    names = [f"{tmp_path}/{n}.txt" for n in (1, 2, 3, 4)]

    found = [path.name for path in worth_reading(names, understood("门铃"))]

    assert found == ["3.txt", "1.txt", "4.txt"]
    assert not may_hold(tmp_path / "2.txt", '"门 铃"')


def test_words_that_are_joined_are_judged_together(tmp_path: Path) -> None:
    """As the query joins them."""
    path = tmp_path / "a.txt"
    path.write_text("雨和雪", "utf-8")

    assert [may_hold(path, query) for query in ("雨 雪", "雨 OR 伞", "雨 near 雪")] == [True] * 3
    assert not any(may_hold(path, query) for query in ("雨 伞", "晴 OR 伞", "雨 near 伞"))
