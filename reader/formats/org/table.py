"""Org's tables: rows between bars, rules between rows, and cells that only say how a column stands."""

from typing import NamedTuple

from reader.formats.blocks import Run
from reader.formats.org import objects
from reader.formats.phrases import Located, Notes, Phrase
from reader.regex import regex

_ALIGNING = regex(r"<([lrc]?)\d{0,4}>")
_NUMBER = regex(r"[-+]?[\d.,]+\s*%?")
_SIDES = {"l": "left", "r": "right", "c": "center"}
_MOST_COLUMNS = 100


class Table(NamedTuple):
    """One that was found."""

    text: Phrase
    columns: tuple[str, ...]


def table(text: str, lines: list[tuple[int, int]], notes: Notes) -> Table | None:
    """The table that stands in *lines* of *text*; None if it has no cells."""
    rows: list[list[tuple[int, int]]] = []
    sides: dict[int, str] = {}
    for start, end in lines:
        if text[start:end].lstrip(" \t").startswith("|-"):
            continue
        cells = list(_cells(text, start, end))[:_MOST_COLUMNS]
        said = [_ALIGNING.fullmatch(text, *cell) for cell in cells]
        if any(said) and all(each or a == b for each, (a, b) in zip(said, cells, strict=True)):
            sides |= {n: _SIDES[each[1]] for n, each in enumerate(said) if each and each[1]}
        elif cells:
            rows.append(cells)
    if not rows:
        return None
    whole = Phrase()
    for number, row in enumerate(rows):
        if number:
            whole.put([Run("\n", max(0, row[0][0] - 1))])
        for n, (start, end) in enumerate(row):
            if n:
                whole.put([Run("\t", max(0, start - 1))])
            located = Located(text[start:end], [0], [start])
            whole.extend(_without_tabs(objects.phrase(located, notes)))
    count = max(map(len, rows))
    columns = (sides.get(n) or _side(text, rows, n) for n in range(count))
    return Table(whole, tuple(columns))


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a row stand, without white space."""
    found: list[tuple[int, int]] = []
    at = text.index("|", start, end) + 1
    while at <= end:
        stop = text.find("|", at, end)
        if stop < 0:
            if not text[at:end].strip():
                break
            stop = end
        part = text[at:stop]
        first = at + len(part) - len(part.lstrip())
        found.append(
            (min(first, stop), max(min(first, stop), stop - len(part) + len(part.rstrip())))
        )
        at = stop + 1
    return found


def _without_tabs(cell: Phrase) -> Phrase:
    cell.runs = [
        Run(run.text.replace("\t", " ").replace("\n", " "), run.offset) for run in cell.runs
    ]
    return cell


def _side(text: str, rows: list[list[tuple[int, int]]], column: int) -> str:
    """Where a column stands that says nothing of it: numbers, if most are, on the right."""
    cells = [text[slice(*row[column])] for row in rows[1:] if column < len(row)]
    filled = [cell for cell in cells if cell]
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in filled)
    return "right" if filled and 2 * numbers > len(filled) else "left"
