"""Grapheme clusters: the official test, and stepping through a text."""

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from reader.text.clusters import boundaries, next_boundary, previous_boundary
from reader.text.repertoire import is_simple
from tests.unicode_cases import cases

texts = st.lists(
    st.sampled_from(
        [*"ab学，é\r\n\t\u0301\u0308\u200d\ufe0f🇨🇳👨👩❤🏽\u1100\u1161\u11a8한กำक्षि\u0600"]
    ),
    max_size=40,
).map("".join)


def test_the_official_test_passes() -> None:
    """Of the 766 cases of Unicode 17's GraphemeBreakTest all but four come out as given.

    In those four a virama stands behind no consonant. wcwidth has Unicode 18's GB9c, which joins
    the consonant behind it all the same.
    """
    official = cases("cluster")

    wrong = [text for text, places in official if boundaries(text) != [0, *places]]

    assert len(official) == 766
    assert wrong == ["\u094d\u0915", "\u094d\u0308\u0915", "a\u094d\u0924", "?\u094d\u0924"]


@given(texts)
def test_steps_meet_every_boundary(text: str) -> None:
    """Forward from the beginning and backward from the end."""
    forward, backward = [0], [len(text)]
    while forward[-1] < len(text):
        forward.append(next_boundary(text, forward[-1]))
    while backward[-1] > 0:
        backward.append(previous_boundary(text, backward[-1]))

    assert forward == boundaries(text)
    assert backward[::-1] == boundaries(text)


@given(texts, st.integers(0, 45))
def test_a_step_from_inside_a_cluster_leaves_it(text: str, index: int) -> None:
    """Forward to its end, backward to its beginning."""
    whole = boundaries(text)

    assert next_boundary(text, index) == min((at for at in whole if at > index), default=len(text))
    if index <= len(text):
        assert previous_boundary(text, index) == max((at for at in whole if at < index), default=0)


def test_a_step_in_a_long_text_looks_at_little_of_it() -> None:
    """The same step in ten million characters and in the few around it."""
    family, flags = "👨\u200d👩\u200d👧", "🇨🇳🇨🇳🇨🇳"
    around = f"家庭{family}旗{flags}。"
    text = "学" * 5_000_000 + around + "学" * 5_000_000

    steps = [next_boundary(text, 5_000_000 + at) - 5_000_000 for at in range(len(around))]

    assert steps == [next_boundary(around + "学", at) for at in range(len(around))]


def test_simple_characters_are_clusters_of_their_own() -> None:
    """Between any two others of them, as wcwidth cuts them."""
    simple = [chr(code) for code in range(0x10000) if is_simple(chr(code))]

    assert list(iter_graphemes("".join(simple))) == simple
    assert list(iter_graphemes("".join(reversed(simple)))) == simple[::-1]
    assert list(iter_graphemes("字".join(simple))) == list("字".join(simple))
