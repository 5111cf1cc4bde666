"""Where in a text a quotation begins and ends, when its pattern has been aligned with the text.

A letter at the border may have been mistyped, lost, or parted from its neighbour by something that
came in; the runs of the alignment around it say which is the most likely.
"""

from collections.abc import Sequence

from reader.text.anchor.alignment import Run

SLIGHT = 1
"""So many letters at a quotation's end were rather mistyped than lost."""

BROKEN = 4
"""More letters than these between two runs were rather replaced than mistyped."""


def borders(
    pattern: str, runs: Sequence[Run], letters: str, start: int, end: int
) -> tuple[int, int]:
    """Where pattern[start:end] begins and ends in the text, whose folded form is *letters*."""
    slid = _slid(pattern, runs, letters, start, end)
    first = _first(slid, start)
    return first, max(first, _last(slid, end))


def _slid(pattern: str, runs: Sequence[Run], letters: str, start: int, end: int) -> list[Run]:
    """*runs* with what came in moved to the quotation's border where that fits as well.

    The letters beside an insertion often fit before and behind it (`的|……的`). Nothing in the
    alignment says which, but people insert between passages rather than inside one.
    """
    slid = list(runs)
    for place in range(len(slid) - 1):
        upper, lower = slid[place], slid[place + 1]
        if upper.end == lower.index and start < lower.index < end:
            slid[place : place + 2] = (
                _gap_at(end, upper, lower, pattern, letters)
                or _gap_at(start, upper, lower, pattern, letters)
                or (upper, lower)
            )
    return slid


def _gap_at(
    border: int, upper: Run, lower: Run, pattern: str, letters: str
) -> tuple[Run, Run] | None:
    """The two runs with the gap between them at *border* of the pattern, if they fit there."""
    if not upper.index < border < lower.end:
        return None
    moved = border - upper.end
    place, other = (upper.reached, upper.end) if moved > 0 else (lower.place + moved, border)
    if letters[place : place + abs(moved)] != pattern[other : other + abs(moved)]:
        return None
    return Run(upper.index, upper.place, upper.length + moved), lower.shifted(moved)


def _first(runs: list[Run], start: int) -> int:
    """Where the quotation begins that begins at *start* in the pattern."""
    upper = [run for run in runs if run.index <= start]
    lower = [run for run in runs if run.index > start]
    if upper and start < upper[-1].end:
        return upper[-1].place + start - upper[-1].index
    if not lower:
        return upper[-1].reached
    if upper and (place := _between(upper[-1], start, lower[0])) is not None:
        return place
    missing = lower[0].index - start
    return max(0, lower[0].place - (missing if missing <= SLIGHT else 0))


def _last(runs: list[Run], end: int) -> int:
    """Where the quotation ends that ends at *end* in the pattern."""
    upper = [run for run in runs if run.index < end]
    lower = [run for run in runs if run.index >= end]
    if not upper:
        return lower[0].place
    if end <= upper[-1].end:
        return upper[-1].place + end - upper[-1].index
    if lower and (place := _between(upper[-1], end, lower[0])) is not None:
        return place
    missing = end - upper[-1].end
    return upper[-1].reached + (missing if missing <= SLIGHT else 0)


def _between(upper: Run, border: int, lower: Run) -> int | None:
    """Where *border* is between two runs, or None where too much changed to tell."""
    missing = lower.index - upper.end
    between = lower.place - upper.reached
    if not 0 < missing <= BROKEN or between > 2 * missing + 4:
        return None
    return upper.reached + round(between * (border - upper.end) / missing)
