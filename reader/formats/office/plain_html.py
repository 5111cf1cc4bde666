"""Writing HTML, a block a line, so that a line of it is a paragraph of the document."""

from html import escape

from reader.formats.found import Found
from reader.formats.hypertext.marking import without_markers
from reader.formats.hypertext.page import read_page
from reader.text.corrections import Corrections

_TEMPLATE = (
    '<html><head><title>{title}</title><meta name="author" content="{author}"></head>\n<body>\n'
)


class PlainHtml:
    """HTML that grows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[str] = []
        """The elements of the lists that are open."""

    def put(self, element: str, inside: str, attributes: str = "") -> None:
        """Add a block that holds the inline HTML *inside*; it is in no list."""
        self.end_lists()
        self._parts.append(f"<{element}{attributes}>{inside}</{element}>\n")

    def raw(self, html: str) -> None:
        """Add HTML as it is."""
        self.end_lists()
        self._parts.append(f"{html}\n")

    def item(self, depth: int, inside: str, number: int | None = None) -> None:
        """Add an item of a list that lies *depth* deep, from 1; with a *number* if it is ordered."""
        depth = min(depth, 9)
        element = "ul" if number is None else "ol"
        self.end_lists(depth)
        if len(self._lists) == depth and self._lists[-1] != element:
            self.end_lists(depth - 1)
        while len(self._lists) < depth:
            self._parts.append(f"<{element}>")
            self._lists.append(element)
        value = "" if number is None else f" value={number}"
        self._parts.append(f"<li{value}>{inside}</li>\n")

    def end_lists(self, depth: int = 0) -> None:
        """End the lists that lie deeper than *depth*."""
        while len(self._lists) > depth:
            self._parts.append(f"</{self._lists.pop()}>\n")

    def whole(self, title: str = "", author: str = "") -> str:
        """The page."""
        self.end_lists()
        head = _TEMPLATE.format(title=shown(title), author=escape(author).replace("\r", " "))
        return head + "".join(self._parts) + "</body></html>\n"


def opened(form: str, html: str, stem: str, corrections: Corrections) -> Found:
    """What was found in a file of the format *form* that became *html*."""
    source = without_markers(html)
    documents = read_page(source, stem, corrections, is_saved=False)
    return Found(form, documents, html, list(source.oddities))


def shown(text: str) -> str:
    """*text* as HTML writes it."""
    return escape(text, quote=False).replace("\r", " ")


def attribute(name: str, value: str) -> str:
    """An attribute, with a blank before it; nothing if it is empty."""
    return f' {name}="{escape(value).replace(chr(13), " ")}"' if value else ""
