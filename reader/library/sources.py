"""The sources below a folder, and reading one within bounds."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reader.contexts import suppress
from reader.errors import Said, SourceError
from reader.library.filenames import BUNDLES, MEMBER, NaturalKey, is_source_name, natural
from reader.memo import lru_cache
from reader.text import clean
from reader.values import dataclass
from reader.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

METADATA = "library.yaml"
LARGEST = 512 * 1024 * 1024
"""Bytes; a larger file is refused with a sentence rather than read into memory."""
_PART = 1 << 20
"""Bytes that are read at a time of a file that is not as long as it was said to be."""
LARGE = 512 * 1024
"""Bytes; from here on a source is read in parts (`reader.library.large`). What is smaller is parsed in
some hundredths of a second, and held.
"""
SHIPPED = "shipped"
"""The key of the shipped essays' root: their ids do not depend on where the program is."""
STANDARD_INPUT = Path("-")


@dataclass(frozen=True)
class Root:
    """A folder, or a single file, whose sources are in the library."""

    path: Path
    folder: Path
    """The folder that sources' names are counted from: the root itself, or where its file lies."""
    key: str
    """What its essays' ids begin with, before the source's name: the same at every start."""
    origin: str = ""
    """The place on a server that it is the copy of (`reader.library.mirror`), or empty."""

    @classmethod
    def at(cls, path: Path, key: str | None = None) -> Root:
        """The root at *path*. Without a *key*, its essays are known by where they lie."""
        return cls.at_real(path.resolve(), key)

    @classmethod
    def at_real(cls, path: Path, key: str | None = None) -> Root:
        """The root at a *path* that no link leads to."""
        folder = path if path.is_dir() else path.parent
        return cls(path, folder, key if key is not None else folder.as_posix())

    @property
    def name(self) -> str:
        """What it is called to people."""
        return self.key if self.origin else str(self.path)

    def key_of(self, source: Path) -> str:
        """What tells *source* apart from every other source."""
        return f"{self.key}/{self._name_of(source)}"

    def holds(self, source: Path | str) -> bool:
        """Whether *source* lies in this root."""
        name, own = str(source), str(self.path).rstrip("/")
        return name == own or name.startswith((f"{own}/", f"{own}{MEMBER}"))

    def order_of(self, source: Path) -> tuple[tuple[NaturalKey, str], ...]:
        """A sort key that puts sources in the order in which `files_in` finds them."""
        return tuple(_place(part) for part in self._name_of(source).split("/"))

    def _name_of(self, source: Path) -> str:
        """*source* from the root's folder on. By strings: pathlib takes ten times as long."""
        name, folder = source.as_posix(), f"{self.folder.as_posix().rstrip('/')}/"
        if name.startswith(folder) and len(name) > len(folder):
            return name[len(folder) :]
        return source.relative_to(self.folder).as_posix()


@lru_cache(4096)
def _place(part: str) -> tuple[NaturalKey, str]:
    return natural(part), part


def files_in(root: Path, complain: Callable[[str], None] = lambda said: None) -> Iterator[Path]:
    """The sources below *root* in natural order; a file is itself the only one.

    Hidden ones are left out, and a folder is entered once, whatever links lead to it. Of one that
    cannot be looked into, *complain* gets a sentence.
    """
    return map(Path, names_in(root, complain))


def names_in(root: Path, complain: Callable[[str], None] = lambda said: None) -> Iterator[str]:
    """What `files_in` gives, as strings: in half the time."""
    if not root.is_dir():
        yield from map(str, _members(root, complain) if is_bundle(root) else (root,))
        return
    entered = around(root)
    ahead = [(str(root), True)]
    while ahead:
        path, is_folder = ahead.pop()
        if is_folder:
            ahead += reversed(_listed(path, entered, complain))
        elif path[-len(BUNDLES) :].lower() == BUNDLES:
            bundle = Path(path)
            yield from map(str, _members(bundle, complain) if is_bundle(bundle) else ())
        else:
            yield path


def _members(bundle: Path, complain: Callable[[str], None]) -> list[Path]:
    from reader.library.bundles import members

    try:
        return members(bundle)
    except SourceError as error:
        complain(str(error))
        return []


def is_bundle(path: Path) -> bool:
    """Whether *path* is a ZIP file of texts."""
    if MEMBER in str(path):
        return False
    try:
        with path.open("rb") as file:
            is_packed = file.read(4) == b"PK\x03\x04"
    except OSError:
        return False
    if not is_packed:
        return False
    from reader.library import bundles

    return bundles.is_bundle(path)


def holds_several(path: Path) -> bool:
    """Whether *path* is a folder, or a ZIP file of texts."""
    return path.is_dir() or is_bundle(path)


def member_of(path: Path) -> tuple[Path, str] | None:
    """The ZIP file that the source *path* lies in, and its name there; None if it lies in none."""
    bundle, sign, name = str(path).partition(MEMBER)
    if not sign or not name or not Path(bundle).is_file():
        return None
    return Path(bundle), name


def status(path: Path) -> os.stat_result:
    """When and how large a source is: the ZIP file's that it lies in. Raises OSError."""
    member = member_of(path) if MEMBER in str(path) else None
    return (member[0] if member else path).stat()


def exists(path: Path) -> bool:
    """Whether there is such a file, folder or member of a ZIP file."""
    member = member_of(path) if MEMBER in str(path) else None
    if member is None:
        return path.exists()
    return path in _members(member[0], lambda said: None)


def around(folder: Path) -> set[tuple[int, int]]:
    """Devices and inodes of the folders that *folder* lies in.

    A link to one of these leads out of what was meant: one to `/`, to everything.
    """
    found: set[tuple[int, int]] = set()
    for each in folder.resolve().parents:
        with suppress(OSError):
            status = each.stat()
            found.add((status.st_dev, status.st_ino))
    return found


def _listed(
    folder: str, entered: set[tuple[int, int]], complain: Callable[[str], None]
) -> list[tuple[str, bool]]:
    """The folders and sources in *folder*, and which are which; none if it was entered before."""
    try:
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in entered:
            return []
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as found:
            entries = [
                (natural(entry.name), entry.name, entry.path, is_folder)
                for entry in found
                if (is_folder := _is_folder(entry)) is not None
            ]
    except OSError as error:
        complain(unseen(folder, error))
        return []
    return [(path, is_folder) for *_order, path, is_folder in sorted(entries)]


def unseen(folder: str, error: OSError) -> str:
    """A sentence about a folder that cannot be looked into."""
    return Said(
        "{path}: cannot be looked into ({why}).", path=clean.line(folder), why=error.strerror
    )


def _is_folder(entry: os.DirEntry[str]) -> bool | None:
    """Whether an entry of a folder is a folder or a source; None: neither, or vanished."""
    if entry.name.startswith("."):
        return None
    try:
        if entry.is_dir():
            return True
        is_source = is_source_name(entry.name)
        return False if is_source and entry.is_file() else None
    except OSError:
        return None


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, or of a member of a ZIP file.

    SourceError with a sentence for anything else.
    """
    member = member_of(path) if MEMBER in str(path) else None
    if member is not None:
        from reader.library.bundles import read_member

        return read_member(*member)
    descriptor, status = _opened(path)
    try:
        data = _read(descriptor, status.st_size) if status.st_size <= LARGEST else b""
    except OSError as error:
        raise _unreadable(path, error) from None
    finally:
        os.close(descriptor)
    if (size := max(status.st_size, len(data))) > LARGEST:
        raise _too_large(path, size)
    return data


def _read(descriptor: int, size: int) -> bytes:
    """The bytes of a file that had *size* of them; of one that grew meanwhile, up to one too many."""
    # A byte more than there should be shows the end, and Python makes room for all that it is asked for.
    parts = [os.read(descriptor, size + 1)]
    total = len(parts[0])
    while parts[-1] and total != size and total <= LARGEST:
        parts.append(os.read(descriptor, min(_PART, LARGEST + 1 - total)))
        total += len(parts[-1])
    return parts[0] if len(parts) == 1 else b"".join(parts)


class SourceFile:
    """A regular file that is read from anywhere, while it stays as it was when it was opened.

    Another file in its place changes nothing: the one that was opened is read on. Any thread may read.
    """

    def __init__(self, path: Path) -> None:
        """Raises `SourceError` with a sentence for anything that is no regular file."""
        self._path = path
        self._descriptor, status = _opened(path)
        self.size = status.st_size
        self._changed_ns = status.st_mtime_ns
        if self.size > LARGEST:
            raise _too_large(path, self.size)

    def read(self, start: int, length: int) -> bytes:
        """The bytes from *start* on; SourceError if the file has changed since it was opened."""
        try:
            data = os.pread(self._descriptor, length, start)
            status = os.fstat(self._descriptor)
        except OSError as error:
            raise _unreadable(self._path, error) from None
        if (status.st_size, status.st_mtime_ns) != (self.size, self._changed_ns):
            name = clean.line(str(self._path))
            raise SourceError(_("{name} was changed while it was open.").format(name=name))
        return data

    def __del__(self) -> None:
        if (descriptor := getattr(self, "_descriptor", None)) is not None:
            os.close(descriptor)


class GivenBytes:
    """What was given on standard input, as `SourceFile` gives what is in a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, start: int, length: int) -> bytes:
        """The bytes from *start* on."""
        return self._data[start : start + length]


def _opened(path: Path) -> tuple[int, os.stat_result]:
    """A descriptor of a regular file, and its status."""
    try:
        # O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        name = clean.line(str(path))
        raise SourceError(_("{name}: there is no such file.").format(name=name)) from None
    except PermissionError:
        name = clean.line(str(path))
        raise SourceError(_("{name}: you may not read this file.").format(name=name)) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status
    os.close(descriptor)
    name = clean.line(str(path))
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(_("{name} is a folder; a file was expected here.").format(name=name))
    raise SourceError(
        _("{name} is not a regular file but a device, pipe or socket.").format(name=name)
    )


def _unreadable(path: Path, error: OSError) -> SourceError:
    name = clean.line(str(path))
    return SourceError(_("{name}: cannot be read ({why}).").format(name=name, why=error.strerror))


def _too_large(path: Path, size: int) -> SourceError:
    said = _("{name} has {size:,} bytes; files up to {most:,} bytes can be read.")
    return SourceError(said.format(name=clean.line(str(path)), size=size, most=LARGEST))
