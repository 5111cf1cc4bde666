"""The colours that a terminal has: how many, and what they look like."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NO_COLORS, ANSI, INDEXED, TRUE = 0, 16, 256, 1 << 24
"""How many colours a terminal may have."""

_ANSI = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
"""The sixteen colours as xterm has them; what a terminal makes of them is its owner's choice."""
_LEVELS = (0, 95, 135, 175, 215, 255)
"""The steps of the 6 × 6 × 6 cube, colours 16 to 231. Behind it there are 24 greys from 8 to 238."""


def colors(environment: Mapping[str, str] = os.environ) -> int:
    """How many colours the terminal shows; none where `NO_COLOR` is set (no-color.org)."""
    terminal = environment.get("TERM", "")
    if environment.get("NO_COLOR") or terminal == "dumb":
        return NO_COLORS
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "direct" in terminal:
        return TRUE
    return INDEXED if "256color" in terminal or "kitty" in terminal else ANSI


def rgb(number: int) -> tuple[int, int, int]:
    """One of the 256 colours as xterm has it."""
    if number < ANSI:
        return _ANSI[number]
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    cube = number - ANSI
    return _LEVELS[cube // 36], _LEVELS[cube // 6 % 6], _LEVELS[cube % 6]
