"""What is wrong with a set page, told from its rows alone: `python -m tests.violations [FILE…]`, by hand.

Without files the shipped essays and the pages in `tests/pages` are set, at every measure from 12 to 120, and what is
wrong is counted per 1,000 rows. It knows nothing of how lines are broken: only what a person sees, and, to be just,
where UAX #14 would have let a line end instead.

    start    a row begins with a mark that may not begin one, though it could have ended elsewhere
    end      a row ends with a mark that may not end one, likewise
    word     a narrow word is cut that fits on a row of its own
    cluster  a grapheme cluster is cut
    wide     a row is wider than the measure and what may hang
    lone     a last row is one 字 with its marks, where the row before has another to give
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reader.formats import read
from reader.text import clean
from reader.text.cells import width
from reader.text.clusters import boundaries
from reader.text.document import Document, Kind
from reader.text.layout import Layout
from reader.text.line import Run
from reader.text.linebreak import breaks
from reader.text.typography import Typography, fitting
from reader.text.view import Piece, View

PAGES = Path(__file__).parent / "pages"
CONTENT = Path(__file__).parent.parent / "content"
MEASURES = range(12, 121)
KINDS = ("start", "end", "word", "cluster", "wide", "lone")

NEVER_START = frozenset("、，。．：；！？）》〉」』】〕〗］｝”’…—～〜·・‧％‰℃／々ー,.;:!?)]}%")
NEVER_END = frozenset("“‘（《〈「『【〔〖［｛￥([{/／")
_WORD = re.compile(r"[^\W_\u0e00-\u0e7f\u1100-\uffff]+(?:['’][^\W\d_\u0e00-\u0e7f\u1100-\uffff]+)*")
_NOTE_MARK = re.compile(r"\[[0-9]{1,3}\]|〔[0-9]{1,3}〕|［[0-9]{1,3}］")
_TOKEN = re.compile(r"[!-~]*[，。、；：！？）”]?")
_BACKWARDS = re.compile(r"[!-~]*(?:(?<=/) +\S)?")
"""A solidus begins no row: a path goes with what stands before it."""
_ENDS = ".,:;!?…—”’）)]》」』。，、；：！？\"'"


_FILLED = (Kind.PARAGRAPH, Kind.HEADING, Kind.NOTE, Kind.VERSE, Kind.CODE)


def judged(
    rows: Sequence[str], text: str, measure: int, hang: int, language: str = "zh"
) -> Counter[str]:
    """What is wrong with *rows*, which are all of the paragraph *text*, painted without what stands left of them."""
    found = Counter[str](rows=len(rows))
    places = _places(rows, text)
    allowed = frozenset(breaks(text))
    whole = frozenset(boundaries(text))
    words = [match.span() for match in _WORD.finditer(text)]
    for row, (start, end) in zip(rows, pairwise(places), strict=True):
        cells = width(row.rstrip())
        hangs = cells <= measure + hang and row.rstrip()[-1:] in "、，。．：；！？"
        found["wide"] += cells > measure and not hangs and len(boundaries(text[start:end])) > 2
        if end == len(text) or text[end - 1] == "\n":
            continue
        found["cluster"] += end not in whole
        has_other = any(start < place < end for place in allowed)
        found["start"] += has_other and _is_bad_start(text, end)
        found["end"] += has_other and _is_bad_end(text, end, measure, language)
        found["word"] += any(
            first < end < last and width(text[first:last]) <= measure for first, last in words
        )
    found["lone"] += len(rows) > 1 and _is_lone(text, *places[-3:])
    return found


def _is_bad_start(text: str, at: int) -> bool:
    """Behind a space, `:50%` and `.NET` are words. A note's mark belongs to what it stands close behind."""
    if _NOTE_MARK.match(text, at):
        return not text[at - 1].isspace()
    return text[at] in NEVER_START and not (text[at].isascii() and text[at - 1] == " ")


def _is_bad_end(text: str, end: int, measure: int, language: str) -> bool:
    """In English a solidus may; and of an address that fits on no row, the slashes are the best places."""
    mark = text[:end].rstrip()[-1:]
    if mark != "/":
        return mark in NEVER_END
    before, after = _BACKWARDS.match(text[end - 1 :: -1]), _TOKEN.match(text, end)
    token = text[end - len(before[0]) : after.end()] if before and after else ""
    return not language.startswith("en") and width(token) <= measure


def _places(rows: Sequence[str], text: str) -> list[int]:
    """Where each row begins in *text*, and its length: by its letters, for blanks come and go."""
    places = [0]
    at = 0
    for row in rows[:-1]:
        for char in row:
            if not char.isspace():
                at = text.index(char, at) + 1
        while at < len(text) and text[at].isspace():
            at += 1
        places.append(at)
    return [*places, len(text)]


def _is_lone(text: str, before: int, start: int, end: int) -> bool:
    rest = text[start:end].strip().strip("“‘（《「『【(\"'" + _ENDS)
    given = text[before:start].strip(_ENDS + " 　")
    is_lone = len(rest) == 1 and rest >= "\u3041" and rest.isalpha()
    return is_lone and len(given) > 3 and given[-2:].isalpha()


class Set(NamedTuple):
    """A block as it is set."""

    kind: Kind
    rows: list[str]
    """As they are painted, a first line's indent too, but without what stands left of the text."""
    text: str
    measure: int


def set_blocks(document: Document, typography: Typography) -> Iterator[Set]:
    """Each block that is filled with text."""
    view = View(document, frozenset(region.id for region in document.regions))
    layout = Layout(view, typography)
    for block in range(view.blocks):
        for piece in view.pieces(block):
            if not isinstance(piece, Piece) or piece.block.kind not in _FILLED:
                continue
            lines = [line for line in layout.lines_of(block) if not line.is_air]
            text = clean.shown(piece.text).replace("\t", " ")
            before = [width("".join(run.text for run in _left(line.runs))) for line in lines]
            left = min(before)
            rows = [
                " " * (cells - left)
                + "".join(run.text for run in line.runs[len(_left(line.runs)) :])
                for line, cells in zip(lines, before, strict=True)
            ]
            yield Set(piece.block.kind, rows, text, typography.measure - left)


def flush(documents: Iterable[Document], measures: Iterable[int], hang: int = 2) -> float:
    """The part of the rows of Chinese paragraphs that end at the measure, or with a mark behind it, of those that
    should: all but the last ones.
    """
    even = Counter[bool]()
    for document in documents:
        for measure in measures if document.language.startswith("zh") else ():
            for block in set_blocks(document, Typography(measure=measure, hang=hang)):
                if block.kind is Kind.PARAGRAPH:
                    even.update(width(row) >= block.measure for row in block.rows[:-1])
    return even[True] / max(1, even.total())


def _left(runs: Sequence[Run]) -> Sequence[Run]:
    """What stands left of the text: bars, bullets, and blanks."""
    own = next((n for n, run in enumerate(runs) if run.start is not None), len(runs))
    return runs[:own]


def counted(documents: Iterable[Document], measures: Iterable[int], hang: int = 0) -> Counter[str]:
    """What is wrong with all of *documents*, set at all *measures*."""
    total = Counter[str]()
    for document in documents:
        for asked in measures:
            measure = fitting(asked, document.language)
            typography = Typography(measure=measure, hang=hang)
            for block in set_blocks(document, typography):
                found = judged(block.rows, block.text, block.measure, hang, document.language)
                if block.kind is Kind.CODE:
                    # A program's line may begin and end with anything.
                    found["start"] = found["end"] = found["lone"] = 0
                total += found
    return total


def documents_in(files: Iterable[Path]) -> list[Document]:
    """The essays of some files."""
    return [document for file in files for document in read(file.read_bytes(), file.name).documents]


def shipped() -> list[Document]:
    """The shipped essays."""
    return documents_in(sorted(CONTENT.glob("*.[mt][dx]*")))


def own_pages() -> list[Document]:
    """The shipped essays, and the pages that were written to be hard to set."""
    return [*shipped(), *documents_in(sorted(PAGES.iterdir()))]


def per_thousand(found: Counter[str], kind: str) -> float:
    """How often *kind* is found in 1,000 rows."""
    return 1_000 * found[kind] / max(1, found["rows"])


def main() -> None:
    """Count, and print a table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("files", nargs="*", type=Path, metavar="FILE")
    options.add_argument("--measure", type=int, default=0)
    asked = options.parse_args()
    documents = documents_in(asked.files) if asked.files else own_pages()
    out = sys.stdout.write
    out(f"{'':28}{'rows':>9}" + "".join(f"{kind:>9}" for kind in KINDS) + "\n")
    for document in documents:
        found = counted([document], [asked.measure] if asked.measure else MEASURES)
        counts = "".join(f"{per_thousand(found, kind):9.2f}" for kind in KINDS)
        out(f"{document.title[:13]:28}{found['rows']:9,}{counts}\n")


if __name__ == "__main__":
    main()
