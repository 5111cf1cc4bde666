"""Where the text stands in the page's pane: its columns, their measure, the margin for marks."""

from __future__ import annotations

from reader.text.typography import Typography, fitting
from reader.values import dataclass

MARGIN = 2
"""Cells left of the text, for marks."""
_NARROWEST_COLUMN = 44
"""Cells, margins included: 20 字 are the fewest that CLREQ's practice sets in a column of a book."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the text stands in the pane."""

    left: int
    """Cells left of the text of a column, the margin for marks included."""
    measure: int
    hang: int
    width: int
    """Of the text's part, all columns: the scroll bar is right of it."""
    has_bar: bool
    columns: int = 1
    column: int = 0
    """Cells of each column, its margins included."""


def geometry(width: int, typography: Typography, language: str) -> Geometry:
    """The text in the middle of *width* cells at the reader's measure, or at what there is room for.

    Where there is no room for several columns there is one.
    """
    has_bar = width > 8
    inner = max(1, width - (1 if has_bar else 0))
    columns = max(1, min(typography.columns, inner // _NARROWEST_COLUMN))
    column = inner // columns
    margin = MARGIN if column >= 16 else 0
    hang = typography.hang if column >= 24 else 0
    measure = max(1, min(typography.measure, column - margin - max(hang, margin)))
    measure = fitting(measure, language)
    left = max(margin, (column - measure) // 2)
    return Geometry(left, measure, hang, inner, has_bar, columns, column)
