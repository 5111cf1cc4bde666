"""DOCX → documents.

Styles say what is a heading, of whichever language the program was; the numbers that Word counts
itself (一、（一）1.) are written out, as the page shows them: converters that make lists of them lose
them. Deleted text, hidden text, comments and tables of contents are left out. After Office Open XML
(ECMA-376), part 1.
"""

import re
from posixpath import normpath

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.formats.found import Found
from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element, Text
from reader.formats.hypertext.xmlfile import XmlFile, member
from reader.formats.language import language
from reader.formats.office.numbering import Numbering, numbering_of
from reader.formats.office.plain_html import PlainHtml, attribute, opened, shown
from reader.formats.office.wordstyles import Look, Styles
from reader.regex import regex
from reader.text.corrections import NOTHING, Corrections

_NOBODY = regex(
    r"(?:admin\w*|user\d*|windows\b.*|微软.*|microsoft.*|lenovo|dell|hp|asus|acer|pc|owner|unknown"
    r"|python-docx|apache poi|[a-z]+-\d+|.*用户)?$",
    re.IGNORECASE,
)
"""Creators that are machines."""
_SKIPPED = words(
    "del movefrom instrtext fallback ppr rpr sectpr tblpr tblgrid tcpr trpr commentreference sdtpr"
)


def read_docx(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of a DOCX. SourceError says why it cannot be read."""
    archive = Archive(data, name)
    path = archive.find("word/document.xml") or next(
        (n for n in archive.names if re.fullmatch(r"word/document\d*\.xml", n)), None
    )
    if path is None:
        raise SourceError(
            Said("{name} is a Word document without its text: it is damaged.", name=archive.name)
        )
    return opened("docx", _Writing(archive, path).html(), stem, corrections)


class _Writing:
    """A document on its way into HTML."""

    def __init__(self, archive: Archive, path: str) -> None:
        self.archive = archive
        self.page = member(archive, path)
        self.styles = Styles(self._part("word/styles.xml"))
        self.numbering: Numbering = numbering_of(self._part("word/numbering.xml"))
        self.links = self._links("word/_rels/document.xml.rels")
        self.notes = {
            kind: self._notes(f"word/{kind}s.xml", kind) for kind in ("footnote", "endnote")
        }
        self.cited: list[tuple[str, str]] = []
        """Kind and id of the notes, in the order in which the text refers to them."""
        self.out = PlainHtml()
        self.boxes: list[Element] = []
        """Text boxes that are anchored in the paragraph."""
        body = self.page.root.first("body") or self.page.root
        sample = "".join(self.page.text[t.start : t.end] for t in body.texts())
        self.is_east_asian = language(sample) != "en"

    def html(self) -> str:
        """The page."""
        body = self.page.root.first("body") or self.page.root
        self._blocks(body)
        at = 0
        while at < len(self.cited):
            self._note(at)
            at += 1
        return self.out.whole(self._title(body), self._author())

    def _part(self, path: str) -> XmlFile | None:
        found = self.archive.find(path)
        return member(self.archive, found) if found is not None else None

    def _links(self, path: str) -> dict[str, str]:
        """Where relations lead, by their ids."""
        page = self._part(path)
        if page is None:
            return {}
        return {
            each.get("id"): each.get("target")
            for each in page.root.descend()
            if each.name == "relationship"
        }

    def _notes(self, path: str, kind: str) -> tuple[XmlFile, dict[str, Element]] | None:
        page = self._part(path)
        if page is None:
            return None
        return page, {e.get("w:id"): e for e in page.root.descend() if e.name == kind}

    def _title(self, body: Element) -> str:
        """The title: a paragraph that has its style, or what the file says if the text says so too."""
        lead = [e for e in body.elements() if e.name == "p"][:8]
        for paragraph in lead:
            if self.styles.look(paragraph).is_title:
                return self.page.words(paragraph)
        core = self._part("docProps/core.xml")
        said = core.words(core.root.first("title")) if core is not None else ""
        words = {_folded(self.page.words(paragraph)) for paragraph in lead}
        return said if said and _folded(said) in words else ""

    def _author(self) -> str:
        core = self._part("docProps/core.xml")
        said = core.words(core.root.first("creator")) if core is not None else ""
        return "" if _NOBODY.match(said) else said

    # Blocks

    def _blocks(self, holder: Element) -> None:
        for element in holder.elements():
            if element.name == "p":
                self._paragraph(element)
            elif element.name == "tbl":
                self._table(element)
            elif element.name not in _SKIPPED and not _is_contents(element):
                self._blocks(element)

    def _paragraph(self, paragraph: Element) -> None:
        look = self.styles.look(paragraph)
        if look.is_contents:
            return
        inside = self._inline(paragraph)
        number = self.numbering.next(look.list_id, look.list_level) if inside.strip() else None
        boxes, self.boxes = self.boxes, []
        if number is not None and number.is_bullet and not look.level:
            self.out.item(look.list_level + 1, inside)
        elif number is not None and number.is_plain and not look.level and not self.is_east_asian:
            self.out.item(look.list_level + 1, inside, number.value)
        elif inside.strip():
            prefix = shown(number.text) if number is not None and not number.is_bullet else ""
            self._put(look, prefix + inside)
        for box in boxes:
            self._blocks(box)

    def _put(self, look: Look, inside: str) -> None:
        if look.is_title:
            self.out.put("h1", inside)
        elif look.level:
            self.out.put(f"h{min(look.level, 6)}", inside)
        elif look.is_quotation:
            self.out.put("blockquote", f"<p>{inside}</p>")
        elif look.is_code:
            self.out.put("pre", f"<code>{inside}</code>")
        else:
            self.out.put("p", inside, ' align="center"' if look.is_centered else "")

    def _table(self, table: Element) -> None:
        rows: list[str] = []
        found = [row for row in table.elements() if row.name == "tr"]
        width = max((sum(c.name == "tc" for c in row.elements()) for row in found), default=0)
        if width <= 1:
            for row in found:
                for cell in row.elements():
                    self._blocks(cell)
            return
        for number, row in enumerate(found):
            element = "td" if number else "th"
            cells: list[str] = []
            for cell in row.elements():
                if cell.name == "tc":
                    properties = cell.first("tcpr")
                    spanned = properties.first("gridspan") if properties is not None else None
                    span = attribute("colspan", spanned.get("w:val") if spanned is not None else "")
                    cells.append(f"<{element}{span}>{self._cell(cell)}</{element}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        self.out.raw("<table>" + "\n".join(rows) + "</table>")

    def _cell(self, cell: Element) -> str:
        properties = cell.first("tcpr")
        merged = properties.first("vmerge") if properties is not None else None
        if merged is not None and merged.get("w:val") != "restart":
            return ""
        return "<br>".join(self._inline(p) for p in cell.descend() if p.name == "p")

    def _note(self, index: int) -> None:
        kind, name = self.cited[index]
        notes = self.notes[kind]
        if notes is None or name not in notes[1]:
            return
        around, self.page = self.page, notes[0]
        inside = "<br>".join(self._inline(p) for p in notes[1][name].descend() if p.name == "p")
        self.page = around
        self.out.raw(f'<aside id="note{index + 1}" epub:type="footnote"><p>{inside}</p></aside>')

    # In a line

    def _inline(self, holder: Element) -> str:
        return "".join(self._spans(holder))

    def _spans(self, holder: Element) -> list[str]:
        parts: list[str] = []
        for element in holder.elements():
            if element.name == "r":
                parts.append(self._run(element))
            elif element.name == "hyperlink":
                target = self.links.get(element.get("r:id"), "")
                inside = self._inline(element)
                link = f"<a{attribute('href', target)}>{inside}</a>"
                parts.append(link if target.startswith(("http", "mailto:")) else inside)
            elif element.name == "ruby":
                parts.append(self._ruby(element))
            elif element.name == "omath":
                parts.append(shown(self.page.words(element)))
            elif element.name not in _SKIPPED:
                parts += self._spans(element)
        return parts

    def _run(self, run: Element) -> str:
        properties = next((e for e in run.elements() if e.name == "rpr"), None)
        has = {e.name: e for e in properties.elements()} if properties is not None else {}
        if _is_on(has.get("vanish")):
            return ""
        inside = "".join(self._piece(element) for element in run.elements())
        if not inside.strip():
            return inside
        raised = has["vertalign"].get("w:val") if "vertalign" in has else ""
        style = self.styles.character(has["rstyle"].get("w:val")) if "rstyle" in has else ""
        for is_so, tag in (
            (_is_on(has.get("b")) or style == "b", "b"),
            (_is_on(has.get("i")) or style == "i", "i"),
            (_is_on(has.get("strike")) or _is_on(has.get("dstrike")), "s"),
            (raised == "superscript", "sup"),
            (raised == "subscript", "sub"),
        ):
            if is_so:
                inside = f"<{tag}>{inside}</{tag}>"
        return inside

    def _piece(self, element: Element) -> str:
        match element.name:
            case "t":
                return shown(_text(self.page, element))
            case "tab" | "ptab":
                return " "
            case "br" | "cr":
                return "" if element.get("w:type") in ("page", "column") else "<br>"
            case "nobreakhyphen":
                return "\u2011"
            case "footnotereference" | "endnotereference":
                return self._reference(element)
            case "ruby":
                return self._ruby(element)
            case "drawing" | "pict" | "object":
                return self._picture(element)
            case "alternatecontent":
                choice = element.first("choice") or element
                return "".join(self._piece(each) for each in choice.elements())
        return ""

    def _reference(self, element: Element) -> str:
        kind = element.name.removesuffix("reference")
        cited = kind, element.get("w:id")
        notes = self.notes[kind]
        if notes is None or cited[1] not in notes[1]:
            return ""
        if cited not in self.cited:
            self.cited.append(cited)
        number = self.cited.index(cited) + 1
        return f'<a epub:type="noteref" href="#note{number}">[{number}]</a>'

    def _ruby(self, element: Element) -> str:
        base, reading = element.first("rubybase"), element.first("rt")
        if base is None:
            return ""
        read = f"<rt>{self._inline(reading)}</rt>" if reading is not None else ""
        return f"<ruby>{self._inline(base)}{read}</ruby>"

    def _picture(self, element: Element) -> str:
        self.boxes += [each for each in element.descend() if each.name == "txbxcontent"][:1]
        name = element.first("docpr")
        caption = (name.get("descr") or name.get("title")) if name is not None else ""
        for each in element.descend():
            if each.name in ("blip", "imagedata"):
                target = self.links.get(
                    each.get("r:embed") or each.get("r:id") or each.get("r:link")
                )
                if target:
                    path = target if "://" in target else normpath(f"word/{target}")
                    return f"<img{attribute('src', path)}{attribute('alt', caption)}>"
        return ""


def _is_contents(element: Element) -> bool:
    """Whether a content control is the table of contents."""
    if element.name != "sdt":
        return False
    gallery = element.first("docpartgallery")
    return gallery is not None and "contents" in gallery.get("w:val").lower()


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get("w:val") not in ("0", "false", "none", "off")


def _text(page: XmlFile, element: Element) -> str:
    from html import unescape

    return "".join(
        unescape(page.text[child.start : child.end])
        for child in element.children
        if isinstance(child, Text)
    )


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
