"""An essay that is open: its view, and where the reader's bookmarks are in it.

A frozen value like the state. The document stays inside: screens and commands are given the view.
"""

from __future__ import annotations

from reader.library.essay import Essay
from reader.session.kept import Bookmark
from reader.text.document import Document, Kind, Stage
from reader.text.view import View
from reader.values import dataclass, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from reader.text import anchor
    from reader.text.anchor import Finder
    from reader.text.anchor.nearby import NearbyFinder

_AROUND = 20_000
"""Code points around a place in a large text that may get into its record."""
_LONG = 300_000
"""Code points of a text from which on a place that was left is described by what stands around it."""
_LONGEST = 1_000_000
"""Code points of a text from which on all places are, and looked for there: to fold it takes a third of a second."""
_SAME = 200
"""Code points that tell whether a text is the same somewhere."""
_ALIKE = 0.6
"""How much of a place and its context must still be there for a guess."""


@dataclass(frozen=True, slots=True)
class Found:
    """A bookmark, and where it is in the text as it is now."""

    bookmark: Bookmark
    start: int
    end: int
    how: str
    """`exact`, `moved` or `changed`; `lost` when it is nowhere any more: then start is where it
    once was.
    """


def _record(place: Mapping[str, Any]) -> Any:
    """A place as `reader.text.anchor` takes it: whether it is one shows when it is used."""
    return dict(place)


def bare(place: Mapping[str, Any]) -> dict[str, Any]:
    """What says where a place is, and nothing of what stands there or around it."""
    quotation = {"exact": "", "prefix": "", "suffix": "", "rival": 0.0, "rivals": []}
    return {
        **place,
        **quotation,
        "neighbours": [],
        "passage": [place.get("start"), place.get("end")],
    }


@dataclass(frozen=True)
class Reading:
    """One open essay."""

    essay: Essay
    view: View
    marks: tuple[Found, ...]
    """The essay's bookmarks in the order of the text; lost ones last."""
    _document: Document = field(repr=False)
    unsought: tuple[Bookmark, ...] = ()
    """The essay's bookmarks that were not looked for yet."""

    def through(self, open_regions: frozenset[str]) -> Reading:
        """The same essay with other regions open."""
        return replace(self, view=self.view.through(open_regions))

    def with_marks(self, bookmarks: Sequence[Bookmark], most: int | None = None) -> Reading:
        """The same essay with these bookmarks; those found before are not searched again.

        If more than *most* must be searched for in a text that has changed, they are left
        `unsought`.
        """
        known = {found.bookmark.id: found for found in self.marks}
        waiting = {each.id for each in self.unsought}
        if most is not None and bookmarks:
            here = self._hash
            slow = {each.id for each in bookmarks if each.place.get("hash") != here}
            waiting = slow if len(slow) > most else set()
        unsought = [each for each in bookmarks if each.id in waiting]
        bookmarks = [each for each in bookmarks if each.id not in waiting]
        marks = []
        for bookmark in bookmarks:
            before = known.get(bookmark.id)
            if before is not None and before.bookmark.place == bookmark.place:
                marks.append(replace(before, bookmark=bookmark))
            else:
                marks.append(self._found(bookmark))
        marks.sort(key=lambda found: (found.how == "lost", found.start))
        return replace(self, marks=tuple(marks), unsought=tuple(unsought))

    def sought(self) -> Reading:
        """The same essay with all of its bookmarks looked for; takes some milliseconds each."""
        if not self.unsought:
            return self
        here = [found.bookmark for found in self.marks]
        return replace(self, unsought=()).with_marks([*here, *self.unsought])

    def found(self, bookmark: Bookmark) -> Found | None:
        """One of the essay's bookmarks, where it is: it is looked for if it was not yet."""
        if any(each.id == bookmark.id for each in self.unsought):
            return self._found(bookmark)
        return next((each for each in self.marks if each.bookmark.id == bookmark.id), None)

    def joined(self, sought: Reading) -> Reading:
        """The same essay with what was found in *sought*, if that is of the same text."""
        if sought._document is not self._document:
            return self
        waiting = {each.id for each in self.unsought}
        found = [each for each in sought.marks if each.bookmark.id in waiting]
        return replace(self, marks=(*self.marks, *found), unsought=()).with_marks(
            [*(each.bookmark for each in self.marks), *self.unsought]
        )

    def marks_in(self, start: int, end: int) -> list[Found]:
        """The bookmarks that touch a span, mere places in it too; the innermost last."""
        found = [
            mark
            for mark in self.marks
            if mark.how != "lost" and mark.start < end and max(mark.end, mark.start + 1) > start
        ]
        return sorted(found, key=lambda mark: (mark.start - mark.end, mark.start))

    def renewed(self) -> dict[str, dict[str, Any]]:
        """The places of the bookmarks that were found in another text than they are kept for, with
        the offsets that hold in this one; by the bookmarks' ids.
        """
        if not self.marks:
            return {}
        now = {"length": self.view.end, "hash": self._hash}
        found = {}
        for mark in self.marks:
            place = mark.bookmark.place
            is_old = mark.how != "lost" and "passage" not in place
            if is_old and place.get("hash") != now["hash"]:
                # The quotation and all that was noted about it stay, so that drift never adds up.
                found[mark.bookmark.id] = {**place, "start": mark.start, "end": mark.end, **now}
        return found

    def candidates(self, bookmark: Bookmark) -> list[tuple[int, int]]:
        """Where a lost bookmark may be meant to be, the likeliest first: nothing of it is closed."""
        try:
            found = self._finder.candidates(_record(bookmark.place))
        except (KeyError, TypeError, ValueError):
            return []
        spans = [(one.start, max(one.end, one.start + 1)) for one in found]
        return [span for span in spans if not self.view.hides(*span)]

    def place(self, start: int, end: int) -> dict[str, Any]:
        """The span as an anchor. Nothing of a closed region gets into it."""
        view = self.view
        around = (0, view.end) if self._is_folded else (max(0, start - _AROUND), end + _AROUND)
        hidden = tuple(view.hidden(*around))
        return dict(self._finder.describe(start, end, view.section_path(start), hidden))

    def place_left(self, offset: int) -> dict[str, Any]:
        """A place that the page was left at, as an anchor: it is kept whenever the reader rests.

        In a long text what stands far away is not compared with it, for that takes a tenth of a second.
        """
        if not self._is_folded or self.view.end < _LONG:
            return self.place(offset, offset)
        from reader.text.anchor.nearby import described_nearby

        hidden = tuple(self.view.hidden(max(0, offset - _AROUND), offset + _AROUND))
        path = self.view.section_path(offset)
        text, identity = self._document.text, self._document.identity
        return dict(described_nearby(text, identity, offset, offset, path, hidden))

    @property
    def _finder(self) -> Finder | NearbyFinder:
        # Not at the top: looking for places takes more to import than all else.
        from reader.text import anchor

        if self._is_folded:
            return anchor.finder(self._document.text)
        from reader.text.anchor.nearby import NearbyFinder

        return NearbyFinder(self._document)

    @property
    def _is_folded(self) -> bool:
        """Whether places are looked for in all of the text at once."""
        return self._document.parts is None and self.view.end < _LONGEST

    @property
    def is_head(self) -> bool:
        """Whether the rest of the essay was not read yet."""
        return self.view.stage is Stage.HEAD

    def is_cut_before(self, offset: object) -> bool:
        """Whether the rest of the essay was not read yet, and *offset* is in it."""
        return self.is_head and isinstance(offset, int) and offset >= self.view.end

    def is_alike(self, text: str, offset: int) -> bool:
        """Whether *text* has at *offset* what this essay has there."""
        part = self._document.text[offset : offset + _SAME]
        return bool(part) and text[offset : offset + len(part)] == part

    def located(self, exact: str, prefix: str = "", suffix: str = "") -> tuple[int, int] | None:
        """The span where a quotation from elsewhere stands, if it surely stands in one place."""
        from reader.text import anchor

        found = self._find(anchor.quoted(exact, prefix, suffix))
        return (found.start, found.end) if found else None

    def holds(self, start: int, words: str) -> bool:
        """Whether *words* stand at *start*."""
        return bool(words) and self._document.text[start : start + len(words)] == words

    def place_of(self, start: int, end: int, exact: str) -> dict[str, Any]:
        """The span as an anchor; where some of it is closed, *exact*, which came from elsewhere."""
        if not self.view.hides(start, max(end, start + 1)):
            return self.place(start, end)
        from reader.text import anchor

        found = anchor.Found(start, end, anchor.How.MOVED)
        record = anchor.renewed(anchor.quoted(exact), found, self._document.text)
        return {**record, "section": list(self.view.section_path(start))}

    def line_of(self, offset: int) -> int | None:
        """The line of the source that *offset* is in, from 1; None if the source must be asked."""
        parts = self._document.parts
        return None if parts is None else parts.line_of(self.source_offset(offset))

    def leaving(self, place: Mapping[str, Any]) -> Mapping[str, Any]:
        """*place* itself if nothing in it is closed now; else what is left of it without that.

        Then `passage` has its span in this very text, if it is there: whoever has the same text
        finds it without a quotation.
        """
        found = self._find(dict(place))
        if found is None:
            return place if not self.view.closed else bare(place)
        low = found.start - len(str(place.get("prefix")))
        high = found.end + len(str(place.get("suffix")))
        if not self.view.hides(max(0, low), max(high, low + 1)):
            said = "".join(str(place.get(part)) for part in ("prefix", "exact", "suffix"))
            if self.view.text(low, high) == said:
                return place
        return {**self.place(found.start, found.end), "passage": [found.start, found.end]}

    def is_at(self, place: Any, offset: int) -> bool:
        """Whether a place was made of *offset* in the text as it is now."""
        here = place.get("start"), place.get("hash")
        return bool(here == (offset, self._hash))

    @property
    def _hash(self) -> str:
        """What the records of places in this text say of it."""
        return self._document.identity

    def offset(self, place: Any) -> int | None:
        """Where a place is in the text as it is now, or None."""
        start = place.get("start")
        is_same = place.get("hash") == self._hash
        if is_same and "passage" not in place and isinstance(start, int) and start <= self.view.end:
            # The text is what it was: nothing must be looked for, and the means for that not imported.
            return start
        found = self._find(place)
        return found.start if found else None

    def guessed(self, place: Any) -> int:
        """About where a place is that is nowhere for certain: for a page, which must begin somewhere.

        Of what looks most like it, what stands where it should after an edit before it or behind
        it; if nothing does, what stands as far down as it did.
        """
        start, length = place.get("start"), place.get("length")
        if not (isinstance(start, int) and isinstance(length, int) and 0 < start <= length):
            # Also who was at the beginning, of which nothing is left, is at the beginning.
            return 0
        expected = start, start + self.view.end - length

        def rank(found: anchor.Found) -> tuple[float, int]:
            return -found.likeness, min(abs(found.start - each) for each in expected)

        try:
            found = self._finder.candidates(place)
        except (KeyError, TypeError, ValueError):
            found = []
        alike = [one for one in found if one.likeness >= _ALIKE]
        return min(alike, key=rank).start if alike else self.view.end * start // max(1, length)

    def note_offset(self, label: str) -> int | None:
        """Where the footnote with a label is, if it may be seen."""
        for block in self._document.blocks if self._document.parts is None else ():
            if block.kind is Kind.NOTE and block.label == label:
                return None if self.view.is_hidden(block.start) else block.start
        return None

    def source_offset(self, offset: int) -> int:
        """Where *offset* is in the decoded source, in code points."""
        return self._document.source_offset(offset)

    def is_shown(self, found: Found) -> bool:
        """Whether a bookmark's text may be seen.

        Text that has changed since, or is lost, may be seen where it came from no region that is
        closed now; text that is there, where nothing of it is hidden.
        """
        bookmark = found.bookmark
        was_free = self.view.open_regions.issuperset(bookmark.regions)
        if found.how == "lost":
            return was_free
        # Of a mere place, what stands behind it is quoted.
        end = max(found.end, found.start + len(bookmark.quotation), found.start + 1)
        return (was_free or found.how != "changed") and not self.view.hides(found.start, end)

    def _found(self, bookmark: Bookmark) -> Found:
        found = self._find(dict(bookmark.place))
        if found is not None:
            return Found(bookmark, found.start, found.end, str(found.how))
        start = bookmark.place.get("start")
        at = min(max(0, start), self.view.end) if isinstance(start, int) else 0
        return Found(bookmark, at, at, "lost")

    def _find(self, place: Any) -> Any:
        from reader.text import anchor

        try:
            length = len(self._document.text)
            is_same = place["hash"] == self._hash and place["length"] == length
            if "passage" in place and is_same:
                start, end = place["passage"]
                return anchor.Found(start, end, anchor.How.EXACT)
            if "passage" in place and not place["exact"]:
                return None
            return self._finder.find(place)
        except (KeyError, TypeError, ValueError):
            # A person may have edited the state file; a place that is none is a lost one.
            return None
