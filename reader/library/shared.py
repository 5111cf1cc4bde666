"""The index on a PostgreSQL server, for a library that many people share.

Sources go by their keys, not by paths: each reader has the shared folder, or the copy of a place on
a server, where they like. The texts are `reader.library.sharedtexts`.

What one reader has read nobody else needs to read again. The server is asked when something is
wanted; if it does not answer, nothing is known, and what is read is not kept: the library stays
usable, only slower.
"""

import json
import socket
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from reader.errors import Said, SourceError
from reader.library.essay import number_of
from reader.library.fulltext import Body
from reader.library.index import Seen, Source, Stamp, essay_from, keepable, plain_essay
from reader.library.metadata import FolderMetadata
from reader.library.roll import Packed
from reader.library.sharedtexts import AMONG_KEYS, Row, Run, SharedTexts, UnansweredError, copy
from reader.library.sharedtexts import SCHEMA as TEXTS
from reader.library.sources import Root
from reader.text import clean

VERSION = 2
"""Counts changes of what is stored; another version has tables of its own."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reader_source_{v} (key text PRIMARY KEY, size bigint,"
    " mtime_ns bigint, corrections bigint, essays text)",
    "CREATE TABLE IF NOT EXISTS reader_change_{v} (number bigint)",
    "INSERT INTO reader_change_{v} SELECT 0 WHERE NOT EXISTS (SELECT FROM reader_change_{v})",
    *TEXTS,
)
_LOCK = 0x72656164
"""An advisory lock: who makes the tables, makes them alone."""
_PATIENCE_SECONDS = 3.0
"""How long a start waits for a server that does not answer at all."""
_LONGEST_SECONDS = 60
"""How long one query may take."""
_PAUSE_SECONDS = 10.0
"""After a failure the server is left alone for so long."""
_ATTEMPTS = 3
"""How often something is written that another reader writes at the same time."""
_OTHERS = ("23505", "40P01", "40001")
"""What the server says then: the same key, a deadlock, a serialization failure."""


class SharedIndex:
    """The essays and texts of a library, on a server. A session and the thread of its scan may
    share one.
    """

    def __init__(self, url: str, roots: Sequence[Root]) -> None:
        """*url* is `postgresql://user:password@host:port/database`; *roots* say where keys lie.

        SourceError with a sentence if the server cannot be used.
        """
        self._url = url
        self._roots = tuple(roots)
        self._lock = RLock()
        self._connection: Any = None
        self._failed_at = float("-inf")
        try:
            self._connect()
        except SourceError:
            raise
        except Exception as error:  # each layer below raises its own
            name = clean.line(urlsplit(url).hostname or url)
            why = clean.line(str(error)).rstrip(".")[:200]
            raise SourceError(
                Said("The index on {name} cannot be used ({why}).", name=name, why=why)
            ) from None

    @property
    def path(self) -> Path | None:
        """There is no file."""
        return None

    @cached_property
    def texts(self) -> SharedTexts:
        """The texts of the essays."""
        return SharedTexts(self.ask, self.write)

    def close(self) -> None:
        """Give the connection back."""
        with self._lock, suppress(Exception):
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def known(self) -> dict[Path, Source]:
        """What is known of the roots, by path."""
        return self._sources("SELECT * FROM reader_source_{v}")

    def sources_of(self, numbers: Collection[int]) -> dict[Path, Source]:
        """The sources of some essays, by the numbers of their ids."""
        query = (
            "SELECT * FROM reader_source_{v} WHERE key IN"
            " (SELECT source FROM reader_body_{v} WHERE essay = ANY(:numbers))"
        )
        return self._sources(query, numbers=sorted(numbers))

    def stamps(self) -> dict[str, Seen]:
        """What tells whether the known sources have changed, by path."""
        rows = self.rows("SELECT key, size, mtime_ns, corrections FROM reader_source_{v}")
        return {
            str(path): (row[0], row[1], row[2], row[3])
            for row in rows
            if (path := self._path_of(row[0])) is not None
        }

    def stamp(self, path: Path) -> Stamp | None:
        """What a source looked like when it was read; None if it was not."""
        query = "SELECT size, mtime_ns, corrections FROM reader_source_{v} WHERE key = :key"
        found = self.rows(query, key=self._key_of(path) or "")
        return Stamp(*found[0]) if found else None

    def roll(self, roots: str, known: int = 0) -> None:
        """None: where the roots lie, each reader has them elsewhere."""

    def keep_roll(self, roots: str, said: str, packed: Packed) -> int:
        """Keep nothing."""
        return 0

    def store(self, sources: Iterable[tuple[Path, Source]], bodies: Iterable[Body] = ()) -> None:
        """Keep what was read of some sources, and the texts of their essays."""
        stored = [source for _path, source in sources]
        if not stored:
            return
        keys = {number_of(e.id): keepable(source.key) for source in stored for e in source.essays}
        rows = [
            _source_row(source) for source in {keepable(one.key): one for one in stored}.values()
        ]
        texts = {body.essay: body for body in bodies}

        def keep(run: Run) -> None:
            self._forget(run, [keepable(source.key) for source in stored])
            copy(run, "reader_source_{v}", rows)
            self.texts.store(run, [(keys.get(n, ""), texts[n]) for n in texts])
            self._count(run)

        self.write(keep)

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        keys = [key for path in paths if (key := self._key_of(path)) is not None]

        def drop(run: Run) -> None:
            self._forget(run, keys)
            self._count(run)

        if keys:
            self.write(drop)

    def _count(self, run: Run) -> None:
        """Have others see that something has changed. At the end: who writes meanwhile waits here."""
        run("UPDATE reader_change_{v} SET number = number + 1")

    def _forget(self, run: Run, keys: list[str]) -> None:
        # In order, so that two readers who store the same do not wait for each other in a circle.
        run(
            "DELETE FROM reader_source_{v} WHERE key IN"
            f" (SELECT key FROM reader_source_{{v}} WHERE key = {AMONG_KEYS} ORDER BY key FOR UPDATE)",
            keys=json.dumps(keys),
        )
        self.texts.forget(run, keys)

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """Nothing: what folders say is read where it lies."""
        return {}

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep nothing."""

    # The server.

    def rows(self, query: str, **values: Any) -> list[list[Any]]:
        """The rows that a query finds; none if the server does not answer."""
        try:
            return self.ask(query, **values)
        except UnansweredError:
            return []

    def ask(self, query: str, **values: Any) -> list[list[Any]]:
        """The rows that a query finds. UnansweredError if the server does not answer."""
        with self._lock:
            connection = self._connected()
            if connection is None:
                raise UnansweredError
            try:
                return list(connection.run(query.format(v=VERSION), **values) or ())
            except Exception:  # as above
                self._give_up()
                raise UnansweredError from None

    def write(self, work: Callable[[Run], None]) -> bool:
        """Do *work*, which gets a function that runs a statement and gives its rows, in a transaction;
        whether that could be done. Else nothing of it is kept.
        """

        def run(query: str, **values: Any) -> list[list[Any]]:
            return list(self._connection.run(query.format(v=VERSION), **values) or ())

        with self._lock:
            for attempt in range(_ATTEMPTS):
                if self._connected() is None:
                    return False
                try:
                    run("START TRANSACTION")
                    work(run)
                    run("COMMIT")
                except Exception as error:  # as above
                    with suppress(Exception):
                        if attempt < _ATTEMPTS - 1 and error.args[0]["C"] in _OTHERS:
                            # Now what the other wrote can be seen.
                            run("ROLLBACK")
                            continue
                    self._give_up()
                    return False
                return True
        return False

    def _connected(self) -> Any:
        if self._connection is None and monotonic() - self._failed_at > _PAUSE_SECONDS:
            try:
                self._connect()
            except Exception:  # as above
                self._failed_at = monotonic()
        return self._connection

    def _connect(self) -> None:
        try:
            from pg8000.native import Connection
        except ImportError:
            raise SourceError(
                Said(
                    "An index on a server needs a package: pip install 'essay-reader[shared]' brings it."
                )
            ) from None
        parts = urlsplit(self._url)
        host, port = parts.hostname or "localhost", parts.port or 5432
        socket.create_connection((host, port), _PATIENCE_SECONDS).close()
        connection = Connection(
            unquote(parts.username or "reader"),
            host=host,
            port=port,
            database=unquote(parts.path.strip("/")) or None,
            password=unquote(parts.password) if parts.password else None,
            timeout=_LONGEST_SECONDS,
            application_name="reader",
        )
        # What a crash of the server destroys is read again.
        connection.run("SET synchronous_commit = off")
        connection.run(f"SELECT pg_advisory_lock({_LOCK})")
        try:
            for statement in _SCHEMA:
                connection.run(statement.format(v=VERSION))
        finally:
            connection.run(f"SELECT pg_advisory_unlock({_LOCK})")
        self._connection = connection

    def _give_up(self) -> None:
        """Forget a connection on which something failed: what was begun on it is undone."""
        with suppress(Exception):
            self._connection.close()
        self._connection = None
        self._failed_at = monotonic()

    # Keys and paths.

    def _sources(self, query: str, **values: Any) -> dict[Path, Source]:
        found: dict[Path, Source] = {}
        for key, size, mtime_ns, corrections, essays in self.rows(query, **values):
            path = self._path_of(key)
            if path is not None:
                with suppress(KeyError, TypeError, ValueError):
                    kept = tuple(essay_from(path, plain) for plain in json.loads(essays))
                    found[path] = Source(key, Stamp(size, mtime_ns, corrections), kept)
        return found

    def _path_of(self, key: str) -> Path | None:
        """Where the source with a key lies for this reader."""
        for root in self._roots:
            if key.startswith(f"{root.key}/"):
                path = root.folder / key[len(root.key) + 1 :]
                if root.holds(path):
                    return path
        return None

    def _key_of(self, path: Path) -> str | None:
        root = next((root for root in self._roots if root.holds(path)), None)
        return None if root is None else keepable(root.key_of(path))


def _source_row(source: Source) -> Row:
    essays = json.dumps([plain_essay(essay) for essay in source.essays])
    return (keepable(source.key), *source.stamp, essays)
