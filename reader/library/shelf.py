"""The source that was read last, as it was understood: so that the next start need not parse it.

One file in the cache folder, for one source, in pieces: of a large one nobody else waits for long while it is read or
written on a thread, and it is not in memory twice. It is worthless like the index: a file that is damaged, of another
program version, or older than its source is passed over, and the source is parsed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from reader import __version__
from reader.contexts import suppress
from reader.library.index import VERSION
from reader.library.index.source import Stamp
from reader.text.document import Block, Document, Kind, Mark, Region, Section, Style
from reader.text.length import Length

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_MAKER = f"{__version__}/{VERSION}"
"""Whoever understands sources in another way makes other documents."""
_LARGEST = 256 * 1024 * 1024
"""Bytes; what is larger is not kept."""
AT_ONCE = 4 * 1024 * 1024
"""Bytes that are read in some hundredths of a second."""
_TEXT, _MANY = 100_000, 2_000
"""Code points, and other things, in a piece: read in some milliseconds."""


class Shelf:
    """A place for one parsed source."""

    def __init__(self, file: Path | None) -> None:
        """Without a *file* nothing is kept."""
        self.file = file
        """Where it is, or None."""

    def take(self, source: Path, stamp: Stamp, most: int = _LARGEST) -> tuple[Document, ...] | None:
        """The documents of *source*, if they were put here when it looked like *stamp*.

        None also if that would be to read more than *most* bytes.
        """
        if self.file is None:
            return None
        try:
            with self.file.open("rb") as file:
                if (
                    os.fstat(file.fileno()).st_size > most
                    or json.loads(file.readline()) != _head(source, stamp)
                    or not (plain := _joined(map(json.loads, file)))
                ):
                    return None
            return tuple(map(_document, plain))
        except (OSError, ValueError, TypeError, KeyError, IndexError):
            return None

    def put(self, source: Path, stamp: Stamp, documents: tuple[Document, ...]) -> None:
        """Keep the documents of *source* in place of what was kept before."""
        if self.file is None:
            return
        new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        with suppress(OSError):
            new.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(json.dumps(_head(source, stamp)))
                for document in documents:
                    for piece in _pieces(document):
                        file.write(f"\n{json.dumps(piece)}")
                size = file.tell()
            if size > _LARGEST:
                new.unlink()
            else:
                new.replace(self.file)


def _pieces(document: Document) -> Iterator[Any]:
    """A document in pieces: what there is one of, then lists, each the name of what it is more of, and that."""
    yield _plain(document)
    yield from (
        ["text", document.text[at : at + _TEXT]] for at in range(0, len(document.text), _TEXT)
    )
    for at in range(0, len(document.blocks), _MANY):
        yield ["blocks", [_plain_block(block) for block in document.blocks[at : at + _MANY]]]
    for at in range(0, len(document.origin), _MANY):
        yield ["origin", document.origin[at : at + _MANY]]
    # So that one that was cut off is told from a whole one.
    yield ["end", []]


def _joined(pieces: Iterator[Any]) -> list[dict[str, Any]]:
    """Documents of their pieces. Raises ValueError if the last one is not whole."""
    found: list[dict[str, Any]] = []
    is_whole = False
    for piece in pieces:
        if isinstance(piece, dict):
            found.append(piece | {"text": [], "blocks": [], "origin": []})
        else:
            name, more = piece
            is_whole = name == "end"
            if name == "text":
                found[-1]["text"].append(more)
            elif name == "blocks":
                found[-1]["blocks"] += map(_block, more)
            elif name == "origin":
                found[-1]["origin"] += [(at, source) for at, source in more]
    if not is_whole:
        raise ValueError("cut off")
    return found


def _head(source: Path, stamp: Stamp) -> list[Any]:
    return [_MAKER, os.fsencode(source).hex(), *stamp]


def _plain(document: Document) -> dict[str, Any]:
    return {
        "sections": [(s.level, s.title, s.start, s.end, s.parent) for s in document.sections],
        "regions": [(r.id, r.start, r.end) for r in document.regions],
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "language": document.language,
        "tags": document.tags,
        "source_span": document.source_span,
        "paid_source": document.paid_source,
        "length": document.length,
        "fingerprint": document.fingerprint,
        "identity": document.identity,
    }


def _plain_block(block: Block) -> list[Any]:
    return [
        *(block.kind, block.start, block.end, block.level, block.quotes, block.indent),
        *(block.bullet, block.label, block.columns),
        [(mark.start, mark.end, mark.style, mark.target) for mark in block.marks],
        block.centered,
        block.indents,
    ]


def _block(plain: list[Any]) -> Block:
    kind, start, end, level, quotes, indent, bullet, label, columns, marks, *look = plain
    centered, indents = look
    return Block(
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
        tuple(indents),
    )


def _document(plain: dict[str, Any]) -> Document:
    document = Document(
        title=plain["title"],
        text="".join(plain["text"]),
        blocks=tuple(plain["blocks"]),
        sections=tuple(Section(*fields) for fields in plain["sections"]),
        regions=tuple(Region(*fields) for fields in plain["regions"]),
        author=plain["author"],
        date=plain["date"],
        language=plain["language"],
        tags=tuple(plain["tags"]),
        origin=tuple(plain["origin"]),
        source_span=(plain["source_span"][0], plain["source_span"][1]),
        paid_source=tuple((start, end) for start, end in plain["paid_source"]),
    )
    # Where a cached property keeps them: found out anew, they take a look at all of the text.
    known = {"fingerprint": str(plain["fingerprint"]), "identity": str(plain["identity"])}
    vars(document).update(length=Length(*plain["length"]), **known)
    return document
