"""The other places of a text that are like a passage, noted when the passage is described.

What is found later may be one of them: only what is more alike than they were is the passage
(`reader.text.anchor.evidence`).
"""

from typing import NamedTuple

from reader.text.anchor.likeness import Likeness, Pattern, context_runs, likenesses, part_of
from reader.text.anchor.neighbours import shared
from reader.values import replace

LOOKED_AT = 16
"""At so many other places a passage is compared with."""

ALIKE = 0.25
"""A place with less of the quotation is no rival."""

KEPT = 6
"""How many are noted in any case, and how many more where they differ in kind."""

ASKEW = 16
"""So many letters beside the passage its own context may seem to be that of another place."""

BESIDE = 200
"""So many letters to either side every rival is looked for, however common its words are."""

BESIDE_KEPT = 6
"""How many of these there may be."""


class Rival(NamedTuple):
    """Another place that was like the passage when it was described."""

    before: float
    """How much of the context before the passage stood there too, by weight: 0 to 1."""
    quotation: float
    after: float
    neighbours: float
    """How many of the fingerprints around the passage were around it too: 0 to 1."""
    distance: float
    """How many letters behind the passage it began; negative before it."""


def rivals_of(
    pattern: Pattern, letters: str, start: int, neighbours: frozenset[int]
) -> list[Rival]:
    """The places most like *pattern*, whose quotation begins at *start* in *letters*.

    *neighbours* are the fingerprints of what stands around it.
    """
    end = start + len(pattern.quotation)
    found = [
        one
        for one in likenesses(pattern, letters, LOOKED_AT, thorough=True)
        if one.end <= start or one.start >= end
    ]
    # A rival in the context shows only by the quotation alone, and with that out of the way.
    others = letters[:start] + "\0" * (end - start) + letters[end:]
    bare = Pattern("", pattern.quotation, "")
    low = max(0, start - BESIDE)
    beside = [
        replace(one, start=one.start + low, end=one.end + low)
        for one in likenesses(bare, others[low : end + BESIDE], BESIDE_KEPT, thorough=True)
    ]
    for one in beside + likenesses(bare, others, LOOKED_AT, thorough=True):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(_in_context(one, pattern, letters))
    found = [one for one in found if one.quotation >= ALIKE and not _is_own(one, pattern, start)]
    near = [one for one in found if abs(one.start - start) <= BESIDE]
    kept = _foremost([one for one in found if one not in near]) + near
    return [
        Rival(
            round(one.before, 3),
            round(one.quotation, 3),
            round(one.after, 3),
            round(shared(neighbours, letters, *one.with_context(pattern)), 3),
            one.start - start,
        )
        for one in kept
    ]


def _is_own(one: Likeness, pattern: Pattern, start: int) -> bool:
    """Whether *one* is the passage's own place, aligned askew."""
    askew = abs(one.start - start) <= len(pattern.quotation) + ASKEW
    return askew and one.quotation < 0.95 and one.before + one.after >= 0.8


def _in_context(one: Likeness, pattern: Pattern, letters: str) -> Likeness:
    """*one*, which was found by the quotation alone, with what it has of the context."""
    before, after = pattern.before, pattern.after
    upper = context_runs(before, letters, max(0, one.start - len(before)), one.start)
    lower = context_runs(after, letters, one.end, one.end + len(after))
    return replace(
        one,
        before=part_of(before, upper, 0, len(before)),
        after=part_of(after, lower, 0, len(after)),
    )


def _foremost(found: list[Likeness]) -> list[Likeness]:
    """The most alike of *found*, and of the rest those that no other surpasses in every part."""
    found = sorted(found, key=lambda one: -(one.before + one.quotation + one.after))
    different = [
        one
        for one in found[KEPT:]
        if not any(_surpasses(other, one) for other in found if other is not one)
    ]
    return found[:KEPT] + different[:KEPT]


def _surpasses(one: Likeness, other: Likeness) -> bool:
    return (
        one.before >= other.before and one.quotation >= other.quotation and one.after >= other.after
    )
