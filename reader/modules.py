"""The byte code of the modules that a start imports, in one file beside the byte code of each.

A leaf, for the way in. For each of 350 modules Python looks into folders, asks for the source's state, and opens, reads
and checks a file: a tenth of a millisecond, of which two thirds are spared here. Of a source, only its state is asked
for; whatever is not here, or has changed since, Python imports as ever. A run that imports something else than the last
one writes the file behind the first page, where byte code may be written.

What the import of one of our modules brings with it, as far as it is ours, is a *train*. It is kept in one piece, and
run module after module, in the order in which they were ready when they were imported one by one: that takes half as
long. None of our modules needs one that needs it, so each finds there what it imports. Where something is not as it
was, the train is left, and Python imports what is missing, or says what is wrong with it.
"""

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import SourceFileLoader
from _thread import _count as _count_threads
from _thread import allocate_lock

from reader import homes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import CodeType, ModuleType
else:
    ModuleType = type(sys)

if sys.version_info < (3, 12):

    class _Module(ModuleType):
        """A module while its train is under way.

        Whatever a module imports by name, Python 3.11 first looks whether that is a package, and if it is none makes
        two errors out of it: 2 ms of a start. Of an object without a module's own way to say so it makes none.
        """

        __getattribute__ = object.__getattribute__

else:
    _Module = ModuleType

_SUFFIX = ".modules"
_FORM = 3
"""Counts changes of what the file holds."""
_HEAD = 16
"""Bytes before the code in a file of byte code; the last eight are the source's time of change and size."""
_PLAIN = bytes(4)
"""What stands behind the magic number where byte code is checked by those."""
_OURS = "reader."

Entry = tuple[str, str, bool, bytes, int, int]
"""Of a module: its source, its own file of byte code, whether it is a package, the source's time and size, where its
code begins among the codes, its length.
"""
Train = tuple[tuple[str, ...], int, int]
"""Of a train: its modules, the one that is asked for last; where their codes begin, all in one, and the length."""


class _Loader(SourceFileLoader):
    """Python's own loader of a source, given the code."""

    def __init__(self, name: str, path: str, code: "CodeType | None") -> None:
        super().__init__(name, path)
        self._code = code
        self.module: ModuleType | None = None
        """The module, if it has been run already."""

    def create_module(self, spec: ModuleSpec) -> "ModuleType | None":
        """The module; None for Python to make one."""
        return self.module

    def exec_module(self, module: "ModuleType") -> None:
        """As Python's own, by a shorter way."""
        if self.module is not None:
            return
        code = self.get_code(module.__name__)
        if code is not None:
            _journey.begin()
            try:
                exec(code, module.__dict__)
                _journey.ready(module.__name__)
            finally:
                _journey.end()

    def get_code(self, fullname: str) -> "CodeType | None":
        """The code, once: who asks again reads it from the source's own file."""
        code, self._code = self._code, None
        return super().get_code(fullname) if code is None else code


class _Journey:
    """What is imported from the file, in the order in which it is ready."""

    def __init__(self) -> None:
        self.trains: dict[str, tuple[str, ...]] = {}
        """By the module that was asked for, what came with it, and itself last."""
        self._ready: list[str] = []
        self._depth = 0

    def begin(self) -> None:
        """Something begins to be imported."""
        self._depth += 1

    def end(self) -> None:
        """It is there, with all that it needs, or could not be imported."""
        self._depth -= 1
        if not self._depth:
            if len(self._ready) > 1 and not _count_threads():
                self.trains[self._ready[-1]] = (*self._ready,)
            self._ready.clear()

    def ready(self, name: str) -> None:
        """A module has been run."""
        if name.startswith(_OURS):
            self._ready.append(name)


_journey = _Journey()


def arrive() -> None:
    """Have what has come with trains be as modules always are."""
    for module in [*sys.modules.values()]:
        kind = type(module)
        if kind is _Module:
            module.__class__ = ModuleType


class Shelf:
    """The file, open."""

    def __init__(
        self, descriptor: int, begin: int, entries: dict[str, Entry], trains: dict[str, Train]
    ) -> None:
        self._descriptor = descriptor
        self._begin = begin
        """Where the codes begin in the file."""
        self.entries = entries
        self.trains = trains
        """By the module that is asked for."""

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> ModuleSpec | None:
        """As the import system asks it of each finder; None for what is not here any more."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        # Another thread would find modules that have not been run yet.
        if name in self.trains and name not in sys.modules and not _count_threads():
            module = self._brought(name)
            if module is not None:
                return module.__spec__
        source, _cached, _is_package, state, start, length = entry
        try:
            if _state(source) != state:
                raise ValueError(name)
            return _specified(name, entry, marshal.loads(self.read(start, length)))[0]
        except (OSError, ValueError, EOFError, TypeError):
            # Missed, the file is written anew.
            del self.entries[name]
            return None

    def read(self, start: int, length: int) -> bytes:
        """What stands at some place among the codes."""
        return os.pread(self._descriptor, length, self._begin + start)

    def _brought(self, asked: str) -> "ModuleType | None":
        """A module, run behind all others of its train; None if anything is not as it was."""
        names, start, length = self.trains[asked]
        modules, entries = sys.modules, self.entries
        wanted = {name for name in names if name not in modules}
        ahead: dict[str, ModuleType] = {}
        running = ""
        _journey.begin()
        try:
            if any(_state(entries[name][0]) != entries[name][3] for name in wanted):
                raise ValueError(asked)
            codes = marshal.loads(self.read(start, length))
            for name, code in zip(names, codes, strict=True):
                if name not in wanted or (name in modules and name not in ahead):
                    continue
                around = name.rpartition(".")[0]
                if around not in modules:
                    self._put_ahead(around, wanted, ahead)
                running = name
                modules[name] = module = ahead.pop(name, None) or self._empty(name)
                exec(code, module.__dict__)
                if "__getattr__" in module.__dict__:
                    # Asked by a module's own way.
                    module.__class__ = ModuleType
                running = ""
                setattr(modules[around], name[len(around) + 1 :], module)
                _journey.ready(name)
        except Exception:
            # One by one they will say what is wrong.
            del self.trains[asked]
            return None
        finally:
            for name in (running, *ahead):
                modules.pop(name, None)
            _journey.end()
        return modules[asked]

    def _put_ahead(self, package: str, wanted: set[str], ahead: "dict[str, ModuleType]") -> None:
        """Have a package be there before what is in it, even if it needs that and is run behind it."""
        around = package.rpartition(".")[0]
        if around not in sys.modules:
            self._put_ahead(around, wanted, ahead)
        if package in wanted:
            sys.modules[package] = ahead[package] = self._empty(package)
        else:
            __import__(package)

    def _empty(self, name: str) -> "ModuleType":
        """A module as it is before it is run."""
        spec, loader = _specified(name, self.entries[name], None)
        module = loader.module = _Module(name)
        # What `importlib.util.module_from_spec` gives it, in a third of the time.
        module.__dict__.update(
            __loader__=loader,
            __spec__=spec,
            __package__=spec.parent,
            __file__=spec.origin,
            __cached__=spec.cached,
        )
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations
        return module


def _specified(name: str, entry: Entry, code: "CodeType | None") -> tuple[ModuleSpec, _Loader]:
    source, cached, is_package, *_place = entry
    loader = _Loader(name, source, code)
    spec = ModuleSpec(name, loader, origin=source, is_package=is_package)
    if is_package:
        spec.submodule_search_locations = [os.path.dirname(source)]
    # What `importlib.util.spec_from_file_location` says as well: there is a file, and `__file__` names it.
    spec.has_location = True
    spec.cached = cached
    return spec, loader


_before: "Collection[str]" = ()
_shelf: Shelf | None = None
_writing = allocate_lock()
_kept: set[str] = set()
"""The modules that were written, and the trains, by what is asked for, after a `>`."""


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
    with _writing:
        if not sys.dont_write_bytecode:
            _keep(names)


def _keep(names: "Collection[str]") -> None:
    shelf = _shelf or Shelf(-1, 0, {}, {})
    wanted = {
        name: cached for name in names if name not in _before and (cached := _byte_code_of(name))
    }
    trains = {
        asked: train
        for asked, train in _journey.trains.items()
        if asked in wanted
        and not any({*train} <= {*known} for known, *_place in shelf.trains.values())
    }
    new = {*(wanted.keys() - shelf.entries.keys()), *(f">{asked}" for asked in trains)}
    if new <= _kept:
        return
    abouts: dict[str, tuple[str, str, bool, bytes]] = {}
    codes: dict[str, bytes] = {}
    for name, (source, cached, is_package, state, start, length) in shelf.entries.items():
        # What another kind of text needed, the next one like it needs again.
        try:
            codes[name] = shelf.read(start, length)
            abouts[name] = source, cached, is_package, state
        except OSError:
            continue
    for name in wanted.keys() - abouts.keys():
        spec = sys.modules[name].__spec__
        try:
            with open(wanted[name], "rb") as file:
                data = file.read()
        except OSError:
            continue
        if spec is not None and spec.origin is not None and data[4:8] == _PLAIN:
            is_package = spec.submodule_search_locations is not None
            abouts[name] = spec.origin, wanted[name], is_package, data[8:_HEAD]
            codes[name] = data[_HEAD:]
    if not trains and abouts.keys() <= shelf.entries.keys():
        return
    for asked, (known, _start, _length) in shelf.trains.items():
        late = trains.get(asked, ())
        trains[asked] = (*(name for name in known if name not in late), *late)
    # One that is on the way of another was asked for only because that had changed.
    inner = {name for train in trains.values() for name in train[:-1]}
    trains = {asked: train for asked, train in trains.items() if asked not in inner}
    content = _content(abouts, codes, trains)
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        if homes.is_written(path, content):
            _kept.update(new)
            return


def _content(
    abouts: "dict[str, tuple[str, str, bool, bytes]]",
    codes: dict[str, bytes],
    trains: dict[str, tuple[str, ...]],
) -> bytes:
    """The file: its head, the codes, the codes of each train in one."""
    pieces: list[bytes] = []
    end = 0

    def placed(piece: bytes) -> tuple[int, int]:
        nonlocal end
        pieces.append(piece)
        end += len(piece)
        return end - len(piece), len(piece)

    entries = {name: (*about, *placed(codes[name])) for name, about in abouts.items()}
    kept = {
        # Names that several codes have are there once.
        asked: (train, *placed(marshal.dumps(tuple(marshal.loads(codes[name]) for name in train))))
        for asked, train in trains.items()
        if codes.keys() >= {*train}
    }
    head = marshal.dumps((*_about(), end, entries, kept))
    return b"".join((len(head).to_bytes(8, "little"), head, *pieces))


def _opened(path: str) -> Shelf:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        begin = 8 + int.from_bytes(os.pread(descriptor, 8, 0), "little")
        *about, length, entries, trains = marshal.loads(os.pread(descriptor, begin - 8, 8))
        if tuple(about) != _about() or os.fstat(descriptor).st_size != begin + length:
            raise ValueError(path)
    except BaseException:
        os.close(descriptor)
        raise
    return Shelf(descriptor, begin, entries, trains)


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
