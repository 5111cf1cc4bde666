"""Selections: how one begins, how its head moves, and what is in it."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.text import clean
from reader.text.document import Document
from reader.text.layout import Layout
from reader.text.selection import (
    CHARACTER,
    PARAGRAPH,
    SECTION,
    SENTENCE,
    WORD,
    Selection,
    Steps,
    closed_within,
    grown,
    moved_to,
    passage_text,
    selected,
    stepped,
    swapped,
)
from reader.text.typography import Typography
from reader.text.view import View
from reader.tui.overlay import Lay, laid_over
from tests.documents import all_regions, documents, essay

WALK = essay(
    "路",
    "# 一",
    "天亮了。他出门。走了很久。",
    "# 二",
    "Don’t stop，走到3.14公里。⟦没人知道。",
    "秘密。⟧他坐下。天黑了。",
)
CLOSED, OPEN = View(WALK), View(WALK, all_regions(WALK))
UNITS: list[Steps] = [CHARACTER, WORD, SENTENCE, PARAGRAPH, SECTION]


def at(view: View, words: str, unit: Steps = SENTENCE) -> Selection:
    """The unit around some words, selected."""
    found = selected(view, WALK.text.index(words), unit)
    assert found is not None
    return found


def said(view: View, selection: Selection) -> str:
    """What is selected."""
    return passage_text(view, selection.start, selection.end)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (CHARACTER, "出"),
        (WORD, "他出门"),
        (SENTENCE, "他出门。"),
        (PARAGRAPH, "天亮了。他出门。走了很久。"),
        (SECTION, "一\n天亮了。他出门。走了很久。"),
    ],
)
def test_a_selection_begins_with_the_unit_around_a_place(unit: Steps, expected: str) -> None:
    """Its closing marks are in it."""
    assert said(OPEN, at(OPEN, "出门", unit)) == expected


def test_the_head_moves_on_and_back_over_the_anchor() -> None:
    """Sentences are added behind it, taken away again, and then added before it."""
    here = at(OPEN, "出门")

    on = stepped(OPEN, here, SENTENCE, 1)
    assert said(OPEN, on) == "他出门。走了很久。"
    assert stepped(OPEN, on, SENTENCE, -1) == here
    back = stepped(OPEN, here, SENTENCE, -1)
    assert said(OPEN, back) == "天亮了。他出门。"
    assert said(OPEN, stepped(OPEN, back, SENTENCE, 1)) == "他出门。"
    assert said(OPEN, stepped(OPEN, back, SENTENCE, 2)) == "他出门。走了很久。"


def test_a_part_of_a_sentence_can_be_selected_from_both_ends() -> None:
    """Steps by characters and words make it shorter; `o` goes to the other end."""
    here = at(OPEN, "出门")

    shorter = stepped(OPEN, here, CHARACTER, -2)
    assert said(OPEN, shorter) == "他出"
    assert said(OPEN, stepped(OPEN, swapped(OPEN, shorter), CHARACTER, 1)) == "出"


def test_words_are_latin_words_numbers_runs_of_han_and_groups_of_marks() -> None:
    """An apostrophe and a decimal point are inside of one."""
    here = at(OPEN, "Don", WORD)
    found = []
    for _step in range(7):
        found.append(said(OPEN, here))
        here = stepped(OPEN, here, WORD, 1)

    assert found == [
        "Don’t",
        "Don’t stop",
        "Don’t stop，",
        "Don’t stop，走到",
        "Don’t stop，走到3.14",
        "Don’t stop，走到3.14公里",
        "Don’t stop，走到3.14公里。",
    ]


def test_closed_regions_are_stepped_over_and_counted() -> None:
    """What is selected reaches over one; its text has nothing of it."""
    here = at(CLOSED, "走到")

    over = stepped(CLOSED, here, SENTENCE, 1)

    assert said(CLOSED, over) == "Don’t stop，走到3.14公里。\n他坐下。"
    assert len(closed_within(CLOSED, over.start, over.end)) == 1
    assert not closed_within(CLOSED, here.start, here.end)


def test_whole_sections_can_be_selected() -> None:
    """A section ends before the next heading."""
    here = at(OPEN, "路", SECTION)

    assert said(OPEN, here) == "路"
    assert said(OPEN, stepped(OPEN, here, SECTION, 1)) == "路\n一\n天亮了。他出门。走了很久。"
    assert stepped(OPEN, here, SECTION, 9).end == OPEN.end - 1


def test_a_selection_grows_to_whole_paragraphs() -> None:
    """At both ends."""
    two = stepped(OPEN, at(OPEN, "走了"), SENTENCE, 2)

    assert said(OPEN, grown(OPEN, two, PARAGRAPH)).startswith(
        "天亮了。他出门。走了很久。\n二\nDon’t"
    )


def test_the_head_goes_to_a_place_and_selects_what_stands_there() -> None:
    """Behind the anchor, before it, and inside it."""
    here = at(OPEN, "出门")
    place = WALK.text.index

    assert said(OPEN, moved_to(OPEN, here, place("很久"))) == "他出门。走了很"
    assert said(OPEN, moved_to(OPEN, here, place("亮了"))) == "亮了。他出门。"
    assert said(OPEN, moved_to(OPEN, here, place("出门"))) == "他出"


@st.composite
def walks(draw: st.DrawFn) -> tuple[View, list[Selection]]:
    """A document with regions open and closed, and the selections that some keys led through."""
    document: Document = draw(documents())
    ids = sorted(all_regions(document))
    view = View(document, frozenset(draw(st.sets(st.sampled_from(ids)))) if ids else frozenset())
    first = selected(view, draw(st.integers(0, view.end - 1)), draw(st.sampled_from(UNITS)))
    if first is None:
        return view, []
    found = [first]
    for _key in range(draw(st.integers(0, 6))):
        now = found[-1]
        kind = draw(st.integers(0, 7))
        if kind == 0:
            found.append(swapped(view, now))
        elif kind == 1:
            found.append(moved_to(view, now, draw(st.integers(0, view.end - 1))))
        elif kind == 2:
            found.append(grown(view, now, PARAGRAPH))
        else:
            unit, steps = draw(st.sampled_from(UNITS)), draw(st.sampled_from([-2, -1, 1, 2]))
            found.append(stepped(view, now, unit, steps))
    return view, found


at_any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A machine that does other things as well is no fault of a selection."""


@at_any_pace
@given(walks())
def test_a_selection_always_holds_its_anchor_and_ends_at_what_can_be_seen(
    walk: tuple[View, list[Selection]],
) -> None:
    """Whatever keys are pressed."""
    view, found = walk
    for one in found:
        assert one.start <= one.anchor[0] < one.anchor[1] <= one.end
        assert one.anchor[1] == one.end if one.is_back else one.anchor[0] == one.start
        assert not view.is_hidden(one.start)
        assert not view.is_hidden(one.end - 1)
        assert passage_text(view, one.start, one.end)


@at_any_pace
@given(walks(), st.sampled_from(UNITS))
def test_a_step_further_is_undone_by_a_step_back(
    walk: tuple[View, list[Selection]], unit: Steps
) -> None:
    """From where units end, in whichever direction the head looks."""
    view, found = walk
    for one in found:
        whole = grown(view, one, unit)
        starts_there = unit.next_start(view, whole.start - 1) == whole.start
        if not (starts_there and unit.previous_end(view, whole.end + 1) == whole.end):
            # A line end inside of a blank: it is selected, but of no unit.
            continue
        for steps in (1, -1):
            there = stepped(view, whole, unit, steps)
            again = stepped(view, there, unit, -steps)
            has_moved = (there.start, there.end) != (whole.start, whole.end)
            assert not has_moved or (again.start, again.end) == (whole.start, whole.end)


@at_any_pace
@given(walks(), st.sampled_from([20, 33, 60]))
def test_what_is_painted_as_selected_is_what_is_copied(
    walk: tuple[View, list[Selection]], measure: int
) -> None:
    """Letter by letter; blanks may be painted as gaps."""
    view, found = walk
    if re.search("[\U0001f1e6-\U0001f1ff]", view.text()):
        # Two halves of a flag that belong to two styles are painted as one, or not, as they come.
        return
    layout = Layout(view, Typography().at(measure))
    for one in found[-1:]:
        lay = Lay(one.start, one.end, "selection", fills=True)
        painted = ""
        for block in range(view.blocks):
            for line in layout.lines_of(block):
                starts = {id(run.text): run.start for run in line.runs}
                assert starts or not line.runs
                parts = laid_over(line, [lay], measure)
                own = "".join(run.text for run in line.runs)
                assert "".join(text for text, _roles in parts).startswith(own)
                column = 0
                of_essay = [n for run in line.runs for n in [run.start is not None] * len(run.text)]
                for text, roles in parts:
                    if "selection" in roles:
                        inside = of_essay[column : column + len(text)]
                        painted += "".join(
                            char for char, own in zip(text, inside, strict=False) if own
                        )
                    column += len(text)
        copied = clean.shown(passage_text(view, one.start, one.end))
        assert Counter("".join(painted.split())) == Counter("".join(copied.split()))
