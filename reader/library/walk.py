"""One walk through the library: what is new or changed is read, what is gone is forgotten.

What has not changed is not even looked up: a walk through ten thousand essays that are known takes a
tenth of a second, and the essays are those that the last walk found.
"""

from __future__ import annotations

from pathlib import Path

from reader.errors import ReaderError, Said
from reader.library.descriptions import Snapshot
from reader.library.essay import Essay, essays_of
from reader.library.index.source import Seen, Source, Stamp, keepable
from reader.library.sightings import Sightings, Sights, look
from reader.library.sources import Root, exists, status
from reader.memo import cached_property
from reader.text import clean
from reader.values import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from reader.library.catalogue import Catalogue
    from reader.library.index.fulltext import Body
    from reader.library.index.interfaces import Indexing
    from reader.text.document import Document

_BATCH = 1_000_000
"""Code points that are stored in one transaction: what a crash, or a kill, makes one read again."""


@dataclass(frozen=True)
class Scan:
    """What a walk through the library found."""

    essays: Sequence[Essay]
    complaints: tuple[str, ...]
    """Sentences about files that could not be read or understood."""
    absent: tuple[Root, ...] = ()
    """Roots that are not there now; their essays are as the index remembers them."""


@dataclass(frozen=True)
class Progress:
    """How far a scan has come."""

    done: int
    """Sources."""
    found: int
    """Essays."""
    essays: Sequence[Essay] = ()
    """Those that were read; it grows while the scan goes on."""


class Look:
    """What lies in the roots now, held against what the index knows of it."""

    def __init__(
        self,
        catalogue: Catalogue,
        stamps: Mapping[str, Seen] | None = None,
        passed: Callable[[int], None] = lambda count: None,
    ) -> None:
        """Held against *stamps*, or those that the index has; *passed* is told now and then how many sources were
        looked at.
        """
        self.absent = tuple(root for root in catalogue.roots if not exists(root.path))
        self.saying: dict[str, int] = {}
        """When its `library.yaml` was changed, by folder."""
        self.complaints: list[str] = []
        self.sources: Sights = {}
        """What there is."""
        self._catalogue = catalogue
        self._given = stamps
        self._sights: list[tuple[Root, Snapshot, Sightings]] = []
        for root in catalogue.roots:
            if root in self.absent:
                self.complaints.append(Said("{name} is not there now.", name=clean.line(root.name)))
            else:
                self._look_into(root, catalogue.descriptions.at_once(root.folder), passed)

    @cached_property
    def known(self) -> Set[str]:
        """All sources that the index knows."""
        return self._stamps.keys()

    @cached_property
    def changed(self) -> list[tuple[Path, Root]]:
        """Sources that the index does not know as they are now, in the library's order."""
        if self._is_as_kept:
            return []
        found: list[tuple[Path, Root]] = []
        seen: set[str] = set()
        for root, says, sights in self._sights:
            changed = [path for path in self._changed_in(root, says, sights) if path not in seen]
            found += ((path, root) for path in sorted(map(Path, changed), key=root.order_of))
            seen |= sights.sources.keys()
        return found

    @cached_property
    def gone(self) -> set[str]:
        """Known sources of the roots that are there, which are not."""
        if self._is_as_kept:
            return set()
        # A root that is only out of reach, on a disk that is not plugged in, keeps its essays.
        roots = [root for root in self._catalogue.roots if root not in self.absent]
        lost = self.known - self.sources.keys()
        return {path for path in lost if any(root.holds(path) for root in roots)}

    @cached_property
    def _stamps(self) -> Mapping[str, Seen]:
        return self._catalogue.stamps() if self._given is None else self._given

    @cached_property
    def _is_as_kept(self) -> bool:
        """Whether all is as the last scan left it: seen at once, where each source's stamp would be looked up."""
        return self._given is None and self._catalogue.is_as_kept(self.saying, self.sources)

    def _look_into(self, root: Root, says: Snapshot, passed: Callable[[int], None]) -> None:
        before = len(self.sources)
        sights = look(root, lambda count: passed(before + count))
        self.complaints += sights.complaints
        for folder in sorted(sights.saying.keys() - self.saying.keys()):
            self.complaints += says.of_folder(Path(folder)).complaints
        self.saying.update(sights.saying)
        self.sources = {**sights.sources, **self.sources} if self.sources else sights.sources
        self._sights.append((root, says, sights))

    def _changed_in(self, root: Root, says: Snapshot, sights: Sightings) -> Iterator[str]:
        digests = says.digests(sights.saying)
        key, cut = root.key, len(root.folder.as_posix().rstrip("/"))
        for path, (size, mtime_ns) in sights.sources.items():
            seen = f"{key}{path[cut:]}", size, mtime_ns, digests.get(path, 0)
            known = self._stamps.get(path)
            if known != seen and known != (keepable(seen[0]), *seen[1:]):
                yield path


def look_at(catalogue: Catalogue) -> tuple[Scan, dict[Path, Source]]:
    """What there is, all of it read, and past any index."""
    looked, reading = Look(catalogue, {}), Reading(catalogue, None)
    found = ((path, reading.source_of(path, root)) for path, root in looked.changed)
    sources = {path: source for path, source in found if source is not None}
    return Scan((), (*looked.complaints, *reading.complaints), looked.absent), sources


class Walk:
    """One walk through the library."""

    def __init__(
        self, catalogue: Catalogue, index: Indexing, progress: Callable[[Progress], None]
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._progress = progress
        self._read: dict[Path, Source] = {}
        self._found: list[Essay] = []
        self._before = 0
        """Essays that were known."""
        self._last = Progress(0, 0)

    def scan(self) -> Scan:
        """What there is."""
        self._index.renew()
        turn = self._index.turn
        found = self._look()
        if self._index.turn != turn:
            # Another index has taken its place, amid this: what it knows of sources that were not read
            # is not what the first knew.
            self._read, self._found = {}, []
            found = self._look()
        if (complaint := self._index.complaint) is not None:
            found = replace(found, complaints=(complaint, *found.complaints))
        return found

    def _look(self) -> Scan:
        catalogue, index = self._catalogue, self._index
        self._before = len(catalogue.kept() or ())
        looked = Look(catalogue, passed=self._passed)
        reading = Reading(catalogue, index, self._go_on)
        changed = looked.changed
        catalogue.read_ahead(changed, self._take)
        for path, root in changed:
            if path not in self._read and (source := reading.source_of(path, root)) is not None:
                self._take(path, source)
        reading.store()
        index.store_folders(dict(catalogue.descriptions.fresh))
        # What cannot be read any more is not there either.
        gone = looked.gone | {str(path) for path, _root in changed if path not in self._read}
        if gone:
            index.forget(map(Path, gone & looked.known))
        roll = None if self._read or gone else catalogue.kept(looked.saying)
        if roll is None:
            unread = looked.known - gone - set(map(str, self._read))
            known = index.known() if unread else {}
            sources = {path: one for path, one in known.items() if str(path) in unread}
            roll = catalogue.keep({**sources, **self._read}, looked.saying, looked.sources.keys())
        return Scan(roll, (*looked.complaints, *reading.complaints), looked.absent)

    def _passed(self, count: int) -> None:
        self._progress(Progress(count, self._before))

    def _take(self, path: Path, source: Source) -> None:
        self._read[path] = source
        self._found += source.essays
        found = max(self._before, len(self._found))
        self._last = Progress(len(self._read), found, self._found)
        self._go_on()

    def _go_on(self) -> None:
        """Say how far it is; who hears that may hold it up for a moment."""
        self._progress(self._last)


class Reading:
    """Sources that are read, into an index if there is one."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Indexing | None,
        looked: Callable[[], None] = lambda: None,
    ) -> None:
        """*looked* is called again and again while one is read."""
        self.complaints: list[str] = []
        self._looked = looked
        self._catalogue = catalogue
        self._index = index
        self._says: dict[Path, Snapshot] = {}
        self._fresh: list[tuple[Path, Source]] = []
        self._bodies: list[Body] = []
        self._waiting = 0
        """Code points of what is not yet stored, about."""

    def source_of(self, path: Path, root: Root) -> Source | None:
        """A source as it is now; None, and a complaint, if it cannot be read."""
        key = root.key_of(path)
        if root.folder not in self._says:
            self._says[root.folder] = self._catalogue.descriptions.at_once(root.folder)
        try:
            corrections = self._says[root.folder].of_source(path).corrections
            stamp = Stamp.of(status(path), corrections)
            documents = self._catalogue.documents(path, stamp, corrections)
        except ReaderError as error:
            self.complaints.append(str(error))
            return None
        except OSError as error:
            said = Said(
                "{path}: cannot be read ({why}).", path=clean.line(str(path)), why=error.strerror
            )
            self.complaints.append(said)
            return None
        source = Source(key, stamp, tuple(essays_of(documents, path, key)))
        if self._index is not None:
            self._keep(path, source, documents)
        return source

    def _keep(self, path: Path, source: Source, documents: tuple[Document, ...]) -> None:
        from reader.library.index.fulltext import body_of

        self._fresh.append((path, source))
        for essay, document in zip(source.essays, documents, strict=True):
            self._bodies.append(body_of(essay.id, path, document, self._looked))
            self._waiting += min(essay.end, _BATCH)
        if self._waiting >= _BATCH:
            self.store()

    def store(self) -> None:
        """Bring to the index what was read."""
        if self._index is not None:
            self._index.store(self._fresh, self._bodies)
        self._fresh, self._bodies, self._waiting = [], [], 0
