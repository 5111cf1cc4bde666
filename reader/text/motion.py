"""Where a reader's steps lead: to the next sentence, paragraph, section. Offsets in, offsets out.

Closed regions are stepped over; a step that leads nowhere gives None.
"""

from reader.text.document import Kind
from reader.text.sentence import sentence_end, sentence_start
from reader.text.view import Piece, View

_SKIPPED = (Kind.RULE,)


def _shown(view: View, block: int) -> bool:
    """Whether a block has text of its own to step to."""
    return any(
        isinstance(piece, Piece) and piece.block.kind not in _SKIPPED
        for piece in view.pieces(block)
    )


def next_paragraph(view: View, offset: int) -> int | None:
    """Where the paragraph after the one around *offset* begins."""
    block = view.after(view.block_at(offset))
    while block is not None and not view.pieces(block):
        block = view.after(block)
    return view.pieces(block)[0].start if block is not None else None


def previous_paragraph(view: View, offset: int) -> int | None:
    """Where the paragraph around *offset* begins; if that is *offset* itself, the one before."""
    block: int | None = view.block_at(offset)
    while block is not None:
        pieces = [piece for piece in view.pieces(block) if piece.start < offset]
        if pieces:
            return pieces[0].start
        block = view.before(block)
    return None


def next_sentence(view: View, offset: int) -> int | None:
    """Where the sentence after the one around *offset* begins."""
    block: int | None = view.block_at(offset)
    while block is not None:
        for piece in view.pieces(block):
            if not isinstance(piece, Piece):
                continue
            if piece.start > offset:
                return piece.start
            if piece.end <= offset:
                continue
            at = sentence_end(piece.text, offset - piece.start)
            while at < len(piece.text) and piece.text[at].isspace():
                at += 1
            if at < len(piece.text):
                return piece.start + at
        block = view.after(block)
    return None


def previous_sentence(view: View, offset: int) -> int | None:
    """Where the sentence around *offset* begins; if that is *offset* itself, the one before."""
    block: int | None = view.block_at(offset)
    while block is not None:
        for piece in reversed(view.pieces(block)):
            if isinstance(piece, Piece) and piece.start < offset and _shown(view, block):
                inside = min(offset, piece.end) - piece.start
                return piece.start + sentence_start(piece.text, inside - 1)
        block = view.before(block)
    return None


def next_section(view: View, offset: int) -> int | None:
    """Where the next section begins."""
    index = view.section_at(offset)
    following = 0 if index is None else index + 1
    return view.sections[following].start if following < len(view.sections) else None


def previous_section(view: View, offset: int) -> int | None:
    """Where the section around *offset* begins, or the one before when *offset* is its heading;
    else the top.
    """
    index = view.section_at(offset)
    if index is None:
        return 0 if offset > 0 else None
    if view.sections[index].start < offset:
        return view.sections[index].start
    return view.sections[index - 1].start if index else 0
