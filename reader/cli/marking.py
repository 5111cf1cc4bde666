"""What the keys do to passages, without a screen: keep, change, attach, join, delete, take back, print."""

from collections.abc import Callable
from typing import Any

from reader.cli.asked import Asked
from reader.cli.bookmarks import colour_of, data_of, entry_of, short
from reader.cli.opening import Opened, essays_named, library
from reader.cli.printing import print_json
from reader.errors import ReaderError, UsageError
from reader.regex import regex
from reader.session import kept
from reader.session.history import Event
from reader.session.kept import Bookmark
from reader.session.marks import Marks
from reader.session.passages import passage
from reader.session.reading import Reading
from reader.text import clean
from reader.text.selection import closed_within, passage_text
from reader.wording import _

_PARTED = regex(r"[\s,，、;；]+")


def mark(asked: Asked) -> int:
    """Keep a passage."""
    with library(asked) as opened:
        reading = _reading(opened, asked.word("ESSAY") or "")
        start, end = passage(reading, asked.word("PASSAGE") or "")
        fields = _fields(asked)
        letter = str(fields.pop("letter", ""))
        _after, mark_id, _ticket = opened.session.marks.keep(
            reading, start, letter, end=end, **fields
        )
        opened.save()
        return _answer(asked, opened, mark_id, _("Kept: {said}"))


def annotate(asked: Asked) -> int:
    """Change what was kept with a passage."""
    with library(asked) as opened:
        found = _bookmark(opened, asked.word("BOOKMARK") or "")
        fields = _fields(asked)
        if not fields:
            raise UsageError(_("Say what to change: --note, --label, --colour, --tag or --letter."))
        opened.session.marks.edit(found.id, **fields)
        opened.save()
        return _answer(asked, opened, found.id, _("Changed: {said}"))


def attach(asked: Asked) -> int:
    """Have a bookmark mean another passage of its essay."""
    with library(asked) as opened:
        found = _bookmark(opened, asked.word("BOOKMARK") or "")
        reading = _reading(opened, found.essay)
        start, end = passage(reading, asked.word("PASSAGE") or "")
        opened.session.marks.attach(reading, found.id, start, end)
        opened.save()
        return _answer(asked, opened, found.id, _("Attached: {said}"))


def join(asked: Asked) -> int:
    """Make one bookmark of two."""
    with library(asked) as opened:
        first = _bookmark(opened, asked.word("BOOKMARK") or "")
        second = _bookmark(opened, asked.word("OTHER") or "")
        if first.id == second.id:
            raise UsageError(_("These are one bookmark already."))
        opened.session.marks.merge(first.id, second.id)
        opened.save()
        return _answer(asked, opened, first.id, _("Joined: {said}"))


def unmark(asked: Asked) -> int:
    """Delete bookmarks."""
    with library(asked) as opened:
        names = asked.arguments["BOOKMARK"]
        found = list(dict.fromkeys(_bookmark(opened, name).id for name in names))
        opened.session.marks.delete(*found)
        opened.save()
    if asked.has("--json"):
        print_json(found)
    else:
        for bookmark_id in found:
            print(_("Deleted: {id}; `reader undo` brings it back").format(id=short(bookmark_id)))
    return 0


def undo(asked: Asked) -> int:
    """Take back what was done last: to bookmarks, or to the list."""
    return _turn(asked, lambda marks: marks.undo(), _("There is nothing to take back."))


def redo(asked: Asked) -> int:
    """Do again what was taken back last."""
    return _turn(asked, lambda marks: marks.redo(), _("Nothing was taken back."))


def _turn(asked: Asked, turn: Callable[[Marks], list[Event]], nothing: str) -> int:
    with library(asked) as opened:
        marks, before = opened.session.marks, opened.session.state
        events = turn(marks)
        if not events:
            raise ReaderError(nothing)
        opened.save()
        records = opened.session.state.records
        ids = [
            kept.essay_of(records[each.record]) if each.kind == kept.ESSAY else each.record
            for each in events
        ]
        names = [clean.line(marks.called(each, before)) for each in events]
    if asked.has("--json"):
        print_json(
            [{"id": name, "was": each.deed.value} for name, each in zip(ids, events, strict=True)]
        )
        return 0
    said = {
        "made": _("Gone again: {id}"),
        "deleted": _("Back: {id}"),
        "changed": _("As it was: {id}"),
    }
    for thing, each, name in zip(ids, events, names, strict=True):
        print(said[each.deed.value].format(id=f"{short(thing)}  {name}".rstrip()))
    return 0


def quote(asked: Asked) -> int:
    """Print the essay's own text of a passage."""
    with library(asked) as opened:
        reading = _reading(opened, asked.word("ESSAY") or "")
        start, end = passage(reading, asked.word("PASSAGE") or "")
    text = passage_text(reading.view, start, end)
    if asked.has("--json"):
        closed = len(closed_within(reading.view, start, end))
        print_json(
            {"essay": reading.essay.id, "start": start, "end": end, "text": text, "closed": closed}
        )
    else:
        print(clean.shown(text))
    return 0


def _fields(asked: Asked) -> dict[str, Any]:
    """What the options say is to be kept."""
    fields: dict[str, Any] = {}
    if (note := asked.value("--note")) is not None:
        fields["note"] = note.strip()
    if (label := asked.value("--label")) is not None:
        fields["label"] = clean.line(label)
    if (colour := asked.value("--colour")) is not None:
        fields["colour"] = colour_of(colour)
    if (tags := asked.value("--tag")) is not None:
        words = (word.lstrip("#＃") for word in _PARTED.split(tags))
        fields["tags"] = list(dict.fromkeys(clean.line(word) for word in words if word))
    if (letter := asked.value("--letter")) is not None:
        if not (len(letter) == 1 and letter.isascii() and letter.isalpha()):
            raise UsageError(_("--letter is a letter from a to z or A to Z."))
        fields["letter"] = letter
    return fields


def _reading(opened: Opened, name: str) -> Reading:
    """The one essay that is named, open."""
    found = essays_named(opened, name)
    if len(found) > 1:
        titles = "".join(f"\n  {each.id}  {clean.line(each.title)}" for each in found)
        raise ReaderError(_("Several essays are there; name one by its id:") + titles)
    return opened.session.open(found[0])


def _bookmark(opened: Opened, name: str) -> Bookmark:
    """The bookmark whose id begins so."""
    wanted = f"{kept.BOOKMARK}:{short(name)}"
    found = [each for each in opened.session.marks.all() if each.id.startswith(wanted)]
    if len(found) != 1 or len(short(name)) < 2:
        said = _("There is no bookmark «{name}»; `reader bookmarks` shows their ids.")
        if len(found) > 1:
            said = _("«{name}» begins several bookmarks' ids; more of it is needed.")
        raise ReaderError(said.format(name=clean.line(name)))
    return found[0]


def _answer(asked: Asked, opened: Opened, bookmark_id: str, said: str) -> int:
    entry = entry_of(opened.session, bookmark_id)
    if asked.has("--json"):
        print_json(data_of(entry))
    else:
        quotation = clean.line(entry.mark.quotation) if entry.is_shown else _("(closed)")
        print(said.format(said=quotation) + f"  {short(bookmark_id)}")
    return 0
