"""Collections: filters that are used often, the reader's own and those that there always are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.session import kept
from reader.session.filtering import STATES, Sifter, folded, sheaf_of
from reader.session.kept import all_tags
from reader.text import clean
from reader.tui.layers.picker import Command, Picker
from reader.tui.listing import Row
from reader.wording import _, mark

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_STATE_NAMES = {
    "unread": mark("unread"),
    "reading": mark("begun"),
    "finished": mark("finished"),
    "later": mark("to be read later"),
    "archived": mark("put away"),
    "paid": mark("with paid regions"),
    "marked": mark("with bookmarks"),
}


def show_collections(desk: Desk) -> None:
    """Show the collections, and filter the list by the one that is chosen."""
    session = desk.session
    sifter = Sifter(sheaf_of(session.essays, session.sheaf), session.state)
    tags = Counter(tag for essay in session.essays for tag in all_tags(essay, session.state))
    now = desk.sitting.arrangement.filter.strip()

    def rows(words: str) -> list[Row]:
        wanted = [folded(word) for word in words.split()]
        found: list[Row] = []

        def add(name: str, words: str, sign: str, key: object) -> None:
            if all(word in folded(f"{name} {words}") for word in wanted):
                count = str(len(sifter.sift(words)))
                left = ((f" {sign} ", ("key",)), (clean.line(name), ()))
                found.append(Row(left, ((count, ("faint",)),), key))

        own = kept.collections(session.state)
        if now and now not in own.values():
            add(_("Keep «{words}» as a collection").format(words=now), now, "+", ("keep", now))
        for name, said in own.items():
            add(name, said, "★", ("own", name))
        for state in STATES:
            add(_(_STATE_NAMES[state]), f"is:{state}", "·", ("filter", f"is:{state}"))
        for tag, _count in tags.most_common():
            add(tag, f"tag:{tag}", "#", ("filter", f"tag:{tag}"))
        return found

    def named(name: str) -> None:
        name = clean.line(name).strip()
        if name:
            session.publish(kept.with_collection(session.state, session.now(), name, now))

    def delete(key: object) -> None:
        match key:
            case ("own", str(name)):
                session.publish(kept.with_collection(session.state, session.now(), name, ""))

    def keep(key: object) -> None:
        match key:
            case ("keep", str(words)):
                picker.ask(words, _("a name for this collection"), named)

    def done(chosen: object) -> None:
        match chosen:
            case ("keep", str(words)):
                named(words)
            case ("own", str(name)):
                desk.verbs.filter_by(kept.collections(session.state).get(name, ""))
            case ("filter", str(words)):
                desk.verbs.filter_by(words)

    picker = Picker(
        desk.paint,
        _("Collections"),
        rows,
        placeholder=_("type to filter"),
        empty=_("No collection is called that."),
        footer=_("Enter shows it · Ctrl+R names a new one · Ctrl+D deletes · Esc closes"),
        commands=(Command("Ctrl+R", keep), Command("Ctrl+D", delete)),
    )
    desk.app.push_screen(picker, done)
