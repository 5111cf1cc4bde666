"""An essay that is open: its view, and where the reader's bookmarks are in it.

A frozen value like the state. The document stays inside: screens and commands are given the view.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from reader.library.essay import Essay
from reader.session.kept import Bookmark
from reader.text.document import Document, Kind
from reader.text.view import View


@dataclass(frozen=True, slots=True)
class Found:
    """A bookmark, and where it is in the text as it is now."""

    bookmark: Bookmark
    start: int
    end: int
    how: str
    """`exact`, `moved` or `changed`; `lost` when it is nowhere any more, then start is where it once was."""


@dataclass(frozen=True)
class Reading:
    """One open essay."""

    essay: Essay
    view: View
    marks: tuple[Found, ...]
    """The essay's bookmarks in the order of the text; lost ones last."""
    _document: Document = field(repr=False)

    def through(self, open_regions: frozenset[str]) -> "Reading":
        """The same essay with other regions open."""
        return replace(self, view=self.view.through(open_regions))

    def with_marks(self, bookmarks: list[Bookmark]) -> "Reading":
        """The same essay with these bookmarks; those that were found before are not searched again."""
        known = {found.bookmark.id: found for found in self.marks}
        marks = []
        for bookmark in bookmarks:
            before = known.get(bookmark.id)
            if before is not None and before.bookmark.place == bookmark.place:
                marks.append(replace(before, bookmark=bookmark))
            else:
                marks.append(find(self._document, bookmark))
        marks.sort(key=lambda found: (found.how == "lost", found.start))
        return replace(self, marks=tuple(marks))

    def place(self, start: int, end: int) -> dict[str, Any]:
        """The span as an anchor. Nothing of a closed region gets into it.

        Of a passage that a closed region cuts, the longest part outside is kept; of one that is
        wholly inside, where it begins.
        """
        from reader.text import anchor

        view = self.view
        seen = max(view.visible(start, end), key=lambda part: part[1] - part[0], default=None)
        start, end = seen or (start, start)
        hidden: list[tuple[int, int]] = []
        for first, last in view.hidden(max(0, start - anchor.CONTEXT), end + anchor.CONTEXT):
            # A place inside of a closed region has no context on either side.
            parts = ((first, start), (start, last)) if first < start < last else ((first, last),)
            hidden += parts
        return dict(
            anchor.describe(self._document.text, start, end, view.section_path(start), hidden)
        )

    def offset(self, place: Any) -> int | None:
        """Where a place is in the text as it is now, or None."""
        from reader.text import anchor

        try:
            found = anchor.find(place, self._document.text)
        except (KeyError, TypeError, ValueError):
            return None
        return found.start if found else None

    def note_offset(self, label: str) -> int | None:
        """Where the footnote with a label is, if it may be seen."""
        for block in self._document.blocks:
            if block.kind is Kind.NOTE and block.label == label:
                return None if self.view.is_hidden(block.start) else block.start
        return None

    def is_shown(self, found: Found) -> bool:
        """Whether a bookmark's text may be seen."""
        if found.how == "lost":
            return not (
                found.bookmark.region and found.bookmark.region not in self.view.open_regions
            )
        return not self.view.hides(found.start, max(found.end, found.start + 1))


def find(document: Document, bookmark: Bookmark) -> Found:
    """Where *bookmark* is in *document*."""
    # Here and above, not at the top: looking for places takes more to import than all else.
    from reader.text import anchor

    place: Any = dict(bookmark.place)
    try:
        found = anchor.find(place, document.text)
    except (KeyError, TypeError, ValueError):
        # A person may have edited the state file; a place that is none is a lost one.
        found = None
    if found is None:
        start = bookmark.place.get("start", 0)
        at = start if isinstance(start, int) else 0
        return Found(bookmark, min(max(0, at), len(document.text)), at, "lost")
    return Found(bookmark, found.start, found.end, str(found.how))
