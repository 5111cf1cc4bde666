"""Finding an essay by what a person types: its id, the beginning of the id, its title, or a part of it."""

from collections.abc import Sequence

from reader.errors import NoSuchEssayError
from reader.library.essay import Essay
from reader.text import clean

_SHOWN = 8
"""Essays that a message lists."""


def named(essays: Sequence[Essay], name: str) -> Essay:
    """The one essay that *name* means; NoSuchEssayError lists what it could have meant."""
    wanted = " ".join(name.split()).casefold()
    ways = (
        [e for e in essays if e.id == wanted],
        [e for e in essays if clean.line(e.title).casefold() == wanted],
        [e for e in essays if e.id.startswith(wanted)],
        [e for e in essays if wanted in clean.line(e.title).casefold()],
    )
    for found in ways if wanted else ():
        if len(found) == 1:
            return found[0]
        if found:
            raise NoSuchEssayError(
                f"«{clean.line(name)}» fits {len(found)} essays; name one by its id:\n"
                + _listed(found)
            )
    said = f"No essay is called «{clean.line(name)}». `reader list` shows all of them."
    raise NoSuchEssayError(said)


def _listed(essays: Sequence[Essay]) -> str:
    lines = [f"  {essay.id}  {clean.line(essay.title)}" for essay in essays[:_SHOWN]]
    if len(essays) > _SHOWN:
        lines.append(f"  … and {len(essays) - _SHOWN} more")
    return "\n".join(lines)
