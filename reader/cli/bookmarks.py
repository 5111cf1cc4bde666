"""`reader bookmarks`: what the reader kept. Nothing of a closed region is quoted."""

from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import print_json
from reader.errors import UsageError
from reader.session import kept
from reader.session.kept import Bookmark
from reader.session.notebook import COLOUR_WORDS, Entry, glanced, in_order, matching, surveyed
from reader.session.session import Session
from reader.text import clean
from reader.wording import _

_STATES = {"--lost": "state:lost", "--changed": "state:changed"}


def bookmarks(asked: Asked) -> int:
    """Print bookmarks, the newest first."""
    with library(asked) as opened:
        session = opened.session
        session.scan()
        name = asked.word("ESSAY")
        essays = None if name is None else {e.id for e in essays_named(opened, name)}
        marks = [each for each in session.marks.all() if essays is None or each.essay in essays]
        words = _words(asked)
        if asked.has("--json") or "state:" in words or asked.value("--order") == "text":
            entries = [entry for some in surveyed(session, marks) for entry in some]
        else:
            entries = [_known(session, each) for each in marks]
    found = in_order(matching(entries, words), asked.value("--order") or "newest")
    if asked.has("--json"):
        print_json([data_of(entry) for entry in found])
        return 0
    for entry in found:
        _print(entry)
    return 0


def entry_of(session: Session, bookmark_id: str) -> Entry:
    """A bookmark, and what has become of it."""
    marks = [each for each in session.marks.all() if each.id == bookmark_id]
    return next(entry for some in surveyed(session, marks) for entry in some)


def data_of(entry: Entry) -> dict[str, Any]:
    """A bookmark as JSON has it."""
    mark, is_shown = entry.mark, entry.is_shown
    return {
        "id": mark.id,
        "essay": mark.essay,
        "title": entry.title,
        "section": list(mark.section),
        "label": (mark.label or None) if is_shown else None,
        "letter": mark.letter or None,
        "created": mark.created,
        "changed": mark.changed,
        "snippet": mark.quotation if is_shown else None,
        "closed": not is_shown,
        "note": (mark.note or None) if is_shown else None,
        "colour": mark.colour,
        "tags": list(mark.tags) if is_shown else [],
        "state": entry.how,
        "offset": entry.at,
    }


def short(bookmark_id: str) -> str:
    """A bookmark's id as people type it."""
    return bookmark_id.removeprefix(f"{kept.BOOKMARK}:")


def colour_of(said: str) -> int:
    """A colour from its number or name; UsageError if it is none."""
    word = clean.line(said).casefold()
    colour = int(word) if word.isdecimal() and len(word) == 1 else COLOUR_WORDS.get(word, -1)
    if not 0 <= colour <= kept.COLOURS:
        raise UsageError(
            _("--colour is «{said}»; expected 1 to 5, 0 for none, or a colour's name.").format(
                said=clean.line(said)
            )
        )
    return colour


def _words(asked: Asked) -> str:
    """What the options ask for, as a filter."""
    words = [asked.value("--find") or ""]
    words += [state for option, state in _STATES.items() if asked.has(option)]
    if (colour := asked.value("--colour")) is not None:
        words.append(f"colour:{colour_of(colour) or 'none'}")
    if (tag := asked.value("--tag")) is not None:
        words.append(f"tag:{tag}")
    if asked.has("--noted"):
        words.append("note")
    return " ".join(words)


def _known(session: Session, mark: Bookmark) -> Entry:
    entry = glanced(session, mark)
    return entry if entry.is_shown else entry_of(session, mark.id)


def _print(entry: Entry) -> None:
    mark = entry.mark
    where = " › ".join(clean.line(part) for part in (entry.title, *mark.section) if part)
    letter = f" {clean.line(mark.letter)}" if mark.letter else ""
    state = {"lost": _("lost"), "changed": _("changed"), "away": _("away")}.get(entry.how, "")
    colour = f" {mark.colour}" if mark.colour else ""
    details = " ".join(part for part in (mark.created[:10], short(mark.id), state) if part)
    print(f"⚑{letter}{colour} {where}  {details}")
    if not entry.is_shown:
        print("  " + _("(closed)"))
        return
    print(
        "  "
        + ": ".join(part for part in (clean.line(mark.label), clean.line(mark.quotation)) if part)
    )
    for line in mark.note.splitlines():
        print("  ✎ " + clean.line(line))
    if mark.tags:
        print("  " + " ".join(f"#{clean.line(tag)}" for tag in mark.tags))
