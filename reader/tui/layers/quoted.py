"""A passage in a window: set by the rules of the page, so that no comma begins a line there either."""

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from reader.text.paragraph import Manner, set_paragraph


class Quoted(Widget):
    """A passage, with what is said of it."""

    ALLOW_SELECT = False

    def __init__(self, said: Text | str = "", *, id: str) -> None:
        super().__init__(id=id)
        self._said = Text(said) if isinstance(said, str) else said

    def update(self, said: Text | str) -> None:
        """Show something else."""
        self._said = Text(said) if isinstance(said, str) else said
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return len(_lines(self._said, width)) if self._said else 0

    def render(self) -> Text:
        """The lines, ragged."""
        return Text("\n").join(_lines(self._said, self.size.width))


def _lines(said: Text, cells: int) -> list[Text]:
    manner = Manner(max(1, cells), hang=0, justify=False)
    return [said[line.start : line.shown] for line in set_paragraph(said.plain, manner)]
