"""`reader show`: an essay, or all essays of a file, as print."""

import os
from collections.abc import Sequence

from reader import paths
from reader.cli import rendering
from reader.cli.asked import Asked
from reader.cli.opening import Opened, essays_named, given, library, name_of, read_standard_input
from reader.cli.printing import columns, is_terminal, print_json
from reader.cli.rendering import Manner
from reader.errors import UsageError
from reader.library import palette
from reader.library.essay import Essay
from reader.library.terminals import AMBIGUOUS_WIDTH, AUTO, chosen, settle
from reader.library.themes import PLAIN, Theme, theme, themes
from reader.text import clean
from reader.text.typography import NARROWEST, WIDEST
from reader.wording import _


def show(asked: Asked) -> int:
    """Print what ESSAY names."""
    manner = _manner(asked)
    name = asked.word("ESSAY") or ""
    if name == "-":
        with given(asked, (), read_standard_input()) as opened:
            opened.session.scan()
            return print_essays(asked, opened, opened.session.essays, manner)
    with library(asked) as opened:
        return print_essays(asked, opened, essays_named(opened, name), manner)


def print_essays(asked: Asked, opened: Opened, essays: Sequence[Essay], manner: Manner) -> int:
    """Print some essays, one after the other."""
    _measure_as_told(asked, opened)
    readings = (opened.session.open(essay) for essay in essays)
    if asked.has("--json"):
        print_json({"essays": [rendering.as_data(reading) for reading in readings]})
        return 0
    for number, reading in enumerate(readings):
        if number:
            print("\n\n")
        name = name_of(opened, reading.essay)
        if asked.has("--plain"):
            rendering.print_plain(reading, name)
        else:
            language = reading.view.language
            typography = opened.session.looks.typography(language, reading.essay.id)
            rendering.print_set(reading, name, typography, manner)
    return 0


def _measure_as_told(asked: Asked, opened: Opened) -> None:
    """Measure as the option, the setting, or the terminal says; a pipe is no terminal that was asked."""
    said = asked.value("--ambiguous-width") or opened.session.setting(AMBIGUOUS_WIDTH, AUTO)
    if chosen(said) or is_terminal():
        settle(said, paths.terminals_file())


def default_manner() -> Manner:
    """As on the page, where the terminal has the room; in its own colours if there is one."""
    theme, depth = _colors(None)
    return Manner(None, columns(), theme, depth)


def _manner(asked: Asked) -> Manner:
    measure = asked.number("--measure", NARROWEST, WIDEST)
    theme, depth = _colors(asked.value("--theme"))
    return Manner(measure, columns(), theme, depth)


def _colors(name: str | None) -> tuple[Theme | None, int]:
    """The theme with a name, and how many colours there are; no theme, no escape sequences.

    `FORCE_COLOR` asks for them in a pipe too, for `less -R`; `NO_COLOR` for attributes only.
    """
    if name is not None and name not in themes():
        said = _("There is no theme «{name}»; there are: {names}.")
        raise UsageError(said.format(name=clean.line(name), names=", ".join(themes())))
    if os.environ.get("TERM") == "dumb" or not (is_terminal() or os.environ.get("FORCE_COLOR")):
        return None, palette.NO_COLORS
    depth = palette.colors()
    return theme(name if name and depth else PLAIN, depth), depth
