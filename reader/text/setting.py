"""Blocks → lines, one kind of block after the other.

`set_piece` is given a visible piece of a block and returns its lines without the air around them;
what keeps blocks apart is `reader.text.layout`'s. Tables and placards have files of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.text import clean, syntax, table
from reader.text.cells import width
from reader.text.document import Block, Kind, Mark, Style
from reader.text.line import Line, Roles, Run
from reader.text.paragraph import Manner, SetLine, set_paragraph
from reader.text.typography import Typography, is_east_asian
from reader.text.view import Piece

_QUOTE_BAR = "▏ "
_FOLD_MARK = "↪ "
_VERSE_INDENT = 4
_LIST_INDENT = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a block that looks alike."""

    start: int
    end: int
    roles: Roles
    target: str = ""


def printable(text: str) -> str:
    """*text* as the painter will print it, code point for code point: what is set must be what is
    painted.
    """
    return clean.shown(text).replace("\t", " ")


def stretches(marks: Sequence[Mark], start: int, end: int, base: Roles) -> Iterator[Stretch]:
    """The parts of `[start, end)` in order; nested marks add their roles up."""
    if not marks:
        yield Stretch(start, end, base)
        return
    edges = sorted({start, end, *(m.start for m in marks), *(m.end for m in marks)})
    for left, right in pairwise(edges):
        if left < start or right > end:
            continue
        here = [mark for mark in marks if mark.start <= left and right <= mark.end]
        roles = base + tuple(dict.fromkeys(str(mark.style) for mark in here))
        targets = [m.target for m in here if m.style in (Style.LINK, Style.NOTE_MARK) and m.target]
        yield Stretch(left, right, roles, targets[-1] if targets else "")


def compose(
    text: str, offset: int, line: SetLine, parts: Sequence[Stretch], prefix: tuple[Run, ...]
) -> Line:
    """The row of one set line: prefix, indent, the text cut where its look changes or a gap was
    added.

    *text* begins at document offset *offset*; *line* counts in *text*, *parts* in the document.
    """
    base = parts[0].roles[:1] if parts else ("body",)
    runs = list(prefix)
    if line.indent:
        runs.append(Run(" " * line.indent, base))
    gaps = dict(line.gaps)
    for part in parts:
        left, right = max(part.start - offset, line.start), min(part.end - offset, line.shown)
        if left >= right:
            continue
        cuts = [left, *(index for index in gaps if left <= index < right), right]
        for a, b in pairwise(cuts):
            if a in gaps and a != line.start:
                runs.append(Run(" " * gaps.pop(a), part.roles))
            if a < b:
                runs.append(Run(text[a:b], part.roles, offset + a, part.target))
    return Line(offset + line.start, offset + line.end, tuple(runs), base)


def set_piece(piece: Piece, language: str, typography: Typography) -> list[Line]:
    """The lines of *piece*, without air."""
    block = piece.block
    text = printable(piece.text)
    prefix, following, used = _prefixes(block, piece.is_first)
    room = max(1, typography.measure - used)
    base: Roles = ("quotation",) if block.quotes else ("body",)
    manner = Manner(
        room,
        language,
        hang=typography.hang,
        justify=typography.justify,
        level=typography.level,
    )
    match block.kind:
        case Kind.TITLE:
            return _centred(piece, text, ("title",), replace(manner, justify=False, hang=0))
        case Kind.HEADING:
            lines = _filled(piece, text, (f"heading{min(block.level, 6)}",), _unjustified(manner))
        case Kind.CODE:
            lines = _code(piece, text, room)
        case Kind.TABLE:
            lines = table.set_table(piece, text, room, language)
        case Kind.FIGURE:
            lines = _figure(piece, text, manner)
        case Kind.RULE:
            return [_rule(piece, language, typography.measure)]
        case Kind.VERSE:
            shift = min(_VERSE_INDENT, room // 4)
            lines = _filled(
                piece,
                text,
                ("verse", *base[1:]),
                replace(_unjustified(manner), measure=room - shift),
            )
            lines = [_prefixed(line, (Run(" " * shift, ("verse",)),)) for line in lines]
        case Kind.NOTE:
            lines = _filled(piece, text, ("note",), manner)
        case Kind.PARAGRAPH:
            indents = (
                not block.bullet and not block.indent and not block.centered and piece.is_first
            )
            cells = 2 * typography.indent if indents and is_east_asian(language) else 0
            if block.centered:
                return _centred(piece, text, base, replace(manner, justify=False, hang=0))
            lines = _filled(
                piece, text, base, replace(manner, first_indent=min(cells, room // 4 * 2))
            )
    return [_prefixed(line, following if n else prefix) for n, line in enumerate(lines)]


def _unjustified(manner: Manner) -> Manner:
    return replace(manner, justify=False, hang=0)


def _prefixed(line: Line, prefix: tuple[Run, ...]) -> Line:
    return replace(line, runs=prefix + line.runs) if prefix else line


def _prefixes(block: Block, is_first: bool) -> tuple[tuple[Run, ...], tuple[Run, ...], int]:
    """What stands before the first line and before the others, and how many cells it takes."""
    quote = tuple([Run(_QUOTE_BAR, ("bar",))] * block.quotes)
    used = width(_QUOTE_BAR) * block.quotes
    label = ""
    if block.kind is Kind.NOTE:
        label = f"[{clean.line(block.label)}] "
    elif block.indent:
        label = " " * (_LIST_INDENT + 2 * (block.indent - 1)) + clean.line(block.bullet)
        label += " " * max(1, _LIST_INDENT + 2 * block.indent + 1 - width(label))
        if not block.bullet:
            label = " " * width(label)
    if not label:
        return quote, quote, used
    blank = (*quote, Run(" " * width(label), ("body",)))
    first = (*quote, Run(label, ("bullet",))) if is_first else blank
    return first, blank, used + width(label)


def _filled(piece: Piece, text: str, base: Roles, manner: Manner) -> list[Line]:
    parts = list(stretches(piece.block.marks, piece.start, piece.end, base)) or [
        Stretch(piece.start, piece.end, base)
    ]
    return [compose(text, piece.start, line, parts, ()) for line in set_paragraph(text, manner)]


def _centred(piece: Piece, text: str, base: Roles, manner: Manner) -> list[Line]:
    """Lines in the middle of the measure, of about the same length: a title broken once is broken
    in the middle.
    """
    lines = set_paragraph(text, manner)
    if len(lines) > 1:
        widest = max(line.cells for line in lines)
        narrower = max(2, -(-sum(line.cells for line in lines) // len(lines)))
        while narrower < widest:
            tried = set_paragraph(text, replace(manner, measure=narrower))
            if len(tried) == len(lines):
                lines = tried
                break
            narrower += 1
    parts = list(stretches(piece.block.marks, piece.start, piece.end, base)) or [
        Stretch(piece.start, piece.end, base)
    ]
    return [
        _prefixed(
            compose(text, piece.start, line, parts, ()),
            (Run(" " * max(0, (manner.measure - line.cells) // 2), base),),
        )
        for line in lines
    ]


def _code(piece: Piece, text: str, room: int) -> list[Line]:
    """Lines as they are, on a ground of their own; one too long goes on in the next row behind a
    mark.
    """
    from reader.text.cells import clip

    inner = max(1, room - 2)
    lines: list[Line] = []
    at = piece.start
    painted = syntax.painted(piece.text, piece.block.label)
    for source in text.split("\n"):
        end = at + len(source)
        left, mark = at, ""
        while True:
            shown = clip(text[left - piece.start : end - piece.start], inner - width(mark))
            if not shown and left < end:
                shown = text[left - piece.start]
            right = left + len(shown)
            runs = [Run(" ", ("code",))]
            if mark:
                runs.append(Run(mark, ("code", "fold")))
            for a, b, roles in painted:
                a, b = max(a + piece.start, left), min(b + piece.start, right)
                if a < b:
                    runs.append(Run(text[a - piece.start : b - piece.start], roles, a))
            cells = sum(width(run.text) for run in runs)
            runs.append(Run(" " * max(0, room - cells), ("code",)))
            is_last = right >= end
            lines.append(Line(left, right + (1 if is_last else 0), tuple(runs), ("body",)))
            if is_last:
                break
            left, mark = right, _FOLD_MARK if inner > 4 else ""
        at = end + 1
    lines[-1] = replace(lines[-1], end=piece.end)
    return lines


def _figure(piece: Piece, text: str, manner: Manner) -> list[Line]:
    """An image's place: its caption and where it is, in a frame at the left."""
    frame = (Run("▨ ", ("figure", "bar")),)
    inner = replace(_unjustified(manner), measure=max(1, manner.measure - 2))
    lines = _filled(piece, text, ("figure",), inner) if text else []
    if piece.block.label:
        address = printable(piece.block.label)
        for line in set_paragraph(address, replace(inner, language="en")):
            run = Run(
                address[line.start : line.shown], ("figure", "address"), None, piece.block.label
            )
            lines.append(Line(piece.end, piece.end, (run,), ("figure",)))
    if not lines:
        lines = [Line(piece.start, piece.end, (), ("figure",))]
    return [_prefixed(line, frame) for line in lines]


def _rule(piece: Piece, language: str, measure: int) -> Line:
    ornament = "＊　＊　＊" if is_east_asian(language) else "*  *  *"
    shift = " " * max(0, (measure - width(ornament)) // 2)
    return Line(piece.start, piece.end, (Run(shift + ornament, ("rule",)),), ("body",))
