"""Setting a paragraph: what the reader sees, and the laws over text made to break them."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.paths import shipped
from reader.text.cells import Widths, use, width
from reader.text.clusters import boundaries
from reader.text.filling import painted, set_line, shown_end
from reader.text.layout import Layout
from reader.text.linebreak import breaks, is_mandatory
from reader.text.paragraph import Manner, SetLine, next_line, set_paragraph
from reader.text.tailoring import tailoring
from reader.text.typography import Typography
from reader.text.view import View
from tests.documents import essay

COMMON = [
    *"天地玄黄中文字了一々ーっカ。，、：；！？…—·～〜／（）《》「」『』“”‘’％℃￥　",
    *"aAbBzZ019 .,;:!?'\"()[]/-–%$@#&*_+=<>\n",
    "……", "——", "word", "reading", " typesetting ", "hyphenation", "15134", "3.14", "https://example.org/a/b", "don’t",
    "é", "ß", "Ω", "Ж", "①", "字字字字字字", "中文。", "“你好。”", " and then ", "한글", "   ",
    "[1]", "。[12]", "字[123]", "〔3〕", "［45］", "〔一〕", "〔甲〕",
    "16 GB", "9：30", "1，000", "、€20", "５．５％", "Ａ", "C:\\",
    "someone@example.org", "www.a-b.org", " km",
]  # fmt: skip
HARD = [
    "\t", "\u0301", "\u0308", "\u200d", "\ufe0f", "\u200b", "\u00a0", "\u2060", "\u00ad", "\u202f",
    "\u1100", "\u1161", "\u11a8", "ก", "ำ", "ไทย", "नमस्ते", "क्षि", "🇨", "🇳", "🇨🇳", "👨\u200d👩\u200d👧",
    "👍🏽", "❤\ufe0f", "☎", "א", "ب", "𠀀", "\ufffd", "␀", "\r\n",
    "\u0600天", "\u0600",
]  # fmt: skip
common_texts = st.lists(st.sampled_from(COMMON), max_size=150).map("".join)
hard_texts = st.lists(st.sampled_from(COMMON) | st.sampled_from(HARD), max_size=150).map("".join)
essays = st.lists(
    st.sampled_from(
        ["天地玄黄", "宇宙洪荒日月", "辰宿", "来", *"，，，。。、：；！？《》“”（）—…·", "……", "——"]
    )
    | st.sampled_from(
        ["Python", "in time", "72", "3.5%", " ", "－", "　", "“", "”。", "[1]", "〔12〕"]
    ),
    min_size=20,
    max_size=150,
).map("".join)
texts = common_texts | hard_texts | essays
manners = st.builds(
    Manner,
    measure=st.integers(1, 40) | st.integers(1, 200),
    language=st.sampled_from(["zh", "zh-Hant", "en", "ja", "ko"]),
    first_indent=st.sampled_from([0, 2, 4]),
    hang=st.sampled_from([0, 1, 2]),
    justify=st.booleans(),
    level=st.sampled_from(["basic", "gb", "strict"]),
    han_latin_gap=st.booleans(),
    hyphenation=st.booleans(),
)
ragged = Manner(12, justify=False)
terminals = st.sampled_from([Widths(), Widths(), Widths(ambiguous=2, picture=1)])


@pytest.fixture(autouse=True)
def usual_widths() -> Iterator[None]:
    """Tests that measure as another terminal does leave no trace."""
    yield
    use(Widths())


def as_painted(text: str, line: SetLine) -> str:
    """The line as a painter prints it."""
    gaps = dict(line.gaps)
    chars = (" " * gaps.get(at, 0) + text[at] for at in range(line.start, line.shown))
    return " " * line.indent + "".join(chars).replace("\t", " ") + line.hyphen


def page(text: str, manner: Manner) -> list[str]:
    """The lines of *text* as they are painted."""
    return [as_painted(text, line) for line in set_paragraph(text, manner)]


def test_an_empty_text_is_one_empty_line() -> None:
    """So that it has a row to stand in."""
    assert set_paragraph("", ragged) == (SetLine(0, 0, 0, 0, (), 0),)


def test_a_line_takes_what_fits() -> None:
    """Two cells for each 字."""
    assert page("天地玄黄宇宙洪荒日月盈昃", ragged) == ["天地玄黄宇宙", "洪荒日月盈昃"]


def test_the_first_line_is_indented() -> None:
    """By the cells asked for, where the measure is at least twice that."""
    indented = Manner(12, first_indent=4, justify=False)

    assert page("天地玄黄宇宙洪荒日月盈昃", indented) == ["    天地玄黄", "宇宙洪荒日月", "盈昃"]
    assert page("天地玄黄宇宙", Manner(6, first_indent=4)) == ["天地玄", "黄宇宙"]


def test_an_indent_gives_way_to_a_word_that_needs_the_room() -> None:
    """The word is not cut for it."""
    assert page("typesetting it", Manner(12, "en", first_indent=4)) == [" typesetting", "it"]


def test_one_mark_hangs() -> None:
    """In the spare cells right of the measure; where there are none a 字 goes with it."""
    text = "天地玄黄宇宙，洪荒日月"

    assert page(text, ragged) == ["天地玄黄宇宙，", "洪荒日月"]
    assert page(text, Manner(12, hang=0, justify=False)) == ["天地玄黄宇", "宙，洪荒日月"]


def test_a_mark_with_a_closing_quotation_mark_does_not_hang() -> None:
    """Two marks would need more room than there is."""
    assert page("天地玄黄宇宙。”洪荒日月", ragged) == ["天地玄黄宇", "宙。”洪荒", "日月"]


def test_an_opening_mark_does_not_end_a_line() -> None:
    """It goes over to what it opens."""
    assert page("天地玄黄宇（洪荒）日月", ragged) == ["天地玄黄宇", "（洪荒）日月"]


def test_a_last_line_is_more_than_one_character() -> None:
    """The line before gives one of its own, marks or not; where it has few, it keeps them."""
    assert page("天地玄黄宇宙洪。", ragged) == ["天地玄黄宇", "宙洪。"]
    assert page("天地玄黄宇宙洪", ragged) == ["天地玄黄宇", "宙洪"]
    assert page("天地玄。", Manner(4, hang=0)) == ["天地", "玄。"]
    assert page("天地玄黄宇宙洪〔荒〕", Manner(14, hang=0)) == ["天地玄黄宇宙", "洪〔荒〕"]


def test_a_line_end_ends_a_line() -> None:
    """The line before is not stretched, the next is not indented; one at the end begins no line."""
    manner = Manner(20, first_indent=4)

    assert page("天，地\n玄，黄\n", manner) == ["    天，地", "玄，黄"]
    assert page("天\n\n地", manner) == ["    天", "", "地"]


def test_blanks_at_the_end_of_a_line_are_not_painted() -> None:
    """They belong to the line, but take no room."""
    first, second = set_paragraph("letter      letter", Manner(6, "en"))

    assert (first.start, first.shown, first.end, first.cells) == (0, 6, 12, 6)
    assert (second.start, second.shown, second.end) == (12, 18, 18)


def test_a_tab_takes_one_cell() -> None:
    """As the painter prints it."""
    (line,) = set_paragraph("a\tb", Manner(20, "en"))

    assert line.cells == 3


def test_an_english_line_is_made_even_at_its_spaces() -> None:
    """Spread over the line; the last line is left alone."""
    text = "the quick brown fox jumps over the lazy dog"

    assert page(text, Manner(21, "en")) == ["the  quick brown  fox", "jumps  over the  lazy", "dog"]


def test_a_line_that_would_need_wide_holes_stays_uneven() -> None:
    """No space grows by more than two cells."""
    text = "a bc internationalization"

    assert page(text, Manner(20, "en")) == ["a bc", "internationalization"]


def test_a_chinese_line_is_made_even_beside_its_marks() -> None:
    """Behind a comma rather than between a digit and a 字, and never between two 字."""
    text = "天在10月，地（玄黄）宇宙洪荒"

    assert page(text, Manner(17, hang=0)) == ["天在10月， 地（玄", "黄）宇宙洪荒"]
    assert page("天地玄黄宇宙洪荒", Manner(7, hang=0))[0] == "天地玄"


def test_no_cells_are_added_inside_words_notes_and_quantities() -> None:
    """An apostrophe is no closing quotation mark; a note and a unit stay close to what they belong to."""
    text = "甲it’s乙，1 km丙〔2〕丁，" + "戊己庚辛" * 9

    for measure in range(20, 40):
        rows = "\n".join(page(text, Manner(measure)))
        assert "it’s" in rows
        assert "1 km" in rows
        assert "丙〔2〕" in rows


def test_no_cells_are_added_behind_a_line() -> None:
    """One that had to be cut behind a space ends there, as wide as it is painted."""
    text = "Python天地玄黄《 《" + "天地玄黄" * 8
    for line in set_paragraph(text, Manner(6, hang=0, level="basic")):
        assert width(as_painted(text, line)) == line.cells
        assert all(at < line.shown for at, _ in line.gaps)


def test_han_and_latin_are_kept_apart_if_asked() -> None:
    """The cell between them is there on every line, and part of its width."""
    manner = Manner(20, han_latin_gap=True)

    assert page("用Python写72字", manner) == ["用 Python 写 72 字"]
    assert set_paragraph("用Python写72字", manner)[0].cells == 18
    assert page("用Python写72字", Manner(14, han_latin_gap=True)) == ["用 Python 写", "72 字"]
    assert page("用Python写72字", Manner(16, han_latin_gap=True)) == ["用 Python 写", "72 字"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    """And one that is not, is not."""
    assert page("incomprehensible", Manner(10, "en")) == ["incomprehe", "nsible"]
    assert page("so incomprehensible", Manner(16, "en")) == ["so", "incomprehensible"]
    assert page("天地玄黄reading", Manner(12, justify=False)) == ["天地玄黄", "reading"]


def test_at_one_cell_a_cluster_stands_alone() -> None:
    """Over the measure if it must, and never a crash."""
    assert page("天地a👨\u200d👩\u200d👧", Manner(1)) == ["天", "地", "a", "👨\u200d👩\u200d👧"]


def test_a_paragraph_of_ten_megabytes_is_entered_anywhere() -> None:
    """A line depends on what is near it: the same in a long text and in a piece of it."""
    piece = "天地玄黄，“宇宙”洪荒。Day 1 and night——日月盈昃……辰宿列张；寒来暑往。"
    text = piece * 80_000
    middle = len(piece) * 40_000

    line = next_line(text, middle, Manner(60), first=False)

    assert line == _moved(next_line(piece * 4, len(piece), Manner(60), first=False), middle, piece)


def _moved(line: SetLine, start: int, piece: str) -> SetLine:
    by = start - len(piece)
    gaps = tuple((at + by, cells) for at, cells in line.gaps)
    return SetLine(line.start + by, line.end + by, line.shown + by, line.indent, gaps, line.cells)


def test_a_line_without_end_is_given_in_pieces() -> None:
    """Neither a word nor blanks nor marks without number make a line cost what the text does."""
    manner = Manner(40)

    assert next_line("a" * 500_000, 0, manner, first=True).end == 40
    assert next_line("ก" * 500_000, 0, manner, first=True).end == 40
    assert next_line("天" + " " * 500_000, 0, manner, first=True).end < 200_000
    assert next_line("a" + "\u0301" * 500_000, 0, manner, first=True).end < 200_000


def test_a_word_is_divided_where_the_line_would_be_loose() -> None:
    """The hyphen is painted and belongs to no text; never two lines running, nor the last word."""
    text = "the careful typesetter considered internationalization of considerable paragraphs"

    assert page(text, Manner(24, "en", hyphenation=True)) == [
        "the  careful  typesetter",
        "considered  internation-",
        "alization of",
        "considerable paragraphs",
    ]
    assert page(text, Manner(24, "en", justify=False)) == [
        "the careful typesetter",
        "considered",
        "internationalization of",
        "considerable paragraphs",
    ]


def test_a_hyphen_that_divides_a_word_is_in_no_text() -> None:
    """It is a run without an offset: what is copied or found has the word whole."""
    text = "the careful typesetter considered internationalization of paragraphs"
    document = essay("T", text, language="en")
    typography = Typography(measure=24, hyphenation=True, justify=True)
    lines = Layout(View(document), typography).lines_of(1)

    divided = next(line for line in lines if line.text.endswith("-"))
    assert [run.start for run in divided.runs if run.text == "-"] == [None]
    assert document.text[divided.start : divided.end] == "considered internation"


def test_an_address_is_begun_where_it_stands_and_cut_behind_its_slashes() -> None:
    """It fits on no line, so no line is left half empty for it; no word of it is cut that fits."""
    text = "参见https://example.org/a/very/long/path/that/goes/on?query=string&other=1的说明"

    assert page(text, Manner(30, justify=False)) == [
        "参见https://example.org/a/",
        "very/long/path/that/goes/on?",
        "query=string&other=1的说明",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ["https://example.org/zh-cn/a/b", "some-one@mail-server.org"])
def test_an_address_that_fits_on_a_line_is_not_cut(address: str, language: str) -> None:
    """It is a word, whatever marks it has."""
    text = f"Write to ({address}), or come 来（{address}）地"

    for measure in range(len(address) + 5, 80):
        rows = page(text, Manner(measure, language, justify=False))
        assert sum(row.count(address) for row in rows) == 2


@settings(max_examples=400, deadline=None)
@given(texts, manners)
def test_lines_joined_give_the_text_back(text: str, manner: Manner) -> None:
    """Lines follow each other without hole or overlap; only blanks and line ends stay unpainted."""
    lines = set_paragraph(text, manner)

    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.start < line.end for line in lines) or text == ""
    assert not any(text[line.shown : line.end].strip("\u200b \t\r\n\u3000") for line in lines)


@settings(max_examples=400, deadline=None)
@given(texts, manners, terminals)
def test_no_line_is_wider_than_the_measure(text: str, manner: Manner, terminal: Widths) -> None:
    """A line takes the cells it says: no more than measure and hang, if it is not one cluster."""
    use(terminal)
    for line in set_paragraph(text, manner):
        assert width(as_painted(text, line)) == line.cells
        if line.cells > manner.measure:
            mark = text[line.shown - 1]
            hangs = mark in "、，。．：；！？" and line.cells <= manner.measure + manner.hang
            assert hangs or len(boundaries(text[line.start : line.shown])) == 2


@settings(max_examples=300, deadline=None)
@example("\u0600天" * 9, Manner(4, hang=0))
@given(texts, manners)
def test_no_cluster_is_cut(text: str, manner: Manner) -> None:
    """Every line begins at the boundary of an extended grapheme cluster."""
    whole = set(boundaries(text))

    assert all(line.start in whole for line in set_paragraph(text, manner))


@settings(max_examples=300, deadline=None)
@example("reading\u1161", Manner(7, first_indent=2), Widths())
@given(texts, manners, terminals)
def test_a_line_ends_where_the_rules_allow(text: str, manner: Manner, terminal: Widths) -> None:
    """If there is such a place within the measure; and, but for a lone last 字 and for an address
    that fits on the next line, at the last one.

    Or behind it, in a word that fits on no line, if a quarter of this one would be left empty.
    """
    use(terminal)
    whole = set(boundaries(text))
    allowed = [at for at in breaks(text, tailoring(manner.language, manner.level)) if at in whole]

    for line in set_paragraph(text, manner):
        room = manner.measure - line.indent
        fitting = [
            at
            for at in allowed
            if at > line.start
            and painted(text, line.start, shown_end(text, line.start, at), manner.han_latin_gap)
            <= room
        ]
        forced = next((at for at in allowed if at > line.start and is_mandatory(text, at)), 0)
        fitting = [at for at in fitting if at <= forced]
        if line.hyphen:
            assert manner.hyphenation
            assert text[line.end - 1 : line.end + 1].isalpha()
        elif fitting and line.end > fitting[-1] and line.end not in allowed:
            after = next(at for at in allowed if at > fitting[-1])
            word = shown_end(text, fitting[-1], after)
            assert painted(text, fitting[-1], word, manner.han_latin_gap) > manner.measure
            shown = shown_end(text, line.start, fitting[-1])
            left = painted(text, line.start, shown, manner.han_latin_gap)
            assert 4 * (room - left) > manner.measure
        elif fitting:
            assert line.end in allowed
            rest = text[fitting[-1] : forced].strip("\r\n \u3000\t")
            addresses = re.finditer(r"[!-~]*(?:://|@|www\.)[!-~]*", text)
            is_address = any(one.start() < fitting[-1] < one.end() for one in addresses)
            is_lone = len(re.findall(r"\w", rest)) == 1
            assert line.end >= fitting[-1] or is_lone or is_address


english = st.lists(
    st.sampled_from(
        [*' ,.!?;:"()[]—–-/…“”天，', "a", "I", "word", "reading", "don’t", "it's", "72"]
    ),
    max_size=80,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(english, st.integers(2, 80), st.sampled_from([0, 2]))
def test_no_word_is_cut_that_fits_on_a_line(text: str, measure: int, indent: int) -> None:
    """Whatever stands around it; an apostrophe inside it is a part of it."""
    for language in ("en", "zh", "fr"):
        ends = {line.end for line in set_paragraph(text, Manner(measure, language, indent))}

        for word in re.finditer(
            r"[a-z\d]+(?:(?<=[a-z])[’'](?=[a-z])[a-z\d]+)*", text, re.IGNORECASE
        ):
            inside = ends.intersection(range(word.start() + 1, word.end()))
            assert not inside or len(word[0]) > measure


@settings(max_examples=300, deadline=None)
@given(texts, manners)
def test_cells_are_added_only_where_they_may_be(text: str, manner: Manner) -> None:
    """Never between two Han, never inside —— or ……, never in a last line, and to the very edge."""
    for line in set_paragraph(text, manner):
        for at, cells in line.gaps:
            left, right = text[at - 1], text[at]
            assert line.start < at < line.shown
            assert 1 <= cells <= 2
            assert not re.fullmatch("[\u4e00-\u9fff]{2}|——|……", left + right)
        if line.gaps and not manner.han_latin_gap:
            assert manner.justify
            assert not is_mandatory(text, line.end)
            assert manner.measure <= line.cells <= manner.measure + manner.hang


@settings(max_examples=200, deadline=None)
@given(texts, manners)
def test_a_paragraph_can_be_entered_at_any_line(text: str, manner: Manner) -> None:
    """A line is the same, whether the lines before it were set or not."""
    for line in set_paragraph(text, manner):
        assert next_line(text, line.start, manner, first=line.start == 0) == line
        assert not any(is_mandatory(text, at) for at in range(line.start + 1, line.end))


def set_slowly(text: str, manner: Manner) -> tuple[SetLine, ...]:
    """The lines of *text*, which is not empty, as the whole algorithm sets them."""
    rules = tailoring(manner.language, manner.level)
    lines = [set_line(text, 0, manner, rules, first=True)]
    while lines[-1].end < len(text):
        lines.append(set_line(text, lines[-1].end, manner, rules, first=False))
    return tuple(lines)


@settings(max_examples=600, deadline=None)
@given(texts.filter(bool), manners, terminals)
def test_the_fast_way_sets_the_same_lines(text: str, manner: Manner, terminal: Widths) -> None:
    """What counting common characters gives is what the whole algorithm gives."""
    use(terminal)
    assert set_paragraph(text, manner) == set_slowly(text, manner)


@pytest.mark.parametrize("measure", [5, 12, 19, 30, 44, 72])
@pytest.mark.parametrize("name", ["a-pair-of-hands.txt", "two-scripts-one-line.txt"])
def test_the_fast_way_sets_essays_as_the_slow_one(name: str, measure: int) -> None:
    """Whole essays, paragraphs and headings alike."""
    text = (shipped("content") / name).read_text(encoding="utf-8")
    manner = Manner(measure, first_indent=4)

    for paragraph in filter(None, text.split("\n")):
        assert set_paragraph(paragraph, manner) == set_slowly(paragraph, manner)
