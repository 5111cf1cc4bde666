"""What a folder's `library.yaml` says of its files: title, author, date, tags, order, and how they
are to be read where recognition guesses wrong.

    essays:
      three-walks.md:
        title: 三次散步
        author: …
        date: 2024-05-01
        tags: [散文, 城市]
        order: 2
      report.txt:
        encoding: gb18030
        format: text
        essays: one
        headings:
          总体要求: 1
          各位代表！: no
          附件*: yes

A wrong entry costs itself and a message, never the folder.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from reader.errors import Said
from reader.library.sources import METADATA
from reader.library.yamlfile import Entry, YamlError, complaint, mapping
from reader.text import clean
from reader.text.corrections import IS_HEADING, NO_HEADING, NOTHING, ONE, Corrections
from reader.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

FIELDS = ("title", "author", "date", "tags", "order", "encoding", "format", "essays", "headings")
_FORMATS = ("text", "markdown", "org")
_LEVELS = {"yes": IS_HEADING, "no": NO_HEADING} | {str(level): level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """What is said of one file."""

    title: str = ""
    author: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    order: float | None = None
    corrections: Corrections = NOTHING
    """How it is to be read."""


@dataclass(frozen=True)
class FolderMetadata:
    """What is said of a folder's files."""

    files: dict[str, FileMetadata] = field(default_factory=dict)
    """By path relative to the folder, as POSIX writes it."""
    complaints: tuple[str, ...] = ()


def read_metadata(folder: Path) -> FolderMetadata:
    """The metadata of *folder*; empty without the file, with complaints where it cannot be used."""
    path = folder / METADATA
    if not path.is_file():
        return FolderMetadata()
    try:
        entries = mapping(path)
    except YamlError as error:
        return FolderMetadata(complaints=(str(error),))
    reading = _Reading(path)
    files = {file.key: reading.file(file) for file in reading.files(entries)}
    return FolderMetadata(files, tuple(reading.complaints))


class _Reading:
    """One file that is being understood."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.complaints: list[str] = []

    def files(self, entries: list[Entry]) -> Iterator[Entry]:
        """The entries of files."""
        for entry in self._once(entries):
            if entry.key != "essays":
                self._complain(
                    entry,
                    Said("`{name}` is not known here; expected `essays:`.", name=_name(entry)),
                )
            elif isinstance(entry.value, tuple):
                yield from self._once(entry.value)
            else:
                self._complain(entry, Said("expected file names under `essays:`."))

    def file(self, entry: Entry) -> FileMetadata:
        """What is said of one file."""
        if entry.value is not None and not isinstance(entry.value, tuple):
            self._complain(
                entry,
                Said(
                    "expected {names} under `{name}`.", names=", ".join(FIELDS), name=_name(entry)
                ),
            )
        fields = entry.value if isinstance(entry.value, tuple) else ()
        said: dict[str, Any] = {}
        reading: dict[str, Any] = {}
        for one in self._once(fields):
            if one.value is None or (value := self._field(one)) is None:
                continue
            (reading if one.key in _READING else said)[one.key] = value
        return FileMetadata(**said, corrections=Corrections(**reading) if reading else NOTHING)

    def _field(self, entry: Entry) -> Any:
        """The value of a field, or None where it is none."""
        value, name = entry.value, _name(entry)
        if entry.key == "headings":
            return self._headings(entry)
        if entry.key == "essays":
            return self._essays(entry)
        if entry.key not in FIELDS:
            self._complain(
                entry,
                Said(
                    "`{name}` is not known; known are {names}.", name=name, names=", ".join(FIELDS)
                ),
            )
            return None
        if entry.key == "tags":
            tags = [value] if isinstance(value, str) else value
            if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
                return tuple(clean.line(tag) for tag in tags)
            self._complain(entry, Said("`tags` is not a list of words."))
            return None
        if not isinstance(value, str):
            self._complain(entry, Said("`{name}` is not a single value.", name=name))
            return None
        if entry.key == "encoding":
            return self._encoding(entry, value)
        if entry.key == "format" and value not in _FORMATS:
            said = Said(
                "{value!r} is not a format; text, markdown or org would be one.",
                value=clean.line(value),
            )
            self._complain(entry, said)
            return None
        if entry.key != "order":
            return clean.line(value)
        number = _number(value)
        if number is None:
            self._complain(
                entry, Said("`order` is not a number: {value}.", value=clean.line(value))
            )
        return number

    def _encoding(self, entry: Entry, value: str) -> str | None:
        """The name of an encoding that text can be in."""
        if has_encoding(value):
            return value
        said = Said(
            "{value!r} is no encoding; utf-8, gb18030 or big5 would be one.",
            value=clean.line(value),
        )
        self._complain(entry, said)
        return None

    def _essays(self, entry: Entry) -> tuple[str, ...] | None:
        """The lines that essays begin with, or that there is one."""
        value = entry.value
        if value == ONE:
            return (ONE,)
        if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
            return tuple(value)
        self._complain(
            entry, Said("expected `one`, or a list of the lines that essays begin with.")
        )
        return None

    def _headings(self, entry: Entry) -> tuple[tuple[str, int], ...] | None:
        """Lines and their levels."""
        if not isinstance(entry.value, tuple):
            self._complain(
                entry, Said("expected `line: level` under `headings`, as `总体要求: 1`.")
            )
            return None
        found: list[tuple[str, int]] = []
        for one in self._once(entry.value):
            level = _LEVELS.get(one.value) if isinstance(one.value, str) else None
            if level is None:
                said = Said(
                    "`{name}` should be a level from 1 to 6, yes or no, one value.", name=_name(one)
                )
                if isinstance(one.value, str):
                    said = Said(
                        "`{name}` should be a level from 1 to 6, yes or no, not {value!r}.",
                        name=_name(one),
                        value=clean.line(one.value),
                    )
                self._complain(one, said)
            else:
                found.append((one.key, level))
        return tuple(found) or None

    def _once(self, entries: list[Entry] | tuple[Entry, ...]) -> Iterator[Entry]:
        """*entries* without those whose name stood there before."""
        lines: dict[str, int] = {}
        for entry in entries:
            if entry.key in lines:
                said = Said(
                    "`{name}` was there before, in line {line}.",
                    name=_name(entry),
                    line=lines[entry.key],
                )
                self._complain(entry, said)
            else:
                lines[entry.key] = entry.line
                yield entry

    def _complain(self, entry: Entry, said: str) -> None:
        self.complaints.append(complaint(self._path, entry.line, said))


def _name(entry: Entry) -> str:
    return clean.line(entry.key)


_READING = frozenset(Corrections.__match_args__)


def has_encoding(name: str) -> bool:
    """Whether there is an encoding of that name that text can be in."""
    try:
        "".encode(codecs.lookup(name).name)
    except (LookupError, ValueError, UnicodeError):
        return False
    return True


def _number(said: str) -> float | None:
    try:
        number = float(said)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
