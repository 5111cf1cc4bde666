"""Fingerprints of what stands around a place, farther off than the context that is quoted.

They tell a passage from a copy of it with its context: a sentence that was put in again at another
place stands among other neighbours. A fingerprint is a number, not a quotation: a CRC of a few
letters. Of all pieces on a side, those with the smallest CRCs are kept (bottom-k sampling, Broder
1997), so that insertions and deletions shift nothing.
"""

from heapq import nsmallest
from zlib import crc32

from reader.text.anchor.folding import weight

REACH = 300
"""How many letters on either side are looked at."""

KEPT = 6
"""How many fingerprints of a side are kept."""


def fingerprints(letters: str, start: int, end: int) -> list[int]:
    """The fingerprints to keep of what stands before *start* and behind *end* in *letters*."""
    before, after = _sides(letters, start, end)
    return nsmallest(KEPT, before) + nsmallest(KEPT, after - before)


def shared(kept: frozenset[int], letters: str, start: int, end: int) -> float:
    """The part of the *kept* fingerprints that is found around another place, 0 to 1."""
    before, after = _sides(letters, start, end)
    return len(kept & (before | after)) / max(1, len(kept))


def _sides(letters: str, start: int, end: int) -> tuple[set[int], set[int]]:
    """The fingerprints of all pieces before *start* and behind *end*."""
    return _pieces(letters[max(0, start - REACH) : start]), _pieces(letters[end : end + REACH])


def _pieces(letters: str) -> set[int]:
    """A fingerprint for each four Chinese or ten Latin letters in a row."""
    size = 4 if weight(letters) > 2 * len(letters) else 10
    data = letters.encode("utf-32-le")
    return {
        crc32(data[place : place + 4 * size]) for place in range(0, len(data) - 4 * size + 1, 4)
    }
