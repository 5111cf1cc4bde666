"""Which sources are worth reading that the index does not know, and which first: a look at their raw text.

To understand a source takes a hundred times as long as to see that a character of what is wanted is
nowhere in it. Nothing is lost: whatever may write a character otherwise is worth reading.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader.errors import SourceError
from reader.library.sources import read_bytes
from reader.memo import lru_cache
from reader.session.query import All, Any, Near, Not, Term, Wanted
from reader.text.pattern import Pattern
from reader.text.sieve import needs

_PLAIN = (".txt", ".text")
_MARKED_UP = (".md", ".markdown", ".mdown")
_WRITTEN_OTHERWISE = "&\\"
"""What begins another way to write a character in Markdown."""
_GLANCE = 1 << 18
"""Bytes at the beginning of a source that are looked at before others are read: most have fewer. To have room made
for four times as many takes four times as long as to read them.
"""


def worth_reading(names: Iterable[str], wanted: Wanted) -> Iterator[Path]:
    """The sources, of those at *names*, that may have what is wanted.

    First, each as soon as it is seen, those whose bytes have it as it was typed, in UTF-8; then those that may
    have it written otherwise: broken by a line end, in another encoding, packed. Both in the order of *names*.
    """
    others: list[str] = []
    has_some = False
    raw = _Raw()
    for name in names:
        raw.take(name)
        if raw.shows(wanted):
            has_some = True
            yield Path(name)
        elif not has_some or raw.may_hold(wanted):
            # Until there is something to be seen, nothing is done that can be done later.
            others.append(name)
    for name in others:
        raw.take(name)
        if raw.may_hold(wanted):
            yield Path(name)


class _Raw:
    """The beginning of one source after the other, as bytes."""

    def __init__(self) -> None:
        self._name = ""
        self._bytes = b""

    def take(self, name: str) -> None:
        """Read the beginning of the source at *name*."""
        self._name, self._bytes = name, b""
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return
        try:
            self._bytes = os.read(descriptor, _GLANCE)
        except OSError:
            return
        finally:
            os.close(descriptor)

    def shows(self, wanted: Wanted) -> bool:
        """Whether what is wanted stands there as it was typed."""
        if not self._bytes:
            return False
        if isinstance(wanted, Term) and not wanted.field:
            # Nearly always: ten thousand sources are asked before the first result.
            return self._has(wanted.pattern)
        return _holds(wanted, self._has)

    def may_hold(self, wanted: Wanted) -> bool:
        """Whether the source may have what is wanted."""
        name = self._name.lower()
        if not name.endswith(_PLAIN + _MARKED_UP):
            return True
        try:
            # Of a longer one, or one that cannot be read, all; whoever reads it tells what is wrong with it.
            is_whole = 0 < len(self._bytes) < _GLANCE
            text = (self._bytes if is_whole else read_bytes(Path(self._name))).decode()
        except (SourceError, UnicodeDecodeError):
            # In another encoding.
            return True
        if name.endswith(_MARKED_UP) and any(one in text for one in _WRITTEN_OTHERWISE):
            return True
        return _holds(wanted, lambda pattern: needs(pattern.runs).are_met_by(text))

    def _has(self, pattern: Pattern) -> bool:
        words = _typed(pattern)
        # No generator: this is done for every source before the first result.
        for word in words:
            if word not in self._bytes:
                return False
        return bool(words)


@lru_cache(64)
def _typed(pattern: Pattern) -> tuple[bytes, ...]:
    """The words of a pattern in UTF-8; none of a regular expression."""
    if pattern.query.is_regex:
        return ()
    return tuple(word.encode("utf-8", "replace") for word in pattern.query.text.split())


def _holds(wanted: Wanted, has: Callable[[Pattern], bool]) -> bool:
    """Whether a source may have what is wanted of which it is known whether it *has* a word."""
    match wanted:
        case Term(pattern, "" | "heading"):
            return has(pattern)
        case Term() | Not():
            return True
        case All(each):
            return all(_holds(one, has) for one in each)
        case Any(each):
            return any(_holds(one, has) for one in each)
        case Near(left, right):
            return _holds(left, has) and _holds(right, has)
