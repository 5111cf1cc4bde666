"""The catalogue: all essays of the library, from the index where it still holds, else from the
sources.

`known` answers at once with what the index remembers; `scan` walks the folders and reads what is
new or changed. Both apply each folder's `library.yaml` as it is now; the index has it as well, since
importing a YAML parser takes as long as two interpreters take to start.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError, SourceError
from reader.library.essay import Essay, essays_of
from reader.library.index import Index, Stamp
from reader.library.metadata import FileMetadata, FolderMetadata, read_metadata
from reader.library.sources import METADATA, Root, files_in, natural, read_bytes
from reader.text import clean
from reader.text.document import Document

if TYPE_CHECKING:
    from reader.formats import Parsed

_BATCH = 64
"""Sources that are stored in one transaction."""
_described: dict[tuple[Path, int], FolderMetadata] = {}
"""What folders' `library.yaml` say, by folder and time of change; for as long as the program runs."""


@dataclass(frozen=True)
class Scan:
    """What a walk through the library found."""

    essays: tuple[Essay, ...]
    complaints: tuple[str, ...]
    """Sentences about files that could not be read or understood."""


@dataclass(frozen=True)
class Progress:
    """How far a scan has come."""

    done: int
    found: int


class Catalogue:
    """The essays of some roots."""

    def __init__(self, roots: Sequence[Root], index: Index):
        self.roots = tuple(roots)
        self._index = index

    def known(self) -> tuple[Essay, ...]:
        """The essays that the index remembers of these roots, without a look at the sources."""
        essays: list[Essay] = []
        known = self._index.known()
        _described.update(self._index.folders())
        for root in self.roots:
            paths = [path for path in known if root.holds(path)]
            for path in sorted(paths, key=lambda path: natural(str(path))):
                essays += described(known[path][1], root)
        return ordered(essays)

    def scan(self, progress: Callable[[Progress], None] | None = None) -> Scan:
        """Walk all roots; read what is new or changed; forget what is gone."""
        known = self._index.known()
        indexed = self._index.folders()
        _described.update(indexed)
        essays: list[Essay] = []
        complaints: list[str] = []
        fresh: list[tuple[Path, Stamp, list[Essay]]] = []
        seen: set[Path] = set()
        for root in self.roots:
            if not root.path.exists():
                complaints.append(f"{clean.line(str(root.path))} is not there now.")
                continue
            complaints += folder_metadata(root.folder).complaints
            for path in files_in(root.path):
                if path in seen:
                    continue
                seen.add(path)
                try:
                    status = path.stat()
                    stamp = Stamp(status.st_size, status.st_mtime_ns)
                    if path in known and known[path][0] == stamp:
                        found = known[path][1]
                    else:
                        documents = parse(path).documents
                        found = essays_of(documents, path, root.key_of(path))
                        fresh.append((path, stamp, found))
                except ReaderError as error:
                    complaints.append(str(error))
                    continue
                except OSError as error:
                    name = clean.line(str(path))
                    complaints.append(f"{name}: cannot be read ({error.strerror}).")
                    continue
                essays += described(found, root)
                if progress:
                    progress(Progress(len(seen), len(essays)))
                if len(fresh) >= _BATCH:
                    self._index.store(fresh)
                    fresh = []
        if fresh:
            self._index.store(fresh)
        self._index.store_folders(
            {key: said for key, said in _described.items() if key not in indexed}
        )
        self._forget(known, seen)
        return Scan(ordered(essays), tuple(complaints))

    def _forget(self, known: Iterable[Path], seen: set[Path]) -> None:
        """Forget what is gone, but not what is only out of reach: a root that is not there keeps
        its essays.
        """
        present = [root for root in self.roots if root.path.exists()]
        gone = [
            path for path in known if path not in seen and any(root.holds(path) for root in present)
        ]
        if gone:
            self._index.forget(gone)


def ordered(essays: Iterable[Essay]) -> tuple[Essay, ...]:
    """Essays in the library's own order: by `order` where one is given, then as the files lie."""
    return tuple(sorted(essays, key=lambda e: (e.order is None, e.order or 0.0)))


def described(essays: Sequence[Essay], root: Root) -> list[Essay]:
    """*essays* of one source with what `library.yaml` says of it."""
    if not essays:
        return []
    said = said_of(essays[0].path, root.folder)
    return [
        replace(
            essay,
            title=said.title if said.title and len(essays) == 1 else essay.title,
            author=said.author or essay.author,
            date=said.date or essay.date,
            tags=said.tags or essay.tags,
            order=said.order,
        )
        for essay in essays
    ]


def described_document(document: Document, said: FileMetadata, *, is_alone: bool) -> Document:
    """*document* with what `library.yaml` says of its file; its text stays as it is."""
    return replace(
        document,
        title=said.title if said.title and is_alone else document.title,
        author=said.author or document.author,
        date=said.date or document.date,
        tags=said.tags or document.tags,
    )


def said_of(path: Path, top: Path) -> FileMetadata:
    """What the nearest `library.yaml` between a source and its root says of it."""
    folder = path.parent
    while True:
        found = folder_metadata(folder).files.get(path.relative_to(folder).as_posix())
        if found is not None:
            return found
        if folder == top or folder == folder.parent or top not in folder.parents:
            return FileMetadata()
        folder = folder.parent


def folder_metadata(folder: Path) -> FolderMetadata:
    """The metadata of *folder*, read again when the file has changed."""
    try:
        stamp = (folder / METADATA).stat().st_mtime_ns
    except OSError:
        return FolderMetadata()
    found = _described.get((folder, stamp))
    if found is None:
        found = _described[folder, stamp] = read_metadata(folder)
    return found


def parse(path: Path, *, encoding: str | None = None) -> "Parsed":
    """A source, read and parsed; SourceError with a sentence where that cannot be done."""
    # Not at the top: where the index still holds, nothing is parsed.
    from reader.formats import read

    return read(read_bytes(path), str(path), encoding=encoding)


def document_of(essay: Essay, root: Root) -> Document:
    """The document of *essay*, parsed from its source as it is now."""
    documents = parse(essay.path).documents
    now = essays_of(documents, essay.path, root.key_of(essay.path))
    ordinal = next((e.ordinal for e in now if e.id == essay.id), essay.ordinal)
    if ordinal >= len(documents):
        name = clean.line(str(essay.path))
        raise SourceError(f"{name} has no essay «{clean.line(essay.title)}» any more.")
    said = said_of(essay.path, root.folder)
    return described_document(documents[ordinal], said, is_alone=len(documents) == 1)
