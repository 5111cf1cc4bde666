"""What stands between paid markers becomes regions, in every form and place; closed means closed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats import Parsed, read
from reader.formats.markers import unpaid, without_markers
from tests import laws


def parsed(text: str, name: str = "a.txt") -> Parsed:
    found = read(text.encode(), name)
    laws.check(found)
    laws.check_nothing_leaks(found)
    return found


def paid(text: str, name: str = "a.txt") -> list[str]:
    """What the regions of the first essay hold."""
    document = parsed(text, name).documents[0]
    return [document.text[region.start : region.end] for region in document.regions]


def warnings(text: str) -> list[tuple[int, str]]:
    return [(oddity.line, oddity.message) for oddity in parsed(text).oddities]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("##paidbegin##", "##paidend##"),
        ("##PAIDBEGIN##", "##PaidEnd##"),
        ("## paidbegin ##", "## paidend ##"),
        ("＃＃paidbegin＃＃", "＃＃paidend＃＃"),
        (r"\##paidbegin##", r"\##paidend##"),
        (r"\#\#paidbegin\#\#", r"\#\#paidend\#\#"),
        ("##\u200bpaidbegin\u3000##", "##\xa0paidend\u200b##"),
        ("$$paidbegin$$", "$$paidend$$"),
        ("<paid>", "</paid>"),
        ('<PAID level="1">', "</PAID>"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_all_forms_of_markers_are_understood(begin: str, end: str, name: str) -> None:
    assert paid(f"题目\n\n正文一，{begin}收费的话，{end}正文二。", name) == ["收费的话，"]


def test_a_marker_may_be_glued_to_a_heading() -> None:
    text = "题目\n一、开头\n正文。\n##paidbegin##二、中间\n收费。\n##paidend##三、结尾\n正文。"
    document = parsed(text).documents[0]

    assert [section.title for section in document.sections] == ["一、开头", "二、中间", "三、结尾"]
    assert paid(text) == ["二、中间\n收费。"]


def test_a_marker_on_a_line_of_its_own_leaves_nothing_behind() -> None:
    document = parsed("题目\n正文。\n##paidbegin##\n收费。\n##paidend##\n正文。").documents[0]

    assert document.text == "题目\n正文。\n收费。\n正文。\n"


def test_an_unclosed_begin_runs_to_the_end() -> None:
    text = "题目\n正文。\n##paidbegin##收费。\n还收费。\n"

    assert paid(text) == ["收费。\n还收费。"]
    [(line, message)] = warnings(text)
    assert line == 3
    assert "'##paidbegin##' has no '##paidend##'" in message


@pytest.mark.parametrize(
    "matter",
    [
        '---\ntitle: "雨<paid>收费</paid>"\nauthor: "<paid>收费</paid>"\ntags: [<paid>收费</paid>]\n---\n',
        "---\ntitle: 雨<paid>收费\nlang: zh\n---\n",
        '+++\ntitle = "雨<paid>收费</paid>"\n+++\n',
    ],
)
def test_what_is_paid_in_the_front_matter_is_in_no_title(matter: str) -> None:
    document = parsed(matter + "\n正文。\n", "a.md").documents[0]

    assert "收费" not in str((document.title, document.author, document.tags))
    assert document.title.startswith("雨")


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("雨<paid>收费</paid>天", "雨天"),
        ("##paidbegin##二、履职", "二、履职"),
        ("雨##paidend##天", "雨天"),
    ],
)
def test_what_is_paid_in_a_name_is_not_in_it(name: str, left: str) -> None:
    """A marker that is glued to a heading leaves the heading."""
    assert unpaid(name) == left


def test_a_stray_end_is_ignored() -> None:
    text = "题目\n正文。\n</paid>正文。\n"

    assert paid(text) == []
    assert warnings(text) == [(3, "'</paid>' without a begin before it; ignored.")]


def test_a_second_begin_is_ignored() -> None:
    text = "题目\n##paidbegin##一。##paidbegin##二。##paidend##三。##paidend##"

    assert paid(text) == ["一。二。"]
    assert [line for line, _ in warnings(text)] == [2, 2]


def test_only_its_own_form_ends_a_region() -> None:
    """Otherwise what an inner marker closes would lie open to the outer one's end."""
    text = "题目\n##paidbegin##一。<paid>二。</paid>三。##paidend##四。"

    assert paid(text) == ["一。二。三。"]
    assert len(warnings(text)) == 2


def test_what_looks_like_a_marker_is_named() -> None:
    [(line, message)] = warnings("题目\n正文。\n##paid_begin##收费？\n")

    assert line == 3
    assert "'##paid_begin##' looks like a marker but is none" in message
    assert "##paidbegin## or ##paidend## would be one" in message


def test_a_letter_that_is_not_ascii_makes_no_marker() -> None:
    """Whatever else the file holds: a small i without its dot, and a capital one with it."""
    text = "题目\n正文。##paıdbegin##开。\n##paidbegin##收费。##paidend##\n##PAİDBEGIN##开。\n"

    assert paid(text) == ["收费。"]
    assert [line for line, _ in warnings(text)] == [2, 4]


def test_several_regions_have_ids_of_their_own() -> None:
    document = parsed(
        "题目\n##paidbegin##同样。##paidend##开。##paidbegin##同样。##paidend##"
    ).documents[0]

    first, second = document.regions
    assert second.id == f"{first.id}-2"


def test_an_edit_elsewhere_does_not_change_an_id() -> None:
    paid = "二、中间\n收费的话，说得很长，一直说到这一行的末尾，再说一句，才算完。"
    before = f"题目\n正文。\n##paidbegin##{paid}##paidend##"
    after = before.replace("正文。", "改过的正文，还加了一行。\n又一行。").replace("才算完", "才完")

    [old], [new] = parsed(before).documents[0].regions, parsed(after).documents[0].regions
    assert old.id == new.id
    assert old.start != new.start


def test_a_closed_reading_is_closed_to_its_last_character() -> None:
    """Brackets that stand for an element come from where its text does, and hide none of it."""
    page = "<html><p>Title<p>Open<p><ruby>漢<rt>##paidbegin##𠀀"
    (document,) = read(page.encode(), "a.html").documents
    (region,) = document.regions

    assert document.text[region.start : region.end] == "𠀀）"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.org"])
@pytest.mark.parametrize(
    "text",
    [
        "###paidbegin###paidbegin##秘",
        "##paid##paidbegin##begin##秘",
        "##paid##paid##paidbegin##begin##begin##秘",
        "#<paid>##paidbegin##$$paidbegin$$#paidend##秘",
    ],
)
def test_what_is_left_of_markers_is_no_marker(name: str, text: str) -> None:
    """One that another stood in, or beside, is not shown either."""
    begin = "<html><p>" if name == "a.html" else ""
    found = parsed(f"{begin}Open\n\nfirst {text}\n", name)

    assert [
        text[-1:]
        for text in (found.documents[0].text[r.start : r.end] for r in found.documents[0].regions)
    ] == ["秘"]


def test_a_page_break_is_a_break() -> None:
    kinds = [
        block.kind for block in parsed("题目\n正文一。##pagebreak##正文二。").documents[0].blocks
    ]

    assert kinds == ["title", "paragraph", "rule", "paragraph"]


MARKDOWN = {
    "paragraph": ("前**粗##paidbegin##体**收费##paidend##后", ["体收费"]),
    "list": ("- 一##paidbegin##收\n- 费##paidend##二", ["收\n费"]),
    "quotation": ("> 一<paid>收\n> 费</paid>二", ["收费"]),
    "table": ("| a | b |\n|---|---|\n##paidbegin##\n| c | d |\n##paidend##\n| e | f |", ["c\td"]),
    "cell": ("| a | b |\n|---|---|\n| x <paid>y</paid> | z |", ["y"]),
    "code": ("```\na\n##paidbegin##\nb\n##paidend##\nc\n```", ["b"]),
    "code span": ("看 `a <paid>b` c</paid> d", ["b c"]),
    "link": ("[甲##paidbegin##乙](http://a.b/c) 丙##paidend## 丁", ["乙 丙"]),
    "heading": ("# 题\n\n正文。\n\n##paidbegin### 标题\n\n收费。\n##paidend##", ["标题\n收费。"]),
    "note": ("正文[^1]。\n\n[^1]: 开<paid>收费</paid>开", ["收费"]),
    "note in the text": ("正文<paid>收^[注里的话]费</paid>开", ["收[1]费", "注里的话"]),
    "entity": ("a &amp;<paid>&lt;b&gt;</paid> c", ["<b>"]),
    "decomposed": ("a <paid>e\u0301</paid>e\u0301 c", ["é"]),
}


@pytest.mark.parametrize("where", MARKDOWN)
def test_markers_close_anywhere_in_markdown(where: str) -> None:
    text, closed = MARKDOWN[where]

    assert paid(text, "a.md") == closed


WORDS = st.sampled_from(
    (
        "甲",
        "乙。",
        "丙\n",
        "一、丁\n",
        "\n\n",
        "e\u0301",
        "abc",
        "x.\n",
        "＃",
        "##",
        "$$",
        "paid",
        " ",
    )
)
MARKS = st.sampled_from(
    ("##paidbegin##", "##paidend##", "<paid>", "</paid>", "$$paidbegin$$", "$$PAIDEND$$")
)


@given(st.lists(WORDS | MARKS, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_the_text_is_the_source_without_its_markers(text: str) -> None:
    """Every code point that is left leads back to itself, and pairs never overlap."""
    source = without_markers(text)

    for offset, character in enumerate(source.text):
        assert text[source.origin(offset)] == character
    at = 0
    for start, end in source.paid:
        assert at <= start < end <= len(text)
        at = end
