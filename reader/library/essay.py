"""An essay as the library knows it: what the list shows, without the text.

The text itself is a `reader.text.document.Document`, parsed from the source when the essay is
opened.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from reader.text.document import Document
from reader.text.length import Length, length


@dataclass(frozen=True, slots=True)
class Essay:
    """One titled text out of a source."""

    id: str
    """Eight letters and digits, made from where the source lies in its library and which essay of
    it this is.
    """
    path: Path
    """The source. Standard input is `Path("-")`."""
    ordinal: int
    """Which essay of the source it is, from 0."""
    title: str
    author: str
    date: str
    language: str
    tags: tuple[str, ...]
    length: Length
    """Closed regions included."""
    end: int
    """Code points in its document."""
    regions: tuple[str, ...]
    """The ids of its paid regions."""
    order: float | None = None
    """Its place in the list, where `library.yaml` names one."""


def essay_id(source_key: str, title: str = "", occurrence: int = 0) -> str:
    """The id of an essay; *title* and *occurrence* tell the essays of one source apart."""
    name = f"{source_key}\0{title}\0{occurrence}" if title else source_key
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
    return base64.b32encode(digest[:5]).decode().lower()


def essays_of(documents: tuple[Document, ...], path: Path, source_key: str) -> list[Essay]:
    """What the library knows of a source's essays."""
    seen: dict[str, int] = {}
    essays: list[Essay] = []
    for ordinal, document in enumerate(documents):
        occurrence = seen.get(document.title, 0)
        seen[document.title] = occurrence + 1
        named = document.title if len(documents) > 1 else ""
        essays.append(
            Essay(
                essay_id(source_key, named, occurrence),
                path,
                ordinal,
                document.title,
                document.author,
                document.date,
                document.language,
                document.tags,
                length(document.text),
                len(document.text),
                tuple(region.id for region in document.regions),
            )
        )
    return essays
