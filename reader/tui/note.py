"""The editor of a note: what is typed is never lost. Enter keeps it, Esc leaves it as a draft."""

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.wording import _

_NEW_LINE = frozenset({"shift+enter", "alt+enter", "ctrl+j"})


class Written(NamedTuple):
    """What was written."""

    text: str
    is_kept: bool
    """Whether it is to be the note; else it is a draft."""


class Lines(TextArea):
    """The text, of which Enter ends the writing and not the line."""

    class Ended(Message):
        """Enough was written."""

        def __init__(self, is_kept: bool) -> None:
            super().__init__()
            self.is_kept = is_kept

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "ctrl+s", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Ended(event.key != "escape"))
        elif event.key in _NEW_LINE:
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await super()._on_key(event)


class NoteEditor(ModalScreen[Written]):
    """A small window to write in."""

    def __init__(self, passage: str, text: str) -> None:
        """*passage* is what the note is about, on one line."""
        super().__init__()
        self._passage = passage
        self._text = text

    def compose(self) -> ComposeResult:
        """The passage, the text, a word on the keys."""
        with Vertical(id="note") as box:
            box.border_title = _("Note")
            yield Static(self._passage, id="note-passage", markup=False)
            lines = Lines(self._text, id="note-text", soft_wrap=True, show_line_numbers=False)
            lines.move_cursor(lines.document.end)
            yield lines
            said = _("Enter keeps it · Alt+Enter a new line · Esc leaves a draft")
            yield Static(said, id="note-footer", markup=False)

    def on_lines_ended(self, event: Lines.Ended) -> None:
        """Give what was written."""
        event.stop()
        self.dismiss(Written(self.query_one(TextArea).text.rstrip(), event.is_kept))

    def on_key(self, event: events.Key) -> None:
        """Close also before the text has the focus."""
        if event.key == "escape":
            event.stop()
            self.dismiss(Written(self.query_one(TextArea).text.rstrip(), is_kept=False))
