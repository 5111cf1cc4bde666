"""What may be seen of a document: its text through the open regions, and nothing else.

Whatever leaves the session is made from a `View`: layout, search, copies, snippets, counts, the
command line. A view does not hand out its document; what stands in a closed region is not painted
over but absent. Two things of a closed region remain: its headings, which say what it holds, and
its length.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reader.text.document import Block, Document, Kind, Mark, Region, Section
from reader.text.length import Length, length


@dataclass(frozen=True, slots=True)
class Piece:
    """A visible stretch of a block: the whole of it, unless a region begins or ends inside."""

    block: Block
    """Marks that lie in a closed region are gone from it."""
    start: int
    end: int
    text: str
    """The document's text from `start` to `end`."""

    @property
    def is_first(self) -> bool:
        """Whether the block begins with this piece."""
        return self.start == self.block.start


@dataclass(frozen=True, slots=True)
class Placard:
    """What stands in the page for a closed region."""

    region: Region
    headings: tuple[Section, ...]
    """The sections whose headings lie in the region."""
    within: str
    """The title of the section that the region begins in, or of the essay."""
    length: Length

    @property
    def start(self) -> int:
        """Where the region begins."""
        return self.region.start

    @property
    def end(self) -> int:
        """Where the region ends."""
        return self.region.end


class View:
    """A document through its open regions. Immutable: opening a region makes another view."""

    def __init__(self, document: Document, open_regions: frozenset[str] = frozenset()):
        self._document = document
        self.open_regions = open_regions
        self.closed = tuple(r for r in document.regions if r.id not in open_regions)
        """The closed regions, in order."""
        self._closed_starts = [region.start for region in self.closed]

    # What a closed region does not hide.

    @property
    def title(self) -> str:
        """The essay's title."""
        return self._document.title

    @property
    def author(self) -> str:
        """Who wrote it, or empty."""
        return self._document.author

    @property
    def date(self) -> str:
        """When it was written, or empty."""
        return self._document.date

    @property
    def language(self) -> str:
        """The essay's language, BCP 47."""
        return self._document.language

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections: headings stay visible."""
        return self._document.sections

    @property
    def regions(self) -> tuple[Region, ...]:
        """All paid regions, open and closed."""
        return self._document.regions

    @property
    def end(self) -> int:
        """The number of code points in the whole document: the end of its offsets."""
        return len(self._document.text)

    @property
    def blocks(self) -> int:
        """How many blocks the document has."""
        return len(self._document.blocks)

    def block_at(self, offset: int) -> int:
        """The index of the block that *offset* is in."""
        return self._document.block_at(offset)

    def section_at(self, offset: int) -> int | None:
        """The index of the innermost section around *offset*, or None."""
        return self._document.section_at(offset)

    def section_path(self, offset: int) -> tuple[str, ...]:
        """The titles of the sections around *offset*, outermost first."""
        return self._document.section_path(offset)

    # What it does hide.

    @cached_property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """The spans that may not be seen: the closed regions without their headings."""
        spans: list[tuple[int, int]] = []
        for region in self.closed:
            at = region.start
            for section in self._headings_in(region):
                block = self._document.blocks[self._document.block_at(section.start)]
                if at < block.start:
                    spans.append((at, block.start))
                at = min(block.end + 1, region.end)
            if at < region.end:
                spans.append((at, region.end))
        return tuple(spans)

    @cached_property
    def _hidden_starts(self) -> list[int]:
        return [start for start, _ in self.hidden]

    def is_hidden(self, offset: int) -> bool:
        """Whether the code point at *offset* lies in a closed region and is no heading's."""
        index = bisect_right(self._hidden_starts, offset) - 1
        return index >= 0 and offset < self.hidden[index][1]

    def closed_region_at(self, offset: int) -> Region | None:
        """The closed region around *offset*, or None."""
        index = bisect_right(self._closed_starts, offset) - 1
        if index >= 0 and offset < self.closed[index].end:
            return self.closed[index]
        return None

    def region_at(self, offset: int) -> Region | None:
        """The region around *offset*, open or closed, or None."""
        return self._document.region_at(offset)

    def visible(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a span that may be seen, in order."""
        index = max(0, bisect_right(self._hidden_starts, start) - 1)
        for hide_start, hide_end in self.hidden[index:]:
            if hide_start >= end:
                break
            if start < hide_start:
                yield start, hide_start
            start = max(start, hide_end)
        if start < end:
            yield start, end

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The text of a span without what may not be seen."""
        stop = self.end if end is None else end
        return "".join(self._document.text[a:b] for a, b in self.visible(max(0, start), stop))

    def hides(self, start: int, end: int) -> bool:
        """Whether anything of a span may not be seen."""
        return list(self.visible(start, end)) != [(start, end)] if start < end else False

    @cached_property
    def length(self) -> Length:
        """How much there is to read in the essay, closed regions included: their length is no
        secret.
        """
        return length(self._document.text)

    # In the order of the page.

    def pieces(self, index: int) -> tuple[Piece | Placard, ...]:
        """What block *index* shows: itself, its visible pieces, a placard, or nothing."""
        block = self._document.blocks[index]
        first = max(0, bisect_right(self._closed_starts, block.start) - 1)
        shown: list[Piece | Placard] = []
        at = block.start
        for region in self.closed[first:]:
            if region.start > block.end or (region.start == block.end > block.start):
                break
            if region.end <= block.start:
                continue
            if region.start >= block.start:
                if at < region.start:
                    shown.append(self._piece(block, at, region.start))
                shown.append(self._placard(region))
            at = max(at, region.end)
        if (at == block.start and not shown) or at < block.end:
            shown.append(self._piece(block, at, block.end))
        return tuple(shown)

    def kind_above(self, index: int) -> Kind | None:
        """What stands above block *index*, or None for the first."""
        return self._document.blocks[index - 1].kind if index else None

    def is_tight(self, index: int) -> bool:
        """Whether block *index* follows closely on the one above: both are items of the same list,
        or one item.
        """
        if not index:
            return False
        block, above = self._document.blocks[index], self._document.blocks[index - 1]
        return bool(block.indent and above.indent and block.quotes == above.quotes)

    def after(self, index: int) -> int | None:
        """The next block that may show something, or None at the end."""
        following = index + 1
        if following >= self.blocks:
            return None
        region = self.closed_region_at(self._document.blocks[following].start)
        if region is None or region.start >= self._document.blocks[following].start:
            return following
        return max(following, self._document.block_at(min(region.end, self.end - 1)))

    def before(self, index: int) -> int | None:
        """The block before *index* that may show something, or None at the beginning."""
        if index <= 0:
            return None
        region = self.closed_region_at(self._document.blocks[index - 1].start)
        if region is None:
            return index - 1
        return min(index - 1, self._document.block_at(region.start))

    def _piece(self, block: Block, start: int, end: int) -> Piece:
        if (start, end) != (block.start, block.end):
            marks = tuple(
                Mark(max(mark.start, start), min(mark.end, end), mark.style, mark.target)
                for mark in block.marks
                if mark.start < end and mark.end > start
            )
            block = replace(block, marks=marks)
        return Piece(block, start, end, self._document.text[start:end])

    def _placard(self, region: Region) -> Placard:
        path = self._document.section_path(max(0, region.start - 1)) if region.start else ()
        return Placard(
            region,
            self._headings_in(region),
            path[-1] if path else self.title,
            length(self._document.text[region.start : region.end]),
        )

    def _headings_in(self, region: Region) -> tuple[Section, ...]:
        """The sections whose headings stand wholly in *region*."""
        found: list[Section] = []
        for section in self.sections:
            if section.start >= region.end:
                break
            if section.start < region.start:
                continue
            block = self._document.blocks[self._document.block_at(section.start)]
            if block.end <= region.end and block.kind is Kind.HEADING:
                found.append(section)
        return tuple(found)
