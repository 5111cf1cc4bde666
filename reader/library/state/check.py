"""Looking through a state file: what is damaged or odd in it, by line. Nothing is changed.

Loading says what must be said (`reader.library.state.file`); this says everything.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import Said, StateError
from reader.library import durable
from reader.library.state import Record, time_of
from reader.library.state.copies import conflict_copies
from reader.library.state.text import NewerVersionError, OddRecordError, parse, record_of
from reader.text import clean

_DAY_SECONDS = 86_400.0


class Finding(NamedTuple):
    """One thing that was found."""

    file: str
    """Empty where the sentence names it."""
    line: int
    """Counted from 1; 0 for the whole file."""
    said: str
    is_damage: bool
    """Whether something cannot be read; else it is only odd."""


def check(path: Path) -> list[Finding]:
    """What there is to say of a state file, its backup, and copies beside it."""
    backup = path.with_name(path.name + ".bak")
    found = list(_findings(path))
    if backup.exists():
        found += _findings(backup)
    for copy in conflict_copies(path):
        found.append(
            Finding(_name(copy), 0, Said("is a copy that waits to be merged."), is_damage=False)
        )
    return found


def _findings(path: Path) -> Iterator[Finding]:
    name = _name(path)
    try:
        data, _signature = durable.read(path)
    except FileNotFoundError:
        return
    except OSError as error:
        why = clean.line(error.strerror or str(error))
        yield Finding(name, 0, Said("cannot be read ({why}).", why=why), is_damage=True)
        return
    rows = list(_rows(data))
    odd = False
    seen: dict[str, int] = {}
    for line, row in rows:
        for said, is_damage in _of_row(row, line, seen):
            odd = odd or is_damage
            yield Finding(name, line, said, is_damage)
    if odd:
        return
    try:
        parse(data, name)
    except NewerVersionError as error:
        yield Finding("", 0, str(error), is_damage=False)
    except StateError as error:
        yield Finding("", 0, str(error), is_damage=True)


def _rows(data: bytes) -> Iterator[tuple[int, Any]]:
    """The lines that should be records, as the reader writes them, each with its number.

    What cannot be read is given as the exception. Of a file in another form of YAML there are none.
    """
    lines = data.split(b"\n")
    if b'"records": [' not in lines[0]:
        return
    for number, line in enumerate(lines[1:], 2):
        text = line.strip().removesuffix(b",")
        if text in (b"", b"]}"):
            continue
        try:
            yield number, json.loads(text)
        except (ValueError, RecursionError) as error:
            yield number, error


def _of_row(row: Any, line: int, seen: dict[str, int]) -> Iterator[tuple[str, bool]]:
    """Sentences about one record, each with whether it is damage."""
    if isinstance(row, Exception):
        yield Said("cannot be read ({why}).", why=clean.line(str(row))), True
        return
    try:
        record = record_of(row)
    except OddRecordError as error:
        yield Said("a record {error}.", error=error), True
        return
    name = clean.line(record.id)
    if record.id in seen:
        yield (
            Said(
                "“{name}” stands in line {line} too; they are merged.",
                name=name,
                line=seen[record.id],
            ),
            False,
        )
    seen[record.id] = line
    if record.newest > time_of(time.time() + _DAY_SECONDS):
        yield (
            Said(
                "“{name}” was changed in the future: {time}; a clock was wrong.",
                name=name,
                time=record.newest,
            ),
            False,
        )
    if record.kind == "bookmark" and not record.deleted:
        yield from _of_bookmark(record, name)


def _of_bookmark(record: Record, name: str) -> Iterator[tuple[str, bool]]:
    places = [record.fields.get(each) for each in ("place", "spot")]
    if not any(isinstance(place, dict) for place in places):
        yield Said("“{name}” is a bookmark without a place: it is not shown.", name=name), False
    elif not record.fields.get("essay"):
        yield Said("“{name}” is a bookmark of no essay.", name=name), False


def _name(path: Path) -> str:
    return clean.line(str(path))
