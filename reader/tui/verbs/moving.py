"""Moving through the page and the lists: lines, pages, paragraphs, sentences, sections.

While something is selected, the movements that lead to a place in the text extend the selection.
"""

from collections.abc import Callable

from reader.text import motion
from reader.text.selection import PARAGRAPH, SECTION, SENTENCE
from reader.text.view import View
from reader.tui.verbs.selecting import Selecting
from reader.tui.verbs.verb import Count
from reader.wording import _

Step = Callable[[View, int], int | None]


class Moving(Selecting):
    """Moving through the page and the lists: lines, pages, paragraphs, sentences, sections."""

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
        if not self.extend_rows(count or 1):
            self._by(count or 1)

    def do_line_up(self, count: Count) -> None:
        """A line up, or *count*."""
        if not self.extend_rows(-(count or 1)):
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
        elif not self.extend_to(0):
            self._desk.opening.note_jump()
            self._desk.page.go(0)

    def do_end(self, count: Count) -> None:
        """To the end."""
        if self._rows is not None:
            self._rows.go(len(self._rows.listing.rows) - 1, -1)
        elif not self.extend_to(max(0, self._end - 1)):
            self._desk.opening.note_jump()
            self._desk.page.go_end()

    @property
    def _end(self) -> int:
        view = self._desk.sitting.leaf.view
        return view.end if view is not None else 0

    def do_percent(self, count: Count) -> None:
        """To *count* percent of the essay."""
        if count is not None:
            self.go_percent(count)

    def go_percent(self, percent: int) -> None:
        """To a percentage of the essay's text."""
        view = self._desk.sitting.leaf.view
        if view is not None:
            self._desk.opening.note_jump()
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
        if not self.extend(PARAGRAPH, count or 1):
            self._step(motion.next_paragraph, count)

    def do_previous_paragraph(self, count: Count) -> None:
        """To the paragraph before."""
        if not self.extend(PARAGRAPH, -(count or 1)):
            self._step(motion.previous_paragraph, count)

    def do_next_sentence(self, count: Count) -> None:
        """To the next sentence that begins in another line."""
        if not self.extend(SENTENCE, count or 1):
            self._step(motion.next_sentence, count)

    def do_previous_sentence(self, count: Count) -> None:
        """To the sentence before."""
        if not self.extend(SENTENCE, -(count or 1)):
            self._step(motion.previous_sentence, count)

    def do_next_section(self, count: Count) -> None:
        """To the next section, or the one *count* further."""
        if not self.extend(SECTION, count or 1) and not self._step(motion.next_section, count):
            self._desk.toast(_("This is the last section."))

    def do_previous_section(self, count: Count) -> None:
        """To the section before, or the beginning of this one."""
        if not self.extend(SECTION, -(count or 1)):
            self._step(motion.previous_section, count)
