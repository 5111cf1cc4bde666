"""Which units of a plain text are headings, and of which level: by evidence from all of them.

A heading is a short line of its own that does not end like a sentence, and has text under it. Its
number must run on: 一、 二、 三、. Lists and tables of contents have numbers too, but nothing stands
under them. What has no number must be set off like its fellows (`reader.formats.plaintext.unnumbered`).
"""

from __future__ import annotations

from itertools import accumulate, zip_longest

from reader.errors import Said
from reader.formats.plaintext.candidates import Candidate, candidate, is_underlined
from reader.formats.plaintext.levels import levels
from reader.formats.plaintext.looks import FINISHED, is_body, is_contents
from reader.formats.plaintext.numbering import DECIMALS, LETTERED, Style
from reader.formats.plaintext.units import Unit
from reader.formats.plaintext.unnumbered import unnumbered
from reader.text.corrections import NO_HEADING, NOTHING, Corrections, forced
from reader.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_BY_DEPTH = frozenset((*DECIMALS, *LETTERED))
"""Numbers that name their parents, so that a part of them may stand alone."""
_GB_9704 = frozenset((Style.HAN, Style.STEM, Style.HAN_PAREN))
"""Numbers of which one may stand alone, if others of its manner run on elsewhere."""


_CONTENTS_WITHIN, _LONGEST_CONTENTS = 60, 400
"""Units: within the first stands its title, and so many lines it has at most."""
_CONTENTS_LINE = 60
"""Code points that a line of it has at most."""
_LONGEST_TITLE = 80
"""Code points of a chapter's title in a line of its own."""
_NO_TITLE_ENDS = frozenset("。；;，,…:：”")
_FEWEST_PROMISED = 3
"""So many lines of a table of contents stand together at least."""


@dataclass
class Headings:
    """The headings of a text."""

    levels: dict[int, int] = field(default_factory=dict)
    """The level of each unit that is a heading."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Which part of the line is the heading, where that is not all of it."""
    underlines: set[int] = field(default_factory=set)
    """Units that only underline the heading above."""
    why: dict[int, str] = field(default_factory=dict)
    """What speaks for each, in words."""


def headings(
    units: Sequence[Unit],
    first: int,
    end: int,
    known: Mapping[int, int] | None = None,
    corrections: Corrections = NOTHING,
) -> Headings:
    """The headings among `units[first:end]`.

    *known* are the levels of lines that are headings for certain, by where they begin.
    """
    part = units[first:end]
    said = forced(((n, unit.text) for n, unit in enumerate(part)), corrections)
    candidates, underlines = _candidates(part, known or {}, said)
    promised = _promised(part)
    items = _items(candidates)
    candidates = [
        one
        for one in candidates
        if one.accepted or (one.unit not in promised and one.unit not in items)
    ]
    evidence = _Evidence(part, candidates, underlines, items)
    evidence.accept_numbered()
    evidence.refuse_contents()
    evidence.accept_named()
    candidates += evidence.titles_below()
    candidates += unnumbered(part, evidence.is_body, candidates, underlines | promised)
    accepted = sorted(
        (c for c in candidates if c.accepted and said.get(c.unit) != NO_HEADING),
        key=lambda c: c.unit,
    )
    found = Headings(underlines={first + index for index in underlines})
    for heading, level in zip(accepted, levels(accepted), strict=True):
        found.levels[first + heading.unit] = max(said.get(heading.unit, 0), 0) or level
        found.why[first + heading.unit] = heading.why
        if (heading.start, heading.end) != (0, len(part[heading.unit].text)):
            found.spans[first + heading.unit] = (heading.start, heading.end)
    return found


def _promised(units: Sequence[Unit]) -> set[int]:
    """The lines of a table of contents below the line that says that it is one."""
    head = next(
        (
            index
            for index, unit in enumerate(units[:_CONTENTS_WITHIN])
            if unit.size <= _CONTENTS_LINE and is_contents(unit.text)
        ),
        None,
    )
    if head is None:
        return set()
    seen: set[str] = set()
    for index in range(head + 1, min(head + _LONGEST_CONTENTS, len(units))):
        unit = units[index]
        text = "".join(unit.text.split())
        if text in seen:  # What was promised begins.
            return set(range(head + 1, index))
        if unit.size > _CONTENTS_LINE:
            return set()
        seen.add(text)
    return set()


def _items(candidates: Sequence[Candidate]) -> set[int]:
    """The items of lists: 1. 2. 3. with nothing between them, which may begin anew under a heading."""
    numbers = {
        one.unit: one.number.value
        for one in candidates
        if one.number is not None and one.number.style is Style.ARABIC
    }
    found: set[int] = set()
    for index, number in numbers.items():
        if numbers.get(index + 1) == number + 1:
            found.update((index, index + 1))
    return found


def _candidates(
    units: Sequence[Unit], known: Mapping[int, int], said: Mapping[int, int]
) -> tuple[list[Candidate], set[int]]:
    """What could be a heading, and which units underline one. *said* is how units are corrected."""
    found: list[Candidate] = []
    underlines: set[int] = set()
    for index, (unit, below) in enumerate(zip_longest(units, units[1:])):
        if unit.is_rule:
            continue
        whole = len(unit.text)
        if said and (told := _told(index, unit, said)):
            found.append(told)
        elif known and (level := known.get(unit.lines[0].offset, 0)):
            why = Said("a note in the source says so")
            found.append(Candidate(index, 0, whole, f"known{level}", accepted=True, why=why))
        elif below is not None and below.is_rule and is_underlined(unit, below):
            style = f"setext{below.text[0]}"
            found.append(Candidate(index, 0, whole, style, accepted=True, why="underlined"))
            underlines.add(index + 1)
        elif one := candidate(index, unit):
            found.append(one)
    return found, underlines


def _told(index: int, unit: Unit, said: Mapping[int, int]) -> Candidate | None:
    """The heading that `library.yaml` says a unit is; None if it says nothing of it, or no."""
    if said.get(index, NO_HEADING) == NO_HEADING:
        return None
    one = candidate(index, unit) or Candidate(index, 0, len(unit.text), "plain")
    one.accepted, one.why = True, Said("library.yaml says so")
    return one


class _Evidence:
    """What speaks for and against the candidates of a text."""

    def __init__(
        self,
        units: Sequence[Unit],
        candidates: Sequence[Candidate],
        underlines: set[int],
        items: set[int],
    ) -> None:
        """*items* of lists may stand under a heading, however short."""
        self.units = units
        self.candidates = candidates
        standing = {c.unit for c in candidates if c.stands}
        self.numbered = {c.unit for c in candidates if c.number is not None}
        self.is_body = [
            index in items or (index not in standing and index not in underlines and is_body(unit))
            for index, unit in enumerate(units)
        ]
        """For each unit whether it is text that may stand under a heading."""
        self.bodies = [0, *accumulate(map(int, self.is_body))]
        """How many units of text there are before each."""
        self.stops = self._stops()
        self.runs = 0

    def accept_numbered(self) -> None:
        """Accept the candidates whose numbers run on and have text under them."""
        groups: dict[tuple[Style, str], list[Candidate]] = {}
        for one in self.candidates:
            if one.number is not None:
                groups.setdefault((one.number.style, one.number.unit), []).append(one)
        for (style, _), group in groups.items():
            runs = list(_runs(group, style))
            for run in runs:
                self._accept_run(style, run)
            if style in _GB_9704 and any(one.accepted for one in group):
                for run in runs:
                    if len(run) == 1 and not run[0].accepted:
                        self._accept_run(style, run, least=1)

    def _accept_run(self, style: Style, run: list[Candidate], least: int = 2) -> None:
        """Accept *run* if it has the *least* number of candidates, and else what one must have."""
        standing = [c for c in run if c.stands]
        if all(c.stands or (c.states and self._opens(c)) for c in run):
            standing = run
        share = 0.7 if style >= Style.ARABIC and style not in _BY_DEPTH else 0.5
        if len(standing) < share * len(run) or not standing:
            return
        if style > Style.SECTION and style not in _BY_DEPTH:
            number = run[0].number
            if len(run) < least or number is None or number.value > 1:
                return
        stops = [*(c.unit for c in standing[1:]), self.stops[standing[-1].unit]]
        with_body = [
            c for c, stop in zip(standing, stops, strict=True) if self._has_body(c.unit, stop)
        ]
        if len(with_body) < share * len(standing):
            # The contents of a chapter may stand between it and the numbers before.
            if style not in _BY_DEPTH or len(with_body) < 0.3 * len(standing):
                return
            standing = with_body
        if style is Style.BARE and not self._are_apart(standing):
            return
        self.runs += 1
        why = _run_in_words(self.units, standing)
        for one in standing:
            one.accepted = True
            one.run = self.runs
            one.why = one.why or why

    def refuse_contents(self) -> None:
        """Refuse lines of a table of contents: several in a row that come again later."""
        later: set[str] = set()
        row: list[Candidate] = []
        for one in reversed([c for c in self.candidates if c.accepted and c.number is not None]):
            text = "".join(self.units[one.unit].text.split())
            if text not in later or (row and one.unit + 1 != row[-1].unit):
                _refuse(row)
                row = []
            if text in later:
                row.append(one)
            later.add(text)
        _refuse(row)

    def accept_named(self) -> None:
        """Accept what says by a name, capitals or signs around it that it is a heading."""
        accepted = {c.unit for c in self.candidates if c.accepted}
        by_style: dict[str, list[Candidate]] = {}
        for one in self.candidates:
            if one.number is not None or one.accepted or one.unit + 1 == len(self.units):
                continue
            if one.unit + 1 in accepted or self._has_body(one.unit, one.unit + 3):
                by_style.setdefault(one.style, []).append(one)
        for style, group in by_style.items():
            if style == "caps" and len(group) > 0.4 * self.bodies[-1] + 2:
                continue
            if style == "marked" and len(group) < 2:
                continue
            for one in group:
                one.accepted = True
                one.why = _WHY[style]

    def titles_below(self) -> list[Candidate]:
        """What stands right under numbers that stand alone: CHAPTER I. over The Landing."""
        lone = [c for c in self.candidates if c.accepted and self._is_number_only(c)]
        below = [c.unit + 1 for c in lone if self._is_title(c.unit + 1)]
        if len(below) < 2 or 2 * len(below) < len(lone):
            return []
        known = {c.unit for c in self.candidates}
        why = Said("right under the number of a chapter")
        return [
            Candidate(n, 0, len(self.units[n].text), "plain", accepted=True, why=why)
            for n in below
            if n not in known
        ]

    def _is_number_only(self, one: Candidate) -> bool:
        return (
            one.number is not None
            and one.number.style <= Style.SECTION
            and not self.units[one.unit].text[one.start + one.number.end : one.end].strip(" .．")
        )

    def _is_title(self, index: int) -> bool:
        """Whether a unit touches the line above, and not the longer one below."""
        if index + 1 >= len(self.units):
            return False
        unit, below = self.units[index : index + 2]
        return (
            unit.is_single
            and not unit.is_rule
            and unit.blanks < below.blanks
            and unit.size <= _LONGEST_TITLE
            and unit.text[-1] not in _NO_TITLE_ENDS
        )

    def _stops(self) -> dict[int, int]:
        """For each numbered candidate the next one that stands as high or higher, or the end."""
        nearest = [len(self.units)] * len(Style)
        stops: dict[int, int] = {}
        for one in reversed(self.candidates):
            if one.number is not None:
                style = one.number.style
                stops[one.unit] = min(nearest[: style + 1])
                if one.stands:
                    nearest[style] = one.unit
        return stops

    def _has_body(self, index: int, stop: int) -> bool:
        """Whether there is text behind the unit *index* and before *stop*."""
        return self.bodies[min(stop, len(self.units))] > self.bodies[index + 1]

    def _opens(self, one: Candidate) -> bool:
        """Whether a longer paragraph without a number is right under a candidate."""
        below = one.unit + 1
        return (
            below < len(self.units)
            and self.is_body[below]
            and below not in self.numbered
            and self.units[below].size > self.units[one.unit].size
        )

    def _are_apart(self, run: list[Candidate]) -> bool:
        """Whether bare numbers stand between finished paragraphs: those of pages do not."""
        above = [c.unit - 1 for c in run if c.unit and self.is_body[c.unit - 1]]
        torn = sum(self.units[index].last[-1] not in FINISHED for index in above)
        return torn * 3 <= len(run)


def _refuse(row: list[Candidate]) -> None:
    if len(row) >= _FEWEST_PROMISED:
        for one in row:
            one.accepted = False


_WHY = {
    "named": Said("a part of a book by its name"),
    "caps": Said("all in capitals"),
    "marked": Said("signs around it, like others"),
}


def _run_in_words(units: Sequence[Unit], run: list[Candidate]) -> str:
    """The numbers of a run: `numbered 一、 to 四、, 4 of them`."""
    ends = [units[c.unit].text[c.start :][: c.number.end] for c in (run[0], run[-1]) if c.number]
    if len(run) < 2 or len(ends) < 2:
        return Said("numbered {number}", number="".join(ends).strip())
    return Said(
        "numbered {first} to {last}, {n} of them",
        first=ends[0].strip(),
        last=ends[1].strip(),
        n=len(run),
    )


def _runs(group: list[Candidate], style: Style) -> Iterator[list[Candidate]]:
    """*group* parted where the numbers begin anew; one number may be missing."""
    run: list[Candidate] = []
    last = 0
    for one in group:
        number = one.number.value if one.number else 0
        if run and not (last < number and (style in _BY_DEPTH or number <= last + 2)):
            if number == last and not one.stands:
                continue
            yield run
            run = []
        run.append(one)
        last = number
    if run:
        yield run
