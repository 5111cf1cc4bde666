"""The characters that essays are made of, about which much is known without asking.

Each *simple* character is a grapheme cluster of its own among others of this kind, and takes one
cell or two, the same in every version of the tables of Rich. Texts of them, nearly all there are,
need neither the rules of UAX #29 nor the ruler: `reader.text.clusters`, `reader.text.cells` and
`reader.text.simple` look here first. Tests hold the two lists to the real tables.
"""

from __future__ import annotations

from codecs import utf_16_le_encode

from reader.memo import cache
from reader.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

NARROW = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u218b\u2190-\u2319\u2320-\u2328\u232b-\u23e8"
    "\u2400-\u2426\u2460-\u25fc\u2605-\u2613\u2616-\u262f\u2638-\u2647\u2654-\u267e\u2690-\u2692"
    "\u2694-\u26a0\u26a2-\u26a9\u2701-\u2704\u270c-\u2727\u2729-\u274b\u2758-\u2794\u27c0-\u2b1a"
)
"""Simple characters of one cell, as the inside of a class of `re`. All are below U+3000."""

WIDE = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312c\u3131-\u3163\u3190-\u31b7"
    "\u3220-\u3243\u3250-\u32fe\u3300-\u4db5\u4e00-\u9fbb\uac00-\ud7a3\uf900-\ufa2d\ufe30-\ufe52"
    "\uff01-\uff60\uffe0-\uffe6"
)
"""Simple characters of two cells, the same way. All are U+3000 or above."""

SURELY_WIDE = "\u3000"
"""What tells wide simple characters from narrow ones, where ambiguous ones are narrow."""

_ambiguous: re.Pattern[str] | None = None
"""The ambiguous ones among the simple characters, where they are wide."""

HAN = 2
"""Of what is wide: what is surely a 字, which a line may end behind and begin with."""
_KINDS = bytes(
    HAN if 0x4E <= high <= 0x9F else high >= ord(SURELY_WIDE) >> 8 for high in range(256)
)
_ONE = bytes(map(bool, range(256)))

simple_run = regex(f"[{NARROW}{WIDE}]*").match
"""The simple characters from a place on; matches always."""


def is_simple(text: str) -> bool:
    """Whether *text* has only simple characters, of which the line end is none."""
    match = simple_run(text)
    return match is not None and match.end() == len(text)


def is_ambiguous(char: str) -> bool:
    """Whether *char* takes one cell in some terminals and two in others (UAX #11: `“` `—` `…` `①`)."""
    import unicodedata

    return unicodedata.east_asian_width(char) == "A"


def widen_ambiguous(are_wide: bool) -> None:
    """Have `wide_marks` take ambiguous characters for wide ones, or for narrow ones again."""
    global _ambiguous
    _ambiguous = _simple_ambiguous() if are_wide else None


@cache
def _simple_ambiguous() -> re.Pattern[str]:
    chars = map(chr, range(0xA0, ord(SURELY_WIDE)))
    found = "".join(char for char in chars if is_ambiguous(char) and is_simple(char))
    return regex(f"[{found}]")


def wide_marks(text: str) -> bytes:
    """A byte for each character of the simple *text*: 1 for a wide one, 0 for a narrow one.

    Counting bytes is the fastest way to measure that there is.
    """
    return wide_kinds(text).translate(_ONE)


def wide_kinds(text: str) -> bytes:
    """The same, but `HAN` for a wide one that is one."""
    if _ambiguous is not None:
        text = _ambiguous.sub(SURELY_WIDE, text)
    # The higher half of the code of each character. As `encode` does, which would import a module for it.
    return utf_16_le_encode(text)[0][1::2].translate(_KINDS)
