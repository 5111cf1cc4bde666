"""The details of an essay: a sheet in the screens, lines for `reader details`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.contexts import suppress
from reader.errors import ReaderError
from reader.session.details import Details, details
from reader.text import clean
from reader.text.placard import PlacardWords
from reader.tui.deepening import behind_keys
from reader.tui.essays import percent
from reader.tui.listing import Row
from reader.wording import _, ngettext, told

if TYPE_CHECKING:
    from reader.formats import Parsed
    from reader.library.essay import Essay
    from reader.tui.desk import Desk

_LABEL = 14
"""Cells for what a line is about."""


def facts(found: Details, words: PlacardWords) -> list[tuple[str, str]]:
    """What there is to say: pairs of what it is about, and what it is. The source's words are cleaned."""
    essay, state, parsed = found.essay, found.state, found.parsed
    encoding = parsed.encoding
    if parsed.sure < 1:
        encoding = _("{encoding} ({sure:.0%} sure)").format(encoding=encoding, sure=parsed.sure)
    if parsed.replaced:
        encoding += " · " + ngettext(
            "{n} character could not be read", "{n} characters could not be read", parsed.replaced
        ).format(n=parsed.replaced)
    source = str(found.path)
    if found.siblings > 1:
        source += "  " + _("essay {n} of {total}").format(n=essay.ordinal + 1, total=found.siblings)
    regions = ""
    if essay.regions:
        regions = _("{n}, closed: {closed}").format(n=len(essay.regions), closed=found.closed)
    done = _("finished") if state.finished else percent(state.progress) if state.opened else ""
    pairs = [
        (_("title"), essay.title),
        (_("author"), essay.author),
        (_("date"), essay.date),
        (_("tags"), " ".join(f"#{tag}" for tag in found.tags)),
        (_("length"), words.length(essay.length)),
        (_("sections"), str(found.sections) if found.sections else ""),
        (_("paid regions"), regions),
        (_("read"), done),
        (_("last opened"), state.opened.replace("T", " ")[:16]),
        (_("bookmarks"), str(found.bookmarks) if found.bookmarks else ""),
        (_("source"), source),
        (_("size"), _("{n:,} bytes").format(n=found.size) if found.size else ""),
        (_("written"), found.changed),
        (_("format"), parsed.format),
        (_("encoding"), encoding),
        (_("language"), essay.language),
        ("id", essay.id),
    ]
    pairs += [
        (_("line {n}").format(n=oddity.line), told(oddity.message))
        for oddity in parsed.oddities[:200]
    ]
    return [(label, clean.line(value)) for label, value in pairs if value]


def show_details(desk: Desk, essay: Essay) -> None:
    """Show an essay's details; from there its source can be edited."""
    from reader.tui.layers.sheet import Sheet

    waiting = [Row(((" " + clean.line(essay.title), ()),))]
    footer = _("E edits the file · Esc closes")

    def edit() -> None:
        sheet.dismiss("edit")

    def done(chosen: str | None) -> None:
        if chosen == "edit":
            desk.verbs.edit(essay)

    sheet = Sheet(desk.paint, _("Details"), waiting, footer=footer, keys={"E": edit})
    desk.app.push_screen(sheet, done)

    app, session = desk.app, desk.session

    def show(parsed: Parsed | str) -> None:
        try:
            if isinstance(parsed, str):
                raise ReaderError(parsed)
            found = details(session, essay, parsed, at_once=True)
            sheet.show(rows(facts(found, desk.sitting.words)))
        except ReaderError as error:
            sheet.show([*waiting, Row(((" " + clean.line(told(error)), ("failure",)),))])

    def read() -> None:
        # A source may be large, and its disk slow.
        found: Parsed | str
        try:
            with behind_keys():
                found = session.parsed(essay.path, lambda part: desk.background.rest())
        except ReaderError as error:
            found = str(error)
        # The screens may have been left meanwhile.
        with suppress(RuntimeError):
            app.call_later(show, found)

    threading.Thread(target=read, name="reader-details", daemon=True).start()


def rows(pairs: list[tuple[str, str]]) -> list[Row]:
    """The pairs as rows of a sheet; long ones go on in the next row."""
    from reader.text.cells import fit, width

    found = []
    for label, value in pairs:
        first = True
        for part in _folded(value, 56):
            head = label if first else ""
            left = f" {fit(head, _LABEL)}" + " " * max(0, _LABEL - width(fit(head, _LABEL)))
            found.append(Row(((left + " ", ("faint",)), (part, ()))))
            first = False
    return found


def _folded(text: str, cells: int) -> list[str]:
    """*text* in parts of at most *cells*."""
    from reader.text.cells import clip

    parts = []
    while text:
        part = clip(text, cells)
        parts.append(part)
        text = text[len(part) :]
    return parts or [""]
