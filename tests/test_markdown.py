"""Markdown becomes blocks, marks and sections, and every letter knows where it came from."""

import pytest

from reader.formats import read
from reader.text.document import Block, Document, Kind, Style
from tests import laws


def document(text: str, name: str = "江边.md") -> Document:
    parsed = read(text.encode(), name)
    assert parsed.format == "markdown"
    laws.check(parsed)
    laws.check_nothing_leaks(parsed)
    return parsed.documents[0]


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of each block behind the title."""
    essay = document(text)
    return [(block.kind, essay.text[block.start : block.end]) for block in essay.blocks[1:]]


def first(text: str) -> tuple[Block, str]:
    essay = document(text)
    block = essay.blocks[1]
    return block, essay.text[block.start : block.end]


def marks(text: str) -> list[tuple[str, str]]:
    essay = document(text)
    return [
        (mark.style, essay.text[mark.start : mark.end])
        for block in essay.blocks
        for mark in block.marks
    ]


# Titles and sections


def test_the_only_heading_of_level_one_is_the_title() -> None:
    essay = document("# 渡口\n\n## 早\n\n正文。\n\n### 雾\n\n## 晚\n")

    assert essay.title == "渡口"
    assert essay.blocks[0].kind is Kind.TITLE
    assert [(s.level, s.title, s.parent) for s in essay.sections] == [
        (2, "早", None),
        (3, "雾", 0),
        (2, "晚", None),
    ]


def test_several_headings_of_level_one_are_sections() -> None:
    essay = document("# 早\n\n正文。\n\n# 晚\n\n正文。\n")

    assert essay.title == "江边"
    assert [section.title for section in essay.sections] == ["早", "晚"]


def test_a_title_of_the_front_matter_is_not_doubled() -> None:
    essay = document("---\ntitle: 渡口\n---\n# 《渡口》\n\n正文。\n")

    assert essay.title == "渡口"
    assert essay.text == "《渡口》\n正文。\n"
    assert not essay.sections


def test_another_heading_stays_under_the_title_of_the_front_matter() -> None:
    essay = document("---\ntitle: 渡口\n---\n# 早\n\n正文。\n")

    assert essay.text == "渡口\n早\n正文。\n"
    assert [section.title for section in essay.sections] == ["早"]


def test_lines_of_verse_are_not_joined() -> None:
    """As many 字 in each, all of them short, or all beginning with a capital: no prose was wrapped so."""
    couplet = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
    free = "我在夜里\n走过一座桥，\n桥下的水\n“慢慢”地流"
    stanza = (
        "Two roads diverged in a wood,\nAnd sorry I could not take both\nAnd be one, long I stood"
    )
    prose = "Two roads diverged in a wood,\nand sorry I could not take both\nI stood long"

    essay = document(f"# 诗\n\n{couplet}\n\n{free}\n\n> {stanza}\n\n{prose}\n")

    said = [essay.text[block.start : block.end] for block in essay.blocks[1:]]
    assert said == [couplet, free, stanza, prose.replace("\n", " ")]


def test_front_matter_says_who_when_and_what_about() -> None:
    essay = document(
        "---\ntitle: 1984\nauthor: [鲁迅, {name: Jane Austen}]\ndate: 2024-05-03 10:00:00\n"
        "tags: 桥, 河\nlang: zh-Hant\n---\n正文。\n"
    )

    assert essay.title == "1984"
    assert essay.author == "鲁迅, Jane Austen"
    assert essay.date == "2024-05-03"
    assert essay.tags == ("桥", "河")
    assert essay.language == "zh-Hant"


def test_blogs_have_front_matter_in_reference_lines() -> None:
    essay = document("[title]: <> (Of Rivers (II))\n[date]: <> (2019/04/01)\n\nText *here*.\n")
    other = document(
        '[#]: subject: "Of Rivers"\n[#]: author: "Jane Austen https://a.b"\n\n河\n======\n\n正文。\n'
    )

    assert (essay.title, essay.date) == ("Of Rivers (II)", "2019-04-01")
    assert (other.title, other.author) == ("河", "Jane Austen")


def test_headings_in_html_are_headings() -> None:
    """`<h2>` in a Markdown text begins a section, and `<h1>` may be the title."""
    essay = document('<h1 align="center">Rivers</h1>\n\nText.\n\n<h2>Banks</h2>\n\nText.\n')

    assert essay.title == "Rivers"
    assert [(s.level, s.title) for s in essay.sections] == [(2, "Banks")]


def test_signs_without_a_blank_are_headings_where_all_are_so() -> None:
    """`##标题` is a heading in a text that writes no other; a full-width blank is one anywhere."""
    loose = document("# 题\n\n##一\n\n文。\n\n##二\n\n文。\n")
    mixed = document("# 题\n\n## 一\n\n##标签 文。\n\n##　二\n\n文。\n")

    assert [s.title for s in loose.sections] == ["一", "二"]
    assert [s.title for s in mixed.sections] == ["一", "二"]


def test_what_a_heading_is_called_elsewhere_is_not_shown() -> None:
    """`{#name .class}` behind a heading is for links, not for readers."""
    essay = document("# T\n\n## Banks {#banks .wide}\n\n## A {set}\n")

    assert [s.title for s in essay.sections] == ["Banks", "A {set}"]


def test_front_matter_may_be_toml() -> None:
    """Between `+++` and `+++`; what is wrong with it costs no more than itself."""
    right = document('+++\ntitle = "Rivers"\nauthor = "Ann"\ndate = 2023-05-04\n+++\n\nText.\n')
    wrong = read(b"+++\ntitle = Rivers\n+++\n\nText.\n", "a.md")

    assert (right.title, right.author, right.date) == ("Rivers", "Ann", "2023-05-04")
    assert "TOML" in str(wrong.oddities[0].message)
    assert wrong.documents[0].text == "a\nText.\n"


def test_lines_below_the_title_say_who_and_when() -> None:
    """Without front matter, as in plain text; the lines stay where they are."""
    essay = document("# 渡口\n\n作者：朱自清\n\n2020-01-02\n\n正文正文，正文正文正文正文。\n")

    assert (essay.author, essay.date) == ("朱自清", "2020-01-02")
    assert "作者：朱自清" in essay.text


_PARAGRAPH = "这里是一段正文，说的是很普通的事情，没有什么特别。" * 5


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# {}\n\n{p}\n\n---\n\n# {}\n\n{p}\n", ["灯下", "渡口"]),
        ("# {}\n\n作者：朱自清\n\n{p}\n\n# {}\n\n作者：丰子恺\n\n{p}\n", ["灯下", "渡口"]),
        ("# {}\n\n2020-01-02\n\n{p}\n\n# {}\n\n2020-03-04\n\n{p}\n", ["灯下", "渡口"]),
        ("# 随笔二篇\n\n## {}\n\n{p}\n\n## {}\n\n{p}\n", ["灯下", "渡口"]),
        ("# 心得\n\n## {}\n\n{p}\n\n## {}\n\n{p}\n", ["篇一", "篇二"]),
    ],
    ids=["rules", "authors", "dates", "promised", "counted"],
)
def test_marked_headings_may_begin_essays(text: str, titles: list[str]) -> None:
    """If they count them, are as many as promised, have by-lines, or a rule above each."""
    parsed = read(text.format(*titles, p=_PARAGRAPH).encode(), "a.md")

    laws.check(parsed)
    assert [essay.title for essay in parsed.documents] == titles
    assert not any(essay.sections for essay in parsed.documents)


@pytest.mark.parametrize(
    "text",
    [
        "# 一次\n\n{p}\n\n# 两次\n\n{p}\n",
        "# 更新记录\n\n## 1.1\n\n2020-03-04\n\n{p}\n\n## 1.0\n\n2020-01-02\n\n{p}\n",
        "---\ntitle: 汤\n---\n\n# 水\n\n{p}\n\n---\n\n# 火\n\n{p}\n",
        "# 长河\n\n## 第一章 渡口\n\n{p}\n\n## 第二章 桥\n\n{p}\n",
    ],
    ids=["alike", "dates of versions", "titled", "chapters"],
)
def test_marked_headings_mostly_begin_sections(text: str) -> None:
    """Versions, chapters and what has a title of its own are one essay."""
    essay = document(text.format(p=_PARAGRAPH))

    assert len(essay.sections) == 2


def test_without_any_title_the_name_is_one() -> None:
    assert document("*正文。*\n", "dir/江边札记.md").title == "江边札记"


def test_a_heading_of_two_manners() -> None:
    assert blocks("a\n\n早\n---\n\n## 晚 ##\n") == [
        ("paragraph", "a"),
        ("heading", "早"),
        ("heading", "晚"),
    ]


# Blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("江边的\n灯亮着", "江边的灯亮着"),
        ("江边，\nthe river", "江边，the river"),
        ("the long\nroad", "the long road"),
        ("길을\n걷다", "길을 걷다"),
        ("江边 road\n灯", "江边 road 灯"),
        ("江边  \n灯", "江边\n灯"),
        ("江边\\\n灯", "江边\n灯"),
        ("江边<br>灯", "江边\n灯"),
        ("江边<br>\n灯", "江边\n灯"),
    ],
)
def test_lines_are_joined_as_their_script_wants(source: str, text: str) -> None:
    assert first(f"{source} *x*")[1] == f"{text} x"


def test_an_indented_line_is_a_paragraph_of_its_own() -> None:
    """Chinese writers indent paragraphs and leave no empty line between them."""
    assert blocks("　　江**边\n　　灯**亮着\n还亮着\n\n*x*") == [
        ("paragraph", "江边"),
        ("paragraph", "灯亮着还亮着"),
        ("paragraph", "x"),
    ]
    assert marks("　　江**边\n　　灯**亮着") == [(Style.STRONG, "边"), (Style.STRONG, "灯")]


def test_a_page_break_is_a_rule_between_blocks() -> None:
    assert blocks("*甲*\n\n##pagebreak##\n\n乙\n") == [
        ("paragraph", "甲"),
        ("rule", ""),
        ("paragraph", "乙"),
    ]


def test_lists_nest_and_have_their_bullets() -> None:
    essay = document(
        "3. 三\n4. 四\n   - 甲\n     - 乙\n\n     还有\n   - [ ] 要做\n   - [x] 做了\n"
    )

    assert [(b.bullet, b.indent, essay.text[b.start : b.end]) for b in essay.blocks[1:]] == [
        ("3.", 1, "三"),
        ("4.", 1, "四"),
        ("•", 2, "甲"),
        ("◦", 3, "乙"),
        ("", 2, "还有"),
        ("☐", 2, "要做"),
        ("☑", 2, "做了"),
    ]


def test_quotations_nest() -> None:
    essay = document("> 甲\n>> 乙\n\n丙\n")

    assert [block.quotes for block in essay.blocks[1:]] == [1, 2, 0]


def test_code_keeps_its_lines_and_its_language() -> None:
    block, text = first("```python title\ndef f():\n\treturn 1\n```\n")

    assert (block.kind, block.label, text) == (Kind.CODE, "python", "def f():\n\treturn 1")
    assert first("x\n\n    a\n     b\n\n`c`") == first("x\n\n    a\n     b\n\n`c`")
    assert blocks("x\n\n    a\n     b\n")[1] == ("code", "a\n b")


def test_tables_are_rows_of_cells() -> None:
    block, text = first("| 甲 | b \\| c |\n|:-:|--:|\n| **x** | |\n| y | `z` |\n")

    assert (block.kind, block.columns) == (Kind.TABLE, ("center", "right"))
    assert text == "甲\tb | c\nx\t\ny\tz"


def test_an_image_alone_is_a_figure_and_else_its_words() -> None:
    block, text = first("![渡口的*灯*](灯.png)\n")

    assert (block.kind, block.label, text) == (Kind.FIGURE, "%E7%81%AF.png", "渡口的灯")
    assert blocks("看 ![灯](a.png) 吧\n") == [("paragraph", "看 灯 吧")]


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    essay = document(
        "乙[^b]，甲[^a]，又乙[^b]，丙^[在*这里*]。\n\n[^a]: 甲的注\n\n    第二段\n[^b]: 乙的注\n[^c]: 没人提\n"
    )

    assert essay.text.split("\n", 2)[1] == "乙[1]，甲[2]，又乙[1]，丙[3]。"
    notes = [b for b in essay.blocks if b.kind is Kind.NOTE]
    assert [(b.label, essay.text[b.start : b.end]) for b in notes] == [
        ("1", "乙的注"),
        ("2", "甲的注\n第二段"),
        ("3", "在这里"),
        ("4", "没人提"),
    ]
    assert [m.target for m in essay.blocks[1].marks] == ["1", "2", "1", "3"]


def test_html_is_shown_without_its_tags() -> None:
    assert blocks("<div class='x'>江 <b>边</b> &amp; 灯<script>alert(1)</script></div>\n\n*x*") == [
        ("paragraph", "江 边 & 灯"),
        ("paragraph", "x"),
    ]
    assert blocks("<!-- 不看 -->\n\n<p><img src='a.png' alt='灯'></p>\n") == [("figure", "灯")]


def test_rules_and_definitions() -> None:
    assert blocks("甲\n\n***\n\n词\n: 解释\n") == [
        ("paragraph", "甲"),
        ("rule", ""),
        ("paragraph", "词"),
        ("paragraph", "解释"),
    ]


# Marks


def test_marks_nest_and_know_their_targets() -> None:
    essay = document("**粗*斜*** ~~删~~ `码` [链](http://a.b/c?d=1)\n")

    assert [(m.style, essay.text[m.start : m.end], m.target) for m in essay.blocks[1].marks] == [
        (Style.STRONG, "粗斜", ""),
        (Style.EMPHASIS, "斜", ""),
        (Style.DELETED, "删", ""),
        (Style.CODE, "码", ""),
        (Style.LINK, "链", "http://a.b/c?d=1"),
    ]


@pytest.mark.parametrize(
    "source", ["他说**“好。”**然后走了", "**强调，**后文", "前文**（注）**后文"]
)
def test_emphasis_beside_chinese_punctuation_is_closed(source: str) -> None:
    """CommonMark wants white space there, which Chinese text has not."""
    [(style, _)] = marks(source)

    assert style == Style.STRONG


def test_what_could_run_is_no_link() -> None:
    assert marks("[a](javascript:alert(1)) *b*") == [(Style.EMPHASIS, "b")]


# Origins


@pytest.mark.parametrize(
    "source",
    [
        "# 题\n\n江边 **粗** `码 码` [链](http://a.b) &amp; \\* 灯\n",
        "> - 甲 *乙*\n>   丙\n> - 丁\n",
        "| 甲 | *乙* |\n|---|---|\n| 丙 `丁` | 戊 |\n",
        "```\n甲\n  乙\n```\n\n    丙\n",
        "甲[^1]乙\n\n[^1]: 丙*丁*\n\n    戊\n",
        "---\ntitle: 题\n---\n甲<br>乙 <b>丙</b>\n\n<p>丁 戊</p>\n",
        "甲  \n乙\\\n丙\n丁 ![戊](a.png) 己\n",
    ],
)
def test_every_letter_leads_back_to_itself(source: str) -> None:
    essay = document(source)

    for offset in range(essay.blocks[0].end + 1, len(essay.text)):
        if "一" <= essay.text[offset] <= "鿿":
            assert source[essay.source_offset(offset)] == essay.text[offset]


# What is Markdown


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("# 题\n\n正文\n\n## 节\n", "a.txt", "markdown"),
        ("---\ntitle: 题\n---\n正文\n", "a", "markdown"),
        ("一、开头\n正文。\n二、后来\n正文。\n", "a.md", "text"),
        ("正文里有一个 * 号，还有 # 号。\n", "a.txt", "text"),
        ("- 一\n- 二\n", "a.txt", "text"),
        ("- 一\n- 二\n", "a.md", "markdown"),
    ],
)
def test_the_content_goes_before_the_name(text: str, name: str, form: str) -> None:
    assert read(text.encode(), name).format == form
