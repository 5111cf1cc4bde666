r"""Paid markers: what a source says about which of its text is paid.

`##paidbegin##` … `##paidend##` (the FastAdmin editor's), `$$paidbegin$$` … `$$paidend$$` and
`<paid>` … `</paid>`, in upper or lower case, may stand on a line of their own, glued to a heading
or in the middle of a sentence; `＃＃` and `\#\#` are `##`. `##pagebreak##`, from the same editor, is
a break between two pages.

The formats read `Source.text`, in which no marker is left; `Source.origin` leads from there back to
the source.
"""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import is_normalized

from reader.errors import Said
from reader.memo import cached_property
from reader.regex import IGNORECASE, regex
from reader.text.document import Oddity
from reader.values import NamedTuple, dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

_HASHES, _DOLLARS = r"\\?[#＃]\\?[#＃]", r"\\?[$＄]\\?[$＄]"
"""Full width as an input method types them, or behind backslashes as programs write Markdown."""
_GAP = "[ \\t\xa0\u3000\xad\u200b-\u200d\u2060\ufeff]{0,3}"
"""Blanks, also those that nobody sees."""

MARKER = regex(
    f"{_HASHES}{_GAP}(?P<hash>(?a:paidbegin|paidend|pagebreak)){_GAP}{_HASHES}"
    f"|{_DOLLARS}{_GAP}(?P<dollar>(?a:paidbegin|paidend)){_GAP}{_DOLLARS}"
    r"|<(?P<tag>/?[ \t]{0,3}(?a:paid))(?:\s[^<>\n]{0,80})?/?>",
    IGNORECASE,
)
"""In ASCII's letters only, whatever a Turkish i may be a capital of: bytes are looked through for them too."""

_LONGEST = 120
"""Code points of a marker, at most."""
_NEARLY = regex(
    r"[#＃$＄]{1,3}[ \t]{0,3}(?:paid[ _-]?(?:begin|start|end|over)|page[ _-]?break)[ \t]{0,3}[#＃$＄]{0,3}",
    IGNORECASE,
)
"""What looks like a marker once the markers are gone."""
_LINE_END = regex("\n")


@dataclass(frozen=True)
class Source:
    """A decoded source without its markers."""

    text: str
    """The text without markers."""
    jumps: tuple[tuple[int, int], ...] = ()
    """Pairs (offset in `text`, how far behind it the decoded source is from there on), sorted."""
    length: int = 0
    """Of the decoded source, markers included, in code points."""
    paid: tuple[tuple[int, int], ...] = ()
    """What stands between a begin and its end: spans of the decoded source, sorted and disjoint."""
    breaks: tuple[int, ...] = ()
    """Where the page breaks were: offsets in `text`."""
    oddities: tuple[Oddity, ...] = ()

    @cached_property
    def is_plain(self) -> bool:
        """Whether each line of `text` may stand in a document as it is, and nothing is paid or cut out."""
        is_whole = not (self.jumps or self.paid)
        return is_whole and "\0" not in self.text and is_normalized("NFC", self.text)

    @cached_property
    def _jump_offsets(self) -> list[int]:
        return [offset for offset, _ in self.jumps]

    def origin(self, offset: int) -> int:
        """Where the character at *offset* of `text` stands in the decoded source."""
        index = bisect_right(self._jump_offsets, offset) - 1
        return offset + self.jumps[index][1] if index >= 0 else offset

    def origins(self, start: int, end: int) -> list[tuple[int, int]]:
        """Pairs (offset in `text`, offset in the source) from which both run alike, for
        `text[start:end]`.
        """
        if not self.jumps:
            return [(start, start)]
        first = bisect_right(self._jump_offsets, start)
        last = bisect_right(self._jump_offsets, end - 1)
        origin = start + self.jumps[first - 1][1] if first else start
        if first == last:
            return [(start, origin)]
        inside = [(offset, offset + shift) for offset, shift in self.jumps[first:last]]
        return [(start, origin), *inside]

    def without(self, cuts: Iterable[tuple[int, int]]) -> Source:
        """The source without the spans *cuts* of its `text`."""
        kept: list[tuple[int, int]] = []
        at = 0
        for start, end in sorted(cuts):
            if start > at:
                kept.append((at, start))
            at = max(at, end)
        kept.append((at, len(self.text)))
        jumps: list[tuple[int, int]] = []
        breaks: list[int] = []
        size = 0
        for start, end in kept:
            for offset, origin in self.origins(start, max(start + 1, end)):
                jumps.append((size + offset - start, origin - size - offset + start))
            breaks += [size + at - start for at in self.breaks if start <= at < end]
            size += end - start
        text = "".join(self.text[start:end] for start, end in kept)
        return replace(self, text=text, jumps=tuple(dict(jumps).items()), breaks=tuple(breaks))

    def place(self, origin: int) -> int:
        """Where in `text` the decoded source's text from *origin* on begins."""
        index = bisect_right(self._jump_origins, origin) - 1
        return origin - self.jumps[index][1] if index >= 0 else origin

    def free(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of `text[start:end]` that are not paid: who wrote, when and what about is said from these only."""
        found: list[tuple[int, int]] = []
        for begin, stop in self._paid_places:
            if stop <= start or end <= begin:
                continue
            if start < begin:
                found.append((start, begin))
            start = stop
        return [*found, (start, end)] if start < end else found

    def is_paid(self, start: int, end: int) -> bool:
        """Whether anything of `text[start:end]` is paid."""
        return any(begin < end and start < stop for begin, stop in self._paid_places)

    @cached_property
    def _paid_places(self) -> list[tuple[int, int]]:
        """What is paid, as spans of `text`."""
        places = ((self.place(start), self.place(end)) for start, end in self.paid)
        return [(start, end) for start, end in places if start < end]

    @cached_property
    def _jump_origins(self) -> list[int]:
        return [offset + shift for offset, shift in self.jumps]


class Marker(NamedTuple):
    """A marker in a decoded source."""

    text: str
    """As it would stand in plain text."""
    form: str
    """`hash`, `dollar` or `tag`: a begin and an end of one form belong together."""
    is_end: bool
    is_break: bool
    spans: tuple[tuple[int, int], ...]
    """What is cut from the source: one span, unless tags stand in the middle of it."""

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the text goes on behind it."""
        return self.spans[-1][1]


class Cut(NamedTuple):
    """A text without its markers, which are not paired yet."""

    text: str
    jumps: tuple[tuple[int, int], ...]
    """As `Source.jumps`."""
    breaks: tuple[int, ...]
    """As `Source.breaks`."""
    markers: tuple[Marker, ...]
    """Those of paid text."""


def may_have_markers(decoded: str) -> bool:
    """Whether *decoded* holds the words of a marker."""
    if not (
        "#" in decoded or "$" in decoded or "<" in decoded or "＃" in decoded or "＄" in decoded
    ):
        return False
    folded = decoded.lower()
    return "paid" in folded or "pagebreak" in folded


def marker(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> Marker:
    """The marker that `MARKER` matched, which takes *spans* of the source."""
    word = (match["hash"] or match["dollar"] or match["tag"]).lower()
    form = match.lastgroup or ""
    is_end = word.endswith("end") or word.startswith("/")
    return Marker(match[0], form, is_end, word == "pagebreak", tuple(spans))


def without_markers(decoded: str) -> Source:
    r"""*decoded*, whose line ends are `\n`, without its markers.

    An unclosed begin runs to the end. An end without a begin and a begin inside a region are
    ignored, and so is a marker of another form than the one that began the region: closed must mean
    closed. Each is an oddity.
    """
    if not may_have_markers(decoded):
        return Source(decoded, length=len(decoded))
    return without(decoded, markers_in(decoded))


def unpaid(text: str) -> str:
    """A title or a name without its markers, and without what they say is paid in it.

    What only a begin stands before remains: markers are glued to headings, which stay.
    """
    if not may_have_markers(text):
        return text
    found = without_markers(text)
    kept = [each for each in found.paid if MARKER.match(text, each[1])]
    cuts = [(found.place(start), found.place(end)) for start, end in kept]
    return found.without(cuts).text


def markers_in(decoded: str) -> Iterator[Marker]:
    """The markers of plain text, in order."""
    return (marker(m, [(m.start(), end)]) for m, end in matches(decoded, _behind))


def matches(
    text: str, behind: Callable[[str, re.Match[str]], int] = lambda text, match: match.end()
) -> Iterator[tuple[re.Match[str], int]]:
    """The markers in *text*, each with the place *behind* it where the text goes on.

    What its going would leave as a marker, `##` before it and `paidbegin##` behind, goes with it.
    """
    at, kept = 0, ""
    while match := MARKER.search(text, at):
        kept = (kept + text[at : match.start()])[-_LONGEST:]
        at = behind(text, match)
        while formed := MARKER.search(kept + text[at : at + _LONGEST]):
            if not formed.start() < len(kept) < formed.end():
                break
            at += formed.end() - len(kept)
        yield match, at


def without(decoded: str, markers: Iterable[Marker]) -> Source:
    """*decoded* without *markers*, which are in order."""
    lines = _Lines(decoded)
    regions = Regions(lines.of)
    text, jumps, breaks, found = cut(decoded, markers)
    for one in found:
        regions.take(one)
    regions.finish(len(decoded))
    source = Source(text, jumps, len(decoded), tuple(regions.spans), breaks)
    near = [
        Oddity(lines.of(source.origin(match.start())), _nearly(match[0]))
        for match in (_NEARLY.finditer(text) if any(sign in text for sign in "#＃$＄") else ())
        if not MARKER.fullmatch(match[0])
    ]
    oddities = sorted(regions.oddities + near, key=lambda oddity: oddity.line)
    return replace(source, oddities=tuple(oddities))


def cut(decoded: str, markers: Iterable[Marker]) -> Cut:
    """*decoded* without *markers*, which are in order."""
    parts: list[str] = []
    jumps: list[tuple[int, int]] = []
    breaks: list[int] = []
    paid: list[Marker] = []
    seen, size = 0, 0
    for found in markers:
        for start, end in found.spans:
            parts.append(decoded[seen:start])
            size += start - seen
            seen = end
            if jumps and jumps[-1][0] == size:
                jumps.pop()
            jumps.append((size, seen - size))
        if found.is_break:
            breaks.append(size)
        else:
            paid.append(found)
    parts.append(decoded[seen:])
    return Cut("".join(parts), tuple(jumps), tuple(breaks), tuple(paid))


_ROW = regex(r"[ \t]*\n[ \t]*\|")


def _behind(decoded: str, match: re.Match[str]) -> int:
    """Where the text goes on behind a marker: in the next line, if it stands between rows of a table.

    The empty line that would remain elsewhere sets apart what is paid; a table it would tear.
    """
    start = decoded.rfind("\n", 0, match.start()) + 1
    if decoded[start : match.start()].strip() or not _ROW.match(decoded, match.end()):
        return match.end()
    above = decoded[decoded.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    return decoded.index("\n", match.end()) + 1 if above.lstrip().startswith("|") else match.end()


class Regions:
    """The begins and ends of a source, paired as they come."""

    def __init__(self, line_of: Callable[[int], int]) -> None:
        """*line_of* gives the number of the line that an offset is in."""
        self.line_of = line_of
        self.spans: list[tuple[int, int]] = []
        """What is paid, as `Source.paid`."""
        self.oddities: list[Oddity] = []
        self.begin: Marker | None = None

    def take(self, found: Marker) -> None:
        """Take the next marker of the source."""
        if found.is_end:
            self._end(found)
        elif self.begin is None:
            self.begin = found
        else:
            first = self.line_of(self.begin.start)
            self._odd(
                found,
                Said(
                    "a second {begin!r} inside the region that begins in line {first}; ignored.",
                    begin=found.text,
                    first=first,
                ),
            )

    def finish(self, length: int) -> None:
        """The source ends after *length* code points."""
        if self.begin is None:
            return
        self._odd(
            self.begin,
            Said(
                "{begin!r} has no {end!r}; all text to the end of the source is paid.",
                begin=self.begin.text,
                end=_end_of(self.begin),
            ),
        )
        self._close(self.begin, length)

    def _end(self, found: Marker) -> None:
        if self.begin is None:
            self._odd(found, Said("{end!r} without a begin before it; ignored.", end=found.text))
        elif found.form != self.begin.form:
            line = self.line_of(self.begin.start)
            self._odd(
                found,
                Said(
                    "{end!r} does not end the region that {begin!r} began in line {line}; ignored.",
                    end=found.text,
                    begin=self.begin.text,
                    line=line,
                ),
            )
        else:
            self._close(self.begin, found.start)
            self.begin = None

    def _close(self, begin: Marker, end: int) -> None:
        if begin.end < end:
            self.spans.append((begin.end, end))

    def _odd(self, found: Marker, message: str) -> None:
        self.oddities.append(Oddity(self.line_of(found.start), message))


class _Lines:
    """Line numbers of offsets that are asked for in any order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] | None = None

    def of(self, offset: int) -> int:
        """The number of the line that *offset* is in, from 1."""
        if self.starts is None:
            self.starts = [match.end() for match in _LINE_END.finditer(self.text)]
        return bisect_right(self.starts, offset) + 1


def _end_of(begin: Marker) -> str:
    """The marker that would end what *begin* begins."""
    return {"hash": "##paidend##", "dollar": "$$paidend$$", "tag": "</paid>"}[begin.form]


def _nearly(found: str) -> str:
    right = "##pagebreak##" if "page" in found.lower() else Said("##paidbegin## or ##paidend##")
    return Said(
        "{found!r} looks like a marker but is none; {right} would be one.", found=found, right=right
    )
