"""Blocks as lines: what a person sees of tables, programs, lists, quotations, placards, titles."""

from reader.text.cells import width
from reader.text.document import Block, Document, Kind, Mark, Style
from reader.text.layout import Layout
from reader.text.line import Line
from reader.text.placard import MOST_HEADINGS, PlacardWords
from reader.text.setting import set_piece
from reader.text.typography import Typography
from reader.text.view import Piece, View
from tests.documents import document, essay

PLAIN = Typography(measure=20, hang=0, justify=False)


def lines_of(
    document: Document, measure: int = 20, *, block: int = 1, language: str = "en"
) -> list[Line]:
    """The lines of one block."""
    return [
        line
        for piece in View(document).pieces(block)
        if isinstance(piece, Piece)
        for line in set_piece(piece, language, PLAIN.at(measure))
    ]


def texts(lines: list[Line]) -> list[str]:
    """Lines as they are read."""
    return [line.text for line in lines]


# Titles and paragraphs.


def test_a_title_broken_once_is_broken_in_its_middle() -> None:
    """Two lines about equally long, each in the middle of the measure."""
    title = essay("一二三四五六七八九十甲乙")

    assert texts(lines_of(title, block=0, language="zh")) == [
        "    一二三四五六",
        "    七八九十甲乙",
    ]


def test_a_chinese_paragraph_is_indented_by_two_characters() -> None:
    """An English one is not, nor is a paragraph that only goes on behind a closed region."""
    cut = essay("雨", "秘密⟦。⟧天晴了")

    assert texts(lines_of(essay("雨", "下雨了。"), language="zh")) == ["    下雨了。"]
    assert texts(lines_of(essay("Rain", "It rains."), language="en")) == ["It rains."]
    assert texts(lines_of(cut, language="zh")) == ["    秘密", "天晴了"]


def test_words_amid_chinese_are_not_torn_apart() -> None:
    """An English paragraph keeps the indent of those around it, and single spaces; a 字 or two in it
    change nothing.
    """
    said = "It was a dark and stormy night (夜); the rain fell in torrents, except at intervals."
    (piece,) = View(essay("雨", said)).pieces(1)
    assert isinstance(piece, Piece)

    lines = texts(set_piece(piece, "zh", Typography(measure=26, justify=True)))

    assert lines[0].startswith("    It was")
    assert not any("  " in line.strip() for line in lines)


def test_a_very_narrow_page_indents_less() -> None:
    """The indent takes half of the measure at most."""
    assert texts(lines_of(essay("雨", "下雨了"), 5, language="zh"))[0] == "  下"


def test_verse_keeps_its_lines() -> None:
    """They are neither joined nor filled, and stand a little to the right."""
    assert texts(lines_of(essay("诗", "~ 床前\n明月"), language="zh")) == ["    床前", "    明月"]


def test_verse_is_as_far_to_the_right_as_in_its_source() -> None:
    """What does not fit goes on below, further right; a signature keeps its place while it can."""
    stanza = essay("T", "~ Tyger, burning\nWhat immortal hand").blocks[1]._replace(indents=(0, 4))
    verse = document("T\nTyger, burning\nWhat immortal hand\n", (Block(Kind.TITLE, 0, 1), stanza))
    signed = document(
        "T\n张三\n", (Block(Kind.TITLE, 0, 1), Block(Kind.VERSE, 2, 4, indents=(20,)))
    )

    assert texts(lines_of(verse, 22)) == [
        "    Tyger, burning",
        "        What immortal",
        "          hand",
    ]
    assert texts(lines_of(signed, 40)) == [" " * 20 + "张三"]
    assert texts(lines_of(signed, 16)) == [" " * 12 + "张三"]


def test_a_letter_begins_and_ends_at_the_margin() -> None:
    """Its salutation, and what is wished at its end."""
    letter = essay("信", "~ 朋友：", "你好。", "此致", "敬礼！")
    rows = [texts(lines_of(letter, block=n, language="zh"))[0] for n in range(1, 5)]

    assert rows == ["朋友：", "    你好。", "    此致", "敬礼！"]


def test_each_line_that_a_paragraph_keeps_is_indented() -> None:
    """Verse in Markdown is a paragraph with line ends."""
    lines = lines_of(essay("诗", "床前明月光，\n疑是地上霜。"), language="zh")

    assert texts(lines) == ["    床前明月光，", "    疑是地上霜。"]


def test_marks_become_roles() -> None:
    """Nested ones add up, and a link knows where it leads."""
    strong, link = Mark(2, 8, Style.STRONG), Mark(4, 6, Style.LINK, "https://example.org")
    block = Block(Kind.PARAGRAPH, 2, 8, marks=(strong, link))

    (line,) = lines_of(document("T\nabcdef\n", (Block(Kind.TITLE, 0, 1), block)))

    assert [(run.text, run.roles, run.target) for run in line.runs] == [
        ("ab", ("body", "strong"), ""),
        ("cd", ("body", "strong", "link"), "https://example.org"),
        ("ef", ("body", "strong"), ""),
    ]


def test_what_a_terminal_might_obey_is_shown_as_a_picture() -> None:
    """An escape sequence in the text is text, and keeps its offsets."""
    (line,) = lines_of(essay("T", "red\x1b[31m"))

    assert line.text == "red␛[31m"
    assert line.runs[0].start == 2


# Quotations and lists.


def test_a_bar_goes_on_between_the_paragraphs_of_a_quotation() -> None:
    """As far as both have one; above the first there is none."""
    quoted = essay("T", "Some say:", "> one", "> > two", "> three", "And so on.")
    layout = Layout(View(quoted), Typography(measure=20))

    above = [texts([layout.lines_of(n)[0]])[0] for n in range(2, 6)]
    assert [air.split() for air in above] == [[], ["▏"], ["▏"], []]


def test_a_blank_beside_a_program_is_no_part_of_it() -> None:
    """Nor of a link: what is added to make a line even shows no ground and no underline."""
    text = "天地 code，玄黄宇宙洪荒日月盈昃辰宿列张"
    code = Mark(2 + text.index("code"), 6 + text.index("code"), Style.CODE)
    block = Block(Kind.PARAGRAPH, 2, 2 + len(text), marks=(code,))
    (piece,) = View(document(f"T\n{text}\n", (Block(Kind.TITLE, 0, 1), block))).pieces(1)
    assert isinstance(piece, Piece)

    lines = set_piece(piece, "zh", Typography(measure=20))

    first = [(run.text, run.roles) for run in lines[0].runs]
    assert first[1:4] == [("天地 ", ("body",)), (" ", ("body",)), ("code", ("body", "code"))]


def test_quotations_have_a_bar_for_each_level() -> None:
    """On every line."""
    assert texts(lines_of(essay("T", ">> one two three four five"))) == [
        "▏ ▏ one two three",
        "▏ ▏ four five",
    ]


def test_list_items_hang_behind_their_bullets() -> None:
    """Deeper items stand further right; a number may take the room it needs."""
    assert texts(lines_of(essay("T", "- one two three four"))) == [
        "  •  one two three",
        "     four",
    ]
    assert texts(lines_of(essay("T", "-- one two three"), 40)) == ["    •  one two three"]


def test_half_of_the_measure_is_left_for_the_text() -> None:
    """However deep quotations and lists are nested."""
    deep = Block(Kind.PARAGRAPH, 2, 5, quotes=30, indent=30, bullet="1000000000.")
    nested = document("T\nabc\n", (Block(Kind.TITLE, 0, 1), deep))

    for measure in range(1, 80):
        first = lines_of(nested, measure)[0]
        added = sum(width(run.text) for run in first.runs if run.start is None)
        assert added <= measure // 2


def test_a_note_stands_behind_its_number() -> None:
    """Its further lines stand under its first."""
    assert texts(lines_of(essay("T", "[12] one two three four"))) == [
        "[12] one two three",
        "     four",
    ]


# Programs.


def test_a_program_keeps_its_lines_on_a_ground_of_their_own() -> None:
    """Every row is as wide as the measure; a line too long goes on behind a mark."""
    program = essay("T", "```\nfor\n\nwhile not done: go on")

    lines = lines_of(program)

    assert texts(lines) == [" for", "", " while not done: go", " ↪ on"]
    assert {line.cells for line in lines} == {20}
    assert [program.text[line.start : line.end] for line in lines] == [
        "for\n",
        "\n",
        "while not done: go ",
        "on",
    ]


def test_a_comment_in_squares_is_folded_as_chinese_is() -> None:
    """No row begins with a mark of pause, or ends with an opening one."""
    assert texts(lines_of(essay("T", "```\n# 天地玄黄，宇宙（洪荒）"), 14)) == [
        " # 天地玄黄，",
        " ↪ 宇宙（洪",
        " ↪ 荒）",
    ]


def test_tabs_of_a_program_lead_to_the_next_stop() -> None:
    """Every four cells; what is painted beside the tab's own cell belongs to no offset."""
    (line,) = lines_of(essay("T", "```\na\tb"))

    assert line.text == " a   b"
    assert [(run.text, run.start) for run in line.runs[1:4]] == [("a", 2), (" ", 3), ("  ", None)]


def test_a_program_in_a_known_language_is_coloured() -> None:
    """By few roles; an unknown language, or none, by one."""
    (line,) = lines_of(essay("T", "```python\nreturn 1"))
    (plain,) = lines_of(essay("T", "```no-such-language\nreturn 1"))

    assert [run.roles for run in line.runs if run.text in ("return", "1")] == [
        ("code", "keyword"),
        ("code", "number"),
    ]
    assert {run.roles for run in plain.runs} == {("code",)}


def test_a_program_with_a_very_long_line_is_set_in_moderate_time() -> None:
    """Half a megabyte without a line end, as minified programs are; and thousands of tokens."""
    long = essay("T", "```\n" + "x=1;" * 125_000)
    coloured = essay("T", "```python\n" + "x = [1, 2]\n" * 1_500)

    rows = [
        line for block in range(1, View(long).blocks) for line in lines_of(long, 72, block=block)
    ]

    assert sum(len(line.text.strip(" ↪")) for line in rows) == 500_000
    assert len(lines_of(coloured, 72)) == 1_501


# Tables.


def test_a_table_has_aligned_columns() -> None:
    """Wide characters count two; a line parts the head from the rest."""
    table = essay("T", "| 城市|人口\n上海|2487\nBeijing|21")
    aligned = Block(Kind.TABLE, 2, len(table.text) - 1, columns=("left", "right"))
    aligned_table = document(table.text, (table.blocks[0], aligned))

    assert texts(lines_of(aligned_table)) == [
        "城市    │ 人口",
        "────────┼─────",
        "上海    │ 2487",
        "Beijing │   21",
    ]


def test_cells_are_folded_where_there_is_no_room() -> None:
    """The widest column gives way."""
    table = essay("T", "| key|meaning\nj|one line further down the page")

    assert texts(lines_of(table, 24)) == [
        "key │ meaning",
        "────┼───────────────────",
        "j   │ one line further",
        "    │ down the page",
    ]


def test_a_table_without_room_for_columns_is_turned() -> None:
    """Each cell stands under its head; what has no head is not left out, nor a head without cells."""
    table = essay("T", "| one|two|three|four\na|b|c\n1|2|3|4|5")

    assert texts(lines_of(table, 12)) == [
        "one",
        "  a",
        "two",
        "  b",
        "three",
        "  c",
        "four",
        "",
        "one",
        "  1",
        "two",
        "  2",
        "three",
        "  3",
        "four",
        "  4",
        "  5",
    ]


def test_a_table_is_turned_before_its_words_are_cut() -> None:
    """A column is as wide as its longest word, if that is an ordinary one."""
    table = essay("T", "| name|meaning\ntypography|the setting of texts")

    assert texts(lines_of(table, 20)) == [
        "name       │ meaning",
        "───────────┼────────",
        "typography │ the",
        "           │ setting",
        "           │ of",
        "           │ texts",
    ]
    assert texts(lines_of(table, 19)) == [
        "name",
        "  typography",
        "meaning",
        "  the setting of",
        "  texts",
    ]


def test_a_turned_table_has_short_heads_beside_their_cells() -> None:
    """So a row takes as many lines as it has cells; a folded cell stays beside its head."""
    table = essay("T", "| 名|说明|价|注|量\n甲|春眠不觉晓处处闻|1|无|2\n乙|短|3")

    assert texts(lines_of(table, 18, language="zh")) == [
        "名    甲",
        "说明  春眠不觉晓处",
        "      处闻",
        "价    1",
        "注    无",
        "量    2",
        "",
        "名    乙",
        "说明  短",
        "价    3",
    ]
    assert [run.start for run in lines_of(table, 18)[1].runs] == [4, None, 15]


def test_links_in_tables_lead_somewhere() -> None:
    """Marks hold in cells as elsewhere."""
    link = Mark(5, 6, Style.LINK, "https://example.org")
    table = Block(Kind.TABLE, 2, 9, marks=(link,))

    lines = lines_of(document("T\na\tb\nc\td\n", (Block(Kind.TITLE, 0, 1), table)))

    assert [run.text for line in lines for run in line.runs if run.target] == []


# Other blocks.


def test_a_figure_shows_its_caption_and_where_it_is() -> None:
    """Behind a bar; the address leads there."""
    block = Block(Kind.FIGURE, 2, 8, label="a.png")

    lines = lines_of(document("T\nA tree\n", (Block(Kind.TITLE, 0, 1), block)))

    assert texts(lines) == ["▨ A tree", "▨ a.png"]
    assert lines[1].runs[-1].target == "a.png"


def test_a_rule_is_an_ornament_in_the_middle() -> None:
    """Of full width where the text is; on a page too narrow for it, what fits."""
    rule = essay("T", "---")

    assert texts(lines_of(rule)) == ["      *  *  *"]
    assert texts(lines_of(rule, language="zh")) == ["     ＊　＊　＊"]
    assert lines_of(rule, 3)[0].cells <= 3


# Placards.


def placard(document: Document, measure: int, words: PlacardWords | None = None) -> list[str]:
    """The rows of the first placard."""
    page = Layout(View(document), PLAIN.at(measure), words)
    block = next(
        index
        for index in range(page.view.blocks)
        if any(line.region for line in page.lines_of(index))
    )
    return [line.text for line in page.lines_of(block) if line.region]


def test_a_placard_says_what_is_closed_and_how_to_open_it() -> None:
    """Title, length and time, the headings inside, and the key."""
    document = essay("雨", "# ⟦三、改革", "很多很多的秘密。", "## （一）入会", "很多。⟧")

    assert placard(document, 40) == [
        "┌──────────────────────────────────────┐",
        "│ 🔒 三、改革            15 字 · 1 min │",
        "│      （一）入会                      │",
        "│ Closed. p opens it, P opens all.     │",
        "└──────────────────────────────────────┘",
    ]


def test_a_narrow_placard_has_its_length_in_a_row_of_its_own() -> None:
    """And cuts what does not fit."""
    document = essay("雨", "# ⟦三、很长的一个标题", "很多很多的秘密。⟧")

    assert placard(document, 22) == [
        "┌────────────────────┐",
        "│ 🔒 三、很长的一个… │",
        "│    15 字 · 1 min   │",
        "│ Closed. p opens i… │",
        "└────────────────────┘",
    ]


def test_a_placard_lists_so_many_headings_and_counts_the_rest() -> None:
    """The outline has all of them."""
    headings = [f"# 第{n}回" for n in range(20)]
    document = essay("雨", *headings[:1], "⟦" + "甲", *headings[1:], "乙⟧")

    rows = placard(document, 30)

    assert sum("回" in row for row in rows) == MOST_HEADINGS
    assert any("and 7 more" in row for row in rows)


def test_in_a_crack_a_placard_is_a_lock() -> None:
    """There is no room for a frame; the key still shows."""
    assert placard(essay("雨", "⟦秘密⟧"), 6) == ["🔒 p"]


def test_a_placard_speaks_the_language_of_the_interface() -> None:
    """Its words are given to the layout."""
    words = PlacardWords(closed="已关闭。", han="{count} 字，{minutes} 分钟")

    rows = placard(essay("雨", "⟦秘密⟧"), 30, words)

    assert "已关闭。" in rows[2]
    assert "2 字，1 分钟" in rows[1]


# Clicks.


def test_a_click_finds_the_cluster_that_is_painted_there() -> None:
    """Either half of a wide character, and a letter with its accent, are one."""
    (line,) = lines_of(essay("T", "字e\u0301👨\u200d👩x"))

    assert [line.offset_at(column) - 2 for column in range(6)] == [0, 0, 1, 3, 3, 6]


def test_a_click_beside_the_text_finds_what_is_nearest() -> None:
    """Left of it the line's first code point, right of it its last."""
    (line,) = lines_of(essay("T", "- one two"))

    assert line.offset_at(0) == 2
    assert line.offset_at(100) == 2 + len("one tw")
