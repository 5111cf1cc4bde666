"""The levels of headings, by their manners: which stands over which."""

from collections.abc import Sequence
from itertools import pairwise

from reader.formats.candidates import Candidate
from reader.formats.numbering import Style

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
            top = numbered[0] if numbered else ""
            ranks[style] = _rank(style, group, by_style.get(top, []), ranks)
    order = sorted(set(ranks.values()))
    if not numbered and "caps" not in ranks:
        order = _merged(order, ranks)
    return [order.index(ranks[heading.style]) + 1 for heading in headings]


def _merged(order: list[float], ranks: dict[str, float]) -> list[float]:
    """*order* with names and plain lines on one level: without capitals nothing tells them apart."""
    if "named" in ranks and "plain" in ranks:
        ranks["plain"] = ranks["named"]
    return sorted(set(ranks.values()))


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
    style: str, group: list[Candidate], top: list[Candidate], ranks: dict[str, float]
) -> float:
    """The rank of a manner without numbers beside the highest with numbers, *top*."""
    if style.startswith("known"):
        return int(style.removeprefix("known")) - 10.0
    if style in _UNDERLINED:
        return _UNDERLINED[style]
    if not top:
        return _ALONE[style]
    rank = ranks[top[0].style]
    if style == "named":
        return ranks.get("CHAPTER", rank)
    if rank <= Style.SECTION:
        return rank + 0.5 if any(top[0].unit < heading.unit for heading in group) else rank
    if len({heading.run for heading in top}) > 1:
        return rank - 0.5
    inside = sum(top[0].unit < heading.unit < top[-1].unit for heading in group)
    return rank + 0.5 if 2 * inside > len(group) else rank
