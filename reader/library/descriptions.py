"""What folders say of their essays, applied: each `library.yaml` is read once for each change.

What one says is in `reader.library.metadata`; here it is found for a source, and laid over what the
source says of itself.
"""

from __future__ import annotations

from pathlib import Path

from reader.library.essay import Essay
from reader.library.metadata import FileMetadata, FolderMetadata, read_metadata
from reader.library.sources import METADATA
from reader.text.document import Document
from reader.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Version = tuple[Path, int]
"""A folder, and when its `library.yaml` was changed, in nanoseconds."""


class Descriptions:
    """The `library.yaml` files that were read, as they were when they were read."""

    def __init__(self, recall: Callable[[], Mapping[Version, FolderMetadata]] = dict) -> None:
        """*recall* gives what an index knows; it is asked when that may spare reading a file."""
        self._recall = recall
        self._known: dict[Version, FolderMetadata] | None = None
        self.fresh: dict[Version, FolderMetadata] = {}
        """Those that no index knew."""

    def of_folder(self, folder: Path) -> FolderMetadata:
        """What a folder says of its files; nothing without a `library.yaml`."""
        try:
            version = folder, (folder / METADATA).stat().st_mtime_ns
        except OSError:
            return FolderMetadata()
        if self._known is None:
            self._known = dict(self._recall())
        found = self._known.get(version)
        if found is None:
            found = self._known[version] = self.fresh[version] = read_metadata(folder)
        return found

    def of_source(self, path: Path, top: Path) -> FileMetadata:
        """What is said of a source by the nearest folder that names it, up to the folder *top*."""
        return self.at_once(top).of_source(path)

    def at_once(self, top: Path) -> Snapshot:
        """What the folders in *top* say now: for as long as a walk through them takes."""
        return Snapshot(self, top)

    def documents(
        self, documents: Sequence[Document], path: Path, top: Path
    ) -> tuple[Document, ...]:
        """The same for the documents of one source; their texts stay as they are."""
        said = self.of_source(path, top)
        return tuple(
            document.with_details(
                said.title if said.title and len(documents) == 1 else document.title,
                said.author or document.author,
                said.date or document.date,
                said.tags or document.tags,
            )
            for document in documents
        )


class Snapshot:
    """What the folders in one say, each looked at once: a library has a hundred files a folder."""

    def __init__(self, descriptions: Descriptions, top: Path) -> None:
        self._descriptions = descriptions
        self._top = top
        self._said: dict[Path, FolderMetadata] = {}
        self._around: dict[Path, list[Path]] = {}
        """For each folder, itself and those around it that say something."""

    def of_source(self, path: Path) -> FileMetadata:
        """What is said of a source by the nearest folder that names it."""
        for folder in self._saying(path):
            found = self._said[folder].files.get(path.relative_to(folder).as_posix())
            if found is not None:
                return found
        return _NOTHING

    def digests(self, folders: Iterable[str]) -> dict[str, int]:
        """For the sources of which some folders say how they are to be read: what tells that from
        anything else that could be said (`Corrections.digest`), by path.
        """
        found: dict[str, int] = {}
        # The nearest folder that names a source counts, whatever it says: the innermost come last.
        for folder in sorted(folders, key=len):
            for name, said in self.of_folder(Path(folder)).files.items():
                found[f"{folder}/{name}"] = said.corrections.digest
        return found

    def of_folder(self, folder: Path) -> FolderMetadata:
        """What a folder says of its files."""
        if folder not in self._said:
            self._said[folder] = self._descriptions.of_folder(folder)
        return self._said[folder]

    def essays(self, essays: Sequence[Essay]) -> Sequence[Essay]:
        """*essays* of one source with what is said of it. A title is that of a lone essay only."""
        said = self.of_source(essays[0].path) if essays else _NOTHING
        if said is _NOTHING:
            return essays
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

    def _saying(self, path: Path) -> list[Path]:
        parent = path.parent
        known = self._around.get(parent)
        if known is None:
            known = self._around[parent] = [
                folder for folder in folders_around(path, self._top) if self._says(folder)
            ]
        return known

    def _says(self, folder: Path) -> bool:
        said = self.of_folder(folder)
        return bool(said.files or said.complaints)


_NOTHING = FileMetadata()


def folders_around(path: Path, top: Path) -> Iterator[Path]:
    """The folders that a source lies in, the innermost first, up to *top*."""
    for folder in path.parents:
        yield folder
        if folder == top:
            return
