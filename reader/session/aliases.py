"""Essays that are known by another id than their place on this machine gives them.

An id is made from where a source lies. So the same essay has another one on another machine, and
when it was moved. Whoever finds that two ids mean one essay (`reader.session.adoption`) keeps an
*alias*: a record that says under which id all that was kept is to be found. Aliases lead on to
others; where two machines have each chosen their own at the same time, the smaller id is meant, on
both.
"""

from __future__ import annotations

from reader.library.essay import Essay
from reader.library.state import State
from reader.library.state.text import said
from reader.session.kept import ESSAY, essay_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ALIAS = "alias"


class Aliases:
    """The aliases in a state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._next = {
            record.id.removeprefix(f"{ALIAS}:"): str(record.fields.get("essay") or "")
            for record in state.of_kind(ALIAS)
        }

    def __bool__(self) -> bool:
        return bool(self._next)

    def __iter__(self) -> Iterator[str]:
        """The ids that are aliases of others."""
        return (each for each in self._next if self.meant(each) != each)

    def meant(self, essay_id: str) -> str:
        """The id that an id leads to: itself, if it is no alias."""
        seen: list[str] = []
        while essay_id in self._next and essay_id not in seen:
            seen.append(essay_id)
            essay_id = self._next[essay_id]
        if essay_id in seen:
            return min(seen[seen.index(essay_id) :])
        return essay_id

    def of(self, essay: Essay) -> str:
        """The id that an essay is known by: its own, if its alias is of an essay of another text."""
        meant = self.meant(essay.id)
        return meant if meant == essay.id or self.fits(essay, meant) else essay.id

    def fits(self, essay: Essay, essay_id: str) -> bool:
        """Whether an essay has the text, or the title, of what was kept under an id."""
        record = self._state.get(essay_key(essay_id))
        if record is None:
            return False
        known = record.fields.get("fingerprint"), record.fields.get("title")
        return essay.fingerprint == known[0] or essay.title == known[1]


def may_inherit(state: State, essay: Essay) -> bool:
    """Whether an essay has the text or the title of another one of which something is kept."""
    parts = said(essay.fingerprint), said(essay.title)
    known = ((each.id, each.fields) for each in state.of_kind(ESSAY, *parts))
    return any(
        essay.fingerprint == fields.get("fingerprint") or essay.title == fields.get("title")
        for name, fields in known
        if name != essay_key(essay.id)
    )
