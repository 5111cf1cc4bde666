"""The interface's words: every sentence a reader sees goes through `_`, in the language that the locale names.

A leaf that the screens and the commands import. Messages are written in English in the code; `reader/locale/` holds the
other languages as gettext catalogues. The catalogue is loaded on first use and costs nothing in English.
"""

import gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "reader"
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
def _translations() -> gettext.NullTranslations:
    chosen = language()
    if chosen == LANGUAGES[0]:
        return gettext.NullTranslations()
    folder = Path(__file__).parent / "locale"
    return gettext.translation(DOMAIN, folder, [chosen], fallback=True)


def _(message: str) -> str:
    """*message* in the interface's language."""
    return _translations().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a message for *count* things, in the interface's language."""
    return _translations().ngettext(one, many, count)


def mark(message: str) -> str:
    """*message* itself, to be translated where it is shown: for tables that are made when a module is read."""
    return message
