"""What people say of how a source is to be read, where recognition guesses wrong.

It comes from `library.yaml` (`reader.library.metadata`); the formats obey it.
"""

from __future__ import annotations

import zlib

from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

IS_HEADING = -1
"""In place of a level: a heading, of the level that its manner has in the text."""
NO_HEADING = 0
ONE = "one"
"""In place of the lines that begin essays: the source is one essay."""


@dataclass(frozen=True)
class Corrections:
    """What is said of one source. Patterns are lines in which `*` stands for anything."""

    encoding: str = ""
    """A name that Python knows, or empty."""
    format: str = ""
    """`text`, `markdown` or `org`, or empty."""
    essays: tuple[str, ...] = ()
    """Patterns of the lines that essays begin with, or `ONE` alone."""
    headings: tuple[tuple[str, int], ...] = ()
    """Patterns of lines, and their level from 1, `IS_HEADING` or `NO_HEADING`."""

    @property
    def digest(self) -> int:
        """What tells these corrections from others; 0 if nothing is said."""
        return zlib.crc32(repr(self).encode()) if self != NOTHING else 0

    @property
    def plain(self) -> list[object]:
        """The same for another process: of strings, numbers and lists."""
        return [self.encoding, self.format, self.essays, self.headings]

    @classmethod
    def of(cls, plain: list[Any]) -> Corrections:
        """What `plain` was made from, also where it went through JSON."""
        encoding, form, essays, headings = plain
        return cls(encoding, form, tuple(essays), tuple((line, level) for line, level in headings))

    @property
    def is_one_essay(self) -> bool:
        """Whether the source is one essay."""
        return self.essays == (ONE,)

    def begins_essay(self, line: str) -> bool:
        """Whether an essay begins with *line*."""
        return any(matches(pattern, line) for pattern in self.essays)

    def level(self, line: str) -> int | None:
        """What is said of *line*: a level, `IS_HEADING` or `NO_HEADING`; None if nothing is.

        A line that is given as it is goes before a pattern.
        """
        found = None
        for pattern, level in self.headings:
            if "*" not in pattern and matches(pattern, line):
                return level
            if found is None and matches(pattern, line):
                found = level
        return found


NOTHING = Corrections()


def matches(pattern: str, line: str) -> bool:
    """Whether *line* is as *pattern* says; white space counts as one blank, or as none at the ends.

    Takes time in proportion to both: a pattern may come from a stranger.
    """
    parts = _plain(pattern).split("*")
    line = _plain(line)
    if len(parts) == 1:
        return line == parts[0]
    first, *middle, last = parts
    if not line.startswith(first) or len(line) < len(first) + len(last):
        return False
    at, end = len(first), len(line) - len(last)
    for part in middle:
        found = line.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return line.endswith(last)


def _plain(text: str) -> str:
    return " ".join(text.split())


def forced(lines: Iterable[tuple[int, str]], corrections: Corrections) -> dict[int, int]:
    """What is said of each of the numbered *lines* of which anything is."""
    if not corrections.headings:
        return {}
    said = ((number, corrections.level(line)) for number, line in lines)
    return {number: level for number, level in said if level is not None}
