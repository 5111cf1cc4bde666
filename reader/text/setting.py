"""Blocks → lines, one kind of block after the other.

`set_piece` is given a visible piece of a block and returns its lines without the air around them;
what keeps blocks apart is `reader.text.layout`'s. Tables, listings and placards have files of their
own.
"""

from __future__ import annotations

from reader.text import clean
from reader.text.cells import clip, drawn, fit, width
from reader.text.document import Block, Kind
from reader.text.line import Line, Roles, Run
from reader.text.manner import Manner, SetLine
from reader.text.paragraph import next_line, set_paragraph
from reader.text.repertoire import SURELY_WIDE
from reader.text.stretches import stretches
from reader.text.typography import Typography, is_east_asian
from reader.text.view import Piece
from reader.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTE_BAR = "▏ "
_FIGURE_BAR = "▨ "
_ORNAMENT = "*  *  *"
_WIDE_ORNAMENT = "＊　＊　＊"
_VERSE_INDENT = 4
_TURNOVER = 2
"""Cells that what goes on below a line of verse is further right."""
_SALUTES = ("：", ":", "，", ",")
"""What a line ends with that addresses somebody."""
_AT_THE_MARGIN = ("敬礼", "敬礼！", "敬礼。", "敬禮", "敬禮！", "敬禮。")
"""The end of a letter that no indent stands before: what is wished behind 此致."""
_SPACED = (Kind.PARAGRAPH, Kind.VERSE, Kind.NOTE)
"""What the reader may have set with rows between its lines."""
_WORD_AND_BLANK = 9
"""Characters of a word and the blank behind it, on an average of a text of words, at most."""
_BALANCED = 6
"""Lines at most that are made alike in length when they are centred."""


def set_piece(piece: Piece, language: str, typography: Typography) -> list[Line]:
    """The lines of *piece*, with no more air than what keeps lines apart."""
    first, following = _prefixes(piece, typography.measure)
    room = max(1, typography.measure - sum(width(run.text) for run in first))
    lines = _set(
        piece,
        Manner(
            room,
            language,
            hang=typography.hang,
            justify=typography.justifies(language),
            level=typography.level,
            han_latin_gap=typography.han_latin_gap,
            hyphenation=typography.hyphenation,
        ),
        typography,
    )
    if first:
        lines = [
            replace(line, runs=(following if n else first) + line.runs)
            for n, line in enumerate(lines)
        ]
    return _spaced(lines, typography.line_gap) if piece.block.kind in _SPACED else lines


def _spaced(lines: list[Line], rows: int) -> list[Line]:
    """*lines* with empty rows between them."""
    if not rows:
        return lines
    spaced = lines[:1]
    for line in lines[1:]:
        spaced += [Line(line.start, line.start, is_air=True)] * rows
        spaced.append(line)
    return spaced


def _set(piece: Piece, manner: Manner, typography: Typography) -> list[Line]:
    """The lines of *piece*, without what stands left of them."""
    block, room = piece.block, manner.measure
    body: Roles = ("quotation",) if block.quotes else ("body",)
    even = replace(manner, justify=False, hang=0)
    match block.kind:
        case Kind.TITLE:
            return _centred(piece, ("title",), even)
        case Kind.HEADING:
            return _filled(piece, (f"heading{min(max(block.level, 1), 6)}",), even)
        case Kind.CODE:
            from reader.text.listing import set_listing

            return set_listing(piece, clean.shown(piece.text), room)
        case Kind.TABLE:
            from reader.text.table import set_table

            return set_table(piece, _printable(piece.text), room, manner.language)
        case Kind.FIGURE:
            return _figure(piece, even)
        case Kind.RULE:
            return [_rule(piece, even)]
        case Kind.VERSE:
            return _verse(piece, even)
        case Kind.NOTE:
            return _filled(piece, ("note",), _as_written(piece.text, manner))
        case Kind.PARAGRAPH if block.centered:
            return _centred(piece, body, even)
        case Kind.PARAGRAPH:
            is_indented = piece.is_first and not block.indent
            indent = typography.indents(manner.language) if is_indented else 0
            cells = min(2 * indent, room // 4 * 2) if piece.text not in _AT_THE_MARGIN else 0
            return _filled(
                piece, body, replace(_as_written(piece.text, manner), first_indent=cells)
            )


def _as_written(text: str, manner: Manner) -> Manner:
    """*manner*, or that of words where *text* has hardly anything else, whatever is around it.

    What makes Chinese lines even, cells beside its marks, would tear words apart.
    """
    if not is_east_asian(manner.language):
        return manner
    is_words = max(text, default="") < SURELY_WIDE
    if not is_words and _WORD_AND_BLANK * text.count(" ") > len(text):
        is_words = 10 * sum(char >= SURELY_WIDE for char in text) < len(text)
    return replace(manner, language="en", justify=False) if is_words else manner


def _printable(text: str) -> str:
    """*text* as the painter prints it, code point for code point: what is set is what is painted."""
    return clean.shown(text).replace("\t", " ")


def quotation_bars(quotes: int, measure: int) -> tuple[Run, ...]:
    """What stands left of a quotation, in a quarter of the measure at most."""
    bar = Run(drawn(_QUOTE_BAR), ("bar",))
    return (bar,) * min(quotes, measure // (4 * width(bar.text)))


def _prefixes(piece: Piece, measure: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """What stands left of the first line and of the others, equally wide.

    However deep quotations and lists are nested, half of the measure is left for the text.
    """
    block = piece.block
    bars = quotation_bars(block.quotes, measure)
    label = _label(block, measure // 4)
    if not label:
        return bars, bars
    blank = (*bars, Run(" " * width(label), ("body",)))
    if not piece.is_first or not label.strip():
        return blank, blank
    return (*bars, Run(label, ("bullet",))), blank


def _label(block: Block, most: int) -> str:
    """A note's number, or a list item's indent and bullet, in at most *most* cells."""
    if block.kind is Kind.NOTE:
        label, least = f"[{clean.line(block.label)}]", 0
    elif block.indent:
        depth = min(block.indent, max(0, most - 3) // 2)
        label, least = " " * (2 * depth) + clean.line(block.bullet), 2 * depth + 3
    else:
        return ""
    label = label + " " * max(1, least - width(label))
    if width(label) > most:
        return fit(label.rstrip(), most - 1) + " " if most > 1 else ""
    return label


def _shifted(line: Line, cells: int, roles: Roles) -> Line:
    """*line* with *cells* empty cells before it."""
    return replace(line, runs=(Run(" " * cells, roles), *line.runs)) if cells > 0 else line


def _filled(piece: Piece, base: Roles, manner: Manner) -> list[Line]:
    """The lines of a text."""
    text, offset = _printable(piece.text), piece.start
    look = stretches(piece.block.marks, offset, piece.end, base)
    return [
        Line(
            offset + line.start, offset + line.end, tuple(look.runs(text, offset, line, base)), base
        )
        for line in _each_indented(text, manner)
    ]


def _each_indented(text: str, manner: Manner) -> Iterator[SetLine]:
    """The lines of *text*, all indented that begin one of its own."""
    if not manner.first_indent or "\n" not in text:
        yield from set_paragraph(text, manner)
        return
    at = 0
    for part in text.splitlines(keepends=True):
        for line in set_paragraph(part, manner):
            gaps = tuple((place + at, cells) for place, cells in line.gaps)
            yield line._replace(
                start=line.start + at, end=line.end + at, shown=line.shown + at, gaps=gaps
            )
        at += len(part)


def _verse(piece: Piece, manner: Manner) -> list[Line]:
    """Lines that are neither joined nor filled, as far to the right as in the source.

    What does not fit goes on below, further right than any line begins. A salutation begins at
    the margin.
    """
    room = manner.measure
    text = piece.text.rstrip()
    base = min(_VERSE_INDENT, room // 4)
    if "\n" not in text and text.endswith(_SALUTES):
        base = 0
    count = piece.text.count("\n") + 1
    indents = piece.block.indents or (0,)
    indents = indents[:count] if piece.is_first else indents[-count:]
    if max(indents) >= room // 2 and "\n" in text:
        indents = (0,)
    is_right = "\n" not in text and indents[0] > 0
    look = stretches(piece.block.marks, piece.start, piece.end, ("verse",))
    shown = _printable(piece.text)
    lines: list[Line] = []
    at = 0
    for number, source in enumerate(shown.split("\n")):
        left = base + indents[number] if number < len(indents) else base
        if is_right:
            left = max(0, min(indents[0], room - width(source)))
        first = True
        end = at + len(source) + (at + len(source) < len(shown))
        while first or at < end:
            cells = left if first else min(left + _TURNOVER, room // 2)
            line = next_line(shown, at, replace(manner, measure=room - cells), first=False)
            runs = look.runs(shown, piece.start, line, ("verse",))
            whole = Line(piece.start + line.start, piece.start + line.end, tuple(runs), ("verse",))
            lines.append(_shifted(whole, cells, ("verse",)))
            at, first = max(line.end, at), False
    return lines


def _centred(piece: Piece, base: Roles, manner: Manner) -> list[Line]:
    """Lines in the middle of the measure; a few of them are about equally long.

    So a title that must be broken once is broken in its middle.
    """
    lines = _filled(piece, base, manner)
    if 1 < len(lines) <= _BALANCED:
        widest = max(line.cells for line in lines)
        narrower = max(2, -(-sum(line.cells for line in lines) // len(lines)))
        for measure in range(narrower, widest):
            tried = _filled(piece, base, replace(manner, measure=measure))
            if len(tried) == len(lines):
                lines = tried
                break
    return [_shifted(line, (manner.measure - line.cells) // 2, base) for line in lines]


def _figure(piece: Piece, manner: Manner) -> list[Line]:
    """An image's place: its caption and where it is, behind a bar."""
    mark = drawn(_FIGURE_BAR)
    bar = (Run(mark, ("figure", "bar")),) if manner.measure > 2 * width(mark) else ()
    inner = replace(manner, measure=manner.measure - (width(mark) if bar else 0))
    lines = _filled(piece, ("figure",), inner) if piece.text else []
    if target := piece.block.label:
        address = _printable(target)
        for line in set_paragraph(address, replace(inner, language="en")):
            run = Run(address[line.start : line.shown], ("figure", "address"), None, target)
            lines.append(Line(piece.end, piece.end, (run,), ("figure",)))
    lines = lines or [Line(piece.start, piece.end, (), ("figure",))]
    return [replace(line, runs=bar + line.runs) for line in lines]


def _rule(piece: Piece, manner: Manner) -> Line:
    """A thematic break: an ornament in the middle."""
    ornament = _WIDE_ORNAMENT if is_east_asian(manner.language) else _ORNAMENT
    ornament = clip(ornament, manner.measure)
    line = Line(piece.start, piece.end, (Run(ornament, ("rule",)),))
    return _shifted(line, (manner.measure - width(ornament)) // 2, ("rule",))
