"""What is laid over the text: highlights, what was found, the selection.

A lay is a span with a role. Over a line it colours the text it covers, and the gaps between covered
text that justification made; one that fills goes on where a marker pen would not: over indents, to
the end of the line and over the air between two paragraphs, so that a selection has no holes.
"""

from __future__ import annotations

from itertools import pairwise

from reader.text.clusters import boundaries, needs_rules
from reader.text.line import Line, Run
from reader.tui.listing import Parts
from reader.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Lay(NamedTuple):
    """A span that looks different."""

    start: int
    end: int
    role: str
    fills: bool = False
    """Whether it goes on over what typesetting added around the text."""


def laid_over(line: Line, lays: Sequence[Lay], measure: int) -> Parts:
    """The line's parts with *lays* over them, the last one on top; *measure* cells may be filled."""
    lays = [lay for lay in lays if lay.start <= line.end and lay.end > line.start]
    if not lays or line.region:
        return [(run.text, run.roles) for run in line.runs]
    parts: Parts = []
    before: int | None = None
    following = _starts_behind(line.runs)
    for run, after in zip(line.runs, following, strict=True):
        if run.start is None:
            over = [lay.role for lay in lays if _covers_gap(lay, line, before, after)]
            parts.append((run.text, (*run.roles, *over)))
        else:
            parts += _cut(run, run.start, lays)
            before = run.start + len(run.text)
    rest = measure - line.cells
    goes_on = [lay.role for lay in lays if lay.fills and _goes_on(lay, line)]
    if rest > 0 and goes_on:
        parts.append((" " * rest, (*line.roles, *goes_on)))
    return parts


def _starts_behind(runs: Sequence[Run]) -> list[int | None]:
    """For each run, where the text of the next run that has some begins."""
    found: list[int | None] = []
    after: int | None = None
    for run in reversed(runs):
        found.append(after)
        after = after if run.start is None else run.start
    return found[::-1]


def _covers_gap(lay: Lay, line: Line, before: int | None, after: int | None) -> bool:
    """Whether a lay goes on over what typesetting added between *before* and *after*."""
    if before is not None and after is not None:
        return lay.start < before and lay.end > after
    if not lay.fills:
        return False
    if before is None:
        return lay.start < line.start < lay.end
    return _goes_on(lay, line)


def _goes_on(lay: Lay, line: Line) -> bool:
    """Whether a lay reaches from this line into the next."""
    if line.is_air or line.start == line.end:
        return lay.start < line.start < lay.end
    return lay.start < line.end < lay.end


def _cut(run: Run, start: int, lays: Iterable[Lay]) -> Parts:
    """A run of text in parts that look alike; no cluster is cut."""
    text, size = run.text, len(run.text)
    spans = [(max(0, lay.start - start), min(size, lay.end - start), lay.role) for lay in lays]
    spans = [span for span in spans if span[0] < span[1]]
    edges = sorted({0, size, *(edge for a, b, _role in spans for edge in (a, b))})
    if len(edges) > 2 and needs_rules(text):
        whole = frozenset(boundaries(text))
        edges = [edge for edge in edges if edge in whole]
    parts: Parts = []
    for left, right in pairwise(edges):
        over = tuple(role for a, b, role in spans if a < right and b > left)
        parts.append((text[left:right], (*run.roles, *over)))
    return parts
