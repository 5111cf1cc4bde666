"""Where sentences begin and end: Chinese, Japanese and English.

UAX #29's rules in the form that prose needs. 。！？ end a sentence, and so do … ! ? and . where
what follows looks like a new one (SB8, SB11): no lower case letter, no comma, and behind a full
stop a blank, unless an abbreviation or a number stands before it. Closing marks behind the end
belong to the sentence. A line end parts sentences too.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_END = regex("[。！？!?…｡︒.]+([”’』」）)】》〉\\]\"']*)|\n")
_GOES_ON = regex(r"\s*(?:[a-z,;:，、；：])")
_ABBREVIATION = regex(r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|vs|cf|e\.g|i\.e)$")
_NUMBERED = regex(r"\b(?:[Nn]os?|[Ff]igs?|[Vv]ol|[Cc]h|pp|ed|art)$")
_NUMBER = regex(r"\s*\d")
_HAN = "\u2e80"
"""From here on characters stand without blanks between them."""
_FURTHEST = 2_000
"""Code points that are looked through for an end; what is longer is cut there."""
_AROUND = 12
"""Code points before and behind a window that tell whether a mark in it ends a sentence."""


def sentence_end(text: str, offset: int) -> int:
    """The end of the sentence around *offset*: behind its closing marks, blanks left out."""
    stop = min(len(text), offset + _FURTHEST)
    return next(_ends(text, offset, stop), stop)


def sentence_start(text: str, offset: int) -> int:
    """The beginning of the sentence around *offset*, behind the blanks before it."""
    start = max(0, offset - _FURTHEST)
    for end in _ends(text, start, offset):
        start = end
    while start < offset and text[start].isspace():
        start += 1
    return start


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Where sentences end behind *start*, up to *stop*."""
    for match in _END.finditer(text, max(0, start - _AROUND), min(len(text), stop + _AROUND)):
        end = match.start() if match[0] == "\n" else match.end()
        if start < end <= stop and (match[0] == "\n" or _is_end(text, match)):
            yield end


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether marks end a sentence."""
    mark = text[match.start(1) - 1]
    if mark in "。！？｡︒":
        return True
    before, behind = match.start(), match.end()
    if behind == len(text):
        return True
    if _GOES_ON.match(text, behind):
        return False
    if mark == "…":
        return True
    if not text[behind].isspace():
        # `3.14` and `?page=2` go on; where Han meets Han, no blank is expected.
        return text[behind] >= _HAN and (mark != "." or text[before - 1 : before] >= _HAN)
    word = text[max(0, before - _AROUND) : before]
    if mark != "." or match[0].startswith(".."):
        return True
    if _NUMBERED.search(word):
        return not _NUMBER.match(text, behind)
    return not _ABBREVIATION.search(word)
