"""The page as rows: nothing lost, nothing closed in sight, and no more set than is looked at."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import paths
from reader.formats import read
from reader.text import clean, portions
from reader.text.document import Document
from reader.text.layout import Layout, Spot
from reader.text.line import Line
from reader.text.typography import Typography
from reader.text.view import Piece, Placard, View
from tests.documents import SECRET, all_regions, documents, essay

PLAIN = Typography(measure=20, hang=0, justify=False)


def layout(document: Document, measure: int = 20, *opened: str) -> Layout:
    """A document set plainly."""
    return Layout(View(document, frozenset(opened)), PLAIN.at(measure))


def rows(layout: Layout) -> list[Line]:
    """All rows of the page."""
    found: list[Line] = []
    block: int | None = 0
    while block is not None:
        found += layout.lines_of(block)
        block = layout.view.after(block)
    return found


def texts(layout: Layout) -> list[str]:
    """All rows of the page as they are read."""
    return [line.text for line in rows(layout)]


def spots(layout: Layout) -> list[Spot]:
    """The spot of every row."""
    return [
        Spot(block, line)
        for block in range(layout.view.blocks)
        for line in range(len(layout.lines_of(block)))
    ]


# Air.


def test_air_keeps_blocks_apart() -> None:
    """Most above a chapter, less above its sections, a row between paragraphs."""
    page = layout(essay("雨", "# 一", "## （一）", "下雨。", "- 伞", "- 鞋", "后来。"))

    assert texts(page) == [
        "",
        "         雨",
        "",
        "",
        "一",
        "",
        "（一）",
        "",
        "    下雨。",
        "",
        "  •  伞",
        "  •  鞋",
        "",
        "    后来。",
    ]


def test_in_english_a_paragraph_is_indented_behind_another() -> None:
    """If indents are wanted: not under a title, a heading, a rule or a list."""
    page = essay("T", "One.", "Two.", "# H", "Three.", "Four.", "- item", "Five.", language="en")
    typography = Typography(measure=20, indent=1, gap=0)

    lines = [line.text for line in rows(Layout(View(page), typography)) if not line.is_air]

    assert lines[1:] == ["One.", "  Two.", "H", "Three.", "  Four.", "  •  item", "Five."]


def test_lines_may_have_air_between_them() -> None:
    """So many rows; and paragraphs are kept as much further apart."""
    page = Layout(View(essay("雨", "下雨了，下得很久很久了。", "晴了。")), PLAIN.at(12))
    airy = Layout(page.view, replace(page.typography, line_gap=1))

    assert texts(page)[4:] == ["    下雨了，", "下得很久很", "久了。", "", "    晴了。"]
    assert texts(airy)[5:] == [
        "    下雨了，",
        "",
        "下得很久很",
        "",
        "久了。",
        "",
        "",
        "    晴了。",
    ]


def test_author_and_date_stand_under_the_title() -> None:
    """In the middle, made harmless."""
    page = layout(essay("雨", author="\x1b[31m我", date="2024"))

    assert texts(page) == ["", "         雨", "", "   ␛[31m我 · 2024"]


def test_a_placard_has_air_of_its_own() -> None:
    """Also where it stands in the middle of a list or of a paragraph."""
    page = layout(essay("雨", "- 一", "- ⟦二⟧", "- 三"))

    region = [bool(line.region) for line in rows(page)]

    assert texts(page)[region.index(True) - 1] == ""
    assert texts(page)[len(region) - region[::-1].index(True)] == ""


def test_a_placard_in_a_program_has_no_further_air() -> None:
    """The lines that its markers stood on are not shown as empty ones; those within the program are."""
    source = "# 雨\n\n```\na\n\nb\n##paidbegin##\nsecret\n##paidend##\nc\n```\n"
    page = layout(read(source.encode(), "a.md").documents[0], 30)

    said = [row for row in texts(page) if not row.startswith(("┌", "│", "└"))]

    assert said == ["", " " * 14 + "雨", "", "", " a", "", " b", "", "", " c"]


# Rows ⇄ offsets.


LONG = essay(
    "路",
    *[f"第{n}步。路很长，走的人不急，走到这里，停下来看一看，再走。" for n in range(40)],
)


def test_an_offset_is_located_in_the_row_that_shows_it() -> None:
    """Every code point of a paragraph; the rows' own offsets are located in themselves."""
    page = layout(LONG)

    for at in range(LONG.blocks[1].start, LONG.blocks[-1].end):
        line = page.line(page.locate(at))
        assert line.start <= at < line.end or LONG.text[at] == "\n"


def test_a_hidden_offset_is_located_at_its_placard() -> None:
    """At the upper edge, so that a jump shows all of the placard."""
    document = essay("雨", "一", "⟦二", "三", "四⟧", "五")
    page = layout(document)

    for character in "二三四":
        spot = page.locate(document.text.index(character))
        assert page.line(spot).region == "r0"
        assert page.line(spot).text.startswith("┌")


def test_a_heading_between_two_closed_regions_is_located_on_the_upper_placard() -> None:
    """The lower region begins within it and has a placard of its own, which stands for no more than that."""
    written = essay("雨", "下雨。", "⟦街上", "# 后来的事⟧", "完。")
    region = written.regions[0]
    edge = region.end - 1
    cut = replace(
        written,
        regions=(replace(region, end=edge), replace(region, id="r9", start=edge)),
    )
    page = layout(cut)

    located = page.line(page.locate(cut.sections[0].start))

    assert located.region == region.id


def test_a_heading_in_a_closed_region_is_located_on_the_placard() -> None:
    """The outline can jump to it."""
    document = essay("雨", "# ⟦一", "甲。", "# 二", "乙。⟧")
    page = layout(document, 40)

    assert "二" in page.line(page.locate(document.text.index("二"))).text


def test_a_narrower_page_keeps_the_place() -> None:
    """The line at the top still holds the offset that the reader was at."""
    wide, narrow = layout(LONG, 72), layout(LONG, 24)
    offset = wide.line(wide.move(wide.first, 30)).start

    top = narrow.line(narrow.locate(offset))

    assert top.start <= offset < top.end


def test_opening_a_region_keeps_the_place() -> None:
    """What comes above the reader's eye moves nothing under it."""
    document = essay("雨", "⟦" + "很长的秘密。" * 30 + "⟧", "看到这里。")
    offset = document.text.index("看到")

    closed, opened = layout(document), layout(document, 20, "r0")

    assert closed.line(closed.locate(offset)).text == "    看到这里。"
    assert opened.line(opened.locate(offset)).text == "    看到这里。"


# Moving.


def test_moving_down_and_up_again_comes_back() -> None:
    """From every row, by any number of rows, as long as there is text."""
    page = layout(LONG)
    all_spots = spots(page)

    for n in range(0, len(all_spots), 7):
        for step in (1, 2, 5, 40):
            if n + step < len(all_spots):
                assert page.move(all_spots[n], step) == all_spots[n + step]
                assert page.move(all_spots[n + step], -step) == all_spots[n]


def test_moving_stops_at_the_ends() -> None:
    """Whoever moves too far is at the first or the last row."""
    page = layout(LONG)

    assert page.move(page.first, -3) == page.first == Spot(0, 0)
    assert page.move(page.first, 100_000) == page.last == spots(page)[-1]
    assert page.move(page.last, -100_000) == page.first


def test_a_window_is_the_rows_from_a_spot_on() -> None:
    """As many as asked for; fewer where the text ends."""
    page = layout(LONG)
    lines, all_spots = rows(page), spots(page)

    assert page.window(all_spots[10], 5) == lines[10:15]
    assert page.window(all_spots[-2], 5) == lines[-2:]
    assert page.window(page.bottom(9), 9) == lines[-9:]
    assert page.bottom(100_000) == page.first


def test_a_distance_is_counted_no_further_than_one_looks() -> None:
    """Rows between two spots, at most so many; none upwards."""
    page = layout(LONG)
    all_spots = spots(page)

    assert page.distance(all_spots[3], all_spots[20], 100) == 17
    assert page.distance(all_spots[3], all_spots[200], 10) == 10
    assert page.distance(all_spots[3], all_spots[3], 10) == 0


# Laziness.


class Counting(View):
    """A view that counts the blocks that are set."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.asked: set[int] = set()

    def pieces(self, index: int) -> tuple[Piece | Placard, ...]:
        """The same, counted."""
        self.asked.add(index)
        return super().pieces(index)


def test_only_what_is_looked_at_is_set() -> None:
    """Going to the end of 20,000 paragraphs, and a page back, sets a page or two."""
    view = Counting(essay("路", *["一步。"] * 20_000))
    page = Layout(view, PLAIN)

    end = page.bottom(30)
    page.window(end, 30)
    page.window(page.move(end, -28), 30)
    page.distance(page.first, page.last, 30)
    page.locate(30_000)

    assert len(view.asked) < 100


def test_a_giant_paragraph_is_set_where_one_looks() -> None:
    """A megabyte without a line end is not set whole: a window costs some portions."""
    view = Counting(essay("路", "他走了很远的路，才找到那家店。" * 70_000))
    page = Layout(view, PLAIN.at(72))

    page.window(page.bottom(30), 30)
    page.window(page.locate(500_000), 30)

    assert view.end > 1_000_000
    assert len(view.asked) < 10


def test_a_giant_paragraph_has_no_air_inside() -> None:
    """The portions it is set in follow on each other, and only the first is indented."""
    page = layout(essay("路", "他走了很远的路，才找到那家店。" * 2_000))

    body = texts(page)[4:]

    assert body[0].startswith("    他")
    assert "" not in body
    assert not any(line.startswith(" ") for line in body[1:])


# The law, over documents that nobody would write.

measures = st.integers(1, 30) | st.integers(1, 120)
typographies = st.builds(
    Typography,
    measures,
    gap=st.integers(0, 2),
    justify=st.booleans(),
    hang=st.sampled_from([0, 2]),
)


@settings(max_examples=150, deadline=None)
@given(documents(), typographies)
def test_no_row_shows_what_is_closed(document: Document, typography: Typography) -> None:
    """Not in its text, its added text, or where a click on it leads."""
    page = Layout(View(document), typography)

    said = "".join(run.text + run.target for line in rows(page) for run in line.runs)

    assert not set(said) & set(SECRET)


@settings(max_examples=300, deadline=None)
@given(documents(), typographies, st.booleans())
def test_every_visible_code_point_is_painted_once(
    document: Document, typography: Typography, is_open: bool
) -> None:
    """In one run, as it stands in the text or as its harmless picture.

    Except line ends, what parts a table's cells, and blanks at the end of a line. A heading in a
    closed region is on its placard.
    """
    view = View(document, all_regions(document) if is_open else frozenset())

    assert_painted_once(document, view, typography)


@settings(max_examples=150, deadline=None)
@given(documents(), typographies, st.booleans())
def test_portions_change_nothing_of_that(
    document: Document, typography: Typography, is_open: bool
) -> None:
    """Here blocks are giant from nine code points on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "LONGEST", 8)
        patch.setattr(portions, "PORTION", 4)
        view = View(document, all_regions(document) if is_open else frozenset())

    assert_painted_once(document, view, typography)


def assert_painted_once(document: Document, view: View, typography: Typography) -> None:
    """Every visible code point is in one run, and no hidden one in any."""
    painted: Counter[int] = Counter()
    for line in rows(Layout(view, typography)):
        for run in line.runs:
            if run.start is not None:
                span = range(run.start, run.start + len(run.text))
                painted.update(span)
                stands = document.text[span.start : span.stop]
                assert run.text == clean.shown(stands).replace("\t", " ")

    closed = {at for region in view.closed for at in range(region.start, region.end)}
    for at, character in enumerate(document.text):
        if at in closed:
            assert painted[at] == 0
        elif not character.isspace():
            assert painted[at] == 1, (at, character)
        else:
            assert painted[at] <= 1


@settings(max_examples=150, deadline=None)
@given(documents(), typographies)
def test_every_row_can_be_gone_to(document: Document, typography: Typography) -> None:
    """The offset that a row begins with is located in it, or in a row that begins there too."""
    page = Layout(View(document), typography)

    for block in range(page.view.blocks):
        for line in page.lines_of(block):
            found = page.line(page.locate(line.start))
            assert not found.is_air
            assert found.start <= line.start


@settings(max_examples=150, deadline=None)
@given(documents(), typographies)
def test_rows_fit_the_measure(document: Document, typography: Typography) -> None:
    """No row is wider than the measure and what hangs, where there is room for a cluster at all."""
    most = max(typography.measure, 8) + typography.hang

    assert all(line.cells <= most for line in rows(Layout(View(document), typography)))


# What is shipped.

SHIPPED = [
    pytest.param(document, id=f"{path.name}-{document.title}")
    for path in sorted(paths.shipped("content").iterdir())
    if path.name != "library.yaml"
    for document in read(path.read_bytes(), path.name).documents
]


@pytest.mark.parametrize("document", SHIPPED)
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_every_shipped_essay_is_set_at_any_measure(document: Document, is_open: bool) -> None:
    """From 20 to 120 cells: all that is visible is painted, no row is too wide, no frame is bent."""
    view = View(document, all_regions(document) if is_open else frozenset())
    visible = "".join(
        piece.text
        for index in range(view.blocks)
        for piece in view.pieces(index)
        if isinstance(piece, Piece)
    )
    expected = Counter("".join(clean.shown(visible).split()))

    for measure in (*range(20, 120, 3), 120):
        lines = rows(Layout(view, Typography(measure)))
        painted = "".join(run.text for line in lines for run in line.runs if run.start is not None)

        assert Counter("".join(painted.split())) == expected
        assert max(line.cells for line in lines) <= measure + 2
        for line in lines:
            if line.region:
                assert line.cells == measure
                assert line.runs[0].text[0] + line.text[-1] in ("┌┐", "││", "└┘")
