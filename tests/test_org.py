"""Org files are read as what they say they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats import Parsed, read
from reader.formats.sniffing import is_org
from reader.text.corrections import Corrections
from reader.text.document import Document, Kind, Mark, Style
from tests import laws


def parsed(text: str, name: str = "a.org") -> Parsed:
    found = read(text.encode(), name)
    laws.check(found)
    laws.check_nothing_leaks(found)
    return found


def essay(text: str, name: str = "a.org") -> Document:
    (document,) = parsed(text, name).documents
    return document


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of the blocks behind the title."""
    found = essay("#+title: T\n" + text)
    return [(block.kind.value, found.text[block.start : block.end]) for block in found.blocks[1:]]


def marks(text: str) -> list[tuple[str, str, str]]:
    """Style, text and target of what is marked in a paragraph."""
    found = essay("#+title: T\n" + text)
    return [
        (mark.style.value, found.text[mark.start : mark.end], mark.target)
        for block in found.blocks
        for mark in block.marks
    ]


def test_keywords_say_who_and_when() -> None:
    """Title, author, date, language and tags come from the file's keywords, which are not shown."""
    found = essay(
        "#+TITLE: 三次 *散步*\n#+AUTHOR: 某某\n#+DATE: <2024-05-01 Wed>\n#+LANGUAGE: zh-CN\n"
        "#+FILETAGS: :散文:城市:\n#+OPTIONS: toc:nil\n\n正文。\n"
    )

    assert (found.title, found.author, found.date) == ("三次 散步", "某某", "2024-05-01")
    assert (found.language, found.tags) == ("zh-CN", ("散文", "城市"))
    assert found.text == "三次 散步\n正文。\n"


def test_headlines_are_sections_without_what_belongs_to_plans() -> None:
    """States, priorities, counts and tags are stripped, also states of the file's own."""
    found = essay(
        "#+TODO: NEXT | KILLED\n#+title: T\n* NEXT [#A] One [1/2] :tag:\n** TODO Two\n* KILLED Three\n"
    )

    assert [(s.level, s.title) for s in found.sections] == [
        (1, "One"),
        (2, "TODO Two"),
        (1, "Three"),
    ]


def test_a_lone_first_headline_is_the_title() -> None:
    """As in Markdown; with several of the highest level the file's name is."""
    assert essay("* The walk\n** Morning\nText.\n").title == "The walk"
    assert essay("* Morning\n* Evening\n").title == "a"


def test_what_export_leaves_out_is_left_out() -> None:
    """Comments, drawers, planning, clocks, and subtrees that say so."""
    text = """* One
SCHEDULED: <2024-05-01 Wed>
:PROPERTIES:
:ID: 1
:END:
:LOGBOOK:
CLOCK: [2024-05-01 Wed 10:00]
:END:
# a comment
Seen.
#+BEGIN_COMMENT
unseen
#+END_COMMENT
#+begin_export html
<b>unseen</b>
#+end_export
** COMMENT Unseen
unseen
*** unseen
** Also unseen :noexport:
unseen
* Two
"""
    assert blocks(text) == [("heading", "One"), ("paragraph", "Seen."), ("heading", "Two")]


def test_lines_of_a_paragraph_are_joined() -> None:
    """Without a blank between Han; two backslashes keep a line end."""
    assert blocks("一行\n二行\nand more\n\nnext\\\\\nline\n") == [
        ("paragraph", "一行二行 and more"),
        ("paragraph", "next\nline"),
    ]


def test_lists_nest_by_their_indent() -> None:
    """Bullets, numbers, boxes and terms; a line that stands further left ends them."""
    found = essay(
        "#+title: T\n- one\n  goes on\n  3. [@3] three\n- [X] done\n- [ ] open\n- word :: meaning\nAfter.\n"
    )
    said = [(b.indent, b.bullet, found.text[b.start : b.end]) for b in found.blocks[1:]]

    assert said == [
        (1, "•", "one goes on"),
        (2, "3.", "three"),
        (1, "☑", "done"),
        (1, "☐", "open"),
        (1, "•", "word"),
        (1, "", "meaning"),
        (0, "", "After."),
    ]


def test_blocks_are_what_they_are_called() -> None:
    """Quotations, verse with its lines, listings without their indent and commas, fixed text."""
    found = essay(
        "#+title: T\n#+begin_quote\nSaid.\n#+end_quote\n#+BEGIN_VERSE\nfirst\n  second\n\nthird\n#+END_VERSE\n"
        "#+begin_src python\n  def f():\n      return 1\n  ,* no headline\n#+end_src\n: fixed\n:   text\n"
    )
    said = [(b.kind, b.quotes, b.label, found.text[b.start : b.end]) for b in found.blocks[1:]]

    assert said == [
        (Kind.PARAGRAPH, 1, "", "Said."),
        (Kind.VERSE, 0, "", "first\n  second"),
        (Kind.VERSE, 0, "", "third"),
        (Kind.CODE, 0, "python", "def f():\n    return 1\n* no headline"),
        (Kind.CODE, 0, "", "fixed\n  text"),
    ]


def test_tables_keep_cells_and_sides() -> None:
    """Rules and rows that only align are no rows; numbers stand on the right."""
    rows = "| 名 | n | c |\n|----+---+---|\n|  |  | <c> |\n| 甲 | 10 | *x* |\n| 乙 | 2 |  |\n"
    found = essay(f"#+title: T\n{rows}#+TBLFM: $2=1\n")
    (table,) = [block for block in found.blocks if block.kind is Kind.TABLE]

    assert found.text[table.start : table.end] == "名\tn\tc\n甲\t10\tx\n乙\t2\t"
    assert table.columns == ("left", "right", "center")


def test_notes_are_numbered_as_the_text_refers_to_them() -> None:
    """By name and in the text; the headline that only holds them is not shown."""
    text = "Text[fn:b] and[fn:: in *it*] more[fn:x: named].\n* Footnotes\n[fn:b] The\nnote.\n"

    assert blocks(text) == [
        ("paragraph", "Text[1] and[2] more[3]."),
        ("note", "The note."),
        ("note", "in it"),
        ("note", "named"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* c", [("strong", "b", "")]),
        ("汉字*粗体*汉字", [("strong", "粗体", "")]),
        ("（/斜/），_下_。", [("emphasis", "斜", ""), ("emphasis", "下", "")]),
        ("男/女/其他 a/b/c 5*3*2 x_1_2", []),
        ("=a *b*= ~c~ +d+", [("code", "a *b*", ""), ("code", "c", ""), ("deleted", "d", "")]),
        ("*over\nlines*", [("strong", "over lines", "")]),
        ("[[https://e.org][a /b/]]", [("link", "a b", "https://e.org"), ("emphasis", "b", "")]),
        ("see https://e.org/x.", [("link", "https://e.org/x", "https://e.org/x")]),
        ("[[file:b.org][b]]", [("link", "b", "b.org")]),
        ("[[*One][there]]", []),
    ],
)
def test_what_stands_in_a_paragraph(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Emphasis between its signs and no others, links with their targets."""
    assert marks(text) == expected


def test_signs_that_stand_for_others() -> None:
    """Entities, dates, targets, zero-width blanks."""
    assert blocks("\\alpha{} \\rarr \\nosuch <2024-05-01 Wed> <<here>>x a\u200b*b*") == [
        ("paragraph", "α → \\nosuch 2024-05-01 Wed x ab")
    ]


def test_an_image_alone_is_a_figure() -> None:
    """With the caption above it."""
    found = essay("#+title: T\n#+CAPTION: Rain\n[[file:img/rain.jpg]]\n")
    figure = found.blocks[1]

    assert (figure.kind, figure.label) == (Kind.FIGURE, "img/rain.jpg")
    assert found.text[figure.start : figure.end] == "Rain"


def test_paid_text_is_paid() -> None:
    """Also in a note that is set apart from it."""
    found = essay(
        "#+title: T\nOpen.\n##paidbegin##\n* Secret\nHidden[fn:: also].\n##paidend##\n* Open\n"
    )

    assert [found.text[r.start : r.end] for r in found.regions] == ["Secret\nHidden[1].", "also"]


def test_a_block_without_an_end_is_said() -> None:
    """What stands in it is read as text."""
    found = parsed("#+title: T\n#+begin_src c\nint x;\n")

    assert [(o.line, o.message) for o in found.oddities] == [
        (2, "The block that begins here is not ended by '#+end_src'.")
    ]
    assert "int x;" in found.documents[0].text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "#+title: A\n\nText.\n", True),
        ("a.txt", "* A\n:PROPERTIES:\n:ID: 1\n:END:\n", True),
        ("a.txt", "* one\n* two\n", False),
        ("a.md", "# A\n\n#+1 for this\n", False),
        ("a.org", "Text alone.\n", True),
        ("a.org", "# Markdown\n\n## Really\n\n[a](b)\n", False),
        ("a.org", "一、开始\n……\n二、后来\n……\n", False),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name: str, text: str, expected: bool) -> None:
    """Then by its name."""
    assert is_org(text, name) is expected


def test_library_yaml_may_say_that_a_file_is_org() -> None:
    """`format: org`."""
    found = read(b"* one\n* two\n", "a.txt", corrections=Corrections(format="org"))

    assert found.format == "org"


LINES = st.lists(
    st.sampled_from(
        [
            "* A", "** TODO B :t:", "* COMMENT c", "- x", "  - y", " 1. z", "text *b* /i/", "", "",
            "| a | b |", "|--+--|", "[fn:1] n", "t[fn:1] [fn:: *x]", "#+begin_quote", "#+end_quote",
            "#+begin_src x", "#+end_src", "#+begin_verse", "#+end_verse", ": f", ":a:", ":end:",
            "##paidbegin##", "##paidend##", "a##paidbegin##b", "##pagebreak##", "[[a.png]]", "\u3000中*粗*",
            "#+caption: c", "#+title: *t*", "# c", "\\\\", "e\u0301*\u0301*", "[[a][b", "-----", "*",
        ]
    )
    | st.text(alphabet="*/_=~+[]<>\\|:#- \nafn:1字", max_size=30),
    max_size=25,
)  # fmt: skip


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_whatever_the_lines_the_document_keeps_the_laws(lines: list[str]) -> None:
    """Offsets lead back, regions hold what is paid, sections nest."""
    parsed("#+title: T\n" + "\n".join(lines))


def test_marks_are_in_order() -> None:
    """Outer ones first."""
    found = essay("#+title: T\n*a /b/ [[https://e.org][c]]*\n").blocks[1]

    assert [mark.style for mark in found.marks] == [Style.STRONG, Style.EMPHASIS, Style.LINK]
    assert all(isinstance(mark, Mark) for mark in found.marks)
