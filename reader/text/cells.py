"""How many terminal cells a text takes, and cutting it to a number of cells.

The ruler is Rich's `cell_len`: what it says is what the painter will use. It is asked only about
characters that are rare in essays; for the others the answer is the same in every version of its
tables, or in those that are used today, and is found here without importing Rich, which would cost as
much as the interpreter's start (`rich.cells`: 13 ms).

Terminals differ, though, and there is no other remedy than to ask them. `use` has both rulers, ours
and the painter's, measure as the terminal does.
"""

from __future__ import annotations

import os

from reader.memo import cache, lru_cache
from reader.regex import regex
from reader.text.clusters import boundaries
from reader.text.repertoire import is_ambiguous, is_simple, wide_marks, widen_ambiguous
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from rich.cells import CellTable

    Align = Literal["left", "right", "center"]

WIDER = (
    "\u2705\u2728\u274c\u2753-\u2755\u2757\u2b50\U0001f300-\U0001f320\U0001f337-\U0001f37c\U0001f37e-\U0001f393"
    "\U0001f3a0-\U0001f3ca\U0001f3e0-\U0001f3f0\U0001f400-\U0001f43e\U0001f442-\U0001f4fc\U0001f4ff-\U0001f53d"
    "\U0001f550-\U0001f567\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5\U0001f910-\U0001f91e\U00020000-\U0002fffd"
)
"""Pictures, `🔒` among them, and rare 字, as the inside of a class of `re`: two cells in Rich's tables from Unicode 9
on, whatever stands beside them, but for joiners and selectors.
"""

_JOINER = "\u200d"
"""At the end of a text it joins nothing, and Rich measures what follows it as nothing."""


class Widths(NamedTuple):
    """In what terminals differ."""

    ambiguous: int = 1
    """The cells of a character of East Asian Width A: quotation marks, dashes, `…`, `①`, Greek."""
    picture: int = 2
    """The cells of a narrow symbol that U+FE0F makes a picture: `❤️`."""


_widths = Widths()


def use(widths: Widths) -> None:
    """Measure as a terminal with these *widths* does, from now on; what was measured is forgotten."""
    global _widths
    if widths == _widths:
        return
    _widths = widths
    widen_ambiguous(widths.ambiguous == 2)
    _short_width.cache_clear()
    _teach_painter(widths)


def in_use() -> Widths:
    """How it is measured now."""
    return _widths


def drawn(text: str) -> str:
    """*text* with its lines and bars in one cell each: as they are, or plainer where they would take
    two.
    """
    return text if _widths.ambiguous == 1 else text.translate(_PLAINER)


def width(text: str) -> int:
    """The cells that *text* takes: what `rich.cells.cell_len` says of it.

    Controls take none, the tab and the line end among them.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return _short_width(text) if len(text) < _SHORT else _width(text)


def clip(text: str, cells: int) -> str:
    """The longest start of *text* that takes no more than *cells* and cuts no cluster."""
    cells = max(0, cells)
    if text.isascii() and text.isprintable():
        return text[:cells]
    if width(text) <= cells:
        return text
    if is_simple(text):
        marks = wide_marks(text)
        wide = marks.count
        place, left = 0, cells
        while left > 1:
            step = left // 2
            left -= step + wide(1, place, place + step)
            place += step
        return text[: place + 1 if left and not marks[place] else place]
    ends = boundaries(text[: _reach(text, cells)])
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[: ends[middle]]) <= cells:
            low = middle
        else:
            high = middle - 1
    return text[: ends[low]]


def fit(
    text: str,
    cells: int,
    *,
    align: Align = "left",
    ellipsis: str = "…",
) -> str:
    """*text* in exactly *cells* cells: filled with spaces, or cut between clusters and ended with
    *ellipsis*.

    An ellipsis that is wider than *cells* is left out.
    """
    if cells <= 0:
        return ""
    text = text.rstrip(_JOINER)
    if width(text) > cells:
        mark = ellipsis if width(ellipsis) <= cells else ""
        text = clip(text, cells - width(mark)).rstrip(_JOINER) + mark
    spare = cells - width(text)
    before = {"left": 0, "right": spare, "center": spare // 2}[align]
    return " " * before + text + " " * (spare - before)


def _width(text: str) -> int:
    if is_simple(text):
        return len(text) + wide_marks(text).count(1)
    others, count = _wider("", text)
    # Which the table is that Rich takes, the environment may say.
    if count and is_simple(others) and "UNICODE_VERSION" not in os.environ:
        return len(others) + wide_marks(others).count(1) + 2 * count
    from rich.cells import cell_len

    return cell_len(text)


_wider = regex(f"[{WIDER}]").subn
_PLAINER = str.maketrans("│─┼┌┐└┘┆▏▌▨", "|-+++++:||#")


def _teach_painter(widths: Widths) -> None:
    """Give Rich, and so Textual, which ask it for every width, a table with these *widths*.

    Rich has no setting for it; when it has one, this may go. A test holds both rulers to each
    other.
    """
    import rich.cells as painter

    inside = vars(painter)
    usual = inside.setdefault("_usual_load_cell_table", inside["load_cell_table"])
    table = _table(usual, widths)
    inside["load_cell_table"] = lambda unicode_version="auto": table
    inside["_is_single_cell_widths"] = _narrow(painter._SINGLE_CELLS, widths).issuperset
    painter.get_character_cell_size.cache_clear()
    painter.cached_cell_len.cache_clear()


@cache
def _narrow(chars: frozenset[str], widths: Widths) -> frozenset[str]:
    return frozenset(char for char in chars if not _is_wide(char, widths))


@cache
def _table(load: Callable[[], CellTable], widths: Widths) -> CellTable:
    """Rich's table with other widths where it has no entry, which means one cell."""
    usual = load()
    known = {code for start, end, _ in usual.widths for code in range(start, min(end, _LAST) + 1)}
    codes = (code for code in range(0xA0, _LAST) if code not in known)
    wide = [(code, code, 2) for code in codes if _is_wide(chr(code), widths)]
    pictures = usual.narrow_to_wide if widths.picture == 2 else ()
    return usual._replace(
        widths=sorted([*usual.widths, *wide]),
        narrow_to_wide=frozenset(char for char in pictures if not _is_wide(char, widths)),
    )


def _is_wide(char: str, widths: Widths) -> bool:
    return widths.ambiguous == 2 and is_ambiguous(char)


_LAST = 0x20000
"""Beyond it there are only wide characters and private ones, which no essay has."""

_SHORT = 128
_short_width = lru_cache(maxsize=4096)(_width)


def _reach(text: str, cells: int) -> int:
    """An index behind which no cluster that fits can end, found without measuring all of *text*."""
    reach = cells + 64
    while reach < len(text) and width(text[:reach]) <= cells + 2:
        reach *= 2
    return min(reach, len(text))
