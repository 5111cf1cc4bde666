"""The bookmarks of all essays: filter, sort, look at, edit, merge, delete, attach again, go there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.message import Message

from reader.errors import ReaderError
from reader.regex import regex
from reader.session import kept
from reader.session.kept import Bookmark
from reader.session.notebook import (
    AWAY,
    CONTEXT,
    ORDERS,
    Entry,
    Place,
    candidates,
    glanced,
    in_order,
    matching,
    surveyed,
)
from reader.session.reading import Reading
from reader.text import clean
from reader.text.line import Roles
from reader.tui.annotations import sign_of
from reader.tui.layers.card import Card, tags_of
from reader.tui.layers.picker import Command, Picker
from reader.tui.layers.quoted import Quoted
from reader.tui.listing import Row
from reader.wording import _, mark, told

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_ORDER_NAMES = {
    "newest": mark("newest first, this essay's on top"),
    "changed": mark("changed last"),
    "text": mark("order of the text"),
    "colour": mark("colour"),
}
_BEFORE = 60
"""Characters that the preview shows before a passage."""
_PARTS = regex(r"[\s，。、；：！？,.;:!?]+")
"""What parts words, and the parts of sentences."""
_PREVIEW_FROM = 20
"""Rows of the window from which there is room for a preview."""


class Surveyed(Message):
    """It is known what has become of some bookmarks."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__()
        self.entries = entries


class Bookmarks(Picker):
    """The bookmarks of all essays; dismissed with the id of the one to go to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._marks = desk.session.marks
        self._known: dict[str, Entry] = {}
        """What is known of bookmarks whose essays were looked into, by their ids."""
        self._sorting = ORDERS[0]
        self._merging = ""
        """The bookmark that the next one is merged with, or empty."""
        self._is_left = False
        super().__init__(
            desk.paint,
            _("Bookmarks"),
            self._rows_of,
            placeholder=_("words, tag: colour: essay: section: state:lost note"),
            empty=_("No bookmarks: m, H or a in the page makes one."),
            footer=_(
                "Enter goes there · with Ctrl: E edits, R labels, T tags, D deletes, Z undoes,"
                " S sorts, G merges, L attaches a lost one"
            ),
            commands=(
                Command("Ctrl+E", self._edit),
                Command("Ctrl+R", self._rename),
                Command("Ctrl+T", self._tag),
                Command("Ctrl+D", self._delete),
                Command("Delete", self._delete),
                Command("Ctrl+Z", self._undo, needs_row=False),
                Command("Ctrl+S", self._sort, needs_row=False),
                Command("Ctrl+G", self._merge),
                Command("Ctrl+L", self._attach_lost),
            ),
            row_height=2,
        )

    def below(self) -> ComposeResult:
        """The passage in its context."""
        yield Quoted(id="context")

    def on_mount(self) -> None:
        """Look into the essays of what is not known."""
        self.set_class(self.app.size.height >= _PREVIEW_FROM, "-roomy")
        self._survey()

    def on_unmount(self) -> None:
        """Look no further."""
        self._is_left = True

    # What is known.

    def _survey(self) -> None:
        """Look into the essays of what is not known, on a thread."""
        marks = [each for each in self._marks.all() if each.id not in self._known]
        here = self._desk.reading
        if here is not None:
            marks.sort(key=lambda each: each.essay != here.essay.id)
        if marks:
            name = "reader-survey"
            threading.Thread(target=self._look, args=(marks, here), name=name, daemon=True).start()

    def _look(self, marks: list[Bookmark], here: Reading | None) -> None:
        for entries in surveyed(self._desk.session, marks, here):
            if self._is_left or not self.post_message(Surveyed(entries)):
                return

    def on_surveyed(self, event: Surveyed) -> None:
        """Show what is known now."""
        self._known |= {entry.mark.id: entry for entry in event.entries}
        if self._renaming is None:
            self.reload()

    def _entries(self) -> list[Entry]:
        found = []
        for each in self._marks.all():
            known = self._known.get(each.id)
            if known is None or known.mark.place != each.place:
                self._known.pop(each.id, None)
                found.append(glanced(self._desk.session, each))
            else:
                found.append(known.with_mark(each))
        return found

    def _entry(self, key: object) -> Entry | None:
        return next((entry for entry in self._entries() if entry.mark.id == key), None)

    # What is shown.

    def _rows_of(self, words: str) -> list[Row]:
        here = self._desk.reading.essay.id if self._desk.reading else ""
        entries = in_order(matching(self._entries(), words), self._sorting, here)
        return [self._row(entry) for entry in entries]

    def _row(self, entry: Entry) -> Row:
        mark = entry.mark
        path = " › ".join(clean.line(title) for title in mark.section)
        where = "   " + clean.line(entry.title) + (f" § {path}" if path else "")
        if entry.how == AWAY:
            where += " · " + _("not in the library now")
        tags = "".join(f" #{clean.line(tag)}" for tag in mark.tags) if entry.is_shown else ""
        sign, roles = sign_of(mark)
        left = [(" ", ()), (sign, roles), (" ", ()), *_said(entry)]
        if mark.id == self._merging:
            left.insert(0, ("+", ("key",)))
        date = (mark.created[:10], ("faint",))
        return Row(tuple(left), (date,), mark.id, ((where, ("faint",)), (tags, ("key",))))

    def reload(self, cursor: int | None = None) -> None:
        """Show the rows for what is typed."""
        super().reload(cursor)
        self._show_preview()

    def walked(self) -> None:
        """Show the passage of the row that the cursor is on now."""
        self._show_preview()

    def _show_preview(self) -> None:
        if not (self.is_mounted and self.is_open and self.has_class("-roomy")):
            return
        entry = self._entry(self._found.listing.chosen)
        self.query_one("#context", Quoted).update(self._preview(entry) if entry else "")

    def _preview(self, entry: Entry) -> Text:
        text = Text()

        def add(said: str, *roles: str) -> None:
            text.append(clean.shown(said), self._desk.paint.style(("pane", *roles)))

        mark = entry.mark
        if not entry.is_shown:
            known = entry.how or _("the essay is being looked into…")
            add(known if not entry.how else "🔒 " + _("in a closed region"), "faint")
            return text
        colour: Roles = (f"mark{mark.colour}",) if mark.colour else ("current",)
        if entry.how in ("lost", AWAY, ""):
            add(clean.line(mark.quotation), *colour)
        else:
            add(_led_in(entry.before), "faint")
            add(entry.now.replace("\n", " "), *colour)
            add(_led_out(entry.after), "faint")
        if entry.how == "changed":
            add("\n" + _("was: {quotation}").format(quotation=clean.line(mark.quotation)), "was")
        if mark.note:
            add("\n✎ " + mark.note)
        if mark.draft:
            add("\n" + _("Draft:") + " " + mark.draft, "faint")
        return text

    def nothing(self, words: str) -> str:
        """That there are none, or none of that kind."""
        if not words.strip() or not self._marks.all():
            return super().nothing(words)
        return _("No bookmark is like that.")

    # What is done.

    def _changed(self) -> None:
        self._desk.opening.refresh_marks()
        self._survey()

    def _edit(self, key: object) -> None:
        entry = self._entry(key)
        if entry is None:
            return

        def done(goes_there: bool | None) -> None:
            self._changed()
            if goes_there:
                self.dismiss(key)
            else:
                self.reload()

        self.app.push_screen(Card(self._desk, entry.mark.id, entry.how, entry.now), done)

    def _rename(self, key: object) -> None:
        entry = self._entry(key)
        if entry is not None and entry.is_shown:
            mark_id = entry.mark.id
            self.ask(
                entry.mark.label,
                _("a name for this bookmark"),
                lambda new: self._set(mark_id, label=clean.line(new)),
            )

    def _tag(self, key: object) -> None:
        entry = self._entry(key)
        if entry is not None and entry.is_shown:
            mark_id = entry.mark.id
            self.ask(
                " ".join(entry.mark.tags),
                _("words with blanks between them"),
                lambda new: self._set(mark_id, tags=tags_of(new)),
            )

    def _set(self, mark_id: str, **fields: object) -> None:
        self._marks.edit(mark_id, **fields)
        self._changed()

    def _delete(self, key: object) -> None:
        entry = self._entry(key)
        if entry is not None:
            text = "".join(said for said, _roles in _said(entry))
            self._marks.delete(entry.mark.id)
            self._changed()
            self.say(_("Deleted: {said} · Ctrl+Z brings it back").format(said=text[:24]))

    def _undo(self, _key: object) -> None:
        self.say("" if self._marks.undo((kept.BOOKMARK,)) else _("There is nothing to take back."))
        self._changed()

    def _sort(self, _key: object) -> None:
        self._sorting = ORDERS[(ORDERS.index(self._sorting) + 1) % len(ORDERS)]
        self.say(_("Sorted by {way}.").format(way=_(_ORDER_NAMES[self._sorting])))

    def _merge(self, key: object) -> None:
        first, self._merging = self._merging, ""
        if not first:
            self._merging = str(key)
            self.say(_("Ctrl+G on another bookmark makes it a part of this one; here again: not."))
        elif first != key:
            self._marks.merge(first, str(key))
            self._changed()
            self.say(_("They are one now · Ctrl+Z makes them two again"))
        else:
            self.say("")

    def _attach_lost(self, key: object) -> None:
        entry, session = self._entry(key), self._desk.session
        essay = session.essay(entry.mark.essay) if entry else None
        if entry is None or entry.how != "lost" or essay is None or not entry.is_shown:
            self.say(_("Only a bookmark whose passage is lost can be attached to another one."))
            return
        try:
            reading = session.look_into(essay)
        except ReaderError as error:
            self.say(clean.line(told(error)))
            return
        places = candidates(reading, entry.mark)

        def rows(words: str) -> list[Row]:
            return [_row_of(n, place) for n, place in enumerate(places) if words in place.now]

        def done(chosen: object) -> None:
            if isinstance(chosen, int):
                place = places[chosen]
                self._marks.attach(reading, entry.mark.id, place.start, place.end)
                self._changed()
                self.say(_("Attached · Ctrl+Z takes it back"))
                self.reload()

        picker = Picker(
            self._desk.paint,
            _("Was: {quotation}").format(quotation=clean.line(entry.mark.quotation)[:48]),
            rows,
            empty=_("Nothing in the essay is like it."),
            footer=_("Enter attaches the bookmark here · Esc leaves it lost"),
            row_height=2,
        )
        self.app.push_screen(picker, done)


def _said(entry: Entry) -> list[tuple[str, Roles]]:
    """What a bookmark is called: its label, its text, its note; or that it is closed."""
    mark = entry.mark
    if not entry.is_shown:
        if not entry.how:
            return [("…", ("faint",))]
        return [("🔒 " + _("in a closed region"), ("lock",))]
    quotation = clean.line(mark.quotation)
    if entry.how in ("lost", "changed") and quotation:
        quotation = _("was: {quotation}").format(quotation=quotation)
    parts = (clean.line(mark.label), quotation, clean.line(mark.note))
    said = " · ".join(each for each in parts if each) or _("an empty place")
    state = {"lost": ("✗ ", ("failure",)), "changed": ("~ ", ("flag",))}
    found: list[tuple[str, Roles]] = [(said, ())]
    return [state[entry.how], *found] if entry.how in state else found


def _led_in(before: str) -> str:
    """The end of what stands before a passage, from a word or a part of a sentence on."""
    said = before[-_BEFORE:].replace("\n", " ")
    if len(before) <= _BEFORE:
        return said
    part = _PARTS.search(said, 0, _BEFORE // 2)
    return "…" + (said[part.end() :] if part else said)


def _led_out(after: str) -> str:
    """The beginning of what stands behind a passage, up to a word or a part of a sentence."""
    said = after.replace("\n", " ")
    if len(after) < CONTEXT:
        return said
    ends = [part.start() for part in _PARTS.finditer(said, len(said) // 2)]
    return (said[: ends[-1]] if ends else said) + "…"


def _row_of(number: int, place: Place) -> Row:
    around = f"   {place.before[-24:]}[…]{place.after[:24]}"
    left = ((f" {number + 1} ", ("key",)), (clean.line(place.now), ()))
    return Row(left, (), number, ((clean.line(around), ("faint",)),))


def show_bookmarks(desk: Desk) -> None:
    """Show the bookmarks, those of the open essay first, and go to the one that is chosen."""

    def done(chosen: object) -> None:
        if isinstance(chosen, str):
            desk.verbs.go_to_bookmark(chosen)

    desk.app.push_screen(Bookmarks(desk), done)
