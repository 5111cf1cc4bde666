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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any, TypeAlias
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
        keys = {number_of(e.id): source.key for source in stored for e in source.essays}
        sources_rows = sorted(_source_row(source) for source in stored)
        body_rows, unit_rows = list[_Row](), list[_Row]()
        for body in sorted(bodies):
            source_key = keys.get(body.essay, "")
            body_rows.append((body.essay, source_key, body.shape, f"\\x{body.text.hex()}"))
            unit_rows += _unit_rows(body)

        def keep(run: Callable[..., Any]) -> None:
            self._forget(run, [source.key for source in stored])
            numbers = [row[0] for row in body_rows]
            run("DELETE FROM reader_unit_{v} WHERE essay = ANY(:numbers)", numbers=numbers)
            # In bulk, which is seven times as fast as row by row; and in order, so that two readers who
            # store the same do not wait for each other.
            _put(run, "source", sources_rows, "key", ("size", "mtime_ns", "corrections", "essays"))
            _put(run, "body", body_rows, "essay", ("source", "shape", "text"))
            run("COPY reader_unit_{v} FROM STDIN", stream=map(_line, unit_rows))
            run("SELECT nextval('reader_change_{v}')")

        self.write(keep)

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


_Row: TypeAlias = tuple[Any, ...]
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
"""How PostgreSQL's text format of COPY writes what parts its fields and rows."""


def _source_row(source: Source) -> _Row:
    essays = json.dumps([plain_essay(essay) for essay in source.essays])
    return (source.key, *source.stamp, essays)


def _unit_rows(body: Body) -> Iterator[_Row]:
    """The rows of an essay's units, as far as they may always be seen, and those of its regions."""
    text = body.text.decode("utf-8", "surrogatepass")
    for start, end in units(len(text)):
        yield body.essay, "", _as_array(sorted(grams(text[start:end])))
    for region, data in body.paid:
        yield body.essay, region, _as_array(unpacked(data))


def _as_array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _put(
    run: Callable[..., Any], table: str, rows: Sequence[_Row], key: str, others: Sequence[str]
) -> None:
    """Have *rows* be in a table, instead of those with the same key."""
    run(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS reader_new_{table}"
        f" (LIKE reader_{table}_{{v}}) ON COMMIT DELETE ROWS"
    )
    run(f"COPY reader_new_{table} FROM STDIN", stream=map(_line, rows))
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    run(
        f"INSERT INTO reader_{table}_{{v}} SELECT * FROM reader_new_{table} ORDER BY {key}"
        f" ON CONFLICT ({key}) DO UPDATE SET {changes}"
    )


def _line(row: _Row) -> bytes:
    fields = (str(value).translate(_ESCAPES) for value in row)
    return ("\t".join(fields) + "\n").encode()
