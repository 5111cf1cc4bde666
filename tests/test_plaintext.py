"""Plain text is read as what it is: collections, titles, headings, paragraphs."""

from reader.formats import read
from reader.text.document import Document, Kind

COLLECTION = """学习《桥梁养护手册》心得体会
（2篇）
学习《桥梁养护手册》心得体会
3月2日，手册发到了班组。下面谈几点体会。
一、先看图再动手
图纸是桥的语言。看懂了图，就知道哪里会先老。
##paidbegin##二、把小毛病当大事
螺栓松了半圈，听得出来。
三、交班时把话说完
话说一半，下一班就要多跑一趟。

学习《桥梁手册》心得体会2
我是桥上的一名养护工，收获很多。
手册里说的，多半是老师傅们试出来的。
##paidend##"""


def essays(text: str) -> tuple[Document, ...]:
    return read(text.encode(), "essays.txt").documents


def test_a_collection_is_split_at_its_titles() -> None:
    """The second title has lost a word and gained a number; it is a title all the same."""
    titles = [document.title for document in essays(COLLECTION)]

    assert titles == ["学习《桥梁养护手册》心得体会", "学习《桥梁手册》心得体会2"]


def test_numbered_headings_are_sections() -> None:
    first, second = essays(COLLECTION)

    assert [section.title for section in first.sections] == [
        "一、先看图再动手",
        "二、把小毛病当大事",
        "三、交班时把话说完",
    ]
    assert not second.sections


def test_a_region_across_two_essays_is_one_in_each() -> None:
    """It begins at the heading that the marker is glued to, and leaves the second title outside."""
    first, second = essays(COLLECTION)
    [before], [after] = first.regions, second.regions

    assert first.text[before.start : before.end].startswith("二、把小毛病当大事\n螺栓")
    assert first.text[before.start : before.end].endswith("多跑一趟。")
    assert second.text[after.start : after.end].startswith("我是桥上")
    assert after.end == second.blocks[-1].end


def test_no_marker_is_left_in_the_text() -> None:
    assert all("paid" not in document.text for document in essays(COLLECTION))


def test_every_offset_leads_back_to_the_source() -> None:
    source = read(COLLECTION.encode(), "essays.txt").source
    for document in essays(COLLECTION):
        for block in document.blocks:
            text = document.text[block.start : block.end]
            at = document.source_offset(block.start)

            assert source[at : at + len(text)] == text


def test_the_title_is_the_first_block_and_the_only_one_of_its_kind() -> None:
    for document in essays(COLLECTION):
        kinds = [block.kind for block in document.blocks]

        assert kinds[0] is Kind.TITLE
        assert kinds.count(Kind.TITLE) == 1
