"""A library that many share, by simulation: small essays in the index on PostgreSQL, and in the file.

    python -m tests.bench.shared [--essays 100000] [--length 300] [--file] [--batch 2000]

Fills the index through its own interface, as a scan does, with essays of some hundred characters that are made for it;
then prints how long that took, how large it is, and how long queries of 1, 2, 4 and 8 characters take: *holders*, to
the essays that may have it; *first*, to the first text that does; *all*, to the last of at most a thousand.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from time import perf_counter

from reader.library.essay import essay_id, essay_of
from reader.library.fulltext import body_of
from reader.library.grams import wanted
from reader.library.index import Index, Source, Stamp
from reader.library.indexing import Indexing
from reader.library.shared import SharedIndex
from reader.library.sources import Root
from reader.session.query import Term, understood
from reader.text.document import Block, Document, Kind
from tests import servers
from tests.bench.finding import median, say

_ROOT = Root(Path("/simulated"), Path("/simulated"), "simulated")
_ASKED = 8
"""Queries of each length."""
_MOST = 1000
"""Texts that are looked through for one query."""


def essays(count: int, length: int, seed: int = 1) -> Iterator[tuple[Path, Document]]:
    """Essays of up to *length* characters: words as often as in real texts (Zipf), and a number of its own."""
    chance = Random(seed)
    letters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    chance.shuffle(letters)
    often = list(accumulate(1 / (n + 2) for n in range(4000)))
    words = [
        "".join(chance.choices(letters[:4000], cum_weights=often, k=chance.choice((1, 2, 2, 3))))
        for _ in range(30_000)
    ]
    weights = list(accumulate(1 / (n + 3) for n in range(30_000)))
    for n in range(count):
        many = int(length * chance.uniform(0.2, 0.9))
        said = f"{'，'.join(chance.choices(words, cum_weights=weights, k=many // 3))}，第{n}号。"
        title = f"第{n}篇"
        text = f"{title}\n{said}\n"
        end = len(title) + 1
        blocks = (
            Block(Kind.HEADING, 0, end, 1),
            Block(Kind.PARAGRAPH, end, len(text)),
        )
        path = _ROOT.path / f"{n // 1000:04}" / f"{n:07}.txt"
        yield path, Document(title=title, text=text, blocks=blocks)


def fill(index: Indexing, made: Iterator[tuple[Path, Document]], batch: int) -> float:
    """Seconds that it takes the index to keep some essays; making them is left out."""
    taken = 0.0
    for number, some in enumerate(iter(lambda: list(islice(made, batch)), [])):
        sources, bodies = [], []
        for path, document in some:
            key = _ROOT.key_of(path)
            essay = essay_of(document, essay_id(key), path, 0)
            sources.append((path, Source(key, Stamp(len(document.text), 1), (essay,))))
            bodies.append(body_of(essay.id, path, document))
        began = perf_counter()
        index.store(sources, bodies)
        taken += perf_counter() - began
        if number % 10 == 9:
            say(f"  {(number + 1) * batch:,} in {taken:.0f} s")
    began = perf_counter()
    while index.texts.waiting():
        index.texts.pack()
    return taken + perf_counter() - began


def ask(index: Indexing, query: str) -> tuple[float, float, float, int]:
    """Milliseconds to the essays that may have a query, to the first that has it, and to the last; how many do."""
    term = understood(query)
    assert isinstance(term, Term)
    began = perf_counter()
    holders = index.texts.holders(wanted(term.pattern.runs), {})
    named = perf_counter() - began
    first, having = 0.0, 0
    for essay in islice(holders, _MOST):
        kept = index.texts.kept(essay, "")
        if kept is not None and query in kept.text:
            having += 1
            first = first or perf_counter() - began
    return 1000 * named, 1000 * first, 1000 * (perf_counter() - began), having


def measure(
    name: str, index: Indexing, count: int, length: int, batch: int, size: Callable[[], int]
) -> None:
    """Fill an index and ask it."""
    built = fill(index, essays(count, length), batch)
    say(f"{name}: {count:,} essays in {built:.0f} s, {size() / 1e6:.0f} MB")
    texts = [document.text for _path, document in islice(essays(count, length), min(count, 50_000))]
    chance = Random(3)
    for letters in (1, 2, 4, 8):
        times, right = [], 0
        for _ in range(_ASKED):
            text = chance.choice(texts)
            at = chance.randrange(6, len(text) - 12)
            times.append(ask(index, text[at : at + letters].replace("\n", "，")))
            right += times[-1][3] > 0
        cells = (f"{median([one[n] for one in times]):8.1f}" for n in range(3))
        say(f"  {letters} characters: {' '.join(cells)} ms; {right} of {_ASKED} found")


def main() -> None:
    """Fill and ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--essays", type=int, default=100_000)
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--batch", type=int, default=2000)
    parser.add_argument("--file", action="store_true", help="the index that is a file as well")
    asked = parser.parse_args()
    of = asked.essays, asked.length, asked.batch
    if asked.file:
        folder = Path(tempfile.mkdtemp(prefix="bench-shared-"))
        file = Index(folder / "index.sqlite3")
        measure("SQLite", file, *of, lambda: _bytes_in(folder))
        file.close()
        shutil.rmtree(folder)
    programs = servers.postgresql_programs()
    if programs is None:
        say("PostgreSQL is not installed (Debian: apt install postgresql).")
        return
    with servers.postgresql(programs) as url:
        shared = SharedIndex(url, [_ROOT])

        def size() -> int:
            return int(shared.rows("SELECT pg_database_size(current_database())")[0][0])

        measure("PostgreSQL", shared, *of, size)
        shared.close()


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


if __name__ == "__main__":
    main()
