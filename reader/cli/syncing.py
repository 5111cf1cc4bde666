"""`reader sync`: what was kept, to the reader's other machines and back."""

import fcntl
import os
from collections.abc import Iterator
from typing import Any

from reader import paths
from reader.cli.asked import Asked
from reader.cli.opening import Opened, library
from reader.cli.printing import notice, print_json
from reader.contexts import contextmanager
from reader.errors import ReaderError
from reader.library.carrying import Syncing
from reader.library.config import configuration
from reader.library.device import device_name
from reader.library.gitcarrier import GitFolder
from reader.library.journals import Journals
from reader.library.state import Record
from reader.library.state.text import row
from reader.session import kept
from reader.session.kept import essay_of
from reader.session.syncing import Exchange
from reader.text import clean
from reader.wording import _, ngettext


def sync(asked: Asked) -> int:
    """Exchange with the other devices, or with `--dry-run` show what would be told them."""
    config = configuration().sync
    if config is None:
        said = _("Nothing is synced: config.yaml names no folder. For example: {example}")
        raise ReaderError(said.format(example="sync: {folder: ~/reader-sync, git: true}"))
    with library(asked) as opened, _alone():
        opened.session.scan()
        journals = Journals(config.folder, config.device or device_name(paths.device_file()))
        exchange = Exchange(opened.session, journals)
        if asked.has("--dry-run"):
            return _show(asked, exchange)
        return _exchange(asked, opened, config, exchange)


@contextmanager
def _alone() -> Iterator[None]:
    """No other `reader sync` runs on this machine meanwhile."""
    path = paths.device_file().with_name("sync.lock")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ReaderError(_("Another `reader sync` is at work.")) from None
    finally:
        os.close(lock)


def _exchange(asked: Asked, opened: Opened, config: Syncing, exchange: Exchange) -> int:
    """Take, tell, and have it carried; 1 if the others could not be reached."""
    git = GitFolder(config.folder, config.remote) if config.is_git else None
    failure = exchange.run(opened.save, git)
    for sentence in exchange.notices:
        notice(sentence)
    if asked.has("--json"):
        print_json({**_numbers(exchange), "carried": not failure})
    else:
        _print(exchange)
    if failure:
        notice(failure)
        notice(
            _("What is new here is in {folder} and goes out the next time.").format(
                folder=clean.line(str(config.folder))
            )
        )
        return 1
    return 0


def _numbers(exchange: Exchange) -> dict[str, Any]:
    changed = exchange.changed()
    marks = [record for record in changed if record.kind == kept.BOOKMARK]
    return {
        "device": exchange.journals.path.stem,
        "devices": list(exchange.journals.read().devices),
        "sent": exchange.sent,
        "received": len(changed),
        "bookmarks": len(marks),
        "deleted": sum(record.deleted for record in marks),
        "withheld": exchange.withheld,
    }


def _print(exchange: Exchange) -> None:
    numbers = _numbers(exchange)
    said = _("Sent {sent}, received {received}; {count} devices.")
    print(
        said.format(
            sent=numbers["sent"], received=numbers["received"], count=len(numbers["devices"])
        )
    )
    if numbers["bookmarks"]:
        count = numbers["bookmarks"]
        told = ngettext(
            "{count} bookmark came or changed", "{count} bookmarks came or changed", count
        )
        print("  " + told.format(count=count))
    _say_withheld(exchange.withheld)


def _say_withheld(count: int) -> None:
    if count:
        told = ngettext(
            "The text of {count} bookmark stays here: its region is closed.",
            "The texts of {count} bookmarks stay here: their regions are closed.",
            count,
        )
        notice(told.format(count=count))


def _show(asked: Asked, exchange: Exchange) -> int:
    """Print what would be told, and write nothing."""
    outgoing = exchange.outgoing(exchange.take())
    if asked.has("--json"):
        print_json([row(record) for record in outgoing.news])
        return 0
    for record in outgoing.news:
        print(_line(exchange, record))
    _say_withheld(outgoing.withheld)
    return 0


def _line(exchange: Exchange, record: Record) -> str:
    """One record that would be told: of which essay, which fields, and the text among them."""
    session = exchange.session
    whole = session.state.records[record.id]
    essay = session.essay(essay_of(whole))
    title = essay.title if essay else str(whole.fields.get("title") or "")
    place = record.fields.get("place")
    quotation = str(place.get("exact", "")) if isinstance(place, dict) else ""
    said = (quotation, *(str(record.fields.get(name) or "") for name in ("label", "note")))
    names = ", ".join(sorted(record.fields))
    parts = (record.kind, clean.line(title), " · ".join(clean.line(each) for each in said if each))
    return "  ".join((*(part for part in parts if part), f"({clean.line(names)})"))
