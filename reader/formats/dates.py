"""Dates as people write them in a line under a title, or under an essay."""

from __future__ import annotations

from reader.formats.plaintext.numbering import value
from reader.regex import IGNORECASE, regex

_HAN = "〇零○Ｏ一二三四五六七八九十"
_CHINESE = regex(
    rf"(?P<y>(?:1[5-9]|20)\d\d|[{_HAN}]{{4}})\s?年(?:\s?(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?月"
    r"(?:\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號])?)?"
)
_NUMERIC = regex(
    r"(?<!\d)(?P<y>(?:1[5-9]|20)\d\d)(?P<s>[-/.．])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?(?!\d)"
)
_ERA = regex(
    r"(?P<era>明治|大正|昭和|平成|令和|民国|民國)\s?(?P<y>元|\d{1,3}|[一二三四五六七八九十]{1,4})\s?年"
    r"(?:\s?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s?月(?:\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日)?)?"
)
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民国": 1911,
    "民國": 1911,
}
"""The year before the first of each era."""
_KOREAN = regex(r"(?P<y>\d{4})년(?:\s?(?P<m>\d{1,2})월(?:\s?(?P<d>\d{1,2})일)?)?")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?\\.?" if m[3:] else m for m in _MONTHS)
_ENGLISH = regex(
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<m>{_MONTH})\s+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<y>(?:1[5-9]|20)\d\d)\b",
    IGNORECASE,
)


_PATTERNS = (("年", _CHINESE), ("-/.．", _NUMERIC), ("년", _KOREAN), ("aeouAEOU", _ENGLISH))
"""With the signs of which each has one: the names of all months have such a vowel."""
_SIGN = regex(r"[\d年]")
"""What every date has."""


def date_in(text: str) -> tuple[str, int, int] | None:
    """The first date in *text*: ISO 8601, as fine as it is given, and its span. None if there is none."""
    if not _SIGN.search(text):
        return None
    if "年" in text and (match := _ERA.search(text)):
        found = match.groupdict()
        year = _ERAS[found["era"]] + (1 if found["y"] == "元" else value(found["y"]))
        if date := _iso(str(year), found["m"], found["d"]):
            return date, match.start(), match.end()
    for signs, pattern in _PATTERNS:
        if any(sign in text for sign in signs) and (match := pattern.search(text)):
            found = match.groupdict()
            date = _iso(found["y"], found["m"], found["d"] or found.get("d2"))
            if date:
                return date, match.start(), match.end()
    return None


def _iso(year: str, month: str | None, day: str | None) -> str:
    y = int(year) if year.isdecimal() else _digits(year)
    m = _month(month) if month else 0
    d = value(day) if day else 0
    if not y or m > 12 or d > 31:
        return ""
    return f"{y:04}" + (f"-{m:02}" if m else "") + (f"-{d:02}" if m and d else "")


def _digits(year: str) -> int:
    try:
        return int("".join(str("〇一二三四五六七八九".index(c.translate(_ZEROS))) for c in year))
    except ValueError:
        return 0


_ZEROS = str.maketrans("零○Ｏ", "〇〇〇")


def _month(word: str) -> int:
    if word[0].isascii() and word[0].isalpha():
        return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))
    return value(word)
