"""What of the page's look a reader may choose, and how the choices become a `Typography`.

A choice is made for a language, for all languages (`EVERY`), or for one essay. `typography_for`
puts them over each other: what is usual in the language, what was chosen for every language, for
the language (`zh`, then `zh-Hant`), for the essay. Where choices are written down is not known here.
"""

from __future__ import annotations

from reader.errors import Said
from reader.text.typography import (
    HANG,
    MEASURE,
    NARROWEST,
    STEP,
    WIDEST,
    Typography,
    is_east_asian,
    usual_indent,
)
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

Value: TypeAlias = int | bool | str
Choices: TypeAlias = "Mapping[str, object]"
"""Values by the names of options. A name or a value that is not known here counts for nothing."""

EVERY = ""
"""The language of choices that hold for all of them."""

_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class Option(NamedTuple):
    """One thing to choose."""

    name: str
    """As in `config.yaml` and in the state."""
    values: tuple[Value, ...]
    """What a screen offers, in their order. Of numbers, all between the first and the last may be
    chosen.
    """

    def allows(self, value: object) -> bool:
        """Whether it can have this value."""
        if self.is_number:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            return is_number and int(self.values[0]) <= int(str(value)) <= int(self.values[-1])
        return any(value == each and type(value) is type(each) for each in self.values)

    def parsed(self, said: object) -> Value | None:
        """The value that a person means by a word, or None if it is none."""
        if not isinstance(said, str):
            return None
        word = said.strip().lower()
        value: Value = word
        if self.is_number:
            if not (word.isdecimal() and word.isascii() and len(word) < 6):
                return None
            value = int(word)
        elif self.is_switch and word in _YES + _NO:
            value = word in _YES
        return value if self.allows(value) else None

    def beside(self, value: Value, steps: int) -> Value:
        """What is offered *steps* behind *value*, or before it if negative, as far as there is any.

        From a number that is not among what is offered, the next one in that direction is a step.
        """
        values = list(self.values)
        if value not in values:
            values = sorted([*values, value], key=int) if self.is_number else values
        at = values.index(value) if value in values else 0
        return values[min(len(values) - 1, max(0, at + steps))]

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off."""
        return isinstance(self.values[0], bool)

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return isinstance(self.values[0], int) and not self.is_switch

    @property
    def expected(self) -> str:
        """What a person may write: `a number from 0 to 3`."""
        if self.is_switch:
            return Said("yes or no")
        if self.is_number:
            return Said(
                "a number from {least} to {most}", least=self.values[0], most=self.values[-1]
            )
        return Said("one of {names}", names=", ".join(map(str, self.values)))


_SWITCH: tuple[Value, ...] = (False, True)

OPTIONS = (
    Option("measure", tuple(range(NARROWEST, WIDEST + 1, STEP))),
    Option("indent", (0, 1, 2, 3, 4)),
    Option("gap", (0, 1, 2, 3)),
    Option("line_gap", (0, 1, 2)),
    Option("justify", _SWITCH),
    Option("hanging", _SWITCH),
    Option("han_latin_gap", _SWITCH),
    Option("level", ("basic", "gb", "strict")),
    Option("hyphenation", _SWITCH),
    Option("columns", (1, 2)),
)
"""All options, in the order that a screen shows them in."""
BY_NAME = {option.name: option for option in OPTIONS}

_OF_SQUARES = {"hanging", "han_latin_gap", "level"}
_OF_WORDS = {"hyphenation"}


def options_for(language: str) -> tuple[Option, ...]:
    """The options that make a difference in *language*."""
    idle = _OF_WORDS if is_east_asian(language) else _OF_SQUARES
    return tuple(option for option in OPTIONS if option.name not in idle)


def usual(language: str) -> dict[str, Value]:
    """What each option is in *language* (BCP 47) until somebody chooses.

    Words are divided where lines are flush: without it there are holes in every other line. Ragged
    lines can do without.
    """
    return {
        "measure": MEASURE,
        "indent": usual_indent(language),
        "gap": 1,
        "line_gap": 0,
        "justify": is_east_asian(language),
        "hanging": True,
        "han_latin_gap": False,
        "level": "gb",
        "hyphenation": False,
        "columns": 1,
    }


def values_for(
    language: str, settings: Mapping[str, Choices], essay_settings: Choices | None = None
) -> dict[str, Value]:
    """The value of each option for a text in *language*.

    *settings* are the choices by language: a tag in lower case, or `EVERY`. *essay_settings* are
    those for the one essay.
    """
    chosen: dict[str, Value] = {}
    for layer in (*(settings.get(tag, {}) for tag in tags(language)), essay_settings or {}):
        for name, value in layer.items():
            option = BY_NAME.get(name)
            if option is not None and isinstance(value, int | str) and option.allows(value):
                chosen[name] = value
    if chosen.get("justify") and not is_east_asian(language):
        chosen.setdefault("hyphenation", True)
    return usual(language) | chosen


def typography_for(
    language: str, settings: Mapping[str, Choices], essay_settings: Choices | None = None
) -> Typography:
    """How a text in *language* is to look: `values_for`, as the layout wants it."""
    values: dict[str, object] = dict(
        values_for(language, settings, essay_settings),
    )
    hangs = values.pop("hanging")
    return Typography(**values, hang=HANG if hangs else 0)  # type: ignore[arg-type]


def setting_name(language: str, option: str) -> str:
    """What a choice is called among the settings: `zh.indent`; for all languages, `indent`."""
    return f"{language}.{option}" if language else option


def tags(language: str) -> tuple[str, ...]:
    """The languages whose choices hold for *language*, the widest first: `EVERY`, `zh`, `zh-hant`."""
    subtags = language.lower().replace("_", "-").split("-")
    return (EVERY, *("-".join(subtags[: n + 1]) for n in range(len(subtags))))
