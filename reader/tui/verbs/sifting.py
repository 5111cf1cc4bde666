"""The list of essays: sorting, grouping and filtering it, and what one wants with an essay in it."""

from reader.contexts import suppress
from reader.errors import ReaderError
from reader.library.essay import Essay
from reader.session import kept
from reader.session.kept import all_tags
from reader.session.reading import Reading
from reader.session.session import Session
from reader.text import clean
from reader.tui.keys import Pane
from reader.tui.prompt import Prompt
from reader.tui.verbs.verb import Count, Group
from reader.wording import _, mark

_STANDINGS = {
    "later": (mark("To be read later: {title}"), mark("No longer to be read later: {title}")),
    "archived": (mark("Put away: {title}"), mark("Back in the list: {title}")),
    "finished": (mark("Finished: {title}"), mark("Not finished: {title}")),
}


class Sifting(Group):
    """The list of essays: sorting, grouping and filtering it, and what one wants with an essay."""

    def do_sort(self, count: Count) -> None:
        """Sort the list in the next way."""
        way = self._desk.sitting.arrangement.sort()
        self._desk.show_list()
        self._desk.toast(_("Sorted by {way}.").format(way=_(way)))

    def do_group(self, count: Count) -> None:
        """Group the list in the next way."""
        way = self._desk.sitting.arrangement.group()
        self._desk.show_list()
        self._desk.toast(_("Grouped by {way}.").format(way=_(way)))

    def do_wide_list(self, count: Count) -> None:
        """Give the list the whole window, with columns, or let it stand beside the page again."""
        desk = self._desk
        desk.panes.set_list_wide(not desk.panes.is_list_wide)

    # Filtering.

    def do_filter(self, count: Count) -> None:
        """Filter the list by what is typed next."""
        prompt = Prompt(
            Pane.ESSAYS,
            "/",
            ((("Enter"), mark("open")), ("Esc", mark("all essays again"))),
            self._filter_by,
            self._keep_filter,
            self._drop_filter,
            self._desk.sitting.arrangement.filter,
        )
        self.begin_typing(prompt)

    def _filter_by(self, text: str) -> None:
        self._desk.sitting.arrangement.filter = text
        self._show_typed(0)

    def _keep_filter(self, key: str) -> None:
        desk = self._desk
        self.end_typing()
        if key == "Enter" and desk.sitting.list.chosen is not None:
            desk.list.choose()
        self._show_typed(0)

    def _drop_filter(self) -> None:
        self.end_typing()
        self._filter_by("")

    def filter_by(self, words: str) -> None:
        """Show what *words* leave, as if they had been typed."""
        desk = self._desk
        self.end_typing()
        desk.sitting.arrangement.filter = words
        desk.panes.open(Pane.ESSAYS)
        desk.show_list(0)
        desk.show_status()

    def do_collections(self, count: Count) -> None:
        """Show the collections."""
        from reader.tui.layers.gatherings import show_collections

        show_collections(self._desk)

    # One essay.

    @property
    def _pointed_at(self) -> str:
        """The id of the essay that is meant: under the cursor in the list, else the open one."""
        desk = self._desk
        if desk.panes.current is Pane.ESSAYS:
            return str(desk.sitting.list.chosen or "")
        return desk.reading.essay.id if desk.reading else ""

    @property
    def _essay(self) -> Essay | None:
        """The essay that is meant; also one that only the page knows."""
        desk = self._desk
        essay = desk.session.essay(self._pointed_at)
        return essay or (desk.reading.essay if desk.reading else None)

    def do_details(self, count: Count) -> None:
        """Show what is known of the essay."""
        from reader.tui.layers.details import show_details

        desk = self._desk
        essay = self._essay
        if essay is not None:
            show_details(desk, essay)

    def do_edit(self, count: Count) -> None:
        """Edit the source of the essay."""
        essay = self._essay
        if essay is not None:
            self.edit(essay)

    def edit(self, essay: Essay) -> None:
        """Have the reader's editor change an essay's source; then read it again."""
        from reader.tui import editor

        desk = self._desk
        reading = desk.reading
        line = 1
        if reading is not None and reading.essay.id == essay.id:
            with suppress(ReaderError):
                line = _line_of(desk.session, reading, desk.sitting.leaf.position)
        if not essay.path.is_file():
            desk.toast(_("This essay has no file to edit."), is_failure=True)
            return
        words = editor.command(essay.path, line)
        if isinstance(words, str):
            desk.toast(words, is_failure=True)
            return
        desk.resting.leave()
        with desk.app.suspend():
            code = editor.run(words)
        if code:
            desk.toast(_("{name} ended with {code}.").format(name=words[0], code=code))
        desk.opening.reload()

    def do_later(self, count: Count) -> None:
        """Read the essay later, or no longer."""
        self._turn_standing("later")

    def do_archive(self, count: Count) -> None:
        """Put the essay away, or have it back."""
        self._turn_standing("archived")

    def do_finished(self, count: Count) -> None:
        """Call the essay finished, or not."""
        self._turn_standing("finished")

    def _turn_standing(self, standing: str) -> None:
        desk = self._desk
        essay = desk.session.essay(self._pointed_at)
        if essay is None:
            return
        is_so = getattr(kept.essay_state(desk.session.state, essay.id), standing)
        ticket = desk.session.stand(essay, **{standing: not is_so})
        desk.show_list()
        said = _STANDINGS[standing][1 if is_so else 0]
        desk.toast_when_kept(ticket, _(said).format(title=clean.line(essay.title)))

    def do_tag(self, count: Count) -> None:
        """Type the essay's tags."""
        desk = self._desk
        essay = desk.session.essay(self._pointed_at)
        if essay is None:
            return
        own = kept.essay_state(desk.session.state, essay.id).tags
        given = [tag for tag in all_tags(essay, desk.session.state) if tag not in own]

        def keep(key: str) -> None:
            tags = prompt.text.replace("#", " ").replace("，", " ").replace(",", " ").split()
            self.end_typing()
            ticket = desk.session.stand(essay, tags=[tag for tag in tags if tag not in given])
            desk.show_list()
            said = " ".join(f"#{clean.line(tag)}" for tag in dict.fromkeys((*given, *tags)))
            desk.toast_when_kept(ticket, said or _("No tags."))

        prompt = Prompt(
            Pane.ESSAYS,
            "#",
            (("Enter", mark("keep the tags")), ("Esc", mark("leave them"))),
            lambda text: self._show_typed(),
            keep,
            self.end_typing,
            " ".join(own) + " " if own else "",
        )
        self.begin_typing(prompt)

    # Typing in the list's heading.

    def begin_typing(self, prompt: Prompt) -> None:
        """Have what is typed from now on go to a prompt."""
        self._desk.sitting.prompt = prompt
        self._show_typed()

    def _show_typed(self, cursor: int | None = None) -> None:
        self._desk.show_list(cursor)
        self._desk.show_status()

    def end_typing(self) -> None:
        """Type no more."""
        self._desk.sitting.prompt = None
        self._show_typed()


def _line_of(session: Session, reading: Reading, offset: int) -> int:
    """The line of the source that *offset* of an essay is in."""
    if (line := reading.line_of(offset)) is not None:
        return line
    source = session.parsed(reading.essay.path).source
    return source.count("\n", 0, reading.source_offset(offset)) + 1
