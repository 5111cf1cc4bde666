"""KOReader: the `metadata.*.lua` beside a book, and its exports as JSON and HTML."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from reader.errors import Said
from reader.session.incoming.clipping import COLOURS, Clipping, moment, wrong

_DEEPEST = 50
_TOKEN = re.compile(
    r"""\s+|--\[\[.*?\]\]|--[^\n]*|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<long>\[\[.*?\]\])"""
    r"""|(?P<number>-?(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?))|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{}\[\]=,;])""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:(\d{1,3})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def is_lua(text: str) -> bool:
    """Whether a file is a table of settings as KOReader writes them."""
    return bool(re.match(r"\s*(--[^\n]*\n\s*)*return\s*\{", text))


def read_lua(text: str, name: str) -> list[Clipping]:
    """The passages in a book's metadata: `annotations`, or what older versions wrote."""
    data = _Lua(text, name).value()
    properties = data.get("doc_props") or data.get("stats") or {}
    title, author = str(properties.get("title") or ""), str(properties.get("authors") or "")
    if not title:
        path = str(data.get("doc_path") or "")
        title = path.rpartition("/")[2].rpartition(".")[0]
    found = [_annotation(each, title, author) for each in _items(data.get("annotations"))]
    if not found:
        found = [_old(each, title, author) for each in _items(data.get("bookmarks"))]
    if not found:
        pages = _items(data.get("highlight"))
        found = [_annotation(each, title, author) for page in pages for each in _items(page)]
    return [each for each in found if each.quotation or each.note]


def is_json(content: Any) -> bool:
    """Whether this is a JSON export: of one book, or of several."""
    return isinstance(content, dict) and (
        isinstance(content.get("entries"), list) or isinstance(content.get("documents"), list)
    )


def read_json(content: Any) -> list[Clipping]:
    """The passages of a JSON export."""
    books = content["documents"] if isinstance(content.get("documents"), list) else [content]
    found = []
    for book in books:
        if isinstance(book, dict):
            title, author = str(book.get("title") or ""), str(book.get("author") or "")
            found += [_annotation(each, title, author) for each in _items(book.get("entries"))]
    return [each for each in found if each.quotation or each.note]


def is_html(text: str) -> bool:
    """Whether this is an HTML export: its passages stand under a right-aligned title."""
    return "<h2" in text and "font-size:12pt" in text


def read_html(text: str) -> list[Clipping]:
    """The passages of an HTML export."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.found()


def _items(value: Any) -> list[Any]:
    """The items of a list, which in Lua is a table from 1."""
    if isinstance(value, dict):
        value = [value[key] for key in value if isinstance(key, int)]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _annotation(item: Any, title: str, author: str) -> Clipping:
    """One annotation. A place in the book has no drawer, and its text is made up."""
    is_passage = any(item.get(name) for name in ("drawer", "sort", "pos0", "time"))
    text = str(item.get("text") or "") if is_passage or item.get("note") else ""
    return Clipping(
        title,
        text,
        author,
        str(item.get("note") or ""),
        colour=COLOURS.get(str(item.get("color") or "").lower(), 0),
        created=moment(str(item.get("datetime") or item.get("time") or "")),
    )


def _old(item: Any, title: str, author: str) -> Clipping:
    """A bookmark of before 2024: `notes` is the passage, `text` the note, or made up."""
    quotation, said = str(item.get("notes") or ""), str(item.get("text") or "")
    is_made_up = quotation in said or re.match(r"Page \d+ ", said)
    return Clipping(
        title,
        quotation if item.get("highlighted") else "",
        author,
        "" if is_made_up else said,
        created=moment(str(item.get("datetime") or "")),
    )


class _Lua:
    """One table of Lua: literals only, never run."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._tokens = self._all()
        self._ahead: tuple[str, Any, int] | None = None

    def value(self) -> dict[Any, Any]:
        kind, word, at = self._next()
        if (kind, word) != ("word", "return"):
            raise self._wrong(at, Said("`{what}` was expected.", what="return {"))
        found = self._value(0)
        if not isinstance(found, dict):
            raise self._wrong(at, Said("a table was expected."))
        return found

    def _all(self) -> Iterator[tuple[str, Any, int]]:
        at = 0
        while at < len(self._text):
            match = _TOKEN.match(self._text, at)
            if match is None:
                raise self._wrong(at, Said("this is no table of KOReader's."))
            if match.lastgroup:
                yield match.lastgroup, match[match.lastgroup], at
            at = match.end()
        yield "end", "", at

    def _next(self) -> tuple[str, Any, int]:
        if self._ahead is not None:
            token, self._ahead = self._ahead, None
            return token
        return next(self._tokens)

    def _value(self, depth: int) -> Any:
        kind, said, at = self._next()
        if depth > _DEEPEST:
            raise self._wrong(at, Said("nested too deeply."))
        if kind == "string":
            return _unescaped(said[1:-1])
        if kind == "long":
            return said[2:-2]
        if kind == "number":
            return (
                int(said, 16)
                if "x" in said.lower()
                else float(said)
                if set(said) & set(".eE")
                else int(said)
            )
        if kind == "word" and said in ("true", "false", "nil"):
            return {"true": True, "false": False, "nil": None}[said]
        if (kind, said) == ("mark", "{"):
            return self._table(depth)
        raise self._wrong(at, Said("a value was expected."))

    def _table(self, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        number = 1
        while True:
            kind, said, at = token = self._next()
            if (kind, said) == ("mark", "}"):
                return found
            if (kind, said) == ("mark", "["):
                key = self._value(depth + 1)
                self._expect("]")
                self._expect("=")
                found[key if isinstance(key, str | int) else str(key)] = self._value(depth + 1)
            elif kind == "word" and said not in ("true", "false", "nil"):
                self._expect("=")
                found[said] = self._value(depth + 1)
            else:
                self._ahead = token
                found[number] = self._value(depth + 1)
                number += 1
            kind, said, at = token = self._next()
            if (kind, said) == ("mark", "}"):
                return found
            if said not in (",", ";"):
                raise self._wrong(at, Said("a comma or a brace was expected."))

    def _expect(self, mark: str) -> None:
        _kind, said, at = self._next()
        if said != mark:
            raise self._wrong(at, Said("`{what}` was expected.", what=mark))

    def _wrong(self, at: int, said: str) -> Exception:
        return wrong(self._name, self._text.count("\n", 0, at) + 1, said)


def _unescaped(text: str) -> str:
    """A string of Lua, in which a backslash and digits are a byte of UTF-8."""
    if "\\" not in text:
        return text

    def byte(match: re.Match[str]) -> str:
        decimal, hexadecimal, line, letter = match.groups()
        if decimal or hexadecimal:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            return bytes([code & 0xFF]).decode("utf-8", "surrogateescape")
        return line or _LETTERS.get(letter, letter)

    joined = _ESCAPE.sub(byte, text)
    return joined.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Page(HTMLParser):
    """An HTML export: what stands in which kind of box."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[str] = []
        self._title = self._author = ""
        self._parts: list[tuple[str, str, str, str]] = []
        """Title, author, whether a text or a note, and the words."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        if tag not in ("h2", "h5", "div"):
            return
        style = (dict(attrs).get("style") or "").replace(" ", "")
        box = {"h2": "title", "h5": "author"}.get(tag, "")
        if tag == "div" and "margin-left:2em" in style:
            box = "note"
        elif tag == "div" and style.startswith("font-size:12pt"):
            box = "text"
        self._boxes.append(box)
        if box == "title":
            self._title = self._author = ""
        elif box in ("text", "note"):
            self._parts.append((self._title.strip(), self._author.strip(), box, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h5", "div") and self._boxes:
            self._boxes.pop()

    def handle_data(self, data: str) -> None:
        box = self._boxes[-1] if self._boxes else ""
        if box == "title":
            self._title += data
        elif box == "author":
            self._author += data
        elif box and self._parts:
            title, author, kind, said = self._parts[-1]
            self._parts[-1] = title, author, kind, said + data

    def found(self) -> list[Clipping]:
        clippings: list[Clipping] = []
        for title, author, kind, said in self._parts:
            words = re.sub(r"[ \t]*\n[ \t]*", "\n", said.strip())
            if kind == "text":
                clippings.append(Clipping(title, words, author))
            elif clippings:
                before = clippings[-1]
                clippings[-1] = Clipping(before.title, before.quotation, before.author, words)
        return [each for each in clippings if each.quotation]
