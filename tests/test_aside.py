"""Another process understands large texts and parses large Markdown, and nobody sees a difference but in time."""

import os
from pathlib import Path

import pytest

from reader.formats import read
from reader.formats.large import LargeText
from reader.library import large, recognition
from reader.library.atlas import Atlas
from reader.library.index.source import Stamp
from reader.library.large import LargeSource
from reader.library.shelf import Shelf
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Stage

STAMP = Stamp(1, 1)
SENTENCE = "天下着很大的雨，我们在渡口等了很久，船还没有来，谁也没有说一句话，只听见风声。"


@pytest.fixture(autouse=True)
def aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """From how many bytes on, for these tests."""
    monkeypatch.setattr(large, "ASIDE", 1)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A collection of three essays, each with sections."""
    lines = ["渡口散文（3篇）"]
    for essay in "一二三":
        lines.append(f"篇{essay}：雨{essay}")
        for section in "一二三":
            lines += [f"{section}、渡口", *[SENTENCE] * 30]
    path = tmp_path / "odd \udcff.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def understood(
    source: Path, atlas: Atlas, said: Corrections = NOTHING
) -> tuple[tuple[Document, ...], list[float]]:
    """The documents of a source, and what was told of how far it was."""
    told: list[float] = []
    stamp = Stamp.of(os.stat(source), said)  # noqa: PTH116 - as the catalogue does
    opened = LargeSource(source, stamp, said, atlas)
    opened.deepen(Stage.UNDERSTOOD, told.append)
    return opened.documents, told


def look(documents: tuple[Document, ...]) -> list[tuple[object, ...]]:
    """What a reader sees of documents."""
    return [
        (one.title, one.text[:], one.sections, one.length, one.fingerprint, one.source_span)
        for one in documents
    ]


def test_another_process_finds_what_this_one_finds(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same essays with the same sections; and they are kept."""
    atlas = Atlas(tmp_path / "atlas")
    here = understood(source, Atlas(None))[0]
    monkeypatch.setattr(LargeText, "understood", None)

    found, _told = understood(source, atlas)

    assert len(found) == 3
    assert look(found) == look(here)
    assert atlas.take(source, Stamp.of(os.stat(source), NOTHING)) is not None  # noqa: PTH116


def test_it_obeys_what_is_said_of_the_source(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `library.yaml` corrects is told to it."""
    said = Corrections(essays=("one",), headings=(("一、*", 2), ("二、*", 0)))
    here = understood(source, Atlas(None), said)[0]
    monkeypatch.setattr(LargeText, "understood", None)

    found = understood(source, Atlas(tmp_path / "atlas"), said)[0]

    assert len(found) == 1
    assert look(found) == look(here)


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/false"])
def test_without_another_process_this_one_does_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interpreter: str
) -> None:
    """Where none can be started, or it dies at once."""
    monkeypatch.setattr("sys.executable", interpreter)

    found, _told = understood(source, Atlas(tmp_path / "atlas"))

    assert len(found) == 3


def test_nothing_of_the_folder_with_the_texts_is_run(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text's neighbour may be called like a module of Python's."""
    (tmp_path / "json.py").write_text("open('was-run', 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    found = recognition.understood(
        source,
        Stamp.of(os.stat(source), NOTHING),  # noqa: PTH116
        NOTHING,
        Atlas(tmp_path / "atlas"),
        lambda part: None,
    )

    assert found is not None
    assert not (tmp_path / "was-run").exists()


def test_a_source_that_has_changed_is_not_taken_for_what_it_was(
    source: Path, tmp_path: Path
) -> None:
    """Nothing is kept of it under the old stamp."""
    atlas, stamp = Atlas(tmp_path / "atlas"), Stamp.of(os.stat(source), NOTHING)  # noqa: PTH116
    source.write_text(SENTENCE, encoding="utf-8")

    assert recognition.understood(source, stamp, NOTHING, atlas, lambda part: None) is None


@pytest.fixture
def markdown(tmp_path: Path) -> Path:
    """Markdown with what can only be understood by reading all of it."""
    path = tmp_path / "notes.md"
    body = f"{SENTENCE}[^1] 见[那里][a]。\n\n## 渡口\n\n##paidbegin##{SENTENCE}##paidend##\n\n"
    path.write_text(
        f"# 雨\n\n{body * 2}[a]: https://example.org\n\n[^1]: 一条注。\n", encoding="utf-8"
    )
    return path


def parsed(source: Path, folder: Path | None, shelf: Shelf | None) -> tuple[Document, ...]:
    """The documents of what is read as a whole."""
    stamp = Stamp.of(os.stat(source), NOTHING)  # noqa: PTH116
    opened = LargeSource(source, stamp, NOTHING, Atlas(folder), (), shelf)
    opened.deepen(Stage.UNDERSTOOD)
    return opened.documents


@pytest.mark.parametrize("has_shelf", [True, False])
def test_another_process_parses_what_is_read_as_a_whole(
    markdown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_shelf: bool
) -> None:
    """The same document, with nothing lost on the way; it stays on the shelf, if there is one."""
    here = parsed(markdown, None, None)
    monkeypatch.setattr(LargeSource, "_parsed", None)
    shelf = Shelf(tmp_path / "opened.json") if has_shelf else None

    found = parsed(markdown, tmp_path / "atlas", shelf)

    assert found == here
    assert len(found[0].regions) == 2
    if shelf is not None:
        monkeypatch.setattr("sys.executable", "/bin/false")
        assert parsed(markdown, tmp_path / "atlas", shelf) == here


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/false"])
def test_without_another_process_this_one_parses(
    markdown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interpreter: str
) -> None:
    """Where none can be started, or it dies at once."""
    monkeypatch.setattr("sys.executable", interpreter)

    found = parsed(markdown, tmp_path / "atlas", Shelf(tmp_path / "opened.json"))

    assert found == parsed(markdown, None, None)


def test_what_is_on_the_shelf_is_read_in_pieces(tmp_path: Path) -> None:
    """Also texts, and numbers of blocks, that take many of them; and what would take long is left there."""
    text = "".join(f"{SENTENCE}\n\n" for _paragraph in range(4_000))
    documents = read(text.encode(), "rain.md").documents
    shelf = Shelf(tmp_path / "opened.json")

    shelf.put(Path("rain.md"), STAMP, documents)

    assert shelf.take(Path("rain.md"), STAMP) == documents
    assert shelf.take(Path("rain.md"), STAMP, most=1_000) is None
