"""What line breaks in a page mean: paragraphs, verse, or nothing.

Many pages part their paragraphs with one `<br>` and an indent, or with two; poems and addresses
have one behind each line.
"""

from collections.abc import Iterator

from reader.formats.phrases import Phrase
from reader.formats.plaintext.lines import cells
from reader.text.document import Kind

_VERSE_LINE = 44
"""Cells that a line of verse has on average at most."""
_LONGEST_VERSE_LINE = 72


def parted(phrase: Phrase, indented: set[int]) -> Iterator[tuple[Kind, Phrase]]:
    """The paragraphs and verses of a *phrase* whose lines end with line ends.

    *indented* are the offsets of lines that begin with white space.
    """
    text = "".join(run.text for run in phrase.runs)
    if "\n" not in text:
        yield Kind.PARAGRAPH, phrase
        return
    found: list[tuple[Kind, tuple[int, int]]] = []
    for group in _groups(text):
        is_apart = any(start in indented for start, _ in group[1:])
        if len(group) > 1 and not is_apart and _is_verse(text, group):
            found.append((Kind.VERSE, (group[0][0], group[-1][1])))
        else:
            found += [(Kind.PARAGRAPH, line) for line in group]
    yield from zip(
        [kind for kind, _ in found], phrase.parts(span for _, span in found), strict=True
    )


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """The spans of the lines, those with no empty line between them together."""
    group: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        core = line.strip()
        if core:
            start = at + line.index(core)
            group.append((start, start + len(core)))
        elif group:
            yield group
            group = []
        at += len(line) + 1
    if group:
        yield group


def _is_verse(text: str, group: list[tuple[int, int]]) -> bool:
    sizes = [cells(text[start:end]) for start, end in group]
    return sum(sizes) <= _VERSE_LINE * len(sizes) and max(sizes) <= _LONGEST_VERSE_LINE
