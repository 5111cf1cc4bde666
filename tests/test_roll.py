"""A known library is taken as the last scan left it; what has changed since is noticed."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.catalogue import Catalogue
from reader.library.essay import Essay, essay_id
from reader.library.index import Index
from reader.library.index.source import Seen
from reader.library.roll import Roll, place_in
from reader.library.sightings import look, packed, unpacked
from reader.library.sources import Root, files_in
from reader.text.length import Length

LETTERS = 'a雨 "\\,[]\n\udc80😀'
NAMES = st.text(LETTERS, min_size=1, max_size=9)
WORDS = st.text(LETTERS, max_size=9)


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    """An essay that may be in an index."""
    name = draw(NAMES)
    return Essay(
        essay_id(name),
        Path("/library", name),
        draw(st.integers(0, 9)),
        draw(WORDS),
        draw(WORDS),
        "2024-05-01",
        "zh",
        tuple(draw(st.lists(WORDS, max_size=2))),
        Length(draw(st.integers(0, 9999)), 7),
        99,
        "0123456789abcdef",
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.none() | st.floats(allow_nan=False)),
    )


ESSAYS = st.lists(essays(), max_size=9, unique_by=lambda essay: essay.id)


@given(ESSAYS)
def test_what_is_packed_comes_back(some: list[Essay]) -> None:
    """All at once, and each by its place or its id, whichever is asked for first."""
    packed = Roll(some).packed()
    one_by_one = Roll((), packed)

    assert Roll((), packed) == some
    assert [one_by_one[n] for n in reversed(range(len(some)))] == some[::-1]
    assert [Roll((), packed).find(essay.id) for essay in some] == some
    assert Roll((), packed).ids == tuple(essay.id for essay in some)
    assert Roll((), packed).find("aaaaaaaa") is None


@given(ESSAYS.filter(bool))
def test_a_roll_without_some_has_the_others_in_order(some: list[Essay]) -> None:
    """Whether they were looked at before or not."""
    roll = Roll((), Roll(some).packed())
    first = some[0].id

    rest = roll.without([first, "aaaaaaaa"])

    assert rest == some[1:]
    assert Roll(some).without([first]) == some[1:]
    assert rest.find(first) is None
    assert [place_in(rest, essay.id) for essay in some[1:]] == list(range(len(some) - 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small library."""
    folder = tmp_path / "library"
    (folder / "old").mkdir(parents=True)
    for name in ("1.txt", "2.txt", "10.txt", "old/3.txt"):
        (folder / name).write_text(f"第{name[:-4]}篇\n\n下雨了，街上没有人。\n", encoding="utf-8")
    return folder


def test_an_unchanged_library_is_not_read_again(index: Index, folder: Path) -> None:
    """A second scan gives the very roll that the second start had."""
    Catalogue([Root.at(folder)], index).scan()
    again = Catalogue([Root.at(folder)], index)

    known = again.known()

    assert again.scan().essays is known
    assert len(known) == 4


def test_another_reader_may_have_changed_the_index(index: Index, folder: Path) -> None:
    """What is known then is what that one has read, in the same order."""
    catalogue = Catalogue([Root.at(folder)], index)
    catalogue.scan()
    other = Index(index.path)
    (folder / "2.txt").write_text("大雨\n\n雨下得大了。\n", encoding="utf-8")
    (folder / "9.txt").write_text("小雨\n\n雨下得小了。\n", encoding="utf-8")

    Catalogue([Root.at(folder)], other).scan()
    other.close()

    names = [essay.path.name for essay in catalogue.known()]
    assert names == ["1.txt", "2.txt", "9.txt", "10.txt", "3.txt"]


@pytest.mark.parametrize("change", ["edited", "removed", "added", "described"])
def test_each_change_is_noticed(index: Index, folder: Path, change: str) -> None:
    """By the second scan, and it is read then."""
    Catalogue([Root.at(folder)], index).scan()
    file = folder / "2.txt"
    match change:
        case "edited":
            file.write_text("大雨\n\n雨下得大了，街上还是没有人。\n", encoding="utf-8")
        case "removed":
            file.unlink()
        case "added":
            (folder / "old" / "4.txt").write_text("大雨\n\n雨下得大了。\n", encoding="utf-8")
        case "described":
            said = "essays:\n  old/3.txt: {title: 大雨}\n"
            (folder / "library.yaml").write_text(said, encoding="utf-8")

    titles = [essay.title for essay in Catalogue([Root.at(folder)], index).scan().essays]

    assert ("大雨" in titles) == (change != "removed")
    assert len(titles) == {"removed": 3, "added": 5}.get(change, 4)


def test_a_look_sees_what_a_walk_in_order_finds(tmp_path: Path) -> None:
    """Whatever lies there: hidden files, links in a circle, links to nowhere, other files."""
    for name in ("a.txt", "B.TXT", ".hidden.txt", "c.md.gz", "d.exe", "e", ".txt", "x.y/f.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("雨\n", encoding="utf-8")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")

    seen = look(Root.at(tmp_path)).sources

    assert sorted(seen) == sorted(str(path) for path in files_in(tmp_path))
    assert seen[str(tmp_path / "a.txt")] == (4, (tmp_path / "a.txt").stat().st_mtime_ns)


PATHS = st.text('/a雨 "\\\n\udc80😀', max_size=9)
NUMBERS = st.integers(-(1 << 63), (1 << 63) - 1)


@given(st.dictionaries(PATHS, st.tuples(NUMBERS, NUMBERS), max_size=9))
def test_what_was_seen_comes_back(sources: dict[str, tuple[int, int]]) -> None:
    """Whatever the files are called, and however old they claim to be."""
    assert unpacked(packed(sources)) == sources


@given(st.binary(max_size=80))
def test_damage_to_what_was_seen_is_told(data: bytes) -> None:
    """By a ValueError; or it reads as something that nobody has seen."""
    try:
        assert isinstance(unpacked(data), dict)
    except ValueError:
        assert data != packed({})


class Asked(Index):
    """Counts how often each source's stamp was asked for."""

    asked = 0

    def stamps(self) -> dict[str, Seen]:
        """The same."""
        self.asked += 1
        return super().stamps()


def test_where_nothing_has_changed_no_source_is_looked_up(folder: Path) -> None:
    """Neither by a scan nor by a search: all is as it was, at one glance. What cannot be read is tried each time."""
    index = Asked(None)
    roots = [Root.at(folder)]
    first = Catalogue(roots, index).scan()
    before = index.asked

    assert Catalogue(roots, index).scan().essays == first.essays
    assert list(Catalogue(roots, index).changed()) == []
    assert index.asked == before

    (folder / "bad.txt").write_bytes(bytes(range(256)) * 4)
    assert [Path(name).name for name in Catalogue(roots, index).changed()] == ["bad.txt"]
    for _again in range(2):
        assert len(Catalogue(roots, index).scan().complaints) == 1
    (folder / "bad.txt").unlink()
    assert list(Catalogue(roots, index).changed()) == []
    # Sources that look as they did under another root are not known by it.
    assert len(list(Catalogue([Root.at(folder, "other")], index).changed())) == len(first.essays)
