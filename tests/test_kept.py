"""What the state holds, read back as values: also where a person or a newer reader wrote it."""

from pathlib import Path

from reader.library.state import State
from reader.session import kept
from reader.session.kept import Change

NOON, LATER, EVENING = (f"2025-03-09T{hour}:00:00.000Z" for hour in ("12", "16", "20"))
PLACE = {"exact": "天晴了。", "suffix": "我们走吧", "start": 3, "section": ["一", "（二）"]}


def marked(*letters: str, essay: str = "rain") -> tuple[State, list[str]]:
    """A state with a bookmark for each letter, and their ids."""
    state, ids = State(), []
    for n, letter in enumerate(letters):
        now = f"2025-03-09T12:00:00.00{n}Z"
        state, mark = kept.with_bookmark(
            state, now, essay=essay, title="雨", place=PLACE, letter=letter, regions=["r0"]
        )
        ids.append(mark)
    return state, ids


def test_a_bookmark_is_read_back_as_it_was_kept() -> None:
    """With what it quotes and where it stood."""
    state, (mark_id,) = marked("a")

    mark = kept.bookmark(state, mark_id)

    assert mark is not None
    assert mark.quotation == "天晴了。"
    assert mark.section == ("一", "（二）")
    assert (mark.letter, mark.regions, mark.title) == ("a", ("r0",), "雨")


def test_a_bookmark_may_have_a_note_a_colour_and_tags() -> None:
    """Those that were not given are empty; when it was changed last is the newest of its times."""
    state, mark_id = kept.with_bookmark(
        State(), NOON, essay="rain", title="雨", place=PLACE, note="一\n二", colour=3, tags=["天气"]
    )
    state = state.put(mark_id, kept.BOOKMARK, LATER, label="晴")

    mark = kept.bookmark(state, mark_id)

    assert mark is not None
    assert (mark.label, mark.note, mark.colour, mark.tags) == ("晴", "一\n二", 3, ("天气",))
    assert (mark.created, mark.changed, mark.draft) == (NOON, LATER, "")


def test_a_mere_place_is_quoted_by_what_stands_behind_it() -> None:
    """It has no words of its own."""
    place = {**PLACE, "exact": ""}
    state, _mark = kept.with_bookmark(State(), NOON, essay="rain", title="雨", place=place)

    assert [mark.quotation for mark in kept.bookmarks(state)] == ["我们走吧"]


def test_bookmarks_stand_in_the_order_they_were_made() -> None:
    """Those of one essay, or all."""
    state, ids = marked("", "", "")
    state, other = kept.with_bookmark(state, EVENING, essay="snow", title="雪", place=PLACE)

    assert [mark.id for mark in kept.bookmarks(state)] == [*ids, other]
    assert [mark.id for mark in kept.bookmarks(state, "snow")] == [other]
    assert kept.marked(state) == {"rain": 3, "snow": 1}


def test_a_letter_names_one_place() -> None:
    """The last one that was given it."""
    state, (first, second) = marked("x", "x")

    assert [mark.letter for mark in kept.bookmarks(state)] == ["", "x"]
    assert kept.lettered(state, "rain", "x") == kept.bookmark(state, second)
    assert kept.lettered(state, "snow", "x") is None
    assert first != second


def test_what_makes_no_sense_is_read_as_far_as_it_does() -> None:
    """A person may have edited the file: a bookmark without a place is none, odd fields are empty."""
    state = (
        State()
        .put("bookmark:1", kept.BOOKMARK, NOON, essay="rain", place="here")
        .put("bookmark:2", kept.BOOKMARK, NOON, place=PLACE, label=None, regions="r0", essay=7)
        .put("bookmark:2", kept.BOOKMARK, NOON, colour="red", tags="天气", note=None)
        .put(
            "essay:rain",
            kept.ESSAY,
            NOON,
            progress="half",
            read=[[5, "x"], [1, 4], 7],
            place=3,
            lead="x",
        )
        .put("region:rain:r0", kept.REGION, NOON, open="yes")
        .put("folder:x", kept.FOLDER, NOON)
    )

    (mark,) = kept.bookmarks(state)
    assert (mark.id, mark.label, mark.regions, mark.essay) == ("bookmark:2", "", (), "7")
    assert (mark.note, mark.colour, mark.tags) == ("", 0, ())
    assert kept.essay_state(state, "rain") == kept.EssayState(read=((1, 4),))
    assert kept.open_regions(state, "rain", ("r0",)) == frozenset()
    assert kept.folders(state) == []


def test_an_essay_that_was_never_opened_is_unread() -> None:
    """Nothing is kept of it."""
    assert kept.essay_state(State(), "rain") == kept.EssayState()


def test_the_last_opened_essays_are_known() -> None:
    """The last one first; those that were only marked were never opened."""
    state = kept.with_essay(State(), NOON, "rain", opened=NOON)
    state = kept.with_essay(state, LATER, "snow", opened=LATER)
    state = kept.with_essay(state, LATER, "wind", title="风")

    assert kept.last_opened(state) == ["snow", "rain"]


def test_regions_are_opened_together() -> None:
    """Those of one essay; each keeps its own time."""
    state = kept.with_regions(State(), NOON, "rain", {"r0": True, "r1": True, "r2": False})
    state = kept.with_regions(state, LATER, "rain", {"r1": False})

    assert kept.open_regions(state, "rain", ("r0", "r1", "r2", "r3")) == {"r0"}
    assert kept.open_regions(state, "snow", ("r0",)) == frozenset()
    assert [state.records[f"region:rain:r{n}"].changed["open"] for n in range(3)] == [
        NOON,
        LATER,
        NOON,
    ]


def test_changes_that_change_nothing_give_the_same_state() -> None:
    """So nothing is saved."""
    state = kept.with_setting(State(), NOON, "theme", "night")

    same = kept.with_changes(
        state, LATER, [Change("setting:theme", kept.SETTING, {"value": "night"})]
    )

    assert same is state


def test_settings_and_folders_are_kept() -> None:
    """A setting that was never set is None; a folder that was removed may come back."""
    state = kept.with_setting(State(), NOON, "theme", "night")
    state = kept.with_folder(state, NOON, Path("/a"))
    removed = kept.without_folder(state, LATER, Path("/a"))

    assert kept.setting(state, "theme") == "night"
    assert kept.setting(state, "measure") is None
    assert kept.folders(removed) == []
    assert kept.folders(kept.with_folder(removed, EVENING, Path("/a"))) == [Path("/a")]
