"""Finding words in the whole library: what is found, in which order, and what never is."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.catalogue import Catalogue
from reader.library.essay import Essay, essays_of
from reader.library.index import Index
from reader.library.index.fulltext import Kept, body_of
from reader.library.sources import Root
from reader.library.state import State
from reader.session.finding import Finder
from reader.session.found import Found
from reader.session.query import Wanted, understood
from reader.session.session import Session
from reader.text.document import Block, Document, Kind
from reader.text.view import View
from tests.shelves import called, offset_of, opened, session, write

PAID = "##paidbegin##\n　　{}\n##paidend##\n"


@pytest.fixture
def sitting(tmp_path: Path) -> Session:
    """A session over four essays."""
    write(
        tmp_path / "rain.txt",
        "雨\n\n一、开始\n\n　　那天下着雨，打了伞。\n\n二、后来\n\n　　雨停了，Rain 也停了。\n",
    )
    write(tmp_path / "snow.txt", "雪\n\n　　那天下着雪，没有雨。\n\n　　快递员送来15134件。\n")
    write(
        tmp_path / "walk.md",
        "---\ntitle: 三次散步\nauthor: 某人\ntags: [城市]\n---\n\n# 三次散步\n\n走。\n",
    )
    write(
        tmp_path / "paid.txt",
        f"锁\n\n　　开头是明的。\n{PAID.format('里面是暗的，下着雨。')}\n　　结尾。\n",
    )
    return session(tmp_path)


def find(sitting: Session, query: str) -> dict[str, list[str]]:
    """What a query finds: the matches by the titles of their essays."""
    found = Finder(sitting).find(understood(query))
    return {one.essay.title: [one.text(a, b) for a, b in one.spans] for one in found}


def test_all_words_must_be_in_an_essay(sitting: Session) -> None:
    """Wherever they stand in it."""
    assert find(sitting, "快递 15134") == {"雪": ["快递", "15134"]}
    assert find(sitting, "快递 伞") == {}


def test_one_character_is_enough(sitting: Session) -> None:
    """The essay that is called so comes first."""
    found = find(sitting, "雨")

    assert list(found) == ["雨", "雪"]
    assert found["雨"] == ["雨", "雨", "雨"]


def test_words_can_be_excluded_joined_and_near(sitting: Session) -> None:
    """As the query says."""
    assert list(find(sitting, "下着 -伞")) == ["雪"]
    assert set(find(sitting, "伞 OR 15134")) == {"雨", "雪"}
    assert find(sitting, "着雨 near/3 打")["雨"] == ["着雨", "打"]
    assert find(sitting, "开始 near/3 停了") == {}
    assert find(sitting, '"rain"') == {}
    assert find(sitting, "rain") == {"雨": ["Rain"]}


def test_fields_ask_for_what_is_known_of_an_essay(sitting: Session) -> None:
    """Its title, author, tags and headings."""
    assert find(sitting, "title:散步") == {"三次散步": []}
    assert find(sitting, "author:某 tag:城市 走") == {"三次散步": ["走"]}
    assert find(sitting, "heading:后来") == {"雨": ["后来"]}
    assert find(sitting, "heading:雨") == {}


def test_notes_are_found(sitting: Session) -> None:
    """What the reader wrote, at the place that it was written of."""
    reading = opened(sitting, "雨")
    offset = offset_of(reading, "打了伞")
    _, mark, _ = sitting.marks.keep(reading, offset)
    sitting.marks.edit(mark, label="记得带伞")

    [found] = Finder(sitting).find(understood("note:记得"))

    assert [note.label for note in found.notes] == ["记得带伞"]
    assert found.spans == ((offset, offset),)


def test_a_closed_region_is_found_by_nothing(sitting: Session) -> None:
    """Opened, by everything, across its borders too; closed again, by nothing."""
    queries = ["暗", "里面是暗的", "heading:暗", "暗 near 的", "明 暗", "/暗./"]
    assert [find(sitting, query) for query in queries] == [{}] * 6
    reading = opened(sitting, "锁")

    reading, _ = sitting.regions.turn_all(reading)
    assert find(sitting, "里面是暗的") == {"锁": ["里面是暗的"]}
    assert "锁" in find(sitting, "下着雨")

    sitting.regions.turn_all(reading)
    assert [find(sitting, query) for query in queries] == [{}] * 6


def test_a_found_place_says_where_it_is(sitting: Session) -> None:
    """Its section, and the line around it."""
    [found] = Finder(sitting).find(understood("停了 Rain"))
    start = found.spans[0][0]

    assert found.section_path(start) == ("二、后来",)
    assert found.text(*found.line(start)) == "雨停了，Rain 也停了。"


def test_without_an_index_the_sources_are_read(sitting: Session, tmp_path: Path) -> None:
    """What was never scanned, or changed since, is found too; and what is gone is not."""
    write(tmp_path / "new.txt", "新\n\n　　也下着雨。\n")
    write(tmp_path / "snow.txt", "雪\n\n　　晴了，不记得了。\n")
    (tmp_path / "rain.txt").unlink()

    found = Finder(sitting).stream(understood("雨"))

    assert [one.essay.title for one in found] == ["新"]
    assert [one.essay.title for one in Finder(sitting).stream(understood("晴了"))] == ["雪"]


def test_a_vanished_source_is_passed_over(sitting: Session, tmp_path: Path) -> None:
    """The others are found."""
    reading = opened(sitting, "锁")
    sitting.regions.turn_all(reading)
    (tmp_path / "paid.txt").unlink()
    sitting.read_source(tmp_path / "rain.txt")
    sitting.read_source(tmp_path / "snow.txt")

    assert list(find(sitting, "着雨")) == ["雨"]


def test_everything_is_found_that_is_there(tmp_path: Path) -> None:
    """Beside a naive look at the same texts, for queries of 1, 2, 4 and 8 characters."""
    chance = Random(5)
    letters = "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而"
    lines: dict[str, list[str]] = {}
    for n in range(120):
        lines[f"{n:03}"] = [
            "".join(chance.choices(letters, k=chance.randint(5, 60))) + "。" for _ in range(20)
        ]
        body = "\n".join(f"　　{line}" for line in lines[f"{n:03}"])
        write(tmp_path / f"{n:03}.txt", f"{n:03}\n\n{body}\n")
    sitting = session(tmp_path)
    while sitting.catalogue.texts.pack():
        pass
    finder = Finder(sitting)

    for size in (1, 2, 4, 8):
        for _ in range(10):
            line = chance.choice(lines["077"])
            at = chance.randrange(max(1, len(line) - size))
            query = line[at : at + size].strip("。") or "的"
            expected = {
                title: count
                for title, each in lines.items()
                if (count := sum(one.count(query) for one in each))
            }

            found = {one.essay.path.stem: len(one.spans) for one in finder.find(understood(query))}

            assert found == expected


def test_the_best_come_first(tmp_path: Path) -> None:
    """In the title, then in a heading, then where it stands most densely."""
    write(tmp_path / "1.txt", "甲\n\n　　" + "天" * 300 + "雨。\n")
    write(tmp_path / "2.txt", "乙\n\n　　雨，雨，雨。\n")
    write(tmp_path / "3.txt", "丙\n\n一、听雨\n\n　　走了。\n\n二、回家\n\n　　到了。\n")
    write(tmp_path / "4.txt", "听雨记\n\n　　走了。\n")

    found: list[Found] = list(Finder(session(tmp_path)).find(understood("雨")))

    assert [one.essay.title for one in found] == ["听雨记", "丙", "乙", "甲"]


def test_an_essay_can_be_looked_through_alone(sitting: Session) -> None:
    """Through the view that is at hand."""
    found = Finder(sitting).look(understood("停了"), called(sitting, "雨"))

    assert found is not None
    assert len(found.spans) == 2


def test_what_no_scan_has_read_yet_is_found(tmp_path: Path) -> None:
    """Once each, whether the scan, the index, or nobody knows of it yet."""
    for n in range(4):
        write(tmp_path / f"{n}.txt", f"第{n}篇\n\n　　快递员送来{n}件。\n")
    index = Index(None)
    some, every = [Root.at(tmp_path / "0.txt")], [Root.at(tmp_path)]
    Catalogue([Root(some[0].path, tmp_path, every[0].key)], index).scan()
    sitting = Session(State(), every, Catalogue(every, index))

    unheld = [one.essay.path.name for one in Finder(sitting).find_on(understood("快递员"))]
    sitting.recall()
    held = [one.essay.path.name for one in Finder(sitting).find_on(understood("快递员"))]

    assert unheld == held == ["0.txt", "1.txt", "2.txt", "3.txt"]


class Watched(Finder):
    """Knows what it looks at."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.looked_at: list[str] = []

    def look(self, wanted: Wanted, essay: Essay, view: View | None = None) -> Found | None:
        """The same."""
        self.looked_at.append(essay.path.name)
        return super().look(wanted, essay, view)


def test_while_a_scan_reads_nothing_is_looked_at_twice(tmp_path: Path) -> None:
    """Neither what the index has, nor what was read but is not in it yet."""
    for n in range(4):
        write(tmp_path / f"{n}.txt", f"第{n}篇\n\n　　快递员送来{n}件。\n")
    index = Index(None)
    some, every = [Root.at(tmp_path / "0.txt")], [Root.at(tmp_path)]
    Catalogue([Root(some[0].path, tmp_path, every[0].key)], index).scan()
    sitting = Session(State(), every, Catalogue(every, index))
    sitting.recall()
    sitting.glimpse([*sitting.essays, *sitting.read_source(tmp_path / "2.txt")])
    finder = Watched(sitting)

    found = [one.essay.path.name for one in finder.find_on(understood("快递员"))]

    assert found == ["0.txt", "2.txt", "1.txt", "3.txt"]
    assert finder.looked_at == found


class FromIndex(Finder):
    """Finds in one text, as the index has it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(Session(State(), (), Catalogue((), Index(None))))
        text = "\n".join(lines)
        document = Document("", text, (Block(Kind.VERSE, 0, len(text)),))
        [self.essay] = essays_of((document,), Path("a.txt"), "a")
        body = body_of(self.essay.id, self.essay.path, document)
        self.text = Kept("", body.text, body.shape)

    def kept(self, essay: Essay) -> Kept:
        """That text."""
        return self.text


@given(
    st.lists(st.text("雨雪a，é\u0301\u00ad", max_size=6), min_size=1, max_size=6),
    st.sampled_from(["雨", "雨雪", "a", "A", "，", "雨a", "雨 雪", "雨 OR a", "é"]),
)
def test_lines_are_the_same_without_their_matches(lines: list[str], query: str) -> None:
    """Whoever only prints them gets those that have one, from where they begin."""
    finder, wanted = FromIndex(lines), understood(query)

    found = finder.look(wanted, finder.essay)
    through_view = finder.look(wanted, finder.essay, finder.text.view())

    if found is None or through_view is None:
        assert found is through_view
        return
    assert found.spans == through_view.spans
    assert list(found.lines()) == list(through_view.lines())
    bare = [(line.start, found.text(line.start, line.end)) for line in found.lines()]
    assert list(found.bare_lines()) == list(through_view.bare_lines()) == bare


def test_words_are_found_in_a_source_that_no_index_has(tmp_path: Path) -> None:
    """As it is now, and but for what is closed."""
    path = tmp_path / "rain.txt"
    write(path, f"锁\n\n　　开头是明的。\n{PAID.format('里面是暗的，下着雨。')}\n　　结尾。\n")
    roots = [Root.at(path)]
    alone = Session(State(), roots, Catalogue(roots, Index(None), is_alone=True))
    alone.scan()

    before = find(alone, "明")
    write(path, "锁\n\n　　开头是亮的。\n")
    alone.scan()

    assert (before, find(alone, "雨")) == ({"锁": ["明"]}, {})
    assert (find(alone, "亮"), find(alone, "明")) == ({"锁": ["亮"]}, {})
