"""The verbs on paid regions: open, close, and what is seen anew of bookmarks when one is open."""

from __future__ import annotations

from reader.session import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.library.essay import Essay
    from reader.session.reading import Reading
    from reader.session.session import Session, Ticket


class Regions:
    """The paid regions of one session's essays."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def turn(self, reading: Reading, region: str) -> tuple[Reading, Ticket]:
        """Open a closed region, close an open one.

        Gives the reading through it, and the save's ticket.
        """
        return self.set(reading, {region: region not in reading.view.open_regions})

    def turn_all(self, reading: Reading) -> tuple[Reading, Ticket]:
        """Open all regions of the essay; if all are open, close all."""
        is_open = bool(reading.view.closed)
        return self.set(reading, {region.id: is_open for region in reading.view.regions})

    def set(self, reading: Reading, wanted: Mapping[str, bool]) -> tuple[Reading, Ticket]:
        """Open and close regions of an essay: whether each is to be open, by its id."""
        session, essay = self._session, reading.essay
        state = kept.with_regions(session.with_essay(reading), session.now(), essay.id, wanted)
        ticket = session.publish(state)
        through = reading.through(kept.open_regions(state, essay.id, essay.regions))
        return self.completed(through), ticket

    def completed(self, reading: Reading) -> Reading:
        """*reading* with the quotations that bookmarks came without, where they may be seen now."""
        seen = [
            found
            for found in reading.marks
            if "passage" in found.bookmark.place
            and found.how == "exact"
            and reading.is_shown(found)
        ]
        if not seen:
            return reading
        changes = (
            kept.Change(
                each.bookmark.id, kept.BOOKMARK, {"place": reading.place(each.start, each.end)}
            )
            for each in seen
        )
        session = self._session
        session.publish(kept.with_changes(session.state, session.now(), changes))
        return reading.with_marks(kept.bookmarks(session.state, reading.essay.id))

    def closed_count(self, essay: Essay) -> int:
        """How many of an essay's regions are closed."""
        opened = kept.open_regions(self._session.state, essay.id, essay.regions)
        return len(essay.regions) - len(opened)
