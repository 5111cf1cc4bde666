"""Formats that need a library of their own: read with it, and told about without it."""

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable

import pytest
import zstandard

from reader.errors import SourceError
from reader.formats import Parsed, read
from reader.text.document import Document, Kind
from tests import laws
from tests.books import epub, page

RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}{\info{\author x}}\f0 \b "
    + b"".join(b"\\'%02x" % byte for byte in "江上\n".encode("gbk").strip())
    + rb"\b0\par\par\u38654?\u25955?\'c1\'cb\'a1\'a3\par Rain.\par}"
)
RST = """江上
====

:Author: 某甲

雾
--

雾散了，**船** 开出去。 [1]_

.. note:: 小心。

* 甲
* 乙

.. include:: /etc/passwd

.. raw:: html

   <script>x</script>

.. [1] 江雾。
"""


def pdf(*pages: str) -> bytes:
    """A PDF with lines of Latin text."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        content = f"BT /F1 12 Tf 72 720 Td {lines}ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font"
            b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>" % len(objects)
        )
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (refs, len(kids))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, inside in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer


def parsed(data: bytes, name: str, form: str) -> Parsed:
    """A source, read; it keeps the laws."""
    found = read(data, name)
    assert found.format == form
    laws.check(found)
    return found


def essay(data: bytes, name: str, form: str) -> Document:
    """The only essay of a source."""
    (found,) = parsed(data, name, form).documents
    return found


def test_an_rtf_gives_its_text() -> None:
    """In its code page, or by numbers."""
    found = essay(RTF, "a.rtf", "rtf")

    assert found.title == "江上"
    assert "雾散了。" in found.text
    assert "SimSun" not in found.text


def test_restructured_text_keeps_its_structure() -> None:
    """Nothing is included from other files, nothing raw comes through."""
    found = essay(RST.encode(), "a.rst", "rst")

    assert (found.title, [s.title for s in found.sections]) == ("江上", ["雾"])
    assert [found.text[b.start : b.end] for b in found.blocks if b.bullet == "•"] == ["甲", "乙"]
    assert found.blocks[-1].kind is Kind.NOTE
    assert "root:" not in found.text
    assert "script" not in found.text


def test_the_text_layer_of_a_pdf_is_read_without_running_titles() -> None:
    pages = [
        f"ON RIVERS\nThe {n} boat went out.\n{n}" for n in ("first", "second", "third", "fourth")
    ]

    found = essay(pdf(*pages), "rivers.pdf", "pdf")

    assert "The first boat went out." in found.text
    assert found.text.count("ON RIVERS") <= 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (pdf("", ""), "holds images of pages, no text"),
        (pdf("The boat went out.")[:150], "cannot be read as PDF"),
        (b"%PDF-1.4\n" + b"\0" * 2_000, "cannot be read as PDF"),
    ],
)
def test_a_pdf_that_gives_no_text_says_why(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read(data, "a.pdf")


@pytest.mark.parametrize(
    ("module", "data", "name", "told"),
    [
        (
            "striprtf.striprtf",
            RTF,
            "a.rtf",
            "a.rtf is an RTF document; `pip install 'essay-reader[rtf]'`",
        ),
        ("pypdf", pdf("x"), "a.pdf", "a.pdf is a PDF document; `pip install 'essay-reader[pdf]'`"),
        (
            "docutils.core",
            RST.encode(),
            "a.rst",
            "`pip install 'essay-reader[rst]'` lets the reader open it.",
        ),
        ("zstandard", zstandard.compress(b"x"), "a.zst", "`pip install 'essay-reader[zstd]'`"),
    ],
)
def test_a_library_that_is_not_there_is_named(
    module: str, data: bytes, name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None in `sys.modules` is what a missing one looks like."""
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(SourceError) as refusal:
        read(data, name)

    assert told in str(refusal.value)


# Packed texts.

TEXT = "江上\n\n江上的雾散了，船一只一只地开出去。\n" * 30
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_text_is_read_as_what_it_was(suffix: str) -> None:
    """Known by its first bytes; its name says what was packed."""
    pack = PACKERS[suffix]

    assert parsed(pack(TEXT.encode("gb18030")), f"a.txt.{suffix}", "text").encoding == "gb18030"
    assert parsed(pack(b"# A\n\ntext"), f"a.md.{suffix}", "markdown").documents[0].title == "A"
    assert parsed(pack(epub({"a.xhtml": page("<p>x</p>")})), "unnamed", "epub").documents


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_text_that_is_cut_says_so(suffix: str) -> None:
    whole = PACKERS[suffix](TEXT.encode() + bytes(range(256)) * 9)

    with pytest.raises(SourceError, match="is a damaged"):
        read(whole[:-20], f"a.txt.{suffix}")


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_bomb_is_not_unpacked(suffix: str) -> None:
    with pytest.raises(SourceError, match="it is not opened"):
        read(PACKERS[suffix](b" " * 40_000_000), f"a.txt.{suffix}")


def test_a_text_may_begin_like_a_packed_file() -> None:
    assert parsed(b"BZhou is a name.\n", "a.txt", "text").documents


def test_what_is_packed_again_and_again_is_not_followed() -> None:
    data = b"x"
    for _ in range(5):
        data = gzip.compress(data)

    with pytest.raises(SourceError, match="is a gzip archive"):
        read(data, "a.txt.gz")
