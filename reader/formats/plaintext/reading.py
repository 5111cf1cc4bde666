"""Plain text → documents: its structure is recognised, because nothing in it is marked.

Lines become units (`units`), units are parted into essays (`collection`), of each is said what its
units are (`planning`). Here the documents are put together from that.
"""

from __future__ import annotations

from reader.errors import Said
from reader.formats.blocks import Builder, Run
from reader.formats.joining import joint
from reader.formats.markers import Source
from reader.formats.plaintext.collection import Essay, essays
from reader.formats.plaintext.lines import Line, lines
from reader.formats.plaintext.outline import joined
from reader.formats.plaintext.planning import SET_APART, Plan, Role, Roles, is_paid_unit, plan
from reader.formats.plaintext.residue import said_author, without_residue
from reader.formats.plaintext.titlepage import Title
from reader.formats.plaintext.units import Unit, units
from reader.regex import regex
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Ground, Kind
from reader.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INK = regex(r"[^ \u3000]")


def read_plain_text(
    source: Source, stem: str, corrections: Corrections = NOTHING
) -> list[Document]:
    """The essays that *source* is; *stem* is the title of one that has none."""
    known: Mapping[int, int] = {}
    if "［＃" in source.text:
        from reader.formats.plaintext.aozora import without_notes

        source, known = without_notes(source)
    whole = units(lines(source))
    if not whole:
        builder = Builder(source)
        builder.add(Kind.TITLE, [Run(stem, 0)])
        return [builder.document((0, source.length), title=stem)]
    first, end = without_residue(whole)
    parts = essays(whole[first:end], corrections)
    behind = source.origin(whole[end].lines[0].offset) if end < len(whole) else source.length
    spans = _spans(source, whole[first:end], parts, behind)
    found = whole[first:end]
    plans = [
        plan(found, part, stem, known, corrections=corrections, source=source) for part in parts
    ]
    if first and len(plans) == 1 and not plans[0].author:
        above = [unit for unit in whole[:first] if not is_paid_unit(source, unit)]
        plans = [replace(plans[0], author=said_author(above))]
    return [_document(source, found, one, span) for one, span in zip(plans, spans, strict=True)]


def _spans(
    source: Source, found: list[Unit], parts: list[Essay], end: int
) -> list[tuple[int, int]]:
    """Which part of the source each essay is: one ends where the next begins, the last at *end*."""
    if len(parts) == 1:
        return [(0, source.length)]
    starts = [source.origin(found[part.first].lines[0].offset) for part in parts]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _document(source: Source, found: Sequence[Unit], plan: Plan, span: tuple[int, int]) -> Document:
    builder = Builder(source)
    writer = Writer(builder, found, plan)
    writer.add_head()
    above = len(builder.blocks)
    begins = writer.add_body(plan.body, plan.part.end)
    grounds = _grounds(source, found, plan)
    if whys := plan.headings.why:
        for block, unit in zip(builder.blocks[above:], begins, strict=True):
            if why := whys.get(unit, ""):
                at = source.origin(_offset(found, unit))
                grounds.append(Ground("heading", at, why, block.start))
    return builder.document(
        span, joined, title=plan.name, author=plan.author, date=plan.date, grounds=tuple(grounds)
    )


def _grounds(source: Source, found: Sequence[Unit], plan: Plan) -> list[Ground]:
    """Why an essay begins here, and has its title, author and date."""
    grounds: list[Ground] = []
    if plan.part.why:
        at = source.origin(_offset(found, plan.part.first))
        grounds.append(Ground("essay", at, plan.part.why))
    if plan.title_unit is not None:
        at = source.origin(_offset(found, plan.title_unit))
        grounds.append(Ground("title", at, Said("the line that it begins with")))
    for what, unit in (("author", plan.author_unit), ("date", plan.date_unit)):
        if unit is not None:
            why = Said("a line under the title") if unit < plan.body else Said("a line at the end")
            grounds.append(Ground(what, source.origin(_offset(found, unit)), why))
    return grounds


def _offset(found: Sequence[Unit], unit: int) -> int:
    return found[unit].lines[0].offset


class Writer:
    """Writes one essay into a builder, all of it or a part."""

    def __init__(self, builder: Builder, units: Sequence[Unit], plan: Plan) -> None:
        self._builder = builder
        self._units = units
        self._plan = plan
        self._roles = Roles(units, plan)

    def add_head(self) -> None:
        """Add the title and the lines under it."""
        plan, units = self._plan, self._units
        if plan.title is None or plan.title_unit is None:
            first = units[plan.lines].lines[0].offset
            self._builder.add(Kind.TITLE, [Run(plan.name, first)])
        else:
            line = units[plan.title_unit].lines[0]
            self._builder.add(Kind.TITLE, title_runs(line, plan.title))
        for index in sorted({*range(plan.lines, plan.body)} - plan.spent):
            line = units[index].lines[0]
            self._builder.add(Kind.VERSE, [Run(line.text, line.offset)], centered=True)

    def add_body(self, start: int, end: int, *, is_whole: bool = False) -> list[int]:
        """Add what begins in the units from *start* to *end*; gives the unit that each block
        begins with.

        Of a heading with signs around it only the heading is added, unless *is_whole*.
        """
        begins: list[int] = []
        units, add_line = self._units, self._builder.add_line
        for role, first, stop in self._roles.within(start, end):
            if role is Role.UNDERLINE:
                continue
            begins.append(first)
            if role is Role.PROSE and units[first].is_single:
                # Most of a text is such paragraphs.
                add_line(Kind.PARAGRAPH, units[first].text, units[first].lines[0].offset)
            else:
                self._add(role, first, stop, is_whole=is_whole)
        return begins

    def _add(self, role: Role, first: int, stop: int, *, is_whole: bool) -> None:
        unit, builder = self._units[first], self._builder
        match role:
            case Role.PROSE:
                builder.add(Kind.PARAGRAPH, paragraph_runs(unit.lines))
            case Role.HEADING:
                self._add_heading(first, unit, is_whole=is_whole)
            case Role.RULE:
                builder.add(Kind.RULE, [])
            case Role.VERSE:
                self._add_verse(first, stop)
            case Role.LINE:
                indents = indents_of([unit])
                if indents:
                    runs = [Run(unit.text, unit.lines[0].offset)]
                    builder.add(Kind.VERSE, runs, indents=indents)
                else:
                    builder.add_line(Kind.VERSE, unit.text, unit.lines[0].offset)

    def _add_heading(self, index: int, unit: Unit, *, is_whole: bool) -> None:
        level = self._plan.headings.levels[index]
        if index in self._plan.headings.spans and not is_whole:
            start, end = self._plan.headings.spans[index]
            runs = [Run(unit.text[start:end], unit.lines[0].offset + start)]
        else:
            runs = paragraph_runs(unit.lines)
        self._builder.add(Kind.HEADING, runs, level=level)

    def _add_verse(self, start: int, stop: int) -> None:
        runs: list[Run] = []
        for index in range(start, stop):
            line = self._units[index].lines[0]
            if runs:
                runs.append(Run("\n", runs[-1].offset + len(runs[-1].text)))
            runs.append(Run(line.text, line.offset))
        self._builder.add(Kind.VERSE, runs, indents=indents_of(self._units[start:stop]))


def indents_of(verse: Sequence[Unit]) -> tuple[int, ...]:
    """The indents of lines that are kept, as `Block.indents` has them."""
    found = [unit.lines[0].indent for unit in verse]
    if len(found) == 1:
        return tuple(found) if found[0] >= SET_APART else ()
    least = min(found)
    return tuple([indent - least for indent in found]) if max(found) > least else ()


def title_runs(line: Line, title: Title) -> list[Run]:
    """The text of a title in its line."""
    if not title.is_spaced:
        return [Run(line.text[title.start : title.end], line.offset + title.start)]
    core = line.text[title.start : title.end]
    return [Run(m[0], line.offset + title.start + m.start()) for m in _INK.finditer(core)]


def paragraph_runs(parts: tuple[Line, ...]) -> list[Run]:
    """The text of lines that were broken only to fit a width."""
    if len(parts) == 1:
        return [Run(parts[0].text, parts[0].offset)]
    runs: list[Run] = []
    for line in parts:
        if runs:
            last = runs[-1]
            between = joint(last.text[-1], line.text[0])
            if _is_hyphenated(last.text, line.text):
                runs[-1] = Run(last.text[:-1], last.offset)
            elif between:
                runs.append(Run(between, last.offset + len(last.text)))
        runs.append(Run(line.text, line.offset))
    return runs


def _is_hyphenated(line: str, following: str) -> bool:
    return line[-1] in "-\u00ad\u2010" and line[-2:-1].islower() and following[0].islower()
