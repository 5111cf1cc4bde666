"""Lines that could be headings, each looked at alone.

What makes one a heading is the evidence of all the others (`reader.formats.plaintext.headings`).
"""

from __future__ import annotations

from reader.formats.plaintext.lines import cells, is_code, is_wider
from reader.formats.plaintext.looks import is_contents
from reader.formats.plaintext.numbering import DECIMALS, LETTERED, Number, Style, numbering
from reader.formats.plaintext.units import Unit
from reader.regex import IGNORECASE, regex
from reader.values import dataclass

_STOPS = frozenset("。；;，,、…")
"""What no heading ends with."""
_RUNNING_ON = _STOPS - {"…"}
"""What none ends with though a rule stands below: a notice between two rules is a sentence."""
_ADDRESS = regex(r"://|\bwww\.|@\w+\.")
"""A site's name for itself between two rules is no heading either."""
_LONGEST = {Style.ARABIC_PAREN: 80, Style.CIRCLED: 60, Style.ARTICLE: 60}
_LONGEST |= dict.fromkeys((*DECIMALS, *LETTERED), 180)
_LONGEST_OTHER = 100
"""Cells; longer lines are list items or paragraphs."""
_NAMED = regex(
    r"(?:(?:自|代|原|译|总|再版|初版)?序(?:言|章|幕|曲|论)?(?:[一二三四五])?|前言|引言|引子|楔子|导言|导语|导论|绪论|绪言|緒論"
    r"|開場白|卷首语|写在前面|(?:大)?结局|終章|终章|尾声|尾聲|后记|後記|后序|跋|附录[一二三四五]?|附錄"
    r"|番外[篇一二三四五六七八九十0-9]*|结语|結語|结束语|余论|参考文献|致谢|凡例"
    r"|摘要|小结|总结|参见|参考|参考资料|参考链接|参考书目|另请参阅|延伸阅读|参照|참고|참고문헌|関連項目|脚注|参考文献"
    r"|まえがき|はじめに|あとがき|おわりに|プロローグ|エピローグ"
    r"|서문|머리말|서론|프롤로그|에필로그|맺음말|후기|결론"
    r"|preface|foreword|introduction|introductory|prologue|epilogue|conclusion|afterword|postscript"
    r"|appendix(?: [a-z0-9]+)?|acknowledge?ments|references|bibliography|notes|finale|dedication"
    r"|abstract|summary|see also|further reading)"
    r"(?:[ \u3000:：·—(（].{0,40})?[.:：]?",
    IGNORECASE,
)
"""Parts of a book that have names instead of numbers."""
_CONTENTS_LINE = regex(r"(?:[.．…·⋯_-]{3,}|\s{3,}|\t)\s*\d{1,4}$")
_SIGNS = frozenset("=*＊~#＝－-—─★☆●○◆◇■□▲△▶►※【")
_DECORATED = regex(
    r"(?P<open>[=*＊~#＝－-]{2,}|[★☆●○◆◇■□▲△▶►※]\s?|【(?!.*】.)|[—─]{1,4}(?=.*[—─]$))"
    r"\s*(?P<core>[^=*＊~＝—─].*?)\s*"
    r"(?P<close>[=*＊~#＝－-]{2,}|[★☆●○◆◇■□▲△※]|】|[—─]{1,4})?"
)


@dataclass
class Candidate:
    """A unit that looks like a heading, or counts in a run of numbers."""

    unit: int
    """Its index."""
    start: int
    """Where the heading's text begins in the line."""
    end: int
    style: str
    """The name of a `Style`, or `known1`…, `setext=`, `setext-`, `named`, `marked`, `caps`, `plain`."""
    number: Number | None = None
    stands: bool = True
    """Whether it is short, alone and no sentence."""
    states: bool = False
    """Whether it is short and alone, but a sentence: （一）加快产业升级。"""
    accepted: bool = False
    """Whether it is a heading."""
    run: int = 0
    """Which run of numbers it belongs to."""
    why: str = ""
    """What speaks for it, in words, if it is accepted."""


def candidate(index: int, unit: Unit) -> Candidate | None:
    """What *unit* could be a heading as, or None."""
    text = unit.text
    start, end, is_marked = 0, len(text), False
    if end > _LONGEST_OTHER and text[0] not in _SIGNS and numbering(text) is None:
        # What most paragraphs are.
        return None
    is_short = unit.is_single or (len(unit.lines) == 2 and unit.size <= 60)
    if is_short and text[0] in _SIGNS and (match := _DECORATED.fullmatch(text)):
        start, end = match.span("core")
        is_marked = match["open"] == "【" or bool(match["close"])
        text = text[start:end]
    number = numbering(text)
    if number is not None:
        number = _innermost(text, number)
        stands = is_short and _stands(text, number)
        states = not stands and is_short and _states(text, number)
        return Candidate(index, start, end, number.style.name, number, stands, states)
    if not is_short or len(text) > _LONGEST_OTHER:
        return None
    is_stopped = text[-1] in _STOPS
    if (is_stopped and not text.isascii()) or is_wider(text, _LONGEST_OTHER):
        return None
    if not is_stopped and _NAMED.fullmatch(text):
        return Candidate(index, start, end, "named")
    if is_marked and not is_stopped and len(text) <= 30:
        return Candidate(index, start, end, "marked")
    if text.isupper() and text.isascii() and _is_caps(text) and not is_contents(text):
        return Candidate(index, start, end, "caps")
    return None


def is_underlined(unit: Unit, below: Unit) -> bool:
    """Whether *below* is a rule that makes *unit* a heading."""
    return (
        below.is_rule
        and unit.is_single
        and below.blanks == 0
        and below.text[0] in "=-"
        and set(below.text) <= {below.text[0]}
        and len(below.text) >= max(3, cells(unit.text) // 3)
        and not is_wider(unit.text, _LONGEST_OTHER)
        and unit.text[-1] not in _RUNNING_ON
        and not _ADDRESS.search(unit.text)
    )


def _innermost(text: str, number: Number) -> Number:
    """The lower of two numbers in one line: 第九卷 第二章."""
    rest = text[number.end :].lstrip(" \u3000·:：")
    second = numbering(rest) if number.style is Style.VOLUME and rest else None
    if second is None or second.style not in (Style.CHAPTER, Style.SECTION):
        return number
    return second._replace(end=len(text) - len(rest) + second.end)


def _stands(text: str, number: Number) -> bool:
    limit = _LONGEST.get(number.style, _LONGEST_OTHER)
    if is_wider(text, limit) or _CONTENTS_LINE.search(text):
        return False
    rest = text[number.end :]
    if number.style <= Style.SECTION:
        return _stands_in_book(text, rest, number)
    if not rest.strip() and number.style not in (Style.BARE, Style.ROMAN):
        return False
    if text[-1] in _STOPS or "。" in rest:
        return False
    if text[-1] in "：:" and number.style >= Style.ARABIC:
        return False
    if rest.isascii() and text[-1] == "." and number.style is not Style.ROMAN:
        return len(rest.split()) <= 6 and number.style is Style.BARE
    return True


def _stands_in_book(text: str, rest: str, number: Number) -> bool:
    """Whether 第四回中既将他的来历说明…… and its like are excluded."""
    if rest and rest[0] not in " \u3000:：、.．·—-－)）】》|\t" and cells(rest) > 40:
        return False
    is_latin = number.unit.isascii()
    if rest and not is_latin and rest[0] in "的了是在中里后後前，,。":
        return False
    return text[-1] not in _STOPS or (text[-1] == "," and rest.isupper())


def _states(text: str, number: Number) -> bool:
    return (
        number.style in (Style.HAN, Style.HAN_PAREN)
        and len(text) <= 40
        and text[-1] == "。"
        and not any(stop in text[:-1] for stop in "。；！？")
    )


def _is_caps(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= 4 and letters * 2 > len(text) and text[-1] not in ",;:" and not is_code(text)
