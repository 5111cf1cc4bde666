"""Tables: aligned columns of wide and narrow characters, folded to the measure.

Columns get what they need while there is room, then the widest give way first and their cells are
folded in rows. Where even that leaves a column no room, the table is turned: one `head: cell` under
the other. Nothing is cut away.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reader.text.cells import width
from reader.text.line import Line, Run
from reader.text.paragraph import Manner, set_paragraph
from reader.text.view import Piece

_BETWEEN = 3
"""Cells between two columns: a bar with a blank on either side."""
_NARROWEST = 6
"""Cells a column needs to be read at all."""


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    start: int
    """Its offset in the document."""


def set_table(piece: Piece, text: str, measure: int, language: str) -> list[Line]:
    """The lines of a table block whose printable text is *text*."""
    rows = _cells(piece, text)
    count = max(len(row) for row in rows)
    widths = _widths(rows, count, measure)
    if widths is None:
        return _turned(piece, rows, measure, language)
    alignment = [*piece.block.columns, *["left"] * count][:count]
    lines: list[Line] = []
    has_head = piece.is_first and len(rows) > 1
    for n, row in enumerate(rows):
        end = rows[n + 1][0].start if n + 1 < len(rows) else piece.end
        lines += _row(row, widths, alignment, language, end, is_head=has_head and n == 0)
        if has_head and n == 0:
            edge = "─┼─".join("─" * cells for cells in widths)
            lines.append(Line(end, end, (Run(edge, ("table", "frame")),), ("body",)))
    return lines


def _cells(piece: Piece, text: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    at = piece.start
    # Cells are split in the block's own text: in the printable one tabs have become blanks.
    for line in piece.text.split("\n"):
        row: list[Cell] = []
        for cell in line.split("\t"):
            shown = text[at - piece.start : at - piece.start + len(cell)]
            row.append(Cell(shown, at))
            at += len(cell) + 1
        rows.append(row)
    return rows


def _widths(rows: Sequence[Sequence[Cell]], count: int, measure: int) -> list[int] | None:
    """The cells each column gets, or None when there is no room for columns."""
    wanted = [1] * count
    for row in rows:
        for n, cell in enumerate(row):
            wanted[n] = max(wanted[n], width(cell.text))
    room = measure - _BETWEEN * (count - 1)
    if sum(wanted) <= room:
        return wanted
    if room < sum(min(w, _NARROWEST) for w in wanted):
        return None
    # The widest columns give way until all fit: a level that the sum of min(width, level) reaches.
    low, high = 1, max(wanted)
    while low < high:
        level = (low + high + 1) // 2
        if sum(min(w, level) for w in wanted) <= room:
            low = level
        else:
            high = level - 1
    widths = [min(w, low) for w in wanted]
    spare = room - sum(widths)
    for n, w in enumerate(wanted):
        if spare and widths[n] < w:
            widths[n] += 1
            spare -= 1
    return widths


def _row(
    row: Sequence[Cell],
    widths: Sequence[int],
    alignment: Sequence[str],
    language: str,
    end: int,
    *,
    is_head: bool,
) -> list[Line]:
    """The lines of one row: as many as its tallest cell needs."""
    roles = ("table", "table_head") if is_head else ("table",)
    cells = [*row, *[Cell("", end)] * (len(widths) - len(row))]
    folded = [
        set_paragraph(cell.text, Manner(widths[n], language, hang=0, justify=False))
        for n, cell in enumerate(cells)
    ]
    height = max(len(lines) for lines in folded)
    out: list[Line] = []
    for y in range(height):
        runs: list[Run] = []
        for n, cell in enumerate(cells):
            if n:
                runs.append(Run(" │ ", ("table", "frame")))
            line = folded[n][y] if y < len(folded[n]) else None
            shown = cell.text[line.start : line.shown] if line else ""
            spare = max(0, widths[n] - width(shown))
            left = {"right": spare, "center": spare // 2}.get(alignment[n], 0)
            if left:
                runs.append(Run(" " * left, roles))
            if shown and line:
                runs.append(Run(shown, roles, cell.start + line.start))
            if spare - left:
                runs.append(Run(" " * (spare - left), roles))
        first = y == 0
        out.append(Line(row[0].start if first else end, end, tuple(runs), ("body",)))
    return out


def _turned(
    piece: Piece, rows: Sequence[Sequence[Cell]], measure: int, language: str
) -> list[Line]:
    """One cell under the other, each behind its column's head.

    The heads are repeated for every row; only the first time are they the document's own text.
    """
    heads = rows[0]
    lines: list[Line] = []
    for n, row in enumerate(rows[1:] if len(rows) > 1 else rows):
        if n:
            lines.append(Line(row[0].start, row[0].start, (), ("body",), is_air=True))
        for head, cell in zip(heads, row, strict=False):
            for part, roles in ((head, ("table", "table_head")), (cell, ("table",))):
                is_cell = part is cell
                shift = 2 if is_cell and measure > 8 else 0
                manner = Manner(max(1, measure - shift), language, hang=0, justify=False)
                for line in set_paragraph(part.text, manner) if part.text else ():
                    start = part.start if is_cell else cell.start
                    runs = (
                        Run(" " * shift, roles),
                        Run(
                            part.text[line.start : line.shown],
                            roles,
                            part.start + line.start if is_cell or n == 0 else None,
                        ),
                    )
                    begin = start + line.start if is_cell else start
                    to = start + line.end if is_cell else start
                    lines.append(Line(begin, to, runs, ("body",)))
    return lines or [Line(piece.start, piece.end, (), ("body",))]
