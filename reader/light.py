"""Modules of others, imported without those that they use only now and then.

A leaf, for the way in. `pathlib` and `json` are on every start's way, and take `re`, `enum`, `functools`,
`collections`, `urllib.parse`… with them for what a start never does: 9 ms, where reading a first page takes 30. While
they are imported, each of these has a stand-in, which imports what it stands for when it is asked something. Nobody
else ever sees one. Measured with Python 3.11; later ones import less.
"""

from __future__ import annotations

import sys
from _collections_abc import MutableSequence
from _operator import attrgetter

from reader.compiled import imports
from reader.contexts import contextmanager
from reader.memo import lru_cache
from reader.regex import DOTALL, IGNORECASE, MULTILINE, VERBOSE, regex
from reader.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


class _StandIn:
    """What stands for a module until it is asked for something else than what is here."""

    def __init__(self, name: str, **here: object) -> None:
        self.__dict__.update(here)
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # The import system asks each module whether it is a package, and complete.
            raise AttributeError(name)
        _step_aside()
        __import__(self._name)
        found = self.__dict__[name] = getattr(sys.modules[self._name], name)
        return found


def import_what_starts_need() -> None:
    """Import `pathlib` and `json` as they are, but for what they take from others."""
    _import("pathlib", _seldom_used_by_pathlib())
    # It compiles what it looks for in texts; from what is kept (`reader.compiled`) that takes no time.
    flags = {"IGNORECASE": IGNORECASE, "MULTILINE": MULTILINE, "DOTALL": DOTALL, "VERBOSE": VERBOSE}
    _import("json", [_StandIn("re", compile=regex, **flags)])


if TYPE_CHECKING:
    from array import array as array
else:

    def __getattr__(name):
        """`array.array`, for long texts. It says of itself that it is a sequence, and imports others for that."""
        if name != "array":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        sequences = _StandIn("collections.abc", MutableSequence=MutableSequence)
        _import("array", [_StandIn("collections"), sequences])
        found = globals()["array"] = sys.modules["array"].array
        return found


def import_watchfiles() -> None:
    """Import `watchfiles` without what starts programs, and what waits for `asyncio`: a megabyte of the reader's forty.

    ImportError if it is not installed.
    """
    programs = _StandIn("watchfiles.run", run_process=None, arun_process=None)
    _import("watchfiles", [_StandIn("anyio"), programs])


def import_markdown() -> None:
    """Import `markdown_it` without what it takes from others to log, to render and to find addresses: a third less."""
    if "mdit_py_plugins.footnote" in sys.modules:
        return
    # Each rule says when it is entered, and nobody listens.
    silent = _StandIn("logging", debug=lambda *said: None)
    functions = ("quote", "unquote", "urlparse", "urlunparse")
    parse = {name: _later("urllib.parse", name) for name in functions}
    stand_ins = [
        _StandIn("logging", getLogger=lambda name: silent),
        _StandIn("dataclasses", dataclass=dataclass, field=field),
        _StandIn("inspect"),
        _StandIn("urllib.parse", **parse),
    ]
    # With None there, importing it fails, as where it is not installed; markdown-it is ready for that.
    sys.modules["linkify_it"] = None  # type: ignore[assignment]
    try:
        with _standing_in(stand_ins), imports():
            import mdit_py_plugins.deflist
            import mdit_py_plugins.footnote  # noqa: F401
    finally:
        del sys.modules["linkify_it"]


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is imported when it is called."""

    def run(*values: object, **named: object) -> Any:
        __import__(module)
        return getattr(sys.modules[module], name)(*values, **named)

    return run


def _seldom_used_by_pathlib() -> list[_StandIn]:
    def quote_from_bytes(path: bytes) -> str:
        from urllib.parse import quote_from_bytes as quoted

        return quoted(path)

    return [
        *map(_StandIn, ("fnmatch", "ntpath", "re", "warnings")),
        _StandIn("functools", lru_cache=lru_cache),
        _StandIn("operator", attrgetter=attrgetter),
        _StandIn("urllib.parse", quote_from_bytes=quote_from_bytes),
    ]


def _import(name: str, stand_ins: list[_StandIn]) -> None:
    with _standing_in(stand_ins):
        __import__(name)


@contextmanager
def _standing_in(stand_ins: list[_StandIn]) -> Iterator[None]:
    """Meanwhile each is imported in the place of what it stands for, unless that is there already."""
    modules: dict[str, Any] = sys.modules
    for each in stand_ins:
        modules.setdefault(each._name, each)
    try:
        yield
    finally:
        _step_aside()


def _step_aside() -> None:
    modules: dict[str, Any] = sys.modules
    # A copy: meanwhile another thread may import something.
    for name, module in [*modules.items()]:
        if type(module) is _StandIn:
            modules.pop(name, None)
