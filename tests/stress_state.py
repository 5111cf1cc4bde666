"""Kills readers while they mark, and has four of them mark at once: what was acknowledged must
stay.

By hand: `python tests/stress_state.py` (200 kills, four writers with 50 marks each; some minutes).
The test suite runs a smaller version. An acknowledgement is what the reader would see: the ticket
of the keeper was done.
"""

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from reader.library.state import next_time
from reader.library.state.file import StateFile
from reader.library.state.keeper import Keeper

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    acknowledged: int
    lost: list[str]
    """Marks that were acknowledged and are not in the file."""
    damaged: int
    """How often loading had something to say."""
    kept: int
    """Marks in the file; more than acknowledged where a kill came between saving and saying."""


def opened(path: Path) -> StateFile:
    """The file, with a seal as the reader has it."""
    return StateFile(path, patience_seconds=60, seal=path.with_suffix(".sum"))


def mark(path: Path, name: str, count: int) -> None:
    """Marks *count* times, one after the other, and prints the id of each mark that is on the
    disk.
    """
    file = opened(path)
    state = file.load().state
    keeper = Keeper(file, state, on_saved=lambda saved: None, on_failed=sys.exit)
    for number in range(count):
        mark_id = f"{name}-{number:06}"
        state = state.put(mark_id, "bookmark", next_time(state, time.time()), label="记" * 40)
        keeper.keep(state, at_once=True).result()
        print(mark_id, flush=True)  # noqa: T201
    keeper.close()


def kills_while_marking(path: Path, *, kills: int, seed: int) -> Outcome:
    """Lets a reader mark and kills it at a random instant, again and again with the same file."""
    chance = random.Random(seed)
    said: list[str] = []
    damaged = 0
    for number in range(kills):
        with _marking(path, f"k{number:03}", 1_000_000) as reader:
            assert reader.stdout is not None
            first = reader.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            reader.kill()
            said += (first + reader.stdout.read()).split("\n")[:-1]
        damaged += bool(opened(path).load().notices)
    return _outcome(path, said, damaged)


def four_writers(path: Path, *, marks: int) -> Outcome:
    """Lets four readers mark at once."""
    writers = [_marking(path, f"w{number}", marks) for number in range(4)]
    said = [mark_id for each in writers for mark_id in each.communicate()[0].split()]
    return _outcome(path, said, 0)


def _marking(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    """A process that runs `mark`."""
    return subprocess.Popen(
        [sys.executable, __file__, str(path), name, str(count)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _outcome(path: Path, said: list[str], damaged: int) -> Outcome:
    loaded = opened(path).load()
    lost = [mark_id for mark_id in said if loaded.state.get(mark_id) is None]
    return Outcome(len(said), lost, damaged + bool(loaded.notices), len(loaded.state.records))


def _main() -> None:
    if len(sys.argv) == 4:
        mark(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for what, outcome in (
            ("200 kills", kills_while_marking(Path(folder, "killed.yaml"), kills=200, seed=2)),
            ("four writers, 50 marks each", four_writers(Path(folder, "four.yaml"), marks=50)),
        ):
            print(  # noqa: T201
                f"{what}: {outcome.acknowledged} acknowledged, {len(outcome.lost)} lost,"
                f" {outcome.kept} kept, {outcome.damaged} damaged"
            )


if __name__ == "__main__":
    _main()
