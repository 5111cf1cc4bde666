"""What is said of a PostgreSQL server that cannot be used, and that nobody waits for it for long."""

import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.index import server as server_module
from reader.library.index.server import Server, UnansweredError
from reader.library.index.shared import SharedIndex
from reader.library.sources import Root
from tests import servers
from tests.shelves import write

PROGRAMS = servers.postgresql_programs()
PASSWORD = "opensesame"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that asks for a password."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with servers.postgresql(PROGRAMS, PASSWORD) as url:
        yield url


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None of whoever runs the tests."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "passwords"))


def with_user(url: str, user: str, password: str = "", database: str = "postgres") -> str:
    """The URL of the same server for someone else."""
    secret = f":{password}" if password else ""
    return f"postgresql://{user}{secret}@{url.partition('@')[2].partition('/')[0]}/{database}"


def plain(url: str) -> Server:
    """A server as it is, without tables."""
    server = Server(url, "", (), "pg_class")
    assert server.ask("SELECT 1") == [[1]]
    return server


def said_of(url: str) -> str:
    """Why a server cannot be used."""
    with closing(SharedIndex(url, (), Index(None))) as index:
        assert index.complaint is None
        index.renew()
        assert index.stamps() == {}
        assert index.complaint is not None
        return index.complaint


def test_a_password_is_asked_for_and_looked_for_where_it_may_stand(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the URL, in PGPASSWORD, in the file of passwords unless others may read that."""
    assert "wants a password for reader" in said_of(url)
    assert "takes another password for reader" in said_of(with_user(url, "reader", "wrong"))
    assert PASSWORD not in said_of(with_user(url, "reader", PASSWORD, "nowhere"))
    plain(with_user(url, "reader", PASSWORD)).close()

    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    plain(url).close()
    monkeypatch.delenv("PGPASSWORD")

    file = tmp_path / "passwords"
    file.write_text(f"elsewhere:*:*:reader:x\\\\:y\n127.0.0.1:*:*:reader:{PASSWORD}\n")
    file.chmod(0o644)
    assert "wants a password" in said_of(url)
    file.chmod(0o600)
    plain(url).close()


def test_a_database_that_is_not_there_can_be_made(url: str) -> None:
    """The sentence says how."""
    said = said_of(with_user(url, "reader", PASSWORD, "nowhere"))

    assert "it has no database nowhere; `createdb nowhere` there makes it." in said


def test_who_may_not_make_tables_is_told_what_the_owner_can_say(url: str, tmp_path: Path) -> None:
    """Who may only read those that are there finds words, and is told that nothing is kept."""
    owner_url = with_user(url, "reader", PASSWORD, "rights")
    with closing(plain(with_user(url, "reader", PASSWORD))) as owner:
        owner.ask("CREATE DATABASE rights")
        owner.ask("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with closing(plain(owner_url)) as owner:
        owner.ask("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    guest = with_user(url, "guest", "guest", "rights")
    assert "GRANT CREATE, USAGE ON SCHEMA public TO guest;" in said_of(guest)

    roots = [Root.at(tmp_path / "essays")]
    write(tmp_path / "essays" / "a.txt", "雨\n\n　　那天下着雨。\n")
    with closing(SharedIndex(owner_url, roots, Index(None))) as index:
        Catalogue(roots, index).scan()
    with closing(plain(owner_url)) as owner:
        owner.ask("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    write(tmp_path / "essays" / "b.txt", "雪\n\n　　那天下着雪。\n")
    with closing(SharedIndex(guest, roots, Index(None))) as index:
        scan = Catalogue(roots, index).scan()

        assert [essay.title for essay in scan.essays] == ["雨", "雪"]
        assert [said for said in scan.complaints if "guest may not write into rights" in said]
        assert len(index.texts.numbers()) == 1


def test_a_port_at_which_nothing_answers_is_told() -> None:
    """With what may be wrong there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert "Is PostgreSQL running there" in said_of(f"postgresql://reader@127.0.0.1:{port}/a")
    assert "no machine of that name" in said_of("postgresql://reader@nowhere.invalid/a")
    assert "its URL is not understood" in said_of("postgresql://reader@127.0.0.1:many/a")


def test_what_is_no_postgresql_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if it says nothing at all: that is waited for no longer than usual."""
    with servers.answering(b"220 mail.example.org ESMTP\r\n") as port:
        assert "no PostgreSQL server" in said_of(f"postgresql://reader@127.0.0.1:{port}/a")

    monkeypatch.setattr(server_module, "_PATIENCE_SECONDS", 0.1)
    with servers.answering(None) as port:
        assert "it does not answer" in said_of(f"postgresql://reader@127.0.0.1:{port}/a")


def test_without_the_package_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """That brings it."""
    monkeypatch.setitem(sys.modules, "pg8000.native", None)

    assert "pip install 'essay-reader[shared]'" in said_of("postgresql://reader@127.0.0.1/a")


def test_who_leaves_waits_for_no_answer(url: str) -> None:
    """What another thread has asked for is not told."""
    server = plain(with_user(url, "reader", PASSWORD))
    beside = plain(with_user(url, "reader", PASSWORD))
    asking = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'"
    told: list[str] = []

    def ask() -> None:
        try:
            server.ask("SELECT pg_sleep(600)")
        except UnansweredError:
            told.append("nothing")

    thread = threading.Thread(target=ask)
    thread.start()
    while beside.ask(asking) != [[1]]:
        pass
    server.close()
    thread.join()

    assert told == ["nothing"]
    assert server.is_away
    beside.close()


def test_a_server_that_comes_back_is_used_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not before it was left alone for a while: until then nobody waits for it."""
    server = plain(with_user(url, "reader", PASSWORD))
    beside = plain(with_user(url, "reader", PASSWORD))
    [[process]] = server.ask("SELECT pg_backend_pid()")
    beside.ask(f"SELECT pg_terminate_backend({process}, 60000)")

    with pytest.raises(UnansweredError):
        server.ask("SELECT 1")
    assert server.is_away
    assert "does not answer" in str(server.complaint)
    monkeypatch.setattr(server_module, "_PAUSE_SECONDS", float("inf"))
    server.try_again()
    assert server.is_away

    monkeypatch.setattr(server_module, "_PAUSE_SECONDS", 0)
    server.try_again()
    assert server.ask("SELECT 1") == [[1]]
    assert server.complaint is None
    assert server.failures == 1
    server.close()
    beside.close()


KILLED = """
    import sys
    from pathlib import Path
    from reader.library import walk
    from reader.library.catalogue import Catalogue
    from reader.library.index import Index
    from reader.library.index.shared import SharedIndex
    from reader.library.sources import Root

    # Every source is stored by itself.
    walk._BATCH = 1
    roots = [Root.at(Path(sys.argv[2]))]
    index = SharedIndex(sys.argv[1], roots, Index(None))

    def progress(said):
        if len(said.essays) == 15:
            print("half", flush=True)
            sys.stdin.read()

    Catalogue(roots, index).scan(progress)
"""


def test_two_readers_may_scan_at_once_and_one_be_killed(url: str, tmp_path: Path) -> None:
    """The other knows everything, whatever was kept by whom."""
    url = with_user(url, "reader", PASSWORD)
    folder = tmp_path / "essays"
    for n in range(30):
        write(folder / f"{n:02}.txt", f"第{n}篇\n\n　　那天下着雨，走了{n * 7}步。\n")
    words = [sys.executable, "-c", textwrap.dedent(KILLED), url, str(folder)]
    roots = [Root.at(folder)]
    with closing(SharedIndex(url, roots, Index(None))) as index:
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
            assert killed.stdout is not None
            assert killed.stdout.readline() == b"half\n"
            assert 0 < len(index.texts.numbers()) < 30
            first = Catalogue(roots, index).scan()
            killed.kill()
        second = Catalogue(roots, index).scan()

        assert len(first.essays) == len(second.essays) == len(index.texts.numbers()) == 30
        assert not first.complaints
        assert not list(Catalogue(roots, index).changed())
