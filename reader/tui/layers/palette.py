"""The palette: every action, essay, section and bookmark by name, and `50%` for a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.regex import regex
from reader.session.filtering import folded
from reader.text import clean
from reader.tui.keys import ACTIONS, BY_ID, is_called, is_key_of
from reader.tui.layers.picker import Picker
from reader.tui.listing import Row
from reader.wording import _

if TYPE_CHECKING:
    from reader.tui.desk import Desk

_PERCENT = regex(r"\s*(\d{1,3})\s*[%％]?\s*")
_MOST = 200
"""Rows of one kind that are shown; typing finds the others."""


def show_palette(desk: Desk) -> None:
    """Show the palette, and do what is chosen."""
    marks = [mark for mark in desk.session.marks.all() if mark.label]
    opened = desk.opening.here()
    quotable = {mark.id: desk.session.marks.may_quote(mark, opened) for mark in marks}

    def rows(words: str) -> list[Row]:
        wanted = [folded(word) for word in words.split()]
        found: list[Row] = []
        if (percent := _PERCENT.fullmatch(words)) is not None:
            number = min(100, int(percent[1]))
            found.append(_row(_("Go to {n}%").format(n=number), "", ("percent", number)))

        def add(kind: str, label: str, key: object) -> None:
            if len(found) < 4 * _MOST and all(word in folded(f"{kind} {label}") for word in wanted):
                found.append(_row(label, kind, key))

        # Who types a key means what it does, not what it is a letter of.
        for action in sorted(ACTIONS, key=lambda each: not is_key_of(each, words)):
            if action.in_palette and is_called(action, words):
                keys = "  ".join(action.keys)
                found.append(_row(_(action.says), keys, ("action", action.id)))
        if desk.reading is not None:
            for section in desk.reading.view.sections:
                add(_("section"), section.title, ("section", section.start))
        for essay in desk.session.essays:
            add(_("essay"), essay.title, ("essay", essay.id))
        for mark in marks:
            if quotable[mark.id]:
                add(_("bookmark"), mark.label, ("bookmark", mark.id))
        return found

    def done(chosen: object) -> None:
        match chosen:
            case ("percent", int(number)):
                desk.verbs.go_percent(number)
            case ("action", str(name)):
                desk.do(BY_ID[name])
            case ("section", int(offset)):
                desk.verbs.choose_section(offset)
            case ("essay", str(essay_id)):
                desk.verbs.choose_essay(essay_id)
            case ("bookmark", str(mark_id)):
                desk.verbs.go_to_bookmark(mark_id)

    picker = Picker(
        desk.paint,
        _("Go to, or do"),
        rows,
        placeholder=_("an action, essay, section, bookmark, or 50%"),
        empty=_("Nothing is called that."),
    )
    desk.app.push_screen(picker, done)


def _row(label: str, right: str, key: object) -> Row:
    return Row(((" " + clean.line(label), ()),), ((clean.line(right), ("faint",)),), key)
