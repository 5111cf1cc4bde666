"""What the index knows of a source, and how that is written as plain values.

"Plain" is what JSON can hold: so it goes into the index, and from one process to another.
"""

from __future__ import annotations

from pathlib import Path

from reader.library.essay import Essay
from reader.library.metadata import FileMetadata
from reader.text.corrections import Corrections
from reader.text.length import Length
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any, TypeAlias

_KEPT = tuple(name for name in Essay.__match_args__ if name not in ("path", "order"))
"""What is stored of an essay. Its order is said by `library.yaml`, which is read each time."""


class Stamp(NamedTuple):
    """What tells whether a file has changed."""

    size: int
    mtime_ns: int
    corrections: int = 0
    """`Corrections.digest` of what `library.yaml` says of how the file is to be read."""

    @classmethod
    def of(cls, status: os.stat_result, corrections: Corrections) -> Stamp:
        """What a file is now."""
        return cls(status.st_size, status.st_mtime_ns, corrections.digest)


Seen: TypeAlias = tuple[str, int, int, int]
"""The key of a source, and its `Stamp`'s fields."""


class Source(NamedTuple):
    """A source as it was read."""

    key: str
    """What its essays' ids were made from: through another root they may be others."""
    stamp: Stamp
    essays: tuple[Essay, ...]


def keepable(key: str) -> str:
    """The key of a source as it is kept: SQLite takes no names of files that are not UTF-8."""
    return key.encode("utf-8", "replace").decode()


def as_plain(path: Path, source: Source) -> list[Any]:
    """A source as JSON can hold it."""
    return [str(path), source.key, source.stamp, [plain_essay(essay) for essay in source.essays]]


def from_plain(plain: list[Any]) -> tuple[Path, Source]:
    """The source that `as_plain` made *plain* of, and where it is."""
    name, key, stamp, essays = plain
    path = Path(name)
    return path, Source(key, Stamp(*stamp), tuple(essay_from(path, essay) for essay in essays))


def plain_essay(essay: Essay) -> dict[str, Any]:
    """What is stored of an essay."""
    return {name: getattr(essay, name) for name in _KEPT}


def essay_from(path: Path, plain: dict[str, Any]) -> Essay:
    """The essay of which *plain* was stored, in the source at *path*."""
    plain["length"] = Length(*plain["length"])
    plain["tags"] = tuple(plain["tags"])
    plain["regions"] = tuple(plain["regions"])
    return Essay(path=path, **plain)


def plain_file(file: FileMetadata) -> dict[str, Any]:
    """What is stored of what a `library.yaml` says of a file."""
    said: dict[str, Any] = {name: getattr(file, name) for name in FileMetadata.__match_args__}
    corrections = said["corrections"]
    said["corrections"] = {name: getattr(corrections, name) for name in Corrections.__match_args__}
    return said


def file_from(plain: dict[str, Any]) -> FileMetadata:
    """What a `library.yaml` said of a file, of which *plain* was stored."""
    plain["tags"] = tuple(plain["tags"])
    said = plain["corrections"]
    said["essays"] = tuple(said["essays"])
    said["headings"] = tuple((line, level) for line, level in said["headings"])
    plain["corrections"] = Corrections(**said)
    return FileMetadata(**plain)
