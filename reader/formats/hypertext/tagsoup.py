"""HTML cut into tags and text, however broken it is, with where each stands.

After the tokenizer of the HTML standard (13.2.5), without its error messages. The kept parsers
(lxml, selectolax) do not tell the offsets of text, which paid regions and warnings need; a page of
prose has so few tags that cutting it takes no longer than walking through their trees.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from reader.enums import Enum
from reader.regex import regex


class Dialect(Enum):
    """Which elements hold what."""

    HTML = "html"
    XHTML = "xhtml"
    """Any element may end with `/>`."""
    XML = "xml"
    """Besides, no name means anything to the parser."""


class Cut(Enum):
    """What a token is."""

    TEXT = "text"
    RAW = "raw"
    """Text in which nothing stands for anything else: CDATA, scripts, styles."""
    START = "start"
    END = "end"


class Token(NamedTuple):
    """A tag, or the text between two."""

    cut: Cut
    start: int
    end: int
    name: str = ""
    """Of a tag: lower case."""
    attributes: str = ""
    """Of a start tag: what stands behind the name; `attributes_in` reads it."""
    is_closed: bool = False
    """Whether a start tag ends with `/>`."""


_TAG = regex(
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)*+)>"
)
"""Quotation marks quote only behind an equals sign. Possessive throughout: no way back, linear."""
_SHORT_TAG = regex(r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>[^<>]*+)>")
_PATIENCE = 8
"""Tags without an end, each of which is looked for to the end of the text, that are put up with."""
_ATTRIBUTE = regex(r"([^\s\"'=/][^\s=/]*+)\s*+(?:=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_ONLY_TEXT = frozenset({"title", "textarea"})
_MOST_ATTRIBUTES = 200


def tokens(
    text: str, start: int = 0, end: int | None = None, dialect: Dialect = Dialect.HTML
) -> Iterator[Token]:
    """The tags and texts of `text[start:end]` in order; comments and declarations are left out."""
    stop = len(text) if end is None else end
    at = seen = start
    patience = _PATIENCE
    while (at := text.find("<", at, stop)) >= 0:
        following = text[at + 1 : at + 2]
        if following in ("!", "?"):
            cut, behind = _declaration(text, at, stop)
        elif following == "/" and not text[at + 2 : at + 3].isalpha():
            cut, behind = None, _behind(text, ">", at, stop)
        else:
            tag = (_TAG if patience > 0 else _SHORT_TAG).match(text, at, stop)
            if tag is None:
                patience -= following.isalpha()
                at += 1
                continue
            if seen < at:
                yield Token(Cut.TEXT, seen, at)
            token = _tag(tag)
            yield token
            at = seen = tag.end()
            is_open = token.cut is Cut.START and dialect is not Dialect.XML
            if is_open and not (dialect is Dialect.XHTML and token.is_closed):
                inner = _content(token.name, text, at, stop)
                if inner is not None:
                    if inner.start < inner.end:
                        yield inner
                    at = seen = inner.end
            continue
        if seen < at:
            yield Token(Cut.TEXT, seen, at)
        if cut is not None:
            yield cut
        at = seen = behind
    if seen < stop:
        yield Token(Cut.TEXT, seen, stop)


def _tag(tag: re.Match[str]) -> Token:
    name = tag["name"].lower()
    if tag["slash"]:
        return Token(Cut.END, tag.start(), tag.end(), name)
    rest = tag["rest"]
    return Token(Cut.START, tag.start(), tag.end(), name, rest, rest.endswith("/"))


def _declaration(text: str, at: int, stop: int) -> tuple[Token | None, int]:
    """What is in a comment, declaration or instruction that is text, and where it ends."""
    if text.startswith("<!--", at):
        if text.startswith(("<!-->", "<!--->"), at):
            return None, text.index(">", at) + 1
        return None, _behind(text, "-->", at + 4, stop)
    if text.startswith("<![CDATA[", at):
        end = text.find("]]>", at, stop)
        end = stop if end < 0 else end
        return Token(Cut.RAW, min(at + 9, end), end), min(end + 3, stop)
    return None, _behind(text, ">", at, stop)


def _behind(text: str, sign: str, at: int, stop: int) -> int:
    found = text.find(sign, at, stop)
    return stop if found < 0 else found + len(sign)


def _content(name: str, text: str, at: int, stop: int) -> Token | None:
    """What is in an element whose content has no tags, up to its end tag; None for others."""
    if name in _RAW:
        cut = Cut.RAW
    elif name in _ONLY_TEXT:
        cut = Cut.TEXT
    elif name == "plaintext":
        return Token(Cut.RAW, at, stop)
    else:
        return None
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at, stop)
    return Token(cut, at, end.start() if end else stop)


def attributes_in(inside: str) -> dict[str, str]:
    """The attributes that stand in a tag behind its name; of one that comes twice, the first."""
    found: dict[str, str] = {}
    if inside and not inside.isspace():
        for match in _ATTRIBUTE.finditer(inside):
            if len(found) == _MOST_ATTRIBUTES:
                break
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found
