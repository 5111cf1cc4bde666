"""Finding an essay by what a person types: its id or title, the beginning of either, or a part."""

from collections.abc import Sequence

from reader.errors import NoSuchEssayError
from reader.library.essay import Essay
from reader.text import clean

_SHOWN = 8
"""Essays that a message lists."""


def named(essays: Sequence[Essay], name: str) -> Essay:
    """The one essay that *name* means; NoSuchEssayError lists what it could have meant."""
    wanted = clean.line(name).casefold()
    names = [(e, e.id, clean.line(e.title).casefold()) for e in essays]
    ways = (
        [e for e, id_, title in names if id_ == wanted],
        [e for e, id_, title in names if title == wanted],
        [e for e, id_, title in names if id_.startswith(wanted) or title.startswith(wanted)],
        [e for e, id_, title in names if wanted in title],
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
