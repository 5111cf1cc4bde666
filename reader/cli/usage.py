"""What `--help` prints, from the table of commands.

Measured in cells, so that it stands in columns in Chinese too.
"""

from collections.abc import Iterable, Iterator, Sequence

from reader.cli.commands import GLOBAL, Argument, Command, Option, shown
from reader.cli.printing import columns
from reader.text.cells import fit, width
from reader.text.manner import Manner
from reader.text.paragraph import set_paragraph
from reader.wording import _, language

_WIDEST = 80
_LEAST_HELP = 30
"""Cells that help needs to stand beside a name."""


def print_usage(command: Command) -> int:
    """Print how a command is used, or the program if it is the nameless one."""
    room = min(_WIDEST, columns() or _WIDEST)
    is_program = not command.name
    print(_("Usage:"))
    for said in (_usage(command), *([["reader", "COMMAND", "…"]] if is_program else [])):
        first, *others = _filled(said, room - 6)
        _print_lines([first], 2)
        _print_lines(others, 6)
    print()
    _print_lines(_lines(_(command.help), room))
    if is_program:
        _print_rows(_("Commands:"), [(_words(each), _(each.help)) for each in shown()], room)
    _print_rows(_("Arguments:"), [(each.name, _(each.help)) for each in command.arguments], room)
    options = (*command.options, *GLOBAL)
    _print_rows(_("Options:"), [(_option(each), _option_help(each)) for each in options], room)
    if is_program:
        print()
        _print_lines(_lines(_("`reader COMMAND --help` tells more of a command."), room))
    return 0


def _usage(command: Command) -> list[str]:
    """`reader show ESSAY [--measure CELLS] …`, in parts that stay together."""
    options = [f"[{_long(each)}]" for each in command.options]
    return ["reader", *_words(command).split(), *options]


def _words(command: Command) -> str:
    return " ".join((command.name, *map(_argument, command.arguments))).strip()


def _argument(argument: Argument) -> str:
    name = f"{argument.name}…" if argument.is_many else argument.name
    return name if argument.is_required else f"[{name}]"


def _option(option: Option) -> str:
    return f"{option.short}, {_long(option)}" if option.short else _long(option)


def _long(option: Option) -> str:
    return f"{option.name} {option.value}" if option.value else option.name


def _option_help(option: Option) -> str:
    if not option.choices:
        return _(option.help)
    return _("{help}: {choices}").format(help=_(option.help), choices=", ".join(option.choices))


def _print_rows(title: str, rows: Sequence[tuple[str, str]], room: int) -> None:
    """Rows under a title: names in a column, help beside them, or under them for want of room."""
    if not rows:
        return
    print(f"\n{title}")
    column = max(width(name) for name, _help in rows) + 4
    is_narrow = room - column < _LEAST_HELP
    for name, said in rows:
        if is_narrow:
            print(f"  {name}")
            _print_lines(_lines(said, room - 6), 6)
        else:
            first, *others = _lines(said, room - column)
            print(fit(f"  {name}", column) + first)
            _print_lines(others, column)


def _print_lines(lines: Iterable[str], indent: int = 0) -> None:
    for line in lines:
        print(" " * indent + line)


def _filled(parts: Sequence[str], measure: int) -> Iterator[str]:
    """Lines that break only between *parts*."""
    line = ""
    for part in parts:
        if line and width(line) + 1 + width(part) > measure:
            yield line
            line = part
        else:
            line = f"{line} {part}" if line else part
    yield line


def _lines(text: str, measure: int) -> list[str]:
    """The lines of a paragraph in the interface's language."""
    manner = Manner(max(10, measure), language().replace("_", "-"), hang=0, justify=False)
    return [text[line.start : line.shown] for line in set_paragraph(text, manner)]
