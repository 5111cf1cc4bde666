"""Bytes → documents: one room a format.

`read` is the way in. It knows no files: whoever has bytes may ask, and the name is only for the
format, the title of last resort and the messages.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

from reader.formats.decoding import decode
from reader.formats.markers import without_markers
from reader.text.document import Document, Oddity

_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd", ".rmd"})


@dataclass(frozen=True)
class Parsed:
    """A source that has been read."""

    format: str
    """`text` or `markdown`."""
    encoding: str
    oddities: tuple[Oddity, ...]
    """What is odd in it, by line."""
    documents: tuple[Document, ...]
    """The essays in it, at least one, in the order of the source."""
    replaced: int
    """How many characters could not be decoded."""
    source: str
    """The decoded text, line ends `\\n`, markers included: what source offsets count in."""


def read(data: bytes, name: str, *, encoding: str | None = None) -> Parsed:
    """The essays in *data*, which is called *name*.

    The encoding is found out if None. Raises `SourceError` for what is no text.
    """
    decoded = decode(data, name, encoding)
    source = without_markers(decoded.text)
    stem = PurePath(name).stem.strip() or "Untitled"
    oddities = list(source.oddities)
    documents: tuple[Document, ...]
    if PurePath(name).suffix.lower() in _MARKDOWN:
        from reader.formats.markdown import read_markdown

        form = "markdown"
        document, odd = read_markdown(source, stem)
        documents = (document,)
    else:
        from reader.formats.plaintext import read_plain_text

        form = "text"
        found, odd = read_plain_text(source, stem)
        documents = tuple(found)
    oddities = sorted([*oddities, *odd], key=lambda oddity: oddity.line)
    return Parsed(
        form, decoded.encoding, tuple(oddities), documents, decoded.replaced, decoded.text
    )
