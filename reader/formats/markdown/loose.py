"""Headings as people write them where CommonMark sees none: `##标题`, and blanks of other kinds.

A full-width or a no-break blank behind the signs is a blank. None at all is meant as a heading in a
text that writes all of its headings so; elsewhere `##` may begin anything.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from reader.regex import regex

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_SAMPLE = 200_000
"""Code points that are looked at."""
_LOOSE = regex(r"^#{2,6}[^#\s!:]", 8)
_STRICT = regex(r"^ {0,3}#{2,6}[ \t]+\S", 8)
_HEADING = regex(
    r"(?P<signs>#{1,6})(?P<blank>[\u00a0\u3000]*)(?=[^#\s])(?P<text>.*?)[ \t]*#*[ \t]*$"
)
_FEWEST = 2


def is_loose(text: str) -> bool:
    """Whether *text* writes its headings without a blank, two at least and all of them."""
    if "##" not in text:
        return False
    sample = text[:_SAMPLE]
    return len(_LOOSE.findall(sample)) >= _FEWEST and _STRICT.search(sample) is None


def loose_heading(state: "StateBlock", first: int, _last: int, silent: bool) -> bool:
    """markdown-it's rule for a block: such a heading in the line *first*."""
    start, end = state.bMarks[first] + state.tShift[first], state.eMarks[first]
    if state.is_code_block(first) or not state.src.startswith("#", start):
        return False
    match = _HEADING.fullmatch(state.src, start, end)
    if match is None or not (match["blank"] or state.env.get("loose")):
        return False
    if not silent:
        _put(state, first, len(match["signs"]), match["text"])
    return True


def _put(state: "StateBlock", line: int, level: int, text: str) -> None:
    state.line = line + 1
    for kind, nesting in _TOKENS:
        token = state.push(kind, "" if kind == "inline" else f"h{level}", nesting)
        token.map = [line, state.line]
        if kind == "inline":
            token.content, token.children = text, []
        else:
            token.markup = "#" * level


_TOKENS: Sequence[tuple[str, Literal[-1, 0, 1]]] = (
    ("heading_open", 1),
    ("inline", 0),
    ("heading_close", -1),
)
