"""Which essays the list holds, in which order, under which headings: the reader's choices of them.

At ten thousand essays it is asked at each key that is typed into the filter; so what was sorted stays sorted until the
library, or what it was sorted by, has changed.
"""

from __future__ import annotations

from reader.library.essay import Essay
from reader.library.roll import rolled
from reader.session import kept
from reader.session.grouping import GROUPINGS, grouped
from reader.session.session import Session
from reader.session.sorting import ORDERS, OWN_ORDERS, sorted_essays
from reader.values import dataclass
from reader.wording import mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.session.filtering import Sheaf, Sifter

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

GROUPING_NAMES: dict[str, str] = {
    "none": mark("no groups"),
    "folder": mark("folder"),
    "author": mark("author"),
    "tag": mark("tag"),
    "year": mark("year"),
}
"""What the groupings of `reader.session.grouping` are called."""


@dataclass(frozen=True)
class Heading:
    """What stands above a group."""

    name: str
    """Empty for what has none."""
    count: int


Entry = Essay | Heading


class Arrangement:
    """The reader's view of the library."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.order = str(session.setting("sort", ORDERS[0]))
        self.grouping = str(session.setting("group", GROUPINGS[0]))
        self.filter = ""
        self._sorted: tuple[tuple[object, ...], Sequence[Essay]] = ((), ())
        self._sheaf: Sheaf | None = None
        self._sifter: tuple[tuple[object, ...], Sifter] | None = None
        self._sifted: tuple[tuple[object, ...], Sequence[Essay]] = ((), ())
        self._grouped: tuple[tuple[object, ...], Sequence[Entry]] = ((), ())
        self._left: tuple[tuple[object, ...], Sequence[Essay]] = ((), ())

    @property
    def essays(self) -> Sequence[Essay]:
        """All essays in their order, put away or not."""
        session = self._session
        if self.order not in ORDERS[1:]:
            return session.essays
        of_state = None if self.order in OWN_ORDERS else session.state
        key = session.essays, self.order, of_state
        if not _is_same(self._sorted[0], key):
            self._sorted = key, sorted_essays(session.essays, session.state, self.order)
        return self._sorted[1]

    def shown(self) -> Sequence[Essay]:
        """The essays that the filter leaves; without one, all that are not put away."""
        essays, state = self.essays, self._session.state
        if not self.filter.strip():
            return self._not_put_away()
        if self._sifter is None or not _is_same(self._sifter[0], (essays, state)):
            from reader.session.filtering import Sifter, sheaf_of

            self._sheaf = sheaf_of(essays, self._sheaf, self._session.sheaf)
            self._sifter = (essays, state), Sifter(self._sheaf, state)
        sifter = self._sifter[1]
        if not _is_same(self._sifted[0], (sifter, self.filter)):
            # The list asks more than once: for its rows, and for how many there are.
            self._sifted = (sifter, self.filter), sifter.sift(self.filter)
        return self._sifted[1]

    def entries(self) -> Sequence[Entry]:
        """The essays that are shown, under their headings if they are grouped."""
        shown = self.shown()
        if self.grouping not in GROUPINGS[1:]:
            return shown
        key = shown, self._session.state, self.grouping
        if not _is_same(self._grouped[0], key):
            found: list[Entry] = []
            for name, essays in grouped(*key):
                found.append(Heading(name, len(essays)))
                found += essays
            self._grouped = key, found
        return self._grouped[1]

    def sort(self) -> str:
        """Take the next order; gives what it is called."""
        self.order = _next(ORDERS, self.order)
        self._session.set("sort", self.order)
        return ORDER_NAMES[self.order]

    def group(self) -> str:
        """Take the next grouping; gives what it is called."""
        self.grouping = _next(GROUPINGS, self.grouping)
        self._session.set("group", self.grouping)
        return GROUPING_NAMES[self.grouping]

    def _not_put_away(self) -> Sequence[Essay]:
        essays, state = self.essays, self._session.state
        if not _is_same(self._left[0], (essays, state)):
            archived = kept.archived(state)
            self._left = (essays, state), rolled(essays).without(archived)
        return self._left[1]


def _next(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def _is_same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether both were made of the same values: equal ones would take as long to compare as to sort."""
    return len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True))
