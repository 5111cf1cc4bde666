"""Which units of a plain text are headings, and of which level: by evidence from all of them.

A heading is a short line of its own that does not end like a sentence, and has text under it. Its
number must run on: 一、 二、 三、. What has no number must be set off like its fellows. Lists and
tables of contents have numbers too, but nothing stands under them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from reader.formats.lines import cells, is_code
from reader.formats.looks import (
    FINISHED,
    is_body,
    is_listing,
    is_prose,
    is_set_off,
    may_be_heading,
)
from reader.formats.numbering import Number, Style, numbering
from reader.formats.units import Unit

_STOPS = frozenset("。；;，,、…")
"""What no heading ends with."""
_LONGEST = {Style.ARABIC_PAREN: 80, Style.CIRCLED: 60, Style.ARTICLE: 60}
"""Cells; longer lines are list items or paragraphs."""
_LONGEST_OTHER = 100
_CROWD = 3

_NAMED = re.compile(
    r"(?:(?:自|代|原|译|总|再版|初版)?序(?:言|章|幕|曲|论)?(?:[一二三四五])?|前言|引言|引子|楔子|导言|导语|导论|绪论|绪言|緒論|"
    r"開場白|卷首语|写在前面|(?:大)?结局|終章|终章|尾声|尾聲|后记|後記|后序|跋|附录[一二三四五]?|附錄|番外[篇一二三四五六七八九十0-9]*|"
    r"结语|結語|结束语|余论|参考文献|致谢|凡例|"
    r"まえがき|はじめに|あとがき|おわりに|プロローグ|エピローグ|서문|머리말|서론|프롤로그|에필로그|맺음말|후기|결론|"
    r"preface|foreword|introduction|introductory|prologue|epilogue|conclusion|afterword|postscript|"
    r"appendix(?: [a-z0-9]+)?|acknowledge?ments|references|bibliography|notes|finale|dedication)"
    r"(?:[ \u3000:：·—(（].{0,40})?[.]?",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:[.．…·⋯_-]{3,}|\s{3,}|\t)\s*\d{1,4}$")
_DECORATED = re.compile(
    r"(?P<open>[=*＊~#＝－-]{2,}|[★☆●○◆◇■□▲△▶►※]\s?|【(?!.*】.))\s*(?P<core>[^=*＊~＝].*?)\s*"
    r"(?P<close>[=*＊~#＝－-]{2,}|[★☆●○◆◇■□▲△※]|】)?"
)


@dataclass
class Candidate:
    """A unit that looks like a heading, or counts in a run of numbers."""

    unit: int
    start: int
    """Where the heading's text begins in the line."""
    end: int
    style: Style | str
    """A manner of numbering, or `named`, `caps`, `plain`, `marked`, `setext=`, `setext-`."""
    number: Number | None
    stands: bool
    """Whether it is short, alone and no sentence."""
    states: bool = False
    """Whether it is short and alone, but a sentence: （一）加快产业升级。"""
    accepted: bool = False
    run: int = 0


@dataclass
class Headings:
    """The headings of a text."""

    levels: dict[int, int] = field(default_factory=dict)
    """The level of each unit that is a heading."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Which part of the line is the heading, where that is not all of it."""
    underlines: set[int] = field(default_factory=set)
    """Units that only underline the heading above."""


def headings(
    units: Sequence[Unit], first: int, end: int, known: Mapping[int, int] | None = None
) -> Headings:
    """The headings among `units[first:end]`.

    *known* are the levels of lines that are headings for certain, by where they begin.
    """
    return _Recogniser(units, first, end, known or {}).recognise()


class _Recogniser:
    def __init__(
        self, units: Sequence[Unit], first: int, end: int, known: Mapping[int, int]
    ) -> None:
        self.units = units
        self.known = known
        self.first, self.end = first, end
        self.candidates: list[Candidate] = []
        self.found = Headings()
        self.runs = 0

    def recognise(self) -> Headings:
        self._collect()
        self._count_bodies()
        self._accept_numbered()
        self._accept_others()
        self._accept_plain()
        self._set_levels()
        return self.found

    # Candidates

    def _collect(self) -> None:
        for index in range(self.first, self.end):
            unit = self.units[index]
            if unit.is_rule:
                continue
            line = unit.lines[0]
            if self.known and (level := self.known.get(line.offset, 0)):
                whole = len(unit.text)
                self.candidates.append(
                    Candidate(index, 0, whole, f"known{level}", None, True, accepted=True)
                )
                continue
            if self._is_underlined(index):
                self.candidates.append(
                    Candidate(
                        index,
                        0,
                        len(unit.text),
                        f"setext{self.units[index + 1].text[0]}",
                        None,
                        True,
                        True,
                    )
                )
                self.found.underlines.add(index + 1)
                continue
            if candidate := self._candidate(index, unit):
                self.candidates.append(candidate)

    def _is_underlined(self, index: int) -> bool:
        if index + 1 >= self.end or not self.units[index + 1].is_rule:
            return False
        unit, below = self.units[index], self.units[index + 1]
        return (
            unit.is_single
            and below.blanks == 0
            and below.text[0] in "=-"
            and set(below.text) <= {below.text[0]}
            and len(below.text) >= max(3, cells(unit.text) // 3)
            and cells(unit.text) <= _LONGEST_OTHER
        )

    def _candidate(self, index: int, unit: Unit) -> Candidate | None:
        text = unit.text
        start, stop, is_marked = 0, len(text), False
        short = unit.is_single or (len(unit.lines) == 2 and unit.size <= 60)
        if short and text[0] in _DECORATION and (match := _DECORATED.fullmatch(text)):
            start, stop = match.span("core")
            is_marked = match["open"] == "【" or bool(match["close"])
        number = numbering(text[start:stop] if (start, stop) != (0, len(text)) else text)
        if number is not None and number.value >= 0:
            inner = self._inner(text[start:stop], number)
            stands = short and self._stands(text[start:stop], inner, unit)
            if inner.style is Style.BARE and not stands and unit.size > 60:
                return None
            states = not stands and short and _is_statement(text[start:stop], inner)
            return Candidate(index, start, stop, inner.style, inner, stands, states)
        if not short or len(text) > _LONGEST_OTHER or cells(text) > _LONGEST_OTHER:
            return None
        core = text[start:stop]
        if _NAMED.fullmatch(core) and core[-1] not in _STOPS:
            return Candidate(index, start, stop, "named", None, True)
        if is_marked and len(core) <= 30 and core[-1] not in _STOPS:
            return Candidate(index, start, stop, "marked", None, True)
        if core.isupper() and core.isascii() and self._is_caps(core):
            return Candidate(index, start, stop, "caps", None, True)
        return None

    @staticmethod
    def _inner(text: str, number: Number) -> Number:
        """The lower of two numbers in one line: 第九卷 第二章."""
        rest = text[number.end :].lstrip(" \u3000·:：")
        second = numbering(rest) if number.style is Style.VOLUME and rest else None
        if second is None or second.style not in (Style.CHAPTER, Style.SECTION):
            return number
        return second._replace(end=len(text) - len(rest) + second.end)

    @staticmethod
    def _stands(text: str, number: Number, unit: Unit) -> bool:
        limit = _LONGEST.get(number.style, _LONGEST_OTHER)
        if cells(text) > limit or _CONTENTS_LINE.search(text):
            return False
        rest = text[number.end :]
        if number.style <= Style.SECTION:
            if rest and rest[0] not in " \u3000:：、.．·—-－)）】》|\t" and cells(rest) > 40:
                return False
            if (
                rest
                and rest[0] in "的了是在中里后後前，,。"
                and number.unit not in ("chapter", "book")
            ):
                return False
            return text[-1] not in "。；;，,、" or (text[-1] == "," and rest.isupper())
        if not rest.strip() and number.style not in (Style.BARE, Style.ROMAN):
            return False
        if text[-1] in _STOPS or "。" in rest:
            return False
        if text[-1] in "：:" and number.style >= Style.ARABIC:
            return False
        if rest.isascii() and text[-1] == "." and number.style is not Style.ROMAN:
            return len(rest.split()) <= 6 and number.style is Style.BARE
        return True

    @staticmethod
    def _is_caps(core: str) -> bool:
        letters = sum(c.isalpha() for c in core)
        return (
            letters >= 4 and letters * 2 > len(core) and core[-1] not in ",;:" and not is_code(core)
        )

    # Evidence

    def _count_bodies(self) -> None:
        """How many units up to each are text that may stand under a heading."""
        standing = {c.unit for c in self.candidates if c.stands}
        self.numbered = {c.unit for c in self.candidates if c.number is not None}
        self.are_bodies = [
            index not in standing
            and index not in self.found.underlines
            and is_body(self.units[index])
            for index in range(self.first, self.end)
        ]
        self.bodies = [0, *accumulate(map(int, self.are_bodies))]

    def _find_stops(self) -> dict[int, int]:
        """For each numbered candidate the next one that stands as high or higher, or the end."""
        nearest = [self.end] * len(Style)
        stops: dict[int, int] = {}
        for candidate in reversed(self.candidates):
            if candidate.number is not None:
                style = candidate.number.style
                stops[candidate.unit] = min(nearest[: style + 1])
                if candidate.stands:
                    nearest[style] = candidate.unit
        return stops

    def _has_body(self, start: int, stop: int) -> bool:
        """Whether there is text between the units *start* and *stop*."""
        return self.bodies[stop - self.first] > self.bodies[start + 1 - self.first]

    def _accept_numbered(self) -> None:
        self.stops = self._find_stops()
        groups: dict[tuple[Style, str], list[Candidate]] = {}
        for candidate in self.candidates:
            if candidate.number is not None:
                key = (candidate.number.style, candidate.number.unit)
                groups.setdefault(key, []).append(candidate)
        for (style, _), group in groups.items():
            for run in _runs(group, loose=style in _BY_DEPTH):
                self._accept_run(style, run)

    def _accept_run(self, style: Style, run: list[Candidate]) -> None:
        standing = [c for c in run if c.stands]
        if all(c.stands or (c.states and self._opens(c)) for c in run):
            standing = run
        if not standing or 2 * len(standing) < len(run):
            return
        is_book = style <= Style.SECTION
        if not is_book and len(run) < 2 and style not in _BY_DEPTH:
            return
        if not is_book and style not in _BY_DEPTH:
            first = run[0].number
            if first is None or first.value > 1:
                return
        stops = [c.unit for c in standing[1:]] + [self.stops[standing[-1].unit]]
        with_body = sum(map(self._has_body, (c.unit for c in standing), stops))
        share = with_body / len(standing)
        if share < (0.5 if style < Style.ARABIC else 0.7):
            return
        if style is Style.BARE and not self._are_apart(standing):
            return
        if style >= Style.ARABIC and len(standing) < 0.7 * len(run):
            return
        self.runs += 1
        for candidate in standing:
            candidate.accepted = True
            candidate.run = self.runs

    def _opens(self, candidate: Candidate) -> bool:
        """Whether a longer paragraph without a number is right under a candidate."""
        below = candidate.unit + 1
        return (
            below < self.end
            and self.are_bodies[below - self.first]
            and below not in self.numbered
            and self.units[below].size > self.units[candidate.unit].size
        )

    def _are_apart(self, run: Iterable[Candidate]) -> bool:
        """Whether bare numbers stand between finished paragraphs: those of pages do not."""
        members = list(run)
        torn = sum(
            c.unit > self.first
            and self.units[c.unit - 1].last[-1] not in FINISHED
            and self.are_bodies[c.unit - 1 - self.first]
            for c in members
        )
        return torn * 3 <= len(members)

    def _accept_others(self) -> None:
        """Headings that say by a name, capitals or signs around them what they are."""
        by_style: dict[str, list[Candidate]] = {}
        accepted = {c.unit for c in self.candidates if c.accepted}
        for c in self.candidates:
            if isinstance(c.style, str) and not c.accepted:
                following = self._following(c.unit)
                if following is None:
                    continue
                if self._has_body(c.unit, min(self.end, c.unit + 3)) or following in accepted:
                    by_style.setdefault(c.style, []).append(c)
        for style, group in by_style.items():
            if style == "caps" and len(group) > 0.4 * sum(self.are_bodies) + 2:
                continue
            if style == "marked" and len(group) < 2:
                continue
            for candidate in group:
                candidate.accepted = True

    def _following(self, index: int) -> int | None:
        return index + 1 if index + 1 < self.end else None

    # Headings without numbers

    def _accept_plain(self) -> None:
        bodies = sum(self.are_bodies)
        if bodies < 2:
            return
        taken = {c.unit: c for c in self.candidates}
        usual = self._usual_indent()
        found: list[int] = []
        below = self._kind_below()
        crowds = self._crowds()
        for index in range(self.first, self.end):
            known = taken.get(index)
            if known is not None and (known.accepted or known.number is not None):
                continue
            unit = self.units[index]
            if not may_be_heading(unit) or index in self.found.underlines:
                continue
            if not is_set_off(unit.lines[0].indent, usual):
                continue
            if index in crowds and not self._leaves_crowd(index):
                continue
            if below.get(index) and self._ends_above(index):
                found.append(index)
        found = self._alike(found)
        if len(found) > max(3, 0.45 * bodies):
            return
        for index in found:
            candidate = taken.get(index)
            if candidate is None:
                candidate = Candidate(index, 0, len(self.units[index].text), "plain", None, True)
                self.candidates.append(candidate)
            candidate.accepted = True
        self.candidates.sort(key=lambda c: c.unit)

    def _kind_below(self) -> dict[int, bool]:
        """For each unit whether text, or a heading that has text, is right under it."""
        accepted = {c.unit for c in self.candidates if c.accepted}
        below: dict[int, bool] = {}
        state, chain = False, 0
        for index in range(self.end - 1, self.first - 1, -1):
            below[index] = state
            unit = self.units[index]
            if is_listing(unit):
                state, chain = True, 0
            elif self.are_bodies[index - self.first]:
                state, chain = is_prose(unit), 0
            elif index in accepted:
                state, chain = True, 0
            elif state and chain < 2 and may_be_heading(unit):
                chain += 1
            elif index not in self.found.underlines:
                state = False
        return below

    def _ends_above(self, index: int) -> bool:
        """Whether what is above a unit is finished: a paragraph, a heading, or nothing."""
        if index == self.first:
            return True
        above = self.units[index - 1]
        if is_listing(above):
            return above.last[-1] not in "：:,，"
        if self.are_bodies[index - 1 - self.first]:
            return above.last[-1] in FINISHED and above.last[-1] not in "：:"
        return (
            above.is_rule
            or any(c.unit == index - 1 and c.stands for c in self.candidates)
            or may_be_heading(above)
        )

    def _crowds(self) -> set[int]:
        """Units among three or more short ones in a row: lists and verse."""
        accepted = {c.unit for c in self.candidates if c.accepted}
        crowds: set[int] = set()
        row: list[int] = []
        for index in range(self.first, self.end + 1):
            if index < self.end and index not in accepted and may_be_heading(self.units[index]):
                row.append(index)
                continue
            if len(row) >= _CROWD:
                crowds.update(row)
            row = []
        return crowds

    def _leaves_crowd(self, index: int) -> bool:
        """Whether a unit is set off from short ones above that are not set off from each other."""
        unit, above = self.units[index], self.units[index - 1]
        return index > self.first and unit.blanks > 0 and above.blanks == 0

    def _alike(self, found: list[int]) -> list[int]:
        """*found* without those that no empty line sets off, if most of their fellows have one."""
        total = self.end - self.first - 1
        spaced = sum(self.units[i].blanks > 0 for i in range(self.first + 1, self.end))
        if not 0.02 * total < spaced < 0.75 * total:
            return found
        apart = [i for i in found if self.units[i].blanks or i == self.first]
        return apart if 2 * len(apart) >= len(found) else found

    def _usual_indent(self) -> int:
        """The indent that most paragraphs have, in cells; 0 if there is none."""
        indents = [
            self.units[self.first + n].lines[0].indent
            for n, body in enumerate(self.are_bodies)
            if body
        ]
        middle = sorted(indents)[len(indents) // 2] if indents else 0
        alike = sum(abs(indent - middle) <= 1 for indent in indents)
        return middle if alike > 0.7 * len(indents) else 0

    # Levels

    def _set_levels(self) -> None:
        accepted = [c for c in self.candidates if c.accepted]
        ranks = _ranks(accepted)
        order = sorted(set(ranks.values()))
        for candidate, rank in ((c, ranks[_key(c)]) for c in accepted):
            self.found.levels[candidate.unit] = order.index(rank) + 1
            if (candidate.start, candidate.end) != (0, len(self.units[candidate.unit].text)):
                self.found.spans[candidate.unit] = (candidate.start, candidate.end)


_BY_DEPTH = frozenset({Style.DECIMAL, Style.DECIMAL_3, Style.LETTERED, Style.LETTERED_3})
"""Numbers that name their parents, so that a part of them may stand alone."""
_DECORATION = frozenset("=*＊~#＝－-★☆●○◆◇■□▲△▶►※【")


def _is_statement(text: str, number: Number) -> bool:
    return (
        number.style in (Style.HAN, Style.HAN_PAREN)
        and len(text) <= 40
        and text[-1] == "。"
        and not any(stop in text[:-1] for stop in "。；！？")
    )


def _key(candidate: Candidate) -> str:
    return candidate.style if isinstance(candidate.style, str) else candidate.style.name


def _runs(group: list[Candidate], *, loose: bool) -> list[list[Candidate]]:
    """*group* parted where the numbers begin anew; one number may be missing."""
    runs: list[list[Candidate]] = []
    last = 0
    for candidate in group:
        assert candidate.number is not None
        number = candidate.number.value
        if runs and last < number and (loose or number <= last + 2):
            runs[-1].append(candidate)
        elif runs and number == last and not candidate.stands:
            continue
        else:
            runs.append([candidate])
        last = number
    return runs


def _ranks(accepted: list[Candidate]) -> dict[str, float]:
    """How high each manner of heading stands, the lowest number highest."""
    keys = dict.fromkeys(map(_key, accepted))
    ranks: dict[str, float] = {k: float(Style[k]) for k in keys if k in Style.__members__}
    numbered = sorted(ranks, key=ranks.__getitem__)
    for key in [k for k in keys if k not in ranks]:
        ranks[key] = _rank_of_unnumbered(key, accepted, numbered, ranks)
    return ranks


def _rank_of_unnumbered(
    key: str, accepted: list[Candidate], numbered: list[str], ranks: dict[str, float]
) -> float:
    if key.startswith("known"):
        return -10.0 + int(key[5:])
    if key.startswith("setext"):
        return -2.0 if key.endswith("=") else -1.0
    if not numbered:
        return {
            "named": 1.0,
            "marked": 1.2,
            "caps": 1.1,
            "plain": 1.3 if "caps" in map(_key, accepted) else 1.0,
        }[key]
    top = numbered[0]
    if key == "named":
        return ranks["CHAPTER"] if "CHAPTER" in ranks else ranks[top]
    mine = [c.unit for c in accepted if _key(c) == key]
    theirs = [c for c in accepted if _key(c) == top]
    if ranks[top] <= Style.SECTION:
        inside = [u for u in mine if theirs[0].unit < u]
        return ranks[top] + 0.5 if inside else ranks[top]
    if len({c.run for c in theirs}) > 1:
        return ranks[top] - 0.5
    inside = [u for u in mine if theirs[0].unit < u < theirs[-1].unit]
    return ranks[top] + 0.5 if len(inside) * 2 > len(mine) else ranks[top]
