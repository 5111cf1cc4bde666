"""A library that many share, by simulation: small essays in the index on PostgreSQL, and in the file.

    python -m tests.bench.shared [--essays 100000,300000,1000000] [--length 300] [--only file|server] [--batch 2000]

Fills the index through its own interface, as a scan does, with essays of some hundred characters that are made for it.
At each of these numbers it packs and prints what that took, how large the index is, and how long queries of 1, 2, 4 and
8 characters take: medians, and the longest, to the first text that has it, to the names of all that may, and of
processors.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from reader.library.essay import essay_id, essay_of
from reader.library.index import Index
from reader.library.index.fulltext import body_of
from reader.library.index.grams import wanted
from reader.library.index.interfaces import Indexing, TextIndexing
from reader.library.index.server import Server
from reader.library.index.shared import SharedIndex
from reader.library.index.source import Source, Stamp
from reader.library.sources import Root
from reader.session.query import Term, understood
from reader.text.document import Block, Document, Kind
from tests import servers
from tests.bench.finding import median, say

_ROOT = Root(Path("/simulated"), Path("/simulated"), "simulated")
_ASKED = 8
"""Queries of each length."""
_PORTION = 16
"""Texts that are fetched together."""
_TOLD = 50_000
"""After so many essays it is told how far it is."""


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


class Filling:
    """An index that is filled, and what that takes; making the essays is left out."""

    def __init__(self, index: Indexing, others: Callable[[], float]) -> None:
        """*others* gives the processor seconds that another process has spent for it."""
        self.clock = self.here = self.there = 0.0
        """Seconds by the clock, of this process's processor, and of the other's."""
        self._index = index
        self._others = others

    def fill(self, made: Iterator[tuple[Path, Document]], batch: int) -> None:
        """Keep some essays, and pack them."""
        count = 0
        for some in iter(lambda: list(islice(made, batch)), []):
            sources, bodies = [], []
            for path, document in some:
                key = _ROOT.key_of(path)
                essay = essay_of(document, essay_id(key), path, 0)
                sources.append((path, Source(key, Stamp(len(document.text), 1), (essay,))))
                bodies.append(body_of(essay.id, path, document))
            self._time(partial(self._index.store, sources, bodies))
            count += len(some)
            if count % _TOLD < batch:
                say(f"  {count:,} more in {self}")
        self._time(self._pack)

    def _pack(self) -> None:
        while self._index.texts.pack():
            pass

    def _time(self, work: Callable[[], None]) -> None:
        clock, here, there = perf_counter(), process_time(), self._others()
        work()
        self.clock += perf_counter() - clock
        self.here += process_time() - here
        self.there += self._others() - there

    def __str__(self) -> str:
        return (
            f"{self.clock:.0f} s, processors {self.here:.0f} s and the server's {self.there:.0f} s"
        )


def ask(index: Indexing, query: str, others: Callable[[], float]) -> tuple[float, float, float]:
    """Milliseconds to the first text that has a query, to the names of all that may, and of processors."""
    term = understood(query)
    assert isinstance(term, Term)
    grams = wanted(term.pattern.runs)
    texts = index.texts
    began, spent = perf_counter(), process_time() + others()
    first = looked = 0.0
    for part in texts.parts():
        holders = texts.holders(grams, {}, part) or ()
        if not first:
            named = perf_counter()
            if _has_one(texts, list(holders), query):
                first = perf_counter() - began
            looked += perf_counter() - named
    assert first, query
    spent = process_time() + others() - spent
    return 1000 * first, 1000 * (perf_counter() - began - looked), 1000 * spent


def _has_one(texts: TextIndexing, holders: Sequence[int], query: str) -> bool:
    """Whether one of some texts has a query: they are fetched as the search does it."""
    for start in range(0, len(holders), _PORTION):
        some = holders[start : start + _PORTION]
        texts.expect(some)
        kept = (one for essay in some if (one := texts.kept(essay, "")) is not None)
        if any(query in one.text for one in kept):
            return True
    return False


def measure(
    name: str,
    index: Indexing,
    asked: argparse.Namespace,
    size: Callable[[], int],
    others: Callable[[], float] = lambda: 0.0,
) -> None:
    """Fill an index and ask it, at each of some numbers of essays."""
    counts = sorted(map(int, asked.essays.split(",")))
    made = essays(counts[-1], asked.length)
    texts = [document.text for _path, document in essays(min(counts[0], 50_000), asked.length)]
    filling = Filling(index, others)
    for count, before in zip(counts, [0, *counts], strict=False):
        filling.fill(islice(made, count - before), asked.batch)
        say(f"{name}: {count:,} essays in {filling}, {size() / 1e6:.0f} MB")
        chance = Random(3)
        for letters in (1, 2, 4, 8):
            times = []
            for _ in range(_ASKED):
                text = chance.choice(texts)
                at = chance.randrange(6, len(text) - 12)
                times.append(ask(index, text[at : at + letters].replace("\n", "，"), others))
            cells = (f"{median(each):8.1f} ({max(each):.1f})" for each in zip(*times, strict=True))
            say(f"  {letters} characters: {' '.join(cells)} ms")


def main() -> None:
    """Fill and ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--essays", default="100000")
    parser.add_argument("--length", type=int, default=300)
    parser.add_argument("--batch", type=int, default=2000)
    parser.add_argument("--only", choices=("file", "server"), default="")
    asked = parser.parse_args()
    if asked.only != "server":
        folder = Path(tempfile.mkdtemp(prefix="bench-shared-"))
        file = Index(folder / "index.sqlite3")
        measure("SQLite", file, asked, lambda: _bytes_in(folder))
        file.close()
        shutil.rmtree(folder)
    if asked.only == "file":
        return
    programs = servers.postgresql_programs()
    if programs is None:
        say("PostgreSQL is not installed (Debian: apt install postgresql).")
        return
    with servers.postgresql(programs) as url:
        shared = SharedIndex(url, [_ROOT], Index(None))
        # A connection of its own is no part of what is measured.
        beside = Server(url, "", (), "pg_class")
        [[process]] = beside.ask(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'reader'"
            " AND pid != pg_backend_pid()"
        )

        def size() -> int:
            return int(beside.ask("SELECT pg_database_size(current_database())")[0][0])

        measure("PostgreSQL", shared, asked, size, lambda: _processor_seconds(process))
        beside.close()
        shared.close()


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


if __name__ == "__main__":
    main()
