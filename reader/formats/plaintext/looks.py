"""What a line or a unit looks like by itself: a paragraph, an item of a list, code, a heading perhaps."""

from __future__ import annotations

from reader.formats.plaintext.lines import cells, is_code
from reader.formats.plaintext.units import Unit
from reader.regex import IGNORECASE, regex

TERMINAL = frozenset("。！？!?…：:；;，,、．.”’』」\"'~～—")
"""What a heading without a number does not end with."""
_CONTENTS = regex(r"目[\s\u3000]*[录錄次]|(?:table of )?contents\.?|차례|목차", IGNORECASE)
FINISHED = frozenset("。！？!?…；;：:.．”’』」\"')）》】—~～※]")
"""What a finished paragraph ends with."""
_LONGEST_PLAIN = 48
_LONGEST_LATIN = 84
_MOST_WORDS = 14
_BULLET = regex(r"[-*+•·◦▪–—>“‘「『\"'（(]|\d+[.)、]")
_ITEM = regex(r"(?:[-*+•·◦▪–>☐☑]|\d{1,3}[.)、．]|[a-z][.)]|[（(]\d+[)）]) ?\S")


_AFTER_LETTER = frozenset(".)")
_CONTENTS_FIRST = frozenset("目tTcC차목")


def is_contents(text: str) -> bool:
    """Whether *text* is the line above a table of contents."""
    return text[0] in _CONTENTS_FIRST and _CONTENTS.fullmatch(text) is not None


def is_body(unit: Unit) -> bool:
    """Whether a unit is text that may stand under a heading."""
    return not unit.is_rule and (unit.size > 24 or unit.last[-1] in TERMINAL)


def is_listing(unit: Unit) -> bool:
    """Whether a unit is an item with its bullet, or a line of code."""
    text = unit.text
    may_be_item = not text[0].isalpha() or text[1:2] in _AFTER_LETTER
    if may_be_item and _ITEM.match(text):
        return True
    return unit.is_single and is_code(text)


def may_be_heading(unit: Unit) -> bool:
    """Whether a unit could be a heading by its looks alone."""
    text = unit.text
    if not unit.is_single or unit.is_rule or unit.size > _LONGEST_LATIN or is_contents(text):
        return False
    if (text[-1] in TERMINAL and text[-1] not in "？?") or "。" in text or _BULLET.match(text):
        return False
    width = cells(text)
    is_latin = width < 1.3 * len(text)
    if width > (_LONGEST_LATIN if is_latin else _LONGEST_PLAIN) or is_code(text):
        return False
    if is_latin:
        words = text.split()
        return (
            len(words) <= _MOST_WORDS
            and (text[0].isupper() or text[0].isdigit())
            and any(map(str.isalpha, text))
        )
    return any(c.isalpha() for c in text)
