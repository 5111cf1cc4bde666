"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentence import sentence_end, sentence_start


def sentences(text: str) -> list[str]:
    """The sentences of a text, one after the other."""
    found = []
    at = 0
    while at < len(text):
        end = sentence_end(text, at)
        found.append(text[at:end])
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return found


@pytest.mark.parametrize(
    "parts",
    [
        ["天晴了。", "我们走吧！", "去哪里？", "随便……", "好。"],
        ["他说：“我们走吧。”", "大家都走了。"],
        ["（没有人回答。）", "门关上了。"],
        ["「雨だ。」", "彼は言った。"],
        ["真的？！", "真的。"],
        ["等一等……，再走。"],
        ["天晴了.", "我们走吧!", "好."],
    ],
    ids="".join,
)
def test_chinese_sentences_end_behind_their_closing_marks(parts: list[str]) -> None:
    """Quotation marks and brackets that close behind the end belong to it; a comma goes on."""
    assert sentences("".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["It rains.", "Nobody minds!", "“Really?”", "Really."],
        ["Pi is 3.14 or so.", "Write to a.b@example.org.", "Look at page?n=2 first."],
        ["Use a knife, e.g. a small one.", "Dr. Who knows.", "J. S. Bach wrote it."],
        ["See No. 5 and fig. 3 there.", "He said no.", "Then he left."],
        ["Wait… what is it?", "Oh…", "Nothing."],
        ["He came etc. and went.", "So did she."],
        ["And so on...", "The end."],
    ],
    ids=" ".join,
)
def test_english_sentences_end_before_a_new_one(parts: list[str]) -> None:
    """Not inside a number, an address or an abbreviation, nor before a small letter."""
    assert sentences(" ".join(parts)) == parts


def test_a_line_end_parts_sentences() -> None:
    """Lines of verse need no full stop."""
    assert sentences("床前明月光\n疑是地上霜") == ["床前明月光", "疑是地上霜"]


def test_any_place_in_a_sentence_knows_its_beginning_and_end() -> None:
    """Its closing marks too, and the inside of a number."""
    text = "天晴了。他说：“约 3.14 米。”走吧。"
    start, end = text.index("他"), text.index("走")

    for at in range(start, end):
        assert sentence_start(text, at) == start
        assert sentence_end(text, at) == end


def test_blanks_belong_to_no_sentence() -> None:
    """A sentence begins behind them."""
    assert sentence_start("One.  Two.", 7) == 6
    assert sentence_end("One.  Two.", 0) == 4


def test_what_never_ends_is_cut() -> None:
    """A look for an end goes no further than two thousand code points."""
    assert sentence_end("啊" * 10_000, 0) == 2_000
    assert sentence_start("啊" * 10_000, 9_000) == 7_000


@given(st.text("天.。…!?”’ a1\n,", max_size=30))
def test_walking_by_sentences_arrives(text: str) -> None:
    """Each end is behind the place one looked from, and each beginning at or before it."""
    for at in range(len(text)):
        assert at < sentence_end(text, at) <= len(text)
        assert sentence_start(text, at) <= at
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
