"""Paid markers in HTML: in its text, its comments, or as a tag; not in scripts and addresses.

Editors write them as text, and so `<` may have become `&lt;`, and tags may stand in the middle of
one: `##<b>paidbegin</b>##`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain

from reader.formats.hypertext.names import BLOCKS
from reader.formats.hypertext.tagsoup import Cut, Dialect, tokens
from reader.formats.markers import Marker, Source, marker, matches, may_have_markers, without
from reader.regex import regex

_PIECE = regex(r"&#?\w{1,32};|[^&]+|&")


def without_markers(
    decoded: str, dialect: Dialect = Dialect.HTML, pages: Sequence[tuple[int, int]] = ()
) -> Source:
    """The HTML *decoded* without its paid markers, as `markers.without_markers` does it for text.

    *pages* are the spans of several pages in it: what is left open in one ends with it.
    """
    if not may_have_markers(decoded):
        return Source(decoded, length=len(decoded))
    found = (_markers(decoded, dialect, *page) for page in pages or [(0, len(decoded))])
    return without(decoded, chain.from_iterable(found))


def _markers(decoded: str, dialect: Dialect, start: int, stop: int) -> Iterator[Marker]:
    """The markers of the page `decoded[start:stop]` in order."""
    texts: list[str] = []
    starts: list[int] = []
    """Where each text begins in the joined ones."""
    spans: list[tuple[int, int]] = []
    """The part of the source that each text stands for."""
    size, seen = 0, start

    def put(text: str, start: int, end: int) -> None:
        nonlocal size
        texts.append(text)
        starts.append(size)
        spans.append((start, end))
        size += len(text)

    is_program = False
    for token in tokens(decoded, start, stop, dialect):
        if seen < token.start:
            put(f"\n{decoded[seen : token.start]}\n", seen - 1, token.start + 1)
        seen = token.end
        if token.cut is Cut.RAW:
            if not is_program:
                put(decoded[token.start : token.end], token.start, token.end)
        elif token.cut is Cut.TEXT:
            for match in _PIECE.finditer(decoded, token.start, token.end):
                shown = unescape(match[0]) if match[0][0] == "&" else match[0]
                put(shown, match.start(), match.end())
        elif token.name == "paid":
            put(decoded[token.start : token.end], token.start, token.end)
        elif token.name in BLOCKS or token.name == "br":
            put("\n", token.start, token.end)
        is_program = token.cut is Cut.START and token.name in ("script", "style")
    if seen < stop:
        put(f"\n{decoded[seen:stop]}", seen - 1, stop)
    for match, end in matches("".join(texts)):
        yield marker(match, _spans(match.start(), end, texts, starts, spans))


def _spans(
    begin: int, stop: int, texts: list[str], starts: list[int], spans: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The parts of the source that a marker in the joined texts stands for."""
    found: list[tuple[int, int]] = []
    index = bisect_right(starts, begin) - 1
    while index < len(texts) and starts[index] < stop:
        text, (start, end) = texts[index], spans[index]
        first = max(begin - starts[index], 0)
        last = min(stop - starts[index], len(text))
        if len(text) == end - start:
            start, end = start + first, start + last
        if first < last:
            if found and found[-1][1] == start:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        index += 1
    return found
