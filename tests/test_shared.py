"""Both indexes give the same answers: the file, and the PostgreSQL server that many share.

The server is started here, where PostgreSQL is installed; where it is not, its half is skipped, and says so.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.library import ahead, walk
from reader.library.catalogue import Catalogue
from reader.library.config import read_config
from reader.library.essay import number_of
from reader.library.index import Index, postings, shared
from reader.library.index import server as server_module
from reader.library.index.interfaces import Indexing
from reader.library.index.server import Server
from reader.library.index.shared import SharedIndex
from reader.library.sources import Root
from reader.library.state import State
from reader.session.finding import Finder
from reader.session.query import understood
from reader.session.session import Session
from tests import servers
from tests.shelves import NEIGHBOURS

PROGRAMS = servers.postgresql_programs()
RAIN = "雨\n\n下雨了，街上没有人。快递站点的灯还亮着，15134 个包裹。\n"
WALK = "# A walk\n\n## Morning\n\nRain, or the sound of it.\n\n## Evening\n\nNo rain at all.\n"

Opened = Callable[[list[Root]], Indexing]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server for these tests."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with servers.postgresql(PROGRAMS) as url:
        yield url


@pytest.fixture(params=["file", "server"])
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """Opens the index of a test; always the same one."""
    # No other process reads ahead: it would pack too.
    monkeypatch.setattr(ahead, "MANY", 1_000_000)
    made: list[Indexing] = []
    url = request.getfixturevalue("server") if request.param == "server" else ""

    def of(roots: list[Root]) -> Indexing:
        file = Index(tmp_path / "cache" / "index.sqlite3")
        index = SharedIndex(url, roots, file) if url else file
        made.append(index)
        return index

    yield of
    for index in made:
        if isinstance(index, SharedIndex):
            with suppress(SourceError):
                index.forget(list(index.known()))
        index.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small library."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "rain.txt").write_text(RAIN, encoding="utf-8")
    (folder / "walk.md").write_text(WALK, encoding="utf-8")
    (folder / "paid.txt").write_text(NEIGHBOURS, encoding="utf-8")
    return folder


def session_on(index: Indexing, roots: list[Root]) -> Session:
    """A session whose library was looked through."""
    session = Session(State(), roots, Catalogue(roots, index))
    session.scan()
    return session


def found(session: Session, words: str) -> dict[str, list[str]]:
    """What is found, by title: the texts of the matches."""
    return {
        one.essay.title: [one.view.text(start, end) for start, end in one.spans]
        for one in Finder(session).find(understood(words))
    }


@pytest.mark.parametrize(
    "words", ["雨", "快递", "快递站点", "15134", "rain", "rain -雨", "雨 OR or"]
)
def test_what_is_found_is_what_stands_there(opened: Opened, folder: Path, words: str) -> None:
    """One character or more, words, and what joins them; against a session without any index."""
    roots = [Root.at(folder)]
    session = session_on(opened(roots), roots)
    plain = session_on(Index(None), roots)

    assert found(session, words) == found(plain, words) != {}


def test_a_closed_region_is_found_by_nobody(opened: Opened, folder: Path) -> None:
    """Opened, it is found at once; closed again, it is not."""
    roots = [Root.at(folder)]
    session = session_on(opened(roots), roots)
    assert found(session, "福建") == {}

    essay = next(essay for essay in session.essays if essay.regions)
    reading, _ticket = session.regions.turn_all(session.open(essay))
    assert "福建" in str(found(session, "福建"))

    session.regions.turn_all(reading)
    assert found(session, "福建") == {}


def test_what_is_packed_is_found_part_by_part(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a library that is larger than most, of which no part is the whole; each essay once."""
    monkeypatch.setattr(postings, "_TOGETHER", 50)
    monkeypatch.setattr(postings, "MOST", 100)
    monkeypatch.setattr(postings, "FULL", 100)
    for n in range(300):
        text = f"第{n}篇\n\n　　那天下着雨，走了{n * 7}步。\n"
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    roots = [Root.at(folder)]
    index = opened(roots)
    session = session_on(index, roots)
    session.catalogue.pack()
    plain = session_on(Index(None), roots)
    assert len(index.texts.parts()) > 2

    for words in ("雨", "15134", "第 雨", "雨 -快递", "title:雨", "第7篇"):
        finder = Finder(session)
        named = [one.essay.id for one in finder.find(understood(words))]
        streamed = {one.essay.id for one in finder.stream(understood(words))}

        assert len(named) == len(set(named))
        assert set(named) == streamed
        assert found(session, words) == found(plain, words) != {}


def test_what_was_read_is_not_read_again(opened: Opened, folder: Path) -> None:
    """Also by another who has the folder."""
    roots = [Root.at(folder)]
    first = session_on(opened(roots), roots)

    other = opened(roots)
    session = Session(State(), roots, Catalogue(roots, other))

    assert [essay.id for essay in session.recall()] == [essay.id for essay in first.essays]
    assert list(session.catalogue.changed()) == []
    assert other.texts.numbers() >= {number_of(essay.id) for essay in first.essays}


def test_what_has_changed_or_gone_is_found_no_more(opened: Opened, folder: Path) -> None:
    """The next scan knows."""
    roots = [Root.at(folder)]
    session = session_on(opened(roots), roots)
    (folder / "rain.txt").write_text("雪\n\n下雪了，街上还是没有人。\n", encoding="utf-8")
    (folder / "walk.md").unlink()

    session.scan()

    assert found(session, "快递") == found(session, "rain") == {}
    assert list(found(session, "下雪")) == ["雪"]


def test_a_long_scan_packs_what_it_stores(
    server: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others who look for words meanwhile go through what waits; and so it is after a refresh."""
    monkeypatch.setattr(shared, "_MANY", 50)
    monkeypatch.setattr(walk, "_BATCH", 10)
    for n in range(120):
        (folder / f"{n:03}.txt").write_text(f"第{n}篇\n\n　　那天下着雨。\n", encoding="utf-8")
    roots = [Root.at(folder)]
    with closing(SharedIndex(server, roots, Index(None))) as index:
        session_on(index, roots)

        first, *_others = index.texts.parts()
        assert len(first.fresh) < 64 < len(index.texts.numbers())
        assert not index.texts.waiting()
        index.forget(list(index.known()))


def test_a_start_lists_what_this_reader_knew_and_the_scan_what_others_have_read(
    server: str, folder: Path, tmp_path: Path
) -> None:
    """The first page waits for no server; what asks it exactly, such as a command, is told all."""
    roots = [Root.at(folder)]

    def opened(reader: str) -> SharedIndex:
        return SharedIndex(server, roots, Index(tmp_path / reader / "index.sqlite3"))

    with closing(opened("one")) as index:
        session_on(index, roots)
    (folder / "snow.txt").write_text("雪\n\n下雪了。\n", encoding="utf-8")
    with closing(opened("other")) as index:
        session_on(index, roots)

    with closing(opened("one")) as index:
        session = Session(State(), roots, Catalogue(roots, index))
        before = [essay.title for essay in session.recall(as_before=True)]
        assert not index.complaint
        told = [essay.title for essay in session.recall()]
        scanned = [essay.title for essay in session.scan().essays]
        kept = session.catalogue.kept()

        assert "雪" not in before
        assert sorted([*before, "雪"]) == sorted(told) == sorted(scanned)
        assert kept is not None
        assert [essay.title for essay in kept] == scanned
        index.forget(list(index.known()))


# A server that goes.


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[ExitStack, Opened]]:
    """A server that stops when the stack is closed, and what opens the index on it."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with ExitStack() as life:
        url = life.enter_context(servers.postgresql(PROGRAMS))

        def of(roots: list[Root]) -> SharedIndex:
            return SharedIndex(url, roots, Index(tmp_path / "cache" / "index.sqlite3"))

        yield life, of


def test_the_file_takes_the_place_of_a_server_that_goes(
    mortal: tuple[ExitStack, Opened], folder: Path
) -> None:
    """What is read then is kept in it, and that is said; so is why there is no index at the next start."""
    life, opened = mortal
    roots = [Root.at(folder)]
    index = opened(roots)
    session = session_on(index, roots)

    life.close()
    scan = session.scan()

    assert len(scan.essays) == 4
    assert [said for said in scan.complaints if "127.0.0.1 does not answer" in said]
    assert list(found(session, "快递")) == ["雨"]
    assert list(session.catalogue.changed()) == []
    index.close()

    # The next start: it has not been connected to before.
    other = opened(roots)
    said = session_on(other, roots).catalogue.complaint
    assert said is not None
    assert "and the file takes its place: nothing answers" in said
    other.close()


def test_a_server_that_comes_back_is_used_by_the_next_scan(
    server: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing has changed in the folders since."""
    monkeypatch.setattr(server_module, "_PAUSE_SECONDS", 0)
    roots = [Root.at(folder)]
    with closing(SharedIndex(server, roots, Index(None))) as index:
        session = session_on(index, roots)
        before = sorted(found(session, "rain"))
        [[process]] = index.texts._ask("SELECT pg_backend_pid()")
        beside = Server(server, "", (), "pg_class")
        beside.ask(f"SELECT pg_terminate_backend({process}, 60000)")
        beside.close()
        assert index.texts.parts() == []

        scan = session.scan()

        assert len(scan.essays) == 4
        assert not scan.complaints
        assert index.texts.parts() != []
        assert sorted(found(session, "rain")) == before
        index.forget(list(index.known()))


def test_no_essay_is_lost_when_the_server_goes_amid_a_scan(
    mortal: tuple[ExitStack, Opened], folder: Path
) -> None:
    """What was known through it is not known any more; so the scan begins anew."""
    life, opened = mortal
    roots = [Root.at(folder)]
    session_on(opened(roots), roots).catalogue.texts.pack()
    index = opened(roots)
    session = Session(State(), roots, Catalogue(roots, index))
    (folder / "rain.txt").write_text("雪\n\n下雪了，街上没有人。\n", encoding="utf-8")

    scan = session.scan(lambda progress: life.close() if progress.essays else None)

    assert len(scan.essays) == 4
    assert list(found(session, "下雪")) == ["雪"]
    assert list(found(session, "rain")) == ["A walk"]
    index.close()


def test_all_is_found_when_the_server_goes_amid_a_query(
    mortal: tuple[ExitStack, Opened], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is read from its sources; and so is all of the next query."""
    life, opened = mortal
    monkeypatch.setattr(postings, "_TOGETHER", 50)
    monkeypatch.setattr(postings, "FULL", 80)
    monkeypatch.setattr(postings, "MOST", 80)
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(f"第{n}篇\n\n　　那天下着雨。\n", encoding="utf-8")
    roots = [Root.at(folder)]
    index = opened(roots)
    session = session_on(index, roots)
    session.catalogue.pack()
    assert len(index.texts.parts()) > 1

    for find in (Finder(session).stream, Finder(session).find):
        results = find(understood("雨"))
        first = next(results)
        life.close()
        names = [first.essay.path.name, *(one.essay.path.name for one in results)]

        assert sorted(names) == [*(f"{n:03}.txt" for n in range(200)), "rain.txt"]
    index.close()


def test_the_configuration_names_the_server(tmp_path: Path) -> None:
    """Anything but a PostgreSQL URL is a sentence."""
    path = tmp_path / "config.yaml"
    path.write_text("index: postgresql://reader@server/library\n")
    assert read_config(path).index == "postgresql://reader@server/library"

    path.write_text("index: mysql://server\n")
    assert "postgresql://user@host/database was expected" in read_config(path).complaints[0]
