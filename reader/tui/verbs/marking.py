"""Keeping places, and going back to them."""

from collections.abc import Callable

from reader.session import kept
from reader.session.history import Deed, Event
from reader.text import clean
from reader.text.cells import clip
from reader.tui.keys import Action, Pane
from reader.tui.verbs.verb import Count, Group
from reader.wording import _, mark

_TAKEN_BACK = {
    Deed.CHANGED.value: mark("The bookmark is as it was."),
    Deed.DELETED.value: mark("The bookmark is back."),
    Deed.MADE.value: mark("The bookmark is gone again."),
}

_SAID = 48
"""Cells of a passage that a message quotes."""


class Marking(Group):
    """Keeping places, and going back to them."""

    def with_letter(self, action: Action, name: str) -> None:
        """Do what a key that waited for one more does with it."""
        if action.id == "mark":
            self._mark(name)
        elif action.id == "jump":
            self._jump(name)

    def _mark(self, name: str) -> None:
        if name == "m":
            self.do_mark_here(None)
        elif len(name) == 1 and name.isascii() and name.isalpha():
            self._keep(name)
        else:
            self._desk.toast(_("A bookmark's name is a letter: mm, or m and a to z, A to Z."))

    def do_mark_here(self, count: Count) -> None:
        """Keep this place."""
        self._keep("")

    def _keep(self, letter: str) -> None:
        desk = self._desk
        if desk.reading is None:
            return
        reading, mark_id, ticket = desk.session.marks.keep(
            desk.reading, desk.sitting.leaf.marked, letter
        )
        desk.opening.show(reading)
        mark = kept.bookmark(desk.session.state, mark_id)
        said = gist(clean.line(mark.quotation)) if mark else ""
        text = _("Kept as {letter}: {said}") if letter else _("Kept: {said}")
        desk.toast_when_kept(
            ticket, text.format(letter=letter, said=said) + _(" · U takes it back")
        )

    def _jump(self, name: str) -> None:
        desk = self._desk
        if name == "'":
            self.do_back(None)
            return
        essay = desk.reading.essay.id if desk.reading else ""
        mark = kept.lettered(desk.session.state, essay, name) if name.isalpha() else None
        if mark is None:
            desk.toast(_("No bookmark is called {name}.").format(name=clean.line(name)))
        else:
            self.go_to_bookmark(mark.id)

    def go_to_bookmark(self, bookmark_id: str) -> None:
        """Open the essay of a bookmark at its place."""
        desk = self._desk
        mark = kept.bookmark(desk.session.state, bookmark_id)
        if mark is None:
            return
        here = desk.reading is not None and desk.reading.essay.id == mark.essay
        essay = desk.reading.essay if here and desk.reading else desk.session.essay(mark.essay)
        if essay is None:
            said = _("The essay «{title}» is not in the library now.")
            desk.toast(said.format(title=clean.line(mark.title)), is_failure=True)
            return
        desk.opening.note_jump()
        if not here and not desk.opening.open(essay):
            return
        found = desk.reading.found(mark) if desk.reading else None
        if found is None:
            return
        desk.page.go(found.start)
        desk.panes.open(Pane.PAGE)
        if found.how == "lost":
            desk.toast(
                _("The marked passage is not in the essay any more; this is about where it was.")
            )
        elif found.how == "changed":
            desk.toast(_("The marked passage has changed since."))

    def do_back(self, count: Count) -> None:
        """Back to where the reader jumped from; again, and forth."""
        desk = self._desk
        if not desk.opening.jumps:
            desk.toast(_("There is no place to go back to."))
            return
        essay, offset = desk.opening.jumps.pop()
        if desk.reading is not None:
            here = (desk.reading.essay, desk.sitting.leaf.position)
            desk.opening.open(essay, offset)
            # '' twice is here again: the place that was left is the next to go back to.
            if not desk.opening.jumps or desk.opening.jumps[-1] != here:
                desk.opening.jumps.append(here)
        else:
            desk.opening.open(essay, offset)

    def do_bookmarks(self, count: Count) -> None:
        """Show all bookmarks."""
        from reader.tui.layers.bookmarks import show_bookmarks

        show_bookmarks(self._desk)

    def do_undo(self, count: Count) -> None:
        """Take the last change of a bookmark back, or of what is wanted with an essay."""
        self._turn(self._desk.session.marks.undo, _("There is nothing to take back."))

    def do_redo(self, count: Count) -> None:
        """Do again what was taken back last."""
        self._turn(self._desk.session.marks.redo, _("Nothing was taken back."))

    def _turn(self, turn: Callable[[], list[Event]], nothing: str) -> None:
        desk = self._desk
        before = desk.session.state
        events = turn()
        if not events:
            desk.toast(nothing)
            return
        desk.opening.refresh_marks()
        event = min(events, key=lambda each: each.deed.value)
        name = clean.line(desk.session.marks.called(event, before, desk.opening.here()))
        if event.kind == kept.ESSAY:
            desk.show_list()
            desk.toast(_("As it was: {title}").format(title=name))
        else:
            desk.toast(f"{_(_TAKEN_BACK[event.deed.value])} {gist(name)}".rstrip())


def gist(passage: str) -> str:
    """As much of a passage as a message quotes, and a sign where that is not all."""
    begun = clip(passage, _SAID)
    return passage if begun == passage else begun.rstrip() + "…"
