"""A view set at a measure: rows ⇄ offsets, as lazily as it can be done.

A row has no number: numbering the rows means setting the whole text first. A *spot* names a row by
its block and its line within the block; one moves from spot to spot, and only the blocks that are
passed or shown are set. So opening, jumping, resizing and turning a region cost the same in a short
text and in a long one, and nothing above the reader's eye can move what is under it.
"""

from __future__ import annotations

from itertools import islice

from reader.text import clean
from reader.text.cells import fit, width
from reader.text.document import Block, Kind
from reader.text.line import Line, Run
from reader.text.placard import PlacardWords, set_placard
from reader.text.setting import quotation_bars, set_piece
from reader.text.typography import Typography, indents_every_paragraph
from reader.text.view import Piece, Placard, View
from reader.values import NamedTuple, replace

_APART = (None, Kind.HEADING, Kind.CODE, Kind.TABLE, Kind.FIGURE, Kind.RULE)
"""What always has air around it; None stands for a placard."""
_KEPT_BLOCKS = 2_000
"""Set blocks that are kept for when the reader comes back; each is some kilobytes."""


class Spot(NamedTuple):
    """A row of the page. Spots compare in the order of the page."""

    block: int
    line: int


class Layout:
    """The lines of one view in one typography.

    Turning a region or changing the measure makes another layout.
    """

    def __init__(
        self, view: View, typography: Typography, words: PlacardWords | None = None
    ) -> None:
        self.view = view
        self.typography = typography
        self._words = words or PlacardWords()
        self._blocks: dict[int, tuple[Line, ...]] = {}
        """In the order in which they were asked for last."""

    # Rows.

    def lines_of(self, block: int) -> tuple[Line, ...]:
        """The rows of a block, with the air above it; empty if a closed region has swallowed it."""
        known = self._blocks.get(block)
        if known is not None:
            self._blocks[block] = self._blocks.pop(block)
            return known
        lines = self._set(block)
        self._blocks[block] = lines
        if len(self._blocks) > _KEPT_BLOCKS:
            del self._blocks[next(iter(self._blocks))]
        return lines

    def line(self, spot: Spot) -> Line:
        """The row at *spot*."""
        return self.lines_of(spot.block)[spot.line]

    def window(self, spot: Spot, height: int) -> list[Line]:
        """At most *height* rows from *spot* on; fewer at the end of the text."""
        rows: list[Line] = []
        block: int | None = spot.block
        skip = spot.line
        while block is not None and len(rows) < height:
            rows.extend(islice(self.lines_of(block), skip, skip + height - len(rows)))
            skip = 0
            block = self.view.after(block)
        return rows

    @property
    def first(self) -> Spot:
        """The first row: the title's, which no region hides."""
        return Spot(0, 0)

    @property
    def last(self) -> Spot:
        """The last row."""
        block = self.view.blocks - 1
        if not self.lines_of(block):
            block = self._above(block) or 0
        return Spot(block, len(self.lines_of(block)) - 1)

    def bottom(self, height: int) -> Spot:
        """The row that stands on top when the last one stands at the bottom of *height* rows."""
        return self.move(self.last, 1 - max(1, height))

    # Moving.

    def move(self, spot: Spot, rows: int) -> Spot:
        """The spot *rows* below (or above, if negative), as far as there is text."""
        block, line = spot
        if rows >= 0:
            while True:
                count = len(self.lines_of(block))
                if line + rows < count:
                    return Spot(block, line + rows)
                following = self._below(block)
                if following is None:
                    return Spot(block, count - 1)
                rows -= count - line
                block, line = following, 0
        while line + rows < 0:
            earlier = self._above(block)
            if earlier is None:
                return self.first
            rows += line
            block, line = earlier, len(self.lines_of(earlier))
        return Spot(block, line + rows)

    def distance(self, upper: Spot, lower: Spot, most: int) -> int:
        """Rows from *upper* down to *lower*, at most *most*."""
        rows, block = -upper.line, upper.block
        while block < lower.block and rows < most:
            rows += len(self.lines_of(block))
            following = self.view.after(block)
            if following is None:
                break
            block = following
        return min(most, rows + lower.line)

    # Rows ⇄ offsets.

    def locate(self, offset: int) -> Spot:
        """The row that shows *offset*: its line, its placard, or the nearest above it."""
        block: int | None = self.view.block_at(offset)
        while block is not None:
            best: int | None = None
            lines = self.lines_of(block)
            for n, line in enumerate(lines):
                if line.is_air:
                    continue
                if line.start <= offset < line.end:
                    return Spot(block, n)
                if line.start <= offset and (best is None or lines[best].start < line.start):
                    best = n
            if best is not None:
                return Spot(block, best)
            block = self.view.before(block)
        return self.first

    def _below(self, block: int) -> int | None:
        """The next block that has rows, or None."""
        following = self.view.after(block)
        while following is not None and not self.lines_of(following):
            following = self.view.after(following)
        return following

    def _above(self, block: int) -> int | None:
        """The block before that has rows, or None."""
        earlier = self.view.before(block)
        while earlier is not None and not self.lines_of(earlier):
            earlier = self.view.before(earlier)
        return earlier

    # Setting.

    def _set(self, index: int) -> tuple[Line, ...]:
        rows: list[Line] = []
        pieces = self.view.pieces(index)
        bars: tuple[Run, ...] = ()
        for n, piece in enumerate(pieces):
            if isinstance(piece, Placard):
                air, bars = 1, ()
                body = set_placard(piece, self.typography.measure, self._words)
            else:
                air = self._air(index, piece) if n == 0 else 1
                bars = self._beside(index, piece) if n == 0 else ()
                if rows or piece.block.kind is not Kind.TITLE:
                    air += self.typography.line_gap
                body = set_piece(piece, self.view.language, self._typography(index))
                if piece.block.kind is Kind.CODE and len(pieces) > 1:
                    body = _without_edges(body, above=n > 0, below=n + 1 < len(pieces))
                if piece.block.kind is Kind.TITLE:
                    body += self._byline(piece)
                    if self.view.is_empty:
                        body += self._centered(piece, self._words.empty, "quiet")
            if body:
                at = body[0].start
                rows += [Line(at, at, bars, is_air=True)] * air
                rows += body
        return tuple(rows)

    def _beside(self, index: int, piece: Piece) -> tuple[Run, ...]:
        """What goes on left of the air above a block: the bars of quotations that hold the one above
        too.
        """
        above = self.view.above(index)
        quotes = piece.block.quotes
        if not quotes or not isinstance(above, Block) or self.view.goes_on(index):
            return ()
        return quotation_bars(min(quotes, above.quotes), self.typography.measure)

    def _typography(self, index: int) -> Typography:
        """How a block is to look: in languages of words a paragraph is indented behind another one,
        not under a heading.
        """
        typography, language = self.typography, self.view.language
        if not typography.indents(language) or indents_every_paragraph(language):
            return typography
        above = self.view.above(index)
        follows = isinstance(above, Block) and above.kind is Kind.PARAGRAPH and not above.indent
        return typography if follows else replace(typography, indent=0)

    def _air(self, index: int, piece: Piece) -> int:
        """Empty rows above a piece."""
        gap = self.typography.gap
        block, above = piece.block, self.view.above(index)
        if block.kind is Kind.TITLE:
            return 1
        if above is None or self.view.goes_on(index):
            return 0
        kind_above = above.kind if isinstance(above, Block) else None
        if kind_above is Kind.TITLE:
            return 2
        if block.kind is Kind.HEADING:
            return 1 if kind_above is Kind.HEADING or block.level > 2 else max(2, gap)
        if kind_above in _APART or block.kind in _APART:
            return max(1, gap)
        if self.view.is_tight(index) or block.kind is kind_above is Kind.NOTE:
            return 0
        return max(1, gap) if block.kind is Kind.NOTE or block.indent else gap

    def _byline(self, piece: Piece) -> list[Line]:
        """Author and date, in the middle under the title."""
        said = [clean.line(word) for word in (self.view.author, self.view.date) if word]
        if not said:
            return []
        return self._centered(piece, " · ".join(said), "byline")

    def _centered(self, piece: Piece, said: str, role: str) -> list[Line]:
        """Something said in the middle under the title, after a row of air."""
        measure = self.typography.measure
        text = fit(said, measure) if width(said) > measure else said
        shift = " " * max(0, (measure - width(text)) // 2)
        return [
            Line(piece.start, piece.start, is_air=True),
            Line(piece.end, piece.end, (Run(shift + text, (role,)),)),
        ]


def _without_edges(rows: list[Line], *, above: bool, below: bool) -> list[Line]:
    """Without the empty rows of a program that lie at a placard above or below: its own air is there."""
    start, end = 0, len(rows)
    while below and end > start and not rows[end - 1].text.strip():
        end -= 1
    while above and start < end and not rows[start].text.strip():
        start += 1
    return rows[start:end]
