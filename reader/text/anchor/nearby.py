"""Places in a text too long to be folded as a whole: described and found by what stands around them.

What `reader.text.anchor` does for a text, here is done for the stretch around a place. In a changed
text one looks where the place was, as far from the beginning and from the end; then wherever a line of
it stands letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from reader.text.anchor import Finder, Found, How, Record
from reader.text.document import Document
from reader.values import replace

REACH = 8_000
"""Code points on either side that are looked at."""
_LEAST = 8
"""Code points of a line that is looked for in all of the text."""
_MOST = 4
"""Places where it is looked for."""


class NearbyFinder:
    """One large document in which places are described or found."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._parts = document.parts
        self.hash = document.identity
        """What is another where the text is another."""

    def describe(
        self,
        start: int,
        end: int,
        sections: Sequence[str] = (),
        hidden: Sequence[tuple[int, int]] = (),
    ) -> Record:
        """As `Finder.describe`."""
        return described_nearby(self._text, self.hash, start, end, sections, hidden)

    def find(self, record: Record) -> Found | None:
        """As `Finder.find`."""
        start, end = record["start"], record["end"]
        if record["hash"] == self.hash and record["length"] == len(self._text):
            is_same = self._text[start:end] == record["exact"]
            return Found(start, end, How.EXACT if is_same else How.CHANGED)
        for base, finder in self._stretches(record):
            if found := finder.find(_moved(record, base)):
                return replace(found, start=base + found.start, end=base + found.end)
        return None

    def candidates(self, record: Record, limit: int = 5) -> list[Found]:
        """As `Finder.candidates`."""
        found: dict[int, Found] = {}
        for base, finder in self._stretches(record):
            for one in finder.candidates(_moved(record, base), limit):
                found[base + one.start] = replace(one, start=base + one.start, end=base + one.end)
        return sorted(found.values(), key=lambda one: -one.likeness)[:limit]

    def _stretches(self, record: Record) -> Iterator[tuple[int, Finder]]:
        """Where to look, the likeliest first."""
        start, size = record["start"], record["end"] - record["start"]
        seen: list[int] = []
        for at in (start, start + len(self._text) - record["length"], *self._named(record)):
            at = min(max(0, at), len(self._text))
            if all(abs(at - other) > REACH // 2 for other in seen):
                seen.append(at)
                yield self._around(at, at + size)

    def _named(self, record: Record) -> Iterator[int]:
        """Where a line of the passage, or of what stood around it, stands now."""
        lines = (record["exact"] + record["suffix"]).split("\n") + record["prefix"].split("\n")
        longest = max(lines, key=len).strip()
        if len(longest) >= _LEAST:
            if self._parts is not None:
                yield from self._parts.near(longest, _MOST)
            else:
                yield from islice(_places(self._text, longest), _MOST)

    def _around(self, start: int, end: int) -> tuple[int, Finder]:
        return _around(self._text, start, end)


def _places(text: str, line: str) -> Iterator[int]:
    """Where *line* stands in *text*."""
    place = text.find(line)
    while place >= 0:
        yield place
        place = text.find(line, place + len(line))


def described_nearby(
    text: str,
    identity: str,
    start: int,
    end: int,
    sections: Sequence[str] = (),
    hidden: Sequence[tuple[int, int]] = (),
) -> Record:
    """As `Finder.describe`, by what stands around the passage; *identity* is `Document.identity`."""
    base, finder = _around(text, start, end)
    inside = [
        (max(0, first - base), min(len(finder.text), last - base))
        for first, last in hidden
        if base < last and first < base + len(finder.text)
    ]
    record = finder.describe(start - base, end - base, sections, inside)
    record["start"] += base
    record["end"] += base
    record["length"], record["hash"] = len(text), identity
    return record


def _around(text: str, start: int, end: int) -> tuple[int, Finder]:
    """The stretch around a passage, and where it begins."""
    base = max(0, start - REACH)
    return base, Finder(text[base : end + REACH])


def _moved(record: Record, base: int) -> Record:
    """*record* in a stretch that begins at *base*."""
    moved = {**record, "start": record["start"] - base, "end": record["end"] - base, "hash": ""}
    return cast(Record, moved)
