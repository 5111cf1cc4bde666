"""Where matches are read together: the places that a search shows, each with all the matches in it.

A place is what a person would call one: a sentence, a line of verse, a row of a table; and where several
words are wanted, as much of a line of the text as has all of them. Nothing is left out: each match is
in one place.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.regex import regex
from reader.session.query import All, Any, Near, Not, Term, Wanted, terms
from reader.text.sentence import sentence_end

Span = tuple[int, int]

SIGHT = 400
"""Code points that one place extends over at most: what is seen at a glance."""
_SAME, _BOUND, _SENTENCE, _LINE = range(4)
"""What is between a match and the one before it: nothing that parts them; nothing, and both are
needed for all words; the end of a sentence; the end of a line, or too much text.
"""
_SURELY = "。！？｡︒"
_ENDING = regex("[\n。！？｡︒!?….]")


class Hit(NamedTuple):
    """A place in an essay."""

    spans: tuple[Span, ...]
    """The matches in it, in order; at least one."""
    has_all: bool
    """Whether it has all the words that are wanted."""


class Words:
    """The words of a query that are looked for in the text, to tell where all of them are."""

    def __init__(self, wanted: Wanted) -> None:
        plain = [term for term, is_wanted in terms(wanted) if is_wanted and not term.field]
        self._wanted = wanted
        # By identity: to hash a pattern takes longer than all the rest.
        self._bits = {id(term): 1 << n for n, term in enumerate(plain)}
        self._known: dict[int, bool] = {}
        self.are_several = not all(self.has_all(bit) for bit in self._bits.values())
        """Whether one of them alone is not all that is wanted."""

    def bit(self, term: Term) -> int:
        """The bit that stands for a word in sets of them; 0 for one that is not looked for."""
        return self._bits.get(id(term), 0)

    def has_all(self, some: int) -> bool:
        """Whether *some* words are all that are wanted together."""
        known = self._known.get(some)
        if known is None:
            known = self._known[some] = self._has(self._wanted, some)
        return known

    def _has(self, wanted: Wanted, some: int) -> bool:
        match wanted:
            case Term(_, ""):
                return bool(self.bit(wanted) & some)
            case Term() | Not():
                # Known of an essay as a whole, or of another place in it.
                return True
            case All(each):
                return all(self._has(one, some) for one in each)
            case Any(each):
                return any(self._has(one, some) for one in each)
            case Near(left, right):
                return self._has(left, some) and self._has(right, some)


def hits(
    spans: Sequence[Span],
    held: Sequence[int],
    words: Words,
    text: Callable[[int, int], str],
) -> list[Hit]:
    """The places of an essay, in order.

    *spans* are the matches, in order and apart; *held* says which words each of them is, and is empty
    where that does not matter; *text* gives what stands in a span.
    """
    if not spans:
        return []
    between = [_LINE]
    for (start, end), (behind, stop) in pairwise(spans):
        between.append(_between(text, start, end, behind, stop))
    if held:
        _bind(spans, held, words, between)
    found: list[Hit] = []
    first = 0
    for n in range(1, len(spans) + 1):
        joins = between[n] if n < len(spans) else _LINE
        if joins == _BOUND or (joins == _SAME and spans[n][1] - spans[first][0] <= SIGHT):
            continue
        has_all = not held or words.has_all(_together(held[first:n]))
        found.append(Hit(tuple(spans[first:n]), has_all))
        first = n
    return found


def _between(text: Callable[[int, int], str], start: int, end: int, behind: int, stop: int) -> int:
    """What parts the match `[start, end)` from the next one, `[behind, stop)`."""
    if stop - start > SIGHT:
        return _LINE
    said = text(end, behind)
    ending = _ENDING.search(said)
    if ending is None:
        return _SAME
    if "\n" in said:
        return _LINE
    if ending[0] in _SURELY:
        return _SENTENCE
    ends_at = sentence_end(text(start, stop), end - start)
    return _SENTENCE if ends_at <= behind - start else _SAME


def _bind(spans: Sequence[Span], held: Sequence[int], words: Words, between: list[int]) -> None:
    """Bind the matches that are all words together and stand closest, wherever sentences end."""
    first = 0
    for last in range(len(spans)):
        if between[last] == _LINE:
            first = last
        some, n = 0, last
        while n >= first and spans[last][1] - spans[n][0] <= SIGHT:
            some |= held[n]
            if words.has_all(some):
                between[n + 1 : last + 1] = [_BOUND] * (last - n)
                first = last + 1
                break
            n -= 1


def _together(held: Sequence[int]) -> int:
    some = 0
    for one in held:
        some |= one
    return some
