"""Plain text too large to be read as a whole.

A source of many megabytes is read in parts, so that nothing a reader waits for takes time in
proportion to it:

    head        the first kilobytes, read like any small text: the first page       milliseconds
    table       one pass: where chunks are, and all markers (`table`)               7 ms a megabyte
    documents   chunks that are understood when somebody looks at them (`documents`)
    plans       what is heading, and which essays there are (`recognised`)          0.1 s a megabyte

Until the pass has ended, nobody knows what is paid behind the head; so no document is made before.
"""

from __future__ import annotations

from pathlib import PurePath

from reader.formats import HOLDING, read
from reader.formats.decoding import decode
from reader.formats.large.cutting import TARGET, Cutter
from reader.formats.large.documents import Known, Pages
from reader.formats.large.foot import Tail, is_surely_free
from reader.formats.large.manner import HEAD, Manner, WholeOnlyError, manner_of
from reader.formats.large.table import Table, table_of
from reader.formats.large.units import LargeUnits, SketchedUnits
from reader.formats.markers import Source
from reader.formats.packing import packed
from reader.formats.plaintext.collection import Essay, essays
from reader.formats.plaintext.headings import Headings
from reader.formats.plaintext.planning import Plan, is_paid_unit, plan
from reader.formats.plaintext.residue import without_residue
from reader.formats.plaintext.units import Unit
from reader.formats.rooms import is_page, is_restructured
from reader.formats.sniffing import is_markdown, is_org
from reader.text import clean
from reader.text.corrections import NOTHING, ONE, Corrections
from reader.text.document import Document, Stage
from reader.values import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from reader.formats.large.manner import Bytes

__all__ = [
    "Bytes",
    "LargeText",
    "Progress",
    "Understood",
    "WholeOnlyError",
    "has_lines",
    "head",
    "large_text",
]

Progress: TypeAlias = "Callable[[float], None]"
_FIRST = 24 * 1024
"""Bytes that the first page is set from."""
_FOOT = 3
"""Chunks that the last page is set from before the pass."""
_PASSES = 16
"""How often recognition goes over all chunks, about: for its progress."""


class Understood(NamedTuple):
    """An essay of a large text, as it was understood."""

    plan: Plan
    span: tuple[int, int]
    """Its part of the decoded source."""
    known: Known


def has_lines(source: Bytes, name: str, corrections: Corrections = NOTHING) -> bool:
    """Whether *source* is plain text or Markdown: of these, a beginning can be read by itself.

    Raises `SourceError` for what is no text.
    """
    beginning = source.read(0, HEAD)
    if packed(beginning) or beginning[:4] in HOLDING:
        return False
    text = decode(beginning, name, corrections.encoding or None).text
    return bool(corrections.format) or not (is_restructured(text, name) or is_page(text, name))


def large_text(
    source: Bytes,
    name: str,
    identity: str = "",
    corrections: Corrections = NOTHING,
    target: int = TARGET,
) -> LargeText | None:
    """*source*, which is called *name*, as a large text; None if it can only be read as a whole.

    *identity* as `Parts.identity`. Raises `SourceError` for what is no text.
    """
    manner = manner_of(source, name, corrections.encoding or None)
    if manner is None or corrections.format in ("markdown", "org"):
        return None
    beginning = manner.text(source.read(manner.mark, HEAD))
    is_marked_up = is_markdown(beginning, name) or is_org(beginning, name)
    if "［＃" in beginning or (corrections.format != "text" and is_marked_up):
        return None
    return LargeText(source, manner, name, identity, corrections, target)


def head(
    source: Bytes,
    name: str,
    manner: Manner | None,
    corrections: Corrections = NOTHING,
    size: int = _FIRST,
) -> Document:
    """The beginning of *source* as a document: what a first page is set from.

    Nothing of it is closed that is open in the whole, nor the other way round: what a marker says
    holds for what stands behind it.
    """
    data = source.read(0, size)
    if len(data) < source.size:
        data = data[: data.rfind(b"\n") + 1 or len(data) // 4 * 4]
    encoding = manner.encoding if manner else None
    # As long as not all was read, it is one essay.
    as_one = replace(corrections, essays=(ONE,))
    found = read(data, name, encoding=encoding, corrections=as_one).documents[0]
    return replace(found, stage=Stage.HEAD, share=max(1, len(data)) / source.size)


class LargeText:
    """A large plain text: what is known of it, and what can be found out."""

    def __init__(
        self,
        source: Bytes,
        manner: Manner,
        name: str,
        identity: str = "",
        corrections: Corrections = NOTHING,
        target: int = TARGET,
    ) -> None:
        self.source = source
        self.manner = manner
        self._stem = clean.line(PurePath(name).stem) or "Untitled"
        self._identity = identity
        self._corrections = corrections
        self._target = target
        self._table: Table | None = None

    def read(self, progress: Progress = lambda part: None) -> Table:
        """Make the table; raises `WholeOnlyError` if the source cannot be read in parts."""
        if self._table is None:
            table = table_of(self.source, self.manner, self._target, progress)
            if not table.units[-1]:
                raise WholeOnlyError("nothing but white space")
            self._table = table
        return self._table

    def remember(self, table: Table) -> None:
        """Use a table that was made before."""
        self._table = table

    def whole(self, reach: int) -> Document:
        """All of it as one essay, with the headings among its first *reach* units."""
        table = self.read()
        units = LargeUnits(self.source, table)
        found = plan(
            units,
            Essay(None, 0, len(units)),
            self._stem,
            reach=reach,
            corrections=self._corrections,
            source=table.source,
        )
        return self._pages(found).document((0, table.length))

    @property
    def is_surely_free(self) -> bool:
        """Whether the bytes tell that nothing in it is paid."""
        return is_surely_free(self.source, self.manner)

    def foot(self) -> Document | None:
        """Its last part as a document, to set a last page from before the pass; None if that cannot be.

        Only for a text that `is_surely_free`: what is paid in it nobody knows.
        """
        before = self.source.size - (_FOOT + 1) * self._target
        start = (
            Cutter(self.source, self.manner, self._target).start_near(before)
            if before > 0
            else None
        )
        if start is None:
            return None
        tail = Tail(self.source, start)
        manner = replace(self.manner, mark=0)
        text = LargeText(tail, manner, self._stem, self._identity, self._corrections, self._target)
        try:
            return text.whole(0)
        except WholeOnlyError:
            return None

    def understood(self, progress: Progress = lambda part: None) -> list[Understood]:
        """Its essays. Takes a while: for a thread of its own."""
        table = self.read()
        looks = 0

        def looked() -> None:
            nonlocal looks
            looks += 1
            progress(min(0.99, looks / (_PASSES * len(table))))

        units = LargeUnits(self.source, table)
        # What people say of lines may be of any line.
        are_told = bool(self._corrections.essays or self._corrections.headings)
        kind = LargeUnits if are_told else SketchedUnits
        sketch = kind(self.source, table, looked)
        first, end = without_residue(units)
        parts = [
            Essay(
                None if part.title is None else first + part.title,
                first + part.first,
                first + part.end,
            )
            for part in essays(sketch[first:end], self._corrections)
        ]
        source = table.source
        plans = []
        for part in parts:
            said = self._corrections
            planned = plan(units, part, self._stem, corrections=said, sketch=sketch, source=source)
            if planned.title_unit is not None and _is_cut(units[planned.title_unit], source):
                # A title is seen whatever is closed; as text, its line is closed where it is paid.
                planned = planned.without_title(self._stem)
            plans.append(planned)
        found = []
        for one, span in zip(plans, self._spans(units, plans), strict=True):
            known = self._pages(one).look_through(span, looked)
            # What spoke for each heading is not asked for again.
            bare = Headings(one.headings.levels, one.headings.spans)
            found.append(Understood(replace(one, headings=bare), span, known))
        return found

    def documents(self, found: list[Understood]) -> tuple[Document, ...]:
        """The documents of essays that were understood."""
        return tuple(self._pages(one.plan).document(one.span, one.known) for one in found)

    def _spans(self, units: LargeUnits, plans: list[Plan]) -> list[tuple[int, int]]:
        """Which part of the source each essay is."""
        table = self.read()
        if len(plans) == 1:
            return [(0, table.length)]
        starts = [table.source.origin(units[one.part.first].lines[0].offset) for one in plans]
        last = plans[-1].part.end
        end = table.source.origin(units[last].lines[0].offset) if last < len(units) else None
        return list(zip(starts, [*starts[1:], end or table.length], strict=True))

    def _pages(self, found: Plan) -> Pages:
        return Pages(self.source, self.read(), found, self._identity)


def _is_cut(title: Unit, source: Source) -> bool:
    """Whether a part of a *title* is paid, and another is not."""
    line = title.lines[0]
    start, end = line.offset, line.offset + len(line.text)
    free = source.free(start, end)
    said = "".join(line.text[begin - start : stop - start] for begin, stop in free)
    return is_paid_unit(source, title) and any(map(str.isalnum, said))
