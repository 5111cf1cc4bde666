"""ODT (and its flat form) → documents. After OpenDocument 1.3, part 3."""

from posixpath import normpath

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.formats.found import Found
from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element, Text
from reader.formats.hypertext.xmlfile import XmlFile, member, text_of
from reader.formats.office.plain_html import PlainHtml, attribute, opened, shown
from reader.text.corrections import NOTHING, Corrections

_SKIPPED = words(
    "tracked-changes table-of-content alphabetical-index illustration-index sequence-decls forms"
    " annotation automatic-styles"
)
_MOST_SPACES = 100


def read_odt(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of an ODT. SourceError says why it cannot be read."""
    archive = Archive(data, name)
    content = archive.find("content.xml")
    if content is None:
        raise SourceError(
            Said(
                "{name} is an OpenDocument file without its text: it is damaged.", name=archive.name
            )
        )
    manifest = archive.find("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in archive.read(manifest):
        raise SourceError(
            Said("{name} is locked with a password; an unlocked copy is needed.", name=archive.name)
        )
    parts = [member(archive, content)]
    for path in ("styles.xml", "meta.xml"):
        found = archive.find(path)
        if found is not None:
            parts.append(member(archive, found))
    return opened("odt", _Writing(parts).html(), stem, corrections)


def read_flat(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of an OpenDocument text that is one XML file."""
    return opened("odt", _Writing([XmlFile(text_of(data))]).html(), stem, corrections)


class _Writing:
    """A document on its way into HTML."""

    def __init__(self, parts: list[XmlFile]) -> None:
        self.page = parts[0]
        self.parts = parts
        self.styles: dict[str, Element] = {}
        for part in parts:
            for element in part.root.descend():
                if element.name == "style" and element.get("style:name"):
                    self.styles.setdefault(element.get("style:name"), element)
        self.out = PlainHtml()
        self.notes: list[str] = []

    def html(self) -> str:
        """The page."""
        body = self._body()
        self._blocks(body)
        for number, inside in enumerate(self.notes, 1):
            self.out.raw(f'<aside id="note{number}" epub:type="footnote"><p>{inside}</p></aside>')
        title = author = ""
        for part in self.parts:
            for element in part.root.descend():
                if element.name == "title" and not title:
                    title = part.words(element)
                elif element.name in ("initial-creator", "creator") and not author:
                    author = part.words(element)
        return self.out.whole(self._title(body, title), author)

    def _body(self) -> Element:
        body = self.page.root.first("body")
        if body is None:
            return self.page.root
        return next((each for each in body.elements() if each.name == "text"), body)

    def _title(self, body: Element, said: str) -> str:
        """The title: a paragraph of that style, or what the file says if the text says so too."""
        lead = [e for e in body.elements() if e.name in ("p", "h")][:8]
        for element in lead:
            if self._is_a(element, "Title"):
                return self.page.words(element)
        words = ["".join(self.page.words(element).split()) for element in lead]
        return said if "".join(said.split()) in words else ""

    # Blocks

    def _blocks(self, holder: Element, depth: int = 0) -> None:
        for element in holder.elements():
            match element.name:
                case "h":
                    level = element.get("text:outline-level")
                    inside = self._inline(element)
                    level = level if level.isdecimal() and 0 < int(level[:3]) < 7 else "6"
                    self.out.put(f"h{level}" if level else "h1", inside)
                case "p":
                    self._paragraph(element, depth)
                case "list":
                    self._list(element, depth + 1)
                case "table":
                    self._table(element)
                case name if name not in _SKIPPED:
                    self._blocks(element, depth)

    def _paragraph(self, element: Element, depth: int) -> None:
        inside = self._inline(element)
        if not inside.strip():
            return
        if depth:
            self.out.item(depth, inside)
        elif self._is_a(element, "Title"):
            self.out.put("h1", inside)
        elif self._is_a(element, "Quotations"):
            self.out.put("blockquote", f"<p>{inside}</p>")
        elif self._is_a(element, "Preformatted_20_Text"):
            self.out.put("pre", f"<code>{inside}</code>")
        else:
            is_centered = self._says(element, "paragraph-properties", "fo:text-align") == "center"
            self.out.put("p", inside, ' align="center"' if is_centered else "")

    def _list(self, element: Element, depth: int) -> None:
        for item in element.elements():
            if item.name in ("list-item", "list-header"):
                self._blocks(item, depth)

    def _table(self, table: Element) -> None:
        rows: list[str] = []
        for row in table.descend():
            if row.name != "table-row":
                continue
            element = "td" if rows else "th"
            cells: list[str] = []
            for cell in row.elements():
                if cell.name in ("table-cell", "covered-table-cell"):
                    inside = "<br>".join(
                        self._inline(p) for p in cell.descend() if p.name in ("p", "h")
                    )
                    cells.append(f"<{element}>{inside}</{element}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        if rows:
            self.out.raw("<table>" + "\n".join(rows) + "</table>")

    # In a line

    def _inline(self, holder: Element) -> str:
        return "".join(self._spans(holder))

    def _spans(self, holder: Element) -> list[str]:
        from html import unescape

        parts: list[str] = []
        for child in holder.children:
            if isinstance(child, Text):
                parts.append(shown(unescape(self.page.text[child.start : child.end])))
                continue
            match child.name:
                case "span":
                    parts.append(self._styled(child))
                case "a":
                    target = child.get("xlink:href")
                    href = attribute("href", target) if ":" in target else ""
                    parts.append(
                        f"<a{href}>{self._inline(child)}</a>" if href else self._inline(child)
                    )
                case "s":
                    count = child.get("text:c")
                    parts.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
                case "tab":
                    parts.append(" ")
                case "line-break":
                    parts.append("<br>")
                case "note":
                    parts.append(self._note(child))
                case "frame":
                    parts.append(self._picture(child))
                case "ruby":
                    base, reading = child.first("ruby-base"), child.first("ruby-text")
                    if base is not None and reading is not None:
                        read = f"<rt>{self._inline(reading)}</rt>"
                        parts.append(f"<ruby>{self._inline(base)}{read}</ruby>")
                case name if name not in _SKIPPED:
                    parts += self._spans(child)
        return parts

    def _styled(self, span: Element) -> str:
        inside = self._inline(span)
        if not inside.strip():
            return inside
        position = self._says(span, "text-properties", "style:text-position")
        strike = self._says(span, "text-properties", "style:text-line-through-style")
        for is_so, tag in (
            (self._says(span, "text-properties", "fo:font-weight") == "bold", "b"),
            (self._says(span, "text-properties", "fo:font-style") == "italic", "i"),
            (strike not in ("", "none"), "s"),
            (position.startswith("super"), "sup"),
            (position.startswith("sub"), "sub"),
        ):
            if is_so:
                inside = f"<{tag}>{inside}</{tag}>"
        return inside

    def _note(self, note: Element) -> str:
        body = note.first("note-body")
        if body is None:
            return ""
        index = len(self.notes)
        self.notes.append("")
        self.notes[index] = "<br>".join(self._inline(p) for p in body.elements())
        return f'<a epub:type="noteref" href="#note{index + 1}">[{index + 1}]</a>'

    def _picture(self, frame: Element) -> str:
        image = frame.first("image")
        if image is None:
            box = frame.first("text-box")
            return "<br>".join(self._inline(p) for p in box.elements()) if box is not None else ""
        caption = self.page.words(frame.first("desc") or frame.first("title"))
        path = image.get("xlink:href")
        path = path if ":" in path else normpath(path) if path else ""
        return f"<img{attribute('src', path)}{attribute('alt', caption)}>" if path else ""

    # Styles

    def _is_a(self, element: Element, name: str) -> bool:
        """Whether the style of a paragraph is *name*, or made from it."""
        return name in self._chain(element.get("text:style-name"))

    def _says(self, element: Element, properties: str, name: str) -> str:
        """What the styles of *element* say of *name*; empty if nothing."""
        for key in self._chain(element.get("text:style-name")):
            for each in self.styles[key].elements() if key in self.styles else ():
                if each.name == properties and each.get(name):
                    return each.get(name)
        return ""

    def _chain(self, key: str) -> list[str]:
        chain: list[str] = []
        while key and key not in chain and len(chain) < 12:
            chain.append(key)
            key = self.styles[key].get("style:parent-style-name") if key in self.styles else ""
        return chain
