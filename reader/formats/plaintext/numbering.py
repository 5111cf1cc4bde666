"""The number that a heading begins with: `一、` `（一）` `1.` `（1）` `①`, `第三章`, `Chapter IV`, `§ 3`…

Here one line is looked at alone. Whether it is a heading is said by all of them together
(`reader.formats.plaintext.headings`).
"""

from __future__ import annotations

from reader.enums import IntEnum
from reader.regex import IGNORECASE, regex
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


class Style(IntEnum):
    """A manner of numbering, from what stands highest to what stands lowest (GB/T 9704, 7.3.3)."""

    VOLUME = 0
    """第一卷, Book I, Part One"""
    CHAPTER = 1
    """第一章, 第一回, Chapter 1, 제1장"""
    SECTION = 2
    """第一节, § 3"""
    BARE = 3
    """一, 【一】, I, 1: nothing but the number"""
    ROMAN = 4
    """I. II."""
    HAN = 5
    """一、"""
    STEM = 6
    """甲、"""
    HAN_PAREN = 7
    """（一）"""
    ARABIC = 8
    """1."""
    DECIMAL = 9
    """1.1"""
    DECIMAL_3 = 10
    """1.1.1"""
    DECIMAL_4 = 11
    """1.1.1.1"""
    DECIMAL_5 = 12
    """1.1.1.1.1"""
    ARABIC_PAREN = 13
    """（1）"""
    CIRCLED = 14
    """①"""
    ARTICLE = 15
    """第一条"""
    LETTERED = 16
    """A.2"""
    LETTERED_3 = 17
    """A.2.1"""
    LETTERED_4 = 18
    """A.2.1.1"""


DECIMALS = (Style.DECIMAL, Style.DECIMAL_3, Style.DECIMAL_4, Style.DECIMAL_5)
"""By how many numbers there are behind the first."""
LETTERED = (Style.LETTERED, Style.LETTERED_3, Style.LETTERED_4)


class Number(NamedTuple):
    """The number that a line begins with."""

    style: Style
    value: int
    end: int
    """Where the number ends in the line."""
    unit: str = ""
    """What is counted: 章, 回, chapter…"""


_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "○": 0,
    "Ｏ": 0,
}
_FORMAL = dict(
    zip("壹贰叁肆伍陆柒捌玖拾貳參陸", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 3, 6), strict=True)
)
_TENS = {"十": 10, "百": 100, "千": 1000, "佰": 100, "仟": 1000, "拾": 10}
_HAN = "〇零○一二三四五六七八九十百千两兩廿卅壹贰叁肆伍陆柒捌玖拾佰貳參陸"
_ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ANY = rf"[{_HAN}]{{1,9}}|[0-9０-９]{{1,6}}|[IVXLC]{{1,7}}"

_ORDINAL = regex(
    rf"第\s?(?P<n>{_ANY})\s?"
    r"(?P<unit>[卷部编編篇集册冊辑輯]|[章回话話讲講课課幕夜夢梦日帖讀读]|[节節]|[条條])"
)
_BEHIND_TITLE = regex(r"(?:《[^《》]{1,20}》\s*|正文\s*|\w{2,8}\s+)(?=第)")
_VOLUME = regex(
    rf"(?P<unit>卷)[之 \u3000]?(?P<n>[{_HAN}]{{1,4}}|[0-9０-９]{{1,3}}|[上中下])(?=$|[\s·:：、])"
)
_KOREAN = regex(r"제\s?(?P<n>[0-9]{1,3})\s?(?P<unit>[장부절편권])")
_COUNTED = regex(rf"(?:その|其|之)(?P<n>[{_HAN}]{{1,3}}|[0-9０-９]{{1,2}})(?=$|[\s:：、])")
_HAN_STOP = regex(rf"(?P<n>[{_HAN}]{{1,5}})(?P<mark>[、．.:：]|\s+(?=\S)|$)")
_PAREN = regex(rf"[（(〔［\[【「『〖][ ]?(?P<n>{_ANY})[ ]?[）)〕］\]】」』〗]、?")
_ARABIC = regex(
    r"(?P<n>[0-9０-９]{1,3})(?:(?P<mark>[、．.)）:：](?![0-9０-９])|$)|(?P<space>\s+)(?=[^\W\d]))"
)
_DECIMAL = regex(r"(?P<parts>[0-9]{1,3}(?:[.．][0-9]{1,3}){1,4})[.．、]?(?=\s|[^\W\d])")
_CIRCLED = regex("(?P<n>[①-⑳⑴-⒇⒈-⒛㈠-㈩])、?")
_ENGLISH = regex(
    r"(?P<unit>chapter|book|part|volume|vol\.?|section|canto|act|scene|letter|essay|lecture|no\.?|stave|appendix|"
    r"kapitel|chapitre)\s+(?:the\s+)?(?P<n>[0-9]{1,4}|[ivxlc]{1,9}|[a-z]+)\b(?P<mark>[.:—–-]|$|(?=\s))",
    IGNORECASE,
)
_ENGLISH_FIRST = frozenset("abceklnpsvABCEKLNPSV")
_LETTERED = regex(r"[A-Z](?P<parts>(?:\.[0-9]{1,3}){1,3})[.]?(?=\s\S)")
_POINT = regex(r"[.．]")
_ROMAN_ALONE = regex(_ROMAN)
_ROMAN_STOP = regex(rf"(?P<n>{_ROMAN})(?P<mark>[.、．:：)]|$|(?=\s+[—–-]))")
_SIGN = regex(r"§+\s?(?P<n>[0-9]{1,4})[.:]?")
_HIGH = frozenset(
    [
        "book",
        "part",
        "volume",
        "vol",
        "act",
        "卷",
        "部",
        "编",
        "編",
        "集",
        "册",
        "冊",
        "辑",
        "輯",
        "부",
        "권",
    ]
)
_LOW = frozenset(["section", "scene", "节", "節", "절"])


def numbering(text: str) -> Number | None:
    """The number that *text* begins with, or None."""
    first = text[0]
    is_han = "一" <= first <= "鿿"
    if (is_han or first == "《") and "第" in text and (inner := _behind_title(text)):
        return inner
    if is_han and first not in _HAN_FIRST:
        return None
    if first == "第":
        return _counted(_ORDINAL.match(text))
    if first in _HAN_SET:
        return _han(text)
    if first in _OPEN_SET:
        return _paren(text)
    if first.isdigit() and first not in _CIRCLES:
        return _arabic(text)
    if first in _CIRCLES:
        match = _CIRCLED.match(text)
        return Number(Style.CIRCLED, _circled(match["n"]), match.end()) if match else None
    if first == "卷":
        return _counted(_VOLUME.match(text))
    if first == "제":
        return _counted(_KOREAN.match(text))
    if first in "そ其之":
        match = _COUNTED.match(text)
        return Number(Style.BARE, value(match["n"]), match.end()) if match else None
    if first in _STEMS:
        is_number = text[1:2] in _BEHIND_STEM and len(text) > 2
        return Number(Style.STEM, _STEMS.index(first) + 1, 2) if is_number else None
    if first == "§":
        match = _SIGN.match(text)
        return Number(Style.SECTION, int(match["n"]), match.end()) if match else None
    if first.isascii() and first.isalpha():
        return _latin(text)
    return None


def _behind_title(text: str) -> Number | None:
    """The number behind a book's title: 《长夜行》第三回, 正文 第一章."""
    match = _BEHIND_TITLE.match(text)
    if match is None:
        return None
    number = _counted(_ORDINAL.match(text, match.end()))
    return number if number is not None and number.style is not Style.ARTICLE else None


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BEHIND_STEM = ("、", "．")
_HAN_SET = frozenset(_HAN)
_HAN_FIRST = frozenset(_HAN + "第卷其之" + _STEMS)
_OPEN_SET = frozenset("（(〔［[【「『〖")
_CIRCLES = frozenset(map(chr, [*range(0x2460, 0x249C), *range(0x3220, 0x322A)]))


def _counted(match: re.Match[str] | None) -> Number | None:
    if match is None:
        return None
    unit = match["unit"]
    if unit in "条條":
        style = Style.ARTICLE
    elif unit in _HIGH:
        style = Style.VOLUME
    elif unit in _LOW:
        style = Style.SECTION
    else:
        style = Style.CHAPTER
    return Number(style, value(match["n"]), match.end(), unit)


def _han(text: str) -> Number | None:
    match = _HAN_STOP.match(text)
    if match is None:
        return None
    if not match["mark"] or match["mark"].isspace():
        # `一 题目` is a number, `十 月` and `一 九二五年` are not.
        if match["mark"] and (len(text) > 30 or text[match.end()] in "年月日个點点"):
            return None
        return Number(Style.BARE, value(match["n"]), match.end())
    if match["mark"] in ":：" and len(match["n"]) > 2:
        return None
    return Number(Style.HAN, value(match["n"]), match.end())


def _paren(text: str) -> Number | None:
    match = _PAREN.match(text)
    if match is None:
        return None
    number = match["n"]
    if match.end() == len(text):
        return Number(Style.BARE, value(number), match.end())
    if text[0] in "【「『〖":
        return Number(Style.BARE, value(number), match.end())
    style = Style.HAN_PAREN if number[0] in _HAN_SET else Style.ARABIC_PAREN
    return Number(style, value(number), match.end())


def _arabic(text: str) -> Number | None:
    if match := _DECIMAL.match(text):
        parts = _POINT.split(match["parts"])
        return Number(DECIMALS[len(parts) - 2], _in_order(parts), match.end())
    match = _ARABIC.match(text)
    if match is None:
        return None
    number = value(match["n"])
    if match.end() == len(text) and not match["mark"]:
        return Number(Style.BARE, number, match.end())
    if match["mark"] and match["mark"] in ")）":
        return Number(Style.ARABIC_PAREN, number, match.end())
    return Number(Style.ARABIC, number, match.end())


def _latin(text: str) -> Number | None:
    first = text[0]
    if (
        first in _ENGLISH_FIRST
        and (match := _ENGLISH.match(text))
        and (number := _english(match["n"]))
    ):
        unit = match["unit"].lower().rstrip(".")
        style = Style.VOLUME if unit in _HIGH else Style.SECTION if unit in _LOW else Style.CHAPTER
        return Number(style, number, match.end(), unit)
    if text[1:2] == "." and (match := _LETTERED.match(text)):
        parts = match["parts"][1:].split(".")
        return Number(LETTERED[len(parts) - 1], _in_order([ord(text[0]), *parts]), match.end())
    if first in "IVXLC" and (match := _ROMAN_STOP.match(text)):
        style = Style.BARE if match.end() == len(text) and not match["mark"] else Style.ROMAN
        return Number(style, _roman(match["n"]), match.end())
    return None


def _in_order(parts: Sequence[str | int]) -> int:
    """A number that grows as `1.1`, `1.2`, `2.1` do."""
    whole = 0
    for part in parts:
        whole = 1000 * whole + int(part)
    return whole


def _english(word: str) -> int:
    """The number that *word* is, or 0."""
    if word.isdigit():
        return int(word)
    low = word.lower()
    for names in (_WORDS, _ORDINALS):
        if low in names:
            return names.index(low) + 1
    return _roman(low.upper()) if _ROMAN_ALONE.fullmatch(low.upper()) else 0


def _circled(sign: str) -> int:
    code = ord(sign)
    for first, last in ((0x2460, 0x2473), (0x2474, 0x2487), (0x2488, 0x249B), (0x3220, 0x3229)):
        if first <= code <= last:
            return code - first + 1
    return 0


def value(number: str) -> int:
    """The value of a number in Arabic, Chinese or Roman numerals; 0 if it is none."""
    if number.isdecimal():
        return int(number)
    if number[0] in "IVXLC":
        return _roman(number)
    if number in "上中下":
        return "上中下".index(number) + 1
    if all(c in _DIGITS for c in number):
        return int("".join(str(_DIGITS[c]) for c in number))
    whole = part = 0
    for c in number:
        if c in _TENS:
            whole += (part or 1) * _TENS[c]
            part = 0
        elif c in "廿卅":
            whole += 20 if c == "廿" else 30
        else:
            part = _DIGITS.get(c, _FORMAL.get(c, 0))
    return whole + part


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in number]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
