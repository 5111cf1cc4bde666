"""Excerpts as tables: CSV for spreadsheets, and CSV as Readwise takes it."""

import csv
import io
from collections.abc import Iterable, Sequence

from reader.session.outgoing.excerpts import EssayExcerpts
from reader.text import clean

COLUMNS = (
    *("id", "essay", "title", "author", "section", "quotation", "closed", "note", "label"),
    *("colour", "tags", "created", "changed", "start", "end", "state", "link"),
)
READWISE = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
"""The columns that Readwise's import from CSV knows."""

_FORMULAS = ("=", "+", "-", "@", "\t")


def table(essays: Iterable[EssayExcerpts]) -> str:
    """A row a passage.

    What a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = [
        (
            *(each.id, essay.id, essay.title, essay.author, " › ".join(each.section)),
            *(each.quotation, "yes" if each.is_closed else "", each.note, each.label),
            *(str(each.colour or ""), " ".join(each.tags), each.created, each.changed),
            *(str(each.start), str(each.end), each.how, each.link),
        )
        for essay in essays
        for each in essay.excerpts
    ]
    return _written(COLUMNS, ([_harmless(cell) for cell in row] for row in rows))


def readwise(essays: Iterable[EssayExcerpts]) -> str:
    """A row a passage that may be quoted. Tags stand as Readwise's `.tag` before the note."""
    rows = []
    for essay in essays:
        for each in essay.excerpts:
            if each.quotation:
                tags = " ".join(f".{'_'.join(tag.split())}" for tag in each.tags)
                note = "\n".join(part for part in (tags, each.label, each.note) if part)
                date = f"{each.created[:10]} {each.created[11:19]}"
                where = (each.link, note, str(each.start), date)
                rows.append((each.quotation, essay.title, essay.author, *where))
    return _written(READWISE, rows)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([clean.shown(cell) for cell in row] for row in rows)
    return text.getvalue()
