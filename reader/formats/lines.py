"""The lines of a plain text, without their indents, with where they stand."""

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
    text = source.text
    breaks = [(at, 0) for at in source.breaks]
    if "\f" in text:
        breaks = sorted([*breaks, *((m.start(), 1) for m in _FORM_FEEDS.finditer(text))])
    found: list[Line] = []
    at = 0
    for stop, length in breaks:
        _take(text, at, stop, found)
        found.append(Line(PAGE_BREAK, stop))
        at = stop + length
    _take(text, at, len(text), found)
    return found


def _take(text: str, at: int, end: int, found: list[Line]) -> None:
    """Add the lines of `text[at:end]` to *found*."""
    blanks = 0
    for whole in (text if (at, end) == (0, len(text)) else text[at:end]).split("\n"):
        core = whole.strip()
        if core and (core[0] in _NO_TEXT or core[-1] in _NO_TEXT):
            core = core.strip(_NO_TEXT).strip()
        if core:
            if len(core) == len(whole):
                found.append(Line(core, at, 0, blanks))
            else:
                before = whole.index(core)
                found.append(Line(core, at + before, _indent(whole[:before]), blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(whole) + 1


def _indent(white: str) -> int:
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
