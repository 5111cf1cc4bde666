"""What looks alike inside a block: its text cut where a mark begins or ends, and runs made of that."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from reader.text.document import Mark, Style
from reader.text.line import Roles, Run
from reader.text.manner import SetLine
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEADING = (Style.LINK, Style.NOTE_MARK)


class Stretch(NamedTuple):
    """A part of a block that looks alike."""

    start: int
    end: int
    roles: Roles
    target: str = ""
    """Where a click on it leads."""


class Stretches:
    """The stretches of one block, in order and without holes."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._starts = [stretch.start for stretch in stretches]

    def over(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches of a span, cut to it."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._starts) and self._starts[index] < end:
            one = self._stretches[index]
            left, right = max(one.start, start), min(one.end, end)
            if left < right:
                yield Stretch(left, right, one.roles, one.target)
            index += 1

    def runs(self, text: str, offset: int, line: SetLine, indent: Roles) -> list[Run]:
        """The runs of one set line: its indent, and its text cut where a gap was added.

        *text* begins at document offset *offset*; *line* counts in *text*.
        """
        runs = [Run(" " * line.indent, indent)] if line.indent else []
        gaps = iter((*line.gaps, (len(text) + 1, 0)))
        place, cells = next(gaps)
        before = indent
        for one in self.over(offset + line.start, offset + line.shown):
            at, end = one.start - offset, one.end - offset
            while place < end:
                if at < place:
                    runs.append(Run(text[at:place], one.roles, offset + at, one.target))
                # Between a link or a program and what stands beside it, a blank is part of neither.
                roles = one.roles if at < place else _shared(before, one.roles)
                runs.append(Run(" " * cells, roles))
                at = place
                place, cells = next(gaps)
            runs.append(Run(text[at:end], one.roles, offset + at, one.target))
            before = one.roles
        if line.hyphen:
            runs.append(Run(line.hyphen, runs[-1].roles))
        return runs


def _shared(left: Roles, right: Roles) -> Roles:
    """What two neighbours' roles begin with alike."""
    same = [a for a, b in zip(left, right, strict=False) if a == b]
    return tuple(same) or right[:1]


def stretches(marks: Sequence[Mark], start: int, end: int, base: Roles) -> Stretches:
    """The stretches of `[start, end)`; the roles of nested marks add up, the innermost last."""
    if not marks:
        return Stretches([Stretch(start, end, base)])
    edges = {start, end}
    for mark in marks:
        edges.update((max(start, mark.start), min(end, mark.end)))
    places = sorted(edges)
    coming = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    found: list[Stretch] = []
    here: list[Mark] = []
    n = 0
    for left, right in pairwise(places):
        here = [mark for mark in here if mark.end > left]
        while n < len(coming) and coming[n].start <= left:
            if coming[n].end > left:
                here.append(coming[n])
            n += 1
        roles = base + tuple(dict.fromkeys(str(mark.style) for mark in here))
        targets = [mark.target for mark in here if mark.style in _LEADING]
        found.append(Stretch(left, right, roles, targets[-1] if targets else ""))
    return Stretches(found)
