"""Finding in a large library, beside other ways to do it, on the same texts in the same run.

    python -m tests.bench.finding [--essays 10000] [--keep FOLDER] [--commands]

Prints: the first scan and the second; what an index costs and what a query costs, for ours and for
other cuts of Chinese (FTS5 trigrams, FTS5 bigrams, one blob and `bytes.find`); `reader find` beside `rg` and
`grep -r`. Everything that is found is counted, and held against counting in the texts themselves.
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter

from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.sources import Root
from reader.library.state import State
from reader.session.finding import Finder
from reader.session.query import understood
from reader.session.session import Session

SIZE = 11_800
"""Bytes of an essay, about."""
REPEATS = 3
_FEW = 4
"""Queries of each length that commands are asked."""


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def make(folder: Path, essays: int, seed: int = 1) -> None:
    """Write a library: words and letters as often as in real texts (Zipf), every tenth in Latin."""
    chance = Random(seed)
    letters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    chance.shuffle(letters)
    weights = list(accumulate(1 / (n + 2) for n in range(4000)))
    words = [
        "".join(chance.choices(letters[:4000], cum_weights=weights, k=chance.choice((1, 2, 2, 3))))
        for _ in range(30_000)
    ]
    latin = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(20_000)]
    often = list(accumulate(1 / (n + 3) for n in range(30_000)))

    def sentence(n: int) -> str:
        if n % 10 == 9:
            return " ".join(chance.choices(latin, cum_weights=often[:20_000], k=14)) + ". "
        return "".join(chance.choices(words, cum_weights=often, k=chance.randint(4, 18))) + "。"

    for n in range(essays):
        parts, left = (
            [f"第{n}篇" if n % 10 != 9 else f"Essay {n}", ""],
            SIZE * chance.uniform(0.3, 1.7),
        )
        while left > 0:
            paragraph = "".join(sentence(n) for _ in range(chance.randint(2, 7)))
            left -= len(paragraph.encode())
            parts += ["　　" + paragraph, ""]
        if n % 500 == 77:
            parts += [f"　　快递员送来{15_000 + n}件。", ""]
        file = folder / f"{n // 100:03}" / f"{n:05}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(parts), encoding="utf-8")


def queries(texts: Sequence[str], seed: int = 2) -> dict[int, list[str]]:
    """Queries of 1, 2, 4 and 8 characters that stand somewhere, most of them rare."""
    chance = Random(seed)
    found: dict[int, list[str]] = {}
    for size in (1, 2, 4, 8):
        found[size] = []
        while len(found[size]) < 10:
            text = chance.choice(texts)
            at = chance.randrange(10, max(11, len(text) - 20))
            words = text[at : at + size]
            if len(words) == size and all("\u4e00" <= one <= "\u9fff" for one in words):
                found[size].append(words)
    return found


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that *work* takes, at best."""
    best = float("inf")
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best * 1000


def median(numbers: Sequence[float]) -> float:
    """The middle one."""
    return sorted(numbers)[len(numbers) // 2]


def ours(
    folder: Path, library: Path, megabytes: float, asked: dict[int, list[str]], texts: Sequence[str]
) -> None:
    """Scan, pack and ask our own index."""
    file = folder / "index.sqlite3"
    index = Index(file)
    roots = [Root.at(library)]
    catalogue = Catalogue(roots, index)
    start = perf_counter()
    catalogue.scan()
    scanned = perf_counter() - start
    start = perf_counter()
    catalogue.scan()
    again = perf_counter() - start
    start = perf_counter()
    while catalogue.texts.waiting():
        catalogue.pack()
    packed = perf_counter() - start
    say(f"first scan  {scanned:6.1f} s  {megabytes / scanned:5.1f} MB/s on {os.cpu_count()} cores")
    say(f"second scan {again:6.1f} s")
    say(f"packing behind it {packed:.1f} s")
    session = Session(State(), roots, catalogue)
    session.recall()
    size = sum(one.stat().st_size for one in folder.glob("index.sqlite3*")) / 1e6
    row("ours", packed, size, {n: [_ask(session, q) for q in each] for n, each in asked.items()})
    wrong = 0
    for query in (query for each in asked.values() for query in each):
        places = sum(len(one.spans) for one in Finder(session).find(understood(query)))
        wrong += places != sum(text.count(query) for text in texts)
    say(f"        queries whose places are not those that counting finds: {wrong}")
    index.close()


def _ask(session: Session, query: str) -> float:
    """Milliseconds to the first result."""
    return timed(lambda: next(Finder(session).find(understood(query)), None))


def fts(
    folder: Path,
    name: str,
    texts: Sequence[str],
    cut: Callable[[str], str],
    match: Callable[[str], str],
    options: str,
    asked: dict[int, list[str]],
) -> None:
    """A full-text table of SQLite's own, without the texts; its answers are essays, not places."""
    file = folder / f"{name.replace(' ', '-')}.sqlite3"
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(text, content='', {options})")
    start = perf_counter()
    connection.executemany(
        "INSERT INTO t (rowid, text) VALUES (?, ?)",
        ((n, cut(text)) for n, text in enumerate(texts)),
    )
    connection.commit()
    built = perf_counter() - start

    def ask(query: str) -> float:
        statement = "SELECT rowid FROM t WHERE text MATCH ?"
        return timed(lambda: connection.execute(statement, (match(query),)).fetchall())

    row(
        name,
        built,
        file.stat().st_size / 1e6,
        {n: [ask(q) for q in each] for n, each in asked.items()},
    )
    connection.close()


def row(name: str, built: float, size: float, times: dict[int, list[float]]) -> None:
    """Print a line of the table: seconds, megabytes, milliseconds (median, worst)."""
    shown = "  ".join(f"{median(each):7.2f} {max(each):7.2f}" for each in times.values())
    say(f"{name:26} {built:7.1f} s {size:7.1f} MB  {shown}")


def pairs(text: str) -> str:
    """The text's bigrams, each once, as words."""
    text = text.lower()
    return " ".join({text[n : n + 2] for n in range(len(text) - 1) if text[n : n + 2].isalnum()})


def commands(home: Path, library: Path, asked: dict[int, list[str]], texts: Sequence[str]) -> None:
    """`reader find` beside the others: to the first byte, and to the end, milliseconds; by the clock, and of
    processors.
    """
    script = Path(sys.executable).with_name("reader")
    reader = [str(script)] if script.exists() else [sys.executable, "-m", "reader"]
    environment = {**os.environ, "NO_COLOR": "1", "READER_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    unread = {**environment, "READER_HOME": str(home.with_name("unread"))}
    for own in (environment, unread):
        subprocess.run([*reader, "add", str(library)], env=own, check=True, capture_output=True)
    for _ in range(2):
        # What the scan reads is packed by processes that go on when it has ended.
        subprocess.run([*reader, "refresh"], env=environment, check=True, capture_output=True)
    _pack(home)
    ways: dict[str, tuple[list[str], dict[str, str]]] = {
        "reader find": ([*reader, "find"], environment),
        # To the first result only: the rest is what a scan takes.
        "never scanned": ([*reader, "find", "--limit", "1"], unread),
        "grep -r": (["grep", "-r", "-F", "--"], environment),
        "Python": ([sys.executable, "-c", "print()"], environment),
    }
    if program := shutil.which("rg"):
        ways["rg"] = [program, "-F", "--"], environment
    say(f"\n{'':14} " + "  ".join(f"{n} characters: first, all, cpu".rjust(30) for n in asked))
    times: dict[tuple[str, int], list[tuple[float, float, float]]] = {}
    for size, each in asked.items():
        for query in each[:_FEW]:
            for name, (words, variables) in ways.items():
                tail = [str(library)] if name in ("rg", "grep -r") else []
                if name == "never scanned":
                    shutil.rmtree(Path(unread["READER_HOME"]) / "cache", ignore_errors=True)
                taken = _run([*words, *([] if name == "Python" else [query]), *tail], variables)
                times.setdefault((name, size), []).append(taken)
    for name in ways:
        cells = []
        for size in asked:
            row = times[name, size]
            cells.append(" ".join(f"{median([one[n] for one in row]):9.0f}" for n in range(3)))
        say(f"{name:14} " + "  ".join(cell.rjust(30) for cell in cells))
    wrong = sum(
        _lines(reader, environment, query, library)
        != sum(query in line for text in texts for line in text.split("\n"))
        for query in (query for each in asked.values() for query in each[:_FEW])
    )
    say(f"queries whose lines are not those that counting finds: {wrong}")


def _pack(home: Path) -> None:
    index = Index(home / "cache" / "index.sqlite3")
    while index.texts.pack():
        pass
    index.close()


def _lines(reader: Sequence[str], environment: dict[str, str], query: str, library: Path) -> int:
    """How many lines of a library `reader find` gives."""
    words = [*reader, "find", "--json", f'"{query}"']
    found = subprocess.run(words, env=environment, capture_output=True, check=False).stdout
    return sum(Path(line["path"]).is_relative_to(library) for line in json.loads(found))


def _run(words: Sequence[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Milliseconds to the first byte and to the end, and of processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        first = perf_counter() - start
        while process.stdout.read(1 << 20):
            pass
    end = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * first, 1000 * end, 1000 * taken


def _texts(library: Path) -> Iterator[str]:
    for file in sorted(library.rglob("*.txt")):
        yield file.read_text(encoding="utf-8")


def _quoted(query: str) -> str:
    return f'"{query}"'


def _together(query: str) -> str:
    if len(query) == 1:
        return f'"{query}" *'
    return " AND ".join(_quoted(query[n : n + 2]) for n in range(len(query) - 1))


def _scan(blob: bytes, query: str, absent: bytes) -> float:
    """Milliseconds to look through everything for what is not there, as for the last match."""
    wanted = query.encode() + absent
    return timed(lambda: blob.find(wanted))


def main() -> None:
    """Make a library, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--essays", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="make it here, and leave it here")
    parser.add_argument("--commands", action="store_true", help="only these")
    said = parser.parse_args()
    folder = said.keep or Path(tempfile.mkdtemp(prefix="bench-find-"))
    library = folder / "library"
    if not library.is_dir():
        make(library, said.essays)
    texts = list(_texts(library))
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    asked = queries(texts)
    say(f"{len(texts):,} essays, {megabytes:.0f} MB\n")
    home = folder / "home"
    (home / "cache").mkdir(parents=True, exist_ok=True)
    if said.commands:
        commands(home, library, asked, texts)
        return
    ours(home / "cache", library, megabytes, asked, texts)
    fts(folder, "fts5 trigrams", texts, str, _quoted, "tokenize='trigram'", asked)
    fts(
        folder,
        "fts5 bigrams",
        texts,
        pairs,
        _together,
        "detail=column, tokenize='unicode61'",
        asked,
    )
    blob = "\n".join(texts).encode()
    absent = b"\0"
    row(
        "one blob, bytes.find",
        0,
        len(blob) / 1e6,
        {n: [_scan(blob, q, absent) for q in each] for n, each in asked.items()},
    )
    commands(home, library, asked, texts)
    if said.keep is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
