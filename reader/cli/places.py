"""`reader open`: back to a place that an export names."""

from typing import NamedTuple

from reader.cli.asked import Asked
from reader.cli.opening import Opened, essays_named, library
from reader.cli.printing import is_terminal, notice, print_json
from reader.errors import ReaderError, UsageError
from reader.library.essay import Essay
from reader.session import kept
from reader.session.reading import Reading
from reader.text import clean
from reader.wording import _


class _Place(NamedTuple):
    """Where to open an essay."""

    offset: int
    bookmark: str = ""
    how: str = "exact"


def open_place(asked: Asked) -> int:
    """Show the essay at PLACE; without a terminal, print the place."""
    said = asked.word("PLACE") or ""
    name, _hash, place = said.removeprefix("reader:").partition("#")
    with library(asked, is_quiet=True) as opened:
        essay = _essay(opened, name, place)
        reading = opened.session.open(essay)
        found = _found(opened, reading, place)
        if found.how == "lost":
            notice(_("This passage is not in the text any more; it once stood here."))
        if is_terminal() and not asked.has("--json"):
            from reader.cli.screens import show

            return show(opened, lambda: reading.essay, offset=found.offset)
        if asked.has("--json"):
            print_json(_data(reading, found))
        else:
            _print(reading, found)
    return 0


def _essay(opened: Opened, name: str, place: str) -> Essay:
    """The essay that is named, or that its bookmark is in now: it may have moved since."""
    session = opened.session
    session.recall()
    for _scanned in range(2):
        mark = _bookmark(opened, place)
        for essay_id in (name, mark.essay if mark else ""):
            essay = session.essay(essay_id)
            if essay is not None and essay.path.exists():
                return essay
        session.scan()
    return essays_named(opened, name)[0]


def _bookmark(opened: Opened, place: str) -> kept.Bookmark | None:
    """The bookmark whose id begins so."""
    if len(place) < 4:
        return None
    wanted = f"{kept.BOOKMARK}:{place.removeprefix(kept.BOOKMARK + ':')}"
    found = [mark for mark in opened.session.marks.all() if mark.id.startswith(wanted)]
    return found[0] if len(found) == 1 else None


def _found(opened: Opened, reading: Reading, place: str) -> _Place:
    if not place:
        return _Place(opened.session.position(reading)[0])
    mark = _bookmark(opened, place)
    for found in reading.marks:
        if mark is not None and found.bookmark.id == mark.id:
            return _Place(found.start, mark.id, found.how)
    if place.isdecimal() and len(place) < 12:
        return _Place(min(int(place), max(0, reading.view.end - 1)))
    name = clean.line(place)
    if mark is None and not set(place) <= set("0123456789abcdef:-"):
        said = _("«{place}» is no place: a bookmark's id or an offset was expected.")
        raise UsageError(said.format(place=name))
    raise ReaderError(_("There is no bookmark «{place}» in this essay.").format(place=name))


def _data(reading: Reading, found: _Place) -> dict[str, object]:
    view = reading.view
    return {
        "essay": reading.essay.id,
        "title": view.title,
        "bookmark": found.bookmark or None,
        "offset": found.offset,
        "state": found.how,
        "section": list(view.section_path(found.offset)),
        "closed": view.is_hidden(found.offset),
        "text": _text(reading, found),
    }


def _text(reading: Reading, found: _Place) -> str:
    """The block that the place is in, as far as it may be seen."""
    whole = reading.view.undivided()
    block = whole.block_at(found.offset)
    pieces = (getattr(piece, "text", "") for piece in whole.pieces(block))
    return "".join(pieces)


def _print(reading: Reading, found: _Place) -> None:
    view = reading.view
    where = (view.title, *view.section_path(found.offset))
    percent = 100 * found.offset // max(1, view.end)
    print(" › ".join(clean.line(title) for title in where) + f"  {percent}%")
    said = clean.shown(_text(reading, found)) or _("(closed)")
    print(said)
