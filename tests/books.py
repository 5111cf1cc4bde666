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
