"""`reader unlock` and `reader lock`: paid regions, by number.

Regions are counted from 1 through everything that was named: through an essay, or through all
essays of a file.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import print_json
from reader.errors import ReaderError
from reader.session.reading import Reading
from reader.text import clean
from reader.text.document import Region
from reader.text.length import Length, length
from reader.text.view import Placard, View
from reader.wording import _


class Numbered(NamedTuple):
    """A region with its number."""

    number: int
    reading: Reading
    region: Region

    @property
    def is_open(self) -> bool:
        """Whether its text may be seen."""
        return self.region.id in self.reading.view.open_regions

    @property
    def title(self) -> str:
        """Its first heading's title, else that of the section it begins in, else the essay's."""
        view, region = self.reading.view, self.region
        inside = [s.title for s in view.sections if region.start <= s.start < region.end]
        around = view.section_path(region.start - 1) if region.start else ()
        return [*inside[:1], *reversed(around), view.title][0]

    @property
    def data(self) -> dict[str, Any]:
        """The region as JSON has it."""
        long = _length(self.reading.view, self.region)
        return {
            "number": self.number,
            "id": self.region.id,
            "title": self.title,
            "open": self.is_open,
            "start": self.region.start,
            "end": self.region.end,
            "han": long.han,
            "words": long.words,
            "minutes": long.minutes,
        }


def numbered(readings: Iterable[Reading]) -> Iterator[Numbered]:
    """The regions of some readings, counted through."""
    number = 0
    for reading in readings:
        for region in reading.view.regions:
            number += 1
            yield Numbered(number, reading, region)


def unlock(asked: Asked) -> int:
    """Open one region or all."""
    return _turn(asked, is_open=True)


def lock(asked: Asked) -> int:
    """Close one region or all."""
    return _turn(asked, is_open=False)


def _turn(asked: Asked, *, is_open: bool) -> int:
    with library(asked) as opened:
        session = opened.session
        essays = essays_named(opened, asked.word("ESSAY") or "")
        readings = [session.open(essay) for essay in essays]
        found = list(numbered(readings))
        if not found:
            titles = ", ".join(f"«{clean.line(essay.title)}»" for essay in essays)
            raise ReaderError(_("{titles}: there are no paid regions.").format(titles=titles))
        wanted = _wanted(asked, found)
        turned = [
            session.regions.set(
                reading,
                {each.region.id: is_open for each in wanted if each.reading is reading},
            )[0]
            for reading in readings
        ]
        opened.save()
    changed = {each.number for each in wanted}
    answer = [each for each in numbered(turned) if each.number in changed]
    if asked.has("--json"):
        print_json([{"essay": each.reading.essay.id, **each.data} for each in answer])
        return 0
    said = _("Open: {number} {title}") if is_open else _("Closed: {number} {title}")
    for each in answer:
        print(said.format(number=each.number, title=clean.line(each.title)))
    return 0


def _wanted(asked: Asked, found: list[Numbered]) -> list[Numbered]:
    """The region with the number that was said; all if none was."""
    word = asked.word("REGION")
    if word is None:
        return found
    if word.isdecimal() and len(word) < 9 and 1 <= int(word) <= len(found):
        return [found[int(word) - 1]]
    titles = "".join(f"\n  {each.number}  {clean.line(each.title)}" for each in found)
    said = _("There is no paid region «{word}»; there are:{titles}")
    raise ReaderError(said.format(word=clean.line(word), titles=titles))


def _length(view: View, region: Region) -> Length:
    """How long a region is: of a closed one, what its placard says."""
    block = view.block_at(region.start)
    for index in range(block, min(block + 2, view.blocks)):
        for piece in view.pieces(index):
            if isinstance(piece, Placard) and piece.region is region:
                return piece.length
    return length(view.text(region.start, region.end))
