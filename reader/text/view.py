"""What may be seen of a document: its text through the open regions, and nothing else.

Whatever leaves the session is made from a `View`: layout, search, copies, snippets, counts, the
command line. A view does not hand out its document; what stands in a closed region is not painted
over but absent. Two things of a closed region remain: its whole headings, which say what it holds,
and its length.

No look-up takes time in proportion to the text: blocks, sections and regions are found by
bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from reader.memo import cached_property
from reader.text.document import Block, Document, Kind, Mark, Region, Section, Stage
from reader.text.length import Length, length
from reader.text.portions import numbered
from reader.values import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.sieve import Needs, Sieve


@dataclass(frozen=True, slots=True)
class Piece:
    """A visible stretch of a block: the whole of it, unless a region begins or ends inside."""

    block: Block
    """Marks that lie in a closed region are gone from it."""
    start: int
    end: int
    text: str
    """The document's text from `start` to `end`."""
    is_first: bool = True
    """Whether the document's block begins with this piece."""


@dataclass(frozen=True)
class Placard:
    """What stands in the page for a closed region."""

    region: Region
    headings: tuple[Section, ...]
    """The sections whose headings lie in the region."""
    within: str
    """The title of the section that the region begins in, or of the essay."""
    length: Length


class View:
    """A document through its open regions. Immutable: opening a region makes another view."""

    def __init__(
        self,
        document: Document,
        open_regions: frozenset[str] = frozenset(),
        skeleton: Skeleton | None = None,
    ) -> None:
        """*skeleton* is that of another view of the same document: `through` passes it on."""
        self._document = document
        self._skeleton = skeleton or Skeleton(document)
        self.open_regions = open_regions
        self.closed = tuple(r for r in document.regions if r.id not in open_regions)
        """The closed regions, in order."""
        self._closed_starts = [region.start for region in self.closed]

    def through(self, open_regions: frozenset[str]) -> View:
        """The same document with other regions open."""
        return View(self._document, open_regions, self._skeleton)

    def undivided(self) -> View:
        """The same view with giant blocks whole: for whoever sets no lines."""
        return View(self._document, self.open_regions, Skeleton(self._document, is_divided=False))

    # What a closed region does not hide.

    @property
    def title(self) -> str:
        """The essay's title."""
        return self._document.title

    @property
    def is_empty(self) -> bool:
        """Whether there is no text, closed or open."""
        return self._document.is_empty

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
    def regions(self) -> tuple[Region, ...]:
        """All paid regions, open and closed."""
        return self._document.regions

    @property
    def length(self) -> Length:
        """How much there is to read in the essay, closed regions included."""
        return self._document.length

    @property
    def end(self) -> int:
        """The number of code points in the whole document: the end of its offsets."""
        return len(self._document.text)

    @property
    def extent(self) -> int:
        """The end of the essay's offsets; about, where the rest of it was not read yet."""
        return self._document.extent

    @property
    def stage(self) -> Stage:
        """How much of the essay's source was read."""
        return self._document.stage

    @property
    def blocks(self) -> int:
        """How many numbers the blocks of the page have; of one that is too long to be set at once,
        each portion has one. What a number without a block of its own shows is nothing.
        """
        return len(self._skeleton.blocks)

    def block_at(self, offset: int) -> int:
        """The index of the block that *offset* is in."""
        return self._skeleton.blocks.at(offset)

    def block_span(self, offset: int) -> tuple[int, int, Kind]:
        """Where the block that *offset* is in begins and ends, a giant one whole, and its kind."""
        block = self._document.blocks[self._document.block_at(offset)]
        return block.start, block.end, block.kind

    def section_at(self, offset: int) -> int | None:
        """The index of the innermost section around *offset*, or None."""
        return self._document.section_at(offset)

    def region_at(self, offset: int) -> Region | None:
        """The region around *offset*, open or closed, or None."""
        return self._document.region_at(offset)

    def closed_region_at(self, offset: int) -> Region | None:
        """The closed region around *offset*, or None."""
        region = self._document.region_at(offset)
        return region if region and region.id not in self.open_regions else None

    def sieve(self, wanted: Needs) -> Sieve | None:
        """What tells where in a long text words cannot stand, open or closed; None for one that is at hand."""
        parts = self._document.parts
        if parts is None:
            return None
        from reader.text.sieve import Sieve

        return Sieve(parts, wanted)

    # What it does hide.

    def hidden(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a span that may not be seen, in order: closed regions without headings."""
        index = max(0, bisect_right(self._closed_starts, start) - 1)
        while index < len(self.closed) and self._closed_starts[index] < end:
            region = self.closed[index]
            yield from self._hidden_in(region, max(start, region.start), min(end, region.end))
            index += 1

    def visible(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a span that may be seen, in order."""
        for hidden_start, hidden_end in self.hidden(start, end):
            if start < hidden_start:
                yield start, hidden_start
            start = hidden_end
        if start < end:
            yield start, end

    def hides(self, start: int, end: int) -> bool:
        """Whether anything of a span may not be seen."""
        return next(self.hidden(start, end), None) is not None

    def is_hidden(self, offset: int) -> bool:
        """Whether the code point at *offset* lies in a closed region and is no heading's."""
        return self.hides(offset, offset + 1)

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The text of a span without what may not be seen."""
        start, stop = max(0, start), self.end if end is None else min(end, self.end)
        return "".join(self._document.text[a:b] for a, b in self.visible(start, stop))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections; of a heading that a closed region cuts, what stands outside of it."""
        sections = list(self._document.sections)
        for index in self._document.cut_headings:
            heading = self._skeleton.heading(sections[index])
            if self.hides(heading.start, heading.end):
                rest = " ".join(self.text(heading.start, heading.end).split())
                sections[index] = replace(sections[index], title=f"{rest}…")
        return tuple(sections)

    def section_path(self, offset: int) -> tuple[str, ...]:
        """The titles of the sections around *offset*, outermost first."""
        titles: list[str] = []
        index = self.section_at(offset)
        while index is not None:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return tuple(reversed(titles))

    def _hidden_in(self, region: Region, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a span inside a closed region that are no heading's."""
        for heading in self._skeleton.headings(region, start, end):
            if start < heading.start:
                yield start, heading.start
            start = max(start, heading.end + 1)
        if start < end:
            yield start, end

    # In the order of the page.

    def pieces(self, index: int) -> tuple[Piece | Placard, ...]:
        """What block *index* shows: itself, its visible pieces, placards, or nothing."""
        if self._skeleton.blocks.own(index) != index:
            return ()
        block = self._skeleton.blocks[index]
        following = self._start_of(index + 1)
        shown: list[Piece | Placard] = []
        at = block.start
        n = max(0, bisect_right(self._closed_starts, block.start) - 1)
        while n < len(self.closed) and self._closed_starts[n] < following:
            region = self.closed[n]
            n += 1
            if region.start >= block.start:
                if at < min(region.start, block.end):
                    shown.append(self._piece(index, block, at, min(region.start, block.end)))
                shown.append(self._placard(region))
            at = max(at, region.end)
        if at < block.end or (at == block.start and not shown):
            shown.append(self._piece(index, block, at, block.end))
        return tuple(shown)

    def after(self, index: int) -> int | None:
        """The next block that may show something, or None at the end."""
        following = index + 1
        if following >= self.blocks:
            return None
        region = self.closed_region_at(self._start_of(following))
        if region is None or region.start >= self._start_of(following):
            return following
        return max(following, self.block_at(min(region.end, self.end - 1)))

    def before(self, index: int) -> int | None:
        """The block before *index* that may show something, or None at the beginning."""
        if index <= 0:
            return None
        earlier = self._skeleton.blocks.own(index - 1)
        region = self.closed_region_at(self._start_of(earlier))
        if region is None or region.end < self._start_of(index):
            return earlier
        return min(earlier, self.block_at(region.start))

    def above(self, index: int) -> Block | Region | None:
        """What stands above block *index*: a block, a closed region, or None at the top."""
        if not index:
            return None
        block = self._skeleton.blocks[index - 1]
        last, line_end = max(block.start, block.end - 1), self._start_of(index) - 1
        return self.closed_region_at(last) or self.closed_region_at(line_end) or block

    def goes_on(self, index: int) -> bool:
        """Whether block *index* is the next portion of what stands above."""
        return self._skeleton.blocks.goes_on(index)

    def is_tight(self, index: int) -> bool:
        """Whether block *index* follows closely on what stands above: one list holds both."""
        above, block = self.above(index), self._skeleton.blocks[index]
        if not isinstance(above, Block):
            return False
        return bool(block.indent and above.indent and block.quotes == above.quotes)

    def _start_of(self, index: int) -> int:
        """Where block *index* begins; behind the last one, the end."""
        return self._skeleton.blocks.start(index)

    def _piece(self, index: int, block: Block, start: int, end: int) -> Piece:
        is_first = start == block.start and not self._skeleton.blocks.goes_on(index)
        if block.marks:
            marks = tuple(
                Mark(max(mark.start, start), min(mark.end, end), mark.style, mark.target)
                for mark in block.marks
                if mark.start < end and mark.end > start
            )
            block = block._replace(marks=marks)
        return Piece(block, start, end, self._document.text[start:end], is_first)

    def _placard(self, region: Region) -> Placard:
        path = self.section_path(region.start - 1) if region.start else ()
        skeleton = self._skeleton
        sections = skeleton.sections(region)
        return Placard(
            region, sections, path[-1] if path else self.title, skeleton.length_of(region)
        )


class Skeleton:
    """What is the same in all views of one document, whichever regions are open."""

    def __init__(self, document: Document, *, is_divided: bool = True) -> None:
        self._document = document
        self.blocks = numbered(document, is_divided=is_divided)
        """The document's blocks, giant ones in portions."""
        self._lengths: dict[Region, Length] = {}

    def heading(self, section: Section) -> Block:
        """The block of a section's heading."""
        return self._document.blocks[self._document.block_at(section.start)]

    def sections(self, region: Region) -> tuple[Section, ...]:
        """The sections whose headings stand wholly in *region*."""
        first, last = self._sections_in(region, region.start, region.end)
        return self._document.sections[first:last]

    def headings(self, region: Region, start: int, end: int) -> Iterator[Block]:
        """The headings that stand wholly in *region*, of those that touch a span."""
        first, last = self._sections_in(region, start, end)
        return (self.heading(section) for section in self._document.sections[first:last])

    def _sections_in(self, region: Region, start: int, end: int) -> tuple[int, int]:
        starts, sections = self._document.section_starts, self._document.sections
        begin = bisect_left(starts, region.start)
        first = max(begin, bisect_right(starts, start) - 1)
        last = bisect_left(starts, min(end, region.end))
        if first < last and self.heading(sections[last - 1]).end > region.end:
            last -= 1
        return first, last

    def length_of(self, region: Region) -> Length:
        """How much there is to read in *region*."""
        if region not in self._lengths:
            self._lengths[region] = length(self._document.text[region.start : region.end])
        return self._lengths[region]
