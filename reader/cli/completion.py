"""`reader completion SHELL`: scripts for shells, filled from the table of commands.

The scripts know commands, options and fixed values by heart; only for titles and folders do they
ask the program.
"""

import sys

from reader.cli.asked import Asked
from reader.cli.commands import GLOBAL, READ, Argument, Command, Option, shown
from reader.wording import _


def completion(asked: Asked) -> int:
    """Print the script for a shell."""
    sys.stdout.write(script(asked.word("SHELL") or ""))
    return 0


def script(shell: str) -> str:
    """The script for `bash`, `zsh` or `fish`."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()


def _choices(option: Option) -> tuple[str, ...]:
    """The values that can be listed."""
    if option.completes == "theme":
        from reader.library.themes import themes

        return tuple(themes())
    return option.choices


def _all_options() -> list[Option]:
    """Every option of every command, once."""
    options = [*(option for command in shown() for option in command.options), *GLOBAL]
    return list({option.name: option for option in options}.values())


def _filled(template: str, **parts: str) -> str:
    """*template* with each `@NAME@` replaced."""
    for name, part in parts.items():
        template = template.replace(f"@{name}@", part)
    return template


# bash

_BASH = r"""# Completion of reader for bash. In ~/.bashrc:  source <(reader completion bash)

_reader_offer() {  # the lines of standard input that begin with $1
    local line
    while IFS= read -r line; do
        [[ ${line,,} == "${1,,}"* ]] && COMPREPLY+=("$line")
    done
}

_reader() {
    local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local command='' words='' options='' takes='' index
    typed=${typed#[\"\']}
    typed=${typed//\\/}
    COMPREPLY=()
    compopt -o filenames 2>/dev/null  # readline quotes the blanks in titles
    for ((index = 1; index < COMP_CWORD; index++)); do
        case ${COMP_WORDS[index]} in
            @VALUED@) ((index++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[index]}; break ;;
        esac
    done
    case $command in
@COMMANDS@
        *) takes=file ;;
    esac
    case $before in
@VALUES@
        *) [[ $typed == -* ]] && words="$options @GLOBAL@" takes='' ;;
    esac
    _reader_offer "$typed" < <(compgen -W "$words")
    case $takes in
        essay) _reader_offer "$typed" < <(reader _essays 2>/dev/null | cut -f2)
               [[ $typed ]] && _reader_offer "$typed" < <(reader _essays 2>/dev/null | cut -f1) ;;
        folder) _reader_offer "$typed" < <(reader _folders 2>/dev/null) ;;
    esac
    case $takes in
        essay|file) _reader_offer "$typed" < <(compgen -f -- "$typed") ;;
    esac
}

complete -F _reader reader
"""


def _bash() -> str:
    valued = [option for option in _all_options() if option.value]
    values = []
    for option in valued:
        takes = "file" if option.completes == "file" else ""
        values.append(
            f"        {option.name}) words='{' '.join(_choices(option))}' takes='{takes}' ;;"
        )
    commands = [f"        '') {_bash_command(READ, [each.name for each in shown()])} ;;"]
    commands += [f"        {command.name}) {_bash_command(command, [])} ;;" for command in shown()]
    return _filled(
        _BASH,
        VALUED="|".join(option.name for option in valued),
        VALUES="\n".join(values),
        COMMANDS="\n".join(commands),
        GLOBAL=" ".join(option.name for option in GLOBAL),
    )


def _bash_command(command: Command, names: list[str]) -> str:
    """The words a command takes, and what else. Options are offered once a `-` was typed."""
    first = command.arguments[0] if command.arguments else None
    words = " ".join((*names, *(first.choices if first else ())))
    options = " ".join(option.name for option in command.options)
    return f"words='{words}' options='{options}' takes='{first.completes if first else ''}'"


# zsh

_ZSH = r"""#compdef reader
# Completion of reader for zsh. As a file `_reader` in a folder of $fpath, or after compinit:
#     source <(reader completion zsh)

_reader_essays() {
    local -a found titles
    local id title
    while IFS=$'\t' read -r id title; do
        found+=("$id:$title")
        titles+=("$title")
    done < <(reader _essays 2>/dev/null)
    _describe -t essays essay found
    compadd -M 'm:{a-zA-Z}={A-Za-z}' -a titles
    _files
}

_reader_folders() {
    local -a found=(${(f)"$(reader _folders 2>/dev/null)"})
    compadd -a found
}

_reader_commands() {
    local -a found=(
@NAMES@
    )
    _describe -t commands command found
    _files
}

_reader() {
    local context state line
    local -A opt_args
    local -a common=(
@GLOBAL@
    )
    _arguments -C $common '1: :_reader_commands' '*:: :->rest'
    [[ $state == rest ]] || return
    case $line[1] in
@COMMANDS@
        *) _files ;;
    esac
}

if [[ $funcstack[1] == _reader ]]; then
    _reader "$@"
else
    compdef _reader reader
fi
"""


def _zsh() -> str:
    commands = []
    for command in shown():
        specs = [spec for option in command.options for spec in _zsh_option(option)]
        specs += [_zsh_argument(argument) for argument in command.arguments]
        commands.append(f"        {command.name}) _arguments {' '.join(['$common', *specs])} ;;")
    return _filled(
        _ZSH,
        NAMES="\n".join(f"        {_quoted(f'{each.name}:{_(each.help)}')}" for each in shown()),
        GLOBAL="\n".join(f"        {spec}" for option in GLOBAL for spec in _zsh_option(option)),
        COMMANDS="\n".join(commands),
    )


def _zsh_option(option: Option) -> list[str]:
    """The specs of `_arguments` for an option's names."""
    value = ""
    if option.value:
        choices = _choices(option)
        offered = (
            "_files" if option.completes == "file" else f"({' '.join(choices)})" if choices else " "
        )
        value = f":{option.value}:{offered}"
    said = _(option.help).replace("[", "\\[").replace("]", "\\]")
    return [_quoted(f"{name}[{said}]{value}") for name in (option.short, option.name) if name]


def _zsh_argument(argument: Argument) -> str:
    offered = {"essay": "_reader_essays", "file": "_files", "folder": "_reader_folders"}
    choices = f"({' '.join(argument.choices)})" if argument.choices else " "
    optional = "" if argument.is_required else ":"
    return _quoted(f":{optional}{argument.name}:{offered.get(argument.completes, choices)}")


# fish

_FISH = r"""# Completion of reader for fish. Keep it as a file:
#     reader completion fish > ~/.config/fish/completions/reader.fish

function __reader_has_no_command
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        contains -- $word @NAMES@; and return 1
    end
    return 0
end

function __reader_essays
    reader _essays 2>/dev/null | while read -d \t -l id title
        printf '%s\t%s\n' $id $title
        printf '%s\t%s\n' $title $id
    end
end

complete -c reader -n __reader_has_no_command -F
@RULES@
"""


def _fish() -> str:
    rules = ["complete -c reader" + _fish_option(option) for option in GLOBAL]
    rules += [
        "complete -c reader -n __reader_has_no_command"
        f" -a {command.name} -d {_fished(_(command.help))}"
        for command in shown()
    ]
    for command in shown():
        inside = f"complete -c reader -n '__fish_seen_subcommand_from {command.name}'"
        rules.append(f"{inside} -f" if not _takes_files(command) else f"{inside} -F")
        rules += [inside + _fish_option(option) for option in command.options]
        for argument in command.arguments[:1]:
            if argument.choices:
                rules.append(f"{inside} -a '{' '.join(argument.choices)}'")
            elif argument.completes == "essay":
                rules.append(f"{inside} -a '(__reader_essays)'")
            elif argument.completes == "folder":
                rules.append(f"{inside} -a '(reader _folders 2>/dev/null)'")
    return _filled(_FISH, NAMES=" ".join(each.name for each in shown()), RULES="\n".join(rules))


def _takes_files(command: Command) -> bool:
    return any(argument.completes in ("file", "essay") for argument in command.arguments)


def _fish_option(option: Option) -> str:
    words = f" -l {option.name.removeprefix('--')} -d {_fished(_(option.help))}"
    if option.short:
        words = f" -s {option.short.removeprefix('-')}{words}"
    if not option.value:
        return words
    if option.completes == "file":
        return words + " -r -F"
    choices = _choices(option)
    return words + (f" -x -a '{' '.join(choices)}'" if choices else " -x")


def _quoted(text: str) -> str:
    """*text* in single quotes, for zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fished(text: str) -> str:
    """*text* in single quotes, for fish, where a backslash escapes them."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
