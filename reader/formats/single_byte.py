"""Which encoding of one byte a letter a European text is in."""

from typing import NamedTuple


class _Script(NamedTuple):
    encodings: tuple[str, ...]
    common: str
    """What its languages write beyond ASCII, in lower case."""
    is_latin: bool = True
    """Whether its words have ASCII letters too."""


_SIGNS = frozenset("«»‘’“”„–—…·°§©®€£¡¿\xa0½´•")
_SCRIPTS = (
    _Script(("cp1252",), "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿß"),
    _Script(("cp1250", "iso8859_2"), "ąćęłńóśźżáčďéěíňřšťúůýžäöüôľĺŕőűăâîșțşţđ"),
    _Script(
        ("cp1251", "koi8_r", "iso8859_5", "cp866"),
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўј",
        is_latin=False,
    ),
    _Script(("cp1253", "iso8859_7"), "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ", is_latin=False),
    _Script(("cp1254",), "çğıöşüâîû"),
    _Script(("cp1255",), "אבגדהוזחטיךכלםמןנסעףפץצקרשת", is_latin=False),
    _Script(("cp1256",), "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئپچژگ،؟", is_latin=False),
    _Script(("cp1257",), "āčēģīķļņšūžąęėįųõäöü"),
    _Script(("cp874",), "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮะาิีึืุูเแโใไ่้์ัๆ็", is_latin=False),
)
_HEADSTART = 0.1
"""What another encoding must be better by than the first, which is by far the most common."""


def best_single_byte(sample: bytes) -> str:
    """The encoding whose letters *sample* has; Windows' for Western Europe if none speaks."""
    best = (_score(sample.decode("cp1252", "replace"), _SCRIPTS[0]) + _HEADSTART, "cp1252")
    for script in _SCRIPTS[1:]:
        for encoding in script.encodings:
            score = _score(sample.decode(encoding, "replace"), script)
            if score > best[0]:
                best = (score, encoding)
    return best[1]


def _score(text: str, script: _Script) -> float:
    """How well the characters beyond ASCII are those of *script*, from -1 to 1."""
    common = frozenset(script.common)
    good = 0.0
    above = 0
    for at, character in enumerate(text):
        if character < "\x80":
            continue
        above += 1
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        lower = character.lower()
        if lower in common:
            good += _fit(character, lower, before, after, script)
        else:
            good += 0.8 if character in _SIGNS else -1
    return good / above if above else 0.0


def _fit(character: str, lower: str, before: str, after: str, script: _Script) -> float:
    """How well a letter stands between its neighbours."""
    # A capital inside a word, and two scripts in one word, are what a wrong encoding gives.
    if character != lower and before.islower():
        return -1
    if not script.is_latin and (_is_ascii_letter(before) or _is_ascii_letter(after)):
        return -1
    return 1 if character == lower else 0.7


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
