"""Where words cannot stand, told from a source's raw text, which is had in a hundredth of the time.

Characters are in the raw text of an essay that are in the essay; between two of them may be what is not: a line's end
and the next one's indent, markup, a marker. So the raw text never says that a word is there, only that it is not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import groupby

from reader.errors import SourceError
from reader.memo import lru_cache
from reader.regex import regex
from reader.text.sameness import Folds, alike
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.text.document import Parts
    from reader.text.pattern import Run

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IS_HAN = regex(f"[{_HAN}]")
_OVERLAP = 400
"""Code points of a chunk that are looked at with the next one, and four for each character that is wanted: more than
a word takes with the line ends in it.
"""


class Needs(NamedTuple):
    """What a raw text has that has a word."""

    each: tuple[str, ...]
    """Characters."""
    one_of: tuple[tuple[str, ...], ...]
    """One character of each of these."""
    rows: tuple[re.Pattern[str], ...]
    """A match of each of these."""

    def are_met_by(self, text: str) -> bool:
        """Whether a text has all that."""
        return (
            all(map(text.__contains__, self.each))
            and all(any(map(text.__contains__, some)) for some in self.one_of)
            and all(row.search(text) for row in self.rows)
        )


@lru_cache(64)
def needs(runs: tuple[Run, ...]) -> Needs:
    """What a raw text has that has these stretches (`Pattern.runs`). Of each row of Han in them, whatever but Han
    may stand between.
    """
    written = [[_written(place) for place in run] for run in runs]
    places = [tuple(place) for run in written for place in run]
    rows = []
    for run in written:
        for is_han, row in groupby(run, lambda place: all(map(_IS_HAN.match, place))):
            classes = [f"[{''.join(sorted(place))}]" for place in row]
            if is_han and len(classes) > 1:
                rows.append(re.compile(f"[^{_HAN}]*".join(classes)))
    return Needs(
        tuple(place[0] for place in places if len(place) == 1),
        tuple(place for place in places if len(place) > 1),
        tuple(rows),
    )


def _written(place: frozenset[str]) -> frozenset[str]:
    """What may become one of some characters when a text is composed: 豈 is written in two ways."""
    others = (other for one in place for other in alike(one, Folds(), has_case=True) | _SIGNS)
    return place | {one for one in others if unicodedata.normalize("NFC", one) in place}


_SIGNS = frozenset("\u2126\u212a\u212b")
"""Ohm, Kelvin, Ångström: composed, they are letters."""


class Sieve:
    """The chunks of a long text in which words may stand, found out from its source a part at a time."""

    def __init__(self, parts: Parts, wanted: Needs) -> None:
        self.starts = parts.starts
        """Where each chunk begins, and behind the last one, the end."""
        self.is_done = False
        self._parts = parts
        self._wanted = wanted
        # The title stands in the first one, wherever it came from.
        self._holding = [0]
        self._next = 0
        self._overlap = _OVERLAP + 4 * (len(wanted.each) + len(wanted.one_of))
        self._before = ""
        self._sizes: list[int] = []
        """Of the chunks before the next one that a word in that may begin in."""

    def step(self, budget: int) -> None:
        """Look at *budget* more code points, about."""
        while budget > 0 and not self.is_done:
            try:
                text = self._parts.raw(self._next)
            except SourceError:
                # Changed meanwhile: then nothing is left out.
                self._holding, self.is_done = list(range(len(self.starts) - 1)), True
                return
            around = f"{self._before}{text}"
            if self._wanted.are_met_by(around):
                found = range(self._next - len(self._sizes), self._next + 1)
                self._holding += (one for one in found if one > self._holding[-1])
            self._before = around[-self._overlap :]
            self._sizes.append(len(text))
            while sum(self._sizes[1:]) >= self._overlap:
                del self._sizes[0]
            budget -= len(text)
            self._next += 1
            self.is_done = self._next == len(self.starts) - 1

    def next_from(self, offset: int) -> int | None:
        """The first of these chunks that ends behind *offset*; None if there is none. When it is done."""
        chunk = bisect_right(self.starts, offset) - 1
        place = bisect_right(self._holding, chunk - 1)
        return self._holding[place] if place < len(self._holding) else None
