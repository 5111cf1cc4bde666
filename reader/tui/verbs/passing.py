"""What is on the page: opening and closing paid regions, following links."""

from reader.text import clean
from reader.tui.clipboard import copy
from reader.tui.verbs.verb import Count, Group
from reader.wording import _


class Passing(Group):
    """What is on the page: opening and closing paid regions, following links."""

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
            reading, ticket = desk.session.regions.turn(desk.reading, region)
            desk.opening.show(reading)
            desk.toast_when_kept(ticket, _("Opened; p closes it.") if was_closed else _("Closed."))

    def do_turn_all(self, count: Count) -> None:
        """Open all regions of the essay, or close all."""
        desk = self._desk
        if desk.reading is None or not desk.reading.view.regions:
            desk.toast(_("This essay has no paid regions."))
            return
        any_closed = bool(desk.reading.view.closed)
        reading, ticket = desk.session.regions.turn_all(desk.reading)
        desk.opening.show(reading)
        said = _("All paid regions are open.") if any_closed else _("All paid regions are closed.")
        desk.toast_when_kept(ticket, said)

    def follow(self, target: str, *, is_note: bool) -> None:
        """Go to a note, or say where a link leads."""
        desk = self._desk
        offset = desk.reading.note_offset(target) if is_note and desk.reading else None
        if offset is not None:
            desk.opening.note_jump()
            desk.page.go(offset)
        else:
            copy(desk.app, lambda: clean.line(target))
            desk.toast(_("Copied the link: {target}").format(target=clean.line(target)))
