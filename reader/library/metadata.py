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

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.library.sources import METADATA
from reader.library.yamlfile import Entry, YamlError, complaint, mapping
from reader.text import clean

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
    files: dict[str, FileMetadata] = {}
    complaints: list[str] = []
    for entry in entries:
        if entry.key != "essays":
            said = f"`{clean.line(entry.key)}` is not known here; expected `essays:`."
            complaints.append(complaint(path, entry.line, said))
        elif not isinstance(entry.value, tuple):
            complaints.append(complaint(path, entry.line, "expected file names under `essays:`."))
        else:
            for file in entry.value:
                files[file.key] = _file(path, file, complaints)
    return FolderMetadata(files, tuple(complaints))


def _file(path: Path, entry: Entry, complaints: list[str]) -> FileMetadata:
    said: dict[str, Any] = {}
    fields = entry.value if isinstance(entry.value, tuple) else ()
    if entry.value is not None and not isinstance(entry.value, tuple):
        expected = f"expected {', '.join(FIELDS)} under `{clean.line(entry.key)}`."
        complaints.append(complaint(path, entry.line, expected))
    for one in fields:
        name = clean.line(one.key)
        if one.key not in FIELDS:
            found = f"`{name}` is not known; known are {', '.join(FIELDS)}."
            complaints.append(complaint(path, one.line, found))
        elif one.value is None:
            continue
        elif one.key == "tags":
            tags = [one.value] if isinstance(one.value, str) else one.value
            if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
                said["tags"] = tuple(clean.line(tag) for tag in tags)
            else:
                complaints.append(complaint(path, one.line, "`tags` is not a list of words."))
        elif not isinstance(one.value, str):
            complaints.append(complaint(path, one.line, f"`{name}` is not a single value."))
        elif one.key == "order":
            try:
                said["order"] = float(one.value)
            except ValueError:
                found = f"`order` is not a number: {clean.line(one.value)}."
                complaints.append(complaint(path, one.line, found))
        else:
            said[one.key] = clean.line(one.value)
    return FileMetadata(**said)
