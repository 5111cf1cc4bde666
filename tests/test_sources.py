"""Which files are sources, and what is said of those that cannot be read."""

import os
import socket
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.library import sources
from reader.library.filenames import natural
from reader.library.sightings import look
from reader.library.sources import Root, files_in, read_bytes


def write(*paths: Path) -> None:
    """Write small files, and the folders around them."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("雨\n下雨了。\n", encoding="utf-8")


def found(root: Path) -> list[str]:
    """The names of the sources in a folder."""
    return [path.relative_to(root).as_posix() for path in files_in(root)]


# Finding.


def test_sources_stand_in_natural_order(tmp_path: Path) -> None:
    """As a person counts, in Arabic and in Chinese; folders among the files."""
    names = [
        "1.txt",
        "2.md",
        "3/1.txt",
        "10.TXT",
        "第二章.txt",
        "第十章.txt",
        "第十二章.txt",
        "a.markdown",
    ]
    write(*(tmp_path / name for name in reversed(names)))

    assert found(tmp_path) == ["1.txt", "2.md", "3/1.txt", "10.TXT", "a.markdown", *names[4:7]]


def test_the_order_can_be_told_without_a_look_at_the_disk(tmp_path: Path) -> None:
    """What the index remembers is sorted as the walk would find it."""
    write(
        *(tmp_path / name for name in ("a/10.txt", "a/9.txt", "a b.txt", "a.txt", "B.txt", "b.txt"))
    )
    walked = list(files_in(tmp_path))

    assert sorted(set(walked), key=Root.at(tmp_path).order_of) == walked


def test_other_files_are_no_sources(tmp_path: Path) -> None:
    """Nor are hidden ones, or what lies in hidden folders."""
    write(tmp_path / "a.txt", tmp_path / "b.png", tmp_path / ".c.txt", tmp_path / ".git/d.txt")
    write(tmp_path / "library.yaml")

    assert found(tmp_path) == ["a.txt"]


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    """It is looked into; a pipe that is called like a file is left alone."""
    write(tmp_path / "folder.txt" / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")

    assert found(tmp_path) == ["folder.txt/a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A folder is entered once, by whatever name; links to files and broken links do no harm."""
    write(tmp_path / "a/b.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "a")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a/b.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")

    assert found(tmp_path) == ["a/b.txt", "link.txt"]


def test_a_link_out_of_the_library_to_what_it_lies_in_is_not_followed(tmp_path: Path) -> None:
    """Wine's `z:` is a link to `/`, and with it all that the computer holds would be read."""
    write(tmp_path / "private.txt", tmp_path / "books/a.txt", tmp_path / "elsewhere/b.txt")
    (tmp_path / "books/up").symlink_to(tmp_path)
    (tmp_path / "books/z:").symlink_to("/")
    (tmp_path / "books/more").symlink_to(tmp_path / "elsewhere")

    assert found(tmp_path / "books") == ["a.txt", "more/b.txt"]
    seen = look(Root.at(tmp_path / "books")).sources
    assert sorted(Path(each).name for each in seen) == ["a.txt", "b.txt"]


def test_a_folder_that_cannot_be_looked_into_is_complained_about(tmp_path: Path) -> None:
    """The others are walked."""
    write(tmp_path / "a.txt", tmp_path / "b/c.txt")
    complaints: list[str] = []
    walk = files_in(tmp_path, complaints.append)
    assert next(walk) == tmp_path / "a.txt"

    (tmp_path / "b/c.txt").unlink()
    (tmp_path / "b").rmdir()

    assert list(walk) == []
    assert complaints == [f"{tmp_path}/b: cannot be looked into (No such file or directory)."]


def test_a_file_is_its_own_only_source(tmp_path: Path) -> None:
    """Whatever it is called."""
    write(tmp_path / "notes", tmp_path / "other.txt")

    assert list(files_in(tmp_path / "notes")) == [tmp_path / "notes"]


# Natural order.


def test_numbers_in_names_are_counted() -> None:
    """Case does not matter; a run of digits too long to count is text."""
    names = ["b1", "第一百零二回", "A10", "1" * 5_000, "b", "第一百回", "a9", "2"]

    assert sorted(names, key=natural) == [
        "2",
        "1" * 5_000,
        "a9",
        "A10",
        "b",
        "b1",
        "第一百回",
        "第一百零二回",
    ]


# Roots.


def test_a_source_has_the_same_key_through_any_root(tmp_path: Path) -> None:
    """Whether its folder, a folder above, or it alone is in the library."""
    write(tmp_path / "a/b.txt")
    source = (tmp_path / "a/b.txt").resolve()

    keys = {Root.at(path).key_of(source) for path in (tmp_path, tmp_path / "a", source)}

    assert keys == {source.as_posix()}
    assert Root.at(tmp_path, "shipped").key_of(source) == "shipped/a/b.txt"


def test_a_root_holds_what_lies_in_it(tmp_path: Path) -> None:
    """Not what only begins with the same letters."""
    root = Root(tmp_path / "a", tmp_path / "a", "a")

    assert root.holds(tmp_path / "a/b/c.txt")
    assert root.holds(tmp_path / "a")
    assert not root.holds(tmp_path / "ab.txt")
    assert Root(Path("/"), Path("/"), "").holds(Path("/a"))


# Reading.


def refusal(path: Path) -> str:
    """What is said of a file that is not read."""
    with pytest.raises(SourceError) as error:
        read_bytes(path)
    return str(error.value)


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    """Through a link too."""
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")

    assert read_bytes(tmp_path / "b.txt") == "雨\n下雨了。\n".encode()


def test_what_is_no_regular_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe without a writer, a device without an end, a socket, a folder."""
    pipe, endpoint = tmp_path / "pipe.txt", tmp_path / "socket.txt"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind(endpoint.name)

        assert refusal(pipe) == f"{pipe} is not a regular file but a device, pipe or socket."
        assert refusal(Path("/dev/zero")).startswith("/dev/zero is not a regular file")
        assert refusal(endpoint).startswith(f"{endpoint}: cannot be read (")
        assert refusal(tmp_path) == f"{tmp_path} is a folder; a file was expected here."


def test_a_file_that_vanished_is_named(tmp_path: Path) -> None:
    """So is a link that leads to itself; what stands in names is harmless."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")

    assert refusal(tmp_path / "a\x1b[31m.txt") == f"{tmp_path}/a␛[31m.txt: there is no such file."
    assert refusal(tmp_path / "loop.txt").startswith(f"{tmp_path}/loop.txt: cannot be read (")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    """The reader is told whose fault it is."""
    write(tmp_path / "a.txt")
    (tmp_path / "a.txt").chmod(0)

    assert refusal(tmp_path / "a.txt") == f"{tmp_path}/a.txt: you may not read this file."


def test_a_giant_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its size, and the size that is allowed."""
    monkeypatch.setattr(sources, "LARGEST", 1_000)
    (tmp_path / "a.txt").write_bytes(b"x" * 1_000)
    (tmp_path / "b.txt").write_bytes(b"x" * 1_001)

    assert len(read_bytes(tmp_path / "a.txt")) == 1_000
    assert refusal(tmp_path / "b.txt") == (
        f"{tmp_path}/b.txt has 1,001 bytes; files up to 1,000 bytes can be read."
    )
