"""`reader inspect`: how a file is understood, for those who write or convert essays.

It quotes nothing but titles. Offsets are code points of the decoded source, with line feeds as line
ends and with the markers.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import library, nothing_in, path_of, read_standard_input
from reader.cli.printing import notice, print_json
from reader.errors import ReaderError
from reader.formats import Parsed, read
from reader.library.catalogue import parse
from reader.library.descriptions import folders_around
from reader.library.essay import essays_of
from reader.library.sources import STANDARD_INPUT, files_in, holds_several
from reader.memo import cached_property
from reader.text import clean
from reader.text.document import Document
from reader.values import dataclass
from reader.wording import _, ngettext, told


@dataclass(frozen=True)
class _Inspected:
    """A source and its essays' ids."""

    name: str
    parsed: Parsed
    ids: tuple[str, ...]
    complaints: tuple[str, ...]
    """What of the `library.yaml` files around it cannot be used."""

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.parsed.source)]

    def line_of(self, offset: int) -> int:
        """The number of the line that a source offset is in, from 1."""
        return bisect_left(self._line_ends, offset) + 1


def inspect(asked: Asked) -> int:
    """Print what is found in FILE; of a folder and of a ZIP file of texts, in each file that is a source."""
    name = asked.word("FILE") or ""
    if name != str(STANDARD_INPUT) and holds_several(path := path_of(name).resolve()):
        return _inspect_each(asked, name, path)
    found = _inspected(asked, name)
    if asked.has("--json"):
        print_json(_data(found))
    else:
        _print(found, is_verbose=asked.has("--verbose"))
    return 0


def _inspect_each(asked: Asked, name: str, path: Path) -> int:
    """The files of a folder, or of a ZIP file. What cannot be read says so in its place."""
    complaints: list[str] = []
    answer: list[dict[str, Any]] = []
    is_first, code = True, 0
    for source in files_in(path, complaints.append):
        shown = f"{name.rstrip('/')}{str(source)[len(str(path)) :]}"
        try:
            found = _inspected(asked, shown, source)
        except ReaderError as error:
            code = error.exit_code
            answer.append({"file": shown, "error": str(error)})
            if not asked.has("--json"):
                notice(error.args[0])
            continue
        if asked.has("--json"):
            answer.append({"file": shown, **_data(found)})
            continue
        if not is_first:
            print()
        is_first = False
        _print(found, is_verbose=asked.has("--verbose"))
    for complaint in complaints:
        notice(complaint)
    if asked.has("--json"):
        print_json(answer)
    elif is_first and not code:
        notice(nothing_in(path))
    return code


def _inspected(asked: Asked, name: str, source: Path | None = None) -> _Inspected:
    """What *name* is, a file or standard input; *source* is its path, if that is known."""
    encoding = asked.value("--encoding")
    complaints: list[str] = []
    if name == str(STANDARD_INPUT):
        parsed = read(read_standard_input(), "standard input", encoding=encoding)
        essays = essays_of(parsed.documents, STANDARD_INPUT, name)
    else:
        path = source or path_of(name).resolve()
        with library(asked, is_quiet=source is not None) as opened:
            root = opened.session.catalogue.root_of(path)
            descriptions = opened.session.catalogue.descriptions
            said = descriptions.of_source(path, root.folder)
            for folder in folders_around(path, root.folder):
                complaints += descriptions.of_folder(folder).complaints
        parsed = parse(path, encoding=encoding, corrections=said.corrections)
        essays = essays_of(parsed.documents, path, root.key_of(path))
    return _Inspected(name, parsed, tuple(essay.id for essay in essays), tuple(complaints))


def _data(found: _Inspected) -> dict[str, Any]:
    parsed = found.parsed
    return {
        "encoding": parsed.encoding,
        "confidence": parsed.sure,
        "replaced": parsed.replaced,
        "format": parsed.format,
        "warnings": [{"line": each.line, "message": each.message} for each in parsed.oddities],
        "complaints": list(found.complaints),
        "essays": [
            {
                "id": essay_id,
                "title": document.title,
                "author": document.author or None,
                "date": document.date or None,
                "language": document.language,
                "why": {
                    ground.what: {"line": found.line_of(ground.source), "why": ground.why}
                    for ground in document.grounds
                    if ground.what != "heading"
                },
                "start": document.source_span[0],
                "end": document.source_span[1],
                "sections": [
                    {
                        "level": section.level,
                        "title": section.title,
                        "start": document.source_offset(section.start),
                        "end": _section_end(document, section.end),
                        "paid": document.region_at(section.start) is not None,
                        "why": why.get(section.start),
                    }
                    for section in document.sections
                ],
                "paid_ranges": [list(span) for span in document.paid_source],
            }
            for essay_id, document, why in zip(
                found.ids, parsed.documents, map(_reasons, parsed.documents), strict=True
            )
        ],
    }


def _reasons(document: Document) -> dict[int, str]:
    """Why each heading was taken for one, by where it begins."""
    return {ground.start: ground.why for ground in document.grounds if ground.what == "heading"}


def _section_end(document: Document, end: int) -> int:
    """Where a section ends in the source: where the next one begins, or the essay ends."""
    return document.source_span[1] if end >= len(document.text) else document.source_offset(end)


def _print(found: _Inspected, *, is_verbose: bool) -> None:
    parsed, name = found.parsed, clean.line(found.name)
    count = len(parsed.documents)
    said = ngettext("{count} essay", "{count} essays", count).format(count=count)
    encoding = clean.line(parsed.encoding)
    if parsed.sure < 1:
        encoding = _("{encoding} ({sure:.0%} sure)").format(encoding=encoding, sure=parsed.sure)
    print(f"{name}: {parsed.format}, {encoding}, {said}")
    for essay_id, document in zip(found.ids, parsed.documents, strict=True):
        print(f"\n{clean.line(document.title)}  {essay_id}")
        byline = (document.author, document.date, document.language)
        print(
            "  " + " · ".join(clean.line(each) for each in byline if each) + " · " + _size(document)
        )
        if is_verbose:
            _print_parts(found, document)
    if parsed.oddities or found.complaints:
        print()
    for complaint in found.complaints:
        print(told(complaint))
    for each in parsed.oddities:
        print(f"{name}:{each.line}: {clean.line(told(each.message))}")


def _size(document: Document) -> str:
    long = document.length
    words = _("{count:,} 字")
    if long.in_words:
        words = ngettext("{count:,} word", "{count:,} words", long.shown)
    sections, paid = len(document.sections), len(document.regions)
    return " · ".join(
        (
            words.format(count=long.shown),
            ngettext("{count} section", "{count} sections", sections).format(count=sections),
            ngettext("{count} paid region", "{count} paid regions", paid).format(count=paid),
        )
    )


def _print_parts(found: _Inspected, document: Document) -> None:
    """The sections, the paid parts of the source, and why they were recognised, by line."""
    for ground in document.grounds:
        if ground.what != "heading":
            said = _WHY[ground.what]().format(why=told(ground.why))
            print(f"  {found.line_of(ground.source):>6}  {said}")
    why = _reasons(document)
    for section in document.sections:
        lock = "🔒 " if document.region_at(section.start) is not None else ""
        shift = "  " * section.level
        line = found.line_of(document.source_offset(section.start))
        because = f"  ({told(why[section.start])})" if why.get(section.start) else ""
        print(f"  {line:>6}  {shift}{lock}{clean.line(section.title)}{because}")
    for start, end in document.paid_source:
        said = _("paid: line {first} to line {last}")
        print(
            "  " + said.format(first=found.line_of(start), last=found.line_of(max(start, end - 1)))
        )


_WHY: dict[str, Callable[[], str]] = {
    "essay": lambda: _("an essay begins: {why}"),
    "title": lambda: _("its title: {why}"),
    "author": lambda: _("its author: {why}"),
    "date": lambda: _("its date: {why}"),
}
"""How grounds are told; in functions, since the language is chosen later."""
