"""What a bookmark on a line keeps: the sentence that stands there."""

from reader.text.sentence import sentence_end
from reader.text.view import View

LONGEST = 80
"""Code points that are kept at most."""


def sentence_at(view: View, offset: int) -> tuple[int, int]:
    """The span of the sentence from *offset* on, as far as it may be seen; blanks before it left out.

    Empty where nothing may be seen, or nothing stands.
    """
    if view.is_hidden(offset):
        return offset, offset
    start, stop = next(view.visible(offset, min(offset + LONGEST, view.end)), (offset, offset))
    text = view.text(start, stop)
    blank = len(text) - len(text.lstrip())
    if blank == len(text):
        return offset, offset
    start += blank
    return start, start + len(text[blank : blank + sentence_end(text[blank:], 0)].rstrip())
