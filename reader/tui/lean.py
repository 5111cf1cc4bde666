"""Importing Textual without what the reader never shows: TLS, and the command palette with its five widgets.

They are a sixth of what importing Textual takes, and of what a reader waits for until keys are obeyed. Both stay
importable for whoever asks for them later.
"""

import sys
from types import ModuleType

_PALETTE = "textual.command"
_NAMES = (
    *("CommandListItem", "CommandPalette", "Provider", "SimpleProvider"),
    *("DiscoveryHit", "Hit", "Hits"),
)
"""What the rest of Textual 8.2 takes from there, and uses only when the palette is shown."""


def import_textual() -> None:
    """Import Textual's application."""
    if "textual.app" in sys.modules:
        return
    _import_asyncio()
    palette = ModuleType(_PALETTE)
    for name in _NAMES:
        setattr(palette, name, type(name, (), {}))
    sys.modules[_PALETTE] = palette
    try:
        import textual.app  # noqa: F401
    except ImportError:
        # Another version takes more from there: it is imported whole.
        for name in [name for name in sys.modules if name.split(".")[0] == "textual"]:
            del sys.modules[name]
    finally:
        sys.modules.pop(_PALETTE, None)


def _import_asyncio() -> None:
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    # With None there, importing it fails, as in a Python that has no OpenSSL; asyncio is ready for that.
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
