"""Going from essay to essay, from pane to pane, and to what a list has under its cursor."""

from reader.library.roll import place_in
from reader.tui.keys import Pane
from reader.tui.verbs.sifting import Sifting
from reader.tui.verbs.verb import Count
from reader.wording import _


class Going(Sifting):
    """Going from essay to essay, from pane to pane, and to what a list has under its cursor."""

    def _neighbour(self, by: int) -> None:
        desk = self._desk
        essays = desk.sitting.arrangement.essays
        now = desk.reading.essay.id if desk.reading else ""
        index = place_in(essays, now)
        if index is None:
            return
        if 0 <= index + by < len(essays):
            desk.opening.open(essays[index + by], is_jump=True)
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
        panes = [p for p in (Pane.ESSAYS, Pane.OUTLINE, Pane.PAGE) if self._desk.panes.is_open(p)]
        if len(panes) == 1:
            self._desk.panes.open(Pane.OUTLINE)
        else:
            self._desk.panes.open(panes[(panes.index(self._desk.panes.current) + by) % len(panes)])

    def do_leftwards(self, count: Count) -> None:
        """From the page to the outline, from there to the list."""
        desk = self._desk
        if desk.panes.current is Pane.PAGE:
            is_list_next = not desk.panes.is_open(Pane.OUTLINE) and desk.panes.is_open(Pane.ESSAYS)
            desk.panes.open(Pane.ESSAYS if is_list_next else Pane.OUTLINE)
        elif desk.panes.current is Pane.OUTLINE:
            desk.panes.open(Pane.ESSAYS)

    def do_rightwards(self, count: Count) -> None:
        """From the list to the outline, from there into the page."""
        desk = self._desk
        if desk.panes.current is Pane.ESSAYS and desk.panes.is_open(Pane.OUTLINE):
            desk.panes.open(Pane.OUTLINE)
        elif desk.panes.current is not Pane.PAGE:
            desk.panes.close_overlays()
            desk.panes.open(Pane.PAGE)

    def do_outline(self, count: Count) -> None:
        """Show or hide the outline."""
        self._toggle(Pane.OUTLINE)

    def do_essays(self, count: Count) -> None:
        """Show or hide the list of essays."""
        self._toggle(Pane.ESSAYS)

    def _toggle(self, pane: Pane) -> None:
        """Go to a pane, shown or not yet; hide it if one is there already."""
        desk = self._desk
        is_here = desk.panes.current is pane
        if desk.panes.stands(pane):
            desk.panes.want(pane, not is_here)
        if is_here:
            desk.panes.close(pane)
        else:
            desk.panes.open(pane)

    def do_choose(self, count: Count) -> None:
        """Open or go to what the cursor is on."""
        if self._rows is not None:
            self._rows.choose()

    def choose_essay(self, essay_id: str) -> None:
        """Open an essay of the list, and go into the page."""
        desk = self._desk
        essay = desk.session.essay(essay_id)
        self.end_typing()
        if essay is not None and desk.opening.open(essay, is_jump=True):
            desk.panes.close_overlays()
            desk.panes.open(Pane.PAGE)

    def choose_section(self, offset: int) -> None:
        """Go to a section, and into the page."""
        desk = self._desk
        desk.opening.note_jump()
        desk.page.go(offset)
        desk.panes.close_overlays()
        desk.panes.open(Pane.PAGE)
