"""Where a line may end: the Unicode line breaking algorithm (UAX #14 for Unicode 17), whole, and
its tailoring.

Without a tailoring the answer is exactly the standard's: the official test is part of our own. A
tailoring (`reader.text.tailoring`) gives characters another class and forbids some to begin or end
a line, as the rules of a language ask. Choosing among the places found here, by width, is
`reader.text.paragraph`'s work.

The rules see a text as *units*, one character and the marks that combine with it (LB9), through a
small state: what stands left of a place, and at most two units of what stands right of it. Each
state met is worked out by the rules once and remembered.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.text.linebreak_tables import CLASSES, NAMES, STARTS
from reader.text.tailoring import Tailoring, divides_number, is_note_mark
from reader.values import NamedTuple

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
"""Characters behind which a line must end (LB4, LB5; between CR and LF it must not)."""

_HARD = frozenset({"BK", "CR", "LF", "NL"})
_UNJOINABLE = _HARD | {"SP", "ZW"}
_LETTERS = frozenset({"AL", "ALx", "ALc", "HL", "NU"})
_LOOKS_AHEAD = frozenset({"QU", "QUi", "QUf", "OP", "OP*", "IS", "IS*", "AK", "ALc", "AS"})


def breaks(text: str, tailoring: Tailoring | None = None) -> list[int]:
    """Every index at which a line of *text* may end, ascending: never 0, always the length unless
    that is 0.

    `is_mandatory` tells where it must end.
    """
    if not text:
        return []
    units, starts = _units(text, tailoring)
    units.append("eot")
    units.append("eot")
    found = []
    state = _START
    verdicts = _verdicts
    for index in range(len(starts)):
        unit = units[index]
        key = (
            (state, unit, units[index + 1], units[index + 2])
            if unit in _LOOKS_AHEAD
            else (state, unit)
        )
        verdict = verdicts.get(key)
        if verdict is None:
            verdict = verdicts[key] = _judge(*key)
        if verdict[0]:
            found.append(starts[index])
        state = verdict[1]
    if tailoring is not None:
        starts_no_line, ends_no_line = tailoring.never_start, tailoring.never_end | {" "}
        found = [
            at
            for at in found
            if (
                (text[at] not in starts_no_line and text[at - 1] not in ends_no_line)
                or _tailoring_allows(text, at, tailoring)
            )
            and not is_note_mark(text, at)
            and not divides_number(text, at)
        ]
    found.append(len(text))
    return found


def is_mandatory(text: str, index: int) -> bool:
    """Whether a line must end at *index*: behind a line end, and at the end of *text* (LB3 to
    LB5).
    """
    if index >= len(text):
        return True
    return index > 0 and text[index - 1] in LINE_ENDS and text[index - 1 : index + 1] != "\r\n"


def _tailoring_allows(text: str, index: int, tailoring: Tailoring) -> bool:
    """Whether *tailoring* lets a line end at *index*, where the algorithm does.

    What may not begin a line may not do so behind spaces either, and spaces do not help what may
    not end one.
    """
    if is_mandatory(text, index):
        return True
    if text[index] in tailoring.never_start:
        return False
    before = index - 1
    while before > 0 and text[before] == " ":
        before -= 1
    return text[before] not in tailoring.never_end


def line_break_class(char: str) -> str:
    """The class of *char* after LB1, in the words of `reader.text.linebreak_tables.NAMES`, or
    `H2*`.
    """
    name = NAMES[ord(CLASSES[bisect_right(STARTS, char) - 1]) - 48]
    if name == "H3*" and (ord(char) - 0xAC00) % 28 == 0:
        return "H2*"
    return name


def char_class(char: str, tailoring: Tailoring | None = None) -> str:
    """The class of *char* as *tailoring* has it; quotation marks, which depend on what they stand
    by, as brackets.
    """
    name = _table(tailoring)[char]
    if tailoring is not None and tailoring.quotes_are_brackets:
        return {"QUi": "OP*", "QUf": "CL*"}.get(name, name)
    return name


class _State(NamedTuple):
    """What the rules know of the text left of a place."""

    left: str
    """The class of the unit that ends there."""
    joins: bool = False
    """That unit ends with U+200D."""
    base: str = "sot"
    """The class of the last unit that is not a space."""
    before: str = "sot"
    """The class of the unit before `base`."""
    number: int = 0
    """1 behind NU (SY | IS)*, 2 behind that and a closing bracket, else 0 (LB25)."""
    odd_flag: bool = False
    """An odd number of regional indicators ends there (LB30a)."""


_START = _State("sot")
_Key = tuple[_State, str] | tuple[_State, str, str, str]
_verdicts: dict[_Key, tuple[bool, _State]] = {}


class _Classes(dict[str, str]):
    """Classes by character: looked up once, then remembered."""

    def __init__(self, tailoring: Tailoring | None) -> None:
        super().__init__(tailoring.classes if tailoring else ())
        self.small_kana = "ID*" if tailoring and tailoring.small_kana_starts else "NS*"

    def __missing__(self, char: str) -> str:
        name = line_break_class(char)
        if name == "CJ*":
            name = self.small_kana
        self[char] = name
        return name


_classes: dict[Tailoring | None, _Classes] = {}


def _table(tailoring: Tailoring | None) -> _Classes:
    found = _classes.get(tailoring)
    if found is None:
        found = _classes[tailoring] = _Classes(tailoring)
    return found


def _units(text: str, tailoring: Tailoring | None) -> tuple[list[str], list[int]]:
    """The classes of the units of *text* (LB9, LB10), and where each begins.

    A unit that ends with U+200D has `+` behind its class (LB8a).
    """
    names = list(map(_table(tailoring).__getitem__, text))
    starts = list(range(len(text)))
    if "CM" in names or "ZWJ" in names:
        units: list[str] = []
        starts = []
        for index, name in enumerate(names):
            if name == "CM" or name == "ZWJ":
                if not units or units[-1] in _UNJOINABLE:
                    units.append("AL")
                    starts.append(index)
                last = units[-1].rstrip("+")
                units[-1] = last + "+" if name == "ZWJ" else last
            else:
                units.append(name)
                starts.append(index)
        names = units
    if tailoring is not None and tailoring.quotes_are_brackets:
        _resolve_quotes(names)
    return names, starts


def _resolve_quotes(units: list[str]) -> None:
    """Makes curved quotation marks brackets, but those inside and at the start of narrow words.

    UAX #14 knows no side of a quotation mark for certain, so it refuses the break in `来……”｜闰土`.
    """
    last = len(units) - 1
    for index, unit in enumerate(units):
        if unit == "QUi":
            before = units[index - 1] if index else "SP"
            after = units[index + 1] if index < last else "SP"
            if before not in _LETTERS or after not in _LETTERS:
                units[index] = "OP*"
        elif unit == "QUf":
            before = units[index - 1] if index else "SP"
            after = units[index + 1] if index < last else "SP"
            if after not in _LETTERS or before.endswith("*"):
                units[index] = "CL*"


def _judge(
    state: _State, unit: str, after: str = "eot", second: str = "eot"
) -> tuple[bool, _State]:
    """Whether a line may end before *unit*, and the state behind it."""
    joins = unit.endswith("+")
    right = unit.rstrip("+")
    allowed = _allowed(state, right, after.rstrip("+"), second.rstrip("+"))
    if right == "SP":
        return allowed, state._replace(left="SP", joins=joins, number=0, odd_flag=False)
    number = 0
    if right in {"NU", "NU*"} or (right in {"SY", "IS", "IS*"} and state.number == 1):
        number = 1
    elif right in {"CL", "CL*", "CP", "CP*"} and state.number == 1:
        number = 2
    odd_flag = right == "RI" and not (state.left == "RI" and state.odd_flag)
    return allowed, _State(right, joins, right, state.left, number, odd_flag)


def _allowed(state: _State, right: str, after: str, second: str) -> bool:
    """The rules from LB2 to LB31, in their order: whether a line may end between *state* and
    *right*.
    """
    wide = right.endswith("*")
    left_wide = state.left.endswith("*")
    left, base, before = state.left.rstrip("*"), state.base.rstrip("*"), state.before.rstrip("*")
    right = right.rstrip("*")
    before_wide, after_wide = state.before.endswith("*"), after.endswith("*")
    after, second = after.rstrip("*"), second.rstrip("*")
    quotes = {"QU", "QUi", "QUf"}
    letters = {"AL", "ALx", "ALc", "HL"}
    ideographs = {"ID", "IDx", "EB", "EM"}

    if left == "sot":  # LB2
        return False
    if left in _HARD:  # LB4, LB5
        return not (left == "CR" and right == "LF")
    if right in _HARD or right in {"SP", "ZW"}:  # LB6, LB7
        return False
    if base == "ZW":  # LB8
        return True
    if state.joins:  # LB8a
        return False
    if right == "WJ" or left == "WJ" or left == "GL":  # LB11, LB12
        return False
    if right == "GL" and left not in {"SP", "BA", "HY", "HH"}:  # LB12a
        return False
    if right in {"CL", "CP", "EX", "SY"}:  # LB13
        return False
    if base == "OP":  # LB14
        return False
    if base == "QUi" and before in _HARD | quotes | {"sot", "OP", "GL", "SP", "ZW"}:  # LB15a
        return False
    closes = _HARD | quotes | {"SP", "GL", "WJ", "CL", "CP", "EX", "IS", "SY", "ZW", "eot"}
    if right == "QUf" and after in closes:  # LB15b
        return False
    if left == "SP" and right == "IS" and after == "NU":  # LB15c
        return True
    if right == "IS":  # LB15d
        return False
    if right == "NS" and base in {"CL", "CP"}:  # LB16
        return False
    if right == "B2" and base == "B2":  # LB17
        return False
    if left == "SP":  # LB18
        return True
    if right in {"QU", "QUf"} or left in {"QU", "QUi"}:  # LB19
        return False
    if right in quotes and not (left_wide and after_wide):  # LB19a
        return False
    if left in quotes and not (wide and before_wide):
        return False
    if right == "CB" or left == "CB":  # LB20
        return True
    word_starts = _HARD | {"sot", "SP", "ZW", "CB", "GL"}
    if left in {"HY", "HH"} and right in letters and before in word_starts:  # LB20a
        return False
    if right in {"BA", "HH", "HY", "NS"} or left == "BB":  # LB21
        return False
    if before == "HL" and left in {"HY", "HH"} and right != "HL":  # LB21a
        return False
    if left == "SY" and right == "HL":  # LB21b
        return False
    if right == "IN":  # LB22
        return False
    if (left in letters and right == "NU") or (left == "NU" and right in letters):  # LB23
        return False
    if (left == "PR" and right in ideographs) or (left in ideographs and right == "PO"):  # LB23a
        return False
    if left in {"PR", "PO"} and right in letters:  # LB24
        return False
    if left in letters and right in {"PR", "PO"}:
        return False
    if state.number and right in {"PO", "PR"}:  # LB25
        return False
    if state.number == 1 and right == "NU":
        return False
    if left in {"PO", "PR"} and right == "OP" and "NU" in {after, second if after == "IS" else ""}:
        return False
    if left in {"PO", "PR", "HY", "IS"} and right == "NU":
        return False
    if left == "JL" and right in {"JL", "JV", "H2", "H3"}:  # LB26
        return False
    if (left in {"JV", "H2"} and right in {"JV", "JT"}) or (left in {"JT", "H3"} and right == "JT"):
        return False
    syllables = {"JL", "JV", "JT", "H2", "H3"}
    if (left in syllables and right == "PO") or (left == "PR" and right in syllables):  # LB27
        return False
    if left in letters and right in letters:  # LB28
        return False
    aksara = {"AK", "ALc", "AS"}
    if left == "AP" and right in aksara:  # LB28a
        return False
    if left in aksara and right in {"VF", "VI"}:
        return False
    if before in aksara and left == "VI" and right in {"AK", "ALc"}:
        return False
    if left in aksara and right in aksara and after == "VF":
        return False
    if left == "IS" and right in letters:  # LB29
        return False
    if left in letters | {"NU"} and right == "OP" and not wide:  # LB30
        return False
    if left == "CP" and not left_wide and right in letters | {"NU"}:
        return False
    if left == "RI" and right == "RI" and state.odd_flag:  # LB30a
        return False
    return not (left in {"EB", "IDx", "ALx"} and right == "EM")  # LB30b
