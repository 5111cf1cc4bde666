"""How the page looks, option by option, with the page itself in sight: each change shows at once.

A choice holds for this essay, for all essays in its language, or for all there are; `Tab` goes from one to the next.
What there is to choose is in `reader.text.options`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reader.session.reading import Reading
from reader.text.options import BY_NAME, EVERY, Option, Value, options_for, setting_name, values_for
from reader.tui.keys import key_name
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.tui.listing import Listing, Row, Runs
from reader.tui.rows import Rows
from reader.wording import _, mark

if TYPE_CHECKING:
    from reader.tui.desk import Desk

OPTION_NAMES = {
    "measure": mark("cells a line"),
    "indent": mark("first-line indent"),
    "gap": mark("rows between paragraphs"),
    "line_gap": mark("rows between lines"),
    "justify": mark("flush right edge"),
    "hanging": mark("hanging punctuation"),
    "han_latin_gap": mark("space between 汉字 and Latin"),
    "level": mark("rules for line breaks"),
    "hyphenation": mark("words divided"),
    "columns": mark("columns"),
}
_LEVEL_NAMES = {"basic": mark("basic"), "gb": mark("GB"), "strict": mark("strict")}
_LANGUAGES = {
    "zh": mark("Chinese"),
    "en": mark("English"),
    "ja": mark("Japanese"),
    "ko": mark("Korean"),
}
_ESSAY, _LANGUAGE, _ALL = "essay", "language", "all"
_SCOPES = (_LANGUAGE, _ESSAY, _ALL)
_ROOM_FOR_KEYS = 20
"""Rows of a window; a lower one has the keys in the frame."""
_DOWN, _UP = frozenset({"j", "↓"}), frozenset({"k", "↑"})
_LESS, _MORE = frozenset({"h", "←", "-"}), frozenset({"l", "→", "+", "Space"})
_BACK = frozenset({"Backspace", "Delete", "=", "x"})
_CLOSING = frozenset({"Esc", "Enter", "q", "o"})


class Look(Layer[None]):
    """The options of the open essay's look."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        super().__init__()
        self._desk = desk
        self._reading = reading
        self._scope = _LANGUAGE

    def compose(self) -> ComposeResult:
        """The options, and a word on the keys."""
        with Vertical(id="look") as box:
            box.border_title = _("How the page looks")
            yield Static("", id="look-scope", markup=False)
            rows = Rows(self._desk.paint, Listing(), id="options")
            rows.can_focus = False
            yield rows
            said = _("←→ change · Tab for which essays · Backspace as usual · Esc done")
            yield Hints(said, id="look-footer")

    def on_mount(self) -> None:
        """Show the options as they are."""
        self._fit()
        self._show()

    def on_resize(self) -> None:
        """Leave most of a small window to the page."""
        self._fit()

    def _fit(self) -> None:
        room = self.app.size.height
        is_roomy = room >= _ROOM_FOR_KEYS
        self.query_one("#look-footer").display = is_roomy
        around = 5 if is_roomy else 3
        most = max(around + 1, room * 2 // 3)
        box = self.query_one("#look", Vertical)
        box.styles.height = min(len(self._options) + around, most)
        box.border_subtitle = "" if is_roomy else " ↑↓ ←→ Tab Esc "

    @property
    def _language(self) -> str:
        return self._reading.view.language

    @property
    def _options(self) -> tuple[Option, ...]:
        return options_for(self._language)

    def _show(self) -> None:
        session, language, essay = self._desk.session, self._language, self._reading.essay.id
        own = session.looks.essay_choices(essay)
        values = values_for(language, session.looks.choices(language), own)
        found = [
            self._row(option, values[option.name], option.name in own) for option in self._options
        ]
        self.query_one("#options", Rows).show(found)
        primary = language.split("-")[0].lower()
        names = {
            _ESSAY: _("for this essay"),
            _LANGUAGE: _("for all essays in {language}").format(
                language=_(_LANGUAGES.get(primary, primary))
            ),
            _ALL: _("for all essays"),
        }
        self.query_one("#look-scope", Static).update(" " + names[self._scope])

    def _row(self, option: Option, value: Value, is_own: bool) -> Row:
        sign = "●" if self._has_choice(option) else "◦" if is_own else " "
        left = ((f" {sign} ", ("key",)), (_(OPTION_NAMES[option.name]), ()))
        right: Runs = (("‹ ", ("faint",)), (_said(option, value), ("strong",)), (" ›", ("faint",)))
        if option.name == "columns" and int(value) > self._desk.sitting.leaf.geometry.columns:
            right = ((_("no room here") + " ", ("faint",)), *right)
        if option.name == "measure" and int(value) > (
            room := self._desk.sitting.leaf.geometry.measure
        ):
            right = ((_("{n} fit here").format(n=room) + " ", ("faint",)), *right)
        return Row(left, right, option.name)

    def _has_choice(self, option: Option) -> bool:
        """Whether something was chosen for just the essays that a change would be for."""
        session = self._desk.session
        if self._scope == _ESSAY:
            return option.name in session.looks.essay_choices(self._reading.essay.id)
        language = EVERY if self._scope == _ALL else self._language.split("-")[0].lower()
        return session.setting(setting_name(language, option.name)) is not None

    def _change(self, steps: int | None) -> None:
        """Take a value *steps* further, or what is usual."""
        session, reading = self._desk.session, self._reading
        listing = self.query_one("#options", Rows).listing
        option = BY_NAME[str(listing.chosen)]
        language, essay = self._language, reading.essay.id
        values = values_for(
            language, session.looks.choices(language), session.looks.essay_choices(essay)
        )
        value = None if steps is None else option.beside(values[option.name], steps)
        if value is not None and option.is_switch and steps:
            value = not values[option.name]
        if self._scope == _ESSAY:
            session.looks.choose_for_essay(reading, option.name, value)
        else:
            session.looks.choose(option.name, value, EVERY if self._scope == _ALL else language)
        self._desk.page.set_typography(session.looks.typography(language, essay))
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Walk, change, close."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        rows = self.query_one("#options", Rows)
        if name in _CLOSING:
            self.dismiss(None)
        elif name in _DOWN or name in _UP:
            # From the last one to the first: the list is short.
            listing = rows.listing
            at = (listing.cursor + (1 if name in _DOWN else -1)) % max(1, len(listing.rows))
            rows.go(at)
        elif name in _MORE or name in _LESS:
            self._change(1 if name in _MORE else -1)
        elif name in _BACK:
            self._change(None)
        elif name in ("Tab", "Shift+Tab"):
            step = 1 if name == "Tab" else -1
            self._scope = _SCOPES[(_SCOPES.index(self._scope) + step) % len(_SCOPES)]
            self._show()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)


def show_look(desk: Desk) -> None:
    """Show the options for the essay that is open."""
    if desk.reading is not None:
        desk.app.push_screen(Look(desk, desk.reading))


def _said(option: Option, value: Value) -> str:
    if option.is_switch:
        return _("on") if value else _("off")
    return _(_LEVEL_NAMES[str(value)]) if option.name == "level" else str(value)
