"""A passage as a command is told it: offsets, or what stands there."""

from reader.errors import ReaderError
from reader.regex import regex
from reader.session.passage import sentence_at
from reader.session.reading import Reading
from reader.text import clean
from reader.text.motion import pieces_behind
from reader.wording import _

_OFFSETS = regex(r"(\d{1,12})(?:-(\d{1,12}))?")


def passage(reading: Reading, said: str) -> tuple[int, int]:
    """The span that is meant: `120-140`, `120` for the sentence there, or the words that stand there.

    Raises ReaderError where it is nowhere, in several places, or in a closed region.
    """
    offsets = _OFFSETS.fullmatch(said.strip())
    if offsets is not None:
        return _between(reading, int(offsets[1]), int(offsets[2]) if offsets[2] else None)
    places = _places(reading, said)
    if len(places) == 1:
        return places[0]
    name = clean.line(said)[:60]
    if places:
        raise ReaderError(
            _(
                "«{words}» stands in {count} places; say more of it, or its offsets: {offsets}."
            ).format(
                words=name,
                count=len(places),
                offsets=", ".join(f"{start}-{end}" for start, end in places[:8]),
            )
        )
    found = reading.located(said)
    if found is None or found[0] == found[1] or reading.view.hides(*found):
        raise ReaderError(
            _("«{words}» is not in the essay, as far as it is open.").format(words=name)
        )
    return found


def _between(reading: Reading, start: int, end: int | None) -> tuple[int, int]:
    size = reading.view.end
    if start >= size or (end is not None and not start < end <= size):
        raise ReaderError(
            _("The essay has {size:,} characters: offsets are from 0 to {last}.").format(
                size=size, last=size - 1
            )
        )
    return sentence_at(reading.view, start) if end is None else (start, end)


def _places(reading: Reading, words: str) -> list[tuple[int, int]]:
    """Where *words* stand, letter by letter, in what may be seen."""
    wanted = words.strip()
    found: list[tuple[int, int]] = []
    for piece in pieces_behind(reading.view.undivided(), 0) if wanted else ():
        at = piece.text.find(wanted)
        while at >= 0:
            found.append((piece.start + at, piece.start + at + len(wanted)))
            at = piece.text.find(wanted, at + 1)
    return found
