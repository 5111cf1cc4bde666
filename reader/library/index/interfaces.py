"""What the catalogue and the search ask of an index: two small interfaces.

`reader.library.index` answers with one SQLite file, for one reader; `reader.library.index.shared` with a
PostgreSQL server, for a library that many share. Both give the same answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.values import NamedTuple

if TYPE_CHECKING:
    from reader.library.index.fulltext import Body, Kept
    from reader.library.index.source import Seen, Source, Stamp
    from reader.library.metadata import FolderMetadata
    from reader.library.roll import KeptRoll, Packed
    from reader.library.sightings import Sights


class Part(NamedTuple):
    """A part of an index's texts: whoever has much to look through asks one after the other."""

    fresh: frozenset[int]
    """Essays that may hold anything: they wait to be packed."""
    segments: Sequence[int]
    """Where the others are."""


class TextIndexing(Protocol):
    """The texts of the essays, for whoever looks for words. Essays go by the numbers of their ids."""

    def parts(self) -> Sequence[Part]:
        """The texts in parts that hold their essays wholly: the first small, as most libraries are."""

    def holders(
        self,
        wanted: Sequence[frozenset[int]],
        opened: Mapping[int, Collection[str]],
        part: Part | None = None,
    ) -> set[int] | None:
        """The essays that may hold a phrase that has some grams, in a part or in all; *opened*: their
        open regions. None if that cannot be told now: any.
        """

    def numbers(self) -> frozenset[int]:
        """The essays whose texts are here."""

    def expect(self, essays: Sequence[int]) -> None:
        """Be told which texts are wanted next: they may be fetched together."""

    def kept(self, essay: int, title: str) -> Kept | None:
        """The text of an essay as it was read last; None if it is not here."""

    def waiting(self) -> bool:
        """Whether there is more to `pack` than is worth it."""

    def pack(self, share: int = 0, of: int = 1) -> bool:
        """Make some of it quicker to search; whether there is more to do."""


class Indexing(Protocol):
    """What is known of the sources, by path."""

    @property
    def path(self) -> Path | None:
        """The file that other processes may write to as well; None if there is none."""

    @property
    def turn(self) -> int:
        """Counts how often another has taken this index's place: what is known then is not what was
        known before, so who has begun begins anew.
        """

    def renew(self) -> None:
        """Ask a server again that did not answer: a scan begins."""

    @property
    def complaint(self) -> str | None:
        """What is wrong with it now, as a sentence."""

    @property
    def texts(self) -> TextIndexing:
        """The texts of the essays."""

    def close(self) -> None:
        """Give back what is held."""

    def known(self, *, as_before: bool = False) -> dict[Path, Source]:
        """What is known; *as before*: what can be told at once, without a look whether it still holds."""

    def sources_of(self, numbers: Collection[int]) -> dict[Path, Source]:
        """The sources of some essays."""

    def stamps(self) -> dict[str, Seen]:
        """What tells whether the known sources have changed, by path."""

    def stamp(self, path: Path) -> Stamp | None:
        """What a source looked like when it was read; None if it was not."""

    def roll(self, roots: str, known: int = 0, *, as_before: bool = False) -> KeptRoll | None:
        """The roll of some roots, without its essays if it is the one that is *known* already.

        None as soon as anything has changed in the index since it was kept; *as before*: unless that
        would take a look at a server.
        """

    def sights(self, roots: str) -> tuple[str, Sights] | None:
        """What folders said, and what the sources looked like, of which a roll of some roots was kept.

        None as soon as anything has changed in the index since.
        """

    def keep_roll(self, roots: str, said: str, packed: Packed, sights: Sights) -> int:
        """Keep the roll of some roots, and what the sources looked like that it was made of; gives its version, 0
        if it could not be kept.
        """

    def store(self, sources: Iterable[tuple[Path, Source]], bodies: Iterable[Body] = ()) -> None:
        """Keep what was read of some sources, and the texts of their essays."""

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop sources that are gone."""

    def folders(self) -> dict[tuple[Path, int], FolderMetadata]:
        """What `library.yaml` files said, by folder and the file's time of change (nanoseconds)."""

    def store_folders(self, read: Mapping[tuple[Path, int], FolderMetadata]) -> None:
        """Keep what `library.yaml` files say."""
