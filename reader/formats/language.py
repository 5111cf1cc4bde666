"""The language of a text, guessed from its characters.

Only as fine as the typesetting needs it: `zh`, `zh-Hant`, `ja`, `ko`, and `en` for all that is set
in words.
"""

from __future__ import annotations

from reader.regex import regex
from reader.text.rows import count, kana_in, rows_of_whole

_SAMPLE = 20_000
"""Code points that are looked at, spread over the text."""
_SHORT_SAMPLE = 2_000
"""The same for the script: nearly each tenth character of Chinese is written in another way in the other."""

_HAN_ROWS = bytes(range(0x34, 0xA0))
_HANGUL_ROWS = bytes((0x11, *range(0xAC, 0xD7)))
_MIXED_HANGUL = 0xD7
_LETTER_ROWS = bytes(range(1, 6))
_LATIN = bytes((*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x100)))
_KANA_ROW = 0x30
_KANA = regex("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = regex("[\uac00-\ud7a3\u1100-\u11ff]")
_LETTER = regex("[A-Za-z\u00c0-\u024f\u0370-\u052f]")

_SIMPLIFIED = regex(
    "[们来时对说这为会国个过学进动发经现开关无长门问间见话还没样给请让认识谁谈论设语读书乡写买卖东车马鸟鱼龙电"
    "飞钱银铁钟错锁难离风饭饿馆饮华万与业严丧丽举义乐习亲亿仅从仓仪价众优伤伟传体养兴兰团园围图圆场坏块坚]"
)
_TRADITIONAL = regex(
    "[們來時對說這為會國個過學進動發經現開關無長門問間見話還沒樣給請讓認識誰談論設語讀書鄉寫買賣東車馬鳥魚龍電"
    "飛錢銀鐵鐘錯鎖難離風飯餓館飲華萬與業嚴喪麗舉義樂習親億僅從倉儀價眾優傷偉傳體養興蘭團園圍圖圓場壞塊堅]"
)
"""The same words in both scripts, common ones that differ."""


def language(text: str) -> str:
    """A BCP 47 tag for *text*."""
    sample = _spread(text, _SAMPLE)
    rows = rows_of_whole(sample)
    han = count(rows, _HAN_ROWS)
    if 3 * han > 2 * len(rows) and 8 * rows.count(_KANA_ROW) <= han:
        # There is no room for as much of anything else.
        return _script(sample)
    kana, hangul, letters = _kana(sample, rows), _hangul(sample, rows), _letters(sample, rows)
    if hangul * 3 > letters and hangul * 2 > han + kana:
        return "ko"
    if kana * 3 > letters and kana * 8 > han:
        return "ja"
    if han * 3 < letters or not han:
        return "en"
    return _script(sample)


def _script(text: str) -> str:
    """Which Chinese *text* is."""
    sample = _spread(text, _SHORT_SAMPLE)
    traditional = len(_TRADITIONAL.findall(sample))
    if not traditional:
        return "zh"
    return "zh-Hant" if traditional > len(_SIMPLIFIED.findall(sample)) else "zh"


def _kana(text: str, rows: bytes) -> int:
    return len(_KANA.findall(text)) if kana_in(text, rows) else 0


def _hangul(text: str, rows: bytes) -> int:
    if _MIXED_HANGUL in rows:
        return len(_HANGUL.findall(text))
    return count(rows, _HANGUL_ROWS)


def _letters(text: str, rows: bytes) -> int:
    if count(rows, _LETTER_ROWS):
        return len(_LETTER.findall(text))
    return count(text.encode("latin-1", "ignore"), _LATIN)


def _spread(text: str, size: int) -> str:
    if len(text) <= size:
        return text[:]
    part = size // 4
    step = (len(text) - part) // 3
    return "".join(text[start : start + part] for start in range(0, 3 * step + 1, step))
