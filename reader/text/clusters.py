"""Where one may cut between characters as a person counts them: grapheme clusters (UAX #29).

They are the extended ones; the rules are wcwidth's, which is imported (30 ms) only for text that
needs them: in most essays every code point is a cluster, and a regular expression shows it at once.
No step costs time in proportion to the text.
"""

from __future__ import annotations

from itertools import accumulate

from reader.text.repertoire import is_simple

_REACH = 4096
"""How far a step looks back for a place where a cluster certainly begins, in code points."""


def needs_rules(text: str) -> bool:
    """Whether *text* may have clusters of more than one code point."""
    return not is_simple(text.replace("\n", " ") if "\n" in text else text)


def boundaries(text: str) -> list[int]:
    """Where the clusters of *text* begin, and its length: `[0, …, len(text)]`; `[0]` for the empty
    text.
    """
    if not needs_rules(text):
        return list(range(len(text) + 1))
    from wcwidth import iter_graphemes

    return [0, *accumulate(map(len, iter_graphemes(text)))]


def next_boundary(text: str, index: int) -> int:
    """The first boundary behind *index*; the length of *text* if there is none.

    Exact unless the 4,096 code points before *index* have no two simple characters side by side.
    """
    if index + 1 >= len(text):
        return len(text)
    if is_simple(text[index : index + 2]):
        return index + 1
    reach = 32
    while True:
        stop = min(index + reach, len(text))
        for boundary in _from_safe_start(text, index, stop):
            if index < boundary < stop:
                return boundary
        if stop == len(text):
            return stop
        reach *= 4


def previous_boundary(text: str, index: int) -> int:
    """The last boundary before *index*; 0 if there is none. Exact as `next_boundary` is."""
    if index <= 1:
        return 0
    if is_simple(text[index - 2 : index]):
        return index - 1
    found = 0
    for boundary in _from_safe_start(text, index - 1, min(index, len(text))):
        if boundary < index:
            found = boundary
    return found


def _from_safe_start(text: str, index: int, stop: int) -> list[int]:
    """Boundaries from a place at or before *index* where a cluster certainly begins, up to
    *stop*.
    """
    start = index
    limit = max(0, index - _REACH)
    while start > limit and not is_simple(text[start - 1 : start + 1]):
        start -= 1
    return [start + boundary for boundary in boundaries(text[start:stop])]
