"""Places that survive edits: a passage described so that it is found again in a changed text.

`describe` makes a record of plain data, `find` looks for it. From cheap and sure to costly and
careful: the same text has it at the same offsets; a text where passage and context stand once,
letter by letter (`reader.text.anchor.folding`), has it there; else the places that are most alike
(`reader.text.anchor.likeness`) are judged (`reader.text.anchor.evidence`), and one is taken only on evidence.
A wrong place is worse than a lost one: where two would do, or what is found may be what the text
had elsewhere all the time, the answer is None.

Offsets count code points of an essay's canonical text (NFC, bare line feeds, markers out). What
may be shown of a place, and where records are kept, is the session's business.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from reader.enums import StrEnum
from reader.memo import cached_property, lru_cache
from reader.text.anchor.evidence import Judge
from reader.text.anchor.folding import Folded, weight
from reader.text.anchor.likeness import Likeness, Pattern, likenesses
from reader.text.anchor.neighbours import fingerprints
from reader.text.anchor.rivals import Rival, rivals_of
from reader.text.digest import fingerprint
from reader.values import dataclass

CONTEXT = 48
"""Code points kept on either side of a passage."""

BEGINNING = 24
"""What the letters behind a mere place weigh that are its quotation; the rest is context."""

LONG = 400
"""A quotation of more letters than this is looked for by its beginning and its end."""

TINY = 10
"""What a text of a few words must weigh in which a passage stands letter by letter."""


class Record(TypedDict):
    """A place as it is kept: plain data, ready for JSON."""

    exact: str
    """The passage; empty for a mere place."""
    prefix: str
    suffix: str
    start: int
    end: int
    length: int
    """Of the whole text, in code points."""
    hash: str
    """Of the whole text."""
    section: list[str]
    """The titles of the sections around it, outermost first."""
    rival: float
    """How alike the passage the most similar other place was, 0 to 1."""
    rivals: list[list[float]]
    """The most similar other places, each a `Rival`."""
    neighbours: list[int]
    """Fingerprints of what stands farther off than the context."""


class How(StrEnum):
    """What had become of a passage that was found."""

    EXACT = "exact"
    """It stands as it was, where it was."""
    MOVED = "moved"
    """It reads as it did: at other offsets, or in other clothes."""
    CHANGED = "changed"
    """Its letters are no longer all the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage is now."""

    start: int
    end: int
    how: How
    likeness: float = 1.0
    """How much of it and its context stands there, 0 to 1: to choose among essays or candidates."""


class Finder:
    """One text in which many places are described or found: it is folded once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the text: 16 hexadecimal digits."""
        return fingerprint(self.text)

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.text)

    def describe(
        self,
        start: int,
        end: int,
        sections: Sequence[str] = (),
        hidden: Sequence[tuple[int, int]] = (),
    ) -> Record:
        """The record of the passage from *start* to *end*; of a mere place where they are equal.

        *sections* are the titles of the sections around it, as `Document.section_path` gives them.
        No character of a *hidden* span gets into the record: context ends at its border, and of a
        passage that reaches over one, the longest piece outside is described.
        """
        start, end = _longest_outside(start, end, hidden)
        low, high = _surroundings(start, end, len(self.text), hidden)
        record = Record(
            exact=self.text[start:end],
            prefix=self.text[max(low, start - CONTEXT) : start],
            suffix=self.text[end : min(high, end + CONTEXT)],
            start=start,
            end=end,
            length=len(self.text),
            hash=self.hash,
            section=list(sections),
            rival=0.0,
            rivals=[],
            neighbours=[],
        )
        record["neighbours"] = self._neighbours(record, low, high)
        rivals = self._rivals(record)
        record["rivals"] = [list(one) for one in rivals]
        record["rival"] = max((one.quotation for one in rivals), default=0.0)
        return record

    def find(self, record: Record) -> Found | None:
        """Where the passage of *record* is now, or None if nothing is certain."""
        if record["hash"] == self.hash and record["length"] == len(self.text):
            return self._unmoved(record)
        sought = _sought(record)
        if not sought.pattern.quotation:
            return self._found_verbatim(record)
        if len(sought.pattern.quotation) > LONG:
            likeness = self._long(sought.pattern)
        else:
            likeness = self._believed(sought.pattern, record)
        return self._placed(likeness, sought, record) if likeness else None

    def _unmoved(self, record: Record) -> Found:
        """The passage where the record says: it was made, or renewed, in this very text."""
        start, end = record["start"], record["end"]
        same = _letters(self.text[start:end]) == _letters(record["exact"])
        return Found(start, end, How.EXACT if same else How.CHANGED)

    def candidates(self, record: Record, limit: int = 5) -> list[Found]:
        """The places most like a lost passage, the most alike first, for a person to choose from."""
        sought = _sought(record)
        pattern = sought.pattern
        if len(pattern.quotation) > LONG:
            pattern = Pattern(pattern.before, pattern.quotation[:LONG], "")
        found = likenesses(pattern, self._folded.letters, 2 * limit, thorough=True)
        return [self._placed(one, sought, record) for one in found if one.quotation >= 1 / 3][
            :limit
        ]

    def _believed(self, pattern: Pattern, record: Record) -> Likeness | None:
        """The place that is the passage, by the rules of `Judge`."""
        letters = self._folded.letters
        rivals = [Rival(*rival) for rival in record["rivals"]]
        judge = Judge(pattern, rivals, frozenset(record["neighbours"]), letters)
        whole = pattern.letters
        place = letters.find(whole)
        if place >= 0 and letters.find(whole, place + 1) < 0 and weight(whole) >= TINY:
            start = place + len(pattern.before)
            everything = (1 << len(whole)) - 1
            only = Likeness(start, start + len(pattern.quotation), 1.0, 1.0, 1.0, everything)
            if all(judge.excess(only, rival) > 0 for rival in rivals):
                return judge.believed([only]) or only
        return judge.believed(likenesses(pattern, letters, 6 + min(6, len(rivals))))

    def _long(self, pattern: Pattern) -> Likeness | None:
        """The place of a long quotation, from where its two ends are."""
        half = LONG // 2
        quotation, letters = pattern.quotation, self._folded.letters
        head = Pattern(pattern.before, quotation[:half], quotation[half : half + CONTEXT])
        tail = Pattern(quotation[-half - CONTEXT : -half], quotation[-half:], pattern.after)
        first, last = (
            Judge(one, (), frozenset(), letters).believed(likenesses(one, letters))
            for one in (head, tail)
        )
        if not first or not last:
            return None
        size = last.end - first.start
        if not 0.5 * len(quotation) <= size <= 2 * len(quotation):
            return None
        alike = (first.quotation + last.quotation) / 2
        return Likeness(first.start, last.end, first.before, alike, last.after, 0)

    def _found_verbatim(self, record: Record) -> Found | None:
        """Where a passage without a letter in or around it stands, if it stands there once."""
        whole = record["prefix"] + record["exact"] + record["suffix"]
        place = self.text.find(whole)
        if not record["exact"].strip() or place < 0 or self.text.find(whole, place + 1) >= 0:
            return None
        start = place + len(record["prefix"])
        how = How.EXACT if start == record["start"] else How.MOVED
        return Found(start, start + len(record["exact"]), how)

    def _placed(self, one: Likeness, sought: "_Sought", record: Record) -> Found:
        """*one* in offsets, with the blanks and marks at its ends that the passage had."""
        exact = record["exact"]
        if not sought.is_place:
            start = self._folded.beginning(one.start, exact)
            end = max(start, self._folded.ending(one.end, exact))
        elif sought.is_behind:
            start = end = self._folded.ending(one.end, record["prefix"])
        else:
            start = self._folded.beginning(one.start, exact + record["suffix"])
            end = start + len(exact) if self.text.startswith(exact, start) else start
        likeness = round(one.whole(sought.pattern), 3)
        verbatim = self.text[start:end] == exact and (bool(exact) or one.quotation == 1)
        if verbatim and start == record["start"]:
            return Found(start, end, How.EXACT, likeness)
        same = self._folded.letters[one.start : one.end] == sought.pattern.quotation
        return Found(start, end, How.MOVED if verbatim or same else How.CHANGED, likeness)

    def _neighbours(self, record: Record, low: int, high: int) -> list[int]:
        """Fingerprints of what stands from *low* to *high* around the passage and its context."""
        first = self._folded.index(record["start"] - len(record["prefix"]))
        last = self._folded.index(record["end"] + len(record["suffix"]))
        low, high = self._folded.index(low), self._folded.index(high)
        return fingerprints(self._folded.letters[low:high], first - low, last - low)

    def _rivals(self, record: Record) -> list[Rival]:
        """The other places most like the passage."""
        sought = _sought(record)
        length = len(sought.pattern.quotation)
        if not 0 < length <= LONG:
            return []
        start = self._folded.index(record["start"]) - (length if sought.is_behind else 0)
        neighbours = frozenset(record["neighbours"])
        return rivals_of(sought.pattern, self._folded.letters, start, neighbours)


finder = lru_cache(maxsize=2)(Finder)
"""The finders of the last two texts: marks are made and found in the essay that is open."""


def describe(
    text: str,
    start: int,
    end: int,
    sections: Sequence[str] = (),
    hidden: Sequence[tuple[int, int]] = (),
) -> Record:
    """The record of text[start:end], as `Finder.describe` gives it."""
    return finder(text).describe(start, end, sections, hidden)


def find(record: Record, text: str) -> Found | None:
    """Where the passage of *record* is in *text*, as `Finder.find` says."""
    return finder(text).find(record)


def quoted(exact: str, prefix: str = "", suffix: str = "") -> Record:
    """The record of a quotation that came from elsewhere, whose text nobody has."""
    return Record(
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        start=0,
        end=len(exact),
        length=0,
        hash="",
        section=[],
        rival=0.0,
        rivals=[],
        neighbours=[],
    )


def renewed(record: Record, found: Found, text: str) -> Record:
    """*record* with the offsets that hold in *text*, where it was found.

    The quotation and all that was noted about it stay, so that drift never adds up.
    """
    return {
        **record,
        "start": found.start,
        "end": found.end,
        "length": len(text),
        "hash": finder(text).hash,
    }


class _Sought(NamedTuple):
    """What is looked for."""

    pattern: Pattern
    is_place: bool
    """Whether it has no letters of its own: it is where the text behind it begins."""
    is_behind: bool
    """Whether it is where the text before it ends, because there is none behind it."""


def _sought(record: Record) -> _Sought:
    """What to look for to find *record*."""
    before, quotation, after = (
        _letters(part) for part in (record["prefix"], record["exact"], record["suffix"])
    )
    if quotation:
        return _Sought(Pattern(before, quotation, after), False, False)
    if after:
        size = _length_of(BEGINNING, after)
        return _Sought(Pattern(before, after[:size], after[size:]), True, False)
    size = len(before) - _length_of(BEGINNING, before[::-1])
    return _Sought(Pattern(before[:size], before[size:], ""), True, True)


def _letters(text: str) -> str:
    """The letters of a short text."""
    return Folded(text).letters


def _length_of(size: int, letters: str) -> int:
    """How many of the first letters weigh *size*."""
    return next((n for n in range(len(letters)) if weight(letters[:n]) >= size), len(letters))


def _longest_outside(start: int, end: int, hidden: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The longest piece from *start* to *end* that no hidden span touches; empty if there is none."""
    pieces = [(start, end)]
    for first, last in hidden:
        pieces = [
            piece
            for low, high in pieces
            for piece in ((low, min(high, first)), (max(low, last), high))
            if piece[0] < piece[1]
        ]
    return max(pieces, key=lambda piece: piece[1] - piece[0], default=(start, start))


def _surroundings(
    start: int, end: int, length: int, hidden: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """How far around a passage one may look, down to its own borders inside a hidden span."""
    low, high = 0, length
    for first, last in hidden:
        if last <= start:
            low = max(low, last)
        elif first >= end:
            high = min(high, first)
        else:
            low, high = start, end
    return low, high
