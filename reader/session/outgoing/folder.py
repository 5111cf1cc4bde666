"""A folder with a file for each essay, brought up to date: as a vault of notes has them.

A ledger in the folder says which files are ours and what we wrote in them. Nothing else is touched:
not a file that was there before, nor one of ours that somebody has edited since. A file is written
whole under another name and then renamed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

from reader.errors import ReaderError
from reader.library import durable
from reader.session.outgoing.excerpts import EssayExcerpts
from reader.text import clean
from reader.wording import _

LEDGER = ".reader-export.json"
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|#^[]', " "))
"""What file systems, or links between notes, do not take in a name."""
_LONGEST = 60
"""Letters of a title that a name has: with three bytes each, and the rest, within 255 bytes."""

Ledger: TypeAlias = dict[str, dict[str, str]]
"""By the essay's id: `file`, its name; `hash`, of what we wrote last and before, as `a,b`; and `state`,
what tells the state that it was written from.
"""


class Outcome(NamedTuple):
    """What an export to a folder did. Names of files."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    """Files that somebody has edited, or that are not ours: they stay as they are."""


def export_to(
    folder: Path,
    essays: Iterable[EssayExcerpts],
    suffix: str,
    written: Callable[[EssayExcerpts], str],
    *,
    is_all: bool,
    states: Mapping[str, str] | None = None,
) -> Outcome:
    """Bring the files of *essays* up to date; if those are all there are, remove the others' files.

    An essay of which nothing is kept has no file. *states* are kept for `states_in`. Raises
    ReaderError, a sentence, for what cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Export(folder, suffix, states or {}).run(essays, written, is_all=is_all)
    except OSError as error:
        name = clean.line(str(error.filename or folder))
        said = _("{name} cannot be written ({why}).")
        raise ReaderError(said.format(name=name, why=clean.line(error.strerror or ""))) from None


def states_in(folder: Path) -> dict[str, str]:
    """By essay, what told the state that its file was written from. ReaderError for a bad ledger."""
    return {essay: each["state"] for essay, each in _read(folder).items()}


class _Export:
    """One export to one folder."""

    def __init__(self, folder: Path, suffix: str, states: Mapping[str, str]) -> None:
        self._folder = folder
        self._suffix = suffix
        self._states = states
        self._ledger = _read(folder)
        self._outcome: tuple[list[str], list[str], list[str]] = ([], [], [])

    def run(
        self,
        essays: Iterable[EssayExcerpts],
        written: Callable[[EssayExcerpts], str],
        *,
        is_all: bool,
    ) -> Outcome:
        gone = set(self._ledger) if is_all else set()
        for essay in essays:
            if not essay.excerpts:
                gone.add(essay.id)
                continue
            gone.discard(essay.id)
            self._write(essay, written(essay).encode("utf-8", "replace"))
            if essay.id in self._ledger:
                self._ledger[essay.id]["state"] = self._states.get(essay.id, "")
        for essay_id in sorted(gone & self._ledger.keys()):
            self._remove(essay_id)
        self._keep()
        return Outcome(*(tuple(names) for names in self._outcome))

    def _write(self, essay: EssayExcerpts, data: bytes) -> None:
        name = self._name(essay)
        known = self._ledger.get(essay.id)
        if known is not None and known["file"] != name:
            if not self._is_ours(essay.id):
                name = known["file"]
            else:
                self._remove(essay.id)
                known = None
        path = self._folder / name
        if path.exists() and (known is None or not self._is_ours(essay.id)):
            self._outcome[2].append(name)
            return
        digest = _digest(data)
        if known is not None and path.exists() and _digest(path.read_bytes()) == digest:
            return
        with durable.written(path, data) as temporary:
            # The ledger first, with both hashes: if the power goes, the file is ours with either.
            before = known["hash"].partition(",")[0] if known else ""
            self._ledger[essay.id] = {"file": name, "hash": f"{digest},{before}", "state": ""}
            self._keep()
            temporary.replace(path)
        self._outcome[0].append(name)

    def _remove(self, essay_id: str) -> None:
        name = self._ledger[essay_id]["file"]
        if (self._folder / name).exists():
            if not self._is_ours(essay_id):
                self._outcome[2].append(name)
                return
            (self._folder / name).unlink()
            self._outcome[1].append(name)
        del self._ledger[essay_id]

    def _is_ours(self, essay_id: str) -> bool:
        """Whether an essay's file is as we wrote it, or gone."""
        known = self._ledger[essay_id]
        try:
            return _digest((self._folder / known["file"]).read_bytes()) in known["hash"].split(",")
        except FileNotFoundError:
            return True

    def _name(self, essay: EssayExcerpts) -> str:
        """The file's name: the essay's title, and its id too if another file is called so."""
        known = self._ledger.get(essay.id)
        title = " ".join(clean.line(essay.title).translate(_FORBIDDEN).split()).strip(". ")
        names = [
            f"{(title or essay.id)[:_LONGEST].strip()}{end}{self._suffix}"
            for end in ("", f" {essay.id}")
        ]
        if known is not None and known["file"] in names:
            return known["file"]
        taken = {each["file"] for other, each in self._ledger.items() if other != essay.id}
        is_free = names[0] not in taken and not (self._folder / names[0]).exists()
        return names[0] if is_free else names[1]

    def _keep(self) -> None:
        lines = [
            f"{json.dumps(each)}: {json.dumps(self._ledger[each], ensure_ascii=False)}"
            for each in sorted(self._ledger)
        ]
        data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
        path = self._folder / LEDGER
        if not path.exists() or path.read_bytes() != data:
            with durable.written(path, data) as temporary:
                temporary.replace(path)


def _read(folder: Path) -> Ledger:
    path = folder / LEDGER
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(map(_is_line, found.values())):
        said = _("{name} is damaged; take it away, and the files are written under new names.")
        raise ReaderError(said.format(name=clean.line(str(path))))
    return found


def _is_line(value: object) -> bool:
    """Whether this is a line of the ledger: a bare file name, and a hash."""
    if not isinstance(value, dict) or value.keys() != {"file", "hash", "state"}:
        return False
    name = value["file"]
    return all(isinstance(each, str) for each in value.values()) and Path(name).name == name


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
