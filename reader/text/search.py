"""Looking for words in a view: the matches as spans of offsets, as far as one has looked.

A search is lazy. It cuts the view into *stretches* of whole blocks, looks through a stretch when
somebody asks for it, and remembers what it found; so the first match is there at once, and all are
counted a step at a time. Which matches there are does not depend on where one begins. Of a long text, which
is made where one looks, its source tells first where a match cannot be (`reader.text.sieve`).

    search = Search(view, Pattern(Query("下雨")))
    search.next_from(offset)              the first match from there on
    while not search.step(): …            count all of them, whenever there is time
    search.count, search.is_complete      `3/17`, or `3/17…`
    search.spans_in(top, bottom)          what is to be marked on the page

No match reaches over the end of a block, of a table's row, or over a closed region.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reader.errors import QueryError
from reader.text.document import Kind
from reader.text.pattern import Pattern
from reader.text.sieve import needs
from reader.text.view import View

STRETCH = 8_192
"""Code points of a stretch, about: looked through in a millisecond; in a long text of short lines, in ten."""
_SIFTED = 1 << 19
"""Code points that are sifted at a time: some milliseconds."""

Span = tuple[int, int]


class Search:
    """The matches of a pattern in a view. Through other open regions it is another search."""

    def __init__(self, view: View, pattern: Pattern, origin: int = 0) -> None:
        """`step` begins at *origin*, an offset, and goes round."""
        self.view = view
        self.pattern = pattern
        self.complaint = ""
        """Why the search was given up, as a sentence; empty while it was not."""
        self._stretches = max(1, -(-view.end // STRETCH))
        self._found: dict[int, tuple[array[int], array[int]]] = {}
        """Where matches begin and end, by stretch."""
        self._firsts: dict[int, array[int]] = {}
        """Which of them are the first ones of their blocks."""
        self._count = 0
        self._before = array("q", (0,))
        """How many matches stand before each of the first stretches: as far as these were looked through in order."""
        self._cursor = self._stretch_of(origin)
        self._sieve = view.sieve(needs(pattern.runs)) if pattern.runs else None
        """Of a long text: what spares looking where nothing can be."""
        self._owners: dict[int, int] = {}
        """The first stretch that a match in a chunk may belong to."""

    @property
    def count(self) -> int:
        """How many matches there are, as far as was looked."""
        return self._count

    @property
    def is_complete(self) -> bool:
        """Whether all of the view was looked through, or the search was given up."""
        return len(self._found) == self._stretches or bool(self.complaint)

    def step(self) -> bool:
        """Look through a stretch more, or sift some; gives `is_complete`."""
        if self._sieve is not None and not self._sieve.is_done:
            self._sieve.step(_SIFTED)
            return self.is_complete
        while not self.is_complete:
            while self._cursor in self._found:
                self._cursor = (self._cursor + 1) % self._stretches
            if not self._is_vain(self._cursor):
                self._look(self._cursor)
                break
        return self.is_complete

    def next_from(self, offset: int, reach: int | None = None) -> Span | None:
        """The first match that begins at *offset* or behind it; None if there is none.

        At most *reach* code points that nobody has looked through yet are looked through, about;
        None also means that these had none.
        """
        for stretch in self._within(range(self._stretch_of(offset), self._stretches), reach):
            starts, ends = self._found[stretch]
            index = bisect_left(starts, offset)
            if index < len(starts):
                return starts[index], ends[index]
        return None

    def previous_from(self, offset: int, reach: int | None = None) -> Span | None:
        """The last match that begins before *offset*; *reach* as in `next_from`."""
        for stretch in self._within(range(self._stretch_of(offset), -1, -1), reach):
            starts, ends = self._found[stretch]
            index = bisect_left(starts, offset) - 1
            if index >= 0:
                return starts[index], ends[index]
        return None

    def spans_in(self, start: int, end: int, reach: int | None = None) -> list[Span]:
        """The matches that have a part in `[start, end)`, in order; *reach* as in `next_from`."""
        if start >= end:
            return []
        spans: list[Span] = []
        last = self._stretch_of(end - 1)
        for stretch in self._within(range(self._stretch_of(start), last + 1), reach):
            starts, ends = self._found[stretch]
            first, behind = bisect_right(ends, start), bisect_left(starts, end)
            spans += zip(starts[first:behind], ends[first:behind], strict=True)
        return spans

    def knows(self, start: int, end: int) -> bool:
        """Whether all of `[start, end)` was looked through."""
        if self.is_complete:
            return True
        stretches = range(self._stretch_of(start), self._stretch_of(max(start, end - 1)) + 1)
        return all(stretch in self._found for stretch in stretches)

    def parts(self, count: int) -> frozenset[int]:
        """Those of *count* equal parts of the view in which a match begins, as far as was looked."""
        total, found = max(1, self.view.end), set[int]()
        match = self.next_from(0, 0)
        while match is not None:
            part = match[0] * count // total
            found.add(part)
            match = self.next_from(-(-(part + 1) * total // count), 0)
        return frozenset(found)

    def firsts(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the first matches of their blocks begin and end, in order, as far as was looked."""
        starts, ends = array("q"), array("q")
        for stretch in sorted(self._firsts):
            firsts, (begin, behind) = self._firsts[stretch], self._found[stretch]
            starts.extend(map(begin.__getitem__, firsts))
            ends.extend(map(behind.__getitem__, firsts))
        return starts, ends

    def number_of(self, start: int) -> int | None:
        """Which match begins at *start*, counted from 1; None while that is not known."""
        here, before = self._stretch_of(start), self._before
        while len(before) <= here + 1 and len(before) - 1 in self._found:
            before.append(before[-1] + len(self._found[len(before) - 1][0]))
        if len(before) <= here + 1:
            return None
        return before[here] + bisect_right(self._found[here][0], start)

    def _within(self, stretches: range, reach: int | None) -> Iterator[int]:
        """Those of *stretches* that were looked through, or are now; up to where *reach* ends."""
        most = left = self.view.end + STRETCH if reach is None else reach
        for stretch in stretches:
            if stretch not in self._found:
                if left <= 0 or self.complaint:
                    return
                if left < most and self._sieve is not None:
                    # Not before the first was looked through: most words stand there.
                    self._sieve.step(_SIFTED if reach is not None else self.view.end)
                if not self._is_vain(stretch):
                    left -= STRETCH
                    self._look(stretch)
            if stretch in self._found:
                yield stretch

    def _is_vain(self, stretch: int) -> bool:
        """Whether nothing can be in a stretch, as far as that is known; then nothing is found there from now on."""
        sieve = self._sieve
        if sieve is None or not sieve.is_done:
            return False
        at = stretch * STRETCH
        chunk = sieve.next_from(at)
        if chunk is not None:
            if sieve.starts[chunk] < at + STRETCH:
                return False
            if chunk not in self._owners:
                self._owners[chunk] = self._stretch_of(sieve.starts[chunk])
            # A block may begin in one stretch and have its match in another.
            if self._owners[chunk] <= stretch:
                return False
        self._found[stretch] = array("q"), array("q")
        return True

    def _stretch_of(self, offset: int) -> int:
        """The stretch that holds the block around *offset*."""
        start = self.view.block_span(min(max(0, offset), self.view.end))[0]
        return min(start // STRETCH, self._stretches - 1)

    def _edge(self, stretch: int) -> int:
        """Where the first block of a stretch begins: the first from `stretch * STRETCH` on."""
        at = stretch * STRETCH
        if at >= self.view.end:
            return self.view.end
        start, end, _kind = self.view.block_span(at)
        return start if start == at else min(end + 1, self.view.end)

    def _look(self, stretch: int) -> None:
        starts, ends, firsts = array("q"), array("q"), array("L")
        block_end = 0
        try:
            for start, end in self._matches(self._edge(stretch), self._edge(stretch + 1)):
                if start >= block_end:
                    # While its chunk is at hand.
                    firsts.append(len(starts))
                    block_end = self.view.block_span(start)[1]
                starts.append(start)
                ends.append(end)
        except QueryError as error:
            self.complaint = str(error)
            return
        self._found[stretch] = starts, ends
        if firsts:
            self._firsts[stretch] = firsts
        self._count += len(starts)

    def _matches(self, start: int, end: int) -> Iterator[Span]:
        for at, behind in self._texts(start, end):

            def fits(a: int, b: int, at: int = at) -> bool:
                return self._fits(at + a, at + b)

            for a, b in self.pattern.spans(self.view.text(at, behind), fits):
                yield at + a, at + b

    def _texts(self, start: int, end: int) -> Iterator[Span]:
        """The spans that are searched as one text: all that may be seen at once.

        A reader's own expression may match line ends, so it is given one block after the other.
        """
        if not self.pattern.query.is_regex:
            yield from self.view.visible(start, end)
            return
        while start < end:
            first, behind, _kind = self.view.block_span(start)
            yield from self.view.visible(first, behind)
            start = behind + 1

    def _fits(self, start: int, end: int) -> bool:
        """Whether a match with a line end inside lies in one block, and in no table."""
        first, behind, kind = self.view.block_span(start)
        return first <= start and end <= behind and kind is not Kind.TABLE
