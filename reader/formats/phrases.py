"""What stands inside a Markdown block: text in runs that know their origin, and the marks on it."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.formats.blocks import Run
from reader.formats.joining import joint
from reader.text.document import Mark, Style
from reader.values import dataclass, field

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "s": Style.DELETED, "link": Style.LINK}
_INDENT = "\u3000\u2003\u2002\xa0 \t"
"""White space that some put before a paragraph; the typesetter knows better."""
_COUPLET, _STANZA, _LINES = 2, 3, 4
"""Lines that verse has at least: of even length, beginning with capitals, short."""
_VERSE_LINE, _EVEN_LINE, _SHORT_LINE = 60, 24, 14
"""Characters of such lines at most; nobody wraps prose so early."""
_VERSE_ENDS = frozenset("，。；！？、：")
_NARROW_MARKS = "“”‘’…—·"
_NEW_PARAGRAPH = "\u3000\u2003"
"""What a line in the middle of a paragraph begins with if it is a paragraph of its own."""


class Located(NamedTuple):
    """Where the content of a block stands in the text, line by line."""

    content: str
    starts: list[int]
    """Offsets in the content, sorted, from 0."""
    offsets: list[int]
    """Where in the text the content from each start stands."""

    def runs(self, text: str, at: int) -> Iterator[Run]:
        """*text*, which stands at *at* in the content."""
        index = max(0, bisect_right(self.starts, at) - 1)
        while text:
            room = self.starts[index + 1] - at if index + 1 < len(self.starts) else len(text)
            yield Run(text[:room], self.offsets[index] + at - self.starts[index])
            text = text[room:]
            at += room
            index += 1


@dataclass
class Image:
    """An image that stands alone in its paragraph."""

    runs: list[Run]
    """The caption."""
    address: str


@dataclass
class Phrase:
    """The text of one block."""

    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    size: int = 0
    """The length of the runs together."""
    breaks: list[int] = field(default_factory=list)
    """Where further paragraphs begin."""

    def put(self, runs: Iterator[Run] | Sequence[Run]) -> None:
        """Add text at the end."""
        for run in runs:
            self.runs.append(run)
            self.size += len(run.text)

    def part(self, start: int, end: int) -> "Phrase":
        """The text from *start* to *end*, with its marks."""
        return next(self.parts([(start, end)]))

    def parts(self, spans: Iterable[tuple[int, int]]) -> Iterator["Phrase"]:
        """The texts of *spans*, which are in order and apart, with their marks."""
        marks = deque(sorted(self.marks, key=lambda m: (m.start, -m.end)))
        around: list[Mark] = []
        index = at = 0
        for start, end in spans:
            part = Phrase()
            while index < len(self.runs) and at < end:
                text, offset = self.runs[index]
                a, b = max(start - at, 0), min(end - at, len(text))
                if a < b:
                    part.put([Run(text[a:b], offset + a)])
                if at + len(text) > end:
                    break
                at += len(text)
                index += 1
            while marks and marks[0].start < end:
                around.append(marks.popleft())
            around = [mark for mark in around if mark.end > start]
            part.marks = [
                Mark(max(m.start, start) - start, min(m.end, end) - start, m.style, m.target)
                for m in around
            ]
            yield part

    def paragraphs(self) -> Iterator["Phrase"]:
        """The phrase, parted where its paragraphs begin."""
        if not self.breaks:
            yield self
            return
        yield from self.parts(pairwise([0, *self.breaks, self.size]))

    def extend(self, other: "Phrase") -> None:
        """Add *other* at the end, with its marks."""
        at = self.size
        self.put(other.runs)
        self.marks += [Mark(m.start + at, m.end + at, m.style, m.target) for m in other.marks]


class Notes:
    """The notes of a text: their numbers, in the order in which the text refers to them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.phrases: dict[str, list[Phrase]] = {}

    def number(self, label: str) -> str:
        """The number of the note *label*."""
        return str(self.numbers.setdefault(label, len(self.numbers) + 1))

    def add(self, label: str, phrase: Phrase) -> None:
        """Put a paragraph at the end of the note *label*."""
        self.phrases.setdefault(label, []).append(phrase)

    def in_order(self) -> Iterator[tuple[str, list[Phrase]]]:
        """Each note's number and paragraphs; those that nothing refers to come last."""
        for label in self.phrases:
            if label not in self.numbers:
                self.number(label)
        for label in sorted(self.phrases, key=self.numbers.__getitem__):
            yield self.number(label), self.phrases[label]


def position(token: "Token") -> int:
    """Where an inline token begins in its block's content (`reader.formats.markdown.inline`)."""
    return token.map[0] if token.map else 0


def images(children: Sequence["Token"], located: Located) -> list[Image]:
    """The images of a paragraph that holds nothing else; empty if it does."""
    found: list[Image] = []
    for token in children:
        if token.type == "image":
            caption = Phrase()
            _alternative(token, located, caption)
            found.append(Image(caption.runs, str(token.attrs.get("src", ""))))
        elif token.type in ("softbreak", "hardbreak", "link_open", "link_close"):
            continue
        elif token.content.strip():
            return []
    return found


def phrase(children: Sequence["Token"], located: Located, notes: Notes) -> Phrase:
    """The text of inline tokens; what notes stand in it goes to *notes*."""
    return _Collector(located, notes).collect(children)


class _Collector:
    def __init__(self, located: Located, notes: Notes) -> None:
        self.located = located
        self.notes = notes
        self.here = Phrase()
        self.open: list[tuple[Style, int, str]] = []
        self.around: list[tuple[Phrase, str]] = []
        """The phrases around a note that stands in the text, and its label."""
        self.begins = True
        """Whether a paragraph begins here."""
        self.is_verse = False
        """Whether its lines are lines of verse."""

    def collect(self, children: Sequence["Token"]) -> Phrase:
        self.is_verse = _is_verse(children)
        for index, token in enumerate(children):
            at = position(token)
            match token.type:
                case "text":
                    shift = 1 if index and children[index - 1].info == "auto" else 0
                    self._put(token.content, at + shift)
                case "text_special":
                    self._put(token.content, at + (token.info == "escape"))
                case "code_inline":
                    self._code(token, at)
                case "softbreak":
                    self._soft(children, index, at)
                case "hardbreak":
                    self._put("\n", at)
                case "image":
                    _alternative(token, self.located, self.here)
                case "footnote_ref":
                    self._refer(token.meta["label"], at)
                case "note_open":
                    self._begin_note(at)
                case "note_close":
                    self._end_note()
                case "html_inline":
                    if token.content[:3].lower() == "<br":
                        self._put("\n", at)
                case kind:
                    self._style(token, kind)
        return self.here

    def _put(self, text: str, at: int) -> None:
        if self.begins:
            whole = len(text)
            text = text.lstrip(_INDENT)
            at += whole - len(text)
            self.begins = not text
        self.here.put(self.located.runs(text, at))

    def _code(self, token: "Token", at: int) -> None:
        start = self.here.size
        inner = at + len(token.markup)
        # CommonMark strips a blank from either side of a code span that has both.
        raw = self.located.content[inner : inner + len(token.content)].replace("\n", " ")
        self._put(token.content, inner if raw == token.content else inner + 1)
        self.here.marks.append(Mark(start, self.here.size, Style.CODE))

    def _soft(self, children: Sequence["Token"], index: int, at: int) -> None:
        ahead = (children[n].content for n in range(index + 1, len(children)))
        following = next(filter(None, ahead), "")
        if not (self.here.runs and following) or self.here.runs[-1].text[-1] == "\n":
            return
        if self.is_verse:
            self._put("\n", at)
        elif following[0] in _NEW_PARAGRAPH:
            self.here.breaks.append(self.here.size)
            self.begins = True
        else:
            self._put(joint(self.here.runs[-1].text[-1], following[0]), at)

    def _style(self, token: "Token", kind: str) -> None:
        name, _, side = kind.rpartition("_")
        style = _STYLES.get(name)
        if style is None:
            return
        if side == "open":
            self.open.append((style, self.here.size, str(token.attrs.get("href", ""))))
        elif self.open:
            style, start, target = self.open.pop()
            if start < self.here.size:
                self.here.marks.append(Mark(start, self.here.size, style, target))

    def _refer(self, label: str, at: int) -> None:
        number = self.notes.number(label)
        start = self.here.size
        self._put(f"[{number}]", at)
        self.here.marks.append(Mark(start, self.here.size, Style.NOTE_MARK, number))

    def _begin_note(self, at: int) -> None:
        label = f"^{len(self.notes.numbers)}"
        self._refer(label, at)
        self.around.append((self.here, label))
        self.here = Phrase()

    def _end_note(self) -> None:
        note = self.here
        self.here, label = self.around.pop()
        self.notes.add(label, note)


def _is_verse(children: Sequence["Token"]) -> bool:
    """Whether the lines of a paragraph are no wrapped prose: all short, or of as many 字, or beginning
    with capitals.
    """
    lines = [""]
    for token in children:
        if token.type == "softbreak":
            lines.append("")
        elif token.type == "hardbreak":
            return False
        else:
            lines[-1] += token.content
    if len(lines) < _COUPLET or max(map(len, lines)) > _VERSE_LINE:
        return False
    shortest, longest = min(map(len, lines)), max(map(len, lines))
    if all(char >= "\u2e80" or char in _NARROW_MARKS for line in lines for char in line):
        ends = sum(line[-1:] in _VERSE_ENDS for line in lines)
        is_even = shortest == longest > 3 and longest <= _EVEN_LINE
        return (is_even and ends == len(lines)) or (len(lines) >= _LINES and longest <= _SHORT_LINE)
    return len(lines) >= _STANZA and all(line.strip("“‘\"'(")[:1].isupper() for line in lines)


def _alternative(token: "Token", located: Located, into: Phrase) -> None:
    """Put the text that stands for an image into *into*."""
    inside = position(token) + len("![")
    for child in token.children or ():
        if child.type in ("text", "text_special", "code_inline"):
            into.put(located.runs(child.content, inside + position(child)))
        elif child.type in ("softbreak", "hardbreak"):
            into.put(located.runs(" ", inside + position(child)))
    if not token.children and (title := str(token.attrs.get("title", ""))):
        into.put(located.runs(title, inside))
