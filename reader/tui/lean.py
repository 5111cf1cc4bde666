"""Importing Textual without what the reader never shows, TLS and the command palette with its five widgets; and with
frames that follow each other sooner, and with an Esc that is a key sooner.

They are a sixth of what importing Textual takes, and of what a reader waits for until keys are obeyed. Both stay
importable for whoever asks for them later.
"""

import os
import sys
from types import ModuleType

_PALETTE = "textual.command"
_NAMES = (
    *("CommandListItem", "CommandPalette", "Provider", "SimpleProvider"),
    *("DiscoveryHit", "Hit", "Hits"),
)
"""What the rest of Textual 8.2 takes from there, and uses only when the palette is shown."""
_FRAMES = 240
"""Frames in a second, at most. Textual paints the first one after a rest at once, and each further one when one or two
of these parts of a second are over: with its own 60, what takes two frames takes 17 to 33 ms more than painting does.
"""
_ESCAPE = 0.025
"""Seconds after which an escape is a key, and not the beginning of one. What a key sends arrives in one piece; Textual
waits a tenth of a second, and whatever Esc closes stood there for so long.
"""


def import_textual() -> None:
    """Import Textual's application."""
    if "textual.app" in sys.modules:
        return
    _import_asyncio()
    _adjust()
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


def _adjust() -> None:
    """Change what nobody has said otherwise of: it is called final, and whoever uses it has not been imported yet."""
    from textual import constants

    if "TEXTUAL_FPS" not in os.environ:
        vars(constants)["MAX_FPS"] = _FRAMES
    if "ESCDELAY" not in os.environ:
        vars(constants)["ESCAPE_DELAY"] = _ESCAPE


def _import_asyncio() -> None:
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    # With None there, importing it fails, as in a Python that has no OpenSSL; asyncio is ready for that.
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
