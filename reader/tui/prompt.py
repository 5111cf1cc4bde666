"""A line that is typed on the desk itself, not in a window of its own: the filter of a list, what is to be found.

A prompt takes the keys of one pane until `Enter` or `Tab` accepts it, or `Esc` drops it. Where it is shown is for
whoever asked; keys that it does not want go on to the verbs.
"""

from collections.abc import Callable, Mapping

from reader.text import clean
from reader.text.cells import drawn
from reader.tui.keys import Pane

_WALKING = frozenset({"↓", "↑", "PgDn", "PgUp"})


class Prompt:
    """What is being typed."""

    def __init__(
        self,
        pane: Pane,
        sign: str,
        hints: tuple[tuple[str, str], ...],
        changed: Callable[[str], None],
        accepted: Callable[[str], None],
        dropped: Callable[[], None],
        text: str = "",
        *,
        switches: Mapping[str, Callable[[], None]] | None = None,
        recall: Callable[[int], str | None] | None = None,
    ) -> None:
        """*accepted* gets the key that accepted it, `Enter` or `Tab`; *changed* the text so far.

        *switches* are further keys. *recall* gives what was typed at other times: -1 is asked for
        the one before, 1 for the one after; without it `↑` and `↓` are not for the line.
        """
        self.pane = pane
        """Keys that are pressed elsewhere are not for it."""
        self.sign = sign
        """What stands before the text: the key that one pressed to type it."""
        self.hints = hints
        """Keys, and what they do: for the footer."""
        self.text = text
        self._changed = changed
        self._accepted = accepted
        self._dropped = dropped
        self._switches = switches or {}
        self._recall = recall

    @property
    def shown(self) -> str:
        """The line as it is shown, with a cursor."""
        return f"{self.sign} {clean.line(self.text)}{drawn('▏')}"

    def take(self, name: str, character: str | None) -> bool:
        """Take a key, named as `reader.tui.keys` names it; gives whether it was one for the line."""
        if self._recall is not None and name in ("↑", "↓"):
            recalled = self._recall(-1 if name == "↑" else 1)
            if recalled is not None:
                self._set(recalled)
            return True
        if name in _WALKING:
            return False
        if (switch := self._switches.get(name)) is not None:
            switch()
        elif name == "Esc":
            self._dropped()
        elif name in ("Enter", "Tab"):
            self._accepted(name)
        elif name == "Backspace":
            from reader.text.clusters import previous_boundary

            self._set(self.text[: previous_boundary(self.text, len(self.text))])
        elif name == "Ctrl+U":
            self._set("")
        elif character and character.isprintable():
            self._set(self.text + character)
        elif len(name) == 1:
            # Some terminals' reports of keys carry no text.
            self._set(self.text + name)
        return True

    def paste(self, text: str) -> None:
        """Text that is pasted, or that an input method gives as a whole, is typed."""
        self._set(self.text + clean.line(text))

    def _set(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self._changed(text)
