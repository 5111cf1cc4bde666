"""What other threads tell the desk, and what the desk tells the application."""

from textual.message import Message

from reader.library.state import State
from reader.library.walk import Progress, Scan
from reader.session.reading import Reading
from reader.text.cells import Widths


class Kept(Message):
    """What the reader did has reached the disk."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Merged(Message):
    """A save has merged in what another window did."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state


class WidthsTold(Message):
    """The terminal has answered how wide it paints."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        self.widths = widths


class Sought(Message):
    """The bookmarks of the open essay were looked for."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading


class Failed(Message):
    """A save did not succeed."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


class NextTheme(Message):
    """The reader wants the theme that follows."""


class Scanned(Message):
    """The library was looked through."""

    def __init__(self, scan: Scan, adopts: bool) -> None:
        super().__init__()
        self.scan = scan
        self.adopts = adopts
        """Whether essays have moved of which something is kept (`Session.would_adopt`)."""


class Scanning(Message):
    """The library is being looked through."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
