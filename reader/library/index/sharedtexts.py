"""The texts of a library that many share, on a PostgreSQL server: for whoever looks for words.

They are kept as in the file (`reader.library.index.texts`): the text that may be seen with all regions
closed, and which units have which grams, in segments (`reader.library.index.postings`), which need no
extension of PostgreSQL, are a fifth of what a GIN index over the same grams takes, and can be asked
part by part, so that the first result of a word that stands everywhere is there as soon as any.

Who scans packs; one at a time, or two would do the same work.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from reader.contexts import suppress
from reader.library.index.fulltext import Body, Kept, units_of
from reader.library.index.grams import unpacked
from reader.library.index.interfaces import Part
from reader.library.index.postings import MOST, Draft, Gathering, Postings, Unit
from reader.library.index.server import Rows, Run, Server, UnansweredError

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reader_body_{v} (essay bigint PRIMARY KEY, source text,"
    " shape text, text bytea)",
    "CREATE INDEX IF NOT EXISTS reader_body_source_{v} ON reader_body_{v} (source)",
    "CREATE TABLE IF NOT EXISTS reader_paid_{v} (essay bigint, region text, grams bytea)",
    "CREATE INDEX IF NOT EXISTS reader_paid_essay_{v} ON reader_paid_{v} (essay)",
    "CREATE TABLE IF NOT EXISTS reader_fresh_{v} (id bigserial PRIMARY KEY, essay bigint)",
    "CREATE INDEX IF NOT EXISTS reader_fresh_essay_{v} ON reader_fresh_{v} (essay)",
    "CREATE TABLE IF NOT EXISTS reader_segment_{v} (id bigserial PRIMARY KEY, essays bytea,"
    " regions text)",
    # A posting is looked up by its key and read whole: it had better lie beside that, as it is.
    "CREATE TABLE IF NOT EXISTS reader_posting_{v} (grams int, segment bigint, units bytea,"
    " PRIMARY KEY (grams, segment)) WITH (toast_tuple_target = 8160)",
    "ALTER TABLE reader_posting_{v} ALTER units SET STORAGE EXTERNAL",
)
_PACKING = 0x7061636B
"""An advisory lock: who packs, packs alone. The server frees it when a reader is gone."""
_FEW = 64
"""Fresh essays that are left as they are."""
_LONG = 100_000
"""Bytes of a text that is fetched only when it is wanted."""
_BYTES = 8_000_000
"""Of texts that are fetched together."""
_PIECE = 1 << 16
"""Bytes that are sent together, about: each message is a packet of its own."""
_SPARSE = 4
"""Segments that may be half empty before they are made anew."""

AMONG_KEYS = "ANY(ARRAY(SELECT json_array_elements_text(CAST(:keys AS json))))"
"""Keys are given as JSON: pg8000 takes 40 µs for each string of a list."""

Row: TypeAlias = tuple[Any, ...]


class SharedTexts:
    """The texts in a shared index."""

    def __init__(self, server: Server) -> None:
        self._ask = server.ask
        self._write = server.write
        self._postings = Postings(_Segments(server.ask))
        self._has_packed = False
        self._numbers: tuple[object, frozenset[int]] = None, frozenset()
        self._expected: dict[int, Sequence[Any]] = {}
        """What is kept of texts that are wanted next: number, shape, text."""

    # What a scan does, within its own transaction.

    def store(self, run: Run, bodies: Iterable[tuple[str, Body]]) -> None:
        """Keep texts, each with the key of its source."""
        stored = list(bodies)
        numbers = [body.essay for _key, body in stored]
        run("DELETE FROM reader_body_{v} WHERE essay = ANY(:numbers)", numbers=numbers)
        self._forget(run, numbers)
        rows = ((body.essay, key, body.shape, body.text) for key, body in stored)
        copy(run, "reader_body_{v}", rows)
        copy(run, "reader_fresh_{v} (essay)", ((number,) for number in numbers))
        paid = [(body.essay, *grams_of) for _key, body in stored for grams_of in body.paid]
        if paid:
            copy(run, "reader_paid_{v}", paid)

    def forget(self, run: Run, keys: Sequence[str]) -> None:
        """Drop the texts of sources that are gone."""
        query = f"DELETE FROM reader_body_{{v}} WHERE source = {AMONG_KEYS} RETURNING essay"
        self._forget(run, [row[0] for row in run(query, keys=json.dumps(keys))])

    def _forget(self, run: Run, numbers: Sequence[int]) -> None:
        for table in ("fresh", "paid"):
            query = f"DELETE FROM reader_{table}_{{v}} WHERE essay = ANY(:numbers)"
            run(query, numbers=numbers)

    # Looking for words.

    def parts(self) -> list[Part]:
        """The texts in parts that hold their essays wholly."""
        try:
            # The fresh ones first: they may be packed meanwhile.
            fresh = frozenset(row[0] for row in self._ask("SELECT essay FROM reader_fresh_{v}"))
            first, *others = self._postings.parts() or [()]
        except UnansweredError:
            return []
        return [Part(fresh, first), *(Part(frozenset(), part) for part in others)]

    def holders(
        self,
        wanted: Sequence[frozenset[int]],
        opened: Mapping[int, Collection[str]],
        part: Part | None = None,
    ) -> set[int] | None:
        """The essays that may hold a phrase that has some grams (`grams.wanted`), of a part or all.

        *opened* are the open regions of the essays that have some. None if the server does not answer.
        """
        found: set[int] = set()
        try:
            for some in self.parts() if part is None else [part]:
                found |= self._postings.holders(wanted, opened, some.segments) | some.fresh
        except UnansweredError:
            return None
        return found

    def numbers(self) -> frozenset[int]:
        """The essays whose texts are here; none if the server does not answer."""
        try:
            change = self._ask("SELECT number FROM reader_change_{v}")
            if self._numbers[0] != change:
                # As bytes: a million rows would take seconds to come one by one.
                found = array("q", [])
                query = "SELECT string_agg(int8send(essay), ''::bytea) FROM reader_body_{v}"
                for (data,) in self._ask(query):
                    found.frombytes(data or b"")
                found.byteswap()
                self._numbers = change, frozenset(found)
        except UnansweredError:
            return frozenset()
        return self._numbers[1]

    def expect(self, essays: Sequence[int]) -> None:
        """Fetch the texts that are wanted next, but for long ones, which take longer than the way to the server."""
        query = (
            "SELECT essay, shape, text FROM reader_body_{v}"
            f" WHERE essay = ANY(:essays) AND shape != '' AND length(text) < {_LONG}"
        )
        self._expected = {}
        with suppress(UnansweredError):
            self._expected = {row[0]: row for row in self._ask(query, essays=list(essays))}

    def kept(self, essay: int, title: str) -> Kept | None:
        """The text of an essay as it was read last; None if it is not here."""
        found = self._expected.get(essay)
        if found is None:
            query = (
                "SELECT essay, shape, text FROM reader_body_{v}"
                " WHERE essay = :essay AND shape != ''"
            )
            with suppress(UnansweredError):
                found = next(iter(self._ask(query, essay=essay)), None)
        return None if found is None else Kept(title, found[2], found[1])

    # What is done when there is time.

    def waiting(self) -> bool:
        """Whether there is more to `pack` than is worth it."""
        query = "SELECT count(*) FROM (SELECT 1 FROM reader_fresh_{v} LIMIT :most) AS some"
        with suppress(UnansweredError):
            return any(count > _FEW for (count,) in self._ask(query, most=_FEW + 1))
        return False

    def pack(self, share: int = 0, of: int = 1) -> bool:
        """Put a segment's worth of fresh texts into a segment; whether there is more to do."""
        with suppress(UnansweredError):
            if not share and self._ask(f"SELECT pg_try_advisory_lock({_PACKING})") == [[True]]:
                try:
                    return self._pack()
                finally:
                    self._ask(f"SELECT pg_advisory_unlock({_PACKING})")
        return False

    def _pack(self) -> bool:
        query = (
            "SELECT fresh.id, essay, length(text) FROM reader_fresh_{v} AS fresh"
            " JOIN reader_body_{v} USING (essay) WHERE shape != '' ORDER BY fresh.id LIMIT :most"
        )
        waiting = self._ask(query, most=MOST)
        if len(waiting) <= _FEW:
            return self._has_packed and self._thin_out()
        taken: list[int] = []
        gathering = Gathering()
        for some in _by_size(waiting):
            numbers = [essay for _id, essay, _length in some]
            units = self._units(numbers)
            taking = [gathering.take(units.get(essay, [])) for essay in numbers]
            taken += (row[0] for row, was_taken in zip(some, taking, strict=True) if was_taken)
            if not all(taking):
                break
        drafts = gathering.drafts()

        def put(run: Run) -> None:
            # Of an essay that was forgotten, or stored anew, meanwhile: what is packed leads nowhere.
            run("DELETE FROM reader_fresh_{v} WHERE id = ANY(:taken)", taken=taken)
            postings = Postings(_Segments(run))
            for draft in drafts:
                postings.write(draft)

        self._has_packed = True
        return self._write(put)

    def _thin_out(self) -> bool:
        """Make texts fresh again whose segments are half empty, if these are many."""
        self._has_packed = False
        sparse, essays = self._postings.sparse(self.numbers())
        if len(sparse) < _SPARSE:
            return False

        def free(run: Run) -> None:
            Postings(_Segments(run)).drop(sparse)
            copy(run, "reader_fresh_{v} (essay)", ((essay,) for essay in essays))

        return self._write(free) and len(essays) > _FEW

    def _units(self, essays: Sequence[int]) -> dict[int, list[Unit]]:
        query = "SELECT essay, text FROM reader_body_{v} WHERE essay = ANY(:essays)"
        found = {
            essay: list(units_of(essay, data)) for essay, data in self._ask(query, essays=essays)
        }
        query = "SELECT essay, region, grams FROM reader_paid_{v} WHERE essay = ANY(:essays)"
        for essay, region, data in self._ask(query, essays=essays):
            found.setdefault(essay, []).append(Unit(essay, region, unpacked(data)))
        return found


class _Segments:
    """The segments on the server (`postings.Store`)."""

    at_once = 3

    def __init__(self, run: Run) -> None:
        self._run = run

    def segments(self) -> list[int]:
        """The segments that there are now."""
        return [row[0] for row in self._run("SELECT id FROM reader_segment_{v} ORDER BY id")]

    def ends(self, segments: Sequence[int]) -> Rows:
        """Of each, how many bytes its essays are, the first, and the last."""
        columns = "length(essays), substr(essays, 1, 8), substr(essays, length(essays) - 7)"
        return self._each(columns, segments)

    def said(self, segments: Sequence[int]) -> Rows:
        """Of each, its essays and its regions."""
        return self._each("essays, regions", segments)

    def postings(
        self, groups: Sequence[int], segments: Sequence[int]
    ) -> Iterator[tuple[int, int, bytes]]:
        """The postings of groups of grams."""
        if segments:
            query = (
                "SELECT grams, segment, units FROM reader_posting_{v}"
                " WHERE grams = ANY(:groups) AND segment = ANY(:segments)"
            )
            for row in self._run(query, groups=list(groups), segments=list(segments)):
                yield row[0], row[1], row[2]

    def put(self, draft: Draft) -> None:
        """Keep a segment."""
        query = (
            "INSERT INTO reader_segment_{v} (essays, regions) VALUES (:essays, :regions)"
            " RETURNING id"
        )
        [[segment]] = self._run(query, essays=draft.essays, regions=draft.regions)
        rows = ((group, segment, data) for group, data in draft.groups)
        copy(self._run, "reader_posting_{v}", rows)

    def drop(self, segments: Sequence[int]) -> None:
        """Take segments out."""
        for column, table in (("id", "segment"), ("segment", "posting")):
            query = f"DELETE FROM reader_{table}_{{v}} WHERE {column} = ANY(:segments)"
            self._run(query, segments=list(segments))

    def _each(self, columns: str, segments: Sequence[int]) -> Rows:
        if not segments:
            return []
        query = f"SELECT id, {columns} FROM reader_segment_{{v}} WHERE id = ANY(:segments)"
        return self._run(query, segments=list(segments))


def copy(run: Run, table: str, rows: Iterable[Row]) -> None:
    """Put rows into a table: seven times as fast as row by row."""
    run(f"COPY {table} FROM STDIN", stream=_pieces(rows))


def _field(value: Any) -> str:
    """A value in PostgreSQL's text format of COPY."""
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    said = str(value)
    for mark, escaped in _ESCAPES:
        if mark in said:
            said = said.replace(mark, escaped)
    return said


_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
"""What parts fields and rows, and how it is written within one."""


def _pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    lines: list[str] = []
    size = 0
    for row in rows:
        line = "\t".join(map(_field, row))
        lines.append(line)
        size += len(line)
        if size > _PIECE:
            yield ("\n".join(lines) + "\n").encode()
            lines, size = [], 0
    if lines:
        yield ("\n".join(lines) + "\n").encode()


def _by_size(rows: Rows) -> Iterator[Rows]:
    """Rows that end with a size, in portions of some megabytes."""
    some: Rows = []
    size = 0
    for row in rows:
        some.append(row)
        size += row[-1]
        if size > _BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some
