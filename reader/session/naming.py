"""Finding an essay by what a person types: its id or title, the beginning of either, or a part."""

from __future__ import annotations

from reader.errors import NoSuchEssayError
from reader.library.essay import Essay
from reader.text import clean
from reader.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 8
"""Essays that a message lists."""


def meant(essays: Sequence[Essay], name: str) -> list[Essay]:
    """The essays that *name* fits best: one if it is clear, none if it fits none."""
    wanted = clean.line(name).casefold()
    names = [(e, e.id, clean.line(e.title).casefold()) for e in essays]
    ways = (
        [e for e, id_, title in names if id_ == wanted],
        [e for e, id_, title in names if title == wanted],
        [e for e, id_, title in names if id_.startswith(wanted) or title.startswith(wanted)],
        [e for e, id_, title in names if wanted in title],
    )
    return next((found for found in ways if found), []) if wanted else []


def named(essays: Sequence[Essay], name: str) -> Essay:
    """The one essay that *name* means; NoSuchEssayError lists what it could have meant."""
    found = meant(essays, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchEssayError(
            _("«{name}» fits {count} essays; name one by its id:").format(
                name=clean.line(name), count=len(found)
            )
            + "\n"
            + _listed(found)
        )
    said = _("No essay is called «{name}». `reader list` shows all of them.")
    raise NoSuchEssayError(said.format(name=clean.line(name)))


def _listed(essays: Sequence[Essay]) -> str:
    lines = [f"  {essay.id}  {clean.line(essay.title)}" for essay in essays[:_SHOWN]]
    if len(essays) > _SHOWN:
        lines.append("  … " + _("and {count} more").format(count=len(essays) - _SHOWN))
    return "\n".join(lines)
