"""The themes that came with the program: what each role of a run looks like.

A theme is data (`styles/themes.json`), so that it can be read, compared and corrected without a
line of code; for terminals with 256 and with 16 colours it names those itself, because no way of
rounding keeps text readable and grounds apart. It knows nothing of Rich or Textual: the screens and
the commands each make their own kind of style from an `Ink`.
"""

from __future__ import annotations

import json

from reader import paths
from reader.library.palette import TRUE, rgb
from reader.memo import cache
from reader.text.line import Roles
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DEFAULT = "paper"
PLAIN = "terminal"
"""The theme in the terminal's own colours; what `NO_COLOR` asks for too."""


@dataclass(frozen=True)
class Ink:
    """What a run looks like. None leaves a thing to what is below."""

    ink: str | None = None
    """`#rrggbb`, `color(208)` for one of 256, an ANSI name, or `default` for the terminal's own."""
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    double: bool = False
    """Underlined twice."""
    strike: bool = False
    reverse: bool = False


@dataclass(frozen=True)
class Theme:
    """A name, the colours it is made of, and the look of each role."""

    name: str
    is_dark: bool
    is_plain: bool
    """Whether it leaves the colours to the terminal, and shows by attributes what others show by
    grounds.
    """
    colors: Mapping[str, str]
    """As `#rrggbb`, also where the terminal is told a number."""
    base: Ink
    """What the page looks like where there is nothing."""
    inks: Mapping[str, str]
    """The colours as the terminal is told them."""
    roles: Mapping[str, Mapping[str, Any]]
    """What each role looks like, as the file says it: a page has few of them."""

    def ink(self, roles: Roles) -> Ink:
        """The look of a run: its roles laid over each other, on the page's ground."""
        ink, ground = self.base.ink, self.base.ground
        attributes: dict[str, bool] = {}
        for role in roles:
            for name, said in self.roles.get(role, {}).items():
                if name == "ink":
                    ink = self.inks[said]
                elif name == "ground":
                    ground = self.inks[said]
                elif said is True or self.is_plain:
                    attributes[name] = True
        return Ink(ink, ground, **attributes)


def themes() -> dict[str, Theme]:
    """All themes by name, in the order in which `T` goes through them."""
    return {name: theme(name) for name in _said()["themes"]}


def theme(name: str, depth: int = TRUE) -> Theme:
    """The theme with a name, or the default one, for a terminal with so many colours (`palette`)."""
    return _made(name if name in _said()["themes"] else DEFAULT, depth)


@cache
def _made(name: str, depth: int) -> Theme:
    said = _said()["themes"][name]
    colors = inks = said["colors"]
    numbers = said.get(str(depth))
    if numbers:
        colors = {color: "#{:02x}{:02x}{:02x}".format(*rgb(n)) for color, n in numbers.items()}
        inks = {color: f"color({n})" for color, n in numbers.items()}
    base = Ink(inks["ink"], inks["ground"])
    is_dark, is_plain = bool(said.get("dark")), bool(said.get("plain"))
    return Theme(name, is_dark, is_plain, colors, base, inks, _said()["roles"])


@cache
def _said() -> dict[str, Any]:
    """What the file says."""
    path = paths.shipped("styles") / "themes.json"
    said: dict[str, Any] = json.loads(path.read_bytes())
    return said
