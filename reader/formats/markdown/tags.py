"""The text in a stretch of HTML inside Markdown: tags, scripts and comments fall away, images keep
their address.
"""

from collections.abc import Iterator
from html import unescape

from reader.regex import DOTALL, IGNORECASE, regex
from reader.values import dataclass, field

_TAG = regex(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|</?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>"
    r"|<[!?][^<>]*>",
    DOTALL | IGNORECASE,
)
_APART = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_ATTRIBUTE = regex(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", IGNORECASE)
_PIECE = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|\s+|[^&\s]+|&")


_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass
class Part:
    """A paragraph, a heading, or an image."""

    texts: list[tuple[str, int]] = field(default_factory=list)
    """Pieces of text, and where in the HTML each stands."""
    address: str = ""
    """An image's address."""
    level: int = 0
    """Of a heading: 1 is the highest. Else 0."""


def parts(html: str) -> Iterator[Part]:
    """The paragraphs and images of *html*, in order."""
    here = Part()
    seen = 0
    for match in _TAG.finditer(html):
        _put(here, html, seen, match.start())
        seen = match.end()
        name = (match["name"] or "").lower()
        if name in _APART or name == "img":
            yield from _finished(here)
            is_open = name in _HEADINGS and match[0][1] != "/"
            here = Part(level=int(name[1]) if is_open else 0)
        if name == "img":
            yield from _image(match[0], match.start())
    _put(here, html, seen, len(html))
    yield from _finished(here)


def _put(part: Part, html: str, start: int, end: int) -> None:
    for match in _PIECE.finditer(html, start, end):
        text = unescape(match[0]) if match[0][0] == "&" else match[0]
        if text.isspace():
            text = " "
            if not part.texts or part.texts[-1][0] == " ":
                continue
        part.texts.append((text, match.start()))


def _finished(part: Part) -> Iterator[Part]:
    while part.texts and part.texts[-1][0] == " ":
        part.texts.pop()
    if part.texts:
        yield part


def _image(tag: str, at: int) -> Iterator[Part]:
    found = {
        m[1].lower(): (m[2] or m[3] or m[4] or "", m.start()) for m in _ATTRIBUTE.finditer(tag)
    }
    if address := found.get("src", ("", 0))[0]:
        caption, start = found.get("alt", ("", 0))
        texts = [(" ".join(unescape(caption).split()), at + start)] if caption.strip() else []
        yield Part(texts, address)
