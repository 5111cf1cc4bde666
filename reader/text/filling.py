"""Where the next line of a paragraph ends: the longest that fits, as the rules of the language
allow.

One line costs the same wherever in a text it stands: it is worked out from a window around it,
which begins at a character behind which the line breaking rules forget what was before.
"""

from __future__ import annotations

from bisect import bisect_right

from reader.regex import regex
from reader.text.cells import width
from reader.text.clusters import boundaries, needs_rules, next_boundary
from reader.text.hyphenation import HYPHEN, divisions
from reader.text.justification import gaps, meetings
from reader.text.linebreak import LINE_ENDS, breaks, char_class, is_mandatory
from reader.text.manner import Manner, SetLine
from reader.text.repertoire import SURELY_WIDE
from reader.text.tailoring import LONGEST_NOTE_MARK, Tailoring
from reader.values import NamedTuple

BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""Spaces that a line may end behind: at its end they are not painted."""

FARTHEST = 1 << 16
"""Code points that a line has at most: more are without width or blank, and no line's business."""
_CONTEXT = 512
"""Code points that a window is made longer by at most to begin, and to end, with the right class."""
_LOOK_AHEAD = LONGEST_NOTE_MARK
"""Characters that the rules see behind a place: two units for UAX #14, one more for quotation marks."""
_FORGETTING = frozenset({
    "AL", "HL", "NU", "ID", "ID*", "H2*", "H3*", "NS", "NS*", "AK", "AS", "EB", "EB*", "EM*", "LF",
})  # fmt: skip
"""Classes behind which the rules forget what was before."""
_COMBINING = frozenset({"CM", "ZWJ"})

_OPENING = "“‘（《〈「『【〔〖［｛([\"'"
_CLOSING = "、，。．：；！？”’）》〉」』】〕〗］｝…—～,.:;!?)]\"'"
_LONGEST_WORD = 60
_JOINING = "'’-_@/&"
"""What makes a word a part of a longer one: such are not divided."""
_SMALL_HOLE = 3
"""Cells at a line's end that a 字 and what goes with it may leave anywhere."""
LONGEST_LONE = 10
"""Characters that a last line of one 字 and its marks has at most."""

_ADDRESS = regex(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|[0-9A-Za-z_.+-]+@[0-9A-Za-z-]+\.)[!-~]*$")
"""An address, in a text of narrow characters alone, and where it begins."""

_BAD_START = frozenset({
    "CL", "CP", "EX", "IS", "SY", "NS", "BA", "HY", "HH", "IN", "PO", "GL", "WJ", "ZW", "QUf", "QU",
    "B2", "SP",
})  # fmt: skip
_BAD_END = frozenset({"OP", "PR", "BB", "GL", "WJ", "QUi"})
_DOTS = ".,:;"
_IN_WORD = frozenset({"AL", "ALc", "HL", "NU", "CM", "ZWJ", "AP", "AK", "AS", "VF", "VI"})


def set_line(
    text: str, start: int, manner: Manner, rules: Tailoring | None, first: bool
) -> SetLine:
    """The line of *text* that begins at *start*; *first*: the paragraph's first."""
    measure, hang = manner.measure, manner.hang
    indent = manner.first_indent if first and 2 * manner.first_indent <= measure else 0
    found = line_end(text, start, measure, indent, hang, rules, manner.han_latin_gap)
    hyphen = ""
    if manner.hyphenation and not found.is_last and not found.hung:
        place = _division(text, start, found, manner)
        if place:
            found, hyphen = LineEnd(place, place, 0, False, found.indent), HYPHEN
    always = meetings(text, start, found.shown) if manner.han_latin_gap else []
    taken = found.indent + painted(text, start, found.shown) + len(always) + len(hyphen)
    spare = 0
    if manner.justify and not found.is_last:
        spare = measure - taken
        if found.hung:
            mark = painted(text, found.shown - 1, found.shown)
            spare = min(spare + mark, spare + hang)
    added = gaps(text, start, found.shown - found.hung, spare, always)
    cells = taken + sum(cells for _, cells in added) - len(always)
    return SetLine(start, found.end, found.shown, found.indent, added, cells, hyphen)


def is_loose(text: str, start: int, shown: int, spare: int, manner: Manner) -> bool:
    """Whether a line with *spare* cells left over is better for a divided word.

    Flush, if more than every second of its spaces would have to be wider; ragged, if more than an
    eighth of the line is empty.
    """
    if manner.justify:
        return 2 * spare > text.count(" ", start, shown)
    return 8 * spare > manner.measure


def _division(text: str, start: int, found: LineEnd, manner: Manner) -> int:
    """Where the word behind the line is divided for it to be fuller; 0 if it is not."""
    gap = manner.han_latin_gap
    spare = manner.measure - found.indent - painted(text, start, found.shown, gap)
    if not is_loose(text, start, found.shown, spare, manner):
        return 0
    end = found.end
    word = _letters(text, end)
    goes_on = text[end + len(word) : end + len(word) + LONGEST_LONE].strip(_CLOSING + BLANKS)
    if not goes_on or goes_on[0] == "\n" or text[found.shown : end].strip(" "):
        return 0
    is_second = start > 0 and text[start - 1].isalpha() and text[start].isalpha()
    if is_second or text[end - 1].isalpha():
        return 0
    for at in reversed(divisions(word, manner.language)):
        room = manner.measure - found.indent - len(HYPHEN)
        if (
            painted(text, start, end + at, gap) <= room
            and next_boundary(text, end + at - 1) == end + at
        ):
            return end + at
    return 0


def _letters(text: str, start: int) -> str:
    """The letters from *start*; none if they are a part of something longer that is no plain word."""
    end = start
    while end < len(text) and end - start <= _LONGEST_WORD and text[end].isalpha():
        end += 1
    is_word = end == len(text) or not (text[end].isalnum() or text[end] in _JOINING)
    return text[start:end] if is_word else ""


class LineEnd(NamedTuple):
    """Where a line ends."""

    end: int
    """Where the next one begins."""
    shown: int
    """The end of what is painted of it."""
    hung: int
    """1 if its last painted character hangs behind the measure, else 0."""
    is_last: bool
    """A line end or the end of the text stands there."""
    indent: int
    """What was left of the indent asked for."""


def line_end(
    text: str,
    start: int,
    measure: int,
    indent: int,
    hang: int,
    rules: Tailoring | None,
    gap: bool = False,
) -> LineEnd:
    """The end of the line of *text* that begins at *start* with *indent* empty cells.

    *gap* counts a cell at each boundary of Han and Latin. Where the measure leaves no break that
    the rules allow, the line is cut between clusters; a single cluster wider than the measure
    stands alone.
    """
    places = _opportunities(text, start, measure + hang, rules)
    room = measure - indent

    def shown(end: int) -> int:
        return shown_end(text, start, end)

    def cells(end: int) -> int:
        return painted(text, start, shown(end), gap)

    fitting = bisect_right(places, room, key=cells)
    hung = 0
    if rules is not None and fitting < len(places):
        mark = shown(places[fitting])
        if (
            mark - 1 > start
            and text[mark - 1] in rules.hanging
            and painted(text, start, mark - 1, gap) <= room
            and painted(text, start, mark, gap) <= room + hang
        ):
            hung = 1
            while fitting < len(places) and shown(places[fitting]) == mark:
                fitting += 1
    if not fitting and room < cells(places[0]) <= measure:
        room = cells(places[0])
        indent = measure - room
        fitting = bisect_right(places, room, key=cells)
    if not fitting:
        end, cuts_word = _cut(text, start, places[0], measure, room, rules, gap)
        if indent and cuts_word:
            return line_end(text, start, measure, 0, hang, rules, gap)
        while end < places[0] and text[end] in BLANKS and next_boundary(text, end) == end + 1:
            end += 1
        if shown(places[0]) <= end:
            end = places[0]
        return LineEnd(end, shown(end), 0, is_mandatory(text, end), indent)
    is_last = is_mandatory(text, places[fitting - 1])
    if not is_last and fitting > 1:
        whole = _before_address(text, places, fitting, measure, gap)
        if 0 < whole < fitting:
            fitting, hung = whole, 0
        if fitting > 1 and (rest := lone(text, places[fitting - 1])):
            moved = _before_address(text, places, fitting - 1, measure, gap)
            earlier = places[moved - 1]
            is_half = moved > 0 and 2 * cells(earlier) >= room
            if is_half and painted(text, earlier, rest, gap) <= measure:
                return LineEnd(earlier, shown(earlier), 0, False, indent)
    end = places[fitting - 1]
    if not is_last and is_hole(room - cells(end), measure):
        after = _opportunities(text, end, measure, rules)[0]
        mark = shown_end(text, end, after)
        hangs = rules is not None and text[mark - 1] in rules.hanging
        if painted(text, end, mark - 1 if hangs and hang > 1 else mark, gap) > measure:
            # What comes next has to be cut in any case.
            cut, cuts_word = _cut(text, start, after, measure, room, rules, gap)
            if cut > end and not cuts_word:
                return LineEnd(cut, cut, 0, False, indent)
    return LineEnd(end, shown(end), hung, is_last, indent)


def is_inside(text: str, place: int, measure: int) -> bool:
    """Whether *place* may be inside an address of *measure* cells at most: it parts narrow characters
    and no blank, and near it is what only addresses have.
    """
    if not ("!" <= text[place - 1] <= "~" and "!" <= text[place : place + 1] <= "~"):
        return False
    around = text[max(0, place - measure - 4) : place + measure + 4]
    return "@" in around or "://" in around or "www." in around


def _before_address(text: str, places: list[int], count: int, measure: int, gap: bool) -> int:
    """How many of *places* are left, of *count*, for the last of them to cut no address.

    An address of the web or of mail that fits on a line is a word; another is cut. 0 if the one that
    the last place cuts fits on a line, but cannot be moved to the next one.
    """
    place = places[count - 1]
    if not is_inside(text, place, measure):
        return count
    first = last = place
    while place - first <= measure and first and "!" <= text[first - 1] <= "~":
        first -= 1
    while last - place <= measure and "!" <= text[last : last + 1] <= "~":
        last += 1
    last = first + len(text[first:last].rstrip(_CLOSING))
    found = _ADDRESS.search(text, first, last)
    if found is None or found.start() > place:
        return count
    if painted(text, found.start(), last, gap) > measure:
        return count
    before = bisect_right(places, found.start())
    return before if before and painted(text, places[before - 1], last, gap) <= measure else 0


def is_hole(spare: int, measure: int) -> bool:
    """Whether so many cells left over make a line look broken off."""
    return spare > _SMALL_HOLE and 4 * spare > measure


def shown_end(text: str, start: int, end: int) -> int:
    """The end of what is painted of the line `[start, end)`: without its blanks and line end."""
    line = text[start:end]
    if line.endswith(("\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")):
        line = line[:-2] if line.endswith("\r\n") else line[:-1]
    return start + len(line.rstrip(BLANKS))


def painted(text: str, start: int, end: int, gap: bool = False) -> int:
    """The cells of `text[start:end]` as it is painted: a tab takes one, as a space does."""
    cells = width(text[start:end].replace("\t", " "))
    return cells + len(meetings(text, start, end)) if gap else cells


def _opportunities(text: str, start: int, cells: int, rules: Tailoring | None) -> list[int]:
    """Where the line from *start* may end, up to the first place that is mandatory or out of reach.

    Where none is in reach, the last is no place to end a line, but the end of what was looked at.
    """

    def cells_to(place: int) -> int:
        return painted(text, start, shown_end(text, start, place))

    before = context(text, start, rules)
    reach = (cells // 2 if text[start] >= SURELY_WIDE else cells) + 16
    while True:
        known = _known(text, start + reach)
        window = text[before : known + _LOOK_AHEAD]
        whole = frozenset(boundaries(window)) if needs_rules(window) else None
        places = []
        for place in breaks(window, rules):
            place += before
            if place > known:
                break
            if place > start and (whole is None or place - before in whole):
                places.append(place)
                if place == len(text) or (
                    text[place - 1] in LINE_ENDS and is_mandatory(text, place)
                ):
                    break
        within = bisect_right(places, cells, key=cells_to)
        if within < len(places) or (places and is_mandatory(text, places[-1])):
            return places[: within + 1]
        if reach > FARTHEST or cells_to(known) > cells:
            return [*places, known]
        reach *= 2


def _known(text: str, stop: int) -> int:
    """A place near *stop* up to which line ends are known if the text is, some characters further."""
    if stop + _LOOK_AHEAD >= len(text):
        return len(text)
    for place in range(stop, stop + _CONTEXT):
        ahead = text[place : place + _LOOK_AHEAD]
        if _COMBINING.isdisjoint([char_class(char) for char in ahead]):
            return place
    return stop


def context(text: str, start: int, rules: Tailoring | None) -> int:
    """The last index before *start* behind which the rules forget what was before."""
    limit = max(0, start - _CONTEXT)
    while start > limit:
        start -= 1
        if char_class(text[start], rules) in _FORGETTING:
            break
    return start


def lone(text: str, start: int) -> int:
    """Where the painted part of the text's piece from *start* ends if it is one 字 with its marks,
    else 0.
    """
    line = text[start : start + LONGEST_LONE + 8].partition("\n")
    if not line[1] and start + len(line[0]) < len(text):
        return 0
    rest = line[0].rstrip(BLANKS)
    if len(rest) > LONGEST_LONE:
        return 0
    core = rest.lstrip(_OPENING).rstrip(_CLOSING)
    return start + len(rest) if len(core) == 1 and core.isalpha() and core >= "\u3041" else 0


def _cut(
    text: str, start: int, limit: int, measure: int, room: int, rules: Tailoring | None, gap: bool
) -> tuple[int, bool]:
    """Where to cut a line that has no break before *limit*; whether that cuts a word that would fit.

    In this order: between clusters where nothing is forbidden and no word is cut that fits on a
    line of its own, but rather not behind a dot (an address is cut behind its slashes); where the
    untailored rules would allow it; where no such word is cut; anywhere.
    """
    reach = start + 4 * room + 64
    while True:
        clusters = [start + at for at in boundaries(text[start : min(limit, reach)])][1:]
        if clusters[-1] == limit or painted(text, start, clusters[-1], gap) > room:
            break
        reach += reach - start
    last = bisect_right(clusters, room, key=lambda end: painted(text, start, end, gap))
    if not last:
        return clusters[0], False
    fitting = clusters[:last]
    words = _inside_words(text, start, fitting[-1], measure)
    sound = [end for end in fitting if end not in words]
    allowed = [end for end in sound if not _is_forbidden(text, end, rules)]
    if allowed:
        for end in reversed(allowed):
            if text[end - 1] not in _DOTS and 2 * painted(text, start, end, gap) >= room:
                return end, False
        return allowed[-1], False
    if sound:
        plain = frozenset(_opportunities(text, start, room, None)[:-1])
        return max((end for end in sound if end in plain), default=sound[-1]), False
    return fitting[-1], True


def _is_forbidden(text: str, index: int, rules: Tailoring | None) -> bool:
    """Whether what stands at *index* may not begin a line, or what stands before it may not end
    one.
    """
    right, left = char_class(text[index], rules), char_class(text[index - 1], rules)
    if rules and text[index] in rules.never_start:
        return True
    in_address = text[index - 1] == "/" and index > 1 and text[index - 2].isascii()
    if rules and text[index - 1] in rules.never_end and not in_address:
        return True
    return right.rstrip("*") in _BAD_START or left.rstrip("*") in _BAD_END


def _inside_words(text: str, start: int, end: int, measure: int) -> set[int]:
    """The places from *start* to *end* that are inside words that take no more than *measure*."""
    found: set[int] = set()
    furthest = 2 * measure + 64
    place = start
    while place > max(0, start - furthest) and _is_in_word(text, place - 1):
        place -= 1
    while place <= end:
        first = place
        while place < min(len(text), end + furthest) and _is_in_word(text, place):
            place += 1
        if place - first > 1 and width(text[first:place]) <= measure:
            found.update(range(first + 1, place))
        place += 1
    return found


def _is_in_word(text: str, place: int) -> bool:
    """Whether the character there is a part of a narrow word: an apostrophe between letters is."""
    if text[place] in "'’":
        return 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
    name = char_class(text[place])
    return name in _IN_WORD and (name != "AL" or text[place].isalnum())
