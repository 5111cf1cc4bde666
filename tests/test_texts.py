"""The library's texts in the index: what is kept of them, and which may hold a phrase."""

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import ahead
from reader.library.catalogue import Catalogue
from reader.library.essay import number_of
from reader.library.index import Index
from reader.library.index import postings as postings_module
from reader.library.index import texts as texts_module
from reader.library.index.fulltext import Kept, body_of
from reader.library.index.grams import UNIT, grams, packed, units, unpacked, wanted
from reader.library.index.postings import FULL, Gathering, Postings, Unit, drafted
from reader.library.index.texts import Segments
from reader.library.sources import Root
from reader.text.document import Document
from reader.text.pattern import Pattern, Query
from reader.text.sameness import Folds
from reader.text.search import Search
from reader.text.view import View
from tests.documents import SECRET, documents, essay
from tests.shelves import write

ID = "abcd2345"


def asked(query: str, folds: Folds | None = None) -> list[frozenset[int]]:
    """The grams that a text with a query in it must have."""
    return wanted(Pattern(Query(query, folds=folds or Folds())).runs)


# Grams.


@settings(deadline=None)
@given(documents(), st.text('天地人abcABC，,。“「" é１', min_size=1, max_size=5))
def test_a_text_with_a_match_has_the_grams_of_the_query(document: Document, query: str) -> None:
    """However the match is written: no essay that has one is passed over."""
    view = View(document).through(frozenset(region.id for region in document.regions))
    search = Search(view, Pattern(Query(query)))
    if search.next_from(0) is not None:
        found = set[int]().union(*(grams(document.text[a:b]) for a, b in units(len(document.text))))

        assert all(ways & found for ways in asked(query))


def test_traditional_characters_have_the_grams_of_simplified_ones() -> None:
    """When they are taken for the same."""
    folds = Folds(traditional=True)

    assert all(ways & grams("身體") for ways in asked("身体", folds))
    assert not all(ways & grams("身體") for ways in asked("身体"))


def test_units_overlap_so_that_a_phrase_lies_in_one() -> None:
    """A long text is taken in pieces."""
    spans = list(units(3 * UNIT))

    assert spans[0][0] == 0
    assert spans[-1][1] == 3 * UNIT
    assert all(before[1] - after[0] == 64 for before, after in pairwise(spans))


def test_a_text_little_longer_than_a_unit_is_one() -> None:
    """Its end would have nearly the grams that the beginning has."""
    assert list(units(UNIT + UNIT // 2)) == [(0, UNIT + UNIT // 2)]
    assert len(list(units(UNIT + UNIT // 2 + 1))) == 2


def test_grams_survive_being_packed() -> None:
    """As sorted numbers."""
    found = grams("天下着雨 Rain")

    assert list(unpacked(packed(found))) == sorted(found)


# What is kept.


@settings(deadline=None)
@given(documents())
def test_nothing_of_a_region_is_kept_but_its_grams(document: Document) -> None:
    """Neither in the text nor in the shape; and what may be seen is all there, at its offsets."""
    body = body_of(ID, Path("/rain.txt"), document)
    kept = Kept("", body.text, body.shape)

    assert not set(SECRET) & set(kept.text + body.shape)
    assert kept.view().text() == View(document).text()
    assert [s.title for s in kept.view().sections] == [s.title for s in View(document).sections]


# Postings.


@pytest.fixture
def postings() -> Postings:
    """Postings in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in texts_module.SCHEMA:
        connection.execute(statement)
    return Postings(Segments(connection))


def test_essays_that_have_all_grams_are_named(postings: Postings) -> None:
    """Of each set at least one, in one unit."""
    sentences = ["天下着雨", "天下着雪", "雨停了天", "rain and snow"]
    postings.write(drafted([Unit(n, "", grams(text)) for n, text in enumerate(sentences)]))

    assert postings.holders(asked("雨"), {}) == {0, 2}
    assert postings.holders(asked("着雨"), {}) == {0}
    assert postings.holders(asked("nd sn"), {}) == {3}
    assert postings.holders(asked("ai"), {}) == {3}
    assert postings.holders(asked("冰"), {}) == set()


def test_a_region_counts_while_it_is_open(postings: Postings) -> None:
    """Then a phrase may begin before it and end in it."""
    found = [Unit(7, "", grams("那天后来停了")), Unit(7, "r0", grams("那天下着雨后来"))]
    postings.write(drafted(found))

    assert postings.holders(asked("下着雨"), {}) == set()
    assert postings.holders(asked("下着雨"), {7: {"r1"}}) == set()
    assert postings.holders(asked("下着雨"), {7: {"r0"}}) == {7}
    assert postings.holders(asked("天下"), {7: {"r0"}}) == {7}


def test_small_units_lie_together_by_the_thousands(postings: Postings) -> None:
    """And are found as those of narrow segments are."""
    gathering = Gathering()
    for n in range(1000):
        assert gathering.take([Unit(n, "", grams(f"第{n}天下着雨"))])
    for draft in gathering.drafts():
        postings.write(draft)

    assert len(postings.parts()) == 1
    assert len(postings.parts()[0]) == 1
    assert postings.holders(asked("下着雨"), {}) == set(range(1000))
    assert postings.holders(asked("第731天"), {}) == {731}
    assert postings.holders([], {}) == set(range(1000))


def test_large_units_lie_in_segments_of_255() -> None:
    """There, a byte tells which."""
    gathering = Gathering()
    large = frozenset(range(1000))

    taken = [gathering.take([Unit(n, "", large)]) for n in range(FULL + 1)]

    assert taken == [True] * FULL + [False]
    assert [len(draft.essays) for draft in gathering.drafts()] == [8 * FULL]


def test_parts_hold_their_essays_wholly(
    postings: Postings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An essay that begins in one segment and ends in the next is in one part, so that it is found
    by two words of which each stands in another.
    """
    monkeypatch.setattr(postings_module, "_TOGETHER", 2)
    rain, snow = grams("天下着雨"), grams("天下着雪")
    for some in ([(1, rain), (2, rain)], [(2, snow), (3, snow)], [(4, snow), (5, rain)]):
        postings.write(drafted([Unit(essay, "", found) for essay, found in some]))

    parts = postings.parts()

    assert parts == [(1, 2), (3,)]
    assert 2 in postings.holders(asked("雨"), {}, parts[0])
    assert 2 in postings.holders(asked("雪"), {}, parts[0])
    assert postings.holders(asked("雨"), {}, parts[1]) == {5}


# The life of an index.


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process reads ahead: it would pack too."""
    monkeypatch.setattr(ahead, "MANY", 1_000_000)


def library(folder: Path, count: int) -> Path:
    """A folder of short essays."""
    for n in range(count):
        write(folder / f"{n:03}.txt", f"第{n}篇\n\n　　那天下着雨，走了{n * 7}步。\n")
    return folder


def holding(index: Index, query: str) -> int:
    """How many essays may hold a query."""
    return len(index.texts.holders(asked(query), {}))


def test_texts_are_found_before_and_after_they_are_packed(tmp_path: Path) -> None:
    """Before, all that is fresh may hold anything; after, what has the grams."""
    index = Index(tmp_path / "index.sqlite3")
    Catalogue([Root.at(library(tmp_path / "essays", 300))], index).scan()
    assert holding(index, "1001步") == 300

    while index.texts.pack():
        pass

    assert 1 <= holding(index, "1001步") < 300 - FULL + 10
    assert len(index.texts.parts()) == 1
    assert holding(index, "着雨") == 300
    index.close()


def test_edited_and_deleted_essays_leave_the_index(tmp_path: Path) -> None:
    """What was packed of them leads nowhere; when that is much, it is packed anew."""
    folder = library(tmp_path / "essays", 300)
    index = Index(tmp_path / "index.sqlite3")
    catalogue = Catalogue([Root.at(folder)], index)
    catalogue.scan()
    while index.texts.pack():
        pass
    for n in range(300):
        if n < 150:
            (folder / f"{n:03}.txt").unlink()
    write(folder / "299.txt", "题\n\n　　没有别的。\n")

    catalogue.scan()
    while index.texts.pack():
        pass

    assert len(index.texts.numbers()) == 150
    number = next(
        number_of(essay.id) for essay in catalogue.known() if essay.path.name == "299.txt"
    )
    kept = index.texts.kept(number, "题")
    assert kept is not None
    assert "没有别的" in kept.text
    assert number in index.texts.holders(asked("没有别的"), {})
    index.close()


def test_a_long_text_is_kept_whole(tmp_path: Path) -> None:
    """Also one that is kept piece by piece, and has a region that ends in another piece than it begins in."""
    lines = [f"第{n}行天下着雨。𠀀" for n in range(40_000)]
    lines[4_000] = "三、⟦绝密"
    lines[22_000] = "到此⟧为止"
    document = essay("雨", "\n".join(lines[:30_000]), *lines[30_000:], "船来了。")
    body = body_of(ID, tmp_path, document)
    index = Index(tmp_path / "index.sqlite3")

    index.write(lambda connection: index.texts.store(connection, [body]))

    kept = index.texts.kept(number_of(ID), "雨")
    assert len(body.pieces) > 5
    assert kept is not None
    assert [*kept.text].count("\0") == document.regions[0].end - document.regions[0].start
    assert kept.view().text() == View(document).text()
    found = [(block.kind, block.start, block.end) for block in document.blocks]
    blocks = kept.view()._document.blocks
    assert [(block.kind, block.start, block.end) for block in blocks] == found
    index.close()


def test_a_closed_secret_is_nowhere_in_the_file(tmp_path: Path) -> None:
    """Not in the index's bytes, nor in what SQLite writes beside it."""
    text = "题\n\n　　那天\n##paidbegin##\n　　绝密的事情secretword。\n##paidend##\n　　后来。\n"
    write(tmp_path / "essays" / "a.txt", text)
    library(tmp_path / "essays", 40)
    index = Index(tmp_path / "cache" / "index.sqlite3")
    Catalogue([Root.at(tmp_path / "essays")], index).scan()
    while index.texts.pack():
        pass
    index.close()

    data = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())

    assert "那天".encode() in data
    for secret in ("绝密", "secretword"):
        for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
            assert secret.encode(encoding) not in data


def test_two_readers_may_pack_the_same(tmp_path: Path) -> None:
    """Who is later leaves it be; both find everything."""
    path = tmp_path / "index.sqlite3"
    index, other = Index(path), Index(path)
    Catalogue([Root.at(library(tmp_path / "essays", 100))], index).scan()

    while index.texts.pack() | other.texts.pack():
        pass

    assert holding(index, "693步") == holding(other, "693步")
    assert holding(other, "着雨") == 100
    index.close()
    other.close()


def test_nothing_is_lost_when_readers_pack_partly_the_same(tmp_path: Path) -> None:
    """What one has packed in the meantime, the other leaves; the rest stays fresh until its turn."""
    index = Index(tmp_path / "index.sqlite3")
    Catalogue([Root.at(library(tmp_path / "essays", 60))], index).scan()
    taken = [(row[0],) for row in index.rows("SELECT id FROM fresh ORDER BY id LIMIT 50")]
    index.write(lambda connection: connection.execute("DELETE FROM fresh WHERE id = 7").close())

    index.write(lambda connection: index.texts._put(connection, taken, []))

    assert index.rows("SELECT count(*) FROM fresh") == [(59,)]
    index.close()


def test_what_is_too_large_is_read_from_its_source(tmp_path: Path) -> None:
    """It is named for every query, and its text is not kept."""
    document = essay("长", "雨" * 100)

    body = body_of(ID, tmp_path, document)

    assert body.text
    assert number_of(ID) == body.essay
    assert number_of("no id!") == -1
