"""What bookmarks look like on the page: a sign in the margin, a highlight over the text."""

from __future__ import annotations

from bisect import bisect_left

from reader.session.kept import Bookmark
from reader.session.reading import Found, Reading
from reader.text.line import Line, Roles
from reader.tui.overlay import Lay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE, FLAG, CHANGED = "✎", "⚑", "~"


class Annotations:
    """The bookmarks of one reading, as they are painted."""

    def __init__(self, reading: Reading) -> None:
        # In the order of the text: what touches a line is found without looking at all of them.
        self._found = [mark for mark in reading.marks if mark.how != "lost"]
        self._starts = [mark.start for mark in self._found]
        self._longest = max((mark.end - mark.start for mark in self._found), default=0)

    def sign(self, line: Line) -> tuple[str, Roles] | None:
        """What stands beside a line that bookmarks begin in: of several the most telling."""
        here = self._between(line.start, line.end)
        signs = (sign_of(mark.bookmark, has_changed=mark.how == "changed") for mark in here)
        return max(signs, key=_telling, default=None)

    def lays(self, line: Line) -> list[Lay]:
        """What is laid over a line: long highlights below short ones, notes' underlines on top."""
        near = self._between(line.start - self._longest, line.end)
        here = [mark for mark in near if mark.end > line.start]
        here.sort(key=lambda mark: mark.start - mark.end)
        return [lay for mark in here for lay in _lays_of(mark)]

    def _between(self, start: int, end: int) -> list[Found]:
        """The bookmarks that begin in a span."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def sign_of(mark: Bookmark, *, has_changed: bool = False) -> tuple[str, Roles]:
    """A bookmark's sign in one cell: its letter, a pen for a note, ~ where the passage has changed,
    its colour's number, or a flag.
    """
    roles: Roles = ("body", f"mark{mark.colour}") if mark.colour else ("flag",)
    if mark.letter.isascii() and mark.letter.isalpha():
        return mark.letter[0], roles
    if mark.note or mark.draft:
        return NOTE, roles
    if has_changed:
        return CHANGED, roles
    return (str(mark.colour), roles) if mark.colour else (FLAG, roles)


def _telling(sign: tuple[str, Roles]) -> int:
    text = sign[0]
    return 9 if text.isalpha() else {NOTE: 3, CHANGED: 2, FLAG: 1}.get(text, 0)


def _lays_of(found: Found) -> Iterator[Lay]:
    mark = found.bookmark
    if mark.colour:
        yield Lay(found.start, found.end, f"mark{mark.colour}")
    elif mark.note or mark.draft:
        yield Lay(found.start, found.end, "noted")
