"""`reader import`: what was kept in other programs, and in the reader on another machine."""

from pathlib import Path
from typing import Any

from reader.cli.asked import Asked
from reader.cli.merging import changes
from reader.cli.opening import Opened, library, path_of, read_standard_input
from reader.cli.printing import notice, print_json
from reader.library.sources import read_bytes
from reader.library.state import State, merge
from reader.session import kept
from reader.session.incoming.matching import bring_in
from reader.session.incoming.recognising import Incoming, understood
from reader.text import clean
from reader.wording import _

_SHOWN = 20
"""Passages without a place that are listed."""


def bring(asked: Asked) -> int:
    """Bring in what the FILEs hold."""
    words = asked.arguments["FILE"]
    files = [(word, _read(word)) for word in words]
    answers = []
    with library(asked) as opened:
        opened.session.scan()
        for name, found in files:
            answers.append({"file": name, **_brought(opened, found)})
        if not asked.has("--dry-run"):
            opened.save()
    if asked.has("--json"):
        print_json(answers)
        return 0
    for answer in answers:
        _print(answer)
    return 0


def _read(word: str) -> Incoming:
    if word == "-":
        return understood(read_standard_input(), "standard input")
    return understood(read_bytes(path_of(word)), word)


def _brought(opened: Opened, found: Incoming) -> dict[str, Any]:
    """Bring one file in; what came of it."""
    session = opened.session
    before = session.state
    if found.state is not None:
        here, away = _of_this_machine(found.state)
        session.publish(merge(before, here))
        session.adopt()
        counted = changes(before, session.state)
        marks = sum(1 for _mark in here.of_kind(kept.BOOKMARK))
        known = marks - counted["new"] - counted["changed"]
        return {"program": found.program, **counted, "known": known, "unmatched": [], "away": away}
    outcome = bring_in(session, found.clippings)
    session.publish(outcome.state)
    return {
        "program": found.program,
        **changes(before, session.state),
        "new": outcome.new,
        "known": outcome.known,
        "unmatched": [
            {"title": each.title, "quotation": each.quotation, "note": each.note}
            for each in outcome.unmatched
        ],
        "away": [],
    }


def _of_this_machine(state: State) -> tuple[State, list[str]]:
    """Without the library's folders that are not on this machine; and which those are."""
    away = {
        record.id: str(record.fields.get("path"))
        for record in state.of_kind(kept.FOLDER)
        if not Path(str(record.fields.get("path"))).exists()
    }
    here = State.of(each for each in state.records.values() if each.id not in away)
    return here, sorted(away.values())


def _print(answer: dict[str, Any]) -> None:
    said = _("{file} ({program}): {new} new, {changed} changed, {known} known already.")
    name = clean.line(answer["file"])
    print(said.format(**{**answer, "file": name}))
    unmatched = answer["unmatched"]
    if unmatched:
        told = _("In no essay of the library; kept under their titles until an essay has them:")
        print(told)
        for each in unmatched[:_SHOWN]:
            print(
                f"  {clean.line(each['title'])}: {clean.line(each['quotation'] or each['note'])[:60]}"
            )
        if len(unmatched) > _SHOWN:
            print("  … " + _("and {count} more").format(count=len(unmatched) - _SHOWN))
    for path in answer["away"]:
        notice(
            _("{path} is not on this machine: it was left out of the library.").format(
                path=clean.line(path)
            )
        )
