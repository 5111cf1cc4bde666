"""A library on a server: what is fetched, when again, and what happens when the server is away."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.errors import SourceError
from reader.library.config import read_config
from reader.library.mirror import check, is_remote, mirror
from tests import servers
from tests.test_list import ESSAYS


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder that a server serves."""
    folder = tmp_path / "served"
    (folder / "seasons" / "north").mkdir(parents=True)
    for name, text in ESSAYS.items():
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


def test_a_server_that_is_away_leaves_its_copy(shelf: Path, tmp_path: Path) -> None:
    """One reads on, and is told."""
    with servers.webdav(shelf) as url:
        copy = mirror(f"{url}/seasons", tmp_path / "cache")
        copy.refresh()

    has_changed, complaints = copy.refresh()

    assert not has_changed
    assert "is out of reach" in complaints[0]
    assert len(fetched(copy.folder)) == 4


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
