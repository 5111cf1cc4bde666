"""What was kept, as other programs are told of it: essays, and the passages kept of each.

The order is that of titles, and of the text; ids never change. So two exports differ only where
something changed. Of a passage in a closed region there is everything but its text.
"""

from collections.abc import Collection, Iterator
from itertools import groupby

from reader.errors import SourceError
from reader.library.essay import Essay
from reader.library.filenames import natural
from reader.session import kept
from reader.session.kept import Bookmark
from reader.session.reading import Found, Reading
from reader.session.session import Session
from reader.values import dataclass, field

CONTEXT = 32
"""Code points of context on either side, at most."""
LOST, AWAY = "lost", "away"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A bookmark, as it may be seen now."""

    id: str
    quotation: str
    """What was kept; empty if it is closed."""
    is_closed: bool
    note: str
    label: str
    letter: str
    colour: int
    """1 to 5; 0: none."""
    tags: tuple[str, ...]
    section: tuple[str, ...]
    """Titles, outermost first."""
    created: str
    """ISO 8601, UTC."""
    changed: str
    start: int
    """Offsets in the text as it is now; where it once was if the passage is lost."""
    end: int
    how: str
    """`exact`, `moved`, `changed`, `lost`; `away` where the essay is not in the library."""
    prefix: str
    suffix: str
    link: str
    """What opens the reader there."""


@dataclass(frozen=True, slots=True)
class EssayExcerpts:
    """What was kept of one essay."""

    id: str
    title: str
    author: str = ""
    date: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    is_there: bool = True
    """Whether the essay is in the library now."""
    excerpts: tuple[Excerpt, ...] = field(default=())
    """In the order of the text, lost ones last."""


def excerpts(session: Session, essays: Collection[str] | None = None) -> Iterator[EssayExcerpts]:
    """What was kept of some essays, by their ids, or of all. One essay is read at a time."""
    marks = [mark for mark in session.marks.all() if essays is None or mark.essay in essays]
    marks.sort(key=lambda mark: (*_order(session, mark), mark.created, mark.id))
    for essay_id, some in groupby(marks, key=lambda mark: mark.essay):
        yield _of_essay(session, essay_id, list(some))


def link(essay_id: str, bookmark_id: str) -> str:
    """What to type to be there."""
    return f"reader open {essay_id}#{bookmark_id.removeprefix(kept.BOOKMARK + ':')}"


def _order(session: Session, mark: Bookmark) -> tuple[object, ...]:
    essay = session.essay(mark.essay)
    title = essay.title if essay else mark.title
    return natural(title), title, mark.essay


def _of_essay(session: Session, essay_id: str, marks: list[Bookmark]) -> EssayExcerpts:
    essay = session.essay(essay_id)
    if essay is None:
        found = (_unplaced(session, mark) for mark in marks)
        return EssayExcerpts(essay_id, marks[-1].title, is_there=False, excerpts=tuple(found))
    try:
        reading = session.open(essay)
    except SourceError:
        found = (_unplaced(session, mark) for mark in marks)
        return _known(essay, essay_id, tuple(found))
    ids = {mark.id for mark in marks}
    here = (each for each in reading.marks if each.bookmark.id in ids)
    return _known(reading.essay, essay_id, tuple(_placed(reading, each) for each in here))


def _known(essay: Essay, essay_id: str, found: tuple[Excerpt, ...]) -> EssayExcerpts:
    return EssayExcerpts(
        essay_id,
        essay.title,
        essay.author,
        essay.date,
        essay.language,
        essay.tags,
        excerpts=found,
    )


def _placed(reading: Reading, found: Found) -> Excerpt:
    """A bookmark of an essay that was read."""
    view = reading.view
    is_shown = reading.is_shown(found)
    section = view.section_path(found.start) if found.how != LOST else found.bookmark.section
    prefix = suffix = ""
    if is_shown and found.how != LOST:
        low = max((b for _a, b in view.hidden(found.start - CONTEXT, found.start)), default=0)
        high = next((a for a, _b in view.hidden(found.end, found.end + CONTEXT)), view.end)
        prefix = view.text(max(low, found.start - CONTEXT), found.start)
        suffix = view.text(found.end, min(high, found.end + CONTEXT))
    return _excerpt(found, is_shown, section, prefix, suffix)


def _unplaced(session: Session, mark: Bookmark) -> Excerpt:
    """A bookmark of an essay that cannot be read."""
    start, end = (value if isinstance(value, int) else 0 for value in _span(mark))
    may_quote = session.marks.may_quote(mark)
    found = Found(mark, start, end, AWAY)
    return _excerpt(found, may_quote, mark.section, "", "")


def _span(mark: Bookmark) -> tuple[object, object]:
    return mark.place.get("start"), mark.place.get("end")


def _excerpt(
    found: Found, is_shown: bool, section: tuple[str, ...], prefix: str, suffix: str
) -> Excerpt:
    mark = found.bookmark
    return Excerpt(
        mark.id,
        mark.quotation if is_shown else "",
        not is_shown,
        mark.note,
        mark.label,
        mark.letter,
        mark.colour,
        mark.tags,
        section,
        mark.created,
        mark.changed or mark.created,
        found.start,
        found.end,
        found.how,
        prefix,
        suffix,
        link(mark.essay, mark.id),
    )
