"""An essay as the library knows it: what the list shows, without the text.

The text itself is a `reader.text.document.Document`, parsed from the source when the essay is
opened.
"""

from __future__ import annotations

from pathlib import Path

from reader.text.digest import sha256
from reader.text.document import Document, Stage
from reader.text.length import Length
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Essay:
    """One titled text out of a source."""

    id: str
    """Eight letters and digits, made from where its source lies and which essay of it this is."""
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
    fingerprint: str
    """`Document.fingerprint`: what tells its text from others wherever it lies."""
    regions: tuple[str, ...]
    """The ids of its paid regions."""
    order: float | None = None
    """Its place in the list, where `library.yaml` names one."""


_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"


def essay_id(source_key: str, title: str = "", occurrence: int = 0) -> str:
    """The id of an essay; *title* and *occurrence* tell the essays of one source apart."""
    name = f"{source_key}\0{title}\0{occurrence}" if title else source_key
    digest = sha256(name.encode("utf-8", "surrogateescape")).digest()
    return id_of(int.from_bytes(digest[:5], "big"))


def id_of(number: int) -> str:
    """The id that is made from a number of 40 bits: base 32 (RFC 4648), in small letters."""
    return "".join([_DIGITS[number >> shift & 31] for shift in range(35, -1, -5)])


def number_of(essay: str) -> int:
    """The id of an essay as the number that it was made from: 40 bits; -1 for what is no id."""
    number = 0
    for digit in essay:
        value = _DIGITS.find(digit)
        if value < 0:
            return -1
        number = number << 5 | value
    return number if len(essay) == 8 else -1


def ids_of(documents: Sequence[Document], source_key: str) -> list[str]:
    """The ids of a source's essays, in its order.

    A lone essay is known by its source alone, so its title may change; of several that are called
    alike the first keeps its id when another comes behind it.
    """
    if len(documents) == 1:
        return [essay_id(source_key)]
    seen: dict[str, int] = {}
    ids = []
    for document in documents:
        occurrence = seen.get(document.title, 0)
        seen[document.title] = occurrence + 1
        ids.append(essay_id(source_key, document.title, occurrence))
    return ids


def essay_of(document: Document, essay: str, path: Path, ordinal: int) -> Essay:
    """What the library knows of the document of an essay whose id is *essay*."""
    return Essay(
        essay,
        path,
        ordinal,
        document.title,
        document.author,
        document.date,
        document.language,
        document.tags,
        document.length,
        document.extent,
        document.fingerprint if document.stage is Stage.UNDERSTOOD else "",
        tuple(region.id for region in document.regions),
    )


def essays_of(documents: Sequence[Document], path: Path, source_key: str) -> list[Essay]:
    """What the library knows of a source's essays."""
    return [
        essay_of(document, essay, path, ordinal)
        for ordinal, (document, essay) in enumerate(
            zip(documents, ids_of(documents, source_key), strict=True)
        )
    ]
