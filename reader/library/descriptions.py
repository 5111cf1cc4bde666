"""What folders say of their essays, applied: each `library.yaml` is read once for each change.

What one says is in `reader.library.metadata`; here it is found for a source, and laid over what the
source says of itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reader.library.essay import Essay
from reader.library.metadata import FileMetadata, FolderMetadata, read_metadata
from reader.library.sources import METADATA
from reader.text.document import Document
from reader.values import replace

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
        for folder in folders_around(path, top):
            found = self.of_folder(folder).files.get(path.relative_to(folder).as_posix())
            if found is not None:
                return found
        return FileMetadata()

    def essays(self, essays: Sequence[Essay], top: Path) -> list[Essay]:
        """*essays* of one source with what is said of it. A title is that of a lone essay only."""
        said = self.of_source(essays[0].path, top) if essays else FileMetadata()
        if said == FileMetadata():
            return list(essays)
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

    def documents(
        self, documents: Sequence[Document], path: Path, top: Path
    ) -> tuple[Document, ...]:
        """The same for the documents of one source; their texts stay as they are."""
        said = self.of_source(path, top)
        return tuple(
            replace(
                document,
                title=said.title if said.title and len(documents) == 1 else document.title,
                author=said.author or document.author,
                date=said.date or document.date,
                tags=said.tags or document.tags,
            )
            for document in documents
        )


def folders_around(path: Path, top: Path) -> Iterator[Path]:
    """The folders that a source lies in, the innermost first, up to *top*."""
    for folder in path.parents:
        yield folder
        if folder == top:
            return
