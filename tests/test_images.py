"""The images of an essay: found in or beside its source, painted, and closed where the text is."""

import base64
import io
import json
import plistlib
import sys
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot

from reader.cli.main import main
from reader.errors import SourceError
from reader.formats import read
from reader.formats.pictures import picture
from reader.library.pictures import image_data
from reader.library.sources import STANDARD_INPUT
from reader.text.document import Kind
from reader.tui.desk import Desk
from reader.tui.layers.picture import Picture
from tests import books
from tests.desk import settled, shown, sit_down, until

RED, BLUE = (200, 0, 0), (0, 0, 200)
IMG = '<w:drawing xmlns:w="w"><a:blip xmlns:a="a" r:embed="rId9" xmlns:r="r"/></w:drawing>'


def png(width: int = 8, height: int = 4) -> bytes:
    """A red image whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    found = io.BytesIO()
    image.save(found, "PNG")
    return found.getvalue()


def label(data: bytes, name: str) -> str:
    """The address of the one image of a document."""
    (document,) = read(data, name).documents
    (figure,) = [block for block in document.blocks if block.kind is Kind.FIGURE]
    return figure.label


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A Markdown file with images beside it, one of them paid."""
    folder = tmp_path / "essays"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "two colours.png").write_bytes(png())
    (folder / "img" / "secret.png").write_bytes(png(64, 64))
    text = (
        "# Walk\n\nText.\n\n![Hills](img/two%20colours.png)\n\n![Gone](none.png)\n\n"
        "##paidbegin##\n\n![Secret](img/secret.png)\n\n##paidend##\n\n![Web](https://example.org/a.png)\n"
    )
    (folder / "walk.md").write_text(text, encoding="utf-8")
    return folder / "walk.md"


def test_two_pixels_are_a_cell() -> None:
    """It becomes as small as the room, never larger than it is."""
    small, tiny = picture(png(), "a.png", 100, 100), picture(png(80, 40), "a.png", 4, 10)

    assert (small.width, small.height, small.size) == (8, 4, (8, 4))
    assert list(small.runs(0)) == [(4, RED, RED), (4, BLUE, BLUE)]
    assert (tiny.width, tiny.height, tiny.size) == (4, 2, (80, 40))
    assert small.shades(0) == "░" * 8


def test_an_image_of_too_many_pixels_is_not_opened() -> None:
    """Its head says how many there are, before anything is unpacked."""
    data = bytearray(png())
    data[16:24] = (50_000).to_bytes(4, "big") * 2

    with pytest.raises(SourceError, match=r"50,000 × 50,000 pixels|damaged"):
        picture(bytes(data), "bomb.png", 10, 10)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(50), b"<svg/>", png()[:40]]
)
def test_what_is_no_image_is_said_to_be_none(data: bytes) -> None:
    """Whatever a decoder makes of it."""
    with pytest.raises(SourceError, match="cannot be shown"):
        picture(data, "a.png", 10, 10)


def test_without_the_package_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caption and the path are on the page all the same."""
    monkeypatch.setitem(sys.modules, "PIL.Image", None)

    with pytest.raises(SourceError, match=r"pip install 'essay-reader\[images\]'"):
        picture(png(), "a.png", 10, 10)


def test_books_and_documents_hold_their_images(tmp_path: Path) -> None:
    """EPUB, DOCX, FB2."""
    relations = '<Relationships><Relationship Id="rId9" Target="media/a.png"/></Relationships>'
    fb2 = (
        '<?xml version="1.0"?><FictionBook xmlns:l="x"><body><section><title><p>T</p></title>'
        f'<p>Text</p><image l:href="#a.png"/></section></body><binary id="a.png" content-type="image/png">'
        f"{base64.b64encode(png()).decode()}</binary></FictionBook>"
    )
    files = {
        "a.epub": books.epub(
            {"text/p.xhtml": books.page('<h1>T</h1><p>Text</p><img src="../img/a.png" alt="A"/>')},
            extra={"OEBPS/img/a.png": png()},
        ),
        "a.docx": books.docx(
            books.p("Text") + books.p(f"<w:r>{IMG}</w:r>"),
            {"word/_rels/document.xml.rels": relations, "word/media/a.png": png()},
        ),
        "a.fb2": fb2.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

        assert image_data(tmp_path / name, label(data, name)) == png(), name


def test_saved_pages_hold_their_images(tmp_path: Path) -> None:
    """MHTML and Safari's web archives, by the address that the image had."""
    page = "<html><body><h1>T</h1><p>Some text of the page.</p><img src='https://e.org/a.png' alt='A'></body></html>"
    mhtml = (
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
        f"Content-Type: text/html\n\n{page}\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n"
        f"Content-Location: https://e.org/a.png\n\n{base64.b64encode(png()).decode()}\n--B--\n"
    )
    archive = webarchive(page, {"https://e.org/a.png": png()})
    for name, data in {"a.mhtml": mhtml.encode(), "a.webarchive": archive}.items():
        (tmp_path / name).write_bytes(data)

        assert image_data(tmp_path / name, label(data, name)) == png(), name


def webarchive(
    page: str, images: dict[str, bytes], form: plistlib.PlistFormat = plistlib.FMT_BINARY
) -> bytes:
    """A page as Safari saves it."""
    return plistlib.dumps(
        {
            "WebMainResource": {
                "WebResourceData": page.encode("gb18030"),
                "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "GB18030",
                "WebResourceURL": "https://e.org/",
            },
            "WebSubresources": [
                {"WebResourceURL": url, "WebResourceData": data} for url, data in images.items()
            ],
        },
        fmt=form,
    )


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_is_the_page_in_it(form: plistlib.PlistFormat) -> None:
    """Whatever it is called, in the encoding that it names."""
    data = webarchive(
        "<html><title>雨天</title><body><h1>雨天</h1><p>那天下着雨，路上没有人。</p>", {}, form
    )
    found = read(data, "page.bin")

    assert (found.format, found.encoding) == ("html", "gb18030")
    assert found.documents[0].text == "雨天\n那天下着雨，路上没有人。\n"


@pytest.mark.parametrize(
    "data",
    [b"bplist00WebMainResource", plistlib.dumps({"WebMainResource": 1}, fmt=plistlib.FMT_BINARY)],
)
def test_a_damaged_web_archive_is_said_to_be_one(data: bytes) -> None:
    """With its name."""
    with pytest.raises(SourceError, match=r"^a\.webarchive is a (damaged )?saved page"):
        read(data, "a.webarchive")


def test_an_image_lies_beside_a_text(essay: Path, tmp_path: Path) -> None:
    """By its path from there, also in a ZIP file of texts; nothing else is read, nothing fetched."""
    bundle = tmp_path / "all.zip"
    bundle.write_bytes(books.zipped({"a/t.md": "# T\n", "a/i/x.png": png()}))

    assert image_data(essay, "img/two%20colours.png") == png()
    assert image_data(Path(f"{bundle}!/a/t.md"), "i/x.png") == png()
    for address, why in {
        "none.png": "no such image",
        "img": "folder|no such",
        "/dev/zero": "not a regular file",
        "https://example.org/a.png": "nothing is fetched",
        "//example.org/a.png": "nothing is fetched",
        "data:image/png;00000000": "not in the page",
        "a\0b": "no such image",
        "http://[x": "no such image",
    }.items():
        with pytest.raises(SourceError, match=why):
            image_data(essay, address)
    with pytest.raises(SourceError, match="no such image"):
        image_data(STANDARD_INPUT, "img/a.png")


def test_images_are_listed_as_far_as_the_essay_is_open(
    essay: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One in a closed region is not there, neither its caption nor its place."""
    assert main(["images", str(essay), "--json"]) == 0
    closed = [each["caption"] for each in json.loads(capsys.readouterr().out)]
    main(["unlock", str(essay)])
    capsys.readouterr()
    assert main(["images", str(essay)]) == 0

    assert closed == ["Hills", "Gone", "Web"]
    assert "Secret  img/secret.png" in capsys.readouterr().out


def test_an_image_is_painted_or_written(
    essay: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its number; in a pipe in shades."""
    assert main(["images", str(essay), "1"]) == 0
    assert capsys.readouterr().out == ("░" * 8 + "\n") * 2
    assert main(["images", str(essay), "1", "--output", str(tmp_path / "o.png")]) == 0
    assert (tmp_path / "o.png").read_bytes() == png()
    assert main(["images", str(essay), "2"]) == 1
    assert main(["images", str(essay), "7"]) == 2


def test_o_shows_the_image_in_sight(essay: Path) -> None:
    """And n the next; Esc goes back to the page."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("O")
        await until(pilot, lambda: "8 × 4" in shown(desk))
        assert isinstance(desk.app.screen, Picture)
        assert "▀" * 8 in shown(desk)
        assert shown(desk).startswith(" Hills")
        await pilot.press("n")
        await until(pilot, lambda: "no such image" in shown(desk))
        await pilot.press("n")
        await until(pilot, lambda: "nothing is fetched" in shown(desk))
        await pilot.press("n")
        await until(pilot, lambda: "last image" in shown(desk))
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(desk.app.screen, Picture)

    sit_down(script, essay.parent)


def test_a_closed_image_is_not_in_sight(tmp_path: Path) -> None:
    """There is nothing to show."""
    folder = tmp_path / "essays"
    folder.mkdir()
    (folder / "a.png").write_bytes(png())
    (folder / "a.md").write_text("# T\n\nText.\n\n##paidbegin##\n\n![A](a.png)\n", encoding="utf-8")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("O")
        await settled(pilot)
        assert "No image is in sight." in shown(desk)
        await pilot.press("p", "O")
        await until(pilot, lambda: "8 × 4" in shown(desk))

    sit_down(script, folder)


def test_a_click_on_its_place_shows_an_image(essay: Path) -> None:
    """As on its address."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        page = desk.page
        row = next(y for y in range(34) if (line := page.leaf.line_at(y)) and "Hills" in line.text)
        column = page.leaf.line_at(row)
        assert column is not None
        await pilot.click("#page", offset=(page.size.width // 2, row))
        await until(pilot, lambda: isinstance(desk.app.screen, Picture))

    sit_down(script, essay.parent)


@pytest.mark.parametrize("name", ["a.html", "b.html", "a.md"])
def test_an_image_that_is_written_into_the_page_is_found_there(name: str, tmp_path: Path) -> None:
    """The page names its kind and no more of it, however long it is."""
    uri = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    other = f"data:image/png;base64,{base64.b64encode(png(2, 2)).decode()}"
    pages = {
        "a.html": f"<html><body><h1>T</h1><p>Text</p><img src='{uri}' alt='A'><!-- {other} --></body></html>",
        "b.html": f"<html><body><h1>T</h1><p>Text<p><img src={uri} alt=A>",
        "a.md": f"# T\n\n<!-- {other} -->\n\n![A]({uri})\n",
    }
    (tmp_path / name).write_text(pages[name], encoding="utf-8")
    (document,) = read(pages[name].encode(), name).documents
    (figure,) = [block for block in document.blocks if block.kind is Kind.FIGURE]

    assert len(figure.label) < 30
    assert figure.label.startswith("data:image/png;")
    assert image_data(tmp_path / name, figure.label) == png()
