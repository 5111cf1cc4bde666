"""What bookmarks look like on the page: a sign in the margin, a highlight over the text."""

from bisect import bisect_left
from collections.abc import Iterator

from reader.session.kept import Bookmark
from reader.session.reading import Found, Reading
from reader.text.line import Line, Roles
from reader.tui.overlay import Lay

NOTE, FLAG = "✎", "⚑"


class Annotations:
    """The bookmarks of one reading, as they are painted."""

    def __init__(self, reading: Reading) -> None:
        # In the order of the text: what touches a line is found without looking at all of them.
        self._found = [mark for mark in reading.marks if mark.how != "lost"]
        self._starts = [mark.start for mark in self._found]
        self._longest = max((mark.end - mark.start for mark in self._found), default=0)

    def sign(self, line: Line) -> tuple[str, Roles] | None:
        """What stands beside a line that bookmarks begin in: of several the most telling."""
        here = [mark.bookmark for mark in self._between(line.start, line.end)]
        return max((sign_of(mark) for mark in here), key=_telling) if here else None

    def lays(self, line: Line) -> list[Lay]:
        """What is laid over a line: long highlights below short ones, notes' underlines on top."""
        near = self._between(line.start - self._longest, line.end)
        here = [mark for mark in near if mark.end > line.start]
        here.sort(key=lambda mark: mark.start - mark.end)
        return [lay for mark in here for lay in _lays_of(mark)]

    def _between(self, start: int, end: int) -> list[Found]:
        """The bookmarks that begin in a span."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def sign_of(mark: Bookmark) -> tuple[str, Roles]:
    """A bookmark's sign in one cell: its letter, a pen for a note, its colour's number, or a flag."""
    roles: Roles = ("body", f"mark{mark.colour}") if mark.colour else ("flag",)
    if mark.letter.isascii() and mark.letter.isalpha():
        return mark.letter[0], roles
    if mark.note or mark.draft:
        return NOTE, roles
    return (str(mark.colour), roles) if mark.colour else (FLAG, roles)


def _telling(sign: tuple[str, Roles]) -> int:
    text = sign[0]
    return 3 if text.isalpha() else 2 if text == NOTE else 1 if text == FLAG else 0


def _lays_of(found: Found) -> Iterator[Lay]:
    mark = found.bookmark
    if mark.colour:
        yield Lay(found.start, found.end, f"mark{mark.colour}")
    elif mark.note or mark.draft:
        yield Lay(found.start, found.end, "noted")
