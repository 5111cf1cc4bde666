"""Text too large to be read as a whole is read in parts, and nobody can tell."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.formats import read
from reader.formats.large import LargeText, WholeOnlyError, large_text
from reader.text.document import Document
from reader.text.layout import Layout
from reader.text.line import Line
from reader.text.typography import Typography
from reader.text.view import View
from reader.values import dataclass
from tests.test_formats_hostile import HEADINGS, MARKERS

NAME = "essay.txt"
PROSE = (
    "那天下着很大的雨，我们在渡口等了很久，船还没有来，谁也没有说一句话，只听见风吹过水面的声音。",
    "He walked down to the river and waited there until the evening came, and nobody said a word.",
    "　　后来雨停了。",
    "The quick brown fox jumped over the lazy dog and went on",
    "e\u0301te\u0301 a\u0301nd o\u0308",
    "　",
    "",
    "",
    "-----",
    "========",
    "* * *",
    "\ufeff",
    "一\f二",
    "尊敬的各位朋友：",
    "| a | b |",
    "1. 买米",
    "2. 买菜",
    "短",
    "——题记",
)
LINES = st.one_of(st.sampled_from(PROSE), st.sampled_from(HEADINGS[:-2]))
PAID = st.one_of(
    LINES, st.sampled_from(MARKERS), st.sampled_from(["三、路##paidend##上", "<paid>a"])
)


@dataclass(frozen=True)
class Data:
    """Bytes as a file has them."""

    data: bytes

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        """Some of them."""
        return self.data[start : start + length]


def texts(lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of some lines, with any line ends."""
    ends = st.sampled_from(["\n", "\n", "\n\n", "\r\n"])
    pairs = st.lists(st.tuples(lines, ends), max_size=40)
    return pairs.map(lambda pairs: "".join(line + end for line, end in pairs))


def in_parts(text: str, target: int, encoding: str = "utf-8") -> LargeText:
    """*text* as a large one, in chunks of about *target* bytes."""
    found = large_text(Data(text.encode(encoding)), NAME, target=target)
    assume(found is not None)
    assert found is not None
    try:
        found.read()
    except WholeOnlyError:
        assume(False)
    return found


def at_once(text: str, encoding: str = "utf-8") -> tuple[Document, ...]:
    """*text* as it is read when it is small."""
    return read(text.encode(encoding), NAME).documents


def page(view: View) -> list[Line]:
    """All lines."""
    layout = Layout(view, Typography(measure=30))
    return layout.window(layout.first, 10_000)


def assert_same(parts: Document, whole: Document) -> None:
    """Both documents are the same to whoever asks."""
    text = parts.text[:]
    assert text == whole.text
    assert len(parts.text) == len(whole.text)
    assert tuple(parts.blocks) == tuple(whole.blocks)
    assert parts.sections == whole.sections
    assert parts.regions == whole.regions
    assert (parts.title, parts.author, parts.date) == (whole.title, whole.author, whole.date)
    assert (parts.length, parts.fingerprint) == (whole.length, whole.fingerprint)
    assert parts.language == whole.language
    assert (parts.source_span, parts.paid_source) == (whole.source_span, whole.paid_source)
    for offset in range(len(text)):
        assert parts.blocks[parts.block_at(offset)] == whole.blocks[whole.block_at(offset)]
        if text[offset].isalnum() and offset > whole.blocks[0].end:
            assert parts.source_offset(offset) == whole.source_offset(offset)
    every = frozenset(region.id for region in whole.regions)
    for opened in (frozenset[str](), every):
        mine, theirs = View(parts, opened), View(whole, opened)
        assert mine.text() == theirs.text()
        assert page(mine) == page(theirs)


@settings(max_examples=200, deadline=None)
@given(texts(LINES), st.integers(1, 300))
def test_a_text_in_parts_is_the_same_text(text: str, target: int) -> None:
    """Wherever it is cut: text, blocks, sections, where they came from, and the lines of the page."""
    parts = in_parts(text, target)

    found = parts.documents(parts.understood())

    for mine, theirs in zip(found, at_once(text), strict=True):
        assert_same(mine, theirs)


@settings(max_examples=200, deadline=None)
@given(texts(PAID), st.integers(1, 300))
def test_a_text_in_parts_has_the_same_regions(text: str, target: int) -> None:
    """Paid markers may stand anywhere, paired or not; what is closed is as closed."""
    parts = in_parts(text, target)

    found = parts.documents(parts.understood())

    for mine, theirs in zip(found, at_once(text), strict=True):
        assert_same(mine, theirs)
