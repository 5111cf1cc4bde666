"""Programs and other text whose lines are kept as they are, on a ground of their own.

A line that is too long goes on in the next row, behind a mark. Nothing is cut away.
"""

from collections.abc import Iterator

from reader.text.cells import clip, width
from reader.text.clusters import next_boundary
from reader.text.line import Line, Roles, Run
from reader.text.stretches import Stretch, Stretches
from reader.text.syntax import painted
from reader.text.view import Piece

_FOLD_MARK = "↪ "
_TAB = 4
"""Cells between two tab stops."""
_NARROW = 8
"""Cells; in less there is no room for edges and marks."""
_GROUND: Roles = ("code",)


def set_listing(piece: Piece, text: str, measure: int) -> list[Line]:
    """The rows of a block of code, each *measure* cells wide.

    *text* is the block's printable text; its tabs are still tabs.
    """
    shown = Stretches(
        [
            Stretch(piece.start + start, piece.start + end, roles)
            for start, end, roles in painted(piece.text, piece.block.label)
        ]
    )
    edge = 1 if measure >= _NARROW else 0
    mark = _FOLD_MARK if measure >= _NARROW else ""
    lines: list[Line] = []
    start = piece.start
    for source in text.split("\n"):
        end = start + len(source)
        rows = list(_rows(source, start, shown, measure - 2 * edge, mark))
        ends = [*(row[0] for row in rows[1:]), min(end + 1, piece.end)]
        for (left, runs), right in zip(rows, ends, strict=True):
            runs = [Run(" " * edge, _GROUND), *runs] if edge else runs
            spare = measure - sum(width(run.text) for run in runs)
            runs += [Run(" " * spare, _GROUND)] if spare > 0 else []
            lines.append(Line(left, right, tuple(runs)))
        start = end + 1
    return lines


def _rows(
    source: str, start: int, shown: Stretches, measure: int, mark: str
) -> Iterator[tuple[int, list[Run]]]:
    """The rows of one line of a program: the offset each begins at, and its runs."""
    row_start, runs, room, is_fresh = start, list[Run](), measure, True
    for stretch in shown.over(start, start + len(source)):
        at, end = stretch.start - start, stretch.end - start
        while at < end:
            part = _part(source, at, end, room)
            if not part and not is_fresh:
                yield row_start, runs
                row_start, room, is_fresh = start + at, measure - width(mark), True
                runs = [Run(mark, ("code", "fold"))] if mark else []
                continue
            if source[at] == "\t":
                cells = max(1, min(room, _TAB - (measure - room) % _TAB))
                runs.append(Run(" ", stretch.roles, start + at))
                runs += [Run(" " * (cells - 1), stretch.roles)] if cells > 1 else []
                room, at = room - cells, at + 1
            else:
                part = part or source[at : min(end, next_boundary(source, at))]
                runs.append(Run(part, stretch.roles, start + at))
                room, at = room - width(part), at + len(part)
            is_fresh = False
    yield row_start, runs


def _part(source: str, start: int, end: int, room: int) -> str:
    """As much of `source[start:end]` as fits in *room* cells: a tab, or what stands before one."""
    tab = source.find("\t", start, end)
    if tab == start:
        return "\t" if room >= 1 else ""
    # A bounded look ahead: a line may be a megabyte long.
    reach = min(end if tab < 0 else tab, start + 8 * max(0, room) + 64)
    return clip(source[start:reach], room)
