"""Which characters are taken for one another when somebody looks for words.

A search means what is read, not how it was typed: `，` and `,`, `Ａ` and `A`, 「 and “ are the same to a
reader. Each such freedom is a switch of `Folds`. A character stands for one other at most, so that
texts keep their length; what is written with several code points is `reader.text.pattern`'s.
"""

import unicodedata

from reader.memo import cache
from reader.values import dataclass


@dataclass(frozen=True, slots=True)
class Folds:
    """What makes no difference."""

    width: bool = True
    """Full-width, half-width, vertical and small forms: `Ａ` is `A`, `ｶ` is `カ`, 豈 is 豈."""
    punctuation: bool = True
    """Chinese and ASCII punctuation, and all quotation marks."""
    spacing: bool = True
    """A blank between Chinese and Latin: `在 Debian 上` is `在Debian上`."""
    traditional: bool = False
    """Traditional characters and their simplified ones: 體 is 体."""


EXACTLY = Folds(width=False, punctuation=False, spacing=False)
"""Nothing but what was typed."""

_PUNCTUATION = (
    ",，",
    ".。",
    ";；",
    ":：",
    "!！",
    "?？",
    "(（",
    ")）",
    "[【〔",
    "]】〕",
    "<《〈‹«",
    ">》〉›»",
    '"“”„‟「」『』〝〞〟',
    "'‘’‚‛′",
    "-‐‑‒–—―−",
    "~〜∼～",
    "·・•‧∙",
)
"""Groups of marks that are the same; the first stands for the others."""

_WIDTHS = (
    *((0xA0, 0xA1), (0x2000, 0x200B), (0x202F, 0x2030), (0x2E80, 0x2FE0), (0x3000, 0x3001)),
    *((0xF900, 0xFB00), (0xFE10, 0xFE70), (0xFF00, 0xFFEF)),
)
"""Where Unicode keeps what differs from another character only in its form: blanks, radicals,
compatibility ideographs, vertical, small, full-width and half-width forms.
"""


@cache
def _widths() -> dict[str, str]:
    forms = (chr(code) for start, end in _WIDTHS for code in range(start, end))
    plain = ((form, unicodedata.normalize("NFKC", form)) for form in forms)
    return {form: one for form, one in plain if len(one) == 1 and one != form}


@cache
def _marks() -> dict[str, str]:
    return {other: group[0] for group in _PUNCTUATION for other in group[1:]}


@cache
def _simplified() -> dict[str, str]:
    # 乾 is written for both 干 and 乾; what stands for another may not be stood for again.
    from reader.text.traditional import simplified

    found = simplified()
    return {one: found.get(plain, plain) for one, plain in found.items()}


_TABLES = (_widths, _marks, _simplified)
"""What is replaced, one after the other: by full width, punctuation and tradition."""


def _chosen(folds: Folds) -> list[int]:
    """The numbers of the tables that are used."""
    return [n for n, on in enumerate((folds.width, folds.punctuation, folds.traditional)) if on]


@cache
def _origins(table: int) -> dict[str, str]:
    """What a table replaces, by what it puts there."""
    found: dict[str, str] = {}
    for one, plain in _TABLES[table]().items():
        found[plain] = found.get(plain, "") + one
    return found


def lower(character: str) -> str:
    """The small letter of a capital, if each of the two is the other's only one."""
    small = character.lower()
    return small if len(small) == 1 and small.upper() == character else character


def folded(character: str, folds: Folds, *, has_case: bool) -> str:
    """The character that stands for *character*; *has_case*: whether capitals matter."""
    for table in _chosen(folds):
        character = _TABLES[table]().get(character, character)
    return character if has_case else lower(character)


def alike(character: str, folds: Folds, *, has_case: bool) -> frozenset[str]:
    """All characters that are taken for *character*, itself among them."""
    plain = folded(character, folds, has_case=has_case)
    found = {plain}
    if not has_case and len(plain.upper()) == 1 and lower(plain.upper()) == plain:
        found.add(plain.upper())
    for table in reversed(_chosen(folds)):
        found |= {origin for one in found for origin in _origins(table).get(one, "")}
    return frozenset(one for one in found if folded(one, folds, has_case=has_case) == plain)


def translation(folds: Folds) -> dict[int, str]:
    """A table for `str.translate` that puts in place of characters those that stand for them."""
    found: dict[int, str] = {}
    for table in _chosen(folds):
        for one in _TABLES[table]():
            found[ord(one)] = folded(one, folds, has_case=True)
    return found
