"""`reader list`: the essays of the library."""

from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import Opened, library
from reader.cli.printing import columns, notice, print_json, print_rows
from reader.errors import UsageError
from reader.library.essay import Essay
from reader.library.roll import rolled
from reader.session import kept
from reader.session.filtering import Sifter, misunderstood, sheaf_of
from reader.session.grouping import grouped
from reader.session.kept import all_tags
from reader.session.sorting import sorted_essays
from reader.text import clean
from reader.wording import _, ngettext

_ROOM_FOR_LENGTHS = 60
"""Cells; a narrower terminal is left to the titles."""


def list_essays(asked: Asked) -> int:
    """Print the essays, one a line."""
    with library(asked) as opened:
        session = opened.session
        for complaint in session.scan().complaints:
            notice(complaint)
        essays = sorted_essays(session.essays, session.state, asked.value("--sort") or "library")
        if words := asked.value("--filter"):
            essays = Sifter(sheaf_of(essays), session.state).sift(words)
            if complaint := misunderstood(words, strictly=not essays):
                raise UsageError(complaint)
        else:
            # What is put away is listed only when it is asked for.
            essays = rolled(essays).without(kept.archived(session.state))
        marks = kept.marked(session.state)
        if asked.has("--json"):
            print_json([_plain(opened, essay, marks.get(essay.id, 0)) for essay in essays])
        else:
            room = columns()
            has_lengths = room is None or room >= _ROOM_FOR_LENGTHS
            by = asked.value("--group") or "none"
            groups = [("", essays)] if by == "none" else grouped(essays, session.state, by)
            for name, group in groups:
                if by != "none":
                    print(f"{clean.line(name) or _('without')}  ({len(group)})")
                print_rows(
                    (_row(opened, essay, marks.get(essay.id, 0), has_lengths) for essay in group),
                    frozenset((1, 2)),
                )
    return 0


def print_essay_names(asked: Asked) -> int:
    """For shells: id, tab, title of what the index knows; if it is empty, of what there is."""
    with library(asked, is_quiet=True) as opened:
        session = opened.session
        for essay in session.recall() or session.scan().essays:
            print(f"{essay.id}\t{clean.line(essay.title)}")
    return 0


def length_in_words(essay: Essay) -> str:
    """How long an essay is: `3,204 字`, `1,204 words`."""
    count = essay.length.shown
    if essay.length.in_words:
        return ngettext("{count:,} word", "{count:,} words", count).format(count=count)
    return _("{count:,} 字").format(count=count)


def _row(opened: Opened, essay: Essay, marks: int, has_lengths: bool) -> tuple[str, ...]:
    """Id, how far one is, lengths where there is room, locks and bookmarks, title."""
    done = kept.essay_state(opened.session.state, essay.id)
    progress = "✓" if done.finished else f"{int(done.progress * 100)}%" if done.opened else "·"
    closed = opened.session.regions.closed_count(essay)
    said = clean.line(essay.title)
    if essay.author:
        said += f" — {clean.line(essay.author)}"
    locks, flags = f"🔒{closed}" if closed else "", f"⚑{marks}" if marks else ""
    lengths = (length_in_words(essay), _("{count} min").format(count=essay.length.minutes))
    return (essay.id, progress, *(lengths if has_lengths else ()), locks, flags, said)


def _plain(opened: Opened, essay: Essay, marks: int) -> dict[str, Any]:
    done = kept.essay_state(opened.session.state, essay.id)
    return {
        "id": essay.id,
        "title": essay.title,
        "author": essay.author or None,
        "date": essay.date or None,
        "language": essay.language,
        "tags": list(all_tags(essay, opened.session.state)),
        "path": str(essay.path),
        "han": essay.length.han,
        "words": essay.length.words,
        "minutes": essay.length.minutes,
        "progress": done.progress,
        "finished": done.finished,
        "later": done.later,
        "archived": done.archived,
        "opened": done.opened or None,
        "regions": len(essay.regions),
        "closed": opened.session.regions.closed_count(essay),
        "bookmarks": marks,
    }
