"""A picker: a line to type in, and rows that match it. Help, palette and bookmarks are pickers.

`Esc` closes it. What is typed filters; `Enter` or a click chooses. A picker gives what was chosen and knows nothing of
what it means.
"""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reader.tui.ink import Paint
from reader.tui.keys import key_name
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.tui.listing import Listing, Row
from reader.tui.rows import Rows
from reader.values import dataclass
from reader.wording import _

_WALKS = {
    "↓": 1, "↑": -1, "Tab": 1, "Shift+Tab": -1, "Ctrl+N": 1, "Ctrl+P": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A key that does something with the row under the cursor, or, if it needs none, without."""

    key: str
    act: Callable[[object], None]
    needs_row: bool = True


class Picker(Layer[object]):
    """Rows to choose from; dismissed with what was chosen, or None."""

    def __init__(
        self,
        paint: Paint,
        title: str,
        rows: Callable[[str], Sequence[Row]],
        *,
        placeholder: str = "",
        empty: str = "",
        footer: str = "",
        commands: Sequence[Command] = (),
        row_height: int = 1,
    ) -> None:
        super().__init__()
        self._paint = paint
        self._title = title
        self._rows_for = rows
        self._placeholder = placeholder
        self._empty = empty
        self._footer = footer
        self._commands = {command.key: command for command in commands}
        self._row_height = row_height
        self._renaming: Callable[[str], None] | None = None
        self._filter = ""

    def compose(self) -> ComposeResult:
        """The line, the rows, a word on the keys."""
        with Vertical(id="picker") as box:
            box.border_title = self._title
            yield Input(placeholder=self._placeholder, compact=True, id="query")
            rows = Rows(self._paint, self._listing(), id="found")
            rows.can_focus = False
            yield rows
            yield from self.below()
            yield Hints(self._footer, id="picker-footer")

    def _listing(self) -> Listing:
        return Listing(row_height=self._row_height)

    def below(self) -> ComposeResult:
        """What stands between the rows and the word on the keys."""
        yield from ()

    def on_mount(self) -> None:
        """Show everything that can be chosen."""
        self.query_one("#picker-footer").display = bool(self._footer)
        self.reload(0)

    @property
    def _found(self) -> Rows:
        return self.query_one("#found", Rows)

    @property
    def _input(self) -> Input:
        return self.query_one("#query", Input)

    def reload(self, cursor: int | None = None) -> None:
        """Show the rows for what is typed."""
        if not self.is_open:
            return
        words = self._filter if self._renaming else self._input.value
        rows = self._rows_for(words)
        if not rows:
            rows = (Row(((self.nothing(words), ("faint",)),)),)
        if cursor is None:
            # The same row as before, wherever it stands now; else the one that took its place.
            chosen = self._found.listing.chosen
            same = (n for n, row in enumerate(rows) if chosen is not None and row.key == chosen)
            cursor = next(same, None)
        self._found.show(rows, cursor)

    def nothing(self, words: str) -> str:
        """What is said where *words* leave no row."""
        return self._empty

    def walked(self) -> None:
        """The cursor is on another row."""

    def say(self, text: str) -> None:
        """Say something in the last line, or the keys again if it is empty."""
        self.query_one("#picker-footer", Hints).update(text or self._footer)

    def ask(self, value: str, placeholder: str, done: Callable[[str], None]) -> None:
        """Use the line for a new name; *done* gets it. What was typed to filter comes back afterwards."""
        self._filter, self._renaming = self._input.value, done
        self.say(_("Enter keeps it · Esc leaves it as it was"))
        self._input.placeholder = placeholder
        with self._input.prevent(Input.Changed):
            self._input.value = value
        self._input.action_end()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        event.stop()
        if self._renaming is not None:
            return
        if event.value in (" ", "\u3000"):
            # A blank alone filters nothing; it pages, as it does on the page.
            with self._input.prevent(Input.Changed):
                self._input.value = ""
            self._turn(1)
        else:
            self.reload(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose, or take the new name."""
        event.stop()
        if self._renaming is not None:
            done = self._renaming
            self._stop_asking()
            done(event.value)
            self.reload()
        else:
            self._found.choose()

    def _stop_asking(self) -> None:
        self._renaming = None
        self._input.placeholder = self._placeholder
        self.say("")
        with self._input.prevent(Input.Changed):
            self._input.value = self._filter
        self._input.action_end()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Give what was chosen."""
        event.stop()
        self.dismiss(event.key)

    def on_key(self, event: events.Key) -> None:
        """Walk, act, close: before the line takes the key."""
        name = key_name(event.key, event.character)
        if name == "Esc":
            event.stop()
            if self._renaming is not None:
                self._stop_asking()
                self.reload()
            else:
                self.dismiss(None)
        elif name == "Enter" and self.focused is None:
            event.stop()
            self._found.choose()
        elif self._renaming is not None:
            return
        elif name in _WALKS:
            event.stop()
            event.prevent_default()
            self._found.walk(_WALKS[name])
            self.walked()
        elif name in ("PgDn", "PgUp"):
            event.stop()
            self._turn(1 if name == "PgDn" else -1)
        elif name in self._commands:
            event.stop()
            event.prevent_default()
            chosen, command = self._found.listing.chosen, self._commands[name]
            if chosen is not None or not command.needs_row:
                command.act(chosen)
                if self.is_current:
                    self.reload()
        elif self.focused is None and event.character and event.is_printable:
            # Typed before the line had the focus: nothing that is typed is lost.
            event.stop()
            self._input.insert_text_at_cursor(event.character)

    def _turn(self, pages: int) -> None:
        self._found.walk(pages * (self._found.listing.visible_rows - 1))
        self.walked()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)
