"""What sites, editors and digitisers put around a text: it is no part of the essays."""

from __future__ import annotations

from reader.formats.plaintext.units import Unit
from reader.regex import IGNORECASE, regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SITE = regex(
    r"(?:以下是|下面是|以上(?:就)?是|本文是|这里给大家|小编).{0,60}(?:小编|整理|分享|参考|欢迎|希望)"
    r"|^(?:相关文章|相关推荐|推荐阅读|热门文章|延伸阅读|更新时间|当前位置|上一篇|下一篇|下载|打印|责任编辑"
    r"|文章来源|收藏|版权声明|点击上方|点击蓝字|关注我们|阅读原文|扫码关注|长按识别|转载请注明|本文来自|本书来自|更多精彩)"
)
_BEGINS = regex(r"\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG .*", IGNORECASE)
_ENDS = regex(
    r"(?:\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg).*",
    IGNORECASE,
)
_AUTHOR = regex(r"Author:\s*(?P<name>\S.{0,60})")
_FAR = 400
"""Units from either end in which Project Gutenberg's marks are looked for."""


_FURTHER = regex(
    r"[【\[]?.{0,60}(?:相关文章|相关推荐|推荐阅读|热门文章|猜你喜欢|相关阅读|精选文章|延伸阅读)[】\]]?[:：]?"
)
"""What stands over a list of other texts."""
_FURTHER_ENDS = ("文章", "推荐", "阅读", "喜欢")
_MOST_FURTHER = 40
"""Units of such a list."""


def is_residue(text: str) -> bool:
    """Whether the line *text* was put around a text by a site and its editors."""
    return _SITE.search(text) is not None


def without_residue(units: Sequence[Unit]) -> tuple[int, int]:
    """The first unit of the text itself, and the one behind its last."""
    first, end = 0, len(units)
    for index, unit in enumerate(units[:_FAR]):
        if unit.text[0] == "*" and _BEGINS.match(unit.text):
            first = index + 1
            break
    for index in range(max(first + 1, len(units) - _FAR), len(units)):
        if units[index].text[0] in "*Ee" and _ENDS.match(units[index].text):
            end = index
            break
    end = _before_further(units, first, end)
    while end > first + 1 and units[end - 1].size < 120 and is_residue(units[end - 1].text):
        end -= 1
    return (first, end) if first < end else (0, len(units))


def said_author(units: Sequence[Unit]) -> str:
    """Who wrote, as the lines above Project Gutenberg's mark say it; empty if they do not."""
    for unit in units[:_FAR]:
        if unit.text[0] == "A" and (match := _AUTHOR.fullmatch(unit.text)):
            return match["name"]
    return ""


def _before_further(units: Sequence[Unit], first: int, end: int) -> int:
    """Where the text ends before a list of other texts; *end* if none is there."""
    for index in range(end - 1, max(first, end - _MOST_FURTHER), -1):
        if units[index].size > 60 or not units[index].is_single:
            return end
        if units[index].text.rstrip("】]:：").endswith(_FURTHER_ENDS) and _FURTHER.fullmatch(
            units[index].text
        ):
            return index
    return end
