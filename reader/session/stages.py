"""Reading on in a large source, which is known in stages (`reader.text.document.Stage`)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.essay import Essay
    from reader.session.holdings import Holdings
    from reader.session.reading import Reading
    from reader.text.document import Document, Stage
    from reader.text.view import View


class Stages:
    """How far the sources of a session's essays were read. What is not large is there as a whole."""

    def __init__(
        self, holdings: Holdings, reading_of: Callable[[Essay, Document], Reading]
    ) -> None:
        """*reading_of* opens an essay in what is known of it."""
        self._holdings = holdings
        self._reading_of = reading_of

    def deepen(
        self, reading: Reading, wanted: Stage, progress: Callable[[float], None] = lambda part: None
    ) -> None:
        """Read on in the source of *reading* until *wanted* is known of it: for any thread.

        *progress* is told how far the stage under way is. SourceError says why it cannot be.
        """
        large = self._holdings.large(reading.essay.path)
        if large is not None:
            large.deepen(wanted, progress)

    def read_ahead(self, reading: Reading) -> None:
        """Begin to read on in a large source beside this process: before there are threads, or never."""
        large = self._holdings.large(reading.essay.path)
        if large is not None:
            large.read_ahead()

    def foot(self, reading: Reading) -> View | None:
        """The last part of an essay of which only the head was read; None where that cannot be had at once.

        Its offsets are its own: it is to be looked at, for a moment, and nothing else.
        """
        large = self._holdings.large(reading.essay.path)
        document = large.foot() if large is not None else None
        if document is None:
            return None
        from reader.text.view import View

        return View(document, frozenset())

    def renewed(self, reading: Reading, offset: int) -> tuple[Reading, int] | None:
        """*reading* as its source is known now, and where *offset* is in it; None if nothing is new."""
        large = self._holdings.large(reading.essay.path)
        if large is None or large.stage is reading.view.stage:
            return None
        place = reading.source_offset(offset)
        found, document = self._holdings.at_source(reading.essay.path, place)
        if found.ordinal == 0 and reading.is_alike(document.text, offset):
            return self._reading_of(found, document), offset
        return self._reading_of(found, document), document.offset_of(place)

    def open_whole(self, reading: Reading) -> Reading:
        """The essay of *reading* with all of its text. SourceError says why that cannot be."""
        from reader.text.document import Stage

        self.deepen(reading, Stage.WHOLE)
        renewed = self.renewed(reading, 0)
        return renewed[0] if renewed else reading

    def is_soon_whole(self, reading: Reading) -> bool:
        """Whether `open_whole` takes only a moment."""
        large = self._holdings.large(reading.essay.path)
        return large is None or large.is_in_parts
