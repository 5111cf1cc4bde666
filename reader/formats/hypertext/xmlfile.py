"""XML that is no page: packages, contents, the parts of office documents.

It is read by the parser for pages, which forgives, fetches nothing and knows no entities but
letters: neither external ones nor those that multiply.
"""

from posixpath import dirname, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.formats.hypertext.charset import declared
from reader.formats.hypertext.tagsoup import Dialect
from reader.formats.hypertext.tree import Element, tree
from reader.formats.markers import unpaid

if TYPE_CHECKING:
    from reader.formats.archive import Archive


class XmlFile:
    """An XML file as a tree. Names are lower case, those of elements without their prefix."""

    def __init__(self, text: str, path: str = "", dialect: Dialect = Dialect.XML) -> None:
        self.path = path
        """Where it lies in its archive."""
        self.text = text
        self.root = tree(text, dialect=dialect)

    def words(self, element: Element | None) -> str:
        """The text in an element, in one line and without paid markers."""
        from html import unescape

        if element is None:
            return ""
        parts = (self.text[each.start : each.end] for each in element.texts())
        return " ".join(unpaid(unescape("".join(parts))).split())

    def resolved(self, href: str) -> tuple[str, str]:
        """The path and the fragment that *href* in this file means."""
        file, _, fragment = href.partition("#")
        folder = dirname(self.path)
        path = normpath(f"{folder}/{unquote(file)}" if folder else unquote(file))
        return (path if file else self.path), unquote(fragment)


def member(archive: "Archive", path: str, dialect: Dialect = Dialect.XML) -> XmlFile:
    """A member of an archive."""
    return XmlFile(text_of(archive.read(path)), path, dialect)


def text_of(data: bytes) -> str:
    r"""The text of an XML file, with `\n` line ends: UTF-8 unless it says another encoding."""
    import codecs

    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        encoding = declared(data) or "utf-8"
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd")
