"""The table of a large text: where its chunks are, in bytes, code points, units and offsets.

It is made in one pass over the source, a chunk at a time. What is remembered of a chunk are a few
numbers, so that the table of 100 MB takes 300 KB. The pass also finds all markers: as long as it has
not ended, nobody knows what is paid behind it.
"""

from __future__ import annotations

import unicodedata

from reader.formats.composed import composed
from reader.formats.large.cutting import TARGET, Cutter
from reader.formats.large.manner import Manner, WholeOnlyError
from reader.formats.markers import (
    MARKER,
    Marker,
    Regions,
    Source,
    cut,
    markers_in,
    may_have_markers,
)
from reader.formats.plaintext.candidates import is_underlined
from reader.formats.plaintext.lines import Line, indent_of, lines_of
from reader.formats.plaintext.reading import paragraph_runs
from reader.formats.plaintext.units import RULE_SIGNS, Unit, Wrapping, is_rule, unwrapped
from reader.light import array
from reader.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.formats.large.manner import Bytes

_LONGEST_TITLE = 120
"""Code points of a line that may be a title, at most."""
_FIRST = 5
"""Lines above a title, at most: markers and what sites put there."""
CONTINUES, OPEN, MARKED = 1, 2, 4
"""Flags of a chunk: it goes on in the middle of a line; so does the next one; it has markers."""


@dataclass
class Table:
    """Where the chunks are. Each column has an entry for each chunk, and one for the end."""

    manner: Manner
    starts: array[int] = field(default_factory=lambda: array("q", (0,)))
    """In bytes."""
    texts: array[int] = field(default_factory=lambda: array("q", (0,)))
    """In code points of the text without markers: what `Line.offset` counts."""
    units: array[int] = field(default_factory=lambda: array("q", (0,)))
    sizes: array[int] = field(default_factory=lambda: array("q", (0,)))
    """In code points of a document's text, if all units were the body of one essay."""
    lines: array[int] = field(default_factory=lambda: array("q", (0,)))
    """In line ends of the source."""
    flags: bytearray = field(default_factory=bytearray)
    length: int = 0
    """Code points of the decoded source, markers included."""
    jumps: tuple[tuple[int, int], ...] = ()
    """As `Source.jumps`."""
    breaks: tuple[int, ...] = ()
    """As `Source.breaks`."""
    paid: tuple[tuple[int, int], ...] = ()
    """As `Source.paid`."""

    def __len__(self) -> int:
        return len(self.flags)

    @property
    def source(self) -> Source:
        """The source without its text."""
        return Source("", self.jumps, self.length, self.paid, self.breaks)


def table_of(
    source: Bytes,
    manner: Manner,
    target: int = TARGET,
    progress: Callable[[float], None] = lambda part: None,
) -> Table:
    """The table of *source*. *progress* is told which part of it was read, 0 to 1."""
    table = Table(manner, starts=array("q", (manner.mark,)))
    jumps: list[tuple[int, int]] = []
    breaks: list[int] = []
    line_of: dict[int, int] = {}
    regions = Regions(line_of.__getitem__)
    for piece in Cutter(source, manner, target).pieces():
        text, flags = piece.text, piece.continues * CONTINUES | piece.is_open * OPEN
        if not flags and may_have_markers(text):
            base, before = table.texts[-1], table.length - table.texts[-1]
            found = cut(text, markers_in(text))
            if found.jumps:
                flags |= MARKED
                text = found.text
                jumps += ((base + at, before + shift) for at, shift in found.jumps)
                breaks += (base + at for at in found.breaks)
                for marker in found.markers:
                    if not table.flags and _parts_title(piece.text, marker):
                        raise WholeOnlyError("a marker within what may be a title")
                    moved = _moved(marker, table.length)
                    line_of[moved.start] = (
                        table.lines[-1] + 1 + piece.text.count("\n", 0, marker.start)
                    )
                    regions.take(moved)
        units, size = _measured(
            text, flags, manner.wrapping, found.breaks if flags & MARKED else ()
        )
        table.starts.append(piece.end)
        table.texts.append(table.texts[-1] + len(text))
        table.units.append(table.units[-1] + units)
        table.sizes.append(table.sizes[-1] + size)
        table.lines.append(table.lines[-1] + piece.text.count("\n"))
        table.flags.append(flags)
        table.length += len(piece.text)
        progress(piece.end / source.size)
    regions.finish(table.length)
    table.jumps, table.breaks, table.paid = tuple(jumps), tuple(breaks), tuple(regions.spans)
    return table


def _parts_title(text: str, marker: Marker) -> bool:
    """Whether *marker* stands within one of the first lines of *text*, a short one: of a title, only what is not
    paid is one.
    """
    start = text.rfind("\n", 0, marker.start) + 1
    if sum(not line.isspace() for line in text[:start].splitlines(keepends=True)) > _FIRST:
        return False
    end = text.find("\n", marker.end)
    sides = (
        MARKER.sub("", text[start : marker.start]),
        MARKER.sub("", text[marker.end : end if end >= 0 else len(text)]),
    )
    is_within = all(any(map(str.isalnum, side)) for side in sides)
    return is_within and sum(map(len, sides)) <= _LONGEST_TITLE


def _moved(marker: Marker, start: int) -> Marker:
    """*marker* of a chunk that begins at *start*."""
    return marker._replace(spans=tuple((start + a, start + b) for a, b in marker.spans))


def _measured(
    text: str, flags: int, how: Wrapping | None, breaks: tuple[int, ...]
) -> tuple[int, int]:
    """How many units *text* has, and code points in a document's text."""
    if flags & (CONTINUES | OPEN):
        return 1, len(_core(text, flags)) + (not flags & OPEN)
    if how is None and not breaks and _is_common(text):
        cores = [core for line in text.split("\n") if (core := line.strip())]
        are_told = RULE_SIGNS.isdisjoint([core[0] for core in cores])
        if are_told or not any(core[0] in RULE_SIGNS and is_rule(core) for core in cores):
            return len(cores), sum(map(len, cores)) + len(cores)
    units = _units(text, how, breaks, 0)
    size, above = 0, None
    for unit in units:
        if not unit.is_rule:
            size += len(text_of(unit)) + 1
        elif above is None or above.is_rule or not is_underlined(above, unit):
            # Nothing of a rule is in the text but its line end; of one that underlines, not even that.
            size += 1
        above = unit
    return len(units), size


def _is_common(text: str) -> bool:
    """Whether lines of *text* stand in a document as they are, blanks around them left out."""
    return (
        "\f" not in text
        and "\ufeff" not in text
        and "\u200b" not in text
        and unicodedata.is_normalized("NFC", text)
    )


def units_in(source: Bytes, table: Table, index: int) -> list[Unit]:
    """The units of a chunk."""
    start, end = table.starts[index], table.starts[index + 1]
    text, flags = table.manner.text(source.read(start, end - start)), table.flags[index]
    base = table.texts[index]
    if flags & (CONTINUES | OPEN):
        return [_portion(text, flags, base)]
    breaks: tuple[int, ...] = ()
    if flags & MARKED:
        text, _jumps, breaks, _markers = cut(text, markers_in(text))
    return _units(text, table.manner.wrapping, breaks, base)


def _units(text: str, how: Wrapping | None, breaks: tuple[int, ...], base: int) -> list[Unit]:
    return unwrapped(lines_of(text, breaks, base), how)


def _core(text: str, flags: int) -> str:
    """What of a line's portion is in a document's text."""
    text = text if flags & CONTINUES else text.lstrip()
    text = text if flags & OPEN else text.rstrip()
    return composed(text)[0]


def _portion(text: str, flags: int, base: int) -> Unit:
    """A portion of a line, as a unit."""
    core = _core(text, flags)
    lead = 0 if flags & CONTINUES else len(text) - len(text.lstrip())
    blanks = text.count("\n", 0, lead)
    line = Line(core, base + lead, indent_of(text[text.rfind("\n", 0, lead) + 1 : lead]), blanks)
    return Unit((line,), core, core, len(core), blanks, True, False)


def text_of(unit: Unit) -> str:
    """What a unit is in a document's text, its line end left out."""
    lines = unit.lines
    whole = unit.text if len(lines) == 1 else "".join(run.text for run in paragraph_runs(lines))
    return composed(whole.replace("\0", "\ufffd"))[0]
