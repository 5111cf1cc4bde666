"""ZIP files of texts: each member is a source, addressed as `essays.zip!/spring/rain.txt`."""

from pathlib import Path

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.library.filenames import MEMBER, is_source_name, natural
from reader.text import clean

_LARGEST_HEAD = 512
"""Bytes that tell a document that is packed as ZIP from a bundle."""


def is_bundle(path: Path) -> bool:
    """Whether the file at *path* is a ZIP file of texts, and no document in that form."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_LARGEST_HEAD)
        return head.startswith(b"PK\x03\x04") and is_bundle_of(Archive(path, str(path)))
    except (OSError, SourceError):
        return False


def is_bundle_of(archive: Archive) -> bool:
    """Whether *archive* holds texts, and is no document itself."""
    from reader.formats.rooms import zipped_kind

    return zipped_kind(archive) is None and bool(texts_in(archive))


def texts_in(archive: Archive) -> list[str]:
    """The members that are sources, in natural order; hidden ones are left out."""
    names = [
        name
        for name in archive.names
        if is_source_name(name) and not any(part[0] in "._" for part in name.split("/") if part)
    ]
    return sorted(names, key=lambda name: [(natural(part), part) for part in name.split("/")])


def members(bundle: Path) -> list[Path]:
    """The sources in a bundle. SourceError if it cannot be read."""
    return [Path(f"{bundle}{MEMBER}{name}") for name in texts_in(Archive(bundle, str(bundle)))]


def read_member(bundle: Path, name: str) -> bytes:
    """The bytes of a member. SourceError says why it cannot be read."""
    archive = Archive(bundle, str(bundle))
    found = archive.find(name)
    if found is None:
        raise SourceError(
            Said("{bundle} holds no {name}.", bundle=clean.line(str(bundle)), name=clean.line(name))
        )
    return archive.read(found)
