"""How much of the truth was recognised."""

from collections import Counter
from dataclasses import dataclass

from reader.formats import read
from reader.text.document import Document
from tests.corpus.making import Draft, Sample


@dataclass
class Score:
    """Counts that add up over samples."""

    hit: int = 0
    found: int = 0
    true: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (self.found + self.true) if self.found + self.true else 1.0

    def add(self, found: list[str], true: list[str]) -> None:
        """Count what is in both lists."""
        both = Counter(found) & Counter(true)
        self.hit += sum(both.values())
        self.found += len(found)
        self.true += len(true)


@dataclass
class Scores:
    """What is counted."""

    essays: Score
    headings: Score
    levels: Score
    matter: Score


def score(samples: list[Sample]) -> Scores:
    """How well *samples* are recognised."""
    scores = Scores(Score(), Score(), Score(), Score())
    for sample in samples:
        add(scores, sample, read(sample.text.encode(), "sample.txt").documents)
    return scores


def add(scores: Scores, sample: Sample, documents: tuple[Document, ...]) -> None:
    """Count what *documents* have of *sample*."""
    scores.essays.add([d.title for d in documents], [e.title for e in sample.essays])
    scores.headings.add(_headings(documents), _true_headings(sample.essays))
    scores.levels.add(_headings(documents, levels=True), _true_headings(sample.essays, levels=True))
    scores.matter.add(
        [word for d in documents for word in (d.author, d.date) if word],
        [word for e in sample.essays for word in (e.author, e.date) if word],
    )


def _headings(documents: tuple[Document, ...], *, levels: bool = False) -> list[str]:
    return [
        _folded(section.title) + (f" {section.level}" if levels else "")
        for document in documents
        for section in document.sections
    ]


def _true_headings(essays: list[Draft], *, levels: bool = False) -> list[str]:
    return [
        _folded(heading.text) + (f" {heading.level}" if levels else "")
        for essay in essays
        for heading in essay.headings
    ]


def _folded(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
