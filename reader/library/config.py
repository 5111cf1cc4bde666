"""The configuration: what people write in `config.yaml`, and the reader only reads.

    library:                # folders and files that are always in the library
      - ~/essays
    theme: night            # until T chooses another
    measure: 64             # cells a line, until - or + choose another
    language: zh            # of the interface, whatever the locale says

A wrong entry costs itself and a message with its line, never the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.library.yamlfile import Entry, YamlError, complaint, mapping
from reader.text import clean
from reader.text.typography import NARROWEST, WIDEST

NAMES = ("library", "theme", "measure", "language")
LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Config:
    """What is configured."""

    library: tuple[Path, ...] = ()
    language: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What settings are until the reader chooses otherwise: `theme`, `measure`."""
    complaints: tuple[str, ...] = ()


def read_config(path: Path) -> Config:
    """The configuration in *path*; an empty one without the file, with complaints where it cannot be used."""
    if not path.is_file():
        return Config()
    try:
        entries = mapping(path)
    except YamlError as error:
        return Config(complaints=(str(error),))
    folders: tuple[Path, ...] = ()
    settings: dict[str, Any] = {}
    language = ""
    complaints: list[str] = []
    for entry in entries:
        found = _value(entry, path.parent)
        if isinstance(found, str):
            complaints.append(complaint(path, entry.line, found))
        elif entry.key == "library":
            folders = found[0]
        elif entry.key == "language":
            language = found[0]
        else:
            settings[entry.key] = found[0]
    return Config(folders, language, settings, tuple(complaints))


def _value(entry: Entry, folder: Path) -> tuple[Any] | str:
    """The value of an entry, or a sentence about what would have been right."""
    said = clean.line(str(entry.value))
    match entry.key:
        case "library":
            names = [entry.value] if isinstance(entry.value, str) else entry.value
            if isinstance(names, list) and all(isinstance(name, str) and name for name in names):
                return (tuple(folder / Path(name).expanduser() for name in names),)
            return "`library` is not a list of folders."
        case "theme":
            from reader.library.themes import themes

            if entry.value in themes():
                return (entry.value,)
            return f"there is no theme `{said}`; there are {', '.join(themes())}."
        case "measure":
            if isinstance(entry.value, str) and entry.value.isdecimal() and len(entry.value) < 6:
                cells = int(entry.value)
                if NARROWEST <= cells <= WIDEST:
                    return (cells,)
            return f"`measure` is {said}; a number from {NARROWEST} to {WIDEST} was expected."
        case "language":
            if entry.value in LANGUAGES:
                return (entry.value,)
            return f"`language` is {said}; expected one of {', '.join(LANGUAGES)}."
    return f"`{clean.line(entry.key)}` is not known; known are {', '.join(NAMES)}."
