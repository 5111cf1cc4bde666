"""Headings that have neither a number nor a name: short lines, set off alike, with text under them."""

from collections.abc import Iterable, Sequence

from reader.formats.candidates import Candidate
from reader.formats.looks import FINISHED, is_listing, is_prose, is_set_off, may_be_heading
from reader.formats.units import Unit

_CROWD = 3
"""So many short lines in a row are a list or verse."""
_MOST = 0.45
"""How many headings there may be for each paragraph: lines of a dialogue are more."""
_DEEPEST = 2
"""So many headings may follow one another with no text between."""


def unnumbered(
    units: Sequence[Unit],
    is_body: Sequence[bool],
    candidates: Iterable[Candidate],
    underlines: set[int],
) -> list[Candidate]:
    """The headings among *units* that are not among the *candidates*; of these some are accepted."""
    known = {c.unit: c for c in candidates}
    text = _Text(units, is_body, known, underlines)
    found = text.alike([index for index in range(len(units)) if text.is_heading(index)])
    bodies = sum(is_body)
    if bodies < 2 or len(found) > max(3, _MOST * bodies):
        return []
    more: list[Candidate] = []
    for index in found:
        if index in known:
            known[index].accepted = True
        else:
            end = len(units[index].text)
            more.append(Candidate(index, 0, end, "plain", accepted=True))
    return more


class _Text:
    """A text in which headings are looked for."""

    def __init__(
        self,
        units: Sequence[Unit],
        is_body: Sequence[bool],
        known: dict[int, Candidate],
        underlines: set[int],
    ) -> None:
        self.units = units
        self.is_body = is_body
        self.known = known
        self.underlines = underlines
        self.accepted = {index for index, c in known.items() if c.accepted}
        self.usual_indent = self._usual_indent()
        self.over_text = self._over_text()
        self.crowds = self._crowds()

    def is_heading(self, index: int) -> bool:
        """Whether the unit *index* is a heading by what is above and below it."""
        known = self.known.get(index)
        if known is not None and (known.accepted or known.number is not None):
            return False
        unit = self.units[index]
        return (
            index in self.over_text
            and may_be_heading(unit)
            and index not in self.underlines
            and is_set_off(unit.lines[0].indent, self.usual_indent)
            and (index not in self.crowds or self._leaves_crowd(index))
            and self._is_finished_above(index)
        )

    def alike(self, found: list[int]) -> list[int]:
        """*found* without those that no empty line sets off, if most of their fellows have one."""
        total = len(self.units) - 1
        spaced = sum(unit.blanks > 0 for unit in self.units[1:])
        if not 0.02 * total < spaced < 0.75 * total:
            return found
        apart = [index for index in found if self.units[index].blanks or not index]
        return apart if 2 * len(apart) >= len(found) else found

    def _over_text(self) -> set[int]:
        """The units right under which there is text, or a heading that has text."""
        found: set[int] = set()
        has_text, chain = False, 0
        for index in range(len(self.units) - 1, -1, -1):
            if has_text:
                found.add(index)
            unit = self.units[index]
            if index in self.underlines:
                continue
            if has_text and chain < _DEEPEST and self._may_lead(index):
                chain += 1
                continue
            has_text = (
                is_listing(unit)
                or index in self.accepted
                or (self.is_body[index] and is_prose(unit))
            )
            chain = 0
        return found

    def _may_lead(self, index: int) -> bool:
        """Whether a unit could be a heading over the one below."""
        unit = self.units[index]
        return (
            not self.is_body[index]
            and index not in self.accepted
            and not is_listing(unit)
            and may_be_heading(unit)
        )

    def _is_finished_above(self, index: int) -> bool:
        """Whether what is above a unit is a finished paragraph, a heading, or nothing."""
        if not index:
            return True
        above = self.units[index - 1]
        if is_listing(above):
            return above.last[-1] not in "：:,，"
        if self.is_body[index - 1]:
            return above.last[-1] in FINISHED and above.last[-1] not in "：:"
        known = self.known.get(index - 1)
        return above.is_rule or (known is not None and known.stands) or may_be_heading(above)

    def _crowds(self) -> set[int]:
        """Units among several short ones in a row."""
        crowds: set[int] = set()
        row: list[int] = []
        for index, unit in enumerate(self.units):
            if index not in self.accepted and may_be_heading(unit):
                row.append(index)
                continue
            if len(row) >= _CROWD:
                crowds.update(row)
            row = []
        return crowds.union(row) if len(row) >= _CROWD else crowds

    def _leaves_crowd(self, index: int) -> bool:
        """Whether a unit is set off from short ones above that are not set off from each other."""
        return bool(index and self.units[index].blanks and not self.units[index - 1].blanks)

    def _usual_indent(self) -> int:
        """The indent that most paragraphs have, in cells; 0 if there is none."""
        indents = sorted(
            unit.lines[0].indent
            for unit, body in zip(self.units, self.is_body, strict=True)
            if body
        )
        if not indents:
            return 0
        middle = indents[len(indents) // 2]
        alike = sum(abs(indent - middle) <= 1 for indent in indents)
        return middle if alike > 0.7 * len(indents) else 0
