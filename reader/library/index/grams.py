"""What stands in a text, as numbers that can be compared: its grams.

A gram is one character, two neighbours, or three Latin letters or digits, as a number below
`BUCKETS`. Different ones may share a number, so grams only say where words cannot be: what remains
is looked through. Being numbers that many texts share, they give no text away, and a closed region
may have them in the index.

The numbers of all neighbours are computed at once, by arithmetic on the whole text as one integer of
32 bits a character.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from reader.regex import regex

BUCKETS = 1 << 17
UNIT = 4096
"""Code points of a text that are taken together: more would have nearly all grams."""
LAST = UNIT * 3 // 2
"""Code points of a text's last unit, at most: most essays are one then, or two that are alike."""
OVERLAP = 64
"""Code points that two units share: a phrase that is not longer lies wholly in one of them."""

_PAIR, _TRIPLE, _SINGLE = 937, 859, 40_503
"""Odd factors that scatter; with 21 bits of a code point, the first two stay within 32 bits."""
_MASK = BUCKETS - 1
_LANE = _MASK.to_bytes(4, "little")
_SEAM = regex("\n[ \u3000]*|[\xad\u200b\u2060\ufeff]+")
"""What a reader does not see between two characters (`reader.text.pattern`)."""
_SEAMS = ("\n ", "\n\u3000", "\xad", "\u200b", "\u2060", "\ufeff")
"""Without any of these, line ends are all that is not seen."""
_APART = bytes(
    code if chr(code) in "0123456789abcdefghijklmnopqrstuvwxyz" else 32 for code in range(256)
)
"""ASCII as it is, as far as words are made of it; blanks in place of all else."""
_MOST_WAYS = 64
"""Ways of writing one gram that are looked up; one that has more is left out."""
_CONTEXTUAL = "σς"
"""Letters that `str.lower` chooses by what stands behind them."""


def units(length: int) -> Iterator[tuple[int, int]]:
    """The spans of a text of *length* code points that are taken together; at least one."""
    start = 0
    while start + LAST < length:
        yield start, start + UNIT
        start += UNIT - OVERLAP
    yield start, length


def grams(text: str) -> set[int]:
    """The grams of *text*."""
    text = text.lower()
    text = _SEAM.sub("", text) if any(seam in text for seam in _SEAMS) else text.replace("\n", "")
    words = text.encode("ascii", "replace").translate(_APART).split()
    long = b" ".join([word for word in words if len(word) > 2]).decode("ascii")
    numbers = _numbers(text, 2) + _numbers(long, 3)
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        # Each product lies within its 32 bits. An array is gone through faster than a view of bytes.
        return set(array("I", _numbers(text, 1) + numbers))
    return set(array("I", numbers)).union([ord(one) * _SINGLE & _MASK for one in set(text)])


def wanted(runs: Iterable[Sequence[frozenset[str]]]) -> list[frozenset[int]]:
    """What a unit must have, to hold a phrase: of each set, at least one gram.

    *runs* are stretches of the phrase that stand in the text without a gap: for each place, all
    characters that would do.
    """
    found: dict[frozenset[int], None] = {}
    left = OVERLAP
    for run in runs:
        places = [_lowered(one) for one in run[:left]]
        left -= len(places)
        for size in (1, 2, 3):
            for start in range(len(places) - size + 1):
                ways = _ways(places[start : start + size])
                if ways:
                    found[ways] = None
    # What stands in few texts is asked for first: longer grams, at the end.
    return list(found)[::-1]


def packed(numbers: Iterable[int]) -> bytes:
    """Grams as bytes, sorted."""
    return array("I", sorted(numbers)).tobytes()


def unpacked(data: bytes) -> "array[int]":
    """Grams from what `packed` made of them."""
    found = array("I", [])
    found.frombytes(data)
    return found


def _numbers(text: str, size: int) -> bytes:
    """The grams of *size* neighbours, in order, 32 bits each."""
    count = len(text) - size + 1
    if count < 1:
        return b""
    lanes = int.from_bytes(text.encode("utf-32-le", "surrogatepass"), "little")
    if size == 1:
        lanes *= _SINGLE
    elif size == 2:
        lanes = lanes * _PAIR + (lanes >> 32)
    else:
        lanes = lanes * _TRIPLE + (lanes >> 32) * _PAIR + (lanes >> 64)
    lanes &= int.from_bytes(_LANE * count, "little")
    return lanes.to_bytes(4 * count, "little")


def _lowered(places: frozenset[str]) -> frozenset[str]:
    """The same characters as `grams` sees them; none if that depends on their neighbours."""
    small = frozenset(one.lower() for one in places)
    is_sure = all(len(one) == 1 and one not in _CONTEXTUAL for one in small)
    return small if is_sure else frozenset()


def _ways(places: Sequence[frozenset[str]]) -> frozenset[int]:
    """The grams of all ways to write neighbours; none if there are too many, or no such gram."""
    count = 1
    for place in places:
        count *= len(place)
    if not 0 < count <= _MOST_WAYS:
        return frozenset()
    found = set()
    for way in product(*places):
        codes = [ord(one) for one in way]
        if len(codes) == 1:
            found.add(codes[0] * _SINGLE & _MASK)
        elif len(codes) == 2:
            found.add(codes[0] * _PAIR + codes[1] & _MASK)
        elif all(_WORD_LETTER.match(one) for one in way):
            found.add(codes[0] * _TRIPLE + codes[1] * _PAIR + codes[2] & _MASK)
        else:
            return frozenset()
    return frozenset(found)


_WORD_LETTER = regex("[0-9a-z]")
