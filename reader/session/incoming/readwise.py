"""Tables of passages: Readwise's export, the form its import takes, and hypothes.is's CSV."""

import csv
import io
import re
from collections.abc import Mapping

from reader.errors import Said
from reader.session.incoming.clipping import COLOURS, Clipping, moment, wrong

_NAMES = {
    "quotation": ("highlight", "quote", "quotation"),
    "title": ("book title", "title", "document title", "page"),
    "author": ("book author", "author"),
    "note": ("note", "comment"),
    "colour": ("color", "colour"),
    "tags": ("tags",),
    "created": ("highlighted at", "date", "created at", "created"),
    "link": ("url", "link"),
    "label": ("label",),
}
_TAGS = re.compile(r"(?:\.[^\s.]\S*\s*)+\Z")


def is_table(text: str) -> bool:
    """Whether a file is a CSV of passages: by the names in its first line."""
    head = _columns(text)
    return bool(head & set(_NAMES["quotation"])) and bool(head & set(_NAMES["title"]))


def read(text: str, name: str) -> list[Clipping]:
    """The passages of a table. Raises ImportFileError, with the line."""
    csv.field_size_limit(16 * 1024 * 1024)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    found = []
    try:
        for row in rows:
            cells = {str(key).strip().lower(): str(cell or "") for key, cell in row.items() if key}
            is_hypothesis = "quote" in cells
            found.append(_clipping(cells, is_hypothesis=is_hypothesis))
    except csv.Error as error:
        raise wrong(name, rows.line_num, Said("is no row of a table ({why}).", why=error)) from None
    return [each for each in found if each.quotation or each.note]


def _columns(text: str) -> set[str]:
    first = next(iter(csv.reader(io.StringIO(text.lstrip("\ufeff")[:4096]))), [])
    return {cell.strip().lower() for cell in first}


def _clipping(cells: Mapping[str, str], *, is_hypothesis: bool) -> Clipping:
    def cell(name: str) -> str:
        return next((cells[each] for each in _NAMES[name] if cells.get(each)), "")

    note, tags = (
        cell("note"),
        tuple(tag.strip() for tag in re.split("[,;]", cell("tags")) if tag.strip()),
    )
    first, _, rest = note.partition("\n")
    if not tags and _TAGS.match(first.strip()):
        # Readwise's own shorthand: a note that begins with `.tag`.
        tags = tuple(word.lstrip(".") for word in first.split())
        note = rest
    return Clipping(
        cell("title"),
        cell("quotation"),
        # In hypothes.is's table, the author is who made the annotation.
        "" if is_hypothesis else cell("author"),
        note.strip(),
        cell("label"),
        tags,
        COLOURS.get(cell("colour").lower(), 0),
        moment(cell("created")),
        link=cell("link"),
    )
