"""What there is to read: the library's essays, and those that were given on standard input.

Here an essay's id leads to its source, and a source to its documents. What the reader did with them
is the session's.
"""

from __future__ import annotations

from _thread import RLock
from bisect import bisect_right
from pathlib import Path

from reader.contexts import suppress
from reader.errors import SourceError
from reader.library.atlas import Atlas
from reader.library.catalogue import Catalogue, parse
from reader.library.essay import Essay, essay_of, essays_of, ids_of
from reader.library.index.source import Stamp
from reader.library.metadata import FileMetadata
from reader.library.roll import Roll, rolled
from reader.library.shelf import AT_ONCE, Shelf
from reader.library.sources import STANDARD_INPUT, exists, status
from reader.library.state import State
from reader.session.aliases import Aliases
from reader.text import clean
from reader.text.corrections import NOTHING
from reader.text.digest import digest_of
from reader.text.document import Stage
from reader.values import NamedTuple, replace
from reader.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from reader.formats import Parsed
    from reader.library.large import LargeSource
    from reader.text.document import Document

_GIVEN = Path("standard input")
"""What it is called."""
_REMEMBERED = 2
"""Sources that stay parsed: going to and fro between two costs nothing."""


class _Version(NamedTuple):
    """What parsed documents depend on."""

    stamp: Stamp
    said: FileMetadata


class Holdings:
    """The essays that a session can open."""

    def __init__(self, catalogue: Catalogue, given: Mapping[Path, bytes], shelf: Shelf) -> None:
        self.catalogue = catalogue
        self._shelf = shelf
        self._unshelved: tuple[Path, Stamp, tuple[Document, ...]] | None = None
        self._given = {path: (data, _key_of_given(data)) for path, data in given.items()}
        self._read: dict[Path, LargeSource | tuple[Document, ...]] = {}
        """What was given: parsed, or being read by stages."""
        self._is_early = False
        """Whether of what was given the essays known so far will do."""
        self._large: dict[Path, tuple[_Version, LargeSource | None]] = {}
        """Large sources that are open, the last one last; None for one that is read as a whole."""
        self._parsed: dict[Path, tuple[_Version | None, tuple[Document, ...]]] = {}
        """Sources as they were when they were parsed, the last one last."""
        self._held = Roll()
        """The library's essays by the ids that their sources give them."""
        self._reading = RLock()
        """Held while a source is looked up or parsed."""
        self._essays = Roll()
        self._aliases = Aliases(State())

    @property
    def essays(self) -> Roll:
        """All of them, those that were given first."""
        return self._essays

    def hold(self, essays: Iterable[Essay], *, at_once: bool = False) -> None:
        """Have the library's essays be these.

        If they must be there *at_once*, then from now on those that are known so far of a large source that was given.
        """
        self._held = rolled(essays)
        self._is_early = early = self._is_early or at_once
        own = [each for path in self._given for each in self.essays_in(path, at_once=early)]
        known = self.all_known_as(self._held)
        self._essays = Roll((*own, *known)) if own else known

    def essay(self, essay_id: str) -> Essay | None:
        """The essay with an id, or None."""
        return self._essays.find(essay_id)

    def know(self, aliases: Aliases) -> None:
        """Have essays be known by the ids that *aliases* say."""
        had_some, self._aliases = bool(self._aliases), aliases
        if aliases or had_some:
            self.hold(self._held)

    @property
    def held(self) -> Roll:
        """The library's essays by the ids that their sources give them."""
        return self._held

    def known_as(self, essays: Sequence[Essay]) -> list[Essay]:
        """Essays by the ids that they are known by; of two that one id would mean, the first is."""
        if not self._aliases:
            return list(essays)
        taken: set[str] = set()
        return [self._known_as(essay, self._held, taken) for essay in essays]

    def all_known_as(self, held: Roll) -> Roll:
        """All essays of a library by the ids that they are known by."""
        places = {place for name in self._aliases if (place := held.place_of(name)) is not None}
        taken: set[str] = set()
        others = {place: self._known_as(held[place], held, taken) for place in sorted(places)}
        return held.with_essays(others)

    def _known_as(self, essay: Essay, held: Roll, taken: set[str]) -> Essay:
        name = self._aliases.of(essay)
        if name == essay.id or name in taken or held.place_of(name) is not None:
            return essay
        taken.add(name)
        return replace(essay, id=name)

    def essays_in(self, path: Path, *, at_once: bool = False) -> list[Essay]:
        """The essays of one source as it is now. SourceError says why it cannot be read.

        If they must be there *at_once*, those of a large source are what is known of it so far.
        """
        documents = self._documents(path, at_once=at_once)
        return self.known_as(essays_of(documents, path, self._key_of(path)))

    def find(self, essay: Essay, *, at_once: bool = False) -> tuple[Essay, Document]:
        """An essay as it is now in its source, with its document.

        If its id is no longer there, the one in its place is taken. SourceError if there is none.
        If it must be there *at_once*, the document of a large source may be an early one.
        """
        documents = self._documents(essay.path, at_once=at_once and not essay.ordinal)
        ids = ids_of(documents, self._key_of(essay.path))
        ordinal, known = essay.ordinal, ""
        if essay.id in ids:
            ordinal = ids.index(essay.id)
        else:
            meant = [self._aliases.meant(each) for each in ids]
            if essay.id in meant:
                ordinal, known = meant.index(essay.id), essay.id
        if ordinal >= len(documents):
            title, name = clean.line(essay.title), clean.line(str(essay.path))
            raise SourceError(
                _("{name}: the essay «{title}» is not in it any more.").format(
                    name=name, title=title
                )
            )
        document = documents[ordinal]
        found = essay_of(document, ids[ordinal], essay.path, ordinal)
        return replace(found, id=known) if known else self.known_as([found])[0], document

    def has(self, essay: Essay, place: Mapping[str, Any]) -> bool:
        """Whether a place is surely somewhere in an essay."""
        from typing import cast

        from reader.text import anchor

        try:
            document = self.find(essay)[1]
            return anchor.find(cast(anchor.Record, place), document.text) is not None
        except (SourceError, KeyError, TypeError, ValueError):
            return False

    def parsed(self, path: Path, progress: Callable[[float], None] = lambda part: None) -> Parsed:
        """A source as it is now, parsed anew; of a large one that is open, what is known of it.

        *progress* is told how far it is, 0 to 1. SourceError says why it cannot be read.
        """
        if path in self._given:
            from reader.formats import read

            return read(self._given[path][0], str(_GIVEN))
        large = self.large(path)
        return (
            large.parsed
            if large is not None and large.is_in_parts
            else parse(path, progress=progress)
        )

    def is_stale(self, path: Path) -> bool:
        """Whether a source that was read has changed since."""
        known = self._parsed.get(path)
        now = self._version(path)
        large = self._large.get(path)
        if large is not None and large[1] is not None:
            return now is not None and large[0] != now
        return known is not None and now is not None and known[0] != now

    def at_source(self, path: Path, place: int) -> tuple[Essay, Document]:
        """The essay that holds *place*, an offset into the decoded source, as far as is known."""
        documents = self._documents(path, at_once=True)
        starts = [document.source_span[0] for document in documents]
        ordinal = max(0, bisect_right(starts, place) - 1)
        ids = ids_of(documents, self._key_of(path))
        return essay_of(documents[ordinal], ids[ordinal], path, ordinal), documents[ordinal]

    def large(self, path: Path) -> LargeSource | None:
        """The source at *path*, if it is a large one that is open."""
        given = self._read.get(path)
        if given is not None:
            return None if isinstance(given, tuple) else given
        known = self._large.get(path)
        return known[1] if known is not None else None

    def is_gone(self, path: Path) -> bool:
        """Whether a source that was read is not there any more."""
        return path not in self._given and not exists(path)

    def is_missing(self, path: Path) -> bool:
        """Whether a source is gone for good: not there, though the root that it lay in is."""
        around = (root for root in self.catalogue.roots if root.holds(path))
        return not exists(path) and all(exists(root.path) for root in around)

    def _documents(self, path: Path, *, at_once: bool = False) -> tuple[Document, ...]:
        """The documents of a source, with what its folder says of them. Any thread may ask."""
        with self._reading:
            documents = self._documents_now(path)
            source = None if at_once else self.large(path)
        if source is None or source.stage is Stage.UNDERSTOOD:
            return documents
        # It may take long; who has to go on at once does not wait for it.
        source.deepen(Stage.UNDERSTOOD)
        with self._reading:
            return self._documents_now(path)

    def _documents_now(self, path: Path) -> tuple[Document, ...]:
        if path in self._given:
            return self._given_documents(path)
        version = self._version(path)
        source = None if version is None else self._large_source(path, version)
        if source is not None:
            top = self.catalogue.root_of(path).folder
            return self.catalogue.descriptions.documents(source.documents, path, top)
        known = self._parsed.get(path)
        if known is None or version is None or known[0] != version:
            top = self.catalogue.root_of(path).folder
            parsed = self._parse(path, version)
            documents = self.catalogue.descriptions.documents(parsed, path, top)
            known = version, documents
        # Last in the order of use. What was read stays known where the file cannot be read now.
        self._parsed.pop(path, None)
        self._parsed[path] = known
        for forgotten in list(self._parsed)[:-_REMEMBERED]:
            del self._parsed[forgotten]
        return known[1]

    def _large_source(self, path: Path, version: _Version) -> LargeSource | None:
        """The source at *path*, if it is large and can be read by stages."""
        if not self.catalogue.is_large(path, version.stamp):
            return None
        known = self._large.pop(path, None)
        if known is None or known[0] != version:
            corrections = version.said.corrections
            shelved = self._shelf.take(path, version.stamp, AT_ONCE) or ()
            source = self.catalogue.large_source(
                path, version.stamp, corrections, shelved, self._shelf
            )
            known = version, source
        self._large[path] = known
        for forgotten in list(self._large)[:-_REMEMBERED]:
            del self._large[forgotten]
        return known[1]

    def _parse(self, path: Path, version: _Version | None) -> tuple[Document, ...]:
        """The documents of a source: from the shelf if they are there, else from the file."""
        if version is None:
            return parse(path).documents
        corrections = version.said.corrections
        shelved = self._shelf.take(path, version.stamp)
        documents = shelved
        if documents is None:
            documents = parse(path, corrections=corrections).documents
            self._unshelved = path, version.stamp, documents
        self.catalogue.lend(path, version.stamp, documents)
        return documents

    def shelve(self) -> None:
        """Keep what was parsed last, for the next scan and start. Takes a while; any thread may do it."""
        for path, (version, source) in list(self._large.items()):
            if source is None or source.is_in_parts or source.stage is not Stage.UNDERSTOOD:
                continue
            self.catalogue.lend(path, version.stamp, source.documents)
            if source.is_parsed:
                source.is_parsed = False
                self._unshelved = path, version.stamp, source.documents
        if self._unshelved is not None:
            last, self._unshelved = self._unshelved, None
            self._shelf.put(*last)

    def _given_documents(self, path: Path) -> tuple[Document, ...]:
        known = self._read.get(path)
        if known is None:
            known = self._read[path] = self._begun(self._given[path][0])
        return known if isinstance(known, tuple) else known.documents

    def _begun(self, data: bytes) -> LargeSource | tuple[Document, ...]:
        """What was given: parsed; if it is large, as far as a first page needs it."""
        from reader.formats import read

        if len(data) >= self.catalogue.large:
            from reader.formats.large import WholeOnlyError
            from reader.library.large import LargeSource

            stamp, nowhere = Stamp(len(data), 0), Atlas(None)
            with suppress(WholeOnlyError):
                return LargeSource(_GIVEN, stamp, NOTHING, nowhere, given=data)
        return read(data, str(_GIVEN)).documents

    def _version(self, path: Path) -> _Version | None:
        try:
            found = status(path)
        except OSError:
            return None
        top = self.catalogue.root_of(path).folder
        said = self.catalogue.descriptions.of_source(path, top)
        return _Version(Stamp.of(found, said.corrections), said)

    def _key_of(self, path: Path) -> str:
        if path in self._given:
            return self._given[path][1]
        return self.catalogue.root_of(path).key_of(path)


def _key_of_given(data: bytes) -> str:
    """What the ids of essays on standard input are made from: the same text is the same essay."""
    return f"{STANDARD_INPUT}/{digest_of(data)}"
