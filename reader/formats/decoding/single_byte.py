"""Which encoding of one byte a letter a European text is in.

Each is scored by the language whose letters it gives best: a text is in one language, and letters of
several are what a wrong encoding gives.
"""

from itertools import islice
from typing import NamedTuple

from reader.regex import regex


class _Script(NamedTuple):
    encodings: tuple[str, ...]
    languages: tuple[str, ...]
    """What each language writes beyond ASCII, in lower case, about the most frequent first."""
    is_latin: bool = True
    """Whether its words have ASCII letters too."""


_SIGNS = frozenset("«»‘’“”„–—…·°§©®™€£¡¿\xa0½´•")
_IN_WORDS = frozenset("’‘·´\xa0–—…")
"""Signs that may stand between two letters."""
_SCRIPTS = (
    _Script(
        ("cp1252",),
        ("éàèêçùôîâûëïœæüÿ", "üäöß", "óíáéñúü", "ãçáéíõóêâúàô", "èàùòéì", "åäöæøéü"),
    ),
    _Script(
        ("cp1250", "iso8859_2"),
        (
            "łążęśóćńź",
            "íáěéýžřčšůúťňďó",
            "áíčéýžšúľťňôďäóŕĺ",
            "éáöőóíüúű",
            "ăâîșşțţ",
            "čžšćđ",
        ),
    ),
    _Script(
        ("cp1251", "koi8_r", "iso8859_5", "cp866"),
        (
            "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
            "оаиніветрсклудмпзяьбгчйхцїжюшщєфґ",
            "аоиенрсјтупкдвлмзгбчњћжшхљцђфџ",
        ),
        is_latin=False,
    ),
    _Script(("cp1253", "iso8859_7"), ("αοιετσνηυρπκμλςίόάέγδωήχθύφβώξζψϊϋΐΰ",), is_latin=False),
    _Script(("cp1254",), ("ıüşğöçâîû",)),
    _Script(("cp1255",), ("יוהלאתרבשמםנחקדפעכןגטסצזךףץ",), is_latin=False),
    _Script(("cp1256",), ("اليمونرتبعهدسفكقحجةأشصطخضىذزغثءئظإآؤپچژگ،؟",), is_latin=False),
    _Script(("cp1257",), ("āīēšūļņžčķģ", "ėšžųįčūąę", "äõüöšž")),
    _Script(
        ("cp874",),
        ("านรกอเ่งย้มดลวสทัีิตบ์คะปหแพขจไใโำ็ุูึืชซญถธผฝฟภศษฮณฉฐๆ",),
        is_latin=False,
    ),
)
_HEADSTART = 0.1
"""What another encoding must be better by than the first, which is by far the most common."""
_RARE = 0.8
"""What a letter counts that is not among the more frequent half of its language."""
_ENOUGH = 4_000
"""Letters that are looked at."""
_ABOVE = regex("[^\x00-\x7f]")


def best_single_byte(sample: bytes) -> tuple[str, float]:
    """The encoding whose letters *sample* has; Windows' for Western Europe if none speaks. And by
    how much it is better than the next one that reads otherwise.
    """
    best, best_name, best_text = -2.0, "", ""
    others = -2.0
    for script in _SCRIPTS:
        for encoding in script.encodings:
            text = sample.decode(encoding, "replace")
            score = _score(text, script) + (_HEADSTART if encoding == "cp1252" else 0)
            if score > best:
                if text != best_text:
                    others = best
                best, best_name, best_text = score, encoding, text
            elif text != best_text:
                others = max(others, score)
    return best_name, best - others


def _score(text: str, script: _Script) -> float:
    """How well the characters beyond ASCII are those of one of the *script*'s languages, -1 to 1."""
    found = [
        (match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        for match in islice(_ABOVE.finditer(text), _ENOUGH)
    ]
    if not found:
        return 0.0
    fits = [
        (letter.lower(), _fit(letter, before, after, script)) for letter, before, after in found
    ]
    return max(_in_language(fits, language) for language in script.languages)


def _in_language(fits: list[tuple[str, float]], letters: str) -> float:
    frequent = len(letters) // 2
    worth = {c: 1.0 if at < frequent else _RARE for at, c in enumerate(letters)}
    worth |= dict.fromkeys(_SIGNS, 1.0)
    return sum(fit * worth[c] if c in worth else -1 for c, fit in fits) / len(fits)


def _fit(letter: str, before: str, after: str, script: _Script) -> float:
    """How well a letter stands between its neighbours."""
    is_inside = before.isalpha() and after.isalpha()
    if letter in _SIGNS:
        return -1 if is_inside and letter not in _IN_WORDS else 0.8
    # A capital inside a word, and two scripts in one word, are what a wrong encoding gives.
    is_capital = letter != letter.lower()
    if is_capital and before.islower():
        return -1
    loud = 0.3 if is_capital and not after.islower() else 0.0
    foreign = _is_beyond(before) + _is_beyond(after)
    if not script.is_latin:
        return -1 if _is_ascii_letter(before) or _is_ascii_letter(after) else 1 - loud
    # Latin words are mostly ASCII: `îæíûõ` is none.
    return (1.0, 0.4, -1.0)[foreign] - loud


def _is_beyond(character: str) -> bool:
    return character >= "\x80" and character.isalpha()


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
