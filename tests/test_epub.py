"""EPUB becomes one essay with the sections of its contents, or an essay for each entry."""

import pytest

from reader.errors import SourceError
from reader.formats import Parsed, read
from reader.text.corrections import ONE, Corrections
from reader.text.document import Document, Kind
from tests import laws
from tests.books import epub, page, point, zipped


def parsed(data: bytes, corrections: Corrections | None = None) -> Parsed:
    """A book, read; it keeps the laws."""
    found = read(data, "shelf/book.epub", corrections=corrections or Corrections())
    assert found.format == "epub"
    laws.check(found)
    return found


def book(data: bytes) -> Document:
    """The only essay of a book."""
    (found,) = parsed(data).documents
    return found


def outline(document: Document) -> list[tuple[int, str]]:
    """Levels and titles of the sections."""
    return [(section.level, section.title) for section in document.sections]


PROSE = "<p>江上的雾散了，船一只一只地开出去。</p>"
NOVEL = {
    "cover.xhtml": page(
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="img/cover.jpg"/></svg>'
    ),
    "one.xhtml": page(f"<h2>第一章　雾</h2>{PROSE}<h3>码头</h3>{PROSE}"),
    "two.xhtml": page(f"<p>第二章　船</p>{PROSE}"),
    "three.xhtml": page(PROSE),
}
NAVIGATION = (
    '<ol><li><a href="one.xhtml">第一章　雾</a><ol><li><a href="one.xhtml#x">无处</a></li></ol></li>'
    '<li><a href="two.xhtml">第二章　船</a></li>'
    '<li><span>卷外</span><ol><li><a href="three.xhtml">尾声</a></li></ol></li></ol>'
)


def test_the_contents_of_a_book_are_its_outline() -> None:
    """A heading is found by its words, made of a paragraph that says them, or put where none is.

    An entry that leads nowhere is passed over.
    """
    found = book(epub(NOVEL, NAVIGATION))

    assert found.title == "书"
    assert outline(found)[:2] == [(1, "第一章 雾"), (2, "码头")]
    assert [title for _, title in outline(found)] == [
        "第一章 雾",
        "码头",
        "第二章 船",
        "尾声",
    ]


def test_the_old_contents_are_read_as_well() -> None:
    """EPUB 2 has an NCX; points may nest."""
    contents = point("第一章", "one.xhtml", point("码头", "one.xhtml#m")) + point(
        "第二章", "two.xhtml"
    )
    pages = {
        "one.xhtml": page(f"<h1>第一章</h1>{PROSE}<h1 id='m'>码头</h1>{PROSE}"),
        "two.xhtml": page(f"<h1>第二章</h1>{PROSE}"),
    }

    found = book(epub(pages, contents, version=2))

    assert outline(found) == [(1, "第一章"), (2, "码头"), (1, "第二章")]


def test_what_the_package_says_is_taken_over() -> None:
    metadata = (
        "<dc:title>江上</dc:title><dc:creator id='a'>某甲</dc:creator><dc:creator opf:role='trl'>某乙</dc:creator>"
        "<dc:date>2019-08-01T00:00:00Z</dc:date><dc:language>zh-TW</dc:language><dc:subject>长篇</dc:subject>"
    )

    found = book(epub(NOVEL, NAVIGATION, metadata=metadata))

    assert (found.title, found.author, found.date) == ("江上", "某甲", "2019-08-01")
    assert (found.language, found.tags) == ("zh-Hant", ("长篇",))


def test_images_keep_their_path_in_the_book() -> None:
    found = book(epub(NOVEL, NAVIGATION))

    (figure,) = [block for block in found.blocks if block.kind is Kind.FIGURE]
    assert figure.label == "OEBPS/img/cover.jpg"


def test_notes_in_another_file_are_notes() -> None:
    """Wherever they stand, they come behind the text with one count, and lead nowhere back."""
    pages = {
        "one.xhtml": page(
            f"<h1>一</h1><p>雾<a epub:type='noteref' href='notes.xhtml#n1'>1</a>散了。</p>{PROSE}"
        ),
        "two.xhtml": page(
            "<h1>二</h1><p>船<sup><a href='notes.xhtml#n2' id='b'>1</a></sup>开了。</p>"
        ),
        "notes.xhtml": page(
            "<h1>注释</h1><aside id='n1' epub:type='footnote'><p>江雾。</p></aside>"
            "<p id='n2'><a href='two.xhtml#b'>[1]</a> 渡船。</p>"
        ),
    }

    found = book(
        epub(
            pages, '<ol><li><a href="one.xhtml">一</a></li><li><a href="two.xhtml">二</a></li></ol>'
        )
    )

    assert [found.text[b.start : b.end] for b in found.blocks if b.kind is Kind.NOTE] == [
        "江雾。",
        "渡船。",
    ]
    assert "雾[1]散了" in found.text
    assert "船[2]开了" in found.text
    assert outline(found) == [(1, "一"), (1, "二")]


COLLECTION = {
    f"e{n}.xhtml": page(f"<h2>{title}</h2>" + PROSE * 25)
    for n, title in enumerate(("雨", "雪", "灯"))
}
TITLES = (
    "<ol>"
    + "".join(f'<li><a href="e{n}.xhtml">{t}</a></li>' for n, t in enumerate(("雨", "雪", "灯")))
    + "</ol>"
)


def test_a_collection_gives_an_essay_for_each_entry() -> None:
    """It must call itself one; the grounds say so."""
    found = parsed(
        epub(
            COLLECTION,
            TITLES,
            metadata="<dc:title>江上散文集</dc:title><dc:creator>某甲</dc:creator>",
        )
    )

    assert [(d.title, d.author) for d in found.documents] == [
        ("雨", "某甲"),
        ("雪", "某甲"),
        ("灯", "某甲"),
    ]
    assert "calls itself a collection (江上散文集)" in found.documents[1].grounds[0].why


def test_any_other_book_is_one_essay() -> None:
    assert len(parsed(epub(COLLECTION, TITLES)).documents) == 1


def test_the_reader_may_say_that_a_collection_is_one_essay() -> None:
    data = epub(COLLECTION, TITLES, metadata="<dc:title>江上散文集</dc:title>")

    assert len(parsed(data, Corrections(essays=(ONE,))).documents) == 1


def test_a_paid_region_runs_through_the_chapters() -> None:
    pages = {
        "one.xhtml": page("<h1>一</h1><p>开。##paidbegin##</p><p>秘密。</p>"),
        "two.xhtml": page("<h1>二</h1><p>也是秘密。</p><p>##paidend##</p><p>关。</p>"),
    }

    found = parsed(epub(pages, ""))
    laws.check_nothing_leaks(found)
    (essay,) = found.documents

    assert [essay.text[r.start : r.end] for r in essay.regions] == ["秘密。\n二\n也是秘密。"]


def test_missing_pages_are_told_and_the_others_read() -> None:
    data = epub(NOVEL, NAVIGATION, spine='<itemref idref="p1"/><itemref idref="p9"/>')

    found = parsed(data)

    assert [o.message for o in found.oddities] == [
        "The book names 'p9' as a page, but does not hold it."
    ]
    assert "码头" in found.documents[0].text


ENCRYPTION = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{method}"/><enc:CipherData><enc:CipherReference URI="OEBPS/one.xhtml"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)


def test_an_encrypted_book_is_said_to_be_one() -> None:
    locked = ENCRYPTION.format(method="http://www.w3.org/2001/04/xmlenc#aes128-cbc")

    with pytest.raises(SourceError) as refusal:
        read(epub(NOVEL, extra={"META-INF/encryption.xml": locked}), "book.epub")

    assert str(refusal.value) == (
        "book.epub is encrypted (DRM): only the programs of the shop that sold it can open it."
    )


def test_fonts_that_were_made_unusable_do_no_harm() -> None:
    fonts = ENCRYPTION.format(method="http://www.idpf.org/2008/embedding")

    assert "码头" in book(epub(NOVEL, extra={"META-INF/encryption.xml": fonts})).text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped({"mimetype": "application/epub+zip"}), "is an EPUB without a package file"),
        (epub({}), "holds no pages"),
        (epub(NOVEL)[:-200], "is a damaged ZIP file"),
        (epub(NOVEL)[:1500], "is a damaged ZIP file"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(data, "book.epub")

    assert told in str(refusal.value)


def test_a_bomb_is_not_unpacked() -> None:
    """32 MB of blanks in 32 KB."""
    with pytest.raises(SourceError, match="it is not opened"):
        read(epub({"one.xhtml": page("x" + " " * 32_000_000)}), "book.epub")


def test_members_outside_of_the_book_are_not_found() -> None:
    """A book that asks for a file of the disk does not get it."""
    data = epub({"../../../../../etc/passwd": page("x")}, spine="")
    found = epub({"one.xhtml": page(PROSE)}, spine='<itemref idref="p0"/><itemref idref="p1"/>')

    with pytest.raises(SourceError, match="holds no pages"):
        read(data, "book.epub")
    assert "雾" in book(found).text


def test_entities_are_neither_fetched_nor_multiplied() -> None:
    """The page's own declarations say nothing to us."""
    bomb = "".join(
        f'<!ENTITY b{n + 1} "&b{n};&b{n};&b{n};&b{n};&b{n};&b{n};&b{n};&b{n};">' for n in range(20)
    )
    declared = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY b0 "ha">{bomb}]>'
    text = f"{declared}<html><body><p>头&x;&b20;尾</p></body></html>"

    found = book(epub({"one.xhtml": text}))

    assert "root:" not in found.text
    assert len(found.text) < 2_000


def test_a_marker_in_a_title_is_none() -> None:
    """What a book says of itself lies outside of its text."""
    contents = '<ol><li><a href="one.xhtml">##paidbegin##雾</a></li></ol>'
    metadata = "<dc:title>##paidbegin##江上</dc:title>"

    found = book(epub({"one.xhtml": page(PROSE)}, contents, metadata=metadata))

    assert (found.title, outline(found), found.regions) == ("江上", [(1, "雾")], ())


def test_a_page_that_is_not_quite_xml_is_read_as_html() -> None:
    """Makers leave end tags out, although they may not."""
    found = book(epub({"one.xhtml": page("<p>一<br>二<ul><li>甲<li>乙</ul><a id='x'/>三")}))

    assert [found.text[b.start : b.end] for b in found.blocks[1:]][-3:] == ["甲", "乙", "三"]


def test_a_tag_that_is_left_open_hides_no_marker_from_the_next_page() -> None:
    """What a page leaves open ends with it, for its markers as for its text."""
    torn = page('<p>开。</p><p title="x>##paidbegin##秘密。').replace("</body></html>", "")

    found = parsed(epub({"one.xhtml": torn, "two.xhtml": page("<p>也是秘密。</p>")}))
    laws.check_nothing_leaks(found)
    (essay,) = found.documents

    assert "paidbegin" not in essay.text
    assert any("秘密" in essay.text[r.start : r.end] for r in essay.regions)


def test_a_paid_note_is_closed_in_the_essay_that_refers_to_it() -> None:
    """Also where the essays of a collection are parted, and the note stands on another one's page."""
    text = "<p>" + "那天下着雨，路上没有人。" * 40 + "</p>"
    note = '##paidbegin##<aside epub:type="footnote" id="n"><p>秘密</p></aside>##paidend##'
    pages = {
        "1.xhtml": page(f'<h1>雨</h1>{text}<p>注<a epub:type="noteref" href="3.xhtml#n">1</a></p>'),
        "2.xhtml": page(f"<h1>晴</h1>{text}"),
        "3.xhtml": page(f"<h1>风</h1>{text}{note}"),
    }
    links = "".join(
        f'<li><a href="{n}.xhtml">{t}</a></li>' for n, t in zip("123", "雨晴风", strict=True)
    )
    data = epub(pages, f"<ol>{links}</ol>", metadata="<dc:title>山居散文集</dc:title>")
    found = read(data, "a.epub")
    laws.check_nothing_leaks(found)

    assert [[d.text[r.start : r.end] for r in d.regions] for d in found.documents] == [
        ["秘密"],
        [],
        [],
    ]
