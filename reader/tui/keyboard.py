"""What is typed: a number, a key, and for some keys one more; then the verb that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.keys import Action, Pane, bindings

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_LONGEST_COUNT = 6
"""Digits of a number that count."""


class Keyboard:
    """What was typed on the desk, of what is not complete yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bindings_of = {pane: bindings(pane) for pane in Pane}
        self._pending: Action | None = None
        self._count = ""

    @property
    def waiting(self) -> str:
        """What was typed and waits for more; empty if nothing does."""
        return self._count or (self._pending.keys[0] + "…" if self._pending else "")

    def take(self, name: str) -> None:
        """Take a key, by its name in the table; do what it makes complete."""
        desk = self._desk
        if self._pending is not None:
            action, self._pending = self._pending, None
            desk.show_status()
            if name != "Esc" and desk.background.has_enough_for(action):
                desk.verbs.with_letter(action, name)
            return
        if name.isdigit() and len(name) == 1 and (self._count or name != "0"):
            self._count = (self._count + name)[-_LONGEST_COUNT:]
            desk.show_status()
            return
        found = self._bindings_of[desk.mode].get(name)
        count, self._count = self._count, ""
        if found is not None and found.takes_letter:
            self._pending = found
            desk.show_status()
            return
        if found is not None:
            desk.do(found, int(count) if count else None)
        if count:
            desk.show_status()
