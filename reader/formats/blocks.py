"""Building a document: text is added block by block, and every code point remembers where it came
from.

The formats say what a block is and which stretches of the source make up its text; here the text
becomes NFC, origin and marks are kept true to it, headings become sections, and the paid spans of
the source regions of the document.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise

from reader.formats.composed import Shift, composed
from reader.formats.language import language as guessed
from reader.formats.markers import Source
from reader.text.document import Block, Document, Kind, Mark, Region, Section, Style, nest
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

_ID_LETTERS = 24
"""How much of a region's beginning its id is made of, in letters and digits."""


Outlined = tuple[int, str, int]
"""A heading in the outline: level, title, and where in the text it begins."""


_BARE = Block(Kind.PARAGRAPH, 0, 0)[3:]
"""What a block has that is nothing but a stretch of text, behind its kind and span."""


class Run(NamedTuple):
    """A stretch of a block's text."""

    text: str
    offset: int
    """Where it begins in `Source.text`; its code points follow one another there."""


class Stretch(NamedTuple):
    """Where a stretch of the text came from; both run alike if they are equally long."""

    start: int
    end: int
    source_start: int
    source_end: int


class Builder:
    """A document that grows by blocks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self._headings: list[Block] = []
        self.size = 0
        """The length of the text so far, in code points."""
        self._parts: list[str] = []
        self._origin: list[tuple[int, int]] = []
        self._ahead: int | None = None
        """How far behind the text the source runs alike with it."""
        self.stretches: list[Stretch] = []
        """All of the text, if anything of the source is paid."""
        self._cut_title: tuple[str, str] | None = None
        """A title that a region cuts, as it is written, and what of it is not paid."""

    def add(
        self, kind: Kind, runs: Iterable[Run], marks: Sequence[Mark] = (), **fields: Any
    ) -> Block:
        """Put a block at the end.

        *marks* count in the runs' joined text, *fields* are those of `Block`.
        """
        if kind is Kind.TITLE and self.source.paid:
            runs = list(runs)
            free, paid = self._parted(runs)
            if paid:
                self._cut_title = _joined(runs), _joined(free)
                title = self._add(kind, free, **fields)
                # A title is seen whatever is closed: what is paid of it is text, in its region.
                self._add(Kind.PARAGRAPH, paid)
                return title
        return self._add(kind, runs, marks, **fields)

    def _parted(self, runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
        """What of a title is not paid, and what is, if a region begins or ends inside."""
        text, free, paid = self.source.text, list[Run](), list[Run]()
        if not any(text.startswith(run.text, run.offset) for run in runs if run.text):
            # The name of the file.
            return [*runs], []
        for said, start in runs:
            at, end = start, start + len(said)
            for begin, stop in (*self.source.free(start, end), (end, end)):
                paid.append(Run(said[at - start : begin - start], at))
                free.append(Run(said[begin - start : stop - start], begin))
                at = stop
        is_cut = any(any(map(str.isalnum, run.text)) for run in free)
        is_cut = is_cut and any(run.text.strip() for run in paid)
        return (free, paid) if is_cut else ([*runs], [])

    def _add(
        self, kind: Kind, runs: Iterable[Run], marks: Sequence[Mark] = (), **fields: Any
    ) -> Block:
        parts: list[str] = []
        stretches: list[Stretch] = []
        at = 0
        jumps = self.source.jumps
        for part, offset in runs:
            if not part:
                continue
            length = len(part)
            if jumps:
                stretches += self._came_from(at, offset, length)
            else:
                stretches.append(Stretch(at, at + length, offset, offset + length))
            parts.append(part)
            at += length
        joined = parts[0] if len(parts) == 1 else "".join(parts)
        text, shift = composed(joined.replace("\0", "\ufffd"))
        if len(shift.anchors) > 1:
            stretches = _shifted(stretches, shift)
        start, end = self.size, self.size + len(text)
        for stretch in stretches:
            offset, origin = start + stretch.start, stretch.source_start
            # Where the text ran alike with the source from there on already, nothing is to note.
            if origin - offset != self._ahead:
                self._ahead = origin - offset
                self._origin.append((offset, origin))
        if self.source.paid:
            self.stretches += [
                Stretch(start + s.start, start + s.end, s.source_start, s.source_end)
                for s in stretches
            ]
        moved = _moved(marks, start, shift) if marks else ()
        block = Block(kind, start, end, marks=moved, **fields)
        self.blocks.append(block)
        if kind is Kind.HEADING:
            self._headings.append(block)
        self._parts.append(text)
        self.size = end + 1
        return block

    def add_line(self, kind: Kind, text: str, offset: int) -> None:
        """Put a block at the end, no heading, whose text is that of one line, at *offset* of `Source.text`."""
        if not text or not self.source.is_plain:
            self.add(kind, [Run(text, offset)])
            return
        start = self.size
        end = start + len(text)
        if offset - start != self._ahead:
            self._ahead = offset - start
            self._origin.append((start, offset))
        # Of most texts nearly all blocks are made here.
        self.blocks.append(tuple.__new__(Block, (kind, start, end, *_BARE)))
        self._parts.append(text)
        self.size = end + 1

    def _came_from(self, at: int, offset: int, length: int) -> Iterator[Stretch]:
        """The *length* code points of `Source.text` at *offset*, which stand at *at* in a block."""
        pairs = self.source.origins(offset, offset + length)
        for (begin, origin), (stop, _) in pairwise((*pairs, (offset + length, 0))):
            yield Stretch(at + begin - offset, at + stop - offset, origin, origin + stop - begin)

    @property
    def text(self) -> str:
        """The text so far, without the last line end."""
        return "\n".join(self._parts)

    def document(
        self,
        span: tuple[int, int],
        outline: Callable[[list[Outlined]], list[Outlined]] | None = None,
        /,
        **details: Any,
    ) -> Document:
        """What was added, as an essay that is the part *span* of the decoded source.

        *outline* gives from all headings those that begin sections; all do if it is None.

        *details* are fields of `Document`: title, author, date, language, tags. The language is
        guessed if not given.
        """
        self._parts.append("")
        text = "\n".join(self._parts)
        origin = tuple(self._origin) or ((0, span[0]),)
        spans = _cut(self.source.paid, span)
        # A note may stand in the part of another essay: what is paid of it is closed here too.
        paid = self.source.paid
        if self._cut_title and _flat(details["title"]) == self._cut_title[0]:
            details["title"] = self._cut_title[1]
        details["language"] = details.get("language") or guessed(text)
        return Document(
            text=text,
            blocks=tuple(self.blocks),
            sections=_sections(text, self._headings, outline),
            regions=_regions(text, self.blocks[0].end + 1, self.stretches, paid),
            origin=origin,
            source_span=span,
            paid_source=spans,
            **details,
        )


def _joined(runs: Iterable[Run]) -> str:
    """The text of *runs* on one line."""
    return _flat("".join(run.text for run in runs))


def _flat(text: str) -> str:
    return " ".join(text.split())


def plain(text: str, marks: Iterable[Mark], offset: int = 0) -> str:
    """*text*, which begins at *offset*, on one line and without the marks of notes: as a title."""
    cuts = [(m.start - offset, m.end - offset) for m in marks if m.style is Style.NOTE_MARK]
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return _flat(text)


def _moved(marks: Sequence[Mark], start: int, shift: Shift) -> tuple[Mark, ...]:
    """*marks* of a block that begins at *start*, outer ones first."""
    moved = (
        Mark(start + shift.after(m.start), start + shift.after(m.end), m.style, m.target)
        for m in sorted(marks, key=lambda m: (m.start, -m.end))
    )
    return tuple(mark for mark in moved if mark.start < mark.end)


def _shifted(stretches: Sequence[Stretch], shift: Shift) -> list[Stretch]:
    """*stretches* of a text that was composed."""
    starts = [stretch.start for stretch in stretches]
    end = stretches[-1].end
    points = sorted({*starts, end, *(before for before, _ in shift.anchors if before < end)})
    found: list[Stretch] = []
    for begin, stop in pairwise(points):
        stretch = stretches[max(0, bisect_right(starts, begin) - 1)]
        origin = stretch.source_start + begin - stretch.start
        after, until = shift.after(begin), shift.after(stop)
        if after < until:
            found.append(Stretch(after, until, origin, origin + stop - begin))
    return found


def _sections(
    text: str,
    blocks: Iterable[Block],
    outline: Callable[[list[Outlined]], list[Outlined]] | None,
) -> tuple[Section, ...]:
    headings = [
        (block.level, plain(text[block.start : block.end], block.marks, block.start), block.start)
        for block in blocks
    ]
    return nest(outline(headings) if outline else headings, len(text))


def _cut(spans: Iterable[tuple[int, int]], bounds: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The parts of *spans* within *bounds*."""
    cut = ((max(start, bounds[0]), min(end, bounds[1])) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)


def _regions(
    text: str,
    start: int,
    stretches: Sequence[Stretch],
    paid: Iterable[tuple[int, int]],
) -> tuple[Region, ...]:
    """The *paid* spans of the source as spans of *text*.

    They begin at *start* at the earliest, behind the title, which stays visible. A note that was
    set apart from the paid text around it becomes a region of its own: closed means closed.
    """
    seen: dict[str, int] = {}
    regions: list[Region] = []
    for begin, end in _spans(text, start, stretches, paid):
        name = region_name(text[begin:end])
        seen[name] = seen.get(name, 0) + 1
        regions.append(Region(name if seen[name] == 1 else f"{name}-{seen[name]}", begin, end))
    return tuple(regions)


def _spans(
    text: str,
    start: int,
    stretches: Sequence[Stretch],
    paid: Iterable[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Where the text from *paid* stands: one span for each, or several if it was torn."""
    ordered = sorted(stretches, key=lambda s: s.source_start)
    begins = [stretch.source_start for stretch in ordered]
    # Signs that an element stands for come from where its text does: stretches may overlap.
    reach = list(accumulate((stretch.source_end for stretch in ordered), max))
    spans: list[tuple[int, int]] = []
    for paid_start, paid_end in paid:
        first = bisect_right(reach, paid_start)
        last = bisect_left(begins, paid_end)
        group = [_within(stretch, paid_start, paid_end) for stretch in ordered[first:last]]
        spans += _merged(text, sorted((max(a, start), b) for a, b in group if max(a, start) < b))
    return sorted(spans)


def _within(stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """The part of *stretch* that came from the source's *start* to *end*; empty if none did."""
    begin, stop = max(stretch.source_start, start), min(stretch.source_end, end)
    if begin >= stop:
        return stretch.start, stretch.start
    if stretch.end - stretch.start != stretch.source_end - stretch.source_start:
        return stretch.start, stretch.end
    return stretch.start + begin - stretch.source_start, stretch.start + stop - stretch.source_start


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


def region_name(text: str) -> str:
    """Eight hexadecimal digits for a region that begins like *text*: its letters and digits, cases
    folded.
    """
    letters = "".join(c for c in text[: 8 * _ID_LETTERS].casefold() if c.isalnum())[:_ID_LETTERS]
    return f"{zlib.crc32(letters.encode()):08x}"
