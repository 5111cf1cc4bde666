"""Highlights, notes and tags: on what is selected, on the bookmark at hand, or on the sentence under the eye."""

from typing import Any, NamedTuple

from reader import paths
from reader.session.kept import COLOURS
from reader.session.reading import Found, Reading
from reader.text import clean
from reader.text.selection import SENTENCE, passage_text, selected
from reader.tui.keys import Action, Pane
from reader.tui.listing import Row
from reader.tui.verbs.marking import Marking, gist
from reader.tui.verbs.selecting import said_closed
from reader.tui.verbs.verb import Count
from reader.wording import _


class Target(NamedTuple):
    """What a verb is about."""

    reading: Reading
    start: int
    end: int
    mark: Found | None
    """The bookmark that is there already, or None."""


class Annotating(Marking):
    """Highlights, notes and tags: on what is selected, on the bookmark at hand, or on the sentence under the eye."""

    _visited: tuple[str, int] | None = None
    """The bookmark that a walk has led to, and where the page then began."""

    def _target(self) -> Target | None:
        desk, leaf = self._desk, self._desk.sitting.leaf
        reading = desk.reading
        if reading is None:
            return None
        if leaf.selection is not None:
            start, end = leaf.selection.start, leaf.selection.end
            same = (mark for mark in reading.marks if (mark.start, mark.end) == (start, end))
            return Target(reading, start, end, next(same, None))
        if (mark := self._at_hand(reading)) is not None:
            return Target(reading, mark.start, mark.end, mark)
        found = selected(reading.view, leaf.marked, SENTENCE)
        return None if found is None else Target(reading, found.start, found.end, None)

    def _at_hand(self, reading: Reading) -> Found | None:
        """The bookmark that was walked to; else the innermost one under the eye."""
        leaf = self._desk.sitting.leaf
        if self._visited is not None and self._visited[1] == leaf.position:
            for mark in reading.marks:
                if mark.bookmark.id == self._visited[0]:
                    return mark
        here = reading.marks_in(leaf.marked, leaf.marked + 1)
        return here[-1] if here else None

    def _keep_passage(self, target: Target, said: str, **fields: Any) -> None:
        """Keep or change the bookmark of a passage, and say so."""
        desk = self._desk
        if target.mark is not None:
            ticket = desk.session.marks.edit(target.mark.bookmark.id, **fields)
            desk.opening.refresh_marks()
        else:
            reading, _mark_id, ticket = desk.session.marks.keep(
                target.reading, target.start, end=target.end, **fields
            )
            desk.opening.show(reading)
        closed = [r for r in target.reading.view.closed if target.start < r.end <= target.end]
        desk.page.select(None)
        passage = gist(clean.line(passage_text(target.reading.view, target.start, target.end)))
        said = _("{done}: {said}").format(done=said, said=passage) + _(" · U takes it back")
        desk.toast_when_kept(ticket, said + (" " + said_closed(len(closed)) if closed else ""))

    # Highlights.

    def with_letter(self, action: Action, name: str) -> None:
        """Do what a key that waited for one more does with it."""
        if action.id == "highlight":
            self._highlight(name)
        else:
            super().with_letter(action, name)

    def _highlight(self, name: str) -> None:
        from reader.tui.layers.card import COLOUR_NAMES

        desk, target = self._desk, self._target()
        last = desk.session.setting("highlight", 1)
        colour = {"H": last if isinstance(last, int) else 1, "x": 0}.get(name)
        if colour is None and name.isdigit() and int(name) <= COLOURS:
            colour = int(name)
        if colour is None:
            desk.toast(_("A highlight's colour is 1 to 5; H is the last one, 0 takes it away."))
        elif target is None:
            desk.toast(_("There is nothing to select."))
        elif colour:
            desk.session.set("highlight", colour)
            self._keep_passage(target, _(COLOUR_NAMES[colour]), colour=colour)
        else:
            self._lift_highlights(target)

    def _lift_highlights(self, target: Target) -> None:
        """Take the colours off a passage; a bookmark that has nothing else is deleted."""
        desk, marks = self._desk, self._desk.session.marks
        found = [target.mark] if target.mark else target.reading.marks_in(target.start, target.end)
        coloured = [each.bookmark for each in found if each.bookmark.colour]
        for each in coloured:
            if each.note or each.label or each.tags or each.letter or each.draft:
                marks.edit(each.id, colour=0)
            else:
                marks.delete(each.id)
        desk.opening.refresh_marks()
        desk.page.select(None)
        said = _("No highlight any more.") + _(" · U takes it back")
        desk.toast(said if coloured else _("There is no highlight here."))

    # Notes and tags.

    def do_annotate(self, count: Count) -> None:
        """Write a note."""
        from reader.tui.layers.card import write_note
        from reader.tui.layers.note import NoteEditor, Written

        desk, target = self._desk, self._target()
        if target is None:
            desk.toast(_("There is nothing to select."))
            return
        if target.mark is not None:
            desk.page.select(None)
            write_note(desk, target.mark.bookmark)
            return
        passage = passage_text(target.reading.view, target.start, target.end)

        def done(written: Written | None) -> None:
            if written is None or not written.text:
                return
            field = {"note" if written.is_kept else "draft": written.text}
            self._keep_passage(target, _("Note") if written.is_kept else _("Draft"), **field)

        desk.app.push_screen(NoteEditor(clean.line(passage), ""), done)

    def do_tag_passage(self, count: Count) -> None:
        """Tag the passage."""
        from reader.tui.layers.card import ask_tags

        target = self._target()
        if target is not None:
            mark = target.mark.bookmark if target.mark else None

            def done(tags: list[str]) -> None:
                said = " ".join(f"#{tag}" for tag in tags) or _("No tags")
                self._keep_passage(target, said, tags=tags)

            ask_tags(self._desk, mark, done)

    # Commands of the reader's own.

    def do_run(self, count: Count) -> None:
        """Give the passage to a configured command, and show what it says."""
        desk, target = self._desk, self._target()
        commands = desk.session.setting("commands", {})
        if target is None:
            desk.toast(_("There is nothing to select."))
        elif not isinstance(commands, dict) or not commands:
            said = _("No command is configured: `commands:` in {path} names them.")
            desk.toast(said.format(path=clean.line(str(paths.config_file()))))
        elif len(commands) == 1:
            self._run_command(*next(iter(commands.items())), target)
        else:
            self._choose_command(commands, target)

    def _choose_command(self, commands: dict[str, list[str]], target: Target) -> None:
        from reader.tui.layers.picker import Picker

        def rows(words: str) -> list[Row]:
            return [
                Row(
                    ((f" {clean.line(name)}", ()),),
                    ((clean.line(" ".join(argv)), ("faint",)),),
                    name,
                )
                for name, argv in commands.items()
                if words in name
            ]

        def done(chosen: object) -> None:
            if isinstance(chosen, str):
                self._run_command(chosen, commands[chosen], target)

        picker = Picker(
            self._desk.paint, _("Commands"), rows, empty=_("No command is called that.")
        )
        self._desk.app.push_screen(picker, done)

    def _run_command(self, name: str, argv: list[str], target: Target) -> None:
        from reader.tui.layers.output import Output

        text = passage_text(target.reading.view, target.start, target.end)
        self._desk.app.push_screen(Output(name, argv, text))

    # Walking through bookmarks, and looking at them.

    def do_next_mark(self, count: Count) -> None:
        """To the next bookmark of the essay."""
        self._walk_marks(count or 1)

    def do_previous_mark(self, count: Count) -> None:
        """To the bookmark before."""
        self._walk_marks(-(count or 1))

    def _walk_marks(self, by: int) -> None:
        desk, leaf = self._desk, self._desk.sitting.leaf
        marks = [mark for mark in desk.reading.marks if mark.how != "lost"] if desk.reading else []
        if not marks:
            desk.toast(_("This essay has no bookmarks: m, H or a makes one."))
            return
        at = None
        if self._visited is not None and self._visited[1] == leaf.position:
            ids = [mark.bookmark.id for mark in marks]
            at = ids.index(self._visited[0]) if self._visited[0] in ids else None
        if at is not None:
            index = at + by
        else:
            here = leaf.here
            before = sum(mark.start < here for mark in marks)
            index = before + by - 1 if by > 0 else before + by
            if by > 0 and before < len(marks) and marks[before].start == here:
                index += 1
        if not 0 <= index < len(marks):
            desk.toast(
                _("This is the last bookmark.") if by > 0 else _("This is the first bookmark.")
            )
            return
        mark = marks[index]
        desk.page.go(mark.start)
        self._visited = mark.bookmark.id, leaf.position
        self._say(mark, index, len(marks))

    def _say(self, mark: Found, index: int, count: int) -> None:
        desk, reading = self._desk, self._desk.reading
        kept = mark.bookmark
        if reading is None or not reading.is_shown(mark):
            said = _("in a closed region")
        else:
            said = " · ".join(
                clean.line(each) for each in (kept.label, kept.note or kept.draft) if each
            )
            said = said or clean.line(kept.quotation)
            if mark.how == "changed":
                was = _("was: {quotation}").format(quotation=clean.line(kept.quotation))
                said += f" · {was}"
        tags = "".join(f" #{clean.line(tag)}" for tag in kept.tags)
        desk.toast(f"{index + 1}/{count} {said}{tags} · " + _("Enter shows it"))

    def do_card(self, count: Count) -> None:
        """Show the bookmark at hand; of several in sight, choose one."""
        desk, leaf = self._desk, self._desk.sitting.leaf
        reading = desk.reading
        if reading is None:
            return
        target = self._target()
        mark = target.mark if target else None
        if mark is not None:
            overlapping = reading.marks_in(mark.start, max(mark.end, mark.start + 1))
            is_walked_to = self._visited is not None and self._visited == (
                mark.bookmark.id,
                leaf.position,
            )
            found = [mark] if is_walked_to else overlapping
        else:
            found = reading.marks_in(leaf.window[0].start, leaf.bottom) if leaf.window else []
        if not found:
            desk.toast(_("No bookmark is in sight; > goes to the next one."))
        elif len(found) == 1:
            self.show_card(found[0])
        else:
            self._choose(reading, sorted(found, key=lambda each: each.start))

    def _choose(self, reading: Reading, found: list[Found]) -> None:
        from reader.session.filtering import folded
        from reader.tui.annotations import sign_of
        from reader.tui.layers.picker import Picker

        def rows(words: str) -> list[Row]:
            rows = []
            for each in found:
                mark, is_shown = each.bookmark, reading.is_shown(each)
                said = [
                    clean.line(part) for part in (mark.label, mark.note, mark.quotation) if part
                ]
                text = " · ".join(said) if is_shown else "🔒 " + _("in a closed region")
                if all(folded(word) in folded(text) for word in words.split()):
                    sign, roles = sign_of(mark)
                    rows.append(Row(((f" {sign} ", roles), (text, ())), (), mark.id))
            return rows

        def done(chosen: object) -> None:
            for each in found:
                if each.bookmark.id == chosen:
                    self.show_card(each)

        picker = Picker(
            self._desk.paint, _("Bookmarks here"), rows, empty=_("No bookmark says that.")
        )
        self._desk.app.push_screen(picker, done)

    def show_card(self, found: Found) -> None:
        """Show a bookmark of the open essay."""
        from reader.tui.layers.card import Card

        desk, reading = self._desk, self._desk.reading
        if reading is None:
            return
        now = reading.view.text(found.start, found.end) if found.how == "changed" else ""

        def done(goes_there: bool | None) -> None:
            if goes_there:
                desk.opening.note_jump()
                desk.page.go(found.start)
                desk.panes.open(Pane.PAGE)

        desk.app.push_screen(Card(desk, found.bookmark.id, found.how, now), done)
