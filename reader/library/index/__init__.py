"""The index: what was computed from the sources, so that a second start reads none of them again.

One SQLite file in the cache folder. It is worthless: if it is damaged, of another version, or
cannot be written, it is made anew or done without, and only time is lost. Here is what is known of
the sources; their texts, for whoever looks for words, are in `reader.library.index.texts`.
"""

from __future__ import annotations

import json
import os
from _thread import allocate_lock
from pathlib import Path
from time import sleep

from reader.contexts import closing, suppress
from reader.library.essay import number_of
from reader.library.index.rows import rows_of
from reader.library.index.source import (
    Source,
    Stamp,
    essay_from,
    file_from,
    keepable,
    plain_essay,
    plain_file,
)
from reader.library.metadata import FolderMetadata
from reader.library.roll import KeptRoll, Packed
from reader.memo import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Imported when the index is asked for the first time: who opens a file need not wait for it.
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any, TypeVar

    from reader.library.index.fulltext import Body
    from reader.library.index.source import Seen
    from reader.library.index.texts import Texts
    from reader.library.sightings import Sights

    Found = TypeVar("Found")

VERSION = 29
"""Counts changes of what is stored, and of how sources are understood."""

_SCHEMA = (
    "CREATE TABLE source"
    " (path BLOB PRIMARY KEY, key TEXT, size INTEGER, mtime_ns INTEGER, corrections INTEGER,"
    " essays TEXT)",
    "CREATE TABLE folder (path BLOB PRIMARY KEY, mtime_ns INTEGER, files TEXT)",
    "CREATE TABLE roll (id INTEGER PRIMARY KEY AUTOINCREMENT, roots TEXT UNIQUE, said TEXT,"
    " numbers BLOB, ends BLOB, rows BLOB, sights BLOB)",
)
_IN_VAIN_SECONDS = 0.05
"""How long one waits for a writer who was waited for in vain before."""
_TURNS = 100
"""How often one who closes interrupts who writes."""
_MANY = 1000
"""Essays; of more, all sources are looked up at once."""
_ROLLS = 8
"""Rolls that are kept: of the library, and of what was opened besides it."""
_MOST_VALUES = 500
"""What one statement is given: any SQLite takes 999."""
_LEFT_OPEN = 1 << 24
"""Bytes that SQLite's log may keep after what is in it has gone to the file."""


class Index:
    """The essays of the sources that were read before.

    Without a usable file it forgets when it is closed. A session and the thread of its scan may
    share one.
    """

    def __init__(self, path: Path | None, *, patience_seconds: float = 1.0) -> None:
        """*patience_seconds* bounds the wait for another reader that writes. Who has waited in vain
        waits hardly at all until something could be written again.
        """
        self._path = path
        self._patience_seconds = patience_seconds
        self._waits = True
        """Whether it still waits for other readers."""
        self._writing = allocate_lock()
        self._entering = allocate_lock()
        self._reading = 0
        """How many look something up."""
        self._is_closed = False

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return self._opened()

    @cached_property
    def texts(self) -> Texts:
        """The texts of the essays."""
        from reader.library.index.texts import Texts

        return Texts(self)

    turn = 0
    """No other takes its place."""
    complaint = None
    """It can be done without, and nobody can do anything about it."""

    def renew(self) -> None:
        """Nothing: it is there."""

    @property
    def path(self) -> Path | None:
        """Where the file is; None if nothing is kept."""
        return self._path

    def close(self) -> None:
        """Give the file back. What a thread still has to write is dropped, and what it looks up is nothing."""
        with self._entering:
            was_closed, self._is_closed = self._is_closed, True
        if "_connection" in self.__dict__ and not was_closed:
            # Closing under a thread that is at work would end the process. Between two statements none can be
            # interrupted.
            for _turn in range(_TURNS):
                self._connection.interrupt()
                if self._writing.acquire(timeout=self._patience_seconds / _TURNS):
                    try:
                        if not self._reading:
                            self._connection.close()
                            return
                    finally:
                        self._writing.release()
                    sleep(self._patience_seconds / _TURNS)

    def known(self, *, as_before: bool = False) -> dict[Path, Source]:
        """What is known, by path."""
        return _sources(self.rows("SELECT * FROM source"))

    def sources_of(self, numbers: Collection[int]) -> dict[Path, Source]:
        """The sources of some essays, by the numbers of their ids."""
        if len(numbers) > _MANY:
            return self.known()
        query = (
            "SELECT * FROM source WHERE path IN (SELECT source FROM body WHERE essay IN"
            f" ({', '.join(map(str, numbers))}))"
        )
        return _sources(self.rows(query))

    def stamps(self) -> dict[str, Seen]:
        """What tells whether the known sources have changed, by path."""
        rows = self.rows("SELECT path, key, size, mtime_ns, corrections FROM source")
        return {str(row[0], "utf-8", "surrogateescape"): row[1:] for row in rows}

    def stamp(self, path: Path) -> Stamp | None:
        """What a source looked like when it was read; None if it was not."""
        query = "SELECT size, mtime_ns, corrections FROM source WHERE path = ?"
        found = self.rows(query, (os.fsencode(path),))
        return Stamp(*found[0]) if found else None

    def roll(self, roots: str, known: int = 0, *, as_before: bool = False) -> KeptRoll | None:
        """The roll of some roots, without its essays if it is the one that is *known* already.

        None as soon as anything has changed in the index since it was kept.
        """
        query = "SELECT id, said FROM roll WHERE roots = ?"
        for version, said in self.rows(query, (roots,)):
            if version == known:
                return KeptRoll(version, said, None)
            query = "SELECT numbers, ends, rows FROM roll WHERE id = ?"
            for packed in self.rows(query, (version,)):
                return KeptRoll(version, said, Packed(*packed))
        return None

    def sights(self, roots: str) -> tuple[str, Sights] | None:
        """What folders said, and what the sources looked like, of which a roll of some roots was kept.

        None as soon as anything has changed in the index since.
        """
        from reader.library.sightings import unpacked

        for said, data in self.rows("SELECT said, sights FROM roll WHERE roots = ?", (roots,)):
            with suppress(ValueError, TypeError):
                return said, unpacked(data)
        return None

    def keep_roll(self, roots: str, said: str, packed: Packed, sights: Sights) -> int:
        """Keep the roll of some roots; gives its version, 0 if it could not be kept."""
        from reader.library.sightings import packed as packed_sights

        kept: list[int] = []

        def keep(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM roll WHERE roots = ?", (roots,))
            names = "roots, said, numbers, ends, rows, sights"
            values = roots, said, *packed, packed_sights(sights)
            statement = f"INSERT INTO roll ({names}) VALUES (?, ?, ?, ?, ?, ?)"
            kept.append(connection.execute(statement, values).lastrowid or 0)
            connection.execute("DELETE FROM roll WHERE id <= ?", (kept[0] - _ROLLS,))

        return kept[0] if self.write(keep) else 0

    def store(self, sources: Iterable[tuple[Path, Source]], bodies: Iterable[Body] = ()) -> None:
        """Keep what was read of some sources, and the texts of their essays."""
        stored = list(sources)
        rows = [
            (
                os.fsencode(path),
                keepable(source.key),
                *source.stamp,
                json.dumps([plain_essay(essay) for essay in source.essays]),
            )
            for path, source in stored
        ]
        if not rows:
            return

        def keep(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM roll")
            self._forget(connection, [path for path, _ in stored])
            connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)", rows)
            self.texts.store(connection, bodies)

        self.write(keep)

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        gone = list(paths)

        def forget(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM roll")
            self._forget(connection, gone)

        if gone:
            self.write(forget)

    def _forget(self, connection: sqlite3.Connection, paths: list[Path]) -> None:
        numbers: list[int] = []
        names = [os.fsencode(path) for path in paths]
        for start in range(0, len(names), _MOST_VALUES):
            some = tuple(names[start : start + _MOST_VALUES])
            among = f"WHERE path IN ({', '.join('?' * len(some))})"
            for (essays,) in rows_of(connection, f"SELECT essays FROM source {among}", some):
                numbers += (number_of(plain["id"]) for plain in json.loads(essays))
            connection.execute(f"DELETE FROM source {among}", some)
        self.texts.forget(connection, numbers)

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """What `library.yaml` files said, by folder and the file's time of change (nanoseconds)."""
        found: dict[tuple[Path, int], FolderMetadata] = {}
        for name, mtime_ns, files in self.rows("SELECT * FROM folder"):
            with suppress(KeyError, TypeError, ValueError):
                said = {path: file_from(fields) for path, fields in json.loads(files).items()}
                found[Path(os.fsdecode(name)), mtime_ns] = FolderMetadata(said)
        return found

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep what `library.yaml` files say; not of those with complaints: they are made again."""
        rows = [
            (
                os.fsencode(folder),
                mtime_ns,
                json.dumps({name: plain_file(file) for name, file in said.files.items()}),
            )
            for (folder, mtime_ns), said in read.items()
            if not said.complaints
        ]
        if rows:
            statement = "INSERT OR REPLACE INTO folder VALUES (?, ?, ?)"
            self.write(lambda connection: connection.executemany(statement, rows).close())

    def write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do *work* in a transaction; whether that could be done. Else nothing of it is kept."""
        import sqlite3

        # The thread of a scan and that of the screens may both have something to write.
        with self._writing:
            if self._is_closed:
                return False
            connection = self._connection
            try:
                self._begin(connection)
                work(connection)
                connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                if not isinstance(error, sqlite3.Error):
                    raise
                self._renew_after(error)
                return False
        return True

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Begin to write. A scan that has much to keep must not wait anew for each part of it."""
        import sqlite3

        before = self._waits
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._waits = True
        except sqlite3.OperationalError:
            self._waits = False
            raise
        finally:
            if self._waits != before:
                patience = self._patience_seconds if self._waits else _IN_VAIN_SECONDS
                connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}").close()

    def read(self, work: Callable[[sqlite3.Connection], Found], otherwise: Found) -> Found:
        """What *work* looks up; *otherwise* if that cannot be done."""
        import sqlite3

        with self._entering:
            if self._is_closed:
                return otherwise
            self._reading += 1
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            self._renew_after(error)
            return otherwise
        finally:
            with self._entering:
                self._reading -= 1

    def settle(self) -> None:
        """Bring what was written to the file itself, as far as nobody else is reading."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query finds; none if nothing can be looked up."""
        none: list[tuple[Any, ...]] = []
        return self.read(lambda connection: rows_of(connection, query, values), none)

    def _renew_after(self, error: sqlite3.Error) -> None:
        """Begin anew if the file is damaged; a full disk, or a lock, may pass."""
        import sqlite3

        if not (self._is_closed or isinstance(error, sqlite3.OperationalError)):
            self._connection.close()
            self._remove()
            self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
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
            for ending in ("", "-journal", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + ending).unlink()


def _connected(name: str, patience_seconds: float = 0.0) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(
        name, timeout=patience_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        with closing(connection.execute("PRAGMA user_version")) as cursor:
            version = cursor.fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        # What a crash destroys is made anew: nothing is waited for.
        connection.execute("PRAGMA synchronous = OFF")
        # One reader may write while others look things up.
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute(f"PRAGMA journal_size_limit = {_LEFT_OPEN}")
        if version == 0:
            _lay_out(connection)
        connection.execute("SELECT * FROM source LIMIT 1").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another reader has made them meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        with closing(connection.execute("PRAGMA user_version")) as cursor:
            if cursor.fetchone()[0] == 0:
                from reader.library.index.texts import SCHEMA

                for statement in (*_SCHEMA, *SCHEMA):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.execute("COMMIT")


def _sources(rows: Iterable[tuple[Any, ...]]) -> dict[Path, Source]:
    found: dict[Path, Source] = {}
    for name, key, size, mtime_ns, corrections, essays in rows:
        with suppress(KeyError, TypeError, ValueError):
            path = Path(os.fsdecode(name))
            kept = tuple(essay_from(path, plain) for plain in json.loads(essays))
            found[path] = Source(key, Stamp(size, mtime_ns, corrections), kept)
    return found
