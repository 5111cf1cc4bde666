"""How many places are found again after edits, wrongly, or although they are gone.

Run it again with `python -m tests.anchor_evaluation --seed 1`. Every character is followed through
each edit, so the right answer is known. A passage counts as

* kept when at least half of it is still there in one piece: it must be *found* there, that is,
  what is found and what is right share at least half of what they cover; else it is *lost*, or
  *wrong*;
* gone when none of it is there: whatever is found then is *anchored* to nothing;
* torn in between: it may be lost or found, but what is found must touch what is left.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from random import Random
from statistics import mean, quantiles
from time import perf_counter

from reader.text.anchor import Found, Record, describe, find
from tests.anchor_edits import AIMED, EDITS, Characters, text_of, tracked
from tests.anchor_texts import essays, made

APART = 200
"""Pieces of a passage further apart than this are no longer one."""

TIGHT = 20
"""So much may have come in without breaking a piece for those who look closely."""

SWAPPED = 3
"""So far behind the one before it a character may have been, without being another piece."""


@dataclass
class Tally:
    """What came of the cases of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """Passages that had to be found."""
        return sum(self.outcomes[one] for one in ("found", "lost", "wrong"))

    @property
    def gone(self) -> int:
        """Passages of which nothing was left."""
        return sum(self.outcomes[one] for one in ("gone", "anchored"))

    def share(self, outcome: str) -> float:
        """*outcome*'s part of the cases that could have had it, in per cent."""
        return (
            100 * self.outcomes[outcome] / max(1, self.gone if outcome == "anchored" else self.kept)
        )

    @property
    def row(self) -> str:
        """The numbers, in columns."""
        times = [1000 * one for one in self.seconds] or [0.0]
        slow = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        return (
            f"{self.kept:6} {self.share('found'):7.2f} {self.share('wrong'):6.2f} "
            f"{self.share('sharp'):6.1f} {self.gone:5} {self.share('anchored'):8.2f} "
            f"{mean(times):6.2f} {slow:6.2f}"
        )


HEAD = f"{'':22}   kept found %  wrong  sharp  gone anchored     ms    p95"


@dataclass(frozen=True)
class Case:
    """A passage, the edited text, and what was found there."""

    edit: str
    before: str
    record: Record
    after: Characters
    found: Found | None
    seconds: float
    """How long it took to look for it."""


@dataclass(frozen=True)
class Remains:
    """What is left of a passage in an edited text."""

    places: list[int]
    """Of all its characters but blanks, in the order of the edited text."""
    piece: list[int]
    """Those of them that make up the largest piece."""
    large: list[list[int]]
    """The pieces, and the parts of it into which nothing long came in, that are nearly as large."""

    @property
    def spans(self) -> set[tuple[int, int]]:
        """The first and last characters that an answer may have."""
        return {(one[0], one[-1]) for one in (self.places, *self.large)}


def remains(characters: Characters, start: int, end: int) -> Remains:
    """Where the characters from *start* to *end* are now."""
    pieces: list[list[int]] = []
    reached = start
    for place, (character, origin) in enumerate(characters):
        if start <= origin < end and not character.isspace():
            if not pieces or place - pieces[-1][-1] > APART or origin < reached - SWAPPED:
                pieces.append([])
            pieces[-1].append(place)
            reached = origin
    largest = max(pieces, key=len, default=[])
    parts: list[list[int]] = []
    for place in largest:
        if not parts or place - parts[-1][-1] > TIGHT:
            parts.append([])
        parts[-1].append(place)
    least = 0.75 * max(map(len, parts), default=0)
    large = [one for one in pieces + parts if len(one) >= least]
    return Remains(sorted(chain.from_iterable(pieces)), largest, large)


def outcome(case: Case) -> tuple[str, ...]:
    """What is to be counted for *case*."""
    start, end = case.record["start"], case.record["end"]
    if start == end:
        return _outcome_of_place(case)
    left = remains(case.after, start, end)
    found = case.found
    if not left.places:
        return ("gone",) if found is None else ("anchored",)
    span = _letters(case.after, found.start, found.end) if found else set[int]()
    if len(left.piece) < 0.5 * sum(not one.isspace() for one in case.record["exact"]):
        return ("torn",) if found is None or span & set(left.places) else ("wrong",)
    if found is None:
        return ("lost",)
    for first, last in left.spans:
        right = _letters(case.after, first, last + 1)
        if len(right & span) >= 0.5 * len(right | span):
            near = abs(found.start - first) <= 1 and abs(found.end - last - 1) <= 1
            return ("found", "sharp") if near else ("found",)
    whole = [one for one, _ in case.after[left.piece[0] : left.piece[-1] + 1]]
    now = [one for one, _ in case.after[found.start : found.end]]
    if _bare(now) == _bare(case.record["exact"]) != _bare(whole):
        return ("found",)
    return ("wrong",)


def _outcome_of_place(case: Case) -> tuple[str, ...]:
    """The same for a mere place, which is where the text behind it is."""
    start, found = case.record["start"], case.found
    left = remains(case.after, start, start + 48)
    if not left.places:
        return ("gone",) if found is None else ("anchored",)
    first = case.after[left.piece[0]][1]
    if len(left.piece) < 24 or first > start + 6:
        touching = found and _between(case.after, left.places, found.start) <= 8
        return ("torn",) if found is None or touching else ("wrong",)
    if found is None:
        return ("lost",)
    distance = _between(case.after, left.piece[:1], found.start)
    if distance <= 1:
        return ("found", "sharp")
    behind = _bare(one for one, _ in case.after[found.start : found.start + 96])
    same = behind.startswith(_bare(case.record["suffix"]))
    return ("found",) if distance <= 8 or same else ("wrong",)


def _letters(characters: Characters, start: int, end: int) -> set[int]:
    """Where the letters and digits are from *start* to *end*."""
    return {place for place in range(start, end) if characters[place][0].isalnum()}


def _between(characters: Characters, places: list[int], offset: int) -> int:
    """How many characters but blanks there are from *offset* to the nearest of *places*."""
    low, high = sorted((offset, min(places, key=lambda place: abs(place - offset))))
    return sum(not one.isspace() for one, _ in characters[low:high])


def _bare(characters: Iterable[str]) -> str:
    """The letters and digits among *characters*."""
    return "".join(one for one in characters if one.isalnum())


def passages(random: Random, text: str, count: int) -> list[tuple[int, int]]:
    """Spans of 5 to 80 characters of *text* that are not blank; each tenth is an empty place."""
    spans: list[tuple[int, int]] = []
    while len(spans) < count:
        start = random.randrange(len(text) - 5)
        end = min(len(text), start + random.randint(5, 80))
        if sum(one.isalnum() for one in text[start:end]) < 4:
            continue
        spans.append((start, start if len(spans) % 10 == 9 else end))
    return spans


def cases(seed: int, each: int, texts: dict[str, str]) -> Iterator[Case]:
    """Cases of every kind of edit, over *each* passages of every text."""
    random = Random(seed)
    for text in texts.values():
        first = tracked(text)
        for name, edit in EDITS.items():
            edited = edit(random, first)
            for start, end in passages(random, text, each):
                yield _case(name, text, start, end, edited)
        for name, aimed in AIMED.items():
            for start, end in passages(random, text, each):
                far = max(end, min(len(text), start + 48)) if start == end else end
                yield _case(name, text, start, end, aimed(random, first, start, far))


def _case(edit: str, text: str, start: int, end: int, edited: Characters) -> Case:
    """The passage described, kept and looked for."""
    record: Record = json.loads(json.dumps(describe(text, start, end)))
    after = text_of(edited)
    begun = perf_counter()
    found = find(record, after)
    return Case(edit, text, record, edited, found, perf_counter() - begun)


def evaluate(
    seed: int, each: int, texts: dict[str, str], seen: Callable[[Case, str], None] | None = None
) -> dict[str, Tally]:
    """One tally for each kind of edit. *seen* is told of every case and what came of it."""
    tallies = {name: Tally() for name in [*EDITS, *AIMED]}
    for case in cases(seed, each, texts):
        tally = tallies[case.edit]
        tally.seconds.append(case.seconds)
        outcomes = outcome(case)
        tally.outcomes.update(outcomes)
        if seen:
            seen(case, outcomes[0])
    return tallies


def explained(case: Case, came_of_it: str) -> str:
    """A case for the eye: the record, what would have been right, what was found."""
    start, end = case.record["start"], case.record["end"]
    piece = remains(case.after, start, end if end > start else start + 48).piece
    record = {key: value for key, value in case.record.items() if key != "neighbours"}
    lines = [f"== {came_of_it} · {case.edit} {json.dumps(record, ensure_ascii=False)}"]
    after = text_of(case.after)
    spans = [("right", piece[0], piece[-1] + 1)] if piece else []
    spans += [("found", case.found.start, case.found.end)] if case.found else []
    for name, low, high in spans:
        around = after[max(0, low - 40) : low], after[low:high], after[high : high + 40]
        lines.append(f"   {name} {low}-{high} " + " | ".join(map(repr, around)))
    return "\n".join(lines)


def corpus(seed: int) -> dict[str, str]:
    """The texts that passages are taken from."""
    random = Random(seed)
    texts = dict(essays())
    texts["made, Chinese"] = made(random, chinese=True)
    texts["made, English"] = made(random, chinese=False)
    return texts


def total(tallies: dict[str, Tally]) -> Tally:
    """All of them as one."""
    whole = Tally()
    for tally in tallies.values():
        whole.outcomes.update(tally.outcomes)
        whole.seconds += tally.seconds
    return whole


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40, help="passages for each text and edit")
    parser.add_argument("--show", default="", help="write such cases out: lost,wrong,anchored")
    arguments = parser.parse_args()
    shown = arguments.show.split(",")

    def show(case: Case, came_of_it: str) -> None:
        if came_of_it in shown:
            sys.stdout.write(explained(case, came_of_it) + "\n")

    tallies = evaluate(arguments.seed, arguments.each, corpus(arguments.seed), show)
    rows = [HEAD, *(f"{name:22} {tally.row}" for name, tally in tallies.items())]
    rows.append(f"{'all':22} {total(tallies).row}")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
