"""HTML becomes documents: what a page is for is read, what stands around it is not."""

from base64 import encodebytes
from pathlib import Path

import pytest

from reader.formats import Parsed, read
from reader.text.document import Block, Document, Kind, Style
from tests import laws

PAGES = Path(__file__).parent / "pages"
"""Saved pages as the common engines make them, small; their text is our own."""


def parsed(html: str | bytes, name: str = "page.html") -> Parsed:
    """A page, read; it keeps the laws."""
    found = read(html if isinstance(html, bytes) else html.encode(), name)
    assert found.format == "html"
    laws.check(found)
    return found


def saved(name: str) -> bytes:
    """A saved page."""
    return (PAGES / f"{name}.html").read_bytes()


def document(html: str | bytes, name: str = "page.html") -> Document:
    """The only essay of a page."""
    (found,) = parsed(html, name).documents
    return found


HEAD = "<html><title>题</title><body>"


def shown(html: str) -> list[str]:
    """The blocks of a page behind its title."""
    found = document(html.replace("<html>", HEAD, 1))
    return [found.text[block.start : block.end] for block in found.blocks[1:]]


def blocks(html: str) -> list[tuple[Kind, str]]:
    """The kinds and texts of a page's blocks behind its title."""
    found = document(html.replace("<html>", HEAD, 1))
    return [(b.kind, found.text[b.start : b.end]) for b in found.blocks[1:]]


def only(html: str) -> tuple[Document, Block]:
    """A page and its only block behind the title."""
    found = document(html.replace("<html>", HEAD, 1))
    (block,) = found.blocks[1:]
    return found, block


def styles(html: str) -> list[tuple[str, Style, str]]:
    """What is marked in the only block of a page."""
    found, block = only(html)
    return [(found.text[m.start : m.end], m.style, m.target) for m in block.marks]


# Whole pages.


def test_a_blog_page_gives_its_essay_and_nothing_else() -> None:
    """WordPress: header, hidden elements, sharing, comments, sidebar and footer fall away."""
    found = document(saved("wordpress"))

    assert (found.title, found.author, found.date) == ("夜行火车", "示例作者", "2023-05-01")
    assert [section.title for section in found.sections] == ["窗外"]
    assert not any(word in found.text for word in ("广告", "微博", "评论", "近期", "WordPress"))
    assert found.text.endswith("天亮的时候，站台上有人卖热豆浆。\n铁轨：此处指老线。\n")


def test_a_paid_region_in_a_page_is_closed() -> None:
    """It begins in one paragraph and ends in another; its heading tells what it holds."""
    found = parsed(saved("wordpress"))
    laws.check_nothing_leaks(found)
    (region,) = found.documents[0].regions

    inside = found.documents[0].text[region.start : region.end]

    assert inside == "窗外\n窗外是看不见的庄稼地，只有铁轨的响声。[1]"


def test_an_encyclopedia_page_keeps_its_notes_as_notes() -> None:
    """Edit links, the table of contents and the heading over the notes are not in the text."""
    found = document(saved("mediawiki"))

    assert found.title == "Tea house"
    assert found.language == "en"
    assert [section.title for section in found.sections] == ["Culture"]
    assert found.blocks[-1].kind is Kind.NOTE
    assert found.text.endswith("\nSomeone, Book of Tea.\n")
    assert "edit" not in found.text


def test_program_text_is_not_numbered() -> None:
    """Hexo puts line numbers into a column of their own."""
    found = document(saved("hexo"))
    code = next(block for block in found.blocks if block.kind is Kind.CODE)

    assert found.text[code.start : code.end] == "import os\nprint(os.getcwd())"
    assert code.label == "python"
    assert (found.title, found.date, found.tags) == ("折腾记", "2021-07-01", ("编程",))
    assert [section.title for section in found.sections] == ["安装", "结论"]


def test_what_a_script_would_show_is_shown() -> None:
    """WeChat hides its text and loads its images by script."""
    found = document(saved("wechat"))

    assert found.title == "春日读书札记"
    assert "春天来了，书桌上的光一天比一天长。" in found.text
    figure = next(block for block in found.blocks if block.kind is Kind.FIGURE)
    assert figure.label == "https://mmbiz.qpic.cn/x.png"


def test_numbered_paragraphs_of_an_office_are_headings() -> None:
    """In a table for layout, in GB2312, no heading marked."""
    found = parsed(saved("office"))
    essay = found.documents[0]

    assert found.encoding == "gb18030"
    assert (essay.title, essay.date) == ("关于加强阅读工作的意见", "2022-03-08")
    assert [(s.title, s.level) for s in essay.sections] == [
        ("一、总体要求", 1),
        ("二、主要任务", 1),
        ("（一）建设书屋", 2),
        ("（二）举办活动", 2),
        ("三、保障措施", 1),
    ]
    assert "首页" not in essay.text
    assert "版权" not in essay.text


def test_an_old_page_keeps_only_its_text() -> None:
    """Its title stands once, who wrote it is known, and the ways to other pages are gone."""
    prose = "雪下了三天三夜，镇上的人都不出门，只有卖炭的老汉还在街上走着。"
    html = (
        "<HTML><HEAD><TITLE>镇上的雪</TITLE></HEAD><BODY><CENTER><FONT SIZE=5><B>镇上的雪</B></FONT>"
        f"<BR>作者：某甲</CENTER><HR><BR>　　{prose}<BR>　　{prose}<BR>"
        "<CENTER><A HREF='index.htm'>回目录</A> <A HREF='2.htm'>下一篇</A></CENTER></BODY></HTML>"
    )
    found = document(html)

    assert (found.title, found.author) == ("镇上的雪", "某甲")
    assert found.text.count("镇上的雪") == 1
    assert found.text.endswith(f"{prose}\n{prose}\n")


def test_an_image_for_those_without_scripts_comes_once() -> None:
    html = (
        "<html><figure><noscript><img src=a.jpg></noscript>"
        "<img src='data:image/svg+xml;x' data-actualsrc=a.jpg><figcaption>路边</figcaption></figure>"
    )

    assert blocks(html) == [(Kind.FIGURE, "路边")]


def test_a_collection_on_one_page_is_split() -> None:
    """篇一 and 篇二 in paragraphs are essays, as they are in plain text."""
    body = "".join(
        f"<p>篇{n}：春天的{w}</p>" + "<p>这里是正文，说的是春天。</p>" * 12
        for n, w in zip("一二三", "花鸟雨", strict=True)
    )

    found = parsed(f"<html><body><p>春天作文（3篇）</p>{body}</body></html>")

    assert len(found.documents) == 3
    assert found.documents[1].title.endswith("春天的鸟")


def test_a_page_that_is_only_text_is_kept_whole() -> None:
    """Nothing stands around it, so nothing is taken for that."""
    html = "<html><p>One.</p><div>Two.</div>Three.<section><p>Four.</p></section>"

    assert shown(html) == ["One.", "Two.", "Three.", "Four."]


# Blocks.


def test_missing_end_tags_end_where_browsers_end_them() -> None:
    html = "<html><ul><li>one<li>two<ul><li>deep</ul></ul><p>a<p>b<table><tr><th>x<th>y<tr><td>1<td>2</table>"
    found = document(html)

    assert [(b.bullet, b.indent) for b in found.blocks[1:4]] == [("•", 1), ("•", 1), ("◦", 2)]
    assert blocks(html)[3:] == [
        (Kind.PARAGRAPH, "a"),
        (Kind.PARAGRAPH, "b"),
        (Kind.TABLE, "x\ty\n1\t2"),
    ]


def test_numbered_lists_count_as_they_say() -> None:
    found = document("<html><ol start=3><li>a<li value=7>b<li>c</ol><ol type=A><li>d</ol>")

    assert [block.bullet for block in found.blocks[1:]] == ["3.", "7.", "8.", "A."]


def test_cells_that_span_others_keep_the_columns() -> None:
    html = "<html><table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td align=right>4</table>"

    assert shown(html) == ["a\tb\tc\n1\t2\t\n\t3\t4"]


def test_a_table_for_layout_is_no_table() -> None:
    html = (
        "<html><table><tr><td><h2>左</h2><p>一段。</p><p>又一段。</p><td><p>右边一段。</p></table>"
    )

    assert [kind for kind, _ in blocks(html)] == [Kind.HEADING, *[Kind.PARAGRAPH] * 3]


def test_line_breaks_part_paragraphs_or_keep_verse() -> None:
    """Two breaks or an indent part paragraphs; short lines under each other are verse."""
    long = "这一行很长，长得不会有人当作是诗，所以它是一个段落，没有别的可能，说到这里就完了。"

    assert blocks(f"<div>{long}<br>　　{long}<br><br>完。</div><p></p><p></p>") == [
        (Kind.PARAGRAPH, long),
        (Kind.PARAGRAPH, long),
        (Kind.PARAGRAPH, "完。"),
    ]
    assert blocks("<html><p>山静似太古<br>日长如小年<br>余花犹可醉</p>") == [
        (Kind.VERSE, "山静似太古\n日长如小年\n余花犹可醉")
    ]


def test_preformatted_text_is_code_only_if_it_looks_like_it() -> None:
    html = "<html><pre><code class='language-py'>x = 1 &lt; 2\n</code></pre><pre>\n山静似太古\n日长如小年</pre>"

    assert blocks(html) == [(Kind.CODE, "x = 1 < 2"), (Kind.VERSE, "山静似太古\n日长如小年")]


def test_figures_have_their_captions() -> None:
    """Else the text that stands for the image; icons and counters are no figures."""
    html = (
        "<html><figure><img src=a.png alt=x><figcaption>站台</figcaption></figure>"
        "<p><img src=b.png alt='河'>河边。<img src=c.gif width=1 height=1></p>"
        "<p>笑<img class=emoji alt=😀 src=d.png>了。</p>"
    )
    found = document(html)

    assert blocks(html) == [
        (Kind.FIGURE, "站台"),
        (Kind.FIGURE, "河"),
        (Kind.PARAGRAPH, "河边。"),
        (Kind.PARAGRAPH, "笑😀了。"),
    ]
    assert [block.label for block in found.blocks[1:3]] == ["a.png", "b.png"]


def test_an_image_in_the_page_itself_does_not_flood_it() -> None:
    _, figure = only(f"<html><img src='data:image/png;base64,{'A' * 100_000}'>")

    assert figure.label == "data:image/png;ea80e8e0"


def test_an_image_may_be_called_so() -> None:
    """Browsers take `image` for `img`."""
    assert blocks("<html><image src=a.png>文。</image><p>字。") == [
        (Kind.FIGURE, ""),
        (Kind.PARAGRAPH, "文。"),
        (Kind.PARAGRAPH, "字。"),
    ]


def test_quotations_nest() -> None:
    found = document("<html><blockquote>a<blockquote><p>b</blockquote></blockquote>c")

    assert [block.quotes for block in found.blocks[1:]] == [1, 2, 0]


def test_definitions_stand_under_their_terms() -> None:
    found = document("<html><dl><dt>茶<dd>一种饮料。</dl>")

    term, definition = found.blocks[1:]
    assert term.marks[0].style is Style.STRONG
    assert definition.indent == 1


# Text.


def test_white_space_is_folded_as_browsers_fold_it() -> None:
    """But a line end between Han characters is none."""
    html = "<html><p>  One\n   two <b> three </b> four\n<p>　　春天\n来了&nbsp;\n<p>a<!-- x -->b"

    assert shown(html) == ["One two three four", "春天来了", "ab"]


def test_entities_are_letters() -> None:
    html = "<html><p>&lt;b&gt; &amp;amp; &#x4e2d;&#25991; &copy; &nosuch; AT&T &#0;&#xFFFFFFF;"

    assert shown(html)[0].startswith("<b> &amp; 中文 © &nosuch; AT&T ")


def test_entities_that_may_not_be_are_nothing() -> None:
    """Line ends are white space, wherever they stand."""
    html = (
        "<html><p>a&#11;b&#127;&#xD800;c&#13;&#10;d</p><pre>e&#13;f</pre><p>&#13;</p><p>&#11;</p>"
    )

    assert shown(html)[:2] == ["ab\ufffdc d", "e\nf"]


def test_looks_are_marked() -> None:
    html = (
        "<html><p><em>a</em><strong>b</strong><code>c</code><s>d</s>"
        "<a href='https://e.org/?a=1&amp;b=2'>e</a><a href='javascript:x()'>f</a>"
        "<span style='font-weight: 700'>g</span>"
    )

    assert styles(html) == [
        ("a", Style.EMPHASIS, ""),
        ("b", Style.STRONG, ""),
        ("c", Style.CODE, ""),
        ("d", Style.DELETED, ""),
        ("e", Style.LINK, "https://e.org/?a=1&b=2"),
        ("g", Style.STRONG, ""),
    ]


def test_readings_stand_in_brackets() -> None:
    html = "<html><p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む。"

    assert shown(html) == ["漢（かん）字（じ）を読む。"]


def test_raised_and_lowered_digits_stay_so() -> None:
    assert shown("<html><p>10<sup>-3</sup> m<sup>2</sup> H<sub>2</sub>O x<sup>abc</sup>") == [
        "10⁻³ m² H₂O xabc"
    ]


def test_what_is_hidden_is_not_shown() -> None:
    html = """<html><style>.jam, #gone { display: none } @media print { .kept { display: none } }</style>
    <script>document.write("<p>no</p>")</script><noscript>no</noscript><template><p>no</template>
    <p>一<span class=jam>no</span>二<span style="DISPLAY : NONE">no</span>三<span hidden>no</span>四
    <i id=gone>no</i></p><p class=kept>五</p><svg><title>no</title><text>no</text></svg><p onclick="x()">六"""

    assert shown(html) == ["一二三四", "五", "六"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>文<sup><a href='#a' id='b'>[1]</a></sup>。<ol><li id='a'>注。<a href='#b'>↩</a></ol>",
        "<p>文<a href='#a' id='b' class='footnote-ref'><sup>1</sup></a>。"
        "<section class=footnotes><hr><ol><li id=a><p>注。<a class='footnote-back' href='#b'>↩︎</a></ol></section>",
        "<p>文<a epub:type='noteref' href='#a'>*</a>。<aside epub:type='footnote' id=a><p>注。</aside>",
        "<p>文<a name='b' href='#a'>〔1〕</a>。<hr><p><a name='a' href='#b'>〔1〕</a>注。</p>",
        "<p>文<sup>[<a href='#a' id=b>1</a>]</sup>。<h2>注释</h2><div><p id=a>[<a href='#b'>1</a>] 注。</div>",
        "<p>文<img class='qqreader-footnote' alt='注。' src=note.png>。",
        "<p>文<img class='zhangyue-footnote' zy-footnote='注。' src=note.png>。",
    ],
)
def test_notes_of_all_makes_are_notes(html: str) -> None:
    found = document(f"<html><body>{html}")

    assert found.text.split("\n")[1:-1] == ["文[1]。", "注。"]
    assert found.blocks[-1].kind is Kind.NOTE
    assert found.blocks[1].marks[0].style is Style.NOTE_MARK


def test_links_to_headings_are_no_notes() -> None:
    html = "<html><p><a href='#c1'>1</a> <a href='#c2'>2</a><h2 id=c1>起</h2><p>一。<h2 id=c2>承</h2><p>二。"

    assert Kind.NOTE not in [kind for kind, _ in blocks(html)]


# What the page says about itself.


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>江边 - 某某网</title>", "江边"),
        ("<title>江边_某某_新浪博客</title>", "江边"),
        ("<title>On Rivers | The Paper</title>", "On Rivers"),
        ("<title>A well-known walk</title>", "A well-known walk"),
        ("<title>x</title><meta property='og:title' content='江边 &amp; 山'>", "江边 & 山"),
        ("", "page"),
    ],
)
def test_the_title_is_found_without_the_sites_name(head: str, title: str) -> None:
    assert document(f"<html><head>{head}</head><body><p>雨下了一整天，没有人来。").title == title


def test_the_title_is_said_once() -> None:
    found = document("<html><title>江边 - 网</title><body><h1>江边</h1><p>雨。</p>")

    assert found.text == "江边\n雨。\n"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=author content='某人'><meta name=date content='2020-02-03T01:02'>",
        "<meta property='article:published_time' content='2020-02-03'><meta property='article:author' content='某人'>",
        "<script type='application/ld+json'>"
        '[{"@type":"NewsArticle","author":[{"name":"某人"}],"datePublished":"2020-02-03"}]</script>',
        "<meta name=PubDate content='2020-02-03 10:00'><meta name='DC.creator' content='某人'>",
    ],
)
def test_author_and_date_are_found(head: str) -> None:
    found = document(f"<html><head>{head}</head><body><p>雨。")

    assert (found.author, found.date) == ("某人", "2020-02-03")


def test_broken_data_about_a_page_is_passed_over() -> None:
    html = f"<html><script type='application/ld+json'>{'[' * 100_000}</script><body><p>雨。"

    assert shown(html) == ["雨。"]


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        ("en", "春天来了，树绿了。", "zh"),
        ("fr-FR", "Le printemps est venu.", "fr"),
        ("zh-TW", "春天來了。", "zh-Hant"),
        ("zh", "Spring has come to the river.", "en"),
    ],
)
def test_a_template_cannot_say_the_language_of_another_text(
    said: str, text: str, language: str
) -> None:
    assert document(f"<html lang={said}><body><p>{text}").language == language


# Encodings.


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("gb2312", "gb18030"), ("big5", "big5hkscs"), ("shift_jis", "cp932"), ("utf-8", "utf-8")],
)
def test_a_page_is_read_in_the_encoding_that_it_names(name: str, encoding: str) -> None:
    """Names mean the larger set that browsers take them for."""
    html = f"<html><head><meta charset={name}></head><body><p>一二三".encode(name)

    found = parsed(html)

    assert found.encoding == encoding
    assert "一二三" in found.documents[0].text


def test_a_page_that_names_the_wrong_encoding_is_read_by_evidence() -> None:
    text = "春天来了，江边的树都绿了，我们去看看吧。" * 20
    html = f"<html><head><meta charset=utf-8></head><body><p>{text}".encode("gb18030")

    assert text in parsed(html).documents[0].text


# Paid markers.


@pytest.mark.parametrize(
    "html",
    [
        "<p>开。</p><p>##paidbegin##</p><p>秘密。</p><p>##paidend##</p><p>关。</p>",
        "<p>开。##<b>paid</b>begin##</p><p>秘密。##paidend##</p><p>关。</p>",
        "<p>开。</p><paid><p>秘密。</p></paid><p>关。</p>",
        "<p>开。</p>&lt;paid&gt;<p>秘密。</p>&lt;/paid&gt;<p>关。</p>",
        "<p>开。</p><!-- $$paidbegin$$ --><p>秘密。</p><!-- $$paidend$$ --><p>关。</p>",
        "<p>开。</p><p>##&nbsp;</p><p>&#35;#paidbegin##秘密。##paidend&#x23;#</p><p>关。</p>",
    ],
)
def test_paid_markers_in_all_forms_close_a_region(html: str) -> None:
    found = parsed(f"<html><body>{html}")
    laws.check_nothing_leaks(found)
    (essay,) = found.documents

    assert [essay.text[r.start : r.end] for r in essay.regions] == ["秘密。"]
    assert "paid" not in essay.text


def test_markers_in_scripts_and_attributes_are_none() -> None:
    found = document(
        "<html><script>if(x=='##paidbegin##')y()</script><p title='##paidbegin##'>雨。"
    )

    assert found.regions == ()


def test_a_warning_names_the_line_of_the_page() -> None:
    found = parsed("<html>\n<body>\n<p>雨。</p>\n<p>##paidbegin##雪。</p>")

    assert [(o.line, "has no '##paidend##'" in o.message) for o in found.oddities] == [(4, True)]


# Which texts are pages.


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("<p>一</p>\n<p>二</p>\n<p>三</p>", "a.txt", "html"),
        ("<!-- saved from url=(0014)about:internet -->\n<html><body><p>雨", "a", "html"),
        ("﻿\n<!DOCTYPE html><p>雨", "a.txt", "html"),
        (
            "<div align=center>\n\n# Title\n\n</div>\n\ntext **b** [a](b) [c](d)",
            "README.md",
            "markdown",
        ),
        ("<一> 是一个字。\n第二行。", "a.txt", "text"),
        ("a < b 且 c > d", "a.html", "text"),
    ],
)
def test_pages_are_known_by_what_is_in_them(text: str, name: str, form: str) -> None:
    assert read(text.encode(), name).format == form


def test_a_page_in_one_file_with_its_images_is_read() -> None:
    """MHTML, as Chrome and Edge save it."""
    html = (PAGES / "wordpress.html").read_bytes()
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        b"----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(html)
        + b"\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b--\r\n"
    )

    assert document(data, "a.mhtml").text == document(saved("wordpress")).text

    first, _, rest = data.partition(b"Subject: x\r\n")
    assert document(b"Subject: x\r\n" + first + rest).text == document(data).text


def test_a_mail_is_a_text() -> None:
    assert read(b"From: me\nTo: you\n\nIt rained.\n", "a.txt").format == "text"


def test_a_marker_behind_a_script_that_was_never_open_is_one() -> None:
    """Only what stands in a script is the script's."""
    parsed = read(b"<html></script><![CDATA[##paidbegin##secret", "a.html")

    (document,) = parsed.documents
    assert "paidbegin" not in document.text
    assert [document.text[r.start : r.end] for r in document.regions] == ["secret"]
