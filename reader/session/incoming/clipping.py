"""A passage that was kept in another program: what the readers of their files give."""

import re
from datetime import UTC, datetime

from reader.errors import ReaderError, Said
from reader.text import clean
from reader.values import dataclass

COLOURS = {
    "yellow": 1,
    "orange": 1,
    "green": 2,
    "olive": 2,
    "blue": 3,
    "cyan": 3,
    "pink": 4,
    "red": 4,
    "purple": 5,
    "gray": 5,
    "grey": 5,
}
"""Other programs' colours as the numbers of ours."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """One passage, note or place."""

    title: str
    """Of the book or page."""
    quotation: str
    """Empty for a place, or a note on one."""
    author: str = ""
    note: str = ""
    label: str = ""
    tags: tuple[str, ...] = ()
    colour: int = 0
    created: str = ""
    """ISO 8601, UTC; empty if the file does not say."""
    prefix: str = ""
    suffix: str = ""
    link: str = ""
    """Where it came from: an address, or our own `reader open …`."""
    position: int | None = None
    """An offset of ours, where the file has one."""


class ImportFileError(ReaderError):
    """A file that nothing can be brought in from."""


def wrong(name: str, line: int, said: str) -> ImportFileError:
    """A complaint in the one form they all have."""
    if not line:
        return ImportFileError(Said("{path}: {said}", path=clean.line(name), said=said))
    return ImportFileError(
        Said("{path}, line {line}: {said}", path=clean.line(name), line=line, said=said)
    )


def moment(text: str) -> str:
    """A time in one of the forms that programs write, as a state's time; empty if it is none.

    Without a zone it counts as UTC: which it was, nobody knows, and all machines must agree.
    """
    said = text.strip()
    if re.fullmatch(r"\d{9,11}(\.\d+)?", said):
        return _written(datetime.fromtimestamp(float(said), UTC))
    try:
        return _written(datetime.fromisoformat(said))
    except ValueError:
        pass
    for form in ("%B %d, %Y %I:%M:%S %p", "%d %B %Y %H:%M:%S", "%B %d, %Y", "%m/%d/%Y %H:%M"):
        try:
            return _written(datetime.strptime(said, form))
        except ValueError:
            continue
    return ""


def _written(when: datetime) -> str:
    try:
        utc = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    except (OverflowError, ValueError):
        return ""
