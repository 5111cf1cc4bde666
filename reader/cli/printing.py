"""What commands print: JSON, rows in columns, notices. All of it harmless to a terminal."""

from __future__ import annotations

import json
import os
import sys
from itertools import islice, zip_longest

from reader.text import clean
from reader.wording import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from reader.text.cells import Align

_TOGETHER = 1000
"""Rows that are put into columns together."""


def print_json(answer: Any) -> None:
    """Print *answer* as JSON, in which what a terminal might obey is escaped."""
    sys.stdout.write(harmless_json(answer, indent=1) + "\n")


def harmless_json(answer: Any, indent: int | None = None) -> str:
    """*answer* as JSON, in which what a terminal might obey is escaped."""
    text = json.dumps(answer, ensure_ascii=False, indent=indent)
    return clean.HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def notice(sentence: str) -> None:
    """Say something besides the answer: on standard error."""
    print("reader:", told(sentence), file=sys.stderr, flush=True)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def columns() -> int | None:
    """The width of the terminal that standard output is, in cells, or None."""
    if not is_terminal():
        return None
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def print_rows(rows: Iterable[Sequence[str]], aligned_right: frozenset[int] = frozenset()) -> None:
    """Print rows of cells below each other.

    A column that is empty in every row is left out; the last cell of a row is cut where a terminal
    ends. Of many rows the first are printed before the last are known; then a column may get wider.
    """
    found = iter(rows)
    wide: list[int] = []
    while table := [tuple(row) for row in islice(found, _TOGETHER)]:
        wide = _print_table(table, aligned_right, wide)


def _print_table(
    table: Sequence[tuple[str, ...]], aligned_right: frozenset[int], least: Sequence[int]
) -> list[int]:
    """Print rows in columns, each of which has at *least* some cells; gives how many each has."""
    from reader.text.cells import fit, width

    room = columns()
    *heads, lasts = zip(*table, strict=True)
    # What stands in a column comes again and again: each is measured once.
    distinct = [set(cells) for cells in heads]
    wide = [max(map(width, cells)) for cells in distinct]
    wide = [max(pair) for pair in zip_longest(wide, least, fillvalue=0)]
    left = room - sum(cells + 2 for cells in wide if cells) if room else None
    shown: list[Iterable[str]] = []
    for n, cells in enumerate(heads):
        if wide[n]:
            align: Align = "right" if n in aligned_right else "left"
            fitted = {cell: fit(cell, wide[n], align=align) for cell in distinct[n]}
            shown.append(map(fitted.__getitem__, cells))
    if left is not None:
        most = max(left, 1)
        lasts = tuple(fit(last, most) if width(last) > left else last for last in lasts)
    lines = ("  ".join(row).rstrip() for row in zip(*shown, lasts, strict=True))
    print("\n".join(lines))
    return wide
