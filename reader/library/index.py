"""The index: what was computed from the sources, so that a second start reads none of them again.

One SQLite file in the cache folder. It is worthless: if it is damaged, of another version, or
cannot be written, it is made anew or done without, and only time is lost. Nothing of an essay's
text is in it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from reader.library.essay import Essay
from reader.library.metadata import FileMetadata, FolderMetadata
from reader.text.length import Length

VERSION = 2
"""Counts changes of what is stored, and of how sources are understood."""


class Stamp(NamedTuple):
    """What tells whether a file has changed."""

    size: int
    mtime_ns: int


class Index:
    """The essays of the sources that were read before. Without a usable file it forgets when it is
    closed.
    """

    def __init__(self, path: Path | None):
        self._connection = self._open(path)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def known(self) -> dict[Path, tuple[Stamp, list[Essay]]]:
        """What is known, by source."""
        found: dict[Path, tuple[Stamp, list[Essay]]] = {}
        for path, size, mtime_ns, essays in self._rows():
            with suppress(KeyError, TypeError, ValueError):
                source = Path(path)
                found[source] = (
                    Stamp(size, mtime_ns),
                    [_essay(source, e) for e in json.loads(essays)],
                )
        return found

    def store(self, sources: Iterable[tuple[Path, Stamp, list[Essay]]]) -> None:
        """Keep what was read of some sources."""
        rows = [
            (str(path), stamp.size, stamp.mtime_ns, json.dumps([_plain(e) for e in essays]))
            for path, stamp, essays in sources
        ]
        with suppress(sqlite3.Error, UnicodeEncodeError), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", rows)

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        with suppress(sqlite3.Error), self._connection as connection:
            connection.executemany("DELETE FROM source WHERE path = ?", [(str(p),) for p in paths])

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """What `library.yaml` files said, by folder and the file's time of change (`st_mtime_ns`)."""
        found: dict[tuple[Path, int], FolderMetadata] = {}
        with suppress(sqlite3.Error, KeyError, TypeError, ValueError):
            rows = self._connection.execute("SELECT path, mtime_ns, files FROM folder").fetchall()
            for path, mtime_ns, files in rows:
                found[Path(path), mtime_ns] = FolderMetadata(
                    {name: _file(said) for name, said in json.loads(files).items()}
                )
        return found

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep what `library.yaml` files say; not of those with complaints, which must be made again."""
        rows = [
            (str(folder), mtime_ns, json.dumps({n: asdict(f) for n, f in said.files.items()}))
            for (folder, mtime_ns), said in read.items()
            if not said.complaints
        ]
        with suppress(sqlite3.Error, UnicodeEncodeError), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", rows)

    def _rows(self) -> Iterator[tuple[str, int, int, str]]:
        try:
            yield from self._connection.execute("SELECT path, size, mtime_ns, essays FROM source")
        except sqlite3.Error:
            return

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path is not None:
            for attempt in (1, 2):
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    return _connect(str(path))
                except (sqlite3.Error, OSError):
                    # Damaged, or of another version: what it held can be computed again.
                    if attempt == 1:
                        with suppress(OSError):
                            path.unlink()
        return _connect(":memory:")


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=2, check_same_thread=False)
    try:
        with closing(connection.execute("PRAGMA user_version")) as cursor:
            version = cursor.fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        if version == 0:
            if name != ":memory:":
                connection.execute("PRAGMA journal_mode = WAL")
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS source "
                    "(path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, essays TEXT)"
                )
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS folder "
                    "(path TEXT PRIMARY KEY, mtime_ns INTEGER, files TEXT)"
                )
                connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("SELECT count(*) FROM source").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _file(said: dict[str, Any]) -> FileMetadata:
    return FileMetadata(**{**said, "tags": tuple(said["tags"])})


def _plain(essay: Essay) -> dict[str, object]:
    plain = asdict(essay)
    del plain["path"]
    plain["length"] = list(essay.length)
    return plain


def _essay(path: Path, plain: dict[str, object]) -> Essay:
    fields: dict[str, object] = {**plain, "path": path}
    fields["length"] = Length(*plain["length"])  # type: ignore[misc]
    fields["tags"] = tuple(plain["tags"])  # type: ignore[arg-type]
    fields["regions"] = tuple(plain["regions"])  # type: ignore[arg-type]
    return Essay(**fields)  # type: ignore[arg-type]
