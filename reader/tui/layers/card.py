"""The card of a bookmark: all that was kept with it, to be read and changed by single keys.

It is shown in place, on the page, and from the list of bookmarks. What stands in a closed region is not on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from reader.session import kept
from reader.session.kept import COLOURS, Bookmark
from reader.text import clean
from reader.text.line import Roles
from reader.tui.keys import key_name
from reader.tui.layers.ask import Ask
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.tui.layers.note import NoteEditor, Written
from reader.tui.layers.quoted import Quoted
from reader.wording import _, mark

if TYPE_CHECKING:
    from reader.tui.desk import Desk

COLOUR_NAMES = (
    mark("no colour"),
    mark("yellow"),
    mark("green"),
    mark("blue"),
    mark("pink"),
    mark("violet"),
)
_HOW = {
    "changed": mark("The passage has changed; it was:"),
    "lost": mark("The passage is not in the essay any more; it was:"),
}


class Card(Layer[bool]):
    """One bookmark; dismissed with whether to go to its place."""

    def __init__(self, desk: Desk, bookmark_id: str, how: str = "", now: str = "") -> None:
        """*how* is what has become of its passage, *now* what stands there; both may be unknown."""
        super().__init__()
        self._desk = desk
        self._bookmark_id = bookmark_id
        self._how = how
        self._now = now

    def compose(self) -> ComposeResult:
        """What was kept, and a word on the keys."""
        with Vertical(id="card") as box:
            box.border_title = _("Bookmark")
            with VerticalScroll(id="card-body", can_focus=False):
                yield Quoted(id="card-text")
            said = _("a note · 1–5 0 colour · # tags · l label · d delete · Enter goes there")
            yield Hints(said, id="card-footer")

    def on_mount(self) -> None:
        """Show it."""
        self.show()

    @property
    def _mark(self) -> Bookmark | None:
        return kept.bookmark(self._desk.session.state, self._bookmark_id)

    def show(self) -> None:
        """Show what is kept now."""
        mark = self._mark
        if mark is not None:
            is_shown = self._desk.session.marks.may_quote(mark, self._desk.opening.here())
            self.query_one("#card-text", Quoted).update(self._text(mark, is_shown=is_shown))

    def _text(self, mark: Bookmark, *, is_shown: bool) -> Text:
        text = Text()

        def add(said: str, *roles: str, end: str = "\n") -> None:
            style = self._desk.paint.style(("pane", *roles))
            text.append(clean.shown(said) + end, style)

        where = " › ".join(clean.line(title) for title in (mark.title, *mark.section) if title)
        add(where, "faint")
        if not is_shown:
            add("🔒 " + _("in a closed region"), "lock")
            return text
        colour: Roles = (f"mark{mark.colour}",) if mark.colour else ()
        if mark.label:
            add(mark.label, "current")
        if self._how in _HOW:
            if self._now:
                add(clean.line(self._now), *colour)
            add(_(_HOW[self._how]), "failure")
            add(mark.quotation, "was")
        else:
            add(mark.quotation, *colour)
        if mark.note:
            add("")
            add(mark.note)
        if mark.draft:
            add("")
            add(_("Draft:") + " ", "faint", end="")
            add(mark.draft)
        add("")
        details = [
            _(COLOUR_NAMES[mark.colour]) if mark.colour else "",
            " ".join(f"#{clean.line(tag)}" for tag in mark.tags),
            f"'{mark.letter}" if mark.letter else "",
            mark.created[:10],
            _("changed {date}").format(date=mark.changed[:10])
            if mark.changed[:10] != mark.created[:10]
            else "",
        ]
        add(" · ".join(each for each in details if each), "faint", end="")
        return text

    def on_key(self, event: events.Key) -> None:
        """Change what the key names; everything else closes nothing."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        body = self.query_one("#card-body", VerticalScroll)
        if name in ("Esc", "q"):
            self.dismiss(False)
        elif name == "Enter":
            self.dismiss(True)
        elif name in ("j", "↓"):
            body.scroll_down(animate=False)
        elif name in ("k", "↑"):
            body.scroll_up(animate=False)
        elif name.isdigit() and int(name) <= COLOURS:
            self._edit(colour=int(name))
        elif name in ("a", "e"):
            self._write()
        elif name == "#":
            ask_tags(self._desk, self._mark, lambda tags: self._edit(tags=tags))
        elif name == "l":
            self._ask_label()
        elif name in ("d", "Delete"):
            self._desk.session.marks.delete(self._bookmark_id)
            self._desk.opening.refresh_marks()
            self._desk.toast(_("Deleted. U brings it back."))
            self.dismiss(False)
        elif name == "U":
            self._desk.session.marks.undo((kept.BOOKMARK,))
            self._desk.opening.refresh_marks()
            if self._mark is None:
                self.dismiss(False)
            self.show()

    def _edit(self, **fields: object) -> None:
        self._desk.session.marks.edit(self._bookmark_id, **fields)
        self._desk.opening.refresh_marks()
        self.show()

    def _write(self) -> None:
        mark = self._mark
        if mark is not None:
            write_note(self._desk, mark, self.show)

    def _ask_label(self) -> None:
        mark = self._mark
        if mark is None:
            return

        def done(label: str | None) -> None:
            if label is not None:
                self._edit(label=clean.line(label))

        self.app.push_screen(Ask(_("Label"), mark.label), done)


def write_note(desk: Desk, mark: Bookmark, then: Callable[[], None] = lambda: None) -> None:
    """Have the reader write a bookmark's note; *then* is called when it was kept."""

    def done(written: Written | None) -> None:
        if written is None:
            return
        keep_written(desk, mark.id, written, mark.note)
        then()

    desk.app.push_screen(NoteEditor(clean.line(mark.quotation), mark.draft or mark.note), done)


def keep_written(desk: Desk, mark_id: str, written: Written, before: str) -> None:
    """Keep what was written as a bookmark's note, or as its draft."""
    marks = desk.session.marks
    if written.is_kept:
        marks.keep_draft(mark_id, "")
        ticket = marks.edit(mark_id, note=written.text)
        desk.opening.refresh_marks()
        desk.toast_when_kept(ticket, _("The note is kept.") + _(" · U takes it back"))
    else:
        marks.keep_draft(mark_id, "" if written.text == before else written.text)
        desk.opening.refresh_marks()
        if written.text and written.text != before:
            desk.toast(_("The draft is kept: a goes on with it."))


def ask_tags(desk: Desk, mark: Bookmark | None, then: Callable[[list[str]], None]) -> None:
    """Have the reader type tags; *then* gets them as a list."""

    def done(typed: str | None) -> None:
        if typed is not None:
            then(tags_of(typed))

    value = " ".join(mark.tags) if mark else ""
    desk.app.push_screen(Ask(_("Tags"), value, _("words with blanks between them")), done)


def tags_of(typed: str) -> list[str]:
    """The tags in a line: parted by blanks, commas or 、, each once, a # before them left out."""
    words = re.split(r"[\s,，、;；]+", typed)
    return list(dict.fromkeys(word for each in words if (word := clean.line(each).lstrip("#＃"))))
