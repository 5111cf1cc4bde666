"""The elements of a page as a tree, whatever tags are missing or crossed.

After the standard's tree construction (13.2.6) as far as text needs it: paragraphs, items and cells
end where the next begins, an end tag that fits nothing is passed over, and one that fits ends all
that was left open inside.
"""

from collections.abc import Iterator
from typing import TypeAlias

from reader.formats.hypertext.names import BARRIERS, CLOSING_PARAGRAPHS, ENDS, HEADINGS, VOID
from reader.formats.hypertext.tagsoup import Cut, Dialect, Token, attributes_in, tokens

_DEEPEST = 150
"""Elements that may nest; what is deeper stands beside its parent instead of in it."""


class Text:
    """A stretch of text."""

    __slots__ = ("end", "is_raw", "start")

    def __init__(self, start: int, end: int, is_raw: bool = False) -> None:
        self.start = start
        self.end = end
        self.is_raw = is_raw
        """Whether nothing in it stands for anything else, as `&amp;` does."""


class Element:
    """An element, and what it holds."""

    __slots__ = ("_attributes", "_inside", "children", "end", "name", "parent", "start")

    def __init__(self, name: str, start: int, inside: str, parent: "Element | None") -> None:
        self.name = name
        self.start = start
        """Where its start tag begins."""
        self.end = start
        """Where its content ends."""
        self.parent = parent
        self.children: list[Node] = []
        self._inside = inside
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by name."""
        if self._attributes is None:
            self._attributes = attributes_in(self._inside)
        return self._attributes

    def get(self, name: str) -> str:
        """An attribute, or empty."""
        return self.attributes.get(name, "") if self._inside else ""

    @property
    def classes(self) -> list[str]:
        """The words of `class`, lower case."""
        return self.get("class").lower().split()

    def elements(self) -> "list[Element]":
        """The elements right under it."""
        return [child for child in self.children if isinstance(child, Element)]

    def descend(self) -> "Iterator[Element]":
        """Itself and all elements below, in order of the source."""
        ahead = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead += [child for child in reversed(element.children) if isinstance(child, Element)]

    def texts(self) -> "Iterator[Text]":
        """The stretches of text in it, in order of the source."""
        ahead: list[Node] = [self]
        while ahead:
            node = ahead.pop()
            if isinstance(node, Text):
                yield node
            else:
                ahead += reversed(node.children)

    def first(self, *names: str) -> "Element | None":
        """The first element below it, or it, of any of these names."""
        return next((each for each in self.descend() if each.name in names), None)

    def ancestors(self) -> "Iterator[Element]":
        """What stands around it, innermost first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent


Node: TypeAlias = Element | Text


def tree(
    text: str, start: int = 0, end: int | None = None, dialect: Dialect = Dialect.HTML
) -> Element:
    """The page in `text[start:end]`: an element without a name that holds all others."""
    stop = len(text) if end is None else end
    return _Growing(start, stop, dialect).tree(tokens(text, start, stop, dialect))


class _Growing:
    """A tree whose last branch is open."""

    def __init__(self, start: int, end: int, dialect: Dialect) -> None:
        self.root = Element("", start, "", None)
        self.root.end = end
        self.is_xml = dialect is not Dialect.HTML
        self.void = frozenset[str]() if dialect is Dialect.XML else VOID
        """Elements without an end tag; there are some wherever names mean anything."""
        self.open = [self.root]
        self.names: dict[str, int] = {}
        """How many open elements have each name."""
        self.too_deep: dict[str, int] = {}
        """Elements that are open but were not put in, by name."""

    def tree(self, found: Iterator[Token]) -> Element:
        for token in found:
            if token.cut is Cut.START:
                self._start(token)
            elif token.cut is Cut.END:
                self._end(token)
            else:
                text = Text(token.start, token.end, token.cut is Cut.RAW)
                self.open[-1].children.append(text)
        self._pop(1, self.root.end)
        return self.root

    def _start(self, token: Token) -> None:
        name = self._name(token)
        if self.void:
            self._make_way(name, token.start)
        parent = self.open[-1]
        element = Element(name, token.start, token.attributes, parent)
        element.end = token.end
        parent.children.append(element)
        if name in self.void or (token.is_closed and (self.is_xml or _is_foreign(element))):
            return
        if len(self.open) > _DEEPEST:
            self.too_deep[name] = self.too_deep.get(name, 0) + 1
            return
        self.open.append(element)
        self.names[name] = self.names.get(name, 0) + 1

    def _name(self, token: Token) -> str:
        if self.is_xml:
            return token.name.rpartition(":")[2]
        # Browsers take `image` for `img`; in drawings it is one as well.
        return "img" if token.name == "image" else token.name

    def _make_way(self, name: str, at: int) -> None:
        """End what cannot stay open when an element called *name* begins at *at*."""
        if name in ENDS:
            self._close(*ENDS[name], at)
        if name in CLOSING_PARAGRAPHS and self.names.get("p"):
            self._close(frozenset("p"), BARRIERS, at)
        if name in HEADINGS and self.open[-1].name in HEADINGS:
            self._pop(len(self.open) - 1, at)

    def _close(self, names: frozenset[str], barriers: frozenset[str], at: int) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            name = self.open[index].name
            if name in names:
                self._pop(index, at)
                return
            if name in barriers:
                return

    def _end(self, token: Token) -> None:
        name = self._name(token)
        if name == "br" and self.void:
            self.open[-1].children.append(Element("br", token.start, "", self.open[-1]))
            return
        if self.too_deep.get(name):
            self.too_deep[name] -= 1
            return
        if not self.names.get(name) and name not in HEADINGS:
            return
        for index in range(len(self.open) - 1, 0, -1):
            around = self.open[index].name
            if around == name or (name in HEADINGS and around in HEADINGS):
                self._pop(index, token.start)
                return
            if around in BARRIERS and not (name == "table" or name in ENDS):
                return

    def _pop(self, index: int, at: int) -> None:
        for element in self.open[index:]:
            element.end = at
            self.names[element.name] -= 1
        del self.open[index:]


def _is_foreign(element: Element) -> bool:
    """Whether *element* is one of SVG or MathML, where `/>` ends it."""
    return element.name in ("svg", "math") or any(
        a.name in ("svg", "math") for a in element.ancestors()
    )
