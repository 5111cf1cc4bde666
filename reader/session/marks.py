"""The verbs on bookmarks: keep, edit, merge, attach, delete, take back; and whether one may be quoted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from reader.contexts import suppress
from reader.errors import SourceError
from reader.session import kept
from reader.session.kept import Bookmark

if TYPE_CHECKING:
    from reader.library.state import State
    from reader.session.history import Event
    from reader.session.reading import Reading
    from reader.session.session import Session, Ticket


class Marks:
    """The bookmarks of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: dict[tuple[str, str], Any] = {}
        """The places that bookmarks had until they were attached to others, or that was taken back, by
        the time of that.

        Not in the state: what is quoted there may be closed, and only `place` is watched for it.
        """

    def keep(
        self,
        reading: Reading,
        offset: int,
        letter: str = "",
        end: int | None = None,
        **more: Any,
    ) -> tuple[Reading, str, Ticket]:
        """Keep a place: the sentence from *offset* on, or the passage up to *end*.

        *more* are its label, note, colour and tags. Gives the reading with it, the bookmark's id,
        and the save's ticket.
        """
        from reader.session.passage import sentence_at

        start, end = sentence_at(reading.view, offset) if end is None else (offset, end)
        now, state = self._session.now(), self._session.with_essay(reading)
        if letter and (other := kept.lettered(state, reading.essay.id, letter)) is not None:
            from reader.session import history

            state = history.changed(state, now, other.id, letter="")
        state, mark_id = kept.with_bookmark(
            state,
            now,
            essay=reading.essay.id,
            title=reading.essay.title,
            place=reading.place(start, end),
            letter=letter,
            regions=_touched(reading, start, end),
            **more,
        )
        ticket = self._session.publish(state)
        return self.in_reading(reading), mark_id, ticket

    def in_reading(self, reading: Reading) -> Reading:
        """The reading with the bookmarks that its essay has now."""
        return reading.with_marks(kept.bookmarks(self._session.state, reading.essay.id))

    def edit(self, bookmark_id: str, **fields: Any) -> Ticket:
        """Set a bookmark's label, note, colour, tags or letter; `undo` takes it back."""
        state, now = self._session.state, self._session.now()
        from reader.session import history

        return self._session.publish(history.changed(state, now, bookmark_id, **fields))

    def keep_draft(self, bookmark_id: str, draft: str) -> Ticket:
        """Keep a note that is not finished; the empty one is none."""
        state, now = self._session.state, self._session.now()
        mark = kept.bookmark(state, bookmark_id)
        if mark is None or mark.draft == draft:
            return None
        return self._session.publish(state.put(bookmark_id, kept.BOOKMARK, now, draft=draft))

    def delete(self, *bookmark_ids: str) -> Ticket:
        """Delete bookmarks; `undo` brings them back, also after a restart."""
        state, now = self._session.state, self._session.now()
        for bookmark_id in bookmark_ids:
            state = state.delete(bookmark_id, now)
        return self._session.publish(state)

    def merge(self, into: str, other: str) -> Ticket:
        """Make one bookmark of two, at the place of *into*; nothing that either had is lost."""
        state, now = self._session.state, self._session.now()
        first, second = kept.bookmark(state, into), kept.bookmark(state, other)
        if first is None or second is None or into == other:
            return None
        notes = [each.note for each in (first, second) if each.note]
        from reader.session import history

        state = history.changed(
            state,
            now,
            into,
            label=first.label or second.label,
            note="\n\n".join(dict.fromkeys(notes)),
            draft=first.draft or second.draft,
            colour=first.colour or second.colour,
            tags=list(dict.fromkeys((*first.tags, *second.tags))),
            letter=first.letter or second.letter,
        )
        return self._session.publish(state.delete(other, now))

    def attach(self, reading: Reading, bookmark_id: str, start: int, end: int) -> Ticket:
        """Have a bookmark that was lost mean the passage from *start* to *end*."""
        state, now = self._session.state, self._session.now()
        mark = kept.bookmark(state, bookmark_id)
        if mark is None:
            return None
        place, regions = reading.place(start, end), list(_touched(reading, start, end))
        from reader.session import history

        state = history.changed(state, now, bookmark_id, regions=regions, attached=now)
        self._places[bookmark_id, now] = dict(mark.place)
        return self._session.publish(state.put(bookmark_id, kept.BOOKMARK, now, place=place))

    def renew(self, reading: Reading) -> bool:
        """Keep where bookmarks were found in the text as it is now; what they quote stays.

        Gives whether that was anything new.
        """
        renewed = reading.renewed()
        if renewed:
            changes = (
                kept.Change(mark_id, kept.BOOKMARK, {"place": place})
                for mark_id, place in renewed.items()
            )
            state, now = self._session.state, self._session.now()
            self._session.publish(kept.with_changes(state, now, changes), at_once=False)
        return bool(renewed)

    def undo(self, kinds: Collection[str] = (kept.BOOKMARK, kept.ESSAY)) -> list[Event]:
        """Take back what was done last to bookmarks, or to essays by `Session.stand`, by whomever.

        What that was; nothing if nothing is left.
        """
        from reader.session import history

        events = history.last_events(self._session.state, kinds)
        self._turn(events, history.taken_back)
        return events

    def redo(self, kinds: Collection[str] = (kept.BOOKMARK, kept.ESSAY)) -> list[Event]:
        """Do again what `undo` took back last, by whomever; what taking it back was."""
        from reader.session import history

        events = history.last_taken_back(self._session.state, kinds)
        self._turn(events, history.done_again)
        return events

    def called(
        self, event: Event, before: State, opened: dict[str, Reading | None] | None = None
    ) -> str:
        """What that is called to which *event* was done: an essay's title; a bookmark's label or
        text, where it may be shown. *before* is the state until then; *opened* as for `may_quote`.
        """
        state = self._session.state
        if event.kind == kept.ESSAY:
            return str(state.records[event.record].fields.get("title") or "")
        found = kept.bookmark(state, event.record) or kept.bookmark(before, event.record)
        return found.label or found.quotation if found and self.may_quote(found, opened) else ""

    def _turn(
        self, events: list[Event], turned: Callable[[State, str, list[Event]], State]
    ) -> None:
        if not events:
            return
        before, now = self._session.state, self._session.now()
        state = turned(before, now, events)
        for event in events:
            place = self._places.pop((event.record, event.time), None)
            if place is not None:
                self._places[event.record, now] = dict(before.records[event.record].fields["place"])
                state = state.put(event.record, kept.BOOKMARK, now, place=place)
        self._session.publish(state)

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
        found = reading.found(bookmark)
        return found is not None and reading.is_shown(found)

    def _read(self, essay_id: str, opened: dict[str, Reading | None]) -> Reading | None:
        """The essay with an id, if it is there and something in it is closed."""
        if essay_id not in opened:
            essay = self._session.essay(essay_id)
            opened[essay_id] = None
            if essay is not None and self._session.regions.closed_count(essay):
                with suppress(SourceError):
                    opened[essay_id] = self._session.open(essay)
        return opened[essay_id]


def _touched(reading: Reading, start: int, end: int) -> Sequence[str]:
    """The ids of the regions that a passage touches."""
    end = max(end, start + 1)
    return [r.id for r in reading.view.regions if r.start < end and r.end > start]
