"""Word processors' documents, and FB2, become essays: what is marked in them, and what is only numbered."""

import pytest

from reader.errors import SourceError
from reader.formats import Parsed, read
from reader.formats.office.numerals import chinese, written
from reader.text.document import Document, Kind, Style
from tests import laws
from tests.books import NUMBERING, W, docx, numbered, odt, p, zipped


def parsed(data: bytes, form: str, name: str = "稿.docx") -> Parsed:
    """A document, read; it keeps the laws."""
    found = read(data, name)
    assert found.format == form
    laws.check(found)
    return found


def essay(data: bytes, form: str = "docx") -> Document:
    """The only essay of a document."""
    (found,) = parsed(data, form).documents
    return found


def blocks(found: Document) -> list[tuple[Kind, str]]:
    """The kinds and texts of the blocks behind the title."""
    return [(b.kind, found.text[b.start : b.end]) for b in found.blocks[1:]]


def outline(found: Document) -> list[tuple[int, str]]:
    """Levels and titles of the sections."""
    return [(section.level, section.title) for section in found.sections]


PROSE = "江上的雾散了，船一只一只地开出去，岸上的人还在说着昨夜的雨。"


# DOCX.


def test_heading_styles_are_sections() -> None:
    """Also styles made from them, and a level that a paragraph says itself; contents are left out."""
    found = essay(
        docx(
            p("江上", "a3")
            + p("雾　1", "toc1")
            + p("雾", "1")
            + p(PROSE)
            + p("码头", "own")
            + p(PROSE)
            + p("船", "", '<w:outlineLvl w:val="0"/>')
            + p(PROSE)
        )
    )

    assert found.title == "江上"
    assert outline(found) == [(1, "雾"), (2, "码头"), (1, "船")]
    assert "雾　1" not in found.text


def test_numbers_that_word_counts_are_written_out() -> None:
    """They are no text in the file, and headings nevertheless."""
    found = essay(
        docx(
            p("关于读书的意见", "", '<w:jc w:val="center"/>')
            + numbered("总体要求", 1)
            + p(PROSE)
            + numbered("主要任务", 1)
            + numbered("建设书屋", 1, 1)
            + p(PROSE)
            + numbered("举办活动", 1, 1)
            + p(PROSE)
            + numbered("保障措施", 1)
            + p(PROSE)
        )
    )

    assert found.title == "关于读书的意见"
    assert outline(found) == [
        (1, "一、总体要求"),
        (1, "二、主要任务"),
        (2, "（一）建设书屋"),
        (2, "（二）举办活动"),
        (1, "三、保障措施"),
    ]


def test_numbered_paragraphs_are_headings_without_any_style() -> None:
    """The author's line under the title is understood as in plain text."""
    parts = "".join(
        p(f"{n}、{name}") + p(PROSE) for n, name in zip("一二三", ("起", "承", "转"), strict=True)
    )

    found = essay(docx(p("江上") + p("作者：某甲") + parts))

    assert (found.title, found.author) == ("江上", "某甲")
    assert [title for _, title in outline(found)] == ["一、起", "二、承", "三、转"]


def test_lists_are_lists() -> None:
    """Bullets in any document; numbers where they are not a Chinese office's."""
    found = essay(
        docx(
            p("Notes", "1")
            + numbered("first of the bullets", 2)
            + numbered("third in order", 3)
            + numbered("fourth in order", 3)
        )
    )

    assert [(b.bullet, b.indent) for b in found.blocks[1:]] == [("•", 1), ("3.", 1), ("4.", 1)]


def test_what_was_deleted_or_hidden_is_not_shown() -> None:
    runs = (
        "<w:r><w:t>开。</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新。</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>重</w:t></w:r>'
    )

    found = essay(docx(p("江上", "a3") + p(runs)))

    assert blocks(found) == [(Kind.PARAGRAPH, "开。新。重")]
    assert [m.style for m in found.blocks[1].marks] == [Style.STRONG]


def test_notes_tables_and_images_are_kept() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("江雾。")}</w:footnote></w:footnotes>'
    links = '<Relationships><Relationship Id="rId4" Target="media/image1.png"/></Relationships>'
    picture = '<w:r><w:drawing><wp:docPr descr="码头"/><a:blip r:embed="rId4"/></w:drawing></w:r>'
    cell = "<w:tc>{}</w:tc>"
    table = "".join(
        "<w:tr>" + "".join(cell.format(p(c)) for c in row) + "</w:tr>" for row in ("甲乙", "丙丁")
    )
    body = (
        p("江上", "a3")
        + p(
            '<w:r><w:t>雾</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>散了。</w:t></w:r>'
        )
        + p(picture)
        + f"<w:tbl>{table}</w:tbl>"
        + p("引文。", "q")
    )

    found = essay(docx(body, {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": links}))

    assert blocks(found) == [
        (Kind.PARAGRAPH, "雾[1]散了。"),
        (Kind.FIGURE, "码头"),
        (Kind.TABLE, "甲\t乙\n丙\t丁"),
        (Kind.PARAGRAPH, "引文。"),
        (Kind.NOTE, "江雾。"),
    ]
    assert found.blocks[2].label == "word/media/image1.png"
    assert found.blocks[4].quotes == 1


def test_a_paid_marker_may_be_torn_by_runs() -> None:
    runs = "<w:r><w:t>##paid</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>begin##</w:t></w:r>"

    found = parsed(docx(p("开。") + p(runs) + p("秘密。") + p("##paidend##") + p("关。")), "docx")
    laws.check_nothing_leaks(found)
    (document,) = found.documents

    assert [document.text[r.start : r.end] for r in document.regions] == ["秘密。"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (105, "chineseCountingThousand", "一百零五"),
        (2010, "chineseCountingThousand", "二千零一十"),
        (3, "decimalEnclosedCircle", "③"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (2, "ideographTraditional", "乙"),
        (7, "somethingElse", "7"),
        (0, "lowerRoman", "0"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_chinese_numbers_below_a_thousand_are_all_different() -> None:
    assert len({chinese(n) for n in range(1, 1000)}) == 999


# ODT.


def test_an_odt_has_the_same_parts() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
    )
    body = (
        '<text:p text:style-name="P1">江上</text:p><text:h text:outline-level="1">雾</text:h>'
        '<text:p>江<text:span text:style-name="T1">雾</text:span><text:s text:c="2"/>散<text:note>'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>注。</text:p></text:note-body></text:note>了。</text:p>"
        "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:title>图</svg:title></draw:frame></text:p>'
        "<text:tracked-changes><text:p>删去</text:p></text:tracked-changes>"
    )

    found = essay(odt(body, styles, "<meta:initial-creator>某甲</meta:initial-creator>"), "odt")

    assert (found.title, found.author) == ("江上", "某甲")
    assert blocks(found) == [
        (Kind.HEADING, "雾"),
        (Kind.PARAGRAPH, "江雾 散[1]了。"),
        (Kind.PARAGRAPH, "甲"),
        (Kind.TABLE, "a\tb"),
        (Kind.FIGURE, "图"),
        (Kind.NOTE, "注。"),
    ]


def test_a_locked_odt_says_so() -> None:
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x00\x01",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }
    )

    with pytest.raises(SourceError, match="is locked with a password"):
        read(data, "a.odt")


# FB2.


def test_an_fb2_has_sections_verse_and_notes() -> None:
    text = """<?xml version="1.0" encoding="windows-1251"?><FictionBook xmlns:l="http://www.w3.org/1999/xlink">
    <description><title-info><author><first-name>Имя</first-name><last-name>Автор</last-name></author>
    <book-title>Книга</book-title></title-info></description>
    <body><title><p>Книга</p></title><section><title><p>Глава 1</p></title>
    <p>Текст<a l:href="#n1" type="note">1</a>.</p>
    <section><title><p>Часть</p></title><poem><stanza><v>Первая</v><v>Вторая</v></stanza></poem></section></section></body>
    <body name="notes"><section id="n1"><title><p>1</p></title><p>Примечание.</p></section></body>
    <binary id="cover.jpg">AAAA</binary></FictionBook>"""

    found = essay(text.encode("cp1251"), "fb2")

    assert (found.title, found.author) == ("Книга", "Имя Автор")
    assert [title for _, title in outline(found)] == ["Глава 1", "Часть"]
    assert blocks(found)[1:] == [
        (Kind.PARAGRAPH, "Текст[1]."),
        (Kind.HEADING, "Часть"),
        (Kind.VERSE, "Первая\nВторая"),
        (Kind.NOTE, "Примечание."),
    ]
    assert essay(zipped({"a.fb2": text.encode("cp1251")}), "fb2").title == "Книга"


# What cannot be read.


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped({"word/documents.txt": "x"}), "Word document without its text"),
        (docx(p(PROSE))[:-100], "damaged ZIP file"),
        (docx(p("x" + " " * 32_000_000)), "is not opened"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read(data, "a.docx")


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_a_broken_part_costs_no_more_than_itself(part: str) -> None:
    """Styles that lead in circles, lists that are not there, markup that ends nowhere."""
    circle = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="1"/></w:style><w:style'
    body = p(PROSE, "1") + numbered("雪。", 9, 99)

    found = essay(docx(body, {part: circle if "styles" in part else NUMBERING[:300]}))

    assert PROSE in found.text
    assert "雪。" in found.text
