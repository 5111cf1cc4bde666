"""What was kept is taken away in many forms, and nothing of a closed region with it."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.errors import ReaderError
from reader.library.carrying import FORMS
from reader.library.state.file import StateFile
from reader.paths import config_file, state_file
from reader.session import history
from reader.session.outgoing.folder import LEDGER, export_to
from reader.session.outgoing.forms import forms
from tests.keeping import SECRET, keep, library, said, session, state
from tests.shelves import write

ALL = (*FORMS, "json")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two passages and a note in one essay, one passage in another."""
    folder = library(tmp_path / "letters")
    keep("秋天的信", SECRET, note="他是谁？")
    keep("秋天的信", "信封已经有些潮了", note="*潮*\n二", colour=2, tags=["信", "雨 天"])
    keep("雨天散步", "一条船慢慢地开过去")
    return folder


@pytest.mark.parametrize("form", ALL)
def test_every_form_has_the_passages_and_their_links(
    form: str, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Quotation, note, and the way back."""
    text = said(capsys, "export", "--to", form)

    assert all(
        words in text for words in (SECRET, "信封已经有些潮了", "一条船慢慢地开过去", "他是谁")
    )
    essays = {essay.title: essay.id for essay in session().essays}
    assert f"{essays['雨天散步']}#" in text


@pytest.mark.parametrize("form", ALL)
def test_nothing_of_a_closed_region_leaves(
    form: str, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its quotation is left out, and that is said; what the reader wrote of it stays."""
    main(["lock", "秋天的信"])
    capsys.readouterr()

    assert main(["export", "--to", form]) == 0
    text, complaint = capsys.readouterr()

    assert SECRET[:4] not in text
    assert "信封已经有些潮了" in text
    assert ("他是谁" in text) == (form != "readwise")
    assert "1 passage stands in a closed region" in complaint


def test_what_a_bookmark_was_before_stays_closed_too(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change can be taken back, so the record has the old place: that does not leave."""
    now = session()
    mark = next(each for each in now.marks.all() if each.quotation == SECRET)
    other = next(each for each in now.marks.all() if each.quotation != SECRET)
    changed = history.changed(now.state, now.now(), mark.id, place=dict(other.place))
    StateFile(state_file()).save(changed)
    main(["lock", "秋天的信"])

    text = said(capsys, "export", "--to", "json")

    assert SECRET not in text
    assert SECRET in state_file().read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ALL)
def test_a_second_export_is_the_first(
    form: str, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte by byte; and when one passage changes, only its lines do."""
    first = said(capsys, "export", "--to", form)
    assert said(capsys, "export", "--to", form) == first

    keep("雨天散步", "水洼里都是天空的颜色")
    after = said(capsys, "export", "--to", form)
    if form != "json":
        gone = set(first.splitlines()) - set(after.splitlines())
        assert len(gone) <= 1


def test_an_essay_alone_is_exported(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several may be named."""
    assert "石阶" not in (text := said(capsys, "export", "雨天")) and "一条船" in text
    both = said(capsys, "export", "雨天", "秋天")
    assert "信封" in both and "一条船" in both


def test_a_link_leads_back(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`reader open` finds the bookmark's place; without a terminal it prints the paragraph."""
    rows = list(csv.DictReader(io.StringIO(said(capsys, "export", "--to", "csv"))))
    row = next(row for row in rows if row["quotation"] == "一条船慢慢地开过去")

    told = json.loads(said(capsys, *row["link"].split()[1:], "--json"))
    shown = said(capsys, *row["link"].split()[1:])

    assert told["offset"] == int(row["start"])
    assert "一条船慢慢地开过去" in told["text"]
    assert shown.startswith("雨天散步  ")
    assert "一条船慢慢地开过去" in shown


def test_a_link_survives_edits_and_a_move(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bookmark knows where it is now."""
    rows = csv.DictReader(io.StringIO(said(capsys, "export", "--to", "csv")))
    link = next(row["link"] for row in rows if row["title"] == "雨天散步").split()[1:]
    text = (shelf / "walk.txt").read_text(encoding="utf-8").replace("下雨", "前天下午下雨")
    (shelf / "walk.txt").unlink()
    write(shelf / "moved" / "a walk.txt", text)

    assert "一条船慢慢地开过去" in said(capsys, *link)


def test_a_place_that_is_none_is_a_sentence(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An offset may be past the end; a word is no place, and of bookmarks only those there are."""
    assert "水洼" in said(capsys, "open", "雨天散步#999999")
    assert main(["open", "雨天散步#江边"]) == 2
    assert "no place" in capsys.readouterr().err
    assert main(["open", "雨天散步#abcdef"]) == 1
    assert main(["open", "冬天#1"]) == 1


def test_a_closed_place_is_not_printed(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be gone to, and is closed there."""
    rows = csv.DictReader(io.StringIO(said(capsys, "export", "--to", "csv")))
    link = next(row["link"] for row in rows if row["quotation"] == SECRET).split()[1:]
    main(["lock", "秋天的信"])

    assert SECRET not in said(capsys, *link)
    assert json.loads(said(capsys, *link, "--json"))["closed"] is True


def test_annotations_are_the_webs(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quotation with its context, and a position in code points."""
    page = json.loads(said(capsys, "export", "--to", "annotations"))

    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    item = next(each for each in page["items"] if each["target"].get("styleClass") == "colour-2")
    quote, position = item["target"]["selector"]
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", "信封已经有些潮了")
    assert quote["prefix"].endswith("石阶上，")
    assert position["end"] - position["start"] == len(quote["exact"])
    purposes = [(body["purpose"], body["value"]) for body in item["body"]]
    assert purposes == [("commenting", "*潮*\n二"), ("tagging", "信"), ("tagging", "雨 天")]


def test_markup_of_strangers_stays_text(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No title, note or tag begins a heading, a formula or an element."""
    keep("雨天散步", "沿着原路", note="=1+1\n# x\n* y\n<b>", tags=["=z"])

    assert "\n\\# x\n\\* y\n\\<b\\>" in said(capsys, "export", "--to", "markdown")
    assert "\n,* y\n" in said(capsys, "export", "--to", "org")
    assert "<b>" not in said(capsys, "export", "--to", "html")
    rows = csv.DictReader(io.StringIO(said(capsys, "export", "--to", "csv")))
    assert "'=1+1\n# x\n* y\n<b>" in [row["note"] for row in rows]


# Templates.


def test_a_template_of_ones_own(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Parts with names, or one for each passage."""
    parts = "@@ head\nBEGIN\n@@ essay\n= $title\n@@ bookmark\n- $quotation ($tags)\n@@ foot\nEND\n"
    whole = write(tmp_path / "parts.txt", parts)
    plain = write(tmp_path / "plain.txt", "$quotation|")

    text = said(capsys, "export", "秋天", "--template", str(whole))

    assert text.splitlines()[:2] == ["BEGIN", "= 秋天的信"]
    assert "- 信封已经有些潮了 (信 雨 天)" in text.splitlines()
    assert said(capsys, "export", "雨天", "--template", str(plain)) == "一条船慢慢地开过去|"


def test_a_jinja_template(shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With loops, and no way out of its sandbox."""
    lines = "{% for e in essays %}{{ e.title }}:{% for b in e.excerpts %}{{ b.quotation }};{% endfor %}{% endfor %}"
    good = write(tmp_path / "list.md.j2", lines)
    bad = write(tmp_path / "bad.j2", "\n{% if %}")
    sly = write(tmp_path / "sly.j2", "{{ essays.__class__.__mro__[1].__subclasses__() }}")

    assert (
        said(capsys, "export", "雨天", "--template", str(good)) == "雨天散步:一条船慢慢地开过去;\n"
    )
    assert main(["export", "--template", str(bad)]) == 1
    assert "bad.j2, line 2" in capsys.readouterr().err
    assert main(["export", "--template", str(sly)]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ok\n$quote", "line 2: $quote is not known here; known are: author"),
        ("ok\n5 $ a", "line 2: a $ stands alone"),
        ("@@ head\n@@ tail\n", "line 2: there is no part «tail»"),
    ],
)
def test_a_wrong_template_is_a_sentence(
    text: str, told: str, shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the line, and what would be right."""
    template = write(tmp_path / "mine.txt", text)

    assert main(["export", "--template", str(template)]) == 1

    assert told in capsys.readouterr().err


# Files and folders.


def test_a_file_is_written(shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what would have been printed."""
    path = tmp_path / "kept.md"

    assert said(capsys, "export", "--output", str(path)) == ""

    assert path.read_text(encoding="utf-8") == said(capsys, "export")
    assert main(["export", "--output", str(tmp_path / "no" / "kept.md")]) == 1


def test_a_written_file_has_the_permissions_of_its_owners_files(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those it had, or the usual ones if it is new."""
    old, new, usual = tmp_path / "old.md", tmp_path / "new.md", tmp_path / "usual"
    usual.touch()
    old.touch()
    old.chmod(0o640)

    said(capsys, "export", "--output", str(old))
    said(capsys, "export", "--output", str(new))

    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_dash_is_standard_output(
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As everywhere; no file of that name is made."""
    monkeypatch.chdir(tmp_path)

    assert said(capsys, "export", "--output", "-") == said(capsys, "export")
    assert not (tmp_path / "-").exists()


def test_a_pipe_is_written_into_and_stays_one(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file renamed onto it would have taken its place, as it would a device's."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        said(capsys, "export", "--output", str(pipe))
        got = os.read(reading, 1 << 16)
    finally:
        os.close(reading)

    assert got.decode() == said(capsys, "export")
    assert pipe.is_fifo()


@pytest.mark.parametrize("form", ALL)
def test_a_folder_has_a_file_for_each_essay(
    form: str, shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named for it; what is up to date is not written again."""
    vault = tmp_path / "vault"

    said(capsys, "export", "--to", form, "--output", f"{vault}/")

    names = {path.stem for path in vault.iterdir() if path.name != LEDGER}
    assert names == {"秋天的信", "雨天散步"}
    assert said(capsys, "export", "--to", form, "--output", str(vault)) == ""


def test_what_it_did_not_write_is_never_touched(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a file that was there, nor one of its own that somebody has edited."""
    vault = tmp_path / "vault"
    mine = write(vault / "雨天散步.md", "my own")

    said(capsys, "export", "--output", str(vault))
    assert mine.read_text(encoding="utf-8") == "my own"
    (beside,) = vault.glob("雨天散步 *.md")

    beside.write_text("edited", encoding="utf-8")
    keep("雨天散步", "天空的颜色")
    said(capsys, "export", "--output", str(vault), code=1)
    assert beside.read_text(encoding="utf-8") == "edited"


def test_a_file_goes_with_its_last_bookmark(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a damaged ledger is a sentence."""
    vault = tmp_path / "vault"
    said(capsys, "export", "--output", f"{vault}/")
    found = forms()["markdown"]

    export_to(vault, [], found.suffix, lambda essay: found.written([essay]), is_all=True)

    assert [path.name for path in vault.iterdir()] == [LEDGER]
    (vault / LEDGER).write_text('{"x": {"file": "../y", "hash": "", "state": ""}}')
    with pytest.raises(ReaderError, match="damaged"):
        export_to(vault, [], found.suffix, lambda essay: "", is_all=True)


def test_a_folder_is_kept_up_to_date_by_itself(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever command changes what it holds; a region that is closed takes its text along."""
    write(config_file(), f"export: {tmp_path / 'vault'}\n")
    letters = tmp_path / "vault" / "秋天的信.md"

    said(capsys, "lock", "秋天的信")
    assert SECRET not in letters.read_text(encoding="utf-8")
    said(capsys, "unlock", "秋天的信")
    assert SECRET in letters.read_text(encoding="utf-8")
    assert "雨天散步" in (tmp_path / "vault" / "雨天散步.md").read_text(encoding="utf-8")


def test_the_essay_that_went_keeps_its_export(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was kept of it is still there; of regions that were closed, without their text."""
    main(["lock", "秋天的信"])
    (shelf / "letters.txt").unlink()

    text = said(capsys, "export")

    assert "信封已经有些潮了" in text
    assert SECRET not in text
    assert "not in the library now" in text
    assert SECRET not in said(capsys, "export", "--to", "json")
    assert len(list(state().of_kind("bookmark"))) == 3
