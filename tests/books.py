"""Books and office documents for tests: small, made by code, as common programs make them."""

import io
import zipfile
from collections.abc import Mapping

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file; what is called `mimetype` is stored, as the formats want it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def page(body: str, head: str = "") -> str:
    """A page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>{head}</head>\n<body>{body}</body></html>'
    )


def epub(
    pages: Mapping[str, str],
    contents: str = "",
    *,
    metadata: str = "<dc:title>书</dc:title>",
    version: int = 3,
    extra: Mapping[str, str | bytes] | None = None,
    spine: str | None = None,
) -> bytes:
    """An EPUB of *pages*. *contents* is the list of a navigation document, or the points of an NCX."""
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    if spine is None:
        spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    if version == 3:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
        plan = page(f'<nav epub:type="toc"><h1>目录</h1>{contents}</nav>')
    else:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        plan = (
            f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{contents}</navMap></ncx>'
        )
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}'
        f'</metadata><manifest>{items}</manifest><spine toc="ncx">{spine}</spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": package,
            ("OEBPS/nav.xhtml" if version == 3 else "OEBPS/toc.ncx"): plan,
            **{f"OEBPS/{name}": text for name, text in pages.items()},
            **(extra or {}),
        }
    )


def point(title: str, path: str, inner: str = "") -> str:
    """An entry of an NCX."""
    return f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{path}"/>{inner}</navPoint>'


W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def docx(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document whose body is the XML *body*."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<?xml version="1.0" encoding="UTF-8"?>'
            f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            **(extra or {}),
        }
    )


def p(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph of a Word document. *text* may hold runs."""
    run = text if text.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}</w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph that Word counts."""
    return p(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def odt(body: str, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument text whose body is the XML *body*."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": '<?xml version="1.0"?><office:document-content><office:automatic-styles>'
            f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": "<manifest:manifest/>",
        }
    )
