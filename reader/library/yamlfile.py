"""YAML that people write: safe, bounded, and with line numbers in every message.

The file is composed into nodes and not constructed into objects, so that tags do nothing, a wrong
type can be pointed at, and an alias bomb costs nothing: an alias is refused where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import ReaderError
from reader.text import clean

LARGEST = 4 * 1024 * 1024
"""Bytes; what people write by hand is smaller."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, and the line it stands in."""

    key: str
    value: Any
    """A string, a list of strings, a list or tuple of entries; None for an empty value."""
    line: int


class YamlError(ReaderError):
    """A YAML file that says something that cannot be used."""


def complaint(path: Path, line: int, said: str) -> str:
    """A message in the one form they all have: file, line, sentence."""
    return f"{clean.line(str(path))}, line {line}: {said}"


def mapping(path: Path) -> list[Entry]:
    """The entries of the mapping that *path* holds; YamlError names the file and the line."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise YamlError(f"{clean.line(str(path))}: cannot be read ({error.strerror}).") from None
    if len(data) > LARGEST:
        raise YamlError(complaint(path, 1, f"the file is larger than {LARGEST:,} bytes."))
    try:
        for event in yaml.parse(data, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise YamlError(complaint(path, line, "aliases (*name) are not allowed here."))
        node = yaml.compose(data, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlError(
            complaint(path, line, f"not YAML: {clean.line(str(error.problem))}.")
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise YamlError(complaint(path, 1, f"not YAML: {clean.line(str(error))}.")) from None
    except RecursionError:
        raise YamlError(complaint(path, 1, "nested too deeply.")) from None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise YamlError(complaint(path, 1, "expected `name: value` lines."))
    try:
        return list(_entries(node))
    except RecursionError:
        raise YamlError(complaint(path, 1, "nested too deeply.")) from None


def _entries(node: Any) -> Iterator[Entry]:
    for key, value in node.value:
        yield Entry(str(key.value), _value(value), key.start_mark.line + 1)


def _value(node: Any) -> Any:
    if node.id == "mapping":
        return tuple(_entries(node))
    if node.id == "sequence":
        return [_value(item) for item in node.value]
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value)
