"""A selection: a passage with an end that stays and an end that moves. Values in, values out.

It begins as a unit, the *anchor*: a sentence, a paragraph, the character that the mouse was pressed
on. The head moves by units of any kind, away from the anchor and back; where it crosses the anchor
the other side grows, and the anchor stays selected, as it does when a mouse that was clicked twice
is dragged. Where it moves into the anchor, what is left of that is one character.

    前一句。【这一句。】后一句。   v
    前一句。【这一句。后一句。】   )    and back with (
    【前一句。这一句。】后一句。   ( (

Closed regions are stepped over, and no text of theirs is selected.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import TypeAlias

from reader.text.document import Region
from reader.text.motion import pieces_before, pieces_behind
from reader.text.sentence import sentence_end
from reader.text.view import Piece, View
from reader.text.words import Span, clusters, in_clusters, words
from reader.values import dataclass, replace

Steps: TypeAlias = "Pieces | Sections"
"""A kind of unit that a head moves by."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A selected passage. The head is its start or its end; the anchor lies at the other side."""

    start: int
    end: int
    anchor: Span
    is_back: bool = False
    """Whether the head is the start."""

    @classmethod
    def of(cls, start: int, end: int) -> Selection:
        """A passage that is all anchor."""
        return cls(start, end, (start, end))

    @property
    def head(self) -> int:
        """The offset of the end that moves."""
        return self.start if self.is_back else self.end

    def _forwards(self, end: int, anchor: Span | None = None) -> Selection:
        anchor = anchor or self.anchor
        return Selection(anchor[0], end, anchor, is_back=False)

    def _backwards(self, start: int, anchor: Span | None = None) -> Selection:
        anchor = anchor or self.anchor
        return Selection(start, anchor[1], anchor, is_back=True)


class Pieces:
    """Units that lie inside of what a view shows of one block."""

    def __init__(self, spans: Callable[[str], Iterator[Span]]) -> None:
        """*spans* are the units of a text, in order."""
        self._spans = spans

    def around(self, view: View, offset: int) -> Span | None:
        """The unit around *offset*, else the next one, else the last one."""
        for piece in pieces_behind(view, offset):
            for start, end in self._of(piece):
                if end > offset:
                    return start, end
        last = self.previous_start(view, view.end)
        return None if last is None else self.around(view, last)

    def next_end(self, view: View, offset: int) -> int | None:
        """Where the first unit ends that ends behind *offset*."""
        return next(
            (e for p in pieces_behind(view, offset) for _s, e in self._of(p) if e > offset), None
        )

    def next_start(self, view: View, offset: int) -> int | None:
        """Where the first unit begins that begins behind *offset*."""
        found = (s for p in pieces_behind(view, offset) for s, _e in self._of(p) if s > offset)
        return next(found, None)

    def previous_end(self, view: View, offset: int) -> int | None:
        """Where the last unit ends that ends before *offset*."""
        for piece in pieces_before(view, offset):
            found = [end for _start, end in self._of(piece) if end < offset]
            if found:
                return found[-1]
        return None

    def previous_start(self, view: View, offset: int) -> int | None:
        """Where the last unit begins that begins before *offset*."""
        for piece in pieces_before(view, offset):
            found = [start for start, _end in self._of(piece) if start < offset]
            if found:
                return found[-1]
        return None

    def _of(self, piece: Piece) -> Iterator[Span]:
        return (
            (piece.start + start, piece.start + end)
            for start, end in in_clusters(piece.text, self._spans(piece.text))
            if start < end
        )


class Sections:
    """Sections, each up to the next heading; what stands before the first one is one too."""

    def around(self, view: View, offset: int) -> Span | None:
        """The section around *offset*, else the next one."""
        start = self.previous_start(view, offset + 1)
        if start is None:
            start = self.next_start(view, offset)
        end = None if start is None else self.next_end(view, start)
        return None if start is None or end is None else (start, end)

    def next_end(self, view: View, offset: int) -> int | None:
        """Where the first section ends that ends behind *offset*: what may be seen of it."""
        borders = self._borders(view)
        for border in borders[bisect_right(borders, offset) :]:
            last = _last_before(view, border)
            if last is not None and last.end > offset:
                return last.end
        return None

    def next_start(self, view: View, offset: int) -> int | None:
        """Where the first section begins that begins behind *offset*."""
        borders = self._borders(view)
        for border in borders[max(0, bisect_right(borders, offset) - 1) : -1]:
            start = _first_from(view, border)
            if start is not None and start > offset:
                return start
        return None

    def previous_end(self, view: View, offset: int) -> int | None:
        """Where the last section ends that ends before *offset*."""
        borders = self._borders(view)
        for border in reversed(borders[1 : bisect_right(borders, offset) + 1]):
            last = _last_before(view, border)
            if last is not None and last.end < offset:
                return last.end
        return None

    def previous_start(self, view: View, offset: int) -> int | None:
        """Where the last section begins that begins before *offset*."""
        borders = self._borders(view)[:-1]
        for border in reversed(borders[: bisect_left(borders, offset)]):
            start = _first_from(view, border)
            if start is not None and start < offset:
                return start
        return None

    def _borders(self, view: View) -> list[int]:
        """Where sections that may be seen begin, the essay's beginning and its end included."""
        inside = (s.start for s in view.sections if view.closed_region_at(s.start) is None)
        return [*dict.fromkeys((0, *inside)), view.end]


def _first_from(view: View, border: int) -> int | None:
    """Where the first text stands from *border* on."""
    first = next((piece for piece in pieces_behind(view, border) if piece.text), None)
    return None if first is None else max(border, first.start)


def _last_before(view: View, border: int) -> Piece | None:
    """The last piece with text that begins before *border*."""
    return next((piece for piece in pieces_before(view, border) if piece.text), None)


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of *text* without the blanks between them."""
    at = 0
    while True:
        at += len(text) - at - len(text[at:].lstrip())
        if at >= len(text):
            return
        end = sentence_end(text, at)
        yield at, at + len(text[at:end].rstrip())
        at = max(end, at + 1)


def _whole(text: str) -> Iterator[Span]:
    yield 0, len(text)


CHARACTER, WORD, SENTENCE = Pieces(clusters), Pieces(words), Pieces(_sentences)
PARAGRAPH, SECTION = Pieces(_whole), Sections()


# The beginning.


def selected(view: View, offset: int, unit: Steps) -> Selection | None:
    """The unit around *offset*, selected; None where there is no text at all."""
    span = unit.around(view, offset)
    return None if span is None else Selection.of(*span)


def grown(view: View, selection: Selection, unit: Steps) -> Selection:
    """The selection up to the borders of the units that its ends stand in."""
    first = unit.around(view, selection.start)
    last = unit.around(view, selection.end - 1)
    if first is None or last is None:
        return selection
    start, end = min(first[0], selection.start), max(last[1], selection.end)
    return replace(Selection.of(start, end), is_back=selection.is_back)


# Moving the head.


def stepped(view: View, selection: Selection, unit: Steps, steps: int) -> Selection:
    """The selection with its head *steps* units further on, or back; as far as there is text."""
    for _step in range(abs(steps)):
        moved = _onward(view, selection, unit) if steps > 0 else _back(view, selection, unit)
        if moved == selection:
            break
        selection = moved
    return selection


def moved_to(view: View, selection: Selection, offset: int) -> Selection:
    """The selection with its head at the character at *offset*, which is selected too."""
    character = CHARACTER.around(view, offset)
    if character is None:
        return selection
    start, end = character
    first, last = selection.anchor
    if start < first or end > last:
        return selection._backwards(start) if start < first else selection._forwards(end)
    if selection.is_back:
        is_whole = start == first
        return selection._backwards(
            start, None if is_whole else _last_character(view, *selection.anchor)
        )
    return selection._forwards(
        end, None if end == last else _first_character(view, *selection.anchor)
    )


def swapped(view: View, selection: Selection) -> Selection:
    """The selection with the other end as its head; the sentence at this end becomes the anchor."""
    start, end = selection.start, selection.end
    if (start, end) == selection.anchor:
        return replace(selection, is_back=not selection.is_back)
    unit = SENTENCE.around(view, start if selection.is_back else end - 1) or (start, end)
    if selection.is_back:
        return Selection(start, end, (start, min(end, unit[1])))
    first = min(unit[0], _last_character(view, start, end)[0])
    return Selection(start, end, (max(start, first), end), is_back=True)


def _onward(view: View, selection: Selection, unit: Steps) -> Selection:
    first, last = selection.anchor
    if selection.is_back:
        start = unit.next_start(view, selection.start)
        if start is not None and start <= first:
            return selection._backwards(start)
        if start is not None and start < last:
            return selection._backwards(start, _last_character(view, *selection.anchor))
        if selection.start < first:
            return selection._backwards(first)
        end = unit.next_end(view, last)
    else:
        end = unit.next_end(view, selection.end)
    return selection if end is None else selection._forwards(end)


def _back(view: View, selection: Selection, unit: Steps) -> Selection:
    first, last = selection.anchor
    if not selection.is_back:
        end = unit.previous_end(view, selection.end)
        if end is not None and end >= last:
            return selection._forwards(end)
        if end is not None and end > first:
            return selection._forwards(end, _first_character(view, *selection.anchor))
        if selection.end > last:
            return selection._forwards(last)
        start = unit.previous_start(view, first)
    else:
        start = unit.previous_start(view, selection.start)
    return selection if start is None else selection._backwards(start)


def _first_character(view: View, start: int, end: int) -> Span:
    return CHARACTER.around(view, start) or (start, end)


def _last_character(view: View, start: int, end: int) -> Span:
    return CHARACTER.around(view, end - 1) or (start, end)


# What is selected.


def passage_text(view: View, start: int, end: int) -> str:
    """The essay's own text of a passage; of closed regions nothing, their headings neither."""
    parts: list[str] = []
    last = None
    for piece in takewhile(lambda piece: piece.start < end, pieces_behind(view, start)):
        if last is not None and piece.start > last:
            parts.append("\n")
        parts.append(piece.text[max(0, start - piece.start) : end - piece.start])
        last = piece.end
    return "".join(parts)


def closed_within(view: View, start: int, end: int) -> tuple[Region, ...]:
    """The closed regions that a passage reaches over."""
    return tuple(r for r in view.closed if r.start < end and r.end > start)
