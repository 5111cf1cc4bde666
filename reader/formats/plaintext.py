"""Plain text → documents: its structure is recognised, because nothing in it is marked.

Lines become units (`units`), units are parted into essays (`collection`), each has a title page
(`titlepage`) and headings (`headings`). Here the documents are put together from that.
"""

import re
from collections.abc import Mapping

from reader.formats.blocks import Builder, Run
from reader.formats.collection import Essay, essays
from reader.formats.headings import Headings, headings
from reader.formats.joining import joint
from reader.formats.lines import PAGE_BREAK, Line, cells, lines
from reader.formats.markers import Source
from reader.formats.numbering import numbering
from reader.formats.residue import is_residue, without_residue
from reader.formats.titlepage import Title, above, below, is_salutation, title_of
from reader.formats.units import Unit, units
from reader.text.document import Document, Kind

_VERSE_LINE = 44
"""Cells that a line of verse has at most."""
_SHORTEST_VERSE, _LONGEST_VERSE = 3, 60
"""Lines."""


def read_plain_text(source: Source, stem: str) -> list[Document]:
    """The essays that *source* is; *stem* is the title of one that has none."""
    known: Mapping[int, int] = {}
    if "［＃" in source.text:
        from reader.formats.aozora import without_notes

        source, known = without_notes(source)
    whole = units(lines(source))
    if not whole:
        builder = Builder(source)
        builder.add(Kind.TITLE, [Run(stem, 0)])
        return [builder.document((0, source.length), title=stem)]
    first, end = without_residue(whole)
    parts = essays(whole[first:end])
    behind = source.origin(whole[end].lines[0].offset) if end < len(whole) else source.length
    spans = _spans(source, whole[first:end], parts, behind)
    return [
        _Writer(source, whole[first:end], part, stem, known).document(span)
        for part, span in zip(parts, spans, strict=True)
    ]


def _spans(
    source: Source, found: list[Unit], parts: list[Essay], end: int
) -> list[tuple[int, int]]:
    """Which part of the source each essay is: one ends where the next begins, the last at *end*."""
    if len(parts) == 1:
        return [(0, source.length)]
    starts = [source.origin(found[part.first].lines[0].offset) for part in parts]
    return list(zip(starts, [*starts[1:], end], strict=True))


class _Writer:
    """One essay on its way into a document."""

    def __init__(
        self,
        source: Source,
        found: list[Unit],
        part: Essay,
        stem: str,
        known: Mapping[int, int],
    ) -> None:
        self.known = known
        self.units = found
        self.part = part
        self.stem = stem
        self.builder = Builder(source)
        self.at = part.first
        self.headings = Headings()
        self.has_prose = False
        """Whether the text has begun."""
        self.prose_until = 0
        """Up to here no verse begins: the lines were looked at."""

    def document(self, span: tuple[int, int]) -> Document:
        title = self._title()
        head, count = above(list(self.units[self.at : min(self.at + 8, self.part.end)]))
        self._lines(count)
        tail, signed = below(list(self.units[max(self.at, self.part.end - 3) : self.part.end]))
        end = self.part.end - signed
        self.headings = headings(self.units, self.at, end, self.known)
        self._body(end)
        return self.builder.document(
            span,
            title=title,
            author=head.author or tail.author,
            date=head.date or tail.date,
        )

    def _title(self) -> str:
        index = self.part.title
        if index is None:
            index = self._first_title()
        if index is None:
            first = self.units[self.at].lines[0].offset
            self.builder.add(Kind.TITLE, [Run(self.stem, first)])
            return self.stem
        unit = self.units[index]
        title = title_of(unit.text) or Title(unit.text, 0, len(unit.text), False)
        line = unit.lines[0]
        self.builder.add(Kind.TITLE, _title_runs(line, title))
        self.at = index + 1
        if self.at < self.part.end and _underlines(unit, self.units[self.at]):
            self.at += 1
        return title.text

    def _first_title(self) -> int | None:
        """The unit that is the title of an essay that is alone in its source."""
        end = min(self.part.first + 4, self.part.end)
        for index in range(self.part.first, end):
            unit = self.units[index]
            if is_residue(unit.text) or unit.is_rule:
                continue
            if not unit.is_single or title_of(unit.text) is None:
                return None
            number = numbering(unit.text)
            if number is not None and (number.end == len(unit.text) or number.value == 1):
                return None
            return index if self.part.end - index > 1 else None
        return None

    def _lines(self, count: int) -> None:
        """Keep the lines under the title as they are."""
        for unit in self.units[self.at : self.at + count]:
            self.builder.add(Kind.VERSE, [Run(unit.text, unit.lines[0].offset)], centered=True)
        self.at += count

    def _body(self, signature: int) -> None:
        """Add what is under the title page; from the unit *signature* on lines stay as they are."""
        index = self.at
        while index < self.part.end:
            unit = self.units[index]
            if index in self.headings.levels:
                self._heading(index, unit)
            elif index in self.headings.underlines:
                pass
            elif unit.is_rule:
                self.builder.add(Kind.RULE, [])
            elif index >= signature or (not self.has_prose and is_salutation(unit)):
                self.builder.add(Kind.VERSE, [Run(unit.text, unit.lines[0].offset)])
            elif (stop := self._verse_end(index)) > index:
                self._verse(index, stop)
                index = stop
                continue
            else:
                self.builder.add(Kind.PARAGRAPH, _paragraph_runs(unit.lines))
                self.has_prose = True
            index += 1

    def _heading(self, index: int, unit: Unit) -> None:
        level = self.headings.levels[index]
        if index in self.headings.spans:
            start, end = self.headings.spans[index]
            runs = [Run(unit.text[start:end], unit.lines[0].offset + start)]
        else:
            runs = _paragraph_runs(unit.lines)
        self.builder.add(Kind.HEADING, runs, level=level)

    def _verse_end(self, start: int) -> int:
        """Behind the last line of the verse that begins with *start*; *start* if none does."""
        if start < self.prose_until or not self._begins_apart(start):
            return start
        index = start
        while index < self.part.end and self._is_verse_line(index, start):
            index += 1
        ends_apart = index == self.part.end or self.units[index].blanks > 0
        if ends_apart and _SHORTEST_VERSE <= index - start <= _LONGEST_VERSE:
            return index
        self.prose_until = index
        return start

    def _is_verse_line(self, index: int, start: int) -> bool:
        unit = self.units[index]
        return (
            unit.size <= _VERSE_LINE
            and unit.is_single
            and not unit.is_rule
            and (index == start or not unit.blanks)
            and index not in self.headings.levels
            and cells(unit.text) <= _VERSE_LINE
        )

    def _begins_apart(self, index: int) -> bool:
        return self.units[index].blanks > 0 or index == self.at

    def _verse(self, start: int, stop: int) -> None:
        runs: list[Run] = []
        for unit in self.units[start:stop]:
            line = unit.lines[0]
            if runs:
                runs.append(Run("\n", line.offset - line.indent - 1))
            runs.append(Run(line.text, line.offset))
        self.builder.add(Kind.VERSE, runs)


def _underlines(title: Unit, unit: Unit) -> bool:
    return (
        unit.is_rule and unit.blanks == 0 and unit.text != PAGE_BREAK and unit.text[0] in "=-*~＝—"
    )


def _title_runs(line: Line, title: Title) -> list[Run]:
    if not title.is_spaced:
        return [Run(line.text[title.start : title.end], line.offset + title.start)]
    core = line.text[title.start : title.end]
    return [
        Run(m[0], line.offset + title.start + m.start()) for m in re.finditer(r"[^ \u3000]", core)
    ]


def _paragraph_runs(parts: tuple[Line, ...]) -> list[Run]:
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
