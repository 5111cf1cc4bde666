"""Where in a text a quotation and what stood around it may be now, and how alike each place is.

Everything here counts folded letters (`reader.text.anchor.folding`). Pieces of the pattern that stand
verbatim in the text vote for where the whole may be; there the two are aligned letter by letter
(`reader.text.anchor.alignment`). Whether such a place is believed is decided in `reader.text.anchor.evidence`.
"""

from collections.abc import Iterator
from itertools import permutations

from reader.text.anchor.alignment import SOLID, Run, aligned
from reader.text.anchor.borders import borders
from reader.text.anchor.folding import weight
from reader.values import dataclass

PIECE = 10
"""What a piece of the pattern weighs that is looked for verbatim: four Chinese characters."""

COMMON = 20
"""A piece that stands in the text more often than this tells little; the rest is not looked at."""

DRIFT = 32
"""How many letters may have come in or gone before votes count for different places."""

MARGIN = 16
"""How many letters more than the pattern's length are aligned on either side."""

REACH = 450
"""What may have come in between two parts of a quotation, by weight."""

SURE = 0.75
"""A place with so much of the quotation and of the whole pattern is it, or a copy of it."""

RELEVANT = 0.55
"""Beside a sure place, one with less than this part of its votes does not matter."""

BRIDGED = 6
"""How many alignments, the best first, are tried in pairs."""

VERBATIM = 8
"""So many places at most are looked at because the quotation stands there letter by letter."""

WHOLE = 0.9
"""So much of each of the two parts must stand there."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quotation and its context, folded."""

    before: str
    quotation: str
    after: str

    @property
    def letters(self) -> str:
        """All three in order."""
        return self.before + self.quotation + self.after


@dataclass(frozen=True, slots=True)
class Likeness:
    """A place in a text, as an answer to a pattern."""

    start: int
    """Where the quotation begins, in letters of the text."""
    end: int
    before: float
    """The part of the context before it that stands there, by weight: 0 to 1."""
    quotation: float
    after: float
    letters: int
    """Which letters of the pattern stand there: the bit 1 << n for the nth."""

    def with_context(self, pattern: Pattern) -> tuple[int, int]:
        """The span of the text that the pattern takes around it, in letters."""
        return max(0, self.start - len(pattern.before)), self.end + len(pattern.after)

    def whole(self, pattern: Pattern) -> float:
        """The part of the whole pattern that stands there, by weight: 0 to 1."""
        before, quotation, after = map(weight, (pattern.before, pattern.quotation, pattern.after))
        kept = self.before * before + self.quotation * quotation + self.after * after
        return kept / max(1, before + quotation + after)


def likenesses(
    pattern: Pattern, letters: str, limit: int = 6, thorough: bool = False
) -> list[Likeness]:
    """The places in *letters* that are most like *pattern*, the most alike first, *limit* at most.

    Places that overlap are one. Where something long came in between two parts of the quotation,
    the place reaches over it. Unless *thorough*, the search ends when one is found beside which
    the rest cannot matter.
    """
    if not pattern.quotation:
        return []
    whole = pattern.letters
    alignments: list[list[Run]] = []
    found: list[Likeness] = []
    sure, most = False, 0
    for window in _windows(whole, letters)[:limit]:
        if sure and not thorough and window.votes < most * RELEVANT:
            break
        runs = aligned(whole, letters[window.start : window.end], window.start)
        if runs and runs not in alignments:
            alignments.append(runs)
            found.append(_likeness(pattern, runs, letters))
            sure = sure or min(found[-1].quotation, found[-1].whole(pattern)) >= SURE
            most = max(most, window.votes)
    if not sure:
        bridged = _bridged(pattern, alignments[:BRIDGED], letters)
        found += [_likeness(pattern, runs, letters) for runs in bridged]
    if not sure or thorough:
        found += _verbatim(pattern, found, letters)
    found.sort(key=lambda one: (-one.whole(pattern), one.end - one.start))
    apart: list[Likeness] = []
    for likeness in found:
        if not any(_overlap(likeness, other) for other in apart):
            apart.append(likeness)
    return apart


def _overlap(one: Likeness, other: Likeness) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the text in which the pattern may stand."""

    start: int
    end: int
    votes: int
    """How many pieces of the pattern stand there, one behind the other."""


def _windows(pattern: str, letters: str) -> list[Window]:
    """The spans of *letters* with pieces of *pattern*, those with most of them first."""
    clusters: list[list[tuple[int, int]]] = []
    for vote in sorted(_votes(pattern, letters)):
        if clusters and vote[0] - clusters[-1][-1][0] <= DRIFT:
            clusters[-1].append(vote)
        else:
            clusters.append([vote])
    windows = [
        Window(
            max(0, cluster[0][0] - MARGIN),
            min(len(letters), cluster[-1][0] + len(pattern) + MARGIN),
            len({index for _, index in cluster}),
        )
        for cluster in clusters
    ]
    return sorted(windows, key=lambda window: -window.votes)


def _votes(pattern: str, letters: str) -> list[tuple[int, int]]:
    """For each piece found: where the whole pattern would begin, and the piece's index in it."""
    votes: list[tuple[int, int]] = []
    for index, piece in _pieces(pattern):
        found = letters.find(piece)
        for _ in range(COMMON):
            if found < 0:
                break
            votes.append((found - index, index))
            found = letters.find(piece, found + 1)
    return votes


def _pieces(pattern: str) -> Iterator[tuple[int, str]]:
    """Overlapping pieces of *pattern* that are worth looking for, each with its index."""
    least = max(SOLID, min(PIECE, weight(pattern) // 2))
    index = 0
    while index < len(pattern):
        end = index + 1
        while end < len(pattern) and weight(pattern[index:end]) < least:
            end += 1
        if index and weight(pattern[index:end]) < least:
            return
        yield index, pattern[index:end]
        size = end - index
        index += size // 2 if size > 4 else max(1, size - 1)


def _verbatim(pattern: Pattern, found: list[Likeness], letters: str) -> list[Likeness]:
    """The places where the quotation stands letter by letter that are not among *found*.

    An alignment of the whole pattern passes them by where something came in on both sides.
    """
    length = len(pattern.quotation)
    verbatim: list[Likeness] = []
    start = letters.find(pattern.quotation)
    for _ in range(VERBATIM):
        if start < 0:
            break
        end = start + length
        if not any(start < one.end and one.start < end for one in found):
            runs = [
                *context_runs(pattern.before, letters, max(0, start - len(pattern.before)), start),
                Run(len(pattern.before), start, length),
            ]
            behind = context_runs(pattern.after, letters, end, end + len(pattern.after))
            offset = len(pattern.before) + length
            runs += [Run(run.index + offset, run.place, run.length) for run in behind]
            verbatim.append(_likeness(pattern, runs, letters))
        start = letters.find(pattern.quotation, start + 1)
    return verbatim


def context_runs(context: str, letters: str, low: int, high: int) -> list[Run]:
    """The runs of *context* in letters[low:high]."""
    return aligned(context, letters[low:high], low) if context else []


def _bridged(pattern: Pattern, alignments: list[list[Run]], letters: str) -> list[list[Run]]:
    """Alignments of a quotation between two parts of which something long came in."""
    start = len(pattern.before)
    end = start + len(pattern.quotation)
    bridged: list[list[Run]] = []
    for first, second in permutations(alignments, 2):
        for count, last in enumerate(first, 1):
            if not start < last.end < end:
                continue
            upper = first[:count]
            lower = [run for run in (run.rest(last.end) for run in second) if run.length > 0]
            if not lower or lower[0].index >= end or lower[0].place < last.reached:
                continue
            sides = (
                part_of(pattern.letters, upper, 0, last.end),
                part_of(pattern.letters, lower, last.end, len(pattern.letters)),
            )
            if min(sides) >= WHOLE and weight(letters[last.reached : lower[0].place]) <= REACH:
                bridged.append(upper + lower)
    return bridged


def _likeness(pattern: Pattern, runs: list[Run], letters: str) -> Likeness:
    """What *runs* say about where the quotation is."""
    whole = pattern.letters
    start = len(pattern.before)
    end = start + len(pattern.quotation)
    first, last = borders(whole, runs, letters, start, end)
    kept = 0
    for run in runs:
        kept |= ((1 << run.length) - 1) << run.index
    return Likeness(
        first,
        min(len(letters), last),
        part_of(whole, runs, 0, start),
        part_of(whole, runs, start, end),
        part_of(whole, runs, end, len(whole)),
        kept,
    )


def part_of(pattern: str, runs: list[Run], first: int, last: int) -> float:
    """The part of pattern[first:last] that is in *runs*, by weight; 0 of nothing."""
    kept = sum(
        weight(pattern[max(first, run.index) : min(last, run.end)])
        for run in runs
        if run.index < last and run.end > first
    )
    return kept / max(1, weight(pattern[first:last]))
