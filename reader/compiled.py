"""What compiling regular expressions gave, kept beside the byte code of the program.

A leaf, for `reader.regex`. Python keeps what compiling a module gave, but compiles each of its regular expressions at
every start, and walks through every character of a large class. Ours, all two hundred, take 113 ms; and 2 from here.
As with byte code, what is kept is only ever a shortcut: a file that is missing, damaged, not ours to write or another
Python's is passed over, and written anew at the end of a run that had to compile something.

What is kept are the arguments of `_sre.compile`, by the pattern and its flags; `_sre` itself checks
the code it is given.
"""

import marshal
import os
import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SUFFIX = ".codes"
_MOST = 1000
"""Expressions in a file. Where there are more, many are of modules that have changed since."""

Codes = dict[tuple[str | bytes, int], bytes]
"""By pattern and flags, the other arguments of `_sre.compile`, marshalled; its code as bytes."""

_kept: Codes | None = None
_new: Codes = {}


def compiled(pattern: str | bytes, flags: int) -> "re.Pattern[Any]":
    """As `re.compile`, from what is kept if it is."""
    global _kept
    if _kept is None:
        _kept = _read()
    flags = int(flags)
    try:
        if (pattern, flags) in _kept:
            return _made(pattern, _kept[pattern, flags])
        if not sys.dont_write_bytecode:
            codes = _codes(pattern, flags)
            made = _made(pattern, codes)
            _learn(pattern, flags, codes)
            return made
    except Exception:
        # A mistake in the pattern, which it is Python's to tell; what was kept is of no use; or this Python's compiler
        # is another than those we know.
        pass
    return re.compile(pattern, flags)


def _made(pattern: str | bytes, codes: bytes) -> "re.Pattern[Any]":
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
    known = _read()
    data = _sealed(marshal.dumps((known if len(known) + len(_new) <= _MOST else {}) | _new))
    for path in _places():
        if _is_written(path, data):
            _new.clear()
            return


def _read() -> Codes:
    found: Codes = {}
    for path in _places():
        try:
            with open(path, "rb", buffering=0) as file:
                data = file.read()
            if data == _sealed(body := data[len(_sealed(b"")) :]):
                found |= marshal.loads(body)
        except (OSError, ValueError, EOFError, TypeError):
            continue
    return found


def _sealed(body: bytes) -> bytes:
    """What is kept, behind what tells that it is whole and of this Python."""
    import _sre
    from binascii import crc32

    python = sys.implementation.name, sys.hexversion, _sre.MAGIC, _sre.CODESIZE, sys.byteorder
    return f"{python!s:60}{crc32(body):08x}\n".encode() + body


def _places() -> list[str]:
    """Where the file may be: beside the byte code or, where that is not ours to write, in the cache."""
    from reader import homes

    byte_code = __spec__.cached if __spec__ is not None else None
    if not byte_code:
        return []
    file = byte_code.removesuffix(".pyc") + _SUFFIX
    return [file, os.path.join(homes.folder("cache"), os.path.basename(file))]


def _is_written(path: str, data: bytes) -> bool:
    another = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(another, "wb") as file:
            file.write(data)
        os.replace(another, path)
    except OSError:
        return False
    return True
