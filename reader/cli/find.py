"""`reader find`: words in all essays, or in some, printed as grep does.

A query of one character may have hundreds of thousands of lines: what is the same for many of them is made once.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import TypeVar

from reader.cli.asked import Asked
from reader.cli.opening import Opened, essays_named, library
from reader.cli.printing import harmless_json, is_terminal, notice
from reader.session.finding import Finder
from reader.session.found import Found, Line
from reader.session.query import understood
from reader.text import clean
from reader.text.sameness import Folds
from reader.wording import _

NOTHING_FOUND = 1
_MOST = 999_999_999
_Each = TypeVar("_Each")


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
            printed = printer.print(one, left)
            if left is not None and printed > left:
                printer.end()
                notice(_("there is more; --limit ended it after {count:,}").format(count=limit))
                return 0
            left = None if left is None else left - printed
        printer.end()
        _tell_of_index(opened)
    return 0 if printer.has_printed else NOTHING_FOUND


def _tell_of_index(opened: Opened) -> None:
    """Say what is wrong with the index, if anything: then finding took long."""
    if complaint := opened.session.catalogue.complaint:
        notice(complaint)


def _cut(lines: Iterator[_Each], most: int | None) -> tuple[list[_Each], int]:
    """At *most* so many of some lines, and how many there are, up to one more."""
    known = list(islice(lines, None if most is None else most + 1))
    return known[:most], len(known)


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
        self._parts: list[str] = []
        """What is to be written together: what an essay has."""
        self._end = -1
        """Where what was printed last of the essay ends."""
        self._before: tuple[tuple[str, tuple[str, ...]], str] = ("", ()), ""
        """What stands before a line, without its offset, and of which essay and sections."""

    def print(self, found: Found, most: int | None) -> int:
        """Print the lines of an essay, and those around them, but at *most* so many; gives how many there are, up
        to one more than that.
        """
        self._end = -1
        if self._around or self._has_colours:
            lines, count = _cut(found.lines(), most)
            for line in lines:
                self._print(found, line)
        else:
            bare, count = _cut(found.bare_lines(), most)
            self._print_bare(found, bare)
        sys.stdout.write("".join(self._parts))
        self._parts.clear()
        if is_terminal():
            sys.stdout.flush()
        return count

    def end(self) -> None:
        """Nothing more comes."""

    def _print_bare(self, found: Found, lines: Sequence[tuple[int, str]]) -> None:
        """Print lines without any colour: there may be hundreds of thousands."""
        essay, plain, parts = found.essay.id, found.plain, self._parts
        until, where = -1, ""
        is_harmless = plain is not None and not clean.HARMFUL.search(plain)
        for start, said in lines:
            if start >= until:
                # Of many lines nothing is told that was told of the one before.
                path, until = found.section_from(start)
                where = f" {self._where(found.essay.title, path)}: "
            line = said if is_harmless and "\n" not in said else _as_line(said)
            parts.append(f"{essay}#{start}{where}{line.strip()}\n")
        if lines:
            parts[1:1] = _notes(found)
            self.has_printed = True

    def _print(self, found: Found, line: Line) -> None:
        """Print a line, and those around it that were not."""
        is_first, end = self._end < 0, self._end
        before = _around(found, line, self._around, -1) if self._around else []
        before = [one for one in before if one.start > end]
        first = before[0] if before else line
        if self._around and self.has_printed and (is_first or first.start > end + 1):
            self._parts.append("--\n")
        for one in before:
            self._write(found, one, "-")
        if line.start > end:
            self._write(found, line, ":")
        self._end = line.end
        if is_first:
            self._parts += _notes(found)
        self.has_printed = True
        for one in _around(found, line, self._around, 1) if self._around else ():
            if self._next_match(found, line) > one.start:
                self._write(found, one, "-")
                self._end = one.end

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
        self._parts.append(f"{at} {where}{sign} {text.replace(_LINE_END, ' ').strip()}\n")

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


def _notes(found: Found) -> list[str]:
    """Lines of what the reader wrote, if that was meant."""
    said = (" · ".join(clean.line(s) for s in (one.label, one.note) if s) for one in found.notes)
    return [f"  ⚑ {one}\n" for one in said]


def _as_line(text: str) -> str:
    """*text* as one harmless line, whose blanks are as they are."""
    return clean.shown(text).replace(_LINE_END, " ")


_LINE_END = "\n"
_PLACE, _TITLE, _SECTION, _MATCH = "2", "35", "36", "1;31"
"""Colours of the terminal, as grep chooses them."""


def _wants_colours() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal() or bool(os.environ.get("FORCE_COLOR"))


class _Json:
    """Lines as the objects of a JSON array, each essay's printed as soon as they are found."""

    def __init__(self, around: int) -> None:
        self.has_printed = False
        self._around = around

    def print(self, found: Found, most: int | None) -> int:
        """Print the lines of an essay as objects, but at *most* so many; gives how many there are, up to one more."""
        lines, count = _cut(found.lines(), most)
        if lines:
            sys.stdout.write(",\n" if self.has_printed else "[\n")
            sys.stdout.write(",\n".join(self._objects(found, lines)))
            self.has_printed = True
        if is_terminal():
            sys.stdout.flush()
        return count

    def end(self) -> None:
        """Close the array."""
        sys.stdout.write("\n]\n" if self.has_printed else "[]\n")

    def _objects(self, found: Found, lines: Iterable[Line]) -> Iterator[str]:
        """Each line as JSON. Put together by hand: to make dictionaries of two million matches took ten seconds."""
        as_json = _Encoded()
        essay, title = as_json[found.essay.id], as_json[found.essay.title]
        head = f'{{"essay": {essay}, "title": {title}, "path": {as_json[str(found.essay.path)]}'
        plain, until, where = found.plain, -1, ""
        is_harmless = plain is not None and not clean.HARMFUL.search(plain)
        for line in lines:
            if line.start >= until:
                path, until = found.section_from(line.start)
                where = f', "section": [{", ".join(as_json[part] for part in path)}]'
            text = found.text(line.start, line.end)
            spans = (
                (a, b, found.text(a, b) if plain is None else plain[a:b]) for a, b in line.spans
            )
            matches = ", ".join(
                f'{{"start": {a}, "end": {b}, "text": {as_json[match]}}}' for a, b, match in spans
            )
            said = _ENCODER.encode(text) if is_harmless else harmless_json(text)
            rest = self._rest(found, line) if self._around or found.notes else ""
            yield (
                f'{head}{where}, "start": {line.start}, "end": {line.end}, "text": {said}, '
                f'"matches": [{matches}]{rest}}}'
            )

    def _rest(self, found: Found, line: Line) -> str:
        """What is told only now and then, as the rest of an object."""
        data: dict[str, object] = {}
        if found.notes:
            data["notes"] = [{"label": one.label, "note": one.note} for one in found.notes]
        for name, step in (("before", -1), ("after", 1)) if self._around else ():
            lines = _around(found, line, self._around, step)
            data[name] = [found.text(one.start, one.end) for one in lines]
        return f", {harmless_json(data)[1:-1]}"


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class _Encoded(dict[str, str]):
    """Strings as JSON in which what a terminal might obey is escaped, each made once."""

    def __missing__(self, text: str) -> str:
        said = self[text] = harmless_json(text)
        return said
