"""Two strings laid side by side: which letters of the one stand in the other, in order.

Myers' bit-vector algorithm (J. ACM 46/3, 1999) finds where in a window of text a pattern fits with
the fewest letters changed, missing or too many; Python's long integers hold its vectors however
long the pattern is. The vectors are kept, and read backwards they give the alignment (Hyyrö, 2004).
"""

from collections.abc import Sequence

from reader.text.anchor.folding import weight
from reader.values import dataclass

SOLID = 6
"""A run of this weight is no accident: two Chinese characters, six Latin letters."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of a pattern that stand in a text one behind the other."""

    index: int
    """Of its first letter in the pattern."""
    place: int
    """Of the same letter in the text."""
    length: int

    @property
    def end(self) -> int:
        """Where it ends in the pattern."""
        return self.index + self.length

    @property
    def reached(self) -> int:
        """Where it ends in the text."""
        return self.place + self.length

    def shifted(self, letters: int) -> "Run":
        """The run that begins so many letters later, or earlier, and ends where it ends."""
        return Run(self.index + letters, self.place + letters, self.length - letters)

    def rest(self, border: int) -> "Run":
        """What is left of it from *border* in the pattern on; of length 0 or less if nothing is."""
        return self.shifted(max(0, border - self.index))


def aligned(pattern: str, window: str, start: int) -> list[Run]:
    """The runs of *pattern* in the part of *window* that is most like it.

    *start* is where the window begins in the text. Runs too short to mean anything are left out.
    """
    masks: dict[str, int] = {}
    for index, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << index
    everything = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    # The names of the paper: Pv, Mv are rises and falls down a column, Ph, Mh along the last row.
    rises, falls = everything, 0
    columns: list[tuple[int, int]] = []
    distance = least = len(pattern)
    best = 0
    for column, letter in enumerate(window, 1):
        equal = masks.get(letter, 0)
        same = (((equal & rises) + rises) ^ rises) | equal | falls
        more = falls | everything & ~(same | rises)
        fewer = same & rises
        if more & last:
            distance += 1
        elif fewer & last:
            distance -= 1
            if distance < least:
                least, best = distance, column
        more <<= 1
        rises = fewer << 1 & everything | everything & ~(same | more)
        falls = more & same & everything
        columns.append((rises, falls))
    return _believable(pattern, _traced(pattern, window, start, columns, best))


def _traced(
    pattern: str, window: str, start: int, columns: Sequence[tuple[int, int]], best: int
) -> list[Run]:
    """The runs on the way back from the column *best*. Equal letters always lie on a best way."""
    row, column, length = len(pattern), best, 0
    runs: list[Run] = []
    while row and column:
        if pattern[row - 1] == window[column - 1]:
            row, column, length = row - 1, column - 1, length + 1
            continue
        if length:
            runs.append(Run(row, start + column, length))
            length = 0
        bit = 1 << row - 1
        if columns[column - 1][0] & bit:
            row -= 1
        elif column > 1 and columns[column - 2][1] & bit:
            column -= 1
        else:
            row, column = row - 1, column - 1
    if length:
        runs.append(Run(row, start + column, length))
    return runs[::-1]


def _believable(pattern: str, runs: list[Run]) -> list[Run]:
    """*runs* without short ones, but where these are half of what is between two solid ones."""
    kept: list[Run] = []
    short: list[Run] = []
    for run in runs:
        if weight(pattern[run.index : run.end]) < SOLID:
            short.append(run)
            continue
        if kept and short:
            missing, between = run.index - kept[-1].end, run.place - kept[-1].reached
            if 2 * sum(one.length for one in short) >= max(missing, between):
                kept += short
        short = []
        kept.append(run)
    return kept
