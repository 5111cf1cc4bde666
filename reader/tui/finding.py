"""What is looked for in the open essay: the match that one is at, the others, and how many there are.

A finding is made anew with each letter that is typed. It knows where the reader was when they began, for `Esc`; it
looks through the essay a step at a time, so that no key waits for the whole of a long text.
"""

from array import array
from typing import NamedTuple

from reader.errors import QueryError
from reader.library.essay import Essay
from reader.session.filtering import folded
from reader.session.reading import Reading
from reader.text import clean
from reader.text.document import Stage
from reader.text.pattern import Pattern, Query
from reader.text.search import STRETCH, Search, Span
from reader.text.view import View
from reader.tui.essays import percent
from reader.tui.listing import LazyRows, Parts, Row
from reader.tui.overlay import Lay

_BEFORE, _BEHIND = 16, 120
"""Code points that are shown before and behind a match."""
_AT_ONCE = 2 * STRETCH
"""Code points that may be looked through while a key is handled."""


SLICE = 0.004
"""Seconds that a long text is looked through between two looks at what was typed."""
PAUSE = 0.001
"""Seconds between two of these, for keys and frames."""


class Match(NamedTuple):
    """Where one is led from a place."""

    span: Span | None
    """None: there is none in the whole essay."""
    is_round: bool
    """Whether one came over the end of the essay, or over its beginning."""


class Finding:
    """A search in the open essay, and the match that the reader is at."""

    def __init__(self, view: View, query: Query, origin: int) -> None:
        """QueryError says why nothing can be found."""
        self.query = query
        self.origin = origin
        """The offset from which on the first match is looked for."""
        self.current: Span | None = None
        """The match that the reader is at."""
        self._pattern = Pattern(query)
        self._search = Search(view, self._pattern, origin)
        self.is_seeking = False
        """Whether the first match is not known yet."""
        self._rows: tuple[int, frozenset[int]] | None = None

    def look_through(self, reading: Reading) -> None:
        """The same search through other open regions, or in another essay."""
        view = reading.view
        if view is not self._search.view:
            origin = self.current[0] if self.current else self.origin
            self._search = Search(view, self._pattern, min(origin, view.end))
            self.current = self._rows = None

    def first(self) -> Span | None:
        """Be at the first match from the origin on, or at the first of all; None while it is not known."""
        found = self._search.next_from(self.origin, _AT_ONCE)
        if found is None and self._search.is_complete:
            found = self._search.next_from(0)
        self.is_seeking = found is None and not self.is_complete
        self.current = found
        return found

    def step(self) -> Span | None:
        """Look through some more; gives the first match if it was waited for and is there now."""
        self._search.step()
        return self.first() if self.is_seeking else None

    def next(self, offset: int) -> Span | None:
        """Be at the next match from *offset* on, or at the first of all."""
        match = self.seek(offset, 1, is_patient=True)
        return match.span if match else None

    def seek(self, offset: int, by: int, *, is_patient: bool = False) -> Match | None:
        """Be at the next match from *offset* on (*by* is 1), or at the last one before it (-1).

        None while one would have to look far for it, and is not patient: look through more, and ask again.
        """
        search, end = self._search, self._search.view.end
        reach = None if is_patient else _AT_ONCE
        find = search.next_from if by > 0 else search.previous_from
        here, there = ((offset, end), (0, offset)) if by > 0 else ((0, offset), (offset, end))
        found = find(offset, reach)
        if found is None and not search.knows(*here):
            return None
        is_round = found is None
        if is_round:
            found = find(0 if by > 0 else end, reach)
            if found is None and not search.knows(*there):
                return None
        self.current = found
        return Match(found, is_round)

    def onward(self, by: int) -> tuple[Essay, int] | None:
        """Where to go on in another essay, forwards (1) or backwards (-1); None: in this one again."""
        return None

    def lays(self, start: int, end: int) -> list[Lay]:
        """The matches from *start* to *end*, part of a screen, and the one that the reader is at."""
        spans = self._search.spans_in(start, end, _AT_ONCE)
        return [Lay(*span, "hit_here" if span == self.current else "hit") for span in spans]

    @property
    def is_complete(self) -> bool:
        """Whether the whole essay was looked through."""
        return self._search.is_complete and self._search.view.stage is not Stage.HEAD

    @property
    def has_more(self) -> bool:
        """Whether there is more to look through now: the rest of an essay may still have to be read."""
        return not self._search.is_complete

    @property
    def complaint(self) -> str:
        """Why the search was given up, or empty."""
        return self._search.complaint

    @property
    def count(self) -> int:
        """How many matches there are, as far as one has looked."""
        return self._search.count

    @property
    def said(self) -> str:
        """`3/17`; `3/17…` while there may be more."""
        number = self._search.number_of(self.current[0]) if self.current else 0
        more = "" if self.is_complete else "…"
        return f"{'?' if number is None else number}/{self.count:,}{more}"

    def paragraphs(self) -> "Paragraphs":
        """The blocks that hold a match, as far as one has looked."""
        return Paragraphs(self._search)

    def rows(self, rows: int) -> frozenset[int]:
        """Those of *rows* equal parts of the essay that hold a match; none until all are found."""
        if not self.is_complete:
            return frozenset()
        if self._rows is None or self._rows[0] != rows:
            self._rows = rows, self._search.parts(rows)
        return self._rows[1]

    def holds(self, start: int, end: int) -> bool:
        """Whether a match begins from *start* to *end*, as far as one has looked."""
        found = self._search.next_from(start, 0)
        return found is not None and found[0] < end


class Paragraphs(LazyRows):
    """The blocks that hold a match, each as a row that shows its first one; made when looked at.

    Of those that hold some words too, more are there each time that one has looked on.
    """

    def __init__(self, search: Search, words: str = "") -> None:
        self._search = search
        self._words = [folded(word) for word in words.split()]
        self._starts, self._ends = search.firsts()
        self._shown = array("L") if self._words else None
        """Those that hold the words; None: all."""
        self._looked = 0

    def __len__(self) -> int:
        return len(self._starts if self._shown is None else self._shown)

    def row(self, index: int) -> Row:
        """The row of a block: its first match, with what stands around it."""
        place = index if self._shown is None else self._shown[index]
        start, end = self._match(place)
        view = self._search.view
        first, behind, _kind = view.block_span(start)
        left, right = max(first, start - _BEFORE), min(behind, end + _BEHIND)
        parts: Parts = [
            (" … " if left > first else " ", ("faint",)),
            (clean.line(view.text(left, start)), ()),
            (clean.line(view.text(start, end)), ("hit",)),
            (clean.line(view.text(end, right)), ()),
        ]
        path = " › ".join(clean.line(title) for title in view.section_path(start))
        detail = f"   {percent(start / max(1, view.end))}" + (f" § {path}" if path else "")
        return Row(tuple(parts), (), start, ((detail, ("faint",)),))

    def with_words(self, words: str) -> "Paragraphs":
        """Those that hold all *words* too."""
        return Paragraphs(self._search, words)

    @property
    def has_more(self) -> bool:
        """Whether there are some that one has not looked at yet."""
        return self._shown is not None and self._looked < len(self._starts)

    def look_on(self) -> None:
        """Look at one more."""
        if self._shown is not None and self.has_more:
            text = folded(self._text(self._match(self._looked)))
            if all(word in text for word in self._words):
                self._shown.append(self._looked)
            self._looked += 1

    def _match(self, place: int) -> Span:
        return self._starts[place], self._ends[place]

    def _text(self, match: Span) -> str:
        first, behind, _kind = self._search.view.block_span(match[0])
        return self._search.view.text(first, behind)


def made(view: View, query: Query, origin: int) -> Finding | str:
    """A finding, or a sentence that says why there is none."""
    try:
        return Finding(view, query, origin)
    except QueryError as error:
        return str(error)
