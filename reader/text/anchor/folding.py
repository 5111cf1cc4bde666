"""Text reduced to what survives re-setting it: letters and digits, in one form.

Two texts that say the same in other clothes (full-width digits, other quotation marks, lines
wrapped elsewhere, traditional characters, capitals, Markdown marks) fold to the same letters, and
every letter knows the offset that it came from. Comparing the letters is left to others.
"""

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from reader.regex import regex

UNREAD = regex(r"(?<=\])\([^()\n]*(?:\)|\Z)|\[\^[^\]\s]{1,32}\]|\[\d{1,3}\]")
"""What stands in a source but is not read: link targets, references to notes."""

BLOCK = 256
"""Code points folded at a time: many, to be quick; few, because they are searched one by one."""


class Letters(dict[int, str]):
    """The letters that each code point stands for, found out once; a table for `str.translate`."""

    def __init__(self) -> None:
        from reader.text.traditional import simplified

        self._simplified = simplified()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).casefold()
        if "<super>" in unicodedata.decomposition(character) and plain.isdigit():
            plain = ""
        if not "\uac00" <= plain <= "\ud7a3":
            plain = unicodedata.normalize("NFD", plain)
        folded = "".join(self._simplified.get(one, one) for one in plain if one.isalnum())
        self[code] = folded
        return folded


LETTERS = Letters()


class Folded:
    """The letters of a text, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        read = UNREAD.sub(lambda unread: " " * len(unread[0]), text) if "[" in text else text
        self._read = read
        blocks = [
            read[start : start + BLOCK].translate(LETTERS) for start in range(0, len(read), BLOCK)
        ]
        self.letters = "".join(blocks)
        self._starts = list(accumulate(map(len, blocks), initial=0))

    def offset(self, index: int) -> int:
        """The offset of the letter *index*; the text's length for one past the end."""
        if index >= len(self.letters):
            return len(self.text)
        block = bisect_right(self._starts, index) - 1
        left = index - self._starts[block]
        start = block * BLOCK
        for offset, character in enumerate(self._read[start : start + BLOCK], start):
            left -= len(LETTERS[ord(character)])
            if left < 0:
                return offset
        raise AssertionError("a block holds the letters counted for it")

    def index(self, offset: int) -> int:
        """How many letters stand before *offset*."""
        block = offset // BLOCK
        start = block * BLOCK
        return self._starts[block] + len(self._read[start:offset].translate(LETTERS))

    def beginning(self, index: int, passage: str) -> int:
        """The offset where *passage* begins if its first letter is the letter *index* here.

        The blanks and marks before that letter are the passage's as far as it had some itself.
        """
        first = self.offset(index - 1) + 1 if index else 0
        last = self.offset(index)
        lead = passage[: Folded(passage).offset(0)]
        gap = self.text[first:last]
        if (place := gap.rfind(lead)) >= 0:
            return first + place if lead else last
        marks = [place for place, one in enumerate(gap) if not one.isspace()]
        count = sum(not one.isspace() for one in lead)
        return first + marks[-count:][0] if count and marks else last

    def ending(self, index: int, passage: str) -> int:
        """The offset where *passage* ends if its last letter is the one before *index* here."""
        first = self.offset(index - 1) + 1 if index else 0
        last = self.offset(index)
        own = Folded(passage)
        trail = passage[own.offset(len(own.letters) - 1) + 1 :] if own.letters else passage
        gap = self.text[first:last]
        if (place := gap.find(trail)) >= 0:
            return first + place + len(trail)
        marks = [place for place, one in enumerate(gap) if not one.isspace()]
        count = sum(not one.isspace() for one in trail)
        return first + marks[:count][-1] + 1 if count and marks else first


def weight(letters: str) -> int:
    """How much *letters* tell, in bytes of UTF-8: a Chinese character as much as three Latin ones."""
    return len(letters.encode())
