"""What people say of how a source is to be read goes before what would be guessed."""

import pytest

from reader.formats import read
from reader.text.corrections import IS_HEADING, NO_HEADING, ONE, Corrections, matches
from reader.text.document import Kind
from tests import laws

PROSE = "清早五点半，码头上的灯还亮着，第一班轮渡已经靠岸。老周说，路是走熟的，不是记熟的。"
REPORT = f"""江城工作报告

各位代表：

总体要求

{PROSE}

一、先看图再动手

{PROSE}

附件1 桥面清单

{PROSE}
"""
WALKS = f"散步\n\n第一次出门\n\n{PROSE}\n\n第二次出门\n\n{PROSE}\n"


def sections(text: str, corrections: Corrections) -> list[tuple[int, str]]:
    parsed = read(text.encode(), "report.txt", corrections=corrections)
    laws.check(parsed)
    return [(s.level, s.title) for document in parsed.documents for s in document.sections]


def test_a_line_gets_the_level_that_is_said() -> None:
    said = Corrections(headings=(("总体要求", 3), ("一、*", 2)))

    assert (3, "总体要求") in sections(REPORT, said)
    assert (2, "一、先看图再动手") in sections(REPORT, said)


def test_a_line_can_be_said_to_be_no_heading() -> None:
    said = Corrections(headings=(("总体要求", NO_HEADING), ("附件*", IS_HEADING)))
    titles = [title for _level, title in sections(REPORT, said)]

    assert "总体要求" not in titles
    assert "附件1 桥面清单" in titles


def test_a_line_as_it_is_goes_before_a_pattern() -> None:
    said = Corrections(headings=(("*", NO_HEADING), ("总体要求", 1)))

    assert sections(REPORT, said) == [(1, "总体要求")]


def test_a_source_can_be_said_to_be_one_essay() -> None:
    text = "".join(f"篇{n}：江边札记{n}\n\n{PROSE * 3}\n\n" for n in "一二三")

    assert len(read(text.encode(), "x.txt").documents) == 3
    assert len(read(text.encode(), "x.txt", corrections=Corrections(essays=(ONE,))).documents) == 1


def test_essays_begin_where_it_is_said() -> None:
    found = read(WALKS.encode(), "x.txt", corrections=Corrections(essays=("第*次出门",)))

    assert [document.title for document in found.documents] == ["第一次出门", "第二次出门"]


def test_what_is_no_markdown_is_read_as_text() -> None:
    text = f"# 一\n\n{PROSE}\n\n# 二\n\n{PROSE}\n"

    assert read(text.encode(), "x.md", corrections=Corrections(format="text")).format == "text"
    assert read(b"plain", "x.txt", corrections=Corrections(format="markdown")).format == "markdown"


def test_an_encoding_is_obeyed() -> None:
    said = Corrections(encoding="big5")

    assert read("江邊".encode("big5"), "x.txt", corrections=said).source == "江邊"


@pytest.mark.parametrize(
    ("pattern", "line", "is_match"),
    [
        ("总体要求", "  总体要求 ", True),
        ("总体要求", "总体要求：", False),
        ("第*条", "第十一条", True),
        ("第*条", "第十一条 附则", False),
        ("第*条*", "第十一条 附则", True),
        ("*", "什么都行", True),
        ("a*a", "a", False),
        ("a*b*c", "abc", True),
        ("a*b*c", "acb", False),
    ],
)
def test_a_star_stands_for_anything(pattern: str, line: str, is_match: bool) -> None:
    assert matches(pattern, line) is is_match


def test_a_pattern_full_of_stars_takes_no_time() -> None:
    """It is looked for from left to right, and never tried anew."""
    assert not matches("*a" * 5_000 + "b", "a" * 100_000)


def test_why_something_was_recognised_can_be_asked() -> None:
    [document] = read(
        REPORT.encode(), "x.txt", corrections=Corrections(headings=(("总体要求", 1),))
    ).documents
    why = {
        document.text[g.start :].split("\n")[0]: g.why
        for g in document.grounds
        if g.what == "heading"
    }

    assert why["总体要求"] == "library.yaml says so"
    assert all(why.values())
    assert [block.start for block in document.blocks if block.kind is Kind.HEADING] == [
        g.start for g in document.grounds if g.what == "heading"
    ]
