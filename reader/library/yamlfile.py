"""YAML that people write: safe, bounded, and with line numbers in every message.

The file is read as the events that a parser sees and never becomes objects: tags do nothing, a
wrong type can be pointed at, an alias is refused where it stands, and nothing is nested deeper than
a person would.
"""

from __future__ import annotations

from pathlib import Path

from reader.errors import ReaderError, Said
from reader.text import clean
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    import yaml

LARGEST = 4 * 1024 * 1024
"""Bytes; what people write by hand is smaller."""
DEEPEST = 20
"""How deep lists and mappings may be nested."""

Value: TypeAlias = "str | list[Any] | tuple[Entry, ...] | None"
"""A scalar, a list of values, the entries of a mapping, or nothing."""
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, and the line it stands in."""

    key: str
    value: Value
    line: int


class YamlError(ReaderError):
    """A YAML file that says something that cannot be used."""


class Wrong(Exception):  # noqa: N818 - it is a value as often as it is raised
    """An entry that cannot be used: its line, and what is wrong with it."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line = line
        self.said = said


def complaint(path: Path, line: int, said: str) -> str:
    """A message in the one form they all have: file, line, sentence."""
    return Said("{path}, line {line}: {said}", path=clean.line(str(path)), line=line, said=said)


def mapping(path: Path) -> list[Entry]:
    """The entries of the mapping that *path* holds; YamlError names the file and the line."""
    import yaml

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise YamlError(
            Said("{path}: cannot be read ({why}).", path=clean.line(str(path)), why=error.strerror)
        ) from None
    if len(data) > LARGEST:
        raise YamlError(
            complaint(path, 1, Said("the file is larger than {most:,} bytes.", most=LARGEST))
        )
    try:
        return _Reading(path, data).entries()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = clean.line(str(error.problem))
        raise YamlError(complaint(path, line, Said("not YAML: {said}.", said=said))) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise YamlError(
            complaint(path, 1, Said("not YAML: {said}.", said=clean.line(str(error))))
        ) from None


class _Reading:
    """One file that is being read, event by event."""

    def __init__(self, path: Path, data: bytes) -> None:
        import yaml

        self._path = path
        self._yaml = yaml
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(data, Loader=loader)

    def entries(self) -> list[Entry]:
        """What the one document of the file holds."""
        yaml = self._yaml
        event = next(self._events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return []
        line = _line(event)
        found = self._value(event, DEEPEST)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._error(
                    event, Said("one document was expected, and here a second begins.")
                )
        if isinstance(found, tuple):
            return list(found)
        if found is None:
            return []
        raise YamlError(complaint(self._path, line, Said("expected `name: value` lines.")))

    def _value(self, event: yaml.Event, depth: int) -> Value:
        yaml = self._yaml
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, Said("aliases (*name) are not allowed here."))
        if isinstance(event, yaml.ScalarEvent):
            is_null = event.implicit[0] and event.value in _NULLS
            return None if is_null else str(event.value)
        if not depth:
            raise self._error(event, Said("nested deeper than {most} levels.", most=DEEPEST))
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth - 1) for item in self._until(yaml.SequenceEndEvent)]
        return tuple(self._entries(depth - 1))

    def _entries(self, depth: int) -> Iterator[Entry]:
        """The entries of a mapping that has begun."""
        for key in self._until(self._yaml.MappingEndEvent):
            if not isinstance(key, self._yaml.ScalarEvent):
                raise self._error(key, Said("a name was expected here, not a list or a mapping."))
            yield Entry(str(key.value), self._value(next(self._events), depth), _line(key))

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _error(self, event: yaml.Event, said: str) -> YamlError:
        return YamlError(complaint(self._path, _line(event), said))


def _line(event: yaml.Event) -> int:
    """The line that an event begins in, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1
