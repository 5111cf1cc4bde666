"""The lines of a plain text, without their indents, with where they stand."""

from __future__ import annotations

from reader.formats.markers import Source
from reader.memo import lru_cache
from reader.regex import regex
from reader.text.rows import count, rows_of
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Line(NamedTuple):
    """A line that is not empty."""

    text: str
    """Without the white space around it."""
    offset: int
    """Where the text begins in `Source.text`."""
    indent: int = 0
    """Cells of white space before it."""
    blanks: int = 0
    """How many empty lines are above it."""


PAGE_BREAK = "\f"
"""The text of a line that stands for a page break."""

_USUAL_INDENT = "\u3000\u3000"
_FORM_FEEDS = regex("\f")
_NO_TEXT = "\ufeff\u200b"


def lines(source: Source) -> list[Line]:
    """The lines of *source* that are not empty, and a line for each page break."""
    return lines_of(source.text, source.breaks)


def lines_of(text: str, breaks: Iterable[int] = (), base: int = 0) -> list[Line]:
    """The lines of *text*, which is a source's text from *base* on, with page *breaks* in it."""
    stops = [(at, 0) for at in breaks]
    if "\f" in text:
        stops = sorted([*stops, *((m.start(), 1) for m in _FORM_FEEDS.finditer(text))])
    found: list[Line] = []
    at = 0
    for stop, length in stops:
        _take(text[at:stop], base + at, found)
        found.append(Line(PAGE_BREAK, base + stop))
        at = stop + length
    _take(text[at:] if at else text, base + at, found)
    return found


def _take(text: str, at: int, found: list[Line]) -> None:
    """Add the lines of *text*, which begins at *at*, to *found*."""
    blanks = 0
    # A line is made in half the time without its own `__new__`, and nothing else is made so often.
    add, new = found.append, tuple.__new__
    has_marks = any(mark in text for mark in _NO_TEXT)
    for whole in text.split("\n"):
        core = whole.strip()
        if has_marks and core and (core[0] in _NO_TEXT or core[-1] in _NO_TEXT):
            core = core.strip(_NO_TEXT).strip()
        if core:
            if whole[0] == core[0]:
                add(new(Line, (core, at, 0, blanks)))
            elif whole.startswith(_USUAL_INDENT) and whole[2] == core[0]:
                add(new(Line, (core, at + 2, 4, blanks)))
            else:
                before = whole.index(core)
                add(Line(core, at + before, indent_of(whole[:before]), blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(whole) + 1


def indent_of(white: str) -> int:
    """How many cells the white space before a line is."""
    return len(white) + white.count("\u3000") + 3 * white.count("\t")


_NARROW_ROWS = bytes(range(0x2E))
_MIXED_ROW = 0x2E
_NARROW = regex("[\x00-\u2e7f]+")


def cells(text: str) -> int:
    """About how wide *text* is: wide characters are two."""
    if text.isascii():
        return len(text)
    return _remembered(text) if len(text) <= _SHORT else _measured(text)


def _measured(text: str) -> int:
    rows = rows_of(text)
    if _MIXED_ROW in rows:
        return 2 * len(text) - sum(map(len, _NARROW.findall(text)))
    return 2 * len(text) - count(rows, _NARROW_ROWS)


_SHORT = 100
"""Code points of a line that may be a heading, or verse: its width is asked for five times, mostly."""
_remembered = lru_cache(2048)(_measured)


def is_wider(text: str, most: int) -> bool:
    """Whether *text* is wider than *most* cells; of most texts their length says it."""
    length = len(text)
    return length > most or (2 * length > most and cells(text) > most)


_SURE = b"{}<>;$\\|="
"""What only program text has."""
_SIGNS = _SURE + b"(/_#%*+.-"
"""What nearly all program text has, and few sentences."""
_BULLETS = frozenset("-*+•")
_FIRST = frozenset("#>$%/.")
_PAIRS = ("://",)
_AFTER_LETTERS = (
    ("(", regex(r"\w\(")),
    ("/", regex(r"\w/\w")),
    ("_", regex(r"_\w")),
    ("--", regex(r"(?:^|\s)--\w")),
)
"""Signs that are code beside letters: a regular expression only where the sign is."""
_ENDING = regex(r"\w\.\w+$")


def is_code(text: str) -> bool:
    """Whether *text* has what only program text and commands have."""
    data = text.encode("ascii", "ignore")
    if len(data.translate(None, _SIGNS)) == len(data):
        return text.startswith("• ")
    if text[0] in _FIRST or (text[0] in _BULLETS and text[1:2] == " ") or count(data, _SURE):
        return True
    if any(pair in text for pair in _PAIRS):
        return True
    if any(sign in text and pattern.search(text) for sign, pattern in _AFTER_LETTERS):
        return True
    last = text.rfind(".")
    return last > 0 and _ENDING.match(text, last - 1) is not None
