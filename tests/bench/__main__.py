"""`python -m tests.bench [waiting] [speed] [quality]`: measure, and print tables for the README; without words, all.

    waiting   programs in terminals of their own, by size of text (`--sizes`) and kind (`--kinds`)
    speed     lines broken in a second, beside Textual's wrapping
    quality   Unicode's tests; what is wrong in 1,000 rows, beside Textual's wrapping

By hand, on a quiet machine; all of it takes some eight minutes. Each table is printed when it is known, and meanwhile
the other output says what is being done. Peers are measured that are installed. With `--plot FILE` waiting is drawn.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import plot, quality, waiting
from tests.bench.corpora import BOOK, CHINESE, ENGLISH, MARKDOWN, MIXED, ONE_LINE
from tests.violations import KINDS

SIZES = {"10K": 10_000, "1M": 1_000_000, "10M": 10_000_000, "100M": 100_000_000}
TEXTS = {
    corpus.name.replace(" ", "-"): corpus
    for corpus in (CHINESE, ENGLISH, MIXED, MARKDOWN, BOOK, ONE_LINE)
}
PARTS = ("waiting", "speed", "quality")
LARGE = 5_000_000
"""Bytes from which a text is measured in half as many rounds."""

out = sys.stdout.write


def heard(name: str) -> Callable[[str], None]:
    """What tells what is being done with the text *name*."""
    return lambda said: tell(f"{name}: {said}")


def tell(said: str) -> None:
    """Say what is being done, beside the tables."""
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0]
    )
    options.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--presses", type=int, default=60)
    options.add_argument("--sizes", default=",".join(SIZES), help=",".join(SIZES))
    options.add_argument("--kinds", default="Chinese", help=",".join(TEXTS))
    options.add_argument("--programs", default="", help="only these, by their names")
    options.add_argument("--plot", type=Path)
    asked = options.parse_args()
    parts = asked.parts or PARTS
    if "speed" in parts:
        tell("speed: breaking lines")
        speed(asked.rounds)
    if "quality" in parts:
        tell("quality: setting hard pages at every measure")
        told()
    if "waiting" in parts:
        sizes, kinds = asked.sizes.split(","), asked.kinds.split(",")
        wait(sizes, kinds, asked.programs, asked.rounds, asked.presses, asked.plot)


def speed(rounds: int) -> None:
    """Lines broken in a second."""
    out("\n| text | measure | reader | Textual | |\n|---|---|---|---|---|\n")
    for each in quality.speeds(rounds, (30, 72, 100)):
        out(
            f"| {each.corpus} | {each.measure} | {each.ours:.1f} M chars/s | {each.textuals:.2f} | "
            f"{each.ratio:.1f} × |\n"
        )
        sys.stdout.flush()


def told() -> None:
    """Unicode's tests, and what is wrong in 1,000 rows."""
    out("\n")
    for name, (passed, total) in quality.conformance().items():
        out(f"{name}: {passed:,} of {total:,}\n")
    found = quality.violations()
    out(
        f"\n| in 1,000 of {found.rows:,} rows | {' | '.join(KINDS)} |\n|---|{'---|' * len(KINDS)}\n"
    )
    for name, rates in (("reader", found.ours), ("Textual", found.textuals)):
        out(f"| {name} | {' | '.join(f'{rates[kind]:.1f}' for kind in KINDS)} |\n")
    out(
        f"\nFlush: {100 * found.flush:.1f} % of the Chinese rows that should be, at 60 to 100 cells.\n"
    )


def wait(
    sizes: Sequence[str],
    kinds: Sequence[str],
    only: str,
    rounds: int,
    presses: int,
    drawn: Path | None,
) -> None:
    """Programs in terminals of their own."""
    folder = Path(tempfile.mkdtemp(prefix="reader-bench-"))
    groups: dict[str, dict[str, float]] = {}
    try:
        for kind in kinds:
            for size in sizes:
                corpus = TEXTS[kind]
                name = f"{corpus.name}, {size}B"
                tell(f"{name}: writing the text")
                file = corpus.written(folder, SIZES[size])
                programs = [
                    program
                    for program in waiting.installed()
                    if (file.suffix in program.suffixes or not program.needs_file)
                    and (not only or program.name in ("python", "bare app", *only.split(",")))
                ]
                turns = rounds if SIZES[size] < LARGE else (rounds + 1) // 2
                rows = waiting.compared(programs, file, folder, turns, presses, heard(name))
                groups[name] = {row.program: row.text for row in rows if row.text}
                groups[name] |= {
                    f"{r.program} again": r.again for r in rows if r.again and r.program == "reader"
                }
                _print(name, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if drawn is not None:
        drawn.write_text(
            plot.bars("From the start to the text, on a logarithmic scale", "ms", groups, "reader"),
            "utf-8",
        )


def _print(name: str, rows: Sequence[waiting.Row]) -> None:
    heads = "text", "to python", "again", "to python", "obeyed", "to the bare app"
    keys = "`j`", "`Space`", "`G`", "resize", "held", "idle", "MB"
    out(f"\n| {name} | {' | '.join((*heads, *keys))} |\n|{'---|' * (1 + len(heads) + len(keys))}\n")
    known = {row.program: row for row in rows}
    python, bare = known.get("python"), known.get("bare app")
    for row in rows:
        cells = (
            *(_ms(row.text), _ratio(row.text, python and python.text)),
            *(_ms(row.again), _ratio(row.again, python and python.text)),
            *(_ms(row.obeyed), _ratio(row.obeyed, bare and bare.obeyed)),
            *(_key(row.keys.get(key)) for key in ("j", "Space", "G")),
            *(_ms(row.resize), _held(row.held), _idle(row.idle), f"{row.memory:.0f}"),
        )
        out(f"| {row.program} | {' | '.join(cells)} |\n")
    sys.stdout.flush()


def _ratio(value: float | None, other: float | None) -> str:
    return f"{value / other:.2f}" if value and other else ""


def _held(value: tuple[float, float] | None) -> str:
    return "" if value is None else f"{100 * value[0]:.0f} % · {value[1]:.0f} ms"


def _idle(value: tuple[float, float] | None) -> str:
    return "" if value is None else f"{value[0]:.1f} % · {value[1]:.0f} B"


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} ms"


def _key(value: tuple[float, float] | None) -> str:
    return "" if value is None else f"{value[0]:.1f} · {value[1]:.1f}"


if __name__ == "__main__":
    main()
