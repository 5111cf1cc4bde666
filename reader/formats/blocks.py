"""Building a document: text is added block by block, and every code point remembers where it came
from.

The formats say what a block is and which stretches of the source make up its text; here the text
becomes NFC, origin and marks are kept true to it, headings become sections, and the paid spans of
the source regions of the document.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from reader.formats.composed import Shift, composed
from reader.formats.language import language as guessed
from reader.formats.markers import Source
from reader.text.document import Block, Document, Kind, Mark, Region, Section, Style, nest

_ID_LETTERS = 32
"""How much of a region's beginning its id is made of, in letters and digits."""


class Run(NamedTuple):
    """A stretch of a block's text."""

    text: str
    offset: int
    """Where it begins in `Source.text`; its code points follow one another there."""


class Builder:
    """A document that grows by blocks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.size = 0
        """The length of the text so far, in code points."""
        self._parts: list[str] = []
        self._origin: list[tuple[int, int]] = []
        self._is_marked = bool(source.jumps)

    def add(
        self, kind: Kind, runs: Iterable[Run], marks: Sequence[Mark] = (), **fields: Any
    ) -> Block:
        """Put a block at the end; *marks* count in the runs' joined text, *fields* are those of
        `Block`.
        """
        parts: list[str] = []
        origin: list[tuple[int, int]] = []
        size = 0
        for part, offset in runs:
            if part:
                if self._is_marked:
                    found = self.source.origins(offset, offset + len(part))
                    origin += [(size + at - offset, to) for at, to in found]
                else:
                    origin.append((size, offset))
                parts.append(part)
                size += len(part)
        text, shift = composed("".join(parts).replace("\0", "\ufffd"))
        if len(shift.anchors) > 1:
            origin = _shifted(origin, shift)
        start, end = self.size, self.size + len(text)
        if marks:
            moved = (
                Mark(start + shift.after(m.start), start + shift.after(m.end), m.style, m.target)
                for m in sorted(marks, key=lambda m: (m.start, -m.end))
            )
            marks = tuple(mark for mark in moved if mark.start < mark.end)
        for at, to in origin:
            self._come_from(start + at, to)
        block = Block(kind, start, end, marks=tuple(marks), **fields)
        self.blocks.append(block)
        self._parts.append(text)
        self.size = end + 1
        return block

    def _come_from(self, offset: int, origin: int) -> None:
        """From *offset* on, the text runs alike with the source from *origin*; nothing to note if
        it did already.
        """
        if self._origin:
            last_offset, last_origin = self._origin[-1]
            if origin - offset == last_origin - last_offset:
                return
        self._origin.append((offset, origin))

    def document(self, span: tuple[int, int], **details: Any) -> Document:
        """What was added, as an essay that is the part *span* of the decoded source.

        *details* are fields of `Document`: title, author, date, language, tags. The language is
        guessed if not given.
        """
        self._parts.append("")
        text = "\n".join(self._parts)
        origin = tuple(self._origin) or ((0, span[0]),)
        spans = _cut(self.source.paid, span)
        details["language"] = details.get("language") or guessed(text)
        return Document(
            text=text,
            blocks=tuple(self.blocks),
            sections=_sections(text, self.blocks),
            regions=_regions(text, self.blocks[0].end + 1, origin, spans),
            origin=origin,
            source_span=span,
            paid_source=spans,
            **details,
        )


def plain(text: str, marks: Iterable[Mark], offset: int = 0) -> str:
    """*text*, which begins at *offset*, on one line and without the marks of notes: as a title."""
    cuts = [(m.start - offset, m.end - offset) for m in marks if m.style is Style.NOTE_MARK]
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return " ".join(text.split())


def _shifted(origin: list[tuple[int, int]], shift: Shift) -> list[tuple[int, int]]:
    """*origin*, which counts in the text as it was, for the composed text."""
    starts = [at for at, _ in origin]
    found: dict[int, int] = {}
    for before in sorted({*starts, *(anchor for anchor, _ in shift.anchors)}):
        index = max(0, bisect_right(starts, before) - 1)
        at, to = origin[index]
        found.setdefault(shift.after(before), to + before - at)
    return sorted(found.items())


def _sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    headings = [
        (block.level, plain(text[block.start : block.end], block.marks, block.start), block.start)
        for block in blocks
        if block.kind is Kind.HEADING
    ]
    return nest(headings, len(text))


def _cut(spans: Iterable[tuple[int, int]], bounds: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The parts of *spans* within *bounds*."""
    cut = ((max(start, bounds[0]), min(end, bounds[1])) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)


def _regions(
    text: str,
    start: int,
    origin: Sequence[tuple[int, int]],
    paid: Iterable[tuple[int, int]],
) -> tuple[Region, ...]:
    """The paid spans of the source as spans of *text* from *start*, where the title is over: it
    stays visible.

    A note that was set apart from the paid text around it becomes a region of its own, because
    closed means closed.
    """
    seen: dict[str, int] = {}
    regions: list[Region] = []
    for begin, end in _spans(text, start, origin, paid):
        name = _name(text[begin:end])
        seen[name] = seen.get(name, 0) + 1
        regions.append(Region(name if seen[name] == 1 else f"{name}-{seen[name]}", begin, end))
    return tuple(regions)


def _spans(
    text: str,
    start: int,
    origin: Sequence[tuple[int, int]],
    paid: Iterable[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Where the code points that came from *paid* are: a run for each paid span, or several if it
    was torn.
    """
    stretches = sorted(_stretches(origin, len(text)))
    begins = [begin for begin, _, _ in stretches]
    spans: list[tuple[int, int]] = []
    for paid_start, paid_end in paid:
        first = max(0, bisect_right(begins, paid_start) - 1)
        last = bisect_left(begins, paid_end)
        group: list[tuple[int, int]] = []
        for begin, end, offset in stretches[first:last]:
            a = max(start, offset + max(0, paid_start - begin))
            b = offset + min(end, paid_end) - begin
            if a < b:
                group.append((a, b))
        spans += _merged(text, sorted(group))
    return sorted(spans)


def _stretches(origin: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[int, int, int]]:
    """What runs alike: triples (begin and end in the source, offset in the text)."""
    for (offset, to), (after, limit) in pairwise((*origin, (end, -1))):
        stop = to + after - offset
        yield to, min(stop, limit) if limit >= to else stop, offset


def _merged(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* without white space at their edges; those with only white space between them are
    one.
    """
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        part = text[start:end]
        if not part.strip():
            continue
        end -= len(part) - len(part.rstrip())
        start += len(part) - len(part.lstrip())
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _name(text: str) -> str:
    """Eight hexadecimal digits for a region that begins like *text*: its letters and digits, cases
    folded.
    """
    letters = "".join(c for c in text[: 8 * _ID_LETTERS].casefold() if c.isalnum())[:_ID_LETTERS]
    return f"{zlib.crc32(letters.encode()):08x}"
