"""Roles → Rich styles, runs → strips: the one place where text becomes paint."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as TextualTheme

from reader.library.themes import Ink, Theme
from reader.memo import cached_property
from reader.text.cells import clip, width
from reader.text.line import Roles
from reader.values import replace


def rich_style(ink: Ink) -> Style:
    """The Rich style of an ink."""
    return Style(
        color=ink.ink,
        bgcolor=ink.ground,
        bold=ink.bold or None,
        italic=ink.italic or None,
        underline=ink.underline or None,
        underline2=ink.double or None,
        strike=ink.strike or None,
        reverse=ink.reverse or None,
    )


class Paint:
    """A theme, ready for painting. Styles are made once per combination of roles."""

    def __init__(self, theme: Theme):
        self.theme = theme
        self._styles: dict[Roles, Style] = {}

    def style(self, roles: Roles) -> Style:
        """The style of a run with these roles."""
        style = self._styles.get(roles)
        if style is None:
            style = self._styles[roles] = rich_style(self.theme.ink(roles))
        return style

    def row(self, parts: list[tuple[str, Roles]], cells: int, fill: Roles) -> Strip:
        """A strip exactly *cells* wide: what is too long is cut at a cluster, what is short is filled."""
        segments: list[Segment] = []
        room = cells
        for text, roles in parts:
            if room <= 0:
                break
            wide = width(text)
            if wide > room:
                text = clip(text, room)
                wide = width(text)
                segments.append(Segment(text, self.style(roles)))
                segments.append(Segment(" " * (room - wide), self.style(roles)))
                room = 0
                break
            segments.append(Segment(text, self.style(roles)))
            room -= wide
        if room > 0:
            segments.append(Segment(" " * room, self.style(fill)))
        return Strip(segments, cells)

    @cached_property
    def textual(self) -> TextualTheme:
        """The same theme for Textual's own widgets: inputs and the screen's ground."""
        name = f"reader-{self.theme.name}"
        if self.theme.is_plain:
            return replace(BUILTIN_THEMES["ansi-dark"], name=name)
        color = self.theme.colors
        return TextualTheme(
            name=name,
            primary=color["accent"],
            accent=color["accent"],
            foreground=color["ink"],
            background=color["ground"],
            surface=color["pane"],
            panel=color["panel"],
            boost=color["select"],
            dark=self.theme.is_dark,
        )
