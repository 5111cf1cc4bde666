"""The same lines as `reader.text.filling`'s, many times as fast, for text of common characters.

In such text each character is a cluster, one or two cells wide. So the place where a line is full
is found by counting, not by measuring, and whether it may end there is nearly always told by the
two characters on either side, of which there are few kinds: each combination is put to the whole
algorithm once and remembered. What that does not settle (a word longer than the line, a lone last
字) is left to the slow way. A test holds both ways to the same lines.
"""

import re
from functools import cache, partial
from itertools import accumulate, cycle
from operator import mul

from reader.text.filling import BLANKS, LONGEST_LONE, context, lone, set_line
from reader.text.justification import Gaps, gaps
from reader.text.linebreak import breaks, line_break_class
from reader.text.manner import Manner, SetLine
from reader.text.tailoring import Tailoring

_NARROW = (
    "\x20-\x7e\xa0-\xac\xae-\u024f\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u218b\u2190-\u22ff\u2460-\u25fc\u2605\u2606"
)
_WIDE = (
    "\u3000-\u3029\u3030\u3041-\u3096\u309b-\u30ff\u3400-\u4db5\u4e00-\u9fbb\uac00-\ud7a3"
    "\uff01-\uff60\uffe0-\uffe6"
)
_simple = re.compile(f"[{_NARROW}{_WIDE}]*").match
# Written x x* because the engine skips fast to a class only where a pattern begins with it: 0.2
# instead of 0.07 G characters a second.
_narrow_runs = re.compile(f"([{_NARROW}][{_NARROW}]*)").split
_SURELY_WIDE = "\u3000"
"""All narrow simple characters are below, all wide ones not."""

_MARGIN = 24
"""Characters behind a line's end that must be simple too, where the text goes on."""

_as_line = partial(tuple.__new__, SetLine)


def simple_stretch(text: str, start: int, stop: int) -> tuple[int, bool]:
    """The end of the simple characters from *start*, at most *stop*; whether a piece ends there.

    Pieces are what line ends divide a text into.
    """
    match = _simple(text, start, stop)
    end = match.end() if match else start
    return end, end == len(text) or text[end] == "\n"


def simple_lines(
    text: str,
    start: int,
    end: int,
    is_piece: bool,
    manner: Manner,
    rules: Tailoring | None,
    first: bool,
    one: bool = False,
) -> list[SetLine]:
    """Lines of *text* from *start*, as many as `text[start:end]`, which is simple, makes certain.

    *is_piece*: a line end or the end of the text stands at *end*; then the last line is among them.
    *first*: the paragraph begins at *start*. *one*: a single line will do.
    """
    body = text[start:end]
    lengths = list(map(len, _narrow_runs(body)))
    ends = list(accumulate(lengths, initial=start))
    sums = list(accumulate(map(mul, lengths, cycle((2, 1))), initial=0))
    stop, total = end, sums[-1]
    certain = total - 2 * _MARGIN
    if is_piece:
        stop = start + len(body.rstrip(BLANKS))
        if stop < end:
            total -= _cells(text[stop:end])
        certain = total - 2 * LONGEST_LONE
    measure, hang, justify = manner.measure, manner.hang, manner.justify
    indent = manner.first_indent if first and 2 * manner.first_indent <= measure else 0
    hanging = rules.hanging if rules is not None else frozenset[str]()
    judge = _judge(rules)
    kinds, pairs = _kinds, judge.pairs
    chooser: _Chooser | None = None
    lines: list[SetLine] = []
    add = lines.append

    at, run = start, 0
    limit = measure - indent
    """The cells from *start* to where the line is full."""
    while True:
        if (is_near := limit >= certain) and (not is_piece or limit >= total):
            if is_piece:
                after = end + 1 if end < len(text) else end
                cells = max(indent, total - limit + measure)
                add(SetLine(at, after, max(stop, at), indent, (), cells))
            break
        while sums[run] < limit:
            run += 1
        over = sums[run] - limit
        slack = over & run & 1
        full = ends[run] - (over + slack >> 1 if run & 1 else over)

        right = text[full]
        spare, hung = slack, 0
        ends_there: bool | None = None
        if is_near or right < _SURELY_WIDE or full == at:
            pass
        elif "\u4e00" <= right <= "\u9fff" and "\u4e00" <= text[full - 1] <= "\u9fff":
            after = full
            ends_there = True
        elif right in hanging and slack + hang > 1:
            after = full + 1
            hung, spare = 1, min(slack, slack + hang - 2)
            ends_there = pairs.get(kinds[right] + kinds[text[after]])
        else:
            after = full
            left = text[full - 1]
            ends_there = pairs.get(kinds[left] + kinds[right])
            if ends_there is False and right not in BLANKS and full - at > 1:
                after = full - 1
                spare += 2 if left >= _SURELY_WIDE else 1
                ends_there = pairs.get(kinds[text[after - 1]] + kinds[left])

        if ends_there:
            cells = measure + (2 - slack if hung else -spare)
            limit += cells
            added: Gaps = ()
            if justify and spare and (added := gaps(text, at, after - hung, spare)):
                cells += spare
            add(_as_line((at, after, after, indent, added, cells)))
            at = after
        else:
            if chooser is None:
                chooser = _Chooser(text, end, stop, is_piece, manner, rules)
            line = chooser.line(at, full, slack, indent)
            if line is None:
                line = set_line(text, at, manner, rules, first and at == start)
            at = line.end
            if at >= end:
                if is_piece:
                    add(line)
                break
            add(line)
            limit += measure - slack
            limit += _cells(text[full:at]) if at > full else -_cells(text[at:full])
        indent = 0
        if one:
            break
    return lines


class _Chooser:
    """Where lines end that the characters on both sides of the full line do not tell."""

    def __init__(
        self,
        text: str,
        end: int,
        stop: int,
        is_piece: bool,
        manner: Manner,
        rules: Tailoring | None,
    ) -> None:
        self.text, self.end, self.manner = text, end, manner
        self.lone_from = stop - LONGEST_LONE if is_piece else end
        self.stop = stop
        self.hanging = rules.hanging if rules is not None else frozenset[str]()
        self.may_end = _judge(rules).may_end

    def line(self, at: int, full: int, slack: int, indent: int) -> SetLine | None:
        """The line from *at* that is full at *full*, *slack* cells short; None where that is hard."""
        text, manner = self.text, self.manner
        if full == at:
            return None
        hung, spare = 0, slack
        after = 0
        if text[full] in self.hanging and slack + manner.hang > 1:
            after = self.first_place(at, full + 1)
            if after:
                hung, spare = 1, min(slack, slack + manner.hang - 2)
        shown = full + 1
        if not after:
            after = shown = self.last_place(at, full)
            if not after:
                return None
            while text[shown - 1] in BLANKS and shown > at:
                shown -= 1
            if shown < full:
                spare += _cells(text[shown:full])
        if after > self.lone_from and (after >= self.stop or lone(text, after)):
            return None
        cells = manner.measure + (2 - slack if hung else -spare)
        added: Gaps = ()
        if manner.justify and spare and (added := gaps(text, at, shown - hung, spare)):
            cells += spare
        return SetLine(at, after, shown, indent, added, cells)

    def first_place(self, at: int, place: int) -> int:
        """The place behind the blanks from *place*, if a line may end there or inside; else 0."""
        text, end = self.text, self.end
        last = place
        while last < end and text[last] in BLANKS:
            last += 1
        while last >= place:
            if last >= end or self.may_end(text, at, last):
                return last
            last -= 1
        return 0

    def last_place(self, at: int, full: int) -> int:
        """The last place where a line from *at* that is full at *full* may end; 0 without any."""
        text, end, may_end = self.text, self.end, self.may_end
        place = full
        while place < end and text[place] in BLANKS:
            place += 1
        while place > at:
            left, right = text[place - 1], text[place]
            if left in _WORD and right in _WORD:
                space = text.rfind(" ", at, place) + 1
                word = text[space:place] if space else ""
                place = space if word.isalnum() and word.isascii() else place - 1
            elif (
                (left == " " and right in _WORD and text[place - 2] in _WORD)
                or place >= end
                or may_end(text, at, place)
            ):
                return place
            else:
                place -= 1
        return 0


def _cells(text: str) -> int:
    """The cells of simple characters."""
    return len(text) + sum(char >= _SURELY_WIDE for char in text)


class _Kinds(dict[str, str]):
    """For each simple character one that stands for all that are treated alike."""

    def __missing__(self, char: str) -> str:
        name = line_break_class(char)
        kind = char
        if char.isalnum() and name in {"ID*", "H2*", "H3*"}:
            kind = "一"
        elif char.isalpha() and name == "AL":
            kind = "a"
        elif char.isdigit() and name == "NU":
            kind = "0"
        self[char] = kind
        return kind


_kinds = _Kinds()
_CLEAR = "一a0"
"""Kinds behind which the line breaking rules forget what was before."""
_DECIMALS = ".,:;"
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_MOST_KNOWN = 50_000
"""Combinations remembered before all are forgotten."""
_LONGEST_WINDOW = 64


class _Judge:
    """Whether a line may end between simple characters by the *rules*, and what was found of that."""

    def __init__(self, rules: Tailoring | None) -> None:
        self.rules = rules
        self.pairs: dict[str, bool | None] = {}
        """The answer for the kinds of the characters on either side; None: they are not enough."""
        self.fours: dict[str, bool | None] = {}
        """The same, knowing two characters on either side."""
        self.windows: dict[tuple[str, int], bool] = {}

    def may_end(self, text: str, at: int, place: int) -> bool:
        """Whether the line of *text* from *at* may end at *place*; what is around is simple."""
        left, right = _kinds[text[place - 1]], _kinds[text[place]]
        pair = left + right
        answer = self.pairs.get(pair)
        if answer is None and pair not in self.pairs:
            settled = _is_pair_enough(left, right)
            answer = 1 in breaks(pair, self.rules) if settled else None
            self.pairs[pair] = answer
        if answer is None and 1 < place < len(text) - 1:
            before, after = _kinds[text[place - 2]], _kinds[text[place + 1]]
            four = before + pair + after
            answer = self.fours.get(four)
            if answer is None and four not in self.fours:
                if len(self.fours) > _MOST_KNOWN:
                    self.fours.clear()
                settled = left in _CLEAR or (before in _CLEAR and after not in _DECIMALS)
                answer = 2 in breaks(four, self.rules) if settled else None
                self.fours[four] = answer
        if answer is not None:
            return answer

        start = context(text, place - 1, self.rules)
        if start < at or place - start > _LONGEST_WINDOW:
            start = context(text, at, self.rules)
        kinds = "".join([_kinds[char] for char in text[start : place + 4]])
        if len(kinds) > _LONGEST_WINDOW:
            return place - start in breaks(kinds, self.rules)
        window = kinds, place - start
        answer = self.windows.get(window)
        if answer is None:
            if len(self.windows) > _MOST_KNOWN:
                self.windows.clear()
            answer = self.windows[window] = window[1] in breaks(kinds, self.rules)
        return answer


_judge = cache(_Judge)


_SEEN_BACK = frozenset({"CL*", "EX", "EX*", "NS*", "IN", "B2"})
_SEEN_AHEAD = frozenset({
    "ID*", "AL", "CL*", "CP", "EX", "EX*", "SY", "NS*", "IN", "B2", "BA*", "SP", "OP", "OP*",
})  # fmt: skip


def _is_pair_enough(left: str, right: str) -> bool:
    """Whether the rules need no more than these two to say if a line may end between them.

    Behind a space, a hyphen, a quotation mark or what may belong to a number they look further
    back, before a quotation mark or a decimal point further ahead.
    """
    if line_break_class(right) not in _SEEN_AHEAD:
        return left in _CLEAR and right in _CLEAR
    return left in _CLEAR or line_break_class(left) in _SEEN_BACK
