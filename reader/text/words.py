"""Where words begin and end, for steps through a line.

UAX #29's rules as far as they need no dictionary: letters and digits hold together, with an
apostrophe, a full stop or a comma between them (`don't`, `3.14`, `1,000`); marks stand in groups of
their own; blanks are no words. Han, kana and hangul hold together while the script lasts: where one
word ends and the next begins between two 字 only a dictionary knows, so there the steps are 字 by 字
(`clusters`), or on to the next mark.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from reader.memo import cache
from reader.text import clean
from reader.text.clusters import boundaries, needs_rules

Span = tuple[int, int]

_SCRIPTS = (
    "\u3005\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",  # Han
    "\u3041-\u309f",  # hiragana
    "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f",  # katakana
    "\uac00-\ud7af",  # hangul
)


@cache
def _pattern() -> re.Pattern[str]:
    letter = rf"[^\W_{''.join(_SCRIPTS)}]"
    words = (
        *(f"[{script}]+" for script in _SCRIPTS),
        rf"(?:{letter}|_)+(?:['’.,·:]{letter}+)*",
        r"[^\w\s]+",
    )
    return re.compile("|".join(words))


def words(text: str) -> Iterator[Span]:
    """The words of *text*, and its groups of marks."""
    return (match.span() for match in _pattern().finditer(text))


def clusters(text: str) -> Iterator[Span]:
    """The characters of *text* as a person counts them, blanks too."""
    return pairwise(boundaries(_as_painted(text)))


def in_clusters(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """*spans* of *text* grown to whole clusters; those that are swallowed so are left out."""
    if not needs_rules(text):
        return spans
    return _grown(spans, boundaries(_as_painted(text)))


def _grown(spans: Iterator[Span], places: list[int]) -> Iterator[Span]:
    last = 0
    for start, end in spans:
        start = max(last, places[bisect_right(places, start) - 1])
        end = places[bisect_left(places, end)]
        if start < end:
            yield start, end
            last = end


def _as_painted(text: str) -> str:
    """*text* with what the page shows for controls: behind a picture a mark combines, behind a
    control it does not.
    """
    return clean.shown(text).replace("\t", " ")
