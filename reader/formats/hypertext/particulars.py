"""What a page says about itself: title, author, date, language, tags.

In its head (HTML, Open Graph, Dublin Core, the names that Chinese offices and papers use), in
JSON-LD, and in the marks that engines put on by-lines.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from reader.formats.dates import date_in
from reader.formats.hypertext.hiding import Hiding
from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element
from reader.formats.markers import Source, unpaid
from reader.regex import regex
from reader.values import dataclass

_TITLES = (
    "og:title",
    "articletitle",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "twitter:creator",
)
_DATES = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "og:published_time",
    "og:release_date",
    "citation_publication_date",
    "citation_date",
    "weibo: article:create_at",
    "article:modified_time",
)
_BYLINES = words(
    "author byline p-author post-author entry-author article-author author-name by-author"
)
_LINES = words("div span p a address em i b strong li cite")
_LONGEST_JSON = 300_000
_LONGEST = 300
"""Code points of a value."""
_BY = regex(
    r"^(?:by|作者|文|撰文|作\s+者|written by|posted by)(?:\s*[:：/／|]\s*|\s+)", re.IGNORECASE
)
_ADDRESS = regex(r"^(?:https?:|@|/)")
_SEPARATOR = regex(
    r"\s+[-–—|·»«:_]\s+|\s*[|｜]\s*|[_－]|\s+-(?=[^\s-])|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])"
)
_MOST_TAGS = 8
_MOST_BYLINES = 20


@dataclass
class Particulars:
    """What was said. Empty: nothing."""

    title: str = ""
    """As the author would give it."""
    head: str = ""
    """The window's title, often with the site's name in it."""
    site: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    base: str = ""
    """What addresses in the page are relative to."""
    tags: tuple[str, ...] = ()
    is_sure: bool = True
    """Whether it goes before what the text says: programs put in whoever owns them."""


def particulars(page: Element, source: Source, hiding: Hiding) -> Particulars:
    """What *page*, a tree over the text of *source*, says about itself outside of what is paid."""
    said = _Said(page, source, hiding)
    found = Particulars()
    found.head = said.head
    found.site = said.meta("og:site_name")
    found.title = said.meta(*_TITLES) or _line(said.data.get("headline", ""))
    found.author = said.author()
    found.date = said.date()
    found.language = said.language
    found.base = said.base
    found.tags = said.tags()
    return found


class _Said:
    """The places where a page may say something, read once."""

    def __init__(self, page: Element, source: Source, hiding: Hiding) -> None:
        self._source = source
        self._metas: dict[str, list[str]] = {}
        self.data: dict[str, Any] = {}
        self.head = self.language = self.base = ""
        self._bylines: list[str] = []
        self._dates: list[str] = []
        self._tags: list[str] = []
        for element in page.descend():
            self._look_at(element, hiding)

    def _look_at(self, element: Element, hiding: Hiding) -> None:
        match element.name:
            case "meta" if not self._is_paid(element):
                self._meta(element)
            case "title" if not self.head and not any(a.name == "svg" for a in element.ancestors()):
                self.head = self._text_of(element) or self._text_of(element, is_heading=True)
            case "base" if not self.base:
                self.base = element.get("href").strip()
            case "html":
                self.language = element.get("lang") or element.get("xml:lang")
            case "script" if "ld+json" in element.get("type").lower() and not self.data:
                self.data = {} if self._is_paid(element) else self._linked_data(element)
            case "meta" | "time" | "abbr" if self._is_paid(element):
                pass
            case "time" if not hiding.hides(element):
                self._dates.append(element.get("datetime") or self._text_of(element))
            case "abbr" if "published" in element.classes:
                self._dates.insert(0, element.get("title"))
            case _ if element.attributes:
                self._byline(element, hiding)

    def _meta(self, element: Element) -> None:
        name = element.get("name") or element.get("property") or element.get("itemprop")
        value = " ".join(element.get("content").split())
        if element.get("http-equiv").lower() == "content-language":
            name = "content-language"
        if name and value and len(value) <= 4 * _LONGEST:
            value = " ".join(unpaid(unescape(value)).split())
            if value:
                self._metas.setdefault(name.lower().strip(), []).append(value)

    def _byline(self, element: Element, hiding: Hiding) -> None:
        role = element.get("itemprop")
        rel = element.get("rel").lower().split()
        if "tag" in rel:
            self._tags.append(self._text_of(element))
        elif role == "datePublished":
            if not self._is_paid(element):
                self._dates.insert(
                    0, element.get("datetime") or element.get("content") or self._text_of(element)
                )
        elif role == "author" or "author" in rel or not _BYLINES.isdisjoint(element.classes):
            is_line = element.name in _LINES and not hiding.hides(element)
            if is_line and len(self._bylines) < _MOST_BYLINES:
                self._bylines.append(self._text_of(element))

    def _is_paid(self, element: Element) -> bool:
        return self._source.is_paid(element.start, element.end)

    def _text_of(self, element: Element, *, is_heading: bool = False) -> str:
        """The text in an element, without what is paid unless it *is_heading*."""
        if element.end - element.start > 4 * _LONGEST:
            return ""
        spans = [(each.start, each.end) for each in element.texts()]
        if not is_heading:
            spans = [free for span in spans for free in self._source.free(*span)]
        written = "".join(self._source.text[start:end] for start, end in spans)
        return " ".join(unescape(written).split())

    def _linked_data(self, element: Element) -> dict[str, Any]:
        import json

        start, end = element.children[0].start, element.end
        if end - start > _LONGEST_JSON:
            return {}
        try:
            found = json.loads(self._source.text[start:end])
        except (ValueError, RecursionError):
            return {}
        return next((each for each in _objects(found) if _is_article(each)), {})

    def meta(self, *names: str) -> str:
        """The first of these that the head has."""
        return next((self._metas[name][0] for name in names if name in self._metas), "")

    def author(self) -> str:
        """Who wrote it."""
        told = [_BY.sub("", name) for name in self._bylines]
        metas = [name for key in _AUTHORS for name in self._metas.get(key, ())]
        for names in (_names(self.data.get("author")), metas, told):
            good = [n for n in names if 0 < len(n) <= 60 and not _ADDRESS.match(n)]
            if good:
                return ", ".join(dict.fromkeys(good)) if names is not told else good[0]
        return ""

    def date(self) -> str:
        """When it was published: ISO 8601."""
        said = [
            _line(self.data.get("datePublished", "")),
            *(self.meta(name) for name in _DATES),
            *self._dates,
        ]
        for each in said:
            if each and (found := date_in(each[:_LONGEST])):
                return found[0]
        return ""

    def tags(self) -> tuple[str, ...]:
        """What it is about."""
        found = self._metas.get("article:tag", []) or self._tags
        if not found:
            found = re.split(r"[,，;；、]", self.meta("keywords"))
            if len(found) > _MOST_TAGS:
                return ()
        return tuple(
            dict.fromkeys(tag.strip("# ") for tag in found if 0 < len(tag.strip("# ")) <= 30)
        )


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that may be about the page."""
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            graph = each.get("@graph")
            if isinstance(graph, list):
                yield from (one for one in graph if isinstance(one, dict))
            yield each


def _is_article(found: dict[str, Any]) -> bool:
    kind = str(found.get("@type"))
    return "Article" in kind or "Posting" in kind or "headline" in found


def _names(said: Any) -> list[str]:
    found = said if isinstance(said, list) else [said]
    names = (each.get("name") if isinstance(each, dict) else each for each in found)
    return [_line(name) for name in names if isinstance(name, str)]


def _line(said: Any) -> str:
    return " ".join(unpaid(unescape(said)).split()) if isinstance(said, str) else ""


def without_site(head: str, site: str) -> str:
    """The window's title *head* without the name of the site."""
    parts = [part.strip() for part in _SEPARATOR.split(head) if part and part.strip()]
    if site:
        parts = [part for part in parts if part.casefold() != site.casefold()] or parts
    if len(parts) < 2:
        return parts[0] if parts else head
    return (
        parts[0]
        if len(parts[0]) >= 4 or len(parts[0]) * 2 >= len(parts[1])
        else max(parts, key=len)
    )
