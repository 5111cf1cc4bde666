"""A library on a server: what is fetched, when again, and what happens when the server is away."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from zipfile import ZipFile

import asyncssh
import pytest

from reader.cli.main import main
from reader.errors import SourceError
from reader.library import mirror as mirror_module
from reader.library.config import read_config
from reader.library.mirror import Mirror, check, is_remote, mirror, place_of
from reader.library.state import State
from reader.session.folders import library_roots
from tests import servers
from tests.shelves import SEASONS


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder that a server serves."""
    folder = tmp_path / "served"
    (folder / "seasons" / "north").mkdir(parents=True)
    for name, text in SEASONS.items():
        (folder / "seasons" / name).write_text(text, encoding="utf-8")
    (folder / "seasons" / "north" / "snow.md").write_text("# 雪\n\n下了一夜。\n", encoding="utf-8")
    (folder / "seasons" / "photo.raw").write_bytes(bytes(999))
    (folder / "seasons" / ".secret.txt").write_text("不要\n", encoding="utf-8")
    return folder


@pytest.fixture(params=["webdav", "sftp"])
def place(request: pytest.FixtureRequest, shelf: Path) -> Iterator[str]:
    """A folder on a real server."""
    if request.param == "webdav":
        with servers.webdav(shelf) as url:
            yield f"{url}/seasons"
    else:
        with servers.sftp(shelf, "reader", "s3cret") as url:
            yield f"{url}/seasons"


def fetched(folder: Path) -> list[str]:
    """The files of a copy."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p.relative_to(folder).as_posix() for p in found if not p.name.startswith("."))


def test_a_place_on_a_server_is_copied_and_kept_fresh(
    place: str, shelf: Path, tmp_path: Path
) -> None:
    """Sources only; what has not changed is not fetched again, what is gone goes."""
    copy = mirror(place, tmp_path / "cache")

    assert copy.refresh() == (True, [])
    assert fetched(copy.folder) == ["autumn.txt", "north/snow.md", "spring.txt", "winter.txt"]
    assert copy.refresh() == (False, [])

    (shelf / "seasons" / "autumn.txt").write_text("秋天的井\n\n改过了，长了一些。\n")
    (shelf / "seasons" / "spring.txt").unlink()
    counts: list[int] = []
    assert copy.refresh(counts.append) == (True, [])
    assert counts == [1]
    assert fetched(copy.folder) == ["autumn.txt", "north/snow.md", "winter.txt"]
    assert "改过了" in (copy.folder / "autumn.txt").read_text()


def test_it_is_a_part_of_the_library(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Added, listed, found, removed by commands, like a folder."""
    assert main(["add", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["essays"] == 4
    assert main(["list", "--filter", "qtdj", "--json"]) == 0
    (essay,) = json.loads(capsys.readouterr().out)
    assert essay["title"] == "秋天的井"

    assert main(["refresh"]) == 0
    capsys.readouterr()
    assert main(["remove", place]) == 0
    capsys.readouterr()
    assert main(["list", "--filter", "qtdj", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_who_asks_is_told_to_nobody(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in what is printed nor in what an index keeps, which many may share; and for everyone it
    is the same place.
    """
    with servers.sftp(shelf, "reader", "s3cret") as url:
        place = place_of(f"{url}/seasons")
        assert place == f"sftp://{url.rpartition('@')[2]}/seasons"

        assert main(["add", f"{url}/seasons"]) == 0
        root = library_roots(State(), servers=[f"{url}/seasons"])[-1]
        assert root.name == root.key == place
        assert fetched(root.folder) == sorted([*SEASONS, "north/snow.md"])
    assert main(["refresh"]) == 0
    assert main(["add", f"{url}/elsewhere"]) == 1
    assert main(["remove", place]) == 0

    said = "".join(capsys.readouterr())
    assert place in said
    assert "is out of reach" in said
    assert "s3cret" not in said


def test_a_server_that_is_away_leaves_its_copy(shelf: Path, tmp_path: Path) -> None:
    """One reads on, and is told."""
    with servers.webdav(shelf) as url:
        copy = mirror(f"{url}/seasons", tmp_path / "cache")
        copy.refresh()

    has_changed, complaints = copy.refresh()

    assert not has_changed
    assert "is out of reach" in complaints[0]
    assert len(fetched(copy.folder)) == 4


# Servers that hang.


class Hanging(asyncssh.SFTPServer):
    """Lists what is there, and never sends a file."""

    async def read(self, file_obj: object, offset: int, size: int) -> bytes:
        """Nothing, ever."""
        await asyncio.Event().wait()
        return b""


class Forbidding(asyncssh.SFTPServer):
    """Lets nobody look into one folder."""

    def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        """What is in the others."""
        if path.endswith(b"north"):
            raise asyncssh.SFTPPermissionDenied("not for you")
        return super().scandir(path)


def test_a_server_that_hangs_is_given_up(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it lets one in, or amid a file: it is told, and what was fetched before stays."""
    with servers.sftp(shelf, "reader", "s3cret") as url:
        copy = mirror(f"{url}/seasons", tmp_path / "cache")
        assert copy.refresh() == (True, [])
    before = fetched(copy.folder)
    monkeypatch.setattr(mirror_module, "_SILENCE_SECONDS", 0.5)

    with servers.answering(None) as port:
        place = f"sftp://reader:s3cret@127.0.0.1:{port}/seasons"
        (said,) = Mirror(place, copy.folder).refresh()[1]
        assert "is out of reach (nothing has come for 0.5 seconds)" in said
        with pytest.raises(SourceError, match="nothing has come"):
            check(f"zip://*.txt::{place}/a.zip")
    (shelf / "seasons" / "new.txt").write_text("新的\n\n　　还没有读过。\n", encoding="utf-8")
    with servers.sftp(shelf, "reader", "s3cret", Hanging) as url:
        (said,) = Mirror(f"{url}/seasons", copy.folder).refresh()[1]
        assert "is out of reach (nothing has come for 0.5 seconds)" in said

    assert fetched(copy.folder) == before
    monkeypatch.undo()
    with servers.sftp(shelf, "reader", "s3cret") as url:
        assert Mirror(f"{url}/seasons", copy.folder).refresh() == (True, [])


def test_a_folder_that_cannot_be_listed_loses_nothing(shelf: Path, tmp_path: Path) -> None:
    """It is not taken for one without files."""
    with servers.sftp(shelf, "reader", "s3cret") as url:
        copy = mirror(f"{url}/seasons", tmp_path / "cache")
        copy.refresh()
    before = fetched(copy.folder)

    with servers.sftp(shelf, "reader", "s3cret", Forbidding) as url:
        (said,) = Mirror(f"{url}/seasons", copy.folder).refresh()[1]

    assert "a folder cannot be listed" in said
    assert fetched(copy.folder) == before


def test_an_archive_that_has_changed_on_its_server_is_read_anew(
    shelf: Path, tmp_path: Path
) -> None:
    """Also within one session; a connection that has died is made anew."""

    def pack(*names: str) -> None:
        with ZipFile(shelf / "a.zip", "w") as archive:
            for name in names:
                archive.writestr(name, f"{name}\n\n　　那天下着雨。\n")

    pack("one.txt")
    with servers.sftp(shelf, "reader", "s3cret") as url:
        copy = mirror(f"zip://::{url}/a.zip", tmp_path / "cache")
        assert copy.refresh() == (True, [])
        pack("one.txt", "two.txt")
        assert copy.refresh() == (True, [])

        assert fetched(copy.folder) == ["one.txt", "two.txt"]

        some = f"zip://t*.txt::{url}/a.zip"
        check(some)
        assert mirror(some, tmp_path / "cache").refresh() == (True, [])
        assert fetched(mirror(some, tmp_path / "cache").folder) == ["two.txt"]
        with pytest.raises(SourceError, match="no such folder or file"):
            check(f"zip://x*.txt::{url}/a.zip")
        with pytest.raises(SourceError, match="no such folder or file"):
            check(f"zip://*.txt::{url}/b.zip")


def test_a_copy_without_its_manifest_is_fetched_again(shelf: Path, tmp_path: Path) -> None:
    """The cache folder is worthless: damage costs time."""
    with servers.webdav(shelf) as url:
        copy = mirror(f"{url}/seasons", tmp_path / "cache")
        copy.refresh()
        (copy.folder / ".manifest.json").write_text("{not json")
        (copy.folder / "autumn.txt").unlink()

        assert copy.refresh() == (True, [])

    assert len(fetched(copy.folder)) == 4


def test_what_cannot_be_added_is_a_sentence(shelf: Path) -> None:
    """A server that does not answer, a folder that is not there, a protocol that nobody speaks."""
    with pytest.raises(SourceError, match="out of reach"):
        check("webdav://127.0.0.1:9/x")
    with servers.webdav(shelf) as url, pytest.raises(SourceError, match="no such folder"):
        check(f"{url}/nowhere")
    with pytest.raises(SourceError, match="gopherx"):
        check("gopherx://127.0.0.1/x")


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("sftp://host/essays", True),
        ("s3://bucket/essays", True),
        ("zip://*.txt::https://host/a.zip", True),
        ("https://host/page", False),
        ("/home/me/essays", False),
        ("essays", False),
    ],
)
def test_what_names_a_place_on_a_server(word: str, answer: bool) -> None:
    """A page on the web is an article, not a library."""
    assert is_remote(word) is answer


def test_the_configuration_may_name_servers(tmp_path: Path) -> None:
    """Among the folders of `library:`."""
    path = tmp_path / "config.yaml"
    path.write_text("library: [notes, 'sftp://host/essays/']\n")

    config = read_config(path)

    assert config.library == (tmp_path / "notes",)
    assert config.servers == ("sftp://host/essays",)
