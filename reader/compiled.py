"""What compiling regular expressions gave, kept beside the byte code of the program.

A leaf, for `reader.regex` and for who imports modules of others. Python keeps what compiling a module gave, but
compiles each of its regular expressions at every start, and walks through every character of a large class. Ours, all
two hundred, take 113 ms; and 2 from here. As with byte code, what is kept is only ever a shortcut: a file that is
missing, damaged, not ours to write or another Python's is passed over, and written anew at the end of a run that had to
compile something.

Of an expression, what is kept are the arguments of `_sre.compile`, by the pattern and its flags; `_sre` itself checks
the code it is given. `dataclasses` writes methods as text and compiles that, as `reader.values` does: while modules of
others are imported, what that gives is kept as well. With both, importing Textual takes a sixth less.
"""

from __future__ import annotations

import marshal
import os
import sys
from _imp import source_hash
from _thread import allocate_lock

from reader import homes
from reader.contexts import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from types import CodeType
    from typing import Any

_SUFFIX = ".codes"
_MOST = 1000
"""Expressions in a file. Where there are more, many are of modules that have changed since."""

Codes = dict[tuple[str | bytes, int], bytes]
"""By pattern and flags, the other arguments of `_sre.compile`, marshalled; its code as bytes. By text and `_TEXT`, the
code of a Python text, marshalled.
"""
_TEXT = -1

_KEY, _NUMBER = 8, 4
"""Bytes of a hash, and of a number."""
_PLACE = _KEY + 2 * _NUMBER
_ABOUT = 80
_HEAD = _ABOUT + _NUMBER + _KEY
"""Bytes before the places: what tells the Python, the length of the places, and their hash."""

_kept: list[Kept] | None = None
_new: Codes = {}
_writing = allocate_lock()
_is_learning = False


def compiled(pattern: str | bytes, flags: int) -> re.Pattern[Any]:
    """As `re.compile`, from what is kept if it is."""
    found = _compiled(pattern, int(flags))
    if found is None:
        # What does the work for `re.compile`, which may have a stand-in at the moment (`reader.light`).
        from re import _compiler  # type: ignore[attr-defined]

        found = _compiler.compile(pattern, flags)
    return found


def text_code(text: str) -> CodeType:
    """As `compile` for a Python text, from what is kept if it is."""
    codes = _known(text, _TEXT)
    if codes is not None:
        found: CodeType = marshal.loads(codes)
        return found
    made = compile(text, "<string>", "exec")
    if not sys.dont_write_bytecode:
        _learn(text, _TEXT, marshal.dumps(made))
    return made


@contextmanager
def imports() -> Iterator[None]:
    """Meanwhile what other modules compile is taken from what is kept: for importing them, and for nothing else."""
    global _is_learning
    if _is_learning:
        # Another import is under way, on this thread or another.
        yield
        return
    import dataclasses
    from re import _compiler  # type: ignore[attr-defined]

    compile_one = _compiler.compile

    def compiled_one(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        found = _compiled(pattern, flags) if isinstance(pattern, str | bytes) else None
        return compile_one(pattern, flags) if found is None else found

    def run(text: str, *spaces: dict[str, Any]) -> None:
        exec(text_code(text), *spaces)

    _is_learning = True
    _compiler.compile = compiled_one
    dataclasses.exec = run  # type: ignore[attr-defined]
    try:
        yield
    finally:
        _is_learning = False
        _compiler.compile = compile_one
        del dataclasses.exec  # type: ignore[attr-defined]


def _compiled(pattern: str | bytes, flags: int) -> re.Pattern[Any] | None:
    """None where it is Python's to compile: the pattern is wrong, or what is kept is of no use, or Python's compiler is
    another than those we know.
    """
    try:
        codes = _known(pattern, flags)
        if codes is not None:
            return _made(pattern, codes)
        if not sys.dont_write_bytecode:
            codes = _codes(pattern, flags)
            made = _made(pattern, codes)
            _learn(pattern, flags, codes)
            return made
    except Exception:
        return None
    return None


class Kept:
    """A file of what is kept, open: of it, only what is asked for is read.

    It begins with what tells that it is of this Python, and where each thing stands: the hash of what it is for, its
    place and its length. Each thing has its own hash before it, and says what it is for.
    """

    def __init__(self, path: str) -> None:
        """ValueError if it is not whole, or another Python's; OSError if it cannot be read."""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            head = os.pread(self._descriptor, _HEAD, 0)
            about = _about()
            if not head.startswith(about) or len(head) < _HEAD:
                raise ValueError(path)
            length, hashed = _int(head[len(about) : -_KEY]), head[-_KEY:]
            # Of a damaged file the length may be anything.
            length = min(length, os.fstat(self._descriptor).st_size)
            self._places = os.pread(self._descriptor, length, _HEAD)
            if source_hash(length, self._places) != hashed:
                raise ValueError(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Be done with it."""
        os.close(self._descriptor)

    def codes(self, pattern: str | bytes, flags: int) -> bytes | None:
        """What is kept of a pattern or a text."""
        key = _key(pattern, flags)
        at = self._places.find(key)
        while at % _PLACE and at > 0:
            at = self._places.find(key, at + 1)
        said = self._said(at) if at >= 0 else None
        return said[1] if said is not None and said[0] == (pattern, flags) else None

    def all(self) -> Codes:
        """All that is kept."""
        said = map(self._said, range(0, len(self._places), _PLACE))
        return dict(each for each in said if each is not None)

    def _said(self, at: int) -> tuple[tuple[str | bytes, int], bytes] | None:
        """The thing whose place is told *at* some place among the places; None if it is damaged."""
        begin, length = (
            _int(self._places[at + start : at + start + _NUMBER])
            for start in (_KEY, _KEY + _NUMBER)
        )
        data = os.pread(self._descriptor, length, begin)
        if source_hash(length, data[_KEY:]) != data[:_KEY]:
            return None
        asked, codes = marshal.loads(data[_KEY:])
        return asked, codes


def _known(pattern: str | bytes, flags: int) -> bytes | None:
    global _kept
    if _kept is None:
        _kept = _read()
    found = (kept.codes(pattern, flags) for kept in _kept)
    return next((codes for codes in found if codes is not None), None)


def _made(pattern: str | bytes, codes: bytes) -> re.Pattern[Any]:
    import _sre  # type: ignore[import-not-found]

    flags, code, groups, names, numbers = marshal.loads(codes)
    words = memoryview(code).cast("I").tolist()
    found: re.Pattern[Any] = _sre.compile(pattern, flags, words, groups, names, numbers)
    return found


def _codes(pattern: str | bytes, flags: int) -> bytes:
    """What Python's compiler makes of a pattern, as `re._compiler.compile` does, for keeping."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    words = _compiler._code(parsed, flags)
    names = dict(state.groupdict)
    numbers: list[str | None] = [None] * state.groups
    for name, number in names.items():
        numbers[number] = name
    code = b"".join(int(word).to_bytes(4, sys.byteorder) for word in words)
    return marshal.dumps((flags | state.flags, code, state.groups - 1, names, tuple(numbers)))


def _learn(pattern: str | bytes, flags: int, codes: bytes) -> None:
    if not _new:
        import atexit

        atexit.register(keep)
    _new[pattern, flags] = codes


def keep() -> None:
    """Write what was compiled since the start to where the next start looks."""
    with _writing:
        if _new:
            _keep(_new.copy())


def _keep(new: Codes) -> None:
    known: Codes = {}
    for kept in _read():
        known |= kept.all()
        kept.close()
    data = _file((known if len(known) + len(new) <= _MOST else {}) | new)
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        if homes.is_written(path, data):
            for asked in new:
                _new.pop(asked, None)
            return


def _file(codes: Codes) -> bytes:
    """What a file is that keeps *codes*."""
    places: list[bytes] = []
    things: list[bytes] = []
    begin = _HEAD + len(codes) * _PLACE
    for asked, code in codes.items():
        thing = marshal.dumps((asked, code))
        things.append(source_hash(_KEY + len(thing), thing) + thing)
        places.append(_key(*asked) + _bytes(begin) + _bytes(len(things[-1])))
        begin += len(things[-1])
    said = b"".join(places)
    return b"".join((_about(), _bytes(len(said)), source_hash(len(said), said), said, *things))


def _read() -> list[Kept]:
    found: list[Kept] = []
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        try:
            found.append(Kept(path))
        except (OSError, ValueError):
            continue
    return found


def _key(pattern: str | bytes, flags: int) -> bytes:
    """What tells what something is kept for; nearly surely nothing else has the same."""
    if isinstance(pattern, str):
        return source_hash(flags & 0xFFFFFFFF, pattern.encode("utf-8", "surrogatepass"))
    return source_hash(flags & 0xFFFFFFFF | 1 << 32, pattern)


def _int(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _bytes(number: int) -> bytes:
    return number.to_bytes(_NUMBER, "little")


def _about() -> bytes:
    """What stands before all else, and tells that it is of this Python."""
    import _sre

    python = sys.implementation.name, sys.hexversion, _sre.MAGIC, _sre.CODESIZE, sys.byteorder
    return f"{python!s:{_ABOUT}}".encode()[:_ABOUT]
