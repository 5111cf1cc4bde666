"""Which tables are tables, and their rows: many pages are laid out with tables."""

from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element

_TEXTUAL = words(
    "p div ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote table figure article section form"
)
_LONGEST_CELL = 600
"""Code points of the source; no cell of a table that is to be looked up in is longer on average."""
_WIDEST = 40
_MOST_CELLS = 200_000


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row, those of tables inside of it left out."""
    rows: list[list[Element]] = []
    ahead = [table]
    while ahead:
        element = ahead.pop()
        if element.name == "tr":
            cells = [cell for cell in element.elements() if cell.name in ("td", "th")]
            if cells:
                rows.append(cells)
        elif element is table or element.name in ("tbody", "thead", "tfoot"):
            ahead += reversed(element.elements())
    return rows


def is_grid(table: Element, rows: list[list[Element]]) -> bool:
    """Whether *table*, which has these *rows*, is one that is read across."""
    if table.get("role") in ("presentation", "none") or not rows:
        return False
    widest = max(len(row) for row in rows)
    if widest < 2 or widest > _WIDEST or sum(map(len, rows)) > _MOST_CELLS:
        return False
    if any(cell.name == "th" for row in rows for cell in row):
        return not _has(rows, words("table"))
    if len(rows) < 2 or _has(rows, words("table h1 h2 h3 h4 form article pre")):
        return False
    size = sum(cell.end - cell.start for row in rows for cell in row)
    crowded = sum(
        sum(each.name in _TEXTUAL for each in cell.elements()) > 1 for row in rows for cell in row
    )
    return size <= _LONGEST_CELL * len(rows) * widest and crowded * 3 <= len(rows)


def _has(rows: list[list[Element]], names: frozenset[str]) -> bool:
    return any(each.name in names for row in rows for cell in row for each in cell.descend())


def span_of(cell: Element, name: str) -> int:
    """How many columns (`colspan`) or rows (`rowspan`) a cell takes."""
    said = cell.get(name).strip()
    return min(max(int(said), 1), _WIDEST) if said.isdecimal() and len(said) < 6 else 1


def alignment(cell: Element) -> str:
    """How a cell's column is aligned: `left`, `right` or `center`."""
    said = f"{cell.get('align')} {cell.get('style')}".lower()
    if "text-align" in said:
        said = said.rpartition("text-align")[2].partition(";")[0]
    return next((side for side in ("right", "center") if side in said), "left")


def is_empty(element: Element, text: str) -> bool:
    """Whether *element* of a page over *text* holds no text and no image."""
    if any(text[each.start : each.end].strip() for each in element.texts()):
        return False
    return element.first("img") is None
