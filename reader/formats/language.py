"""The language of a text, guessed from its characters.

Only as fine as the typesetting needs it: `zh`, `zh-Hant`, `ja`, `ko`, and `en` for all that is set
in words.
"""

from reader.regex import regex

_SAMPLE = 20_000
"""Code points that are looked at, spread over the text."""

_KANA = regex("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = regex("[\uac00-\ud7a3\u1100-\u11ff]")
_HAN = regex("[\u3400-\u9fff]")
_LETTER = regex("[A-Za-z\u00c0-\u024f\u0370-\u052f]")

_SIMPLIFIED = frozenset(
    "们来时对说这为会国个过学进动发经现开关无长门问间见话还没样给请让认识谁谈论设语读书乡写买卖东车马鸟鱼龙电"
    "飞钱银铁钟错锁难离风饭饿馆饮华万与业严丧丽举义乐习亲亿仅从仓仪价众优伤伟传体养兴兰团园围图圆场坏块坚"
)
_TRADITIONAL = frozenset(
    "們來時對說這為會國個過學進動發經現開關無長門問間見話還沒樣給請讓認識誰談論設語讀書鄉寫買賣東車馬鳥魚龍電"
    "飛錢銀鐵鐘錯鎖難離風飯餓館飲華萬與業嚴喪麗舉義樂習親億僅從倉儀價眾優傷偉傳體養興蘭團園圍圖圓場壞塊堅"
)
"""The same words in both scripts, common ones that differ."""


def language(text: str) -> str:
    """A BCP 47 tag for *text*."""
    sample = _spread(text)
    kana = len(_KANA.findall(sample))
    han = _HAN.findall(sample)
    letters = len(_LETTER.findall(sample))
    hangul = len(_HANGUL.findall(sample))
    if hangul * 3 > letters and hangul * 2 > len(han) + kana:
        return "ko"
    if kana * 3 > letters and kana * 8 > len(han):
        return "ja"
    if len(han) * 3 < letters or not han:
        return "en"
    simplified = sum(map(_SIMPLIFIED.__contains__, han))
    traditional = sum(map(_TRADITIONAL.__contains__, han))
    return "zh-Hant" if traditional > simplified else "zh"


def _spread(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text[:]
    part = _SAMPLE // 4
    step = (len(text) - part) // 3
    return "".join(text[start : start + part] for start in range(0, 3 * step + 1, step))
