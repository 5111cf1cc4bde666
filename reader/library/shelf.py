"""The source that was read last, as it was understood: so that the next start need not parse it.

One file in the cache folder, for one source. It is worthless like the index: a file that is damaged, of another
program version, or older than its source is passed over, and the source is parsed.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader import __version__
from reader.library.index import VERSION, Stamp
from reader.text.document import Block, Document, Kind, Mark, Region, Section, Style

_MAKER = f"{__version__}/{VERSION}"
"""Whoever understands sources in another way makes other documents."""
_LARGEST = 32 * 1024 * 1024
"""Bytes; what is larger is parsed again rather than written at every start."""


class Shelf:
    """A place for one parsed source."""

    def __init__(self, file: Path | None) -> None:
        """Without a *file* nothing is kept."""
        self._file = file

    def take(self, source: Path, stamp: Stamp) -> tuple[Document, ...] | None:
        """The documents of *source*, if they were put here when it looked like *stamp*."""
        if self._file is None:
            return None
        try:
            with self._file.open("rb") as file:
                head, body = file.readline(), file.read(_LARGEST + 1)
            if json.loads(head) != _head(source, stamp):
                return None
            return tuple(_document(plain) for plain in json.loads(body))
        except (OSError, ValueError, TypeError, KeyError, IndexError):
            return None

    def put(self, source: Path, stamp: Stamp, documents: tuple[Document, ...]) -> None:
        """Keep the documents of *source* in place of what was kept before."""
        if self._file is None:
            return
        head = json.dumps(_head(source, stamp))
        body = json.dumps([_plain(document) for document in documents])
        if len(body) > _LARGEST:
            return
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            new.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{head}\n{body}")
            new.replace(self._file)


def _head(source: Path, stamp: Stamp) -> list[Any]:
    return [_MAKER, os.fsencode(source).hex(), *stamp]


def _plain(document: Document) -> dict[str, Any]:
    return {
        "blocks": [
            [
                *(block.kind, block.start, block.end, block.level, block.quotes, block.indent),
                *(block.bullet, block.label, block.columns),
                [(mark.start, mark.end, mark.style, mark.target) for mark in block.marks],
                block.centered,
            ]
            for block in document.blocks
        ],
        "sections": [(s.level, s.title, s.start, s.end, s.parent) for s in document.sections],
        "regions": [(r.id, r.start, r.end) for r in document.regions],
        "title": document.title,
        "text": document.text,
        "author": document.author,
        "date": document.date,
        "language": document.language,
        "tags": document.tags,
        "origin": document.origin,
        "source_span": document.source_span,
        "paid_source": document.paid_source,
        "is_empty": document.is_empty,
    }


def _document(plain: dict[str, Any]) -> Document:
    blocks = tuple(
        Block(
            Kind(kind),
            start,
            end,
            level,
            quotes,
            indent,
            bullet,
            label,
            tuple(columns),
            tuple(Mark(a, b, Style(style), target) for a, b, style, target in marks),
            centered,
        )
        for kind, start, end, level, quotes, indent, bullet, label, columns, marks, centered in plain[
            "blocks"
        ]
    )
    return Document(
        title=plain["title"],
        text=plain["text"],
        blocks=blocks,
        sections=tuple(Section(*fields) for fields in plain["sections"]),
        regions=tuple(Region(*fields) for fields in plain["regions"]),
        author=plain["author"],
        date=plain["date"],
        language=plain["language"],
        tags=tuple(plain["tags"]),
        origin=tuple((at, source) for at, source in plain["origin"]),
        source_span=(plain["source_span"][0], plain["source_span"][1]),
        paid_source=tuple((start, end) for start, end in plain["paid_source"]),
        is_empty=plain["is_empty"],
    )
