"""Headings of two lines: a number, and right under it what the chapter is called.

`CHAPTER I.` over `The Landing`, `01` over 先看图再动手: in the outline that is one section, although
both lines stay headings in the text.
"""

from __future__ import annotations

from reader.formats.blocks import Outlined as Heading
from reader.formats.plaintext.numbering import Style, numbering

_LONE = frozenset((Style.VOLUME, Style.CHAPTER, Style.SECTION, Style.BARE, Style.ROMAN))
_FEWEST = 2
"""Headings of two lines in a text that has them."""
_LINE_END = 1


def joined(headings: list[Heading]) -> list[Heading]:
    """*headings* with those of two lines made one, if most of the numbers that stand alone are so."""
    lone = [n for n, (_, title, _) in enumerate(headings) if _is_number(title)]
    over = {n for n in lone if n + 1 < len(headings) and _stands_over(headings[n], headings[n + 1])}
    if len(over) < _FEWEST or 2 * len(over) < len(lone):
        return headings
    titles = {headings[n + 1][0] for n in over}
    others = sum(level in titles for n, (level, _, _) in enumerate(headings) if n - 1 not in over)
    if titles - {headings[n][0] for n in over} and others * 2 > len(over):
        return headings  # The first of many: 卷一 over 考城隍, which is not its name.
    found: list[Heading] = []
    for n, (level, title, start) in enumerate(headings):
        if n in over:
            found.append((level, f"{title} {headings[n + 1][1]}", start))
        elif n - 1 not in over:
            found.append((level, title, start))
    return found


def _stands_over(one: Heading, below: Heading) -> bool:
    """Whether nothing stands between two headings, and the lower one has no number."""
    return below[2] - one[2] <= len(one[1]) + _LINE_END and numbering(below[1]) is None


def _is_number(title: str) -> bool:
    number = numbering(title) if title else None
    if number is None or number.style not in _LONE:
        return False
    return not title[number.end :].strip(" .．:：、")
