"""What devices tell each other: a folder in which each writes only its own file, and reads all.

    laptop.jsonl   {"id": "bookmark:1", "kind": "bookmark", "created": …, "note": "a", …}
    phone.jsonl    {"id": "bookmark:1", "kind": "bookmark", "created": …, "colour": 2, "changed": …}

A line is a record with the fields that nobody had told yet. All lines of all files merged are what
all devices know (`reader.library.state`); order and repetition are no matter. So nothing ever
conflicts, whatever carries the files: git, Syncthing, a stick. A file only grows, until its own
lines are merged into one a record: nothing that it said is lost by that, whoever has yet to read it.

A line that cannot be read is passed over with a sentence: it may still be on its way.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from reader.errors import Said, StateError
from reader.library import durable
from reader.library.state import Record, State, merge
from reader.library.state.text import OddRecordError, line, record_of
from reader.text import clean
from reader.values import dataclass

SUFFIX = ".jsonl"
_SLACK = 200
"""Lines that a file may have beyond twice its records before it is written anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the files of a folder say."""

    own: State
    """What this device's file says."""
    others: State
    """What those of other devices say."""
    own_lines: int
    is_torn: bool
    """Whether this device's file ends within a line, or has one that cannot be read."""
    devices: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def all(self) -> State:
        """What all of them say."""
        return merge(self.own, self.others)


class Journals:
    """A folder of them, as one device sees it."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder = folder
        self.path = folder / f"{device}{SUFFIX}"
        """This device's own file."""

    def read(self) -> Told:
        """What all files say. Raises StateError for a folder or file that cannot be read."""
        others: list[Record] = []
        own: list[Record] = []
        own_lines, is_torn = 0, False
        notices: list[str] = []
        devices: list[str] = []
        for path in self._files():
            found, oddities, count = _read(path)
            notices += oddities
            devices.append(path.name.removesuffix(SUFFIX))
            if path == self.path:
                own, own_lines, is_torn = found, count, bool(oddities)
            else:
                others += found
        return Told(
            State.of(own), State.of(others), own_lines, is_torn, tuple(devices), tuple(notices)
        )

    def tell(self, news: Iterable[Record], told: Told, own: State | None = None) -> bool:
        """Write *news* to this device's file; whether anything was written.

        They are appended, unless the file is due to be written anew: because it has grown, has a
        torn line, or because what it said is to be replaced by *own*. Raises StateError.
        """
        fresh = sorted(news, key=lambda record: record.id)
        is_long = told.own_lines > 2 * len(told.own.records) + _SLACK
        try:
            if own is not None or told.is_torn or is_long:
                before = told.own if own is None else own
                self._rewrite(State.of([*before.records.values(), *fresh]))
                return True
            if fresh:
                self._append(b"".join(line(record) + b"\n" for record in fresh))
            return bool(fresh)
        except OSError as error:
            raise StateError(_cannot(self.path, "written", error)) from None

    def _files(self) -> list[Path]:
        try:
            found = self.folder.iterdir()
            return sorted(
                path
                for path in found
                if path.suffix == SUFFIX and not path.name.startswith(".") and path.is_file()
            )
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StateError(_cannot(self.folder, "read", error)) from None

    def _append(self, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        file = os.open(self.path, flags, 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            os.fsync(file)
        finally:
            os.close(file)

    def _rewrite(self, state: State) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = (line(state.records[each]) + b"\n" for each in sorted(state.records))
        with durable.written(self.path, b"".join(lines)) as temporary:
            temporary.replace(self.path)
        durable.flush_folder(self.folder)


def _read(path: Path) -> tuple[list[Record], list[str], int]:
    """The records of a file, what is odd in it, and how many lines it has."""
    try:
        data, _signature = durable.read(path)
    except FileNotFoundError:
        return [], [], 0
    except OSError as error:
        raise StateError(_cannot(path, "read", error)) from None
    records: list[Record] = []
    odd: list[str] = []
    lines = data.split(b"\n")
    for number, row in enumerate(lines, 1):
        if not row.strip():
            continue
        try:
            if number == len(lines):
                raise ValueError("the line has no end")
            records.append(record_of(json.loads(row)))
        except (ValueError, RecursionError) as error:
            odd.append(
                _odd(path, number, Said("cannot be read ({why})", why=clean.line(str(error))))
            )
        except OddRecordError as error:
            odd.append(_odd(path, number, str(error)))
    return records, odd, len(lines) - 1


def _odd(path: Path, number: int, said: str) -> str:
    return Said(
        "{path}, line {line} {said}; it is passed over.",
        path=clean.line(str(path)),
        line=number,
        said=said,
    )


def _cannot(path: Path, what: str, error: OSError) -> str:
    why = clean.line(error.strerror or str(error))
    name = clean.line(str(path))
    if what == "written":
        return Said("{name} cannot be written ({why}).", name=name, why=why)
    return Said("{name} cannot be read ({why}).", name=name, why=why)
