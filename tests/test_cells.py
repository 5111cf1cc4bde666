"""Cells: never different from Rich's, and cut only between clusters."""

import sys

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text.cells import Align, clip, fit, width
from reader.text.clusters import boundaries

ALPHABET = "ab é学，“…—·\u200d\ufe0f\u0301👨👩☎❤🇨🇳한\u1100ก\t\n\x1b\u200b\u00ad\u3000~"
texts = st.text(st.sampled_from(ALPHABET), max_size=30)


def test_every_code_point_is_as_wide_as_rich_says() -> None:
    """Each of the first plane alone and before the selector that asks for a picture; the rest in blocks.

    (Beyond the first plane Rich is asked always.)
    """
    singles = (chr(code) + tail for code in range(0x10000) for tail in ("", "\ufe0f"))
    blocks = ("".join(map(chr, range(at, at + 64))) for at in range(0x10000, sys.maxunicode, 64))
    different = [text for text in (*singles, *blocks) if width(text) != cell_len(text)]

    assert different == []


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
def test_a_fitted_text_takes_exactly_the_cells(text: str, cells: int, align: Align) -> None:
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
