"""Whether a source is worth reading that the index does not know: a look at its raw text.

To understand a source takes a hundred times as long as to see that a character of what is wanted is
nowhere in it. Nothing is lost: whatever may write a character otherwise is worth reading.
"""

import re
from functools import cache
from itertools import groupby
from pathlib import Path

from reader.errors import SourceError
from reader.library.sources import read_bytes
from reader.regex import regex
from reader.session.query import All, Any, Near, Not, Term, Wanted
from reader.text.pattern import Run

_PLAIN = (".txt", ".text")
_MARKED_UP = (".md", ".markdown", ".mdown")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IS_HAN = regex(f"[{_HAN}]")
_WRITTEN_OTHERWISE = "&\\"
"""What begins another way to write a character in Markdown."""


def may_hold(path: Path, wanted: Wanted) -> bool:
    """Whether a source may have what is wanted."""
    suffix = path.suffix.lower()
    if suffix not in _PLAIN + _MARKED_UP:
        return True
    try:
        text = read_bytes(path).decode()
    except (SourceError, UnicodeDecodeError):
        # In another encoding, or not to be read: whoever reads it tells.
        return True
    if suffix in _MARKED_UP and any(one in text for one in _WRITTEN_OTHERWISE):
        return True
    return _may_hold(text, wanted)


def _may_hold(text: str, wanted: Wanted) -> bool:
    match wanted:
        case Term(pattern, "" | "heading"):
            places = [place for run in pattern.runs for place in run]
            return all(any(one in text for one in place) for place in places) and all(
                gapped.search(text) for gapped in _gapped(pattern.runs)
            )
        case Term() | Not():
            return True
        case All(each):
            return all(_may_hold(text, one) for one in each)
        case Any(each):
            return any(_may_hold(text, one) for one in each)
        case Near(left, right):
            return _may_hold(text, left) and _may_hold(text, right)


@cache
def _gapped(runs: tuple[Run, ...]) -> tuple[re.Pattern[str], ...]:
    """What finds each row of Han in *runs* in the raw text, whatever but Han stands between them: a
    line's end and the next one's indent, markup, a marker.
    """
    found = []
    for run in runs:
        for is_han, places in groupby(run, lambda place: all(map(_IS_HAN.match, place))):
            classes = [f"[{''.join(sorted(place))}]" for place in places]
            if is_han and len(classes) > 1:
                found.append(re.compile(f"[^{_HAN}]*".join(classes)))
    return tuple(found)
