"""The benchmark itself: its texts, what it times, and how it draws."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import plot, scanning
from tests.bench.corpora import CHINESE, ENGLISH, MARKDOWN, MIXED, NEEDLE, ONE_LINE, Corpus
from tests.bench.quality import conformance
from tests.bench.waiting import Program, compared


@pytest.mark.parametrize(
    "corpus", [CHINESE, ENGLISH, MIXED, MARKDOWN, ONE_LINE], ids=lambda c: c.name
)
def test_a_corpus_is_about_as_long_as_asked_and_always_the_same(corpus: Corpus) -> None:
    """So that two runs measure the same thing."""
    text = corpus.make(50_000)

    assert text == corpus.make(50_000)
    assert 50_000 <= len(text.encode()) < 60_000
    assert text.startswith(NEEDLE)
    assert (text.count("\n") == 1) == (corpus is ONE_LINE)


def test_a_program_is_timed_from_the_start_to_the_text(tmp_path: Path) -> None:
    """Also the keys that it answers, and none that it does not."""
    pager = (
        "import sys, tty\n"
        "tty.setraw(0)\n"
        f"print('\\x1b[1m{NEEDLE[0]}\\x1b[0m{NEEDLE[1]}', flush=True)\n"
        "while (key := sys.stdin.read(1)) != 'q':\n"
        "    key == 'j' and print('next', flush=True)\n"
    )
    program = Program("pager", (sys.executable, "-c", pager), {"j": ("j", "j"), "G": ("G", "g")})

    said: list[str] = []

    (row,) = compared([program], tmp_path / "text.txt", tmp_path, 1, 2, said.append)

    assert row.text is not None
    assert row.again is not None
    assert set(row.keys) == {"j"}
    assert said == ["round 0 of 1, pager", "round 1 of 1, pager"]
    assert row.memory > 1


def test_a_first_scan_is_measured_by_stage() -> None:
    """Of a library of long essays, and of one of short ones of all kinds."""
    found = list(scanning.rows(12))

    assert len(found) == 2
    assert all(row.size > 12_000 for row in found)
    assert all(min(row.understood, row.kept, row.packed, row.scanned) > 0 for row in found)


def test_official_tests_are_counted() -> None:
    """As the README says: of the clusters, four are by a newer rule."""
    assert conformance() == {
        "LineBreakTest": (19_338, 19_338),
        "GraphemeBreakTest": (762, 766),
    }


def test_a_plot_is_an_svg() -> None:
    """A bar for each program, names made harmless."""
    drawn = plot.bars("Start <&>", "ms", {"10 KB": {"reader": 30.0, "a&b": 300.0}}, "reader")

    assert len(ElementTree.fromstring(drawn).findall("{http://www.w3.org/2000/svg}rect")) == 2
