"""Which sources are worth reading for a query, told from their raw text."""

from pathlib import Path

import pytest

from reader.session.grepping import may_hold
from reader.session.query import understood


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
    assert may_hold(path, understood("门铃响过"))
    assert may_hold(path, understood("门铃 三次"))
    assert not may_hold(path, understood("门铃三次"))
    assert not may_hold(path, understood("铃门"))


@pytest.mark.parametrize(
    "raw",
    ["门**铃**响", "门<b>铃</b>响", "门[铃](x.html)响", "> 门\n> 铃响", "&#38376;铃响", "门\\铃响"],
)
def test_markup_hides_no_passage(tmp_path: Path, raw: str) -> None:
    """Where a character may be written otherwise, the source is read."""
    path = tmp_path / "a.md"
    path.write_text(raw, "utf-8")
    assert may_hold(path, understood("门铃响"))


def test_what_cannot_be_told_is_read(tmp_path: Path) -> None:
    """Another encoding, another format, a name or a note."""
    path = tmp_path / "a.txt"
    path.write_bytes("门铃".encode("gb18030"))
    assert may_hold(path, understood("没有"))
    assert may_hold(tmp_path / "a.epub", understood("没有"))
    path.write_text("门铃", "utf-8")
    assert may_hold(path, understood("title:没有"))
    assert may_hold(path, understood("门 -没有"))
    assert not may_hold(path, understood("没有"))
