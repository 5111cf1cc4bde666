"""Which program wrote a file, and what it kept: found out by what stands in it, not by its name."""

import json
from typing import Any, NamedTuple

from reader.errors import Said
from reader.library.state import State
from reader.library.state.text import OddRecordError, record_of
from reader.session.incoming import annotations, kindle, koreader, readwise
from reader.session.incoming.clipping import Clipping, wrong
from reader.session.outgoing.data import FORMAT, VERSION
from reader.text import clean

LARGEST = 64 * 1024 * 1024
"""Bytes."""

_KNOWN = (
    "our own JSON, Readwise's CSV, Kindle's My Clippings.txt, KOReader's metadata.lua, JSON and HTML,"
    " hypothes.is's JSON and CSV, and Web Annotations"
)


class Incoming(NamedTuple):
    """What a file holds."""

    program: str
    """Who wrote it, in English."""
    state: State | None = None
    """Of our own JSON: records, nothing of which is lost."""
    clippings: tuple[Clipping, ...] = ()


def understood(data: bytes, name: str) -> Incoming:
    """What *data* holds. Raises ImportFileError, which names the file and the line."""
    if len(data) > LARGEST:
        raise wrong(
            name, 0, Said("larger than {most:,} bytes; that is no list of bookmarks.", most=LARGEST)
        )
    from reader.formats.decoding import decode

    text = decode(data, name).text
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _json(text, name)
    for program, fits, read in (
        ("KOReader", koreader.is_lua, lambda text: koreader.read_lua(text, name)),
        ("KOReader", koreader.is_html, koreader.read_html),
        ("Kindle", kindle.is_kindle, kindle.read),
        ("a table", readwise.is_table, lambda text: readwise.read(text, name)),
    ):
        if fits(text):
            return Incoming(program, clippings=tuple(read(text)))
    raise wrong(
        name, 0, Said("nothing is known to be kept in it; what can be read: {known}.", known=_KNOWN)
    )


def _json(text: str, name: str) -> Incoming:
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        said = Said("no JSON ({why}).", why=clean.line(error.msg))
        raise wrong(name, error.lineno, said) from None
    except RecursionError:
        raise wrong(name, 0, Said("nested too deeply.")) from None
    if isinstance(content, dict) and (content.get("format") == FORMAT or "records" in content):
        return Incoming("reader", state=_records(content, text, name))
    if (found := annotations.annotations_in(content)) is not None:
        return Incoming("annotations", clippings=tuple(annotations.read(found)))
    if koreader.is_json(content):
        return Incoming("KOReader", clippings=tuple(koreader.read_json(content)))
    raise wrong(
        name, 0, Said("nothing is known to be kept in it; what can be read: {known}.", known=_KNOWN)
    )


def _records(content: dict[str, Any], text: str, name: str) -> State:
    """The records of our own export, or of a state file in its JSON form."""
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise wrong(name, 1, Said("“version” should be {version}.", version=VERSION))
    if version > VERSION:
        raise wrong(
            name,
            1,
            Said(
                "a newer reader wrote it (version {version}; this one knows {known}).",
                version=version,
                known=VERSION,
            ),
        )
    rows = content.get("records")
    if not isinstance(rows, list):
        raise wrong(name, 0, Said("“records” should be a list."))
    records = []
    for row in rows:
        record_id = row.get("id") if isinstance(row, dict) else None
        try:
            records.append(record_of(row))
        except OddRecordError as error:
            place = text.rfind(json.dumps(record_id, ensure_ascii=False)) if record_id else -1
            line = text.count("\n", 0, place) + 1 if place >= 0 else 0
            raise wrong(name, line, Said("a record {error}.", error=error)) from None
    return State.of(records)
