"""What names of files tell: which of them are sources, and their natural order."""

from __future__ import annotations

from reader.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_TEXTS = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".mdown",
    ".org",
    ".rst",
    ".html",
    ".htm",
    ".xhtml",
    ".mhtml",
    ".mht",
    ".webarchive",
)
_DOCUMENTS = (".epub", ".docx", ".odt", ".fodt", ".fb2", ".rtf", ".pdf")
SUFFIXES = frozenset((*_TEXTS, *_DOCUMENTS))
"""What a folder is searched for. A file that is named may be called anything."""
MEMBER = "!/"
"""Between a ZIP file of texts and what is meant in it (`reader.library.bundles`)."""
BUNDLES = ".zip"
"""What a ZIP file of texts is called."""
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})
"""As `reader.formats.packing.PACKED`, which is not imported for a look into a folder."""
_MOST_DIGITS = 19
"""Longer runs of digits are no numbers that anyone counts by."""
_NUMBER = regex("(\\d+|[〇零一二三四五六七八九十百千]+)")

NaturalKey: TypeAlias = tuple[tuple[int, int, str], ...]


def natural(name: str) -> NaturalKey:
    """A sort key that puts 2 before 10, and 第二章 before 第十章."""
    # Every second part is what is between two numbers.
    return tuple(
        [
            (0, number, part) if n % 2 and (number := _number(part)) is not None else (1, 0, part)
            for n, part in enumerate(_NUMBER.split(name.casefold()))
            if part
        ]
    )


def _number(part: str) -> int | None:
    if part.isdecimal():
        return int(part) if len(part) < _MOST_DIGITS else None
    if _NUMBER.fullmatch(part):
        from reader.formats.plaintext.numbering import value

        return value(part)
    return None


def is_source_name(name: str) -> bool:
    """Whether a file called *name* is looked at in a folder."""
    stem, suffix = _cut(name.rpartition("/")[2].lower())
    if suffix in _PACKED:
        return _cut(stem)[1] in SUFFIXES
    return suffix in SUFFIXES or suffix == BUNDLES


def _cut(name: str) -> tuple[str, str]:
    """A file's name without its suffix, and the suffix. By strings: pathlib takes five times as long."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem.strip(".") else (name, "")
