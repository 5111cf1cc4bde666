"""Closed means closed: what a view shows, and what it does not."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from reader.text.document import Block, Document, Kind, Mark, Style
from reader.text.view import Piece, Placard, View
from tests.documents import SECRET, all_regions, document, documents, essay

RAIN = essay(
    "雨",
    "# 一、开始",
    "那天⟦下着雨。",
    "# 二、路上",
    "很大的雨。⟧后来停了。",
    "# 三、回家",
    "天晴了。",
)


def shown(view: View) -> list[str]:
    """What a view shows, in the order of the page: text, and `[title]` for a placard."""
    found = []
    block: int | None = 0
    while block is not None:
        found += [
            f"[{piece.within}]" if isinstance(piece, Placard) else piece.text
            for piece in view.pieces(block)
        ]
        block = view.after(block)
    return found


# An example.


def test_a_closed_region_is_absent_from_the_text() -> None:
    """The text around it is there, and the heading inside; the rest is not."""
    view = View(RAIN)

    assert view.text() == "雨\n一、开始\n那天二、路上\n后来停了。\n三、回家\n天晴了。\n"


def test_a_closed_region_leaves_a_placard_in_the_page() -> None:
    """The paragraphs it cuts keep their other halves; a heading inside is on the placard."""
    view = View(RAIN)

    assert shown(view) == [
        "雨",
        "一、开始",
        "那天",
        "[一、开始]",
        "后来停了。",
        "三、回家",
        "天晴了。",
    ]


def test_a_placard_says_what_the_region_holds() -> None:
    """Its headings, its length, and the section that it begins in."""
    placard = next(piece for piece in View(RAIN).pieces(2) if isinstance(piece, Placard))

    assert [section.title for section in placard.headings] == ["二、路上"]
    assert placard.within == "一、开始"
    assert placard.length.han == len("下着雨二路上很大的雨")


def test_an_open_region_shows_everything() -> None:
    """No placard is left, and no offset has changed."""
    view = View(RAIN).through(frozenset({"r0"}))

    assert view.text() == RAIN.text
    assert shown(view) == [RAIN.text[block.start : block.end] for block in RAIN.blocks]


def test_offsets_count_the_whole_document() -> None:
    """A piece behind a closed region says where it stands when all is open."""
    pieces = View(RAIN).pieces(4)

    assert [(piece.start, piece.text) for piece in pieces if isinstance(piece, Piece)] == [
        (RAIN.text.index("后来"), "后来停了。")
    ]


def test_headings_in_a_region_stay_in_the_outline() -> None:
    """They say what is to be had."""
    assert [section.title for section in View(RAIN).sections] == [
        "一、开始",
        "二、路上",
        "三、回家",
    ]


def test_of_a_heading_that_a_region_cuts_only_the_rest_is_said() -> None:
    """Not in the outline, not in the path of what stands under it, not on a placard."""
    document = essay("雨", "# 那天⟦下雨", "很⟧大。")
    view = View(document)

    assert [section.title for section in view.sections] == ["那天…"]
    assert view.section_path(document.text.index("大")) == ("那天…",)
    assert View(document, frozenset({"r0"})).sections[0].title == "那天下雨"


def test_a_whole_block_in_a_region_shows_nothing() -> None:
    """Three paragraphs closed are one placard."""
    document = essay("雨", "⟦一。", "二。", "三。⟧", "四。")

    assert shown(View(document)) == ["雨", "[雨]", "四。"]


def test_neighbouring_regions_have_a_placard_each() -> None:
    """So each of them can be opened."""
    document = essay("雨", "一⟦二⟧⟦三⟧四", "五")

    assert shown(View(document)) == ["雨", "一", "[雨]", "[雨]", "四", "五"]
    assert shown(View(document, frozenset({"r0"}))) == ["雨", "一二", "[雨]", "四", "五"]


def test_a_region_may_be_as_small_as_a_line_end() -> None:
    """Even then it has a placard to open it by."""
    document = essay("雨", "一⟦", "⟧二")

    assert shown(View(document)) == ["雨", "一", "[雨]", "二"]


def test_a_region_may_reach_to_the_very_end() -> None:
    """Nothing follows its placard."""
    document = essay("雨", "一", "二⟦三", "四⟧")

    assert shown(View(document)) == ["雨", "一", "二", "[雨]"]


def test_marks_in_a_closed_region_are_gone() -> None:
    """A link's address is text too; of a mark that the region cuts, the rest stays."""
    title = Block(Kind.TITLE, 0, 1)
    link = Mark(6, 8, Style.LINK, "https://example.org/secret")
    paragraph = Block(Kind.PARAGRAPH, 2, 10, marks=(Mark(3, 6, Style.STRONG), link))
    view = View(document("雨\n看这里的秘密吧。\n", (title, paragraph), [(5, 9)]))

    assert [piece.block.marks for piece in view.pieces(1) if isinstance(piece, Piece)] == [
        (Mark(3, 5, Style.STRONG),),
        (),
    ]


def test_what_stands_above_a_block_may_be_a_placard() -> None:
    """A closed list item is not what the next one follows closely on."""
    items = essay("雨", "- 一", "- ⟦二⟧", "- 三")

    assert View(items).above(3) == items.regions[0]
    assert not View(items).is_tight(3)
    assert View(items, all_regions(items)).above(3) == items.blocks[2]
    assert View(items, all_regions(items)).is_tight(3)


def test_a_giant_paragraph_is_shown_in_portions() -> None:
    """Each ends with a sentence; joined they are the paragraph, and only the first begins it."""
    sentence = "他走了很远的路，才找到那家店。"
    giant = essay("雨", sentence * 3_000, "完。")
    view = View(giant)

    pieces = [
        piece
        for index in range(1, view.blocks - 1)
        for piece in view.pieces(index)
        if isinstance(piece, Piece)
    ]

    assert "".join(piece.text for piece in pieces) == sentence * 3_000
    assert {piece.text[-1] for piece in pieces} == {"。"}
    assert max(len(piece.text) for piece in pieces) < 10_000
    assert [piece.is_first for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    assert not view.goes_on(1)
    assert view.goes_on(2)
    assert not view.goes_on(view.blocks - 1)


def test_who_sets_no_lines_has_giant_paragraphs_whole() -> None:
    """A command that prints plain text has one line for each."""
    giant = essay("雨", "他走了很远⟦的⟧路。" * 3_000, "完。")

    whole = View(giant, frozenset({"r0"})).undivided()

    assert whole.blocks == 3
    assert whole.open_regions == {"r0"}
    assert "".join(shown(whole)).count("[雨]") == 2_999


# The law, over documents that nobody would write.


@given(documents())
def test_nothing_of_a_closed_region_is_in_sight(document: Document) -> None:
    """Not in the text, the pieces, the marks, the outline or the placards."""
    view = View(document)

    said = [view.text(), *(section.title for section in view.sections)]
    for index in range(view.blocks):
        for piece in view.pieces(index):
            if isinstance(piece, Piece):
                said.append(piece.text)
            else:
                said += [piece.within, *(section.title for section in piece.headings)]
    said += ["".join(view.section_path(at)) for at in range(view.end)]

    assert not set("".join(said)) & set(SECRET)


def visible_by_hand(document: Document, open_regions: frozenset[str]) -> str:
    """The text that may be seen, code point by code point: the law, as slow as it is plain."""
    shown = [True] * len(document.text)
    for region in document.regions:
        if region.id not in open_regions:
            shown[region.start : region.end] = [False] * (region.end - region.start)
            for block in document.blocks:
                if block.kind is Kind.HEADING and region.start <= block.start < region.end:
                    whole = block.end <= region.end
                    end = min(block.end + 1, region.end)
                    shown[block.start : end] = [whole] * (end - block.start)
    return "".join(
        letter for letter, is_shown in zip(document.text, shown, strict=True) if is_shown
    )


@given(documents(), st.data())
def test_whatever_is_open_the_rest_is_absent(document: Document, data: st.DataObject) -> None:
    """The text of any span is that of the whole document without the hidden code points."""
    ids = sorted(all_regions(document))
    opened = data.draw(st.frozensets(st.sampled_from(ids)) if ids else st.just(frozenset[str]()))
    view = View(document, opened)
    middle = data.draw(st.integers(0, view.end))

    whole = visible_by_hand(document, opened)

    assert view.text() == whole
    assert view.text(0, middle) + view.text(middle) == whole
    assert "".join(view.text(at, at + 1) for at in range(view.end)) == whole
    assert [view.is_hidden(at) for at in range(view.end)] == [
        not view.text(at, at + 1) for at in range(view.end)
    ]
    assert view.hides(0, middle) == (len(view.text(0, middle)) < middle)


@given(documents())
def test_opening_all_regions_shows_all(document: Document) -> None:
    """Every block is one piece, the whole of it, and nothing is hidden."""
    view = View(document).through(all_regions(document))

    pieces = [piece for index in range(view.blocks) for piece in view.pieces(index)]

    assert view.text() == document.text
    assert [
        (piece.start, piece.end, piece.block) for piece in pieces if isinstance(piece, Piece)
    ] == [(block.start, block.end, block) for block in document.blocks]
    assert view.sections == document.sections


@given(documents())
def test_each_visible_offset_is_in_one_piece(document: Document) -> None:
    """Pieces stand in order, none overlaps another, and each closed region has one placard.

    Line ends belong to no piece; headings in a closed region are on its placard.
    """
    view = View(document)
    shown = [piece for index in range(view.blocks) for piece in view.pieces(index)]
    pieces = [piece for piece in shown if isinstance(piece, Piece)]

    spans = [(piece.start, piece.end) for piece in pieces]
    assert spans == sorted(spans)
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))
    assert all(document.text[piece.start : piece.end] == piece.text for piece in pieces)
    covered = {at for start, end in spans for at in range(start, end)}
    line_ends = {block.end for block in document.blocks}
    closed = {at for region in view.closed for at in range(region.start, region.end)}
    assert covered == set(range(view.end)) - line_ends - closed
    assert [piece.region for piece in shown if isinstance(piece, Placard)] == list(view.closed)


@given(documents())
def test_one_walks_the_same_way_up_and_down(document: Document) -> None:
    """Steps from block to block miss nothing that is shown, in neither direction."""
    view = View(document)
    showing = [index for index in range(view.blocks) if view.pieces(index)]

    down = [index for index in _walk(view.after, 0) if view.pieces(index)]
    up = [index for index in _walk(view.before, view.blocks - 1) if view.pieces(index)]

    assert down == showing
    assert up == showing[::-1]


def _walk(step: Callable[[int], int | None], start: int) -> Iterator[int]:
    index: int | None = start
    while index is not None:
        yield index
        index = step(index)


# Speed.


def test_no_look_up_goes_through_the_whole_text() -> None:
    """In a library's worth of blocks and regions, thousands of look-ups take a moment."""
    text = "雨。\n" * 100_000
    blocks = [Block(Kind.PARAGRAPH, at, at + 2) for at in range(0, len(text), 3)]
    spans = [(at, at + 2) for at in range(3, len(text), 30)]
    view = View(document(text, [Block(Kind.TITLE, 0, 2), *blocks[1:]], spans))
    assert len(view.closed) == 10_000
    started = perf_counter()

    for at in range(0, view.end, 100):
        view.region_at(at)
        view.is_hidden(at)
        view.hides(at, view.end)
        next(view.visible(at, view.end))
        view.pieces(view.block_at(at))

    assert perf_counter() - started < 30
