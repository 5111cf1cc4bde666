"""FB2 → documents: the books of Russian libraries, one XML file with sections and notes."""

from reader.formats.archive import Archive
from reader.formats.found import Found
from reader.formats.hypertext.tree import Element, Text
from reader.formats.hypertext.xmlfile import XmlFile, text_of
from reader.formats.office.plain_html import PlainHtml, attribute, opened, shown
from reader.text.corrections import NOTHING, Corrections

_STYLES = {
    "emphasis": "i",
    "strong": "b",
    "strikethrough": "s",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
}


def read_fb2(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The book that an FB2 is."""
    return opened("fb2", _Writing(XmlFile(text_of(data))).html(), stem, corrections)


def read_zipped(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The book that a ZIP file with one FB2 holds."""
    archive = Archive(data, name)
    return read_fb2(archive.read(archive.names[0]), name, stem, corrections)


class _Writing:
    """A book on its way into HTML."""

    def __init__(self, page: XmlFile) -> None:
        self.page = page
        self.out = PlainHtml()

    def html(self) -> str:
        """The page."""
        for body in self.page.root.descend():
            if body.name == "body":
                if body.get("name") in ("notes", "comments", "footnotes"):
                    self._notes(body)
                else:
                    self._blocks(body, 1)
        about = self.page.root.first("title-info")
        title = self.page.words(about.first("book-title")) if about is not None else ""
        authors = [e for e in about.elements() if e.name == "author"] if about is not None else []
        names = [
            " ".join(
                self.page.words(each.first(part))
                for part in ("first-name", "last-name")
                if each.first(part)
            )
            for each in authors
        ]
        return self.out.whole(title, ", ".join(name for name in names if name))

    def _blocks(self, holder: Element, depth: int) -> None:
        for element in holder.elements():
            match element.name:
                case "title":
                    lines = [self._inline(p) for p in element.elements() if p.name == "p"]
                    self.out.put(f"h{min(depth, 6)}", " ".join(filter(None, lines)))
                case "subtitle":
                    self.out.put(f"h{min(depth + 1, 6)}", self._inline(element))
                case "section":
                    self._blocks(element, depth + (holder.name == "section"))
                case "p" | "text-author":
                    self.out.put("p", self._inline(element))
                case "stanza":
                    lines = [self._inline(e) for e in element.elements() if e.name == "v"]
                    self.out.put("p", "<br>".join(lines))
                case "cite" | "epigraph":
                    self.out.raw("<blockquote>")
                    self._blocks(element, depth)
                    self.out.raw("</blockquote>")
                case "empty-line":
                    self.out.raw("<hr>")
                case "image":
                    self.out.raw(f"<p>{self._image(element)}</p>")
                case "table":
                    self._table(element)
                case "poem" | "annotation":
                    self._blocks(element, depth)

    def _table(self, table: Element) -> None:
        rows = [
            "".join(
                f"<{cell.name}>{self._inline(cell)}</{cell.name}>"
                for cell in row.elements()
                if cell.name in ("td", "th")
            )
            for row in table.elements()
            if row.name == "tr"
        ]
        self.out.raw("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")

    def _notes(self, body: Element) -> None:
        for section in body.descend():
            if section.name == "section" and section.get("id"):
                lines = "<br>".join(self._inline(p) for p in section.elements() if p.name == "p")
                name = attribute("id", section.get("id"))
                self.out.raw(f'<aside{name} epub:type="footnote"><p>{lines}</p></aside>')

    def _inline(self, holder: Element) -> str:
        from html import unescape

        parts: list[str] = []
        for child in holder.children:
            if isinstance(child, Text):
                parts.append(shown(unescape(self.page.text[child.start : child.end])))
            elif child.name in _STYLES:
                tag = _STYLES[child.name]
                parts.append(f"<{tag}>{self._inline(child)}</{tag}>")
            elif child.name == "a":
                parts.append(self._link(child))
            elif child.name == "image":
                parts.append(self._image(child))
            else:
                parts.append(self._inline(child))
        return "".join(parts)

    def _link(self, element: Element) -> str:
        target = element.get("l:href") or element.get("xlink:href") or element.get("href")
        kind = ' epub:type="noteref"' if element.get("type") == "note" else ""
        return f"<a{attribute('href', target)}{kind}>{self._inline(element)}</a>"

    def _image(self, element: Element) -> str:
        target = element.get("l:href") or element.get("xlink:href") or element.get("href")
        return f"<img{attribute('src', target.lstrip('#'))}{attribute('alt', element.get('alt'))}>"
