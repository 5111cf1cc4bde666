"""Where a reader's steps lead: to the next sentence, paragraph, section. Offsets in, offsets out.

Closed regions and ornaments are stepped over, blanks too; a step that leads nowhere gives None.
"""

from collections.abc import Iterator

from reader.text.sentence import sentence_end, sentence_start
from reader.text.view import Piece, View


def next_paragraph(view: View, offset: int) -> int | None:
    """Where the paragraph after the one around *offset* begins.

    What goes on behind a closed region counts as a paragraph.
    """
    return next((piece.start for piece in _onwards(view, offset) if piece.start > offset), None)


def previous_paragraph(view: View, offset: int) -> int | None:
    """Where the paragraph around *offset* begins; if that is *offset* itself, the one before."""
    return next((piece.start for piece in _backwards(view, offset)), None)


def next_sentence(view: View, offset: int) -> int | None:
    """Where the sentence after the one around *offset* begins."""
    for piece in _onwards(view, offset):
        if piece.start > offset:
            return piece.start + _blanks(piece.text, 0)
        at = sentence_end(piece.text, offset - piece.start)
        at += _blanks(piece.text, at)
        if at < len(piece.text):
            return piece.start + at
    return None


def previous_sentence(view: View, offset: int) -> int | None:
    """Where the sentence around *offset* begins; if that is *offset* itself, the one before."""
    for piece in _backwards(view, offset):
        inside = min(offset, piece.end) - piece.start
        inside = len(piece.text[:inside].rstrip())
        if inside:
            return piece.start + sentence_start(piece.text, inside - 1)
    return None


def next_section(view: View, offset: int) -> int | None:
    """Where the next section begins."""
    index = view.section_at(offset)
    following = 0 if index is None else index + 1
    return view.sections[following].start if following < len(view.sections) else None


def previous_section(view: View, offset: int) -> int | None:
    """Where the section around *offset* begins; if that is *offset* itself, the one before.

    Before the first one is the top.
    """
    index = view.section_at(offset)
    if index is None:
        return 0 if offset > 0 else None
    if view.sections[index].start < offset:
        return view.sections[index].start
    return view.sections[index - 1].start if index else 0


def pieces_behind(view: View, offset: int) -> Iterator[Piece]:
    """The pieces that end behind *offset*, in order."""
    block: int | None = view.block_at(offset)
    while block is not None:
        for piece in view.pieces(block):
            if isinstance(piece, Piece) and piece.end > offset:
                yield piece
        block = view.after(block)


def pieces_before(view: View, offset: int) -> Iterator[Piece]:
    """The pieces that begin before *offset*, the last one first."""
    block: int | None = view.block_at(offset)
    while block is not None:
        for piece in reversed(view.pieces(block)):
            if isinstance(piece, Piece) and piece.start < offset:
                yield piece
        block = view.before(block)


def _onwards(view: View, offset: int) -> Iterator[Piece]:
    return (piece for piece in pieces_behind(view, offset) if piece.text.strip())


def _backwards(view: View, offset: int) -> Iterator[Piece]:
    return (piece for piece in pieces_before(view, offset) if piece.text.strip())


def _blanks(text: str, start: int) -> int:
    """How many blanks stand in *text* from *start* on."""
    return len(text) - start - len(text[start:].lstrip())
