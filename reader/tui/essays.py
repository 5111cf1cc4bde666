"""The list's rows: the essays under their headings, with how far one has come.

Beside the page an essay has two lines. In a list that has the whole window it has one, in columns, which give way from
the right as the window narrows.
"""

from __future__ import annotations

from pathlib import Path

from reader.library.essay import Essay
from reader.library.roll import place_in
from reader.session import kept
from reader.session.kept import all_tags
from reader.session.session import Session
from reader.text import clean
from reader.text.cells import drawn, fit, width
from reader.text.line import Roles
from reader.text.placard import PlacardWords
from reader.tui.arrangement import Entry, Heading
from reader.tui.listing import LazyRows, Parts, Row, Runs, giving_way
from reader.values import NamedTuple
from reader.wording import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 16
"""Essays of which each is asked for alone."""
_TITLE = 24
"""Cells that the titles keep, whatever columns there are."""


class _Column(NamedTuple):
    name: str
    cells: int


_COLUMNS = (
    _Column("progress", 5),
    _Column("length", 20),
    _Column("signs", 9),
    _Column("author", 16),
    _Column("date", 11),
    _Column("tags", 20),
)
"""Behind the title, those that are missed least last."""


def percent(fraction: float) -> str:
    """How far one is: 100% only at the very end."""
    return "100%" if fraction >= 1 else f"{min(99, int(fraction * 100))}%"


class EssayRows(LazyRows):
    """One row an entry, made when it is looked at; above them the essay to continue with."""

    def __init__(
        self,
        session: Session,
        entries: Sequence[Entry],
        current: str,
        words: PlacardWords,
        continued: Essay | None,
        here: float,
        cells: int = 0,
    ) -> None:
        """*current* is the id of the open essay, *here* how far the reader is in it, 0 to 1.

        *cells* is the width of a list with columns, 0 of one without.
        """
        self._session = session
        self._entries = entries
        self._current = current
        self._words = words
        self._continued = continued
        self._here = here
        few = [*entries, continued] if len(entries) <= _FEW else ()
        ids = [each.id for each in few if isinstance(each, Essay)]
        self._marked = kept.marked(session.state, ids)
        self._columns = columns(cells)
        self._title_cells = cells - 3 - sum(column.cells + 1 for column in self._columns)

    def __len__(self) -> int:
        return len(self._entries) + (1 if self._continued else 0)

    def row(self, index: int) -> Row:
        """The row of an entry, or of the essay to continue with."""
        if self._continued:
            if index == 0:
                return self._continue_row(self._continued)
            index -= 1
        entry = self._entries[index]
        if isinstance(entry, Heading):
            return _heading_row(entry)
        return self._column_row(entry) if self._columns else self._essay_row(entry)

    def index_of(self, essay_id: str) -> int | None:
        """The row of an essay, or None if it is filtered away."""
        shift = 1 if self._continued else 0
        place = place_in(self._entries, essay_id)
        return None if place is None else place + shift

    def _continue_row(self, essay: Essay) -> Row:
        state = kept.essay_state(self._session.state, essay.id)
        minutes = max(
            1, round(self._session.pacing.seconds(essay.length) * (1 - state.progress) / 60)
        )
        left = ngettext("{n} min left", "{n} min left", minutes).format(n=minutes)
        title = clean.line(essay.title)
        right: Runs = ((percent(state.progress), ("progress",)),)
        head: Runs = ((" ▸ ", ("key",)), (_("Continue"), ("current",)))
        if self._columns:
            return Row((*head, (f" {title}  {left}", ("faint",))), right, essay.id)
        return Row(head, right, essay.id, ((f"   {left} · {title}", ("faint",)),))

    def _essay_row(self, essay: Essay) -> Row:
        is_current = essay.id == self._current
        right = self._progress(essay)
        detail: Parts = [("  " + self._words.length(essay.length), ("faint",))]
        detail += [(" " + text, roles) for text, roles in self._signs(essay)]
        left = (_edge(is_current), (" " + clean.line(essay.title), self._role(essay)))
        return Row(left, tuple(right), essay.id, tuple(detail), is_current=is_current)

    def _column_row(self, essay: Essay) -> Row:
        is_current = essay.id == self._current
        left: Parts = [_edge(is_current), (" ", ())]
        left += _filled([(clean.line(essay.title), self._role(essay))], self._title_cells)
        for column in self._columns:
            left.append((" ", ()))
            left += _filled(self._cell(essay, column.name), column.cells)
        return Row(tuple(left), (), essay.id, is_current=is_current)

    def _role(self, essay: Essay) -> Roles:
        return ("faint",) if self._session.is_out_of_reach(essay) else ()

    def _cell(self, essay: Essay, name: str) -> Parts:
        match name:
            case "author":
                return [(clean.line(essay.author), ())]
            case "date":
                return [(clean.line(essay.date), ("faint",))]
            case "length":
                return [(self._words.length(essay.length), ("faint",))]
            case "progress":
                return self._progress(essay)
            case "signs":
                signs = self._signs(essay)
                return [(text + " ", roles) for text, roles in signs]
        tags = all_tags(essay, self._session.state)
        return [(" ".join(f"#{clean.line(tag)}" for tag in tags), ("faint",))]

    def _progress(self, essay: Essay) -> Parts:
        state = kept.essay_state(self._session.state, essay.id)
        is_current = essay.id == self._current
        if state.finished:
            return [("✓", ("done",))]
        if state.opened or is_current:
            return [(percent(self._here if is_current else state.progress), ("progress",))]
        return []

    def _signs(self, essay: Essay) -> Parts:
        """Locks, bookmarks, and what the reader wants with it."""
        signs: Parts = []
        if self._session.is_out_of_reach(essay):
            signs.append(("⊘", ("failure",)))
        if closed := self._session.regions.closed_count(essay):
            signs.append((f"🔒{closed}", ("lock",)))
        if essay.id in self._marked:
            signs.append(("⚑", ("flag",)))
        state = kept.essay_state(self._session.state, essay.id)
        if state.later:
            signs.append(("◷", ("key",)))
        if state.archived:
            signs.append(("▣", ("faint",)))
        return signs


def columns(cells: int) -> tuple[_Column, ...]:
    """The columns that there is room for behind the title in *cells*."""
    left = cells - 3 - _TITLE
    found = []
    for column in _COLUMNS:
        left -= column.cells + 1
        if left < 0:
            break
        found.append(column)
    return tuple(found)


def column_heading(name: Runs, count: Runs, cells: int) -> Runs:
    """*name* and *count* above the titles, and behind them what the columns of a list of *cells* are
    called, as far as known by no sign. Of *count* the first runs give way.
    """
    names = {"author": _("author"), "date": _("date"), "tags": _("tags")}
    shown = columns(cells)
    title = cells - 3 - sum(column.cells + 1 for column in shown) + 2
    count = giving_way(count, title - 2 - sum(width(text) for text, _roles in name))
    counted = sum(width(text) for text, _roles in count)
    found: Parts = [*_filled(list(name), title - counted), *count]
    for column in shown:
        found += [(" ", ()), *_filled([(names.get(column.name, ""), ("faint",))], column.cells)]
    return tuple(found)


def _heading_row(heading: Heading) -> Row:
    name = heading.name or _("without")
    if name.startswith("/"):
        name = "/".join(Path(name).parts[-2:])
    text = (f" {clean.line(name)} ", ("pane_title",))
    return Row((text,), ((f"{heading.count:,}", ("faint",)),))


def _edge(is_current: bool) -> tuple[str, Roles]:
    return (drawn("▌"), ("key",)) if is_current else (" ", ())


def _filled(parts: Parts, cells: int) -> Parts:
    """*parts* in exactly *cells*."""
    found: Parts = []
    for text, roles in parts:
        if cells > 0 and text:
            shown = fit(text, cells) if width(text) > cells else text
            found.append((shown, roles))
            cells -= width(shown)
    return [*found, (" " * max(0, cells), ())]
