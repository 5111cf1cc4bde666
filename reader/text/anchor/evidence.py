"""Which of the places that are like a passage is the passage, if any can be believed.

A wrong place costs more than a lost one. A place is believed when enough of the passage and its
context stands there; when it is clearly more alike than each other place that the text had when
the passage was described, or has that place still at its side; and when no other place in the
text now has as much to say for itself. Weights are those of `reader.text.anchor.folding.weight`.
"""

from collections.abc import Sequence
from itertools import takewhile

from reader.text.anchor.folding import weight
from reader.text.anchor.likeness import Likeness, Pattern
from reader.text.anchor.neighbours import REACH as NEIGHBOURHOOD
from reader.text.anchor.neighbours import shared
from reader.text.anchor.rivals import Rival
from reader.values import replace

HALF = 0.5
"""So much of a quotation must be left, or it is another one."""

PRESENT = 0.7
"""A context of which so much stands there is there."""

INTACT = 0.9
"""A context of which so much stands there was not touched."""

SCARRED = 0.35
"""Between two contexts that were not touched, so much of a quotation is enough."""

WHOLE = 0.99
"""So much of a quotation is all of it."""

SAME = 0.25
"""A part of a rival's likeness that differs by no more is the same; so is a claim to be it."""

MOST = 0.65
"""So much of everything must be left where the text said nearly the same elsewhere."""

CLEAR = 18
"""What must speak for one place and not for another: six Chinese characters."""

ALONE = 30
"""What must be left in all where one context or both are gone."""

LEAST = 12
"""What must be left of a quotation that was cut: two letters stay by accident."""

NEIGHBOURS = 72
"""What all fingerprints of the neighbourhood weigh together."""

SLIPS = 6
"""So many letters a rival may be astray from its distance; more when it is farther away."""

DOUBLED = 2000
"""A text put in again directly behind itself has no more letters than this."""

NEAR = 120
"""So many letters away a rival may come to stand where the passage stood, by one deletion."""


class Judge:
    """One passage that is looked for in one text."""

    def __init__(
        self,
        pattern: Pattern,
        rivals: Sequence[Rival],
        neighbours: frozenset[int],
        letters: str,
    ) -> None:
        self.pattern = pattern
        self.rivals = rivals
        self.neighbours = neighbours
        self.letters = letters
        self._sizes = weight(pattern.before), weight(pattern.quotation), weight(pattern.after)
        self._has_rivals = any(rival.quotation >= HALF for rival in rivals)
        self._shared: dict[int, float] = {}

    def believed(self, found: Sequence[Likeness]) -> Likeness | None:
        """The one of *found* that is the passage, or None."""
        able = [
            one
            for one in found
            if self._enough(one)
            and all(self._not_rival(one, rival, found) for rival in self.rivals)
            and all(self._not_less(one, other) for other in found)
        ]
        if not able:
            return None
        able.sort(key=lambda one: -one.quotation)
        if len(able) > 1 and self._contend(*able[:2]):
            return self._first_copy(*able[:2])
        return self._original(able[0])

    def _contend(self, one: Likeness, other: Likeness) -> bool:
        """Whether both places claim the same part of the passage, and with like right."""
        if one.quotation - other.quotation >= SAME:
            return False
        quotation = ((1 << len(self.pattern.quotation)) - 1) << len(self.pattern.before)
        both = (one.letters & other.letters & quotation).bit_count()
        return both > SAME * len(self.pattern.quotation)

    def _enough(self, one: Likeness) -> bool:
        """Whether so much of the passage and its context stands at *one* that it may be it."""
        before, quotation, after = self._sizes
        left = one.quotation * quotation
        cut = one.end - one.start < 0.75 * len(self.pattern.quotation)
        if cut and left < LEAST:
            return False
        context = min(one.before, one.after)
        if not cut and context >= INTACT:
            return one.quotation >= SCARRED
        if one.quotation < HALF:
            return False
        if context >= PRESENT:
            return True
        evidence = one.before * before + left + one.after * after
        if one.quotation < WHOLE and self._has_rivals:
            return evidence >= MOST * sum(self._sizes)
        return evidence >= ALONE

    def _not_rival(self, one: Likeness, rival: Rival, found: Sequence[Likeness]) -> bool:
        """Whether *one* is more than *rival* was, or has *rival* still where it was."""
        if self.excess(one, rival) >= CLEAR:
            return True
        if any(_is_now(rival, other, one) for other in found):
            return True
        # Once the passage is deleted, a rival in its neighbourhood gets more of its neighbours.
        if abs(rival.distance) <= 2 * NEIGHBOURHOOD:
            return False
        more = self._neighbours_of(one) - rival.neighbours
        return self.excess(one, rival) + more * NEIGHBOURS >= CLEAR

    def excess(self, one: Likeness, rival: Rival) -> float:
        """How much speaks for *one* that did not speak for *rival*, by weight.

        Where a rival stood close behind the passage, the context before the passage says nothing:
        it would stand before the rival once the passage is deleted. So the other way round.
        """
        before, quotation, after = self._sizes
        excess = max(0.0, one.quotation - rival.quotation) * quotation
        if not 0 < rival.distance <= NEAR:
            excess += max(0.0, one.before - rival.before) * before
        if not -NEAR <= rival.distance < 0:
            excess += max(0.0, one.after - rival.after) * after
        return excess

    def _not_less(self, one: Likeness, other: Likeness) -> bool:
        """Whether *other* says nothing against *one*."""
        if one is other:
            return True
        own = one.letters & ~other.letters
        own_letters = (
            letter for index, letter in enumerate(self.pattern.letters) if own >> index & 1
        )
        if weight("".join(own_letters)) >= CLEAR:
            return True
        if any(_is_now(rival, other, one) for rival in self.rivals):
            return True
        if self._are_copies(one, other):
            return True
        more = self._neighbours_of(one) - self._neighbours_of(other)
        return more * NEIGHBOURS >= CLEAR

    def _neighbours_of(self, one: Likeness) -> float:
        """The part of the passage's neighbours that *one* has."""
        if one.start not in self._shared:
            span = one.with_context(self.pattern)
            self._shared[one.start] = shared(self.neighbours, self.letters, *span)
        return self._shared[one.start]

    def _first_copy(self, one: Likeness, other: Likeness) -> Likeness | None:
        """The first of two, if they are copies one behind the other; else None: who can tell?"""
        if self._are_copies(one, other):
            return min(one, other, key=lambda each: each.start)
        return None

    def _are_copies(self, one: Likeness, other: Likeness) -> bool:
        """Whether the text at one end of both places stands there twice."""
        return _stands_twice(one.start, other.start, self.letters) or _stands_twice(
            one.end, other.end, self.letters
        )

    def _original(self, one: Likeness) -> Likeness:
        """The place that *one* is a copy of, if the text around it was put in a second time.

        Of two such copies nothing tells which is the old one; people put a copy behind.
        """
        quotation = self.letters[one.start : one.end]
        low = max(0, one.start - DOUBLED)
        start = self.letters.rfind(quotation, low, one.end - 1) if quotation else -1
        if start < 0 or not _stands_twice(start, one.start, self.letters):
            return one
        first = self._verbatim(start, start + len(quotation), one)
        was_there = any(self.excess(first, rival) < CLEAR for rival in self.rivals)
        return one if was_there else first

    def _verbatim(self, start: int, end: int, one: Likeness) -> Likeness:
        """*one* at another place, with the context that stands there letter by letter."""
        pattern = self.pattern
        upper = self.letters[max(0, start - len(pattern.before)) : start]
        before = _common(upper[::-1], pattern.before[::-1])
        after = _common(self.letters[end : end + len(pattern.after)], pattern.after)
        return replace(
            one,
            start=start,
            end=end,
            before=weight(before) / max(1, self._sizes[0]),
            after=weight(after) / max(1, self._sizes[2]),
        )


def _is_now(rival: Rival, other: Likeness, one: Likeness) -> bool:
    """Whether *other* is *rival* if *one* is the passage, give or take a few slips."""
    astray = abs(other.start - one.start - rival.distance)
    return (
        astray <= SLIPS + abs(rival.distance) / 200
        and abs(other.before - rival.before) <= SAME
        and abs(other.quotation - rival.quotation) <= SAME
        and abs(other.after - rival.after) <= SAME
    )


def _stands_twice(one: int, other: int, letters: str) -> bool:
    """Whether the text around both places stands there twice, one behind the other."""
    first, later = sorted((one, other))
    distance = later - first
    if not 0 < distance <= DOUBLED:
        return False
    upper = letters[max(0, first - distance) : first]
    copied = letters[later - len(upper) : later]
    before = _common(upper[::-1], copied[::-1])
    behind = _common(letters[first:later], letters[later : later + distance])
    return len(before) + len(behind) >= distance


def _common(one: str, other: str) -> str:
    """What both begin with."""
    pairs = zip(one, other, strict=False)
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
