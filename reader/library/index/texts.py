"""The texts of the library's essays, in the index: for whoever looks for words.

What a scan has read is kept as it is, at once. Then, whenever there is time, `pack` puts the grams of
what is *fresh* into segments (`reader.library.index.postings`); so a phrase is found from the beginning,
and found faster from then on.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.library.index.fulltext import Body, Kept, units_of
from reader.library.index.grams import BUCKETS, unpacked
from reader.library.index.interfaces import Part
from reader.library.index.postings import GROUP, MOST, Draft, Gathering, Postings, Unit
from reader.library.index.rows import rows_of

if TYPE_CHECKING:
    import sqlite3

    from reader.library.index import Index

SCHEMA = (
    "CREATE TABLE body (essay INTEGER PRIMARY KEY, source BLOB, shape TEXT, text BLOB)",
    "CREATE TABLE paid (essay INTEGER, region TEXT, grams BLOB)",
    "CREATE INDEX paid_essay ON paid (essay)",
    "CREATE TABLE fresh (id INTEGER PRIMARY KEY AUTOINCREMENT, essay INTEGER)",
    "CREATE INDEX fresh_essay ON fresh (essay)",
    "CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, essays BLOB, regions TEXT)",
    "CREATE TABLE posting (id INTEGER PRIMARY KEY, units BLOB)",
)
_SEGMENTS = 1 << 24
"""More than there will be. A posting's id is its group and its segment: the postings of one gram lie
side by side.
"""
_NAMED = 64
"""Segments; of more, the postings are not looked up one by one, but all between the first and the last."""
_FEW = 32
"""Fresh essays that are left as they are: to look through them takes a millisecond or two."""
_SEVERAL = 4
"""Pieces of a text from which on it is stored piece by piece."""
_AT_ONCE = 5000
"""Essays that are dropped by one statement."""
_SPARSE = 4
"""Segments that may be half empty before they are made anew."""


class Texts:
    """The texts in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._postings: tuple[sqlite3.Connection, Postings] | None = None
        self._has_packed = False
        self._numbers: tuple[object, frozenset[int]] = None, frozenset()

    # What a scan does, within its own transaction.

    def store(self, connection: sqlite3.Connection, bodies: Iterable[Body]) -> None:
        """Keep texts."""
        last = {body.essay: body for body in bodies}
        self.forget(connection, last)
        short = [one for one in last.values() if len(one.pieces) < _SEVERAL]
        connection.executemany(
            "INSERT INTO body VALUES (?, ?, ?, ?)",
            [(one.essay, os.fsencode(one.source), one.shape, one.text) for one in short],
        )
        for one in last.values():
            if len(one.pieces) >= _SEVERAL:
                self._store_long(connection, one)
        connection.executemany("INSERT INTO fresh (essay) VALUES (?)", [(essay,) for essay in last])
        connection.executemany(
            "INSERT INTO paid VALUES (?, ?, ?)",
            [
                (one.essay, *grams_of_region)
                for one in last.values()
                for grams_of_region in one.paid
            ],
        )

    def _store_long(self, connection: sqlite3.Connection, body: Body) -> None:
        """Keep a long text piece by piece: it is in memory once."""
        size = sum(map(len, body.pieces))
        named = body.essay, os.fsencode(body.source), body.shape, size
        connection.execute("INSERT INTO body VALUES (?, ?, ?, zeroblob(?))", named)
        with connection.blobopen("body", "text", body.essay) as blob:
            for piece in body.pieces:
                blob.write(piece)

    def forget(self, connection: sqlite3.Connection, essays: Iterable[int]) -> None:
        """Drop the texts of essays that are gone."""
        numbers = list(map(str, essays))
        for start in range(0, len(numbers), _AT_ONCE):
            # Together: fresh ones are not looked up by their essay, but gone through.
            some = ", ".join(numbers[start : start + _AT_ONCE])
            for table in ("body", "paid", "fresh"):
                connection.execute(f"DELETE FROM {table} WHERE essay IN ({some})")

    # Looking for words.

    def parts(self) -> list[Part]:
        """The texts in parts that hold their essays wholly."""

        def look(connection: sqlite3.Connection) -> list[Part]:
            # The fresh ones first: they may be packed meanwhile.
            fresh = frozenset(row[0] for row in rows_of(connection, "SELECT essay FROM fresh"))
            first, *others = self._postings_of(connection).parts() or [()]
            return [Part(fresh, first), *(Part(frozenset(), part) for part in others)]

        none: list[Part] = []
        return self._index.read(look, none)

    def holders(
        self,
        wanted: Sequence[frozenset[int]],
        opened: Mapping[int, Collection[str]],
        part: Part | None = None,
    ) -> set[int]:
        """The essays that may hold a phrase that has some grams (`grams.wanted`), of a part or all.

        *opened* are the open regions of the essays that have some.
        """

        def look(connection: sqlite3.Connection) -> set[int]:
            if part is not None:
                found = self._postings_of(connection).holders(wanted, opened, part.segments)
                return found.union(part.fresh)
            fresh = {row[0] for row in rows_of(connection, "SELECT essay FROM fresh")}
            if wanted:
                return fresh | self._postings_of(connection).holders(wanted, opened)
            return fresh | {row[0] for row in rows_of(connection, "SELECT essay FROM body")}

        none: set[int] = set()
        return self._index.read(look, none)

    def numbers(self) -> frozenset[int]:
        """The essays whose texts are here."""

        def look(connection: sqlite3.Connection) -> frozenset[int]:
            # It changes with what others write, and with what is written here.
            [(version,)] = rows_of(connection, "PRAGMA data_version")
            now = connection, version, connection.total_changes
            if self._numbers[0] != now:
                found = rows_of(connection, "SELECT essay FROM body")
                self._numbers = now, frozenset(row[0] for row in found)
            return self._numbers[1]

        return self._index.read(look, frozenset())

    def expect(self, essays: Sequence[int]) -> None:
        """Nothing: each is there at once."""

    def kept(self, essay: int, title: str) -> Kept | None:
        """The text of an essay as it was read last; None if it is not here."""
        query = "SELECT text, shape FROM body WHERE essay = ? AND shape != ''"
        found = self._index.rows(query, (essay,))
        return Kept(title, *found[0]) if found else None

    # What is done when there is time.

    def waiting(self) -> bool:
        """Whether there is more to `pack` than is worth it."""
        [(count,)] = self._index.rows("SELECT count(*) FROM fresh") or [(0,)]
        return int(count) > _FEW * (os.cpu_count() or 1)

    def pack(self, share: int = 0, of: int = 1) -> bool:
        """Put a segment's worth of fresh texts into a segment; whether there is more to do.

        Several may share the work, each with another *share* below *of*.
        """
        query = (
            f"SELECT id, essay FROM fresh WHERE id % {of} = {share}"
            " AND (SELECT shape FROM body WHERE body.essay = fresh.essay) != ''"
            f" ORDER BY id LIMIT {MOST + 1}"
        )
        waiting = self._index.rows(query)
        if len(waiting) <= _FEW:
            has_more = self._thin_out()
            if self._has_packed and not has_more:
                self._index.settle()
                self._has_packed = False
            return has_more
        taken: list[tuple[int]] = []
        gathering = Gathering()
        for number, essay in waiting:
            if not gathering.take(self._units(essay)):
                break
            taken.append((number,))
        self._has_packed = True
        drafts = gathering.drafts()
        return self._index.write(lambda connection: self._put(connection, taken, drafts))

    def _put(
        self, connection: sqlite3.Connection, taken: list[tuple[int]], drafts: list[Draft]
    ) -> None:
        numbers = ", ".join(str(number) for (number,) in taken)
        [(left,)] = rows_of(connection, f"SELECT count(*) FROM fresh WHERE id IN ({numbers})")
        # Another reader, who is at the same work, may have been quicker with some of them: then all
        # that is still fresh is packed the next time.
        if left == len(taken):
            connection.execute(f"DELETE FROM fresh WHERE id IN ({numbers})")
            for draft in drafts:
                self._postings_of(connection).write(draft)

    def _thin_out(self) -> bool:
        """Make texts fresh again whose segments are half empty, if these are many."""

        def find(connection: sqlite3.Connection) -> tuple[list[int], set[int]]:
            living = {row[0] for row in rows_of(connection, "SELECT essay FROM body")}
            return self._postings_of(connection).sparse(living)

        nothing: tuple[list[int], set[int]] = ([], set())
        sparse, essays = self._index.read(find, nothing)
        if len(sparse) < _SPARSE:
            return False

        def free(connection: sqlite3.Connection) -> None:
            self._postings_of(connection).drop(sparse)
            rows = [(essay,) for essay in essays]
            connection.executemany("INSERT INTO fresh (essay) VALUES (?)", rows)

        return self._index.write(free) and len(essays) > _FEW

    def _units(self, essay: int) -> list[Unit]:
        found: list[Unit] = []
        for (data,) in self._index.rows("SELECT text FROM body WHERE essay = ?", (essay,)):
            found += units_of(essay, data)
        query = "SELECT region, grams FROM paid WHERE essay = ?"
        for region, data in self._index.rows(query, (essay,)):
            found.append(Unit(essay, region, unpacked(data)))
        return found

    def _postings_of(self, connection: sqlite3.Connection) -> Postings:
        if self._postings is None or self._postings[0] is not connection:
            self._postings = connection, Postings(Segments(connection))
        return self._postings[1]


class Segments:
    """The segments in the file (`postings.Store`)."""

    at_once = 1

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def segments(self) -> list[int]:
        """The segments that there are now."""
        return [row[0] for row in self._rows("SELECT id FROM segment ORDER BY id")]

    def ends(self, segments: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """Of each, how many bytes its essays are, the first, and the last."""
        return self._each("length(essays), substr(essays, 1, 8), substr(essays, -8)", segments)

    def said(self, segments: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """Of each, its essays and its regions."""
        return self._each("essays, regions", segments)

    def postings(
        self, groups: Sequence[int], segments: Sequence[int]
    ) -> Iterator[tuple[int, int, bytes]]:
        """The postings of groups of grams."""
        for group in groups if segments else ():
            first = group * _SEGMENTS
            if len(segments) > _NAMED:
                where = f"BETWEEN {first + segments[0]} AND {first + segments[-1]}"
            else:
                where = f"IN ({', '.join(str(first + n) for n in segments)})"
            for row, data in self._rows(f"SELECT id, units FROM posting WHERE id {where}"):
                yield group, row - first, data

    def put(self, draft: Draft) -> None:
        """Keep a segment."""
        segment = self._connection.execute(
            "INSERT INTO segment (essays, regions) VALUES (?, ?)", (draft.essays, draft.regions)
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO posting VALUES (?, ?)",
            [(group * _SEGMENTS + (segment or 0), data) for group, data in draft.groups],
        )

    def drop(self, segments: Sequence[int]) -> None:
        """Take segments out."""
        for segment in segments:
            self._connection.execute("DELETE FROM segment WHERE id = ?", (segment,))
            rows = ((group * _SEGMENTS + segment,) for group in range(BUCKETS // GROUP))
            self._connection.executemany("DELETE FROM posting WHERE id = ?", rows)

    def _each(self, columns: str, segments: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        for n in segments:
            yield from self._rows(f"SELECT id, {columns} FROM segment WHERE id = ?", (n,))

    def _rows(self, query: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
        return rows_of(self._connection, query, values)
