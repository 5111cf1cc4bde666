"""The first frame, before there are widgets: what the desk will look like, from the same listing, outline and leaf.

Importing Textual takes longer than everything that a reader waits for. So the first page is set and painted without it,
and the screens then take over a terminal that already shows what they draw first. Where panes stand is decided by
`styles/reader.tcss`; the little of it that a first frame needs is said again here, and a test holds both equal.
"""

from __future__ import annotations

from reader.text.cells import width
from reader.text.line import Roles
from reader.tui.keys import Pane
from reader.tui.listing import Parts, bar_parts
from reader.tui.sitting import HUGE, PANE, ROOMY_PANE, Sitting, shape_of

Painted = tuple[Parts, Roles]
"""A row's parts, and the roles of what is right of them."""


def first_frame(sitting: Sitting, columns: int, rows: int) -> list[Painted]:
    """The rows of the window as a start shows them, header and footer included."""
    shape = shape_of(columns)
    wants = sitting.session.setting
    pane = ROOMY_PANE if columns >= HUGE else PANE
    list_cells = pane if shape == "wide" and wants("essays", True) is True else 0
    outline_cells = pane if shape != "narrow" and wants("outline", True) is True else 0
    page_cells = columns - list_cells - outline_cells
    height = max(0, rows - 2)
    sitting.list.height = sitting.outline.height = height
    sitting.leaf.size = (page_cells, height)
    sitting.leaf.set()
    sitting.follow()
    sitting.fill_list()

    leaf = sitting.leaf
    bar = leaf.bar()
    frame: list[Painted] = [(bar_parts(*sitting.header(columns), "─", columns), ("chrome",))]
    for y in range(height):
        parts: Parts = []
        for listing, cells in ((sitting.list, list_cells), (sitting.outline, outline_cells)):
            if cells:
                parts += listing.line(y, cells, "pane", has_focus=False)[0]
        for column in range(leaf.geometry.columns):
            line = leaf.line_at(y, column)
            text = leaf.parts(line) if line is not None else []
            parts += padded(text, leaf.geometry.column)
        parts += padded([], leaf.geometry.width - leaf.geometry.columns * leaf.geometry.column)
        parts += bar[y : y + 1]
        frame.append((parts, ("body",)))
    footer = sitting.footer(columns, Pane.PAGE)
    frame.append((bar_parts(*footer, " ", columns), ("chrome",)))
    return frame[:rows]


def padded(parts: Parts, cells: int) -> Parts:
    """The parts of a page's line, filled up to its width."""
    for text, _roles in parts:
        cells -= width(text)
    return [*parts, (" " * cells, ("body",))]
