"""Which three folders are the reader's, as plain strings: what a start looks for first, before anything is imported.

State, cache and configuration each have a folder where the XDG base directory specification says, or all three stand
under `READER_HOME`. Elsewhere than on Linux, platformdirs knows; importing it takes as long as five interpreters take
to start. What a start makes for the next one is kept beside the byte code, or else in the cache.
"""

import os
import sys

APP = "essay-reader"

_XDG = {
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
}
"""For each folder the variable that names the one around it, and what it is without."""


def folder(purpose: str) -> str:
    """The folder for a *purpose*: `state`, `cache` or `config`. It may not be there yet."""
    root = os.environ.get("READER_HOME")
    if root:
        return f"{os.path.abspath(os.path.expanduser(root))}/{purpose}"
    variable, default = _XDG[purpose]
    around = os.environ.get(variable, "")
    if sys.platform == "linux" and not os.path.isabs(around):
        # The specification has relative folders ignored.
        around = os.path.expanduser(default)
    if sys.platform == "linux" and os.path.isabs(around):
        return os.path.join(around, APP)
    import platformdirs

    named = {
        "state": platformdirs.user_state_dir,
        "cache": platformdirs.user_cache_dir,
        "config": platformdirs.user_config_dir,
    }
    return named[purpose](APP, appauthor=False)


def beside(byte_code: str | None, suffix: str) -> list[str]:
    """Where what a module makes once may be kept: beside its byte code, the file *byte_code*, or in the
    cache, where that is not ours to write. Nowhere if it has none.
    """
    if not byte_code:
        return []
    file = byte_code.removesuffix(".pyc") + suffix
    return [file, os.path.join(folder("cache"), os.path.basename(file))]


def is_written(path: str, content: bytes) -> bool:
    """Write a file at once, in whatever folder is missing; whether that could be done."""
    another = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(another, "wb") as file:
            file.write(content)
        os.replace(another, path)
    except OSError:
        return False
    return True
