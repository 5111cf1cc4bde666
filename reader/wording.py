"""The interface's words: every sentence a reader sees goes through `_`, in the language that the locale names.

A leaf that the screens and the commands import. Messages are written in English in the code; `reader/locale/` holds the
other languages as gettext catalogues (`.po`), which are read as they are: one file to translate, none to compile. A
catalogue is read on first use and costs nothing in English.
"""

import gettext
import os
import re
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh_CN")
"""The languages of the interface; the first one is what the code is written in."""

_ENTRY = re.compile(
    r'^(msgid|msgid_plural|msgstr(?:\[(\d+)\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE
)

_chosen: list[str] = []


def choose(language: str | None) -> None:
    """Use *language* (`en`, `zh`, `zh_CN`, `zh-Hans`…) whatever the locale says; None goes by the locale again."""
    _chosen[:] = [language] if language else []
    _translations.cache_clear()


def language() -> str:
    """The interface's language: one of `LANGUAGES`."""
    asked = _chosen[0] if _chosen else _from_locale()
    return "zh_CN" if asked.replace("-", "_").lower().split("_")[0] in ("zh", "cmn") else "en"


def _from_locale() -> str:
    """The first language that gettext's own variables name."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").split(":")[0].split(".")[0]
        if value:
            return value
    return "en"


@cache
def _translations() -> gettext.NullTranslations:
    chosen = language()
    if chosen == LANGUAGES[0]:
        return gettext.NullTranslations()
    return Catalogue(Path(__file__).parent / "locale" / f"{chosen}.po")


class Catalogue(gettext.NullTranslations):
    """The translations of a `.po` file. What it lacks stays English; plurals have the one form of Chinese."""

    def __init__(self, path: Path) -> None:
        import ast

        super().__init__()
        self.messages: dict[str, str] = {}
        message = ""
        for keyword, _index, quoted in _ENTRY.findall(path.read_text(encoding="utf-8")):
            text = "".join(
                ast.literal_eval(line.strip()) for line in quoted.splitlines() if line.strip()
            )
            if keyword == "msgid":
                message = text
            elif keyword.startswith("msgstr") and text:
                self.messages[message] = text

    def gettext(self, message: str) -> str:
        """*message* translated, or itself."""
        return self.messages.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translated form, or the English one for *n* things."""
        return self.messages.get(msgid1) or super().ngettext(msgid1, msgid2, n)


def _(message: str) -> str:
    """*message* in the interface's language."""
    return _translations().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a message for *count* things, in the interface's language."""
    return _translations().ngettext(one, many, count)


def mark(message: str) -> str:
    """*message* itself, to be translated where it is shown: for tables that are made when a module is read."""
    return message


def sentences(*said: str) -> str:
    """Sentences one after the other, empty ones left out; Chinese ones have no blank between them."""
    return (" " if language() == LANGUAGES[0] else "").join(each for each in said if each)
