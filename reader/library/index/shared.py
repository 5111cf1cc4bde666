"""The index on a PostgreSQL server, for a library that many people share.

Sources go by their keys, not by paths: each reader has the shared folder, or the copy of a place on
a server, where they like. The texts are `reader.library.index.sharedtexts`.

What one reader has read nobody else needs to read again. While the server does not answer, the file
index takes its place: the library stays usable, only slower. From then on both know other things, so
a scan must not begin with the one and end with the other (`turn`).

What need not be shared stays in the file: what `library.yaml` files say, and the rolls, by which a
start knows its essays without asking for each.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from reader.contexts import suppress
from reader.library.essay import number_of
from reader.library.index import VERSION as UNDERSTOOD
from reader.library.index import Index
from reader.library.index.fulltext import Body
from reader.library.index.server import Run, Server, UnansweredError
from reader.library.index.sharedtexts import AMONG_KEYS, Row, SharedTexts, copy
from reader.library.index.sharedtexts import SCHEMA as TEXTS
from reader.library.index.source import Seen, Source, Stamp, essay_from, keepable, plain_essay
from reader.library.metadata import FolderMetadata
from reader.library.roll import KeptRoll, Packed
from reader.library.sightings import Sights
from reader.library.sources import Root
from reader.memo import cached_property

Found = TypeVar("Found")

VERSION = 2
"""Counts changes of what is stored here; with `index.VERSION`, which counts those of how sources are
understood, it is in the names of the tables: readers of another version have their own.
"""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reader_source_{v} (key text PRIMARY KEY, size bigint,"
    " mtime_ns bigint, corrections bigint, essays text)",
    *TEXTS,
    "CREATE TABLE IF NOT EXISTS reader_change_{v} (number bigint)",
    "INSERT INTO reader_change_{v} SELECT 0 WHERE NOT EXISTS (SELECT FROM reader_change_{v})",
)
_MANY = 20_000
"""Essays that are stored before they are packed, amid a scan."""


class SharedIndex:
    """The essays and texts of a library, on a server. A session and the thread of its scan may
    share one.
    """

    def __init__(self, url: str, roots: Sequence[Root], file: Index) -> None:
        """*url* is `postgresql://user:password@host:port/database`; *roots* say where keys lie; *file*
        takes the server's place while it does not answer, and is closed with this.
        """
        self._roots = tuple(roots)
        self._file = file
        self._waiting = 0
        """Essays that were stored and not yet packed."""
        self._number: int | None = None
        """How often something was changed, as far as what was asked for since is right; None: unknown."""
        self._server = Server(url, f"{VERSION}_{UNDERSTOOD}", _SCHEMA, "reader_change_{v}")
        self._said = f"{url.rpartition('@')[2]} "

    @property
    def path(self) -> Path | None:
        """The file, while it takes the server's place: other processes cannot write to that for us."""
        return self._file.path if self._server.is_away else None

    @property
    def turn(self) -> int:
        """How often the file has taken the server's place."""
        return self._server.failures

    @property
    def complaint(self) -> str | None:
        """What is wrong with the server now, as a sentence."""
        return self._server.complaint

    @cached_property
    def texts(self) -> SharedTexts:
        """The texts of the essays; while the server does not answer, there are none."""
        return SharedTexts(self._server)

    def renew(self) -> None:
        """Ask the server again if it did not answer, and remember how often something was changed there."""
        self._server.try_again()
        self._number = None
        with suppress(UnansweredError):
            self._number = self._changes()

    def close(self) -> None:
        """Give the connection back."""
        self._server.close()
        self._file.close()

    def known(self, *, as_before: bool = False) -> dict[Path, Source]:
        """What is known of the roots, by path; *as before*: in the file alone."""
        if as_before:
            return self._file.known()
        query = "SELECT * FROM reader_source_{v}"
        return self._asked(lambda: self._sources(query), self._file.known)

    def sources_of(self, numbers: Collection[int]) -> dict[Path, Source]:
        """The sources of some essays, by the numbers of their ids."""
        query = (
            "SELECT * FROM reader_source_{v} WHERE key IN"
            " (SELECT source FROM reader_body_{v} WHERE essay = ANY(:numbers))"
        )
        return self._asked(
            lambda: self._sources(query, numbers=sorted(numbers)),
            lambda: self._file.sources_of(numbers),
        )

    def stamps(self) -> dict[str, Seen]:
        """What tells whether the known sources have changed, by path."""

        def ask() -> dict[str, Seen]:
            query = "SELECT key, size, mtime_ns, corrections FROM reader_source_{v}"
            return {
                str(path): (row[0], row[1], row[2], row[3])
                for row in self._server.ask(query)
                if (path := self._path_of(row[0])) is not None
            }

        return self._asked(ask, self._file.stamps)

    def stamp(self, path: Path) -> Stamp | None:
        """What a source looked like when it was read; None if it was not."""

        def ask() -> Stamp | None:
            query = "SELECT size, mtime_ns, corrections FROM reader_source_{v} WHERE key = :key"
            found = self._server.ask(query, key=self._key_of(path) or "")
            return Stamp(*found[0]) if found else None

        return self._asked(ask, lambda: self._file.stamp(path))

    def roll(self, roots: str, known: int = 0, *, as_before: bool = False) -> KeptRoll | None:
        """The roll of some roots, if nothing has changed on the server since this reader kept it; *as
        before*: whatever has changed, so that a start waits for no server.
        """

        def ask() -> KeptRoll | None:
            kept = self._file.roll(self._said + roots, known)
            number, _, said = kept.said.partition(" ") if kept else ("", "", "")
            if kept is None or not (as_before or number == str(self._changes())):
                return None
            return KeptRoll(kept.version, said, kept.packed)

        return self._asked(ask, lambda: self._file.roll(roots, known))

    def sights(self, roots: str) -> tuple[str, Sights] | None:
        """What folders said, and what the sources looked like, of which this reader kept a roll; None if anything has
        changed on the server since.
        """

        def ask() -> tuple[str, Sights] | None:
            kept = self._file.sights(self._said + roots)
            number, _, said = kept[0].partition(" ") if kept else ("", "", "")
            return (said, kept[1]) if kept and number == str(self._changes()) else None

        return self._asked(ask, lambda: self._file.sights(roots))

    def keep_roll(self, roots: str, said: str, packed: Packed, sights: Sights) -> int:
        """Keep the roll of some roots; gives its version, 0 if it could not be kept."""
        if self._server.is_away:
            return self._file.keep_roll(roots, said, packed, sights)
        if self._number is None:
            # Others have written while the sources were looked through: the roll lacks what they know.
            return 0
        return self._file.keep_roll(self._said + roots, f"{self._number} {said}", packed, sights)

    def store(self, sources: Iterable[tuple[Path, Source]], bodies: Iterable[Body] = ()) -> None:
        """Keep what was read of some sources, and the texts of their essays."""
        found = list(sources)
        if not found:
            return
        texts = {body.essay: body for body in bodies}
        if self._server.is_away:
            self._file.store(found, texts.values())
            return
        stored = {keepable(source.key): source for _path, source in found}
        keys = {number_of(e.id): key for key, source in stored.items() for e in source.essays}
        rows = [_source_row(key, source) for key, source in stored.items()]

        def keep(run: Run) -> None:
            self._forget(run, list(stored))
            copy(run, "reader_source_{v}", rows)
            self.texts.store(run, [(keys.get(n, ""), texts[n]) for n in texts])

        self._write(keep)
        self._waiting += len(texts)
        if self._waiting >= _MANY:
            # Others look for words meanwhile, and go through all that waits.
            self._waiting = 0
            while self.texts.pack():
                pass

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""
        gone = list(paths)
        keys = [key for path in gone if (key := self._key_of(path)) is not None]
        if self._server.is_away:
            self._file.forget(gone)
        elif keys:
            self._write(lambda run: self._forget(run, keys))

    def _forget(self, run: Run, keys: list[str]) -> None:
        # In order, so that two readers who store the same do not wait for each other in a circle.
        run(
            f"DELETE FROM reader_source_{{v}} WHERE key IN"
            f" (SELECT key FROM reader_source_{{v}} WHERE key = {AMONG_KEYS} ORDER BY key FOR UPDATE)",
            keys=json.dumps(keys),
        )
        self.texts.forget(run, keys)

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """What `library.yaml` files said: as the file has it."""
        return self._file.folders()

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep what `library.yaml` files say."""
        self._file.store_folders(read)

    # The server.

    def _asked(self, ask: Callable[[], Found], otherwise: Callable[[], Found]) -> Found:
        """What the server says, or if it does not answer, the file."""
        with suppress(UnansweredError):
            return ask()
        return otherwise()

    def _changes(self) -> int:
        """How often something was changed."""
        [[number]] = self._server.ask("SELECT number FROM reader_change_{v}")
        return int(number)

    def _write(self, work: Callable[[Run], None]) -> None:
        numbers: list[int] = []

        def write(run: Run) -> None:
            work(run)
            # At the end: who writes meanwhile waits here, and who sees the number sees what was written.
            query = "UPDATE reader_change_{v} SET number = number + 1 RETURNING number"
            numbers.append(run(query)[0][0])

        before = self._number
        is_written = self._server.write(write)
        is_alone = is_written and before is not None and numbers[-1] == before + 1
        self._number = numbers[-1] if is_alone else None

    # Keys and paths.

    def _sources(self, query: str, **values: Any) -> dict[Path, Source]:
        found: dict[Path, Source] = {}
        for key, size, mtime_ns, corrections, essays in self._server.ask(query, **values):
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


def _source_row(key: str, source: Source) -> Row:
    essays = json.dumps([plain_essay(essay) for essay in source.essays])
    return (key, *source.stamp, essays)
