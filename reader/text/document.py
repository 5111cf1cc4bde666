r"""What an essay is once it has been read: one string, and spans over it.

`Document.text` is the essay's text without markup and markers: the blocks' texts, each followed by
one line end, in the order of the source. Everything else is a span of *offsets* into it: indices in
code points, half-open. An offset on the line end behind a block belongs to that block.

    text    学会聚餐\n一、开始\n那天下着雨……\n
    blocks  TITLE    HEADING  PARAGRAPH
    sections         └──────────────────▶

This file holds the nouns and the look-ups on them. Parsing is `reader.formats`' work, hiding closed
regions is `reader.text.view`'s, lines are `reader.text.layout`'s.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.enums import IntEnum, StrEnum
from reader.memo import cached_property
from reader.text.digest import fingerprint
from reader.text.length import Length, length
from reader.values import NamedTuple, dataclass, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    from reader.text.portions import Numbered


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    """The essay's own title. Every document begins with exactly one."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    """Lines that are kept as they are; `Block.label` is the language, or empty."""
    TABLE = "table"
    """Rows end with line ends, cells with tabs; the first row is the head. `Block.columns` has the
    alignments.
    """
    FIGURE = "figure"
    """An image that cannot be shown: the text is the caption, `Block.label` the path or address."""
    RULE = "rule"
    """A thematic break, or a page break of the source. Its text is empty."""
    NOTE = "note"
    """A footnote; `Block.label` is its number or name."""
    VERSE = "verse"
    """Lines that must not be joined or filled: poems, addresses, salutations."""


class Style(StrEnum):
    """What a stretch of text inside a block is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    DELETED = "deleted"
    LINK = "link"
    NOTE_MARK = "note_mark"
    """The reference to a footnote; `Mark.target` is its label."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block that looks or acts differently. Marks of one block may nest."""

    start: int
    end: int
    style: Style
    target: str = ""
    """Where a link leads."""


class Block(NamedTuple):
    """One paragraph, heading, table… of a document."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 is the highest. Else 0."""
    quotes: int = 0
    """How many quotations stand around it."""
    indent: int = 0
    """How many lists stand around it."""
    bullet: str = ""
    """What stands before it in the list: `•`, `3.`; empty for the further blocks of an item."""
    label: str = ""
    """A code block's language, a figure's address, a note's label."""
    columns: tuple[str, ...] = ()
    """Of a table: `left`, `right` or `center` for each column."""
    marks: tuple[Mark, ...] = ()
    """Sorted by start."""
    centered: bool = False
    """The source had it in the middle of the line."""
    indents: tuple[int, ...] = ()
    """Of verse: how many cells further right than the leftmost each of its lines began in the source;
    of a single line, how many from the margin. Empty if none did.
    """


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    level: int
    title: str
    start: int
    """Where its heading begins."""
    end: int
    """Where the next section of its level or a higher one begins."""
    parent: int | None = None
    """The index of the section around it in `Document.sections`, or None."""


@dataclass(frozen=True, slots=True)
class Region:
    """A paid span of an essay."""

    id: str
    """Unique in its document. Made of what the region itself begins with: edits elsewhere do not
    change it.
    """
    start: int
    end: int


@dataclass(frozen=True)
class Oddity:
    """Something odd in a source: a warning for `inspect` and the essay's details."""

    line: int
    """Counted from 1, in the source."""
    message: str


@dataclass(frozen=True)
class Ground:
    """Why something was recognised in a source that does not mark it: for `inspect`."""

    what: str
    """`essay`, `title`, `author`, `date` or `heading`."""
    source: int
    """Where in the decoded source the line begins that shows it."""
    why: str
    """A clause, in English, without a full stop."""
    start: int = 0
    """Of a heading: where it begins in the text."""


_OF_TEXT = ("length", "fingerprint", "identity", "block_starts", "section_starts", "_region_starts")
"""What is found out about a document's text, once."""


class Stage(IntEnum):
    """How much of a document's source was read when it was made."""

    HEAD = 0
    """The first kilobytes: the rest of the essay is missing."""
    WHOLE = 1
    """All of it; but headings may be missing, and that it is several essays."""
    UNDERSTOOD = 2
    """All of it, and it was understood."""


if TYPE_CHECKING:

    class Parts(Protocol):
        """What a document that is read where one looks has in place of what is computed from all of it."""

        @property
        def blocks(self) -> Numbered:
            """The blocks, giant ones in portions."""

        @property
        def length(self) -> Length:
            """How much there is to read; about, while not all was looked through."""

        @property
        def fingerprint(self) -> str:
            """As `Document.fingerprint`; empty while not all was looked through."""

        @property
        def cut_headings(self) -> tuple[int, ...]:
            """As `Document.cut_headings`."""

        @property
        def identity(self) -> str:
            """What is another where the text is another, and may be another where it is the same."""

        def source_offset(self, offset: int) -> int:
            """Where *offset* is in the decoded source, in code points."""

        def offset_of(self, source: int) -> int:
            """The offset of what stands at *source* in the decoded source, or next behind it."""

        def line_of(self, source: int) -> int:
            """The number of the line that *source*, an offset into the decoded source, is in, from 1."""

        @property
        def starts(self) -> Sequence[int]:
            """Where each chunk begins, and behind the last one, the end."""

        def raw(self, chunk: int) -> str:
            """What the source has where a chunk comes from, as it is written, markers included. SourceError if it
            has changed.
            """

        def near(self, text: str, most: int) -> Sequence[int]:
            """Offsets not far from where *text*, a part of a line, stands: the first *most* of them."""


@dataclass(frozen=True)
class Document:
    """The parsed text of one essay."""

    title: str
    text: str
    """Of a document that is too long to be held, a `reader.text.chunks.ChunkedText`, which has a length
    and slices, and nothing else: whoever may meet one asks for no more.
    """
    blocks: Sequence[Block]
    sections: tuple[Section, ...] = ()
    """In order of the text."""
    regions: tuple[Region, ...] = ()
    """In order of the text; none is empty, and none overlaps another or the title."""
    author: str = ""
    date: str = ""
    """As the source has it, or ISO 8601 where it could be read."""
    language: str = "zh"
    """BCP 47; what the typesetting goes by."""
    tags: tuple[str, ...] = ()
    origin: tuple[tuple[int, int], ...] = field(default=((0, 0),), repr=False)
    """Where the text came from: pairs (offset, offset in the decoded source with `\\n` line ends),
    sorted by the first; from one pair on both run alike, never past the source offset of the next.
    Notes that were set apart lead back.
    """
    source_span: tuple[int, int] = (0, 0)
    """The part of the decoded source that this essay is, markers included."""
    paid_source: tuple[tuple[int, int], ...] = ()
    """What of `source_span` stands between paid markers, title included: spans of the decoded
    source, sorted.
    """

    is_empty: bool = False
    """Whether the source holds no text: the title is the file's name, and all there is."""
    grounds: tuple[Ground, ...] = field(default=(), repr=False, compare=False)
    """Why plain text was understood as it was. Not kept where documents are."""
    parts: Parts | None = field(default=None, repr=False, compare=False)
    """Of a document that is too long to be held; else None."""
    stage: Stage = Stage.UNDERSTOOD
    share: float = 1.0
    """The part of the essay that this is, about: of a head, less than 1."""

    @cached_property
    def block_starts(self) -> list[int]:
        """Where each block begins."""
        return [block.start for block in self.blocks]

    @cached_property
    def section_starts(self) -> list[int]:
        """Where each section begins."""
        return [section.start for section in self.sections]

    @cached_property
    def cut_headings(self) -> tuple[int, ...]:
        """The indices of the sections whose headings have an edge of a region inside."""
        if self.parts is not None:
            return self.parts.cut_headings
        return cut_headings(
            self.sections, self.regions, lambda start: self.blocks[self.block_at(start)]
        )

    @cached_property
    def _region_starts(self) -> list[int]:
        return [region.start for region in self.regions]

    @cached_property
    def length(self) -> Length:
        """How much there is to read: regions included, open or closed."""
        if self.parts is not None:
            return self.parts.length
        if self.is_empty:
            return Length()
        here = length(self.text)
        if self.stage is Stage.HEAD:
            return Length(round(here.han / self.share), round(here.words / self.share))
        return here

    @property
    def extent(self) -> int:
        """The end of the essay's offsets; of a head, about."""
        return round(len(self.text) / self.share)

    @cached_property
    def fingerprint(self) -> str:
        """What tells the text behind the title from any other: 16 hexadecimal digits.

        It stays the same when the essay is moved, or its title corrected.
        """
        if self.parts is not None:
            return self.parts.fingerprint
        body = self.text[self.blocks[0].end + 1 :] if self.blocks else self.text
        return fingerprint(body)

    @cached_property
    def identity(self) -> str:
        """What is another where the text is another: 16 hexadecimal digits."""
        return fingerprint(self.text) if self.parts is None else self.parts.identity

    def with_details(self, title: str, author: str, date: str, tags: tuple[str, ...]) -> Document:
        """The same document as somebody else describes it; what was found out about its text holds."""
        if (title, author, date, tags) == (self.title, self.author, self.date, self.tags):
            return self
        found = replace(self, title=title, author=author, date=date, tags=tags)
        known = vars(self)
        vars(found).update({name: known[name] for name in _OF_TEXT if name in known})
        return found

    def block_at(self, offset: int) -> int:
        """The index of the block that *offset* is in."""
        if self.parts is not None:
            return self.parts.blocks.at(offset)
        return max(0, bisect_right(self.block_starts, offset) - 1)

    def section_at(self, offset: int) -> int | None:
        """The index of the innermost section around *offset*, or None before the first."""
        index = bisect_right(self.section_starts, offset) - 1
        return index if index >= 0 else None

    def region_at(self, offset: int) -> Region | None:
        """The paid region around *offset*, or None."""
        index = bisect_right(self._region_starts, offset) - 1
        if index >= 0 and offset < self.regions[index].end:
            return self.regions[index]
        return None

    def section_path(self, offset: int) -> tuple[str, ...]:
        """The titles of the sections around *offset*, outermost first."""
        titles: list[str] = []
        index = self.section_at(offset)
        while index is not None:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return tuple(reversed(titles))

    def source_offset(self, offset: int) -> int:
        """Where *offset* is in the decoded source, in code points."""
        if self.parts is not None:
            return self.parts.source_offset(offset)
        index = bisect_right(self.origin, (offset, float("inf"))) - 1
        if index < 0:
            return self.source_span[0]
        start, source = self.origin[index]
        found = source + offset - start
        if index + 1 < len(self.origin) and (limit := self.origin[index + 1][1]) >= source:
            return min(found, limit)
        return min(found, max(source, self.source_span[1]))

    def offset_of(self, source: int) -> int:
        """The offset of what stands at *source* in the decoded source, or near it."""
        if self.parts is not None:
            return self.parts.offset_of(source)
        before = max(
            (pair for pair in self.origin if pair[1] <= source),
            key=lambda pair: pair[1],
            default=(0, source),
        )
        return min(before[0] + source - before[1], max(0, len(self.text) - 1))


def cut_headings(
    sections: Sequence[Section], regions: Sequence[Region], heading_at: Callable[[int], Block]
) -> tuple[int, ...]:
    """The indices of the sections whose headings have an edge of a region inside; *heading_at* gives the heading that
    begins at an offset.
    """
    starts = [section.start for section in sections]
    cut = set()
    for region in regions:
        for edge in (region.start, region.end):
            index = bisect_right(starts, edge) - 1
            if index >= 0:
                heading = heading_at(starts[index])
                if heading.start < edge < heading.end:
                    cut.add(index)
    return tuple(sorted(cut))


def nest(headings: list[tuple[int, str, int]], end: int) -> tuple[Section, ...]:
    """Sections from headings `(level, title, offset)` in order of the text; *end* is the text's
    length.
    """
    ends = [end] * len(headings)
    parents: list[int | None] = [None] * len(headings)
    around: list[int] = []
    for index, (level, _, start) in enumerate(headings):
        while around and headings[around[-1]][0] >= level:
            ends[around.pop()] = start
        parents[index] = around[-1] if around else None
        around.append(index)
    return tuple(
        Section(level, title, start, ends[index], parents[index])
        for index, (level, title, start) in enumerate(headings)
    )
