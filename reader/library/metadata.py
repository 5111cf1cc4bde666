"""What a folder's `library.yaml` says of its files: title, author, date, tags, order.

    essays:
      three-walks.md:
        title: 三次散步
        author: …
        date: 2024-05-01
        tags: [散文, 城市]
        order: 2

A wrong entry costs itself and a message, never the folder.
"""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from reader.library.sources import METADATA
from reader.library.yamlfile import Entry, YamlError, complaint, mapping
from reader.text import clean
from reader.values import dataclass, field

FIELDS = ("title", "author", "date", "tags", "order")


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """What is said of one file."""

    title: str = ""
    author: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    order: float | None = None


@dataclass(frozen=True, slots=True)
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
                self._complain(entry, f"`{_name(entry)}` is not known here; expected `essays:`.")
            elif isinstance(entry.value, tuple):
                yield from self._once(entry.value)
            else:
                self._complain(entry, "expected file names under `essays:`.")

    def file(self, entry: Entry) -> FileMetadata:
        """What is said of one file."""
        if entry.value is not None and not isinstance(entry.value, tuple):
            self._complain(entry, f"expected {', '.join(FIELDS)} under `{_name(entry)}`.")
        fields = entry.value if isinstance(entry.value, tuple) else ()
        said = {one.key: self._field(one) for one in self._once(fields) if one.value is not None}
        return FileMetadata(**{name: value for name, value in said.items() if value is not None})

    def _field(self, entry: Entry) -> Any:
        """The value of a field, or None where it is none."""
        value, name = entry.value, _name(entry)
        if entry.key not in FIELDS:
            self._complain(entry, f"`{name}` is not known; known are {', '.join(FIELDS)}.")
            return None
        if entry.key == "tags":
            tags = [value] if isinstance(value, str) else value
            if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
                return tuple(clean.line(tag) for tag in tags)
            self._complain(entry, "`tags` is not a list of words.")
            return None
        if not isinstance(value, str):
            self._complain(entry, f"`{name}` is not a single value.")
            return None
        if entry.key != "order":
            return clean.line(value)
        number = _number(value)
        if number is None:
            self._complain(entry, f"`order` is not a number: {clean.line(value)}.")
        return number

    def _once(self, entries: list[Entry] | tuple[Entry, ...]) -> Iterator[Entry]:
        """*entries* without those whose name stood there before."""
        lines: dict[str, int] = {}
        for entry in entries:
            if entry.key in lines:
                said = f"`{_name(entry)}` was there before, in line {lines[entry.key]}."
                self._complain(entry, said)
            else:
                lines[entry.key] = entry.line
                yield entry

    def _complain(self, entry: Entry, said: str) -> None:
        self.complaints.append(complaint(self._path, entry.line, said))


def _name(entry: Entry) -> str:
    return clean.line(entry.key)


def _number(said: str) -> float | None:
    try:
        number = float(said)
    except ValueError:
        return None
    return number if isfinite(number) else None
