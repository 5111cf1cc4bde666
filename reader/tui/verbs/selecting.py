"""Selecting by keyboard: where a selection begins, and how it grows."""

from reader.text import selection as select
from reader.text.selection import Selection, Steps, closed_within
from reader.tui.clipboard import copy
from reader.tui.verbs.verb import Count, Group
from reader.wording import _, ngettext


class Selecting(Group):
    """Selecting by keyboard: where a selection begins, and how it grows."""

    _column: tuple[Selection, int] | None = None
    """The column that a walk by lines keeps to, and the selection it has led to."""

    # Where it begins.

    def do_select(self, count: Count) -> None:
        """Select the sentence under the reader's eye, or *count* sentences."""
        self._begin(select.SENTENCE, count)

    def do_select_paragraph(self, count: Count) -> None:
        """Select the paragraph under the reader's eye; what is selected grows to whole paragraphs."""
        page, leaf = self._desk.page, self._desk.sitting.leaf
        if leaf.selection is None or leaf.view is None:
            self._begin(select.PARAGRAPH, count)
        else:
            page.select(select.grown(leaf.view, leaf.selection, select.PARAGRAPH), reveals=True)

    def _begin(self, unit: Steps, count: Count) -> None:
        desk, leaf = self._desk, self._desk.sitting.leaf
        found = None if leaf.view is None else select.selected(leaf.view, leaf.marked, unit)
        if found is None or leaf.view is None:
            desk.toast(_("There is nothing to select."))
        else:
            found = select.stepped(leaf.view, found, unit, (count or 1) - 1)
            desk.page.select(found, reveals=True)

    # How it grows.

    def extend(self, unit: Steps, steps: int) -> bool:
        """Extend the selection by units; whether there is one."""
        selection, view = self._selection, self._desk.sitting.leaf.view
        if selection is None or view is None:
            return False
        self._extend_to(select.stepped(view, selection, unit, max(-10_000, min(steps, 10_000))))
        return True

    def extend_rows(self, rows: int) -> bool:
        """Extend the selection by lines; whether there is one."""
        selection, leaf = self._selection, self._desk.sitting.leaf
        if selection is None or leaf.view is None:
            return False
        kept = self._column
        column = kept[1] if kept is not None and kept[0] == selection else None
        at = selection.start if selection.is_back else selection.end - 1
        found = leaf.row_from(at, rows, column)
        if found is not None:
            moved = select.moved_to(leaf.view, selection, found[0])
            self._column = moved, found[1]
            self._extend_to(moved)
        return True

    def extend_to(self, offset: int) -> bool:
        """Extend the selection to a place; whether there is one."""
        selection, view = self._selection, self._desk.sitting.leaf.view
        if selection is None or view is None:
            return False
        self._extend_to(select.moved_to(view, selection, offset))
        return True

    def _extend_to(self, moved: Selection) -> None:
        desk, view = self._desk, self._desk.sitting.leaf.view
        before = desk.sitting.leaf.selection
        desk.page.select(moved, reveals=True)
        if view is None or before is None:
            return
        closed = len(closed_within(view, moved.start, moved.end))
        if closed > len(closed_within(view, before.start, before.end)):
            desk.toast(said_closed(closed))

    def do_further(self, count: Count) -> None:
        """The end that moves a character on."""
        self.extend(select.CHARACTER, count or 1)

    def do_nearer(self, count: Count) -> None:
        """The end that moves a character back."""
        self.extend(select.CHARACTER, -(count or 1))

    def do_word_further(self, count: Count) -> None:
        """The end that moves a word on, or a run of 字."""
        self.extend(select.WORD, count or 1)

    def do_word_nearer(self, count: Count) -> None:
        """The end that moves a word back."""
        self.extend(select.WORD, -(count or 1))

    def do_swap(self, count: Count) -> None:
        """Have the other end move."""
        selection, view = self._selection, self._desk.sitting.leaf.view
        if selection is not None and view is not None:
            self._desk.page.select(select.swapped(view, selection), reveals=True)

    def do_drop(self, count: Count) -> None:
        """Select nothing."""
        self._desk.page.select(None)

    # Copying.

    def do_copy(self, count: Count) -> None:
        """Copy what is selected: the essay's own text."""
        desk, leaf = self._desk, self._desk.sitting.leaf
        view = leaf.view
        if view is None:
            return
        if leaf.selection is None:
            desk.toast(_("Nothing is selected: v selects, then y copies. q leaves."))
            return
        start, end = leaf.selection.start, leaf.selection.end
        copy(desk.app, lambda: select.passage_text(view, start, end))
        size = sum(b - a for a, b in view.visible(start, end))
        said = ngettext("Copied {n:,} character.", "Copied {n:,} characters.", size).format(n=size)
        if closed := len(closed_within(view, start, end)):
            said += " " + said_closed(closed)
        desk.page.select(None)
        desk.toast(said)


def said_closed(count: int) -> str:
    """A sentence about the closed regions that a passage reaches over."""
    return ngettext(
        "{n} closed region is left out.", "{n} closed regions are left out.", count
    ).format(n=count)
