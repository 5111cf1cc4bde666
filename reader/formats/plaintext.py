"""Plain text → documents: its structure is recognised, because nothing in it is marked."""

import re
from difflib import SequenceMatcher

from reader.formats.blocks import Builder, Run
from reader.formats.markers import Source
from reader.text.document import Document, Kind, Oddity

_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、\S.{0,39}$")
_SOME = re.compile(r"[（(【\[].{0,4}?\d+\s*篇[）)】\]]$")


def read_plain_text(source: Source, stem: str) -> tuple[list[Document], list[Oddity]]:
    """The essays that *source* is, and what is odd about it; *stem* is the title if the text has
    none.
    """
    lines: list[tuple[str, int]] = []
    at = 0
    for line in source.text.split("\n"):
        core = line.strip()
        if core:
            lines.append((core, at + line.index(core[0])))
        at += len(line) + 1
    if not lines:
        builder = Builder(source)
        builder.add(Kind.TITLE, [Run(stem, 0)])
        return [builder.document((0, source.length), title=stem)], []
    starts = _titles(lines)
    documents = []
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else len(lines)
        span_start = source.origin(lines[start][1]) if len(starts) > 1 else 0
        span_end = source.origin(lines[stop][1]) if stop < len(lines) else source.length
        builder = Builder(source)
        builder.add(Kind.TITLE, [Run(*lines[start])])
        for core, offset in lines[start + 1 : stop]:
            if _NUMBERED.match(core) and core[-1] not in "。；！？":
                builder.add(Kind.HEADING, [Run(core, offset)], level=1)
            else:
                builder.add(Kind.PARAGRAPH, [Run(core, offset)])
        documents.append(builder.document((span_start, span_end), title=lines[start][0]))
    return documents, []


def _titles(lines: list[tuple[str, int]]) -> list[int]:
    if len(lines) < 3 or not any(_SOME.search(core) for core, _ in lines[:3]):
        return [0]
    first = lines[0][0]
    return [
        n
        for n, (core, _) in enumerate(lines)
        if n > 1 and len(core) < 60 and SequenceMatcher(None, core, first).ratio() > 0.6
    ] or [0]
