"""What a YAML file held when it was parsed last, for files that every command reads.

Importing the parser takes twice as long as Python takes to start. What is kept is worthless: of a file that looks
otherwise in any way, or was changed so lately that the next change may not be seen in its time, nothing is known.
"""

import os
import time
from pathlib import Path
from typing import Any

from reader.contexts import suppress
from reader.library.yamlfile import Entry, Value, mapping

_MAKER = 1
"""The version of what is kept."""
_SETTLED_NS = 2_000_000_000
"""Nanoseconds after which another change surely has another time: file systems count in up to two seconds."""


def entries_of(path: Path, kept: Path) -> list[Entry]:
    """As `mapping(path)`, without parsing if it is as it was when its entries were put into the file *kept*."""
    now = time.time_ns()
    looks = _looks(path)
    if looks is not None and (found := _taken(kept, looks)) is not None:
        return found
    entries = mapping(path)
    if looks is not None and max(looks[-2:]) < now - _SETTLED_NS and looks == _looks(path):
        _put(kept, looks, entries)
    return entries


def _looks(path: Path) -> list[Any] | None:
    """What tells a version of a file from any other; its times of change come last."""
    try:
        found = path.stat()
    except OSError:
        return None
    name = os.fsencode(path).hex()
    return [_MAKER, name, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _taken(kept: Path, looks: list[Any]) -> list[Entry] | None:
    import json

    try:
        said = json.loads(kept.read_bytes())
        if said["looks"] == looks:
            return [_entry(plain) for plain in said["entries"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return None


def _put(kept: Path, looks: list[Any], entries: list[Entry]) -> None:
    import json

    from reader.library.durable import written

    data = json.dumps({"looks": looks, "entries": list(map(_plain, entries))}).encode()
    with suppress(OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written(kept, data, durable=False) as temporary:
            temporary.replace(kept)


def _plain(entry: Entry) -> list[Any]:
    return [entry.key, _plain_value(entry.value), entry.line]


def _plain_value(value: Value) -> Any:
    """A mapping as an object of its entries; lists and scalars are JSON's."""
    if isinstance(value, tuple):
        return {"entries": list(map(_plain, value))}
    return list(map(_plain_value, value)) if isinstance(value, list) else value


def _entry(plain: list[Any]) -> Entry:
    key, value, line = plain
    if not isinstance(key, str) or not isinstance(line, int):
        raise TypeError(plain)
    return Entry(key, _value(value), line)


def _value(plain: Any) -> Value:
    if isinstance(plain, dict):
        return tuple(map(_entry, plain["entries"]))
    if isinstance(plain, list):
        return list(map(_value, plain))
    if plain is not None and not isinstance(plain, str):
        raise TypeError(plain)
    return plain
