"""Libraries that not everyone needs: imported when a file comes for them, or named in a sentence."""

from __future__ import annotations

from reader.errors import Said, SourceError
from reader.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def extra(module: str, name: str, what: str, group: str) -> ModuleType:
    """The library *module*, with which a source called *name*, which is *what*, can be read.

    Raises `SourceError` with the command that installs its *group* if it is not there.
    """
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise SourceError(
            Said(
                "{name} is {what}; `pip install 'essay-reader[{group}]'` lets the reader open it.",
                name=clean.line(name),
                what=what,
                group=group,
            )
        ) from None
