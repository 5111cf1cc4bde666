"""Copies of a file that carriers of folders lay beside it when two machines had changed it.

state.sync-conflict-20250309-120000-ABCDEFG.yaml     Syncthing
state (conflicted copy 2025-03-09 120000).yaml       Nextcloud
state (Anna's conflicted copy 2025-03-09).yaml       Dropbox, also in other languages
state (小明 的冲突副本 2025-03-09).yaml
state (SFConflict anna@example.org 2025-03-09).yaml  Seafile
"""

from __future__ import annotations

import os
from pathlib import Path

from reader.regex import IGNORECASE, regex

_SYNCTHING = regex(r"\.sync-conflict-\d{8}-\d{6}(-\w+)?")
_OTHERS = regex(
    r"[ _]?[(（][^()（）]*(conflict|冲突|衝突|競合|충돌|konflikt|conflit|conflicto)[^()（）]*[)）]",
    IGNORECASE,
)


def conflict_copies(path: Path) -> list[Path]:
    """The copies that lie beside *path*, in the order of their names; none if nobody may look."""
    stem, suffix = path.stem, path.suffix
    found = []
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - at every start, and only names
    except OSError:
        return []
    for name in names:
        if name.startswith(stem) and name.endswith(suffix) and name != path.name:
            middle = name[len(stem) : len(name) - len(suffix)]
            if _SYNCTHING.fullmatch(middle) or _OTHERS.fullmatch(middle):
                found.append(path.with_name(name))
    return sorted(found)
