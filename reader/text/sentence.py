"""Where sentences begin and end: Chinese, Japanese and English.

UAX #29's rule in the form that prose needs: a sentence ends behind 。！？… or . ! ? with the
closing marks that follow; a full stop ends one only before a blank or the end, and not behind an
abbreviation's single letter or a number.
"""

import re
from functools import lru_cache

_END = re.compile("[。！？!?…｡︒]+[”’』」）)】》〉\"']*|\\.+[”’)\"']*(?=\\s|$)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|vs|etc|cf|No|pp?|vol|ed|e\.g|i\.e))$"
)
_FURTHEST = 2_000
"""Code points that are looked through for an end; what is longer is cut there."""


def sentence_end(text: str, offset: int) -> int:
    """The end of the sentence around *offset*: behind its closing marks, blanks left out."""
    stop = min(len(text), offset + _FURTHEST)
    for match in _END.finditer(text, offset, stop):
        if match[0] == "\n":
            return match.start() if match.start() > offset else match.end()
        if match[0].startswith(".") and _ABBREVIATION.search(
            text, max(0, offset - 10), match.start()
        ):
            continue
        return match.end()
    return stop


def sentence_start(text: str, offset: int) -> int:
    """The beginning of the sentence around *offset*, behind the blanks before it."""
    begin = max(0, offset - _FURTHEST)
    start = begin
    for end in _ends(text[begin:offset]):
        start = begin + end
    while start < offset and text[start].isspace():
        start += 1
    return start


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[int, ...]:
    ends = []
    for match in _END.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(text, 0, match.start()):
            continue
        ends.append(match.end())
    return tuple(ends)
