"""Plain text is read as what it is: collections, titles, headings, paragraphs."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats import read
from reader.formats.plaintext.collection import characters_in_common
from reader.formats.plaintext.looks import is_contents
from reader.text.document import Document, Kind
from reader.text.layout import Layout
from reader.text.length import Length
from reader.text.typography import Typography
from reader.text.view import View
from tests import laws
from tests.corpus.found import found
from tests.corpus.notes import notes
from tests.corpus.samples import FAMILIES
from tests.corpus.scoring import score

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
    parsed = read(text.encode(), "essays.txt")
    laws.check(parsed)
    laws.check_nothing_leaks(parsed)
    return parsed.documents


def essay(text: str) -> Document:
    [document] = essays(text)
    return document


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of each block of a single essay."""
    document = essay(text)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def sections(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in essay(text).sections]


def test_verse_and_signatures_remember_their_indents() -> None:
    """What a line has more than the leftmost one of its poem; what puts a line far to the right."""
    poem = "The Tyger\n\nTyger, burning bright,\nIn the night;\n    What hand or eye,\n\n"
    letter = f"信\n\n　　你好，来信收到了。\n\n{' ' * 30}张三\n{' ' * 26}五月六日\n\n　　又及：书已寄出。\n"

    (verse,) = [b for b in essay(poem).blocks if b.kind is Kind.VERSE][:1]
    lines = [b for b in essay(letter).blocks if b.kind is Kind.VERSE]

    assert verse.indents == (0, 0, 4)
    assert [line.indents for line in lines] == [(30,), (26,)]


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


def test_what_a_program_printed_is_no_markdown() -> None:
    """Lines that begin with `##`, all of one kind and set off, and nothing else of Markdown."""
    text = "".join(
        f"## step {n} done\n\nread {n} files in {n}.5 seconds, nothing to say\n\n" for n in range(5)
    )

    assert read(text.encode(), "log.txt").format == "text"
    assert read(f"# Log\n\n{text}".encode(), "log.txt").format == "markdown"
    assert read(f"{text}### more\n\nwords\n".encode(), "log.txt").format == "markdown"


# The corpus


@pytest.mark.parametrize("family", FAMILIES)
def test_the_corpus_is_recognised(family: str) -> None:
    """Made sources in many layouts; a change to recognition that loses one of them is seen here."""
    scores = score(FAMILIES[family]())

    assert scores.essays.f1 >= 0.99
    assert scores.headings.f1 >= 0.99
    assert scores.levels.f1 >= 0.99
    assert scores.matter.f1 >= 0.99


def test_sources_as_people_find_them_are_recognised() -> None:
    """Reports, laws, novels, dissertations, minutes, exports of sites, in the layouts they come in."""
    scores = score(found())

    assert scores.essays.f1 >= 0.99
    assert scores.headings.f1 >= 0.96
    assert scores.matter.f1 >= 0.97


def test_notes_without_their_markup_are_recognised() -> None:
    """Headings of a word or two, over others, counted as their writer likes, short lines between."""
    scores = score(notes())

    assert scores.essays.f1 >= 0.99
    assert scores.headings.f1 >= 0.97


# Titles, authors, dates


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("作者：鲁迅", False),
        ("鲁　迅", False),
        ("2023年5月4日", False),
        ("时间：2023-05-04", False),
        ("（民国十四年五月）", True),
        ("——2023年3月5日在江城代表大会上", True),
        ("来源：江城日报　作者：鲁迅", True),
    ],
)
def test_what_the_byline_says_does_not_stand_again_in_the_text(line: str, is_kept: bool) -> None:
    """Unless the line says more than who and when."""
    document = essay(f"江边札记\n{line}\n\n{SENTENCES}\n{SENTENCES}\n")

    assert document.author or document.date
    assert (line in document.text) is is_kept


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("《江边札记》", "江边札记"),
        ("说　桥　梁〔１〕", "说桥梁"),
        ("标题：江边札记", "江边札记"),
        ("江边札记①", "江边札记"),
        ("NOTES FROM THE LANDING", "NOTES FROM THE LANDING"),
    ],
)
def test_a_title_is_freed_of_what_is_around_it(line: str, title: str) -> None:
    assert essay(f"{line}\n\n{SENTENCES}\n").title == title


SENTENCES = "清早五点半，码头上的灯还亮着，第一班轮渡已经靠岸。老周说，路是走熟的，不是记熟的。"


@pytest.mark.parametrize(
    ("above", "author", "date"),
    [
        ("作者：鲁迅", "鲁迅", ""),
        ("鲁　迅", "鲁迅", ""),
        ("By Charles Lamb", "Charles Lamb", ""),
        ("——2023年3月5日在江城第三届代表大会上\n江城大学校长　朱自清", "朱自清", "2023-03-05"),
        ("来源：江城日报　时间：2019-08-12　作者：鲁迅", "鲁迅", "2019-08-12"),
        ("（民国十四年五月）", "", "1925-05"),
        ("1998年夏天，我离开了家乡，从此再也没有回去过。", "", ""),
    ],
)
def test_who_wrote_and_when_is_read_from_the_lines_under_the_title(
    above: str, author: str, date: str
) -> None:
    document = essay(f"江边札记\n{above}\n\n{SENTENCES}\n{SENTENCES}\n")

    assert (document.author, document.date) == (author, date)


def test_a_signature_and_a_date_may_end_the_text() -> None:
    document = essay(f"江边札记\n{SENTENCES}\n{SENTENCES}\n\n鲁　迅\n一九二五年十月在北京。\n")

    assert (document.author, document.date) == ("鲁迅", "1925-10")
    assert [block.kind for block in document.blocks[-2:]] == [Kind.VERSE, Kind.VERSE]


def test_a_date_in_a_sentence_is_not_the_date() -> None:
    assert not essay(f"江边札记\n10月12日，大会在江城闭幕。{SENTENCES}\n").date


# Headings


def test_levels_follow_the_order_of_official_documents() -> None:
    text = (
        f"工作总结\n一、开头\n（一）甲\n{SENTENCES}\n1.子\n{SENTENCES}\n2.丑\n{SENTENCES}\n"
        f"（二）乙\n{SENTENCES}\n二、后来\n{SENTENCES}\n"
    )

    assert sections(text) == [
        (1, "一、开头"),
        (2, "（一）甲"),
        (3, "1.子"),
        (3, "2.丑"),
        (2, "（二）乙"),
        (1, "二、后来"),
    ]


def test_a_numbered_paragraph_that_runs_on_is_no_heading() -> None:
    text = f"工作总结\n一、开头\n{SENTENCES}\n二、后来{SENTENCES}\n三、最后\n{SENTENCES}\n"

    assert sections(text) == [(1, "一、开头"), (1, "三、最后")]


def test_short_sentences_with_paragraphs_under_them_are_headings() -> None:
    text = f"工作总结\n（一）加快升级。\n{SENTENCES}\n（二）办好实事。\n{SENTENCES}\n"

    assert [title for _, title in sections(text)] == ["（一）加快升级。", "（二）办好实事。"]


def test_an_item_behind_a_middle_dot_is_no_heading() -> None:
    """`・` is the bullet of who writes with a Japanese or Chinese input method."""
    text = f"会议纪要\n\n{SENTENCES}\n\n・第一点\n・第二点，比较长，要折行显示，所以多写几个字。\n"

    assert sections(text) == []


def test_a_list_is_no_row_of_headings() -> None:
    text = f"工作总结\n{SENTENCES}\n具体如下：\n1.桌子\n2.椅子\n3.凳子\n{SENTENCES}\n"

    assert not sections(text)


def test_a_table_of_contents_is_not_the_chapters() -> None:
    text = f"长夜行\n目录\n第一章 雾\n第二章 灯\n\n第一章 雾\n{SENTENCES}\n第二章 灯\n{SENTENCES}\n"

    assert essay(text).source_offset(essay(text).sections[0].start) == text.rindex("第一章")
    assert sections(text) == [(1, "第一章 雾"), (1, "第二章 灯")]


def test_a_book_has_volumes_chapters_and_ends() -> None:
    text = (
        f"《长夜行》\n作者：鲁迅\n楔子\n{SENTENCES}\n第一卷 江边\n第一章 雾\n{SENTENCES}\n"
        f"第二卷 桥\n第二章 桥（上）\n{SENTENCES}\n第四回中既将他的来历说明，这里便不再多讲，只说那一夜。\n"
        f"后记\n{SENTENCES}\n"
    )

    assert [title for _, title in sections(text)] == [
        "楔子",
        "第一卷 江边",
        "第一章 雾",
        "第二卷 桥",
        "第二章 桥（上）",
        "后记",
    ]


def test_underlined_lines_are_headings() -> None:
    text = f"长夜行\n======\n\n雾\n---\n\n{SENTENCES}\n\n灯\n---\n\n{SENTENCES}\n"

    assert read(text.encode(), "a.txt").documents[0].title == "长夜行"
    assert sections(text) == [(1, "雾"), (1, "灯")]


def test_a_notice_between_rules_is_no_heading() -> None:
    """Sites put sentences and their own names between the chapters."""
    notice = "声明：本书由网友整理，仅供学习交流。\n==========\n"
    site = "----------\n更多请访问 www.example.com\n----------\n"
    text = f"雨巷\n\n{notice}\n第一章 雨\n\n{SENTENCES}\n\n{site}\n第二章 灯\n\n{SENTENCES}\n"

    assert [title for _level, title in sections(text)] == ["第一章 雨", "第二章 灯"]


# Paragraphs


def test_lines_wrapped_by_hand_are_one_paragraph_again() -> None:
    """They are not all as long as they could be; where indents mark paragraphs, no other line begins
    one. Dashes are no options of a command.
    """
    chinese = """夜里

    从前有一个人，他写文章的时候喜欢在每一行的末尾按
回车键，于是他的文章在别的屏幕上看起来就像锯齿一样，
长一行短一行，读起来很不舒服。
    后来有人告诉他，不用每行都按回车，段落结束的时候
按一次就够了。他试了试，果然好多了。
    从此以后，他的文章就整齐了，大家读起来也舒服得多，
没有人再说什么。
"""
    english = """The Mist

    There was nobody on the platform but a dog, which looked at us as
if it had been left there to see that we really went.

    The fields were white--not with snow, but with the kind of mist
that comes up from the river in October.  It was not the usual snow-
white mist; one could not see the end of the platform, nor anything
at all.
"""

    assert len(blocks(chinese)) == 4
    assert len(blocks(english)) == 3
    assert ("paragraph", "按一次") not in [(kind, text[:3]) for kind, text in blocks(chinese)]


def test_wrapped_lines_are_one_paragraph_again() -> None:
    """Han joins without a space, words with one, and a hyphen at a line's end is mended."""
    text = (
        "Notes\n\nThe ferry had already left when we came down to the landing, and\n"
        "there was nothing to do but wait, patiently and without any conver-\n"
        "sation, until the lamps of the yard went out one after the other on\n"
        "the far side of the river.\n\nNobody spoke.\n"
    )

    [_, (_, first), (_, second)] = blocks(text)
    assert "landing, and there was" in first
    assert "without any conversation, until" in first
    assert second == "Nobody spoke."


def test_an_indent_is_no_part_of_a_paragraph() -> None:
    assert blocks(f"江边札记\n　　{SENTENCES}\n    {SENTENCES}\n")[1:] == [
        ("paragraph", SENTENCES),
        ("paragraph", SENTENCES),
    ]


def test_decimal_numbers_may_be_five_deep() -> None:
    text = "手册\n" + "".join(
        f"\n{number} {name}\n\n{SENTENCES}\n"
        for number, name in (
            ("1.1", "总则"),
            ("1.1.1", "范围"),
            ("1.1.1.1", "桥面"),
            ("1.1.1.1.1", "栏杆"),
        )
    )

    assert [level for level, _ in sections(text)] == [1, 2, 3, 4]


def test_short_lines_over_lists_and_paragraphs_are_headings() -> None:
    """Nothing numbers or names them; they are short, set alike, and something stands below."""
    text = (
        f"Notes from the Landing\n\n{ENGLISH}\n\nWhat to Bring\n\n- a rope\n- a lantern\n- oil for it\n\n"
        f"Crossing at Night\n\n{ENGLISH}\n\n{ENGLISH}\n\nComing Home\n\n{ENGLISH}\n"
    )

    assert [title for _, title in sections(text)] == [
        "What to Bring",
        "Crossing at Night",
        "Coming Home",
    ]


@pytest.mark.parametrize(
    "caption", ["图1 桥面巡查示意图", "表 2　全年用水情况", "Figure 3. The landing"]
)
def test_a_caption_is_no_heading(caption: str) -> None:
    text = f"江边札记\n\n{SENTENCES}\n\n{caption}\n\n{SENTENCES}\n\n{SENTENCES}\n"

    assert not sections(text)


ENGLISH = (
    "The first ferry leaves before the lamps are put out, and whoever is late waits an hour on the"
    " steps, counting the boats that do not stop. Nobody minds; the river is not in a hurry either."
)


def test_verse_keeps_its_lines() -> None:
    text = f"江边札记\n\n{SENTENCES}\n\n灯下看江水\n江水不看灯\n人来人又去\n桥下一舟横\n\n{SENTENCES}\n"

    assert ("verse", "灯下看江水\n江水不看灯\n人来人又去\n桥下一舟横") in blocks(text)


def test_an_address_is_kept_as_a_line() -> None:
    kinds = blocks(f"在大会上的讲话\n各位代表：\n{SENTENCES}\n各位代表！\n{SENTENCES}\n")

    assert kinds[1] == ("verse", "各位代表：")


# What others put around a text


def test_what_gutenberg_puts_around_a_book_is_no_part_of_it() -> None:
    text = (
        "The Project Gutenberg eBook of Notes\n\nTitle: Notes\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK NOTES ***\n\nNOTES\n\nby Charles Lamb\n\n"
        "Nobody spoke for a long time.\n\n*** END OF THE PROJECT GUTENBERG EBOOK NOTES ***\n\nMore.\n"
    )

    document = essay(text)
    assert (document.title, document.author) == ("NOTES", "Charles Lamb")
    assert "GUTENBERG" not in document.text.upper()


def test_aozora_readings_and_notes_are_taken_out() -> None:
    line = "-" * 55
    text = (
        f"渡し場だより\n夏目漱石\n\n{line}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n{line}\n\n"
        "［＃７字下げ］一［＃「一」は中見出し］\n\n　朝の五時半、渡《わた》し場の灯りはまだ｜点い《つい》ていた。\n"
    )

    document = essay(text)
    assert (document.title, document.author, document.language) == (
        "渡し場だより",
        "夏目漱石",
        "ja",
    )
    assert [section.title for section in document.sections] == ["一"]
    assert document.text.endswith("朝の五時半、渡し場の灯りはまだ点いていた。\n")


def test_the_second_essay_of_its_kind_is_not_two() -> None:
    """第二篇 in a title counts this essay, and promises none."""
    text = f"江城随笔第二篇\n\n一、清晨\n\n{SENTENCES}\n\n二、黄昏\n\n{SENTENCES}\n"

    assert [document.title for document in essays(text)] == ["江城随笔第二篇"]
    assert [title for _, title in sections(text)] == ["一、清晨", "二、黄昏"]


def test_an_editor_and_his_links_are_no_part_of_an_essay() -> None:
    text = (
        f"参加培训心得体会（精选2篇）\n以下是小编整理的范文，欢迎参考。\n篇一：桥\n{SENTENCES}{SENTENCES}\n"
        f"篇二：灯\n{SENTENCES}{SENTENCES}\n相关文章：\n更新时间：2023-01-02\n"
    )

    assert [document.title for document in essays(text)] == ["篇一：桥", "篇二：灯"]
    assert all("小编" not in d.text and "相关文章" not in d.text for d in essays(text))


def test_the_language_is_guessed_from_the_characters() -> None:
    assert essay("江边札记\n雨停以后，我们把灯关了。\n").language == "zh"
    assert essay("江邊札記\n雨停以後，我們把燈關了，說這個時候還沒有過去。\n").language == "zh-Hant"
    assert essay("川べりの記\n雨が止むと、花の匂いがした。\n").language == "ja"
    assert essay("강가의 기록\n비가 그치자 꽃 냄새가 났다.\n").language == "ko"
    assert essay("Notes\nNobody spoke of 江边 for a long time, and it rained.\n").language == "en"


def test_a_preface_may_stand_between_the_contents_and_the_chapters() -> None:
    """What comes again later, several lines in a row, is what the contents promise."""
    names = [
        f"第{n}章 {name}" for n, name in zip("一二三四", ("渡口", "灯", "桥", "炉子"), strict=True)
    ]
    chapters = "\n\n".join(f"{name}\n\n{SENTENCES}\n\n{SENTENCES}" for name in names)
    text = "江边札记\n\n" + "\n".join(names) + f"\n\n{SENTENCES}\n\n{chapters}\n"

    assert [title for _, title in sections(text)] == names


@pytest.mark.parametrize(
    "said",
    [
        "作者",
        "作\u3000者",
        "著者",
        "文",
        "撰文",
        "撰稿",
        "主讲",
        "演讲人",
        "演讲者",
        "报告人",
        "发言人",
        "整理",
        "口述",
        "발표자",
        "저자",
        "글쓴이",
        "지은이",
        "글",
        "by",
        "By",
        "author",
        "Author",
        "AUTHOR",
    ],
)
def test_a_line_under_the_title_says_who_wrote(said: str) -> None:
    """By any of the words that are used for it, in letters of any case."""
    (document,) = essays(
        f"春天的桥\n{said}：王小明\n\n那天的雨下得很大，我们在桥上站了很久很久。\n"
    )

    assert document.author == "王小明"


@pytest.mark.parametrize("said", ["目录", "目 次", "Contents", "TABLE OF CONTENTS", "차례", "목차"])
def test_the_line_above_a_table_of_contents_is_known(said: str) -> None:
    """In any of the languages that are read here."""
    assert is_contents(said)
    assert not is_contents(f"{said}的")


def test_lines_that_name_authors_far_inside_part_no_text() -> None:
    """A manual quotes such lines; of a collection, the first essay begins at the beginning."""
    quoted = "\n\n".join(
        f"A program\nwritten by Charles Lamb\n\n{ENGLISH}\n\n{ENGLISH}" for _ in range(2)
    )
    text = "The Landing Manual\n\n" + f"{ENGLISH}\n\n" * 30 + quoted + "\n"

    assert len(essays(text)) == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.txt"), (b"\xef\xbb\xbf", "a.md"), (b" \n\n", "a.txt"), (b"<html><body>", "a.html")],
)
def test_an_empty_file_is_an_empty_essay(data: bytes, name: str) -> None:
    """Its title is the file's name, which is nothing to read, and its page says so."""
    (document,) = read(data, name).documents

    assert document.title == "a"
    assert document.length == Length(0, 0)
    page = Layout(View(document), Typography(measure=40))
    said = [line.text.strip() for line in page.window(page.first, 9)]
    assert said == ["", "a", "", "This file holds no text."]


def test_a_file_that_is_one_line_is_not_empty() -> None:
    """Also if it is called as that line."""
    (document,) = read(b"rain", "rain.txt").documents

    assert not document.is_empty
    assert document.length.words


def test_a_number_over_a_title_is_one_section() -> None:
    """Both lines stay headings of the text; the outline has them in one line."""
    chapters = "".join(
        f"CHAPTER {n}.\n\n{title}\n\n{'It rained all day on the landing. ' * 6}\n\n"
        for n, title in (("I", "The Landing"), ("II", "The Road"), ("III", "The House"))
    )
    document = read(f"THE FERRY\n\n{chapters}".encode(), "ferry.txt").documents[0]

    assert [s.title for s in document.sections] == [
        "CHAPTER I. The Landing",
        "CHAPTER II. The Road",
        "CHAPTER III. The House",
    ]


def test_a_year_may_be_a_title() -> None:
    """Other numbers count sections."""
    text = "{}\n\n一月\n\n" + "清早五点半，码头上的灯还亮着，第一班轮渡已经靠岸。" * 3 + "\n"

    assert read(text.format("二〇二二").encode(), "a.txt").documents[0].title == "二〇二二"
    assert read(text.format("二").encode(), "a.txt").documents[0].title == "a"


@given(st.text("一二三篇", max_size=12), st.text("一二三篇", max_size=12))
def test_titles_are_as_alike_as_python_says(one: str, other: str) -> None:
    """Which title is nearly another is found without importing what Python has for it."""
    runs = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()

    assert characters_in_common(one, other) == sum(run.size for run in runs)
