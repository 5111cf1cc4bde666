"""What was found in an essay: the matches, the places and lines that they are in, and the text around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reader.library.essay import Essay
from reader.memo import cached_property
from reader.session.hits import Hit, Words, hits
from reader.text.document import Kind
from reader.text.search import Search
from reader.text.view import View
from reader.values import dataclass

if TYPE_CHECKING:
    from reader.library.index.fulltext import Kept
    from reader.session.kept import Bookmark
    from reader.text.pattern import Pattern

Span = tuple[int, int]


class Line(NamedTuple):
    """A line of an essay, without its end."""

    start: int
    end: int
    spans: tuple[Span, ...]
    """The matches in it; none in a line that only stands near one."""


@dataclass(frozen=True)
class Found:
    """An essay that has what was wanted."""

    essay: Essay
    notes: tuple[Bookmark, ...]
    """The bookmarks that were meant."""
    _text: FoundIn
    _words: Words
    _matches: tuple[Span, ...] | Pattern
    """Where it is; or the one word that is looked for in a text that is at hand: a first match of it is known."""
    _held: tuple[int, ...] = ()
    """Which words each of the matches is; empty where that does not matter."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where it is, in order and apart. None where the essay's title, author or tags were meant."""
        if isinstance(self._matches, tuple):
            return self._matches
        return tuple(self._text.matches(self._matches))

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The places that have something of it: those that have all words first, then in order."""
        found = hits(self.spans, self._held, self._words, self.text)
        return tuple(sorted(found, key=lambda hit: not hit.has_all) if self._held else found)

    @property
    def has_several_words(self) -> bool:
        """Whether a match is not all that was wanted."""
        return bool(self._held)

    @property
    def is_together(self) -> bool:
        """Whether all words stand together somewhere."""
        return not self._held or self.hits[0].has_all

    def has_all(self, start: int, end: int) -> bool:
        """Whether all words are among the matches that begin from *start* to *end*."""
        if not self._held:
            return True
        first, behind = bisect_left(self.spans, (start,)), bisect_left(self.spans, (end,))
        some = 0
        for words in self._held[first:behind]:
            some |= words
        return self._words.has_all(some)

    def lines(self) -> Iterator[Line]:
        """The lines that have all words; where none has, those with some of them. Of an essay that was found by
        its title alone, the title.
        """
        lines = self._lines_with_any()
        if not self.has_several_words:
            return lines
        known = list(lines)
        return iter([one for one in known if self.has_all(one.start, one.end)] or known)

    def bare_lines(self) -> Iterator[tuple[int, str]]:
        """Where these lines begin, and what may be seen of them: for those who do not ask for the matches."""
        matches = self._matches
        if isinstance(matches, tuple) or matches.may_cross_lines:
            return ((line.start, self.text(line.start, line.end)) for line in self.lines())
        return self._text.lines_with(matches)

    def _lines_with_any(self) -> Iterator[Line]:
        start, end, spans = 0, -1, list[Span]()
        for span in self.spans or ((0, 0),):
            if span[0] > end:
                if end >= 0:
                    yield Line(start, end, tuple(spans))
                start, end = self.line(span[0])
                spans = []
            spans.append(span)
            if span[1] > end:
                # A match may run on into the next lines of a poem.
                end = max(end, self.line(max(span[0], span[1] - 1))[1])
        yield Line(start, end, tuple(spans))

    @property
    def view(self) -> View:
        """The essay through its open regions."""
        return self._text.view

    @property
    def plain(self) -> str | None:
        """All of the text, if it is at hand and nothing in it can be closed."""
        return self._text.plain

    def line(self, offset: int) -> Span:
        """The line of the text around *offset*: a paragraph, a line of verse, a row of a table."""
        return self._text.line(offset)

    def text(self, start: int, end: int) -> str:
        """What may be seen of a span."""
        return self._text.text(start, end)

    def section_path(self, offset: int) -> tuple[str, ...]:
        """The titles of the sections around *offset*, outermost first."""
        return self._text.section_from(offset)[0]

    def section_from(self, offset: int) -> tuple[tuple[str, ...], int]:
        """The same, and up to where it is surely these."""
        return self._text.section_from(offset)

    @property
    def rank(self) -> tuple[bool, int, float]:
        """Less is better: all words together; in the title, in a heading, in the text; then the denser
        the better.
        """
        _start, title_end, _kind = self.view.block_span(0)
        in_title = not self.spans or self.spans[0][0] < title_end
        kinds = (self.view.block_span(start)[2] for start, _ in self.spans[:50])
        tier = 0 if in_title else 1 if Kind.HEADING in kinds else 2
        return not self.is_together, tier, -len(self.spans) / (1000 + self.essay.end)


class FoundIn:
    """The text of an essay, from where it is quickest to be had."""

    def __init__(
        self,
        essay: Essay,
        kept: Callable[[Essay], Kept | None],
        read: Callable[[Essay], View],
        view: View | None,
    ) -> None:
        """*kept* gives what the index has, if that is all that may be seen; *read* reads the source; *view* is the
        text, if that is known.
        """
        self._essay = essay
        self._kept_of = kept
        self._read = read
        self._given = view

    @cached_property
    def _kept(self) -> Kept | None:
        return None if self._given is not None else self._kept_of(self._essay)

    @cached_property
    def plain(self) -> str | None:
        """All of the text, if it is at hand and nothing in it can be closed."""
        return None if self._essay.regions or self._kept is None else self._kept.text

    @cached_property
    def view(self) -> View:
        """The essay through its open regions."""
        if self._given is not None:
            return self._given
        return self._kept.view() if self._kept else self._read(self._essay)

    def matches(self, pattern: Pattern) -> Iterator[Span]:
        """The matches of a pattern, in order."""
        if self.plain is None or pattern.query.is_regex:
            search = Search(self.view, pattern)
            return iter(search.spans_in(0, self.view.end))
        # The same without making a document of it first.
        return pattern.spans(self.plain, self._fits)

    def lines_with(self, pattern: Pattern) -> Iterator[tuple[int, str]]:
        """The lines that have a match of a pattern that crosses none. For a text that is at hand."""
        text = self.plain or ""
        match_in = pattern.finder_in(text)
        at = 0
        for line in text.split("\n"):
            if match_in(line) is not None:
                yield at, line
            at += len(line) + 1

    def line(self, offset: int) -> Span:
        """The line around *offset*."""
        if (plain := self.plain) is not None:
            end = plain.find("\n", offset)
            return plain.rfind("\n", 0, offset) + 1, len(plain) if end < 0 else end
        start, end, _kind = self.view.block_span(offset)
        # The line end behind a block belongs to it, and to its last line.
        offset = max(start, min(offset, end - 1))
        around = next((one for one in self.view.visible(start, end) if one[1] > offset), None)
        if around is None:
            return offset, offset
        start, end = around
        text = self.view.text(start, end)
        first = text.rfind("\n", 0, offset - start) + 1
        last = text.find("\n", offset - start)
        return start + first, end if last < 0 else start + last

    def text(self, start: int, end: int) -> str:
        """What may be seen of a span."""
        return self.view.text(start, end) if self.plain is None else self.plain[start:end]

    def section_from(self, offset: int) -> tuple[tuple[str, ...], int]:
        """The titles of the sections around *offset*, outermost first; and up to where it is surely these."""
        if self.plain is not None and self._kept is not None:
            return self._kept.section_from(offset)
        return self.view.section_path(offset), offset + 1

    def _fits(self, start: int, end: int) -> bool:
        first, behind, kind = self.view.block_span(start)
        return first <= start and end <= behind and kind is not Kind.TABLE
