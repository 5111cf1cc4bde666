"""Finding words in an essay: what counts as a match, and how far one has to look for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.text.clusters import boundaries
from reader.text.document import Document, Kind
from reader.text.pattern import Pattern, Query
from reader.text.sameness import EXACTLY, Folds, alike, folded, lower
from reader.text.search import STRETCH, Search
from reader.text.view import View
from tests.documents import SECRET, all_regions, documents, essay


def found(document: Document, text: str, **details: object) -> list[str]:
    """What a query finds in an essay with all its regions closed, in order."""
    view = View(document)
    search = Search(view, Pattern(Query(text, **details)))  # type: ignore[arg-type]
    while not search.step():
        pass
    return [view.text(start, end) for start, end in search.spans_in(0, view.end)]


def finds(text: str, query: str, **details: object) -> list[str]:
    """What a query finds in a paragraph."""
    return found(essay("", text), query, **details)


# What counts as a match.


def test_small_letters_find_capitals() -> None:
    """A query without capitals finds both; one with a capital means it."""
    assert finds("Rain, RAIN, rain", "rain") == ["Rain", "RAIN", "rain"]
    assert finds("Rain, RAIN, rain", "Rain") == ["Rain"]
    assert finds("Rain, RAIN, rain", "Rain", has_case=False) == ["Rain", "RAIN", "rain"]


def test_width_and_punctuation_make_no_difference() -> None:
    """Full width is half width, and 「 is “ — unless one says that they differ."""
    assert finds("ＡＢＣ，「好」", 'abc,"好"') == ["ＡＢＣ，「好」"]
    assert finds("ABC,“好”", "ＡＢＣ，「好」", has_case=False) == ["ABC,“好”"]
    assert finds("ＡＢＣ，「好」", "ABC", folds=EXACTLY) == []
    assert finds("ｶﾞｲﾄﾞ", "ガイド") == ["ｶﾞｲﾄﾞ"]


def test_traditional_characters_are_found_on_demand() -> None:
    """體 is 体, either way, if one asks for that."""
    assert finds("身體", "身体") == []
    assert finds("身體", "身体", folds=Folds(traditional=True)) == ["身體"]
    assert finds("身体", "身體", folds=Folds(traditional=True)) == ["身体"]


def test_a_blank_between_chinese_and_latin_makes_no_difference() -> None:
    """Some set it, some do not, in the text as in the query."""
    assert finds("在 Debian 上，在Debian上", "在debian 上") == ["在 Debian 上", "在Debian上"]
    assert finds("中 文", "中文") == []


def test_words_are_found_over_soft_hyphens_and_line_ends() -> None:
    """Neither the joints inside of words nor the line ends of verse are read."""
    assert finds("a type\xadset\u200bter", "typesetter") == ["type\xadset\u200bter"]
    assert found(essay("", "~ 床前明月光，\n疑是地上霜。"), "月光，疑是") == ["月光，\n疑是"]
    assert found(essay("", "~ to be\nor not"), "be or") == ["be\nor"]
    assert found(essay("", "~ tobe\nornot"), "beor") == []


def test_no_match_reaches_over_a_block_or_a_row() -> None:
    """Two paragraphs are not read as one; and what begins in the second is still found."""
    assert found(essay("", "人", "人人"), "人人") == ["人人"]
    assert found(essay("", "to be", "or not"), "be or") == []
    assert found(essay("", "| 甲|乙\n丙|丁"), "乙丙") == []


def test_a_match_is_made_of_whole_clusters() -> None:
    """A letter is not found inside of its accented sister, nor a man inside of a family."""
    assert finds("cafe\u0301 cafe", "cafe") == ["cafe"]
    assert finds("cafe\u0301 café", "café") == ["cafe\u0301", "café"]
    assert finds("👨‍👩‍👧 👨", "👨") == ["👨"]


def test_marks_do_not_cut_what_is_read() -> None:
    """Emphasis in the middle of a word is no part of the text."""
    document = essay("题", "一二三四")

    assert found(document, "二三") == ["二三"]


def test_a_closed_region_hides_matches_and_parts_what_stands_around_it() -> None:
    """Nothing of it is found; opened, it is; and its headings always are."""
    document = essay("雨", "那天⟦下着雨", "# 二、雨停", "很大的雨⟧停了")

    assert found(document, "雨") == ["雨", "雨"]
    assert found(document, "那天停了") == []
    opened = Search(View(document, all_regions(document)), Pattern(Query("雨")))
    assert len(opened.spans_in(0, 100)) == 4


def test_what_cannot_be_looked_for_is_told() -> None:
    """Nothing, too much, and a soft hyphen alone."""
    for text in ("", "\xad", "雨" * 2000):
        with pytest.raises(QueryError):
            Pattern(Query(text))


# Regular expressions.


def test_a_regular_expression_is_run_in_each_block() -> None:
    """It is folded like other queries; ^ and $ are the ends of blocks."""
    document = essay("题", "２０２４年", "2025年，", "# 三")

    assert found(document, r"\d+年", is_regex=True) == ["２０２４年", "2025年"]
    assert found(document, r"^\d+年,$", is_regex=True) == ["2025年，"]
    assert found(document, "[^z]+", is_regex=True) == ["题", "２０２４年", "2025年，", "三"]
    assert found(document, "x*", is_regex=True) == []


def test_a_wrong_expression_is_a_sentence() -> None:
    """It says what is wrong."""
    with pytest.raises(QueryError, match="is no regular expression"):
        Pattern(Query("(a", is_regex=True))


def test_an_expression_that_takes_for_ever_is_given_up() -> None:
    """The search ends with a sentence, and keeps what it had found before."""
    document = essay("aaab", *["雨" * 100] * 200, "a" * 5000)
    search = Search(View(document), Pattern(Query("(a|a|aa)+b", is_regex=True)))

    while not search.step():
        pass

    assert "takes too long" in search.complaint
    assert search.next_from(0) == (0, 4)


# How far one has to look.

LONG = essay("长", *["天" * 99 + ("雨" if n % 7 == 0 else "晴") for n in range(2000)])


def test_the_first_match_is_found_without_looking_at_the_rest() -> None:
    """From a place onwards, as far as the next match, and no further."""
    search = Search(View(LONG), Pattern(Query("雨")))

    start = search.next_from(100_000)

    assert start is not None
    assert LONG.text[slice(*start)] == "雨"
    assert 0 < search.count < 50
    assert not search.is_complete


def test_a_search_looks_no_further_than_its_reach() -> None:
    """What lies beyond is found when a step has come there."""
    search = Search(View(essay("", *["天" * 99] * 2000, "雨")), Pattern(Query("雨")))

    assert search.next_from(0, reach=STRETCH) is None
    assert not search.is_complete
    while not search.step():
        pass
    assert search.next_from(0, reach=0) == (200_001, 200_002)


def test_matches_are_walked_in_both_directions() -> None:
    """Forward and back one meets the same ones; each has a number."""
    search = Search(View(LONG), Pattern(Query("雨")), origin=100_000)
    ahead = []
    at: tuple[int, int] | None = search.next_from(0)
    while at is not None:
        ahead.append(at)
        at = search.next_from(at[1])

    back = [search.previous_from(start) for start, _ in ahead[1:]]

    assert len(ahead) == search.count == 286
    assert back == ahead[:-1]
    assert [search.number_of(start) for start, _ in ahead] == list(range(1, 287))


def test_what_was_looked_through_is_known() -> None:
    """So one can tell that there is no match from that nobody has looked yet."""
    search = Search(View(LONG), Pattern(Query("雨")))
    end = len(LONG.text)

    search.next_from(100_000)

    assert search.knows(100_000, 100_100)
    assert not search.knows(0, end)
    while not search.step():
        pass
    assert search.knows(0, end)


@pytest.mark.parametrize("count", [1, 7, 33, 5000])
def test_the_parts_of_a_text_that_have_a_match(count: int) -> None:
    """As the scroll bar shows them: those in which one begins."""
    search = Search(View(LONG), Pattern(Query("雨")))
    while not search.step():
        pass

    starts = [start for start, _end in search.spans_in(0, len(LONG.text))]

    assert search.parts(count) == {start * count // len(LONG.text) for start in starts}


def test_the_first_match_of_each_block_is_known() -> None:
    """So that the blocks with a match can be listed without a look at them."""
    document = essay("雨", "雨雨", "晴", "晴雨，雨", "| 雨|晴\n雨|晴")
    search = Search(View(document), Pattern(Query("雨")))
    while not search.step():
        pass

    starts, ends = search.firsts()

    text = document.text
    assert [text[start:].split("\n")[0] for start in starts] == ["雨", "雨雨", "雨，雨", "雨\t晴"]
    assert [end - start for start, end in zip(starts, ends, strict=True)] == [1, 1, 1, 1]


def test_a_giant_paragraph_is_searched_as_one() -> None:
    """It is set in portions, but read as a whole."""
    text = "".join(chr(0x4E00 + n % 5000) for n in range(60_000))
    document = essay("", text)
    search = Search(View(document), Pattern(Query(text[4_900:5_100])))

    while not search.step():
        pass

    assert search.count == 11


# The law: as a naive reader would find it.

LETTERS = "aAＡé\u0301天体體，,“「 \u3000\xad\n"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Short texts of characters that can be taken for each other."""
    return "".join(draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=14)))


def naive(text: str, query: str, folds: Folds) -> list[tuple[int, int]]:
    """The matches in one block, by trying all places, one code point after the other."""
    has_case = any(lower(one) != one for one in query)
    wanted = query.replace("\xad", "")

    def same(one: str, other: str) -> bool:
        return folded(one, folds, has_case=has_case) == folded(other, folds, has_case=has_case)

    def ends(at: int, n: int) -> set[int]:
        """Where a match of the query's rest can end."""
        if n == len(wanted):
            return {at}
        if at == len(text):
            return set()
        gaps = {at}
        if n:
            before, after = wanted[n - 1], wanted[n]
            stop = at
            while stop < len(text) and text[stop] == "\xad":
                stop += 1
                gaps.add(stop)
            if (before >= "\u2e80" or after >= "\u2e80") and text[stop : stop + 1] == "\n":
                stop += 1
                gaps.add(stop)
                while stop < len(text) and text[stop] in " \u3000":
                    stop += 1
                    gaps.add(stop)
            is_mixed = (before >= "\u2e80") != (after >= "\u2e80")
            if folds.spacing and is_mixed and before.isalnum() and after.isalnum():
                stop = at
                while stop < len(text) and (text[stop].isspace() or text[stop] == "\xad"):
                    stop += 1
                    gaps.add(stop)
        return {
            end
            for gap in gaps
            if gap < len(text) and same(text[gap], wanted[n])
            for end in ends(gap + 1, n + 1)
        }

    whole = set(boundaries(text))
    spans: list[tuple[int, int]] = []
    for start in range(len(text)):
        if spans and start < spans[-1][1]:
            continue
        found = ends(start, 0)
        if start in whole and len(found) == 1 and found <= whole:
            spans.append((start, found.pop()))
    return spans


@settings(deadline=None)
@given(
    texts(),
    st.text("aAＡ天体體，,“「\xad", min_size=1, max_size=4).filter(lambda q: q.strip("\xad")),
    st.builds(Folds, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
)
def test_matches_are_those_of_a_naive_reader(text: str, query: str, folds: Folds) -> None:
    """Whatever is written, however it is folded."""
    document = essay("", "~ " + text)
    search = Search(View(document), Pattern(Query(query, folds=folds)))

    spans = [(start - 1, end - 1) for start, end in search.spans_in(0, len(document.text))]

    assert spans == naive(text, query, folds)


@settings(deadline=None)
@given(documents(), st.text("天地人abc，。“ " + SECRET, min_size=1, max_size=2))
def test_nothing_of_a_closed_region_is_found(document: Document, query: str) -> None:
    """Every match lies in what may be seen, whole, and in one block."""
    view = View(document)
    search = Search(view, Pattern(Query(query)))

    for start, end in search.spans_in(0, view.end):
        assert not view.hides(start, end)
        assert view.block_span(start)[1] >= end
        assert view.block_span(start)[2] is not Kind.RULE


@settings(deadline=None)
@given(st.characters(), st.builds(Folds), st.booleans())
def test_being_alike_is_mutual(character: str, folds: Folds, has_case: bool) -> None:
    """Each finds the other, and itself."""
    same = alike(character, folds, has_case=has_case)

    assert character in same
    assert all(alike(one, folds, has_case=has_case) == same for one in same)
