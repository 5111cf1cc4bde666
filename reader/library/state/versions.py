"""Texts that people write: two versions, written without knowing of each other, are both kept.

Of most fields the later change wins (`reader.library.state`). A note is worth more than that. So of
a note the state knows which versions its present one was written over, its *past*; what is in
nobody's past *lives*. If there are several of those, because two devices wrote offline, the value
of the field is all of them, one below the other: whoever edits that next has written over both.

    laptop  ── "a" ──▶ "ab" ──┐
                              ├─▶ "ab ⁂ ac", until somebody writes "abc" over them
    phone   ── "a" ──▶ "ac" ──┘

What lives in either and is in the past of none lives in both together: that is a union less a
union, so merging is commutative, associative and idempotent. A version is known by its time and a
checksum: two of the same millisecond are two. Times compare as strings.
"""

from __future__ import annotations

import json
from zlib import crc32

from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TypeAlias

KEPT = frozenset({"note"})
"""The fields whose versions are kept."""

BETWEEN = "\n⁂\n"
"""What stands between two versions."""

_LONGEST_PAST = 40
"""Marks that a new version carries on: a version older than those, should a device come back with
it after years, is shown beside the present one rather than forgotten.
"""

Version: TypeAlias = "tuple[str, Any]"
"""A time, and the plain JSON that was set then."""


@dataclass(frozen=True)
class Versions:
    """What is known of the versions of one field."""

    living: Mapping[str, Version]
    """By their marks; at least one."""
    past: frozenset[str]
    """The marks of those that were written over; all are older than the newest that lives."""

    @property
    def time(self) -> str:
        """When the newest was written."""
        return max(time for time, _value in self.living.values())

    @property
    def value(self) -> Any:
        """All that lives: one value, or several texts below each other, the oldest first.

        A text that stands in another is left out.
        """
        if len(self.living) == 1:
            return next(iter(self.living.values()))[1]
        in_order = [self.living[mark] for mark in sorted(self.living)]
        texts = list(dict.fromkeys(value for _, value in in_order if isinstance(value, str)))
        whole = [
            text for text in texts if not any(text in other for other in texts if other != text)
        ]
        return BETWEEN.join(whole) if whole else in_order[-1][1]

    @property
    def is_plain(self) -> bool:
        """Whether the value and its time say all."""
        return len(self.living) == 1 and not self.past

    def since(self, buried: str) -> Versions | None:
        """What was written after a time; None if nothing was."""
        living = {mark: each for mark, each in self.living.items() if each[0] > buried}
        if len(living) == len(self.living) and all(mark > buried for mark in self.past):
            return self
        past = frozenset(mark for mark in self.past if _time_of(mark) > buried)
        return Versions(living, past) if living else None


def only(time: str, value: Any) -> Versions:
    """A value that was set at a time, of whose past nothing is known."""
    return Versions({_mark(time, value): (time, value)}, frozenset())


def written(before: Versions, time: str, value: Any) -> Versions:
    """What is known when *value* was written over all that lived. *time* is later than theirs."""
    past = sorted((*before.past, *before.living))[-_LONGEST_PAST:]
    return Versions({_mark(time, value): (time, value)}, frozenset(past))


def united(a: Versions, b: Versions) -> Versions:
    """What both know together; *a* itself if *b* adds nothing."""
    past = a.past | b.past
    living = {m: each for m, each in {**a.living, **b.living}.items() if m not in past}
    if past == a.past and living.keys() == a.living.keys():
        return a
    return Versions(living, past)


def plain(versions: Versions) -> dict[str, Any]:
    """As plain JSON. One that lives alone is left out: the field has it, and its time."""
    row: dict[str, Any] = {"past": sorted(versions.past)}
    if len(versions.living) > 1:
        row["living"] = [list(versions.living[mark]) for mark in sorted(versions.living)]
    return row


def restored(row: Any, time: str, value: Any) -> Versions:
    """The versions of a field with this value, set at this time, from what `plain` gave of them.

    ValueError for what `plain` never gives; whether times are times is the caller's business.
    """
    if not isinstance(row, dict) or not row.keys() <= {"past", "living"}:
        raise ValueError("not versions")
    past, pairs = row.get("past", []), row.get("living") or [[time, value]]
    if not all(isinstance(mark, str) for mark in past) or not all(map(_is_version, pairs)):
        raise ValueError("not versions")
    living = {_mark(when, said): (when, said) for when, said in pairs}
    newest = max(when for when, _said in living.values())
    return Versions(living, frozenset(mark for mark in past if _time_of(mark) < newest))


def times(row: Any) -> Iterable[str]:
    """The times in what `plain` gave."""
    return [str(pair[0]) for pair in row.get("living") or []] if isinstance(row, dict) else []


def _is_version(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)


def _mark(time: str, value: Any) -> str:
    """What a version is known by: it sorts by time."""
    text = json.dumps(value, sort_keys=True)
    return f"{time}~{crc32(text.encode()):08x}"


def _time_of(mark: str) -> str:
    return mark.partition("~")[0]
