"""What an EPUB says about itself: its files, their order, its table of contents.

After EPUB 3.3 (packages, navigation documents) and OPF 2.0.1 (NCX). Its XML is read by the parser
for pages, which knows no entities but letters and fetches nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.formats.dates import date_in
from reader.formats.hypertext.particulars import Particulars
from reader.formats.hypertext.tagsoup import Dialect
from reader.formats.hypertext.tree import Element
from reader.formats.hypertext.xmlfile import XmlFile, member

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are made unusable elsewhere: that hides no text."""
_MOST_ITEMS = 10_000


class Entry(NamedTuple):
    """A line of the table of contents."""

    level: int
    """1 is the highest."""
    title: str
    path: str
    """The page that it leads to, in the archive."""
    fragment: str
    """The element in it, or empty."""


class Package(NamedTuple):
    """The plan of a book."""

    said: Particulars
    pages: list[str]
    """The paths of the pages in the order in which they are read."""
    missing: list[str]
    """Pages that are named but not there."""
    contents: list[Entry]
    subjects: tuple[str, ...]


def package(archive: Archive) -> Package:
    """The plan of the EPUB *archive*. SourceError if there is none, or its pages are encrypted."""
    plan = member(archive, _root_file(archive))
    items: dict[str, Element] = {}
    for item in plan.root.descend():
        if item.name == "item" and len(items) < _MOST_ITEMS:
            items.setdefault(item.get("id"), item)
    pages: list[str] = []
    missing: list[str] = []
    spine = plan.root.first("spine")
    for reference in spine.elements()[:_MOST_ITEMS] if spine is not None else []:
        page = items.get(reference.get("idref"))
        if page is None:
            missing.append(reference.get("idref"))
            continue
        if "nav" in page.get("properties").split():
            continue
        path, _ = plan.resolved(page.get("href"))
        found = archive.find(path)
        if found is None:
            missing.append(path)
        elif found not in pages:
            pages.append(found)
    _refuse_encrypted(archive, pages)
    contents = _navigation(archive, plan, items) or _ncx(archive, plan, items, spine)
    subjects = tuple(plan.words(e) for e in plan.root.descend() if e.name == "subject")
    return Package(_particulars(plan), pages, missing, contents, subjects)


def _root_file(archive: Archive) -> str:
    container = archive.find("META-INF/container.xml")
    if container is not None:
        for element in member(archive, container).root.descend():
            if element.name == "rootfile":
                found = archive.find(unquote(element.get("full-path")))
                if found is not None:
                    return found
    found = next((name for name in archive.names if name.lower().endswith(".opf")), None)
    if found is None:
        raise SourceError(
            Said(
                "{name} is an EPUB without a package file (.opf): it is damaged.", name=archive.name
            )
        )
    return found


def _refuse_encrypted(archive: Archive, pages: list[str]) -> None:
    """Raise SourceError if a page can only be read with a key."""
    locked = any(archive.is_encrypted(page) for page in pages)
    path = archive.find("META-INF/encryption.xml")
    if path is not None and not locked:
        method = ""
        for element in member(archive, path).root.descend():
            if element.name == "encryptionmethod":
                method = element.get("algorithm")
            elif element.name == "cipherreference" and method not in _FONTS:
                locked = locked or archive.find(unquote(element.get("uri"))) in pages
    if locked:
        raise SourceError(
            Said(
                "{name} is encrypted (DRM): only the programs of the shop that sold it can open it.",
                name=archive.name,
            )
        )


def _particulars(plan: XmlFile) -> Particulars:
    """Title, authors, date, language and subjects."""
    metadata = plan.root.first("metadata") or plan.root
    said = Particulars()
    roles = {
        each.get("refines").removeprefix("#"): plan.words(each)
        for each in metadata.elements()
        if each.name == "meta" and each.get("property") == "role"
    }
    authors: list[str] = []
    tags: list[str] = []
    for element in metadata.descend():
        words = plan.words(element)
        match element.name:
            case "title" if words and not said.title:
                said.title = words
            case "creator" if words:
                role = element.get("opf:role") or roles.get(element.get("id"), "aut")
                if role in ("aut", ""):
                    authors.append(words)
            case "date" if words and (not said.date or element.get("opf:event") == "publication"):
                date = date_in(words)
                said.date = date[0] if date else words if words.isdecimal() else said.date
            case "language" if words and not said.language:
                said.language = words
            case "subject" if words and len(words) <= 30:
                tags.append(words)
    said.author = ", ".join(dict.fromkeys(authors))
    said.tags = tuple(dict.fromkeys(tags))[:8]
    return said


def _navigation(archive: Archive, plan: XmlFile, items: dict[str, Element]) -> list[Entry]:
    """The table of contents of EPUB 3: nested lists of links in a page."""
    item = next((i for i in items.values() if "nav" in i.get("properties").split()), None)
    path = archive.find(plan.resolved(item.get("href"))[0]) if item is not None else None
    if path is None:
        return []
    page = member(archive, path, Dialect.XHTML)
    navs = [element for element in page.root.descend() if element.name == "nav"]
    chosen = next((nav for nav in navs if "toc" in nav.get("epub:type").split()), None)
    chosen = chosen or (navs[0] if navs else None)
    return list(_links(page, chosen, 0)) if chosen is not None else []


def _links(page: XmlFile, element: Element, level: int) -> Iterator[Entry]:
    for child in element.elements():
        if child.name == "a" and child.get("href") and (title := page.words(child)):
            yield Entry(max(level, 1), title, *page.resolved(child.get("href")))
        else:
            yield from _links(page, child, level + (child.name == "ol"))


def _ncx(
    archive: Archive, plan: XmlFile, items: dict[str, Element], spine: Element | None
) -> list[Entry]:
    """The table of contents of EPUB 2."""
    item = items.get(spine.get("toc")) if spine is not None else None
    if item is None:
        kind = "application/x-dtbncx+xml"
        item = next((each for each in items.values() if each.get("media-type") == kind), None)
    path = archive.find(plan.resolved(item.get("href"))[0]) if item is not None else None
    if path is None:
        return []
    page = member(archive, path)
    map_ = page.root.first("navmap")
    return list(_points(page, map_, 1)) if map_ is not None else []


def _points(page: XmlFile, element: Element, level: int) -> Iterator[Entry]:
    for point in element.elements():
        if point.name != "navpoint":
            continue
        parts = {child.name: child for child in reversed(point.elements())}
        title = page.words(parts.get("navlabel"))
        if title and "content" in parts:
            yield Entry(level, title, *page.resolved(parts["content"].get("src")))
        yield from _points(page, point, level + 1)
