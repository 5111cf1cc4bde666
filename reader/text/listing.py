"""Programs and other text whose lines are kept as they are, on a ground of their own.

A line that is too long goes on in the next row, behind a mark; where it can be, between words.
Nothing is cut away.
"""

from collections.abc import Iterator

from reader.regex import regex
from reader.text.cells import clip, width
from reader.text.clusters import next_boundary
from reader.text.line import Line, Roles, Run
from reader.text.repertoire import SURELY_WIDE
from reader.text.stretches import Stretch, Stretches
from reader.text.syntax import painted
from reader.text.view import Piece

_FOLD_MARK = "↪ "
_TAB = 4
"""Cells between two tab stops."""
_NARROW = 8
"""Cells; in less there is no room for edges and marks."""
_MARKS = ",;:|&+*/=<([{_"
"""What a line of a program may be folded behind."""
_NEVER_FIRST = frozenset("、，。．：；！？）》〉」』】〕〗］｝”’％～")
_NEVER_LAST = frozenset("（《〈「『【〔〖［｛“‘￥")
"""Of a comment in squares, what begins no row, or ends none."""
_GROUND: Roles = ("code",)

_TABS = regex("(\t)")


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
    at, room, runs = 0, measure, list[Run]()
    while True:
        last, end = _fold(source, at, room)
        taken = 0
        for stretch in shown.over(start + at, start + last):
            place = stretch.start - start
            for part in _TABS.split(source[place : stretch.end - start]):
                if part == "\t":
                    cells = _tab(taken, room)
                    runs.append(Run(" ", stretch.roles, start + place))
                    runs += [Run(" " * (cells - 1), stretch.roles)] if cells > 1 else []
                    taken += cells
                elif part:
                    runs.append(Run(part, stretch.roles, start + place))
                    taken += width(part)
                place += len(part)
        yield start + at, runs
        if end >= len(source):
            return
        at, room = end, measure - width(mark)
        runs = [Run(mark, ("code", "fold"))] if mark else []


def _fold(source: str, at: int, room: int) -> tuple[int, int]:
    """Where the row of `source[at:]` ends that takes *room* cells at most, and where the next begins.

    At the end of the line; else, in the row's second half, behind a blank or behind a mark; beside
    a word or a 字; else where the row is full, between two clusters. A blank that has no room is
    not painted.
    """
    full = _full(source, at, room)
    if source[full : full + 1] == " " and full + 1 < len(source) and source[full + 1] != " ":
        return full, full + 1
    if full < len(source):
        half = (at + full) // 2
        for is_good, least in (
            (_is_behind_blank, half),
            (_is_behind_mark, half),
            (_is_beside_word, at),
            (_is_behind_mark, at),
        ):
            for place in range(full, least, -1):
                if (
                    is_good(source, place)
                    and not _parts_marks(source, place)
                    and next_boundary(source, place - 1) == place
                ):
                    return place, place
    return full, full


def _full(source: str, at: int, room: int) -> int:
    """Where *room* cells of `source[at:]` end; behind one cluster at least."""
    taken, place = 0, at
    while place < len(source) and taken < room:
        if source[place] == "\t":
            taken += _tab(taken, room)
            place += 1
            continue
        tab = source.find("\t", place)
        # A bounded look ahead: a line may be a megabyte long.
        reach = min(len(source) if tab < 0 else tab, place + 8 * (room - taken) + 64)
        part = clip(source[place:reach], room - taken)
        place += len(part)
        taken += width(part)
        if place < reach:
            break
    return place if place > at or at >= len(source) else next_boundary(source, at)


def _tab(taken: int, room: int) -> int:
    """The cells of a tab behind *taken* others."""
    return max(1, min(room - taken, _TAB - taken % _TAB))


def _parts_marks(source: str, place: int) -> bool:
    """Whether the wide mark behind *place* may begin no row, or the one before it end none."""
    return source[place] in _NEVER_FIRST or source[place - 1] in _NEVER_LAST


def _is_behind_blank(source: str, place: int) -> bool:
    return source[place - 1] in " \t" and source[place] not in " \t"


def _is_behind_mark(source: str, place: int) -> bool:
    return source[place - 1] in _MARKS and source[place] not in _MARKS


def _is_beside_word(source: str, place: int) -> bool:
    return not (_is_word(source[place - 1]) and _is_word(source[place]))


def _is_word(char: str) -> bool:
    return char in "_'’" or (char.isalnum() and char < SURELY_WIDE)
