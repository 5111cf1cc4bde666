"""From words to essays: the session that a command works with, and the essays that a name means."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader import paths
from reader.cli.asked import Asked, nearest
from reader.cli.printing import notice
from reader.contexts import contextmanager
from reader.errors import NoSuchEssayError, ReaderError, SourceError, UsageError
from reader.library.atlas import Atlas
from reader.library.catalogue import Catalogue
from reader.library.config import Config, configuration
from reader.library.essay import Essay
from reader.library.filenames import MEMBER, SUFFIXES, is_source_name, natural
from reader.library.index import Index
from reader.library.sources import (
    LARGEST,
    METADATA,
    STANDARD_INPUT,
    Root,
    exists,
    files_in,
    holds_several,
)
from reader.library.state import State
from reader.library.state.file import StateFile, is_foreign
from reader.session.folders import library_roots
from reader.session.session import Session
from reader.text import clean
from reader.values import dataclass
from reader.wording import _, sentences, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.library.index.interfaces import Indexing

_LONGEST_EXPORT_SECONDS = 10.0
"""How long leaving waits for exports; what is not done then is done after the next save."""


@dataclass(frozen=True)
class Opened:
    """A session, and the file that its state is in."""

    session: Session
    file: StateFile
    notices: tuple[str, ...]
    """What was odd about the state file and the configuration."""

    def save(self) -> None:
        """Bring the state to the disk; StateError if that cannot be done."""
        self.session.merged(self.file.save(self.session.state))
        for sentence in self.file.notices:
            notice(sentence)


@contextmanager
def library(asked: Asked, *, is_quiet: bool = False) -> Iterator[Opened]:
    """A session over the whole library. Notices about the state are said unless it *is_quiet*."""
    with _session(asked, None, {}) as opened:
        if not is_quiet:
            for sentence in opened.notices:
                notice(sentence)
        yield opened


@contextmanager
def given(asked: Asked, sources: Sequence[Path], standard_input: bytes | None) -> Iterator[Opened]:
    """A session over some files and folders, and what was read from standard input."""
    stdin = {} if standard_input is None else _given(standard_input)
    with _session(asked, sources, stdin) as opened:
        yield opened


@contextmanager
def _session(
    asked: Asked, sources: Sequence[Path] | None, stdin: Mapping[Path, bytes]
) -> Iterator[Opened]:
    file = StateFile(state_path(asked), seal=paths.seal_file())
    loaded = file.load()
    config = configuration()
    held = library_roots(loaded.state, config.library, config.servers)
    roots = held if sources is None else [_root(source, held) for source in sources]
    is_alone = sources is not None and len(roots) == 1 and _is_alone(roots[0].path, held)
    index = Index(None) if is_alone else _index(config, roots)
    try:
        catalogue = Catalogue(roots, index, Atlas(paths.atlas_folder()), is_alone=is_alone)
        session = Session(
            loaded.state,
            roots,
            catalogue,
            given=stdin,
            defaults=config.settings,
            shelf=paths.shelf_file(),
        )
        with _fresh_exports(session, config):
            yield Opened(session, file, (*loaded.notices, *config.complaints))
    finally:
        index.close()


@contextmanager
def _fresh_exports(session: Session, config: Config) -> Iterator[None]:
    """Has the folder of exports follow what is saved meanwhile, if there is one."""
    if config.export is None:
        yield
        return
    from reader.session.outgoing.upkeep import Upkeep

    # What it has to say waits: meanwhile the screens may have the terminal.
    said: list[str] = []
    upkeep = Upkeep(config.export, lambda state: _another(state, config), said.append)
    before = session.state
    session.on_saved = upkeep.follow
    yield
    if session.state is not before:
        upkeep.follow(session.state)
    upkeep.wait(_LONGEST_EXPORT_SECONDS)
    for sentence in said:
        notice(sentence)


@contextmanager
def _another(state: State, config: Config) -> Iterator[Session]:
    """A session beside the reader's own, for another thread."""
    roots = library_roots(state, config.library, config.servers)
    index = _index(config, roots)
    try:
        catalogue = Catalogue(roots, index, Atlas(paths.atlas_folder()))
        session = Session(state, roots, catalogue, defaults=config.settings)
        session.recall()
        yield session
    finally:
        index.close()


def _index(config: Config, roots: Sequence[Root]) -> Indexing:
    """The index that is configured, or the file."""
    file = Index(paths.index_file())
    if config.index:
        from reader.library.index.shared import SharedIndex

        return SharedIndex(config.index, roots, file)
    return file


def state_path(asked: Asked) -> Path:
    """The state file: where `--state` says, under its usual name in a folder; or where it is.

    UsageError if `--state` names a file that holds something else.
    """
    word = asked.value("--state")
    if word is None:
        return paths.state_file()
    path = path_of(word).absolute()
    if path.is_dir():
        path /= paths.state_file().name
    if is_foreign(path):
        said = _("--state: {name} is not a state file. Name one, or a file that is not there yet.")
        raise UsageError(said.format(name=clean.line(str(path))))
    return path


def _root(source: Path, library: Sequence[Root]) -> Root:
    """The root of what was named: its essays have the same ids as in the library."""
    path = source.resolve()
    around = next((root for root in library if root.holds(path)), None)
    return Root(path, around.folder, around.key) if around else Root.at_real(path)


def _is_alone(path: Path, library: Sequence[Root]) -> bool:
    """Whether *path* is one source that is not in the library."""
    return not any(root.holds(path) for root in library) and not holds_several(path)


def read_standard_input() -> bytes:
    """All of standard input; SourceError if it is closed, or larger than a source may be."""
    if sys.stdin is None:
        raise SourceError(_("Standard input is closed."))
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SourceError(_("Standard input has more than {most:,} bytes.").format(most=LARGEST))
    return data


def _given(data: bytes) -> dict[Path, bytes]:
    """What came on standard input: one source, or those that a ZIP file holds."""
    if not data.startswith(b"PK\x03\x04"):
        return {STANDARD_INPUT: data}
    from reader.formats.archive import Archive
    from reader.library.bundles import is_bundle_of, texts_in

    archive = Archive(data, "standard input")
    if not is_bundle_of(archive):
        return {STANDARD_INPUT: data}
    return {Path(f"{STANDARD_INPUT}{MEMBER}{n}"): archive.read(n) for n in texts_in(archive)}


def is_given(essay: Essay) -> bool:
    """Whether an essay came on standard input."""
    return essay.path == STANDARD_INPUT or str(essay.path).startswith(f"{STANDARD_INPUT}{MEMBER}")


def paths_of(word: str) -> list[Path]:
    """The paths that a word is: those that fit it if it is a pattern that no shell has looked at."""
    path = path_of(word)
    if exists(path) or not any(sign in word for sign in "*?["):
        return [path]
    from glob import glob

    # Path.glob takes no absolute pattern.
    found = sorted(glob(str(path), recursive=True), key=natural)  # noqa: PTH207
    return [Path(each) for each in found if is_source_name(each) or Path(each).is_dir()] or [path]


def path_of(word: str) -> Path:
    """The path that a word is; `~` is somebody's home where there is one."""
    try:
        return Path(word).expanduser()
    except RuntimeError:
        return Path(word)


def essays_named(opened: Opened, name: str) -> list[Essay]:
    """The essay that *name* means, or all of the file or folder that it is the path of."""
    session = opened.session
    path = path_of(name)
    # An empty word is what a variable of a script held, not the folder one is in.
    if name and exists(path):
        return essays_at(session, path)
    if not session.essays:
        session.scan()
    from reader.session.naming import named

    try:
        return [named(session.essays, name)]
    except NoSuchEssayError as error:
        if looks_like_path(name):
            raise SourceError(
                _("{name}: there is no such file.").format(name=clean.line(name))
            ) from None
        raise NoSuchEssayError(sentences(told(error), suggestion(session, name))) from None


def essays_at(session: Session, path: Path, *, at_once: bool = False) -> list[Essay]:
    """The essays of a file, or of a folder's sources; of what cannot be read, a notice.

    *at_once* as `Session.read_source` has it.
    """
    path = path.resolve()
    if not holds_several(path):
        return session.read_source(path, at_once=at_once)
    essays: list[Essay] = []
    for source in files_in(path):
        try:
            essays += session.read_source(source)
        except ReaderError as error:
            notice(str(error))
    if not essays:
        raise SourceError(nothing_in(path))
    return essays


def name_of(opened: Opened, essay: Essay) -> str:
    """What a command can be told to mean *essay*, as a shell reads it; empty for standard input."""
    if is_given(essay):
        return ""
    config = configuration()
    roots = library_roots(opened.session.state, config.library, config.servers)
    if any(root.holds(essay.path) for root in roots):
        return essay.id
    import shlex

    here = Path.cwd()
    path = essay.path.relative_to(here) if here in essay.path.parents else essay.path
    return shlex.quote(clean.line(str(path)))


def nothing_in(folder: Path) -> str:
    """A sentence about a folder without sources."""
    said = _("{folder} holds no essays; files that end with {suffixes} are looked for.")
    return said.format(folder=clean.line(str(folder)), suffixes=" ".join(sorted(SUFFIXES)))


def looks_like_path(name: str) -> bool:
    """Whether a word that names nothing was probably meant as a file."""
    return os.sep in name or Path(name).suffix.lower() in SUFFIXES or name == METADATA


def suggestion(session: Session, name: str) -> str:
    """`Did you mean …?` for a title that is nearly *name*; else nothing."""
    titles = {clean.line(essay.title).casefold(): essay for essay in session.essays}
    close = nearest(name.casefold(), tuple(titles))
    if close is None:
        return ""
    essay = titles[close]
    said = _("Did you mean «{title}» ({id})?")
    return said.format(title=clean.line(essay.title), id=essay.id)
