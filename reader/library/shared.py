"""The index on a PostgreSQL server, for a library that many people share.

Sources go by their keys, not by paths: each reader has the shared folder, or the copy of a place on
a server, where they like. Texts are as in the file index: what may be seen with all regions closed,
and the grams of each unit (`reader.library.grams`), which a GIN index over integer arrays finds
without any extension of PostgreSQL. A candidate is looked through before it is shown, as everywhere.

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
from reader.library.fulltext import Body, Kept
from reader.library.grams import grams, units, unpacked
from reader.library.index import Seen, Source, Stamp, essay_from, keepable, plain_essay
from reader.library.metadata import FolderMetadata
from reader.library.roll import Packed
from reader.library.sources import Root
from reader.text import clean

VERSION = 1
"""Counts changes of what is stored; another version has tables of its own."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reader_source_{v} (key text PRIMARY KEY, size bigint,"
    " mtime_ns bigint, corrections bigint, essays text)",
    "CREATE TABLE IF NOT EXISTS reader_body_{v} (essay bigint PRIMARY KEY, source text,"
    " shape text, text bytea)",
    "CREATE INDEX IF NOT EXISTS reader_body_source_{v} ON reader_body_{v} (source)",
    "CREATE TABLE IF NOT EXISTS reader_unit_{v} (essay bigint, region text, grams integer[])",
    "CREATE INDEX IF NOT EXISTS reader_unit_essay_{v} ON reader_unit_{v} (essay)",
    "CREATE INDEX IF NOT EXISTS reader_unit_grams_{v} ON reader_unit_{v} USING gin (grams)",
    "CREATE SEQUENCE IF NOT EXISTS reader_change_{v}",
)
_LOCK = 0x72656164
"""An advisory lock: who makes the tables, makes them alone."""
_PATIENCE_SECONDS = 3.0
"""How long a start waits for a server that does not answer at all."""
_LONGEST_SECONDS = 60
"""How long one query may take."""
_PAUSE_SECONDS = 10.0
"""After a failure the server is left alone for so long."""
_SETS = 8
"""Sets of grams that a query asks for; the others are left to the looking through."""


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
    def texts(self) -> "SharedTexts":
        """The texts of the essays."""
        return SharedTexts(self)

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
        found = self.rows(query, key=keepable(self._key_of(path) or ""))
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
        keys = {e.id: source.key for source in stored for e in source.essays}
        by_number = {number_of(essay): key for essay, key in keys.items()}

        def keep(run: Callable[..., Any]) -> None:
            self._forget(run, [source.key for source in stored])
            for source in stored:
                size, mtime_ns, corrections = source.stamp
                run(
                    "INSERT INTO reader_source_{v} VALUES (:key, :size, :mtime, :said, :essays)"
                    " ON CONFLICT (key) DO UPDATE SET size = :size, mtime_ns = :mtime,"
                    " corrections = :said, essays = :essays",
                    key=source.key,
                    size=size,
                    mtime=mtime_ns,
                    said=corrections,
                    essays=json.dumps([plain_essay(essay) for essay in source.essays]),
                )
            for body in bodies:
                self._store_body(run, body, by_number.get(body.essay, ""))
            run("SELECT nextval('reader_change_{v}')")

        self.write(keep)

    def _store_body(self, run: Callable[..., Any], body: Body, key: str) -> None:
        run("DELETE FROM reader_unit_{v} WHERE essay = :essay", essay=body.essay)
        run(
            "INSERT INTO reader_body_{v} VALUES (:essay, :source, :shape, :text)"
            " ON CONFLICT (essay) DO UPDATE SET source = :source, shape = :shape, text = :text",
            essay=body.essay,
            source=key,
            shape=body.shape,
            text=body.text,
        )
        text = body.text.decode("utf-8", "surrogatepass")
        found = [("", sorted(grams(text[a:b]))) for a, b in units(len(text))]
        found += [(region, list(unpacked(data))) for region, data in body.paid]
        for region, numbers in found:
            run(
                "INSERT INTO reader_unit_{v} VALUES (:essay, :region, :grams)",
                essay=body.essay,
                region=region,
                grams=numbers,
            )

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        keys = [key for path in paths if (key := self._key_of(path)) is not None]
        if keys:
            self.write(lambda run: self._forget(run, keys))

    def _forget(self, run: Callable[..., Any], keys: list[str]) -> None:
        run(
            "DELETE FROM reader_unit_{v} WHERE essay IN"
            " (SELECT essay FROM reader_body_{v} WHERE source = ANY(:keys))",
            keys=keys,
        )
        run("DELETE FROM reader_body_{v} WHERE source = ANY(:keys)", keys=keys)
        run("DELETE FROM reader_source_{v} WHERE key = ANY(:keys)", keys=keys)

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """Nothing: what folders say is read where it lies."""
        return {}

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep nothing."""

    # The server.

    def rows(self, query: str, **values: Any) -> list[list[Any]]:
        """The rows that a query finds; none if the server does not answer."""
        with self._lock:
            connection = self._connected()
            if connection is None:
                return []
            try:
                return list(connection.run(query.format(v=VERSION), **values))
            except Exception:  # as above
                self._give_up()
                return []

    def write(self, work: Callable[[Callable[..., Any]], None]) -> bool:
        """Do *work*, which gets a function that runs a statement, in a transaction."""
        with self._lock:
            connection = self._connected()
            if connection is None:
                return False
            try:
                connection.run("START TRANSACTION")
                work(lambda query, **values: connection.run(query.format(v=VERSION), **values))
                connection.run("COMMIT")
            except Exception:  # as above
                self._give_up()
                return False
            return True

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
        return None if root is None else root.key_of(path)


class SharedTexts:
    """The texts in a shared index."""

    def __init__(self, index: SharedIndex) -> None:
        self._index = index
        self._numbers: tuple[object, frozenset[int]] = None, frozenset()

    def holders(
        self, wanted: Sequence[frozenset[int]], opened: Mapping[int, Collection[str]]
    ) -> set[int]:
        """The essays that may hold a phrase that has some grams (`grams.wanted`).

        *opened* are the open regions of the essays that have some.
        """
        if not wanted:
            return set(self.numbers())
        asked = {f"g{n}": sorted(ways) for n, ways in enumerate(wanted[:_SETS])}
        having = " AND ".join(f"grams && :{name}" for name in asked)
        query = f"SELECT DISTINCT essay FROM reader_unit_{{v}} WHERE region = '' AND {having}"
        found = {row[0] for row in self._index.rows(query, **asked)}
        return found | self._in_open(asked, opened)

    def _in_open(
        self, asked: Mapping[str, list[int]], opened: Mapping[int, Collection[str]]
    ) -> set[int]:
        """Essays with open regions: what is wanted may stand partly in these."""
        essays = set(opened)
        regions = ["", *sorted({region for some in opened.values() for region in some})]
        for ways in asked.values():
            if not essays:
                break
            query = (
                "SELECT DISTINCT essay FROM reader_unit_{v} WHERE essay = ANY(:essays)"
                " AND region = ANY(:regions) AND grams && :ways"
            )
            rows = self._index.rows(query, essays=sorted(essays), regions=regions, ways=ways)
            essays &= {row[0] for row in rows}
        return essays

    def numbers(self) -> frozenset[int]:
        """The essays whose texts are here."""
        change = self._index.rows("SELECT last_value, is_called FROM reader_change_{v}")
        if not change or self._numbers[0] != change:
            rows = self._index.rows("SELECT essay FROM reader_body_{v}")
            self._numbers = change, frozenset(row[0] for row in rows)
        return self._numbers[1]

    def kept(self, essay: int, title: str) -> Kept | None:
        """The text of an essay as it was read last; None if it is not here."""
        query = "SELECT text, shape FROM reader_body_{v} WHERE essay = :essay AND shape != ''"
        found = self._index.rows(query, essay=essay)
        return Kept(title, bytes(found[0][0]), found[0][1]) if found else None

    def waiting(self) -> bool:
        """No: see `pack`."""
        return False

    def pack(self, share: int = 0, of: int = 1) -> bool:
        """Nothing: the server keeps its index itself."""
        return False
