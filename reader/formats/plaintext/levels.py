"""The levels of headings, by their manners: which stands over which."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from reader.formats.plaintext.candidates import Candidate
from reader.formats.plaintext.numbering import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_UNDERLINED = {"setext=": -2.0, "setext-": -1.0}
_ALONE = {"named": 1.0, "caps": 1.1, "marked": 1.2, "plain": 1.3}
"""How manners without numbers stand to each other where nothing is numbered."""


def levels(headings: Sequence[Candidate]) -> list[int]:
    """The level of each of *headings*, from 1; they are in the order of the text."""
    by_style: dict[str, list[Candidate]] = {}
    for heading in headings:
        by_style.setdefault(heading.style, []).append(heading)
    ranks = _numbered_ranks(by_style)
    numbered = sorted(ranks, key=ranks.__getitem__)
    for style, group in by_style.items():
        if style not in ranks:
            ranks[style] = _rank(style, group, [by_style[name] for name in numbered], ranks)
    if not numbered and "caps" not in ranks and {"named", "plain"} <= ranks.keys():
        # Without numbers or capitals nothing tells them apart.
        ranks["plain"] = ranks["named"]
    order = sorted(set(ranks.values()))
    return [order.index(ranks[heading.style]) + 1 for heading in headings]


def _numbered_ranks(by_style: dict[str, list[Candidate]]) -> dict[str, float]:
    """The ranks of numbered manners: those of the official documents, unless the text has others."""
    ranks = {style: float(Style[style]) for style in by_style if style in Style.__members__}
    ordered = sorted(ranks, key=ranks.__getitem__)
    for high, low in pairwise(ordered):
        if ranks[high] > Style.SECTION and _stands_over(by_style[low], by_style[high]):
            ranks[high], ranks[low] = ranks[low], ranks[high]
    return ranks


def _stands_over(one: list[Candidate], other: list[Candidate]) -> bool:
    """Whether *one* runs through the text, and *other* begins anew under each of it."""
    firsts: dict[int, int] = {}
    for heading in other:
        firsts.setdefault(heading.run, heading.unit)
    if len({heading.run for heading in one}) != 1 or len(firsts) < 2:
        return False
    starts = list(firsts.values())
    return starts[0] > one[0].unit and all(
        any(a < heading.unit < b for heading in one) for a, b in pairwise(starts)
    )


def _rank(
    style: str,
    group: list[Candidate],
    numbered: list[list[Candidate]],
    ranks: dict[str, float],
) -> float:
    """The rank of a manner without numbers beside those with *numbered* ones, highest first."""
    if style.startswith("known"):
        return int(style.removeprefix("known")) - 10.0
    if style in _UNDERLINED:
        return _UNDERLINED[style]
    if not numbered:
        return _ALONE[style]
    if style == "named":
        return ranks.get("CHAPTER", ranks[numbered[0][0].style])
    places = [heading.unit for heading in group]
    rank = 0.0
    higher: list[int] = []
    for others in numbered:
        of_others = ranks[others[0].style]
        if _parts(places, others, higher):
            return of_others - 0.5
        inside = bisect_left(places, others[-1].unit) - bisect_left(places, others[0].unit)
        is_book = of_others <= Style.SECTION
        if inside <= (0 if is_book else len(places) // 2):
            if rank:
                continue
            behind = is_book and places[-1] > others[0].unit
            return of_others + 0.5 if behind else of_others
        rank = of_others + 0.5
        higher = sorted([*higher, *(heading.unit for heading in others)])
    return rank


def _parts(places: list[int], others: list[Candidate], higher: list[int]) -> bool:
    """Whether the runs of *others* begin anew because of what is at *places*.

    They do not if it is because of something *higher*.
    """
    parted = boundaries = within = 0
    for before, after in pairwise(others):
        has_place = _between(places, before.unit, after.unit)
        if before.run == after.run:
            within += has_place
        else:
            boundaries += 1
            parted += has_place and not _between(higher, before.unit, after.unit)
    return 2 * parted > boundaries and parted > within


def _between(places: list[int], start: int, end: int) -> bool:
    """Whether any of the sorted *places* is between *start* and *end*."""
    index = bisect_right(places, start)
    return index < len(places) and places[index] < end
