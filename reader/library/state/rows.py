"""The records of a state file that was written by a reader, each read when it is asked for.

A start needs what was kept of one essay, and the settings; of a reader's ten thousand bookmarks, a dozen. Each record
has a line of its own (`reader.library.state.text`), and a look for some bytes tells of a line that something does not
stand in it.
"""

from __future__ import annotations

from _collections_abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.state import Record


class Lines:
    """The lines of a file, and the records that were made of some."""

    def __init__(
        self,
        lines: dict[str, bytes],
        kinds: Mapping[str, Iterable[str]],
        read: Callable[[bytes], Record],
    ) -> None:
        """*kinds* are the ids of each kind, *read* makes a record of a line."""
        self.lines = lines
        self.kinds = kinds
        self._read = read
        self._records: dict[str, Record] = {}

    def record(self, record_id: str) -> Record:
        """The record with an id. Any thread may ask: it is the same one for all."""
        found = self._records.get(record_id)
        if found is None:
            found = self._records.setdefault(record_id, self._read(self.lines[record_id]))
        return found


class Rows(Mapping[str, "Record"]):
    """Records by id: those of a file, and some besides or in their place. Never changed itself."""

    __slots__ = ("_file", "_others")

    def __init__(self, file: Lines, others: dict[str, Record]) -> None:
        self._file = file
        self._others = others

    def __getitem__(self, record_id: str) -> Record:
        found = self._others.get(record_id)
        return self._file.record(record_id) if found is None else found

    def __iter__(self) -> Iterator[str]:
        lines = self._file.lines
        yield from lines
        yield from (each for each in self._others if each not in lines)

    def __len__(self) -> int:
        return len(self._file.lines.keys() | self._others.keys())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._others or record_id in self._file.lines

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return len(self) == len(other) and not any(True for _one in self.besides(other))

    __hash__ = None  # type: ignore[assignment]

    def line(self, record_id: str) -> bytes | None:
        """The line of a record that is as it was in the file."""
        return None if record_id in self._others else self._file.lines.get(record_id)

    def with_records(self, records: Mapping[str, Record]) -> Rows:
        """These with others, or with others in their place."""
        return Rows(self._file, {**self._others, **records})

    def besides(self, others: Mapping[str, Record]) -> Iterator[Record]:
        """The records that *others* have not, or have otherwise."""
        ids: Iterable[str] = self
        if isinstance(others, Rows) and others._file is self._file:
            ids = {**self._others, **others._others}
        for record_id in ids:
            record = self.get(record_id)
            if record is not None and others.get(record_id) != record:
                yield record

    def some(self, kind: str, *parts: bytes) -> Iterator[Record]:
        """The records of a *kind*, or of any if it is empty; in whose line one of *parts* stands, if some are given.

        And perhaps others.
        """
        yield from self._others.values()
        lines = self._file.lines
        ids = self._file.kinds.get(kind, ()) if kind else lines
        if parts:
            ids = {each: None for part in parts for each in ids if part in lines[each]}
        yield from (self._file.record(each) for each in ids if each not in self._others)
