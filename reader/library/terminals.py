"""How many cells this terminal gives to what terminals differ in: the setting `ambiguous_width`.

`1` or `2` is what the reader says. Under `auto` the screens ask the terminal (`reader.tui.terminal`), and what it
answers is remembered for terminals of its kind. One that never answered is measured as most are.
"""

from __future__ import annotations

import os
from pathlib import Path

from reader.contexts import suppress
from reader.text.cells import Widths, use

AMBIGUOUS_WIDTH = "ambiguous_width"
"""The setting's name."""
AUTO = "auto"
CHOICES = (AUTO, "1", "2")

_KIND = (
    *("TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "TMUX"),
    *("LC_ALL", "LC_CTYPE", "LANG", "SSH_TTY"),
)
"""What in the environment tells terminals apart that would answer differently."""
_MOST = 50
"""Kinds of terminals that are remembered; the oldest go."""


def settle(setting: object, file: Path) -> None:
    """Measure as the setting says; under `auto`, as this kind of terminal answered last (*file*)."""
    use(chosen(setting) or remembered(file) or Widths())


def chosen(setting: object) -> Widths | None:
    """What the setting says, or None where the terminal is to be asked."""
    return {"1": Widths(ambiguous=1), "2": Widths(ambiguous=2)}.get(str(setting))


def remembered(file: Path) -> Widths | None:
    """What this kind of terminal answered last, or None."""
    known = _read(file).get(_kind())
    if not (isinstance(known, list) and len(known) == 2 and set(known) <= {1, 2}):
        return None
    return Widths(*known)


def remember(file: Path, widths: Widths) -> None:
    """Keep what this kind of terminal answers. It is a cache: where it cannot be written, it is asked again."""
    if remembered(file) == widths:
        return
    import json

    from reader.library.durable import written

    known = {kind: said for kind, said in _read(file).items() if kind != _kind()}
    known[_kind()] = list(widths)
    data = json.dumps(dict(list(known.items())[-_MOST:])).encode()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with written(file, data, durable=False) as temporary:
            temporary.replace(file)


def _kind() -> str:
    return "\n".join(os.environ.get(name, "").split(",")[0] for name in _KIND)


def _read(file: Path) -> dict[str, object]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    import json

    with suppress(ValueError):
        found = json.loads(data)
        if isinstance(found, dict):
            return found
    return {}
