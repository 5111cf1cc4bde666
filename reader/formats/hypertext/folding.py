"""The text of a page as browsers fold it: white space, line breaks, where blocks end.

White space becomes one blank, but a line end between two Han characters is none. What elements mean
is `reader.formats.hypertext.flow`'s.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from reader.contexts import contextmanager
from reader.formats.blocks import Run
from reader.formats.gathering import Gathering
from reader.formats.hypertext.breaks import parted
from reader.formats.hypertext.tree import Text
from reader.formats.joining import joint
from reader.formats.markers import Source
from reader.formats.phrases import Phrase
from reader.regex import regex
from reader.text.document import Kind, Mark

_PIECE = regex(
    r"&(?:#\d{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
    r"|[ \t\n\r\f]+|[^& \t\n\r\f]+(?: [^& \t\n\r\f]+)*|&"
)
"""An entity, white space as HTML counts it, words, or a lone ampersand."""
_INDENT = "\u3000\u2003\u2002\xa0\u200b\ufeff \t"
"""White space that some put before a paragraph; the typesetter knows better."""
_FEW_LINES = 4


class Folding(Gathering):
    """The block that text is put into, and what is open around it."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.breaks)
        self.text = source.text
        self.here = Phrase()
        self.indented: set[int] = set()
        """Where in `here` lines begin that were indented."""
        self.last = ""
        """The last character of `here`."""
        self.space: tuple[int, bool] | None = None
        """White space that is not put yet: where it is, and whether a line ends in it."""
        self.styles: list[list[Any]] = []
        """What is open around the text: style, where in `here` it began, target."""
        self.level = 0
        """Of the heading around the text, or 0."""
        self.is_centered = False
        self.flat = 0
        """Around text that has to be one line, whatever is in it: how often."""

    def _take(self, text: Text) -> None:
        if text.is_raw:
            self._put_words(self.text[text.start : text.end], text.start)
            return
        for match in _PIECE.finditer(self.text, text.start, text.end):
            found = match[0]
            first = found[0]
            if first in " \t\n\r\f":
                if self.space is None:
                    self.space = match.start(), "\n" in found
            elif first == "&" and len(found) > 1:
                self._put_entity(unescape(found), match.start())
            else:
                self._put(found, match.start())

    def _put_entity(self, letters: str, at: int) -> None:
        """Put what an entity stands for: nothing, if that may not be in a page."""
        if letters in ("\r", "\n", "\t", "\f"):
            self.space = self.space or (at, False)
        elif letters:
            self._put(letters, at)

    def _put_words(self, text: str, at: int) -> None:
        for match in re.finditer(r"[^\s]+(?: [^\s]+)*|\s+", text):
            if match[0].isspace():
                self.space = self.space or (at + match.start(), "\n" in match[0])
            else:
                self._put(match[0], at + match.start())

    def _put(self, text: str, at: int) -> None:
        if self.last in ("", "\n"):
            bare = text.lstrip(_INDENT)
            if len(bare) < len(text):
                self.indented.add(self.here.size)
                at += len(text) - len(bare)
                text = bare
            self.space = None
            if not text:
                return
        elif self.space is not None:
            self._put_space(text[0])
        self.here.put([Run(text, at)])
        self.last = text[-1]

    def _put_space(self, following: str) -> None:
        """Put the white space that is waiting before the character *following*, if it is any."""
        if self.space is None:
            return
        (at, ends_line), self.space = self.space, None
        if self.last in ("", "\n", " "):
            return
        if not ends_line or joint(self.last, following or "\u4e00"):
            self.here.put([Run(" ", at)])
            self.last = " "

    def _extend(self, phrase: Phrase) -> None:
        """Put a phrase at the end."""
        if not phrase.size:
            return
        self._put_space(phrase.runs[0].text[0])
        self.here.extend(phrase)
        self.last = phrase.runs[-1].text[-1]

    def _break(self, at: int) -> None:
        if self.flat:
            self.space = self.space or (at, True)
        elif self.here.size:
            self.space = None
            self.here.put([Run("\n", at)])
            self.last = "\n"

    @contextmanager
    def _aside(self) -> Iterator[Phrase]:
        """The text in here is put into a phrase of its own."""
        around = self.here, self.last, self.space, self.styles, self.indented
        self.here, self.last, self.space, self.styles, self.indented = Phrase(), "", None, [], set()
        yield self.here
        self.here, self.last, self.space, self.styles, self.indented = around

    def _parted(self, phrase: Phrase, indented: set[int]) -> Iterator[tuple[Kind, Phrase]]:
        """The blocks of a phrase; a few lines in the middle are a title page, no verse."""
        if self.is_centered and sum(run.text.count("\n") for run in phrase.runs) < _FEW_LINES:
            return ((Kind.PARAGRAPH, line) for line in _lines(phrase))
        return parted(phrase, indented)

    def _finish(self) -> None:
        """End the block that the text is in."""
        if self.flat:
            if self.here.size and self.space is None:
                self.space = self.here.runs[-1].offset, True
            return
        self.last, self.space = "", None
        if not self.here.size:
            return
        phrase, self.here = self.here, Phrase()
        indented, self.indented = self.indented, set()
        for opened in self.styles:
            style, start, target = opened
            if start < phrase.size:
                phrase.marks.append(Mark(start, phrase.size, style, target))
            opened[1] = 0
        phrase = trimmed(phrase)
        if not phrase.size:
            return
        if self.level:
            line = phrase.part(0, phrase.size)
            line.runs = [r._replace(text=r.text.replace("\n", " ")) for r in line.runs]
            self.add(Kind.HEADING, line.runs, line.marks, level=self.level)
            return
        for kind, part in self._parted(phrase, indented):
            fields = {"centered": True} if self.is_centered and kind is Kind.PARAGRAPH else {}
            self.add(kind, part.runs, part.marks, **fields)


def _lines(phrase: Phrase) -> Iterator[Phrase]:
    """The lines of a phrase."""
    at = 0
    spans: list[tuple[int, int]] = []
    for line in "".join(run.text for run in phrase.runs).split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    yield from phrase.parts(spans)


def trimmed(phrase: Phrase) -> Phrase:
    """*phrase* without white space at its end."""
    end = phrase.size
    for run in reversed(phrase.runs):
        bare = run.text.rstrip(_INDENT + "\n")
        end -= len(run.text) - len(bare)
        if bare:
            break
    return phrase if end == phrase.size else phrase.part(0, end)
