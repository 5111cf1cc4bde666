"""How a state is written down: JSON that is YAML too, one record a line, sorted by id.

    {"version": 1, "records": [
    {"id": "b-1", "kind": "bookmark", "created": "2025-…", "label": "序"},
    {"id": "b-2", "kind": …, "created": …, "deleted": true, "label": "", "changed": {"deleted": …}}
    ]}

Any YAML tool reads it, `git diff` shows what changed, `json.loads` reads it fast, and no cut of it
parses. A record is flat: its fields stand between `created` and `changed`; `changed` has the times
of those fields that were set after the record was made, `versions` what notes were written over,
`buried` when a tombstone lost its fields. What a person edited, or wrote as block
YAML, is read as well, by the JSON schema of YAML 1.2: only `true` and `false` are booleans, and a
date is a string.
"""

from __future__ import annotations

import json

from reader.errors import Said, StateError
from reader.library.state import BEGINNING, Record, State, is_time, later, plain, time_of, versions
from reader.library.state.versions import Versions
from reader.regex import regex
from reader.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

VERSION = 1
"""The form that is written here, and the newest that can be read."""

_HEAD, _TAIL = b'{"version": %d, "records": [\n' % VERSION, b"\n]}\n"

_BEGIN, _BETWEEN = b'{"id": "', b'", "kind": "'
"""What stands around a record's id."""

_NOT_IN_YAML = regex("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON allows in a string as it is, and YAML 1.1 refuses or folds; and lone surrogates, which
are no UTF-8.
"""

_DEEPEST = 100
"""How deeply values may be nested in what a person wrote."""


class NewerVersionError(StateError):
    """A state written by a newer reader: it is left alone."""


def dump(state: State, lines: dict[str, tuple[Record, bytes]] | None = None) -> bytes:
    """*state* as UTF-8.

    *lines* remembers the line of each record by its id between one dump and the next, so that only
    changed records are written anew: of 10,000 bookmarks that takes 12 ms instead of 250. Whoever
    passes it owns it.
    """
    if lines is None:
        lines = {}
    records, found = state.records, []
    for record_id in sorted(records):
        as_before = None if isinstance(records, dict) else records.line(record_id)
        if as_before is None:
            record, known = records[record_id], lines.get(record_id)
            if known is None or known[0] is not record:
                known = lines[record_id] = record, line(record)
            as_before = known[1]
        found.append(as_before)
    return _HEAD + b",\n".join(found) + _TAIL


def unread(data: bytes, newest: str) -> State | None:
    """The state in *data*, its records to be read when they are asked for: else as `parse` gives it.

    It must be known that `dump` made it, of a state whose newest time is *newest*. None for what looks otherwise.
    """
    if not (data.startswith(_HEAD) and data.endswith(_TAIL)):
        return None
    from reader.library.state.rows import Lines, Rows

    # Within strings there are no line ends.
    rows = data.split(b",\n")
    rows[0] = rows[0].removeprefix(_HEAD)
    rows[-1] = rows[-1].removesuffix(_TAIL)
    lines: dict[str, bytes] = {}
    kinds: dict[str, list[str]] = {}
    for row in rows:
        end = row.find(_BETWEEN)
        stop = row.find(b'"', end + len(_BETWEEN))
        if not row.startswith(_BEGIN) or end < 0 or b"\\" in row[:stop]:
            return None
        record_id = row[len(_BEGIN) : end].decode()
        lines[record_id] = row
        kinds.setdefault(row[end + len(_BETWEEN) : stop].decode(), []).append(record_id)
    return State(Rows(Lines(lines, kinds, _read), {}), newest)


def _read(text: bytes) -> Record:
    return record_of(json.loads(text), sure=True)


def parse(data: bytes, name: str) -> State:
    """The state in *data*.

    *name* is what messages call the file. Raises StateError if it cannot be read or is not a state,
    and NewerVersionError if it is one of a version that is not known here.
    """
    name = clean.line(name)
    content, sure = _content(data, name)
    if not isinstance(content, dict):
        raise StateError(
            Said("{name} is not a state file: it has no “version” and no “records”.", name=name)
        )
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise StateError(
            Said(
                "{name} is not a state file: its “version” should be {version}.",
                name=name,
                version=VERSION,
            )
        )
    if version > VERSION:
        raise NewerVersionError(
            Said(
                "{name} was written by a newer reader (version {version}; this one knows {known}).",
                name=name,
                version=version,
                known=VERSION,
            )
        )
    if unknown := [key for key in content if key not in ("version", "records")]:
        raise StateError(
            Said(
                "{name} has “{unknown}” beside “version” and “records”; only those two belong there.",
                name=name,
                unknown=clean.line(str(unknown[0])),
            )
        )
    rows = content.get("records")
    if not isinstance(rows, list):
        raise StateError(
            Said("{name} is not a state file: its “records” should be a list.", name=name)
        )
    return State.of(_records(rows, name, sure))


def row(record: Record) -> dict[str, Any]:
    """One record as plain JSON."""
    found: dict[str, Any] = {"id": record.id, "kind": record.kind, "created": record.created}
    found.update(sorted(record.fields.items()))
    changed = {
        field: time for field, time in sorted(record.changed.items()) if time != record.created
    }
    if changed:
        found["changed"] = changed
    if record.versions:
        found["versions"] = {
            name: versions.plain(record.versions[name]) for name in sorted(record.versions)
        }
    if record.buried:
        found["buried"] = record.buried
    return found


def line(record: Record) -> bytes:
    """One record as one line, without its end."""
    return said(row(record))


def said(value: Any) -> bytes:
    """Plain JSON as it stands in the file."""
    text = _encode(value)
    if text.isprintable():
        return text.encode()
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _content(data: bytes, name: str) -> tuple[Any, bool]:
    """What *data* holds, and whether it is known to be nothing but plain JSON."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StateError(
            Said("{name} is not UTF-8 (byte {byte}).", name=name, byte=error.start)
        ) from error
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_finite), True
    except (ValueError, RecursionError):
        return _yaml(text, name), False


def _finite(text: str) -> float:
    number = float(text)
    if not abs(number) < float("inf"):
        raise ValueError(f"{text} is not a number of JSON")
    return number


def _yaml(text: str, name: str) -> Any:
    """The content of a file that a person edited."""
    import re

    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """Resolves plain scalars by YAML 1.2's JSON schema (chapter 10.2), which has no dates and
        no `no`.
        """

        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    prefix = "tag:yaml.org,2002:"
    for tag, pattern, first in (
        ("null", "|~|null", ["", "~", "n"]),
        ("bool", "true|false", list("tf")),
        ("int", "-?(0|[1-9][0-9]*)", list("-0123456789")),
        ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", list("-0123456789")),
    ):
        Loader.add_implicit_resolver(prefix + tag, re.compile(f"(?:{pattern})\\Z"), first)
    try:
        _refuse_depth(yaml.parse(text, base), name)
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        problem = clean.line(error.problem or error.context or "") or Said("it is not YAML")
        if mark:
            problem = Said(
                "line {line}, column {column}: {problem}",
                line=mark.line + 1,
                column=mark.column + 1,
                problem=problem,
            )
        raise StateError(
            Said("{name} cannot be read ({problem}).", name=name, problem=problem)
        ) from error
    except (yaml.YAMLError, ValueError, LookupError, RecursionError) as error:
        raise StateError(
            Said("{name} cannot be read ({problem}).", name=name, problem=clean.line(str(error)))
        ) from error


def _refuse_depth(events: Iterator[Any], name: str) -> None:
    """StateError for what libyaml would overflow the stack with, and for what refers to itself.

    PyYAML's C composer recurses without a bound (seen in 6.0.3: a segmentation fault).
    """
    import yaml

    depth = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise StateError(
                    Said(
                        "{name} cannot be read (line {line}: nested too deeply).",
                        name=name,
                        line=line,
                    )
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise StateError(
                Said(
                    "{name} cannot be read (line {line}: an alias; write the value out instead).",
                    name=name,
                    line=line,
                )
            )


def _records(rows: list[Any], name: str, sure: bool) -> Iterator[Record]:
    """The records that *rows* are. Unless they are *sure* to be plain JSON, every value is looked
    at.
    """
    for number, row in enumerate(rows, 1):
        record_id = row.get("id") if isinstance(row, dict) else None
        try:
            yield record_of(row, sure=sure)
        except OddRecordError as error:
            found = Said("record {number}", number=number)
            if isinstance(record_id, str):
                called = clean.line(record_id)
                found = Said("record {number} (“{called}”)", number=number, called=called)
            raise StateError(
                Said("{name}: {record} {error}.", name=name, record=found, error=error)
            ) from error


class OddRecordError(Exception):
    """What is wrong with a record: the end of a sentence that begins with its name."""


def record_of(row: Any, *, sure: bool = False) -> Record:
    """The record that *row* is; what stays of *row* becomes its fields.

    Unless it is *sure* to be plain JSON, every value is looked at. Raises OddRecordError.
    """
    if not isinstance(row, dict):
        raise OddRecordError(Said("should be a mapping with an “id” and a “kind”"))
    record_id, kind = row.pop("id", None), row.pop("kind", None)
    created, changed = row.pop("created", BEGINNING), row.pop("changed", None) or {}
    kept, buried = row.pop("versions", None) or {}, row.pop("buried", "")
    if not isinstance(record_id, str) or not record_id:
        raise OddRecordError(Said("should have an “id” that is a string"))
    if not isinstance(kind, str) or not kind:
        raise OddRecordError(Said("should have a “kind” that is a string"))
    fields = row if sure else {_name(key): _value(key, value) for key, value in row.items()}
    if not isinstance(fields.get("deleted", False), bool):
        raise OddRecordError(Said("should have true or false as “deleted”"))
    created = _time("created", created)
    times = dict.fromkeys(fields, created)
    if not isinstance(changed, dict):
        raise OddRecordError(Said("should have fields and their times under “changed”"))
    for key, time in changed.items():
        if key in times:
            times[key] = _time(key, time)
    if buried:
        buried = _time("buried", buried)
    found = _versions(kept, fields, times) if kept else {}
    return Record(record_id, kind, created, fields, times, found, buried)


def _versions(rows: Any, fields: dict[str, Any], times: dict[str, str]) -> dict[str, Versions]:
    """The versions of fields. What a person wrote over them is newer than they are."""
    found: dict[str, Versions] = {}
    try:
        for name in versions.KEPT & rows.keys() & fields.keys():
            if not all(map(is_time, versions.times(rows[name]))):
                raise ValueError("not times")
            known = versions.restored(rows[name], times[name], fields[name])
            if known.value != fields[name]:
                when = max(times[name], later(known.time))
                known = versions.written(known, when, fields[name])
            times[name] = known.time
            if not known.is_plain:
                found[name] = known
    except (AttributeError, TypeError, ValueError) as error:
        raise OddRecordError(
            Said("has “versions” that are none: take them out, the notes themselves stay")
        ) from error
    return found


def _name(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise OddRecordError(
        Said("has a field {key}: put its name in quotation marks", key=clean.line(repr(key)))
    )


def _value(key: str, value: Any) -> Any:
    try:
        return plain(value)
    except (TypeError, RecursionError) as error:
        raise OddRecordError(
            Said(
                "has a value that cannot be kept under “{key}”: only text, numbers,"
                " true, false, null, lists and mappings can",
                key=clean.line(key),
            )
        ) from error


def _time(key: str, value: Any) -> str:
    """A time as a person may have written it, in the one form that compares; without a zone it is
    UTC.
    """
    if isinstance(value, str):
        if is_time(value):
            return value
        from datetime import UTC, datetime

        try:
            moment = datetime.fromisoformat(value)
            time = time_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (ValueError, OverflowError):
            time = ""
        if is_time(time):
            return time
    raise OddRecordError(
        Said(
            "has “{value}” as a time of “{key}”; it should look like {example}",
            value=clean.line(str(value)),
            key=clean.line(key),
            example=BEGINNING,
        )
    )
