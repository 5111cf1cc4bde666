"""Making text from strangers harmless before anyone prints it.

Titles, headings, file names and error messages carry what stood in a file. Control characters,
escape sequences and bidi overrides never reach the terminal: they become visible pictures of
themselves. The body of an essay is cleaned when it is set (`shown`, same length, so that offsets
hold); single lines for lists and messages by `line`.
"""

from __future__ import annotations

from reader.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

HARMFUL = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""C0 and C1 controls but tab and line end, bidi controls (UAX #9), lone surrogates, separators,
BOM, interlinear marks.
"""


def _picture(match: re.Match[str]) -> str:
    """One code point that stands for a harmful one."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def shown(text: str) -> str:
    """*text* with a harmless picture in place of each harmful code point; the same number of code
    points.
    """
    return HARMFUL.sub(_picture, text) if HARMFUL.search(text) else text


def line(text: str) -> str:
    """*text* as one harmless line: white space folded, pictures for controls."""
    return shown(" ".join(text.split()))
