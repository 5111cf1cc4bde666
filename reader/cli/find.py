"""`reader find`: words in all essays, or in some, printed as grep does."""

import os
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import harmless_json, is_terminal, notice
from reader.session.finding import Finder, Found, Span
from reader.session.query import understood
from reader.text import clean
from reader.text.sameness import Folds
from reader.wording import _

NOTHING_FOUND = 1
_MOST = 999_999_999


class Line(NamedTuple):
    """A line of an essay to be printed."""

    start: int
    end: int
    spans: tuple[Span, ...]
    """The matches in it; none in a line that only stands near one."""


def find(asked: Asked) -> int:
    """Print the lines that have what QUERY asks for."""
    folds = Folds(traditional=asked.has("--traditional"))
    words = " ".join(asked.arguments["QUERY"])
    wanted = understood(words, is_regex=asked.has("--regex"), folds=folds)
    around = asked.number("--context", 0, _MOST) or 0
    limit = asked.number("--limit", 1, _MOST)
    with library(asked) as opened:
        finder = Finder(opened.session)
        name = asked.value("--essay")
        found = (
            finder.stream(wanted)
            if name is None
            else finder.among(wanted, essays_named(opened, name))
        )
        printer = _Json(around) if asked.has("--json") else _Text(around)
        left = limit
        for one in found:
            lines = _lines(one)
            for line in lines:
                if left == 0:
                    printer.end()
                    notice(_("there is more; --limit ended it after {count:,}").format(count=limit))
                    return 0
                printer.print(one, line)
                left = None if left is None else left - 1
            printer.flush()
        printer.end()
    return 0 if printer.has_printed else NOTHING_FOUND


def _lines(found: Found) -> Iterator[Line]:
    """The lines that have all words; where none has, those with some of them."""
    lines = _lines_with_any(found)
    if not found.has_several_words:
        return lines
    known = list(lines)
    return iter([one for one in known if found.has_all(one.start, one.end)] or known)


def _lines_with_any(found: Found) -> Iterator[Line]:
    """The lines with matches; of an essay that was found by its title alone, the title."""
    start, end, spans = 0, -1, list[Span]()
    for span in found.spans or ((0, 0),):
        if span[0] > end:
            if end >= 0:
                yield Line(start, end, tuple(spans))
            start, end = found.line(span[0])
            spans = []
        spans.append(span)
        if span[1] > end:
            # A match may run on into the next lines of a poem.
            end = max(end, found.line(max(span[0], span[1] - 1))[1])
    yield Line(start, end, tuple(spans))


def _around(found: Found, line: Line, count: int, step: int) -> list[Line]:
    """Up to *count* lines before a line (*step* is -1) or behind it (1)."""
    lines: list[Line] = []
    start, end = line.start, line.end
    for _n in range(count):
        at = start - 1 if step < 0 else end + 1
        if not 0 <= at < found.view.end:
            break
        start, end = found.line(at)
        if start == end and found.view.is_hidden(at):
            break
        lines.append(Line(start, end, ()))
    return lines[::step]


class _Text:
    """Lines as grep prints them, each behind its place, as `reader open` takes it."""

    def __init__(self, around: int) -> None:
        self.has_printed = False
        self._around = around
        self._has_colours = _wants_colours()
        self._last: tuple[str, int] = "", -1
        """The essay and the end of what was printed last."""
        self._before: tuple[tuple[str, tuple[str, ...]], str] = ("", ()), ""
        """What stands before a line, without its offset, and of which essay and sections."""

    def print(self, found: Found, line: Line) -> None:
        """Print a line, and those around it that were not."""
        same, end = self._last[0] == found.essay.id, self._last[1]
        before = _around(found, line, self._around, -1) if self._around else []
        before = [one for one in before if not same or one.start > end]
        first = before[0] if before else line
        if self._around and self.has_printed and not (same and first.start <= end + 1):
            sys.stdout.write("--\n")
        for one in before:
            self._write(found, one, "-")
        if not same or line.start > end:
            self._write(found, line, ":")
        self._last = found.essay.id, line.end
        for note in found.notes if not same else ():
            said = " · ".join(clean.line(part) for part in (note.label, note.note) if part)
            sys.stdout.write(f"  ⚑ {said}\n")
        self.has_printed = True
        for one in _around(found, line, self._around, 1) if self._around else ():
            if self._next_match(found, line) > one.start:
                self._write(found, one, "-")
                self._last = found.essay.id, one.end

    def flush(self) -> None:
        """Let be seen what was printed."""
        if is_terminal():
            sys.stdout.flush()

    def end(self) -> None:
        """Nothing more comes."""

    def _next_match(self, found: Found, line: Line) -> int:
        """Where the first match behind a line begins."""
        from bisect import bisect_left

        index = bisect_left(found.spans, (line.end, line.end))
        return found.spans[index][0] if index < len(found.spans) else found.view.end

    def _write(self, found: Found, line: Line, sign: str) -> None:
        where = self._where(found.essay.title, found.section_path(line.start))
        text = clean.shown(found.text(line.start, line.end))
        if self._has_colours and line.spans and len(text) == line.end - line.start:
            cuts = [0, *(at - line.start for span in line.spans for at in span), len(text)]
            parts = [text[a:b] for a, b in pairwise(cuts)]
            parts[1::2] = [self._painted(part, _MATCH) for part in parts[1::2]]
            text = "".join(parts)
        at = self._painted(f"{found.essay.id}#{line.start}", _PLACE)
        sys.stdout.write(f"{at} {where}{sign} {text.replace(_LINE_END, ' ').strip()}\n")

    def _where(self, title: str, path: tuple[str, ...]) -> str:
        """The essay and its sections, as they stand before a line; the same ones come in a row."""
        if self._before[0] != (title, path):
            said = self._painted(clean.line(title), _TITLE)
            for mark, part in zip(("§", *"›" * len(path)), path, strict=False):
                said += f" {mark} {self._painted(clean.line(part), _SECTION)}"
            self._before = (title, path), said
        return self._before[1]

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if text and self._has_colours else text


_LINE_END = "\n"
_PLACE, _TITLE, _SECTION, _MATCH = "2", "35", "36", "1;31"
"""Colours of the terminal, as grep chooses them."""


def _wants_colours() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal() or bool(os.environ.get("FORCE_COLOR"))


class _Json:
    """Lines as the objects of a JSON array, each printed as soon as it is found."""

    def __init__(self, around: int) -> None:
        self.has_printed = False
        self._around = around

    def print(self, found: Found, line: Line) -> None:
        """Print a line as an object."""
        sys.stdout.write(",\n" if self.has_printed else "[\n")
        sys.stdout.write(harmless_json(self._data(found, line)))
        self.has_printed = True

    def flush(self) -> None:
        """Let be seen what was printed."""
        if is_terminal():
            sys.stdout.flush()

    def end(self) -> None:
        """Close the array."""
        sys.stdout.write("\n]\n" if self.has_printed else "[]\n")

    def _data(self, found: Found, line: Line) -> dict[str, Any]:
        def text(one: Line) -> str:
            return found.text(one.start, one.end)

        data: dict[str, Any] = {
            "essay": found.essay.id,
            "title": found.essay.title,
            "path": str(found.essay.path),
            "section": list(found.section_path(line.start)),
            "start": line.start,
            "end": line.end,
            "text": text(line),
            "matches": [{"start": a, "end": b, "text": found.text(a, b)} for a, b in line.spans],
        }
        if found.notes:
            data["notes"] = [{"label": one.label, "note": one.note} for one in found.notes]
        if self._around:
            data["before"] = [text(one) for one in _around(found, line, self._around, -1)]
            data["after"] = [text(one) for one in _around(found, line, self._around, 1)]
        return data
