"""What a language asks of line breaking beyond UAX #14, as data.

Chinese after CLREQ ("Requirements for Chinese Text Layout", W3C), section "Prohibition Rules for
Line Start and Line End", with its levels `basic`, `gb` and `strict`; Japanese after JLREQ (W3C),
section 3.1.7 to 3.1.10. `reader.text.linebreak` applies the rules about places,
`reader.text.paragraph` the marks that may hang.
"""

from __future__ import annotations

from reader.memo import cache
from reader.values import dataclass


@dataclass(frozen=True, eq=False)
class Tailoring:
    """The rules of a language at a level: one object each, equal to itself only."""

    never_start: frozenset[str] = frozenset()
    """Characters that may not begin a line."""
    never_end: frozenset[str] = frozenset()
    """Characters that may not end a line."""
    quotes_are_brackets: bool = False
    """“ ‘ open and ” ’ close, as brackets do, where they do not stand in a narrow word."""
    small_kana_starts: bool = False
    """Small kana and ー may begin a line."""
    hanging: frozenset[str] = frozenset()
    """Marks of which one may stand behind the measure."""


NOTE_OPENERS = frozenset("[［〔")
_NOTE_CLOSERS, _DIGITS = frozenset("]］〕"), frozenset("0123456789")
LONGEST_NOTE_MARK = 5
"""Characters of a note's mark: three digits in brackets."""


def is_note_mark(text: str, at: int) -> bool:
    """Whether a note's mark stands at *at*, close behind what it belongs to: `[1]`, `〔12〕`.

    CLREQ keeps it with the character before it, a mark of pause too. One behind a space or
    a line end may begin a line.
    """
    if text[at] not in NOTE_OPENERS:
        return False
    before = text[at - 1 : at]
    if not before or before.isspace() or before == "\u200b":
        return False
    end = at + 1
    while end < at + LONGEST_NOTE_MARK - 1 and text[end : end + 1] in _DIGITS:
        end += 1
    return end > at + 1 and text[end : end + 1] in _NOTE_CLOSERS


_CONNECTORS = "～〜–·・‧－"
_DASHES = "—―⸺⸻"
_ELLIPSES = "…⋯"
_SOLIDI = "/／"
_PAUSES = "、，。"
_STOPS = "：；！？"
_CLOSERS = _PAUSES + _STOPS + "．）》〉」』】〕〗］｝％‰℃"
"""What UAX #14 keeps with the character before it, but not behind a space."""
_ENGLISH = Tailoring(never_start=frozenset("—–" + _CLOSERS + "～〜・－／"))


@cache
def tailoring(language: str, level: str = "gb") -> Tailoring | None:
    """The rules for *language* (BCP 47), or None where UAX #14 is all there is to say.

    The levels of Chinese: `basic` forbids connectors and interpuncts to begin a line (that marks of
    pause, closing brackets and quotation marks do, and that opening ones end one, UAX #14 forbids
    already). `gb` adds the solidus, at both ends, and the dash, which CLREQ leaves to `strict`: a
    reader sees no difference in kind between a line that begins with a dash and one that begins
    with an ellipsis, and that UAX #14 forbids. `strict` adds further dots and the iteration mark
    behind a space. A level that is none of these is taken as `gb`. In Japanese, `basic` lets small
    kana begin a line.
    """
    subtags = language.lower().replace("_", "-").split("-")
    if subtags[0] in {"zh", "yue", "wuu", "nan", "cmn", "lzh"}:
        traditional = not {"hant", "tw", "hk", "mo"}.isdisjoint(subtags)
        starts = _CONNECTORS + _CLOSERS
        ends = ""
        if level != "basic":
            starts += _SOLIDI + _DASHES
            ends = _SOLIDI
        if level == "strict":
            starts += _ELLIPSES + "々〻"
        return Tailoring(
            never_start=frozenset(starts),
            never_end=frozenset(ends),
            quotes_are_brackets=True,
            hanging=frozenset(_PAUSES if traditional else _PAUSES + _STOPS),
        )
    if subtags[0] == "ja":
        return Tailoring(
            never_start=frozenset("～〜–・‐゠" + _CLOSERS),
            quotes_are_brackets=True,
            small_kana_starts=level == "basic",
            hanging=frozenset("、。，．"),
        )
    if subtags[0] == "en":
        return _ENGLISH
    return None
