"""What the list's filter leaves."""

from pathlib import Path

import pytest

from reader.library.essay import Essay
from reader.library.state import State
from reader.session import kept
from reader.session.filtering import Sifter
from reader.text import pinyin
from reader.text.length import Length

NOON = "2025-03-09T12:00:00.000Z"


def essay(
    title: str, *, author: str = "", date: str = "", tags: tuple[str, ...] = (), lang: str = "zh"
) -> Essay:
    """An essay whose id is its title."""
    path = Path(f"/library/notes/{title}.txt")
    regions = ("r",) if "付费" in title else ()
    return Essay(title, path, 0, title, author, date, lang, tags, Length(9), 9, "", regions)


ESSAYS = [
    essay("读书心得体会", author="周明", date="2023-05-01", tags=("学习",)),
    essay("長安的冬天", author="Li Wei", date="2024", tags=("散文", "城市")),
    essay("Paid in full", lang="en"),
    essay("付费的一篇", date="1999"),
]


def left(words: str, state: State | None = None) -> list[str]:
    """The titles that a filter leaves."""
    return [each.title for each in Sifter(ESSAYS, state or State()).sift(words)]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("心得", ["读书心得体会"]),
        ("xdth", ["读书心得体会"]),
        ("cadd", ["長安的冬天"]),
        ("dsxd zm", ["读书心得体会"]),
        ("ＰＡＩＤ", ["Paid in full", "付费的一篇"]),
        ("author:zm", ["读书心得体会"]),
        ("作者：周明", ["读书心得体会"]),
        ("tag:散文", ["長安的冬天"]),
        ("-tag:散文 -paid", ["读书心得体会"]),
        ("is:paid", ["付费的一篇"]),
        ("-is:paid 付费", []),
        ("lang:en", ["Paid in full"]),
        ("after:2023", ["读书心得体会", "長安的冬天"]),
        ("before:2023-06", ["读书心得体会", "付费的一篇"]),
        ("date:1999", ["付费的一篇"]),
        ("folder:notes", [each.title for each in ESSAYS]),
        ("读体会", ["读书心得体会"]),
        ("author:", [each.title for each in ESSAYS]),
        ("nothing like this", []),
    ],
)
def test_a_filter_leaves_what_all_its_words_say(words: str, titles: list[str]) -> None:
    """Words, initials of pinyin, fields, dates, and their opposites."""
    assert left(words) == titles


def test_a_typing_error_is_forgiven_where_nothing_else_is_found() -> None:
    """With the extra `fuzzy`, which the tests install."""
    assert left("Piad in full") == ["Paid in full"]


def test_states_are_words_too() -> None:
    """Unread until it is opened; an archived essay is shown only when asked for."""
    state = kept.with_essay(State(), NOON, "读书心得体会", opened=NOON, later=True, tags=["旅行"])
    state = kept.with_essay(state, NOON, "付费的一篇", archived=True, opened=NOON, finished=True)

    assert left("unread", state) == ["長安的冬天", "Paid in full"]
    assert left("reading", state) == left("later", state) == left("tag:旅行", state)
    assert left("", state) == ["读书心得体会", "長安的冬天", "Paid in full"]
    assert left("archived finished", state) == ["付费的一篇"]


def test_initials_are_those_that_are_typed() -> None:
    """Traditional characters as simplified ones; rare ones have none."""
    assert pinyin.initials("心得体会 2023·長安 Q") == "xdth2023caq"
    assert pinyin.initials("，。龘") == ""


def test_names_stand_in_the_order_of_their_pinyin() -> None:
    """Behind digits and Latin letters."""
    names = ["张三", "阿桂", "李四", "Bob", "3", "王五", "龘"]

    assert sorted(names, key=pinyin.order) == ["3", "Bob", "阿桂", "李四", "王五", "张三", "龘"]
