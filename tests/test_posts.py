"""Markdown with several headings of the highest level: several essays, or one."""

import pytest

from reader.formats import Parsed, read
from reader.text.corrections import Corrections
from tests import laws

LONG = "那天下着雨，路上没有人。我走到桥上，看见水涨了许多，岸边的柳树低着头。" * 4


def parsed(text: str, corrections: Corrections = Corrections()) -> Parsed:  # noqa: B008
    found = read(text.encode(), "all.md", corrections=corrections)
    laws.check(found)
    laws.check_nothing_leaks(found)
    return found


def titles(text: str) -> list[str]:
    return [document.title for document in parsed(text).documents]


def posts(*names: str, below: str = "", between: str = "", level: int = 1) -> str:
    """Parts that begin with the headings *names*."""
    return f"{between}\n\n".join(f"{'#' * level} {name}\n\n{below}\n\n{LONG}\n\n" for name in names)


@pytest.mark.parametrize(
    "text",
    [
        posts("雨", "晴", "风", below="*2024-05-01*"),
        posts("雨", "晴", "风", below="作者：张三"),
        posts("雨", "晴", "风", between="---"),
        posts("篇一：雨", "篇二：晴", "篇三：风"),
        "# 学习心得（3篇）\n\n" + posts("雨", "晴", "风", level=2),
        "# 山居散文集\n\n" + posts("雨", "晴", "风", level=2),
    ],
)
def test_several_essays_have_something_that_says_so(text: str) -> None:
    """A date or a name below each title, a rule above, a number, the name of the whole."""
    assert [title[-1] for title in titles(text)] == ["雨", "晴", "风"]


@pytest.mark.parametrize(
    "text",
    [
        posts("雨", "晴", "风"),
        posts("第一章 雨", "第二章 晴", "第三章 风", between="---"),
        posts("Introduction", "Usage", "License"),
        "# 雨\n\n" + posts("早晨", "中午", "晚上", level=2, between="---"),
        "# 雨\n\n*2024-05-01*\n\n短。\n\n# 晴\n\n*2024-05-02*\n\n短。\n",
        "---\ntitle: 全书\n---\n\n" + posts("雨", "晴", between="---"),
    ],
)
def test_what_says_nothing_of_that_is_one_essay(text: str) -> None:
    """Chapters, sections of a post, short entries, and what has a title of its own."""
    assert len(titles(text)) == 1


def test_each_essay_has_its_own_author_date_and_notes() -> None:
    """A note goes where the text refers to it, wherever it is defined."""
    text = f"# 雨\n\n作者：李四\n\n{LONG}[^a]\n\n# 晴\n\n作者：张三\n\n{LONG}[^b]\n\n[^a]: 甲\n[^b]: 乙\n"
    first, second = parsed(text).documents

    assert (first.author, second.author) == ("李四", "张三")
    assert first.text.endswith("[1]\n甲\n")
    assert second.text.endswith("[2]\n乙\n")
    assert first.source_span[1] == second.source_span[0] == text.index("# 晴")


def test_a_paid_note_is_closed_in_whatever_essay_refers_to_it() -> None:
    """Also if it stands in the part of another one, or nothing refers to it."""
    for label in ("a", "none"):
        text = (
            f"# 雨\n\n作者：张三\n\n{LONG}[^{label}]\n\n##paidbegin##\n\n[^a]: 秘密\n\n##paidend##\n\n"
            f"# 晴\n\n作者：李四\n\n{LONG}\n"
        )
        found = parsed(text).documents
        hidden = [document.text[r.start : r.end] for document in found for r in document.regions]

        assert (len(found), hidden) == (2, ["秘密"])


def test_a_paid_note_above_the_first_essay_is_closed() -> None:
    """Where it is a part of none."""
    above = "##paidbegin##\n\n[^a]: 秘密\n\n##paidend##\n\n"
    text = above + posts("雨", "晴", below="作者：张三").replace(LONG, f"{LONG}[^a]", 1)
    first, _second = parsed(text).documents

    assert [first.text[r.start : r.end] for r in first.regions] == ["秘密"]


def test_paid_text_runs_through_several_essays() -> None:
    """It becomes a region in each."""
    text = posts("雨", "晴", below="*2024-05-01*").replace("那天", "##paidbegin##那天", 1)
    found = parsed(text).documents

    assert [len(document.regions) for document in found] == [1, 1]


def test_library_yaml_has_the_last_word() -> None:
    """One essay, or the lines that essays begin with."""
    text = posts("雨", "晴", "风", below="*2024-05-01*")
    one = parsed(text, Corrections(essays=("one",)))
    two = parsed(posts("雨", "晴", "风"), Corrections(essays=("雨", "风")))

    assert len(one.documents) == 1
    assert [document.title for document in two.documents] == ["雨", "风"]
    assert [ground.why for ground in two.documents[1].grounds] == ["library.yaml says so"]
