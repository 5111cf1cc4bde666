"""How the page looks."""

from collections.abc import Iterator

from reader.session.figures import Figure, figures_at
from reader.text.typography import STEP
from reader.tui.verbs.verb import Count, Group
from reader.wording import _


class Looking(Group):
    """How the page looks."""

    def _measure(self, cells: int | None) -> None:
        """Have lines of *cells* cells, or of the usual length, and say so."""
        desk = self._desk
        if desk.reading is None:
            return
        typography = desk.session.looks.choose_for(desk.reading, "measure", cells)
        desk.page.set_typography(typography)
        room = desk.sitting.leaf.geometry.measure
        if room < typography.measure:
            desk.toast(_("There is room for {n} cells a line here.").format(n=room))
        else:
            desk.toast(_("{n} cells a line.").format(n=room))

    def do_look(self, count: Count) -> None:
        """Choose how the page looks, with the page in sight."""
        from reader.tui.layers.look import show_look

        show_look(self._desk)

    def do_picture(self, count: Count) -> None:
        """Show the image in sight."""
        from reader.tui.layers.picture import show_picture

        desk = self._desk
        figure = next(self._figures(), None)
        if figure is None:
            desk.toast(_("No image is in sight."))
        else:
            show_picture(desk, figure)

    def show_figure(self, offset: int) -> None:
        """Show the image that was clicked."""
        from reader.tui.layers.picture import show_picture

        view = self._desk.sitting.leaf.view
        for figure in figures_at(view, view.block_at(offset)) if view is not None else ():
            show_picture(self._desk, figure)

    def _figures(self) -> Iterator[Figure]:
        """The images in sight, from the eye on, then those above it."""
        leaf = self._desk.sitting.leaf
        if leaf.view is None:
            return
        starts = dict.fromkeys(line.start for line in leaf.window if line.roles == ("figure",))
        for start in sorted(starts, key=lambda start: start < leaf.eye):
            yield from figures_at(leaf.view, leaf.view.block_at(start))

    def do_wider(self, count: Count) -> None:
        """Longer lines, as far as there is room."""
        leaf = self._desk.sitting.leaf
        is_full = leaf.geometry.measure < leaf.typography.measure
        steps = 0 if is_full else count or 1
        self._measure(leaf.typography.wider(STEP * steps).measure)

    def do_narrower(self, count: Count) -> None:
        """Shorter lines, from what is really shown."""
        leaf = self._desk.sitting.leaf
        now = leaf.typography.at(min(leaf.typography.measure, leaf.geometry.measure))
        self._measure(now.wider(-STEP * (count or 1)).measure)

    def do_usual_measure(self, count: Count) -> None:
        """Lines of the usual length."""
        self._measure(None)

    def do_theme(self, count: Count) -> None:
        """The next theme."""
        from reader.tui.messages import NextTheme

        self._desk.post_message(NextTheme())

    def do_zen(self, count: Count) -> None:
        """Nothing but the page, or everything again."""
        desk = self._desk
        desk.set_class(not desk.has_class("-zen"), "-zen")
        desk.set_focus(desk.page)
