"""The catalogue: all essays of the library, from the index where it still holds, else from the
sources.

`known` answers at once with what the index remembers; `scan` walks the folders and reads what is
new or changed. Both apply each folder's `library.yaml` as it is now; the index has those as well,
since importing a YAML parser takes as long as two interpreters take to start.
"""

from __future__ import annotations

import json
from pathlib import Path

from reader.contexts import suppress
from reader.library.atlas import Atlas
from reader.library.descriptions import Descriptions, Snapshot
from reader.library.essay import Essay
from reader.library.filenames import MEMBER
from reader.library.index.source import Seen, Source, Stamp, keepable
from reader.library.roll import Roll
from reader.library.sources import LARGE, METADATA, Root, names_in, read_bytes, status
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Document, Stage
from reader.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from reader.formats import Parsed
    from reader.library.index.interfaces import Indexing, TextIndexing
    from reader.library.large import LargeSource
    from reader.library.shelf import Shelf
    from reader.library.sightings import Sights
    from reader.library.walk import Progress, Scan
    from reader.text.document import Document

_FEW = 100
"""Sources whose stamps are looked up one by one."""


class Catalogue:
    """The essays of some roots. Of a source that lies in several, the first is its root."""

    def __init__(
        self,
        roots: Sequence[Root],
        index: Indexing,
        atlas: Atlas | None = None,
        large: int = LARGE,
        *,
        is_alone: bool = False,
    ) -> None:
        """What is found out about sources of *large* bytes and more is kept in *atlas*.

        Of a source that *is alone*, scans keep nothing in the index: it is read at each start in any case.
        """
        self.is_alone = is_alone
        self.roots = tuple(roots)
        self._lent: tuple[Path, Stamp, tuple[Document, ...]] | None = None
        self.descriptions = Descriptions() if is_alone else Descriptions(index.folders)
        self.atlas = atlas or Atlas(None)
        self.large = large
        self._index = index
        self._names = json.dumps([(str(root.path), root.key) for root in self.roots])
        self._roll: tuple[int, Roll] = 0, Roll()
        """The roll that was kept last, and its version."""

    @property
    def texts(self) -> TextIndexing:
        """The texts of what the index remembers."""
        return self._index.texts

    @property
    def complaint(self) -> str | None:
        """What is wrong with the index now, as a sentence."""
        return self._index.complaint

    def root_of(self, path: Path) -> Root:
        """The root that *path* lies in, or one of its own."""
        return next((root for root in self.roots if root.holds(path)), None) or Root.at(path)

    def known(self, *, as_before: bool = False) -> Roll:
        """The essays that the index remembers of these roots, without a look at the sources; *as
        before*: as this reader found them last, without a look at a server.
        """
        roll = self.kept(as_before=as_before)
        if roll is None:
            roll = Roll(self._remembered(self._index.known(as_before=as_before)))
        return roll

    def kept(
        self, saying: Mapping[str, int] | None = None, *, as_before: bool = False
    ) -> Roll | None:
        """The essays that the last scan found, if nothing has changed in the index since.

        *saying* is when the `library.yaml` files were changed that are there now, by folder.
        """
        version, roll = self._roll
        kept = self._index.roll(self._names, version, as_before=as_before)
        if kept is None:
            return None
        said = self._said(kept.said) if saying is None else _as_json(saying)
        if kept.said != said:
            return None
        if kept.packed is not None:
            self._roll = version, roll = kept.version, Roll((), kept.packed)
        return roll

    def keep(
        self, sources: Mapping[Path, Source], saying: Mapping[str, int], seen: Collection[str]
    ) -> Roll:
        """Keep what a scan has found; gives its essays. *saying* is as `kept` wants it; *seen* is where sources are
        in the roots.
        """
        essays = Roll(self._remembered(sources))
        packed = essays.packed()
        roll = Roll(essays, packed)
        # What cannot be read is not among these: it is tried again.
        stamps = ((str(path), source.stamp) for path, source in sources.items())
        sights = {name: (one.size, one.mtime_ns) for name, one in stamps if name in seen}
        self._roll = self._index.keep_roll(self._names, _as_json(saying), packed, sights), roll
        return roll

    def is_as_kept(self, saying: Mapping[str, int], sights: Sights) -> bool:
        """Whether all sources, and what folders say of them, are as they were when a roll was kept, and nothing has
        changed in the index since: then each is as the index knows it.
        """
        return self._index.sights(self._names) == (_as_json(saying), sights)

    def _said(self, before: str) -> str:
        """When folders have said what they say now: those that did *before*, and the roots' own."""
        folders = {*json.loads(before), *(str(root.folder) for root in self.roots)}
        found: dict[str, int] = {}
        for folder in folders:
            with suppress(OSError):
                found[folder] = Path(folder, METADATA).stat().st_mtime_ns
        return _as_json(found)

    def _remembered(self, known: Mapping[Path, Source]) -> list[Essay]:
        """The essays of *known* sources, in the library's order."""
        essays: list[Essay] = []
        seen: set[Path] = set()
        for root in self.roots:
            paths = [path for path in known if path not in seen and root.holds(path)]
            seen.update(paths)
            found: list[Essay] = []
            says = self.descriptions.at_once(root.folder)
            for path in sorted(paths, key=root.order_of):
                if known[path].key in (key := root.key_of(path), keepable(key)):
                    found += says.essays(known[path].essays)
            essays += ordered(found)
        return essays

    def known_by(self, numbers: Collection[int]) -> Iterator[Essay]:
        """Those essays, by the numbers of their ids, whose sources are as the index remembers them;
        in the library's order.
        """
        roll = self.kept()
        stamps: dict[str, Stamp] = {}
        if roll is None:
            sources = self._index.sources_of(numbers)
            roll = Roll(self._remembered(sources))
            stamps = {str(path): source.stamp for path, source in sources.items()}
        places = roll.places
        says = [(root, self.descriptions.at_once(root.folder)) for root in self.roots]
        last, is_as_known = "", False
        wanted = sorted(places[number] for number in numbers if number in places)
        for count, place in enumerate(wanted):
            essay = roll[place]
            if count == _FEW and not stamps:
                # Of many, all stamps are looked up at once; the first ones are not waited for that long.
                seen = self._index.stamps()
                stamps = {name: Stamp(*one[1:]) for name, one in seen.items()}
            # The essays of a source stand together.
            if (name := str(essay.path)) != last:
                stamp = _stamp(essay.path, next(said for root, said in says if root.holds(name)))
                known = stamps[name] if name in stamps else self._index.stamp(essay.path)
                last, is_as_known = name, stamp is not None and stamp == known
            if is_as_known:
                yield essay

    def stamps(self) -> Mapping[str, Seen]:
        """What tells whether the sources that the index knows have changed, by path."""
        return self._index.stamps()

    def changed(self, stamps: Mapping[str, Seen] | None = None) -> Iterator[str]:
        """Where the sources are that the index does not know as they are now, in the library's order.

        Or did not know when it gave these *stamps*.
        """
        if stamps is None and self.kept() is None:
            stamps = self._index.stamps()
        if stamps is None or stamps:
            from reader.library.walk import Look

            yield from (str(path) for path, _root in Look(self, stamps).changed)
        else:
            # The first is looked into before the last is found.
            seen: set[str] = set()
            for name in (name for root in self.roots for name in names_in(root.path)):
                if name not in seen:
                    seen.add(name)
                    yield name

    def read(self, sources: Iterable[tuple[Path, Root]]) -> Iterator[tuple[Path, Source]]:
        """Read some sources, each with its root, into the index; gives those that can be read."""
        from reader.library.walk import Reading

        reading = Reading(self, self._index)
        for path, root in sources:
            if (source := reading.source_of(path, root)) is not None:
                yield path, source
        reading.store()

    def read_ahead(
        self, changed: Sequence[tuple[Path, Root]], tell: Callable[[Path, Source], None]
    ) -> None:
        """Have other processes read what is new or *changed*, if that is much.

        Large sources are left to the scan: what is found out about them is kept elsewhere.
        """
        if self._index.path is None:
            return
        from reader.library import ahead

        sources = [each for each in changed if not self._may_be_large(each[0])]
        if len(sources) >= ahead.MANY:
            ahead.read_ahead(self._index.path, self.roots, sources, tell)

    def pack(self) -> None:
        """Make the texts quick to search. Takes a while; may run on another thread."""
        while not self.is_alone and self._index.texts.pack():
            pass

    def _may_be_large(self, path: Path) -> bool:
        with suppress(OSError):
            return path.stat().st_size >= self.large
        return MEMBER in str(path)

    def is_large(self, path: Path, stamp: Stamp) -> bool:
        """Whether a source is too large to be parsed before the first page."""
        return stamp.size >= self.large and MEMBER not in str(path)

    def large_source(
        self,
        path: Path,
        stamp: Stamp,
        corrections: Corrections,
        documents: tuple[Document, ...] = (),
        shelf: Shelf | None = None,
    ) -> LargeSource | None:
        """A large source that nothing was waited for yet, or whose *documents* are known, or on *shelf*.

        None for one that is small, or can only be read as a whole, such as a book.
        """
        if not self.is_large(path, stamp):
            return None
        from reader.formats.large import WholeOnlyError
        from reader.library.large import LargeSource

        try:
            return LargeSource(path, stamp, corrections, self.atlas, documents, shelf)
        except WholeOnlyError:
            return None

    def lend(self, path: Path, stamp: Stamp, documents: tuple[Document, ...]) -> None:
        """Have the next scan take the *documents* of a source that was parsed for the page."""
        self._lent = path, stamp, documents

    def documents(self, path: Path, stamp: Stamp, corrections: Corrections) -> tuple[Document, ...]:
        """The documents of a source; SourceError with a sentence where that cannot be done."""
        lent = self._lent
        if lent is not None and lent[:2] == (path, stamp):
            self._lent = None
            return lent[2]
        source = self.large_source(path, stamp, corrections)
        if source is None:
            return parse(path, corrections=corrections).documents
        source.deepen(Stage.UNDERSTOOD)
        return source.documents

    def refresh(
        self, fetched: Callable[[int], None] = lambda count: None
    ) -> tuple[bool, list[str]]:
        """Fetch what is new on servers; whether that was anything, and what went wrong.

        May take long; a scan then shows what there is.
        """
        has_changed, complaints = False, []
        for root in self.roots:
            if root.origin:
                from reader.library.mirror import Mirror

                is_new, said = Mirror(root.origin, root.path).refresh(fetched)
                has_changed = has_changed or is_new
                complaints += said
        return has_changed, complaints

    def scan(self, progress: Callable[[Progress], None] = lambda progress: None) -> Scan:
        """Walk all roots; read what is new or changed; forget what is gone."""
        from reader.library.walk import Walk, look_at

        if self.is_alone:
            found, sources = look_at(self)
            if not found.absent:
                self._roll = 0, Roll(self._remembered(sources))
            return replace(found, essays=self._roll[1])
        return Walk(self, self._index, progress).scan()


def _stamp(path: Path, says: Snapshot) -> Stamp | None:
    """What a source looks like now; None if it is not there."""
    try:
        found = status(path)
    except OSError:
        return None
    return Stamp.of(found, says.of_source(path).corrections)


def _as_json(saying: Mapping[str, int]) -> str:
    return json.dumps(saying, sort_keys=True)


def ordered(essays: Iterable[Essay]) -> list[Essay]:
    """Essays as their folders order them: among the files of one folder by `order`, else as found."""
    found = list(essays)
    first: dict[Path, int] = {}
    for n, essay in enumerate(found):
        if essay.order is not None:
            first.setdefault(essay.path.parent, n)

    def place(numbered: tuple[int, Essay]) -> tuple[int, bool, float]:
        n, essay = numbered
        return first.get(essay.path.parent, n), essay.order is None, essay.order or 0.0

    return [essay for _, essay in sorted(enumerate(found), key=place)]


def parse(
    path: Path,
    *,
    encoding: str | None = None,
    corrections: Corrections = NOTHING,
    progress: Callable[[float], None] = lambda part: None,
) -> Parsed:
    """A source, read and parsed; SourceError with a sentence where that cannot be done. *progress* as in `read`."""
    # Not at the top: where the index still holds, nothing is parsed.
    from reader.formats import read

    data = read_bytes(path)
    return read(data, str(path), encoding=encoding, corrections=corrections, progress=progress)
