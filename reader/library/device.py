"""What this machine is called among those that the reader syncs: made once, kept beside the state.

The name stands in a file of its own, since the state itself travels. A home that was copied to
another machine makes a new name there: two machines never write one file.
"""

import platform
import re
from pathlib import Path

from reader.library import durable

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def device_name(file: Path) -> str:
    """The name in *file*, or a new one, which is kept there. Raises OSError."""
    import os

    host = _OTHER.sub("-", platform.node()).strip("-")[:40] or "device"
    try:
        name, _, made_on = file.read_text(encoding="utf-8").strip().partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        name = made_on = ""
    if made_on == host and re.fullmatch(r"[A-Za-z0-9._-]{1,63}", name):
        return name
    name = f"{host}-{os.urandom(2).hex()}"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with durable.written(file, f"{name}\n{host}\n".encode()) as temporary:
        temporary.replace(file)
    return name
