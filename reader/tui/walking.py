"""What was found in the library, on the page: the matches of the open essay, and the way on to others.

It stands on the desk where what is found in one essay stands (`reader.tui.finding`), so `n` and `N`, the count,
the marks in the scroll bar and in the outline are the same. Where those begin again, this leads to
the next essay.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.library.essay import Essay
from reader.session.finding import Finder
from reader.session.found import Found
from reader.session.query import Wanted, terms
from reader.session.reading import Reading
from reader.text.search import Search, Span
from reader.tui.finding import Finding
from reader.tui.layers.results import Results


class Known(Search):
    """A search whose matches are known already.

    One comes to the first match of each place; all of them are marked.
    """

    def __init__(self, found: Found | None, reading: Reading) -> None:
        self.view = reading.view
        self.complaint = ""
        spans = found.spans if found else ()
        self._starts = array("q", [start for start, _ in spans])
        self._ends = array("q", [end for _, end in spans])
        places = sorted(hit.spans[0] for hit in found.hits) if found else ()
        self._places = array("q", [start for start, _ in places])
        self._behind = array("q", [end for _, end in places])

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self._places)

    @property
    def is_complete(self) -> bool:
        """They are all known."""
        return True

    def step(self, budget: int = 0) -> bool:
        """There is nothing left to do."""
        return True

    def next_from(self, offset: int, reach: int | None = None) -> Span | None:
        """The first place that begins at *offset* or behind it."""
        index = bisect_left(self._places, offset)
        return (self._places[index], self._behind[index]) if index < self.count else None

    def previous_from(self, offset: int, reach: int | None = None) -> Span | None:
        """The last place that begins before *offset*."""
        index = bisect_left(self._places, offset) - 1
        return (self._places[index], self._behind[index]) if index >= 0 else None

    def spans_in(self, start: int, end: int, reach: int | None = None) -> list[Span]:
        """The matches that have a part in `[start, end)`, in order."""
        first, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return list(zip(self._starts[first:behind], self._ends[first:behind], strict=True))

    def firsts(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the first matches of their blocks begin and end, in order."""
        starts, ends, block_end = array("q"), array("q"), 0
        for start, end in zip(self._starts, self._ends, strict=True):
            if start >= block_end:
                starts.append(start)
                ends.append(end)
                block_end = self.view.block_span(start)[1]
        return starts, ends

    def number_of(self, start: int) -> int | None:
        """Which place begins at *start*, counted from 1."""
        return bisect_right(self._places, start)


class Walk(Finding):
    """A walk through what was found in the library."""

    def __init__(
        self, finder: Finder, wanted: Wanted, results: Results, reading: Reading, current: Span
    ) -> None:
        pattern = next(term.pattern for term, is_wanted in terms(wanted) if is_wanted)
        super().__init__(reading.view, pattern.query, current[0])
        self._finder = finder
        self._wanted = wanted
        self._results = results
        self._essay = reading.essay
        self._enter(reading)
        self.current = current

    def look_through(self, reading: Reading) -> None:
        """The same walk through other open regions, or in another essay."""
        if reading.view is not self._search.view:
            self._enter(reading)
            self.current = None

    def onward(self, by: int) -> tuple[Essay, int] | None:
        """The next essay in which something was found (*by* is 1), or the one before (-1), and where
        in it; None if there is no other.
        """
        groups = [group for group in self._results.groups if group.count]
        here = next((n for n, one in enumerate(groups) if one.essay.id == self._essay.id), -1)
        if not groups or (len(groups) == 1 and here == 0):
            return None
        group = groups[(here + by if here >= 0 else 0) % len(groups)]
        found = self._results.found(group.essay)
        starts = [hit.spans[0][0] for hit in (found.hits if found else group.hits)]
        return group.essay, min(starts) if by > 0 else max(starts)

    def _enter(self, reading: Reading) -> None:
        self._essay = reading.essay
        found = self._finder.look(self._wanted, reading.essay, reading.view)
        self._search = Known(found, reading)
        self._rows = None
