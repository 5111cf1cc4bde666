"""The help: the keys that are really bound, those of the current pane first, to be searched and to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import fit, width
from reader.tui.keys import BY_ID, help_order, is_called
from reader.tui.layers.picker import Picker
from reader.tui.listing import Row
from reader.wording import _

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_KEYS = 24
"""Cells for the keys; a third of a narrow window."""


def show_help(desk: Desk) -> None:
    """Show the help; what is chosen in it is done."""
    actions = help_order(desk.mode)
    room = min(_KEYS, desk.size.width // 3)

    def rows(words: str) -> list[Row]:
        found: list[Row] = []
        group = ""
        for action in actions:
            if not is_called(action, words):
                continue
            if action.group != group:
                group = action.group
                found.append(Row(((_(group), ("pane_title",)),)))
            left = (
                (f" {fit(_fitting(action.keys, room), room)} ", ("bullet",)),
                (_(action.says), ()),
            )
            found.append(Row(left, (), action.id))
        return found

    def done(chosen: object) -> None:
        if isinstance(chosen, str) and not BY_ID[chosen].takes_letter:
            desk.do(BY_ID[chosen])

    picker = Picker(
        desk.paint,
        _("Keys"),
        rows,
        placeholder=_("type to search"),
        empty=_("No key does that."),
        footer=_("Enter does it · Esc closes · a number before a key repeats it"),
    )
    desk.app.push_screen(picker, done)


def _fitting(keys: tuple[str, ...], cells: int) -> str:
    """As many of the keys as there is room for, the first at least: half a key's name names none."""
    said = keys[0]
    for key in keys[1:]:
        if width(f"{said}  {key}") > cells:
            break
        said += "  " + key
    return said
