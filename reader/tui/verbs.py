"""What the keys do: one `do_…` for each action of `reader.tui.keys`, a few lines each.

A verb asks the session and shows the answer on the desk. The number typed before a key arrives as *count*, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.session import kept
from reader.session.sorting import ORDERS
from reader.text import clean, motion
from reader.text.typography import STEP, Typography
from reader.text.view import View
from reader.tui.essays import ORDER_NAMES
from reader.tui.keys import Action, Pane
from reader.tui.rows import Rows
from reader.wording import _

if TYPE_CHECKING:
    from reader.tui.desk import Desk

Count = int | None
Step = Callable[[View, int], int | None]


class Verbs:
    """The verbs of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _rows(self) -> Rows | None:
        """The list that keys go to, or None on the page."""
        return {Pane.OUTLINE: self._desk.outline, Pane.ESSAYS: self._desk.list}.get(self._desk.pane)

    # Moving.

    def _by(self, rows: int, pages: int = 0, halves: int = 0) -> None:
        """Move in the pane that keys go to."""
        listed, page = self._rows, self._desk.page
        if listed is not None:
            height = listed.listing.visible_rows
            listed.walk(rows + pages * max(1, height - 1) + halves * max(1, height // 2))
        elif pages:
            page.scroll_pages(pages)
        elif halves:
            page.scroll_halves(halves)
        else:
            page.scroll_rows(rows)

    def do_line_down(self, count: Count) -> None:
        """A line down, or *count*."""
        self._by(count or 1)

    def do_line_up(self, count: Count) -> None:
        """A line up, or *count*."""
        self._by(-(count or 1))

    def do_page_down(self, count: Count) -> None:
        """A page on, or *count*."""
        self._by(0, pages=count or 1)

    def do_page_up(self, count: Count) -> None:
        """A page back, or *count*."""
        self._by(0, pages=-(count or 1))

    def do_half_down(self, count: Count) -> None:
        """Half a page on, or *count* halves."""
        self._by(0, halves=count or 1)

    def do_half_up(self, count: Count) -> None:
        """Half a page back, or *count* halves."""
        self._by(0, halves=-(count or 1))

    def do_top(self, count: Count) -> None:
        """To the beginning."""
        if self._rows is not None:
            self._rows.go(0)
        else:
            self._desk.note_jump()
            self._desk.page.go(0)

    def do_end(self, count: Count) -> None:
        """To the end."""
        if self._rows is not None:
            self._rows.go(len(self._rows.listing.rows) - 1, -1)
        else:
            self._desk.note_jump()
            self._desk.page.go_end()

    def do_percent(self, count: Count) -> None:
        """To *count* percent of the essay."""
        if count is not None:
            self.go_percent(count)

    def go_percent(self, percent: int) -> None:
        """To a percentage of the essay's text."""
        view = self._desk.sitting.leaf.view
        if view is not None:
            self._desk.note_jump()
            if percent >= 100:
                self._desk.page.go_end()
            else:
                self._desk.page.go_percent(percent)

    def _step(self, step: Step, count: Count) -> bool:
        """Step as often as asked; a step that stays in the same line is repeated. Whether it led anywhere."""
        page, leaf = self._desk.page, self._desk.sitting.leaf
        view, layout = leaf.view, leaf.layout
        if view is None or layout is None:
            return False
        moved = False
        for _turn in range(min(count or 1, 1_000)):
            before = layout.locate(leaf.position)
            offset = step(view, leaf.position)
            while offset is not None and layout.locate(offset) == before:
                following = step(view, offset)
                if following == offset:
                    break
                offset = following
            if offset is None:
                break
            page.go(offset)
            moved = True
        return moved

    def do_next_paragraph(self, count: Count) -> None:
        """To the next paragraph."""
        self._step(motion.next_paragraph, count)

    def do_previous_paragraph(self, count: Count) -> None:
        """To the paragraph before."""
        self._step(motion.previous_paragraph, count)

    def do_next_sentence(self, count: Count) -> None:
        """To the next sentence that begins in another line."""
        self._step(motion.next_sentence, count)

    def do_previous_sentence(self, count: Count) -> None:
        """To the sentence before."""
        self._step(motion.previous_sentence, count)

    def do_next_section(self, count: Count) -> None:
        """To the next section, or the one *count* further."""
        if not self._step(motion.next_section, count):
            self._desk.toast(_("This is the last section."))

    def do_previous_section(self, count: Count) -> None:
        """To the section before, or the beginning of this one."""
        self._step(motion.previous_section, count)

    # Essays and panes.

    def _neighbour(self, by: int) -> None:
        desk = self._desk
        essays = desk.sitting.essays()
        now = desk.reading.essay.id if desk.reading else ""
        index = next((n for n, essay in enumerate(essays) if essay.id == now), None)
        if index is None:
            return
        if 0 <= index + by < len(essays):
            desk.open(essays[index + by], is_jump=True)
        else:
            desk.toast(_("This is the last essay.") if by > 0 else _("This is the first essay."))

    def do_next_essay(self, count: Count) -> None:
        """Open the next essay of the list."""
        self._neighbour(count or 1)

    def do_previous_essay(self, count: Count) -> None:
        """Open the essay before."""
        self._neighbour(-(count or 1))

    def do_next_pane(self, count: Count) -> None:
        """Keys go to the next pane that is shown."""
        self._cycle(1)

    def do_previous_pane(self, count: Count) -> None:
        """Keys go to the pane before."""
        self._cycle(-1)

    def _cycle(self, by: int) -> None:
        panes = [p for p in (Pane.ESSAYS, Pane.OUTLINE, Pane.PAGE) if self._desk.is_open(p)]
        if len(panes) == 1:
            self._desk.open_pane(Pane.OUTLINE)
        else:
            self._desk.open_pane(panes[(panes.index(self._desk.pane) + by) % len(panes)])

    def do_leftwards(self, count: Count) -> None:
        """From the page to the outline, from there to the list."""
        desk = self._desk
        if desk.pane is Pane.PAGE:
            is_list_next = not desk.is_open(Pane.OUTLINE) and desk.is_open(Pane.ESSAYS)
            desk.open_pane(Pane.ESSAYS if is_list_next else Pane.OUTLINE)
        elif desk.pane is Pane.OUTLINE:
            desk.open_pane(Pane.ESSAYS)

    def do_rightwards(self, count: Count) -> None:
        """From the list to the outline, from there into the page."""
        desk = self._desk
        if desk.pane is Pane.ESSAYS and desk.is_open(Pane.OUTLINE):
            desk.open_pane(Pane.OUTLINE)
        elif desk.pane is not Pane.PAGE:
            desk.close_overlays()
            desk.open_pane(Pane.PAGE)

    def do_outline(self, count: Count) -> None:
        """Show or hide the outline."""
        self._toggle(Pane.OUTLINE)

    def do_essays(self, count: Count) -> None:
        """Show or hide the list of essays."""
        self._toggle(Pane.ESSAYS)

    def _toggle(self, pane: Pane) -> None:
        """Go to a pane, shown or not yet; hide it if one is there already."""
        desk = self._desk
        is_here = desk.pane is pane
        if desk.stands(pane):
            desk.want(pane, not is_here)
        if is_here:
            desk.close_pane(pane)
        else:
            desk.open_pane(pane)

    def do_choose(self, count: Count) -> None:
        """Open or go to what the cursor is on."""
        if self._rows is not None:
            self._rows.choose()

    def choose_essay(self, essay_id: str) -> None:
        """Open an essay of the list, and go into the page."""
        desk = self._desk
        essay = desk.session.essay(essay_id)
        desk.sitting.is_filtering = False
        if essay is not None and desk.open(essay, is_jump=True):
            desk.close_overlays()
            desk.open_pane(Pane.PAGE)

    def choose_section(self, offset: int) -> None:
        """Go to a section, and into the page."""
        desk = self._desk
        desk.note_jump()
        desk.page.go(offset)
        desk.close_overlays()
        desk.open_pane(Pane.PAGE)

    def do_sort(self, count: Count) -> None:
        """Sort the list in the next way."""
        desk = self._desk
        sitting = desk.sitting
        at = ORDERS.index(sitting.order) if sitting.order in ORDERS else -1
        sitting.order = ORDERS[(at + 1) % len(ORDERS)]
        desk.session.set("sort", sitting.order)
        desk.show_list()
        desk.toast(_("Sorted by {way}.").format(way=_(ORDER_NAMES[sitting.order])))

    def do_filter(self, count: Count) -> None:
        """Filter the list by what is typed next."""
        self._desk.sitting.is_filtering = True
        self._desk.show_list()
        self._desk.show_status()

    def type_in_filter(self, name: str, character: str | None) -> bool:
        """Take a key for the filter; gives whether it was one."""
        desk, sitting = self._desk, self._desk.sitting
        if name in ("↓", "↑", "PgDn", "PgUp"):
            return False
        if name == "Esc":
            sitting.filter, sitting.is_filtering = "", False
        elif name in ("Enter", "Tab"):
            sitting.is_filtering = False
            if name == "Enter" and sitting.list.chosen is not None:
                desk.list.choose()
        elif name == "Backspace":
            from reader.text.clusters import previous_boundary

            sitting.filter = sitting.filter[
                : previous_boundary(sitting.filter, len(sitting.filter))
            ]
        elif name == "Ctrl+U":
            sitting.filter = ""
        elif character and character.isprintable():
            sitting.filter += character
        else:
            return True
        desk.show_list(0)
        desk.show_status()
        return True

    # Bookmarks and copying.

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
        reading, mark_id, ticket = desk.session.mark(desk.reading, desk.sitting.leaf.marked, letter)
        desk.show_reading(reading)
        mark = kept.bookmark(desk.session.state, mark_id)
        said = clean.line(mark.quotation)[:24] if mark else ""
        text = _("Kept as {letter}: {said}") if letter else _("Kept: {said}")
        desk.toast_when_kept(ticket, text.format(letter=letter, said=said) + _("  U takes it back"))

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
        desk.note_jump()
        if not here and not desk.open(essay):
            return
        found = (
            next((f for f in desk.reading.marks if f.bookmark.id == mark.id), None)
            if desk.reading
            else None
        )
        if found is None:
            return
        desk.page.go(found.start)
        desk.open_pane(Pane.PAGE)
        if found.how == "lost":
            desk.toast(
                _("The marked passage is not in the essay any more; this is about where it was.")
            )
        elif found.how == "changed":
            desk.toast(_("The marked passage has changed since."))

    def do_back(self, count: Count) -> None:
        """Back to where the reader jumped from; again, and forth."""
        desk = self._desk
        if not desk.jumps:
            desk.toast(_("There is no place to go back to."))
            return
        essay, offset = desk.jumps.pop()
        if desk.reading is not None:
            here = (desk.reading.essay, desk.sitting.leaf.position)
            desk.open(essay, offset)
            # '' twice is here again: the place that was left is the next to go back to.
            if not desk.jumps or desk.jumps[-1] != here:
                desk.jumps.append(here)
        else:
            desk.open(essay, offset)

    def do_bookmarks(self, count: Count) -> None:
        """Show all bookmarks."""
        from reader.tui.bookmarks import show_bookmarks

        show_bookmarks(self._desk, self)

    def do_undo(self, count: Count) -> None:
        """Take the last bookmark or deletion back."""
        desk = self._desk
        undone = desk.session.undo()
        if undone is None:
            desk.toast(_("There is nothing to take back."))
            return
        desk.refresh_marks()
        is_back = kept.bookmark(desk.session.state, undone) is not None
        desk.toast(_("The bookmark is back.") if is_back else _("The bookmark is gone again."))

    def do_copy(self, count: Count) -> None:
        """Copy what the mouse selected: the essay's own text."""
        desk = self._desk
        text = desk.sitting.leaf.selected_text()
        if not text:
            desk.toast(_("Nothing is selected: drag with the mouse, then y. q leaves."))
            return
        desk.app.copy_to_clipboard(text)
        desk.toast(_("Copied {n} characters.").format(n=len(text)))

    # Paid regions.

    def do_turn(self, count: Count) -> None:
        """Open or close the region under the reader's eye."""
        region = self._region_in_view()
        if region is None:
            desk = self._desk
            has_some = desk.reading is not None and desk.reading.view.regions
            said = _("No paid region is in sight; P opens all.")
            desk.toast(said if has_some else _("This essay has no paid regions."))
        else:
            self.turn(region)

    def _region_in_view(self) -> str | None:
        """The first placard in sight; else the open region that the first visible line lies in, or one in sight."""
        leaf = self._desk.sitting.leaf
        if leaf.view is None:
            return None
        for line in leaf.window:
            if line.region:
                return line.region
        for line in leaf.window:
            region = None if line.is_air else leaf.view.region_at(line.start)
            if region is not None:
                return region.id
        return None

    def turn(self, region: str) -> None:
        """Open or close a region."""
        desk = self._desk
        if desk.reading is not None:
            was_closed = region not in desk.reading.view.open_regions
            reading, ticket = desk.session.turn(desk.reading, region)
            desk.show_reading(reading)
            desk.toast_when_kept(ticket, _("Opened; p closes it.") if was_closed else _("Closed."))

    def do_turn_all(self, count: Count) -> None:
        """Open all regions of the essay, or close all."""
        desk = self._desk
        if desk.reading is None or not desk.reading.view.regions:
            desk.toast(_("This essay has no paid regions."))
            return
        any_closed = bool(desk.reading.view.closed)
        reading, ticket = desk.session.turn_all(desk.reading)
        desk.show_reading(reading)
        said = _("All paid regions are open.") if any_closed else _("All paid regions are closed.")
        desk.toast_when_kept(ticket, said)

    def follow(self, target: str, *, is_note: bool) -> None:
        """Go to a note, or say where a link leads."""
        desk = self._desk
        offset = desk.reading.note_offset(target) if is_note and desk.reading else None
        if offset is not None:
            desk.note_jump()
            desk.page.go(offset)
        else:
            desk.app.copy_to_clipboard(clean.line(target))
            desk.toast(_("Copied the link: {target}").format(target=clean.line(target)))

    # Look.

    def _measure(self, typography: Typography) -> None:
        desk = self._desk
        desk.page.set_typography(typography)
        desk.session.set("measure", typography.measure)
        room = desk.sitting.leaf.geometry.measure
        if room < typography.measure:
            desk.toast(_("There is room for {n} cells a line here.").format(n=room))
        else:
            desk.toast(_("{n} cells a line.").format(n=room))

    def do_wider(self, count: Count) -> None:
        """Longer lines, as far as there is room."""
        leaf = self._desk.sitting.leaf
        is_full = leaf.geometry.measure < leaf.typography.measure
        steps = 0 if is_full else count or 1
        self._measure(leaf.typography.wider(STEP * steps))

    def do_narrower(self, count: Count) -> None:
        """Shorter lines, from what is really shown."""
        leaf = self._desk.sitting.leaf
        now = leaf.typography.at(min(leaf.typography.measure, leaf.geometry.measure))
        self._measure(now.wider(-STEP * (count or 1)))

    def do_usual_measure(self, count: Count) -> None:
        """Lines of the usual length."""
        self._measure(self._desk.sitting.leaf.typography.at(Typography().measure))

    def do_theme(self, count: Count) -> None:
        """The next theme."""
        from reader.tui.desk import NextTheme

        self._desk.post_message(NextTheme())

    def do_zen(self, count: Count) -> None:
        """Nothing but the page, or everything again."""
        desk = self._desk
        desk.set_class(not desk.has_class("-zen"), "-zen")
        desk.set_focus(desk.page)

    # Other.

    def do_palette(self, count: Count) -> None:
        """Everything by name."""
        from reader.tui.palette import show_palette

        show_palette(self._desk, self)

    def do_help(self, count: Count) -> None:
        """All keys."""
        from reader.tui.help import show_help

        show_help(self._desk)

    def do_close(self, count: Count) -> None:
        """Close one layer: a selection, a pane that slid over, the filter, zen. Never the reader."""
        desk = self._desk
        if desk.sitting.leaf.selection is not None:
            desk.page.select(None)
        elif desk.has_class("-zen"):
            desk.remove_class("-zen")
        elif desk.sitting.filter:
            desk.sitting.filter = ""
            desk.show_list()
        elif not desk.close_overlays() and desk.pane is not Pane.PAGE:
            desk.open_pane(Pane.PAGE)

    def do_quit(self, count: Count) -> None:
        """Leave; everything is kept."""
        self._desk.leave()
        self._desk.app.exit(0)
