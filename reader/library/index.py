"""The index: what was computed from the sources, so that a second start reads none of them again.

One SQLite file in the cache folder. It is worthless: if it is damaged, of another version, or
cannot be written, it is made anew or done without, and only time is lost. Nothing of an essay's
text is in it.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.library.essay import Essay
from reader.library.metadata import FileMetadata, FolderMetadata
from reader.text.corrections import Corrections
from reader.text.length import Length

if TYPE_CHECKING:
    # Imported when the index is asked for the first time: who opens a file need not wait for it.
    import sqlite3

VERSION = 5
"""Counts changes of what is stored, and of how sources are understood."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS source"
    " (path BLOB PRIMARY KEY, key TEXT, size INTEGER, mtime_ns INTEGER, corrections INTEGER,"
    " essays TEXT)",
    "CREATE TABLE IF NOT EXISTS folder (path BLOB PRIMARY KEY, mtime_ns INTEGER, files TEXT)",
)
_KEPT = tuple(name for name in Essay.__match_args__ if name not in ("path", "order"))
"""What is stored of an essay. Its order is said by `library.yaml`, which is read each time."""


class Stamp(NamedTuple):
    """What tells whether a file has changed."""

    size: int
    mtime_ns: int
    corrections: int = 0
    """`Corrections.digest` of what `library.yaml` says of how the file is to be read."""

    @classmethod
    def of(cls, status: os.stat_result, corrections: Corrections) -> "Stamp":
        """What a file is now."""
        return cls(status.st_size, status.st_mtime_ns, corrections.digest)


class Source(NamedTuple):
    """A source as it was read."""

    key: str
    """What its essays' ids were made from: through another root they may be others."""
    stamp: Stamp
    essays: tuple[Essay, ...]


class Index:
    """The essays of the sources that were read before.

    Without a usable file it forgets when it is closed. A session and the thread of its scan may
    share one.
    """

    def __init__(self, path: Path | None, *, patience_seconds: float = 2.0) -> None:
        """*patience_seconds* bounds each wait for another reader that writes."""
        self._path = path
        self._patience_seconds = patience_seconds

    @cached_property
    def _connection(self) -> "sqlite3.Connection":
        return self._opened()

    def close(self) -> None:
        """Give the file back."""
        if "_connection" in self.__dict__:
            self._connection.close()

    def known(self) -> dict[Path, Source]:
        """What is known, by path."""
        found: dict[Path, Source] = {}
        for name, key, size, mtime_ns, corrections, essays in self._rows("SELECT * FROM source"):
            with suppress(KeyError, TypeError, ValueError):
                path = Path(os.fsdecode(name))
                kept = tuple(_essay(path, plain) for plain in json.loads(essays))
                found[path] = Source(key, Stamp(size, mtime_ns, corrections), kept)
        return found

    def store(self, sources: Iterable[tuple[Path, Source]]) -> None:
        """Keep what was read of some sources."""
        rows = [
            (
                os.fsencode(path),
                source.key.encode("utf-8", "replace").decode(),
                *source.stamp,
                json.dumps([_plain(essay) for essay in source.essays]),
            )
            for path, source in sources
        ]
        self._write("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        self._write("DELETE FROM source WHERE path = ?", [(os.fsencode(path),) for path in paths])

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """What `library.yaml` files said, by folder and the file's time of change (nanoseconds)."""
        found: dict[tuple[Path, int], FolderMetadata] = {}
        for name, mtime_ns, files in self._rows("SELECT * FROM folder"):
            with suppress(KeyError, TypeError, ValueError):
                said = {path: _file(fields) for path, fields in json.loads(files).items()}
                found[Path(os.fsdecode(name)), mtime_ns] = FolderMetadata(said)
        return found

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep what `library.yaml` files say; not of those with complaints: they are made again."""
        rows = [
            (
                os.fsencode(folder),
                mtime_ns,
                json.dumps({name: _plain_file(file) for name, file in said.files.items()}),
            )
            for (folder, mtime_ns), said in read.items()
            if not said.complaints
        ]
        self._write("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", rows)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        import sqlite3

        try:
            with closing(self._connection.execute(query)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            self._renew_after(error)
            return []

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        import sqlite3

        try:
            with self._connection as connection:
                connection.executemany(statement, rows)
        except sqlite3.Error as error:
            self._renew_after(error)

    def _renew_after(self, error: "sqlite3.Error") -> None:
        """Begin anew if the file is damaged; a full disk, or a lock, may pass."""
        import sqlite3

        if not isinstance(error, sqlite3.OperationalError):
            self._connection.close()
            self._remove()
            self._connection = self._opened()

    def _opened(self) -> "sqlite3.Connection":
        import sqlite3

        if self._path is None:
            return _connected(":memory:")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _connected(str(self._path), self._patience_seconds)
        except sqlite3.OperationalError:
            # It cannot be opened, or another reader holds it: this time without.
            return _connected(":memory:")
        except sqlite3.Error:
            # Damaged, or of another version: what it held can be computed again.
            self._remove()
        with suppress(sqlite3.Error):
            return _connected(str(self._path), self._patience_seconds)
        return _connected(":memory:")

    def _remove(self) -> None:
        if self._path is not None:
            for name in (self._path, self._path.with_name(f"{self._path.name}-journal")):
                with suppress(OSError):
                    name.unlink()


def _connected(name: str, patience_seconds: float = 0.0) -> "sqlite3.Connection":
    import sqlite3

    connection = sqlite3.connect(name, patience_seconds, check_same_thread=False)
    try:
        with closing(connection.execute("PRAGMA user_version")) as cursor:
            version = cursor.fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        # What a crash destroys is made anew: nothing is waited for.
        connection.execute("PRAGMA synchronous = OFF")
        if version == 0:
            with connection:
                for table in _SCHEMA:
                    connection.execute(table)
                connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("SELECT * FROM source LIMIT 1").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _plain(essay: Essay) -> dict[str, Any]:
    return {name: getattr(essay, name) for name in _KEPT}


def _essay(path: Path, plain: dict[str, Any]) -> Essay:
    plain["length"] = Length(*plain["length"])
    plain["tags"] = tuple(plain["tags"])
    plain["regions"] = tuple(plain["regions"])
    return Essay(path=path, **plain)


def _plain_file(file: FileMetadata) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(file, name) for name in FileMetadata.__match_args__}
    corrections = said["corrections"]
    said["corrections"] = {name: getattr(corrections, name) for name in Corrections.__match_args__}
    return said


def _file(plain: dict[str, Any]) -> FileMetadata:
    plain["tags"] = tuple(plain["tags"])
    said = plain["corrections"]
    said["essays"] = tuple(said["essays"])
    said["headings"] = tuple((line, level) for line, level in said["headings"])
    plain["corrections"] = Corrections(**said)
    return FileMetadata(**plain)
