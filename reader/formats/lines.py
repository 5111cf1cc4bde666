"""The lines of a plain text, without their indents, with where they stand."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.formats.markers import Source
from reader.regex import regex


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
    for whole in text.split("\n"):
        core = whole.strip()
        if core and (core[0] in _NO_TEXT or core[-1] in _NO_TEXT):
            core = core.strip(_NO_TEXT).strip()
        if core:
            if len(core) == len(whole):
                found.append(Line(core, at, 0, blanks))
            else:
                before = whole.index(core)
                found.append(Line(core, at + before, indent_of(whole[:before]), blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(whole) + 1


def indent_of(white: str) -> int:
    """How many cells the white space before a line is."""
    return len(white) + white.count("\u3000") + 3 * white.count("\t")


_NARROW = regex("[\x00-\u2e7f]+")


def cells(text: str) -> int:
    """About how wide *text* is: wide characters are two."""
    if text.isascii():
        return len(text)
    narrow = sum(map(len, _NARROW.findall(text)))
    return 2 * len(text) - narrow


_SIGNS = regex(r"[{}<>;$\\|=(/_#%*+•.-]")
"""What nearly all program text has, and few sentences; quickly looked for."""
_CODE = regex(r"[{}<>;$\\|=]|^[#>$%/.]|://|\w\(|\w/\w|_\w|^[-*+•] |\w\.\w+$|--")


def is_code(text: str) -> bool:
    """Whether *text* has what only program text and commands have."""
    return _SIGNS.search(text) is not None and _CODE.search(text) is not None
