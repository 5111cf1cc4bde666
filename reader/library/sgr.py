"""Ink → SGR sequences (ECMA-48, 8.3.117)."""

from __future__ import annotations

from reader.library.palette import NO_COLORS
from reader.library.themes import Ink
from reader.memo import cache

_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
RESET = "\x1b[0m"
TO_END = "\x1b[K"
"""Fills the rest of the row with the ground."""


def sgr(ink: Ink, depth: int) -> str:
    """The sequence that, after a reset, makes what follows look like *ink*; perhaps empty."""
    codes = parameters(ink, depth)
    return f"\x1b[{codes}m" if codes else ""


def parameters(ink: Ink, depth: int) -> str:
    """What stands in that sequence; perhaps empty. The ink is that of a theme in as many colours."""
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
        codes += (*_color(ink.ink, False), *_color(ink.ground, True))
    return ";".join(codes)


@cache
def _color(name: str | None, is_ground: bool) -> list[str]:
    if name is None or name == "default":
        return []
    if name in _NAMES:
        return [str(_NAMES.index(name) + (40 if is_ground else 30))]
    lead = "48" if is_ground else "38"
    if name.startswith("#"):
        return [lead, "2", *(str(int(name[at : at + 2], 16)) for at in (1, 3, 5))]
    number = int(name.removeprefix("color(").removesuffix(")"))
    if number < 16:
        return [str(number % 8 + (30, 90)[number // 8] + (10 if is_ground else 0))]
    return [lead, "5", str(number)]
