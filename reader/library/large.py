"""Sources that are too large to be read before the first page.

One is read in stages, so that a page can be shown after the first: its head at once, all of it in one
pass, and then what in it is a heading or an essay of its own. What was found out is kept
(`reader.library.atlas`): the next time the last stage is there at once.
"""

from __future__ import annotations

from _thread import allocate_lock
from pathlib import Path

from reader.formats import Parsed, read
from reader.formats.large import (
    LargeText,
    Progress,
    Understood,
    WholeOnlyError,
    has_lines,
    head,
    large_text,
)
from reader.library.atlas import Atlas
from reader.library.index.source import Stamp
from reader.library.shelf import Shelf
from reader.library.sources import GivenBytes, SourceFile
from reader.text.corrections import Corrections
from reader.text.document import Document, Stage
from reader.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.library.forked import ForkedPass

ASIDE = 2 * 1024 * 1024
"""Bytes; from here on a process of its own finds out what is what: it takes longer than the process to start."""
_REACH = 400
"""Units in which headings are looked for before all were: a first page shows a few."""


class LargeSource:
    """One large source, as it was when it was opened, and what of it is known so far.

    `deepen` is for any thread; who sees another stage than before finds other documents.
    """

    def __init__(
        self,
        path: Path,
        stamp: Stamp,
        corrections: Corrections,
        atlas: Atlas,
        documents: tuple[Document, ...] = (),
        shelf: Shelf | None = None,
        given: bytes | None = None,
    ) -> None:
        """*documents*: its documents, if it was parsed before; they may also be on *shelf*. *given*: what is in it,
        if it is no file.

        SourceError says why it cannot be read; WholeOnlyError that not even a head can.
        """
        self._path = path
        self._stamp = stamp
        self._corrections = corrections
        self._atlas = atlas
        self._shelf = shelf
        self._pass, self._recognition = allocate_lock(), allocate_lock()
        self._text: LargeText | None = None
        self._forked: ForkedPass | None = None
        self.documents = documents
        self.is_parsed = False
        """Whether it was parsed as a whole, and so belongs on the shelf."""
        if documents:
            return
        self._file = SourceFile(path) if given is None else GivenBytes(given)
        if not has_lines(self._file, str(path), corrections):
            raise WholeOnlyError("no lines")
        identity = f"{stamp.size:x}-{stamp.mtime_ns:x}"
        known = atlas.take(path, stamp)
        if known is not None:
            self._text = LargeText(self._file, known[0], str(path), identity, corrections)
            self._text.remember(known[1])
            self.documents = self._text.documents(known[2])
            return
        self._text = large_text(self._file, str(path), identity, corrections)
        manner = self._text.manner if self._text else None
        self.documents = (head(self._file, str(path), manner, corrections),)

    @property
    def stage(self) -> Stage:
        """What is known of it."""
        return self.documents[0].stage

    @property
    def is_in_parts(self) -> bool:
        """Whether it can be read in parts: soon as a whole."""
        return self._text is not None

    @property
    def parsed(self) -> Parsed:
        """What is known of it, as of a source that was parsed; without its text."""
        encoding = self._text.manner.encoding if self._text is not None else ""
        return Parsed("text", encoding, (), self.documents, 0, "")

    def read_ahead(self) -> None:
        """Begin to read all of it, in a fork of this process: to be asked before there are threads."""
        if self._text is not None and self.stage < Stage.WHOLE and self._stamp.size >= ASIDE:
            from reader.library.forked import forked_pass

            self._forked = forked_pass(self._text)

    def foot(self) -> Document | None:
        """Its last part, while only its head was read; None where that may be paid, or cannot be had at once."""
        text, forked = self._text, self._forked
        if text is None or self.stage > Stage.HEAD:
            return None
        is_small = self._stamp.size < ASIDE
        is_free = forked.is_surely_free if forked else is_small and text.is_surely_free
        found = text.foot() if is_free else None
        # What the whole is written in, its beginning tells.
        return found and replace(found, language=self.documents[0].language)

    def deepen(self, wanted: Stage, progress: Progress = lambda part: None) -> None:
        """Read on until *wanted* is known. SourceError says why that cannot be.

        *progress* is told how far the stage under way is, 0 to 1.
        """
        with self._pass:
            if self.stage < min(wanted, Stage.WHOLE):
                self._read(progress)
        with self._recognition:
            if self.stage < wanted and self._text is not None:
                self.documents = self._text.documents(self._understood(self._text, progress))

    def _understood(self, text: LargeText, progress: Progress) -> list[Understood]:
        if self._stamp.size >= ASIDE:
            from reader.library import recognition

            said = self._corrections
            found = recognition.understood(self._path, self._stamp, said, self._atlas, progress)
            if found is not None:
                return found
        essays = text.understood(progress)
        self._atlas.put(self._path, self._stamp, text, essays)
        return essays

    def _read(self, progress: Progress) -> None:
        if self._text is not None:
            forked = self._forked
            table = forked.table(self._text, progress) if forked is not None else None
            if table is not None:
                self._text.remember(table)
            try:
                self._text.read(progress)
                self.documents = (self._text.whole(_REACH),)
                return
            except WholeOnlyError:
                self._text = None
        before = self._parsed_before()
        self.documents = before or self._parsed_aside(progress) or self._parsed(progress)

    def _parsed_before(self) -> tuple[Document, ...]:
        return (self._shelf.take(self._path, self._stamp) if self._shelf else None) or ()

    def _parsed_aside(self, progress: Progress) -> tuple[Document, ...]:
        if self._stamp.size < ASIDE or self._atlas.folder is None:
            return ()
        from tempfile import TemporaryDirectory

        from reader.library.parsing import parsed

        shelf = self._shelf
        if shelf is not None and shelf.file is not None:
            return parsed(self._path, self._stamp, self._corrections, shelf, progress) or ()
        # Nobody reads it now: nothing for the shelf of what was read last.
        with TemporaryDirectory(prefix="reader-") as folder:
            shelf = Shelf(Path(folder) / "parsed.json")
            return parsed(self._path, self._stamp, self._corrections, shelf, progress) or ()

    def _parsed(self, progress: Progress) -> tuple[Document, ...]:
        data = self._file.read(0, self._file.size)
        found = read(data, str(self._path), corrections=self._corrections, progress=progress)
        self.is_parsed = True
        return found.documents
