"""The images of an essay, as far as it is open."""

from collections.abc import Iterator
from typing import NamedTuple

from reader.session.reading import Reading
from reader.text.document import Kind
from reader.text.view import Piece, View


class Figure(NamedTuple):
    """An image's place in an essay."""

    offset: int
    caption: str
    address: str


def figures(view: View) -> Iterator[Figure]:
    """All images that may be seen, in the order of the text."""
    block: int | None = 0
    while block is not None:
        yield from figures_at(view, block)
        block = view.after(block)


def neighbour(view: View, figure: Figure, step: int, most: int = 20_000) -> Figure | None:
    """The next image (*step* 1) or the one before (-1), not farther than *most* blocks."""
    move = view.after if step > 0 else view.before
    block = move(view.block_at(figure.offset))
    while block is not None and most:
        for found in figures_at(view, block):
            return found
        block = move(block)
        most -= 1
    return None


def figures_at(view: View, block: int) -> Iterator[Figure]:
    """The image that a block is, if it is one and may be seen."""
    for piece in view.pieces(block):
        if isinstance(piece, Piece) and piece.block.kind is Kind.FIGURE:
            yield Figure(piece.start, " ".join(piece.text.split()), piece.block.label)


def image_of(reading: Reading, figure: Figure) -> bytes:
    """The bytes of an image. SourceError says why there are none."""
    from reader.library.pictures import image_data

    return image_data(reading.essay.path, figure.address)
