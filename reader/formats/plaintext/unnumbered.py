"""Headings that have neither a number nor a name: short lines that show it by many small signs.

Each line is weighed by its own signs first, then beside its fellows: headings of a text are set
alike.
"""

from __future__ import annotations

from itertools import repeat

from reader.errors import Said
from reader.formats.plaintext import weights
from reader.formats.plaintext.candidates import Candidate
from reader.formats.plaintext.looks import is_contents
from reader.formats.plaintext.signs import Signs
from reader.formats.plaintext.units import Unit
from reader.regex import IGNORECASE, regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LIKELY, _SURE = 1.0, 2.5
"""Odds, as logarithms."""
_LABELS = frozenset(["正文", "本文", "内容简介", "作品相关", "文案"])
_LAST_WORDS = regex(
    r"(?:the end|end|finis?|to be continued|[（(]?(?:全文|本[章篇文])?完结?[）)]?|未完待续|つづく|続く|おわり|終わり|了"
    r"|끝|此致|敬礼|祝好|(?:顺祝|此颂|即颂|敬请|顺颂).{1,3}|[上下]一[篇章].*|分享到.*|(?:阅读|点赞|字数|浏览)[\s:：]*\d+"
    r"|(?:关键词|关键字|key ?words)[:：].*"
    r"|转载请注明.*|share this.*|read more|continue reading|続きを読む|더 읽기|yours\b.*|sincerely.*)[.!！。…]*",
    IGNORECASE,
)
"""What stands at the end of a text, and what a site puts there."""
_MOST_TOLD = 4
"""Signs that are told for one heading."""


def unnumbered(
    units: Sequence[Unit],
    is_body: Sequence[bool],
    candidates: Iterable[Candidate],
    underlines: set[int],
) -> list[Candidate]:
    """The headings among *units* that are not among the *candidates*; of these some are accepted."""
    known = {c.unit: c for c in candidates}
    accepted = {index for index, c in known.items() if c.accepted}
    signs = Signs(units, is_body, accepted, underlines)
    weighed: dict[int, tuple[float, list[str]]] = {}
    for index in signs.shorts:
        one = known.get(index)
        if (one is None or one.number is None) and not _is_label(units[index].text):
            shown = signs.of(index)
            weighed[index] = weights.START + _sum(weights.WEIGHTS, shown), shown
    more: list[Candidate] = []
    for index, shown in _beside_fellows(weighed, signs).items():
        one = known.get(index)
        if one is None:
            one = Candidate(index, 0, len(units[index].text), "plain")
            more.append(one)
        one.accepted = True
        one.why = _told(shown)
    return more


def _beside_fellows(
    weighed: dict[int, tuple[float, list[str]]], signs: Signs
) -> dict[int, list[str]]:
    """The lines that are headings once all are known, with their signs."""
    styles: dict[tuple[int, int, int], tuple[float, int]] = {}
    own = {index: signs.fellows(index) for index in weighed}
    for index, (odds, _) in weighed.items():
        style = own[index]
        total, count = styles.get(style, (0.0, 0))
        styles[style] = total + odds, count + 1
    found: dict[int, list[str]] = {}
    is_none_likely = all(odds < _LIKELY for odds, _ in weighed.values())
    for index, (odds, shown) in weighed.items():
        total, count = styles[own[index]]
        further = ["none_likely"] if is_none_likely else []
        if weighed.get(index - 1, (-1.0,))[0] > 0:
            further.append("likely_above")
        if weighed.get(index + 1, (-1.0,))[0] > 0:
            further.append("likely_below")
        if count == 1:
            further.append("alone_of_its_style")
        else:
            mean = (total - odds) / (count - 1)
            if mean > _LIKELY:
                further.append("likely_fellows")
            if mean > _SURE:
                further.append("sure_fellows")
            if mean < -_LIKELY:
                further.append("unlikely_fellows")
        if weights.SECOND_START + weights.OWN * odds + _sum(weights.SECOND, further) > 0:
            found[index] = [*shown, *further]
    return found


def _is_label(text: str) -> bool:
    """Whether a line says what follows, the contents or the text itself, or that something ends."""
    return text in _LABELS or is_contents(text) or _LAST_WORDS.fullmatch(text) is not None


def _sum(table: dict[str, float], signs: Iterable[str]) -> float:
    return sum(map(table.get, signs, repeat(0.0)))


def _told(signs: Iterable[str]) -> str:
    """The signs that speak for a heading, in words."""
    said = dict.fromkeys(weights.SAID[sign] for sign in signs if sign in weights.SAID)
    return Said("a short line: {signs}", signs=tuple(said)[:_MOST_TOLD])
