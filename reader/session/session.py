"""The session: what the reader has at hand, and the verbs on it.

One setter publishes a new state and has it saved; everything that can be seen comes out as a view. A session knows
nothing of screens: the same one serves the page, the tests and the command line.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from reader import paths, wording
from reader.errors import ReaderError, SourceError
from reader.library.catalogue import Catalogue, Progress, Scan, described_document, parse, said_of
from reader.library.essay import Essay, essays_of
from reader.library.sources import STANDARD_INPUT, Root
from reader.library.state import State, merge, next_time
from reader.session import kept
from reader.session.kept import Bookmark
from reader.text.typography import Typography

if TYPE_CHECKING:
    # What it takes to open an essay is imported when one is opened: most commands open none.
    from concurrent.futures import Future

    from reader.session.reading import Reading
    from reader.text.document import Document

Ticket: TypeAlias = "Future[State] | None"
"""Done when what a verb changed is on the disk; None when nobody saves."""

SHIPPED = "shipped"
"""The key of the shipped essays' root: their ids do not depend on where the program was installed."""
_TRIES = 5
"""Essays that were open last and are looked for, before the tour is shown."""
_SNIPPET = 80
"""Code points that a mark on a line quotes at most."""


class Session:
    """A reader's library, state and open essay."""

    def __init__(
        self,
        state: State,
        roots: Sequence[Root],
        catalogue: Catalogue,
        *,
        given: Mapping[Path, bytes] | None = None,
    ) -> None:
        self._state = state
        self.roots = tuple(roots)
        self.catalogue = catalogue
        self._given = dict(given or {})
        self.essays: tuple[Essay, ...] = ()
        """What the library is known to hold; `scan` makes it complete."""
        self.on_state: Callable[[State, bool], Ticket] = lambda state, at_once: None
        """Called with each new state, and whether it must be saved at once."""
        self._undo: list[tuple[str, Callable[[State, str], State]]] = []

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
        """Take over what a save has merged, other windows' work; gives whether that was anything new."""
        before = self._state
        self._state = merge(before, state)
        return self._state is not before

    def now(self) -> str:
        """The time for the next change: never before one that the state has seen."""
        return next_time(self._state, time.time())

    # The library.

    def scan(self, progress: Callable[[Progress], None] | None = None) -> Scan:
        """Look through the library; read what is new or changed."""
        found = self.catalogue.scan(progress)
        self.take(found)
        return found

    def take(self, scan: Scan) -> None:
        """The library is what a scan has found."""
        self.essays = self._with_given(scan.essays)

    def recall(self) -> tuple[Essay, ...]:
        """The essays that the index remembers, at once."""
        self.essays = self._with_given(self.catalogue.known())
        return self.essays

    def _with_given(self, essays: tuple[Essay, ...]) -> tuple[Essay, ...]:
        own: list[Essay] = []
        for path in self._given:
            own += essays_of(self._documents(path), path, self._key_of(path))
        return (*own, *essays)

    def read_source(self, path: Path) -> list[Essay]:
        """The essays of one source, parsed now."""
        return essays_of(self._documents(path), path, self._key_of(path))

    def last_read(self) -> Essay | None:
        """The essay that was open last, if it is still there: also when the index has forgotten it."""
        for essay_id in kept.last_opened(self._state)[:_TRIES]:
            if (essay := self.essay(essay_id)) is not None:
                return essay
            record = self._state.get(f"{kept.ESSAY}:{essay_id}")
            path = Path(str(record.fields.get("path") or "")) if record else Path()
            if any(root.holds(path) for root in self.roots) and path.is_file():
                with suppress(ReaderError):
                    found = (each for each in self.read_source(path) if each.id == essay_id)
                    if (essay := next(found, None)) is not None:
                        return essay
        return None

    def welcome(self) -> Essay | None:
        """What a first start shows: the guided tour in the interface's language, if it is in the library."""
        path = self.roots[0].folder / f"guided-tour.{wording.language()[:2]}.md"
        if self.roots[0].key != SHIPPED or not path.is_file():
            return None
        return self.read_source(path)[0]

    def essay(self, essay_id: str) -> Essay | None:
        """The essay with an id, or None."""
        return next((essay for essay in self.essays if essay.id == essay_id), None)

    def _documents(self, path: Path) -> tuple[Document, ...]:
        if path in self._given:
            from reader.formats import read

            return read(self._given[path], "standard input").documents
        documents = parse(path).documents
        root = self._root_of(path)
        said = said_of(path, root.folder)
        return tuple(
            described_document(document, said, is_alone=len(documents) == 1)
            for document in documents
        )

    def _root_of(self, path: Path) -> Root:
        return next((root for root in self.roots if root.holds(path)), None) or Root.at(path)

    def _key_of(self, path: Path) -> str:
        if path in self._given:
            return f"{STANDARD_INPUT}/{hashlib.sha256(self._given[path]).hexdigest()}"
        return self._root_of(path).key_of(path)

    # Opening.

    def open(self, essay: Essay) -> Reading:
        """Read *essay* from its source. SourceError says why it cannot be."""
        from reader.session.reading import Reading
        from reader.text.view import View

        documents = self._documents(essay.path)
        now = essays_of(documents, essay.path, self._key_of(essay.path))
        ordinal = next((e.ordinal for e in now if e.id == essay.id), essay.ordinal)
        if ordinal >= len(documents):
            raise SourceError(f"{essay.path}: the essay «{essay.title}» is not in it any more.")
        document = documents[ordinal]
        regions = tuple(region.id for region in document.regions)
        opened = kept.open_regions(self._state, essay.id, regions)
        reading = Reading(now[ordinal], View(document, opened), (), document)
        return reading.with_marks(kept.bookmarks(self._state, essay.id))

    def position(self, reading: Reading) -> tuple[int, int]:
        """Where the essay was left, in the text as it is now: the page's first offset, and the rows of air above."""
        left = kept.essay_state(self._state, reading.essay.id)
        offset = reading.offset(dict(left.place)) if left.place else None
        return (offset, left.lead) if offset is not None else (0, 0)

    def leave(self, reading: Reading, offset: int, bottom: int, lead: int = 0) -> None:
        """Keep where the reader is: the page begins at *offset*, *lead* rows of air above it, and ends at *bottom*."""
        essay = reading.essay
        before = kept.essay_state(self._state, essay.id)
        progress = round(bottom / max(1, reading.view.end), 4)
        fields: dict[str, Any] = {
            "progress": progress,
            "furthest": max(before.furthest, progress),
            "lead": lead,
            "title": essay.title,
            "path": str(essay.path),
        }
        if before.place is None or before.place.get("start") != offset:
            fields["place"] = reading.place(offset, offset)
        if progress >= 1 and not before.finished:
            fields["finished"] = True
        self.publish(kept.with_essay(self._state, self.now(), essay.id, **fields), at_once=True)

    def note_opened(self, reading: Reading) -> None:
        """Keep that the essay was opened now: it goes on top of the list."""
        now = self.now()
        state = kept.with_essay(self._state, now, reading.essay.id, opened=now)
        self.publish(state, at_once=False)

    # Paid regions.

    def turn(self, reading: Reading, region: str) -> tuple[Reading, Ticket]:
        """Open a closed region, close an open one. Gives the reading through it, and the save's ticket."""
        return self.set_regions(reading, {region: region not in reading.view.open_regions})

    def turn_all(self, reading: Reading) -> tuple[Reading, Ticket]:
        """Open all regions of the essay; if all are open, close all."""
        is_open = bool(reading.view.closed)
        return self.set_regions(reading, {region.id: is_open for region in reading.view.regions})

    def set_regions(self, reading: Reading, wanted: Mapping[str, bool]) -> tuple[Reading, Ticket]:
        """Open and close regions of an essay."""
        state, now = self._state, self.now()
        for region, is_open in wanted.items():
            state = kept.with_region(state, now, reading.essay.id, region, is_open=is_open)
        ticket = self.publish(state)
        ids = tuple(region.id for region in reading.view.regions)
        return reading.through(kept.open_regions(state, reading.essay.id, ids)), ticket

    def closed_count(self, essay: Essay) -> int:
        """How many of an essay's regions are closed."""
        opened = kept.open_regions(self._state, essay.id, essay.regions)
        return len(essay.regions) - len(opened)

    # Bookmarks.

    def mark(
        self, reading: Reading, offset: int, letter: str = "", end: int | None = None
    ) -> tuple[Reading, str, Ticket]:
        """Keep a place: the sentence from *offset* on, or the passage up to *end*.

        Gives the reading with it, the bookmark's id, and the save's ticket.
        """
        from reader.text.sentence import sentence_end

        view = reading.view
        if end is None:
            start, stop = next(
                view.visible(offset, min(offset + _SNIPPET, view.end)), (offset, offset)
            )
            text = view.text(start, stop)
            blank = len(text) - len(text.lstrip())
            offset = start + blank
            end = offset + min(sentence_end(text[blank:], 0), _SNIPPET) if stop > offset else offset
            end = offset + len(view.text(offset, min(end, stop)).rstrip())
        region = view.region_at(offset)
        state, mark_id = kept.with_bookmark(
            self._state,
            self.now(),
            essay=reading.essay.id,
            title=reading.essay.title,
            place=reading.place(offset, end),
            letter=letter,
            region=region.id if region else "",
        )
        ticket = self.publish(state)
        self._undo.append((mark_id, lambda state, now: state.delete(mark_id, now)))
        return reading.with_marks(kept.bookmarks(self._state, reading.essay.id)), mark_id, ticket

    def rename(self, bookmark_id: str, label: str) -> Ticket:
        """Give a bookmark a label of the reader's own."""
        return self.publish(self._state.put(bookmark_id, kept.BOOKMARK, self.now(), label=label))

    def unmark(self, bookmark_id: str) -> Ticket:
        """Delete a bookmark; `undo` brings it back, also after a restart as long as its tombstone is kept."""
        self._undo.append((bookmark_id, lambda state, now: state.restore(bookmark_id, now)))
        return self.publish(self._state.delete(bookmark_id, self.now()))

    def undo(self) -> str | None:
        """Take the last marking or deleting back; gives the bookmark's id, or None if there is nothing left."""
        if not self._undo:
            return None
        bookmark_id, back = self._undo.pop()
        self.publish(back(self._state, self.now()))
        return bookmark_id

    def bookmarks(self) -> list[Bookmark]:
        """The bookmarks of all essays, the newest first."""
        return kept.bookmarks(self._state)[::-1]

    def may_quote(
        self, bookmark: Bookmark, opened: dict[str, Reading | None] | None = None
    ) -> bool:
        """Whether a bookmark's text may be shown: it lies in no closed region of its essay as it is now.

        An essay with closed regions is read to know; pass the same dict *opened* to read each only once.
        """
        essay = self.essay(bookmark.essay)
        if essay is None or self.closed_count(essay) == 0:
            return not bookmark.region or self._is_open(bookmark)
        cache = opened if opened is not None else {}
        if essay.id not in cache:
            try:
                cache[essay.id] = self.open(essay)
            except SourceError:
                cache[essay.id] = None
        reading = cache[essay.id]
        if reading is None:
            return not bookmark.region or self._is_open(bookmark)
        found = next((f for f in reading.marks if f.bookmark.id == bookmark.id), None)
        return found is not None and reading.is_shown(found)

    def _is_open(self, bookmark: Bookmark) -> bool:
        return bool(kept.open_regions(self._state, bookmark.essay, (bookmark.region,)))

    # Settings.

    def setting(self, name: str, default: Any = None) -> Any:
        """The value of a setting."""
        value = kept.setting(self._state, name)
        return default if value is None else value

    def set(self, name: str, value: Any) -> None:
        """Set a setting."""
        self.publish(kept.with_setting(self._state, self.now(), name, value), at_once=False)

    def typography(self) -> Typography:
        """How the page is to look."""
        chosen = Typography()
        measure = self.setting("measure")
        return chosen.wider(measure - chosen.measure) if isinstance(measure, int) else chosen

    # Folders.

    def add(self, path: Path) -> Ticket:
        """Have the library hold a folder or a file."""
        return self.publish(kept.with_folder(self._state, self.now(), path))

    def remove(self, path: Path) -> Ticket:
        """Have the library no longer hold a folder or a file. Nothing kept of it is lost."""
        return self.publish(kept.without_folder(self._state, self.now(), path))


def library_roots(state: State) -> list[Root]:
    """The shipped essays, and what the reader added."""
    return [
        Root.at(paths.shipped("content"), SHIPPED),
        *(Root.at(path) for path in kept.folders(state)),
    ]
