"""The documents of a large text: what is read of a chunk when somebody looks at it.

A document's text is the same before its headings are recognised and after, so that no offset
changes when they are. For the same reason a heading keeps the signs around it: 【第一章】.
"""

from __future__ import annotations

from _thread import allocate_lock
from bisect import bisect_left, bisect_right
from itertools import islice

from reader.formats.blocks import Builder, Run, Stretch, plain, region_name
from reader.formats.language import language
from reader.formats.large.table import CONTINUES, OPEN, Table, text_of
from reader.formats.large.units import LargeUnits
from reader.formats.plaintext.outline import joined
from reader.formats.plaintext.planning import Plan, Role, Roles
from reader.formats.plaintext.reading import indents_of, paragraph_runs, title_runs
from reader.light import array
from reader.text.chunks import Chunk, ChunkedBlocks, ChunkedText, Chunks
from reader.text.digest import blake2b
from reader.text.document import (
    Block,
    Document,
    Kind,
    Region,
    Section,
    Stage,
    cut_headings,
    nest,
)
from reader.text.length import Length, length
from reader.values import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.formats.large.manner import Bytes

_KINDS = {
    Role.PROSE: Kind.PARAGRAPH,
    Role.LINE: Kind.VERSE,
    Role.VERSE: Kind.VERSE,
    Role.RULE: Kind.RULE,
    Role.HEADING: Kind.HEADING,
}
_SPREAD = 8
"""Chunks that speak for the length of all."""
_SCAN = 1 << 20
"""Bytes that are searched at a time."""


class Known(NamedTuple):
    """What follows from all of a document: found out once."""

    sections: tuple[Section, ...]
    regions: tuple[Region, ...]
    language: str
    length: Length
    fingerprint: str
    """Empty while not all was looked through."""
    cut_headings: tuple[int, ...]


class Pages:
    """One essay of a large text, chunk by chunk: the `Parts` of its document.

    Its first chunk goes from the title to the end of the source's chunk in which the body begins.
    """

    def __init__(self, source: Bytes, table: Table, plan: Plan, identity: str) -> None:
        self.table = table
        self.plan = plan
        self.identity = identity
        self._source = source
        self._units = LargeUnits(source, table)
        self._roles = Roles(self._units, plan)
        self._lock = allocate_lock()
        self._head = self._units.chunk_of(min(plan.body, plan.part.end - 1))
        """The source's chunk in which the body begins."""
        builder = Builder(table.source)
        self.title = self._add_title(builder)
        self._title_text = builder.text
        starts, numbers = self._measure(self._units.chunk_of(plan.part.end - 1))
        self.chunks = Chunks(starts, numbers, self._made)
        self.text = ChunkedText(self.chunks)
        self.blocks = ChunkedBlocks(self.chunks)
        self.length = Length()
        self.fingerprint = ""
        self.cut_headings: tuple[int, ...] = ()

    def document(self, span: tuple[int, int], known: Known | None = None) -> Document:
        """The document, as far as it was planned; *span* is its part of the decoded source."""
        known = known or self.glance(span)
        self.length, self.fingerprint = known.length, known.fingerprint
        self.cut_headings = known.cut_headings
        return Document(
            title=self.plan.name,
            # It does what a document asks of a text.
            text=self.text,  # type: ignore[arg-type]
            blocks=self.blocks,
            sections=known.sections,
            regions=known.regions,
            author=self.plan.author,
            date=self.plan.date,
            language=known.language,
            source_span=span,
            paid_source=_cut(self.table.paid, span),
            parts=self,
            stage=Stage.UNDERSTOOD if known.fingerprint else Stage.WHOLE,
        )

    def glance(self, span: tuple[int, int]) -> Known:
        """What can be known without a look at all of it: the length about, no fingerprint."""
        chunks = range(0, len(self.chunks), max(1, len(self.chunks) // _SPREAD))
        texts = [self.chunks[index].text for index in islice(chunks, _SPREAD)]
        sample = length("".join(texts))
        share = max(1, sum(map(len, texts))) / max(1, len(self.text))
        about = Length(round(sample.han / share), round(sample.words / share))
        tongue = language(self.text)  # type: ignore[arg-type]
        sections, regions = self.sections(), self._regions(span)
        cut = cut_headings(sections, regions, lambda start: self.blocks[self.blocks.at(start)])
        return Known(sections, regions, tongue, about, "", cut)

    def look_through(
        self, span: tuple[int, int], looked: Callable[[], None] = lambda: None
    ) -> Known:
        """What is known after a look at all of it; *looked* is called at each chunk."""
        han = words = 0
        digest = blake2b(digest_size=8)
        skip = self.title.end + 1
        for index in range(len(self.chunks)):
            text = self._made(index).text
            here = length(text)
            han, words = han + here.han, words + here.words
            digest.update(text[skip:].encode("utf-8", "surrogatepass"))
            skip = 0
            looked()
        known = self.glance(span)
        return known._replace(length=Length(han, words), fingerprint=digest.hexdigest())

    # Chunks.

    def _add_title(self, builder: Builder) -> Block:
        plan, units = self.plan, self._units
        if plan.title is None or plan.title_unit is None:
            first = units[min(plan.lines, plan.part.end - 1)].lines[0].offset
            return builder.add(Kind.TITLE, [Run(plan.name, first)])
        line = units[plan.title_unit].lines[0]
        return builder.add(Kind.TITLE, title_runs(line, plan.title))

    def _measure(self, last: int) -> tuple[array[int], array[int]]:
        """Where chunks begin, in offsets and in block numbers.

        Those in the middle are as long as the table says; at both ends not all is the body's.
        """
        table, plan, head = self.table, self.plan, self._head
        tail = max(head + 1, min(last, self._units.chunk_of(max(0, plan.signature - 1))))
        starts, numbers = array("q", (0,)), array("q", (0,))
        at = self.title.end + 1
        for index in (head, *range(tail, last + 1)):
            if index == tail and tail > head + 1:
                base = at - table.sizes[head + 1]
                starts.extend([base + size for size in table.sizes[head + 2 : tail + 1]])
                shift = 1 - plan.lines
                numbers.extend([shift + unit for unit in table.units[head + 2 : tail + 1]])
                at = starts[-1]
            first, end = self._span(index)
            at += sum(map(len, self._texts(first, end)))
            starts.append(at)
            numbers.append(1 + end - plan.lines)
        return starts, numbers

    def _span(self, index: int) -> tuple[int, int]:
        """The units of a chunk of the source that are the essay's, without the title."""
        plan, units = self.plan, self.table.units
        first = plan.lines if index == self._head else units[index]
        return first, min(units[index + 1], plan.part.end)

    def _texts(self, first: int, end: int) -> Iterator[str]:
        """What some units are in the text, line ends included."""
        for index in range(first, end):
            unit = self._units[index]
            if index in self.plan.spent:
                yield ""
            elif index < self.plan.body or not unit.is_rule:
                yield text_of(unit) if self._flags(index) & OPEN else f"{text_of(unit)}\n"
            else:
                yield "" if self._roles.is_underline(index) else "\n"

    def _flags(self, unit: int) -> int:
        return self.table.flags[self._units.chunk_of(unit)]

    def _made(self, index: int) -> Chunk:
        with self._lock:
            return self._written(index)

    def _written(self, index: int) -> Chunk:
        plan = self.plan
        first, end = self._span(self._head + index)
        texts = list(self._texts(first, end))
        at = self.chunks.starts[index] + (0 if index else self.title.end + 1)
        begins = {first: at}
        for unit, text in enumerate(texts, first):
            begins[unit + 1] = begins[unit] + len(text)
        blocks, numbers = ([], []) if index else ([self.title], [0])
        for unit in sorted({*range(first, min(end, plan.body))} - plan.spent):
            start = begins[unit]
            blocks.append(Block(Kind.VERSE, start, begins[unit + 1] - 1, centered=True))
            numbers.append(1 + unit - plan.lines)
        for role, begin, stop in self._roles.within(first, end):
            if role is Role.UNDERLINE:
                continue
            start = begins[begin]
            behind = begins.get(stop) or begins[end] + sum(map(len, self._texts(end, stop)))
            line_end = 0 if self._flags(begin) & OPEN else 1
            level = plan.headings.levels.get(begin, 0)
            block = Block(_KINDS[role], start, behind - line_end, level)
            if block.kind is Kind.VERSE:
                verse = [self._units[unit] for unit in range(begin, stop)]
                block = block._replace(indents=indents_of(verse))
            blocks.append(block)
            numbers.append(1 + begin - plan.lines)
        text = "".join(texts) if index else f"{self._title_text}\n{''.join(texts)}"
        is_continued = self.table.flags[self._head + index] & CONTINUES
        continued = frozenset(numbers if is_continued else ())
        return Chunk(text, tuple(blocks), tuple(numbers), continued)

    # What is known of all of it.

    def sections(self) -> tuple[Section, ...]:
        """The sections that the plan has headings for."""
        with self._lock:
            return nest(joined(list(self._headings())), len(self.text))

    def _headings(self) -> Iterator[tuple[int, str, int]]:
        levels, spans = self.plan.headings.levels, self.plan.headings.spans
        here, begins = -1, {0: 0}
        for unit in sorted(levels):
            chunk = self._units.chunk_of(unit)
            if chunk != here:
                here, begins = chunk, self._begins(chunk)
            text = text_of(self._units[unit])
            start, end = spans.get(unit, (0, len(text)))
            yield levels[unit], plain(text[start:end], ()), begins[unit]

    def _begins(self, chunk: int) -> dict[int, int]:
        """Where the units of a chunk of the source begin."""
        chunk = max(chunk, self._head)
        first, end = self._span(chunk)
        at = self.chunks.starts[chunk - self._head]
        at += self.title.end + 1 if chunk == self._head else 0
        begins = {first: at}
        for unit, text in enumerate(self._texts(first, end), first):
            at += len(text)
            begins[unit + 1] = at
        return begins

    # Where things come from.

    def source_offset(self, offset: int) -> int:
        """Where *offset* is in the decoded source."""
        with self._lock:
            if offset <= self.title.end:
                index = self.plan.title_unit
                first = min(self.plan.lines, self.plan.part.end - 1) if index is None else index
                line = self._units[first].lines[0]
                return self.table.source.origin(line.offset) + (0 if index is None else offset)
            chunk = self._head + self.chunks.at(offset)
            begins = self._begins(chunk)
            units = list(begins)
            place = bisect_right(units, offset, key=lambda unit: begins[unit]) - 1
            unit = units[min(place, len(units) - 2)]
            at = offset - begins[unit]
            for stretch in reversed(self._stretches(unit)):
                if stretch.start <= at:
                    return min(stretch.source_start + at - stretch.start, stretch.source_end)
            return self.table.source.origin(self._units[unit].lines[0].offset)

    def offset_of(self, source: int) -> int:
        """The offset of what stands at *source* in the decoded source, or next behind it."""
        with self._lock:
            spans = self._from(source, self.table.length)
            return next((start for start, _end in spans), len(self.text))

    def line_of(self, source: int) -> int:
        """The number of the line that *source*, an offset into the decoded source, is in, from 1."""
        table = self.table
        place = table.source.place(source)
        chunk = max(0, min(bisect_right(table.texts, place) - 1, len(table) - 1))
        start, end = table.starts[chunk], table.starts[chunk + 1]
        text = table.manner.text(self._source.read(start, end - start))
        first = table.texts[chunk]
        # A marker that the chunk begins with belongs to it.
        jump = bisect_left(table.jumps, (first, 0)) - 1
        before = source - first - (table.jumps[jump][1] if jump >= 0 else 0)
        return table.lines[chunk] + text.count("\n", 0, max(0, before)) + 1

    @property
    def starts(self) -> array[int]:
        """Where each chunk begins, and behind the last one, the end."""
        return self.chunks.starts

    def raw(self, chunk: int) -> str:
        """What the source has where a chunk comes from, as it is written, markers included."""
        table = self.table
        start, end = table.starts[self._head + chunk : self._head + chunk + 2]
        return table.manner.text(self._source.read(start, end - start))

    def near(self, text: str, most: int) -> list[int]:
        """Offsets not far from where *text*, a part of a line, stands: the first *most* of them."""
        found: list[int] = []
        table = self.table
        data = text.encode(table.manner.encoding, "replace")
        first, last = table.starts[self._head], table.starts[self._head + len(self.chunks)]
        at = first
        while data and at < last and len(found) < most:
            block = self._source.read(at, min(_SCAN, last - at))
            place = block.find(data)
            while place >= 0 and len(found) < most:
                chunk = bisect_right(table.starts, at + place) - 1
                found.append(self.chunks.starts[chunk - self._head])
                place = block.find(data, place + len(data))
            at += max(1, len(block) - len(data) + 1)
        return found

    def _stretches(self, index: int) -> list[Stretch]:
        """Where what a unit is in the text came from: its span there, and in the source."""
        unit = self._units[index]
        has_text = index < self.plan.body or not unit.is_rule
        builder = Builder(replace(self.table.source, paid=((0, self.table.length),)))
        builder.add(Kind.PARAGRAPH, paragraph_runs(unit.lines) if has_text else ())
        return builder.stretches

    def _from(self, source: int, end: int) -> Iterator[tuple[int, int]]:
        """Spans of the text that came from *source* to *end*, in order, blanks around them left out."""
        first = self._unit_at(source)
        for unit in range(max(first, self.plan.lines), self.plan.part.end):
            here = self._units[unit]
            if self.table.source.origin(here.lines[0].offset) >= end:
                return
            yield from self._within(unit, source, end)

    def _back(self, source: int, end: int) -> Iterator[tuple[int, int]]:
        """The same, the last one first."""
        last = min(self._unit_at(end), self.plan.part.end - 1)
        for unit in range(last, self.plan.lines - 1, -1):
            yield from reversed(list(self._within(unit, source, end)))

    def _within(self, unit: int, source: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of a unit's text that came from *source* to *end*."""
        chunk = self._units.chunk_of(unit)
        base = self._begins(chunk)[unit]
        (text,) = self._texts(unit, unit + 1)
        for start, stop, from_start, from_end in self._stretches(unit):
            a, b = start, stop
            if stop - start == from_end - from_start:
                a += max(0, source - from_start)
                b -= max(0, from_end - end)
            elif from_end <= source or end <= from_start:
                continue
            b = min(b, len(text.rstrip("\n")))
            part = text[a:b] if a < b else ""
            if part.strip():
                blank = len(part) - len(part.lstrip())
                yield base + a + blank, base + a + len(part.rstrip())

    def _unit_at(self, source: int) -> int:
        """The unit that stands at *source* in the decoded source, or before it."""
        table = self.table
        place = table.source.place(source)
        chunk = max(0, min(bisect_right(table.texts, place) - 1, len(table) - 1))
        units = self._units.in_chunk(chunk)
        index = bisect_right(units, place, key=lambda unit: unit.lines[0].offset) - 1
        return max(0, table.units[chunk] + index)

    def _regions(self, span: tuple[int, int]) -> tuple[Region, ...]:
        seen: dict[str, int] = {}
        regions: list[Region] = []
        for source, end in _cut(self.table.paid, span):
            with self._lock:
                first = next(self._from(source, end), None)
                last = next(self._back(source, end), None)
            if first is None or last is None:
                continue
            name = region_name(self.text[first[0] : min(last[1], first[0] + 200)])
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}-{seen[name]}"
            regions.append(Region(name, first[0], last[1]))
        return tuple(regions)


def _cut(
    spans: tuple[tuple[int, int], ...], bounds: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """The parts of *spans* within *bounds*."""
    first = max(0, bisect_left(spans, bounds[0], key=lambda span: span[1]))
    cut = ((max(start, bounds[0]), min(end, bounds[1])) for start, end in spans[first:])
    return tuple((start, end) for start, end in cut if start < end)
