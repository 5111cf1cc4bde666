"""The session: what the reader has at hand, and the verbs on it.

One setter publishes a new state and has it saved; everything that can be seen comes out as a view.
A session knows nothing of screens: the same one serves the page, the tests and the command line.
What there is to read is in `holdings`, what is kept of it in `kept`.
"""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

from reader import wording
from reader.contexts import suppress
from reader.errors import ReaderError
from reader.library.catalogue import Catalogue
from reader.library.essay import Essay
from reader.library.roll import Roll, rolled
from reader.library.shelf import Shelf
from reader.library.sources import SHIPPED, Root, exists, files_in
from reader.library.state import State, merge, next_time
from reader.memo import cached_property
from reader.session import kept
from reader.session.aliases import Aliases, may_inherit
from reader.session.holdings import Holdings
from reader.text.spans import Spans, merged, total, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    # What it takes to open an essay is imported when one is opened: most commands open none.
    from concurrent.futures import Future
    from typing import Any, TypeAlias

    from reader.formats import Parsed
    from reader.library.walk import Progress, Scan
    from reader.session.filtering import Sheaf
    from reader.session.folders import Folders
    from reader.session.looks import Looks
    from reader.session.marks import Marks
    from reader.session.pacing import Pacing
    from reader.session.reading import Reading
    from reader.session.regions import Regions
    from reader.session.stages import Stages
    from reader.text.document import Document
    from reader.text.view import View

Ticket: TypeAlias = "Future[State] | None"
"""Done when what a verb changed is on the disk; None when nobody saves."""

_FINISHED = 0.95
"""The part of an essay that must have been read for it to be finished; closed regions count."""
_SOUGHT_AT_ONCE = 8
"""Bookmarks that are searched for in a changed text before it is shown; more, while it is read."""
_FEW = 50
"""Essays that are got ready at a time: that takes a millisecond."""
_TRIES = 5
"""Essays that were open last, or sources, that are tried before a start shows nothing."""


class Session:
    """A reader's library, state and open essay."""

    def __init__(
        self,
        state: State,
        roots: Sequence[Root],
        catalogue: Catalogue,
        *,
        given: Mapping[Path, bytes] | None = None,
        defaults: Mapping[str, Any] | None = None,
        shelf: Path | None = None,
    ) -> None:
        """*given* are sources that are no files, *defaults* the settings until the reader chooses.

        The source that is read last is kept in the file *shelf*.
        """
        self._state = state
        self.roots = tuple(roots)
        self.catalogue = catalogue
        self._defaults = defaults or {}
        self._holdings = Holdings(catalogue, given or {}, Shelf(shelf))
        self._holdings.know(Aliases(state))
        self.on_state: Callable[[State, bool], Ticket] = lambda state, at_once: None
        """Called with each new state, and whether it must be saved at once."""
        self.on_saved: Callable[[State], None] = lambda state: None
        """Called after each save; must return at once."""
        self._absent: tuple[Root, ...] = ()
        self.sheaf: Sheaf | None = None
        """What a filter of the library compares with, if it was made `ready`."""

    # Its parts, which most commands do without.

    @cached_property
    def marks(self) -> Marks:
        """The verbs on bookmarks."""
        from reader.session.marks import Marks

        return Marks(self)

    @cached_property
    def looks(self) -> Looks:
        """How pages look."""
        from reader.session.looks import Looks

        return Looks(self)

    @cached_property
    def regions(self) -> Regions:
        """The verbs on paid regions."""
        from reader.session.regions import Regions

        return Regions(self)

    @cached_property
    def folders(self) -> Folders:
        """The verbs on what the library holds."""
        from reader.session.folders import Folders

        return Folders(self)

    @cached_property
    def stages(self) -> Stages:
        """How far large sources were read."""
        from reader.session.stages import Stages

        return Stages(self._holdings, lambda now, found: self._reading(now, found, _SOUGHT_AT_ONCE))

    @cached_property
    def pacing(self) -> Pacing:
        """How fast the reader reads."""
        from reader.session.pacing import Pacing

        return Pacing(self)

    # The state.

    @property
    def state(self) -> State:
        """What the reader did."""
        return self._state

    def publish(self, state: State, *, at_once: bool = True) -> Ticket:
        """Make *state* the state, and have it saved: at once, or soon."""
        if state is self._state:
            return None
        self._state = state
        return self.on_state(state, at_once)

    def merged(self, state: State) -> bool:
        """Take over what a save has merged, other windows' work; whether that was anything new."""
        before = self._state
        self._state = merge(before, state)
        self.on_saved(self._state)
        return self._state is not before

    def now(self) -> str:
        """The time for the next change: never before one that the state has seen."""
        return next_time(self._state, time.time())

    # The library.

    @property
    def essays(self) -> Roll:
        """What the library is known to hold; `scan` makes it complete."""
        return self._holdings.essays

    @property
    def places(self) -> Mapping[int, int]:
        """Where each essay stands among `essays`, by the number of its id."""
        return self.essays.places

    def essay(self, essay_id: str) -> Essay | None:
        """The essay with an id, or None."""
        return self._holdings.essay(essay_id)

    def scan(self, progress: Callable[[Progress], None] = lambda progress: None) -> Scan:
        """Look through the library; read what is new or changed."""
        found = self.catalogue.scan(progress)
        self.take(found)
        return found

    def shelve(self) -> None:
        """Keep what was read last for the next start. Takes a while; may run on another thread."""
        self._holdings.shelve()

    def glimpse(self, essays: Sequence[Essay]) -> None:
        """Show what a scan has found so far, if that is more than is known."""
        if len(essays) > len(self.essays):
            self._holdings.hold(Roll(essays))

    def take(self, scan: Scan, *, adopts: bool = True) -> None:
        """The library is what a scan has found; essays that were moved keep what was kept of them,
        unless it is known (`would_adopt`) that there is nothing to be done for that.
        """
        self._absent = scan.absent
        if self._holdings.held is not scan.essays:
            self._holdings.hold(scan.essays)
        if adopts:
            self.adopt()

    def ready(self, rest: Callable[[], None]) -> None:
        """Find out what filters and orders of the list need to know, a few essays at a time.

        For a thread of its own, which may *rest* between them.
        """
        from reader.session import filtering, sorting

        essays = self.essays
        sheaf = filtering.Sheaf(essays)
        for start in range(0, len(essays), _FEW):
            some = essays[start : start + _FEW]
            sheaf.take(some)
            for essay in some:
                sorting.prepare(essay)
            rest()
        self.sheaf = sheaf

    def is_out_of_reach(self, essay: Essay) -> bool:
        """Whether the folder that an essay lies in was not there when the library was looked through."""
        return any(root.holds(essay.path) for root in self._absent)

    def recall(self, *, at_once: bool = False, as_before: bool = False) -> Roll:
        """The essays that the index remembers; *as before*: for a start, which waits for no server.

        If those of what was given must be there *at_once*, what is known so far of a large source.
        """
        self._holdings.hold(self.catalogue.known(as_before=as_before), at_once=at_once)
        return self.essays

    def hold_source(self, path: Path, *, at_once: bool = False) -> list[Essay]:
        """The essays of one source, as it is now: all there is until `scan` finds more."""
        found = self.read_source(path, at_once=at_once)
        self._holdings.hold(found)
        return found

    def read_source(self, path: Path, *, at_once: bool = False) -> list[Essay]:
        """The essays of one source, as it is now; of a large one, if they must be there *at_once*,
        what is known so far.
        """
        return self._holdings.essays_in(path, at_once=at_once)

    def parsed(self, path: Path, progress: Callable[[float], None] = lambda part: None) -> Parsed:
        """A source as it is understood now; *progress* is told how far it is, 0 to 1. SourceError says why it cannot
        be read.
        """
        return self._holdings.parsed(path, progress)

    def is_stale(self, reading: Reading) -> bool:
        """Whether the source of an open essay has changed since it was read."""
        return self._holdings.is_stale(reading.essay.path)

    def is_gone(self, reading: Reading) -> bool:
        """Whether the source of an open essay is not there any more."""
        return self._holdings.is_gone(reading.essay.path)

    def last_read(self) -> Essay | None:
        """The essay that was open last, if it is still there; also if the index forgot it."""
        for essay_id in kept.last_opened(self._state)[:_TRIES]:
            if (essay := self.essay(essay_id)) is not None:
                return essay
            record = self._state.get(kept.essay_key(essay_id))
            path = Path(str(record.fields.get("path") or "")) if record else Path()
            if any(root.holds(path) for root in self.roots) and exists(path):
                with suppress(ReaderError):
                    essays = self.read_source(path, at_once=True)
                    found = (each for each in essays if each.id == essay_id)
                    if (essay := next(found, None)) is not None:
                        return essay
        return None

    def welcome(self) -> Essay | None:
        """What a first start shows before the library was looked through.

        The tour in the interface's language; of other folders, the first essay that can be read.
        """
        tour = self.roots[0].folder / f"guided-tour.{wording.language()[:2]}.md"
        found: Iterable[Path] = (path for root in self.roots for path in files_in(root.path))
        if self.roots[0].key == SHIPPED and tour.is_file():
            found = (tour,)
        for path in islice(found, _TRIES):
            with suppress(ReaderError):
                return self.read_source(path, at_once=True)[0]
        return None

    def adopt(self) -> None:
        """Give what was kept of essays that are gone to those they have become, or that hold it now."""
        self._adopt(self.essays)
        self.publish(self._gathered(self._state, self.essays))

    def would_adopt(self, scan: Scan) -> bool:
        """Whether there is anything to be done by `adopt` for what a scan has found. May take a while;
        any thread may ask.
        """
        before, held = self._state, rolled(scan.essays)
        essays = self._holdings.all_known_as(held)
        state = self._adopted(before, essays, held)
        return state is not before or self._gathered(state, essays) is not before

    def _adopt_into(self, essay: Essay) -> None:
        """Give an essay that was never open what was kept of one that it may have been."""
        if may_inherit(self._state, essay):
            place = self.essays.place_of(essay.id)
            others = (essay, *self.essays)
            self._adopt(others if place is None else self.essays.with_essays({place: essay}))

    def _adopt(self, essays: Iterable[Essay]) -> None:
        self.publish(self._adopted(self._state, essays, self._holdings.held))
        self._holdings.know(Aliases(self._state))

    def _adopted(self, state: State, essays: Iterable[Essay], held: Roll) -> State:
        from reader.session.adoption import adopted, settled

        state = settled(state, next_time(state, time.time()), held)
        missing = self._holdings.is_missing
        state = adopted(state, next_time(state, time.time()), essays, missing)
        return settled(state, next_time(state, time.time()), held)

    def _gathered(self, state: State, essays: Iterable[Essay]) -> State:
        from reader.session.gathering import gathered

        now, missing = next_time(state, time.time()), self._holdings.is_missing
        return gathered(state, now, essays, missing, self._holdings.has)

    # Opening.

    def open(self, essay: Essay, *, at_once: bool = False) -> Reading:
        """Read *essay* from its source. SourceError says why it cannot be.

        If it must be there *at_once*, an early stage of a large source may do; `stages` lead on
        from there. And if many of its bookmarks must be searched for, they are left
        `unsought`.
        """
        most = _SOUGHT_AT_ONCE if at_once else None
        return self._reading(*self._holdings.find(essay, at_once=at_once), most)

    def _reading(self, now: Essay, document: Document, most: int | None) -> Reading:
        from reader.session.reading import Reading
        from reader.text.document import Stage
        from reader.text.view import View

        is_understood = document.stage is Stage.UNDERSTOOD
        if is_understood and self._state.get(kept.essay_key(now.id)) is None:
            self._adopt_into(now)
            now = self._holdings.known_as([now])[0]
        opened = kept.open_regions(self._state, now.id, now.regions)
        reading = Reading(now, View(document, opened), (), document)
        if document.stage is Stage.HEAD:
            # What is marked may stand in what was not read yet.
            return reading
        return self.regions.completed(reading.with_marks(kept.bookmarks(self._state, now.id), most))

    def look_into(self, essay: Essay) -> Reading:
        """*essay* with its bookmarks, to be looked at: nothing is changed, and any thread may ask.

        SourceError says why it cannot be read.
        """
        from reader.session.reading import Reading
        from reader.text.view import View

        now, document = self._holdings.find(essay)
        opened = kept.open_regions(self._state, now.id, now.regions)
        reading = Reading(now, View(document, opened), (), document)
        return reading.with_marks(kept.bookmarks(self._state, now.id))

    def view_of(self, essay: Essay) -> View:
        """The text of *essay* through its open regions. SourceError says why it cannot be read."""
        from reader.text.view import View

        now, document = self._holdings.find(essay)
        return View(document, kept.open_regions(self._state, now.id, now.regions))

    def left_at(self, reading: Reading) -> object:
        """The offset at which the essay was left, in the text as it was then; None if never."""
        left = kept.essay_state(self._state, reading.essay.id)
        return None if left.place is None else left.place.get("start")

    def position(self, reading: Reading) -> tuple[int, int]:
        """Where the essay was left, in the text as it is now.

        The page's first offset, and the rows of air above it. If the place is nowhere for certain,
        the likeliest one.
        """
        left = kept.essay_state(self._state, reading.essay.id)
        if left.place is None:
            return 0, 0
        place = dict(left.place)
        if (offset := reading.offset(place)) is not None:
            return offset, left.lead
        return reading.guessed(place), 0

    def leave(
        self, reading: Reading, offset: int, bottom: int, lead: int = 0, read: Spans = ()
    ) -> None:
        """Keep where the reader is, and what was *read* meanwhile.

        The page begins at *offset*, *lead* rows of air above it, and ends at *bottom*.
        """
        if reading.is_head:
            # It is shown for a moment only, and nobody knows yet which essay it is.
            return
        before = kept.essay_state(self._state, reading.essay.id)
        progress = bottom * 10_000 // max(1, reading.view.end) / 10_000
        fields: dict[str, Any] = {
            "progress": progress,
            "lead": lead,
        }
        if before.place is None or not reading.is_at(before.place, offset):
            fields["place"] = reading.place_left(offset)
        now_read = merged((*before.read, *read))
        if now_read != before.read:
            fields["read"] = [list(span) for span in now_read]
        if total(now_read) >= _FINISHED * reading.view.end:
            fields["finished"] = True
        state = self.with_essay(reading, **fields)
        self.publish(self.pacing.counted(state, reading, without(now_read, before.read)))

    def note_opened(self, reading: Reading) -> None:
        """Keep that the essay was opened now: it goes on top of the list."""
        self.publish(self.with_essay(reading, opened=self.now()), at_once=False)

    def with_essay(self, reading: Reading, **fields: Any) -> State:
        """The state with some fields of an essay set, and with what it is known by."""
        essay = reading.essay
        known = kept.identity(essay)
        if not essay.fingerprint:
            # Not all of it was looked through yet: what was known of it still holds.
            del known["fingerprint"]
        fields |= known
        return kept.with_essay(self._state, self.now(), essay.id, **fields)

    def stand(self, essay: Essay, **fields: Any) -> Ticket:
        """Set what the reader wants with an essay: `later`, `archived`, `finished`, `tags`.

        `Marks.undo` takes it back.
        """
        from reader.session import history

        now = self.now()
        state = kept.with_essay(self._state, now, essay.id, **kept.identity(essay))
        return self.publish(history.changed(state, now, kept.essay_key(essay.id), **fields))

    # Settings.

    def setting(self, name: str, default: Any = None) -> Any:
        """The value of a setting."""
        value = kept.setting(self._state, name)
        return self._defaults.get(name, default) if value is None else value

    def set(self, name: str, value: Any) -> None:
        """Set a setting."""
        self.publish(kept.with_setting(self._state, self.now(), name, value), at_once=False)
