"""Tables: aligned columns of wide and narrow characters, folded to the measure.

Columns get what they need while there is room, then the widest give way first and their cells are
folded in rows. Where even that leaves a column no room, the table is turned: one cell under the
other, each beside its column's head, or below it where heads are long. Nothing is cut away.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.regex import regex
from reader.text.cells import drawn, width
from reader.text.line import Line, Roles, Run
from reader.text.manner import Manner, SetLine
from reader.text.paragraph import set_paragraph
from reader.text.stretches import Stretches, stretches
from reader.text.view import Piece

_BETWEEN = 3
"""Cells between two columns: a bar with a blank on either side."""
_BESIDE = 2
"""Cells between a head and what stands beside it when the table is turned."""
_ROOM = 12
"""Cells that are left beside the heads at least, or the cells stand below them."""
_NARROWEST = 6
"""Cells a column needs to be read at all."""
_LONGEST_WORD = 20
"""Cells of a word that a column makes room for; a longer one is cut."""
_WORD = regex(r"[0-9A-Za-z\u00c0-\u024f]+")
_BODY: Roles = ("table",)
_HEAD: Roles = ("table", "table_head")
_FRAME: Roles = ("table", "frame")


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    start: int
    """Its offset in the document."""
    cells: int
    """How wide its text is on one line."""


class Columns(NamedTuple):
    """How a table's columns are set."""

    widths: tuple[int, ...]
    alignment: tuple[str, ...]


Row = Sequence[Cell]


def set_table(piece: Piece, text: str, measure: int, language: str) -> list[Line]:
    """The lines of a table block whose printable text is *text*."""
    rows = _rows(piece, text)
    ends = [*(row[0].start for row in rows[1:]), piece.end]
    has_head = piece.is_first and len(rows) > 1
    marks = piece.block.marks
    head_end = ends[0] if has_head else piece.start
    head = stretches([m for m in marks if m.start < head_end], piece.start, head_end, _HEAD)
    body = stretches([m for m in marks if m.end > head_end], head_end, piece.end, _BODY)
    looks = [head if has_head else body, *[body] * (len(rows) - 1)]
    widths = _widths(rows, measure)
    if widths is None:
        turned = _turned(rows if has_head else [[], *rows], looks, measure, language)
        return list(turned) or [Line(piece.start, piece.end)]
    count = len(widths)
    columns = Columns(widths, (*piece.block.columns, *["left"] * count)[:count])
    lines: list[Line] = []
    for n, (row, end, look) in enumerate(zip(rows, ends, looks, strict=True)):
        roles = _HEAD if has_head and not n else _BODY
        lines += _row(row, end, look, columns, language, roles)
        if has_head and not n:
            edge = drawn("─┼─".join("─" * cells for cells in widths))
            lines.append(Line(end, end, (Run(edge, _FRAME),)))
    return lines


def _rows(piece: Piece, text: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    at = 0
    # Cells are split in the block's own text: in the printable one tabs have become blanks.
    for line in piece.text.split("\n"):
        row: list[Cell] = []
        for cell in line.split("\t"):
            shown = text[at : at + len(cell)]
            row.append(Cell(shown, piece.start + at, width(shown)))
            at += len(cell) + 1
        rows.append(row)
    return rows


def _widths(rows: Sequence[Row], measure: int) -> tuple[int, ...] | None:
    """The cells each column gets, or None when there is no room for columns."""
    wanted = [1] * max(len(row) for row in rows)
    for row in rows:
        for n, cell in enumerate(row):
            wanted[n] = max(wanted[n], cell.cells)
    room = measure - _BETWEEN * (len(wanted) - 1)
    if sum(wanted) <= room:
        return tuple(wanted)
    least = [min(w, _NARROWEST) for w in wanted]
    for row in rows:
        for n, cell in enumerate(row):
            words = max(map(len, _WORD.findall(cell.text)), default=0)
            least[n] = max(least[n], min(words, _LONGEST_WORD))
    if room < sum(least):
        return None

    def at_level(level: int) -> list[int]:
        return [min(w, max(level, word)) for w, word in zip(wanted, least, strict=True)]

    # The widest give way until all fit: a level that the sum of their widths reaches.
    low, high = 1, max(wanted)
    while low < high:
        level = (low + high + 1) // 2
        if sum(at_level(level)) <= room:
            low = level
        else:
            high = level - 1
    widths = at_level(low)
    spare = room - sum(widths)
    for n, w in enumerate(wanted):
        if spare and widths[n] < w:
            widths[n] += 1
            spare -= 1
    return tuple(widths)


def _folded(cell: Cell, cells: int, language: str) -> tuple[SetLine, ...]:
    """The lines of a cell's text at a width."""
    if cell.cells <= cells:
        return (SetLine(0, len(cell.text), len(cell.text), 0, (), cell.cells),)
    return set_paragraph(cell.text, Manner(cells, language, hang=0, justify=False))


def _row(
    row: Row, end: int, look: Stretches, columns: Columns, language: str, roles: Roles
) -> Iterator[Line]:
    """The lines of one row: as many as its tallest cell needs."""
    cells = [*row, *[Cell("", end, 0)] * (len(columns.widths) - len(row))]
    folded = [
        _folded(cell, room, language) for cell, room in zip(cells, columns.widths, strict=True)
    ]
    for y in range(max(map(len, folded))):
        runs: list[Run] = []
        for n, cell in enumerate(cells):
            if n:
                runs.append(Run(drawn(" │ "), _FRAME))
            shown = (
                look.runs(cell.text, cell.start, folded[n][y], roles) if y < len(folded[n]) else []
            )
            spare = max(0, columns.widths[n] - sum(width(run.text) for run in shown))
            left = {"right": spare, "center": spare // 2}.get(columns.alignment[n], 0)
            runs += [Run(" " * left, roles)] if left else []
            runs += shown
            runs += [Run(" " * (spare - left), roles)] if spare > left else []
        start = row[0].start
        yield Line(start, end if y == 0 else start, tuple(runs))


def _turned(
    rows: Sequence[Row], looks: Sequence[Stretches], measure: int, language: str
) -> Iterator[Line]:
    """One cell under the other, each beside its column's head, or below it; the first row has the heads.

    The heads are repeated for every row; only the first time are they the document's own text.
    """
    heads = rows[0]
    side = max((head.cells for head in heads), default=0)
    is_beside = bool(heads) and 3 * side <= measure and side + _BESIDE + _ROOM <= measure
    shift = 2 if heads and measure > 8 else 0
    for n, row in enumerate(rows[1:]):
        is_first = n == 0
        if not is_first:
            yield Line(row[0].start, row[0].start, is_air=True)
        look = looks[-1]
        for column in range(max(len(row), len(heads) if is_first else 0)):
            cell = row[column] if column < len(row) else None
            head = heads[column] if column < len(heads) else None
            if is_beside and (head or cell):
                before = _beside(head, looks[0], side, own=is_first)
                # The first line of all stands for the heads too, wherever they are painted.
                start = heads[0].start if is_first and not column else None
                yield from _paired(
                    cell or Cell("", row[-1].start, 0), look, before, measure, language, start
                )
                continue
            if head is not None:
                at = None if is_first or cell is None else cell.start
                yield from _stacked(head, looks[0], _HEAD, measure, language, 0, at)
            if cell is not None:
                yield from _stacked(cell, look, _BODY, measure, language, shift)


def _beside(head: Cell | None, look: Stretches, side: int, *, own: bool) -> tuple[Run, ...]:
    """A head, or none, and the blanks up to what stands beside it; *own*: it is the document's."""
    text = head.text if head else ""
    whole = SetLine(0, len(text), len(text), 0, (), 0)
    runs = look.runs(text, head.start, whole, _HEAD) if head and text else []
    if not own:
        runs = [run._replace(start=None) for run in runs]
    return (*runs, Run(" " * (side + _BESIDE - (head.cells if head else 0)), _BODY))


def _paired(
    cell: Cell,
    look: Stretches,
    before: tuple[Run, ...],
    measure: int,
    language: str,
    start: int | None,
) -> Iterator[Line]:
    """The lines of one cell of a turned table, the first behind *before*, which its head is part of.

    *start* is where the first one's span begins if not with the cell.
    """
    taken = sum(width(run.text) for run in before)
    for n, line in enumerate(_folded(cell, measure - taken, language)):
        runs = before if n == 0 else (Run(" " * taken, _BODY),)
        begin = start if n == 0 and start is not None else cell.start + line.start
        shown = look.runs(cell.text, cell.start, line, _BODY) if cell.text else []
        yield Line(begin, cell.start + line.end, (*runs, *shown))


def _stacked(
    cell: Cell,
    look: Stretches,
    roles: Roles,
    measure: int,
    language: str,
    shift: int,
    stands_for: int | None = None,
) -> Iterator[Line]:
    """The lines of one cell of a turned table; none of an empty one.

    *stands_for* is the offset of the cell that a repeated head stands above.
    """
    if not cell.text:
        return
    for line in _folded(cell, max(1, measure - shift), language):
        runs = look.runs(cell.text, cell.start, line, roles)
        start, end = cell.start + line.start, cell.start + line.end
        if stands_for is not None:
            runs = [run._replace(start=None) for run in runs]
            start = end = stands_for
        yield Line(start, end, (*([Run(" " * shift, roles)] if shift else ()), *runs))
