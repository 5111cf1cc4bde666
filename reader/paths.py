"""Where the reader's files are.

State is precious, the cache is worthless, the configuration is written by people only; each has a folder of its own,
as platformdirs names it, or all three stand under `READER_HOME`. Nothing is created here: whoever writes creates.
"""

import os
from pathlib import Path

APP = "essay-reader"


def home() -> Path | None:
    """The one folder that `READER_HOME` asks for, or None."""
    value = os.environ.get("READER_HOME")
    return Path(value).expanduser().absolute() if value else None


def state_folder() -> Path:
    """The folder of the state file."""
    if (root := home()) is not None:
        return root / "state"
    import platformdirs

    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def state_file() -> Path:
    """The state file."""
    return state_folder() / "state.yaml"


def cache_folder() -> Path:
    """The folder of the index: deleting it loses only time."""
    if (root := home()) is not None:
        return root / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def index_file() -> Path:
    """The index."""
    return cache_folder() / "index.sqlite3"


def shelf_file() -> Path:
    """The source that was read last, parsed."""
    return cache_folder() / "opened.json"


def config_file() -> Path:
    """The configuration, which people write and the reader only reads."""
    if (root := home()) is not None:
        return root / "config" / "config.yaml"
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.yaml"


def shipped(name: str) -> Path:
    """The folder *name* (`content`, `styles`) that came with the program.

    A wheel has it inside the package; a checkout, and so an editable install, has it beside the package.
    """
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
