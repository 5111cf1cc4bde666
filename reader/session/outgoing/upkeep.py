"""The export folder that is kept up to date by itself, after each save.

Only essays of which something changed are read and written again. A thread of its own does it, with
a session of its own: the reader waits for nothing, not even when leaving, since what was missed is
made up for after the next save.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from zlib import crc32

from reader.errors import ReaderError
from reader.library.carrying import Exporting
from reader.library.state import State
from reader.library.state.text import line
from reader.session import kept
from reader.session.kept import essay_of
from reader.session.outgoing.excerpts import EssayExcerpts, excerpts
from reader.session.outgoing.folder import Outcome, export_to, states_in
from reader.session.session import Session

MakeSession = Callable[[State], AbstractContextManager[Session]]


def writer_of(
    session: Session, form: str, template: Path | None = None
) -> tuple[str, Callable[[EssayExcerpts], str]]:
    """The suffix of an essay's file in a form, and what writes it."""
    if template is not None:
        from reader.session.outgoing.template import filled

        suffixes = [s for s in template.suffixes if s not in (".j2", ".jinja", ".jinja2")]
        return (suffixes[-1] if suffixes else ".txt"), lambda essay: filled(template, [essay])
    if form == "markdown":
        from reader.session.outgoing.markup import note_file

        return ".md", note_file
    if form == "json":
        from reader.session.outgoing.data import whole

        return ".json", lambda essay: whole(session, {essay.id})
    from reader.session.outgoing.forms import forms

    found = forms()[form]
    return found.suffix, lambda essay: found.written([essay])


def digests(state: State) -> Mapping[str, str]:
    """By essay of which something is kept: what tells whether its file is to be written anew."""
    found: dict[str, int] = {}
    for record in (*state.of_kind(kept.BOOKMARK), *state.of_kind(kept.REGION)):
        name = essay_of(record)
        # The order of records is no matter.
        found[name] = found.get(name, 0) ^ crc32(line(record))
    return {essay: f"{found[essay]:08x}" for essay in kept.marked(state)}


class Upkeep:
    """Who keeps one folder up to date."""

    def __init__(
        self, where: Exporting, make_session: MakeSession, complain: Callable[[str], None]
    ) -> None:
        """*complain* gets a sentence when something cannot be written, on the thread that writes."""
        self._where = where
        self._make_session = make_session
        self._complain = complain
        self._change = threading.Condition()
        self._next: State | None = None
        self._worker: threading.Thread | None = None
        self._said = ""

    def follow(self, state: State) -> None:
        """Have the folder follow a state that was saved. Returns at once."""
        with self._change:
            self._next = state
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="upkeep")
                self._worker.start()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is to be done, or for so long; whether nothing is."""
        with self._change:
            return self._change.wait_for(lambda: self._worker is None, seconds)

    def _work(self) -> None:
        while True:
            with self._change:
                state, self._next = self._next, None
                if state is None:
                    self._worker = None
                    self._change.notify_all()
                    return
            try:
                self.write(state)
                self._said = ""
            except ReaderError as error:
                if str(error) != self._said:
                    self._said = str(error)
                    self._complain(str(error))

    def write(self, state: State) -> Outcome | None:
        """Bring the folder up to date with *state*; None if nothing was to be done."""
        now, before = digests(state), states_in(self._where.folder)
        changed = {name for name in now.keys() | before if now.get(name) != before.get(name)}
        if not changed:
            return None
        with self._make_session(state) as session:
            suffix, written = writer_of(session, self._where.form)
            found = list(excerpts(session, changed))
            gone = changed - {essay.id for essay in found}
            found += [EssayExcerpts(each, "") for each in sorted(gone)]
            return export_to(self._where.folder, found, suffix, written, is_all=False, states=now)
