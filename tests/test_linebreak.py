"""Where lines may end: the official test, and what the tailorings change."""

import pytest

from reader.text.linebreak import breaks, is_mandatory
from reader.text.tailoring import tailoring
from tests.unicode_cases import cases


def allowed(text: str, language: str, level: str = "gb") -> str:
    """*text* with a bar at each place inside it where a line may end."""
    places = breaks(text, tailoring(language, level))
    return "|".join(text[a:b] for a, b in zip([0, *places], places, strict=False))


def test_the_official_test_passes_whole() -> None:
    """All 19,338 cases of Unicode 17's LineBreakTest come out as given."""
    official = cases("linebreak")

    wrong = [(text, breaks(text), places) for text, places in official if breaks(text) != places]

    assert len(official) == 19_338
    assert wrong == []


def test_an_empty_text_has_no_place_to_end_a_line() -> None:
    """Not even its end."""
    assert breaks("") == []


def test_a_line_must_end_behind_a_line_end() -> None:
    """And at the end of the text, but not inside CR LF."""
    text = "一\r\n二 三"

    assert breaks(text) == [3, 5, 6]
    assert [is_mandatory(text, at) for at in (1, 2, 3, 5, 6)] == [False, False, True, False, True]


def test_curved_quotation_marks_are_brackets_beside_chinese() -> None:
    """The plain algorithm takes them for marks of no known side and refuses to break there."""
    assert allowed("来……”闰土", "") == "来……”闰|土"
    assert allowed("来……”闰土", "zh") == "来……”|闰|土"
    assert allowed("说：“来”了", "zh") == "说：|“来”|了"
    assert allowed("用Python“表”", "zh") == "用|Python|“表”"


def test_an_apostrophe_is_no_bracket() -> None:
    """Neither inside a word nor at its beginning."""
    assert allowed("字don’t字", "zh") == "字|don’t|字"
    assert allowed("the ’90s", "zh") == "the |’90s"


@pytest.mark.parametrize("mark", "～〜–·・／/—")
def test_what_may_not_begin_a_line_in_chinese(mark: str) -> None:
    """Connectors, interpuncts, solidi and dashes stay with what they follow, spaces or not."""
    assert 1 not in breaks(f"天{mark}地", tailoring("zh"))
    assert 2 not in breaks(f"天 {mark}地", tailoring("zh"))


@pytest.mark.parametrize("mark", "/／")
def test_a_solidus_does_not_end_a_line(mark: str) -> None:
    """At CLREQ's level `gb`; at `basic` it may."""
    assert breaks(f"天{mark}地", tailoring("zh")) == [3]
    assert 2 in breaks(f"天{mark}地", tailoring("zh", "basic"))


@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
def test_dashes_and_ellipses_are_never_parted(level: str) -> None:
    """Nor is what stands between their halves a place for a line to end."""
    assert 2 not in breaks("天——地", tailoring("zh", level))
    assert 2 not in breaks("天……地", tailoring("zh", level))


def test_a_dash_may_begin_a_line_at_the_basic_level() -> None:
    """Other levels keep it with what it follows."""
    assert allowed("天——地", "zh", "basic") == "天|——|地"
    assert allowed("天——地", "zh") == "天——|地"


def test_an_english_line_does_not_begin_with_a_dash() -> None:
    """Plain UAX #14 allows it."""
    assert allowed("one—two", "") == "one|—|two"
    assert allowed("one—two", "en") == "one—|two"
    assert allowed("one – two", "en") == "one – |two"


def test_small_kana_begin_lines_at_the_basic_level_of_japanese_only() -> None:
    """JLREQ leaves it to the house."""
    assert allowed("あっー", "ja") == "あっー"
    assert allowed("あっー", "ja", "basic") == "あ|っ|ー"


def test_traditional_chinese_hangs_fewer_marks() -> None:
    """Its colons and question marks stand in the middle of their squares."""
    simplified, traditional = tailoring("zh-Hans"), tailoring("zh-TW")

    assert simplified is not None
    assert traditional is not None
    assert simplified.hanging - traditional.hanging == frozenset("：；！？")


@pytest.mark.parametrize("mark", ["[1]", "[23]", "[123]", "［4］", "〔5〕", "〔十二〕"])
def test_a_notes_mark_stays_with_what_it_belongs_to(mark: str) -> None:
    """Also behind a full stop; behind a space it may begin a line, as any other bracket may."""
    for language, before in (("zh", "光坐着看。"), ("en", "He sat there.")):
        rules = tailoring(language)
        assert len(before) not in breaks(before + mark + "后来", rules)
        assert len(before) + 1 in breaks(before + " " + mark + "后来", rules)
        assert len(before) in breaks(before + "[甲]", rules)
        assert len(before) + 1 in breaks(before + "\n" + mark, rules)


@pytest.mark.parametrize("noted", ["光坐着看", "“光坐着看”", "《看》", "he sat"])
def test_a_circled_number_stays_with_what_it_is_a_note_on(noted: str) -> None:
    """Behind a mark of pause it may count what follows."""
    assert len(noted) not in breaks(noted + "①后来", tailoring("zh"))
    assert len(noted) + 1 in breaks(noted + "；②后来", tailoring("zh"))


@pytest.mark.parametrize(
    "whole",
    [
        "16 GB",
        "−5 ℃",
        "100 km/h",
        "10:30 p.m.",
        "9.6 km²",
        "50 %",
        "9：30",
        "1，000",
        "１２．５％",
        "２０２４",
        "ＡＢＣ",
        "C:\\a",
    ],
)
def test_a_number_is_not_parted_nor_a_unit_from_it(whole: str) -> None:
    """Also where its digits are full-width ones, or its marks are."""
    places = breaks(f"天{whole}，地", tailoring("zh"))

    assert not set(places) & set(range(2, 2 + len(whole)))


@pytest.mark.parametrize(
    "apart", ["3 months", "12 in all", "1，2000", "7：一", "、7：", "Henry V and"]
)
def test_what_only_looks_like_a_number_is_parted(apart: str) -> None:
    """Behind a blank, a comma or a colon that belong to no number."""
    place = max(apart.find(mark) for mark in " ，：") + 1

    assert place + 1 in breaks(f"天{apart}地", tailoring("zh"))


def test_prices_in_a_row_are_parted_behind_their_pauses() -> None:
    """UAX #14 takes a pause for the bracket that a number may go on behind (LB25)."""
    assert allowed("¥99、$3.50，€20", "zh") == "¥99、|$3.50，|€20"


def test_other_languages_are_left_to_the_standard() -> None:
    """There is nothing to say about them that UAX #14 does not."""
    assert tailoring("fr") is None
    assert tailoring("") is None
