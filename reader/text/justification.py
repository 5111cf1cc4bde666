"""Making a line even: where cells may be added, and how many.

Never between two Han, never inside —— or ……: only at Latin spaces, beside punctuation, and where Han
and Latin meet, in this order (CLREQ, "Line Adjustment by Space Expansion", where the marks have no
share; but a cell behind a comma, which has half a cell of air already, is seen less than one inside
`10月12日`). A place takes at most two cells, so that no hole is wider than a 字 more than it
was; a line that would need more is left as it is.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from reader.text.clusters import PLAIN, needs_rules

Gaps = tuple[tuple[int, int], ...]
"""Indices, ascending, each with the cells to add before it."""

MOST = 2
"""Cells that one place takes at most."""

_CLOSERS = "、，。．：；！？”’）》〉」』】〕〗］｝"
_OPENERS = "“‘（《〈「『【〔〖［｛"

_words_in_spaces = re.compile(rf"(?<= )(?! )(?=\w|[{PLAIN}])").finditer
_marks = re.compile(f"[{_CLOSERS}{_OPENERS}]").finditer
_latin_runs = re.compile(
    "[0-9A-Za-z\xc0-\u024f\u0370-\u052f][0-9A-Za-z%°\xc0-\u024f\u0370-\u052f]*"
)
_closers, _openers = frozenset(_CLOSERS), frozenset(_OPENERS)
_dashes = frozenset("—…")


def gaps(text: str, start: int, end: int, spare: int, always: Sequence[int] = ()) -> Gaps:
    """Cells to add in the line `text[start:end]`, *spare* in all, or none where it bears no so many.

    *always* are places that have a cell in any case: the answer has those cells as well.
    """
    line = text[start:end]
    if 0 < spare <= line.count(" ") and "  " not in line and not always and not needs_rules(line):
        words = list(accumulate(map(len, line.split(" "))))
        chosen = _spread(spare, len(words) - 1)
        return tuple([(start + words[number] + number + 1, 1) for number in chosen])
    added = dict.fromkeys(always, 1)
    if spare > 0:
        kinds: list[list[int]] = []
        places = 0
        for kind in (_spaces, _beside_marks, _meetings):
            kinds.append(kind(line))
            places += len(kinds[-1])
            if places >= spare:
                break
        if MOST * places < spare:
            spare = 0
        while spare:
            for found in kinds:
                taken = min(spare, len(found))
                for number in _spread(taken, len(found)):
                    at = start + found[number]
                    added[at] = added.get(at, 0) + 1
                spare -= taken
    return tuple(sorted(added.items()))


def meetings(text: str, start: int, end: int) -> list[int]:
    """Where Han and Latin meet inside `text[start:end]`: indices of *text*."""
    return [start + at for at in _meetings(text[start:end])]


@cache
def _spread(taken: int, places: int) -> tuple[int, ...]:
    """*taken* numbers out of `range(places)`, evenly spread."""
    return tuple((2 * number + 1) * places // (2 * taken) for number in range(taken))


def _spaces(line: str) -> list[int]:
    """Where words begin behind spaces."""
    if " " not in line:
        return []
    if "  " in line or needs_rules(line):
        return [match.start() for match in _words_in_spaces(line)]
    words = line.split(" ")
    return [at + number for number, at in enumerate(accumulate(map(len, words[:-1])), 1)]


def _beside_marks(line: str) -> list[int]:
    """Behind closing marks and before opening ones, where no other such mark is on that side."""
    places = []
    for match in _marks(line):
        at = match.start()
        if match[0] in _openers:
            if at and (line[at - 1].isalnum() or line[at - 1] in _dashes):
                places.append(at)
        elif at + 1 < len(line):
            after = line[at + 1]
            if after.isalnum() or after in _openers or after in _dashes:
                places.append(at + 1)
    return places


def _meetings(line: str) -> list[int]:
    """Where narrow letters or digits stand beside wide letters."""
    places = []
    for match in _latin_runs.finditer(line):
        start, end = match.span()
        if start and _is_wide_letter(line[start - 1]):
            places.append(start)
        if end < len(line) and _is_wide_letter(line[end]):
            places.append(end)
    return places


def _is_wide_letter(char: str) -> bool:
    return char >= "\u3041" and char.isalpha()
