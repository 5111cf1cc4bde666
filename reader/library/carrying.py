"""What the configuration says of taking away what was kept: exports that stay fresh, and syncing.

    export: {folder: ~/notes/reading, to: markdown}
    sync: {folder: ~/reader-sync, git: true, device: laptop}

`git` is true, or the address of a remote that is set up where there is none.
"""

from __future__ import annotations

from pathlib import Path

from reader.errors import Said
from reader.library.yamlfile import Entry, Wrong
from reader.regex import regex
from reader.text import clean
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = ("markdown", "csv", "html", "org", "readwise", "annotations")
"""What an export to a folder may be written as; the JSON of `reader export` is one file."""
_DEVICE = regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")


@dataclass(frozen=True)
class Exporting:
    """A folder of exports that is kept up to date."""

    folder: Path
    form: str = "markdown"


@dataclass(frozen=True)
class Syncing:
    """What `reader sync` does."""

    folder: Path
    is_git: bool = False
    remote: str = ""
    """The address that `origin` gets where there is no remote yet; or empty."""
    device: str = ""
    """What this machine's file is called; or empty, to be made from the machine's name."""


def exporting(entry: Entry, home: Path) -> Exporting:
    """What `export` says. Raises Wrong. A relative folder counts from *home*."""
    named = _entries(entry, ("folder", "to"))
    form = "markdown"
    if "to" in named:
        form = str(named["to"].value)
        if form not in FORMS:
            said = Said(
                "`{name}` is {said}; expected one of {names}.",
                name="to",
                said=clean.line(form),
                names=", ".join(FORMS),
            )
            raise Wrong(named["to"].line, said)
    return Exporting(_folder(entry, named, home), form)


def syncing(entry: Entry, home: Path) -> Syncing:
    """What `sync` says. Raises Wrong. A relative folder counts from *home*."""
    named = _entries(entry, ("folder", "git", "device"))
    is_git, remote, device = False, "", ""
    if "git" in named:
        said = named["git"].value
        if not isinstance(said, str) or said.startswith("-"):
            raise Wrong(
                named["git"].line, Said("`git` is true, false, or the address of a remote.")
            )
        is_git = said.lower() not in _NO
        remote = said if said.lower() not in (*_YES, *_NO) else ""
    if "device" in named:
        device = str(named["device"].value)
        if not _DEVICE.fullmatch(device):
            wrong = Said(
                "`device` is {said}; expected letters, digits, hyphens, dots.",
                said=clean.line(device),
            )
            raise Wrong(named["device"].line, wrong)
    return Syncing(_folder(entry, named, home), is_git, remote, device)


def _entries(entry: Entry, names: tuple[str, ...]) -> Mapping[str, Entry]:
    if isinstance(entry.value, str):
        # `sync: ~/folder` says all that must be said.
        return {"folder": Entry("folder", entry.value, entry.line)}
    if not isinstance(entry.value, tuple):
        raise Wrong(
            entry.line,
            Said(
                "`{key}` names no folder; expected {example}.",
                key=entry.key,
                example="{folder: ~/somewhere}",
            ),
        )
    for each in entry.value:
        if each.key not in names:
            unknown = Said(
                "`{name}` is not known here; known are {names}.",
                name=clean.line(each.key),
                names=", ".join(names),
            )
            raise Wrong(each.line, unknown)
    return {each.key: each for each in entry.value}


def _folder(entry: Entry, named: Mapping[str, Entry], home: Path) -> Path:
    found = named.get("folder")
    if found is None or not isinstance(found.value, str) or not found.value:
        raise Wrong(
            entry.line,
            Said(
                "`{key}` names no folder; expected {example}.",
                key=entry.key,
                example="{folder: ~/somewhere}",
            ),
        )
    return home / Path(found.value).expanduser()
