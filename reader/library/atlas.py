"""What was found out about large sources: where their chunks are, their essays, their headings.

A file for each source in the cache folder. They are worthless like the index: one that is damaged, of
another program version, or older than its source is passed over, and the source is read again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from zlib import crc32

from reader import __version__
from reader.contexts import suppress
from reader.library.index import VERSION
from reader.library.index.source import Stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from typing import Any

    # Importing them takes longer than opening a small essay does.
    from reader.formats.large import LargeText, Understood
    from reader.formats.large.manner import Manner
    from reader.formats.large.table import Table

    Known = tuple[Manner, Table, list[Understood]]

_MAKER = f"{__version__}/{VERSION}"
_MOST = 40
"""Sources that are remembered, those longest unused forgotten first."""
_COLUMNS = ("starts", "texts", "units", "sizes", "lines")


class Atlas:
    """A place for what was found out."""

    def __init__(self, folder: Path | None) -> None:
        """Without a *folder* nothing is kept."""
        self.folder = folder
        """Where it is, or None."""

    def take(self, source: Path, stamp: Stamp) -> Known | None:
        """What was found out about *source* when it looked like *stamp*."""
        file = self._file(source)
        if file is None:
            return None
        try:
            with file.open("rb") as opened:
                if json.loads(opened.readline()) != _head(source, stamp):
                    return None
                known = _known(json.loads(opened.read()))
            os.utime(file)
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None
        return known

    def put(
        self, source: Path, stamp: Stamp, text: LargeText, essays: Sequence[Understood]
    ) -> None:
        """Keep what was found out about *source*."""
        file = self._file(source)
        if file is None:
            return
        body = json.dumps(_plain(text.manner, text.read(), essays))
        new = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError):
            new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as opened:
                opened.write(f"{json.dumps(_head(source, stamp))}\n{body}")
            new.replace(file)
            self._forget()

    def _file(self, source: Path) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{crc32(os.fsencode(source)):08x}.json"

    def _forget(self) -> None:
        """Remove what was not used for longest."""
        if self.folder is None:
            return
        with os.scandir(self.folder) as found:
            files = sorted((entry.stat().st_mtime_ns, entry.path) for entry in found)
        for _changed, path in files[:-_MOST]:
            os.unlink(path)  # noqa: PTH108 - a path from scandir


def _head(source: Path, stamp: Stamp) -> list[Any]:
    return [_MAKER, os.fsencode(source).hex(), *stamp]


def _plain(manner: Manner, table: Table, essays: Sequence[Understood]) -> dict[str, Any]:
    return {
        "manner": [manner.encoding, manner.mark, manner.line_end.hex(), manner.wrapping],
        "table": [_packed(getattr(table, name)) for name in _COLUMNS],
        "flags": table.flags.hex(),
        "source": [table.length, table.jumps, table.breaks, table.paid],
        "essays": [_essay(*essay) for essay in essays],
    }


def _essay(plan: Any, span: tuple[int, int], known: Any) -> dict[str, Any]:
    names = ("name", "title_unit", "lines", "body", "signature", "author", "date", "prose")
    return {
        "part": [plan.part.title, plan.part.first, plan.part.end],
        "title": plan.title,
        "spent": sorted(plan.spent),
        "plan": {name: getattr(plan, name) for name in names},
        "levels": list(plan.headings.levels.items()),
        "spans": list(plan.headings.spans.items()),
        "span": span,
        "sections": [(s.level, s.title, s.start, s.end, s.parent) for s in known.sections],
        "regions": [(r.id, r.start, r.end) for r in known.regions],
        "known": [known.language, known.length, known.fingerprint, known.cut_headings],
    }


def _known(plain: dict[str, Any]) -> Known:
    from reader.formats.large.manner import Manner
    from reader.formats.large.table import Table
    from reader.formats.plaintext.units import Wrapping

    encoding, mark, line_end, wrapping = plain["manner"]
    how = None if wrapping is None else Wrapping(*wrapping)
    manner = Manner(encoding, mark, bytes.fromhex(line_end), how)
    length, jumps, breaks, paid = plain["source"]
    starts, texts, units, sizes, lines = map(_unpacked, plain["table"])
    table = Table(
        manner,
        starts,
        texts,
        units,
        sizes,
        lines,
        flags=bytearray.fromhex(plain["flags"]),
        length=length,
        jumps=_pairs(jumps),
        breaks=tuple(breaks),
        paid=_pairs(paid),
    )
    return manner, table, [_understood(essay) for essay in plain["essays"]]


def _understood(plain: dict[str, Any]) -> Understood:
    from reader.formats.large import Understood
    from reader.formats.large.documents import Known as About
    from reader.formats.plaintext.collection import Essay
    from reader.formats.plaintext.headings import Headings
    from reader.formats.plaintext.planning import Plan
    from reader.formats.plaintext.titlepage import Title
    from reader.text.document import Region, Section
    from reader.text.length import Length

    title = plain["title"]
    headings = Headings(
        dict(plain["levels"]), {unit: (start, end) for unit, (start, end) in plain["spans"]}
    )
    plan = Plan(
        part=Essay(*plain["part"]),
        title=None if title is None else Title(*title),
        headings=headings,
        spent=frozenset(plain["spent"]),
        **plain["plan"],
    )
    language, length, fingerprint, cut = plain["known"]
    known = About(
        tuple(Section(*fields) for fields in plain["sections"]),
        tuple(Region(*fields) for fields in plain["regions"]),
        language,
        Length(*length),
        fingerprint,
        tuple(cut),
    )
    return Understood(plan, (plain["span"][0], plain["span"][1]), known)


def _pairs(plain: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((first, second) for first, second in plain)


def _packed(numbers: array[int]) -> str:
    from binascii import b2a_base64

    return b2a_base64(numbers.tobytes(), newline=False).decode("ascii")


def _unpacked(said: str) -> array[int]:
    from array import array
    from binascii import a2b_base64

    return array("q", a2b_base64(said))
