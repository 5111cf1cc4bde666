"""The groups that the list of essays can stand in, each under a heading of its own."""

from __future__ import annotations

from reader.library.essay import Essay
from reader.library.state import State
from reader.session.kept import all_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

GROUPINGS = ("none", "folder", "author", "tag", "year")
"""The first is none. Under `tag` an essay stands once for each of its tags."""


def grouped(essays: Iterable[Essay], state: State, grouping: str) -> list[tuple[str, list[Essay]]]:
    """Groups by name, each with its essays in the order given; what has no name comes last.

    Of folders the name is the path. An unknown *grouping* is one group without a name.
    """
    groups: dict[str, list[Essay]] = {}
    for essay in essays:
        for name in _names(essay, state, grouping):
            groups.setdefault(name, []).append(essay)
    if grouping == "year":
        # The latest first: what is new is looked for more often.
        return sorted(groups.items(), key=lambda group: group[0] or "0", reverse=True)
    from reader.text import pinyin

    return sorted(groups.items(), key=lambda group: (not group[0], pinyin.order(group[0])))


def _names(essay: Essay, state: State, grouping: str) -> tuple[str, ...]:
    match grouping:
        case "folder":
            return (str(essay.path).rpartition("/")[0] or "/",)
        case "author":
            return (essay.author,)
        case "tag":
            return all_tags(essay, state) or ("",)
        case "year":
            return (essay.date[:4] if essay.date[:4].isdecimal() else "",)
    return ("",)
