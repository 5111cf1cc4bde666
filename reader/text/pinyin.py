"""Pinyin as far as a list needs it: the initials that people type, and the order that they expect.

The 3,755 common characters of GB/T 2312 stand in its table in the order of their pinyin; so where a
character stands there says with which letter it begins, and what it comes before. No dictionary is
needed; the 3,008 rarer ones, which stand by radical, have no letter here and come behind. Of a
character with several readings the table knows one (乐 is under l).
"""

from bisect import bisect_right

from reader.memo import cache, lru_cache

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = [each.encode("gb2312") for each in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
"""The first character of each letter in the table."""
_BEHIND = "亍".encode("gb2312")
"""The first character of the second level."""
_RARE = b"\xff"


@cache
def _simplified() -> dict[str, str]:
    # Not at the top: the table is read when the first Chinese title is put in order.
    from reader.text.traditional import simplified

    return simplified()


def initials(text: str) -> str:
    """The letters that *text* is typed with: one a 字, other letters and digits as they are.

    心得体会 2023 → `xdth2023`. Everything else is left out.
    """
    return "".join(map(_initial, text))


def order(text: str) -> tuple[bytes, ...]:
    """A sort key, a code a character: digits, Latin letters, then 字 by pinyin, rare ones last."""
    return tuple(map(_code, text))


@lru_cache(8_192)
def _initial(character: str) -> str:
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    code = _code(character)
    if _FIRST[0] <= code < _BEHIND:
        return _LETTERS[bisect_right(_FIRST, code) - 1]
    return ""


@lru_cache(8_192)
def _code(character: str) -> bytes:
    if character.isascii():
        return character.casefold().encode()
    try:
        return _simplified().get(character, character).encode("gb2312")
    except UnicodeEncodeError:
        return _RARE + character.encode("utf-32-be", "surrogatepass")
