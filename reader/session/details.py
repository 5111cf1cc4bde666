"""What is known of one essay: where it came from, how it was understood, what was done with it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from reader.formats import Parsed
from reader.library.essay import Essay
from reader.library.sources import exists, status
from reader.session import kept
from reader.session.kept import all_tags
from reader.session.session import Session
from reader.values import dataclass


@dataclass(frozen=True)
class Details:
    """One essay's."""

    essay: Essay
    state: kept.EssayState
    tags: tuple[str, ...]
    closed: int
    """Regions that are closed now."""
    bookmarks: int
    sections: int
    siblings: int
    """Essays that the source holds, this one among them."""
    size: int
    """Bytes of the source; 0 of standard input."""
    changed: str
    """When the source was written last, ISO 8601 in local time, or empty."""
    parsed: Parsed

    @property
    def path(self) -> Path:
        """The source."""
        return self.essay.path

    def plain(self) -> dict[str, Any]:
        """The details as JSON has them."""
        essay, state = self.essay, self.state
        return {
            "id": essay.id,
            "title": essay.title,
            "author": essay.author or None,
            "date": essay.date or None,
            "language": essay.language,
            "tags": list(self.tags),
            "path": str(self.path),
            "size": self.size,
            "changed": self.changed or None,
            "format": self.parsed.format,
            "encoding": self.parsed.encoding,
            "confidence": self.parsed.sure,
            "replaced": self.parsed.replaced,
            "essays": self.siblings,
            "ordinal": essay.ordinal + 1,
            "sections": self.sections,
            "han": essay.length.han,
            "words": essay.length.words,
            "minutes": essay.length.minutes,
            "regions": len(essay.regions),
            "closed": self.closed,
            "bookmarks": self.bookmarks,
            "progress": state.progress,
            "finished": state.finished,
            "later": state.later,
            "archived": state.archived,
            "opened": state.opened or None,
            "warnings": [{"line": o.line, "message": o.message} for o in self.parsed.oddities],
        }


def details(session: Session, essay: Essay, parsed: Parsed, *, at_once: bool = False) -> Details:
    """The details of *essay*, whose source is *parsed* (`session.parsed`).

    If they must be there *at_once*, those of a large source are what is known of it so far. SourceError says why it
    cannot be read.
    """
    reading = session.open(essay, at_once=at_once)
    size, changed = 0, ""
    if exists(essay.path):
        found = status(essay.path)
        size = found.st_size
        changed = datetime.fromtimestamp(found.st_mtime).isoformat(" ", "minutes")
    return Details(
        reading.essay,
        kept.essay_state(session.state, essay.id),
        all_tags(essay, session.state),
        session.regions.closed_count(reading.essay),
        len(kept.bookmarks(session.state, essay.id)),
        len(reading.view.sections),
        len(parsed.documents),
        size,
        changed,
        parsed,
    )
