"""What the reader is told when something from outside is wrong.

Every exception that may come up from a file, an argument or the state is a `ReaderError`: its message is a
sentence for the reader, in which what came from outside has been made harmless (`reader.text.clean`). Inside the
house, impossible things fail with Python's own exceptions.

The rooms below the screens speak English, in `Said`; `reader.wording.told` says it in the reader's language.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self


class Said(str):
    """A sentence in English, or a part of one, that can be said in another language.

    It is the English text, and goes wherever text goes; what changes it makes plain text of it. It
    remembers the message it was made of, which the catalogues know, and what stands in the message's
    braces: values, other things said, or tuples of them, which become a list with commas.
    """

    message: str
    """With its braces; of two, the first."""
    values: dict[str, Any]

    def __new__(cls, message: str, several: str = "", /, **values: Any) -> Self:
        """*message* with its *values*; *several* in its place where there is a `count` other than 1."""
        chosen = several if several and values["count"] != 1 else message
        made = super().__new__(cls, chosen.format(**_plain(values)) if values else chosen)
        made.message, made.values = message, values
        return made

    def __str__(self) -> str:
        # Python would make plain text of it, also where an exception is asked for its message.
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.message,), self.values


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


class ReaderError(Exception):
    """A sentence that names the file, what was found, and what can be done."""

    exit_code = 1
    """What a command ends with."""


class UsageError(ReaderError):
    """Words on the command line that do not fit together."""

    exit_code = 2


class SourceError(ReaderError):
    """A source that cannot be read as text."""


class NoSuchEssayError(ReaderError):
    """A name that fits no essay, or several."""


class StateError(ReaderError):
    """State that could not be read or written."""


class QueryError(ReaderError):
    """Words that cannot be looked for as they stand."""

    exit_code = 2
