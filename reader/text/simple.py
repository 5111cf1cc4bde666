"""The same lines as `reader.text.filling`'s, many times as fast, for text of common characters.

In such text each character is a cluster, one or two cells wide. So the place where a line is full
is found by counting, not by measuring, and whether it may end there is nearly always told by the
two characters on either side, of which there are few kinds: each combination is put to the whole
algorithm once and remembered (`reader.text.judgement`). What that does not settle (a word longer
than the line, a lone last 字) is left to the slow way. A test holds both ways to the same lines.
"""

from __future__ import annotations

from reader.text.filling import BLANKS, LONGEST_LONE, is_hole, is_inside, is_loose, lone, set_line
from reader.text.judgement import Judge, kind_of
from reader.text.justification import Gaps, gaps
from reader.text.manner import Manner, SetLine
from reader.text.repertoire import HAN, SURELY_WIDE, wide_kinds, wide_marks

_NARROWEST = 4
"""Cells of a measure at which a line has room for at least one character, indented or not."""
_MARGIN = 24
"""Characters behind a line's end that must be simple too, where the text goes on."""

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_WORD = _LETTERS | frozenset("0123456789")

_DOTS = frozenset(",.;:?!")
_WORD_OR_SPACE = _WORD | {" "}
_IN_WORDS = _WORD_OR_SPACE | _DOTS
_BEFORE_SPACE = _LETTERS | _DOTS | {")"}
"""Behind these and a space a line may end where a letter or a digit follows (UAX #14, LB18); behind
a digit, if what follows is not its unit.
"""

_new = tuple.__new__


def simple_lines(
    text: str,
    start: int,
    end: int,
    manner: Manner,
    judge: Judge,
    first: bool,
    one: bool = False,
) -> list[SetLine]:
    """Lines of *text* from *start*, as many as `text[start:end]`, which is simple, makes certain.

    If a line end or the end of the text stands at *end*, the last line is among them. *first*: the paragraph begins at
    *start*. *one*: a single line will do.
    """
    measure, hang, justify = manner.measure, manner.hang, manner.justify
    if measure < _NARROWEST:
        return []
    body = text[start:end]
    marks = wide_kinds(body)
    count = marks.count
    stop, total = end, 2 * len(body) - count(0)
    has_wide = total > len(body)
    is_piece = end == len(text) or text[end] == "\n"
    if is_piece:
        if body[-1:] in BLANKS:
            stop = start + len(body.rstrip(BLANKS))
            total -= _cells(text[stop:end])
        certain = total - 2 * LONGEST_LONE
    else:
        certain = total - 2 * _MARGIN
    indent = manner.first_indent if first else 0
    if 2 * indent > measure:
        indent = 0
    hanging, pairs = judge.hanging, judge.pairs
    chooser: _Chooser | None = None
    added: Gaps
    lines: list[SetLine] = []
    add = lines.append

    narrow = -1  # the next narrow character, counted from *start*, unless it was passed
    words_end_lines = not manner.hyphenation

    at = start
    limit = measure - indent  # the cells from *start* to where the line is full
    while True:
        if (is_near := limit >= certain) and (not is_piece or limit >= total):
            if is_piece:
                after = end + 1 if end < len(text) else end
                cells = total - limit + measure
                if stop <= at:
                    stop, cells = at, indent
                add(_new(SetLine, (at, after, stop, indent, (), cells, "")))
            break

        slack = measure - indent
        if not has_wide:
            full = at + slack
            slack = 0
        else:
            here = at - start
            if narrow < here:
                narrow = marks.find(0, here)
                if narrow < 0:
                    narrow = len(body)
            place = here + (slack >> 1)
            if place < narrow:
                # Only wide characters up to here: the line is full after half as many as it has cells.
                slack &= 1
            else:
                place = narrow
                slack -= narrow - here << 1
                while slack > 1:
                    step = slack >> 1
                    slack -= 2 * step - count(0, place, place + step)
                    place += step
                if not marks[place]:
                    place += slack
                    slack = 0
            full = after = start + place
            cells = measure - slack
            if marks[place] == HAN:
                # Between Han, or between a mark of pause and a Han.
                is_told = marks[place - 1] == HAN or text[full - 1] in hanging
                if is_near:
                    is_told = is_told and is_piece and count(HAN, place) > 1
            elif is_told := (
                hang == 2 and text[full] in hanging and not is_near and marks[place + 1] == HAN
            ):
                after += 1
                cells += 2
            if is_told and not (justify and slack):
                add(_new(SetLine, (at, after, after, indent, (), cells, "")))
                limit += cells
                at = after
                indent = 0
                if one:
                    break
                continue

        # Nearly every line is told by one look at the characters around the place where it is full,
        # or around the one before: so these looks are taken here, and only the rest is handed on.
        if is_near and is_piece and (not has_wide or count(HAN, full - start) > 1):
            # No lone 字 will be left.
            is_near = False
        right, left = text[full], text[full - 1]
        if words_end_lines and right in _IN_WORDS and left in _WORD_OR_SPACE and not is_near:
            # Between words: behind the last space, if one word is all that follows it up to here.
            space = text.rfind(" ", at, full + 1)
            spare = slack + full - space
            behind = full if right in _DOTS else max(full + 1, space + 2)
            if (
                space > at
                and not is_hole(spare, measure)
                and text[space - 1] in _BEFORE_SPACE
                and (word := text[space + 1 : behind]).isalnum()
                and word.isascii()
            ):
                after = space + 1
                cells = measure - spare
                limit += cells + 1
                added = ()
                if justify and spare and (added := gaps(text, at, space, spare)):
                    cells += spare
                add(_new(SetLine, (at, after, space, indent, added, cells, "")))
                at = after
                indent = 0
                if one:
                    break
                continue
        spare, hung = slack, 0
        ends_there: bool | None = None
        if is_near or right < SURELY_WIDE or full == at:
            pass
        elif marks[full - start] == HAN == marks[full - start - 1]:
            after = full
            ends_there = True
        elif right in hanging and slack + hang > 1:
            after = full + 1
            hung, spare = 1, min(slack, slack + hang - 2)
            ends_there = pairs.get(kind_of[right] + kind_of[text[after]])
        else:
            after = full
            ends_there = pairs.get(kind_of[left] + kind_of[right])
            if ends_there is False and right not in BLANKS and full - at > 1:
                after = full - 1
                spare += 2 if marks[after - start] else 1
                if left > "~" or not is_inside(text, after, measure):
                    ends_there = pairs.get(kind_of[text[after - 1]] + kind_of[left])

        if ends_there:
            cells = measure + (2 - slack if hung else -spare)
            limit += cells
            added = ()
            if justify and spare and (added := gaps(text, at, after - hung, spare)):
                cells += spare
            add(_new(SetLine, (at, after, after, indent, added, cells, "")))
            at = after
        else:
            if chooser is None:
                chooser = _Chooser(text, end, stop, is_piece, manner, judge)
            line = chooser.line(at, full, slack, indent)
            if line is None:
                line = set_line(text, at, manner, judge.rules, first and at == start)
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
        judge: Judge,
    ) -> None:
        self.text, self.end, self.manner = text, end, manner
        self.lone_from = stop - LONGEST_LONE if is_piece else end
        self.stop = stop
        self.after = min(end + 1, len(text)) if is_piece else end
        self.hanging = judge.hanging
        self.judge = judge

    def line(self, at: int, full: int, slack: int, indent: int) -> SetLine | None:
        """The line from *at* that is full at *full*, *slack* cells short; None where that is hard."""
        text, manner = self.text, self.manner
        if full == at:
            return None
        hung, spare = 0, slack
        after = 0
        if text[full] in self.hanging and slack + manner.hang > 1:
            after = self.first_place(full + 1)
            if after < 0:
                return None
            if after:
                hung, spare = 1, min(slack, slack + manner.hang - 2)
        shown = full + 1
        if not after:
            after = shown = self.last_place(at, full)
            if not after:
                return None
            shown = at + len(text[at:after].rstrip(BLANKS))
            if shown < full:
                spare += _cells(text[shown:full])
        cells = manner.measure + (2 - slack if hung else -spare)
        if after >= self.stop:
            return SetLine(at, self.after, shown, indent, (), cells) if hung else None
        is_moved = False
        if after > self.lone_from and (rest := lone(text, after)):
            earlier = self.earlier_place(at, after)
            if earlier < 0:
                return None
            end = at + len(text[at:earlier].rstrip(BLANKS))
            left = cells - _cells(text[end:shown])
            is_half = 2 * (left - indent) >= manner.measure - indent
            if earlier and is_half and _cells(text[earlier:rest]) <= manner.measure:
                after, shown, hung, cells, spare = earlier, end, 0, left, manner.measure - left
                is_moved = True
        if is_inside(text, after, manner.measure) or (
            manner.hyphenation and is_loose(text, at, shown, spare, manner)
        ):
            return None
        if not is_moved and is_hole(spare, manner.measure) and not self.fits(after):
            return None
        added: Gaps = ()
        if manner.justify and spare and (added := gaps(text, at, shown - hung, spare)):
            cells += spare
        return SetLine(at, after, shown, indent, added, cells)

    def fits(self, at: int) -> bool:
        """Whether the word that begins at *at* surely fits on a line of its own."""
        text = self.text
        space = text.find(" ", at, at + self.manner.measure + 1)
        return (
            space > at
            and text[at:space].isascii()
            and text[space - 1] in _LETTERS
            and text[space + 1 : space + 2] in _WORD
        )

    def first_place(self, place: int) -> int:
        """The last place in the blanks from *place* where a line may end; 0 if there is none.

        Less than 0 where that is hard to say.
        """
        text, end = self.text, self.end
        last = place
        while last < end and text[last] in BLANKS:
            last += 1
        while last >= place:
            answer = last >= end or self.judge.may_end(text, last)
            if answer is None:
                return -1
            if answer:
                return last
            last -= 1
        return 0

    def earlier_place(self, at: int, place: int) -> int:
        """The last place before *place* where the line from *at* may end; 0 if there is none.

        Less than 0 where that is hard to say.
        """
        for earlier in range(place - 1, at, -1):
            answer = self.judge.may_end(self.text, earlier)
            if answer is None:
                return -1
            if answer:
                return earlier
        return 0

    def last_place(self, at: int, full: int) -> int:
        """The last place where a line from *at* that is full at *full* may end; 0 if not known."""
        text, end = self.text, self.end
        place = full
        while place < end and text[place] in BLANKS:
            place += 1
        if place >= end:
            return place
        while place > at:
            left, right = text[place - 1], text[place]
            if left in _WORD and right in _WORD:
                space = text.rfind(" ", at, place) + 1
                word = text[space:place] if space else ""
                place = space if word.isalnum() and word.isascii() else place - 1
                continue
            if left == " " and right in _WORD and text[place - 2] in _LETTERS:
                return place
            answer = self.judge.may_end(text, place)
            if answer is None:
                return 0
            if answer:
                return place
            place -= 1
        return 0


def _cells(text: str) -> int:
    """The cells of a few simple characters."""
    return len(text) if text.isascii() else len(text) + wide_marks(text).count(1)
