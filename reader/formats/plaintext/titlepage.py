"""What stands around an essay's text: title, author and date above it, signature and date below."""

from __future__ import annotations

from reader.formats.dates import date_in
from reader.formats.joining import is_wide
from reader.formats.plaintext.lines import cells, is_wider
from reader.formats.plaintext.numbering import numbering
from reader.formats.plaintext.units import Unit
from reader.memo import lru_cache
from reader.regex import IGNORECASE, regex
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST_TITLE = 100
"""Cells."""
_LABEL = regex(
    r"(?P<label>作\s*者|著\s*者|文|撰\s*文|撰\s*稿|主\s*讲|演讲人|演\s*讲\s*者|报告人|发言人|整理|口述"
    r"|발표자|저자|글쓴이|지은이|글|by|author|written by)"
    r"\s*(?:[:：/／|｜·]|(?<=[ByYy글])\s)\s*(?P<name>\S.{0,40})",
    IGNORECASE,
)
_LABEL_FIRST = frozenset("作著文撰主演报发整口발저글지bBaAwW")
_SIGNED = regex(
    r"(?:[□■◎●○◆◇△▲★☆]\s*(?=[\u3400-\u9fff \u3000]{2,5}$)|原创\s+|作者\s+"
    r"|(?:新华社|本报|特约|人民网|记者站)*(?:记者|通讯员|评论员)\s+)"
    r"(?P<name>\w{2,4}|\w[ \u3000]\w)(?=$|\s)"
)
"""A name behind a sign or an office that those who write have."""
_SIGNED_FIRST = frozenset("□■◎●○◆◇△▲★☆原作新本特人记通评")
_LABEL_WITHIN = regex(r"(?<=[\s|｜])作\s*者\s*[:：]\s*(?P<name>\S.{0,40})")
_WROTE = regex(
    r"(?:[〔（(［\[【][^\W\d]{1,3}[〕）)］\]】]\s*)?"
    r"(?P<name>[^\s，。,.〕）)］\]】]{2,12}(?:[ \u3000·][^\s，。,.]{1,12}){0,2})\s*[著撰作译]$"
)
_WROTE_LAST = frozenset("著撰作译")
_ERA = regex(r"[〔（(［\[【][^\W\d]{1,3}[〕）)］\]】]\s*(?P<name>[\w·]{2,6})$")
_NAME = regex(r"\w{2,4}|\w[ \u3000]{1,3}\w{1,2}|\w{1,3}·\w{1,6}")
_JAPANESE_NAME = regex(r"\w{2,6}|\w{1,4}[ \u3000]\w{1,4}")
_SUBTITLES = 2
"""Lines between a title and the one that says who wrote."""
_SHORTEST_NAME = 3
"""Characters that a Japanese name mostly has."""
_KANA = regex("[ぁ-ん]{2}")
_OFFICE = regex(
    r".{2,24}?(?:[长理任员记席授士师]|小学|中学|大学|学院|学校|医院|公司|研究所|集团)[ \u3000]+"
    r"(?P<name>\w[ \u3000]?\w{1,2})"
)
_BOARD = regex(
    r"[\w·]{2,16}(?:调研组|课题组|编写组|编辑部|编委会|评论员|办公室|宣传部|委员会|人民政府)"
)
"""A body that signs as people do."""
_KOREAN_NAME = regex(
    "[김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하][가-힣][가-힣]"
)
_NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "in",
        "at",
        "to",
        "and",
        "or",
        "for",
        "with",
        "from",
        "by",
        "my",
        "our",
        "your",
        "his",
        "her",
        "how",
        "why",
        "what",
        "when",
        "where",
        "new",
        "old",
        "first",
        "second",
        "last",
        "next",
        "general",
        "special",
        "introduction",
        "preface",
        "note",
        "notes",
        "letter",
        "chapter",
        "part",
        "section",
        "same",
        "subject",
        "about",
        "concerning",
    ]
)
"""What titles have and no name has."""
_LATIN_NAME = regex(r"(?:[A-Z][\w.'’-]*\s+){1,3}[A-Z][\w.'’-]+")
_AUTHOR_TAIL = regex(
    r"\s*(?:(?:来\s*源|时\s*间|日\s*期|提交|发布|发表|更新|点击|阅读|浏览|字数|date)\s*[:：]?.*|[|｜(（\d].*)$",
    IGNORECASE,
)
_DATE_LABEL = regex(r".{0,12}?(?:时\s*间|日\s*期|发布|date|更新|날짜|日付)\s*[:：]", IGNORECASE)
_CLOSING = regex(
    r"[（(—－\-\s]*(?:此件(?:主动|依申请|不予)?公开(?:发布)?|(?:全[文书]|本[篇章])?[完终]|END|The End|完结)"
    r"[）)—－\-\s]*",
    IGNORECASE,
)
"""What may stand behind a signature."""
_SALUTATION = regex(
    r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|朋友们|老师们|同学们|女士们|大家好"
    r"|(?:my )?dear\b|ladies\b|拝啓|존경하는|친애하는)"
    r".{0,30}[:：,，！!]",
    IGNORECASE,
)
LONGEST_SALUTATION = 40
"""Code points."""
_SENTENCE = regex(r"[，。；！？!?;]|\w\.(?:\s|$)")
_BLANKS = regex(r"[ \u3000]+")
_BRACKETS = "（）()〔〕［］[]【】 \u3000"
_NOTE_MARK = regex(r"[〔\[［][0-9０-９一二三四五六七八九十①-⑳]{1,3}[〕\]］]$|[①-⑳*＊]$")
LABELLED_TITLE = regex(r"(?:标\s*题|題\s*目|题\s*目|篇\s*名|title)\s*[:：]\s*", IGNORECASE)
_FRAMED = regex(
    r"(?P<sign>[=*＊~＝－-]{2,}|[★☆●○◆◇■□▲△]+)\s*(?P<core>[^\s=*＊~＝－-].*?)\s*(?P=sign)"
)
"""A title between signs."""
_TAGGED = regex(r"[\[【](?:转帖|转载|原创|推荐|精华|转)[\]】]\s*(?=\S)")
"""What forums put before a title."""
_ENDS = frozenset("。；;，,、：:")
_NO_TITLE = regex(
    r"(?:当前位置|来源|更新时间|发布时间|作者|时间|日期|点击|浏览|字体|编辑|导读|摘要|关键词|by )\s*[:：]?",
    IGNORECASE,
)


class Title(NamedTuple):
    """A title in a line."""

    text: str
    start: int
    """Where what of the line is the title begins."""
    end: int
    is_spaced: bool
    """Whether blanks between its letters are no part of it."""


def title_of(line: str) -> Title | None:
    """The title that *line* could be, or None."""
    # A line is asked about four times: whether it begins an essay, is a title, and which.
    return _title_of(line) if len(line) <= _LONGEST_TITLE else None


@lru_cache(64)
def _title_of(line: str) -> Title | None:
    if is_wider(line, _LONGEST_TITLE) or line[-1] in _ENDS or "。" in line or _NO_TITLE.match(line):
        return None
    start, end = 0, len(line)
    if label := LABELLED_TITLE.match(line) or _TAGGED.match(line):
        start = label.end()
    if frame := _FRAMED.fullmatch(line):
        start, end = frame.span("core")
    elif mark := _NOTE_MARK.search(line, start):
        end = start + len(line[start : mark.start()].rstrip()) or end
    core = line[start:end]
    if (
        len(core) > 2
        and core[0] + core[-1] in ("《》", "【】", "『』", "「」", "“”")
        and core[0] not in core[1:]
    ):
        start, end = start + 1, end - 1
    core = line[start:end].strip()
    if not core:
        return None
    start += line[start:end].index(core[0])
    end = start + len(core)
    letters = _BLANKS.split(core) if " " in core or "\u3000" in core else [core]
    is_spaced = len(letters) > 1 and all(len(part) == 1 and part >= "\u2e80" for part in letters)
    text = "".join(letters) if is_spaced else " ".join(core.split())
    return Title(text, start, end, is_spaced)


class Matter(NamedTuple):
    """Who and when."""

    author: str = ""
    date: str = ""
    author_at: int = 0
    """Which of the units says who."""
    date_at: int = 0
    """Which of the units says when."""
    spent: tuple[int, ...] = ()
    """The units that say nothing else."""

    def unpaid(self, units: Sequence[Unit], is_paid: Callable[[Unit], bool]) -> Matter:
        """What *units*, in which it was found, say outside of what is paid."""
        has_author = bool(self.author) and not is_paid(units[self.author_at])
        has_date = bool(self.date) and not is_paid(units[self.date_at])
        return Matter(
            self.author if has_author else "",
            self.date if has_date else "",
            self.author_at,
            self.date_at,
            tuple(number for number in self.spent if not is_paid(units[number])),
        )


def _free(_unit: Unit) -> bool:
    """Nothing is paid."""
    return False


def above(units: list[Unit], is_paid: Callable[[Unit], bool] = _free) -> tuple[Matter, int]:
    """Author and date in the first units under a title; and how many of *units* are such lines.

    Who and when are shown everywhere: the units that *is_paid* names do not tell, and are not spent.
    """
    author = date = ""
    count = author_at = date_at = 0
    spent: list[int] = []
    for number, unit in enumerate(units[:6]):
        if not unit.is_single or is_wider(unit.text, 80):
            break
        text = unit.text.strip(_BRACKETS)
        name = "" if numbering(unit.text) else author_in(unit.text) or author_in(text)
        when = date_line(unit.text) or (_date_within(text) if name else "")
        if not name and not author and number < 3 and _has_text_below(units, number):
            name = _signature(text) or _japanese_name(text, units, number)
        if not name and not when and not text.startswith(("——", "--", "—")):
            if number < _SUBTITLES and not author and _says_who(units[number + 1 : number + 2]):
                continue
            break
        if (name and not author and _is_all(text, name)) or (not date and is_date(text)):
            spent.append(number)
        if name and not author:
            author, author_at = name, number
        if when and not date:
            date, date_at = when, number
        if name or when:
            count = number + 1
    found = Matter(author, date, author_at, date_at, tuple(spent))
    return found.unpaid(units, is_paid), count


def _says_who(units: list[Unit]) -> bool:
    """Whether the next line says who wrote: then the one above it is a subtitle."""
    return any(unit.is_single and author_in(unit.text) for unit in units)


def _date_within(text: str) -> str:
    found = date_in(text)
    return found[0] if found else ""


def _is_all(text: str, name: str) -> bool:
    """Whether *text* says that *name* wrote, and nothing else."""
    if match := _LABEL.match(text) or _WROTE.fullmatch(text):
        text = match["name"]
    return "".join(text.split()) == "".join(name.split())


def is_date(text: str) -> bool:
    """Whether *text* is a date and nothing else; one of an era says more than its year."""
    found = date_in(text)
    if found is None or text[:1] in "明大昭平令民":
        return False
    before = text[: found[1]]
    label = _DATE_LABEL.match(before)
    return not text[found[2] :].strip() and not before[label.end() if label else 0 :].strip()


def _has_text_below(units: list[Unit], number: int) -> bool:
    below = units[number + 1 : number + 5]
    return any(unit.size > 20 for unit in below) or len(below) == 4


def is_salutation(unit: Unit) -> bool:
    """Whether a unit addresses those for whom the text is."""
    return (
        unit.is_single
        and unit.size <= LONGEST_SALUTATION
        and _SALUTATION.fullmatch(unit.text) is not None
    )


def below(units: list[Unit], is_paid: Callable[[Unit], bool] = _free) -> tuple[Matter, int]:
    """Author and date in the last units, as letters and speeches have them; and how many those are.

    *is_paid* as `above` takes it.
    """
    author = date = ""
    count = author_at = date_at = 0
    for number, unit in reversed([*enumerate(units)][-5:]):
        if not date and not author and count < 2 and _CLOSING.fullmatch(unit.text):
            count += 1
            continue
        if not unit.is_single or is_wider(unit.text, 60):
            break
        text = unit.text.strip(_BRACKETS + "。.")
        when = date_line(unit.text, is_end=True)
        name = author_in(text) or (_signature(text) if date and not when else "")
        if not (when or name):
            break
        if name and not author:
            author, author_at = name, number
        if when and not date:
            date, date_at = when, number
        count += 1
    return Matter(author, date, author_at, date_at).unpaid(units, is_paid), count


def _japanese_name(text: str, units: list[Unit], number: int) -> str:
    """The name that *text* is, if what is around it is Japanese; empty if not.

    A short word may be the first heading, unless it is nearer to the title than to the text.
    """
    if not (_JAPANESE_NAME.fullmatch(text) and all(map(is_wide, text))):
        return ""
    if text[0] <= "ゟ":  # A word in hiragana: はじめに.
        return ""
    gap = units[number + 1].blanks if number + 1 < len(units) else 0
    if len(text) < _SHORTEST_NAME and units[number].blanks >= gap:
        return ""
    if not any(_KANA.search(u.text) for u in units[:6]):
        return ""
    return _tidy(text)


def author_in(text: str) -> str:
    """The name in a line that says who wrote, or empty."""
    if text[:1] in _SIGNED_FIRST and (match := _SIGNED.match(text)):
        return _tidy(match["name"])
    labelled = _LABEL.match(text) if text[:1] in _LABEL_FIRST else None
    if labelled is None and "作" in text:
        labelled = _LABEL_WITHIN.search(text)
    if labelled is not None:
        name = _AUTHOR_TAIL.sub("", labelled["name"]).strip(" \u3000)）】]")
        return _tidy(name) if name and cells(name) <= 40 else ""
    if not text or len(text) >= 36:
        return ""
    if text[0] in _BRACKETS and (match := _ERA.fullmatch(text)) and is_wide(match["name"][0]):
        return _tidy(match["name"])
    if text[-1] in _WROTE_LAST and (match := _WROTE.fullmatch(text)):
        return _tidy(match["name"])
    if (" " in text or "\u3000" in text) and (match := _OFFICE.fullmatch(text)):
        return _tidy(match["name"]) if is_wide(match["name"][0]) else ""
    return ""


def _signature(text: str) -> str:
    """The name, or the body that signs, that *text* is, if it is nothing else."""
    return bare_name(text) or (text if _BOARD.fullmatch(text) else "")


def bare_name(text: str) -> str:
    """The name that *text* is, if it is nothing else."""
    if _NAME.fullmatch(text) and (text[0] in _SURNAMES or _KOREAN_NAME.fullmatch(text)):
        return _tidy(text)
    if _LATIN_NAME.fullmatch(text) and len(text.split()) <= 4 and not text.isupper():
        return "" if _NO_NAMES.intersection(text.lower().split()) else text
    return ""


def date_line(line: str, *, is_end: bool = False) -> str:
    """The date that a short line is about, ISO 8601; or empty.

    It may say where, or what was done that day, but it is no sentence: 一九二五年十月在北京. Only at
    the end of a text (*is_end*) may it have a full stop.
    """
    text = line.strip(_BRACKETS)
    found = date_in(text)
    if found is None:
        return ""
    date, start, end = found
    rest = (text[:start] + text[end:]).strip().strip("，,、").strip()
    if _DATE_LABEL.match(text):
        return date
    if line[0] in "（(〔［[【—-–":
        return date if cells(rest) <= 64 and "。" not in rest.rstrip("。") else ""
    if is_end:
        rest = rest.rstrip("。.")
    return date if cells(rest) <= 26 and not _SENTENCE.search(rest) else ""


def _tidy(name: str) -> str:
    """*name* without the blanks that spread two characters over three."""
    parts = _BLANKS.split(name)
    if all(len(part) <= 2 and part >= "\u2e80" for part in parts) and len("".join(parts)) <= 4:
        return "".join(parts)
    return " ".join(parts)


_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅齐康伍余元顾孟平黄穆萧尹姚邵汪毛禹狄米贝明戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季"
    "贾路江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍虞万管卢莫房丁邓洪包左石崔吉龚程裴陆翁荀惠曲封靳段焦巴侯全班仲宁仇甘厉祖武符刘景"
    "詹龙叶司黎白蒲卓温庄晏柴瞿阎习容向古易廖耿文寇广欧沃利越师巩聂晁冷辛简饶曾沙关冰老巴茅艾丰郁夏梁史迟铁余三"
    "趙錢孫吳鄭馮陳衛韓楊許呂張嚴陶謝鄒蘇範魯韋馬鳳華賀倪湯羅畢樂傅齊顧黃蕭龐紀項閔賈顏鐘駱萬盧龔陸劉葉溫莊閻歐師饒關豐"
)
