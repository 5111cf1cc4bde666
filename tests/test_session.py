"""What a reader can do without a screen: open, leave, mark, unlock, and find it all as it was."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.sources import SHIPPED, STANDARD_INPUT, Root
from reader.library.state import State, merge
from reader.library.state.text import dump
from reader.session import kept
from reader.session.folders import library_roots
from reader.session.history import Deed
from reader.session.session import Session
from reader.text.typography import NARROWEST
from tests.shelves import again, called, offset_of, opened, session, write

NEIGHBOURS = """\
楼下的鞋匠
楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。
一、鞋摊
鞋摊在楼梯口，冬天有一只小炉子。来修鞋的人都喜欢在那里多坐一会儿，听他讲从前的事情。
##paidbegin##二、炉子
炉子上总煨着一壶茶。茶叶是从很远的地方寄来的，他从来不说是谁寄的，也没有人问过他。
有一年冬天，茶叶没有来。##paidend##
三、茶
茶凉了，他就收摊。第二天早上，炉子又生起来了，楼道里又有了烟火的气味。
"""
SECRET = "茶叶是从很远的地方寄来的"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one essay that has a paid region, and one without."""
    folder = tmp_path / "library"
    write(folder / "cobbler.txt", NEIGHBOURS)
    write(
        folder / "rain.md",
        "# Rain\n\nIt rained all night. Nobody was in the street.\n\nThen it stopped.\n",
    )
    return folder


# Opening and leaving.


def test_an_essay_is_opened_where_it_was_left(folder: Path) -> None:
    """Exactly, and with the rows of air that stood above."""
    now = session(folder)
    reading = opened(now, "Rain")
    offset = offset_of(reading, "Nobody")

    now.leave(reading, offset, offset + 20, lead=1)

    later = again(now)
    assert later.position(opened(later, "Rain")) == (offset, 1)


def test_every_place_is_found_again_exactly(folder: Path) -> None:
    """At any offset, line ends and the very end too."""
    now = session(folder)
    reading = opened(now, "Rain")

    for offset in range(reading.view.end + 1):
        now.leave(reading, offset, offset)
        assert now.position(reading) == (offset, 0)


def test_an_essay_is_opened_at_its_beginning_at_first(folder: Path) -> None:
    """There is no place before it was ever left."""
    now = session(folder)

    assert now.position(opened(now, "Rain")) == (0, 0)


def test_what_was_read_for_the_page_is_not_read_again_for_the_list(tmp_path: Path) -> None:
    """A scan that follows takes what is there, until the file looks different."""
    file = write(tmp_path / "rain.md", "# Rain\n\nIt rained.\n")
    roots = [Root.at(file)]
    now = Session(State(), roots, Catalogue(roots, Index(None)))
    now.hold_source(file)
    before = file.stat()

    write(file, "# Snow\n\nIt snowed.\n")
    os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))
    found = [essay.title for essay in now.scan().essays]
    file.touch()

    assert found == ["Rain"]
    assert [essay.title for essay in now.scan().essays] == ["Snow"]


def test_a_place_survives_an_edit_before_it(folder: Path) -> None:
    """The same sentence stands on top, wherever it is now."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    now.leave(reading, offset_of(reading, "茶凉了"), reading.view.end)

    write(folder / "cobbler.txt", NEIGHBOURS.replace("四十年的鞋", "整整四十一年的布鞋"))

    later = again(now)
    reading = opened(later, "楼下的鞋匠")
    assert later.position(reading) == (offset_of(reading, "茶凉了"), 0)


def test_among_places_alike_the_one_is_taken_that_the_edit_leads_to(tmp_path: Path) -> None:
    """A bookmark would be lost; a page must begin somewhere, and most likely here."""
    steps = [f"第{n}步。路很长，走的人不急；走到第{n}步，停下来看一看。" * 4 for n in range(60)]
    path = write(tmp_path / "walk.md", "# 长路\n\n" + "\n\n".join(steps) + "\n")
    now = session(path)
    reading = opened(now, "长路")
    now.leave(reading, offset_of(reading, "第20步"), reading.view.end)

    write(path, "# 长路\n\n出门之前，先看一眼天。\n\n" + "\n\n".join(steps) + "\n")

    later = again(now)
    reading = opened(later, "长路")
    assert later.position(reading)[0] == offset_of(reading, "第20步")


def test_who_was_at_the_beginning_stays_there_when_it_is_cut_off(tmp_path: Path) -> None:
    """However much a later part looks like what stood there."""
    steps = [
        f"Step {n}. It rained, and the sun came out over river number {n}." for n in range(1, 80)
    ]
    path = write(tmp_path / "walk.txt", "\n\n".join(["A Walk", *steps]) + "\n")
    now = session(path)
    reading = opened(now, "A Walk")
    now.leave(reading, 0, reading.view.end)

    write(path, "\n\n".join(steps[1:]) + "\n")

    later = again(now)
    assert later.position(later.open(later.essays[0])) == (0, 0)


def test_a_place_that_is_lost_is_about_as_far_down(folder: Path) -> None:
    """Where everything was rewritten, nothing better can be known."""
    now = session(folder)
    reading = opened(now, "Rain")
    now.leave(reading, reading.view.end // 2, reading.view.end)

    write(folder / "rain.md", "# Rain\n\n" + "全部重新写过了。" * 40 + "\n")

    later = again(now)
    reading = opened(later, "Rain")
    assert reading.view.end * 0.4 < later.position(reading)[0] < reading.view.end * 0.6


@pytest.mark.parametrize("place", [{}, {"start": "x"}, {"start": 10, "length": 5}, {"exact": 3}, 7])
def test_a_place_that_a_person_spoiled_is_none(folder: Path, place: object) -> None:
    """The state file may be edited by hand; reading goes on at the beginning."""
    now = session(folder)
    essay = called(now, "Rain")
    now.publish(kept.with_essay(now.state, now.now(), essay.id, place=place))

    assert now.position(now.open(essay)) == (0, 0)


def test_an_essay_is_finished_when_it_was_read_not_when_its_end_was_seen(folder: Path) -> None:
    """Progress goes to and fro with the page; what was read adds up, and finished stays finished."""
    now = session(folder)
    reading = opened(now, "Rain")
    end = reading.view.end

    now.leave(reading, 0, end // 2)
    half = kept.essay_state(now.state, reading.essay.id)
    now.leave(reading, 0, end, read=((0, end // 2),))
    nearly = kept.essay_state(now.state, reading.essay.id)
    now.leave(reading, 0, end, read=((end // 2, end),))
    now.leave(reading, 0, end // 4)
    done = kept.essay_state(now.state, reading.essay.id)

    assert 0.48 < half.progress <= 0.5
    assert nearly.progress == 1
    assert 0.23 < done.progress <= 0.25
    assert done.read == ((0, end),)
    assert (half.finished, nearly.finished, done.finished) == (False, False, True)


def test_leaving_where_one_was_changes_nothing(folder: Path) -> None:
    """No save is worth asking for."""
    now = session(folder)
    reading = opened(now, "Rain")
    now.leave(reading, 5, 40)
    before = now.state

    now.leave(reading, 5, 40)

    assert now.state is before


def test_the_essay_opened_last_is_known(folder: Path) -> None:
    """Also at the next start, and without an index; one that is gone is passed over."""
    now = session(folder)
    now.note_opened(opened(now, "Rain"))
    now.note_opened(opened(now, "楼下的鞋匠"))

    later = again(now)
    assert later.last_read() == called(later, "楼下的鞋匠")
    (folder / "cobbler.txt").unlink()
    assert again(now).last_read() == called(now, "Rain")


def test_an_essay_that_is_no_longer_there_is_a_sentence(folder: Path) -> None:
    """Its source is gone, or holds less than it did."""
    now = session(folder)
    rain = called(now, "Rain")
    (folder / "rain.md").unlink()

    with pytest.raises(SourceError, match=r"rain\.md: there is no such file"):
        now.open(rain)


def test_a_source_is_parsed_once_while_it_is_as_it_was(folder: Path) -> None:
    """Going to and fro costs nothing; a change is seen at the next opening."""
    now = session(folder)
    first = opened(now, "楼下的鞋匠").view.regions
    opened(now, "Rain")
    assert opened(now, "楼下的鞋匠").view.regions is first

    write(folder / "cobbler.txt", NEIGHBOURS.replace("鞋摊", "小摊"))

    assert "小摊" in opened(now, "楼下的鞋匠").view.text()


# Paid regions.


def test_regions_are_closed_at_first_and_opened_one_by_one(folder: Path) -> None:
    """What was opened is open at the next start; `turn` closes it again."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    (region,) = reading.view.regions
    assert SECRET not in reading.view.text()
    assert now.regions.closed_count(reading.essay) == 1

    reading, _ticket = now.regions.turn(reading, region.id)

    assert SECRET in reading.view.text()
    later = again(now)
    reading = opened(later, "楼下的鞋匠")
    assert SECRET in reading.view.text()
    assert later.regions.closed_count(reading.essay) == 0
    assert SECRET not in later.regions.turn(reading, region.id)[0].view.text()


def test_a_region_stays_open_when_a_typo_is_fixed_elsewhere(folder: Path) -> None:
    """Its id is made of what it begins with itself."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    now.regions.turn(reading, reading.view.regions[0].id)

    fixed = NEIGHBOURS.replace("四十年", "四十二年").replace("烟火的气味", "烟火气")
    write(folder / "cobbler.txt", fixed.replace("也没有人问过他", "也从来没有人问过"))

    assert SECRET in opened(again(now), "楼下的鞋匠").view.text()


def test_all_regions_turn_together(tmp_path: Path) -> None:
    """If one is closed all are opened, if all are open all are closed."""
    paid = "##paidbegin##{}##paidend##\n"
    text = "".join("天晴了。" + paid.format(f"第{n}段的内容，没有人知道。") for n in "一二三")
    now = session(write(tmp_path / "a.txt", "雨\n" + text))
    reading = opened(now, "雨")
    reading, _ticket = now.regions.turn(reading, reading.view.regions[1].id)

    opened_all, _ticket = now.regions.turn_all(reading)
    closed_all, _ticket = now.regions.turn_all(opened_all)

    assert [len(each.view.closed) for each in (reading, opened_all, closed_all)] == [2, 0, 3]


def test_thousands_of_regions_turn_in_a_moment(tmp_path: Path) -> None:
    """One merge, not one for each."""
    paid = "".join(f"第{n}段。##paidbegin##第{n}段的内容。##paidend##\n" for n in range(2_000))
    now = session(write(tmp_path / "a.txt", "雨\n\n" + paid))
    reading = now.open(now.essays[0])
    saved: list[State] = []
    now.on_state = lambda state, at_once: saved.append(state)

    reading, _ticket = now.regions.turn_all(reading)

    assert len(reading.view.regions) == 2_000
    assert not reading.view.closed
    assert len(saved) == 1


# Closed means closed: in the state too.


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 250), st.integers(0, 250))
def test_nothing_closed_gets_into_a_place(start: int, end: int) -> None:
    """Wherever a mark is set and a page is left, the state holds no word of the closed region."""
    source = {STANDARD_INPUT: NEIGHBOURS.replace("茶", "秘").encode()}
    now = session(given=source)
    reading = now.open(now.essays[0])
    (region,) = reading.view.regions
    start, end = sorted((min(start, reading.view.end), min(end, reading.view.end)))

    now.leave(reading, start, end)
    reading, _mark, _ticket = now.marks.keep(reading, start)
    now.marks.keep(reading, start, end=end)

    everything = reading.through(frozenset({region.id})).view.text()
    closed = everything[region.start : region.end].split("\n")[1]
    written = json.dumps(json.loads(dump(now.state)), ensure_ascii=False)
    assert not any(closed[at : at + 4] in written for at in range(len(closed) - 3))


def test_a_page_left_inside_a_closed_region_is_found_there_again(folder: Path) -> None:
    """The offset is kept, its words are not."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    inside = offset_of(reading, SECRET)

    now.leave(reading, inside, reading.view.end)

    later = again(now)
    assert later.position(opened(later, "楼下的鞋匠")) == (inside, 0)


# Bookmarks.


def test_a_mark_keeps_the_sentence_from_there_on(folder: Path) -> None:
    """With its section and title; blanks are left out."""
    now = session(folder)
    reading = opened(now, "Rain")

    reading, mark_id, _ticket = now.marks.keep(reading, offset_of(reading, " Nobody"))

    (mark,) = now.marks.all()
    assert mark.id == mark_id
    assert mark.quotation == "Nobody was in the street."
    assert mark.title == "Rain"
    assert [(found.start, found.how) for found in reading.marks] == [
        (offset_of(reading, "Nobody"), "exact")
    ]


def test_a_passage_is_kept_as_it_was_chosen(folder: Path) -> None:
    """From one offset to another."""
    now = session(folder)
    reading = opened(now, "Rain")
    start = offset_of(reading, "rained")

    now.marks.keep(reading, start, end=start + len("rained all"))

    assert now.marks.all()[0].quotation == "rained all"


def test_marks_stand_in_the_order_of_the_text(folder: Path) -> None:
    """Lost ones last; they are about where they were."""
    now = session(folder)
    reading = opened(now, "Rain")
    for words in ("Then it", "It rained", "Nobody"):
        reading, _mark, _ticket = now.marks.keep(reading, offset_of(reading, words))
    write(
        folder / "rain.md",
        "# Rain\n\nIt rained all night. Full stop, that was all of it.\n\nThen it stopped.\n",
    )

    found = [(mark.bookmark.quotation, mark.how) for mark in opened(again(now), "Rain").marks]

    assert found == [
        ("It rained all night.", "exact"),
        ("Then it stopped.", "moved"),
        ("Nobody was in the street.", "lost"),
    ]


def test_a_bookmark_in_a_region_closed_again_is_not_quoted(folder: Path) -> None:
    """Nor is a mere place whose context is in it; opened again, both are."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    region = reading.view.regions[0].id
    reading, _ticket = now.regions.turn(reading, region)
    reading, inside, _ticket = now.marks.keep(reading, offset_of(reading, SECRET))
    before = offset_of(reading, "二、炉子") - 1
    reading, place, _ticket = now.marks.keep(reading, before, end=before)
    reading, outside, _ticket = now.marks.keep(reading, offset_of(reading, "鞋摊在"))

    def quotable() -> list[bool]:
        marks = (kept.bookmark(now.state, each) for each in (inside, place, outside))
        return [mark is not None and now.marks.may_quote(mark) for mark in marks]

    assert quotable() == [True, True, True]
    reading, _ticket = now.regions.turn(reading, region)
    assert quotable() == [False, False, True]
    now.regions.turn(reading, region)
    assert quotable() == [True, True, True]


def test_a_bookmark_of_a_closed_region_is_not_quoted_when_it_is_lost(folder: Path) -> None:
    """The text has changed, or the whole essay is gone: what was closed stays closed."""
    now = session(folder)
    reading = opened(now, "楼下的鞋匠")
    region = reading.view.regions[0].id
    reading, _ticket = now.regions.turn(reading, region)
    start = offset_of(reading, "多坐一会儿")
    reading, _mark, _ticket = now.marks.keep(reading, start, end=offset_of(reading, "也没有人"))
    now.regions.turn(reading, region)
    assert not now.marks.may_quote(now.marks.all()[0])

    paid = NEIGHBOURS[NEIGHBOURS.index("##paidbegin##") : NEIGHBOURS.index("三、")]
    write(
        folder / "cobbler.txt", NEIGHBOURS.replace(paid, "##paidbegin##全都不一样了。##paidend##\n")
    )
    assert not now.marks.may_quote(now.marks.all()[0])

    (folder / "cobbler.txt").unlink()
    now.scan()
    assert not now.marks.may_quote(now.marks.all()[0])


def test_small_letters_name_places_of_an_essay_capitals_of_the_library(folder: Path) -> None:
    """A letter that named another place now names the new one."""
    now = session(folder)
    rain, cobbler = opened(now, "Rain"), opened(now, "楼下的鞋匠")
    _reading, in_rain, _ticket = now.marks.keep(rain, 0, "a")
    _reading, in_cobbler, _ticket = now.marks.keep(cobbler, 0, "a")
    _reading, first, _ticket = now.marks.keep(rain, 0, "A")
    _reading, second, _ticket = now.marks.keep(cobbler, 0, "A")

    def named(essay: str, letter: str) -> str:
        mark = kept.lettered(now.state, essay, letter)
        return mark.id if mark else ""

    assert named(rain.essay.id, "a") == in_rain
    assert named(cobbler.essay.id, "a") == in_cobbler
    assert named(rain.essay.id, "A") == named(cobbler.essay.id, "A") == second
    assert named(rain.essay.id, "b") == ""
    assert [mark.letter for mark in now.marks.all() if mark.id == first] == [""]


def test_what_was_deleted_comes_back(folder: Path) -> None:
    """Undo goes back step by step, through deletions, edits and marks; then nothing is left."""
    now = session(folder)
    _reading, mark, _ticket = now.marks.keep(opened(now, "Rain"), 0)
    now.marks.edit(mark, label="a name")
    now.marks.delete(mark)
    assert now.marks.all() == []

    def undone() -> list[tuple[str, Deed]]:
        return [(event.record, event.deed) for event in now.marks.undo()]

    assert undone() == [(mark, Deed.DELETED)]
    assert [each.label for each in now.marks.all()] == ["a name"]
    assert undone() == [(mark, Deed.CHANGED)]
    assert [each.label for each in now.marks.all()] == [""]
    assert undone() == [(mark, Deed.MADE)]
    assert now.marks.all() == []
    assert undone() == []


def test_what_was_done_before_a_restart_can_be_taken_back(folder: Path) -> None:
    """The state remembers, step by step."""
    now = session(folder)
    _reading, mark, _ticket = now.marks.keep(opened(now, "Rain"), 0)
    now.marks.edit(mark, note="wet", colour=2)
    now.marks.delete(mark)

    later = again(now)
    later.marks.undo()
    assert [(each.note, each.colour) for each in later.marks.all()] == [("wet", 2)]
    latest = again(later)
    latest.marks.undo()
    assert [(each.note, each.colour) for each in latest.marks.all()] == [("", 0)]


def test_a_deletion_taken_back_on_one_machine_brings_all_back_on_the_other(folder: Path) -> None:
    """Also where the other was told of it only after it had thrown away what was deleted."""
    now = session(folder)
    _reading, mark, _ticket = now.marks.keep(opened(now, "Rain"), 0, note="wet", label="rain")
    now.marks.delete(mark)
    other = now.state.without_remains(before="2100-01-01T00:00:00.000Z")

    now.marks.undo()

    (back,) = kept.bookmarks(merge(other, now.state))
    assert (back.note, back.label) == ("wet", "rain")


def test_what_is_wanted_with_an_essay_is_taken_back_in_turn_with_bookmarks(folder: Path) -> None:
    """The last thing first, also after a restart; that it was read stays."""
    now = session(folder)
    reading = opened(now, "Rain")
    essay = reading.essay
    now.stand(essay, tags=["wet"])
    now.marks.keep(reading, 0)
    now.stand(essay, archived=True, later=True)
    now.leave(reading, 0, 5)

    later = again(now)
    assert [event.record for event in later.marks.undo()] == [kept.essay_key(essay.id)]
    state = kept.essay_state(later.state, essay.id)
    assert (state.archived, state.later, state.tags) == (False, False, ("wet",))
    assert state.progress > 0
    assert [event.deed for event in later.marks.undo()] == [Deed.MADE]


def test_what_was_taken_back_step_by_step_is_done_again(folder: Path) -> None:
    """Each step by another program, as commands are; something new ends it."""
    now = session(folder)
    essay = opened(now, "Rain").essay
    now.stand(essay, tags=["one"])
    now.stand(essay, tags=["one", "two"])
    now.stand(essay, archived=True)
    _reading, mark, _ticket = now.marks.keep(opened(now, "Rain"), 0, note="wet")
    now.marks.delete(mark)

    def standing() -> tuple[tuple[str, ...], bool, int]:
        state = kept.essay_state(now.state, essay.id)
        return state.tags, state.archived, len(now.marks.all())

    steps = [standing()]
    while (now := again(now)).marks.undo():
        steps.append(standing())
    assert steps == [
        (("one", "two"), True, 0),
        (("one", "two"), True, 1),
        (("one", "two"), True, 0),
        (("one", "two"), False, 0),
        (("one",), False, 0),
        ((), False, 0),
    ]
    for step in steps[-2::-1]:
        now = again(now)
        assert now.marks.redo()
        assert standing() == step
    assert not again(now).marks.redo()

    now = again(now)
    now.marks.undo()
    now.marks.undo()
    now.marks.undo()
    now.stand(essay, tags=["three"])
    assert [event.kind for event in again(now).marks.redo()] == [kept.BOOKMARK]


def test_two_bookmarks_become_one_and_two_again(folder: Path) -> None:
    """Nothing that either had is lost; taking it back brings both."""
    now = session(folder)
    reading = opened(now, "Rain")
    _reading, first, _ticket = now.marks.keep(reading, 0, "a", note="one", tags=["x"])
    _reading, second, _ticket = now.marks.keep(reading, 0, note="two", tags=["y", "x"], colour=4)

    now.marks.merge(first, second)
    (both,) = now.marks.all()
    assert (both.id, both.note, both.tags, both.colour) == (first, "one\n\ntwo", ("x", "y"), 4)

    now.marks.undo()
    assert {(each.id, each.note) for each in now.marks.all()} == {(first, "one"), (second, "two")}


def test_a_letter_goes_back_to_the_place_that_had_it(folder: Path) -> None:
    """When the bookmark that took it over is taken back."""
    now = session(folder)
    reading = opened(now, "Rain")
    _reading, first, _ticket = now.marks.keep(reading, 0, "a")
    now.marks.keep(reading, 0, "a")

    now.marks.undo()

    assert [(mark.id, mark.letter) for mark in now.marks.all()] == [(first, "a")]


def test_a_lost_bookmark_is_attached_to_another_passage(folder: Path) -> None:
    """It is found there from then on; taking that back makes it lost again."""
    now = session(folder)
    reading = opened(now, "Rain")
    reading, mark, _ticket = now.marks.keep(reading, offset_of(reading, "Nobody"), note="who?")
    (folder / "rain.md").write_text("# Rain\n\nIt was somebody who came.\n", encoding="utf-8")
    then = again(now)
    reading = opened(then, "Rain")
    assert [found.how for found in reading.marks] == ["lost"]

    start = offset_of(reading, "somebody")
    then.marks.attach(reading, mark, start, start + 8)
    reading = then.marks.in_reading(reading)
    assert [(found.how, found.start) for found in reading.marks] == [("exact", start)]

    then.marks.undo()
    assert [found.how for found in then.marks.in_reading(reading).marks] == ["lost"]


def test_places_are_renewed_where_they_were_found(folder: Path) -> None:
    """With the offsets that hold now; the first quotation stays."""
    now = session(folder)
    reading = opened(now, "Rain")
    now.marks.keep(reading, offset_of(reading, "Nobody"))
    before = now.marks.all()[0].place
    source = folder / "rain.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("Nobody", "Well. Nobody"), encoding="utf-8")

    then = again(now)
    reading = opened(then, "Rain")
    then.marks.renew(reading)

    place = then.marks.all()[0].place
    assert place["start"] == before["start"] + 6
    assert place["exact"] == before["exact"]
    assert then.marks.in_reading(reading).renewed() == {}


# The state.


def test_a_verb_asks_for_a_save_and_gives_its_ticket(folder: Path) -> None:
    """What a reader would miss at once, what only moved soon; nothing new, nothing at all."""
    now = session(folder)
    asked: list[bool] = []
    now.on_state = lambda state, at_once: asked.append(at_once)
    reading = opened(now, "Rain")

    now.note_opened(reading)
    now.marks.keep(reading, 0)
    now.publish(now.state)

    assert asked == [False, True]


def test_what_another_window_did_is_taken_over(folder: Path) -> None:
    """A save brings it; where it brings nothing, nothing has changed."""
    here, there = session(folder), session(folder)
    there.marks.keep(opened(there, "Rain"), 0)

    assert here.merged(there.state)
    assert len(here.marks.all()) == 1
    assert not here.merged(there.state)


# Standard input, settings, folders.


def test_what_is_given_on_standard_input_is_an_essay(folder: Path) -> None:
    """It stands first, can be left and marked, and the same text is the same essay again."""
    text = "一封信\n\n天晴了，我们明天出发。\n".encode()
    now = session(folder, given={STANDARD_INPUT: text})
    letter = now.essays[0]
    reading = now.open(letter)
    now.leave(reading, offset_of(reading, "我们"), reading.view.end)

    later = session(folder, state=now.state, given={STANDARD_INPUT: text})

    assert (letter.title, letter.path) == ("一封信", STANDARD_INPUT)
    assert later.essays[0] == letter
    assert later.position(later.open(letter))[0] == offset_of(reading, "我们")
    assert session(given={STANDARD_INPUT: text + b"!"}).essays[0].id != letter.id


def test_the_measure_is_a_setting(folder: Path) -> None:
    """Within bounds; a value that is none is not used."""
    now = session(folder)
    assert now.looks.typography().measure == 72

    now.set("measure", 44)
    assert again(now).looks.typography().measure == 44
    now.set("measure", NARROWEST - 1)
    assert now.looks.typography().measure == 72
    now.set("measure", "wide")
    assert now.looks.typography().measure == 72


def test_a_look_is_chosen_for_a_language(folder: Path) -> None:
    """All its variants have it, the other languages do not; what is configured holds until then."""
    now = session(folder, defaults={"measure": 60, "zh.gap": 2})
    assert now.looks.typography("zh-Hant").gap == 2

    now.looks.choose("gap", 0, "zh-Hant")
    now.looks.choose("measure", 44, "en")
    later = again(now)

    assert later.looks.typography("zh").gap == 0
    assert (later.looks.typography("zh").measure, later.looks.typography("en").measure) == (72, 44)

    now.looks.choose("gap", None, "zh")
    assert now.looks.typography("zh").gap == 2
    assert session(folder, defaults={"measure": 60}).looks.typography("ja").measure == 60


def test_an_essay_may_look_like_no_other(folder: Path) -> None:
    """Its own choice holds whatever its language has, and is changed from then on."""
    now = session(folder)
    reading = now.open(now.essays[0])
    language, essay = reading.view.language, reading.essay.id

    now.looks.choose_for_essay(reading, "measure", 40)
    assert now.looks.choose_for(reading, "measure", 48).measure == 48
    assert now.looks.choose_for(reading, "gap", 0).gap == 0

    assert again(now).looks.typography(language, essay).measure == 48
    assert (now.looks.typography(language).measure, now.looks.typography(language).gap) == (72, 0)
    now.looks.choose_for_essay(reading, "measure", None)
    assert now.looks.typography(language, essay).measure == 72


def test_folders_are_added_to_the_library_and_removed(tmp_path: Path) -> None:
    """In the order they were added, behind what is shipped; a folder may come back."""
    now = session()
    a, b = tmp_path / "a", tmp_path / "b"

    now.folders.add(b)
    now.folders.add(a)
    assert [root.path for root in library_roots(now.state)[1:]] == [b, a]
    now.folders.remove(b)
    assert [root.path for root in library_roots(now.state)[1:]] == [a]
    now.folders.add(b)
    assert kept.folders(now.state) == [b, a]
    assert library_roots(now.state)[0].key == SHIPPED


def test_a_folder_shows_its_first_essay_before_it_was_looked_through(folder: Path) -> None:
    """A large folder need not be read to the end for something to read; a binary is passed over."""
    (folder / "0.txt").write_bytes(bytes(range(256)) * 8)

    first = session(folder).welcome()

    assert first is not None
    assert first.path.parent == folder
    assert first.path.name != "0.txt"
