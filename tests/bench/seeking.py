"""How long a search in a large text takes, in a terminal: from a key to a match that is nowhere in sight.

`python -m tests.bench.seeking`: words that stand once in 10 MB, one in each quarter, are looked for with `/`: after the
first character, and after the second.
"""

import statistics
import sys
import tempfile
from math import inf
from pathlib import Path

from tests.bench.__main__ import TEXTS
from tests.bench.corpora import NEEDLE
from tests.bench.waiting import PROGRAMS, Seat

WORDS = ("龘靐", "齉爩", "鱻麤", "龖龗")
SIZE = 10_000_000


def main() -> None:
    """Measure twice, and print the medians."""
    with tempfile.TemporaryDirectory(prefix="reader-bench-") as name:
        folder = Path(name)
        file = TEXTS["Chinese"].written(folder, SIZE)
        file.write_text(_with_words(file.read_text("utf-8")), "utf-8")
        (reader,) = (program for program in PROGRAMS if program.name == "reader")
        for turn in ("first start", "second start"):
            seat = Seat([*reader.command, str(file)], folder / "home")
            seat.until_shown(NEEDLE)
            seat.rest(4.0)
            times = [_sought(seat, word) for word in WORDS]
            seat.leave(reader.leave)
            one, two = (statistics.median(each) for each in zip(*times, strict=True))
            said = f"{turn}: first character {one:.0f} ms, second character {two:.0f} ms"
            sys.stdout.write(f"{said}\n")


def _with_words(text: str) -> str:
    """*text* with a word behind a sentence in the middle of each quarter."""
    size = len(text) // len(WORDS)
    quarters = [text[n * size : (n + 1) * size] for n in range(len(WORDS))]
    ends = [quarter.index("。", size // 2) + 1 for quarter in quarters]
    parted = zip(quarters, ends, WORDS, strict=True)
    return "".join(quarter[:end] + word + quarter[end:] for quarter, end, word in parted)


def _sought(seat: Seat, word: str) -> list[float]:
    """Milliseconds from each character of *word* to the match being there; infinity if it never came."""
    seat.press("/")
    times = [seat.press_until(one, f"。.?{one}") or inf for one in word]
    seat.press("\x1b")
    seat.press("\x1b")
    return times


if __name__ == "__main__":
    main()
