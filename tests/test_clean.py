"""What stands in a file never commands the terminal."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text import clean


def test_controls_become_pictures_of_themselves() -> None:
    """An escape sequence can be seen and does nothing."""
    assert clean.line("\x1b]0;title\x07 \x7f\x9b31m") == "␛]0;title␇ ␡�31m"


def test_text_cannot_turn_the_direction_of_what_follows() -> None:
    """Bidi overrides and isolates are shown, not obeyed."""
    assert clean.line("a\u202eb\u2066c\u200fd") == "a�b�c�d"


def test_a_line_is_one_line() -> None:
    """White space of any kind is folded."""
    assert clean.line("  学会\r\n\t聚餐\u2028\x85\u3000。 ") == "学会 聚餐 。"


def test_a_joined_picture_stays_joined() -> None:
    """Joiners and variation selectors harm nobody."""
    assert clean.line("👨\u200d👩 ❤\ufe0f") == "👨\u200d👩 ❤\ufe0f"


def test_what_is_shown_keeps_its_offsets() -> None:
    """Tabs and line ends stay: the typesetting deals with them."""
    assert clean.shown("a\tb\n\x00c") == "a\tb\n␀c"


@given(st.text())
def test_no_text_is_harmful_any_more(text: str) -> None:
    """Code point for code point; cleaning twice changes nothing."""
    assert len(clean.shown(text)) == len(text)
    assert not clean.HARMFUL.search(clean.shown(text))
    assert not clean.HARMFUL.search(clean.line(text))
    assert clean.line(clean.line(text)) == clean.line(text)
    assert "\n" not in clean.line(text)
