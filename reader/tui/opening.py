"""The essay that a desk shows: opening it, reading it again, and taking over what is found out about it."""

from __future__ import annotations

import threading

from reader.contexts import suppress
from reader.errors import ReaderError, SourceError
from reader.library.essay import Essay
from reader.session import kept
from reader.session.reading import Reading
from reader.text.document import Stage
from reader.tui.messages import Sought
from reader.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.tui.desk import Desk


class Opening:
    """Opens essays for a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.jumps: list[tuple[Essay, int]] = []
        """Where the reader jumped from, the last one last."""
        self._is_gone = False
        """Whether it was told that the file of what is open is gone."""

    @property
    def reading(self) -> Reading | None:
        """The essay that is open."""
        return self._desk.reading

    def open(self, essay: Essay, offset: int | None = None, *, is_jump: bool = False) -> bool:
        """Show an essay: at *offset*, or where it was left. Gives whether it could be opened."""
        if is_jump:
            self.note_jump()
        if self.reading is not None and self.reading.essay.id == essay.id:
            if offset is not None:
                self._desk.page.go(offset)
            return True
        before = self.reading
        self._desk.resting.leave()
        try:
            self._desk.sitting.open(essay, offset)
        except ReaderError as error:
            self._desk.toast(str(error), is_failure=True)
            return False
        if self.reading is not None and self.reading is not before:
            self.opened(self.reading)
        return True

    def reload(self) -> None:
        """Read the open essay again, and find the place again, if its source has changed.

        If it is gone, say so once; what was read of it stays on the page.
        """
        reading = self.reading
        if reading is None:
            return
        was_gone, self._is_gone = self._is_gone, self._desk.session.is_gone(reading)
        if self._is_gone and not was_gone:
            said = _("The file is gone: the page shows what was read of it.")
            self._desk.toast(said, is_failure=True)
        if not self._desk.session.is_stale(reading):
            return
        with suppress(SourceError):
            # What was open may be gone already; then the place is where it rested last.
            self._desk.resting.leave()
        try:
            self._desk.sitting.open(reading.essay)
        except ReaderError as error:
            self._desk.toast(str(error), is_failure=True)
            return
        if self.reading is not None:
            self.opened(self.reading)
            self._desk.show_outline()
            self._desk.toast(_("The file has changed: it was read again."))

    def opened(self, reading: Reading) -> None:
        """Show an essay that was opened just now."""
        self._desk.background.take_postponed()
        if reading.view.stage is Stage.UNDERSTOOD:
            self._desk.session.note_opened(reading)
        self._seek(reading)
        self._desk.verbs.seek_on()
        self._desk.page.repaint()
        self._desk.show_list()
        if self._desk.is_shown:
            self._desk.background.begin(reading)
        # Also one who does not move on has read the page that was opened.
        self._desk.follow()

    def _seek(self, reading: Reading) -> None:
        """Look for the bookmarks of a text that has changed, on a thread; keep where they are."""
        if reading.unsought:

            def seek() -> None:
                self._desk.post_message(Sought(reading.sought()))

            threading.Thread(target=seek, name="reader-seek", daemon=True).start()
        elif self._desk.session.marks.renew(reading):
            self.refresh_marks()

    def take_sought(self, sought: Reading) -> None:
        """Show the bookmarks that were found."""
        if self.reading is not None and self.reading.essay.id == sought.essay.id:
            self.show(self.reading.joined(sought))
            if self._desk.session.marks.renew(self.reading):
                self.refresh_marks()

    def note_jump(self, offset: int | None = None) -> None:
        """Remember a place of the open essay for `''`: *offset*, or where the page is."""
        if self.reading is not None:
            place = self._desk.sitting.leaf.position if offset is None else offset
            self.jumps.append((self.reading.essay, place))
            del self.jumps[:-100]

    def show(self, reading: Reading) -> None:
        """Show another reading of the same essay: regions or bookmarks have changed."""
        before, self._desk.sitting.reading = self.reading, reading
        if before is None or before.view is not reading.view:
            if self._desk.sitting.finding is not None:
                self._desk.sitting.finding.look_through(reading)
                self._desk.verbs.seek_on()
            self._desk.page.look_through(reading.view)
        else:
            self._desk.page.repaint()
        self._desk.show_outline()
        self._desk.show_list()
        self._desk.show_status()

    def renew(self) -> None:
        """Show what is known now of the open essay's source; what is in sight stays as it is."""
        with self._desk.telling():
            self._renew()

    def _renew(self) -> None:
        before, leaf = self.reading, self._desk.sitting.leaf
        renewed = (
            self._desk.session.stages.renewed(before, leaf.position) if before is not None else None
        )
        if before is None or renewed is None:
            return
        reading, offset = renewed
        if reading.essay.id != before.essay.id:
            self.jumps.clear()
        is_end_in_sight = leaf.foot is not None
        self._desk.sitting.renew(reading, offset)
        if is_end_in_sight:
            self.note_jump()
            leaf.go_end()
        self._desk.verbs.seek_on()
        if reading.view.stage is Stage.UNDERSTOOD:
            self._desk.sitting.deepened = None
            self._desk.session.note_opened(reading)
        self._seek(reading)
        self._desk.page.repaint()
        self._desk.show_outline()
        self._desk.show_list()
        self._desk.show_status()

    def refresh_marks(self) -> None:
        """Show the bookmarks as the state now has them."""
        if self.reading is not None:
            marks = kept.bookmarks(self._desk.session.state, self.reading.essay.id)
            self.show(self.reading.with_marks(marks))
        else:
            self._desk.show_list()

    def here(self) -> dict[str, Reading | None]:
        """The open essay, for whoever would read it again."""
        return {self.reading.essay.id: self.reading} if self.reading else {}
