"""What the reader is told when something from outside is wrong.

Every exception that may come up from a file, an argument or the state is a `ReaderError`: its message is a
sentence for the reader, in which what came from outside has been made harmless (`reader.text.clean`). Inside the
house, impossible things fail with Python's own exceptions.
"""


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
