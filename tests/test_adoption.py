"""An essay that was moved or retitled keeps what the reader did with it; no other essay gets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.essay import Essay, essay_id
from reader.library.state import State, merge, next_time
from reader.session import kept
from reader.session.adoption import adopted, settled
from reader.session.aliases import Aliases
from reader.session.session import Session
from reader.text.length import Length
from tests.shelves import again, called, offset_of, opened, session, write

NOON, LATER = "2025-03-09T12:00:00.000Z", "2025-03-09T16:00:00.000Z"

WALK = """\
雨天散步

下雨的时候，街上没有人。他撑着伞走了很远，一直走到江边，看见一条船慢慢地开过去。

##paidbegin##船上的人向他挥手。他也挥了挥手，虽然他并不认识那个人，后来也再没有见过他。##paidend##

雨停了以后，他把伞收起来，沿着原路走回家去，路上的水洼里都是天空的颜色。
"""


# By hand: from a state and some essays to the next state.


def essay(name: str, title: str = "雨", fingerprint: str = "f0", end: int = 1_000) -> Essay:
    """An essay in a source of its own."""
    path = Path(f"/library/{name}")
    length = Length(end)
    return Essay(
        essay_id(str(path)), path, 0, title, "", "", "zh", (), length, end, fingerprint, ()
    )


def read(essay: Essay, state: State | None = None) -> State:
    """A state in which *essay* was read, marked and unlocked."""
    state = kept.with_essay(
        state or State(), NOON, essay.id, place={"start": 7}, opened=NOON, **kept.identity(essay)
    )
    state = kept.with_regions(state, NOON, essay.id, {"r0": True})
    return kept.with_bookmark(
        state, NOON, essay=essay.id, title=essay.title, place={"exact": essay.title}
    )[0]


def adopt(
    state: State, *essays: Essay, missing: Callable[[Path], bool] = lambda path: True
) -> State:
    """The next state, when only *essays* are there."""
    return adopted(state, LATER, essays, missing)


def has_all(state: State, essay: Essay) -> bool:
    """Whether all that `read` did was done with *essay*."""
    return (
        kept.essay_state(state, essay.id).place == {"start": 7}
        and kept.open_regions(state, essay.id, ("r0",)) == {"r0"}
        and len(kept.bookmarks(state, essay.id)) == 1
    )


def has_nothing(state: State, essay: Essay) -> bool:
    """Whether nothing is kept of *essay*."""
    return (
        kept.essay_state(state, essay.id).place is None
        and not kept.open_regions(state, essay.id, ("r0",))
        and not kept.bookmarks(state, essay.id)
    )


def test_a_moved_essay_is_known_by_its_text() -> None:
    """Place, regions and bookmarks go with it, whatever it is called now."""
    old, new = essay("rain.txt"), essay("old/rain.txt", title="大雨")

    state = adopt(read(old), new)

    assert has_all(state, new)
    assert has_nothing(state, old)


def test_an_edited_essay_is_known_by_title_and_length() -> None:
    """A typo or two may have been fixed on the way; half of it may not be new."""
    old = essay("rain.txt", fingerprint="f0", end=1_000)

    nearly = essay("new.txt", fingerprint="f1", end=1_010)
    other = essay("new.txt", fingerprint="f1", end=1_500)
    retitled = essay("new.txt", "雪", fingerprint="f1", end=1_000)

    assert has_all(adopt(read(old), nearly), nearly)
    assert has_nothing(adopt(read(old), other), other)
    assert has_nothing(adopt(read(old), retitled), retitled)


def test_between_two_candidates_nothing_is_done() -> None:
    """Two copies of the text, two essays of the title, two that were read, are gone, and differ."""
    old, twin = essay("rain.txt"), essay("twin.txt")
    new, copy = essay("new.txt"), essay("copy.txt")
    edited, edited_copy = (essay(f"{n}.txt", fingerprint=f"f{n}") for n in (1, 2))

    for state, essays in (
        (read(old), (new, copy)),
        (read(old), (edited, edited_copy)),
        (read(twin, read(old)), (edited,)),
    ):
        assert adopt(state, *essays) is state


def test_a_choice_of_texts_is_not_made_by_title() -> None:
    """Two copies are two candidates, though only one of them kept the title."""
    old = essay("rain.txt")
    state = read(old)

    assert adopt(state, essay("new.txt"), essay("copy.txt", title="雪")) is state


def test_who_is_there_keeps_everything() -> None:
    """A copy of an essay that was read is an essay that was not."""
    old, copy = essay("rain.txt"), essay("copy.txt")
    state = read(old)

    assert adopt(state, old, copy) is state


def test_who_may_come_back_keeps_everything() -> None:
    """Of a source that no one has looked at, or on a disk that is away, nothing is known."""
    state = read(essay("rain.txt"))

    assert adopt(state, essay("copy.txt"), missing=lambda path: False) is state


def test_who_was_read_adopts_no_other_text() -> None:
    """Places and bookmarks of two texts are never mixed; one that was only opened has none."""
    old, new = essay("rain.txt"), essay("new.txt")
    edited = essay("edited.txt", fingerprint="f1", end=1_001)
    was_read = read(edited, read(old))
    was_opened = kept.with_essay(read(old), LATER, new.id, opened=LATER, **kept.identity(new))

    assert adopt(was_read, edited) is was_read
    state = adopt(was_opened, new)
    assert has_all(state, new)
    assert kept.essay_state(state, new.id).opened == LATER


def test_what_was_kept_of_one_text_comes_together() -> None:
    """Read on two machines, or twice on this one: all bookmarks, and the later place."""
    here = essay("rain.txt")
    there, elsewhere = essay("a/rain.txt"), essay("b/rain.txt", title="大雨")
    state = read(elsewhere, read(there, read(here)))
    state = kept.with_essay(state, LATER, there.id, place={"start": 9}, opened=LATER, read=[[0, 5]])

    state = adopt(state, here)

    assert len(kept.bookmarks(state, here.id)) == 3
    assert kept.essay_state(state, here.id).place == {"start": 9}
    assert kept.essay_state(state, here.id).read == ((0, 5),)
    assert has_nothing(state, there)
    assert has_nothing(state, elsewhere)


# Aliases.


def test_two_machines_that_adopt_at_once_agree() -> None:
    """Each gives its own essay what the other's had; the smaller id is meant, on both."""
    one, other = essay("home/one/rain.txt"), essay("home/other/rain.txt")
    both = read(other, read(one))
    apart = adopt(both, one), adopt(both, other)
    smaller = min(one.id, other.id)

    state = merge(*apart)
    settled_state = settled(state, next_time(state, 0), [one])

    aliases = Aliases(settled_state)
    assert aliases.of(one) == aliases.of(other) == smaller
    assert len(kept.bookmarks(settled_state, smaller)) == 2
    assert settled(settled_state, LATER, [other]) is settled_state
    assert merge(settled_state, settled(state, next_time(state, 0), [other])) == settled_state


def test_an_alias_whose_id_another_text_has_is_none() -> None:
    """A new essay that lies where the old one lay."""
    old, new = essay("rain.txt"), essay("moved.txt")
    state = adopt(read(old), new)
    assert Aliases(state).of(old) == new.id
    another = essay("rain.txt", title="雪", fingerprint="f9")

    state = settled(state, LATER, [another, new])

    assert Aliases(state).of(another) == another.id
    assert state.get(f"alias:{old.id}") is None
    assert has_all(state, new)


def test_short_texts_are_alike_by_chance() -> None:
    """A stub is adopted only by one with its title."""
    old = essay("a.txt", end=20)
    stub, other = essay("b.txt", end=20), essay("b.txt", "雪", end=20)

    assert has_all(adopt(read(old), stub), stub)
    assert has_nothing(adopt(read(old), other), other)


def test_adopting_twice_is_adopting_once() -> None:
    """The next scan finds nothing to do."""
    old, new = essay("rain.txt"), essay("new.txt")
    state = adopt(read(old), new)

    assert adopt(state, new) is state


def test_a_deleted_bookmark_comes_back_into_the_right_essay() -> None:
    """It goes along as what it is: deleted."""
    old, new = essay("rain.txt"), essay("new.txt")
    state = read(old)
    (mark,) = kept.bookmarks(state)
    state = adopt(state.delete(mark.id, NOON), new)
    assert kept.bookmarks(state) == []

    state = state.put(mark.id, kept.BOOKMARK, "2025-03-09T20:00:00.000Z")

    assert [each.essay for each in kept.bookmarks(state)] == [new.id]


def test_what_a_newer_reader_keeps_of_an_essay_goes_along() -> None:
    """Any record that names it."""
    old, new = essay("rain.txt"), essay("new.txt")
    state = read(old).put("note:1", "note", NOON, essay=old.id, text="?")

    assert adopt(state, new).records["note:1"].fields == {"essay": new.id, "text": "?"}


# With files.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an essay that is going to be moved."""
    write(tmp_path / "library" / "walk.txt", WALK)
    return tmp_path / "library"


def has_read(now: Session, title: str) -> int:
    """Read an essay: unlock it, mark a sentence, leave it. Gives where."""
    reading = opened(now, title)
    reading, _ticket = now.regions.turn_all(reading)
    reading, _mark, _ticket = now.marks.keep(reading, offset_of(reading, "雨停了"))
    now.leave(reading, offset_of(reading, "雨停了"), reading.view.end)
    return offset_of(reading, "雨停了")


def test_an_essay_that_was_renamed_is_left_where_it_was(folder: Path) -> None:
    """Its file has another name, in another folder; the reader notices nothing."""
    now = session(folder)
    offset = has_read(now, "雨天散步")
    (folder / "old").mkdir()
    (folder / "walk.txt").rename(folder / "old" / "a walk in the rain.txt")

    later = again(now)

    reading = opened(later, "雨天散步")
    assert later.position(reading)[0] == offset
    assert not reading.view.closed
    assert [found.start for found in reading.marks] == [offset]


def test_an_essay_that_was_moved_is_known_when_it_is_opened_by_name(folder: Path) -> None:
    """Also outside of the library, before anything was scanned."""
    now = session(folder)
    offset = has_read(now, "雨天散步")
    moved = (folder / "walk.txt").rename(folder.parent / "elsewhere.txt")

    later = session(moved, state=now.state)

    assert later.position(opened(later, "雨天散步"))[0] == offset


def test_a_copy_of_an_essay_is_another_one(folder: Path) -> None:
    """As long as the first is there, wherever the copy is opened."""
    now = session(folder)
    offset = has_read(now, "雨天散步")
    copy = write(folder.parent / "copy.txt", WALK)

    beside = session(copy, state=now.state)

    assert beside.position(opened(beside, "雨天散步")) == (0, 0)
    assert opened(beside, "雨天散步").view.closed
    assert again(now).position(opened(again(now), "雨天散步"))[0] == offset


def test_an_essay_on_a_disk_that_is_away_waits_for_it(folder: Path) -> None:
    """A copy that is found meanwhile is another essay."""
    copy = write(folder.parent / "other" / "copy.txt", WALK)
    now = session(folder)
    offset = has_read(now, "雨天散步")
    away = folder.rename(folder.with_name("away"))

    meanwhile = session(folder, copy.parent, state=now.state)
    assert meanwhile.position(opened(meanwhile, "雨天散步")) == (0, 0)
    away.rename(folder)

    later = session(folder, copy.parent, state=meanwhile.state)
    assert later.position(opened(later, "雨天散步"))[0] == offset


def test_an_essay_whose_title_was_corrected_is_the_same(tmp_path: Path) -> None:
    """In a collection ids are made of titles; the text behind the title tells who is who."""
    pair = """\
两位邻居
（2篇）
两位邻居
楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。
冬天有一只小炉子，炉子上总煨着一壶茶，来的人都喝一杯，坐一会儿，再回到雪里去。雨停了他就走。

两位邻居2
楼上的周老师教了三十年的数学，她的窗台上有十一盆薄荷，夏天整条巷子都是薄荷的气味。
"""
    source = write(tmp_path / "pair.txt", pair)
    now = session(source)
    offset = has_read(now, "两位邻居")

    write(source, pair.replace("两位邻居", "两个邻居"))

    later = again(now)
    assert called(later, "两个邻居").id != called(now, "两位邻居").id
    assert later.position(opened(later, "两个邻居"))[0] == offset
    assert later.position(opened(later, "两个邻居2")) == (0, 0)


def test_an_essay_that_came_back_is_the_same(folder: Path) -> None:
    """Moved away and back again: its old id leads to the new one."""
    now = session(folder)
    offset = has_read(now, "雨天散步")
    (folder / "walk.txt").rename(folder / "moved.txt")
    later = again(now)
    (folder / "moved.txt").rename(folder / "walk.txt")

    last = again(later)

    assert called(last, "雨天散步").id == called(later, "雨天散步").id
    reading = opened(last, "雨天散步")
    assert last.position(reading)[0] == offset
    assert len(reading.marks) == 1


# Split, joined, rewritten.

ONE = """\
邻居

一、楼下

楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。

二、楼上

楼上的周老师教了三十年的数学，她的窗台上有十一盆薄荷，夏天整条巷子都是薄荷的气味。
"""
DOWN, UP = (
    "楼下的人\n\n楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。\n",
    "楼上的人\n\n楼上的周老师教了三十年的数学，她的窗台上有十一盆薄荷，夏天整条巷子都是薄荷的气味。\n",
)


def keep(now: Session, title: str, *passages: str) -> None:
    """Keep passages of an essay, and leave it at the last."""
    reading = opened(now, title)
    for words in passages:
        at = offset_of(reading, words)
        reading, _mark, _ticket = now.marks.keep(reading, at, end=at + len(words))
    now.leave(reading, at, reading.view.end)


def kept_in(now: Session, title: str) -> list[str]:
    """The passages that are kept of an essay, and stand in it."""
    return [found.bookmark.quotation for found in opened(now, title).marks if found.how != "lost"]


def test_an_essay_that_was_split_brings_its_bookmarks_along(tmp_path: Path) -> None:
    """Each goes to the part that has it, and the place too; joined again, they are together."""
    write(tmp_path / "neighbours.txt", ONE)
    now = session(tmp_path)
    keep(now, "邻居", "鞋底会说话", "十一盆薄荷")
    (tmp_path / "neighbours.txt").unlink()
    write(tmp_path / "down.txt", DOWN)
    write(tmp_path / "up.txt", UP)

    split = again(now)

    assert kept_in(split, "楼下的人") == ["鞋底会说话"]
    assert kept_in(split, "楼上的人") == ["十一盆薄荷"]
    reading = opened(split, "楼上的人")
    assert split.position(reading)[0] == offset_of(reading, "十一盆薄荷")
    assert again(split).state is split.state or again(split).state == split.state

    for name in ("down.txt", "up.txt"):
        (tmp_path / name).unlink()
    write(tmp_path / "neighbours.txt", ONE.replace("四十年", "四十一年"))
    joined = again(split)
    assert sorted(kept_in(joined, "邻居")) == sorted(["鞋底会说话", "十一盆薄荷"])


def test_a_source_that_became_a_collection_keeps_everything(tmp_path: Path) -> None:
    """Its essays are new ones, in the same file."""
    source = write(tmp_path / "neighbours.txt", ONE)
    now = session(tmp_path)
    keep(now, "邻居", "鞋底会说话", "十一盆薄荷")
    more = "冬天有一只小炉子，炉子上总煨着一壶茶，来的人都喝一杯，坐一会儿，再回到雪里去。\n"
    down, up = (part.splitlines()[2] + "\n" for part in (DOWN, UP))
    write(source, f"两位邻居\n（2篇）\n两位邻居\n{down}{more}\n两位邻居2\n{up}{more}")

    later = again(now)

    found = {words for essay in later.essays for words in kept_in(later, essay.title)}
    assert len(later.essays) == 2
    assert found == {"鞋底会说话", "十一盆薄荷"}


def test_an_essay_that_was_rewritten_and_moved_keeps_what_is_left(tmp_path: Path) -> None:
    """By its title and its passages; one that is gone from the text stays with what it was."""
    write(tmp_path / "old" / "neighbours.txt", ONE)
    now = session(tmp_path)
    keep(now, "邻居", "十一盆薄荷", "鞋底会说话")
    (tmp_path / "old" / "neighbours.txt").unlink()
    rewritten = ONE.replace("他说，鞋底会说话，", "").replace(
        "楼上的周老师", "很多年以前，楼上的周老师"
    )
    write(tmp_path / "new" / "people.txt", rewritten)

    later = again(now)

    assert kept_in(later, "邻居") == ["十一盆薄荷"]
    assert len(kept.bookmarks(later.state)) == 2


def test_a_passage_that_two_essays_hold_goes_to_neither(tmp_path: Path) -> None:
    """Who knows which."""
    write(tmp_path / "neighbours.txt", ONE)
    now = session(tmp_path)
    keep(now, "邻居", "鞋底会说话")
    (tmp_path / "neighbours.txt").unlink()
    write(tmp_path / "down.txt", DOWN)
    write(tmp_path / "copy.txt", DOWN + "\n还有一句。\n")

    later = again(now)

    assert kept_in(later, "楼下的人") == []
    assert len(kept.bookmarks(later.state)) == 1
