"""Carrying what was kept between machines, on what people already run: a folder, or git.

Each device tells the others, in its own file (`reader.library.journals`), what nobody has told yet,
and takes from all files what it does not know. What is told is what may leave: settings and folders
belong to the machine and stay, and so does the text of closed regions (`reader.session.leaving`).
"""

from collections.abc import Callable
from typing import NamedTuple

from reader.library.gitcarrier import GitFolder, Unreachable
from reader.library.journals import Journals, Told
from reader.library.state import Record, State, merge, news
from reader.session import kept
from reader.session.leaving import as_shown, travelling
from reader.session.session import Session


class Outgoing(NamedTuple):
    """What is to be told."""

    news: tuple[Record, ...]
    """Records, with the fields that nobody has told."""
    own: State | None
    """What this device's file should say instead, where it says something that is closed now."""
    withheld: int
    """How many bookmarks' texts stay here, because they are closed."""


class Exchange:
    """One device's part in it."""

    def __init__(self, session: Session, journals: Journals) -> None:
        self.session = session
        self.journals = journals
        self.notices: tuple[str, ...] = ()
        """Sentences about lines that could not be read."""
        self.sent = 0
        """Records of which something was told."""
        self.withheld = 0
        """Bookmarks whose text stayed here."""
        self._before = session.state

    def take(self) -> Told:
        """Take over what the files say that the session does not know. Raises StateError."""
        told = self.journals.read()
        self.notices = told.notices
        state = self.session.state
        merged = merge(state, told.all)
        if merged is not state:
            self.session.publish(merged)
            self.session.adopt()
        return told

    def outgoing(self, told: Told) -> Outgoing:
        """What the session knows that the files do not say."""
        state, said = self.session.state, told.own.records
        records = travelling(state)
        pairs = list(as_shown(self.session, [*records, *said.values()]))
        shown = [new for old, new in pairs if state.records.get(old.id) is old]
        own = State.of(new for old, new in pairs if said.get(old.id) is old)
        # What is taken back, because it has been closed since, counts as never told.
        known = merge(own, told.others).records
        found = (news(record, known.get(record.id)) for record in shown)
        return Outgoing(
            tuple(record for record in found if record is not None),
            None if own == told.own else own,
            sum(
                each.kind == kept.BOOKMARK and each is not state.records[each.id] for each in shown
            ),
        )

    def tell(self, told: Told) -> bool:
        """Write what is to be told; whether anything was written. Raises StateError."""
        outgoing = self.outgoing(told)
        self.sent += len(outgoing.news)
        self.withheld = outgoing.withheld
        return self.journals.tell(outgoing.news, told, outgoing.own)

    def run(self, save: Callable[[], None], git: GitFolder | None = None) -> str:
        """Take, *save*, tell, and have git carry it, or whoever else carries the folder.

        Gives a sentence if the others could not be reached: what is told waits in the folder then.
        Raises StateError and GitError.
        """
        if git is not None:
            git.prepare()

        def take_and_tell() -> None:
            told = self.take()
            save()
            self.tell(told)
            if git is not None and self.journals.path.exists():
                git.commit(self.journals.path, f"{self.journals.path.stem}: what was kept")

        take_and_tell()
        if git is None or not git.has_remote:
            return ""
        try:
            git.exchange(take_and_tell)
        except Unreachable as failure:
            return str(failure)
        return ""

    def changed(self) -> list[Record]:
        """The living records that are new, or were changed or deleted, by what was taken."""
        before, after = self._before, self.session.state
        return [
            record
            for record in after.records.values()
            if before.records.get(record.id) is not record
            and record.kind in (kept.BOOKMARK, kept.ESSAY, kept.REGION)
        ]
