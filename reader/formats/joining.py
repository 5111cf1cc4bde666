"""What stands between two lines of the source that are one line of text."""

from __future__ import annotations

_WIDE_PUNCTUATION = frozenset(
    "　、。〃〈〉《》「」『』【】〔〕〖〗〝〞・ー～！＂（），－．／：；＜＝＞？［］｛｝｜｡｢｣､･…—“”‘’"
)
_ALWAYS_WIDE = _WIDE_PUNCTUATION - frozenset("…—“”‘’")
"""Quotation marks, ellipsis and dash are wide only beside wide characters."""


def is_wide(character: str) -> bool:
    """Whether *character* is set without spaces beside its like: Han, kana, and their punctuation.
    Hangul is not.
    """
    code = ord(character)
    return (
        0x2E80 <= code < 0xA4D0
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE50
        or 0x20000 <= code < 0x40000
        or character in _WIDE_PUNCTUATION
    )


def joint(before: str, after: str) -> str:
    """What joins a line that ends with the character *before* to one that begins with *after*: a
    space or nothing.
    """
    if before in _ALWAYS_WIDE or after in _ALWAYS_WIDE:
        return ""
    return "" if is_wide(before) and is_wide(after) else " "
