"""The word on the keys at the foot of a window: it breaks between its parts, never within one."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from reader.regex import regex
from reader.text.cells import clip, width

_PART = regex(r".+?(?: · |, |、|$)")
"""A key and what it does, with what parts it from the next."""


def folded(said: str, cells: int) -> list[str]:
    """The lines of what is said; a dot that parts two lines is left out."""
    lines: list[str] = []
    line = ""
    for part in _PART.findall(said):
        if line and width((line + part).rstrip(" ·")) > cells:
            lines.append(line)
            line = ""
        line += part
        while width(line.rstrip(" ·")) > max(1, cells):
            # A sentence rather than keys: it breaks between words, or where it must.
            room = clip(line, max(1, cells))
            end = room.rfind(" ") + 1 or len(room)
            lines.append(line[:end])
            line = line[end:]
    return [each.rstrip(" ·") for each in (*lines, line)]


class Hints(Widget):
    """What the keys of a window do."""

    ALLOW_SELECT = False

    def __init__(self, said: str, *, id: str) -> None:
        super().__init__(id=id)
        self._said = said

    def update(self, said: str) -> None:
        """Say something else."""
        if said != self._said:
            self._said = said
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return len(folded(self._said, width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(folded(self._said, self.size.width)))
