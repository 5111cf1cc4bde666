"""How many terminal cells a text takes, and cutting it to a number of cells.

The ruler is Rich's `cell_len`: what it says is what the painter will use. It is asked only about
characters that are rare in essays; for the others the answer is the same in every version of its
tables (a test compares them all), and is found here without importing Rich: that import costs 13 ms
on top of `re`, half of what the interpreter itself takes.
"""

import re
from typing import Literal

from reader.text.clusters import boundaries

Align = Literal["left", "right", "center"]

NARROW = (
    "\x20-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u200a\u2010-\u2027\u202f-\u205f"
    "\u2070-\u20cf\u2190-\u2319\u2400-\u25fc\u2768-\u2794"
)
"""Characters one cell wide, as the inside of a class of `re`. The commonest of them, not all."""
WIDE = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312c"
    "\u3131-\u3163\u3165-\u318e\u3220-\u3243\u3400-\u4db5\u4e00-\u9fbb\uac00-\ud7a3\uf900-\ufa2d"
    "\uff01-\uff60\uffe0-\uffe6"
)
"""Characters two cells wide, as the inside of a class of `re`. The commonest of them, not all."""

_known = re.compile(f"[{NARROW}{WIDE}]*").fullmatch
_wide_runs = re.compile(f"[{WIDE}]+").findall

_JOINER = "\u200d"
"""At the end of a text it joins nothing, and Rich measures what follows it as nothing."""


def width(text: str) -> int:
    """The cells that *text* takes: what `rich.cells.cell_len` says of it.

    Controls take none, the tab and the line end among them.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    if _known(text):
        return len(text) + len("".join(_wide_runs(text)))
    from rich.cells import cell_len

    return cell_len(text)


def clip(text: str, cells: int) -> str:
    """The longest start of *text* that takes no more than *cells* and cuts no cluster."""
    cells = max(0, cells)
    if text.isascii() and text.isprintable():
        return text[:cells]
    if width(text) <= cells:
        return text
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


def _reach(text: str, cells: int) -> int:
    """An index behind which no cluster that fits can end, found without measuring all of *text*."""
    reach = cells + 64
    while reach < len(text) and width(text[:reach]) <= cells + 2:
        reach *= 2
    return min(reach, len(text))
