"""Paid markers: what a source says about which of its text is paid.

`##paidbegin##` … `##paidend##` (the FastAdmin editor's), `$$paidbegin$$` … `$$paidend$$` and
`<paid>` … `</paid>`, in upper or lower case, may stand on a line of their own, glued to a heading
or in the middle of a sentence. `##pagebreak##`, from the same editor, is a break between two pages.

The formats read `Source.text`, in which no marker is left; `Source.origin` leads from there back to
the source.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from reader.text.document import Oddity
from reader.values import dataclass, replace

MARKER = re.compile(
    r"##[ \t]{0,3}(?P<hash>paidbegin|paidend|pagebreak)[ \t]{0,3}##"
    r"|\$\$[ \t]{0,3}(?P<dollar>paidbegin|paidend)[ \t]{0,3}\$\$"
    r"|<(?P<tag>/?[ \t]{0,3}paid)(?:\s[^<>\n]{0,80})?/?>",
    re.IGNORECASE,
)

_NEARLY = re.compile(
    r"[#＃$＄]{1,3}[ \t]{0,3}(?:paid[ _-]?(?:begin|start|end|over)|page[ _-]?break)[ \t]{0,3}[#＃$＄]{0,3}",
    re.IGNORECASE,
)
"""What looks like a marker once the markers are gone."""


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
        inside = [(offset, offset + shift) for offset, shift in self.jumps[first:last]]
        return [(start, self.origin(start)), *inside]

    def without(self, cuts: Iterable[tuple[int, int]]) -> "Source":
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

    @cached_property
    def _jump_origins(self) -> list[int]:
        return [offset + shift for offset, shift in self.jumps]


def without_markers(decoded: str) -> Source:
    r"""*decoded*, whose line ends are `\n`, without its markers.

    An unclosed begin runs to the end. An end without a begin and a begin inside a region are
    ignored, and so is a marker of another form than the one that began the region: closed must mean
    closed. Each is an oddity.
    """
    folded = decoded.lower()
    if "paid" not in folded and "pagebreak" not in folded:
        return Source(decoded, length=len(decoded))
    parts: list[str] = []
    jumps: list[tuple[int, int]] = []
    breaks: list[int] = []
    seen, size = 0, 0
    lines = _Lines(decoded)
    regions = _Regions(lines)
    for match in MARKER.finditer(decoded):
        parts.append(decoded[seen : match.start()])
        size += match.start() - seen
        seen = _behind(decoded, match)
        if jumps and jumps[-1][0] == size:
            jumps.pop()
        jumps.append((size, seen - size))
        if (match["hash"] or "").lower() == "pagebreak":
            breaks.append(size)
        else:
            regions.take(match)
    parts.append(decoded[seen:])
    text = "".join(parts)
    regions.finish(len(decoded))
    source = Source(
        text,
        tuple(jumps),
        len(decoded),
        tuple(regions.spans),
        tuple(breaks),
    )
    near = [
        Oddity(lines.of(source.origin(match.start())), _nearly(match[0]))
        for match in _NEARLY.finditer(text)
    ]
    oddities = sorted(regions.oddities + near, key=lambda oddity: oddity.line)
    return Source(text, source.jumps, source.length, source.paid, source.breaks, tuple(oddities))


_ROW = re.compile(r"[ \t]*\n[ \t]*\|")


def _behind(decoded: str, match: re.Match[str]) -> int:
    """Where the text goes on behind a marker: in the next line, if it stands between rows of a table.

    The empty line that would remain elsewhere sets apart what is paid; a table it would tear.
    """
    start = decoded.rfind("\n", 0, match.start()) + 1
    if decoded[start : match.start()].strip() or not _ROW.match(decoded, match.end()):
        return match.end()
    above = decoded[decoded.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    return decoded.index("\n", match.end()) + 1 if above.lstrip().startswith("|") else match.end()


class _Regions:
    """The begins and ends of a source, paired as they come."""

    def __init__(self, lines: "_Lines") -> None:
        self.lines = lines
        self.spans: list[tuple[int, int]] = []
        self.oddities: list[Oddity] = []
        self.begin: re.Match[str] | None = None

    def take(self, match: re.Match[str]) -> None:
        if _is_end(match):
            self._end(match)
        elif self.begin is None:
            self.begin = match
        else:
            first = self.lines.of(self.begin.start())
            self._odd(
                match,
                f"a second {match[0]!r} inside the region that begins in line {first}; ignored.",
            )

    def finish(self, length: int) -> None:
        """The source ends after *length* code points."""
        if self.begin is None:
            return
        self._odd(
            self.begin,
            f"{self.begin[0]!r} has no {_end_of(self.begin)!r}; all text to the end of the source is paid.",
        )
        self._close(self.begin, length)

    def _end(self, match: re.Match[str]) -> None:
        if self.begin is None:
            self._odd(match, f"{match[0]!r} without a begin before it; ignored.")
        elif _form(match) != _form(self.begin):
            line = self.lines.of(self.begin.start())
            self._odd(
                match,
                f"{match[0]!r} does not end the region that {self.begin[0]!r} began in line {line}; ignored.",
            )
        else:
            self._close(self.begin, match.start())
            self.begin = None

    def _close(self, begin: re.Match[str], end: int) -> None:
        if begin.end() < end:
            self.spans.append((begin.end(), end))

    def _odd(self, match: re.Match[str], message: str) -> None:
        self.oddities.append(Oddity(self.lines.of(match.start()), message))


class _Lines:
    """Line numbers of offsets that are asked for in any order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] | None = None

    def of(self, offset: int) -> int:
        """The number of the line that *offset* is in, from 1."""
        if self.starts is None:
            self.starts = [match.end() for match in re.finditer("\n", self.text)]
        return bisect_right(self.starts, offset) + 1


def _form(match: re.Match[str]) -> str:
    return match.lastgroup or ""


def _is_end(match: re.Match[str]) -> bool:
    word = (match["hash"] or match["dollar"] or match["tag"]).lower()
    return word.endswith("end") or word.startswith("/")


def _end_of(match: re.Match[str]) -> str:
    """The marker that would end what *match* begins."""
    return {"hash": "##paidend##", "dollar": "$$paidend$$", "tag": "</paid>"}[_form(match)]


def _nearly(found: str) -> str:
    right = "##pagebreak##" if "page" in found.lower() else "##paidbegin## or ##paidend##"
    return f"{found!r} looks like a marker but is none; {right} would be one."
