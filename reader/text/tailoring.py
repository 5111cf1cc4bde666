"""What a language asks of line breaking beyond UAX #14, as data.

Chinese after CLREQ ("Requirements for Chinese Text Layout", W3C), section "Prohibition Rules for
Line Start and Line End", with its levels `basic`, `gb` and `strict`; Japanese after JLREQ (W3C),
section 3.1.7 to 3.1.10. `reader.text.linebreak` applies the rules about places,
`reader.text.paragraph` the marks that may hang.
"""

from __future__ import annotations

from reader.memo import cache
from reader.regex import regex
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
    classes: tuple[tuple[str, str], ...] = ()
    """Classes of UAX #14 that characters have here, where the standard has others."""


NOTE_OPENERS = frozenset("[［〔")
_NOTE_CLOSERS, _DIGITS = frozenset("]］〕"), frozenset("0123456789一二三四五六七八九十")
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NOTED = frozenset("”’）》〉」』】〕\"')]")
"""Besides letters and digits, what a circled number behind it is a note's mark of: behind a mark of
pause it may count the next clause.
"""
LONGEST_NOTE_MARK = 5
"""Characters of a note's mark: three digits in brackets."""


def is_note_mark(text: str, at: int) -> bool:
    """Whether a note's mark stands at *at*, close behind what it belongs to: `[1]`, `〔十二〕`, `①`.

    CLREQ keeps it with the character before it, a mark of pause too. One behind a space or
    a line end may begin a line.
    """
    mark = text[at]
    if mark in _CIRCLED:
        return at > 0 and (text[at - 1].isalpha() or text[at - 1] in _NOTED)
    if mark not in NOTE_OPENERS:
        return False
    before = text[at - 1 : at]
    if not before or before.isspace() or before == "\u200b":
        return False
    end = at + 1
    while end < at + LONGEST_NOTE_MARK - 1 and text[end : end + 1] in _DIGITS:
        end += 1
    return end > at + 1 and text[end : end + 1] in _NOTE_CLOSERS


_UNIT = regex(
    "(?:[kMGT]i?B|[kMG]?b(?:ps)?|B|[kcdmnμµ]?m[²³]?|[kmμµ]?g|lb|oz|ft|[mμµn]?s|min|[kmM]?[VW]|k?Wh|mAh?"
    "|[kMG]?Hz|[hkM]?Pa|[kM]?J|k?cal|mol|dB|[mμµ]?[lL]|ha|px|pt|dpi|fps|rpm|mph|°[CF]?|[℃℉%％‰]"
    "|[ap]m|AM|PM|[ap]\\.m|BCE?|CE|AD)(?![0-9A-Za-z])"
)
"""Units of measure as they are written behind a number and a space, and what is treated alike: parts
of the day, eras. Of one letter only those that are no words. With the character behind them they are no longer than
`LONGEST_NOTE_MARK`: so far the algorithm looks ahead."""
_FULL_STOPS = frozenset("：，")


def divides_number(text: str, at: int) -> bool:
    """Whether a line end at *at* would part a number, or a number from its unit: `16 GB`, `9：30`.

    GB/T 15835 wants a number on one line; SI its unit beside it. It is asked about places that the
    algorithm allows: the others need no care.
    """
    left = text[at - 1]
    if left == " ":
        return text[at - 2 : at - 1].isdecimal() and at > 1 and _UNIT.match(text, at) is not None
    if left == ":":
        return text[at] == "\\"
    if left not in _FULL_STOPS or not (
        at > 1 and text[at - 2].isdecimal() and text[at].isdecimal()
    ):
        return False
    # A comma parts thousands if three digits follow, else numbers.
    return left == "：" or (text[at : at + 3].isdecimal() and not text[at + 3 : at + 4].isdecimal())


_CONNECTORS = "～〜–·・‧－"
_DASHES = "—―⸺⸻"
_ELLIPSES = "…⋯"
_SOLIDI = "/／"
_PAUSES = "、，。"
_STOPS = "：；！？"
_CLOSERS = _PAUSES + _STOPS + "．）》〉」』】〕〗］｝％‰℃"
"""What UAX #14 keeps with the character before it, but not behind a space."""
_SQUARES = tuple(
    (char, name)
    for chars, name in (
        # Behind the pause in `3.50、€20` a number is over: LB25 has it go on behind a bracket.
        ("、，。", "EX*"),
        # A number or a word of full-width characters is one as much as that of others.
        ("０１２３４５６７８９", "NU*"),
        ("．", "IS*"),
        ("ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ", "AL*"),
        ("ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ", "AL*"),
    )
    for char in chars
)
"""Where squares are set, what UAX #14 takes for brackets and ideographs."""
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
            classes=_SQUARES,
        )
    if subtags[0] == "ja":
        return Tailoring(
            never_start=frozenset("～〜–・‐゠" + _CLOSERS),
            quotes_are_brackets=True,
            small_kana_starts=level == "basic",
            hanging=frozenset("、。，．"),
            classes=_SQUARES,
        )
    if subtags[0] == "en":
        return _ENGLISH
    return None
