"""Whether a line may end between two simple characters, told by their kinds and remembered.

Characters are of few kinds: every Han is treated as `字` is, every letter as `a`, every digit as
`0`; only marks stand for themselves. So the whole algorithm (`reader.text.linebreak`) is asked once
for each combination of kinds met: of two where the rules need no more, of four, or of all from the
last character behind which the rules forget what was before.
"""

from __future__ import annotations

from reader.memo import cache
from reader.text.filling import context
from reader.text.linebreak import breaks, line_break_class
from reader.text.tailoring import (
    LONGEST_NOTE_MARK,
    NOTE_OPENERS,
    Tailoring,
    divides_number,
    is_note_mark,
    tailoring,
)


class _Kinds(dict[str, str]):
    def __missing__(self, char: str) -> str:
        name = line_break_class(char)
        kind = char
        if char.isalnum() and name in {"ID*", "H2*", "H3*"} and not is_full_width(char):
            kind = "字"
        elif char.isalpha() and name == "AL":
            kind = "a"
        elif char.isdigit() and name == "NU":
            kind = "0"
        self[char] = kind
        return kind


def is_full_width(char: str) -> bool:
    """Whether *char* may be one of the letters and digits that are as wide as a 字."""
    return "\uff10" <= char <= "\uff5a"


kind_of = _Kinds()
"""For each simple character one that stands for all that are treated alike."""

_CLEAR = "字a0"
"""Kinds behind which the line breaking rules forget what was before."""
_BEHIND = frozenset(" :：，")
"""What `divides_number` asks more about."""
_MOST_KNOWN = 50_000
"""Combinations remembered before all are forgotten."""
_LONGEST_WINDOW = 48
"""Characters to look back through at most."""


class Judge:
    """Whether a line may end between simple characters by the *rules*, and what was found of that."""

    def __init__(self, rules: Tailoring | None) -> None:
        self.rules = rules
        self.hanging = rules.hanging if rules is not None else frozenset[str]()
        self.pairs: dict[str, bool | None] = {}
        """The answer for the kinds of the characters on either side; None: they are not enough."""
        self.fours: dict[str, bool | None] = {}
        """The same, knowing two characters on either side."""
        self.windows: dict[tuple[str, int], bool] = {}

    def may_end(self, text: str, place: int) -> bool | None:
        """Whether a line may end at *place*; what is around it is simple. None where that is hard."""
        left, right = kind_of[text[place - 1]], kind_of[text[place]]
        pair = left + right
        answer = self.pairs.get(pair)
        if answer is None and pair not in self.pairs:
            settled = _is_pair_enough(left, right, self.rules)
            answer = 1 in breaks(pair, self.rules) if settled else None
            self.pairs[pair] = answer
        if answer is None and 1 < place < len(text) - 1:
            before, after = kind_of[text[place - 2]], kind_of[text[place + 1]]
            four = before + pair + after
            answer = self.fours.get(four)
            if answer is None and four not in self.fours:
                if len(self.fours) > _MOST_KNOWN:
                    self.fours.clear()
                settled = _are_four_enough(before, left, right, after, self.rules)
                answer = 2 in breaks(four, self.rules) if settled else None
                self.fours[four] = answer
        if answer is None:
            start = context(text, place - 1, self.rules)
            if place - start > _LONGEST_WINDOW:
                return None
            ahead = place + LONGEST_NOTE_MARK
            window = "".join([kind_of[char] for char in text[start:ahead]]), place - start
            answer = self.windows.get(window)
            if answer is None:
                if len(self.windows) > _MOST_KNOWN:
                    self.windows.clear()
                answer = self.windows[window] = window[1] in breaks(window[0], self.rules)
        if answer and self.rules is not None and (left in _BEHIND or right in NOTE_OPENERS):
            # These depend on more than the kinds of characters.
            return not (divides_number(text, place) or is_note_mark(text, place))
        return answer


@cache
def judge_of(language: str, level: str) -> Judge:
    """The judge by the rules of a language at a level: one for each, so that it learns."""
    return Judge(tailoring(language, level))


_SEEN_BACK = frozenset({"CL*", "EX", "EX*", "NS*", "IN", "B2"})
_SEEN_AHEAD = frozenset({
    "ID*", "AL", "CL*", "CP", "EX", "EX*", "SY", "NS*", "IN", "B2", "BA*", "SP", "OP", "OP*",
})  # fmt: skip


def _is_pair_enough(left: str, right: str, rules: Tailoring | None) -> bool:
    """Whether the rules need no more than these two to say if a line may end between them.

    Behind a space, a hyphen, a quotation mark or what may belong to a number they look further
    back, before a quotation mark, a decimal point or what may be a note's mark further ahead.
    """
    if right in NOTE_OPENERS and rules is not None:
        return False
    if line_break_class(right) not in _SEEN_AHEAD or is_full_width(right):
        return left in _CLEAR and right in _CLEAR
    return left in _CLEAR or line_break_class(left) in _SEEN_BACK


_DECIMALS = ".,:;"
_SEEN_BEFORE_SPACE = frozenset({
    "AL", "B2", "BA", "CL*", "CP", "EX", "EX*", "HH", "HY", "IN", "IS", "NS*", "PO", "QU", "SY",
})  # fmt: skip


def _are_four_enough(
    before: str, left: str, right: str, after: str, rules: Tailoring | None
) -> bool:
    """Whether the rules need no more than two characters on either side, which these are."""
    if right in NOTE_OPENERS and after == "0" and rules is not None:
        return False
    if left in _CLEAR or (before in _CLEAR and after not in _DECIMALS):
        return True
    if left != " ":
        return False
    name = line_break_class(before)
    return name in _SEEN_BEFORE_SPACE or (
        name == "QUf" and (rules is None or not rules.quotes_are_brackets)
    )
