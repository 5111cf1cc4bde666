"""Text too large to be read as a whole is read in parts, and nobody can tell."""

from random import Random

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from reader.formats import Parsed, read
from reader.formats.large import LargeText, WholeOnlyError, large_text
from reader.formats.large.foot import is_surely_free
from reader.formats.large.manner import Manner
from reader.text.corrections import Corrections
from reader.text.document import Document
from reader.text.layout import Layout
from reader.text.line import Line
from reader.text.pattern import Pattern, Query
from reader.text.portions import numbered
from reader.text.search import STRETCH, Search
from reader.text.typography import Typography
from reader.text.view import View
from reader.values import dataclass
from tests.test_formats_hostile import HEADINGS, MARKERS

NAME = "essay.txt"
PROSE = (
    "那天下着很大的雨，我们在渡口等了很久，船还没有来，谁也没有说一句话，只听见风吹过水面的声音。",
    "He walked down to the river and waited there until the evening came, and nobody said a word.",
    "　　后来雨停了。",
    "船来的时候天已经快黑了，摆渡的人一边收绳子一边问我们从哪里来，要到哪里去，为什么不早一点走。"
    * 3,
    "第一天我们什么也没有做，只是坐在窗前看雨，第二天也是这样，第三天雨停了，我们才下山去买米。"
    * 3,
    "It was the kind of evening on which nobody goes out unless he must, and all of us had to go. "
    * 2,
    "- call(x) { return y; } // and so on, for as long as the line lasts, which is quite long here"
    * 2,
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


class Counted(Data):
    """Bytes that count how often one has looked at them."""

    looks = 0

    def read(self, start: int, length: int) -> bytes:
        """Some of them."""
        Counted.looks += 1
        return super().read(start, length)


def texts(lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of some lines, with any line ends."""
    ends = st.sampled_from(["\n", "\n", "\n\n", "\r\n"])
    pairs = st.lists(st.tuples(lines, ends), max_size=40)
    return pairs.map(lambda pairs: "".join(line + end for line, end in pairs))


def in_parts(text: str, target: int, encoding: str = "") -> LargeText:
    """*text* as a large one, in chunks of about *target* bytes."""
    data = Data(text.encode(encoding or "utf-8", "replace"))
    found = large_text(data, NAME, corrections=Corrections(encoding), target=target)
    if found is None:
        raise WholeOnlyError("Markdown")
    found.read()
    return found


def drawn_in_parts(text: str, target: int, encoding: str = "") -> LargeText:
    """The same for a text that was drawn: it may be one that is only read as a whole."""
    try:
        return in_parts(text, target, encoding)
    except WholeOnlyError:
        reject()


def at_once(text: str, encoding: str = "") -> Parsed:
    """*text* as it is read when it is small."""
    data = text.encode(encoding or "utf-8", "replace")
    return read(data, NAME, corrections=Corrections(encoding))


def page(view: View) -> list[Line]:
    """All lines."""
    layout = Layout(view, Typography(measure=30))
    return layout.window(layout.first, 10_000)


def assert_same(parts: Document, whole: Document, lines: str) -> None:
    """Both documents are the same to whoever asks; *lines* is their source."""
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
            assert parts.parts is not None
            source = parts.source_offset(offset)
            assert parts.parts.line_of(source) == lines.count("\n", 0, source) + 1
            assert parts.source_offset(offset) == whole.source_offset(offset)
    every = frozenset(region.id for region in whole.regions)
    for opened in (frozenset[str](), every):
        mine, theirs = View(parts, opened), View(whole, opened)
        assert mine.text() == theirs.text()
        assert page(mine) == page(theirs)


@settings(max_examples=60, deadline=None)
@given(texts(LINES), st.integers(1, 300))
def test_a_text_in_parts_is_the_same_text(text: str, target: int) -> None:
    """Wherever it is cut: text, blocks, sections, where they came from, and the lines of the page."""
    parts = drawn_in_parts(text, target)

    found = parts.documents(parts.understood())

    whole = at_once(text)
    for mine, theirs in zip(found, whole.documents, strict=True):
        assert_same(mine, theirs, whole.source)


@settings(max_examples=60, deadline=None)
@given(texts(PAID), st.integers(1, 300))
def test_a_text_in_parts_has_the_same_regions(text: str, target: int) -> None:
    """Paid markers may stand anywhere, paired or not; what is closed is as closed."""
    parts = drawn_in_parts(text, target)

    found = parts.documents(parts.understood())

    whole = at_once(text)
    for mine, theirs in zip(found, whole.documents, strict=True):
        assert_same(mine, theirs, whole.source)


@settings(max_examples=60, deadline=None)
@given(
    texts(PAID), st.integers(1, 300), st.sampled_from(["gb18030", "big5", "utf-16-le", "utf-32-be"])
)
def test_a_text_in_parts_may_be_in_any_encoding(text: str, target: int, encoding: str) -> None:
    """A chunk ends where a line does, and so with a whole character."""
    parts = drawn_in_parts(text, target, encoding)

    found = parts.documents(parts.understood())

    whole = at_once(text, encoding)
    for mine, theirs in zip(found, whole.documents, strict=True):
        assert_same(mine, theirs, whole.source)


@pytest.mark.parametrize("around", ["", "开头的一段，说的是船。\n"])
@pytest.mark.parametrize("target", [500, 16_000])
def test_a_line_without_an_end_is_read_in_portions(around: str, target: int) -> None:
    """A book may be one line; its portions are those that the page sets."""
    text = around + "".join(PROSE[0].replace("雨", f"{n}") for n in range(900)) + f"\n{around}"
    parts = in_parts(text, target)

    (mine,), (theirs,) = parts.documents(parts.understood()), at_once(text).documents

    assert mine.text[:] == theirs.text
    pages = numbered(theirs)
    assert tuple(mine.blocks) == tuple(pages[n] for n in range(len(pages)))
    assert page(View(mine)) == page(View(theirs))


def test_a_text_in_parts_is_found_again() -> None:
    """Where a line stands in the source is found without reading all of it as text."""
    told = "灯塔看守人的女儿把钥匙扔进了井里。"
    parts = in_parts(f"{PROSE[0]}\n" * 200 + f"{told}\n" + f"{PROSE[1]}\n" * 200, 1000)
    (document,) = parts.documents(parts.understood())

    assert document.parts is not None
    (near,) = document.parts.near(told, 4)
    assert abs(near - document.text[:].index(told)) < 1000


ROWS = 34


@settings(max_examples=40, deadline=None)
@given(texts(LINES))
def test_the_end_is_the_same_before_all_was_read(text: str) -> None:
    """Its last page is set from its last bytes as it is set when all of them were read."""
    many = f"{PROSE[3]}\n{text}\n{PROSE[4]}\n"
    many *= 100_000 // len(many.encode()) + 1
    parts = drawn_in_parts(many, 16 * 1024)

    foot = parts.foot()

    assert foot is not None
    assert last_page(foot) == last_page(parts.whole(0))


def last_page(document: Document) -> list[tuple[object, ...]]:
    """How a document ends; places are counted from its end."""
    layout = Layout(View(document, frozenset()), Typography(measure=30))
    end = layout.view.end
    return [
        (
            [(run.text, run.roles, run.start and run.start - end) for run in line.runs],
            *(line.roles, line.start - end, line.end - end),
        )
        for line in layout.window(layout.bottom(ROWS), ROWS)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize(
    "marker", ["##paidbegin##", "$$ PaidBegin $$", "<paid>", "<PAID class='a'>"]
)
@pytest.mark.parametrize("before", [0, 100, (1 << 20) - 5, (1 << 20) + 1])
def test_bytes_tell_where_nothing_is_paid(encoding: str, marker: str, before: int) -> None:
    """No marker is overlooked in any encoding, nor where one part of the bytes ends and the next begins."""
    text = "雨" * 10 + "x" * before
    manner = Manner(encoding, 0, "\n".encode(encoding), None)

    def is_free(text: str) -> bool:
        return is_surely_free(Data(text.encode(encoding)), manner)

    assert is_free(f"{text}# <b> $\n")
    assert not is_free(f"{text}{marker}雨\n")


def test_bytes_that_are_no_letters_tell_nothing() -> None:
    """Where ASCII does not stand for itself nobody looks for markers in the bytes."""
    text = "雨" * 10
    manner = Manner("utf-7", 0, b"\n", None)

    assert not is_surely_free(Data(text.encode("utf-7")), manner)


def places(document: Document, query: str, at: int) -> list[tuple[int, int]]:
    """The matches of a query, looked for from somewhere on as the screens do it."""
    search = Search(View(document), Pattern(Query(query)), at)
    first = search.next_from(at)
    while not search.step():
        pass
    spans = search.spans_in(0, len(document.text))
    assert search.count == len(spans)
    assert first == next((span for span in spans if span[0] >= at), None)
    return spans


SOUGHT = ("渡口", "雨下大了", "鼋", "鼋鼍", "买米", "fox", "买 fox", "e\u0301", "，", "没有一个字")


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(PROSE), min_size=1, max_size=12),
    st.lists(st.sampled_from(SOUGHT), max_size=4),
    st.integers(500, 9000),
    st.randoms(use_true_random=False),
)
def test_what_is_sought_in_parts_is_found_as_in_the_whole(
    prose: list[str], words: list[str], target: int, chance: Random
) -> None:
    """Wherever it stands: in sight, far away, over the end of a line or a part; from any place on."""
    lines = prose * 150
    for word in words:
        cut = chance.randrange(len(word) + 1)
        lines.insert(chance.randrange(len(lines)), f"起{word}，{word[:cut]}\n{word[cut:]}止")
    text = "渡口\n\n" + "\n".join(lines)
    large = drawn_in_parts(text, target)
    found = large.documents(large.understood())

    parts, whole = found[-1], at_once(text).documents[-1]
    assert parts.text[:] == whole.text
    for query in SOUGHT:
        at = chance.randrange(len(whole.text))
        assert places(parts, query, at) == places(whole, query, at)


def test_a_long_line_is_read_once_to_be_set() -> None:
    """Each of its portions, and not those before it again, where a verse might have begun."""
    data = Counted(("渡口\n" + PROSE[0] * 5_000).encode())
    large = large_text(data, NAME)
    assert large is not None
    (document,) = large.documents(large.understood())
    Counted.looks, portions = 0, len(document.blocks)

    assert len(list(document.blocks)) > 20

    assert Counted.looks <= 3 * portions


def test_a_word_far_away_is_found_without_reading_what_is_between() -> None:
    """The source's bytes tell where it is not; and where it is only nearly, it is not found."""
    lines = [PROSE[0]] * 10_000
    lines[9_000] = "起鼋鼍止"
    lines[5_000] = "鼋在这里。鼍也在。"
    large = in_parts("渡口\n\n" + "\n".join(lines), 16_000)
    (document,) = large.documents(large.understood())
    search = Search(View(document), Pattern(Query("鼋鼍")))

    span = search.next_from(0, 4 * STRETCH)

    assert span is not None
    assert document.text[span[0] : span[1]] == "鼋鼍"
    assert search.previous_from(len(document.text)) == span
    assert search.step()
    assert search.count == 1
    assert Search(View(document), Pattern(Query("龘"))).next_from(0) is None
