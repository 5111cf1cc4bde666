"""Cells: never different from Rich's, and cut only between clusters."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich._unicode_data import load
from rich._unicode_data._versions import VERSIONS
from rich.cells import cell_len

from reader.text.cells import WIDER, Widths, clip, drawn, fit, use, width
from reader.text.clusters import boundaries
from reader.text.repertoire import NARROW, SURELY_WIDE, WIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.text.cells import Align

ALPHABET = "🔒𠮷ab é学，“…—·\u200d\ufe0f\u0301👨👩☎❤🇨🇳한\u1100ก\t\n\x1b\u200b\u00ad\u3000~"
texts = st.text(st.sampled_from(ALPHABET), max_size=30)


@pytest.fixture(params=[Widths(), Widths(ambiguous=2), Widths(ambiguous=2, picture=1)])
def widths(request: pytest.FixtureRequest) -> Iterator[Widths]:
    """What terminals there are, one after the other."""
    use(request.param)
    yield request.param
    use(Widths())


def test_every_code_point_is_as_wide_as_rich_says(widths: Widths) -> None:
    """Of the first plane each, alone and before the selector that asks for a picture.

    Beyond it Rich is asked always, so samples do.
    """
    singles = (chr(code) + tail for code in range(0x10000) for tail in ("", "\ufe0f"))
    samples = (chr(at) for at in range(0x10000, 0x40000, 64))
    different = [text for text in (*singles, *samples) if width(text) != cell_len(text)]

    assert different == []


def test_ambiguous_characters_are_as_wide_as_in_the_terminal(widths: Widths) -> None:
    """Quotation marks and dashes as well as letters and lines; no other ones."""
    assert width("“”—…①αЖ─★") == 9 * widths.ambiguous
    assert width("学，a?한🔒") == 10
    assert width("❤\ufe0f") == widths.picture
    assert width("☎\ufe0f") == 2 if widths.ambiguous == 2 else widths.picture
    assert width(drawn("│▏┌─")) == 4


@given(texts)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    """Joiners, selectors and controls included."""
    assert width(text) == cell_len(text)


@settings(max_examples=300)
@given(texts, st.integers(-2, 40))
def test_a_clipped_text_is_the_longest_start_of_whole_clusters(text: str, cells: int) -> None:
    """No start of whole clusters that is longer fits."""
    clipped = clip(text, cells)

    starts = [text[:end] for end in boundaries(text)]
    assert clipped in starts
    assert clipped == max((start for start in starts if width(start) <= max(0, cells)), key=len)


@settings(max_examples=300)
@given(texts, st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_a_fitted_text_takes_exactly_the_cells(text: str, cells: int, align: "Align") -> None:
    """Filled or cut, at every width."""
    assert width(fit(text, cells, align=align)) == cells


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    """The mark of omission counts, and a wide character that would stick out goes."""
    assert fit("学会聚餐", 8) == "学会聚餐"
    assert fit("学会聚餐", 7) == "学会聚…"
    assert fit("学会聚餐", 6) == "学会… "
    assert fit("meeting", 5) == "meet…"
    assert fit("会", 6, align="center") == "  会  "
    assert fit("会", 5, align="right") == "   会"


def test_simple_characters_are_as_wide_as_said_in_all_tables_of_rich() -> None:
    """Whatever version of Unicode the environment names (`UNICODE_VERSION`)."""
    narrow, wide = (re.compile(f"[{chars}]").match for chars in (NARROW, WIDE))
    expected = [1 if narrow(chr(at)) else 2 if wide(chr(at)) else None for at in range(0x10000)]

    for version in VERSIONS:
        widths = [1] * 0x10000
        for start, end, cells in load(version).widths:
            if start < 0x10000:
                widths[start : end + 1] = [cells] * (end + 1 - start)
        pairs = zip(expected, widths, strict=True)
        wrong = [at for at, (ours, rich) in enumerate(pairs) if ours not in (None, rich)]
        assert wrong == [], version

    assert max(map(ord, NARROW)) < ord(SURELY_WIDE) <= min(map(ord, WIDE.replace("-", "")))


def test_pictures_are_as_wide_as_said_in_the_tables_of_rich_that_are_used_today() -> None:
    """From Unicode 9 on, where pictures became wide."""
    wider = re.compile(f"[{WIDER}]").match
    said = [at for at in range(0x30000) if wider(chr(at))]

    for version in (each for each in VERSIONS if int(each.partition(".")[0]) >= 9):
        ranges = [(start, end) for start, end, cells in load(version).widths if cells == 2]
        wide = {at for start, end in ranges for at in range(start, end + 1)}
        assert wide.issuperset(said), version


def test_an_older_table_that_the_environment_names_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There a picture takes one cell, as the painter has it."""
    rulers = "from rich.cells import cell_len; from reader.text.cells import width"
    program = f"{rulers}; print(width('茶🔒'), cell_len('茶🔒'))"
    monkeypatch.setenv("UNICODE_VERSION", "8.0.0")

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "3 3\n", done.stderr
