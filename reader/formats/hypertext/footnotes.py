"""The notes of a page: which links refer to one, and where its text is.

Nothing in HTML says what a note is. EPUB has words for it; elsewhere it is a short raised link to
a later block, which mostly leads back. The text of a note is taken out of the page, so that it
stands behind it with a number, as in the other formats.
"""

from collections.abc import Mapping
from posixpath import dirname, normpath
from urllib.parse import unquote

from reader.formats.hypertext.grid import is_empty
from reader.formats.hypertext.names import HEADINGS, words
from reader.formats.hypertext.tree import Element, Text
from reader.regex import IGNORECASE, regex

_MARK = regex(
    r"[\[(（〔［【<〈]?\s*(?:注释?|註釋?|note|fn\.?)?\s*"
    r"(?:\d{1,4}|[①-⑳㉑-㉟❶-❿⓵-⓾]|[*＊†‡§¶]{1,4}|[a-zA-Z]|[ivxlc]{1,6}|[一二三四五六七八九十]{1,3})?"
    r"\s*[\])）〕］】>〉]?",
    IGNORECASE,
)
_REFERENCE = words(
    "footnote-ref footnoteref footnote-reference footnote_ref noteref fnref fn-ref duokan-footnote"
    " reference sdfootnoteanc sdendnoteanc footnote-anchor easy-footnote"
)
_BACK = words(
    "footnote-backref footnote-back footnote-return reversefootnote backlink mw-cite-backlink"
)
_BACK_TEXT = regex(r"[\s\[(]*[↩↑^⏎↵←⬆]\ufe0e?[\s\])]*")
_BODY = words("li aside p div dd section td tr blockquote")
_CONTAINER = words("ol ul aside section div footer dl details")
_NOTES_HEADING = regex(
    r"(?:注释?|註釋?|脚注|腳註|尾注|附注|【?注释】?|注解|译注|notes?|footnotes?|endnotes?|references?)"
    r"\s*[:：]?",
    IGNORECASE,
)
_LONGEST = 60_000
"""Code points of the source that a note has at most."""
_LONGEST_MARK = 500
"""The same of a reference, or a heading over notes."""
_MOST = 20_000
"""Links that are looked at."""


class Footnotes:
    """The notes of some pages over one text. Pages of one book may refer to each other's notes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.references: dict[int, str] = {}
        """The label of the note that an element refers to, by the element's `id()`."""
        self.bodies: dict[str, Element] = {}
        """The element that holds a note, by its label."""
        self._taken: set[int] = set()
        self._targets: dict[str, Element] = {}
        self._links: list[tuple[Element, str]] = []

    def is_taken(self, element: Element) -> bool:
        """Whether *element* stands behind the text, as a note, and not in it."""
        return id(element) in self._taken

    def add(self, page: Element, path: str = "") -> None:
        """Note the links and targets of a page that other pages know by *path*."""
        for element in page.descend():
            if name := element.get("id") or (element.get("name") if element.name == "a" else ""):
                self._targets.setdefault(f"{path}#{name}", element)
            href = element.get("href") if element.name == "a" else ""
            if "#" in href and len(self._links) < _MOST:
                self._links.append((element, _resolved(path, href)))

    def find(self) -> None:
        """Find the notes of the pages that were added."""
        leads_to = {id(link): target for link, target in self._links}
        holders: dict[int, Element] = {}
        for link, target in self._links:
            anchor = self._targets.get(target)
            if anchor is None or anchor is link:
                continue
            body = self._body(anchor, link)
            if body is None or not self._refers(link, body, leads_to):
                continue
            self._taken.add(id(body))
            if body.parent is not None:
                holders[id(body.parent)] = body.parent
            self.bodies[target] = body
            self.references[id(self._whole(link))] = target
        while holders:
            _, holder = holders.popitem()
            if self._take_rest(holder) and holder.parent is not None:
                holders[id(holder.parent)] = holder.parent

    def _body(self, anchor: Element, link: Element) -> Element | None:
        """The block that a note with an *anchor* is, or None if that is no note's."""
        body = anchor
        while body.name not in _BODY:
            if body.parent is None or body.name in HEADINGS or body.name in ("body", "table"):
                return None
            body = body.parent
        if body.end - body.start > _LONGEST or body.start <= link.start < body.end:
            return None
        if body is not anchor and anchor.name != "a" and body.name in ("div", "section"):
            return None
        if body.name == "td" and body.parent is not None:
            body = body.parent
        return None if any(each.name in HEADINGS for each in body.descend()) else body

    def _refers(self, link: Element, body: Element, leads_to: Mapping[int, str]) -> bool:
        """Whether *link* is the reference to a note that is *body*, and no other link."""
        if self._is_backlink(link):
            return False
        text = self._text_of(link).strip()
        if "noteref" in f"{link.get('epub:type')} {link.get('role')}":
            return True
        if len(text) > 12 or not _MARK.fullmatch(text):
            return False
        if link.start > body.start:
            return False
        if not _REFERENCE.isdisjoint(link.classes):
            return True
        raised = any(each.name == "sup" for each in link.descend())
        raised = raised or any(a.name == "sup" for a in (link, *link.ancestors()))
        if raised and text:
            return True
        around = {id(each) for each in (link, *_inline_around(link))}
        back = (self._targets.get(leads_to[id(e)]) for e in body.descend() if id(e) in leads_to)
        return bool(text) and any(target is not None and id(target) in around for target in back)

    def _is_backlink(self, link: Element) -> bool:
        said = f"{link.get('epub:type')} {link.get('role')} {link.get('rev')}"
        if "backlink" in said or not _BACK.isdisjoint(link.classes):
            return True
        return _BACK_TEXT.fullmatch(self._text_of(link)) is not None

    def is_backlink(self, link: Element, label: str) -> bool:
        """Whether *link*, in the note *label*, only leads back to the text."""
        if self._is_backlink(link) or "#" not in link.get("href"):
            return self._is_backlink(link)
        body = self.bodies[label]
        text = self._text_of(link).strip()
        is_first = not self.text[body.start : link.start].rpartition(">")[2].strip("[(（［〔 \n")
        return len(text) <= 12 and is_first and _MARK.fullmatch(text) is not None

    def _whole(self, link: Element) -> Element:
        """What of the line is the reference: the raised brackets around a link too."""
        whole = link
        for around in _inline_around(link):
            if around.name not in ("sup", "span", "small", "b", "strong", "i", "em", "a"):
                break
            if not _MARK.fullmatch(self._text_of(around).strip()):
                break
            whole = around
        return whole

    def _take_rest(self, holder: Element) -> bool:
        """Take the rules and headings over the notes in *holder*, and itself if nothing remains."""
        remains = False
        above: list[Element] = []
        for child in holder.children:
            if isinstance(child, Text):
                remains = remains or bool(self._shown(child).strip())
            elif id(child) in self._taken:
                self._taken.update(map(id, above))
                above = []
            elif child.name == "hr" or self._is_notes_heading(child):
                above.append(child)
            elif not is_empty(child, self.text):
                remains, above = True, []
        if remains or above or holder.name not in _CONTAINER:
            return False
        self._taken.add(id(holder))
        return True

    def _is_notes_heading(self, element: Element) -> bool:
        if element.name not in HEADINGS and element.name not in ("p", "div"):
            return False
        return _NOTES_HEADING.fullmatch(self._text_of(element).strip()) is not None

    def _text_of(self, element: Element) -> str:
        """The text of a short element; of a longer one, nothing that could be taken for a mark."""
        if element.end - element.start > _LONGEST_MARK:
            return "…"
        return "".join(map(self._shown, element.texts()))

    def _shown(self, text: Text) -> str:
        return self.text[text.start : text.end]


def _inline_around(link: Element) -> list[Element]:
    """What stands around *link* in its line."""
    around: list[Element] = []
    for element in link.ancestors():
        if element.name in _BODY or not element.name:
            break
        around.append(element)
    return around


def _resolved(path: str, href: str) -> str:
    """The target that *href* in the page *path* means."""
    file, _, name = href.partition("#")
    if not file:
        return f"{path}#{unquote(name)}"
    if "://" in file:
        return href
    return f"{normpath(f'{dirname(path)}/{unquote(file)}').lstrip('/')}#{unquote(name)}"
