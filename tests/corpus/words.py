"""What the essays of the corpus are made of, by language.

`texts/` holds our own sentences, headings, titles and names, one a line, with an empty line between
the four.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Words:
    """Sentences, headings, titles and names in one language."""

    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    names: tuple[str, ...]
    between: str
    """What stands between two sentences."""


@cache
def words(language: str) -> Words:
    """The words of a *language*: `zh`, `en`, `ja` or `ko`."""
    text = (Path(__file__).parent / "texts" / f"{language}.txt").read_text("utf-8")
    parts = [tuple(part.split("\n")) for part in text.strip().split("\n\n")]
    sentences, headings, titles, names = parts
    return Words(sentences, headings, titles, names, "" if language in ("zh", "ja") else " ")
