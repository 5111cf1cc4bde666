"""Steps through a text: sentences, paragraphs, sections; closed regions are stepped over."""

from collections.abc import Callable

from hypothesis import given

from reader.text import motion
from reader.text.document import Document
from reader.text.view import View
from tests.documents import all_regions, documents, essay

Step = Callable[[View, int], int | None]

WALK = essay(
    "路",
    "# 一",
    "天亮了。他出门。",
    "---",
    "# 二",
    "走了⟦很久。没人知道。",
    "到了。⟧他坐下。天黑了。",
)
CLOSED, OPEN = View(WALK), View(WALK, all_regions(WALK))


def walk(view: View, step: Step, start: int) -> list[str]:
    """What stands at each place that steps lead to, three code points of it."""
    found = []
    at = step(view, start)
    while at is not None:
        found.append(view.text(at, at + 3).split("\n")[0])
        at = step(view, at)
    return found


def test_sentence_by_sentence() -> None:
    """Headings count; ornaments do not."""
    assert walk(OPEN, motion.next_sentence, 0) == [
        "一",
        "天亮了",
        "他出门",
        "二",
        "走了很",
        "没人知",
        "到了。",
        "他坐下",
        "天黑了",
    ]
    assert walk(OPEN, motion.previous_sentence, OPEN.end) == [
        *walk(OPEN, motion.next_sentence, 0)[::-1],
        "路",
    ]


def test_paragraph_by_paragraph() -> None:
    """From inside a paragraph, back leads to its own beginning."""
    assert walk(OPEN, motion.next_paragraph, 0) == ["一", "天亮了", "二", "走了很", "到了。"]
    assert motion.previous_paragraph(OPEN, WALK.text.index("出门")) == WALK.text.index("天亮")


def test_section_by_section() -> None:
    """Back from inside a section is its own heading; before the first is the top."""
    first, second = (section.start for section in WALK.sections)

    assert motion.next_section(OPEN, 0) == first
    assert motion.next_section(OPEN, second) is None
    assert motion.previous_section(OPEN, OPEN.end) == second
    assert motion.previous_section(OPEN, second) == first
    assert motion.previous_section(OPEN, first) == 0
    assert motion.previous_section(OPEN, 0) is None


def test_closed_regions_are_stepped_over() -> None:
    """In both directions; what goes on behind one is a paragraph and a sentence of its own."""
    assert walk(CLOSED, motion.next_sentence, WALK.text.index("二")) == ["走了", "他坐下", "天黑了"]
    assert walk(CLOSED, motion.next_paragraph, WALK.text.index("二")) == ["走了", "他坐下"]
    assert motion.previous_sentence(CLOSED, WALK.text.index("他坐")) == WALK.text.index("走了")
    assert motion.next_sentence(CLOSED, WALK.text.index("没人")) == WALK.text.index("他坐")


@given(documents())
def test_no_step_leads_into_a_closed_region(document: Document) -> None:
    """Steps go strictly on, or strictly back, and what stands there can be seen."""
    view = View(document)

    for at in range(view.end):
        for step in (motion.next_sentence, motion.next_paragraph):
            found = step(view, at)
            assert found is None or (found > at and not view.is_hidden(found))
        for step in (motion.previous_sentence, motion.previous_paragraph):
            found = step(view, at)
            assert found is None or (found < at and not view.is_hidden(found))
