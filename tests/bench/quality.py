"""In one process: how fast lines are broken, and how well, beside Textual's own wrapping of text."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content

from reader.text.clusters import boundaries
from reader.text.document import Kind
from reader.text.linebreak import breaks
from reader.text.manner import Manner
from reader.text.paragraph import set_paragraph
from reader.text.typography import Typography
from tests.bench.corpora import CHINESE, ENGLISH, MIXED
from tests.unicode_cases import cases
from tests.violations import KINDS, MEASURES, flush, judged, own_pages, set_blocks, shipped

_LANGUAGES = {CHINESE.name: "zh", ENGLISH.name: "en", MIXED.name: "zh"}


class Speed(NamedTuple):
    """Millions of characters a second at a measure, in the best round."""

    corpus: str
    measure: int
    ours: float
    textuals: float
    ratio: float
    """How many times as fast ours is: the median of the rounds."""


def speeds(rounds: int, measures: Sequence[int] = (72,), size: int = 300_000) -> list[Speed]:
    """How fast each language is set, beside Textual's `Content.wrap` of the same paragraphs, in turn."""
    found = []
    for corpus in (CHINESE, ENGLISH, MIXED):
        paragraphs = list(filter(None, corpus.make(size).split("\n")))
        total = sum(map(len, paragraphs))
        for measure in measures:
            manner = Manner(measure, _LANGUAGES[corpus.name], justify=False)
            ours: list[float] = []
            textuals: list[float] = []
            for _ in range(rounds + 1):
                ours.append(_seconds(partial(set_paragraph, manner=manner), paragraphs))
                textuals.append(_seconds(partial(_wrapped, measure=measure), paragraphs))
            ratio = statistics.median(b / a for a, b in zip(ours[1:], textuals[1:], strict=True))
            best, textuals_best = (total / min(times) / 1e6 for times in (ours, textuals))
            found.append(Speed(corpus.name, measure, best, textuals_best, ratio))

    return found


def _wrapped(text: str, measure: int) -> list[Content]:
    return Content(text).wrap(measure)


def _seconds(do: Callable[[str], object], paragraphs: Sequence[str]) -> float:
    start = time.process_time()
    for paragraph in paragraphs:
        do(paragraph)
    return time.process_time() - start


def conformance() -> dict[str, tuple[int, int]]:
    """How many of the official tests' cases are passed, and how many there are."""
    lines = list(cases("linebreak"))
    clusters = list(cases("cluster"))
    return {
        "LineBreakTest": (sum(breaks(text) == at for text, at in lines), len(lines)),
        "GraphemeBreakTest": (
            sum(boundaries(text)[1:] == at for text, at in clusters),
            len(clusters),
        ),
    }


class Violations(NamedTuple):
    """What is wrong in 1,000 rows, by kind."""

    rows: int
    ours: dict[str, float]
    textuals: dict[str, float]
    flush: float
    """The part of rows of shipped Chinese paragraphs that come out flush (60 to 100 cells), of those that should."""


def violations(measures: Sequence[int] = MEASURES) -> Violations:
    """What is wrong with the shipped essays and the pages that are hard to set, at all *measures*."""
    ours, textuals = Counter[str](), Counter[str]()
    for document in own_pages():
        for measure in measures:
            for block in set_blocks(document, Typography(measure=measure, hang=0)):
                if block.kind is Kind.CODE:
                    continue
                ours += judged(block.rows, block.text, block.measure, 0, document.language)
                wrapped = [line.plain for line in Content(block.text).wrap(block.measure)]
                textuals += judged(wrapped, block.text, block.measure, 0, document.language)
    return Violations(
        ours["rows"], _rates(ours), _rates(textuals), flush(shipped(), (60, 66, 72, 80, 100))
    )


def _rates(found: Counter[str]) -> dict[str, float]:
    return {kind: 1_000 * found[kind] / max(1, found["rows"]) for kind in KINDS}
