"""The lines of an Org file, block by block (the Org syntax of orgmode.org, chapter Elements).

What Org's own export leaves out is left out here: comments, drawers, planning, clocks, subtrees
called `COMMENT` or tagged `:noexport:`.
"""

from bisect import bisect_right
from collections.abc import Iterator

from reader.errors import Said
from reader.formats.blocks import Run
from reader.formats.gathering import Gathering, Piece
from reader.formats.markers import Source
from reader.formats.org import objects
from reader.formats.org.keywords import Keywords
from reader.formats.org.table import table
from reader.formats.phrases import Located, Phrase
from reader.regex import IGNORECASE, regex
from reader.text import clean
from reader.text.document import Kind, Mark, Oddity, Style

_DEEPEST = 20
"""Levels of blocks, and of lists; what is deeper is read as being no deeper."""
_LEVELS = 6
_HEADLINE = regex(r"(\*+)[ \t]+(.*)")
_PRIORITY = regex(r"\[#[A-Z0-9]\][ \t]*")
_TAGS = regex(r"[ \t]+(:(?:[\w@#%]+:)+)[ \t]*$")
_COOKIE = regex(r"[ \t]*\[\d*(?:%|/\d*)\]")
_KEYWORD = regex(r"[ \t]*#\+([\w-]+)(?:\[[^\n]*\])?:[ \t]*(.*)")
_BEGIN = regex(r"[ \t]*#\+begin_([^\s]+)[ \t]*(.*)", IGNORECASE)
_COMMENT = regex(r"[ \t]*#(?:[ \t].*)?")
_DRAWER = regex(r"[ \t]*:[\w-]+:[ \t]*")
_PLANNING = regex(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[]")
_FIXED = regex(r"[ \t]*:(?: (.*))?")
_RULE = regex(r"[ \t]*-{5,}[ \t]*")
_ITEM = regex(r"([ \t]*)([-+]|\*(?<=[ \t]\*)|\d{1,9}[.)])(?:[ \t]+|$)")
_COUNTER = regex(r"\[@(\d{1,9}|[A-Za-z])\][ \t]*")
_BOX = regex(r"\[([ xX-])\][ \t]+")
_TERM = regex(r"(.{1,300}?)[ \t]+::(?:[ \t]+|$)")
_DEFINITION = regex(r"\[fn:([\w-]+)\][ \t]*")
_LEFT_OUT = ("comment", "export")
_LISTINGS = ("src", "example")
_SHOWN = ("TITLE", "SUBTITLE", "AUTHOR", "DATE")
"""Keywords that the essay's head shows."""


class Walk:
    """One file that is being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.found = Gathering(source.breaks)
        self.keywords = Keywords()
        self.oddities: list[Oddity] = []
        self._lines = list(_spans(self.text))
        self._paragraph: list[tuple[int, int]] = []
        self._indents: list[int] = []
        """Of the lists that are open: where their bullets stand."""
        self._caption: Located | None = None
        self._blanks = 0
        self._closings: dict[str, list[int]] | None = None
        """The numbers of the lines that end blocks and drawers, once one was looked for."""
        self._headlines: list[int] = []

    def pieces(self) -> list[Piece]:
        """The blocks, notes last."""
        self._find_states()
        self._walk(0, len(self._lines), 0)
        body = self.found.finished(len(self.text))
        # Org keeps notes under a headline that is there for nothing else.
        return [
            piece
            for n, piece in enumerate(body)
            if not (
                piece.kind is Kind.HEADING
                and piece.text.strip().lower() == "footnotes"
                and (n + 1 == len(body) or body[n + 1].kind in (Kind.NOTE, Kind.HEADING))
            )
        ]

    def _find_states(self) -> None:
        """What headlines may begin with: said anywhere, valid everywhere."""
        if "_TODO:" in self.text or "#+TODO:" in self.text or "#+todo:" in self.text:
            for start, end in self._lines:
                match = _KEYWORD.fullmatch(self.text, start, end)
                if match and match[1].upper() in ("TODO", "SEQ_TODO", "TYP_TODO"):
                    self.keywords.take("TODO", match[2])

    def _walk(self, first: int, last: int, depth: int) -> None:
        """The lines from number *first* to *last*."""
        index = first
        while index < last:
            index = self._element(index, last, depth)
        self._flush()
        self._close_lists(-1)

    def _element(self, index: int, last: int, depth: int) -> int:
        """Take the line number *index*, and what belongs to it; the next line's number."""
        start, end = self._lines[index]
        line = self.text[start:end]
        if not line or line.isspace():
            return self._blank(index)
        self._blanks = 0
        first = line.lstrip(" \t")
        if line[0] == "*" and (match := _HEADLINE.fullmatch(line)):
            return self._headline(index, last, start, match[1], match.start(2))
        if first[0] == "#":
            return self._hash(index, last, depth, line)
        if first[0] == ":" and (behind := self._colon(index, last, line)):
            return behind
        if first[0] in "SDC" and _PLANNING.match(line):
            return index + 1
        if first[0] == "|":
            return self._table(index, last)
        if first[0] == "-" and _RULE.fullmatch(line):
            self._leave(line)
            self.found.add(Kind.RULE, [])
            return index + 1
        if line[0] == "[" and (match := _DEFINITION.match(line)):
            self._flush()
            self._close_lists(-1)
            self.found.note = match[1]
            self._take(start + match.end(), end)
            return index + 1
        if match := _ITEM.match(line):
            self._item(start, end, match.end(), _width(match[1]), match[2])
            return index + 1
        if not self._paragraph:
            self._close_lists(_width(line[: len(line) - len(first)]))
        elif self._indents and _width(line[: len(line) - len(first)]) <= self._indents[-1]:
            self._leave(line)
        self._take(start, end)
        return index + 1

    def _blank(self, index: int) -> int:
        self._flush()
        self._blanks += 1
        if self._blanks == 2:
            self._close_lists(-1)
            self.found.note = None
        return index + 1

    # Headlines

    def _headline(self, index: int, last: int, start: int, stars: str, at: int) -> int:
        self._flush()
        self._close_lists(-1)
        self.found.note = None
        begin, end = start + at, self._lines[index][1]
        words = self.text[begin:end]
        state, _blank, rest = words.partition(" ")
        if state in self.keywords.states:
            begin += len(words) - len(rest.lstrip()) if rest else len(words)
        if match := _PRIORITY.match(self.text, begin, end):
            begin = match.end()
        tags = ""
        if match := _TAGS.search(self.text, begin - 1, end):
            end, tags = max(begin, match.start()), match[1]
        if ":noexport:" in tags or self.text[begin:end].split(" ", 1)[0] == "COMMENT":
            return self._behind_subtree(index, last, len(stars))
        while match := _COOKIE.search(self.text, begin, end):
            if match.end() < end:
                break
            end = match.start()
        found = self._phrase([(begin, end)])
        level = min(len(stars), _LEVELS)
        self.found.add(Kind.HEADING, found.runs, found.marks, level=level)
        return index + 1

    def _behind_subtree(self, index: int, last: int, level: int) -> int:
        """The number of the line behind the subtree whose headline is number *index*."""
        for number in range(index + 1, last):
            start, end = self._lines[number]
            if self.text[start : start + 1] == "*":
                match = _HEADLINE.fullmatch(self.text, start, end)
                if match and len(match[1]) <= level:
                    return number
        return last

    # Blocks, drawers, keywords

    def _hash(self, index: int, last: int, depth: int, line: str) -> int:
        """A line that begins with `#`: a comment, a keyword, a block, or text."""
        if match := _BEGIN.fullmatch(line):
            return self._block(index, last, depth, match[1].lower(), match[2])
        if match := _KEYWORD.fullmatch(line):
            self._flush()
            self._keyword(match[1].upper(), index, match.start(2))
            return index + 1
        if _COMMENT.fullmatch(line) or line.lstrip().lower().startswith(("#+end_", "#+begin:")):
            self._flush()
            return index + 1
        self._take(*self._lines[index])
        return index + 1

    def _keyword(self, key: str, index: int, at: int) -> None:
        start, end = self._lines[index]
        free = self.source.free(start + at, end)
        value = "".join(self.text[first:last] for first, last in free).strip()
        is_title = key in ("TITLE", "SUBTITLE")
        if key in _SHOWN and self.source.is_paid(start + at, end) and not (is_title and value):
            # What is shown everywhere is not taken from what is paid; that is text like any other.
            self._take(start + at, end)
            self._flush()
        if is_title and value:
            title = self.keywords.title
            if title.size:
                title.put([Run(" ", max(0, start - 1))])
            title.extend(self._phrase([(start + at, end)]))
        elif key == "CAPTION":
            self._caption = self._located([(start + at, end)])
        elif key not in ("TODO", "SEQ_TODO", "TYP_TODO"):
            self.keywords.take(key, value)

    def _block(self, index: int, last: int, depth: int, name: str, said: str) -> int:
        stop = self._end_of(index, last, f"#+end_{name}")
        self._leave(self._line(index))
        if stop is None:
            end = clean.line(f"#+end_{name}")
            message = Said("The block that begins here is not ended by {end!r}.", end=end)
            self.oddities.append(Oddity(index + 1, message))
            return index + 1
        if name in _LEFT_OUT:
            return stop + 1
        if name in _LISTINGS:
            self._say_caption()
            self._listing(index + 1, stop, said.split()[0] if name == "src" and said else "")
        elif name == "verse":
            self._verse(index + 1, stop)
        else:
            is_quote = name == "quote" and depth < _DEEPEST
            indents, self._indents = self._indents, []
            self.found.quotes += is_quote
            if depth < _DEEPEST:
                self._walk(index + 1, stop, depth + 1)
            else:
                for number in range(index + 1, stop):
                    self._take(*self._lines[number])
                self._flush()
            self.found.quotes -= is_quote
            self._indents = indents
        return stop + 1

    def _end_of(self, index: int, last: int, closing: str) -> int | None:
        """The number of the line *closing* that ends what begins at *index*; none is behind a headline."""
        if self._closings is None:
            self._closings = {}
            for number, (start, end) in enumerate(self._lines):
                line = self.text[start:end].strip().lower()
                if line.startswith(("#+end_", ":end:")):
                    self._closings.setdefault(line, []).append(number)
                elif line[:1] == "*" and _HEADLINE.fullmatch(self.text, start, end):
                    self._headlines.append(number)
        found = self._closings.get(closing, [])
        at = bisect_right(found, index)
        ahead = bisect_right(self._headlines, index)
        stop = self._headlines[ahead] if ahead < len(self._headlines) else last
        return found[at] if at < len(found) and found[at] < min(stop, last) else None

    def _listing(self, first: int, stop: int, language: str) -> None:
        lines = [self._lines[number] for number in range(first, stop)]
        filled = [self._line(number) for number in range(first, stop) if self._line(number).strip()]
        shift = min((len(line) - len(line.lstrip(" \t")) for line in filled), default=0)
        runs: list[Run] = []
        for n, (start, end) in enumerate(lines):
            if n:
                runs.append(Run("\n", max(0, start - 1)))
            start = min(start + shift, end)
            # Org writes a comma before what would be a headline or a keyword.
            indent = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" \t"))
            if self.text.startswith((",*", ",#+", ",,*", ",,#+"), indent):
                runs.append(Run(self.text[start:indent], start))
                start = indent + 1
            runs.append(Run(self.text[start:end], start))
        self.found.add(Kind.CODE, [run for run in runs if run.text], label=language)

    def _verse(self, first: int, stop: int) -> None:
        spans: list[tuple[int, int]] = []
        for number in (*range(first, stop), stop):
            start, end = self._lines[number]
            if number < stop and self._line(number).strip():
                spans.append((start, end))
            elif spans:
                found = self._phrase(spans, keeps_lines=True)
                self.found.add(Kind.VERSE, found.runs, found.marks)
                spans = []

    def _colon(self, index: int, last: int, line: str) -> int | None:
        """Lines that begin with a colon: a drawer, or text that is kept; None if it is neither."""
        if _DRAWER.fullmatch(line) and (stop := self._end_of(index, last, ":end:")) is not None:
            self._flush()
            return stop + 1
        if not _FIXED.fullmatch(line):
            return None
        self._leave(line)
        runs: list[Run] = []
        while index < last and (match := _FIXED.fullmatch(self.text, *self._lines[index])):
            if runs:
                runs.append(Run("\n", max(0, self._lines[index][0] - 1)))
            if match[1]:
                runs.append(Run(match[1], match.start(1)))
            elif not runs:
                runs.append(Run(" ", self._lines[index][0]))
            index += 1
        self.found.add(Kind.CODE, runs)
        return index

    def _table(self, index: int, last: int) -> int:
        self._leave(self._line(index))
        first = index
        while index < last and self._line(index).lstrip(" \t").startswith("|"):
            index += 1
        found = table(self.text, self._lines[first:index], self.found.notes)
        if found is not None:
            self._say_caption()
            self.found.add(Kind.TABLE, found.text.runs, found.text.marks, columns=found.columns)
        return index

    def _say_caption(self) -> None:
        """The caption of a table or a listing, as a paragraph above it."""
        if self._caption is not None:
            said = objects.phrase(self._caption, self.found.notes)
            self.found.add(Kind.PARAGRAPH, said.runs, said.marks)
            self._caption = None

    # Lists and paragraphs

    def _item(self, start: int, end: int, at: int, indent: int, bullet: str) -> None:
        self._flush()
        while self._indents and (indent < self._indents[-1] or len(self._indents) > _DEEPEST):
            self._close_list()
        if not self._indents or indent > self._indents[-1]:
            self._indents.append(indent)
            self.found.open_list(is_ordered=bullet not in "-+*")
        elif self.found.lists:
            self.found.close_item()
        at += start
        number = bullet if bullet not in "-+*" else ""
        if match := _COUNTER.match(self.text, at, end):
            number, at = match[1] + bullet[-1] if number else "", match.end()
        self.found.open_item(number)
        if match := _BOX.match(self.text, at, end):
            self.found.lists[-1].bullet = "☑" if match[1] in "xX" else "☐"
            at = match.end()
        if match := _TERM.match(self.text, at, end) if not number else None:
            term = self._phrase([(at, match.end(1))])
            strong = Mark(0, term.size, Style.STRONG)
            self.found.add(Kind.PARAGRAPH, term.runs, [strong, *term.marks] if term.size else [])
            at = match.end()
        self._take(at, end)

    def _close_lists(self, indent: int) -> None:
        """End the lists whose bullets do not stand left of *indent*."""
        while self._indents and self._indents[-1] >= indent:
            self._close_list()

    def _close_list(self) -> None:
        self.found.close_item()
        self.found.lists.pop()
        self._indents.pop()

    def _leave(self, line: str) -> None:
        """End the paragraph; and the lists that *line* stands left of."""
        self._flush()
        self._close_lists(_width(line[: len(line) - len(line.lstrip(" \t"))]))

    def _take(self, start: int, end: int) -> None:
        """Add a line to the paragraph."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end -= len(part) - len(part.rstrip())
        if start < end:
            self._paragraph.append((start, end))

    def _flush(self) -> None:
        """The paragraph, if there is one, is at its end."""
        spans, self._paragraph = self._paragraph, []
        if not spans:
            return
        if len(spans) == 1 and (address := objects.image_in(self.text[slice(*spans[0])])):
            runs: list[Run] = []
            if self._caption is not None:
                runs = objects.phrase(self._caption, self.found.notes).runs
            self._caption = None
            self.found.add(Kind.FIGURE, runs, label=address)
            return
        self._caption = None
        found = self._phrase(spans)
        if "".join(run.text for run in found.runs).strip():
            self.found.add(Kind.PARAGRAPH, found.runs, found.marks)

    def _phrase(self, spans: list[tuple[int, int]], *, keeps_lines: bool = False) -> Phrase:
        return objects.phrase(self._located(spans), self.found.notes, keeps_lines=keeps_lines)

    def _located(self, spans: list[tuple[int, int]]) -> Located:
        starts: list[int] = []
        parts: list[str] = []
        at = 0
        for start, end in spans:
            starts.append(at)
            parts.append(self.text[start:end])
            at += end - start + 1
        return Located("\n".join(parts), starts, [start for start, _ in spans])

    def _line(self, index: int) -> str:
        start, end = self._lines[index]
        return self.text[start:end]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of *text* begin and end."""
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield at, end
        at = end + 1
    if at < len(text):
        yield at, len(text)


def _width(indent: str) -> int:
    """Columns of white space; tabs go to the next eighth."""
    return len(indent.expandtabs(8))
