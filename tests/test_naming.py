"""Finding an essay by what a person types."""

from pathlib import Path

import pytest

from reader.errors import NoSuchEssayError
from reader.library.essay import Essay
from reader.session.naming import named
from reader.text.length import Length


def essay(essay_id: str, title: str) -> Essay:
    """An essay with an id and a title."""
    return Essay(essay_id, Path(f"/{essay_id}"), 0, title, "", "", "zh", (), Length(), 0, "", ())


ESSAYS = [
    essay("abcd2345", "江城小蜜蜂"),
    essay("abce2345", "一线工人札记"),
    essay("rainy234", "How to Read"),
    essay("zzzz2222", "Rain in the City"),
    essay("zzzz3333", "雨"),
    essay("zzzz4444", "雨天散步"),
    essay("zzzz5555", "a\x1b[31mred"),
]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("abcd2345", "江城小蜜蜂"),
        ("ABCD2345", "江城小蜜蜂"),
        ("abcd", "江城小蜜蜂"),
        ("江城小蜜蜂", "江城小蜜蜂"),
        ("江城", "江城小蜜蜂"),
        ("蜜蜂", "江城小蜜蜂"),
        ("雨", "雨"),
        ("  how  TO read ", "How to Read"),
        ("to read", "How to Read"),
        ("rain in", "Rain in the City"),
        ("a\x1b[31mred", "a\x1b[31mred"),
    ],
)
def test_an_essay_is_named_by_id_title_or_a_part(name: str, title: str) -> None:
    """The whole before the beginning, the beginning before a part; case does not matter."""
    assert named(ESSAYS, name).title == title


def test_a_name_that_fits_several_lists_them() -> None:
    """With the ids that tell them apart; an id and a title may both begin so."""
    with pytest.raises(NoSuchEssayError) as error:
        named(ESSAYS, "rain")

    assert str(error.value) == (
        "«rain» fits 2 essays; name one by its id:\n"
        "  rainy234  How to Read\n"
        "  zzzz2222  Rain in the City"
    )


def test_a_long_list_is_cut() -> None:
    """Eight are shown, the rest is counted."""
    with pytest.raises(NoSuchEssayError) as error:
        named([essay(f"aaaa{n:04}", "雨") for n in range(20)], "雨")

    assert str(error.value).count("\n") == 9
    assert str(error.value).endswith("  … and 12 more")


@pytest.mark.parametrize("name", ["", "  ", "nothing", "\x1b[2J"])
def test_a_name_that_fits_none_says_so(name: str) -> None:
    """Harmlessly."""
    with pytest.raises(NoSuchEssayError) as error:
        named(ESSAYS, name)

    assert "\x1b" not in str(error.value)
