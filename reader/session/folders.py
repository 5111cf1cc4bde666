"""What a library is made of: the shipped essays, folders and files, and places on servers."""

from __future__ import annotations

from reader import paths
from reader.library.sources import SHIPPED, Root
from reader.session import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.library.state import State
    from reader.session.session import Session, Ticket


class Folders:
    """The verbs on what the reader has added. What was kept of an essay stays when its folder goes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, path: Path) -> Ticket:
        """Have the library hold a folder or a file."""
        return self._session.publish(
            kept.with_folder(self._session.state, self._session.now(), path)
        )

    def add_server(self, url: str) -> Ticket:
        """Have the library hold a place on a server."""
        return self._session.publish(
            kept.with_server(self._session.state, self._session.now(), url)
        )

    def remove_server(self, url: str) -> Ticket:
        """Have the library no longer hold a place on a server. Nothing kept of it is lost."""
        return self._session.publish(
            kept.without_server(self._session.state, self._session.now(), url)
        )

    def remove(self, path: Path) -> Ticket:
        """Have the library no longer hold a folder or a file. Nothing kept of it is lost."""
        return self._session.publish(
            kept.without_folder(self._session.state, self._session.now(), path)
        )


def library_roots(
    state: State, configured: Iterable[Path] = (), servers: Iterable[str] = ()
) -> list[Root]:
    """The shipped essays, what is configured (folders, and places on *servers*), and what the
    reader added.
    """
    roots = [
        Root.at(paths.shipped("content"), SHIPPED),
        *(Root.at(path) for path in dict.fromkeys((*configured, *kept.folders(state)))),
    ]
    places = dict.fromkeys((*servers, *kept.servers(state)))
    if places:
        from reader.library.mirror import mirror, place_of

        for url in places:
            copy = mirror(url, paths.cache_folder())
            roots.append(Root(copy.folder, copy.folder, place_of(copy.url), copy.url))
    return roots
