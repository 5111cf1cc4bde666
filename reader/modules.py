"""The byte code of the modules that a start imports, in one file beside the byte code of each.

A leaf, for the way in. For each of 350 modules Python looks into folders, asks for the source's state, and opens, reads
and checks a file: a tenth of a millisecond, of which two thirds are spared here. Of a source, only its state is asked
for; whatever is not here, or has changed since, Python imports as ever. The file is written at the end of a run that
imported something else than the last one, where byte code may be written.
"""

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import SourceFileLoader

from reader import homes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import CodeType, ModuleType

_SUFFIX = ".modules"
_FORM = 2
"""Counts changes of what the file holds."""
_HEAD = 16
"""Bytes before the code in a file of byte code; the last eight are the source's time of change and size."""
_PLAIN = bytes(4)
"""What stands behind the magic number where byte code is checked by those."""

Entry = tuple[str, str, bool, bytes, int, int]
"""Of a module: its source, its own file of byte code, whether it is a package, the source's time and size, where its
code begins among the codes, its length.
"""


class _Loader(SourceFileLoader):
    """Python's own loader of a source, given the code."""

    def __init__(self, name: str, path: str, code: "CodeType") -> None:
        super().__init__(name, path)
        self._code: CodeType | None = code

    def exec_module(self, module: "ModuleType") -> None:
        """As Python's own, by a shorter way."""
        code = self.get_code(module.__name__)
        if code is not None:
            exec(code, module.__dict__)

    def get_code(self, fullname: str) -> "CodeType | None":
        """The code, once: who asks again reads it from the source's own file."""
        code, self._code = self._code, None
        return super().get_code(fullname) if code is None else code


class Shelf:
    """The file, open."""

    def __init__(self, descriptor: int, begin: int, entries: dict[str, Entry]) -> None:
        self.descriptor = descriptor
        self.begin = begin
        """Where the codes begin in the file."""
        self.entries = entries

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> ModuleSpec | None:
        """As the import system asks it of each finder; None for what is not here any more."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        source, cached, is_package, state, start, length = entry
        try:
            if _state(source) != state:
                raise ValueError(name)
            code = marshal.loads(os.pread(self.descriptor, length, self.begin + start))
        except (OSError, ValueError, EOFError, TypeError):
            # Missed, the file is written anew.
            del self.entries[name]
            return None
        spec = ModuleSpec(name, _Loader(name, source, code), origin=source, is_package=is_package)
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(source)]
        # What `importlib.util.spec_from_file_location` says as well: there is a file, and `__file__` names it.
        spec.has_location = True
        spec.cached = cached
        return spec


_before: "Collection[str]" = ()
_shelf: Shelf | None = None


def take() -> None:
    """From now on import from the file, as far as it goes."""
    global _before, _shelf
    _before = {*sys.modules}
    for file in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        try:
            _shelf = _opened(file)
        except (OSError, ValueError, EOFError, TypeError):
            continue
        sys.meta_path.insert(0, _shelf)
        return


def keep(names: "Collection[str]") -> None:
    """Have the file hold the modules *names*, as far as they were imported since `take`."""
    known = _shelf.entries if _shelf is not None else {}
    wanted = {name for name in names if name not in _before and _byte_code_of(name)}
    if sys.dont_write_bytecode or all(name in known for name in wanted):
        return
    entries: dict[str, Entry] = {}
    codes: list[bytes] = []
    start = 0
    for name, (source, cached, is_package, state, begin, length) in known.items():
        # What another kind of text needed, the next one like it needs again.
        if name in wanted or _shelf is None:
            continue
        try:
            codes.append(os.pread(_shelf.descriptor, length, _shelf.begin + begin))
        except OSError:
            continue
        entries[name] = source, cached, is_package, state, start, length
        start += length
    for name in wanted:
        spec = sys.modules[name].__spec__
        cached = _byte_code_of(name)
        try:
            with open(cached, "rb") as file:
                data = file.read()
        except OSError:
            continue
        if spec is None or spec.origin is None or data[4:8] != _PLAIN:
            continue
        is_package = spec.submodule_search_locations is not None
        length = len(data) - _HEAD
        entries[name] = spec.origin, cached, is_package, data[8:_HEAD], start, length
        codes.append(data[_HEAD:])
        start += length
    if entries.keys() <= known.keys():
        return
    head = marshal.dumps((*_about(), start, entries))
    content = b"".join((len(head).to_bytes(8, "little"), head, *codes))
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        if homes.is_written(path, content):
            return


def _opened(path: str) -> Shelf:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        begin = 8 + int.from_bytes(os.pread(descriptor, 8, 0), "little")
        *about, length, entries = marshal.loads(os.pread(descriptor, begin - 8, 8))
        if tuple(about) != _about() or os.fstat(descriptor).st_size != begin + length:
            raise ValueError(path)
    except BaseException:
        os.close(descriptor)
        raise
    return Shelf(descriptor, begin, entries)


def _about() -> tuple[int, str, str, list[str]]:
    """What must be the same for the same modules to be found. The first folder is the program's, or where one is."""
    return _FORM, sys.version, sys.implementation.name, sys.path[1:]


def _byte_code_of(name: str) -> str:
    """The file that Python keeps the code of a module in; empty for a module of another kind."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    if spec is None or spec.name != name or not isinstance(spec.loader, SourceFileLoader):
        return ""
    return spec.cached or ""


def _state(source: str) -> bytes:
    """A source's time of change and size, as they stand in its byte code."""
    found = os.stat(source)
    time, size = int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF
    return time.to_bytes(4, "little") + size.to_bytes(4, "little")
