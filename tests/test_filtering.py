"""What the list's filter leaves."""

from pathlib import Path

import pytest

from reader.library.essay import Essay
from reader.library.state import State
from reader.session import kept
from reader.session.filtering import Sifter, misunderstood, plain_words, sheaf_of
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
    return [each.title for each in Sifter(sheaf_of(ESSAYS), state or State()).sift(words)]


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
    assert left("旅行", state) == left("lx", state) == left("旅", state) == ["读书心得体会"]
    assert left("付费", state) == []
    assert left("付费 archived", state) == ["付费的一篇"]


def test_what_is_compared_is_made_once_for_the_same_essays() -> None:
    """Whatever the reader does with them; for others, also in another order, it is made anew."""
    sheaf = sheaf_of(ESSAYS)
    others = ESSAYS[::-1]

    assert sheaf_of(ESSAYS, None, sheaf) is sheaf
    assert sheaf_of(others, sheaf).essays == others
    state = kept.with_essay(State(), NOON, "長安的冬天", tags=["旅行"])
    assert [each.title for each in Sifter(sheaf, state).sift("旅行")] == ["長安的冬天"]
    assert Sifter(sheaf, State()).sift("旅行") == []


def test_initials_are_those_that_are_typed() -> None:
    """Traditional characters as simplified ones; rare ones have none."""
    assert pinyin.initials("心得体会 2023·長安 Q") == "xdth2023caq"
    assert pinyin.initials("，。龘") == ""


def test_names_stand_in_the_order_of_their_pinyin() -> None:
    """Behind digits and Latin letters."""
    names = ["张三", "阿桂", "李四", "Bob", "3", "王五", "龘"]

    assert sorted(names, key=pinyin.order) == ["3", "Bob", "阿桂", "李四", "王五", "张三", "龘"]


@pytest.mark.parametrize(
    "word", ["after:foo", "before:foo", "date:heute", "-after:foo", "is:bogus", "之后：去年"]
)
def test_what_means_nothing_is_said(word: str) -> None:
    """And leaves no essay, rather than those that happen to compare so."""
    assert word.removeprefix("-").split(":")[0].split("：")[0] in misunderstood(word)
    assert left(word) == []


@pytest.mark.parametrize(
    "words",
    ["", "雨", "after:", "after:2", "after:2023-", "date:2023-06-01", "is:unread", "is:未读"],
)
def test_what_is_half_typed_means_something(words: str) -> None:
    """Nobody is told of a mistake that they are not making."""
    assert misunderstood(words, strictly=True) == ""


def test_a_name_that_is_none_may_stand_in_a_title() -> None:
    """It is told where nothing is found."""
    assert misunderstood("bogus:zz") == ""
    assert "author, tag" in misunderstood("bogus:zz", strictly=True)
    assert misunderstood("12:30", strictly=True) == ""


def test_the_plain_words_of_a_filter_can_be_looked_for_elsewhere() -> None:
    """Not its fields, its states, and what must not be there."""
    assert plain_words("快递 after:2023 unread -tag:散文 -雪 15134") == "快递 15134"
