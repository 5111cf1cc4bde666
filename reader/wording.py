"""The interface's words: every sentence a reader sees goes through `_`, in the language that the locale names.

A leaf that the screens and the commands import. Messages are written in English in the code; `reader/locale/` holds the
other languages as gettext catalogues (`.po`), which are read as they are: one file to translate, none to compile. A
catalogue is read on first use, within 2 ms (with `re` and `ast`, it took 15).
"""

from __future__ import annotations

import os
from pathlib import Path

from reader.errors import Said
from reader.memo import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LANGUAGES = ("en", "zh_CN")
"""The languages of the interface; the first one is what the code is written in."""

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
def _translations() -> Catalogue | None:
    chosen = language()
    if chosen == LANGUAGES[0]:
        return None
    return Catalogue(Path(__file__).parent / "locale" / f"{chosen}.po")


class Catalogue:
    """The translations of a `.po` file. What it lacks stays English; plurals have the one form of Chinese."""

    def __init__(self, path: Path) -> None:
        self.messages: dict[str, str] = {}
        """By the English message, the singular one where there are two."""
        keyword = message = text = ""
        for line in (*path.read_text(encoding="utf-8").split("\n"), 'msgid ""'):
            if line.startswith('"'):
                text += _unquoted(line)
            elif line.startswith("msg"):
                if keyword == "msgid":
                    message = text
                elif keyword.startswith("msgstr") and text:
                    self.messages[message] = text
                keyword, _blank, quoted = line.partition(" ")
                text = _unquoted(quoted)


def _unquoted(quoted: str) -> str:
    """What stands between quotation marks; of the escapes of C, those that a message needs."""
    text = quoted.strip()[1:-1]
    if "\\" not in text:
        return text
    # A backslash that is meant is set aside, lest what follows it be taken for an escape.
    text = text.replace("\\\\", "\0").replace('\\"', '"').replace("\\n", "\n").replace("\\t", "\t")
    return text.replace("\0", "\\")


def _(message: str) -> str:
    """*message* in the interface's language."""
    known = _translations()
    return known.messages.get(message, message) if known else message


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a message for *count* things, in the interface's language."""
    known = _translations()
    if known and one in known.messages:
        return known.messages[one]
    return one if count == 1 else many


def told(text: object) -> str:
    """What the rooms below the screens said, or an error says, in the interface's language."""
    text = str(text)
    known = _translations()
    if known is None or not isinstance(text, Said) or text.message not in known.messages:
        return text
    message = known.messages[text.message]
    if not text.values:
        return message
    return message.format(**{name: _translated(value) for name, value in text.values.items()})


def _translated(value: Any) -> Any:
    if isinstance(value, tuple):
        return _(", ").join(map(told, value))
    return told(value) if isinstance(value, Said | Exception) else value


def mark(message: str) -> str:
    """*message* itself, to be translated where it is shown: for tables that are made when a module is read."""
    return message


def sentences(*said: str) -> str:
    """Sentences one after the other, empty ones left out; Chinese ones have no blank between them."""
    return (" " if language() == LANGUAGES[0] else "").join(each for each in said if each)
