"""Ink → SGR sequences (ECMA-48, 8.3.117), in as many colours as the terminal has."""

import os
from collections.abc import Mapping

from reader.library.themes import Ink

NO_COLORS, ANSI, INDEXED, TRUE = 0, 16, 256, 1 << 24
"""How many colours a terminal may have."""
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ANSI = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
"""The sixteen colours as xterm has them; what a terminal makes of them is its owner's choice."""
_LEVELS = (0, 95, 135, 175, 215, 255)
"""The steps of the 6 × 6 × 6 cube, colours 16 to 231."""
RESET = "\x1b[0m"
TO_END = "\x1b[K"
"""Fills the rest of the row with the ground."""


def colors(environment: Mapping[str, str] = os.environ) -> int:
    """How many colours the terminal shows; none where `NO_COLOR` is set (no-color.org)."""
    terminal = environment.get("TERM", "")
    if environment.get("NO_COLOR") or terminal == "dumb":
        return NO_COLORS
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "direct" in terminal:
        return TRUE
    return INDEXED if "256color" in terminal else ANSI


def sgr(ink: Ink, depth: int) -> str:
    """The sequence that, after a reset, makes what follows look like *ink*; perhaps empty."""
    codes = parameters(ink, depth)
    return f"\x1b[{codes}m" if codes else ""


def parameters(ink: Ink, depth: int) -> str:
    """What stands in that sequence; perhaps empty."""
    codes = [
        code
        for code, is_on in (
            ("1", ink.bold),
            ("3", ink.italic),
            ("4", ink.underline),
            ("7", ink.reverse),
            ("9", ink.strike),
            ("21", ink.double),
        )
        if is_on
    ]
    if depth != NO_COLORS:
        codes += _color(ink.ink, depth, is_ground=False) + _color(ink.ground, depth, is_ground=True)
    return ";".join(codes)


def _color(name: str | None, depth: int, *, is_ground: bool) -> list[str]:
    if name is None or name == "default":
        return []
    if name in _NAMES:
        return [str(_NAMES.index(name) + (40 if is_ground else 30))]
    rgb = int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)
    lead = "48" if is_ground else "38"
    if depth == TRUE:
        return [lead, "2", *map(str, rgb)]
    if depth == INDEXED:
        return [lead, "5", str(_indexed(rgb))]
    number = min(range(16), key=lambda n: _distance(rgb, _ANSI[n]))
    return [
        str(
            number + (40 if is_ground else 30)
            if number < 8
            else number - 8 + (100 if is_ground else 90)
        )
    ]


def _indexed(rgb: tuple[int, int, int]) -> int:
    """The nearest of the colours 16 to 255: the cube, or the 24 greys from 8 to 238."""
    steps = [min(range(6), key=lambda n: abs(_LEVELS[n] - part)) for part in rgb]
    cube = (_LEVELS[steps[0]], _LEVELS[steps[1]], _LEVELS[steps[2]])
    shade = min(23, max(0, round((sum(rgb) / 3 - 8) / 10)))
    grey = 8 + 10 * shade
    if _distance(rgb, (grey, grey, grey)) < _distance(rgb, cube):
        return 232 + shade
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]


def _distance(a: tuple[int, int, int], b: tuple[int, int, int]) -> int:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
