"""The nouns: blocks, sections and regions over one string."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.document import Block, Document, Kind, Region, nest
from tests.documents import documents, essay

BOOK = essay("书", "# 一", "甲。", "## （一）", "乙。", "## （二）", "丙。", "# 二", "丁⟦。⟧")


def test_a_line_end_belongs_to_the_block_before_it() -> None:
    """Every offset is in one block."""
    found = [BOOK.block_at(at) for at in range(len(BOOK.text))]

    assert found == [
        index for index, block in enumerate(BOOK.blocks) for _ in range(block.start, block.end + 1)
    ]


def test_sections_nest_by_level() -> None:
    """Each ends where one of its level, or a higher one, begins."""
    titles = [
        (section.title, BOOK.text[section.start : section.end].replace("\n", " ").strip())
        for section in BOOK.sections
    ]

    assert titles == [
        ("一", "一 甲。 （一） 乙。 （二） 丙。"),
        ("（一）", "（一） 乙。"),
        ("（二）", "（二） 丙。"),
        ("二", "二 丁。"),
    ]
    assert [section.parent for section in BOOK.sections] == [None, 0, 0, None]


def test_a_level_may_be_left_out() -> None:
    """A deeper heading stands under the last higher one, however much higher."""
    sections = nest([(2, "a", 0), (4, "b", 10), (3, "c", 20), (1, "d", 30)], 40)

    assert [(s.title, s.end, s.parent) for s in sections] == [
        ("a", 30, None),
        ("b", 20, 0),
        ("c", 30, 0),
        ("d", 40, None),
    ]


def test_a_path_leads_from_the_outermost_section_in() -> None:
    """Before the first heading there is none."""
    assert BOOK.section_path(BOOK.text.index("丙")) == ("一", "（二）")
    assert BOOK.section_path(BOOK.text.index("丁")) == ("二",)
    assert BOOK.section_path(0) == ()


@given(documents(), st.data())
def test_look_ups_find_what_a_slow_search_finds(document: Document, data: st.DataObject) -> None:
    """Blocks, sections and regions by bisection, beside the plain way."""
    at = data.draw(st.integers(0, len(document.text) - 1))

    region = next((r for r in document.regions if r.start <= at < r.end), None)
    sections = [n for n, s in enumerate(document.sections) if s.start <= at < s.end]
    block = max(n for n, block in enumerate(document.blocks) if block.start <= at)

    assert document.region_at(at) == region
    assert document.section_at(at) == (sections[-1] if sections else None)
    assert document.section_path(at) == tuple(document.sections[n].title for n in sections)
    assert document.block_at(at) == block


def test_a_fingerprint_is_that_of_the_text_behind_the_title() -> None:
    """A corrected title leaves it as it is, a changed letter does not."""
    assert essay("雨", "下雨。").fingerprint == essay("大雨", "下雨。").fingerprint
    assert essay("雨", "下雨。").fingerprint != essay("雨", "下雪。").fingerprint


def test_offsets_lead_back_to_the_source() -> None:
    """Through markup that was taken out; never past what follows."""
    text = "标题\n粗体字\n"
    document = Document(
        "标题",
        text,
        (Block(Kind.TITLE, 0, 2), Block(Kind.PARAGRAPH, 3, 6)),
        origin=((0, 2), (3, 6), (4, 8)),
        source_span=(0, 12),
    )

    assert [document.source_offset(at) for at in range(len(text))] == [2, 3, 4, 6, 8, 9, 10]


def test_a_region_ends_before_its_end() -> None:
    """Spans are half-open, also where two regions touch."""
    a, b = Region("a", 1, 2), Region("b", 2, 3)
    document = Document("雨", "雨\n一\n", (Block(Kind.TITLE, 0, 1),), regions=(a, b))

    assert [document.region_at(at) for at in range(4)] == [None, a, b, None]


def test_other_details_leave_what_is_known_of_the_text() -> None:
    """A long text is not looked through again because somebody gave it another title."""
    known = BOOK.length, BOOK.fingerprint, BOOK.identity

    found = BOOK.with_details("另名", "某人", "2024", ("书",))

    assert (found.title, found.author, found.date, found.tags) == ("另名", "某人", "2024", ("书",))
    assert found.text is BOOK.text
    assert (found.length, found.fingerprint, found.identity) == known
    assert {"length", "fingerprint", "identity"} <= vars(found).keys()
    assert BOOK.with_details(BOOK.title, BOOK.author, BOOK.date, BOOK.tags) is BOOK
