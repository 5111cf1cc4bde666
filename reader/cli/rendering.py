"""A reading as print: set as on the page, plain, or as data. Made from the view, as all is."""

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from reader.cli.outline import section_data
from reader.cli.regions import numbered
from reader.library.themes import Theme
from reader.session.reading import Reading
from reader.session.words import placard_words
from reader.text import clean
from reader.text.document import Kind
from reader.text.layout import Layout
from reader.text.line import Line, Roles
from reader.text.placard import PlacardWords
from reader.text.typography import Typography, fitting
from reader.text.view import Piece, Placard, View
from reader.wording import _


class Manner(NamedTuple):
    """How an essay is set in print."""

    measure: int | None = None
    """Cells; None: as on the page, if there is so much room."""
    room: int | None = None
    """Cells that a line may have at most, or None where that does not matter. No line is longer:
    print has no margin that punctuation could hang in."""
    theme: Theme | None = None
    """None: no escape sequences at all."""
    depth: int = 0
    """How many colours there are, as `reader.library.palette` counts."""


def print_set(reading: Reading, name: str, typography: Typography, manner: Manner) -> None:
    """Print an essay as the page sets it. *name* is what commands call it, or empty."""
    measure = manner.measure or min(typography.measure, manner.room or typography.measure)
    measure = fitting(measure, reading.view.language)
    layout = Layout(reading.view, typography.at(measure).hanging(0), _words(name))
    paint = _Paint(manner.theme, manner.depth) if manner.theme else None
    has_begun = False
    block: int | None = 0
    while block is not None:
        for line in layout.lines_of(block):
            if has_begun or not line.is_air:
                has_begun = True
                sys.stdout.write((paint.row(line) if paint else line.text) + "\n")
        block = reading.view.after(block)


def print_plain(reading: Reading, name: str) -> None:
    """Print an essay without typesetting: a paragraph is a line, and so is a closed region."""
    view = reading.view.undivided()
    words = _words(name)
    for number, (index, piece) in enumerate(_pieces(view)):
        if number and not (view.is_tight(index) and isinstance(piece, Piece)):
            sys.stdout.write("\n")
        said = _plain(piece) if isinstance(piece, Piece) else _closed_line(piece, words)
        sys.stdout.write(said + "\n")


def as_data(reading: Reading) -> dict[str, Any]:
    """An essay as JSON has it. Offsets count the whole document, in code points."""
    essay, view = reading.essay, reading.view.undivided()
    return {
        "id": essay.id,
        "title": view.title,
        "author": view.author or None,
        "date": view.date or None,
        "language": view.language,
        "tags": list(essay.tags),
        "path": str(essay.path),
        "end": view.end,
        "han": view.length.han,
        "words": view.length.words,
        "minutes": view.length.minutes,
        "sections": [section_data(view, section) for section in view.sections],
        "regions": [region.data for region in numbered([reading])],
        "blocks": [_block(piece) for _index, piece in _pieces(view) if isinstance(piece, Piece)],
    }


def _pieces(view: View) -> Iterator[tuple[int, Piece | Placard]]:
    """What there is to see, in the order of the page, each with the index of its block."""
    block: int | None = 0
    while block is not None:
        for piece in view.pieces(block):
            yield block, piece
        block = view.after(block)


def _words(name: str) -> PlacardWords:
    """The words of placards that are printed: no key opens them, but a command does."""
    said = _("Closed.")
    if name:
        said = _("`reader unlock {name}` opens it.").format(name=name)
    return placard_words(said)


def _closed_line(placard: Placard, words: PlacardWords) -> str:
    title = placard.headings[0].title if placard.headings else placard.within
    return f"[🔒 {clean.line(title)} · {words.length(placard.length)} · {words.closed}]"


def _plain(piece: Piece) -> str:
    """The text of a piece, with what stands before and behind it in place of typesetting."""
    block, text = piece.block, clean.shown(piece.text)
    match block.kind:
        case Kind.RULE:
            return "* * *"
        case Kind.NOTE:
            return f"[{clean.line(block.label)}] {text}"
        case Kind.FIGURE:
            return " ".join(part for part in (text, f"<{clean.line(block.label)}>") if part)
        case _:
            bullet = f"{clean.line(block.bullet)} " if block.bullet and piece.is_first else ""
            return "  " * max(0, block.indent - 1) + bullet + text


def _block(piece: Piece) -> dict[str, Any]:
    block = piece.block
    found: dict[str, Any] = {
        "kind": str(block.kind),
        "start": piece.start,
        "end": piece.end,
        "text": piece.text,
    }
    for name in ("level", "quotes", "indent", "bullet", "label", "columns"):
        if value := getattr(block, name):
            found[name] = value
    if block.marks:
        found["marks"] = [
            {
                "start": mark.start,
                "end": mark.end,
                "style": str(mark.style),
                "target": mark.target or None,
            }
            for mark in block.marks
        ]
    return found


class _Paint:
    """A theme, as escape sequences; each combination of roles is worked out once."""

    def __init__(self, theme: Theme, depth: int) -> None:
        self._theme = theme
        self._depth = depth
        self._sequences: dict[Roles, str] = {}

    def row(self, line: Line) -> str:
        """A line in its colours. The theme's ground, if any, goes on to the terminal's edge."""
        from reader.library.sgr import RESET, TO_END

        room = len(line.text) if self._theme.is_plain else sum(len(run.text) for run in line.runs)
        parts: list[tuple[str, str]] = []
        for sequence, runs in groupby(line.runs, lambda run: self._sequence(run.roles)):
            text = "".join(run.text for run in runs)[:room]
            room -= len(text)
            parts.append((sequence, text))
        if not self._theme.is_plain:
            parts.append((self._sequence(line.roles), TO_END))
        return "".join(
            f"{sequence}{text}{RESET}" if sequence and text else text for sequence, text in parts
        )

    def _sequence(self, roles: Roles) -> str:
        from reader.library.sgr import sgr

        known = self._sequences.get(roles)
        if known is None:
            known = self._sequences[roles] = sgr(self._theme.ink(roles), self._depth)
        return known
