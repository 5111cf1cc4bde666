"""What stands inside of an Org paragraph: emphasis, links, notes, dates, entities.

Emphasis is Org's: it opens behind white space or an opening sign and closes before white space or
punctuation. Chinese has no white space there, so its punctuation counts, and for `*` any character
that is set without spaces.
"""

from bisect import bisect_right
from html.entities import html5

from reader.formats.blocks import Run
from reader.formats.joining import is_wide, joint
from reader.formats.phrases import Located, Notes, Phrase
from reader.regex import DOTALL, IGNORECASE, regex
from reader.text.document import Mark, Style

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".avif")
_STYLES = {
    "*": Style.STRONG,
    "/": Style.EMPHASIS,
    "_": Style.EMPHASIS,
    "+": Style.DELETED,
    "=": Style.CODE,
    "~": Style.CODE,
}
_FREE = "*"
"""What may stand right beside Han: the others stand between 字 for themselves (男/女, 甲~乙)."""
_BEFORE = frozenset(" \t\n-–—('\"{[\u200b“‘（《「『【：，。；、！？·…")
_BEHIND = frozenset(" \t\n-–—.,:!?;'\")}[]\\\u200b”’）》」』】：，。；、！？·…")
_LINES = 3
"""Line ends that emphasis may span."""
_LONGEST_LINK = 2_000
_DEEPEST = 6
"""Levels of emphasis, links and notes in each other."""
_SIGN = regex(
    r"[*/_+=~](?=\S)|\[\[|\[fn:|<<|<(?=\d{4}-\d\d-\d\d|[a-z]+:)|\\|@@|\n|https?://|\u200b",
    IGNORECASE,
)
_NOTE = regex(r"\[fn:(?P<label>[\w-]*)(?P<colon>:)?")
_DATE = regex(r"<(\d{4}-\d\d-\d\d[^<>\n]{0,40})>")
_ANGLE = regex(r"<((?:https?|ftp|mailto):[^<>\s]{1,2000})>", IGNORECASE)
_ADDRESS = regex(r"https?://[^\s<>\[\]{}|\"“”‘’「」《》（），。；：！？、]{1,2000}", IGNORECASE)
_TARGET = regex(r"<<<?([^<>\n]{1,200})>>>?")
_SNIPPET = regex(r"@@[\w-]{1,30}:.{0,1000}?@@", DOTALL)
_FORCED = regex(r"\\\\[ \t]{0,99}(?=\n|\Z)")
"""A line end that the paragraph keeps."""
_ENTITY = regex(r"\\([A-Za-z]{1,30})(?:\{\}|(?![A-Za-z]))")
_WEB = regex(r"(?:https?|ftp|mailto):", IGNORECASE)
_ENTITIES = {"to": "→", "gets": "←", "dots": "…", "ldots": "…", "hellip": "…", "tilde": "~"}


def phrase(located: Located, notes: Notes, *, keeps_lines: bool = False) -> Phrase:
    """The text of what is *located*; notes that stand in it go to *notes*.

    Its lines are one, unless it *keeps_lines*.
    """
    scan = _Scan(located, notes, keeps_lines)
    scan.text(0, len(located.content), 0)
    return scan.here


def image_in(content: str) -> str:
    """The address of the image that *content* is, and nothing else; empty if it is none."""
    said = content.strip()
    if not (said.startswith("[[") and said.endswith("]]")) or len(said) > _LONGEST_LINK:
        return ""
    target = said[2:-2]
    if "[" in target or "]" in target or not target.lower().endswith(IMAGES):
        return ""
    return _path(target)


def _path(target: str) -> str:
    return target.removeprefix("file+sys:").removeprefix("file+emacs:").removeprefix("file:")


class _Scan:
    def __init__(self, located: Located, notes: Notes, keeps_lines: bool) -> None:
        self.located = located
        self.content = located.content
        self.notes = notes
        self.keeps_lines = keeps_lines
        self.here = Phrase()
        self._ends: dict[str, list[int]] = {}
        """Where emphasis of each sign may end."""
        self._pairs: dict[int, int] | None = None
        """Where each bracket is closed, once that was asked."""

    def text(self, start: int, end: int, depth: int) -> None:
        """Put the text of the content from *start* to *end*."""
        at = start
        while match := _SIGN.search(self.content, at, end):
            found = match.start()
            behind = self._object(found, end, depth, at) if depth < _DEEPEST else None
            if behind is None:
                self._put(at, found + 1)
                at = found + 1
            else:
                at = behind
        self._put(at, end)

    def _object(self, at: int, end: int, depth: int, seen: int) -> int | None:
        """Put the object that begins at *at*, behind the text from *seen*; where it ends, or None."""
        sign = self.content[at]
        if sign in _STYLES:
            return self._emphasis(at, end, depth, seen)
        found: tuple[int, int, int, str] | None = None
        if sign == "\n":
            self._put(seen, at)
            self._break(at, end)
            return at + 1
        if sign == "\u200b":
            self._put(seen, at)
            return at + 1
        if self.content.startswith("[[", at):
            return self._link(at, end, depth, seen)
        if self.content.startswith("[fn:", at):
            return self._note(at, end, depth, seen)
        if match := _SNIPPET.match(self.content, at, end):
            self._put(seen, at)
            return match.end()
        if sign == "\\":
            return self._escaped(at, end, seen)
        if match := _TARGET.match(self.content, at, end):
            self._put(seen, at)
            if match[0].startswith("<<<"):
                self._put(match.start(1), match.end(1))
            return match.end()
        if match := _DATE.match(self.content, at, end):
            self._put(seen, at)
            self._put(match.start(1), match.end(1))
            return match.end()
        if match := _ANGLE.match(self.content, at, end):
            found = match.start(1), match.end(1), match.end(), match[1]
        elif match := _ADDRESS.match(self.content, at, end):
            stop = at + len(match[0].rstrip(".,:;!?)*'"))
            found = at, stop, stop, self.content[at:stop]
        if found is None:
            return None
        self._put(seen, at)
        size = self.here.size
        self._put(found[0], found[1])
        self._mark(size, Style.LINK, found[3])
        return found[2]

    def _emphasis(self, at: int, end: int, depth: int, seen: int) -> int | None:
        content, sign = self.content, self.content[at]
        before = content[at - 1] if at else " "
        if before not in _BEFORE and not (sign in _FREE and is_wide(before)):
            return None
        ends = self._ends.get(sign)
        if ends is None:
            ends = self._ends[sign] = self._closing(sign)
        index = bisect_right(ends, at + 1)
        if index == len(ends) or ends[index] >= end:
            return None
        close = ends[index]
        if content.count("\n", at, close) > _LINES:
            return None
        self._put(seen, at)
        size = self.here.size
        if _STYLES[sign] is Style.CODE:
            self._literal(at + 1, close)
        else:
            self.text(at + 1, close, depth + 1)
        self._mark(size, _STYLES[sign])
        return close + 1

    def _closing(self, sign: str) -> list[int]:
        """Where emphasis of a *sign* may end."""
        content, found = self.content, []
        at = content.find(sign, 1)
        while at >= 0:
            behind = content[at + 1] if at + 1 < len(content) else " "
            if not content[at - 1].isspace() and (
                behind in _BEHIND or (sign in _FREE and is_wide(behind))
            ):
                found.append(at)
            at = content.find(sign, at + 1)
        return found

    def _link(self, at: int, end: int, depth: int, seen: int) -> int | None:
        close = self.content.find("]]", at, min(end, at + _LONGEST_LINK))
        if close < 0:
            return None
        middle = self.content.find("][", at, close)
        target = self.content[at + 2 : middle if middle > 0 else close]
        if not target.strip() or "\n\n" in target:
            return None
        self._put(seen, at)
        size = self.here.size
        if middle > 0:
            self.text(middle + 2, close, depth + 1)
        elif target.startswith(_KINDS):
            self._put(at + 2 + len(target) - len(_named(target)), close)
        else:
            self._put(at + 2, close)
        if _WEB.match(target):
            self._mark(size, Style.LINK, "".join(target.split()))
        elif target.startswith(("file:", "./", "../", "/", "~/")):
            self._mark(size, Style.LINK, _path(target))
        return close + 2

    def _note(self, at: int, end: int, depth: int, seen: int) -> int | None:
        match = _NOTE.match(self.content, at, end)
        if match is None or not (match["label"] or match["colon"]):
            return None
        close = self._bracket(at, end)
        if close is None or (not match["colon"] and close != match.end()):
            return None
        self._put(seen, at)
        label = match["label"] or f"^{self.located.offsets[0]}:{at}"
        number = self.notes.number(label)
        size = self.here.size
        self.here.put(self.located.runs(f"[{number}]", at))
        self.here.marks.append(Mark(size, self.here.size, Style.NOTE_MARK, number))
        if match["colon"]:
            around, self.here = self.here, Phrase()
            inside = self.content[match.end() : close]
            self.text(match.end() + len(inside) - len(inside.lstrip()), close, depth + 1)
            note, self.here = self.here, around
            self.notes.add(label, note)
        return close + 1

    def _bracket(self, at: int, end: int) -> int | None:
        """Where the bracket that opens at *at* is closed, before *end*."""
        if self._pairs is None:
            self._pairs = {}
            around: list[int] = []
            for match in _BRACKET.finditer(self.content):
                if match[0] == "[":
                    around.append(match.start())
                elif around:
                    self._pairs[around.pop()] = match.start()
        close = self._pairs.get(at, end)
        return close if close < end else None

    def _escaped(self, at: int, end: int, seen: int) -> int | None:
        """An entity, or the line end that a paragraph keeps."""
        if match := _FORCED.match(self.content, at, end):
            self._put(seen, at)
            if match.end() == end:
                return end
            self.here.put(self.located.runs("\n", match.end()))
            return match.end() + 1
        match = _ENTITY.match(self.content, at, end)
        if match is None:
            return None
        said = _ENTITIES.get(match[1]) or html5.get(match[1] + ";", "")
        if not said:
            return None
        self._put(seen, at)
        self.here.put([Run(said, next(self.located.runs("\\", at)).offset)])
        return match.end()

    def _break(self, at: int, end: int) -> None:
        """A line end in a paragraph."""
        if self.keeps_lines:
            self.here.put(self.located.runs("\n", at))
            return
        following = self.content[at + 1 : min(end, at + 40)].lstrip("*/_+=~[ \u200b")[:1]
        if self.here.runs and following and self.here.runs[-1].text[-1] != "\n":
            self.here.put(self.located.runs(joint(self.here.runs[-1].text[-1], following), at))

    def _literal(self, start: int, end: int) -> None:
        for n, line in enumerate(self.content[start:end].split("\n")):
            if n:
                self.here.put(self.located.runs(" ", start - 1))
            self._put(start, start + len(line))
            start += len(line) + 1

    def _put(self, start: int, end: int) -> None:
        if start < end:
            self.here.put(self.located.runs(self.content[start:end], start))

    def _mark(self, start: int, style: Style, target: str = "") -> None:
        if start < self.here.size:
            self.here.marks.append(Mark(start, self.here.size, style, target))


_KINDS = ("*", "#", "id:", "file:")
"""What a link to a headline, a place or a file begins with."""
_BRACKET = regex(r"[\[\]]")


def _named(target: str) -> str:
    """What is shown of a link without a description."""
    for sign in _KINDS:
        if target.startswith(sign):
            return target[len(sign) :]
    return target
