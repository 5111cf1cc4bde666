"""The verbs on bookmarks: keep, rename, delete, take back; and whether one may be quoted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.state import State
from reader.session import kept
from reader.session.kept import Bookmark

if TYPE_CHECKING:
    from reader.session.reading import Reading
    from reader.session.session import Session, Ticket


class Marks:
    """The bookmarks of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._undo: list[tuple[str, Callable[[State, str], State]]] = []
        """What was done last, last, and how it is taken back."""

    def keep(
        self, reading: Reading, offset: int, letter: str = "", end: int | None = None
    ) -> tuple[Reading, str, Ticket]:
        """Keep a place: the sentence from *offset* on, or the passage up to *end*.

        Gives the reading with it, the bookmark's id, and the save's ticket.
        """
        from reader.session.passage import sentence_at

        start, end = sentence_at(reading.view, offset) if end is None else (offset, end)
        touched = (
            region.id
            for region in reading.view.regions
            if region.start < max(end, start + 1) and region.end > start
        )
        state, mark_id = kept.with_bookmark(
            self._session.with_essay(reading),
            self._session.now(),
            essay=reading.essay.id,
            title=reading.essay.title,
            place=reading.place(start, end),
            letter=letter,
            regions=touched,
        )
        ticket = self._session.publish(state)
        self._undo.append((mark_id, lambda state, now: state.delete(mark_id, now)))
        return (
            reading.with_marks(kept.bookmarks(self._session.state, reading.essay.id)),
            mark_id,
            ticket,
        )

    def rename(self, bookmark_id: str, label: str) -> Ticket:
        """Give a bookmark a label of the reader's own."""
        return self._session.publish(
            self._session.state.put(bookmark_id, kept.BOOKMARK, self._session.now(), label=label)
        )

    def delete(self, bookmark_id: str) -> Ticket:
        """Delete a bookmark; `undo` brings it back."""
        self._undo.append((bookmark_id, lambda state, now: state.restore(bookmark_id, now)))
        return self._session.publish(self._session.state.delete(bookmark_id, self._session.now()))

    def undo(self) -> str | None:
        """Take the last marking or deleting back; the bookmark's id, or None if nothing is left."""
        if not self._undo:
            return None
        bookmark_id, back = self._undo.pop()
        self._session.publish(back(self._session.state, self._session.now()))
        return bookmark_id

    def all(self) -> list[Bookmark]:
        """The bookmarks of all essays, the newest first."""
        return kept.bookmarks(self._session.state)[::-1]

    def may_quote(
        self, bookmark: Bookmark, opened: dict[str, Reading | None] | None = None
    ) -> bool:
        """Whether a bookmark's text may be shown: no closed region of its essay holds it now.

        An essay with closed regions is read to know; the same dict *opened* spares reading it
        again for its other bookmarks.
        """
        reading = self._read(bookmark.essay, {} if opened is None else opened)
        if reading is None:
            regions = bookmark.regions
            return len(kept.open_regions(self._session.state, bookmark.essay, regions)) == len(
                regions
            )
        found = next((f for f in reading.marks if f.bookmark.id == bookmark.id), None)
        return found is not None and reading.is_shown(found)

    def _read(self, essay_id: str, opened: dict[str, Reading | None]) -> Reading | None:
        """The essay with an id, if it is there and something in it is closed."""
        if essay_id not in opened:
            essay = self._session.essay(essay_id)
            opened[essay_id] = None
            if essay is not None and self._session.closed_count(essay):
                with suppress(SourceError):
                    opened[essay_id] = self._session.open(essay)
        return opened[essay_id]
