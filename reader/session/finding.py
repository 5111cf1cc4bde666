"""Finding words in the whole library: which essays hold them, and where.

The index names essays that may hold what is wanted; each of these is looked through, as far as it may
be seen, and only what is really there is given. So offsets are exact, and a closed region gives
nothing away: its text is not in the index, and of an essay with open regions the source is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from typing import TYPE_CHECKING

from reader.contexts import suppress
from reader.errors import SourceError
from reader.library.essay import Essay, number_of
from reader.library.index.grams import wanted as grams_wanted
from reader.session import kept
from reader.session.found import Found, FoundIn, Span
from reader.session.grepping import worth_reading
from reader.session.hits import Words
from reader.session.query import All, Any, Near, Not, Term, Wanted, terms
from reader.text.document import Kind
from reader.text.pattern import Pattern
from reader.text.view import View

if TYPE_CHECKING:
    from reader.library.index.fulltext import Kept
    from reader.library.index.interfaces import Part
    from reader.library.index.source import Seen
    from reader.session.kept import Bookmark
    from reader.session.session import Session

_BEHIND_ALL = 1 << 62
"""Behind the end of any text."""
_KNOWN = ("title", "author", "tag")
"""Fields that are known of an essay without its text."""

RANKED = 60
"""Essays that are all looked through before the first is given, so that the best come first."""
_FIRST = 4
"""Essays whose texts are fetched together at first."""


class Finder:
    """Looks through the library of a session, as it and its open regions are now."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts = session.catalogue.texts
        self._opened: dict[int, frozenset[str]] = {
            number_of(essay): regions
            for essay, regions in kept.all_open_regions(session.state).items()
        }
        self._marks: dict[str, list[Bookmark]] = defaultdict(list)
        for mark in kept.bookmarks(session.state):
            self._marks[mark.essay].append(mark)
        self._words: tuple[Wanted, Words] | None = None

    def find(self, wanted: Wanted) -> Iterator[Found]:
        """The essays that have what is wanted: the best first if they are few, else the library's
        order, those whose titles have it first, wherever the words stand (`Found.is_together`).

        A library that is larger than most is gone through part by part, each in that order.
        """
        return self._best_first(wanted, self._candidates(wanted))

    def find_on(self, wanted: Wanted) -> Iterator[Found]:
        """What `find` gives, and then what a scan that is under way has not shown, or not read yet."""
        # Taken first: what the scan reads meanwhile is looked into here as well.
        stamps = self._session.catalogue.stamps()
        essays: list[Essay] = []

        def candidates() -> Iterator[list[Essay]]:
            for part in self._candidates(wanted):
                essays.extend(part)
                yield part

        shown: set[str] = set()
        for found in self._best_first(wanted, candidates()):
            shown.add(found.essay.id)
            yield found
        for found in self._known(wanted, {number_of(essay.id) for essay in essays}):
            shown.add(found.essay.id)
            yield found
        held = self._texts.numbers()
        read = {str(essay.path) for essay in essays if number_of(essay.id) not in held}
        for found in self._unknown(wanted, stamps, read):
            if found.essay.id not in shown:
                yield found

    def stream(self, wanted: Wanted) -> Iterator[Found]:
        """The same in the library's order, without a scan before: first the essays in which all
        words stand together. What has changed since the last scan, or has never been read, is read
        now; it comes last, each as soon as it is read.
        """
        if any(term.field in _KNOWN for term, _ in terms(wanted)):
            self._session.recall()
        given: set[str] = set()
        for found in self._known(wanted):
            given.add(found.essay.id)
            yield found
        for found in self._unknown(wanted):
            # If the index has ceased to answer, this is all there is.
            if found.essay.id not in given:
                yield found

    def _best_first(self, wanted: Wanted, parts: Iterator[list[Essay]]) -> Iterator[Found]:
        essays: list[Essay] = []
        for part in parts:
            essays += part
            if len(essays) > RANKED:
                break
        else:
            yield from sorted(self.among(wanted, essays), key=lambda found: found.rank)
            return
        for part in chain([essays], parts):
            titled = self._titled(wanted, part)
            yield from self.among(wanted, (part[n] for n in titled))
            yield from self.among(wanted, (one for n, one in enumerate(part) if n not in titled))

    def _known(self, wanted: Wanted, looked_at: Set[int] = frozenset()) -> Iterator[Found]:
        """What the essays have whose sources are as the index knows them, but for those, by their numbers, that
        were *looked at*.
        """
        apart: list[Essay] = []
        for numbers in self._holders_by_part(wanted):
            for found in self.among(wanted, self._session.catalogue.known_by(numbers - looked_at)):
                if found.is_together:
                    yield found
                else:
                    # Its text is let go: there may be any number of them.
                    apart.append(found.essay)
        yield from self.among(wanted, apart)

    def _unknown(
        self,
        wanted: Wanted,
        stamps: Mapping[str, Seen] | None = None,
        looked_into: Set[str] = frozenset(),
    ) -> Iterator[Found]:
        """What the sources have that the index does not know as they are, or did not when it gave these *stamps*;
        but for those that were *looked into*.
        """
        changed = self._session.catalogue.changed(stamps)
        unread = (name for name in changed if name not in looked_into)
        for path in worth_reading(unread, wanted):
            with suppress(SourceError):
                for essay in self._session.read_source(path):
                    # Not from the index: there it is as it was.
                    found = self.look(wanted, essay, self.read(essay))
                    if found is not None:
                        yield found

    def among(self, wanted: Wanted, essays: Iterable[Essay]) -> Iterator[Found]:
        """Those of *essays* that have what is wanted, in their order."""
        for some in _portions(essays):
            self._texts.expect([number_of(essay.id) for essay in some])
            for essay in some:
                try:
                    found = self.look(wanted, essay)
                except SourceError:
                    # It is gone, or cannot be read now: the scan tells.
                    continue
                if found is not None:
                    yield found

    def look(self, wanted: Wanted, essay: Essay, view: View | None = None) -> Found | None:
        """What of *essay* is wanted, or None; *view* is its text, if that is at hand."""
        words, text = self._words_of(wanted), FoundIn(essay, self.kept, self.read, view)
        match wanted:
            case Term(pattern, "") if text.plain is not None:
                # Nearly always: whoever only prints lines need not know each match.
                is_there = next(text.matches(pattern), None) is not None
                return Found(essay, (), text, words, pattern) if is_there else None
        looking = _Looking(essay, text, self._marks[essay.id], words)
        spans = looking.spans(wanted)
        if spans is None:
            return None
        apart = _apart(spans)
        held = tuple(_held(apart, looking.held)) if words.are_several and apart else ()
        return Found(essay, tuple(looking.notes), text, words, apart, held)

    def holders(self, wanted: Wanted, part: Part | None = None) -> set[int] | None:
        """The numbers of the essays that may have what is wanted, of those in the index or in a part
        of it; None: any.
        """
        match wanted:
            case Term(pattern, "" | "heading"):
                if not pattern.runs:
                    return None
                return self._texts.holders(grams_wanted(pattern.runs), self._opened, part)
            case Term(pattern, "note"):
                marks = ((essay, mark) for essay, found in self._marks.items() for mark in found)
                return {number_of(essay) for essay, mark in marks if _is_noted(pattern, mark)}
            case Term(pattern, field):
                essays = self._session.essays
                return {number_of(one.id) for one in essays if _has(pattern, one, field)}
            case Not():
                return None
            case All(each):
                return _intersection([self.holders(one, part) for one in each])
            case Near(left, right):
                return _intersection([self.holders(left, part), self.holders(right, part)])
            case Any(each):
                found = [self.holders(one, part) for one in each]
                return None if None in found else set().union(*(one or () for one in found))

    def kept(self, essay: Essay) -> Kept | None:
        """The text of an essay in the index, if that is all that may be seen of it."""
        number = number_of(essay.id)
        if essay.regions and self._opened.get(number):
            return None
        return self._texts.kept(number, essay.title)

    def read(self, essay: Essay) -> View:
        """An essay from its source, through its open regions. SourceError says why it cannot be."""
        return self._session.view_of(essay)

    def _words_of(self, wanted: Wanted) -> Words:
        if self._words is None or self._words[0] is not wanted:
            self._words = wanted, Words(wanted)
        return self._words[1]

    def _holders_by_part(self, wanted: Wanted) -> Iterator[Set[int]]:
        """What `holders` names, part by part, and each once."""
        named: set[int] = set()
        for part in self._texts.parts():
            found = self.holders(wanted, part)
            if found is None:
                yield self._texts.numbers() - named
                return
            yield found - named
            named |= found

    def _candidates(self, wanted: Wanted) -> Iterator[list[Essay]]:
        """The essays that may have what is wanted, each once: by the parts of the index, in the
        library's order. What is not in the index may have anything.
        """
        places, essays = self._session.places, self._session.essays
        named: set[int] = set()

        def unnamed(numbers: Set[int]) -> list[Essay]:
            found = sorted(places[number] for number in numbers - named)
            named.update(numbers)
            return [essays[place] for place in found]

        parts = self._texts.parts()
        for part in parts:
            holders = self.holders(wanted, part)
            if holders is None:
                yield unnamed(places.keys()) if named else list(essays)
                return
            found = holders & places.keys()
            if len(parts) == 1:
                found |= places.keys() - self._texts.numbers()
            yield unnamed(found)
        if len(parts) != 1:
            yield unnamed(places.keys() - self._texts.numbers())

    def _titled(self, wanted: Wanted, essays: Sequence[Essay]) -> dict[int, None]:
        """The numbers in *essays* of those whose titles have a word that is wanted."""
        titles = "\n".join(essay.title for essay in essays)
        starts = [0]
        for essay in essays:
            starts.append(starts[-1] + len(essay.title) + 1)
        found: dict[int, None] = {}
        for term, is_wanted in terms(wanted):
            if is_wanted and term.field in ("", "title") and term.pattern.runs:
                for start, _end in term.pattern.spans(titles, lambda start, end: False):
                    found[bisect_right(starts, start) - 1] = None
        return found


class _Looking:
    """One essay that is looked through."""

    def __init__(
        self, essay: Essay, text: FoundIn, marks: Sequence[Bookmark], words: Words
    ) -> None:
        self.essay = essay
        self.text = text
        self.notes: list[Bookmark] = []
        self.held: list[tuple[int, list[Span]]] = []
        """The matches of each word that is wanted."""
        self._marks = marks
        self._words = words

    def spans(self, wanted: Wanted) -> list[Span] | None:
        """Where the essay has what is wanted, in no order; None if it has it not."""
        match wanted:
            case Term():
                return self._of_term(wanted)
            case Not(one):
                return None if self.spans(one) is not None else []
            case Any(each):
                found = [spans for one in each if (spans := self.spans(one)) is not None]
                return [span for spans in found for span in spans] if found else None
            case All(each):
                together: list[Span] = []
                for one in each:
                    spans = self.spans(one)
                    if spans is None:
                        return None
                    together += spans
                return together
            case Near(left, right, distance):
                return self._near(left, right, distance)

    def _of_term(self, term: Term) -> list[Span] | None:
        match term.field:
            case "":
                found = list(self.text.matches(term.pattern))
                self.held.append((self._words.bit(term), found))
                return found or None
            case "heading":
                matches = self.text.matches(term.pattern)
                block = self.text.view.block_span
                return [span for span in matches if block(span[0])[2] is Kind.HEADING] or None
            case "note":
                notes = [mark for mark in self._marks if _is_noted(term.pattern, mark)]
                self.notes += (mark for mark in notes if mark not in self.notes)
                return [_place(mark, self.essay.end) for mark in notes] or None
            case field:
                return [] if _has(term.pattern, self.essay, field) else None

    def _near(self, left: Term, right: Term, distance: int) -> list[Span] | None:
        ones, others = self._of_term(left) or [], self._of_term(right) or []
        found: list[Span] = []
        first = 0
        for start, end in ones:
            while first < len(others) and others[first][1] < start - distance:
                first += 1
            near = first
            while near < len(others) and others[near][0] <= end + distance:
                if others[near] != (start, end):
                    found += [(start, end), others[near]]
                near += 1
        return found or None


def _portions(essays: Iterable[Essay]) -> Iterator[list[Essay]]:
    """Essays by the dozen: few first, so that the first result does not wait."""
    left, size = iter(essays), _FIRST
    while some := list(islice(left, size)):
        yield some
        size = min(2 * size, RANKED)


def _has(pattern: Pattern, essay: Essay, field: str) -> bool:
    """Whether something that is known of an essay has what is looked for."""
    said: Iterable[str] = essay.tags
    if field != "tag":
        said = (essay.title if field == "title" else essay.author,)
    return any(next(pattern.spans(one), None) is not None for one in said)


def _is_noted(pattern: Pattern, mark: Bookmark) -> bool:
    """Whether the reader wrote what is looked for."""
    said = (mark.label, mark.note, *mark.tags)
    return any(next(pattern.spans(one), None) is not None for one in said)


def _place(mark: Bookmark, end: int) -> Span:
    """Where a bookmark was made."""
    start = mark.place.get("start")
    at = min(max(0, start), max(0, end - 1)) if isinstance(start, int) else 0
    return at, at


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans in order; of those that overlap, what they are together."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif not found or (start, end) != found[-1]:
            found.append((start, end))
    return tuple(found)


def _held(apart: Sequence[Span], words: Iterable[tuple[int, list[Span]]]) -> list[int]:
    """Which words each of the spans *apart* is, by the matches of each word."""
    held = [0] * len(apart)
    places = {start: n for n, (start, _end) in enumerate(apart)}
    for bit, spans in words:
        for start, _end in spans:
            n = places.get(start)
            if n is None:
                # Part of a longer one, or not meant: not near enough to another word.
                n = bisect_right(apart, (start, _BEHIND_ALL)) - 1
                if n < 0 or start >= apart[n][1]:
                    continue
            held[n] |= bit
    return held


def _intersection(sets: Sequence[set[int] | None]) -> set[int] | None:
    known = [one for one in sets if one is not None]
    return set.intersection(*known) if known else None
