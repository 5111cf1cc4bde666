"""How long a text is, as a reader counts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.text.length import HAN_A_MINUTE, WORDS_A_MINUTE, Length, length


def test_chinese_is_counted_in_characters() -> None:
    """Without punctuation; kana and hangul count like Han."""
    assert length("人民城市，人民建。") == Length(han=7)
    assert length("ひらがな、カタカナ。한글") == Length(han=10)


def test_english_is_counted_in_words() -> None:
    """What an apostrophe, a hyphen or a decimal point holds together is one word."""
    assert length("It isn’t a well-known 3.14 or 10,000.") == Length(words=7)
    assert length("naïve café Ωμέγα") == Length(words=3)


@given(st.text("ab1é'’.,- \n雨Ωÿ×", max_size=40))
def test_what_joins_letters_on_both_sides_makes_one_word(text: str) -> None:
    """One sign between two letters, of Latin or of Greek; two signs part words."""
    letter = "[ab1éΩÿ×]"

    assert length(text).words == len(re.findall(rf"{letter}+(?:['’.,-]{letter}+)*", text))


def test_a_mixed_text_is_counted_in_what_there_is_more_of() -> None:
    """Among Han each word counts as one 字."""
    mixed = length("我用 Python 3 写字。")

    assert mixed == Length(han=4, words=2)
    assert not mixed.in_words
    assert mixed.shown == 6
    assert length("I say 好.").shown == 2


def test_reading_takes_at_least_a_minute() -> None:
    """Unless there is nothing to read."""
    assert Length(han=1).minutes == 1
    assert Length(han=10 * HAN_A_MINUTE).minutes == 10
    assert Length(words=3 * WORDS_A_MINUTE).minutes == 3
    assert length("——！").minutes == 0
