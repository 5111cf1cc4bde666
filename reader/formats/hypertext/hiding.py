"""What of a page is not shown: what has no text, what a style hides, what is only for machines."""

from typing import NamedTuple

from reader.formats.hypertext.names import HIDDEN, words
from reader.formats.hypertext.tree import Element, Text
from reader.regex import DOTALL, IGNORECASE, regex

_NOT_DISPLAYED = regex(r"display\s*:\s*none", IGNORECASE)
_INVISIBLE = regex(r"visibility\s*:\s*hidden", IGNORECASE)
_LONGEST_INVISIBLE = 300
"""Code points of the source: what is longer, scripts make visible once the page is there."""
_BRACE = regex("[{}]")
_COMMENT = regex(r"/\*.*?(?:\*/|\Z)", DOTALL)
_SIMPLE = regex(r"([a-zA-Z][a-zA-Z0-9]*)?([.#])([^\s.#:>+~*\[\]()]+)")
_LONGEST_STYLE = 500_000
"""Code points that are looked through."""
_LONGEST_RULE = 4_000
"""Code points of the selectors of one rule."""

_FOR_MACHINES = words(
    "sr-only visually-hidden visuallyhidden screen-reader-text headerlink header-anchor anchor-link"
    " hash-link heading-anchor mw-editsection gutter lineno linenos linenumber line-numbers-rows"
    " blob-num hljs-ln-numbers pre-numbering hljs-button jammer pstatus copy-btn code-copy pagenum pagebreak noprint"
)
"""Classes of what page makers put in for other programs, or for the mouse."""


class Hiding(NamedTuple):
    """What of one page is not shown."""

    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    elements: frozenset[int] = frozenset()
    """What is left out besides, by `id()`: what stands around the text that the page is for."""

    def hides(self, element: Element) -> bool:
        """Whether *element* is not shown, with all that it holds."""
        if element.name in HIDDEN or id(element) in self.elements:
            return True
        attributes = element.attributes
        if not attributes:
            return False
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        if (style := attributes.get("style")) and _is_hidden_by(style, element):
            return True
        if attributes.get("aria-hidden") == "true" and element.name not in (
            "div",
            "section",
            "img",
        ):
            return True
        if (
            "pagebreak" in attributes.get("epub:type", "")
            or attributes.get("role") == "doc-pagebreak"
        ):
            return True
        if self.ids and attributes.get("id") in self.ids:
            return True
        return any(
            word in self.classes or word.lower() in _FOR_MACHINES
            for word in attributes.get("class", "").split()
        )


def _is_hidden_by(style: str, element: Element) -> bool:
    if _NOT_DISPLAYED.search(style):
        return True
    return element.end - element.start < _LONGEST_INVISIBLE and bool(_INVISIBLE.search(style))


def hiding(page: Element, text: str) -> Hiding:
    """What the style sheets in *page*, a tree over *text*, hide: by plain rules that always hold."""
    classes: set[str] = set()
    ids: set[str] = set()
    for element in page.descend():
        if element.name != "style" or element.get("media") not in ("", "all", "screen"):
            continue
        for child in element.children:
            if isinstance(child, Text) and "none" in text[child.start : child.end]:
                _take(
                    text[child.start : min(child.end, child.start + _LONGEST_STYLE)], classes, ids
                )
    return Hiding(frozenset(classes), frozenset(ids))


def _take(sheet: str, classes: set[str], ids: set[str]) -> None:
    """Add what the rules of *sheet* hide that stand under no condition (`@media print`)."""
    sheet = _COMMENT.sub("", sheet)
    depth = at = 0
    selectors = ""
    for brace in _BRACE.finditer(sheet):
        inside = sheet[at : brace.start()]
        at = brace.end()
        if brace[0] == "{":
            depth += 1
            selectors = inside if depth == 1 and len(inside) < _LONGEST_RULE else ""
        elif depth:
            if depth == 1 and _NOT_DISPLAYED.search(inside):
                for selector in selectors.split(","):
                    if found := _SIMPLE.fullmatch(selector.strip()):
                        (classes if found[2] == "." else ids).add(found[3])
            depth -= 1
            selectors = ""
