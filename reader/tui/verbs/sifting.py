"""Sorting and filtering the list of essays."""

from reader.session.sorting import ORDERS
from reader.tui.essays import ORDER_NAMES
from reader.tui.keys import Pane
from reader.tui.prompt import Prompt
from reader.tui.verbs.verb import Count, Group
from reader.wording import _


class Sifting(Group):
    """Sorting and filtering the list of essays."""

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
        desk, sitting = self._desk, self._desk.sitting
        sitting.is_filtering = True
        desk.prompt = Prompt(
            Pane.ESSAYS, self._filter_by, self._keep_filter, self._drop_filter, sitting.filter
        )
        desk.show_list()
        desk.show_status()

    def _filter_by(self, text: str) -> None:
        self._desk.sitting.filter = text
        self._desk.show_list(0)
        self._desk.show_status()

    def _keep_filter(self, key: str) -> None:
        desk = self._desk
        self.end_filter()
        if key == "Enter" and desk.sitting.list.chosen is not None:
            desk.list.choose()
        desk.show_list(0)
        desk.show_status()

    def _drop_filter(self) -> None:
        self.end_filter()
        self._filter_by("")

    def end_filter(self) -> None:
        """Type no more; the filter stays."""
        self._desk.sitting.is_filtering = False
        self._desk.prompt = None
