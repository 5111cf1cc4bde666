"""ZIP files of texts are folders of sources: in the library, by name, on standard input."""

import gzip
import json
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.errors import SourceError
from reader.library.sources import Root, exists, files_in, holds_several, read_bytes
from tests.books import docx, epub, p, page, zipped

TEXTS: dict[str, str | bytes] = {
    "春/10.txt": "雨\n\n下了一天的雨，谁也没有出门。".encode("gb18030"),
    "春/2.md": "# 雪\n\n下了一夜的雪。",
    "a.txt.gz": gzip.compress("灯\n\n灯亮着。".encode()),
    "b.epub": epub({"x.xhtml": page("<p>书里的话。</p>")}),
    "__MACOSX/._2.md": "x",
    ".hidden.txt": "x",
    "picture.png": b"\x89PNG",
}


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ZIP file of texts in a folder, and a home for the reader beside it."""
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "essays"
    folder.mkdir()
    (folder / "all.zip").write_bytes(zipped(TEXTS))
    return folder / "all.zip"


def names(root: Path) -> list[str]:
    """The sources below *root*, as they are called from there."""
    return [str(path).removeprefix(str(root.parent) + "/") for path in files_in(root)]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints."""
    assert main(words) == 0
    return capsys.readouterr().out


def test_the_texts_in_a_bundle_are_sources(bundle: Path) -> None:
    """In natural order; hidden files, and what packers put in, are left out."""
    found = ["all.zip!/a.txt.gz", "all.zip!/b.epub", "all.zip!/春/2.md", "all.zip!/春/10.txt"]

    assert names(bundle) == found
    assert [str(p).rpartition("essays/")[2] for p in files_in(bundle.parent)] == found
    assert holds_several(bundle)


def test_a_member_is_read_by_its_name(bundle: Path) -> None:
    path = Path(f"{bundle}!/春/2.md")

    assert exists(path)
    assert read_bytes(path).decode() == TEXTS["春/2.md"]


def test_a_member_that_is_not_there_is_named(bundle: Path) -> None:
    path = Path(f"{bundle}!/nothing.md")

    assert not exists(path)
    with pytest.raises(SourceError, match=r"all\.zip holds no nothing\.md\."):
        read_bytes(path)


def test_a_member_has_one_id_through_any_root(bundle: Path) -> None:
    source = Path(f"{bundle}!/春/2.md")

    keys = {Root.at(path).key_of(source) for path in (bundle.parent, bundle, source)}

    assert keys == {source.as_posix()}
    assert Root.at(bundle).holds(source)


def test_documents_that_are_zip_files_are_no_bundles(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(docx(p("雨。")))
    (tmp_path / "b.zip").write_bytes(zipped({"picture.png": "x"}))
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 damaged")
    (tmp_path / "d!").mkdir()
    (tmp_path / "d!/e.txt").write_text("雨。")

    assert not any(holds_several(tmp_path / name) for name in ("a.zip", "b.zip", "c.zip"))
    assert [path.name for path in files_in(tmp_path)] == ["e.txt"]


def test_commands_take_bundles_and_members(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bundle.parent)

    assert "谁也没有出门" in told(capsys, "all.zip")
    assert told(capsys, "show", "--plain", "all.zip!/春/2.md") == "雪\n\n下了一夜的雪。\n"
    assert (
        json.loads(told(capsys, "inspect", "--json", "all.zip!/春/10.txt"))["encoding"] == "gb18030"
    )
    assert json.loads(told(capsys, "add", "--json", "all.zip"))["essays"] == 4
    assert "雪" in told(capsys, "list")


def test_a_pattern_that_no_shell_has_looked_at_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    for name in ("10.txt", "2.txt", "a[1].txt"):
        (tmp_path / name).write_text(f"{name}\n\n雨。")

    both = told(capsys, f"{tmp_path}/*0.txt", f"{tmp_path}/2.*")

    assert both.index("10.txt") < both.index("2.txt")
    assert "a[1].txt" in told(capsys, f"{tmp_path}/a[1].txt")
