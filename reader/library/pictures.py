"""Where the image is that a document shows: in the source itself, beside it, or out of reach."""

from pathlib import Path, PurePosixPath
from posixpath import normpath

from reader.errors import Said, SourceError
from reader.library.bundles import read_member
from reader.library.filenames import MEMBER
from reader.library.sources import STANDARD_INPUT, SourceFile, read_bytes, status
from reader.text import clean

_HEAD = 4096
"""Bytes that tell a document that holds its images."""


def image_data(source: Path, address: str) -> bytes:
    """The bytes of the image at *address*, as a document of *source* has it.

    SourceError says why there are none. Nothing is fetched, and nothing but regular files is read.
    """
    from urllib.parse import unquote, urlsplit

    from reader.formats.embedded import embedded
    from reader.formats.pictures import LARGEST, inside, is_holding

    shown = clean.line(address)
    if source != STANDARD_INPUT and is_holding(_beginning(source)):
        data = inside(read_bytes(source), source.name, address)
        if data is not None:
            return data
    try:
        parts = urlsplit(address)
        path = unquote(parts.path)
    except ValueError:
        parts, path = urlsplit(""), ""
    if parts.scheme not in ("", "file") or address.startswith("//"):
        if parts.scheme == "data":
            found = embedded(read_bytes(source), address) if source != STANDARD_INPUT else None
            if found is not None:
                return found
            raise SourceError(Said("{name} is not in the page any more."))
        raise SourceError(Said("{name} is on the web; nothing is fetched for a page.", name=shown))
    if not path or "\0" in path or source == STANDARD_INPUT:
        raise SourceError(Said("{name}: there is no such image beside the text.", name=shown))
    bundle, member, within = str(source).partition(MEMBER)
    if member and not path.startswith("/"):
        return read_member(Path(bundle), normpath(str(PurePosixPath(within).parent / path)))
    beside = Path(path) if parts.scheme == "file" else source.parent / path
    try:
        size = status(beside).st_size
    except (OSError, SourceError):
        raise SourceError(
            Said("{name}: there is no such image beside the text.", name=shown)
        ) from None
    if size > LARGEST:
        raise SourceError(Said("{name} has more than {most:,} bytes.", name=shown, most=LARGEST))
    return read_bytes(beside)


def _beginning(source: Path) -> bytes:
    if MEMBER in str(source):
        return read_bytes(source)[:_HEAD]
    return SourceFile(source).read(0, _HEAD)
