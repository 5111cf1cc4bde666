"""`reader images`: the images of an essay as far as it is open; one of them painted, or as a file."""

import os

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import columns, is_terminal, print_json
from reader.cli.writing import write
from reader.errors import UsageError
from reader.formats.pictures import Color
from reader.library import palette
from reader.library.sgr import RESET, sgr
from reader.library.themes import Ink
from reader.session.figures import Figure, figures, image_of
from reader.session.reading import Reading
from reader.text import clean
from reader.wording import _

_MEASURE, _MOST_ROWS = 72, 10_000


def images(asked: Asked) -> int:
    """List the images of what ESSAY names; with NUMBER, paint that one."""
    number = asked.word("NUMBER")
    with library(asked) as opened:
        reading = opened.session.open(essays_named(opened, asked.word("ESSAY") or "")[0])
        found = list(figures(reading.view))
    if number is not None:
        return _one(asked, reading, found, number)
    if asked.has("--json"):
        print_json([each._asdict() for each in found])
        return 0
    for n, figure in enumerate(found, 1):
        said = (clean.line(part) for part in (figure.caption, figure.address))
        print(f"{n:>4}  " + "  ".join(part for part in said if part))
    if not found:
        print(_("There are no images in what is open of it."))
    return 0


def _one(asked: Asked, reading: Reading, found: list[Figure], word: str) -> int:
    if not (word.isdecimal() and 0 < int(word) <= len(found)):
        said = _("«{word}» is no image's number; there are {count}.")
        raise UsageError(said.format(word=clean.line(word), count=len(found)))
    figure = found[int(word) - 1]
    data = image_of(reading, figure)
    if target := asked.value("--output"):
        write(target, data)
        return 0
    from reader.formats.pictures import picture

    wide = asked.number("--measure", 8, 400) or columns() or _MEASURE
    shown = picture(data, figure.address, wide, _MOST_ROWS)
    depth = palette.colors() if is_terminal() or "FORCE_COLOR" in os.environ else 0
    for y in range(0, shown.height, 2):
        row = shown.shades(y)
        if depth > palette.ANSI:
            row = "".join(_painted(*run, depth) for run in shown.runs(y)) + RESET
        print(row)
    return 0


def _painted(count: int, upper: Color, lower: Color, depth: int) -> str:
    """Half blocks of two colours."""
    return sgr(Ink(_name(upper, depth), _name(lower, depth)), depth) + "▀" * count


def _name(color: Color, depth: int) -> str:
    """A colour as themes have it; of 256, the nearest of xterm's cube."""
    if depth == palette.TRUE:
        return "#{:02x}{:02x}{:02x}".format(*color)
    red, green, blue = (round(part * 5 / 255) for part in color)
    return f"color({16 + 36 * red + 6 * green + blue})"
