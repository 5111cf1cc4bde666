"""The list's rows: the essays in an order, filtered, with how far one has come."""

import unicodedata
from collections.abc import Sequence
from typing import overload

from reader.library.essay import Essay
from reader.session import kept
from reader.session.session import Session
from reader.text import clean
from reader.text.line import Roles
from reader.text.placard import PlacardWords
from reader.tui.listing import Row
from reader.wording import mark

ORDER_NAMES: dict[str, str] = {
    "library": mark("library order"),
    "title": mark("title"),
    "author": mark("author"),
    "date": mark("date"),
    "length": mark("length"),
    "progress": mark("progress"),
    "opened": mark("last opened"),
}
"""What the orders of `reader.session.sorting` are called."""


def folded(text: str) -> str:
    """*text* as a filter compares it: without case, width or blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def matches(essay: Essay, words: str) -> bool:
    """Whether each word of a filter stands in the essay's title, author or tags."""
    said = folded(" ".join((essay.title, essay.author, *essay.tags)))
    return all(folded(word) in said for word in words.split())


def percent(fraction: float) -> str:
    """How far one is: 100% only at the very end."""
    return "100%" if fraction >= 1 else f"{min(99, int(fraction * 100))}%"


class EssayRows(Sequence[Row]):
    """One row an essay, made when it is looked at; above them the essay to continue with."""

    def __init__(
        self,
        session: Session,
        essays: list[Essay],
        current: str,
        words: PlacardWords,
        continued: Essay | None,
        continue_word: str,
        here: float,
    ) -> None:
        """*current* is the id of the open essay, *here* how far the reader is in it, 0 to 1."""
        self._session = session
        self._essays = essays
        self._current = current
        self._words = words
        self._continued = continued
        self._continue_word = continue_word
        self._here = here
        self._marked = kept.marked(session.state)

    def __len__(self) -> int:
        return len(self._essays) + (1 if self._continued else 0)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if index < 0 or index >= len(self):
            raise IndexError(index)
        if self._continued:
            if index == 0:
                return self._continue_row(self._continued)
            index -= 1
        return self._row(self._essays[index])

    def index_of(self, essay_id: str) -> int | None:
        """The row of an essay, or None if it is filtered away."""
        shift = 1 if self._continued else 0
        for n, essay in enumerate(self._essays):
            if essay.id == essay_id:
                return n + shift
        return None

    def _continue_row(self, essay: Essay) -> Row:
        progress = percent(kept.essay_state(self._session.state, essay.id).progress)
        detail = ((f"   {clean.line(essay.title)}", ("faint",)),)
        left = ((" ▸ ", ("key",)), (self._continue_word, ("current",)))
        return Row(left, ((progress, ("progress",)),), essay.id, detail)

    def _row(self, essay: Essay) -> Row:
        state = kept.essay_state(self._session.state, essay.id)
        is_current = essay.id == self._current
        bar: tuple[str, Roles] = ("▌", ("key",)) if is_current else (" ", ())
        right: list[tuple[str, Roles]] = []
        if state.finished:
            right.append(("✓", ("done",)))
        elif state.opened or is_current:
            progress = self._here if is_current else state.progress
            right.append((percent(progress), ("progress",)))
        detail: list[tuple[str, Roles]] = [("  " + self._words.length(essay.length), ("faint",))]
        if closed := self._session.closed_count(essay):
            detail.append((f" 🔒{closed}", ("lock",)))
        if essay.id in self._marked:
            detail.append((" ⚑", ("flag",)))
        left = (bar, (" " + clean.line(essay.title), ()))
        return Row(left, tuple(right), essay.id, tuple(detail), is_current=is_current)
