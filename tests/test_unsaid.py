"""Who wrote, when and what about is shown everywhere: it is never said from inside a paid region."""

import pytest

from reader.formats import Parsed, read
from reader.formats.large import WholeOnlyError, large_text
from reader.library.sources import GivenBytes
from reader.text.document import Document
from reader.text.view import View
from tests import laws

_PROSE = "那天下着雨，我们在站台上等了很久，车还没有来，大家都不说话。" * 3
_PAGES = f"{_PROSE}\n" * 50
_HEAD = "作者：某某\n2024年3月1日\n"


def parsed(text: str, name: str) -> Parsed:
    found = read(text.encode(), name)
    laws.check(found)
    laws.check_nothing_leaks(found)
    return found


def of(text: str, name: str = "a.txt") -> Document:
    return parsed(text, name).documents[0]


def said(document: Document) -> tuple[str, str, tuple[str, ...]]:
    return document.author, document.date, document.tags


PLAIN = [
    f"题目\n##paidbegin##\n{_HEAD}{_PROSE}\n##paidend##\n",
    f"题目\n\n##paidbegin##\n{_HEAD}\n{_PROSE}\n##paidend##\n{_PROSE}\n",
    f"题目\n##paidbegin##{_HEAD}##paidend##\n{_PROSE}\n",
    f"题目\n作者：##paidbegin##某某\n2024年3月1日\n{_PROSE}\n",
    f"题目\n作者：<paid>某某</paid>\n<paid>2024</paid>年3月1日\n{_PROSE}\n",
    f"题目\n{_PROSE}\n##paidbegin##\n{_PROSE}\n此致\n敬礼！\n某某\n2024年3月1日\n##paidend##\n",
    f"题目\n{_PROSE}\n{_PROSE}\n##paidbegin##某某\n2024年3月1日\n",
    f"##paidbegin##\n题目\n{_HEAD}{_PROSE}\n##paidend##\n",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_closed_by_line_tells_neither_who_nor_when(text: str, name: str) -> None:
    document = of(text, name)
    view = View(document)
    shown = view.text() + view.title + view.author + view.date + str(view.sections)

    assert said(document) == ("", "", ())
    assert "某某" not in shown
    assert "2024" not in shown


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_by_line_that_was_closed_is_read_once_the_region_is_open(text: str, name: str) -> None:
    document = of(text, name)
    view = View(document, frozenset(region.id for region in document.regions))

    assert "某某" in view.text()
    assert "2024" in view.text()
    assert document.title == "题目" if name == "a.txt" else document.title in ("题目", "a")


def test_what_stands_before_a_region_still_tells_who_and_when() -> None:
    document = of(f"题目\n{_HEAD}##paidbegin##\n{_PROSE}\n##paidend##\n")

    assert said(document) == ("某某", "2024-03-01", ())
    assert View(document).text() == "题目\n\n"


def test_of_two_the_by_line_that_may_be_read_tells() -> None:
    document = of(f"题目\n##paidbegin##\n作者：甲乙\n{_PROSE}\n##paidend##\n{_PROSE}\n作者：某某\n")

    assert document.author == "某某"


def test_a_closed_line_of_project_gutenbergs_head_tells_nothing() -> None:
    above = "Title: Rain\n\n<paid>Author: A. Writer</paid>\n\n*** START OF THE PROJECT GUTENBERG EBOOK RAIN ***\n\n"
    prose = "It rained all day, and nobody on the platform said a word for an hour. " * 3

    assert of(f"{above}RAIN\n\n{prose}\n\n{prose}\n").author == ""
    assert (
        of(f"{above.replace('<paid>', '').replace('</paid>', '')}RAIN\n\n{prose}\n").author
        == "A. Writer"
    )


def page(head: str = "", body: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>题目</title>{head}</head>"
        f"<body><article><h1>题目</h1>{body}<p>{_PROSE}</p></article></body></html>"
    )


@pytest.mark.parametrize(
    "text",
    [
        page(body="<p>##paidbegin##</p><p>作者：某某</p><p>2024年3月1日</p>"),
        page(
            body="##paidbegin##<p class=byline>某某</p><p><time>2024-03-01</time><p><i rel=tag>某某</i></p>##paidend##"
        ),
        page(
            body="##paidbegin##<p class=byline>某某</p><p><abbr class=published title=2024-03-01>x</abbr></p>"
        ),
        page(body="<p>##paidbegin##</p><p itemprop=datePublished content=2024-03-01>某某</p>"),
        page(body="<p class=byline>##paidbegin##某某##paidend##</p>"),
        page('<meta name=author content="##paidbegin##某某##paidend##">'),
        page(
            '<meta name=keywords content="<paid>某某</paid>"><meta name=date content="<paid>2024-03-01</paid>">'
        ),
        page('<paid><meta name=author content="某某"><meta name=date content="2024-03-01"></paid>'),
        page(
            '<script type="application/ld+json">{"@type": "Article", "headline": "题目<paid>某某</paid>",'
            ' "author": "<paid>某某</paid>", "datePublished": "<paid>2024-03-01</paid>"}</script>'
        ),
        page()
        .replace("<title>题目", "<title>题目##paidbegin##某某##paidend##")
        .replace("<h1>题目</h1>", ""),
    ],
)
def test_a_page_tells_nothing_of_itself_from_what_is_paid(text: str) -> None:
    document = of(text, "a.html")
    view = View(document)

    assert said(document) == ("", "", ())
    assert "某某" not in view.title + view.text()
    assert "2024" not in view.text()


ORG = f"#+TITLE: 题目\n<paid>\n#+AUTHOR: 某某\n#+DATE: <2024-03-01>\n#+FILETAGS: :某某:\n</paid>\n{_PROSE}\n"


def test_org_keywords_in_a_region_tell_nothing_and_are_read_when_it_is_open() -> None:
    document = of(ORG, "a.org")
    opened = View(document, frozenset(region.id for region in document.regions))

    assert (document.title, *said(document)) == ("题目", "", "", ())
    assert "某某" not in View(document).text()
    assert "某某" in opened.text()
    assert "2024" in opened.text()


@pytest.mark.parametrize("line", ["<paid>\n#+TITLE: 某某\n</paid>", "#+TITLE: <paid>某某</paid>"])
def test_an_org_title_in_a_region_is_no_title(line: str) -> None:
    document = of(f"{line}\n#+AUTHOR: 甲乙\n{_PROSE}\n", "a.org")

    assert (document.title, document.author) == ("a", "甲乙")
    assert "某某" not in View(document).text()
    assert "某某" in document.text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("题目##paidbegin##秘密##paidend##\n{}\n{}\n", "a.txt"),
        ("题目##paidbegin##秘密\n{}\n{}\n", "a.txt"),
        ("<paid>秘密</paid>题目\n{}\n{}\n", "a.txt"),
        ("# 题目##paidbegin##秘密##paidend##\n\n{}\n\n{}\n", "a.md"),
        ("# 题目<paid>*秘密*\n\n{}\n\n{}\n", "a.md"),
        ("* 题目##paidbegin##秘密##paidend##\n{}\n\n{}\n", "a.org"),
        ("#+TITLE: 题目<paid>秘密</paid>\n{}\n\n{}\n", "a.org"),
        (
            "<html><body><h1>题目##paidbegin##秘密##paidend##</h1><p>{}</p><p>{}</p></body></html>",
            "a.html",
        ),
    ],
)
def test_of_a_title_that_a_region_cuts_the_rest_is_the_title(text: str, name: str) -> None:
    document = of(text.format(_PROSE, _PROSE), name)
    view = View(document)

    assert document.title == "题目"
    assert "秘密" not in view.text() + str(view.sections)
    assert "秘密" in View(document, frozenset(each.id for each in document.regions)).text()


@pytest.mark.parametrize(("title", "name"), [("题目", "a.txt"), ("# 题目", "a.md")])
def test_a_title_that_is_paid_as_a_whole_is_a_heading_and_stays(title: str, name: str) -> None:
    document = of(f"<paid>\n\n{title}\n\n{_PROSE}\n\n{_PROSE}\n\n</paid>\n", name)

    assert document.title == "题目"
    assert View(document).text().strip() == "题目"


def test_a_large_text_tells_no_more_than_a_small_one() -> None:
    data = f"题目\n##paidbegin##\n{_HEAD}{_PROSE}\n##paidend##\n{_PAGES}".encode()
    text = large_text(GivenBytes(data), "a.txt", target=600)
    assert text is not None

    for document in (text.whole(9), *text.documents(text.understood())):
        assert (document.title, *said(document)) == ("题目", "", "", ())
        assert "某某" not in View(document).text()


def test_a_large_text_whose_title_a_region_cuts_is_read_as_a_whole() -> None:
    data = f"题目##paidbegin##秘密\n{_PAGES}".encode()
    text = large_text(GivenBytes(data), "a.txt", target=600)
    assert text is not None

    with pytest.raises(WholeOnlyError):
        text.read()


def test_of_a_large_collection_a_title_that_a_region_cuts_is_text() -> None:
    essays = (f"篇{n}：站台{'##paidbegin##藏着的话' * (n == '二')}\n{_PAGES}" for n in "一二三")
    data = (
        f"文集\n\n目录\n篇一：站台\n篇二：站台\n篇三：站台\n\n{'##paidend##'.join(essays)}".encode()
    )
    text = large_text(GivenBytes(data), "a.txt", target=600)
    assert text is not None

    documents = text.documents(text.understood())

    assert [document.title for document in documents] == ["篇一：站台", "a", "篇三：站台"]
    assert View(documents[1]).text().startswith("a\n篇二：站台\n")
    assert "藏" not in "".join(View(document).text() for document in documents)
    assert "藏" in documents[1].text[0:40]
