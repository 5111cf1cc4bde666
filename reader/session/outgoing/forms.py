"""The forms that an export can have, by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from reader.session.outgoing.excerpts import EssayExcerpts


class Form(NamedTuple):
    """A form of exports other than our own JSON, which is more than excerpts."""

    suffix: str
    written: Callable[[Iterable[EssayExcerpts]], str]


JSON = "json"


def forms() -> Mapping[str, Form]:
    """All of them but `JSON`."""
    from reader.session.outgoing import data, markup, tables

    return {
        "markdown": Form(".md", markup.markdown),
        "csv": Form(".csv", tables.table),
        "html": Form(".html", markup.html),
        "org": Form(".org", markup.org),
        "readwise": Form(".csv", tables.readwise),
        "annotations": Form(".jsonld", data.annotations),
    }
