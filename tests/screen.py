"""A terminal's screen, as far as a test looks at it: where each character is painted, however wide it paints them."""

import re
import unicodedata

_PARTS = re.compile(
    r"\x1b\[(?P<row>\d*)(?:;(?P<column>\d*))?H|\x1b\[(?P<asked>6)n|\x1b\[[0-9;:?<>=]*[ -/]*[@-~]"
    r"|\x1b[()][0-9A-Za-z]|\x1b[^\[]|(?P<text>[^\x1b]+)"
)


class Screen:
    """A screen on which ambiguous characters take *ambiguous* cells, and pictures of U+FE0F one."""

    def __init__(self, columns: int, rows: int, ambiguous: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]
        self._ambiguous = ambiguous
        self._row = self._column = 0
        self._rest = ""

    @property
    def rows(self) -> list[str]:
        """What stands in each row; a character of two cells is one."""
        return ["".join(row) for row in self.cells]

    def columns_of(self, char: str) -> list[list[int]]:
        """For each row, the cells that *char* begins in."""
        return [[at for at, each in enumerate(row) if each == char] for row in self.cells]

    def feed(self, data: bytes) -> bytes:
        """Paint; gives what the terminal answers."""
        said = self._rest + data.decode("utf-8", "ignore")
        cut = said.rfind("\x1b")
        # An escape sequence that has not come whole waits for the rest.
        whole = cut < 0 or _PARTS.match(said, cut)
        said, self._rest = (said, "") if whole else (said[:cut], said[cut:])
        answers = b""
        for part in _PARTS.finditer(said):
            if part["text"]:
                self._paint(part["text"])
            elif part["asked"]:
                answers += b"\x1b[%d;%dR" % (self._row + 1, self._column + 1)
            elif part[0].endswith("H"):
                self._row = int(part["row"] or 1) - 1
                self._column = int(part["column"] or 1) - 1
        return answers

    def _paint(self, text: str) -> None:
        for char in text:
            if char == "\r":
                self._column = 0
            elif char == "\n":
                self._row += 1
            cells = self._cells(char)
            if cells and self._row < len(self.cells):
                row = self.cells[self._row]
                if self._column < len(row):
                    row[self._column] = char
                if cells == 2 and self._column + 1 < len(row):
                    row[self._column + 1] = ""
                self._column += cells

    def _cells(self, char: str) -> int:
        if unicodedata.category(char) in ("Cc", "Cf", "Mn", "Me"):
            return 0
        wide = unicodedata.east_asian_width(char)
        return self._ambiguous if wide == "A" else 2 if wide in "WF" else 1
