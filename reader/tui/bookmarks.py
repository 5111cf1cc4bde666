"""All bookmarks of all essays: filter, jump, rename, delete, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session.filtering import folded
from reader.session.kept import Bookmark
from reader.session.reading import Reading
from reader.text import clean
from reader.text.line import Roles
from reader.tui.listing import Row
from reader.tui.picker import Command, Picker
from reader.wording import _

if TYPE_CHECKING:
    from reader.tui.desk import Desk


def show_bookmarks(desk: Desk) -> None:
    """Show the bookmarks, those of the open essay first, and go to the one that is chosen."""
    session = desk.session
    here = desk.reading.essay.id if desk.reading else ""
    opened: dict[str, Reading | None] = {here: desk.reading} if desk.reading else {}

    def said(mark: Bookmark) -> tuple[str, Roles]:
        """What a bookmark is called: its label, else its text, else that it is closed."""
        if not session.marks.may_quote(mark, opened):
            return "🔒 " + _("in a closed region"), ("lock",)
        said = " · ".join(clean.line(each) for each in (mark.label, mark.quotation) if each)
        return said or _("an empty place"), ()

    def rows(words: str) -> list[Row]:
        wanted = [folded(word) for word in words.split()]
        marks = sorted(session.marks.all(), key=lambda mark: mark.essay != here)
        found = []
        for mark in marks:
            text, roles = said(mark)
            path = " › ".join(clean.line(title) for title in mark.section)
            title = clean.line(mark.title)
            haystack = folded(f"{text} {title} {path} {mark.letter}")
            if not all(word in haystack for word in wanted):
                continue
            sign: tuple[str, Roles] = (f" {mark.letter or '⚑'} ", ("flag",))
            where = f"   {title}" + (f" § {path}" if path else "")
            date = mark.created[:10]
            found.append(
                Row((sign, (text, roles)), ((date, ("faint",)),), mark.id, ((where, ("faint",)),))
            )
        return found

    def delete(key: object) -> None:
        mark = next((m for m in session.marks.all() if m.id == key), None)
        text = said(mark)[0] if mark else ""
        session.marks.delete(str(key))
        desk.refresh_marks()
        opened.clear()
        picker.say(_("Deleted: {said} · Ctrl+Z brings it back").format(said=text[:24]))

    def restore(_key: object) -> None:
        session.marks.undo()
        picker.say("")
        desk.refresh_marks()
        opened.clear()

    def rename(key: object) -> None:
        mark = next((m for m in session.marks.all() if m.id == key), None)
        if mark is not None and session.marks.may_quote(mark, opened):
            picker.ask(mark.label, _("a name for this bookmark"), lambda new: renamed(mark.id, new))

    def renamed(mark_id: str, label: str) -> None:
        session.marks.edit(mark_id, label=clean.line(label))
        desk.refresh_marks()

    picker = Picker(
        desk.paint,
        _("Bookmarks"),
        rows,
        placeholder=_("type to filter"),
        empty=_("No bookmarks yet: mm in the page keeps a place."),
        footer=_("Enter goes there · Ctrl+R renames · Ctrl+D deletes · Ctrl+Z undoes"),
        commands=(
            Command("Ctrl+R", rename),
            Command("Ctrl+D", delete),
            Command("Delete", delete),
            Command("Ctrl+Z", restore, needs_row=False),
        ),
        row_height=2,
    )

    def done(chosen: object) -> None:
        if isinstance(chosen, str):
            desk.verbs.go_to_bookmark(chosen)

    desk.app.push_screen(picker, done)
