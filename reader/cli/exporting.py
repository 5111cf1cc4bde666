"""`reader export`: what was kept, for other programs and for other machines. No closed text leaves."""

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from reader.cli.asked import Asked
from reader.cli.opening import Opened, essays_named, library, path_of
from reader.cli.printing import notice
from reader.cli.writing import write
from reader.errors import UsageError
from reader.session.outgoing.excerpts import EssayExcerpts, excerpts
from reader.session.outgoing.folder import export_to
from reader.session.outgoing.forms import JSON, forms
from reader.text import clean
from reader.wording import _, ngettext


def export(asked: Asked) -> int:
    """Print what was kept of the ESSAYs, or of all, or write it to `--output`."""
    template, form = asked.value("--template"), asked.value("--to")
    if template and form:
        raise UsageError(_("--to and --template do not go together: each names the form."))
    with library(asked) as opened:
        opened.session.scan()
        names = asked.arguments["ESSAY"]
        essays = {e.id for name in names for e in _named(opened, name)} if names else None
        output = asked.value("--output")
        path = path_of(output) if output else None
        if path is not None and (path.is_dir() or str(output).endswith("/")):
            return _to_folder(opened, essays, path, form or "markdown", template)
        text = _text(opened, essays, form or "markdown", template)
    if output:
        write(output, text.encode("utf-8", "replace"))
    else:
        sys.stdout.write(text)
    return 0


def _named(opened: Opened, name: str) -> Collection[EssayExcerpts]:
    """The essays that a name means; also one that is gone, by the id that its bookmarks have."""
    from reader.errors import NoSuchEssayError

    try:
        return [EssayExcerpts(essay.id, essay.title) for essay in essays_named(opened, name)]
    except NoSuchEssayError:
        marks = opened.session.marks.all()
        gone = [
            EssayExcerpts(mark.essay, mark.title)
            for mark in marks
            if name in (mark.essay, mark.title)
        ]
        if not gone:
            raise
        return gone


def _text(opened: Opened, essays: Collection[str] | None, form: str, template: str | None) -> str:
    """All of it in one text."""
    session = opened.session
    if template:
        from reader.session.outgoing.template import filled

        return filled(path_of(template), _told(excerpts(session, essays)))
    if form == JSON:
        from reader.session.outgoing.data import whole

        _told(excerpts(session, essays))
        return whole(session, essays)
    return forms()[form].written(_told(excerpts(session, essays)))


def _told(essays: Iterable[EssayExcerpts]) -> list[EssayExcerpts]:
    """*essays*, after saying how many passages are without their text."""
    found = list(essays)
    closed = sum(each.is_closed for essay in found for each in essay.excerpts)
    if closed:
        said = ngettext(
            "{count} passage stands in a closed region: its text is left out.",
            "{count} passages stand in closed regions: their text is left out.",
            closed,
        )
        notice(said.format(count=closed))
    return found


def _to_folder(
    opened: Opened,
    essays: Collection[str] | None,
    folder: Path,
    form: str,
    template: str | None,
) -> int:
    """A file for each essay."""
    from reader.session.outgoing.upkeep import writer_of

    suffix, written = writer_of(opened.session, form, path_of(template) if template else None)
    found = _told(excerpts(opened.session, essays))
    outcome = export_to(folder, found, suffix, written, is_all=essays is None)
    for name in outcome.edited:
        said = _("{name} is not as it was written here: it is left as it is.")
        notice(said.format(name=clean.line(str(folder / name))))
    for name in outcome.written:
        print(_("Wrote {name}").format(name=clean.line(str(folder / name))))
    for name in outcome.removed:
        print(_("Removed {name}").format(name=clean.line(str(folder / name))))
    return 1 if outcome.edited else 0
