"""Whatever a file holds, it gives documents that keep the laws, or a sentence; and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.formats import read
from reader.text.document import Kind
from tests import laws

PIECES = st.sampled_from(
    """\
##paidbegin##|##paidend##|<paid>|</paid>|$$PAIDBEGIN$$|$$paidend$$|##pagebreak##|一、开头|二、中间|（一）小节|第一章 起|\
第二章 承|Chapter 1|# |## |- |1. |> |```|`|**|*|_|[a](b)|![c](d)|[^1]|[^1]: |^[n]|| |a|b|\n|-|-|\n|---|===|<b>|</b>|\
<div>|&amp;|&#0;|&#x1b;|\\|文字。|正文一句话，说完了。|word|Word.|作者：张三|2023年5月|（2篇）|篇一|篇二|\
e\u0301|\u1100\u1161|\uf900|\u212b|\u0301|\0|\x1b[31m|\x1b]52;c;eA==\x07|\u202e|\u200b|\ufeff|\u2028|\x85|\f|\v|\t|\r|\r\n|\
 |  |　　|\n|\n\n|\n\n\n|%s|{0}|[red]|\U0001f468\u200d\U0001f469|𠀀|title: x|: def|~~|\xa0""".split("|")
)
SOURCES = st.lists(PIECES, max_size=40).map("".join)


@given(SOURCES, st.sampled_from(["a.txt", "a.md", "a"]))
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_the_documents_keep_the_laws(text: str, name: str) -> None:
    parsed = read(text.encode(), name)

    laws.check(parsed)
    laws.check_nothing_leaks(parsed)


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_keeps_the_laws(text: str, name: str) -> None:
    parsed = read(text.encode("utf-8", "replace"), name)

    laws.check(parsed)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_documents_or_a_sentence(data: bytes, name: str) -> None:
    try:
        parsed = read(data, name)
    except SourceError as error:
        assert str(error).startswith("a.")
        assert str(error).endswith(".")
    else:
        laws.check(parsed)
