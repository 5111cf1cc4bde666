"""Words on the command line, understood by the table of commands."""

import pytest

from reader.cli.asked import Asked, asked, language
from reader.cli.commands import COMMANDS
from reader.cli.main import main
from reader.errors import UsageError
from reader.text.cells import width


def test_options_may_stand_anywhere() -> None:
    """Before the command, before its arguments, between them, and behind them."""
    ways = (
        ["--state", "s.yaml", "unlock", "--json", "essay", "2"],
        ["unlock", "essay", "--json", "2", "--state=s.yaml"],
        ["unlock", "essay", "2", "--json", "--state", "s.yaml"],
    )

    for words in ways:
        understood = asked(words)
        assert understood.command.name == "unlock"
        assert (understood.word("ESSAY"), understood.word("REGION")) == ("essay", "2")
        assert understood.has("--json")
        assert understood.value("--state") == "s.yaml"


def test_a_word_that_is_no_command_is_something_to_read() -> None:
    understood = asked(["essay.txt", "-", "list"])

    assert understood.command.name == ""
    assert understood.arguments == {"FILE": ("essay.txt", "-", "list")}


def test_after_two_dashes_every_word_is_an_argument() -> None:
    assert asked(["--", "list"]).arguments == {"FILE": ("list",)}
    assert asked(["show", "--", "--plain"]).word("ESSAY") == "--plain"


def test_the_value_of_an_option_is_no_command() -> None:
    understood = asked(["--state", "list", "paths"])

    assert understood.command.name == "paths"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show"], "`reader show` needs ESSAY"),
        (["list", "one"], "`reader list` has a word too many: «one»."),
        (["list", "--jsno"], "`reader list` has no option «--jsno». Did you mean --json?"),
        (["--plain", "x.md"], "It belongs to: show."),
        (["list", "--json=yes"], "--json takes no value."),
        (["list", "--sort"], "--sort needs a value: library, title, "),
        (["list", "--sort", "size"], "--sort is «size»; expected one of: library, title, "),
        (["completion", "csh"], "SHELL is «csh»; expected one of: bash, zsh, fish."),
        (["--lang", "fr"], "--lang is «fr»; expected one of: en, zh."),
        (["list", "\x1b[31m"], "«␛[31m»"),
    ],
)
def test_words_that_do_not_fit_are_named(words: list[str], sentence: str) -> None:
    """With what would fit."""
    with pytest.raises(UsageError) as caught:
        asked(words)

    assert sentence in str(caught.value)


@pytest.mark.parametrize("value", ["19", "161", "x", "-30", "²", "9" * 5000])
def test_a_measure_has_bounds(value: str) -> None:
    with pytest.raises(UsageError):
        _measured(asked(["show", "essay", "--measure", value]))

    assert _measured(asked(["show", "essay", "--measure", "20"])) == 20


def _measured(words: Asked) -> int | None:
    return words.number("--measure", 20, 160)


def test_the_language_is_known_before_anything_can_be_wrong() -> None:
    assert language(["--nope", "--lang", "zh"]) == "zh"
    assert language(["list", "--lang=en"]) == "en"
    assert language(["--", "--lang", "zh"]) is None
    assert language([]) is None
    assert language(["--lang"]) is None


@pytest.mark.parametrize(
    "command", [None, *COMMANDS], ids=lambda command: getattr(command, "name", "")
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_has_help(
    command: object, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It fits into 80 cells, in every language."""
    name = getattr(command, "name", None)

    assert main([*([name] if name else []), "--help", "--lang", lang]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert max(width(line) for line in lines) <= 80
    assert not name or f"reader {name}" in lines[1]


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from reader import __version__

    assert main(["--version"]) == 0

    assert capsys.readouterr().out == f"reader {__version__}\n"


def test_wrong_words_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--nope"]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("reader: ")
