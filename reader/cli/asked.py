"""Words → what is asked for, by the table of commands.

Options and arguments may stand in any order; `--name value` and `--name=value` are the same; after
`--` every word is an argument. The standard library's argparse would do the matching, but its
sentences cannot be put into the interface's language, its help counts code points instead of cells,
and an option between an argument and an optional one confuses it: what is left of it is shorter
than its adaptation.
"""

from __future__ import annotations

from itertools import pairwise

from reader.cli.commands import GLOBAL, READ, Argument, Command, Option, command, shown
from reader.errors import UsageError
from reader.text import clean
from reader.values import NamedTuple
from reader.wording import _, sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Asked(NamedTuple):
    """A command, with what was said to it."""

    command: Command
    arguments: dict[str, tuple[str, ...]]
    """The words, by the argument that they are; none for one that was left out."""
    options: dict[str, str]
    """The values by the long name of the option; empty for an option without a value."""

    def has(self, option: str) -> bool:
        """Whether an option was given."""
        return option in self.options

    def value(self, option: str) -> str | None:
        """An option's value, or None."""
        return self.options.get(option)

    def word(self, argument: str) -> str | None:
        """The word that an argument is, or None."""
        words = self.arguments[argument]
        return words[0] if words else None

    def number(self, option: str, least: int, most: int) -> int | None:
        """An option's value as a number, or None; UsageError if it is none within the bounds."""
        value = self.options.get(option)
        if value is None:
            return None
        if not value.isdecimal() or len(value) > 9 or not least <= int(value) <= most:
            raise UsageError(
                _("{option} is «{value}»; a number from {least} to {most} was expected.").format(
                    option=option, value=clean.line(value), least=least, most=most
                )
            )
        return int(value)


def language(argv: Sequence[str]) -> str | None:
    """The language that `--lang` names: complaints about the other words are made in it."""
    for word, following in pairwise((*argv, "")):
        if word == "--":
            break
        if word == "--lang":
            return following or None
        if word.startswith("--lang="):
            return word.removeprefix("--lang=") or None
    return None


def asked(argv: Sequence[str]) -> Asked:
    """What *argv*, the words after the program's name, asks for. UsageError with a sentence."""
    found = _command(argv)
    known = {option.name: option for option in (*found.options, *GLOBAL)}
    known |= {option.short: option for option in known.values() if option.short}
    words: list[str] = []
    options: dict[str, str] = {}
    rest = list(reversed(argv))
    named = False
    while rest:
        word = rest.pop()
        if word == "--":
            words += reversed(rest)
            break
        if not word.startswith("-") or word == "-":
            if found.name and not named:
                named = True
            else:
                words.append(word)
            continue
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None:
            raise UsageError(_unknown(found, name, tuple(known)))
        options[option.name] = _value(option, value if equals else None, rest)
    if "--help" in options or "--version" in options:
        return Asked(found, {}, options)
    return Asked(found, _arguments(found, words), options)


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The one of *words* that somebody may have meant by *word*, or None."""
    import difflib

    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return close[0] if close else None


def _command(argv: Sequence[str]) -> Command:
    """The command that the first word which is no option names."""
    takes_value = {option.name for option in GLOBAL if option.value}
    is_value = False
    for word in argv:
        if is_value:
            is_value = False
        elif word == "--":
            break
        elif word in takes_value:
            is_value = True
        elif not word.startswith("-") or word == "-":
            return command(word) or READ
    return READ


def _value(option: Option, value: str | None, rest: list[str]) -> str:
    """An option's value: what stands behind `=`, else the next word, which *rest* loses."""
    if not option.value:
        if value is not None:
            raise UsageError(_("{option} takes no value.").format(option=option.name))
        return ""
    if value is None and rest:
        value = rest.pop()
    if not value or value == "--":
        said = _("{option} needs a value: {help}.")
        allowed = ", ".join(option.choices) or _(option.help)
        raise UsageError(said.format(option=option.name, help=allowed))
    _check(option.name, value, option.choices)
    return value


def _arguments(command: Command, words: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for argument in command.arguments:
        taken = len(words) if argument.is_many else 1
        found[argument.name], words = tuple(words[:taken]), words[taken:]
        for word in found[argument.name]:
            _check(argument.name, word, argument.choices)
        if argument.is_required and not found[argument.name]:
            raise UsageError(_missing(command, argument))
    if words:
        said = _("`reader {command}` has a word too many: «{word}».")
        raise UsageError(said.format(command=command.name, word=clean.line(words[0])))
    return found


def _check(name: str, word: str, choices: tuple[str, ...]) -> None:
    if choices and word not in choices:
        said = _("{name} is «{word}»; expected one of: {choices}.")
        raise UsageError(said.format(name=name, word=clean.line(word), choices=", ".join(choices)))


def _missing(command: Command, argument: Argument) -> str:
    said = _("`reader {command}` needs {argument}: {help}.")
    return said.format(command=command.name, argument=argument.name, help=_(argument.help))


def _unknown(found: Command, name: str, known: tuple[str, ...]) -> str:
    called = f"reader {found.name}".rstrip()
    said = _("`{command}` has no option «{option}».").format(
        command=called, option=clean.line(name)
    )
    owners = [each.name for each in shown() if name in {option.name for option in each.options}]
    if owners:
        return sentences(said, _("It belongs to: {commands}.").format(commands=", ".join(owners)))
    if close := nearest(name, known):
        return sentences(said, _("Did you mean {word}?").format(word=close))
    return sentences(said, _("`{command} --help` shows them.").format(command=called))
