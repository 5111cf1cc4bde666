"""Files that are the old one or the new one, never half of either, whenever the power goes.

Contents are written to a temporary file in the same folder and renamed into place. What the files
mean, and who may write them when, others know.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
import time
from pathlib import Path

from reader.contexts import contextmanager, suppress
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

STALE_SECONDS = 60.0
"""How old a temporary file must be before it is taken for one that a killed reader left."""

_count = itertools.count()


@dataclass(frozen=True)
class Signature:
    """What tells one version of a file from the next without reading it."""

    device: int
    inode: int
    size: int
    changed: int
    """Nanoseconds."""

    @classmethod
    def of(cls, found: os.stat_result) -> Signature:
        """The signature of a file that was looked at."""
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def read(path: Path, most: int = -1) -> tuple[bytes, Signature]:
    """What the file holds, or its first *most* bytes, and its signature from before it was read.

    Raises OSError, also for what is not a regular file: a pipe would be waited for in vain.
    """
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        return file.read(most), Signature.of(found)


@contextmanager
def written(path: Path, data: bytes, *, durable: bool = True) -> Iterator[Path]:
    """A temporary file that holds *data*, to be renamed to *path*; if it is not, it goes.

    Only its owner may read it. With *durable* it has reached the disk before it is given. Raises
    OSError, for a full disk also when the system wrote a part and called that a success.
    """
    temporary = _temporary(path)
    try:
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            if durable:
                os.fsync(file)
        finally:
            os.close(file)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def duplicate(source: Path, path: Path) -> None:
    """Gives *path* the present contents of *source*, which is about to be replaced.

    A second name for the same file where the file system has such names, else a copy.
    """
    temporary = _temporary(path)
    try:
        os.link(source, temporary)
    except OSError:
        data, signature = read(source)
        copy(data, signature, path)
        return
    try:
        temporary.replace(path)
    finally:
        # A rename does nothing, and leaves both names, if they are already names of one file.
        temporary.unlink(missing_ok=True)


def copy(data: bytes, signature: Signature, path: Path) -> None:
    """Writes to *path* what was `read` elsewhere, unless it is there already; not durable."""
    with suppress(FileNotFoundError):
        there = Signature.of(path.stat())
        alike = (there.size, there.changed) == (signature.size, signature.changed)
        if alike and there.inode != signature.inode:
            return
    with written(path, data, durable=False) as temporary:
        os.utime(temporary, ns=(signature.changed, signature.changed))
        temporary.replace(path)


def flush_folder(folder: Path) -> None:
    """Brings the names in *folder* to the disk: a rename alone may be lost with the power."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        # Some network file systems have nothing to flush and say so.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(file)


def sweep(path: Path) -> None:
    """Removes the temporary files of *path* that a killed reader left."""
    now = time.time()
    for each in path.parent.iterdir():
        if each.name.startswith(f".{path.name}.") and each.name.endswith(".tmp"):
            with suppress(OSError):
                if now - each.lstat().st_mtime > STALE_SECONDS:
                    each.unlink()


def _temporary(path: Path) -> Path:
    """A name in the same folder that nobody else uses, and that `sweep` of *path* knows."""
    return path.with_name(f".{path.name}.{os.getpid()}-{time.time_ns():x}-{next(_count)}.tmp")
