"""What lies in a root now: sources with their sizes and times, as fast as the system can tell, in no order.

Ten thousand files take some hundredths of a second; whoever wants them in order, or as paths, has
`reader.library.sources.files_in`.
"""

from __future__ import annotations

import os
import stat
from array import array
from pathlib import Path

from reader.library.descriptions import folders_around
from reader.library.filenames import BUNDLES, SUFFIXES, is_source_name
from reader.library.sources import METADATA, Root, around, files_in, is_bundle, status, unseen
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

Sights: TypeAlias = "dict[str, tuple[int, int]]"
"""Sizes, and times of change in nanoseconds, by path."""

_BETWEEN = "\0"
"""Stands between paths that are kept."""


class Sightings(NamedTuple):
    """What was seen in a root."""

    sources: Sights
    saying: dict[str, int]
    """When its `library.yaml` was changed, by folder; of those that have one."""
    complaints: list[str]
    """Sentences about folders that cannot be looked into."""


def look(root: Root, passed: Callable[[int], None] = lambda count: None) -> Sightings:
    """What lies in *root*; *passed* is told after each folder how many sources there are."""
    found = Sightings({}, {}, [])
    if root.path == root.folder:
        _walk(str(root.path), found, passed)
    else:
        for folder in folders_around(root.path, root.folder):
            _note_saying(str(folder), found)
        if root.path.is_dir():
            _walk(str(root.path), found, passed)
        else:
            _note_members(root.path, found)
    return found


def packed(sources: Sights) -> bytes:
    """*sources* to be kept: how many they are, eight bytes for each size and time, then their paths."""
    numbers = array("q", [number for pair in sources.values() for number in pair])
    names = _BETWEEN.join(sources).encode("utf-8", "surrogateescape")
    return len(sources).to_bytes(8, "little") + numbers.tobytes() + names


def unpacked(data: bytes) -> Sights:
    """The sources that were `packed` so. ValueError if that is damaged."""
    end = 8 + 16 * int.from_bytes(data[:8], "little")
    numbers = array("q")
    numbers.frombytes(data[8:end])
    names = data[end:].decode("utf-8", "surrogateescape").split(_BETWEEN) if numbers else ()
    return dict(zip(names, zip(numbers[::2], numbers[1::2], strict=True), strict=True))


def _walk(top: str, found: Sightings, passed: Callable[[int], None]) -> None:
    entered = around(Path(top))
    ahead = [top]
    sources = found.sources
    while ahead:
        folder = ahead.pop()
        try:
            own = Path(folder).stat()
            if (own.st_dev, own.st_ino) in entered:
                continue
            entered.add((own.st_dev, own.st_ino))
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    # Nearly all are such files: of these nothing is asked that is not needed.
                    if name[name.rfind(".") :] in SUFFIXES and name[0] != ".":
                        try:
                            seen = entry.stat()
                        except OSError:
                            continue
                        if stat.S_ISREG(seen.st_mode):
                            sources[entry.path] = seen.st_size, seen.st_mtime_ns
                            continue
                    _see(entry, folder, ahead, found)
        except OSError as error:
            found.complaints.append(unseen(folder, error))
        passed(len(found.sources))
    found.complaints.sort()


def _see(entry: os.DirEntry[str], folder: str, ahead: list[str], found: Sightings) -> None:
    name = entry.name
    if name[0] == ".":
        return
    try:
        if entry.is_dir():
            ahead.append(entry.path)
        elif name == METADATA:
            found.saying[folder] = entry.stat().st_mtime_ns
        elif is_source_name(name):
            seen = entry.stat()
            if not stat.S_ISREG(seen.st_mode):
                return
            if name.lower().endswith(BUNDLES):
                if is_bundle(path := Path(entry.path)):
                    _note_members(path, found)
            else:
                found.sources[entry.path] = seen.st_size, seen.st_mtime_ns
    except OSError:
        # It has vanished, or leads nowhere.
        return


def _note_saying(folder: str, found: Sightings) -> None:
    try:
        found.saying[folder] = Path(folder, METADATA).stat().st_mtime_ns
    except OSError:
        return


def _note_members(path: Path, found: Sightings) -> None:
    """A file of the root, or what is in it if it is a ZIP file of texts."""
    for source in files_in(path, found.complaints.append):
        try:
            seen = status(source)
        except OSError:
            continue
        found.sources[str(source)] = seen.st_size, seen.st_mtime_ns
