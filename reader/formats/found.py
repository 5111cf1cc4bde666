"""What a room found in a file that is no text by itself."""

from __future__ import annotations

from reader.text.document import Document, Oddity
from reader.values import NamedTuple


class Found(NamedTuple):
    """A file that holds a text, opened."""

    format: str
    """`epub`, `docx`…"""
    documents: list[Document]
    """At least one."""
    source: str
    """What the documents' source offsets count in: the HTML that the file holds, or became."""
    oddities: list[Oddity]
    encoding: str = "utf-8"
