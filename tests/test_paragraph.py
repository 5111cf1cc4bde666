"""Setting a paragraph: the laws, over text made to break them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.cells import width
from reader.text.clusters import boundaries
from reader.text.filling import set_line
from reader.text.linebreak import is_mandatory
from reader.text.paragraph import Manner, SetLine, next_line, set_paragraph
from reader.text.tailoring import tailoring

PIECES = [
    *"天地玄黄中文字了一々ーっカ。，、：；！？…—·・～〜／（）《》「」『』“”‘’％℃￥　",
    *"aAbBzZ019 .,;:!?'\"()[]/-–%$@#&*_+=<>\t\n",
    "……", "——", "word", "reading", "15134", "3.14", "https://example.org/a/b", "don’t",
    "\u0301", "\u0308", "\u200d", "\ufe0f", "\u200b", "\u00a0", "\u2060", "\u00ad",
    "\u202f",
    "\u1100", "\u1161", "\u11a8", "한", "글", "ก", "ำ", "ไทย", "नमस्ते", "क्षि", "🇨", "🇳", "🇨🇳",
    "👨\u200d👩\u200d👧", "👍🏽", "❤\ufe0f", "☎", "é", "ß", "Ω", "Ж", "א", "ب", "𠀀", "\ufffd", "␀",
]  # fmt: skip
adversarial = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
manners = st.builds(
    Manner,
    st.integers(1, 40) | st.integers(1, 200),
    st.sampled_from(["zh", "zh-Hant", "en", "ja", "ko"]),
    st.sampled_from([0, 2, 4]),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
    st.sampled_from(["basic", "gb", "strict"]),
    st.booleans(),
)


def as_painted(text: str, line: SetLine) -> str:
    """The line as a painter prints it."""
    gaps = dict(line.gaps)
    chars = (" " * gaps.get(at, 0) + text[at] for at in range(line.start, line.shown))
    return " " * line.indent + "".join(chars).replace("\t", " ")


@settings(max_examples=300, deadline=None)
@given(adversarial, manners)
def test_lines_joined_give_the_text_back(text: str, manner: Manner) -> None:
    """Lines follow each other without hole or overlap, and only blanks and line ends are left
    unpainted.
    """
    lines = set_paragraph(text, manner)

    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.start < line.end for line in lines) or text == ""
    assert all(not text[line.shown : line.end].strip("\u200b \t\n\u3000") for line in lines)


@settings(max_examples=300, deadline=None)
@given(adversarial, manners)
def test_no_line_is_wider_than_the_measure(text: str, manner: Manner) -> None:
    """A line takes the cells it says, no more than the measure and the hang, unless it is a single
    cluster.
    """
    for line in set_paragraph(text, manner):
        painted = as_painted(text, line)

        assert width(painted) == line.cells
        if line.cells > manner.measure + manner.hang:
            assert len(boundaries(text[line.start : line.shown])) == 2


@settings(max_examples=300, deadline=None)
@given(adversarial, manners)
def test_no_cluster_is_cut(text: str, manner: Manner) -> None:
    """Every line begins at the boundary of an extended grapheme cluster."""
    whole = set(boundaries(text))

    assert all(line.start in whole for line in set_paragraph(text, manner))


@settings(max_examples=100, deadline=None)
@given(adversarial, manners)
def test_a_paragraph_can_be_entered_at_any_line(text: str, manner: Manner) -> None:
    """The line that begins where another ended is the same, whether the lines before were set or
    not.
    """
    for line in set_paragraph(text, manner):
        if text:
            assert next_line(text, line.start, manner, first=line.start == 0) == line
            assert not any(is_mandatory(text, at) for at in range(line.start + 1, line.end))


SIMPLE_PIECES = [
    *"天地玄黄中文字了一々ーっカ。，、：；！？…—·・～〜／（）《》「」『』“”‘’％℃￥　",
    *"aAbBzZ019 .,;:!?'\"()[]/-–%$@#&*_+=<>\n",
    "……", "——", "word", "reading", "15134", "3.14", "https://example.org/a/b", "don’t",
    "é", "ß", "Ω", "Ж", "①", "\u00a0", "字字字字字字", "中文。", "“你好。”", " and then ", "한글",
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(SIMPLE_PIECES) | st.sampled_from(PIECES), max_size=200).map("".join)
    | st.lists(st.sampled_from(SIMPLE_PIECES), max_size=200).map("".join),
    manners,
)
def test_the_fast_way_sets_the_same_lines(text: str, manner: Manner) -> None:
    """What the counting of simple characters gives is what the whole algorithm gives."""
    rules = tailoring(manner.language, manner.level)
    slow = []
    at = 0
    while at < len(text):
        slow.append(set_line(text, at, manner, rules, first=at == 0))
        at = slow[-1].end

    assert list(set_paragraph(text, manner)) == slow or text == ""
