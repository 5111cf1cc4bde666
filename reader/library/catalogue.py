"""The catalogue: all essays of the library, from the index where it still holds, else from the
sources.

`known` answers at once with what the index remembers; `scan` walks the folders and reads what is
new or changed. Both apply each folder's `library.yaml` as it is now; the index has those as well,
since importing a YAML parser takes as long as two interpreters take to start.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError, Said
from reader.library.atlas import Atlas
from reader.library.descriptions import Descriptions, Snapshot
from reader.library.essay import Essay, essays_of, number_of
from reader.library.index import Source, Stamp
from reader.library.sources import LARGE, MEMBER, Root, exists, files_in, read_bytes, status
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Stage
from reader.values import dataclass

if TYPE_CHECKING:
    from reader.formats import Parsed
    from reader.library.fulltext import Body
    from reader.library.indexing import Indexing, TextIndexing
    from reader.library.large import LargeSource
    from reader.text.document import Document

_BATCH = 1_000_000
"""Code points that are stored in one transaction: what a crash, or a kill, makes one read again."""


@dataclass(frozen=True)
class Scan:
    """What a walk through the library found."""

    essays: tuple[Essay, ...]
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
    """Those that were found; it grows while the scan goes on."""


class Catalogue:
    """The essays of some roots. Of a source that lies in several, the first is its root."""

    def __init__(
        self,
        roots: Sequence[Root],
        index: "Indexing",
        atlas: Atlas | None = None,
        large: int = LARGE,
    ) -> None:
        """What is found out about sources of *large* bytes and more is kept in *atlas*."""
        self.roots = tuple(roots)
        self._lent: tuple[Path, Stamp, tuple[Document, ...]] | None = None
        self.descriptions = Descriptions(index.folders)
        self.atlas = atlas or Atlas(None)
        self.large = large
        self._index = index

    @property
    def texts(self) -> "TextIndexing":
        """The texts of what the index remembers."""
        return self._index.texts

    def root_of(self, path: Path) -> Root:
        """The root that *path* lies in, or one of its own."""
        return next((root for root in self.roots if root.holds(path)), None) or Root.at(path)

    def known(self) -> tuple[Essay, ...]:
        """The essays that the index remembers of these roots, without a look at the sources."""
        known = self._index.known()
        essays: list[Essay] = []
        seen: set[Path] = set()
        for root in self.roots:
            paths = [path for path in known if path not in seen and root.holds(path)]
            seen.update(paths)
            found: list[Essay] = []
            says = self.descriptions.at_once(root.folder)
            for path in sorted(paths, key=root.order_of):
                if known[path].key == root.key_of(path):
                    found += says.essays(known[path].essays)
            essays += ordered(found)
        return tuple(essays)

    def known_by(self, numbers: Collection[int]) -> Iterator[Essay]:
        """Those essays, by the numbers of their ids, whose sources are as the index remembers them;
        in the library's order.
        """
        found = [
            (place, root.order_of(path), path, source)
            for path, source in self._index.sources_of(numbers).items()
            for place, root in enumerate(self.roots)
            if root.holds(path) and source.key == root.key_of(path)
        ]
        seen: set[Path] = set()
        says = [self.descriptions.at_once(root.folder) for root in self.roots]
        for place, _order, path, source in sorted(found, key=lambda one: one[:2]):
            if path not in seen and _stamp(path, says[place]) == source.stamp:
                seen.add(path)
                for essay in says[place].essays(source.essays):
                    if number_of(essay.id) in numbers:
                        yield essay

    def changed(self) -> Iterator[Path]:
        """The sources that the index does not know as they are now, in the library's order."""
        return (path for path, _root, _stamp in self._changed(self._index.stamps()))

    def _changed(
        self, stamps: Mapping[Path, tuple[str, Stamp]]
    ) -> Iterator[tuple[Path, Root, Stamp]]:
        seen: set[Path] = set()
        for root in self.roots:
            says = self.descriptions.at_once(root.folder)
            for path in files_in(root.path) if exists(root.path) else ():
                if path not in seen:
                    seen.add(path)
                    stamp = _stamp(path, says)
                    if stamp is not None and stamps.get(path) != (root.key_of(path), stamp):
                        yield path, root, stamp

    def read(self, sources: Iterable[tuple[Path, Root]]) -> Iterator[tuple[Path, Source]]:
        """Read some sources, each with its root, into the index; gives those that can be read."""
        walk = _Walk(self, self._index, lambda progress: None)
        for path, root in sources:
            source = walk.source_of(path, root, self.descriptions.at_once(root.folder))
            if source is not None:
                yield path, source
        walk.store()

    def read_ahead(self, tell: Callable[[Path, Source], None]) -> None:
        """Have other processes read what is new or changed, if that is much.

        Large sources are left to the scan: what is found out about them is kept elsewhere.
        """
        if self._index.path is None:
            return
        from reader.library import ahead

        changed = self._changed(self._index.stamps())
        sources = [(path, root) for path, root, stamp in changed if not self.is_large(path, stamp)]
        if len(sources) >= ahead.MANY:
            ahead.read_ahead(self._index.path, self.roots, sources, tell)

    def pack(self) -> None:
        """Make the texts quick to search. Takes a while; may run on another thread."""
        while self._index.texts.pack():
            pass

    def is_large(self, path: Path, stamp: Stamp) -> bool:
        """Whether a source is too large to be parsed before the first page."""
        return stamp.size >= self.large and MEMBER not in str(path)

    def large_source(
        self,
        path: Path,
        stamp: Stamp,
        corrections: Corrections,
        documents: tuple[Document, ...] = (),
    ) -> "LargeSource | None":
        """A large source that nothing was waited for yet, or whose *documents* are known.

        None for one that is small, or can only be read as a whole, such as a book.
        """
        if not self.is_large(path, stamp):
            return None
        from reader.formats.large import WholeOnlyError
        from reader.library.large import LargeSource

        try:
            return LargeSource(path, stamp, corrections, self.atlas, documents)
        except WholeOnlyError:
            return None

    def lend(self, path: Path, stamp: Stamp, documents: tuple[Document, ...]) -> None:
        """Have the next scan take the *documents* of a source that was parsed for the page."""
        self._lent = path, stamp, documents

    def documents(self, path: Path, stamp: Stamp, corrections: Corrections) -> tuple[Document, ...]:
        """The documents of a source; SourceError with a sentence where that cannot be done."""
        lent = self._lent
        if lent is not None and lent[:2] == (path, stamp):
            self._lent = None
            return lent[2]
        source = self.large_source(path, stamp, corrections)
        if source is None:
            return parse(path, corrections=corrections).documents
        source.deepen(Stage.UNDERSTOOD)
        return source.documents

    def refresh(
        self, fetched: Callable[[int], None] = lambda count: None
    ) -> tuple[bool, list[str]]:
        """Fetch what is new on servers; whether that was anything, and what went wrong.

        May take long; a scan then shows what there is.
        """
        has_changed, complaints = False, []
        for root in self.roots:
            if root.origin:
                from reader.library.mirror import Mirror

                is_new, said = Mirror(root.origin, root.path).refresh(fetched)
                has_changed = has_changed or is_new
                complaints += said
        return has_changed, complaints

    def scan(self, progress: Callable[[Progress], None] = lambda progress: None) -> Scan:
        """Walk all roots; read what is new or changed; forget what is gone."""
        return _Walk(self, self._index, progress).scan()


class _Walk:
    """One walk through the library."""

    def __init__(
        self, catalogue: Catalogue, index: "Indexing", progress: Callable[[Progress], None]
    ) -> None:
        self._catalogue = catalogue
        self._roots = catalogue.roots
        self._descriptions = catalogue.descriptions
        self._index = index
        self._progress = progress
        self._known = index.known()
        self._found: list[Essay] = []
        self._fresh: list[tuple[Path, Source]] = []
        self._bodies: list[Body] = []
        self._waiting = 0
        """Code points of what is not yet stored, about."""
        self._seen: set[Path] = set()
        self._read: set[Path] = set()
        self._folders: set[Path] = set()
        self._complaints: list[str] = []

    def scan(self) -> Scan:
        """What there is."""
        essays = self._found
        present = [root for root in self._roots if exists(root.path)]
        self._read_ahead()
        for root in self._roots:
            if root in present:
                self._found_in(root)
            else:
                self._complaints.append(
                    Said("{name} is not there now.", name=clean.line(root.name))
                )
                essays += self._remembered(root)
        self.store()
        self._index.store_folders(dict(self._descriptions.fresh))
        # A root that is only out of reach, on a disk that is not plugged in, keeps its essays.
        lost = self._known.keys() - self._read
        gone = [path for path in lost if any(root.holds(path) for root in present)]
        self._index.forget(gone)
        absent = tuple(root for root in self._roots if root not in present)
        return Scan(tuple(essays), tuple(self._complaints), absent)

    def _read_ahead(self) -> None:
        essays: list[Essay] = []

        def tell(path: Path, source: Source) -> None:
            self._known[path] = source
            essays.extend(source.essays)
            self._progress(Progress(len(self._known), len(essays), essays))

        self._catalogue.read_ahead(tell)

    def _found_in(self, root: Root) -> None:
        """Add the essays of a root to what was found."""
        essays, before = self._found, len(self._found)
        says = self._descriptions.at_once(root.folder)
        for path in files_in(root.path, self._complaints.append):
            if path in self._seen:
                continue
            self._seen.add(path)
            for folder, complaints in says.complaints_around(path):
                self._complain_once(folder, complaints)
            essays += self._essays_of(path, root, says)
            self._progress(Progress(len(self._seen), len(essays), essays))
        essays[before:] = ordered(essays[before:])

    def _remembered(self, root: Root) -> list[Essay]:
        """The essays of a root that is not there, as they were."""
        paths = [path for path in self._known if root.holds(path) and path not in self._seen]
        self._seen.update(paths)
        return [
            essay
            for path in sorted(paths, key=root.order_of)
            if self._known[path].key == root.key_of(path)
            for essay in self._known[path].essays
        ]

    def _essays_of(self, path: Path, root: Root, says: Snapshot) -> Sequence[Essay]:
        source = self.source_of(path, root, says)
        return says.essays(source.essays) if source else []

    def source_of(self, path: Path, root: Root, says: Snapshot) -> Source | None:
        """A source as it is now, read if it must be; None, and a complaint, if it cannot be."""
        key = root.key_of(path)
        try:
            corrections = says.of_source(path).corrections
            stamp = Stamp.of(status(path), corrections)
            source = self._known.get(path)
            if source is None or (source.key, source.stamp) != (key, stamp):
                documents = self._catalogue.documents(path, stamp, corrections)
                source = Source(key, stamp, tuple(essays_of(documents, path, key)))
                self._keep(path, source, documents)
        except ReaderError as error:
            self._complaints.append(str(error))
            return None
        except OSError as error:
            self._complaints.append(
                Said(
                    "{path}: cannot be read ({why}).",
                    path=clean.line(str(path)),
                    why=error.strerror,
                )
            )
            return None
        self._read.add(path)
        return source

    def _keep(self, path: Path, source: Source, documents: tuple[Document, ...]) -> None:
        from reader.library.fulltext import body_of

        self._fresh.append((path, source))
        for essay, document in zip(source.essays, documents, strict=True):
            self._bodies.append(body_of(essay.id, path, document))
            self._waiting += min(essay.end, _BATCH)
        if self._waiting >= _BATCH:
            self.store()

    def store(self) -> None:
        """Bring to the index what was read."""
        self._index.store(self._fresh, self._bodies)
        self._fresh, self._bodies, self._waiting = [], [], 0

    def _complain_once(self, folder: Path, complaints: tuple[str, ...]) -> None:
        """Complain about a folder's `library.yaml`, once."""
        if folder not in self._folders:
            self._folders.add(folder)
            self._complaints += complaints


def _stamp(path: Path, says: Snapshot) -> Stamp | None:
    """What a source looks like now; None if it is not there."""
    try:
        found = status(path)
    except OSError:
        return None
    return Stamp.of(found, says.of_source(path).corrections)


def ordered(essays: Iterable[Essay]) -> list[Essay]:
    """Essays as their folders order them: among the files of one folder by `order`, else as found."""
    found = list(essays)
    first: dict[Path, int] = {}
    for n, essay in enumerate(found):
        if essay.order is not None:
            first.setdefault(essay.path.parent, n)

    def place(numbered: tuple[int, Essay]) -> tuple[int, bool, float]:
        n, essay = numbered
        return first.get(essay.path.parent, n), essay.order is None, essay.order or 0.0

    return [essay for _, essay in sorted(enumerate(found), key=place)]


def parse(
    path: Path, *, encoding: str | None = None, corrections: Corrections = NOTHING
) -> "Parsed":
    """A source, read and parsed; SourceError with a sentence where that cannot be done."""
    # Not at the top: where the index still holds, nothing is parsed.
    from reader.formats import read

    return read(read_bytes(path), str(path), encoding=encoding, corrections=corrections)
