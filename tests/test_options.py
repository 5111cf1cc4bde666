"""What a reader may choose of the page's look, and what comes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.options import BY_NAME, EVERY, OPTIONS, Option, typography_for, usual, values_for
from reader.text.typography import Typography


def test_each_language_has_its_own_look() -> None:
    """Chinese is indented by two and flush, Japanese by one; English is neither."""
    chinese, japanese, english = (typography_for(tag, {}) for tag in ("zh-Hant", "ja", "en"))

    assert (chinese.indent, chinese.justify) == (2, True)
    assert (japanese.indent, japanese.justify) == (1, True)
    assert (english.indent, english.justify, english.hyphenation) == (0, False, False)


def test_the_narrower_choice_wins() -> None:
    """All languages, the language, its variant, the essay: each over the one before."""
    settings = {EVERY: {"gap": 0, "measure": 60}, "zh": {"gap": 2}, "zh-hant": {"indent": 1}}

    assert typography_for("en", settings).gap == 0
    assert typography_for("zh", settings).gap == 2
    assert typography_for("zh-Hant-TW", settings).indent == 1
    assert typography_for("zh", settings, {"gap": 3}).gap == 3
    assert typography_for("zh", settings, {"gap": 3}).measure == 60


def test_what_makes_no_sense_is_not_used() -> None:
    """People write into the state file: a wrong value is as none."""
    settings = {"zh": {"indent": "two", "gap": -1, "justify": 1, "level": None, "colour": 3}}

    assert values_for("zh", settings) == usual("zh")


def test_words_are_divided_where_lines_are_flush() -> None:
    """Unless the reader says otherwise; squares need no hyphens."""
    assert typography_for("en", {"en": {"justify": True}}).hyphenation
    assert not typography_for("en", {"en": {"justify": True, "hyphenation": False}}).hyphenation
    assert not typography_for("zh", {"zh": {"justify": True}}).hyphenation


def test_what_hangs_needs_room() -> None:
    """Two cells, or none where nothing may hang."""
    assert typography_for("zh", {"zh": {"hanging": False}}) == typography_for("zh", {}).hanging(0)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_value_on_offer_can_be_said(option: Option) -> None:
    """As a person writes it; and one can walk from the first to the last and stays there."""
    said = dict(zip(option.values, ["no", "yes"], strict=False)) if option.is_switch else {}
    at = option.values[0]

    for value in option.values:
        assert at == value
        assert option.parsed(said.get(value, str(value))) == value
        at = option.beside(at, 1)
    assert at == option.values[-1]
    assert option.beside(at, -len(option.values)) == option.values[0]


def test_a_number_between_two_on_offer_may_be_chosen() -> None:
    """The next step leads to its neighbour."""
    measure = BY_NAME["measure"]

    assert measure.parsed("66") == 66
    assert (measure.beside(66, 1), measure.beside(66, -1)) == (68, 64)


@given(
    st.sampled_from(["zh", "zh-Hant", "en", "ja", "ko", "de", "", "x_Y"]),
    st.dictionaries(
        st.sampled_from(["", "zh", "en", "ja"]),
        st.dictionaries(
            st.sampled_from([option.name for option in OPTIONS]) | st.text(max_size=3),
            st.none() | st.booleans() | st.integers(-3, 200) | st.sampled_from(["gb", "strict"]),
        ),
    ),
)
def test_any_choices_make_a_typography(
    language: str, settings: dict[str, dict[str, object]]
) -> None:
    """Whatever stands in the files, there is a page."""
    typography = typography_for(language, settings)

    assert isinstance(typography, Typography)
    assert all(option.allows(values_for(language, settings)[option.name]) for option in OPTIONS)
