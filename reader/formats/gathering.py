"""The blocks of a text with markup, as they are found: with the lists and quotations around each.

What stands in a note is set apart, page breaks come where the source has them. Which element or
token begins what is the business of those who walk through them.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from reader.formats.blocks import Run
from reader.formats.embedded import short
from reader.formats.markers import Source
from reader.formats.phrases import Notes, Phrase
from reader.text.document import Kind, Mark
from reader.values import dataclass, field

_BULLETS = "•◦▪"


@dataclass
class Piece:
    """A block to be."""

    kind: Kind
    runs: list[Run]
    marks: list[Mark] = field(default_factory=list)
    """Offsets count in the runs' joined text."""
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """Of a heading: 1 is the highest. Else 0."""
        return int(self.fields.get("level", 0))

    @property
    def text(self) -> str:
        """The runs' joined text."""
        return "".join(run.text for run in self.runs)

    def is_paid(self, source: Source) -> bool:
        """Whether anything of it, which is a block of *source*, is paid."""
        return any(source.is_paid(run.offset, run.offset + len(run.text)) for run in self.runs)


@dataclass
class _List:
    """A list that is open."""

    is_ordered: bool
    bullet: str = ""
    """What stands before the next block, if that is the first of an item."""


class Gathering:
    """The blocks found so far, and what is open around the next."""

    def __init__(self, breaks: Iterable[int] = ()) -> None:
        """*breaks* are the offsets of page breaks that are still ahead, sorted."""
        self.breaks = deque(breaks)
        self.quotes = 0
        self.lists: list[_List] = []
        self.body: list[Piece] = []
        self.notes = Notes()
        self.note: str | None = None
        """The label of the note whose blocks are being read."""

    def finished(self, end: int) -> list[Piece]:
        """All blocks of a text that ends at *end*, notes last."""
        self._break_pages(end + 1)
        for number, paragraphs in self.notes.in_order():
            whole = Phrase()
            for paragraph in paragraphs:
                if whole.size:
                    whole.put([Run("\n", paragraph.runs[0].offset if paragraph.runs else 0)])
                whole.extend(paragraph)
            self.body.append(Piece(Kind.NOTE, whole.runs, whole.marks, {"label": number}))
        return self.body

    def open_list(self, *, is_ordered: bool) -> None:
        """A list begins."""
        if self.lists:
            self.lists[-1].bullet = ""
        self.lists.append(_List(is_ordered))

    def open_item(self, number: str = "") -> None:
        """An item of the innermost list begins; an ordered one's has a *number*."""
        if self.lists[-1].is_ordered:
            self.lists[-1].bullet = number
            return
        depth = sum(not around.is_ordered for around in self.lists)
        self.lists[-1].bullet = _BULLETS[min(depth, len(_BULLETS)) - 1]

    def close_item(self) -> None:
        """An item ends; if it held nothing, it is an empty paragraph with a bullet."""
        if self.lists[-1].bullet:
            self.add(Kind.PARAGRAPH, [])

    def add(self, kind: Kind, runs: list[Run], marks: Sequence[Mark] = (), **fields: Any) -> None:
        """A block."""
        bullet = ""
        if self.lists:
            bullet, self.lists[-1].bullet = self.lists[-1].bullet, ""
        if self.note is not None:
            if runs:
                found = Phrase()
                found.extend(Phrase(runs, list(marks), 0))
                self.notes.add(self.note, found)
            return
        if not (runs or bullet or kind in (Kind.RULE, Kind.FIGURE)):
            return
        if fields.get("label", "")[:5] == "data:":
            fields["label"] = short(fields["label"])
        if runs and self.breaks:
            self._break_pages(runs[0].offset)
        if self.lists:
            fields |= {"indent": len(self.lists), "bullet": bullet}
        self.body.append(Piece(kind, runs, list(marks), fields | {"quotes": self.quotes}))

    def _break_pages(self, offset: int) -> None:
        """Add the page breaks that are before *offset*."""
        while self.breaks and self.breaks[0] <= offset:
            self.breaks.popleft()
            self.body.append(Piece(Kind.RULE, []))
