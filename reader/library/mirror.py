"""A part of the library that lies on a server, and its copy in the cache folder.

What is on the server is read there and never written. The copy is a folder like any other: the
library reads it, also while the server is out of reach. `fsspec` knows the servers (`sftp://`,
`s3://`, `webdav://`, archives by `zip::`…); here it is decided what is fetched, and when again.

The manifest, `.manifest.json` in the copy, says of each file what the server said of it when it was
fetched: its size and what else tells whether it has changed. The cache folder may be deleted; that
costs one more fetch.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from reader.contexts import contextmanager, suppress
from reader.errors import Said, SourceError
from reader.library.errands import HungError, waited_for
from reader.library.filenames import SUFFIXES
from reader.library.sources import LARGEST, METADATA
from reader.regex import regex
from reader.text import clean
from reader.values import dataclass

_MANIFEST = ".manifest.json"
_MOST = 200_000
"""Files of one place that are fetched; a home folder given by mistake has more."""
_TELLING = ("mtime", "modified", "last_modified", "LastModified", "ETag", "etag", "created", "CRC")
"""What servers call that by which a change is noticed, besides the size."""
_SILENCE_SECONDS = 30.0
"""How long one waits for a server from which nothing comes."""
_LONGEST_SECONDS = 600.0
"""How long one waits for a list of which nothing can be seen before it is whole."""
_IN_VAIN = 10
"""Files one after the other that cannot be fetched: then the server is out of reach."""
_ANEW = {"skip_instance_cache": True}
"""What `fsspec` is told, so that it makes a connection."""
_WEB = {"webdav": "http", "dav": "http", "webdavs": "https", "davs": "https"}
_PLAIN = frozenset({"http", "https", "file", "ftp"})
"""Schemes that mean something else here, or that nobody should be offered."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A place on a server, and the folder that holds its copy."""

    url: str
    folder: Path

    def refresh(
        self, fetched: Callable[[int], None] = lambda count: None
    ) -> tuple[bool, list[str]]:
        """Make the copy like the place; whether anything has changed, and what went wrong.

        *fetched* gets the number of files fetched so far. Where the server is out of reach the copy
        stays as it is. May take long; for a thread of its own.
        """
        name = clean.line(place_of(self.url))
        try:
            with _opened(self.url) as (system, root):
                return self._refresh(system, root, fetched)
        except SourceError as error:
            return False, [str(error)]
        except Exception as error:  # each server's package raises its own
            return False, [
                Said(
                    "{name} is out of reach ({why}); its copy is shown.", name=name, why=_why(error)
                )
            ]

    def _refresh(
        self, system: Any, root: str, fetched: Callable[[int], None]
    ) -> tuple[bool, list[str]]:
        name = clean.line(place_of(self.url))
        unlisted: list[Exception] = []
        found = dict(_listed(system, root, unlisted.append))
        complaints: list[str] = [
            Said(
                "{name}: a folder cannot be listed ({why}); what was fetched from it is kept.",
                name=name,
                why=_why(error),
            )
            for error in unlisted
        ]
        if len(found) > _MOST:
            said = Said(
                "{name} holds {count:,} files; the first {most:,} are in the library.",
                name=name,
                count=len(found),
                most=_MOST,
            )
            complaints.append(said)
            found = dict(sorted(found.items())[:_MOST])
        known = self._manifest()
        now = dict(known)
        count = in_vain = 0
        for path, (remote, stamp) in sorted(found.items()):
            if known.get(path) == stamp and (self.folder / path).is_file():
                continue
            try:
                self._fetch(system, remote, self.folder / path, stamp)
            except Exception as error:  # as above
                in_vain += 1
                if isinstance(error, HungError) or in_vain == _IN_VAIN:
                    # Each of the others would take as long.
                    complaints.append(
                        Said(
                            "{name} is out of reach ({why}); what was fetched until then is shown.",
                            name=name,
                            why=_why(error),
                        )
                    )
                    break
                complaints.append(
                    Said(
                        "{name}: {path} cannot be fetched ({why}).",
                        name=name,
                        path=clean.line(path),
                        why=_why(error),
                    )
                )
                continue
            now[path] = stamp
            in_vain = 0
            count += 1
            fetched(count)
            if count % 100 == 0:
                # Who is interrupted need not fetch again what is there.
                self._note(now)
        gone = set() if unlisted else known.keys() - found.keys()
        for path in gone:
            now.pop(path, None)
            with suppress(OSError):
                (self.folder / path).unlink()
        if count or gone:
            self._note(now)
        return bool(count or gone), complaints

    def _fetch(self, system: Any, remote: str, path: Path, stamp: str) -> None:
        """Fetch a file; it is there whole or as it was.

        Its time is made of what the server says of it, so that all copies look alike: an index that
        several readers share then knows that theirs is the file that was read.
        """
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            waited_for(
                lambda: system.get_file(remote, str(part)), _SILENCE_SECONDS, lambda: _size(part)
            )
            seconds = zlib.crc32(stamp.encode("utf-8", "surrogatepass"))
            os.utime(part, (seconds, seconds))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _manifest(self) -> dict[str, str]:
        try:
            known = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(path): str(stamp) for path, stamp in known.items()} if known else {}

    def _note(self, known: Mapping[str, str]) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.folder / f"{_MANIFEST}.{os.getpid()}"
        part.write_text(json.dumps(known, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        part.replace(self.folder / _MANIFEST)


def is_remote(word: str) -> bool:
    """Whether a word names a place on a server, or inside an archive there."""
    scheme, colon, _rest = word.partition("://")
    if not colon:
        return "::" in word
    return "::" in scheme or (scheme.isascii() and scheme not in _PLAIN and scheme.isalnum())


def place_of(url: str) -> str:
    """A URL without who asks, and with which password: that is nobody's business, and the same place
    for everyone.
    """
    return _LOGIN.sub("://", url)


_LOGIN = regex(r"://[^/@\s]*@")


def mirror(url: str, cache: Path) -> Mirror:
    """The mirror of a place, in the cache folder."""
    url = url.rstrip("/")
    digest = blake2b(url.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return Mirror(url, cache / "mirrors" / digest)


def check(url: str) -> None:
    """SourceError with a sentence if the place cannot be opened or looked into."""
    name = clean.line(place_of(url))
    try:
        with _opened(url) as (system, root):
            if "*" not in root:
                waited_for(lambda: system.info(root), _SILENCE_SECONDS)
            elif not _files_below(system, root, lambda error: None):
                raise FileNotFoundError(root)
    except SourceError:
        raise
    except FileNotFoundError:
        raise SourceError(
            Said("{name}: there is no such folder or file on the server.", name=name)
        ) from None
    except Exception as error:  # each server's package raises its own
        raise SourceError(
            Said("{name} is out of reach ({why}).", name=name, why=_why(error))
        ) from None


@contextmanager
def _opened(url: str) -> Iterator[tuple[Any, str]]:
    """The file system that a URL is of, and the path in it. It is connected to anew each time, as a
    connection may have died since, and what it remembers may be outdated.
    """
    name, scheme = clean.line(place_of(url)), url.partition("://")[0]
    try:
        from fsspec.core import url_to_fs
        from fsspec.registry import get_filesystem_class
    except ImportError as error:
        raise _missing(name, scheme, error) from None

    def connect() -> tuple[Any, str]:
        if scheme in _WEB:
            parts = urlsplit(url)
            host = f"{_WEB[scheme]}://{parts.hostname or ''}"
            host += f":{parts.port}" if parts.port else ""
            auth = (
                (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
            )
            system = get_filesystem_class("webdav")(
                host, auth=auth, timeout=_SILENCE_SECONDS, skip_instance_cache=True
            )
            return system, unquote(parts.path).strip("/")
        inner = {one.partition("://")[0]: dict(_ANEW) for one in url.split("::")[1:]}
        system, root = url_to_fs(url, **inner, **_ANEW)
        for one in _chained(system):
            if (session := getattr(one, "ftp", None)) is not None:
                # Else a thread that nobody waits for any more waits for ever.
                session.get_channel().settimeout(2 * _SILENCE_SECONDS)
        return system, str(root)

    try:
        system, root = waited_for(connect, _SILENCE_SECONDS)
    except ImportError as error:
        raise _missing(name, scheme, error) from None
    except ValueError as error:
        raise SourceError(Said("{name}: {why}.", name=name, why=_why(error))) from None
    try:
        yield system, root
    finally:
        for one in _chained(system):
            if hasattr(one, "ftp"):
                with suppress(Exception):
                    waited_for(one.client.close, _SILENCE_SECONDS)


def _chained(system: Any) -> list[Any]:
    """A file system, and that in which its archive lies, if it is one."""
    inner = getattr(getattr(system, "of", None), "fs", None)
    return [system] if inner is None else [system, inner]


def _missing(name: str, scheme: str, error: ImportError) -> SourceError:
    """That a package is missing, and the extra that brings all that a scheme takes."""
    extra = scheme if scheme in ("sftp", "s3") else "webdav" if scheme in _WEB else "remote"
    command = f"pip install 'essay-reader[{extra}]'"
    return SourceError(
        Said(
            "{name}: {scheme}:// needs a package: {command} brings it ({why}).",
            name=name,
            scheme=scheme,
            command=command,
            why=_why(error),
        )
    )


def _listed(
    system: Any, root: str, unlisted: Callable[[Exception], None]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The sources below *root*: where each belongs in the copy, its name there, and its stamp."""
    if waited_for(lambda: system.isfile(root), _SILENCE_SECONDS):
        info = waited_for(lambda: system.info(root), _SILENCE_SECONDS)
        yield PurePosixPath(root).name, (root, _stamp(info))
        return
    for remote, info in _files_below(system, root, unlisted).items():
        path = _place(remote, root)
        size = info.get("size")
        is_small = not isinstance(size, int) or size <= LARGEST
        if path is not None and is_small:
            yield path, (remote, _stamp(info))


def _files_below(system: Any, root: str, unlisted: Callable[[Exception], None]) -> dict[str, Any]:
    """What the server says of the files below *root*, by their names there."""
    if "*" in root:
        return dict(waited_for(lambda: system.glob(root, detail=True), _LONGEST_SECONDS))
    if "s3" in system.protocol:
        # There are no folders: a thousand files at a time, and it minds its silences itself.
        return dict(waited_for(lambda: system.find(root, detail=True), _LONGEST_SECONDS))
    found: dict[str, Any] = {}
    listed = 0

    def walk() -> None:
        nonlocal listed
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = system.ls(folder, detail=True)
            except OSError as error:
                if folder == root:
                    raise
                # It is no folder without files: these would be gone.
                unlisted(error)
                continue
            listed += 1
            for info in entries:
                name = info["name"].rstrip("/")
                if info["type"] != "directory":
                    found[info["name"]] = info
                elif name != folder.rstrip("/"):
                    waiting.append(name)

    # `walk` of fsspec takes folders that cannot be listed for empty, except the first.
    waited_for(walk, _SILENCE_SECONDS, lambda: listed)
    return found


def _size(path: Path) -> int:
    """How much of a file is there."""
    with suppress(OSError):
        return path.stat().st_size
    return -1


def _place(remote: str, root: str) -> str | None:
    """Where a file belongs in the copy; None if it is no source, hidden, or would lead out of it."""
    name = remote.lstrip("/").removeprefix(root.strip("/")).lstrip("/")
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(".") or "\0" in part for part in parts):
        return None
    is_source = PurePosixPath(name).suffix.lower() in SUFFIXES or parts[-1] == METADATA
    return "/".join(parts) if is_source else None


def _stamp(info: Mapping[str, Any]) -> str:
    return " ".join(str(info.get(name, "")) for name in ("size", *_TELLING))


def _why(error: BaseException) -> str:
    if isinstance(error, HungError):
        return str(error)
    return clean.line(str(error) or type(error).__name__).rstrip(".")[:200]
