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
import sys

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

_kept: Codes | None = None
_new: Codes = {}
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
    codes = _known().get((text, _TEXT))
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
        codes = _known().get((pattern, flags))
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


def _known() -> Codes:
    global _kept
    if _kept is None:
        _kept = _read()
    return _kept


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
    known = _read()
    body = marshal.dumps((known if len(known) + len(_new) <= _MOST else {}) | _new)
    data = _seal(body) + body
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        if homes.is_written(path, data):
            _new.clear()
            return


def _read() -> Codes:
    found: Codes = {}
    for path in homes.beside(getattr(__spec__, "cached", None), _SUFFIX):
        try:
            with open(path, "rb", buffering=0) as file:
                # Copying it takes as long as reading it.
                data = memoryview(file.read())
            begin = len(_seal(b""))
            if data[:begin] == _seal(data[begin:]):
                found |= marshal.loads(data[begin:])
        except (OSError, ValueError, EOFError, TypeError):
            continue
    return found


def _seal(body: bytes | memoryview) -> bytes:
    """What stands before what is kept, and tells that it is whole and of this Python."""
    import _sre
    from zlib import crc32

    python = sys.implementation.name, sys.hexversion, _sre.MAGIC, _sre.CODESIZE, sys.byteorder
    return f"{python!s:60}{crc32(body):08x}\n".encode()
