"""How many characters of a script a text has, counted at the speed of bytes.

Most scripts fill whole rows of Unicode, 256 code points each. The row of every character, one byte, is had from the
text in one step; a set of rows is counted in another. Of 3,300 characters this takes 8 µs, a class of a regular
expression 70 to 300 µs. Rows that are mixed are for the caller to look at.
"""

from __future__ import annotations

from codecs import utf_16_be_encode


def rows_of(text: str) -> bytes:
    """The row of each character of *text*; one beyond U+FFFF has two, from 0xD8 to 0xDF."""
    # As `encode` does, which would import a module for it.
    return utf_16_be_encode(text, "surrogatepass")[0][::2]


def rows_of_whole(text: str) -> bytes:
    """`rows_of` an essay: who takes one in asks twice, for its language and its length."""
    global _last
    known, rows = _last
    if known is not text:
        rows = rows_of(text)
        if len(text) <= _REMEMBERED:
            _last = text, rows
    return rows


_last = "", b""
_REMEMBERED = 20_000
"""Code points of a text whose rows are remembered, until there is another."""


def count(rows: bytes, of: bytes) -> int:
    """How many of *rows* are among those in *of*."""
    return len(rows) - len(rows.translate(None, of))


def kana_in(text: str, rows: bytes) -> int:
    """How many characters of *text*, whose rows are *rows*, stand from U+3040 to U+30FF."""
    found = rows.count(_KANA_ROW)
    # What a Chinese text has of the row are these, and nothing else: so it is not looked through.
    for sign in _USUAL:
        if not found:
            return 0
        found -= text.count(sign)
    if not found:
        return 0
    return rows.count(_KANA_ROW) - text.encode("utf-8", "surrogatepass").count(_PUNCTUATION)


_KANA_ROW = b"\x30"
_PUNCTUATION = b"\xe3\x80"
"""How UTF-8 spells what stands in the row of kana and is none: U+3000 to U+303F."""
_USUAL = "。、\u3000《》「」【】"
