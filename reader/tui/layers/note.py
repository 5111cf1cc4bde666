"""The editor of a note: what is typed is never lost. Enter keeps it, Esc leaves it as a draft."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from reader.tui import editor
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.tui.layers.quoted import Quoted
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

    class Elsewhere(Message):
        """The reader's own editor is wanted."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "ctrl+s", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Ended(event.key != "escape"))
        elif event.key in _NEW_LINE:
            event.stop()
            event.prevent_default()
            self.insert("\n")
        elif event.key == "ctrl+e":
            event.stop()
            event.prevent_default()
            self.post_message(self.Elsewhere())
        else:
            await super()._on_key(event)


class NoteEditor(Layer[Written]):
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
            yield Quoted(self._passage, id="note-passage")
            lines = Lines(self._text, id="note-text", soft_wrap=True, show_line_numbers=False)
            lines.move_cursor(lines.document.end)
            yield lines
            said = _("Enter keeps it · Alt+Enter new line · Ctrl+E in $EDITOR · Esc: a draft")
            yield Hints(said, id="note-footer")

    def on_lines_ended(self, event: Lines.Ended) -> None:
        """Give what was written."""
        event.stop()
        if self.is_open:
            self.dismiss(Written(self.query_one(TextArea).text.rstrip(), event.is_kept))

    def on_lines_elsewhere(self, event: Lines.Elsewhere) -> None:
        """Have the text edited in the reader's own editor; it comes back here."""
        event.stop()
        lines = self.query_one(Lines)
        with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
            file.write(lines.text)
            file.flush()
            words = editor.command(Path(file.name), 1)
            if isinstance(words, str):
                self.query_one("#note-footer", Hints).update(words)
                return
            with self.app.suspend():
                editor.run(words)
            # An editor may have put another file in its place.
            text = Path(file.name).read_text("utf-8", "replace").rstrip()
        lines.load_text(text)
        lines.move_cursor(lines.document.end)

    def on_key(self, event: events.Key) -> None:
        """Close also before the text has the focus."""
        if event.key == "escape":
            event.stop()
            self.dismiss(Written(self.query_one(TextArea).text.rstrip(), is_kept=False))
