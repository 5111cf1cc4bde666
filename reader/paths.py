"""Where the reader's files are.

State is precious, the cache is worthless, the configuration is written by people only; each has a folder of its own
(`reader.homes`). Nothing is created here: whoever writes creates.
"""

from __future__ import annotations

from pathlib import Path

from reader import homes
from reader.memo import cache


def state_folder() -> Path:
    """The folder of the state file."""
    return Path(homes.folder("state"))


def state_file() -> Path:
    """The state file."""
    return state_folder() / "state.yaml"


def device_file() -> Path:
    """What this machine is called when it syncs."""
    return state_folder() / "device"


def pages_folder() -> Path:
    """The folder of what was fetched from the web into the library."""
    return state_folder() / "pages"


def cache_folder() -> Path:
    """The folder of the index: deleting it loses only time."""
    return Path(homes.folder("cache"))


def index_file() -> Path:
    """The index."""
    return cache_folder() / "index.sqlite3"


def parsed_config_file() -> Path:
    """What the configuration held when it was parsed last."""
    return cache_folder() / "config.json"


def shelf_file() -> Path:
    """The source that was read last, parsed."""
    return cache_folder() / "opened.json"


def seal_file() -> Path:
    """What tells that the state file is as a reader wrote it."""
    return cache_folder() / "state.sum"


def terminals_file() -> Path:
    """What terminals answered when they were asked how wide they paint."""
    return cache_folder() / "terminals.json"


def atlas_folder() -> Path:
    """What was found out about large sources."""
    return cache_folder() / "large"


def config_file() -> Path:
    """The configuration, which people write and the reader only reads."""
    return Path(homes.folder("config")) / "config.yaml"


def shipped(name: str) -> Path:
    """The folder *name* (`content`, `styles`) that came with the program.

    A wheel has it inside the package; a checkout, and so an editable install, has it beside the package.
    """
    inside = _package() / name
    return inside if inside.is_dir() else _package().parent / name


@cache
def _package() -> Path:
    return Path(__file__).resolve().parent
