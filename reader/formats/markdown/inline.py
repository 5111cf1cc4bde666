"""markdown-it's inline parser with a memory: every token knows where it begins
(`token.map[0]`).

Two habits are met here as well: `**强调，**后文` closes its emphasis, although CommonMark asks for white
space or punctuation behind it; and `^[…]` is a note, which stays in its place between `note_open`
and `note_close`.
"""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from reader.formats.joining import is_wide
from reader.regex import regex


class State(StateInline):
    """The state of one inline parse."""

    pending_start = 0
    """Where the pending text begins in `src`."""

    def append_pending(self, text: str) -> None:
        """Append literal text that stands at `pos`."""
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 (markdown-it's name)
        """Make a token of the pending text."""
        token = super().pushPending()
        token.map = [self.pending_start, self.pos]
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        """Make a token at `pos`; of several texts there, each begins where the one before it
        ends.
        """
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        at = self.pos
        if ttype == "text" and len(self.tokens) > 1:
            last = self.tokens[-2]
            if last.type == "text" and last.map and last.map[0] >= at:
                at = last.map[0] + len(last.content)
        token.map = [at, at]
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Whether the run of delimiters at *start* may open or close; wide characters count as
        white space.

        CommonMark 6.2, with the amendment that Chinese and Japanese text needs, which has no spaces
        between words.
        """
        source, end = self.src, start
        while end < self.posMax and source[end] == source[start]:
            end += 1
        before = source[start - 1] if start else " "
        after = source[end] if end < self.posMax else " "
        punct_before, punct_after = _is_punctuation(before), _is_punctuation(after)
        space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        free_before = space_before or punct_before or is_wide(before)
        free_after = space_after or punct_after or is_wide(after)
        left = not (space_after or (punct_after and not free_before))
        right = not (space_before or (punct_before and not free_after))
        can_open = left and (canSplitWord or not right or punct_before)
        can_close = right and (canSplitWord or not left or punct_after)
        return Scanned(can_open, can_close, end - start)


class Markdown(MarkdownIt):
    """markdown-it, quick with the addresses that nearly all links have."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        """*url* with what no address may hold written in percent signs."""
        return url if _ORDINARY.fullmatch(url) else super().normalizeLink(url)


_ORDINARY = regex(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[\w.~/=-]*)?(?:\?[\w.~/=&-]*)?|[\w~-][\w.~/-]*)(?:#[\w.~/-]*)?",
    re.ASCII,
)
"""An address that stays as it is."""


class Unrendered:
    """Stands where markdown-it has what renders: it would be asked for all that it can."""

    __output__: ClassVar[str] = ""

    def __init__(self, parser: MarkdownIt) -> None:
        """Nothing of *parser* is needed."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> Any:
        """Nothing is rendered here."""
        raise NotImplementedError


class Parser(ParserInline):
    """markdown-it's inline parser, with `State`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Put the inline tokens of *src* into *tokens*."""
        state = State(src, md, env, tokens)
        env["parsed"](len(src))
        if self.terminator_re.search(src) is None:
            # Nothing that a rule begins at: it is text as it stands.
            if src:
                state.append_pending(src)
                state.pos = state.posMax
                state.pushPending()
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def note(state: StateInline, silent: bool) -> bool:
    """The rule for a note in the text: `^[…]`."""
    start, end = state.pos, state.posMax
    if not state.src.startswith("^[", start):
        return False
    close = parseLinkLabel(state, start + 1)
    if close < 0:
        return False
    if not silent:
        state.push("note_open", "", 1)
        state.pos, state.posMax = start + 2, close
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
    state.pos, state.posMax = close + 1, end
    return True


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
