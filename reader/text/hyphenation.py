"""Where a word may be divided: by the patterns of its language, which pyphen has.

A hyphen that divides a word is painted and nothing else: it is in no text, no copy, no search. Words
are divided only where a line would be left uneven, as a careful typesetter would: two letters at
least stay, three at least go over; no last word of a paragraph, no name in capitals, and never two
lines running.
"""

from __future__ import annotations

from reader.errors import Said
from reader.memo import cache, lru_cache
from reader.text.repertoire import SURELY_WIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

HYPHEN = "-"
MISSING = Said("Dividing words needs a package: pip install 'essay-reader[hyphenation]' brings it.")
SHORTEST = 5
"""Letters of a word that is divided."""
_LEAST_BEFORE, _LEAST_BEHIND = 2, 3


if TYPE_CHECKING:

    class Patterns(Protocol):
        """The dictionary of a language."""

        def positions(self, word: str) -> list[int]:
            """Where *word* may be divided."""


def is_installed() -> bool:
    """Whether there are any patterns; without them nothing is divided, and `MISSING` says why."""
    from importlib.util import find_spec

    return find_spec("pyphen") is not None


@lru_cache(maxsize=4096)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Where *word* may be divided, ascending; empty for a word that should not be, or cannot."""
    is_plain = word.isalpha() and (word.islower() or word.istitle()) and max(word) < SURELY_WIDE
    patterns = _patterns(language) if is_plain and len(word) >= SHORTEST else None
    if patterns is None:
        return ()
    last = len(word) - _LEAST_BEHIND
    return tuple(at for at in patterns.positions(word) if _LEAST_BEFORE <= at <= last)


@cache
def _patterns(language: str) -> Patterns | None:
    try:
        import pyphen
    except ModuleNotFoundError:
        return None
    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known) if known else None
