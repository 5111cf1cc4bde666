"""Which of the older encodings a text is in: the one whose characters people write.

Each candidate decodes samples from several places of the source; what comes out is scored by how
many of its characters are common in the language that the encoding is for. The right one gets more
than half of its characters from the common few hundred, a wrong one turns them into rare ones.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from reader.formats.decoding.sampling import samples
from reader.regex import regex

_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第"
    "公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西月话合"
    "回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总"
    "何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指许统区保至队形社便空决治展马科司五基眼书非则听白"
    "却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取望觉术领共确传师观清今切院让识候带导争运"
    "春秋风雨花雪夜月江河星云树叶读写字句词章回曰其者乎矣吾汝卿兄弟父母谓皆故若此彼何亦乃遂"
    "這個們來為國說時會對過發後裡裏麼經種學現當沒動還進樣開從實軍無與長機關點業將兩間問戰頭體見產話內給門東聲員論處義認"
    "條係氣題別變總電數報結務場計資統區隊決馬書聽則達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運兒幾並應風雲樹葉"
    "讀寫詞謂專業歷歲歸舊樓線練縣總錢鐵陽際隨靈響頁順須顯飛飯館驗鬥鳥麗點齊龍"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’「」『』（）《》〈〉【】…—－·．　～")
_HANGUL = frozenset(
    "이다는을를에의가한고은지하사로기어나도그서시자아인대리라일정부해과들수스있것여보니제게만전오상장주면성비우미당동안국"
    "생원유조구신마말선경관내모등무공계치세소트방중용적화체학문물력분여년월회위간개교금모든없었습까요네와으려러던때데될된"
)

_BEGINNING = 64 * 1024
"""Bytes that show whether a text is in UTF-16."""
_ENOUGH = 0.4
"""The score from which on an East Asian encoding is believed."""


class Candidate(NamedTuple):
    """Encodings of one family, the plainest first, and the score of what they give."""

    encodings: tuple[str, ...]
    score: Callable[[str], float]


class Guess(NamedTuple):
    """Encodings of one family: the first that decodes everything is meant, or else the last."""

    encodings: tuple[str, ...]
    sure: float
    """How surely, from 0 to 1."""


def best_legacy(data: bytes) -> Guess:
    """The encoding that *data*, which is not UTF-8, is most likely in."""
    parts = samples(data)
    scored: list[tuple[float, int, tuple[str, ...]]] = []
    for rank, candidate in enumerate(_CANDIDATES):
        text = "".join(sample.decode(candidate.encodings[-1], "replace") for sample in parts)
        scored.append((candidate.score(text), -rank, candidate.encodings))
    scored.sort(reverse=True)
    score, _, encodings = scored[0]
    whole = b"".join(parts)
    letters = len(whole) - len(whole.translate(None, _ABOVE_ASCII))
    if score < _ENOUGH and letters >= _MANY:
        # A list of rare characters has no common ones; but only what is of two bytes is without
        # broken ones for long. A sample may end in the middle of one.
        for _score, _rank, encodings in scored:
            decoded = whole.decode(encodings[-1], "replace")
            if decoded.count("\ufffd") <= len(parts) and not _JAMMED.search(decoded):
                return Guess(encodings, 0.5)
    if score < _ENOUGH:
        from reader.formats.decoding.single_byte import best_single_byte

        name, lead = best_single_byte(whole)
        return Guess((name,), _sure(lead, letters))
    return Guess(encodings, _sure(score - scored[1][0], letters // 2))


def _sure(lead: float, letters: int) -> float:
    """How sure a guess is that leads by so much, on so many letters beyond ASCII."""
    return round(min(0.5 + lead, 0.99) * letters / (letters + 1), 2)


_MANY = 60
"""Bytes beyond ASCII from which on it counts that none of them is broken."""
_JAMMED = regex("[\ue000-\uf8ff\uff61-\uff9f\u0080-\u009f]")
"""Characters that a wrong encoding of two bytes gives."""
_ABOVE_ASCII = bytes(range(0x80, 0x100))


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, if *data* is that.

    Without zero bytes, as in a Chinese text without line ends, it must look written all the more.
    """
    sample = data[:_BEGINNING]
    best = (_WRITTEN_ENOUGH if b"\0" in sample else _WRITTEN_WELL, "")
    for encoding, unit in _WIDE:
        if len(data) % unit and len(data) < _BEGINNING:
            continue
        whole = sample[: len(sample) - len(sample) % unit]
        if whole:
            best = max(best, (_written(whole.decode(encoding, "replace")), encoding))
    return best[1] or None


_WIDE = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))
_WRITTEN_ENOUGH = 0.65
_WRITTEN_WELL = 0.7
_WRITTEN = regex(
    "[\t\n\r -~\xa0-\u024f\u0370-\u052f\u2010-\u2027\u3000-\u3011\u3041-\u30fe\uff01-\uff5e]"
)
_ANY_HAN = regex("[\u4e00-\u9fff\uac00-\ud7a3]")


def _written(text: str) -> float:
    """The share of *text* that people write; a rare Han character, or a rare syllable of Hangul,
    counts half.
    """
    common = sum(map(_HAN.__contains__, text)) + sum(map(_HANGUL.__contains__, text))
    han = len(_ANY_HAN.findall(text))
    return (len(_WRITTEN.findall(text)) + (common + han) / 2) / len(text)


def _chinese(text: str) -> float:
    return _share(text, _CHINESE)


def _japanese(text: str) -> float:
    if len(_KANA.findall(text)) * 8 < _above_ascii(text):
        return 0.0
    return _share(text, _JAPANESE)


def _korean(text: str) -> float:
    return _share(text, _KOREAN)


def _share(text: str, common: frozenset[str]) -> float:
    """The share of *common* characters in what is not ASCII; broken and odd ones count against it."""
    above = _above_ascii(text)
    if not above:
        return 0.0
    times = Counter(text)
    found = sum(map(times.__getitem__, times.keys() & common))
    return (found - 2 * len(_ODD.findall(text))) / above


def _above_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


_KANA = regex("[\u3041-\u30fc]")
_ODD = regex("[\ue000-\uf8ff\uff61-\uff9f\ufffd]")
_CHINESE = _HAN | _PUNCTUATION
_JAPANESE = _CHINESE | frozenset(map(chr, range(0x3041, 0x30FD))) | {"〜"}
_KOREAN = _HANGUL | _PUNCTUATION


_CANDIDATES = (
    Candidate(("gb18030",), _chinese),
    Candidate(("big5", "big5hkscs", "cp950"), _chinese),
    Candidate(("shift_jis", "cp932"), _japanese),
    Candidate(("euc_jp",), _japanese),
    Candidate(("euc_kr", "cp949"), _korean),
)
"""Each decodes with the last of its encodings, the most tolerant, and is named by the first that
decodes everything."""
