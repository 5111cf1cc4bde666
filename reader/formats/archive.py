"""A ZIP file, read within bounds: what EPUB, DOCX, ODT and bundles of texts are.

Nothing is ever written to the disk, so a member called `../x` does no harm; it is not even found.
What unpacks to far more than anyone reads is refused before it has been unpacked.
"""

import io
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from reader.errors import Said, SourceError
from reader.memo import cached_property
from reader.text import clean

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_MOST_MEMBERS = 20_000
_LARGEST = 128 * 1024 * 1024
"""Bytes of one member."""
_LARGEST_WHOLE = 512 * 1024 * 1024
"""Bytes of all members that are read."""
_SUSPICIOUS = 16 * 1024 * 1024
_MOST_RATIO = 200
"""From the size above on: how many bytes one byte may stand for. Prose is packed 3 times, blanks 1,000."""
_ENCRYPTED = 0x1
_UTF8 = 0x800


class Archive:
    """The members of a ZIP file."""

    def __init__(self, data: bytes | Path, name: str) -> None:
        """*data* may be a file's path; *name* is what messages call it. SourceError if it cannot be
        read.
        """
        self._data = data
        self.name = clean.line(name)
        self._left = _LARGEST_WHOLE
        if len(self._members) > _MOST_MEMBERS:
            raise SourceError(
                Said(
                    "{name} holds {count:,} files; up to {most:,} can be read.",
                    name=self.name,
                    count=len(self._members),
                    most=_MOST_MEMBERS,
                )
            )

    @cached_property
    def _zip(self) -> "ZipFile":
        import zipfile

        try:
            data = self._data
            return zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except (
            zipfile.BadZipFile,
            ValueError,
            OverflowError,
            EOFError,
            NotImplementedError,
            OSError,
        ):
            raise SourceError(
                Said("{name} is a damaged ZIP file; a whole copy of it is needed.", name=self.name)
            ) from None

    @cached_property
    def _members(self) -> "dict[str, ZipInfo]":
        found: dict[str, ZipInfo] = {}
        for info in self._zip.infolist():
            path = normpath(_name(info).replace("\\", "/").lstrip("/"))
            if not info.is_dir() and not path.startswith("../") and path != "..":
                found.setdefault(path, info)
        return found

    @property
    def names(self) -> list[str]:
        """The members' paths, in the order of the file."""
        return list(self._members)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._members}

    def find(self, path: str) -> str | None:
        """The member that *path* means, in whatever case it is written; None if there is none."""
        path = normpath(path)
        return path if path in self._members else self._folded.get(path.casefold())

    def is_encrypted(self, path: str) -> bool:
        """Whether a member can be opened with a password only."""
        return bool(self._members[path].flag_bits & _ENCRYPTED)

    def read(self, path: str) -> bytes:
        """The bytes of a member. SourceError says why it cannot be read."""
        import zlib
        from zipfile import BadZipFile

        info = self._members[path]
        shown = clean.line(path)
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(
                Said(
                    "{name}: {member} is locked with a password; an unlocked copy is needed.",
                    name=self.name,
                    member=shown,
                )
            )
        most = min(_LARGEST, self._left)
        if info.compress_size * _MOST_RATIO < info.file_size > _SUSPICIOUS:
            raise SourceError(self._too_large(shown))
        try:
            with self._zip.open(info) as member:
                data = member.read(most + 1)
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            NotImplementedError,
            OSError,
        ) as error:
            raise SourceError(
                Said(
                    "{name}: {member} is damaged ({kind}); a whole copy is needed.",
                    name=self.name,
                    member=shown,
                    kind=type(error).__name__,
                )
            ) from None
        except RuntimeError:
            raise SourceError(
                Said(
                    "{name}: {member} is locked with a password; an unlocked copy is needed.",
                    name=self.name,
                    member=shown,
                )
            ) from None
        if len(data) > most:
            raise SourceError(self._too_large(shown))
        self._left -= len(data)
        return data

    def _too_large(self, shown: str) -> str:
        return Said(
            "{name}: {member} would unpack to more than {most:,} bytes, or to hundreds of times its size;"
            " it is not opened.",
            name=self.name,
            member=shown,
            most=min(_LARGEST, max(self._left, 0)),
        )


def _name(info: "ZipInfo") -> str:
    """A member's name: packers on Chinese Windows write GBK and say nothing of it."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
