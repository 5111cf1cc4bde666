"""What a paragraph of a Word document is, by its own properties and its styles'."""

from typing import NamedTuple

from reader.formats.hypertext.tree import Element
from reader.formats.hypertext.xmlfile import XmlFile
from reader.regex import IGNORECASE, regex

_HEADING = regex(r"(?:heading|标题|標題|見出し|제목)\s*([1-9])$", IGNORECASE)
_TITLES = frozenset({"title", "标题", "標題", "文档标题", "表題", "제목"})
_CONTENTS = regex(r"(?:toc|目录|目錄|contents)\b|toc\d|目录\s*\d", IGNORECASE)
_QUOTATION = regex(r"(?:intense )?quote$|block text|引用|引文", IGNORECASE)
_CODE = regex(r"(?:source )?code$|html preformatted|代码", IGNORECASE)
_DEEPEST = 12
"""Styles that may be based on each other."""


class Look(NamedTuple):
    """What a paragraph is."""

    level: int = 0
    """Of a heading: 1 is the highest. Else 0."""
    is_title: bool = False
    is_contents: bool = False
    is_quotation: bool = False
    is_code: bool = False
    is_centered: bool = False
    list_id: str = ""
    """The list that counts it, or empty."""
    list_level: int = 0
    """How deep it lies in that, from 0."""


class Styles:
    """The styles of a document."""

    def __init__(self, page: XmlFile | None) -> None:
        self._styles: dict[str, Element] = {}
        self._names: dict[str, str] = {}
        self._default = ""
        for style in page.root.descend() if page is not None else ():
            if style.name == "style":
                key = style.get("w:styleid")
                self._styles.setdefault(key, style)
                name = next((e for e in style.elements() if e.name == "name"), None)
                self._names[key] = name.get("w:val").strip() if name is not None else key
                if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true"):
                    self._default = key

    def look(self, paragraph: Element) -> Look:
        """What *paragraph* is."""
        own = _child(paragraph, "ppr")
        named = _child(own, "pstyle")
        key = named.get("w:val") if named is not None else self._default
        chain = self._chain(key)
        names = [self._names.get(each, each).lower() for each in chain]
        properties = [
            p for p in (own, *(_child(self._styles[k], "ppr") for k in chain)) if p is not None
        ]
        list_id, list_level = _list(properties)
        jc = _value(properties, "jc")
        first = names[0] if names else key.lower()
        return Look(
            self._level(names, properties),
            first in _TITLES,
            _CONTENTS.match(first) is not None,
            _QUOTATION.match(first) is not None,
            _CODE.match(first) is not None,
            jc == "center" or first in ("subtitle", "副标题"),
            list_id,
            list_level,
        )

    def character(self, key: str) -> str:
        """`b` or `i` for a character style that looks like that, else empty."""
        name = self._names.get(key, key).lower()
        return {"strong": "b", "要点": "b", "emphasis": "i", "强调": "i"}.get(name, "")

    def _level(self, names: list[str], properties: list[Element]) -> int:
        outline = _value(properties, "outlinelvl")
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else 0
        for name in names:
            if found := _HEADING.match(name):
                return int(found[1])
        return 0

    def _chain(self, key: str) -> list[str]:
        """A style and those that it is based on."""
        chain: list[str] = []
        while key in self._styles and key not in chain and len(chain) < _DEEPEST:
            chain.append(key)
            based = _child(self._styles[key], "basedon")
            key = based.get("w:val") if based is not None else ""
        return chain


def _child(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((each for each in element.elements() if each.name == name), None)


def _value(properties: list[Element], name: str) -> str:
    """What the first of some properties says that says anything of *name*."""
    for each in properties:
        found = _child(each, name)
        if found is not None:
            return found.get("w:val")
    return ""


def _list(properties: list[Element]) -> tuple[str, int]:
    """The list that a paragraph belongs to, and how deep it lies in it."""
    for each in properties:
        found = _child(each, "numpr")
        if found is None:
            continue
        number, level = _child(found, "numid"), _child(found, "ilvl")
        deep = level.get("w:val") if level is not None else ""
        return (
            number.get("w:val") if number is not None else "",
            min(int(deep), 8) if deep.isdecimal() and len(deep) < 3 else 0,
        )
    return "", 0
