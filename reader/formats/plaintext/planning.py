"""What each unit of an essay in plain text is: title, lines under it, headings, verse, signature.

A `Plan` is what has to be known of the whole essay; with it, what any stretch of units is can be
said without a look at the others. So an essay that is too long to be read as a whole can be read
where one looks.
"""

from __future__ import annotations

from reader.enums import Enum
from reader.formats.plaintext.candidates import is_underlined
from reader.formats.plaintext.collection import Essay
from reader.formats.plaintext.headings import Headings, headings
from reader.formats.plaintext.lines import PAGE_BREAK, cells
from reader.formats.plaintext.looks import is_contents
from reader.formats.plaintext.numbering import numbering
from reader.formats.plaintext.residue import is_residue
from reader.formats.plaintext.titlepage import (
    LONGEST_SALUTATION,
    Matter,
    Title,
    above,
    below,
    is_salutation,
    title_of,
)
from reader.formats.plaintext.units import Unit
from reader.regex import regex
from reader.text.corrections import NOTHING, Corrections
from reader.values import dataclass, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.formats.markers import Source

_DEGREE = regex(r"(?:硕士|博士|学士|本科|毕业).{0,6}论文$")
"""What a dissertation has above its title."""
_COLOPHON = ("底本：", "底本:")
"""What Aozora Bunko's texts have at the end: who typed them, and when."""
_VERSE_LINE = 44
"""Cells that a line of verse has at most."""
_LONGEST_LINE = max(_VERSE_LINE, LONGEST_SALUTATION)
"""Code points; what is longer is no line of its own."""
SET_APART = 16
"""Cells before a short line that its author put far to the right: a signature, a date."""
_NEARBY = 3
"""Lines above and below one of which begins far further left, if a line was put to the right."""
_FIRST_YEAR = 1000
"""A number from here on is a year, and may be a title."""
_SHORTEST_VERSE, _LONGEST_VERSE = 3, 60
"""Lines."""


class Role(Enum):
    """What a stretch of units is."""

    HEADING = "heading"
    RULE = "rule"
    LINE = "line"
    """A line that stays as it is: a salutation, a signature."""
    VERSE = "verse"
    """Lines that are a poem."""
    PROSE = "prose"
    """A paragraph."""
    UNDERLINE = "underline"
    """What only underlines the heading above: no part of the text."""


@dataclass(frozen=True)
class Plan:
    """What was understood of one essay."""

    part: Essay
    title: Title | None
    """Where in its line the title is; None if the essay has none of its own."""
    name: str
    """The essay's title."""
    title_unit: int | None
    lines: int
    """The first unit under the title: lines that say who wrote, and when."""
    body: int
    """The first unit behind these."""
    signature: int
    """From this unit on, lines stay as they are."""
    author: str = ""
    date: str = ""
    headings: Headings = field(default_factory=Headings)
    prose: int = 0
    """The first paragraph; before it, salutations are looked for."""
    author_unit: int | None = None
    """The unit that says who wrote."""
    date_unit: int | None = None
    """The unit that says when."""
    spent: frozenset[int] = frozenset()
    """Units that say nothing but who and when: that stands in the byline."""

    def without_title(self, name: str) -> Plan:
        """The plan of an essay whose title, and what stands under it, are text like any other: it is called *name*."""
        first = self.part.first
        none = frozenset[int]()
        return replace(
            self, title=None, title_unit=None, name=name, lines=first, body=first, spent=none
        )


def plan(
    units: Sequence[Unit],
    part: Essay,
    stem: str,
    known: Mapping[int, int] | None = None,
    reach: int | None = None,
    corrections: Corrections = NOTHING,
    sketch: Sequence[Unit] | None = None,
    *,
    source: Source,
) -> Plan:
    """What the essay *part* of *units*, which are of *source*, is; *stem* is the title of one that has none.

    *known* as `headings` takes it. Headings are looked for in the first *reach* units, or in all;
    in *sketch*, if given, where these are alike as far as headings go.
    """

    def is_paid(unit: Unit) -> bool:
        return is_paid_unit(source, unit)

    title, title_unit, lines = _title(units, part)
    head, count = above(list(units[lines : min(lines + 8, part.end)]), is_paid)
    body = lines + count
    last_lines = max(body, part.end - 5)
    tail, signed = below(list(units[last_lines : part.end]), is_paid)
    if any(unit.text.startswith(_COLOPHON) for unit in units[max(body, part.end - 12) : part.end]):
        tail, signed = Matter(), 0
    end = part.end - signed
    last = end if reach is None else min(end, body + reach)
    found = Plan(
        part,
        title,
        title.text if title else stem,
        title_unit,
        lines,
        body,
        end,
        head.author or tail.author,
        head.date or tail.date,
        headings(sketch or units, body, last, known or {}, corrections),
        part.end,
        _unit_of(lines + head.author_at, last_lines + tail.author_at, head.author, tail.author),
        _unit_of(lines + head.date_at, last_lines + tail.date_at, head.date, tail.date),
        frozenset(lines + number for number in head.spent),
    )
    roles = Roles(units, found).within(body, part.end)
    prose = next((start for role, start, _stop in roles if role is Role.PROSE), part.end)
    return replace(found, prose=prose)


def is_paid_unit(source: Source, unit: Unit) -> bool:
    """Whether anything of *unit*, which is one of *source*, is paid."""
    last = unit.lines[-1]
    return source.is_paid(unit.lines[0].offset, last.offset + len(last.text))


def _unit_of(above: int, below: int, said_above: str, said_below: str) -> int | None:
    """Where something is said: *above* the text, else *below* it, else nowhere."""
    return above if said_above else below if said_below else None


def _title(units: Sequence[Unit], part: Essay) -> tuple[Title | None, int | None, int]:
    """The title, its unit, and the first unit under it."""
    index = part.title
    if index is None:
        index = _first_title(units, part)
    if index is None:
        return None, None, part.first
    unit = units[index]
    title = title_of(unit.text) or Title(unit.text, 0, len(unit.text), False)
    under = index + 1
    if under < part.end and _underlines_title(units[under]):
        under += 1
    return title, index, under


def _first_title(units: Sequence[Unit], part: Essay) -> int | None:
    """The unit that is the title of an essay that is alone in its source."""
    end = min(part.first + 4, part.end)
    for index in range(part.first, end):
        unit = units[index]
        if is_residue(unit.text) or unit.is_rule or _is_degree(unit.text):
            continue
        if not unit.is_single or title_of(unit.text) is None or is_contents(unit.text):
            return None
        number = numbering(unit.text)
        is_year = number is not None and number.value >= _FIRST_YEAR
        if number and not is_year and (number.end == len(unit.text) or number.value == 1):
            return None
        return index if part.end - index > 1 else None
    return None


def _is_degree(text: str) -> bool:
    return text.endswith("论文") and _DEGREE.search(text) is not None


def _underlines_title(unit: Unit) -> bool:
    return (
        unit.is_rule and unit.blanks == 0 and unit.text != PAGE_BREAK and unit.text[0] in "=-*~＝—"
    )


class Roles:
    """What the units of an essay's body are, wherever one begins to ask."""

    def __init__(self, units: Sequence[Unit], plan: Plan) -> None:
        self.units = units
        self.plan = plan

    def within(self, start: int, end: int) -> Iterator[tuple[Role, int, int]]:
        """What the units from *start* to *end* are: role, first unit, the unit behind the last.

        Without the lines of verse that began before; verse that begins here goes on behind *end*.
        """
        index = self._behind_verse(max(start, self.plan.body))
        end = min(end, self.plan.part.end)
        units, headings, signature = self.units, self.plan.headings.levels, self.plan.signature
        while index < end:
            unit = units[index]
            if (
                unit.size > _LONGEST_LINE
                and index < signature
                and not unit.is_rule
                and index not in headings
            ):
                role, stop = Role.PROSE, index + 1
            else:
                role, stop = self._role(index)
            yield role, index, stop
            index = stop

    def _role(self, index: int) -> tuple[Role, int]:
        plan, unit = self.plan, self.units[index]
        if index in plan.headings.levels:
            return Role.HEADING, index + 1
        if unit.is_rule:
            is_under = self.is_underline(index)
            return (Role.UNDERLINE if is_under else Role.RULE), index + 1
        if self._is_kept(index, unit) or self._is_set_apart(index, unit):
            return Role.LINE, index + 1
        if unit.size <= _VERSE_LINE and (stop := self._verse_end(index)) > index:
            return Role.VERSE, stop
        return Role.PROSE, index + 1

    def is_underline(self, index: int) -> bool:
        """Whether a rule makes a heading of the unit above."""
        if not self.plan.body < index < self.plan.signature:
            return False
        over = self.units[index - 1]
        return not over.is_rule and is_underlined(over, self.units[index])

    def _is_kept(self, index: int, unit: Unit) -> bool:
        return index >= self.plan.signature or (index < self.plan.prose and is_salutation(unit))

    def _is_set_apart(self, index: int, unit: Unit) -> bool:
        indent = unit.lines[0].indent
        if indent < SET_APART or not unit.is_single or cells(unit.text) > _VERSE_LINE:
            return False
        around = self.units[max(self.plan.body, index - _NEARBY) : index + _NEARBY + 1]
        return any(2 * each.lines[0].indent <= indent for each in around)

    def _behind_verse(self, index: int) -> int:
        """*index*, or where the verse ends that it lies within."""
        if index >= self.plan.part.end or self.units[index].size > _VERSE_LINE:
            return index
        start = index
        while not self._begins_apart(start):
            start -= 1
            # One may come into the chunk before: of a line in portions, into the sixty before.
            if index - start > _LONGEST_VERSE or self.units[start].size > _VERSE_LINE:
                return index
        unit = self.units[start] if start < index else None
        if unit is None or start in self.plan.headings.levels or unit.is_rule:
            return index
        return index if self._is_kept(start, unit) else max(index, self._verse_end(start))

    def _verse_end(self, start: int) -> int:
        """Behind the last line of the verse that begins with *start*; *start* if none does."""
        if not self._begins_apart(start):
            return start
        index, end = start, self.plan.part.end
        while index < end and index - start <= _LONGEST_VERSE and self._is_verse_line(index, start):
            index += 1
        ends_apart = index == end or self.units[index].blanks > 0
        if ends_apart and _SHORTEST_VERSE <= index - start <= _LONGEST_VERSE:
            return index
        return start

    def _is_verse_line(self, index: int, start: int) -> bool:
        unit = self.units[index]
        return (
            unit.size <= _VERSE_LINE
            and unit.is_single
            and not unit.is_rule
            and (index == start or not unit.blanks)
            and index not in self.plan.headings.levels
            and cells(unit.text) <= _VERSE_LINE
        )

    def _begins_apart(self, index: int) -> bool:
        return index <= self.plan.body or self.units[index].blanks > 0
