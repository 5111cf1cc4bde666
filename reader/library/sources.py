"""Which files of a folder are sources, and reading one within bounds."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.errors import SourceError
from reader.text import clean

SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ".mdown"))
"""What a folder is searched for. A file that is named on the command line may be called anything.
"""
METADATA = "library.yaml"
LARGEST = 512 * 1024 * 1024
"""Bytes; a larger file is refused with a sentence rather than read into memory."""
STANDARD_INPUT = Path("-")
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or a single file, whose sources are in the library."""

    path: Path
    folder: Path
    """The folder that sources' names are counted from: the root itself, or where its file lies."""
    key: str
    """What its essays' ids are made from, before the source's name: it must not change between two
    starts.
    """

    @classmethod
    def at(cls, path: Path, key: str | None = None) -> "Root":
        """The root at *path*. Without a *key*, its essays are known by where they lie."""
        path = path.resolve()
        folder = path if path.is_dir() else path.parent
        return cls(path, folder, key if key is not None else folder.as_posix())

    def key_of(self, source: Path) -> str:
        """What tells *source* apart from every other source."""
        return f"{self.key}/{source.relative_to(self.folder).as_posix()}"

    def holds(self, source: Path) -> bool:
        """Whether *source* lies in this root."""
        return source == self.path or self.path in source.parents


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts 2 before 10."""
    parts = _NUMBER.split(name.casefold())
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) < 19 else (1, 0, part)
        for part in parts
        if part
    )


def files_in(root: Path) -> Iterator[Path]:
    """The sources below *root* in natural order, hidden ones left out; a folder is entered once,
    links or not.
    """
    if root.is_file():
        yield root
        return
    entered: set[tuple[int, int]] = set()

    def walk(folder: Path) -> Iterator[Path]:
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in entered:
                return
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: natural(entry.name))
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            try:
                if entry.is_dir():
                    yield from walk(path)
                elif path.suffix.lower() in SUFFIXES and entry.is_file():
                    yield path
            except OSError:
                continue

    yield from walk(root)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; SourceError with a sentence for anything else."""
    name = clean.line(str(path))
    try:
        # O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise SourceError(f"{name}: there is no such file.") from None
    except PermissionError:
        raise SourceError(f"{name}: you may not read this file.") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be opened ({error.strerror}).") from None
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(f"{name} is a folder; a file was expected here.")
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(f"{name} is not a regular file but a device, pipe or socket.")
        if status.st_size > LARGEST:
            raise SourceError(
                f"{name} has {status.st_size:,} bytes; files up to {LARGEST:,} bytes can be read."
            )
        with os.fdopen(os.dup(descriptor), "rb") as file:
            # A file that grows while it is read is read up to the bound, not for ever.
            return file.read(LARGEST)
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror}).") from None
    finally:
        os.close(descriptor)
