"""Sets of offsets as spans: sorted, apart, half-open. What of an essay was read is such a set."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]

NEAR = 2
"""Offsets between two spans that are taken as one: the line ends between blocks are read by nobody."""


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The same offsets as spans that are sorted and apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1] + NEAR:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def covers(spans: Spans, start: int, end: int) -> bool:
    """Whether all offsets from *start* to *end* are in one of *spans*, but for those that are `NEAR` its ends."""
    index = bisect_right(spans, (start + NEAR, start + NEAR)) - 1
    near = spans[max(0, index) : index + 2]
    return any(span[0] <= start + NEAR and end - NEAR <= span[1] for span in near)


def difference(spans: Spans, others: Spans) -> tuple[int, int] | None:
    """The span from the first offset that is in one of two sets only to the last; None if they are equal."""
    if spans == others:
        return None
    edges, other = list(chain(*spans)), list(chain(*others))
    first = next(
        min(pair, key=lambda n: float("inf") if n is None else n)
        for pair in zip_longest(edges, other)
        if pair[0] != pair[1]
    )
    last = next(
        max(pair, key=lambda n: -1 if n is None else n)
        for pair in zip_longest(reversed(edges), reversed(other))
        if pair[0] != pair[1]
    )
    return first, last


def total(spans: Spans) -> int:
    """How many offsets there are in *spans*."""
    return sum(end - start for start, end in spans)


def without(spans: Spans, others: Spans) -> Spans:
    """What of *spans* is not in *others*; both sorted and apart."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        for a, b in others:
            if b <= start or a >= end:
                continue
            if start < a:
                found.append((start, a))
            start = max(start, b)
        if start < end:
            found.append((start, end))
    return tuple(found)
