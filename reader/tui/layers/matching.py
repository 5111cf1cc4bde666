"""The paragraphs of the open essay that hold a match, to choose from.

What is typed filters them. Of a long essay the rows come as its paragraphs are looked at, a little between two frames.
"""

from collections.abc import Sequence
from time import monotonic

from textual.timer import Timer

from reader.text import clean
from reader.tui.finding import PAUSE, SLICE, Finding, Paragraphs
from reader.tui.ink import Paint
from reader.tui.layers.picker import Picker
from reader.tui.listing import Row
from reader.wording import _


class Matching(Picker):
    """The paragraphs that match."""

    def __init__(self, paint: Paint, finding: Finding) -> None:
        self._paragraphs = paragraphs = finding.paragraphs()
        self._timer: Timer | None = None
        said = _("{n} paragraphs with «{words}»")
        super().__init__(
            paint,
            said.format(n=len(paragraphs), words=clean.line(finding.query.text)),
            self._with_words,
            placeholder=_("type to filter"),
            empty=_("Nothing matches."),
            footer=_("Enter goes there · Esc closes"),
            row_height=2,
        )

    def nothing(self, words: str) -> str:
        """What is said where *words* leave no row."""
        return "…" if self._paragraphs.has_more else super().nothing(words)

    def _with_words(self, words: str) -> Sequence[Row]:
        if self._timer is not None:
            self._timer.stop()
        self._paragraphs = self._paragraphs.with_words(words)
        self._look(self._paragraphs)
        return self._paragraphs

    def _look(self, paragraphs: Paragraphs) -> None:
        """Look at some paragraphs, and then at others."""
        end = monotonic() + SLICE
        while paragraphs.has_more:
            paragraphs.look_on()
            if monotonic() > end:
                break
        if paragraphs.has_more:
            self._timer = self.set_timer(PAUSE, lambda: self._go_on(paragraphs))

    def _go_on(self, paragraphs: Paragraphs) -> None:
        if paragraphs is not self._paragraphs or not self.is_open:
            return
        before = len(paragraphs)
        self._look(paragraphs)
        if before < self._found.listing.visible_rows or not paragraphs.has_more:
            rows: Sequence[Row] = paragraphs or (Row(((self.nothing(""), ("faint",)),)),)
            self._found.show(rows, self._found.listing.cursor if before else 0)
