"""The configuration: what people write in `config.yaml`, and the reader only reads.

    library:                # folders and files that are always in the library
      - ~/essays
      - sftp://server/essays            # or a place on a server
    theme: night            # until T chooses another
    measure: 64             # cells a line, until - or + choose another
    language: zh            # of the interface, whatever the locale says
    ambiguous_width: auto   # cells of “ — … in the terminal: 1, 2, or it is asked
    typography:             # by the language of the text: what `reader.text.options` names
      zh: {indent: 2, gap: 1}
      en: {justify: yes}
    index: postgresql://reader@server/library    # shared with others; else a file of your own
    statistics: false       # count nothing of what is read, and when
    commands:               # what ! runs: a name, and the words of a command; text on its input
      dictionary: [sdcv, -n]
    export: {folder: ~/notes/reading}            # kept up to date with what was kept
    sync: {folder: ~/reader-sync, git: true}     # what `reader sync` carries between machines

A wrong entry costs itself and a message with its line, never the start.
"""

from __future__ import annotations

from pathlib import Path

from reader import paths
from reader.errors import Said
from reader.library.carrying import Exporting, Syncing, exporting, syncing
from reader.library.terminals import CHOICES
from reader.library.yamlfile import Entry, Wrong, YamlError, complaint, mapping
from reader.regex import regex
from reader.text import clean
from reader.text.hyphenation import MISSING, is_installed
from reader.text.options import BY_NAME, Value, setting_name
from reader.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

NAMES = (
    "library",
    "index",
    "theme",
    "measure",
    "language",
    "ambiguous_width",
    "typography",
    "statistics",
    "commands",
    "export",
    "sync",
)
LANGUAGES = ("en", "zh")
_TAG = regex(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""A language of texts, as BCP 47 writes it in lower case."""


@dataclass(frozen=True)
class Config:
    """What is configured."""

    library: tuple[Path, ...] = ()
    language: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What settings are until the reader chooses otherwise: `theme`, `measure`, `zh.indent`."""
    complaints: tuple[str, ...] = ()
    export: Exporting | None = None
    sync: Syncing | None = None
    servers: tuple[str, ...] = ()
    """Places on servers that are in the library, as URLs."""
    index: str = ""
    """The URL of a PostgreSQL database that has the index; empty: the file in the cache folder."""


def configuration() -> Config:
    """The reader's own configuration. It is not parsed again as long as nobody changes it."""
    return read_config(paths.config_file(), paths.parsed_config_file())


def read_config(path: Path, kept: Path | None = None) -> Config:
    """The configuration in *path*; an empty one without the file, with complaints where it cannot be used.

    What it held is kept in the file *kept*, if one is named (`reader.library.lastparsed`).
    """
    if not path.is_file():
        return Config()
    try:
        if kept is None:
            entries = mapping(path)
        else:
            from reader.library.lastparsed import entries_of

            entries = entries_of(path, kept)
    except YamlError as error:
        return Config(complaints=(str(error),))
    folders: tuple[Path, ...] = ()
    servers: tuple[str, ...] = ()
    settings: dict[str, Any] = {}
    language = index = ""
    complaints: list[str] = []
    export: Exporting | None = None
    sync: Syncing | None = None
    for entry in entries:
        if entry.key in ("export", "sync"):
            try:
                if entry.key == "export":
                    export = exporting(entry, path.parent)
                else:
                    sync = syncing(entry, path.parent)
            except Wrong as wrong:
                complaints.append(complaint(path, wrong.line, wrong.said))
            continue
        if entry.key == "typography":
            for choice in _choices(entry):
                if isinstance(choice, Wrong):
                    complaints.append(complaint(path, choice.line, choice.said))
                else:
                    settings[choice[0]] = choice[1]
            continue
        if entry.key == "commands":
            commands, wrong_ones = _commands(entry)
            settings["commands"] = commands
            complaints += [complaint(path, wrong.line, wrong.said) for wrong in wrong_ones]
            continue
        found = _value(entry)
        if isinstance(found, str):
            complaints.append(complaint(path, entry.line, found))
        elif entry.key == "library":
            servers = tuple(name.rstrip("/") for name in found[0] if "://" in name)
            folders = tuple(
                path.parent / Path(name).expanduser() for name in found[0] if "://" not in name
            )
        elif entry.key == "index":
            index = found[0]
        elif entry.key == "language":
            language = found[0]
        else:
            settings[entry.key] = found[0]
    return Config(folders, language, settings, tuple(complaints), export, sync, servers, index)


def _commands(entry: Entry) -> tuple[dict[str, list[str]], list[Wrong]]:
    """What `!` may run, by name, and what is wrong with the rest."""
    if not isinstance(entry.value, tuple):
        expected = "`dictionary: [sdcv, -n]`"
        return {}, [
            Wrong(
                entry.line,
                Said(
                    "`commands` holds no commands; expected lines like {expected}.",
                    expected=expected,
                ),
            )
        ]
    commands: dict[str, list[str]] = {}
    wrong: list[Wrong] = []
    for each in entry.value:
        words = [each.value] if isinstance(each.value, str) else each.value
        if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
            home = Path(words[0]).expanduser() if words[0].startswith("~") else words[0]
            commands[each.key] = [str(home), *words[1:]]
        else:
            said = Said(
                "`{name}` is no command; expected a list of its words.", name=clean.line(each.key)
            )
            wrong.append(Wrong(each.line, said))
    return commands, wrong


def _choices(typography: Entry) -> Iterator[tuple[str, Value] | Wrong]:
    """The settings under `typography`, by their names in the state."""
    if not isinstance(typography.value, tuple):
        expected = "`zh: {indent: 2}`"
        yield Wrong(
            typography.line,
            Said(
                "`typography` holds no languages; expected lines like {expected}.",
                expected=expected,
            ),
        )
        return
    for language in typography.value:
        tag = language.key.lower().replace("_", "-")
        if not _TAG.fullmatch(tag):
            said = clean.line(language.key)
            yield Wrong(
                language.line,
                Said("`{said}` is no language; expected zh, en, ja, zh-Hant…", said=said),
            )
        elif not isinstance(language.value, tuple):
            said = Said("`{name}` holds no settings; expected `name: value` lines.", name=tag)
            yield Wrong(language.line, said)
        else:
            yield from (_choice(tag, entry) for entry in language.value)


def _choice(tag: str, entry: Entry) -> tuple[str, Value] | Wrong:
    option = BY_NAME.get(entry.key)
    if option is None:
        name = clean.line(entry.key)
        return Wrong(
            entry.line,
            Said(
                "`{name}` is not known here; known are {names}.",
                name=name,
                names=", ".join(BY_NAME),
            ),
        )
    value = option.parsed(entry.value)
    if value is None:
        return Wrong(entry.line, _not_allowed(entry, option.expected))
    if option.name == "hyphenation" and value and not is_installed():
        return Wrong(entry.line, MISSING)
    return setting_name(tag, option.name), value


def _not_allowed(entry: Entry, expected: str) -> str:
    said = clean.line(str(entry.value))
    return Said(
        "`{name}` is {said}; {expected} was expected.",
        name=clean.line(entry.key),
        said=said,
        expected=expected,
    )


def _none_of(entry: Entry, names: Iterable[str]) -> str:
    return Said(
        "`{name}` is {said}; expected one of {names}.",
        name=clean.line(entry.key),
        said=clean.line(str(entry.value)),
        names=", ".join(names),
    )


def _value(entry: Entry) -> tuple[Any] | str:
    """The value of an entry, or a sentence about what would have been right."""
    match entry.key:
        case "library":
            names = [entry.value] if isinstance(entry.value, str) else entry.value
            if isinstance(names, list) and all(isinstance(name, str) and name for name in names):
                return (names,)
            return Said("`library` is not a list of folders.")
        case "index":
            if isinstance(entry.value, str) and entry.value.startswith("postgresql://"):
                return (entry.value,)
            return _not_allowed(entry, "postgresql://user@host/database")
        case "theme":
            from reader.library.themes import themes

            if entry.value in themes():
                return (entry.value,)
            return Said(
                "there is no theme `{said}`; there are {names}.",
                said=clean.line(str(entry.value)),
                names=", ".join(themes()),
            )
        case "measure":
            measure = BY_NAME["measure"]
            cells = measure.parsed(entry.value)
            return _not_allowed(entry, measure.expected) if cells is None else (cells,)
        case "statistics":
            if entry.value in ("true", "false", "yes", "no", "on", "off"):
                return (entry.value in ("true", "yes", "on"),)
            return _not_allowed(entry, Said("true or false"))
        case "ambiguous_width":
            return (entry.value,) if entry.value in CHOICES else _none_of(entry, CHOICES)
        case "language":
            return (entry.value,) if entry.value in LANGUAGES else _none_of(entry, LANGUAGES)
    return Said(
        "`{name}` is not known; known are {names}.",
        name=clean.line(entry.key),
        names=", ".join(NAMES),
    )
