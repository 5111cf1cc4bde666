"""How long a text is, in what a reader counts: 字 and words, and the minutes they take."""

from __future__ import annotations

from reader.regex import regex
from reader.text.rows import count, kana_in, rows_of_whole
from reader.values import NamedTuple

# BMP classes only: an astral range makes CPython's `re` several times slower, and rare ideographs
# change no count that a person reads.
_HAN = regex("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_HAN_ROWS = bytes((*range(0x34, 0x4D), *range(0x4E, 0xA0), *range(0xAC, 0xD7), 0xF9, 0xFA))
_MIXED_ROWS = b"\x4d\xd7"
_KANA_ROW = 0x30
_SIGNS = "\u3005\u3006\u3007"
"""What counts as Han among the punctuation in the row of kana."""
_WORD = regex(
    "[0-9A-Za-z\u00c0-\u024f\u0370-\u1fff]+(?:['’.,-][0-9A-Za-z\u00c0-\u024f\u0370-\u1fff]+)*"
)

_LETTER_ROWS = bytes(range(0x01, 0x20))
_LETTERS = bytes(
    (chr(code).isascii() and chr(code).isalnum()) or code >= 0xC0 for code in range(256)
)
"""For each character of Latin-1 whether `_WORD` has it as a letter."""
_JOINING = bytes(chr(code) in "'.,-" for code in range(256))
"""The same of what may hold a word together."""

HAN_A_MINUTE = 400
"""字 a practised reader takes in a minute; a common figure for screens is 300 to 500."""
WORDS_A_MINUTE = 238
"""Words of English a minute, read silently: the mean of Brysbaert's meta-analysis (2019)."""


class Length(NamedTuple):
    """What a text holds to read."""

    han: int = 0
    """Chinese characters (also kana and hangul syllables), without punctuation."""
    words: int = 0
    """Latin words and numbers."""

    @property
    def seconds(self) -> float:
        """The reading time, in seconds."""
        return 60 * (self.han / HAN_A_MINUTE + self.words / WORDS_A_MINUTE)

    @property
    def minutes(self) -> int:
        """The reading time in whole minutes; at least one where there is anything to read."""
        return max(1, round(self.seconds / 60)) if self.han or self.words else 0

    @property
    def in_words(self) -> bool:
        """Whether a person would count this text in words rather than in 字."""
        return self.words > self.han

    @property
    def shown(self) -> int:
        """The number to show: words of a text in words, else 字 with each Latin word as one."""
        return self.words if self.in_words else self.han + self.words


def length(text: str) -> Length:
    """How long *text* is."""
    if text.isascii():
        return Length(0, _latin_words(text.encode("ascii")))
    rows = rows_of_whole(text)
    return Length(_han(text, rows), _words(text, rows))


def _words(text: str, rows: bytes) -> int:
    """How many words *text* has."""
    if count(rows, _LETTER_ROWS):
        return sum(1 for _ in _WORD.finditer(text))
    return _latin_words(text.replace("’", "'").encode("latin-1", "replace"))


def _latin_words(text: bytes) -> int:
    """How many words *text* has, in Latin-1: stretches of letters, but for the signs that join two of them.

    Counted in two numbers that have a byte for each character. 11,800 letters take 0.1 ms; to look for each word, 0.6.
    """
    letters = int.from_bytes(text.translate(_LETTERS), "little")
    signs = int.from_bytes(text.translate(_JOINING), "little")
    begun = letters & ~(letters << 8)
    joints = signs & letters << 8 & letters >> 8
    return begun.bit_count() - joints.bit_count()


def _han(text: str, rows: bytes) -> int:
    if count(rows, _MIXED_ROWS):
        return sum(map(len, _HAN.findall(text)))
    han = count(rows, _HAN_ROWS)
    if _KANA_ROW in rows:
        han += kana_in(text, rows) + sum(map(text.count, _SIGNS))
    return han
