"""NFC with a memory: composed text, and where each offset of the text as it was has gone.

Two spellings of one letter must be found by one search and give one quotation, so documents are in
NFC. Only what changes is remembered: clusters of a base and its marks, Hangul jamo, and singletons
such as the compatibility ideographs.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from reader.regex import regex
from reader.values import NamedTuple

_COMMON = (
    "\x00-\u02ff\u2010-\u2027\u3001-\u3029\u3041-\u3098\u309b-\u312f\u3400-\u9fff\uff00-\uffef"
)
"""What never changes under NFC, nor composes with what stands before it; there is more."""
_UNCOMMON = regex(f"[^{_COMMON}]")
_SECOND_LETTERS = frozenset((*range(0x1160, 0x1200), *range(0x16D40, 0x16D80)))
"""Letters that compose with what stands before them: jamo, and the vowel signs of Kirat Rai."""


class Shift(NamedTuple):
    """Where offsets have gone."""

    anchors: list[tuple[int, int]]
    """Pairs (offset before, offset after) from which both run alike, sorted; begins with (0, 0)."""

    def after(self, offset: int) -> int:
        """The offset in the composed text: inside a cluster that became shorter, no further than
        its end.
        """
        index = bisect_right(self.anchors, (offset, 1 << 62)) - 1
        before, after = self.anchors[index]
        found = after + offset - before
        return min(found, self.anchors[index + 1][1]) if index + 1 < len(self.anchors) else found


_NONE = Shift([(0, 0)])


def composed(text: str) -> tuple[str, Shift]:
    """*text* in NFC, and where its offsets went."""
    if unicodedata.is_normalized("NFC", text):
        return text, _NONE
    parts: list[str] = []
    anchors = [(0, 0)]
    seen = size = 0
    for start, end in _clusters(text):
        cluster = text[start:end]
        new = unicodedata.normalize("NFC", cluster)
        if new == cluster:
            continue
        parts += (text[seen:start], new)
        size += start - seen
        anchors.append((start, size))
        size += len(new)
        anchors.append((end, size))
        seen = end
    parts.append(text[seen:])
    return "".join(parts), Shift(anchors)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans that may change, each with the base before it; nothing in one composes with anything
    outside.
    """
    spans: list[tuple[int, int]] = []
    for match in _UNCOMMON.finditer(text):
        at = match.start()
        start = max(0, at - 1) if _joins(match[0]) else at
        if spans and spans[-1][1] > start:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((start, at + 1))
    return spans


def _joins(character: str) -> bool:
    """Whether *character* may compose with the one before it."""
    return (
        unicodedata.category(character)[0] == "M"
        or unicodedata.combining(character) != 0
        or ord(character) in _SECOND_LETTERS
    )
