"""How many terminal cells a text takes, and cutting it to a number of cells.

The ruler is Rich's `cell_len`: what it says is what the painter will use. It is asked only about
characters that are rare in essays; for the others the answer is the same in every version of its
tables, and is found here without importing Rich, which would cost as much as the interpreter's
start (`rich.cells`: 13 ms).
"""

from functools import lru_cache
from typing import Literal

from reader.text.clusters import boundaries
from reader.text.repertoire import SURELY_WIDE, is_simple, wide_marks

Align = Literal["left", "right", "center"]

_JOINER = "\u200d"
"""At the end of a text it joins nothing, and Rich measures what follows it as nothing."""


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
        wide = wide_marks(text).count
        place, left = 0, cells
        while left > 1:
            step = left // 2
            left -= step + wide(1, place, place + step)
            place += step
        return text[: place + 1 if left and text[place] < SURELY_WIDE else place]
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
    from rich.cells import cell_len

    return cell_len(text)


_SHORT = 128
_short_width = lru_cache(maxsize=4096)(_width)


def _reach(text: str, cells: int) -> int:
    """An index behind which no cluster that fits can end, found without measuring all of *text*."""
    reach = cells + 64
    while reach < len(text) and width(text[:reach]) <= cells + 2:
        reach *= 2
    return min(reach, len(text))
