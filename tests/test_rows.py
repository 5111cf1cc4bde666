"""Counting by rows of Unicode says what looking at each character says."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.formats.language import language
from reader.formats.plaintext.lines import cells, is_code
from reader.text.length import length
from reader.text.rows import count, rows_of

EDGES = (
    "\x00a_Zé\u024f\u0250\u0370\u052f\u0530“…\u2dff\u2e7f\u2e80。ぁんア"
    "\u3400字\u9fff\ua000\uac00\ud7a3\ud7a4\ud800\uffff\U00020000"
)
CODE = re.compile(r"[{}<>;$\\|=]|^[#>$%/.]|://|\w\(|\w/\w|_\w|^[-*+•] |\w\.\w+$|(?:^|\s)--\w")


@given(st.text(st.sampled_from(EDGES)))
def test_every_character_is_counted_in_its_row(text: str) -> None:
    """A row holds the 256 code points of its first byte, and no character beyond U+FFFF."""
    in_row = sum(0x3400 <= ord(c) < 0xA000 for c in text)

    assert count(rows_of(text), bytes(range(0x34, 0xA0))) == in_row


@given(st.text(st.sampled_from(EDGES)))
def test_wide_characters_are_two_cells(text: str) -> None:
    """What stands from U+2E80 on is wide, one beyond U+FFFF too."""
    assert cells(text) == sum(2 if c >= "\u2e80" else 1 for c in text)


@given(st.text(st.sampled_from("{;$|=(/_#%*+•.- :a1字。"), min_size=1).map(str.strip))
def test_code_is_told_by_its_signs(text: str) -> None:
    """Ruling out what has no sign of code rules out no code."""
    assert is_code(text) == (CODE.search(text) is not None)


def test_a_language_is_told_by_its_letters() -> None:
    """A few kana or Hangul in a Chinese text change nothing, many do."""
    assert language("江边的船，どこへ行くのか") == "ja"
    assert language("江边的船都靠了岸，岸上的人也都散了，只有灯还亮着の") == "zh"
    assert language("江邊的船都靠了岸，這些人們來時說過的話還沒有人認識") == "zh-Hant"
    assert language("강가의 배는 모두 기슭에 닿았다") == "ko"
    assert language("The boats lay along the river; 船") == "en"
    assert language("Лодки стояли у берега") == "en"


@given(st.text(st.sampled_from(EDGES + "、々〇\u3040\u30ff\u4db5\u4dc0\uf900\ufb00")))
def test_a_length_counts_characters_that_are_read(text: str) -> None:
    """Han, kana and Hangul of the first plane are counted, their punctuation is not."""
    read = re.findall(
        "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]", text
    )

    assert length(text).han == len(read)
