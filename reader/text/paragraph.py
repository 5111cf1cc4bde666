"""A paragraph set at a measure: its lines.

`set_paragraph` gives all of them, `next_line` one after the other for paragraphs that are too long
for that. Both are given text that is ready to be painted (`reader.text.clean.shown`): what is
measured here must be what is painted. A tab is painted as one space.

Where a line ends is found by `reader.text.filling`, or by `reader.text.simple` where all characters
are common ones, which gives the same many times as fast. The page's air, marks and colours are
the layout's.
"""

from __future__ import annotations

from reader.text.filling import set_line
from reader.text.judgement import judge_of
from reader.text.manner import Manner, SetLine
from reader.text.repertoire import simple_run
from reader.text.simple import simple_lines

_AHEAD = 64
"""Characters that `next_line` looks at beyond what can be on the line."""

__all__ = ["Manner", "SetLine", "next_line", "set_paragraph"]


def set_paragraph(text: str, manner: Manner) -> tuple[SetLine, ...]:
    """The lines of *text*; of the empty text, one empty line.

    A line end in *text* ends a line; the one that *text* ends with begins no further line.
    """
    if not text:
        return (SetLine(0, 0, 0, 0, (), 0),)
    judge = judge_of(manner.language, manner.level)
    rules = judge.rules
    size = len(text)
    lines: list[SetLine] = []
    at = 0
    while at < size:
        match = simple_run(text, at)
        end = match.end() if match else at
        if not manner.han_latin_gap and (
            found := simple_lines(text, at, end, manner, judge, not at)
        ):
            at = found[-1].end
            if at == size and not lines:
                return tuple(found)
            lines += found
        while at <= end and at < size:
            lines.append(set_line(text, at, manner, rules, not at))
            at = lines[-1].end
    return tuple(lines)


def next_line(text: str, start: int, manner: Manner, first: bool) -> SetLine:
    """The line of *text* that begins at *start*; *first*: the paragraph's first. *start* is where
    another ended.

    Costs as much as the line is long, wherever in the text it is.
    """
    if start >= len(text):
        return SetLine(start, start, start, 0, (), 0)
    judge = judge_of(manner.language, manner.level)
    if not manner.han_latin_gap:
        match = simple_run(text, start, start + manner.measure + manner.hang + _AHEAD)
        end = match.end() if match else start
        lines = simple_lines(text, start, end, manner, judge, first, one=True)
        if lines:
            return lines[0]
    return set_line(text, start, manner, judge.rules, first)
