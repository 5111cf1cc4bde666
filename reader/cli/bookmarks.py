"""`reader bookmarks`: what the reader kept. Nothing of a closed region is quoted."""

from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import print_json
from reader.session.kept import Bookmark
from reader.session.reading import Reading
from reader.session.session import Session
from reader.text import clean
from reader.wording import _


def bookmarks(asked: Asked) -> int:
    """Print bookmarks, the newest first."""
    with library(asked) as opened:
        session = opened.session
        session.scan()
        name = asked.word("ESSAY")
        essays = None if name is None else {e.id for e in essays_named(opened, name)}
        found = [mark for mark in session.marks.all() if essays is None or mark.essay in essays]
        read: dict[str, Reading | None] = {}
        quotable = [session.marks.may_quote(mark, read) for mark in found]
    if asked.has("--json"):
        print_json(
            [_data(session, mark, quotes) for mark, quotes in zip(found, quotable, strict=True)]
        )
        return 0
    for mark, quotes in zip(found, quotable, strict=True):
        _print(session, mark, quotes)
    return 0


def _title(session: Session, mark: Bookmark) -> str:
    """The essay's title, as it is now or as it was when it was last there."""
    essay = session.essay(mark.essay)
    return essay.title if essay else mark.title


def _print(session: Session, mark: Bookmark, quotes: bool) -> None:
    where = " › ".join(clean.line(part) for part in (_title(session, mark), *mark.section) if part)
    letter = f" {clean.line(mark.letter)}" if mark.letter else ""
    print(f"⚑{letter} {where}  {mark.created[:10]}")
    said = clean.line(mark.quotation) if quotes else _("(closed)")
    print("  " + ": ".join(part for part in (clean.line(mark.label), said) if part))


def _data(session: Session, mark: Bookmark, quotes: bool) -> dict[str, Any]:
    return {
        "id": mark.id,
        "essay": mark.essay,
        "title": _title(session, mark),
        "section": list(mark.section),
        "label": mark.label or None,
        "letter": mark.letter or None,
        "created": mark.created,
        "snippet": mark.quotation if quotes else None,
        "closed": not quotes,
    }
