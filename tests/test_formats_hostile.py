"""Whatever a file holds, it gives documents that keep the laws, or a sentence; and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.formats import read
from reader.text.document import Kind
from tests import laws

MARKERS = (
    "##paidbegin##",
    "##paidend##",
    "<paid>",
    "</paid>",
    "$$PAIDBEGIN$$",
    "$$paidend$$",
    "##pagebreak##",
)
HEADINGS = (
    "一、开头",
    "二、中间",
    "（一）小节",
    "第一章 起",
    "第二章 承",
    "Chapter 1",
    "文字。",
    "正文一句话，说完了。",
    "word",
    "Word.",
    "作者：佚名",
    "2023年5月",
    "（2篇）",
    "篇一",
    "篇二",
    "渡《わた》し",
    "｜点い《つい》",
)
MARKDOWN = (
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "```",
    "`",
    "**",
    "*",
    "_",
    "[a](b)",
    "![c](d)",
    "[^1]",
    "[^1]: ",
    "^[n]",
    "a",
    "b",
    "-",
    "---",
    "===",
    "<b>",
    "</b>",
    "<div>",
    "&amp;",
    "&#0;",
    "&#x1b;",
    "\\",
    "title: x",
    ": def",
    "~~",
    "|",
)
HTML = (
    "<p>",
    "</p>",
    "<br>",
    "<div class=x hidden>",
    "<h1>",
    "</h2>",
    "<ul><li>",
    "</ul>",
    "<ol start=-5>",
    "<table><tr><td colspan=9>",
    "<th rowspan=3>",
    "</table>",
    "<a href='#n' id=r>",
    "<a id=n href='#r'>",
    "<sup>",
    "</a>",
    "<pre>",
    "<code>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<ruby>漢<rt>",
    "<img src=a alt='##paidbegin##'>",
    "<figure><figcaption>",
    "<article>",
    "<title>",
    "<style>.x{display:none}",
    "&lt;paid&gt;",
    "&#35;#paidend##",
    "##<b>paidbegin##",
    "&nbsp;",
    '<p title="',
    "<html>",
    "<blockquote>",
    "<svg/>",
    "<image>",
    "</image>",
    "<meta property='og:title' content='题'>",
)
CHARACTERS = (
    " ",
    "\n",
    "e\u0301",
    "\u1100\u1161",
    "\uf900",
    "\u212b",
    "\u0301",
    "\x00",
    "\x1b[31m",
    "\x1b]52;c;eA==\x07",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x0c",
    "\x0b",
    "\t",
    "\r",
    "\r\n",
    "  ",
    "\u3000\u3000",
    "\n\n",
    "\n\n\n",
    "%s",
    "{0}",
    "[red]",
    "\U0001f468\u200d\U0001f469",
    "𠀀",
    "\xa0",
    "|a|b|\n|-|-|\n",
    "［＃「一」は中見出し］",
)
PIECES = st.sampled_from(MARKERS + HEADINGS + MARKDOWN + CHARACTERS)
SOURCES = st.lists(PIECES, max_size=40).map("".join)


@given(SOURCES, st.sampled_from(["a.txt", "a.md", "a"]))
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_the_documents_keep_the_laws(text: str, name: str) -> None:
    parsed = read(text.encode(), name)

    laws.check(parsed)
    laws.check_nothing_leaks(parsed)


PAGES = st.lists(st.sampled_from(HTML + MARKERS + HEADINGS + CHARACTERS), max_size=40)


@given(PAGES.map("".join), st.sampled_from(["<html>", "<?xml version='1.0'?><html>", "<p>"]))
@settings(max_examples=400, deadline=None)
def test_whatever_the_page_the_documents_keep_the_laws(html: str, begin: str) -> None:
    parsed = read((begin + html).encode(), "a.html")

    laws.check(parsed)
    laws.check_nothing_leaks(parsed)


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_keeps_the_laws(text: str, name: str) -> None:
    """Unless it is little but control characters: that is no text."""
    try:
        parsed = read(text.encode("utf-8", "replace"), name)
    except SourceError:
        assert sum(character < " " or character == "\x7f" for character in text) > 8
    else:
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


HOSTILE = {
    "nothing": "",
    "only a mark": "\ufeff",
    "only blanks": " \t\n\u3000\n",
    "a line of megabytes": "字" * 1_000_000,
    "a word of megabytes": "a" * 1_000_000,
    "many empty lines": "a\n" + "\n" * 300_000 + "b",
    "many short lines": "短句\n" * 20_000,
    "many lines of a character": "雨\n" * 60_000,
    "many headings": "\n".join(f"第{n}章 题目\n这是正文，一句话而已。" for n in range(5_000)),
    "many lone headings": "\n".join(f"{n}. 题目" for n in range(5_000)),
    "many titles": "标题标题标题标题\n（3篇）\n"
    + "\n".join(f"标题标题标题标题{n}" for n in range(5_000)),
    "many regions": "##paidbegin##a##paidend##\n" * 4_000,
    "many begins": "##paidbegin##a\n" * 4_000,
    "half markers": "$$paid" * 20_000 + "<paid " * 20_000,
    "a long rule": "=" * 100_000,
    "a spread rule": "= " * 100_000,
    "open brackets": "（" * 300_000,
    "numbers": "一" * 200_000 + "1" * 200_000,
    "zalgo": ("a" + "\u0301" * 30 + "\n") * 5_000,
    "one cluster": "a" + "\u0301" * 100_000,
    "jamo": "\u1100\u1161" * 50_000,
    "controls": "".join(map(chr, range(1, 160))) + "正文。" * 3000,
    "escapes": "\x1b]0;title\x07\x1b]52;c;eA==\x07\x1b[2J\x1bP1$r\x1b\\\n" + "正文。" * 500,
    "overrides": "\u202eabc\u2066x\u2069\n正文。",
    "markup": "[bold red]x[/] %s {0} {x!r} $HOME `id`\n正文。",
    "brackets": "[" * 10_000 + "![" * 5_000 + "^[" * 5_000,
    "links": "[a](b" * 5_000,
    "emphasis": "*a _b **c " * 3_000,
    "deep quotations": ">" * 5_000 + "x",
    "deep lists": "".join("  " * n + "- a\n" for n in range(300)),
    "backticks": "".join("`" * n + " " for n in range(200)),
    "tags": "<a " * 10_000 + "<!--" * 5_000,
    "tables": "|a|b|\n|-|-|\n" + "|c|d|\n" * 5_000,
    "a wide table": "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|a|\n" * 20,
    "notes": "[^a]" * 3_000 + "\n\n[^a]: x" + "\n[^b]: [^c]\n\n[^c]: [^b]",
    "setext": "a\n=\n" * 5_000,
    "a bomb": "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n正文。",
    "a python object": "---\ntitle: !!python/object/apply:os.system ['false']\n---\n正文。",
    "unclosed front matter": "---\ntitle: 江边\n\n正文。",
    "a list in front": "---\n- a\n- b\n---\n正文。",
    "deep front matter": "---\ntitle: " + "[" * 5_000 + "\n---\n正文。",
    "wrong types": "---\ntitle: [1]\nauthor: {a: b}\ndate: {}\ntags: {x: y}\n---\n正文。",
    "a long key": "---\n" + "a" * 60_000 + ": b\n---\n正文。",
}


HOSTILE_PAGES = {
    "open tags": "<html>" + "<div><b>" * 30_000 + "x" + "</b>" * 30_000,
    "tags without ends": "<html>" + "<a " * 100_000 + "<p title='" * 20_000,
    "open comments": "<html>" + "<!--" * 100_000,
    "lone brackets": "<html>" + "<" * 500_000,
    "a style sheet of braces": "<html><style>" + "a{" * 50_000 + "/*" * 50_000 + "}" * 50_000,
    "notes upon notes": "<html>"
    + "".join(f"<sup><a href=#n{n} id=r{n}>{n}</a></sup>" for n in range(5_000))
    + "<ol>"
    + "".join(f"<li id=n{n}>x<a href=#r{n}>^</a>" for n in range(5_000)),
    "tables in tables": "<html>" + "<table><tr><td>x<td>y" * 3_000,
    "cells that span all": "<html>"
    + ("<table><tr>" + "<td colspan=99999 rowspan=99999>x" * 30) * 100,
    "lists in lists": "<html>" + "<ul><li>x" * 10_000,
    "figures in figures": "<html>" + "<figure><img src=a>" * 10_000,
    "many breaks": "<html>" + "a<br>" * 30_000,
    "many attributes": "<html><p " + "a=b " * 100_000 + ">x",
    "an image of megabytes": "<html><img src='data:image/png;base64," + "A" * 3_000_000 + "'>x",
    "entities": "<html>" + "&lt;" * 100_000 + "&" * 100_000,
    "quotations in quotations": "<html>" + "<blockquote>x" * 10_000,
    "a page of scripts": "<html>" + "<script>x</script>" * 30_000,
    "half paid": "<html>" + "##<b>paid" * 20_000,
}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_source_is_read_within_seconds(what: str, name: str) -> None:
    """A guard against hanging, not a measurement: a hundred times what a quiet machine needs."""
    data = HOSTILE[what].encode()
    start = time.perf_counter()

    parsed = read(data, name)

    assert time.perf_counter() - start < 100
    laws.check(parsed)


@pytest.mark.parametrize("what", HOSTILE_PAGES)
def test_a_hostile_page_is_read_within_seconds(what: str) -> None:
    """As guarded as above."""
    start = time.perf_counter()

    parsed = read(HOSTILE_PAGES[what].encode(), "a.html")

    assert parsed.format == "html"
    assert time.perf_counter() - start < 100
    laws.check(parsed)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("a bomb", "aliases"),
        ("unclosed front matter", "no '---' ends it"),
        ("a list in front", "a list; lines such as 'title: …' would be right"),
        ("deep front matter", "nests more than"),
        ("wrong types", "'title' is a list; a line of text would be right"),
        ("deep quotations", "read as plain text"),
    ],
)
def test_what_is_wrong_is_told_and_the_text_is_still_read(what: str, told: str) -> None:
    parsed = read(HOSTILE[what].encode(), "a.md")

    assert any(told in oddity.message for oddity in parsed.oddities)
    assert any(word in parsed.documents[0].text for word in ("正文", "x"))


@pytest.mark.parametrize("what", ["a bomb", "a python object", "wrong types"])
def test_front_matter_runs_nothing_and_builds_nothing(what: str) -> None:
    document = read(HOSTILE[what].encode(), "江边.md").documents[0]

    assert document.title == "江边"
    assert document.blocks[0].kind is Kind.TITLE


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a\nb.txt", "\x1b[2J.md", "\u202etxt.exe", "长" * 85 + ".txt", "%s{0}[b]"],
)
def test_a_title_out_of_a_name_is_one_printable_line(name: str) -> None:
    title = read("只有一段正文，没有题目，也没有别的什么。".encode(), name).documents[0].title

    assert title
    assert "\n" not in title
    assert "\x1b" not in title
    assert "\u202e" not in title
