"""Making a line even: where cells may be added, and how many.

Never between two Han, never inside —— or ……. The places, the best first: Latin spaces; behind marks
of pause; beside quotation marks and brackets; where Han and Latin meet; beside —— and ……. (CLREQ,
"Line Adjustment by Space Expansion", would have Han and Latin second; but on a grid of cells a hole
in `10 月12日` is seen more than one behind a comma, which has half a cell of air already.)

A place takes at most one cell: wider holes are seen before the straight edge is. A line that would
need more is left as it is.
"""

from __future__ import annotations

from itertools import accumulate

from reader.memo import cache
from reader.regex import regex
from reader.text.repertoire import SURELY_WIDE, is_simple
from reader.text.tailoring import divides_number, is_note_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Gaps = tuple[tuple[int, int], ...]
"""Indices, ascending, each with the cells to add before it."""

MOST = 1
"""Cells that one place takes at most."""

_PAUSES = frozenset("、，。．：；！？")
_CLOSING = frozenset("”’）》〉」』】〕〗］｝")
_OPENING = frozenset("“‘（《〈「『【〔〖［｛")
_DASHES = frozenset("—…")
_NUMBERED = regex("[0-9] ")
_LATIN_RUN = regex("[0-9A-Za-z\xc0-\u024f][0-9A-Za-z\xc0-\u024f%°]*")


def gaps(text: str, start: int, end: int, spare: int, always: Sequence[int] = ()) -> Gaps:
    """Cells to add in the line `text[start:end]`: *spare* in all, or none where it bears less.

    *always* are places that have a cell in any case: those cells are in the answer as well.
    """
    line = text[start:end]
    is_plain = "  " not in line and not line.startswith(" ") and not line.endswith(" ")
    is_plain = is_plain and not (" " in line and _NUMBERED.search(line))
    if 0 < spare <= line.count(" ") and not always and is_plain and is_simple(line):
        words = list(accumulate(map(len, line.split(" "))))
        chosen = _spread(spare, len(words) - 1)
        return tuple([(start + words[number] + number + 1, 1) for number in chosen])

    kinds: list[list[int]] = []
    places = 0
    for kind in _KINDS if spare > 0 else ():
        found = kind(line)
        if not (places or always) and spare <= len(found):
            return tuple([(start + found[number], 1) for number in _spread(spare, len(found))])
        kinds.append(found)
        places += len(found)
        if places >= spare:
            break
    added = dict.fromkeys(always, 1)
    if sum(MOST - added.get(start + at, 0) for found in kinds for at in found) < spare:
        spare = 0
    while spare > 0:
        for found in kinds:
            free = [start + at for at in found if added.get(start + at, 0) < MOST]
            taken = min(spare, len(free))
            for number in _spread(taken, len(free)):
                added[free[number]] = added.get(free[number], 0) + 1
            spare -= taken
    return tuple(sorted(added.items()))


def meetings(text: str, start: int, end: int) -> list[int]:
    """Where Han and Latin meet inside `text[start:end]`: indices of *text*."""
    return [start + at for at in _between_han_and_latin(text[start:end])]


@cache
def _spread(taken: int, places: int) -> tuple[int, ...]:
    """*taken* numbers out of `range(places)`, evenly spread."""
    return tuple((2 * number + 1) * places // (2 * taken) for number in range(taken))


def _behind_spaces(line: str) -> list[int]:
    if " " not in line:
        return []
    return [
        at
        for at in range(1, len(line))
        if line[at - 1] == " " != line[at]
        and (line[at].isalnum() or is_simple(line[at]))
        and not divides_number(line, at)
    ]


def _behind_pauses(line: str) -> list[int]:
    return [
        at
        for at, left in enumerate(line[:-1], 1)
        if left in _PAUSES and (line[at].isalnum() or line[at] in _OPENING or line[at] in _DASHES)
    ]


def _beside_brackets(line: str) -> list[int]:
    """Outside of quotation marks and brackets, where a letter or a digit is."""
    places = []
    for at in range(1, len(line)):
        left, right = line[at - 1], line[at]
        if left in _CLOSING:
            is_apostrophe = left == "’" and right < SURELY_WIDE
            if (right.isalnum() or right in _OPENING) and not is_apostrophe:
                places.append(at)
        elif right in _OPENING and left.isalnum() and not is_note_mark(line, at):
            places.append(at)
    return places


def _between_han_and_latin(line: str) -> list[int]:
    places = []
    for match in _LATIN_RUN.finditer(line):
        start, end = match.span()
        if start and _is_wide_letter(line[start - 1]):
            places.append(start)
        if end < len(line) and _is_wide_letter(line[end]):
            places.append(end)
    return places


def _beside_dashes(line: str) -> list[int]:
    return [
        at
        for at in range(1, len(line))
        if (line[at - 1] in _DASHES and line[at].isalnum())
        or (line[at] in _DASHES and line[at - 1].isalnum())
    ]


def _is_wide_letter(char: str) -> bool:
    return char >= "\u3041" and char.isalpha()


_KINDS: tuple[Callable[[str], list[int]], ...] = (
    _behind_spaces,
    _behind_pauses,
    _beside_brackets,
    _between_han_and_latin,
    _beside_dashes,
)
