"""A window that asks for one line: a label, tags."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.wording import _


class Ask(Layer[str | None]):
    """One line to type; dismissed with it, or with None if it was not wanted."""

    def __init__(self, title: str, value: str, placeholder: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The line, and a word on the keys."""
        with Vertical(id="ask") as box:
            box.border_title = self._title
            yield Input(
                self._value, self._placeholder, compact=True, select_on_focus=False, id="answer"
            )
            yield Hints(_("Enter keeps it · Esc leaves it as it was"), id="ask-footer")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed."""
        event.stop()
        self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Give nothing."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
